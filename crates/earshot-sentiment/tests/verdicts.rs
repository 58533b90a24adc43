//! Verdicts of the shipped model on sentences of our own. None of them is in
//! the training data. In a text, `[Dell]` is the target, `{HP}` another brand.

use std::ops::Range;

use earshot_sentiment::Label::{Negative, Neutral, Positive};
use earshot_sentiment::Lang::{De, En};
use earshot_sentiment::{Judge, Label, Lang, Passage, Verdict};

const MODEL: &[u8] = include_bytes!("../../../extension/model/judge.bin");

/// Text without brackets, target, other brands.
fn parse(marked: &str) -> (String, Option<Range<usize>>, Vec<Range<usize>>) {
    let (mut text, mut target, mut others) = (String::new(), None, Vec::new());
    let mut open = 0;
    for c in marked.chars() {
        match c {
            '[' | '{' => open = text.len(),
            ']' => target = Some(open..text.len()),
            '}' => others.push(open..text.len()),
            _ => text.push(c),
        }
    }
    (text, target, others)
}

fn judge(judge: &Judge, lang: Lang, marked: &str) -> Verdict {
    let (text, target, others) = parse(marked);
    judge.judge(&Passage {
        text: &text,
        lang: Some(lang),
        target: target.as_slice(),
        others: &others,
    })
}

