//! `virta new`: scaffolds a source file that passes `check`.

mod document;
mod region;

use std::fs;
use std::path::Path;

use super::{Outcome, Stop, print};
use crate::diagnostic::nearest;
use crate::model::Language;
use crate::parse::collection::RESERVED;
use crate::parse::form::{is_region_code, is_segment};
use crate::plan::route::{ACCESSIBILITY_PAGE, is_reserved};
use crate::resolve;
use crate::source::{self, SourceFile};

/// What `new` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// page, use-case, indicator, concept-model, code-list, region, or the name of a collection
    kind: String,
    /// The id, which is its address for ever
    id: String,
}

/// The kinds that every site has: where a source of each stands, and how it begins.
const KINDS: [(&str, &str, &str); 6] = [
    ("page", "content/pages/{id}/index.md", include_str!("new/page.md")),
    ("use-case", "content/use-cases/{id}/index.md", include_str!("new/use-case.md")),
    ("indicator", "content/indicators/{id}/index.md", include_str!("new/indicator.md")),
    ("concept-model", "models/concepts/{id}.toml", include_str!("new/concept-model.toml")),
    ("code-list", "models/code-lists/{id}.toml", include_str!("new/code-list.toml")),
    ("region", "content/regions/{id}/index.md", include_str!("new/region.md")),
];

/// Writes a scaffold; never over a file that is there.
pub fn run(site: &Path, args: &Args) -> Outcome {
    let Args { kind, id } = args;
    let built_in = KINDS.iter().find(|(known, ..)| known == kind);
    if built_in.is_none() && !is_collection(site, kind) {
        return Err(unknown_kind(site, kind));
    }
    if !(if kind == "region" { is_region_code(id) } else { is_segment(id) }) {
        return Err(Stop::Usage(format!("`{id}` cannot be an id: use lower-case letters a-z, digits and hyphens")));
    }
    if !site.join("site.toml").is_file() {
        return Err(Stop::Failure(format!("there is no site.toml in {}: `virta init` starts a site; `--site DIR` names another folder", site.display())));
    }
    if kind == "page" && id != ACCESSIBILITY_PAGE && is_reserved(id, &languages(site)) {
        return Err(Stop::Usage(format!("no page can be called `{id}`: the site has pages of its own there; choose another id")));
    }
    let path = built_in.map_or_else(|| format!("content/{kind}/{id}/index.md"), |(_, path, _)| path.replace("{id}", id));
    let target = site.join(&path);
    if target.exists() {
        return Err(Stop::Failure(format!("{path} is there already")));
    }
    let title = title(id);
    let scaffold = match built_in {
        Some((.., scaffold)) => scaffold.replace("{title}", &title),
        None => of_collection(site, kind, &path, &title)?,
    };
    let failure = |error: std::io::Error| Stop::Failure(format!("cannot write {}: {error}", target.display()));
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).map_err(failure)?;
    }
    fs::write(&target, scaffold).map_err(failure)?;
    if kind == "region" && region::declare(site, id)? {
        return print(&format!("{path}\n{}\n", region::FILE));
    }
    print(&format!("{path}\n"))
}

/// The languages of the site, as far as they can be read.
fn languages(site: &Path) -> Vec<Language> {
    let (settings, _) = resolve::settings(&source::folder(site).sources);
    settings.map(|settings| settings.languages).unwrap_or_default()
}

/// An id as the first draft of a title.
fn title(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Whether documents of a collection can be written: it is declared, or reserved.
fn is_collection(site: &Path, name: &str) -> bool {
    RESERVED.iter().any(|(known, _)| *known == name) || is_segment(name) && site.join(format!("models/collections/{name}.toml")).is_file()
}

/// A document as its schema wants it, seen from the site with an empty one in its place.
fn of_collection(site: &Path, name: &str, path: &str, title: &str) -> Result<String, Stop> {
    let mut sources = source::folder(site).sources;
    let (settings, _) = resolve::settings(&sources);
    let settings = settings.ok_or_else(|| Stop::Failure("site.toml cannot be read; run `virta check`".to_owned()))?;
    sources.insert(SourceFile::new(path, format!("+++\ntitle = \"{title}\"\n+++\n").into_bytes()));
    let (model, _) = resolve::resolve(&sources, &settings);
    let collection = model.collections.get(name);
    let collection = collection.ok_or_else(|| Stop::Failure(format!("models/collections/{name}.toml cannot be read; run `virta check`")))?;
    Ok(document::scaffold(collection, &model, title))
}

fn unknown_kind(site: &Path, kind: &str) -> Stop {
    let collections: Vec<String> = fs::read_dir(site.join("models/collections"))
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok()?.strip_suffix(".toml").map(str::to_owned))
        .collect();
    let built_in = KINDS.map(|(kind, ..)| kind);
    let reserved = RESERVED.map(|(name, _)| name);
    let known = built_in.into_iter().chain(reserved).chain(collections.iter().map(String::as_str));
    Stop::Usage(match nearest(kind, known) {
        Some(near) => format!("there is no kind `{kind}`; did you mean `{near}`?"),
        None => format!("there is no kind `{kind}`: the kinds are {}, and the collections of models/collections/", built_in.join(", ")),
    })
}
