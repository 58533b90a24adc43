//! Letter case, vetoes, words nearby, and who wins.

use earshot_brand::{Brand, BrandSet};

use super::{brand, check, strings};

#[test]
fn letter_case_and_vetoes() {
    check(&[
        "bei ⟨dm⟩ gekauft",
        "5 DM Münze",
        "Dm",
        "⟨dms⟩ Eigenmarke",
        "⟨dm-drogerie markt|alias⟩",
        "DM-Drogerie Markt",
        "⟨#DM|hashtag⟩",
        "⟨dm⟩-Filiale",
        "Dipl.-⟨Ing⟩. Maier von der ⟨ING⟩",
        "in der ING Diba Arena",
        "Herr ing. Huber",
        "in der ING  Diba\u{A0}Arena",
        "Die ⟨ING⟩ Diba",
    ]);
}

#[test]
fn words_nearby() {
    check(&[
        "⟨Apple|?⟩ fällt nicht weit vom Stamm",
        "Das iPhone von ⟨Apple⟩",
        "⟨Apples⟩ Mac Book",
        "⟨Apple⟩: eins zwei drei vier fünf sechs sieben acht neun zehn elf iPhone",
        "⟨Apple|?⟩: eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf iPhone",
        "iPhone eins zwei drei vier fünf sechs sieben acht neun zehn elf ⟨Apple⟩",
        "iPhone eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf ⟨Apple|?⟩",
        "iPhone und ⟨Apple|?⟩ und Saft",
        "⟨Apple⟩ iPhone, dreizehn a b c d e f g h i j k l Kuchen",
        "⟨#Apple|hashtag⟩ Saft",
        "⟨AirPods|product⟩ im Saft",
        "⟨Apple⟩ iPhonehülle",
    ]);
}

#[test]
fn overlaps() {
    check(&[
        "⟨Robert Bosch|alias⟩ GmbH",
        "Robert ⟨Dell⟩ und ⟨Bosch⟩",
        "⟨Dell⟩ ⟨Latitude|product⟩",
        "⟨Deutsche Bahn⟩ Deutsche",
        "⟨#Bosch|hashtag⟩ ⟨@bosch|handle⟩ ⟨bosch.de|domain⟩ ⟨Bosch⟩",
    ]);
}

#[test]
fn same_form_of_two_brands_is_the_first_ones() {
    let shared = |name: &str| Brand {
        aliases: strings(&["Kiste"]),
        ..brand(name)
    };
    let set = BrandSet::compile(&[shared("Dell"), shared("Bosch")]).unwrap();
    assert_eq!(set.find("Die Kiste")[0].brand, 0);
}
