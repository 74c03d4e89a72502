//! The program `virta`.

use std::process::ExitCode;

fn main() -> ExitCode {
    virta::cli::run()
}
