//! `virta build`: checks and writes the site.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::load::{Loaded, Options, load};
use super::{Format, Outcome, Stop, print, report, use_threads};
use crate::Asked;
use crate::output;
use crate::parse::form::ADDRESS;
use crate::plan::plan;
use crate::render::Renderer;

/// What `build` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// Where to write (default: output/ of the site folder)
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Publish under another address than the settings'
    #[arg(long, value_name = "URL", value_parser = address)]
    base_url: Option<String>,
    /// Show the working tree at the root, marked as upcoming
    #[arg(long)]
    drafts: bool,
    /// Let links name index.html, so that the site works from a file system or a ZIP
    #[arg(long)]
    portable: bool,
    /// How many threads to use (default: all)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// The form of the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// An address as the settings would have it.
fn address(text: &str) -> Result<String, String> {
    (ADDRESS.parse)(text).ok_or_else(|| format!("write it whole, for example {}", ADDRESS.example))
}

/// Builds a site.
pub fn run(folder: &Path, args: &Args) -> Outcome {
    use_threads(args.jobs.map(usize::from))?;
    let Loaded { site, theme, report: mut findings } =
        load(folder, &Options { asked: Asked { drafts: args.drafts, gated: false }, base_url: args.base_url.clone() })?;
    let Some((site, theme)) = site.zip(theme) else { return report(&findings, args.format) };
    let (plan, found) = plan(&site, &theme.published());
    findings.extend(found);
    report(&findings.without_notes().sorted(), args.format)?;
    let output = args.output.clone().unwrap_or_else(|| folder.join("output"));
    refuse_sources(folder, &output)?;
    let renderer = Renderer::new(&site, &plan, &theme, args.portable);
    let is_watched = io::stderr().is_terminal();
    let files = output::publish(&renderer, &plan, &output, &|done, total| {
        if is_watched && (done.is_multiple_of(250) || done == total) {
            let end = if done == total { "\n" } else { "" };
            let _ = write!(io::stderr().lock(), "\r{done}/{total}{end}");
        }
    })?;
    if args.format == Format::Human { print(&format!("{files} files in {}\n", output.display())) } else { Ok(()) }
}

/// The output is replaced as a whole, so it must not hold the site or its sources.
fn refuse_sources(folder: &Path, output: &Path) -> Outcome {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (folder, target) = (absolute(folder), absolute(output));
    let inside = ["content", "models", "themes", "releases"].iter().any(|name| target.starts_with(folder.join(name)));
    if inside || folder.starts_with(&target) {
        return Err(Stop::Failure(format!("{} holds sources; name another folder with --output", output.display())));
    }
    Ok(())
}
