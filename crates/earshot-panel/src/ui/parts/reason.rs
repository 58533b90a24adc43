//! Why a form is taken for the brand, in words.

use earshot_engine::messages::{ReasonCode, WireReason};

use crate::ui::i18n::{Locale, td_string};

/// A reason as a phrase, without a full stop.
pub(crate) fn reason_sentence(reason: &WireReason, locale: Locale) -> String {
    let detail = reason.detail.as_str();
    match reason.code {
        ReasonCode::AsEntered => td_string!(locale, reason.as_entered).to_owned(),
        ReasonCode::Spelling => td_string!(locale, reason.spelling).to_owned(),
        ReasonCode::Genitive => td_string!(locale, reason.genitive).to_owned(),
        ReasonCode::Plural => td_string!(locale, reason.plural).to_owned(),
        ReasonCode::Inflected => td_string!(locale, reason.inflected).to_owned(),
        ReasonCode::Hyphenated => td_string!(locale, reason.hyphenated).to_owned(),
        ReasonCode::Closed => td_string!(locale, reason.closed).to_owned(),
        ReasonCode::Typo => td_string!(locale, reason.typo).to_owned(),
        ReasonCode::Unmistakable => td_string!(locale, reason.unmistakable).to_owned(),
        ReasonCode::Near => td_string!(locale, reason.near, detail = detail),
        ReasonCode::MissingNear => td_string!(locale, reason.missing_near).to_owned(),
        ReasonCode::NotNear => td_string!(locale, reason.not_near, detail = detail),
        ReasonCode::ProductNear => td_string!(locale, reason.product_near, detail = detail),
        ReasonCode::LearntUs => td_string!(locale, reason.learnt_us, detail = detail),
        ReasonCode::LearntNotUs => td_string!(locale, reason.learnt_not_us, detail = detail),
        ReasonCode::OrdinaryWord => td_string!(locale, reason.ordinary_word).to_owned(),
        ReasonCode::Person => td_string!(locale, reason.person).to_owned(),
        ReasonCode::Unit => td_string!(locale, reason.unit).to_owned(),
    }
}
