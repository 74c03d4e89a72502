//! `virta check`: every check, nothing written.

use std::path::Path;

use super::load::{Options, load};
use super::{Format, Outcome, report};
use crate::Asked;
use crate::output;
use crate::plan::plan;
use crate::render::Renderer;

/// What `check` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// Make every finding of this kind an error
    #[arg(long, value_name = "KIND")]
    deny: Option<Deny>,
    /// The form of the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Deny {
    Warnings,
}

/// Checks a site.
pub fn run(folder: &Path, args: &Args) -> Outcome {
    let mut loaded = load(folder, &Options { asked: Asked { drafts: false, gated: true }, ..Options::default() })?;
    if let (Some(site), Some(theme)) = (&loaded.site, &loaded.theme) {
        let (plan, found) = plan(site, &theme.published());
        loaded.report.extend(found);
        if !loaded.report.has_errors() {
            output::rehearse(&Renderer::new(site, &plan, theme, false), &plan)?;
        }
    }
    let findings = if args.deny.is_some() { loaded.report.denying_warnings() } else { loaded.report };
    report(&findings.sorted(), args.format)
}
