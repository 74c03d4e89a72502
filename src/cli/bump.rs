//! `virta bump`: writes the version step and the history entry that the difference demands.
//!
//! Only these lines change; every other byte of the file stays.

use std::fs;
use std::path::Path;

use super::snapshot::named;
use super::{Outcome, Stop, print};
use crate::diff::{Subject, diff};
use crate::gate::{demands, edited, lifecycle, newest_day, pointer};
use crate::model::{Date, Model, Settings, Version};
use crate::resolve;
use crate::source::{SourceFile, Sources};

/// What `bump` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// use-case, indicator, concept-model, code-list, information-model or regions
    kind: String,
    /// The id; the information model and the regions have none
    #[arg(default_value = "")]
    id: String,
    /// What changed, for the history
    #[arg(long)]
    summary: String,
    /// The day of the step (default: the newest day that the site knows)
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<Date>,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "a date is written as 2024-01-31".to_owned())
}

/// Raises the version of a document as far as its changes since the last release demand.
pub fn run(folder: &Path, args: &Args) -> Outcome {
    if args.summary.trim().is_empty() {
        return Err(Stop::Usage("--summary says what changed, so it cannot be empty".to_owned()));
    }
    let document = document(&args.kind, &args.id)?;
    let (settings, tree) = named(folder, ".")?;
    let Some(current) = settings.current() else {
        return Err(Stop::Failure("the site has no release that the document could differ from".to_owned()));
    };
    let (_, released) = named(folder, &format!("release:{}", current.id))?;
    let released = resolve::resolve(&released.sources, &settings).0;
    let model = resolve::resolve(&tree.sources, &settings).0;
    let (Some(life), Some(file)) = (lifecycle(&model, &document), pointer(&document).and_then(|pointer| tree.sources.get(&pointer.file))) else {
        return Err(Stop::Failure(format!("there is no {document} that can be understood; virta check says what is wrong")));
    };
    let version = life.version;
    let demand = demands(&diff(&released, &model), &released, &model).into_iter().find(|demand| demand.document == document);
    let Some(demand) = demand.filter(|demand| !demand.is_met()) else {
        return print(&format!("{document} is at {version}, and nothing that changed since release {} demands more\n", current.id));
    };
    let day = args.date.or_else(|| newest_day(&model, &settings)).ok_or_else(|| Stop::Usage("say the day of the step with --date".to_owned()))?;
    let text = edited(file, demand.least(), day, &args.summary).filter(|text| is_right(text, file, &tree.sources, &settings, &document, demand.least()));
    let Some(text) = text else {
        let words = format!("{} is not written so that it can be edited; write version = \"{}\" and its [[history]] by hand", file.path, demand.least());
        return Err(Stop::Failure(words));
    };
    write(&folder.join(&*file.path), text.as_bytes())?;
    print(&format!("{}: {version} → {}, dated {day}: {}\n", file.path, demand.least(), demand.because))
}

fn document(kind: &str, id: &str) -> Result<Subject, Stop> {
    let kind = if kind == "model" { "concept-model" } else { kind };
    match kind {
        "information-model" | "regions" => Ok(Subject::new(kind, "")),
        "use-case" | "indicator" | "concept-model" | "code-list" if id.is_empty() => {
            Err(Stop::Usage(format!("which {kind}? virta bump {kind} ID --summary \"…\"")))
        }
        "use-case" | "indicator" | "concept-model" | "code-list" => Ok(Subject::new(kind, id)),
        _ => Err(Stop::Usage(format!("`{kind}` has no version; use-case, indicator, concept-model, code-list, information-model and regions have"))),
    }
}

/// Whether the edited file says the new version, tells of it, and says else what it did.
fn is_right(text: &str, file: &SourceFile, sources: &Sources, settings: &Settings, document: &Subject, version: Version) -> bool {
    let mut edited = sources.clone();
    edited.insert(SourceFile::new(&file.path, text.as_bytes()));
    let (before, after): (Model, Model) = (resolve::resolve(sources, settings).0, resolve::resolve(&edited, settings).0);
    let is_told = lifecycle(&after, document).is_some_and(|life| life.version == version && life.history.iter().any(|entry| entry.version == version));
    is_told && diff(&before, &after).changes.iter().all(|change| change.document == *document && !change.rule.demands_a_step)
}

/// Writes a file beside and exchanges it, so that it is the old one or the new one at every instant.
fn write(path: &Path, bytes: &[u8]) -> Outcome {
    let failure = |error: std::io::Error| Stop::Failure(format!("cannot write {}: {error}", path.display()));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.staging"));
    fs::write(&beside, bytes).map_err(failure)?;
    fs::rename(&beside, path).map_err(failure)
}
