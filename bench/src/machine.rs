//! What the numbers were measured on.

/// Processor and system, in a few lines.
pub(crate) fn describe() -> Vec<String> {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
        .map_or("unknown processor", |(_, model)| model.trim());
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    vec![
        format!("{model}, {cores} cores"),
        format!("{} on {}", std::env::consts::OS, std::env::consts::ARCH),
    ]
}
