//! Dates that name a day or a month of the calendar.

use jiff::{
    civil::{Date, Time},
    tz::Offset,
};

use super::{Capture, PostDate, Precision, YEARS};
use crate::token::{Kind, Token};

/// A day of the calendar, if there is such a day.
pub(super) fn day(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// A date with day, month and year, at the clock time beside it if that has a
/// time zone.
pub(super) fn full(tokens: &[Token], capture: &Capture) -> Option<PostDate> {
    let clock = Clock::find(tokens);
    let date = (0..tokens.len()).find_map(|at| {
        numeric(tokens, at, capture).or_else(|| {
            let named = Named::read(tokens, at)?;
            let year = named.year.or_else(|| clock.as_ref()?.year)?;
            day(year, named.month, named.day)
        })
    })?;
    finish(date, clock)
}

/// A date with day and month: the latest that is not in the future.
pub(super) fn without_year(tokens: &[Token], capture: &Capture) -> Option<PostDate> {
    let (month, of_month) = (0..tokens.len()).find_map(|at| {
        Named::read(tokens, at)
            .map(|named| (named.month, named.day))
            .or_else(|| day_and_month(tokens, at))
    })?;
    // Eight years reach back over any gap between two leap days.
    let latest = u32::try_from(capture.latest.year()).ok()?;
    let date = (latest.saturating_sub(8)..=latest)
        .rev()
        .filter_map(|year| day(year, month, of_month))
        .find(|date| *date <= capture.latest)?;
    finish(date, Clock::find(tokens))
}

/// A month with its year, written "Mai 2026", "05/2026" or "2026-05"; or a
/// year that stands all alone.
pub(super) fn month_and_year(tokens: &[Token]) -> Option<PostDate> {
    let first = if let [only] = tokens {
        day(year(only)?, 1, 1)
    } else {
        (0..tokens.len()).find_map(|at| {
            let (month, year) =
                named_month_and_year(tokens, at).or_else(|| numeric_month_and_year(tokens, at))?;
            day(year, month, 1)
        })
    }?;
    PostDate::on(first, Precision::Month)
}

/// The date at its clock time, if that has a time zone.
fn finish(date: Date, clock: Option<Clock>) -> Option<PostDate> {
    clock
        .and_then(|clock| {
            let local = date.to_datetime(clock.time);
            let moment = clock.offset?.to_timestamp(local).ok()?;
            PostDate::at(moment, Precision::Minute)
        })
        .or_else(|| PostDate::on(date, Precision::Day))
}

/// A number of one or two digits.
fn short(token: Option<&Token>) -> Option<u32> {
    token.filter(|t| (1..=2).contains(&t.digits()))?.number()
}

/// A number of four digits that can be a year.
fn year(token: &Token) -> Option<u32> {
    let value = token.number().filter(|_| token.digits() == 4)?;
    YEARS.contains(&i16::try_from(value).ok()?).then_some(value)
}

/// Whether `at` is a separator that is glued to a number on its left, which
/// makes what follows the rest of a longer number ("030/12…").
fn continues_a_number(tokens: &[Token], at: usize) -> bool {
    at >= 2
        && !tokens[at].spaced
        && tokens[at - 1].is_sign(&['.', '-', '/', ':'])
        && !tokens[at - 1].spaced
        && tokens[at - 2].kind == Kind::Number
}

/// `2026-05-03`, `3.5.2026`, `03.05.26`, `3. 5. 2026`, `5/3/2026`.
fn numeric(tokens: &[Token], at: usize, capture: &Capture) -> Option<Date> {
    let [first, sign, second, again, third] = tokens.get(at..at + 5)? else {
        return None;
    };
    if !sign.is_sign(&['.', '-', '/']) || sign.text != again.text || continues_a_number(tokens, at)
    {
        return None;
    }
    // A fourth part makes it an address or a phone number.
    if let Some([next, after]) = tokens.get(at + 5..at + 7)
        && next.text == sign.text
        && after.digits() > 0
        && !next.spaced
        && !after.spaced
    {
        return None;
    }
    let middle = short(Some(second))?;
    if let Some(year) = year(first) {
        return day(year, middle, short(Some(third))?);
    }
    let first = short(Some(first))?;
    let year = match third.digits() {
        2 => 2000 + third.number()?,
        _ => year(third)?,
    };
    let day_first = day(year, middle, first);
    let month_first = day(year, first, middle);
    match sign.text.as_str() {
        "." => day_first,
        "-" => day_first.or(month_first),
        _ => {
            let past = |date: &Date| *date <= capture.latest;
            month_first
                .filter(past)
                .or(day_first.filter(past))
                .or(month_first)
                .or(day_first)
        }
    }
}

/// `3.5.` or `03.05., 14:05 Uhr`, as (month, day).
fn day_and_month(tokens: &[Token], at: usize) -> Option<(u32, u32)> {
    let of_month = short(tokens.get(at))?;
    let month = short(tokens.get(at + 2))?;
    let dotted = [at + 1, at + 3].iter().all(|&i| {
        tokens
            .get(i)
            .is_some_and(|t| t.is_sign(&['.']) && !t.spaced)
    });
    let ends = tokens
        .get(at + 4)
        .is_none_or(|t| t.kind != Kind::Number || t.spaced);
    (dotted && ends && !continues_a_number(tokens, at)).then_some((month, of_month))
}

fn numeric_month_and_year(tokens: &[Token], at: usize) -> Option<(u32, u32)> {
    let [first, sign, second] = tokens.get(at..at + 3)? else {
        return None;
    };
    let continued = tokens
        .get(at + 3)
        .is_some_and(|t| t.is_sign(&['.', '-', '/']) && !t.spaced)
        && tokens
            .get(at + 4)
            .is_some_and(|t| t.digits() > 0 && !t.spaced);
    if continued || continues_a_number(tokens, at) || sign.spaced || second.spaced {
        return None;
    }
    match sign.text.as_str() {
        "-" => Some((short(Some(second))?, year(first)?)),
        "/" | "." => Some((short(Some(first))?, year(second)?)),
        _ => None,
    }
}

fn named_month_and_year(tokens: &[Token], at: usize) -> Option<(u32, u32)> {
    let month = month(tokens.get(at)?)?;
    Some((month, year_after(tokens, at + 1)?))
}

/// A day beside the name of its month: `3. Mai 2026`, `May 3rd, 2026`,
/// `3-May-26`.
struct Named {
    day: u32,
    month: u32,
    /// The year, where it follows at once.
    year: Option<u32>,
}

impl Named {
    fn read(tokens: &[Token], at: usize) -> Option<Self> {
        let of_month = |i: usize| {
            let value = short(tokens.get(i))?;
            let is_time = tokens.get(i + 1).is_some_and(|t| t.is_sign(&[':']));
            let stands_free = !is_time && !continues_a_number(tokens, i);
            ((1..=31).contains(&value) && stands_free).then_some(value)
        };
        let (day, month, next) = if let Some(day) = of_month(at) {
            let name = skip(
                tokens,
                at + 1,
                &["st", "nd", "rd", "th", ".", "-", "/", "of"],
            );
            (day, month(tokens.get(name)?)?, name + 1)
        } else {
            let month = month(tokens.get(at)?)?;
            let number = skip(tokens, at + 1, &[".", "-", "the"]);
            (
                of_month(number)?,
                month,
                skip(tokens, number + 1, &["st", "nd", "rd", "th"]),
            )
        };
        Some(Self {
            day,
            month,
            year: year_after(tokens, next),
        })
    }
}

/// The year that follows at `at`. Two digits are a year only
/// behind an apostrophe or a hyphen; "3. Mai 14 Uhr" has none.
fn year_after(tokens: &[Token], at: usize) -> Option<u32> {
    let start = skip(tokens, at, &[".", ",", "-", "/", "of", "'", "’"]);
    let token = tokens.get(start)?;
    let marked = start > at && tokens[start - 1].is_sign(&['-', '\'', '’']);
    year(token).or_else(|| {
        let value = token.number().filter(|_| marked && token.digits() == 2)?;
        Some(2000 + value)
    })
}

/// The first index from `at` on whose token is none of `texts`; three are
/// skipped at most.
fn skip(tokens: &[Token], at: usize, texts: &[&str]) -> usize {
    (at..at + 3)
        .find(|&i| {
            tokens
                .get(i)
                .is_none_or(|t| !texts.contains(&t.text.as_str()))
        })
        .unwrap_or(at + 3)
}

fn month(token: &Token) -> Option<u32> {
    Some(match token.word() {
        "jan" | "januar" | "january" | "jänner" | "jaenner" | "jän" => 1,
        "feb" | "februar" | "february" | "feber" => 2,
        "mar" | "mär" | "mrz" | "märz" | "maerz" | "march" => 3,
        "apr" | "april" => 4,
        "mai" | "may" => 5,
        "jun" | "juni" | "june" => 6,
        "jul" | "juli" | "july" => 7,
        "aug" | "august" => 8,
        "sep" | "sept" | "september" => 9,
        "okt" | "oct" | "oktober" | "october" => 10,
        "nov" | "november" => 11,
        "dez" | "dec" | "dezember" | "december" => 12,
        _ => return None,
    })
}

/// A time of day.
struct Clock {
    time: Time,
    /// Its distance from UTC, where the page gives one.
    offset: Option<Offset>,
    /// A year behind it: `May 3 14:05:00 +0000 2026`.
    year: Option<u32>,
}

impl Clock {
    /// The first time of day: `14:05`, `T14:05:30.123Z`, `2:05 PM UTC`.
    fn find(tokens: &[Token]) -> Option<Self> {
        (0..tokens.len()).find_map(|at| Self::read(tokens, at))
    }

    fn read(tokens: &[Token], at: usize) -> Option<Self> {
        if continues_a_number(tokens, at) {
            return None;
        }
        let part = |i: usize| {
            let colon = tokens.get(i).filter(|t| t.is_sign(&[':']) && !t.spaced);
            colon.and_then(|_| short(tokens.get(i + 1)))
        };
        let mut hour = short(tokens.get(at))?;
        let minute = part(at + 1)?;
        let mut next = at + 3;
        let second = part(next);
        if second.is_some() {
            next += 2;
            let fraction = tokens.get(next).is_some_and(|t| t.is_sign(&['.', ',']))
                && tokens
                    .get(next + 1)
                    .is_some_and(|t| t.digits() > 0 && !t.spaced);
            if fraction {
                next += 2;
            }
        }
        match tokens.get(next).map(Token::word) {
            Some("am") if (1..=12).contains(&hour) => {
                hour %= 12;
                next += 1;
            }
            Some("pm") if (1..=12).contains(&hour) => {
                hour = hour % 12 + 12;
                next += 1;
            }
            Some("uhr") => next += 1,
            _ => {}
        }
        let small = |value| i8::try_from(value).ok();
        let time = Time::new(small(hour)?, small(minute)?, small(second.unwrap_or(0))?, 0).ok()?;

        let mut offset = None;
        if let Some((found, after)) = zone(tokens, next) {
            offset = Some(found);
            next = after;
        }
        let year = tokens.get(next).and_then(year);
        if year.is_some() && offset.is_none() {
            offset = zone(tokens, next + 1).map(|(found, _)| found);
        }
        Some(Self { time, offset, year })
    }
}

/// The time zone at `at`, with the index after it. Of the zones' names only
/// those that mean one thing are known.
fn zone(tokens: &[Token], at: usize) -> Option<(Offset, usize)> {
    let hours = match tokens.get(at)?.word() {
        "z" => 0,
        "utc" | "gmt" => {
            // "GMT+0200" says more than "GMT".
            return Some(signed_offset(tokens, at + 1).unwrap_or((Offset::UTC, at + 1)));
        }
        "mez" | "cet" => 1,
        "mesz" | "cest" => 2,
        _ => return signed_offset(tokens, at),
    };
    Some((Offset::from_seconds(hours * 3600).ok()?, at + 1))
}

/// `+02:00`, `-0500`, `+02` or, behind "GMT", `+2`.
fn signed_offset(tokens: &[Token], at: usize) -> Option<(Offset, usize)> {
    let sign = tokens
        .get(at)
        .filter(|t| t.is_sign(&['+', '-', '\u{2212}']))?;
    let number = tokens.get(at + 1).filter(|t| !t.spaced)?;
    let value = i32::try_from(number.number()?).ok()?;
    let minutes = tokens
        .get(at + 2)
        .filter(|t| t.is_sign(&[':']) && !t.spaced)
        .and_then(|_| short(tokens.get(at + 3)));
    let (hours, minutes, next) = match (number.digits(), minutes) {
        (4, _) => (value / 100, value % 100, at + 2),
        (1 | 2, Some(minutes)) => (value, i32::try_from(minutes).ok()?, at + 4),
        // "14:05 -3 Kommentare" is no time zone: hours alone must be glued on.
        (1 | 2, None) if !sign.spaced => (value, 0, at + 2),
        _ => return None,
    };
    // No zone is further from UTC than this; a time span would be.
    if hours > 14 || minutes > 59 {
        return None;
    }
    let seconds = (hours * 60 + minutes) * 60;
    let seconds = if sign.is_sign(&['+']) {
        seconds
    } else {
        -seconds
    };
    Some((Offset::from_seconds(seconds).ok()?, next))
}
