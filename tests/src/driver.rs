//! chromedriver and geckodriver as child processes.

use std::path::Path;
use std::process::Stdio;

use tokio::fs::File;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::error::{Doing, Error, Result};

/// A running WebDriver server on a free port; killed when dropped.
#[derive(Debug)]
pub(crate) struct DriverProcess {
    _child: Child,
    port: u16,
}

impl DriverProcess {
    /// Starts `program` and waits until it says which port it took.
    ///
    /// `marker` is what stands before the port in that line of its output.
    /// Everything it prints goes to `log`.
    pub(crate) async fn start(
        program: &'static str,
        arguments: &[&str],
        marker: &str,
        log: &Path,
    ) -> Result<Self> {
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .doing(|| format!("starting {program}"))?;
        let stdout = child.stdout.take().ok_or(Error::NoDriver(program))?;
        let mut lines = BufReader::new(stdout).lines();
        let mut file = File::create(log)
            .await
            .doing(|| format!("writing {}", log.display()))?;
        while let Some(line) = lines
            .next_line()
            .await
            .doing(|| format!("reading {program}"))?
        {
            write_line(&mut file, &line).await;
            if let Some(port) = port_after(&line, marker) {
                tokio::spawn(copy(lines, file));
                return Ok(Self {
                    _child: child,
                    port,
                });
            }
        }
        Err(Error::NoDriver(program))
    }

    /// Where it takes commands.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

fn port_after(line: &str, marker: &str) -> Option<u16> {
    let (_, rest) = line.split_once(marker)?;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

async fn copy(mut lines: Lines<BufReader<ChildStdout>>, mut file: File) {
    while let Ok(Some(line)) = lines.next_line().await {
        write_line(&mut file, &line).await;
    }
}

/// A log that cannot be written must not fail a test.
async fn write_line(file: &mut File, line: &str) {
    let _lost = file.write_all(format!("{line}\n").as_bytes()).await;
}
