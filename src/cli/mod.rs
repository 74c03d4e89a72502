//! The command line: one file a command, each of which reads, does one thing and prints.

mod build;
mod bump;
mod check;
mod conform;
mod diff;
mod explain;
mod export;
mod import;
mod init;
mod load;
mod new;
mod outline;
mod release;
mod review;
mod schema;
mod serve;
mod snapshot;
mod verify;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::diagnostic::{Report, Severity};

/// Everything that can be asked of the program.
#[derive(Parser)]
#[command(
    name = "virta",
    version,
    about = "Publishes versioned use cases, concept models, indicators and region comparisons as a static site",
    arg_required_else_help = true
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
    /// The site folder
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    site: PathBuf,
}

#[derive(Subcommand)]
enum Command {
    /// Start a site that builds at once
    Init(init::Args),
    /// Scaffold a page, use case, indicator, concept model, code list, region or document of a collection
    New(new::Args),
    /// Check everything and write nothing
    Check(check::Args),
    /// Check and write the site
    Build(build::Args),
    /// Show the working tree on loopback and reload on change; writes nothing
    Serve(serve::Args),
    /// Freeze the working tree as a release, with its notes and manifest
    Release(release::Args),
    /// Hold a published site against its manifest and those of its releases
    Verify(verify::Args),
    /// Hold a county's own extracts against the specification of a use case
    Conform(conform::Args),
    /// Write one thing in one form
    Export(export::Args),
    /// Print a source file one fact a line, for git's textconv
    Outline(outline::OutlineArgs),
    /// Say what changed in a source file, for git's own diff
    #[command(name = "git-diff", hide = true)]
    GitDiff(outline::DiffArgs),
    /// Compare two snapshots: what changed, how grave it is, and where
    Diff(diff::Args),
    /// Write the version step and the history entry that the difference to the last release demands
    Bump(bump::Args),
    /// Write the JSON Schemas of the source forms
    Schema(schema::Args),
    /// Make source files of a vocabulary, a UML model, a code list or a data dictionary
    Import(import::Args),
    /// Print the manual's paragraph of a rule
    Explain(explain::Args),
}

/// The form of findings.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, on standard error
    Human,
    /// For programs
    Json,
    /// Workflow commands, as GitHub and Forgejo read them
    Github,
    /// SARIF 2.1.0
    Sarif,
}

/// How a command ended when it did not simply succeed.
pub enum Stop {
    /// Findings were printed, and some are errors.
    Findings,
    /// A failure of disk, git, port or theme, in words.
    Failure(String),
    /// A wrong command line, in words.
    Usage(String),
}

impl From<crate::output::Failure> for Stop {
    fn from(failure: crate::output::Failure) -> Self {
        Self::Failure(failure.to_string())
    }
}

/// What a command gives back.
pub type Outcome = Result<(), Stop>;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let args = Args::parse();
    let outcome = match args.command {
        Command::Init(init) => init::run(&args.site, &init),
        Command::New(new) => new::run(&args.site, &new),
        Command::Check(check) => check::run(&args.site, &check),
        Command::Build(build) => build::run(&args.site, &build),
        Command::Serve(serve) => serve::run(&args.site, &serve),
        Command::Release(release) => release::run(&args.site, &release),
        Command::Verify(verify) => verify::run(&args.site, &verify),
        Command::Conform(conform) => conform::run(&args.site, &conform),
        Command::Export(export) => export::run(&args.site, &export),
        Command::Outline(outline) => outline::run(&outline),
        Command::GitDiff(diff) => outline::git_diff(&diff),
        Command::Diff(diff) => diff::run(&args.site, &diff),
        Command::Bump(bump) => bump::run(&args.site, &bump),
        Command::Schema(schema) => schema::run(&schema),
        Command::Import(import) => import::run(&args.site, &import),
        Command::Explain(explain) => explain::run(&explain),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Findings) => ExitCode::from(1),
        Err(Stop::Usage(usage)) => {
            say(&format!("error: {usage}"));
            ExitCode::from(2)
        }
        Err(Stop::Failure(failure)) => {
            say(&format!("error: {failure}"));
            ExitCode::from(1)
        }
    }
}

/// Prints a result; a closed pipe is no error.
pub fn print(text: &str) -> Outcome {
    match io::stdout().lock().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Stop::Failure(format!("cannot write to standard output: {error}"))),
        _ => Ok(()),
    }
}

/// Says something beside the result, on standard error.
pub fn say(text: &str) {
    // Nobody can be told that standard error is gone.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Prints findings in the form that was asked for, and stops where one is an error.
pub fn report(report: &Report, format: Format) -> Outcome {
    match format {
        Format::Human => {
            let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
            let _ = io::stderr().lock().write_all(report.human(colour).as_bytes());
            let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
            if errors + warnings > 0 {
                say(&format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")));
            }
        }
        Format::Json => print(&report.json())?,
        Format::Github => print(&report.github())?,
        Format::Sarif => print(&report.sarif(crate::resolve::explain))?,
    }
    if report.has_errors() { Err(Stop::Findings) } else { Ok(()) }
}

fn counted(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// Uses a number of threads for the rest of the run; all of the machine's without one.
pub fn use_threads(jobs: Option<usize>) -> Outcome {
    match jobs {
        Some(jobs) => {
            rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global().map_err(|error| Stop::Failure(format!("cannot start {jobs} threads: {error}")))
        }
        None => Ok(()),
    }
}
