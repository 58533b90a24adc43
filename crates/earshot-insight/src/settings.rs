//! What the user set.

use serde::{Deserialize, Serialize};

/// The languages of the user interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// German.
    De,
    /// English.
    En,
}

/// The record under `settings`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// Listen nowhere until resumed.
    pub paused: bool,
    /// Hosts that are granted but not listened on, sorted.
    pub off_hosts: Vec<String>,
    /// The interface language; `None` follows the browser.
    pub locale: Option<Locale>,
    /// The first run has been gone through.
    pub first_run_done: bool,
}

impl Settings {
    /// Listen on `host`, or stop to.
    pub fn set_host(&mut self, host: &str, on: bool) {
        self.off_hosts.retain(|off| off != host);
        if !on {
            self.off_hosts.push(host.to_owned());
            self.off_hosts.sort_unstable();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_off_once_however_often_it_is_said() {
        let mut settings = Settings::default();
        settings.set_host("b.example", false);
        settings.set_host("a.example", false);
        settings.set_host("b.example", false);
        assert_eq!(settings.off_hosts, ["a.example", "b.example"]);
        settings.set_host("b.example", true);
        settings.set_host("c.example", true);
        assert_eq!(settings.off_hosts, ["a.example"]);
    }

    #[test]
    fn settings_of_any_age_are_read() {
        let old: Settings = serde_json::from_str(r#"{"paused":true,"unknown":1}"#).unwrap();
        assert!(old.paused && !old.first_run_done);
    }
}
