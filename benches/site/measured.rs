//! What a program spends: time and memory.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What a run has taken.
pub struct Spent {
    /// From start to end.
    pub time: Duration,
    /// The most memory that it held at once, in bytes; 0 where the system does not tell.
    pub peak: u64,
}

/// Runs a program to its end, which has to be with this status.
pub fn spent_by(command: &mut Command, code: i32) -> Spent {
    let started = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let status = format!("/proc/{}/status", child.id());
    let watch = thread::spawn(move || {
        let mut peak = 0;
        // The high-water mark only rises, so the last reading before the end is the peak but for a millisecond.
        while let Some(now) = fs::read_to_string(&status).ok().and_then(|text| high_water(&text)) {
            peak = now;
            thread::sleep(Duration::from_millis(1));
        }
        peak
    });
    let ended = child.wait().expect("the program ends");
    let time = started.elapsed();
    assert!(ended.code() == Some(code), "{command:?} ended with {ended}");
    Spent { time, peak: watch.join().unwrap_or_default() }
}

/// `VmHWM:   12345 kB` → bytes.
fn high_water(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib * 1024)
}