/// Checks that the verdicts that differ from what a reader would say are just
/// the known misses. One that is put right is to move to the other table.
#[track_caller]
fn check(model: &Judge, right: &[(Lang, &str, Label)], missed: &[(Lang, &str, Label)]) {
    let mut wrong = Vec::new();
    for (table, expect_right) in [(right, true), (missed, false)] {
        for &(lang, text, label) in table {
            let verdict = judge(model, lang, text);
            if (verdict.label == label) != expect_right {
                wrong.push(format!(
                    "{text} is {label:?}, said {:?} {:.2?}",
                    verdict.label, verdict.probabilities
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} in the wrong table:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn golden_verdicts() {
    let model = Judge::from_bytes(MODEL).unwrap();
    check(&model, RIGHT, MISSED);
    assert!(RIGHT.len() + MISSED.len() >= 60);
}

const RIGHT: &[(Lang, &str, Label)] = &[
    (
        De,
        "Dass ich bei [Otto] mal etwas zurückschicken musste, kam in zehn Jahren nicht vor.",
        Positive,
    ),
    (
        De,
        "Der Kundendienst von [Vorwerk] lässt sehr zu wünschen übrig.",
        Negative,
    ),
    (De, "Bei [Rewe] kann man echt nicht meckern.", Positive),
    (
        De,
        "Die App von [N26] stürzt nach jedem Update ab.",
        Negative,
    ),
    (
        De,
        "Nach zwei Wochen war der Reißverschluss an der [Jack-Wolfskin]-Jacke kaputt.",
        Negative,
    ),
    (De, "[Bosch] ruft 4000 Spülmaschinen zurück.", Neutral),
    (
        De,
        "Die Gewerkschaft ruft bei [Lufthansa] zum Streik auf.",
        Neutral,
    ),
    (
        De,
        "Hallo, das tut uns sehr leid! Schreib uns bitte eine Nachricht mit deiner Kundennummer. Dein [Vodafone]-Team",
        Neutral,
    ),
    (
        De,
        "Mein Nachbar schimpft ständig über [Tesla], ich selbst bin nie einen gefahren.",
        Neutral,
    ),
    (
        De,
        "Kann man bei [Sixt] auch ohne Kreditkarte buchen?",
        Neutral,
    ),
    (
        De,
        "Nette Kollegen, faire Bezahlung, ich gehe gern zu [Siemens].",
        Positive,
    ),
    (
        De,
        "Anruf angenommen, Termin am selben Tag, fertig. So geht das, [ADAC]!",
        Positive,
    ),
    (
        De,
        "ganz ehrlich [eventim] ihr seid sowas von raus bei mir",
        Negative,
    ),
    (
        De,
        "Drei Stunden Warteschleife bei [Eon]. Ganz großes Kino 👏",
        Negative,
    ),
    (
        En,
        "Never had a single problem with my [Volvo] in nine years.",
        Positive,
    ),
    (
        En,
        "Switched from [Verizon] to {Mint} and never looked back.",
        Negative,
    ),
    (
        En,
        "The [Anker] does everything the {Belkin} promised and didn't.",
        Positive,
    ),
    (En, "[Evri] left my parcel in the rain. Again.", Negative),
    (En, "Not bad at all, [Aldi].", Positive),
    (
        En,
        "[Nestlé] recalls frozen pizza in three countries.",
        Neutral,
    ),
    (
        En,
        "Sorry to hear that! Please send us a DM with your booking number. The [Booking] team",
        Neutral,
    ),
    (En, "Does the [Kobo] work with library books?", Neutral),
    (
        En,
        "The zip broke after two weeks, and [Fjällräven] will not answer.",
        Negative,
    ),
    (
        En,
        "[Sage] support picked up within a minute and fixed it.",
        Positive,
    ),
    (De, "Der Service bei [Otto] war echt klasse!", Positive),
    (De, "Bin begeistert von meiner [Miele] 😍", Positive),
    (De, "[Rossmann] hat immer tolle Angebote :)", Positive),
    (
        De,
        "Sehr nettes Personal im [Globus], alles sauber.",
        Positive,
    ),
    (De, "[Dell] top, {HP} flop", Positive),
    (De, "{Dell} top, [HP] flop", Negative),
    (De, "Ich liebe [Nike] und hasse {Puma}.", Positive),
    (
        De,
        "Das neue Menü von [Subway] schmeckt mir gar nicht.",
        Negative,
    ),
    (De, "[Vodafone] ist nicht gut.", Negative),
    (De, "Ich kann [Eventim] nicht empfehlen.", Negative),
    (De, "Was für ein Schrott, [Medion]!!!", Negative),
    (De, "[Telekom] funktioniert seit Tagen nicht.", Negative),
    (
        De,
        "Schlechter Empfang, miese Hotline: [Blau] nervt.",
        Negative,
    ),
    (De, "Die [Bahn] ist mal wieder zu spät 😡", Negative),
    (
        De,
        "[Zalando] schickt mir zum dritten Mal die falsche Größe, ich bin stinksauer.",
        Negative,
    ),
    (De, "Das Hotel [Seeblick] war dreckig und laut.", Negative),
    (De, "Wo finde ich den nächsten [Penny]?", Neutral),
    (
        De,
        "[Siemens] lädt am Dienstag zur Hauptversammlung.",
        Neutral,
    ),
    (De, "Weiß jemand, ob [DHL] heute zustellt?", Neutral),
    (En, "The new [Sony] headphones are amazing!", Positive),
    (En, "Absolutely love the coffee at [Costa] ❤", Positive),
    (En, "[Trello] is easy to use and very helpful.", Positive),
    (En, "[Dell] is great, {HP} is terrible.", Positive),
    (En, "{Dell} is great, [HP] is terrible.", Negative),
    (En, "I love [Pepsi] but I hate {Coke}.", Positive),
    (En, "I love {Pepsi} but I hate [Coke].", Negative),
    (En, "The food at [Wagamama] was not good.", Negative),
    (En, "I don't like the new [Windows].", Negative),
    (En, "[Comcast] is the worst company ever.", Negative),
    (
        En,
        "My [Fitbit] stopped working, very disappointed.",
        Negative,
    ),
    (En, "Terrible customer service at [AT&T] 😡", Negative),
    (En, "[Ryanair] lost my bag again, so angry", Negative),
    (En, "[Toyota] will report its results on Tuesday.", Neutral),
    (En, "What time does [Target] open tomorrow?", Neutral),
    (En, "[Spotify] is now available in Malta.", Neutral),
    (
        En,
        "Great screen, beautiful design, I am happy with my [Surface].",
        Positive,
    ),
    (De, "Tolles Gerät, bin sehr zufrieden", Positive),
    (De, "Enttäuschend. Nie wieder.", Negative),
    (En, "Best purchase this year!", Positive),
    (En, "Waste of money.", Negative),
    (En, "The meeting is on Monday at 10", Neutral),
    (De, "Mega geil 👍", Positive),
    (En, "awful 👎", Negative),
    (
        De,
        "Da hat sich [Ikea] nicht mit Ruhm bekleckert.",
        Negative,
    ),
    (En, "[Lenovo] really dropped the ball here.", Negative),
    (En, "[Firefox] beats {Chrome} by a mile.", Positive),
    (De, "Na toll, danke für nichts, [Vodafone].", Negative),
    (De, "Wow, [DB], nur 90 Minuten zu spät, Respekt!", Negative),
    (
        En,
        "Oh great, [Xfinity] is down again, fantastic.",
        Negative,
    ),
    (De, "Bei [Edeka] gibt's nix zu mäkeln.", Positive),
    (En, "[Boeing] cuts 500 jobs amid weak demand.", Neutral),
    (
        De,
        "{Lidl} ist super, aber [Aldi] finde ich furchtbar.",
        Negative,
    ),
    (De, "Die Suppe im [Nordlicht] war nicht schlecht.", Positive),
    (
        De,
        "Keine Probleme mit [Hermes], Paket kam pünktlich.",
        Positive,
    ),
    (De, "[BMW] baut ein Werk in Ungarn.", Neutral),
    (De, "Treffen um 18 Uhr am Bahnhof", Neutral),
    (
        De,
        "Kündige jetzt bei [Eon], das war die dritte Preiserhöhung.",
        Negative,
    ),
    (
        De,
        "[Lidl] ist super, aber {Aldi} finde ich furchtbar.",
        Positive,
    ),
    (
        En,
        "I can't honestly say that [Hertz] did anything to help me.",
        Negative,
    ),
    (De, "So ein Scheiß, [Sky] hängt schon wieder.", Negative),
    (
        En,
        "Switched from {Verizon} to [Mint] and never looked back.",
        Positive,
    ),
    (
        De,
        "Danke [Bosch], der neue Trockner ist wunderbar.",
        Positive,
    ),
    (De, "Ich liebe {Nike} und hasse [Puma].", Negative),
    (De, "Gegen [Miele] kommt {Bosch} nicht an.", Positive),
    (
        De,
        "Brand in einem Lager von [Amazon], drei Verletzte.",
        Neutral,
    ),
    (
        De,
        "Habe den Wechsel von {O2} zu [Congstar] keine Sekunde bereut.",
        Positive,
    ),
    (
        En,
        "The support of [Monday] leaves a lot to be desired.",
        Negative,
    ),
];

const MISSED: &[(Lang, &str, Label)] = &[
    (
        En,
        "Cancelled [Netflix] today after the third price increase.",
        Negative,
    ),
    (
        En,
        "Love waiting three hours for [Uber], just love it.",
        Negative,
    ),
    (
        De,
        "Habe den Wechsel von [O2] zu {Congstar} keine Sekunde bereut.",
        Negative,
    ),
    (
        De,
        "Ich kann beim besten Willen nicht sagen, dass mir die Beratung bei [Targo] etwas gebracht hätte.",
        Negative,
    ),
    (
        De,
        "Im Vergleich zu {Bosch} wirkt der [Parkside] wie Spielzeug.",
        Negative,
    ),
    (En, "Thank you [Delta] for the great flight.", Positive),
    (En, "[Zoom] is the bee's knees.", Positive),
];
