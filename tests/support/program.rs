//! The program as a process: what it is given, and what came of it.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What a run of the program came to.
#[derive(Debug)]
pub struct Run {
    /// The exit status; `None` where a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Run {
    /// Fails with all that was said where the exit status is another.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert!(self.code == Some(code), "exit status {:?} instead of {code}\n--- stdout\n{}\n--- stderr\n{}", self.code, self.stdout, self.stderr);
        self
    }

    /// Fails where a run was not simply done.
    #[track_caller]
    pub fn succeeds(self) -> Self {
        self.ends_with(0)
    }

    /// Fails where standard error does not hold a text.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "`{text}` is not said\n--- stdout\n{}\n--- stderr\n{}", self.stdout, self.stderr);
        self
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// The program, ready to be given more arguments; nothing of the caller's settings reaches it.
pub fn command(site: &Path, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_virta"));
    command.arg("--site").arg(site).args(args).stdin(Stdio::null()).env_remove("NO_COLOR").env("RUST_BACKTRACE", "0");
    command
}

/// Runs the program on a site.
pub fn virta(site: &Path, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Run {
    run(&mut command(site, args))
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Run {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}")).into()
}

/// Builds a site into a folder.
pub fn build(site: &Path, output: &Path, args: &[&str]) -> Run {
    run(command(site, ["build", "--output"]).arg(output).args(args))
}
