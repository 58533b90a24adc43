use jiff::Span;

use super::*;
use proptest::prelude::*;

/// 2026-11-22T15:04:05.678Z, a Sunday.
const CAPTURED: i64 = 1_795_359_845_678;

fn check(raw: &str, expected: Option<(&str, Precision)>) {
    let found = parse_date(raw, CAPTURED);
    let found = found
        .as_ref()
        .map(|date| (date.iso.as_str(), date.precision));
    assert_eq!(found, expected, "{raw:?}");
}

fn check_all(precision: Precision, rows: &[(&str, &str)]) {
    for (raw, iso) in rows {
        check(raw, Some((iso, precision)));
    }
}

fn is_iso(date: &PostDate) -> bool {
    match date.precision {
        Precision::Minute | Precision::Hour => date.iso.parse::<Timestamp>().is_ok(),
        Precision::Day | Precision::Month => date.iso.parse::<Date>().is_ok(),
    }
}

#[test]
fn machine_readable() {
    check_all(
        Precision::Minute,
        &[
            ("2026-05-03T14:05:00Z", "2026-05-03T14:05:00Z"),
            ("2026-05-03T14:05:30.123456Z", "2026-05-03T14:05:30Z"),
            ("2026-05-03T14:05Z", "2026-05-03T14:05:00Z"),
            ("2026-05-03T14:05:00+02:00", "2026-05-03T12:05:00Z"),
            ("2026-05-03T00:05:00+0200", "2026-05-02T22:05:00Z"),
            ("2026-05-03T14:05:00+02", "2026-05-03T12:05:00Z"),
            ("2026-05-03 14:05:00 -0500", "2026-05-03T19:05:00Z"),
            ("2026-05-03 14:05:00 UTC", "2026-05-03T14:05:00Z"),
            ("Sun, 03 May 2026 14:05:00 GMT", "2026-05-03T14:05:00Z"),
            ("Sun, 3 May 2026 14:05:00 +0200", "2026-05-03T12:05:00Z"),
            ("Sun May 03 14:05:00 +0000 2026", "2026-05-03T14:05:00Z"),
            ("Sun May 3 14:05:00 2026 UTC", "2026-05-03T14:05:00Z"),
            (
                "Sun May 03 2026 14:05:00 GMT+0200 (Mitteleuropäische Sommerzeit)",
                "2026-05-03T12:05:00Z",
            ),
            ("1777817100", "2026-05-03T14:05:00Z"),
            ("1777817100123", "2026-05-03T14:05:00Z"),
        ],
    );
    check_all(
        Precision::Day,
        &[
            ("2026-05-03", "2026-05-03"),
            ("20260503", "2026-05-03"),
            ("2026/05/03", "2026-05-03"),
            ("2026-05-03T14:05:00", "2026-05-03"),
            ("2026-05-03 14:05", "2026-05-03"),
        ],
    );
}

#[test]
fn german() {
    check_all(
        Precision::Day,
        &[
            ("3. Mai 2026", "2026-05-03"),
            ("03. Mai 2026", "2026-05-03"),
            ("3.Mai 2026", "2026-05-03"),
            ("3. März 2025", "2025-03-03"),
            ("24. DEZ. 2025", "2025-12-24"),
            ("7. Jänner 2026", "2026-01-07"),
            ("03.05.2026", "2026-05-03"),
            ("03.05.26", "2026-05-03"),
            ("3.5.26", "2026-05-03"),
            ("3. 5. 2026", "2026-05-03"),
            ("31.12.2025, 23:59 Uhr", "2025-12-31"),
            ("05.12.2026", "2026-12-05"),
            ("Mo., 4. Mai 2026, 14:05 Uhr", "2026-05-04"),
            ("Montag, 4. Mai 2026 um 14:05", "2026-05-04"),
            ("Rezension aus Deutschland vom 3. Mai 2026", "2026-05-03"),
            ("Verfasst am 03.05.2026 von", "2026-05-03"),
            ("3. Mai", "2026-05-03"),
            ("3. Mai um 14:05", "2026-05-03"),
            ("3. Mai 14 Uhr", "2026-05-03"),
            ("24. Dez.", "2025-12-24"),
            ("03.05., 14:05 Uhr", "2026-05-03"),
            ("24.12.", "2025-12-24"),
        ],
    );
    check(
        "3. Mai 2026 um 14:05:22 MESZ",
        Some(("2026-05-03T12:05:22Z", Precision::Minute)),
    );
    check("Mai 2026", Some(("2026-05-01", Precision::Month)));
    check("im Dezember 2025", Some(("2025-12-01", Precision::Month)));
}

