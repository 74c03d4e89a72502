//! `virta export`: one thing in one form, with the bytes that the site publishes.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::load::{Loaded, Options, load};
use super::{Format, Outcome, Stop, report};
use crate::Asked;
use crate::diagnostic::nearest;
use crate::model::{Id, Kind, Model, Reference};
use crate::plan::{Edition, Export, Form, Page, Place, Route, Site, plan};
use crate::render::Renderer;

/// What `export` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// The form: turtle, json-ld, shacl, json-schema, sql, csv, csvw, or json for all that the site knows of the thing
    format: String,
    /// The kind of the thing: concept-model, code-list, …
    kind: String,
    /// The thing's id
    id: String,
    /// Take it from a release instead of the working tree
    #[arg(long, value_name = "ID")]
    release: Option<String>,
    /// Where to write (default: standard output)
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes a thing in a form.
pub fn run(folder: &Path, args: &Args) -> Outcome {
    let kind = Kind::built_in(&args.kind).ok_or_else(|| no_such("kind", &args.kind, &Kind::BUILT_IN))?;
    let form = form(&args.format, &kind)?;
    let Loaded { site, theme, report: findings } = load(folder, &Options { asked: Asked { drafts: true, gated: false }, base_url: None })?;
    if findings.has_errors() {
        return report(&findings.errors_only(), Format::Human);
    }
    let Some((site, theme)) = site.zip(theme) else { return report(&findings, Format::Human) };
    let edition = edition(&site, args.release.as_deref())?;
    let thing = Reference::new(kind, args.id.as_str());
    let place = place(&thing, &site.release(&edition).model)?;
    let (plan, _) = plan(&site, &theme.published());
    let page = Page { route: Route { edition, language: site.settings.default_language(), place }, form };
    if !plan.pages.iter().any(|(_, known)| *known == page) {
        return Err(Stop::Failure(match page.form {
            Form::Data => format!("`{thing}` has no values"),
            _ => format!("`{thing}` has no form `{}`", args.format),
        }));
    }
    let bytes = Renderer::new(&site, &plan, &theme, false).bytes(&page).map_err(|error| Stop::Failure(error.0))?;
    write(args.output.as_deref(), &bytes)
}

/// The form that a word asks for of a thing of a kind.
fn form(word: &str, kind: &Kind) -> Result<Form, Stop> {
    match (word, kind) {
        ("json", _) => return Ok(Form::Twin),
        ("csv", Kind::Indicator) => return Ok(Form::Data),
        _ => {}
    }
    let words: Vec<&str> = Export::of(kind).iter().map(|export| export.word()).chain(["json"]).collect();
    match Export::parse(word) {
        Some(export) if Export::of(kind).contains(&export) => Ok(Form::Export(export)),
        Some(_) => Err(Stop::Usage(format!("a {} has no form `{word}`; it has {}", kind.name(), words.join(", ")))),
        None => Err(no_such("format", word, &words)),
    }
}

fn no_such(what: &str, word: &str, known: &[&str]) -> Stop {
    Stop::Usage(match nearest(word, known.iter().copied()) {
        Some(near) => format!("there is no {what} `{word}`; did you mean `{near}`?"),
        None => format!("there is no {what} `{word}`; there are {}", known.join(", ")),
    })
}

fn edition(site: &Site, release: Option<&str>) -> Result<Edition, Stop> {
    let Some(asked) = release else { return Ok(Edition::Root) };
    let ids = || site.releases.iter().filter_map(|release| release.id.as_ref());
    match ids().find(|id| ***id == *asked) {
        Some(id) => Ok(Edition::Dated(id.clone())),
        None => Err(no_such("release", asked, &ids().map(Id::as_str).collect::<Vec<_>>())),
    }
}

fn place(thing: &Reference, model: &Model) -> Result<Place, Stop> {
    if let Some(place) = Place::of(thing, model) {
        return Ok(place);
    }
    let ids: Vec<String> = match thing.kind {
        Kind::UseCase => model.use_cases.keys().map(ToString::to_string).collect(),
        Kind::Indicator => model.indicators.keys().map(ToString::to_string).collect(),
        Kind::ConceptModel => model.concept_models.keys().map(ToString::to_string).collect(),
        Kind::Concept => model.concept_models.values().flat_map(|model| model.concepts.iter().map(move |one| format!("{}/{}", model.id, one.id))).collect(),
        Kind::CodeList => model.code_lists.keys().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    Err(Stop::Failure(match nearest(&thing.id, ids.iter().map(String::as_str)) {
        Some(near) => format!("there is no {} `{}`; did you mean `{near}`?", thing.kind.name(), thing.id),
        None => format!("there is no {} `{}`", thing.kind.name(), thing.id),
    }))
}

/// Writes bytes to a file or to standard output; a closed pipe is no error.
fn write(target: Option<&Path>, bytes: &[u8]) -> Outcome {
    match target {
        Some(path) => fs::write(path, bytes).map_err(|error| Stop::Failure(format!("cannot write {}: {error}", path.display()))),
        None => match io::stdout().lock().write_all(bytes).and_then(|()| io::stdout().flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Stop::Failure(format!("cannot write to standard output: {error}"))),
            _ => Ok(()),
        },
    }
}
