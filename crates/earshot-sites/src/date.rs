//! Dates as sites write them, German and English.

mod absolute;
mod relative;

use std::ops::RangeInclusive;

use jiff::{Timestamp, civil::Date, tz::Offset};
use serde::{Deserialize, Serialize};

use crate::token::{Token, tokenize};

pub(crate) use relative::is_time_unit;

/// How exactly a [`PostDate`] is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the minute or better.
    Minute,
    /// To the hour, such as "3 Std.".
    Hour,
    /// To the day.
    Day,
    /// To the month or coarser. Ages in weeks count as this too: "vor 3
    /// Wochen" may be off by six days.
    Month,
}

/// The years a post can be from.
const YEARS: RangeInclusive<i16> = 1990..=2099;

/// When a post was written, as far as the page tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostDate {
    /// ISO 8601 date (`2026-11-22`) or, where the page gives a time zone or an
    /// age in hours or minutes, a UTC time to the second
    /// (`2026-11-22T15:04:00Z`). Where only the month is known, its first day.
    pub iso: String,
    /// How exactly it is known.
    pub precision: Precision,
}

impl PostDate {
    fn at(moment: Timestamp, precision: Precision) -> Option<Self> {
        let whole = Timestamp::from_second(moment.as_second()).ok()?;
        let year = Offset::UTC.to_datetime(whole).year();
        YEARS.contains(&year).then(|| Self {
            iso: whole.to_string(),
            precision,
        })
    }

    fn on(date: Date, precision: Precision) -> Option<Self> {
        YEARS.contains(&date.year()).then(|| Self {
            iso: date.to_string(),
            precision,
        })
    }
}

/// The moment of capture, which everything relative is counted from.
struct Capture {
    moment: Timestamp,
    /// The day in UTC: the page does not tell which zone it writes in, so
    /// "gestern" can be a day off around midnight.
    today: Date,
    /// The last day it can be anywhere on Earth (UTC+14). What is later than
    /// this has not happened yet.
    latest: Date,
}

impl Capture {
    fn new(captured_at_ms: i64) -> Option<Self> {
        const FOURTEEN_HOURS: i32 = 14 * 60 * 60;
        let moment = Timestamp::from_millisecond(captured_at_ms).ok()?;
        let day_at = |seconds| {
            let offset = Offset::from_seconds(seconds).ok()?;
            Some(offset.to_datetime(moment).date())
        };
        Some(Self {
            moment,
            today: day_at(0)?,
            latest: day_at(FOURTEEN_HOURS)?,
        })
    }
}

/// Reads a date as a page shows it, with whatever words stand around it
/// ("Rezension aus Deutschland vom 3. Mai 2026"). `captured_at_ms` is the
/// moment of capture (milliseconds since 1970 UTC), which relative dates ("vor
/// 3 Tagen") count back from. `None` where nothing reads as a date, or where
/// `captured_at_ms` lies outside the years −9999 to 9999.
///
/// - Only the first 240 chars are looked at.
/// - The first date written out in full wins, then an age, then a date without
///   a year, then a month with its year, then a weekday.
/// - Without a year it is the latest such date that is not in the future.
/// - A time of day counts only with its time zone; without one it says nothing
///   about the moment, and the date alone is returned.
/// - `05/03/2026` is ambiguous. With slashes the month comes first, as the
///   English-language sites that write so are American by default; unless that
///   is no date or lies in the future and the other order does not. With
///   dots or hyphens the day comes first.
/// - Years before 1990 and after 2099 are not believed: no post has them.
/// - All digits: 10 are seconds and 13 milliseconds since 1970, 8 are
///   `yyyymmdd`.
pub fn parse_date(raw: &str, captured_at_ms: i64) -> Option<PostDate> {
    let capture = Capture::new(captured_at_ms)?;
    let tokens = tokenize(raw);
    let digits = match tokens.as_slice() {
        [only] => all_digits(only),
        _ => None,
    };
    digits
        .or_else(|| absolute::full(&tokens, &capture))
        .or_else(|| relative::age(&tokens, &capture))
        .or_else(|| absolute::without_year(&tokens, &capture))
        .or_else(|| absolute::month_and_year(&tokens))
        .or_else(|| relative::weekday(&tokens, &capture))
}

fn all_digits(token: &Token) -> Option<PostDate> {
    let value: i64 = token.text.parse().ok()?;
    match token.digits() {
        8 => {
            let value = u32::try_from(value).ok()?;
            let date = absolute::day(value / 10_000, value / 100 % 100, value % 100)?;
            PostDate::on(date, Precision::Day)
        }
        10 => PostDate::at(Timestamp::from_second(value).ok()?, Precision::Minute),
        13 => PostDate::at(Timestamp::from_millisecond(value).ok()?, Precision::Minute),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
