//! What counts as a mention, case by case.
//!
//! A case is a text in which the expected mentions are marked: `⟨Dell⟩` is a
//! name, `⟨#Dell|hashtag⟩` another kind, `⟨Apple|?⟩` is doubtful. All tables run over one set of brands,
//! so that every case is also a trap for the brands it is not about.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use earshot_brand::{Brand, BrandSet, Context, FormKind, Status};

fn brand(name: &str) -> Brand {
    Brand {
        name: name.into(),
        ..Brand::default()
    }
}

fn strings(entries: &[&str]) -> Vec<String> {
    entries.iter().map(|entry| (*entry).to_owned()).collect()
}

fn brands() -> Vec<Brand> {
    vec![
        Brand {
            handles: strings(&["@DellCares", "dell_hilft"]),
            hashtags: strings(&["teamdell"]),
            domains: strings(&[
                "https://www.dell.com/",
                "del.technology",
                "facebook.com/dellde",
            ]),
            products: strings(&["Latitude"]),
            ..brand("Dell")
        },
        Brand {
            aliases: strings(&["Robert Bosch"]),
            ..brand("Bosch")
        },
        brand("Deutsche Bahn"),
        brand("Coca-Cola"),
        brand("Nestlé"),
        brand("Großmann"),
        brand("H&M"),
        brand("1&1"),
        brand("O2"),
        brand("McDonald's"),
        brand("Yahoo!"),
        Brand {
            case_sensitive: true,
            aliases: strings(&["dm-drogerie markt"]),
            ..brand("dm")
        },
        Brand {
            exclude: strings(&["ING Diba Arena", "ing. Huber"]),
            ..brand("ING")
        },
        Brand {
            context: Context {
                near: strings(&["iPhone", "Mac Book"]),
                not_near: strings(&["Saft", "Kuchen"]),
            },
            products: strings(&["AirPods"]),
            ..brand("Apple")
        },
        brand("戴尔"),
        brand("Škoda"),
        brand("ΔΕΗ"),
    ]
}

/// The text of a case without its marks.
fn unmarked(case: &str) -> String {
    let mut text = String::new();
    let mut rest = case;
    while let Some((before, after)) = rest.split_once('⟨') {
        let (mention, after) = after.split_once('⟩').unwrap();
        text.push_str(before);
        text.push_str(mention.rsplit_once('|').map_or(mention, |(form, _)| form));
        rest = after;
    }
    text + rest
}

/// The text with what was found marked.
fn marked(set: &BrandSet, text: &str) -> String {
    let mut marked = String::new();
    let mut at = 0;
    for mention in set.find(text) {
        marked.push_str(&text[at..mention.span.start]);
        marked.push('⟨');
        marked.push_str(&text[mention.span.clone()]);
        if mention.status == Status::Doubtful {
            marked.push_str("|?");
        } else if mention.kind != FormKind::Name {
            marked.push('|');
            marked.push_str(
                serde_json::to_value(mention.kind)
                    .unwrap()
                    .as_str()
                    .unwrap(),
            );
        }
        marked.push('⟩');
        at = mention.span.end;
    }
    marked + &text[at..]
}

fn check(cases: &[&str]) {
    let set = BrandSet::compile(&brands()).unwrap();
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| (case, marked(&set, &unmarked(case))))
        .filter(|(case, found)| *case != found)
        .map(|(case, found)| format!("  wanted {case:?}\n  found  {found:?}"))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} cases:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn words_that_contain_a_name() {
    check(&[
        "Ein schönes Modell.",
        "Die Delle im Kotflügel",
        "Delled, Dellen, Dellunk",
        "Das Bordell schließt",
        "Modelle und Modells",
        "a modelling agency",
        "Böschung und Boschung",
        "Schäumende Ädell",
        "Edelldell",
        "Dellä",
        "ßdell",
        "Dell\u{308}",
        "Dell2go",
        "4Dell",
        "Mo\u{AD}dell",
        "Mo\u{200B}dell",
        "Model\u{AD}le",
        "delling",
        "Dellss",
        "dellS2",
        "Gedeutsche Bahn",
        "Die deutsche Bahnhofsmission",
        "KO2",
        "CO2-Ausstoß",
        "O2x",
        "H&Ms2",
        "1&10",
        "21&1",
        "singing, Pudding, ingwer",
        "Straßmann",
        "Nestléx",
        "Garibaldell",
    ]);
}

