//! Names among words: boundaries, endings, compounds, spellings, typos.

use earshot_brand::{Brand, BrandSet};

use super::{brand, check, marked, unmarked};

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
