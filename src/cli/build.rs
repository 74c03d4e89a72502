//! `virta build`: checks and writes the site.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::load::{Begun, Options, begin, frozen_paths, snapshots};
use super::{Format, Outcome, Stop, print, report, use_threads};
use crate::output;
use crate::output::kept::{self, Kept, Made};
use crate::parse::form::ADDRESS;
use crate::plan::plan;
use crate::release::withholds;
use crate::render::Renderer;
use crate::{Asked, WorkingTree};

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
///
/// The working tree is always read and judged. Frozen releases are read where they, or anything else that
/// the site is made from, are not what they were when the output was made.
pub fn run(folder: &Path, args: &Args) -> Outcome {
    use_threads(args.jobs.map(usize::from))?;
    let options = Options { asked: Asked { drafts: args.drafts, gated: false }, base_url: args.base_url.clone() };
    let Begun { sources, settings, theme, report: begun } = match begin(folder, &options)? {
        Ok(begun) => begun,
        Err(findings) => return report(&findings.sorted(), args.format),
    };
    let output = args.output.clone().unwrap_or_else(|| folder.join("output"));
    let (working_tree, kept) = rayon::join(|| WorkingTree::new(&sources, &settings), || Kept::find(&output, folder));
    let mut of_working_tree = begun.clone();
    of_working_tree.extend(working_tree.findings(&settings));
    let of_working_tree = of_working_tree.without_notes().sorted();
    let frozen = if !settings.releases.is_empty() && refuse_sources(folder, &output).is_ok() { frozen_paths(folder, &settings) } else { None };
    let made = theme.as_ref().zip(frozen.as_ref()).map(|(theme, (_, revisions))| Made {
        theme,
        revisions,
        settings: &settings,
        sources: &sources,
        drafts: args.drafts,
        portable: args.portable,
        withheld: withholds(&working_tree.model),
    });
    if let Some(kept) = kept.filter(|kept| made.as_ref().is_some_and(|made| kept.is_made_from(made))) {
        report(&of_working_tree, args.format)?;
        output::refuse_what_is_busy(&output)?;
        return done(kept.files, &output, args.format);
    }
    // Listed before anything of it is read: what changes from now on is seen by the next run.
    let listing = frozen.as_ref().and_then(|(paths, _)| kept::sources(&output, folder, paths));
    let (site, found) = crate::site(settings.clone(), working_tree, snapshots(folder, &settings), options.asked);
    let mut findings = begun;
    findings.extend(found);
    let Some(theme) = &theme else { return report(&findings.sorted(), args.format) };
    let (plan, found) = plan(&site, &theme.published());
    findings.extend(found);
    let findings = findings.without_notes().sorted();
    report(&findings, args.format)?;
    refuse_sources(folder, &output)?;
    let renderer = Renderer::new(&site, &plan, theme, args.portable);
    let is_watched = io::stderr().is_terminal();
    let files = output::publish(&renderer, &plan, &output, &|done, total| {
        if is_watched && (done.is_multiple_of(250) || done == total) {
            let end = if done == total { "\n" } else { "" };
            let _ = write!(io::stderr().lock(), "\r{done}/{total}{end}");
        }
    })?;
    // What only a frozen release or the plan is the reason of would not be told by the next run.
    if let (Some(made), Some(listing), true) = (made, listing, findings == of_working_tree) {
        kept::keep(&output, &made, &listing, files);
    }
    done(files, &output, args.format)
}

/// The one line of a run that was done.
fn done(files: usize, output: &Path, format: Format) -> Outcome {
    if format == Format::Human { print(&format!("{files} files in {}\n", output.display())) } else { Ok(()) }
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
