//! Numbers and dates as people of a language write them, and ids for elements.

use std::cell::Cell;

use earshot_sites::{PostDate, Precision, Stars};
use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

use super::i18n::{Locale, td_string};

fn tag(locale: Locale) -> &'static str {
    match locale {
        Locale::de => "de",
        Locale::en => "en",
    }
}

/// A probability, 0 to 1, in whole percent.
pub(crate) fn percent(probability: f32, locale: Locale) -> String {
    td_string!(
        locale,
        format.percent,
        number = (probability * 100.0).round()
    )
}

/// A count with its thousands apart.
pub(crate) fn number(count: usize, locale: Locale) -> String {
    // Counts are far below 2^53, where f64 ends to be exact.
    js_sys::Number::from(count as f64)
        .to_locale_string(tag(locale))
        .into()
}

/// A star rating, such as "4 of 5".
pub(crate) fn stars(stars: Stars, locale: Locale) -> String {
    let number = |value: f32| {
        let text = value.to_string();
        match locale {
            Locale::de => text.replace('.', ","),
            Locale::en => text,
        }
    };
    td_string!(
        locale,
        format.stars,
        value = number(stars.value),
        scale = number(stars.scale)
    )
}

/// A moment, in milliseconds since 1970 UTC, to the minute in local time.
pub(crate) fn moment(ms: i64, locale: Locale) -> String {
    // A time value is an integer of at most 8.64e15, so exact in f64.
    show(
        &Date::new(&JsValue::from_f64(ms as f64)),
        locale,
        &[("timeStyle", "short")],
    )
}

/// The date of a post, no more exactly than it is known.
pub(crate) fn post_date(date: &PostDate, locale: Locale) -> String {
    let read = Date::new(&JsValue::from_str(&date.iso));
    match date.precision {
        Precision::Minute | Precision::Hour => show(&read, locale, &[("timeStyle", "short")]),
        // A day without a time zone is read as UTC, so it must be shown as such.
        Precision::Day => show(&read, locale, &[("timeZone", "UTC")]),
        Precision::Month => {
            let options = options(&[("timeZone", "UTC"), ("year", "numeric"), ("month", "long")]);
            read.to_locale_date_string(tag(locale), &options).into()
        }
    }
}

fn show(date: &Date, locale: Locale, more: &[(&str, &str)]) -> String {
    let options = options(more);
    set(&options, "dateStyle", "medium");
    date.to_locale_string(tag(locale), &options).into()
}

fn options(entries: &[(&str, &str)]) -> JsValue {
    let options = JsValue::from(Object::new());
    for (name, value) in entries {
        set(&options, name, value);
    }
    options
}

fn set(options: &JsValue, name: &str, value: &str) {
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(options, &JsValue::from_str(name), &JsValue::from_str(value));
}

/// An id for an element that another one refers to, unique in the document.
pub(crate) fn next_id(kind: &str) -> String {
    thread_local!(static LAST: Cell<u32> = const { Cell::new(0) });
    let number = LAST.get() + 1;
    LAST.set(number);
    format!("{kind}-{number}")
}
