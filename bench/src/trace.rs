//! What the main thread of a page did between two marks, from Chromium's
//! trace.

use earshot_browser_tests::{Result, Session};
use serde::Deserialize;
use serde_json::Value;

/// Set with `performance.mark` where measuring starts.
pub(crate) const START: &str = "bench-start";
/// Set with `performance.mark` where it ends.
pub(crate) const END: &str = "bench-end";

/// The tasks of a stretch of time, in milliseconds of the processor.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tasks {
    /// All of them together.
    pub(crate) total: f64,
    /// The longest one.
    pub(crate) longest: f64,
}

/// A trace event, as far as it matters here.
#[derive(Clone, Debug, Deserialize)]
struct Event {
    name: String,
    #[serde(default)]
    cat: String,
    #[serde(default)]
    pid: i64,
    #[serde(default)]
    tid: i64,
    /// Microseconds.
    #[serde(default)]
    ts: f64,
    /// What the thread worked, microseconds: unlike `dur`, it does not count
    /// the time other programs had the processor.
    #[serde(default)]
    tdur: f64,
}

/// chromedriver hands out a log in parts of so many entries; the last has
/// fewer. (`kMaxReturnedEntries` in its `logging.cc`.)
const PART: usize = 100_000;

/// The tasks between the marks, if both are in the trace. chromedriver hands
/// out a session's trace only once: measure once per session.
pub(crate) async fn tasks(session: &Session) -> Result<Option<Tasks>> {
    let mut events = Vec::new();
    loop {
        let part = session.driver().get_log("performance").await?;
        for entry in &part {
            let entry: Value = serde_json::from_str(&entry.message)?;
            if entry["message"]["method"] == "Tracing.dataCollected" {
                events.extend(Event::deserialize(&entry["message"]["params"]));
            }
        }
        if part.len() < PART {
            return Ok(between_marks(&events));
        }
    }
}

/// The tasks of the thread that set the marks which began between them.
fn between_marks(events: &[Event]) -> Option<Tasks> {
    let mark = |name: &str| {
        events
            .iter()
            .rfind(|event| event.cat.contains("blink.user_timing") && event.name == name)
    };
    let (start, end) = (mark(START)?, mark(END)?);
    let tasks = events.iter().filter(|event| {
        event.name.ends_with("RunTask")
            && (event.pid, event.tid) == (start.pid, start.tid)
            && (start.ts..end.ts).contains(&event.ts)
    });
    Some(tasks.fold(Tasks::default(), |sum, task| {
        let ms = task.tdur / 1000.0;
        Tasks {
            total: sum.total + ms,
            longest: sum.longest.max(ms),
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &str, cat: &str, tid: i64, ts: f64, tdur: f64) -> Event {
        Event {
            name: name.into(),
            cat: cat.into(),
            pid: 1,
            tid,
            ts,
            tdur,
        }
    }

    #[test]
    fn counts_the_tasks_of_one_thread_between_the_marks() {
        let task =
            |tid, ts, tdur| event("ThreadControllerImpl::RunTask", "toplevel", tid, ts, tdur);
        let events = [
            task(7, 0.0, 9_000.0),
            event(START, "blink.user_timing", 7, 10.0, 0.0),
            task(7, 20.0, 1_000.0),
            task(8, 30.0, 5_000.0),
            task(7, 40.0, 3_000.0),
            event(END, "blink.user_timing", 7, 50.0, 0.0),
            task(7, 60.0, 7_000.0),
        ];
        let expected = Tasks {
            total: 4.0,
            longest: 3.0,
        };
        assert_eq!(between_marks(&events), Some(expected));
        assert_eq!(between_marks(&events[..4]), None);
    }
}
