//! Dates counted back from the moment of capture.

use jiff::{SignedDuration, Span, civil::Weekday};

use super::{Capture, PostDate, Precision};
use crate::token::{Kind, Token};

/// How many tokens a label may have for words that are common in prose too:
/// "3 Tage • Bearbeitet" is a date, "5 Tage Urlaub in Wien mit zwei Kindern"
/// is not.
const SHORT_LABEL: usize = 8;

#[derive(Clone, Copy)]
enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// An age ("vor 3 Tagen", "3w", "an hour ago"), or a word for one ("gestern",
/// "just now").
pub(super) fn age(tokens: &[Token], capture: &Capture) -> Option<PostDate> {
    (0..tokens.len())
        .find_map(|at| counted(tokens, at, capture).or_else(|| spoken(tokens, at, capture)))
}

/// The name of a weekday: the last one that is over. Sites that write so call
/// the current day "today".
pub(super) fn weekday(tokens: &[Token], capture: &Capture) -> Option<PostDate> {
    if tokens.len() > SHORT_LABEL {
        return None;
    }
    let weekday = tokens.iter().find_map(|token| {
        Some(match token.word() {
            "montag" | "monday" => Weekday::Monday,
            "dienstag" | "tuesday" => Weekday::Tuesday,
            "mittwoch" | "wednesday" => Weekday::Wednesday,
            "donnerstag" | "thursday" => Weekday::Thursday,
            "freitag" | "friday" => Weekday::Friday,
            "samstag" | "sonnabend" | "saturday" => Weekday::Saturday,
            "sonntag" | "sunday" => Weekday::Sunday,
            _ => return None,
        })
    })?;
    let date = capture.today.nth_weekday(-1, weekday).ok()?;
    PostDate::on(date, Precision::Day)
}

fn spoken(tokens: &[Token], at: usize, capture: &Capture) -> Option<PostDate> {
    if tokens.len() > SHORT_LABEL {
        return None;
    }
    let word = |i: usize| tokens.get(i).map_or("", Token::word);
    let alone = tokens.iter().filter(|t| t.kind != Kind::Sign).count() == 1;
    let days = match (word(at), word(at + 1)) {
        ("today" | "heute", _) => 0,
        ("yesterday" | "gestern", _) => 1,
        ("vorgestern", _) => 2,
        ("just", "now") | ("gerade", "eben") | ("few", "seconds") | ("paar", "sekunden") => {
            return PostDate::at(capture.moment, Precision::Minute);
        }
        // Alone: "Jetzt bewerten" is a button.
        ("now" | "jetzt" | "soeben", _) if alone => {
            return PostDate::at(capture.moment, Precision::Minute);
        }
        _ => return None,
    };
    let date = capture.today.checked_sub(Span::new().days(days)).ok()?;
    PostDate::on(date, Precision::Day)
}

fn counted(tokens: &[Token], at: usize, capture: &Capture) -> Option<PostDate> {
    let amount = amount(tokens.get(at)?)?;
    let unit = unit(tokens.get(at + 1)?.word())?;
    let (before, after) = (&tokens[..at], &tokens[at + 2..]);
    // Near enough for "vor mehr als 2 Jahren" and "1 hr. and 5 min. ago".
    let marked = before.iter().rev().take(3).any(|t| t.word() == "vor")
        || after
            .iter()
            .take(6)
            .any(|t| matches!(t.word(), "ago" | "her"));
    let leads = before.iter().all(|t| t.kind == Kind::Sign || is_about(t));
    if !(marked || leads && tokens.len() <= SHORT_LABEL) {
        return None;
    }
    back(amount, unit, capture)
}

fn back(amount: u32, unit: Unit, capture: &Capture) -> Option<PostDate> {
    let moment = |seconds: i64, precision| {
        let age = SignedDuration::from_secs(i64::from(amount) * seconds);
        PostDate::at(capture.moment.checked_sub(age).ok()?, precision)
    };
    let date = |span: Result<Span, jiff::Error>, precision| {
        let date = capture.today.checked_sub(span.ok()?).ok()?;
        PostDate::on(date, precision)
    };
    match unit {
        Unit::Second => moment(1, Precision::Minute),
        Unit::Minute => moment(60, Precision::Minute),
        Unit::Hour => moment(3600, Precision::Hour),
        Unit::Day => date(Span::new().try_days(amount), Precision::Day),
        Unit::Week => date(Span::new().try_weeks(amount), Precision::Month),
        Unit::Month => date(Span::new().try_months(amount), Precision::Month),
        Unit::Year => date(Span::new().try_years(amount), Precision::Month),
    }
}

/// How many: a number of at most four digits, or a word for one.
fn amount(token: &Token) -> Option<u32> {
    if token.kind == Kind::Number {
        return token.number().filter(|_| token.digits() <= 4);
    }
    Some(match token.word() {
        "a" | "an" | "one" | "ein" | "eine" | "einem" | "einen" | "einer" => 1,
        "two" | "zwei" => 2,
        "three" | "drei" => 3,
        "four" | "vier" => 4,
        "five" | "fünf" => 5,
        "six" | "sechs" => 6,
        "seven" | "sieben" => 7,
        "eight" | "acht" => 8,
        "nine" | "neun" => 9,
        "ten" | "zehn" => 10,
        _ => return None,
    })
}

/// Units, written out and as short as sites make them. "m" is minutes on every
/// site that shortens so far; their months are "mo" and "Mon.".
fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "s" | "sec" | "secs" | "second" | "seconds" | "sek" | "sekunde" | "sekunden" => {
            Unit::Second
        }
        "m" | "min" | "mins" | "minute" | "minutes" | "minuten" => Unit::Minute,
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" => Unit::Hour,
        "d" | "day" | "days" | "t" | "tg" | "tag" | "tage" | "tagen" => Unit::Day,
        "w" | "wk" | "wks" | "week" | "weeks" | "wo" | "wch" | "woche" | "wochen" => Unit::Week,
        "mo" | "mos" | "mth" | "mths" | "month" | "months" | "mon" | "monat" | "monate"
        | "monaten" => Unit::Month,
        "y" | "yr" | "yrs" | "year" | "years" | "j" | "jahr" | "jahre" | "jahren" => Unit::Year,
        _ => return None,
    })
}

/// Whether a word is a unit of time, so that a number before it is an age.
pub(crate) fn is_time_unit(word: &str) -> bool {
    unit(word).is_some()
}

/// Words that may stand before an amount and change nothing.
fn is_about(token: &Token) -> bool {
    matches!(
        token.word(),
        "about" | "over" | "almost" | "ca" | "etwa" | "rund" | "über" | "fast" | "seit"
    )
}