#[test]
fn names_between_boundaries() {
    check(&[
        "⟨Dell⟩",
        "⟨dell⟩",
        "⟨DELL⟩ ist laut",
        "Mein ⟨Dell⟩ läuft.",
        "Mein ⟨Dell⟩, dein ⟨Dell⟩; sein ⟨Dell⟩!",
        "(⟨Dell⟩)",
        "[⟨Dell⟩](x)",
        "**⟨Dell⟩**",
        "_⟨Dell⟩_",
        "~~⟨Dell⟩~~",
        "„⟨Dell⟩“",
        "»⟨Dell⟩«",
        "“⟨Dell⟩”",
        "'⟨Dell⟩'",
        "‚⟨Dell⟩‘",
        "<⟨Dell⟩>",
        "😀⟨Dell⟩😀",
        "❤️⟨Dell⟩❤️",
        "👩‍💻⟨Dell⟩",
        "⟨Dell⟩™ und ⟨Dell⟩®",
        "⟨Dell⟩…",
        "⟨Dell⟩/⟨Bosch⟩",
        "⟨Dell⟩|⟨Bosch⟩",
        "⟨Dell⟩+⟨Bosch⟩",
        "⟨Dell⟩.Der Service",
        "⟨Dell⟩:gut",
        "⟨Dell⟩\n⟨Bosch⟩",
        "⟨Dell⟩² und ⟨Dell⟩¹",
        "①⟨Dell⟩",
        "⟨Dell⟩?!?!",
        "…⟨Dell⟩",
        "—⟨Dell⟩—",
        "\u{202A}⟨Dell⟩\u{202C}",
        "\u{FEFF}⟨Dell⟩",
        "⟨Dell⟩\u{0} ⟨Dell⟩",
        "ich kaufe bei ⟨H&M⟩.",
        "⟨1&1⟩ stört",
        "⟨O2⟩ kann nichts",
        "⟨o2⟩-Netz",
        "⟨Yahoo!⟩ Mail",
        "⟨Yahoo!⟩2",
        "⟨Yahoo⟩ Mail",
        "我喜欢⟨戴尔⟩电脑",
        "我用⟨Dell⟩电脑",
        "⟨Škoda⟩ fährt",
        "η ⟨δεη⟩ και η ⟨ΔΕΗ⟩",
    ]);
}

#[test]
fn genitives() {
    check(&[
        "⟨Dells⟩ Service",
        "⟨DELLS⟩",
        "⟨Dell's⟩ Service",
        "⟨Dell’s⟩ Service",
        "⟨Dellʼs⟩",
        "⟨Dell´s⟩ und ⟨Dell`s⟩",
        "⟨Dell⟩'sche Art",
        "⟨Dell⟩' Service",
        "⟨Bosch'⟩ Service",
        "⟨Bosch’⟩ Service",
        "⟨Boschs⟩ Service",
        "⟨Bosch's⟩",
        "'⟨Bosch⟩' steht da",
        "‚⟨Bosch⟩‘ steht da",
        "⟨Deutsche Bahns⟩",
        "⟨Robert Boschs|alias⟩ Erbe",
        "⟨McDonald's⟩",
        "⟨McDonald’s⟩ am Eck",
        "⟨McDonald's'⟩ Pommes",
        "⟨McDonalds⟩",
        "⟨Großmanns⟩",
        "⟨Latitudes|product⟩",
        "⟨#Dells|hashtag⟩",
        "⟨Dell\u{AD}s⟩",
        "⟨H&Ms⟩ Filialen",
        "⟨Nestlés⟩ Wasser",
        "⟨Dells⟩-Laptop",
    ]);
}

#[test]
fn hyphen_compounds() {
    check(&[
        "⟨Dell⟩-Laptop",
        "Nicht-⟨Dell⟩-Geräte",
        "non-⟨Bosch⟩",
        "⟨Dell⟩\u{2011}Laptop",
        "⟨Dell⟩–Laptop",
        "⟨Deutsche-Bahn⟩-Chef",
        "Ex-⟨Deutsche-Bahn⟩-Chef",
        "⟨Coca Cola⟩",
        "⟨coca-cola⟩-Dose",
        "⟨Coca‑Cola⟩",
        "⟨Cocacola⟩",
        "⟨1&1⟩-Vertrag",
        "⟨Dell⟩- und ⟨Bosch⟩-Geräte",
    ]);
}

#[test]
fn writing_that_differs_unseen() {
    check(&[
        "⟨De\u{AD}ll⟩",
        "⟨D\u{200B}e\u{200B}l\u{200B}l⟩",
        "⟨De\u{2060}ll⟩-\u{200D}Laptop",
        "⟨Deutsche\u{A0}Bahn⟩",
        "⟨Deutsche  \t Bahn⟩",
        "⟨Deutsche\nBahn⟩",
        "⟨Deutsche\u{202F}Bahn⟩",
        "⟨Deutsche \u{200B} Bahn⟩",
        "⟨Deut\u{AD}sche Bahn⟩",
        "⟨DEUTSCHE BAHN⟩",
        "⟨Deutsche\u{2028}Bahn⟩",
        "⟨Nestle\u{301}⟩",
        "⟨NESTLÉ⟩",
        "⟨NESTLE\u{301}⟩",
        "⟨GROSSMANN⟩",
        "⟨Grossmann⟩",
        "⟨GROẞMANN⟩",
        "⟨großmann⟩",
        "⟨Gro\u{17F}\u{17F}mann⟩",
        "⟨S\u{30C}koda⟩ und ⟨škoda⟩",
        "⟨Dell⟩ ⟨\u{44}\u{65}ll⟩",
    ]);
}

