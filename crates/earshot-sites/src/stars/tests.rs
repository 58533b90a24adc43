use super::*;
use proptest::prelude::*;

fn check(raw: &str, expected: Option<(f32, f32)>) {
    let found = parse_stars(raw).map(|stars| (stars.value, stars.scale));
    assert_eq!(found, expected, "{raw:?}");
}

#[test]
fn value_of_scale() {
    for (raw, value, scale) in [
        ("4,0 von 5 Sternen", 4.0, 5.0),
        ("4.5 out of 5 stars", 4.5, 5.0),
        ("5.0 of 5 bubbles", 5.0, 5.0),
        ("Rated 3 out of 5 stars", 3.0, 5.0),
        ("Bewertet mit 4 von 5", 4.0, 5.0),
        ("Bewertung: 4,5 von maximal 5 Sternen", 4.5, 5.0),
        ("3 Sterne von 5", 3.0, 5.0),
        ("4 sur 5 étoiles", 4.0, 5.0),
        ("4,0 de 5 estrellas", 4.0, 5.0),
        ("4,0 su 5 stelle", 4.0, 5.0),
        ("4 van de 5 sterren", 4.0, 5.0),
        ("3.5/5", 3.5, 5.0),
        ("4 / 5", 4.0, 5.0),
        ("4,5/6 Sonnen", 4.5, 6.0),
        ("9/10", 9.0, 10.0),
        ("Sehr gut 8,5 / 10", 8.5, 10.0),
        ("17/20", 17.0, 20.0),
        ("87/100", 87.0, 100.0),
        ("0 von 5 Sternen", 0.0, 5.0),
        ("Sauberkeit 4 von 5, Lage 3 von 5", 4.0, 5.0),
        ("2 von 5 Sternen, 1.234 Bewertungen", 2.0, 5.0),
        ("3.3333333333333335 von 5", 3.333_333_3, 5.0),
    ] {
        check(raw, Some((value, scale)));
    }
}

#[test]
fn a_value_alone_is_of_five() {
    for (raw, value) in [
        ("4", 4.0),
        (" 4.0\n", 4.0),
        ("4,5", 4.5),
        ("5 stars", 5.0),
        ("1 star", 1.0),
        ("5stars", 5.0),
        ("4,0 Sterne", 4.0),
        ("5 顆星", 5.0),
        ("5 star rating", 5.0),
        ("5-star rating", 5.0),
        ("4 Punkte", 4.0),
        ("★ 4.5", 4.5),
        ("4,4 (123)", 4.4),
        ("4 (1.234)", 4.0),
        ("4,4 · 123 Bewertungen", 4.4),
        ("Bewertung: 4", 4.0),
        ("Rated 2 stars", 2.0),
        ("Note 3,5", 3.5),
    ] {
        check(raw, Some((value, 5.0)));
    }
}

#[test]
fn rows_of_star_characters() {
    for (raw, value, scale) in [
        ("★★★☆☆", 3.0, 5.0),
        ("★ ★ ★ ★ ☆", 4.0, 5.0),
        ("☆☆☆☆☆", 0.0, 5.0),
        ("★★★★", 4.0, 5.0),
        ("⭐⭐⭐⭐⭐", 5.0, 5.0),
        ("⭐️⭐️⭐️", 3.0, 5.0),
        ("★★★½☆", 3.5, 5.0),
        ("★★★★☆☆", 4.0, 6.0),
        ("★★★★☆ (23)", 4.0, 5.0),
        ("★★★★★ 3 Bewertungen", 5.0, 5.0),
        ("★★★★★ 3,5", 3.5, 5.0),
    ] {
        check(raw, Some((value, scale)));
    }
}

#[test]
fn widths_and_class_names() {
    for (raw, value) in [
        ("width: 80%", 4.0),
        ("width:90%;", 4.5),
        ("width: 66.0 %", 3.3),
        ("bubble_45", 4.5),
        ("ui_bubble_rating bubble_50", 5.0),
        ("a-icon a-icon-star a-star-4", 4.0),
        ("a-icon a-star-small-4-5", 4.5),
        ("star-rating-3", 3.0),
        ("rating_20", 2.0),
    ] {
        check(raw, Some((value, 5.0)));
    }
}

#[test]
fn what_is_no_rating() {
    for raw in [
        "",
        "   ",
        "NaN",
        "Infinity",
        "-4",
        "\u{2212}4 Sterne",
        "+4",
        "6",
        "7 von 5 Sternen",
        "1e9",
        "2026",
        "3. Mai 2026",
        "1.2.2026",
        "4/5/2026",
        "14:05",
        "3:05",
        "+49 30 123456",
        "0 30 12 34",
        "3 Bewertungen",
        "5 reviews",
        "3 von 5 Personen fanden das hilfreich",
        "3 of 5 people found this helpful",
        "Bild 1 von 5",
        "Slide 2 of 5",
        "vor 3 Tagen",
        "3 Tage",
        "5h",
        "4x",
        "4 €",
        "1 of 23",
        "24/7",
        "width: 180%",
        "bubble_57",
        "icon-4",
        "★ Angebot",
        "★★★★★★★",
        "Stern",
        "999999999999999999999999999999999999999999",
        "99999999999999999999999999999999999999999.5 von 5",
    ] {
        check(raw, None);
    }
}

#[test]
fn looks_at_the_start_of_long_text_only() {
    check(
        &format!("4,0 von 5 Sternen {}", "x".repeat(1 << 20)),
        Some((4.0, 5.0)),
    );
    check(&format!("{} 4,0 von 5 Sternen", "x".repeat(1 << 20)), None);
    check(&"4".repeat(1 << 20), None);
}

proptest! {
    #[test]
    fn any_text_gives_a_rating_within_its_scale_or_none(raw in "\\PC{0,80}") {
        if let Some(Stars { value, scale }) = parse_stars(&raw) {
            prop_assert!(SCALES.contains(&scale));
            prop_assert!((0.0..=scale).contains(&value));
        }
    }

    #[test]
    fn labels_made_of_likely_pieces_do_too(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "4", "5", "4,5", "10", "2026", " ", " von ", " of ", "/", "-", "_", ".", ",", "%",
                "★", "☆", "½", "star", "bubble", "Sterne", "(", "\u{200b}", "\u{301}", "٤",
            ]),
            0..40,
        )
    ) {
        if let Some(Stars { value, scale }) = parse_stars(&pieces.concat()) {
            prop_assert!(SCALES.contains(&scale));
            prop_assert!((0.0..=scale).contains(&value));
        }
    }

    #[test]
    fn every_written_rating_is_read_back(tenths in 0u8..=50, comma: bool, of in 0usize..4) {
        let mut number = format!("{}.{}", tenths / 10, tenths % 10);
        if comma {
            number = number.replace('.', ",");
        }
        let raw = format!("{number}{}5", [" von ", " out of ", "/", " sur "][of]);
        check(&raw, Some((f32::from(tenths) / 10.0, 5.0)));
    }
}
