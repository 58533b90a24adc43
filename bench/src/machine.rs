//! What the numbers were measured on.

use crate::report::Report;

/// Notes processor and system.
pub(crate) fn describe(report: &mut Report) {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
        .map_or("unknown processor", |(_, model)| model.trim());
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    report.note(format!("{model}, {cores} cores"));
    let (system, architecture) = (std::env::consts::OS, std::env::consts::ARCH);
    report.note(format!("{system} on {architecture}"));
}