#[test]
fn closed_compounds() {
    check(&[
        "⟨Dell⟩laptop",
        "mein ⟨Bosch⟩kühlschrank",
        "die ⟨Bosch⟩kuehlschraenke",
        "⟨Dell⟩kundenservice",
        "Im Dorf⟨bosch⟩",
        "⟨ING⟩kunden",
        "ingkunden",
        "Böschung, Boschung, Delle",
        "Modell, Bordell, Garibaldell",
        "⟨#Bosch|hashtag⟩Streik",
        "#Danke⟨Dell|hashtag⟩",
        "#Danke⟨Dell|hashtag⟩Xyz",
        "#dankemodell",
        "DankeDellXyz",
    ]);
}

#[test]
fn other_spellings() {
    check(&[
        "⟨𝗗𝗲𝗹𝗹⟩ und ⟨Ｄｅｌｌ⟩",
        "⟨H & M⟩ und ⟨1 & 1⟩",
        "der ⟨Deutschen Bahn⟩, ⟨Deutscher Bahn⟩",
        "⟨Deutschebahn⟩ und ⟨Deutsche - Bahn⟩",
        "⟨Nestle⟩ ohne Akzent, ⟨Skoda⟩ ohne Haken",
        "Déll mit Akzent",
        "⟨O₂⟩ und CO₂",
    ]);
}

#[test]
fn typos() {
    let tolerant = Brand {
        tolerate_typos: true,
        ..brand("Lufthansa")
    };
    let set = BrandSet::compile(&[tolerant, brand("Siemens")]).unwrap();
    for case in [
        "⟨Lufhansa⟩, ⟨Luffthansa⟩, ⟨Lufthnasa⟩, ⟨Lufthanse⟩",
        "⟨Lufhansas⟩ Service, ⟨Lufhansa⟩-Flug",
        "Lufthafen, Luftpumpe, Lfthnsa, Siemen",
        "auflufhansa",
    ] {
        assert_eq!(marked(&set, &unmarked(case)), case);
    }
}

#[test]
fn handles_and_hashtags() {
    check(&[
        "⟨@Dell|handle⟩ hilft nicht",
        "⟨@dell|handle⟩: hallo",
        "⟨@dell|handle⟩.",
        "danke ⟨@DellCares|handle⟩!",
        "⟨@dell_hilft|handle⟩",
        "@dell_fan",
        "@fan_dell",
        "@team.dell",
        "@dell.official",
        "@dellfan",
        "⟨@Dell|handle⟩-Support",
        "⟨@Dell|handle⟩'s",
        "⟨＠dell|handle⟩",
        "⟨@Deutsche Bahn|handle⟩ sagt",
        "⟨@DeutscheBahn|handle⟩",
        "⟨#Dell|hashtag⟩",
        "⟨#dell|hashtag⟩_fail",
        "⟨＃dell|hashtag⟩",
        "⟨#DeutscheBahn|hashtag⟩",
        "⟨#CocaCola|hashtag⟩",
        "⟨#TeamDell|hashtag⟩",
        "team⟨dell⟩",
        "#team_⟨dell⟩",
        "⟨#Dell|hashtag⟩fail",
        "#Dellxq",
        "#Modell",
        "⟨#Dell|hashtag⟩⟨#Bosch|hashtag⟩",
        "abc#Modell",
        "⟨@dell|handle⟩ ⟨@bosch|handle⟩",
        "@@Dellen",
    ]);
}

#[test]
fn addresses() {
    check(&[
        "⟨dell.com|domain⟩",
        "auf ⟨www.dell.de|domain⟩/shop bestellt",
        "⟨support.dell.com|domain⟩",
        "https://⟨www.dell.com|domain⟩/de/dell-laptop",
        "http://nutzer:wort@⟨dell.com|domain⟩/x",
        "(⟨dell.com|domain⟩)",
        "⟨dell.com|domain⟩.",
        "⟨dell.com|domain⟩-Bestellung",
        "⟨Dell.De|domain⟩",
        "⟨bosch.co.uk|domain⟩",
        "⟨deutschebahn.com|domain⟩",
        "⟨www.deutsche-bahn.de|domain⟩",
        "⟨del.technology|domain⟩ neu",
        "⟨facebook.com/dellde|domain⟩",
        "https://⟨www.facebook.com/dellde|domain⟩/about",
        "https://facebook.com/delldeutsch",
        "http://t.co/dell123",
        "http://t.co/dell",
        "https://example.org/dell/test?q=dell#dell",
        "example.com/dell",
        "dell.example.org",
        "mydell.com",
        "my-dell.com",
        "dell-fans.com",
        "dell.com.evil.org",
        "https://evil.org/?u=dell.com",
        "schreib an info@dell.com!",
        "dell@example.org",
        "hans.dell@example.com",
        "info@boschfan.de",
        "und/oder ⟨Dell⟩/HP",
        "v1.2 ⟨Dell⟩",
        "⟨Dell⟩.gut",
        "https://youtube.com/@dell",
        "ftp://⟨bosch.de|domain⟩:21/x",
    ]);
}

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