#[test]
fn english() {
    check_all(
        Precision::Day,
        &[
            ("May 3, 2026", "2026-05-03"),
            ("May 3rd, 2026", "2026-05-03"),
            ("3 May 2026", "2026-05-03"),
            ("3rd of May, 2026", "2026-05-03"),
            ("03-May-26", "2026-05-03"),
            ("May 3 '26", "2026-05-03"),
            ("Sept. 9, 2025", "2025-09-09"),
            ("Sunday, May 3, 2026 at 2:05 PM", "2026-05-03"),
            ("2:05 PM · May 3, 2026", "2026-05-03"),
            ("14:05 May 3, 2026", "2026-05-03"),
            ("Reviewed on May 3, 2026", "2026-05-03"),
            ("Reviewed in the United States on May 3, 2026", "2026-05-03"),
            ("May 3", "2026-05-03"),
            ("14:05 May 3", "2026-05-03"),
            ("Dec 24", "2025-12-24"),
            ("May 3 at 2:05 PM", "2026-05-03"),
        ],
    );
    check(
        "May 3, 2026 · 2:05 PM UTC",
        Some(("2026-05-03T14:05:00Z", Precision::Minute)),
    );
    check(
        "May 3, 2026 12:05 AM UTC",
        Some(("2026-05-03T00:05:00Z", Precision::Minute)),
    );
    check("May 2026", Some(("2026-05-01", Precision::Month)));
}

#[test]
fn order_of_numbers() {
    check_all(
        Precision::Day,
        &[
            // Slashes: the month first …
            ("05/03/2026", "2026-05-03"),
            ("5/3/26", "2026-05-03"),
            // … unless there is no such month …
            ("25/03/2026", "2026-03-25"),
            // … or it has not come yet.
            ("12/05/2026", "2026-05-12"),
            ("12/11/2027", "2027-12-11"),
            // Dots and hyphens: the day first.
            ("05.03.2026", "2026-03-05"),
            ("05-03-2026", "2026-03-05"),
            ("05-23-2026", "2026-05-23"),
        ],
    );
}

#[test]
fn months_and_years() {
    check_all(
        Precision::Month,
        &[
            ("2026-05", "2026-05-01"),
            ("05/2026", "2026-05-01"),
            ("05.2026", "2026-05-01"),
            ("2025", "2025-01-01"),
        ],
    );
}

#[test]
fn ages() {
    check_all(
        Precision::Minute,
        &[
            ("vor 5 Minuten", "2026-11-22T14:59:05Z"),
            ("5 Min.", "2026-11-22T14:59:05Z"),
            ("5m", "2026-11-22T14:59:05Z"),
            ("vor einer Minute", "2026-11-22T15:03:05Z"),
            ("30s", "2026-11-22T15:03:35Z"),
            ("just now", "2026-11-22T15:04:05Z"),
            ("gerade eben", "2026-11-22T15:04:05Z"),
            ("vor ein paar Sekunden", "2026-11-22T15:04:05Z"),
            ("a few seconds ago", "2026-11-22T15:04:05Z"),
            ("Jetzt", "2026-11-22T15:04:05Z"),
        ],
    );
    check_all(
        Precision::Hour,
        &[
            ("vor einer Stunde", "2026-11-22T14:04:05Z"),
            ("vor etwa 3 Stunden", "2026-11-22T12:04:05Z"),
            ("3 Std.", "2026-11-22T12:04:05Z"),
            ("· 3 Std.", "2026-11-22T12:04:05Z"),
            ("5h", "2026-11-22T10:04:05Z"),
            ("an hour ago", "2026-11-22T14:04:05Z"),
            ("1 hour and 5 minutes ago", "2026-11-22T14:04:05Z"),
        ],
    );
    check_all(
        Precision::Day,
        &[
            ("vor 3 Tagen", "2026-11-19"),
            ("vor zwei Tagen", "2026-11-20"),
            ("vor einem Tag (bearbeitet)", "2026-11-21"),
            ("3 Tage • Bearbeitet •", "2026-11-19"),
            ("2 T.", "2026-11-20"),
            ("2 days ago", "2026-11-20"),
            ("Streamed 2 days ago", "2026-11-20"),
            ("3d", "2026-11-19"),
            ("heute um 14:05", "2026-11-22"),
            ("gestern um 12:10", "2026-11-21"),
            ("vorgestern", "2026-11-20"),
            ("yesterday at 3pm", "2026-11-21"),
            ("Today at 10:12 AM", "2026-11-22"),
            ("Montag um 12:10", "2026-11-16"),
            ("last Friday", "2026-11-20"),
            ("Sonntag", "2026-11-15"),
        ],
    );
    check_all(
        Precision::Month,
        &[
            ("vor einer Woche", "2026-11-15"),
            ("3w", "2026-11-01"),
            ("2 Wo.", "2026-11-08"),
            ("a month ago", "2026-10-22"),
            ("vor 9 Monaten", "2026-02-22"),
            ("2mo", "2026-09-22"),
            ("vor mehr als 2 Jahren", "2024-11-22"),
            ("1y", "2025-11-22"),
            ("about 1 year ago", "2025-11-22"),
        ],
    );
}

