//! Makes the `i18n` module out of `locales/*.json`.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use leptos_i18n_codegen::gen_code;
use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    let options = ParseOptions::new().interpolate_display(true);
    let config = Config::new("en")?.add_locale("de")?.parse_options(options);
    let parsed = parse_locales(None, config)?;
    // A text that one language lacks is no warning here: nothing ships half translated.
    let errors = parsed
        .diag
        .errors()
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>();
    let warnings = parsed
        .diag
        .warnings()
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>();
    let problems = [errors, warnings].concat().join("\n");
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let module = gen_code(&parsed, None, false, None, false)?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("i18n.rs"), module.to_string())?;
    Ok(())
}