#[test]
fn what_the_page_spells_out_beats_what_it_rounds() {
    check(
        "vor 2 Wochen (3. Mai 2026)",
        Some(("2026-05-03", Precision::Day)),
    );
    check(
        "3. Mai 2026, vor 6 Monaten",
        Some(("2026-05-03", Precision::Day)),
    );
}

#[test]
fn a_date_without_year_is_not_in_the_future() {
    // On the Line Islands it is the 23rd already.
    check("23. Nov.", Some(("2026-11-23", Precision::Day)));
    check("24. Nov.", Some(("2025-11-24", Precision::Day)));
    check("29. Februar", Some(("2024-02-29", Precision::Day)));
    check("30. Februar", None);
}

#[test]
fn bidi_marks_and_odd_spaces_do_not_matter() {
    check(
        "\u{200e}3.\u{a0}Mai\u{202f}2026\u{200f}",
        Some(("2026-05-03", Precision::Day)),
    );
    check(
        "\n\t 3.\n Mai\n 2026 \n",
        Some(("2026-05-03", Precision::Day)),
    );
}

#[test]
fn what_is_no_date() {
    for raw in [
        "",
        "   ",
        "Antworten",
        "4 von 5 Sternen",
        "12",
        "14:05",
        "1889",
        "3000",
        "0000000000",
        "9999999999999",
        "99999999999999999999999999",
        "32.05.2026",
        "31.04.2026",
        "2026-13-01",
        "2026-02-30",
        "192.168.1.1",
        "030/12/34/56",
        "030-12-34",
        "in 3 Tagen",
        "in 2 days",
        "99999 days ago",
        "Jetzt bewerten",
        "may",
        "Vor dem Kauf wussten wir, dass wir 5 Tage Urlaub haben werden",
        "Am Sonntag war die ganze Familie dort und es war sehr schön",
    ] {
        check(raw, None);
    }
}

#[test]
fn what_lies_outside_the_calendar_is_none() {
    assert_eq!(parse_date("vor 9999 Jahren", CAPTURED), None);
    assert_eq!(parse_date("3. Mai 2026", i64::MAX), None);
    assert_eq!(parse_date("3. Mai 2026", i64::MIN), None);
}

#[test]
fn looks_at_the_start_of_long_text_only() {
    let rest = "x".repeat(1 << 20);
    check(
        &format!("3. Mai 2026 {rest}"),
        Some(("2026-05-03", Precision::Day)),
    );
    check(&format!("{rest} 3. Mai 2026"), None);
    check(&"9".repeat(1 << 20), None);
    check(&"3.".repeat(1 << 19), None);
}

proptest! {
    #[test]
    fn any_text_at_any_time_gives_an_iso_date_or_none(raw in "\\PC{0,80}", at: i64) {
        if let Some(date) = parse_date(&raw, at) {
            prop_assert!(is_iso(&date), "{date:?}");
        }
    }

    #[test]
    fn labels_made_of_likely_pieces_do_too(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "3", "05", "2026", "99", "1777817100", " ", ".", "-", "/", ":", "T", "Z", "+",
                "Mai", "may", "of", "vor ", "ago", " days", "Jahren", "einer ", "h", "gestern",
                "Montag", "UTC", "pm", "'", "\u{200e}", "\u{301}", "٣",
            ]),
            0..40,
        ),
        at in 0i64..4_000_000_000_000,
    ) {
        if let Some(date) = parse_date(&pieces.concat(), at) {
            prop_assert!(is_iso(&date), "{date:?}");
        }
    }

    #[test]
    fn every_day_is_read_back_however_it_is_written(days in 0i32..13_000, style in 0usize..6) {
        let date = Date::constant(1991, 1, 1) + Span::new().days(days);
        let (y, m, d) = (date.year(), date.month(), date.day());
        const GERMAN: [&str; 12] = [
            "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
            "Oktober", "November", "Dezember",
        ];
        const ENGLISH: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let index = usize::try_from(m).unwrap() - 1;
        let raw = match style {
            0 => format!("{y}-{m:02}-{d:02}"),
            1 => format!("{d}.{m}.{y}"),
            2 => format!("{d:02}.{m:02}.{y}, 14:05 Uhr"),
            3 => format!("am {d}. {} {y}", GERMAN[index]),
            4 => format!("{} {d}, {y}", ENGLISH[index]),
            _ => format!("{d} {} {y} at 2:05 PM", ENGLISH[index]),
        };
        check(&raw, Some((&date.to_string(), Precision::Day)));
    }

    #[test]
    fn an_age_is_never_in_the_future(amount in 0u32..9999, unit in 0usize..7) {
        let unit = ["Sekunden", "Minuten", "Stunden", "Tagen", "Wochen", "Monaten", "Jahren"][unit];
        if let Some(date) = parse_date(&format!("vor {amount} {unit}"), CAPTURED) {
            prop_assert!(date.iso.as_str() <= "2026-11-22T15:04:05Z");
        }
    }
}
