//! `virta new`: scaffolds a source file that passes `check`.

use std::fs;
use std::path::Path;

use super::{Outcome, Stop, print};
use crate::diagnostic::nearest;

/// What `new` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// page, use-case, indicator, concept-model, code-list, region, or the name of a collection
    kind: String,
    /// The id, which is its address for ever
    id: String,
}

const KINDS: [&str; 6] = ["page", "use-case", "indicator", "concept-model", "code-list", "region"];

/// Collections that need no schema of the site's own.
const RESERVED: [&str; 4] = ["findings", "test-rounds", "implementations", "comments"];

/// Writes a scaffold; never over a file that is there.
pub fn run(site: &Path, args: &Args) -> Outcome {
    let Args { kind, id } = args;
    let (path, scaffold) = match kind.as_str() {
        "page" => (format!("content/pages/{id}/index.md"), include_str!("new/page.md")),
        "use-case" => (format!("content/use-cases/{id}/index.md"), include_str!("new/use-case.md")),
        "indicator" => (format!("content/indicators/{id}/index.md"), include_str!("new/indicator.md")),
        "concept-model" => (format!("models/concepts/{id}.toml"), include_str!("new/concept-model.toml")),
        "code-list" => (format!("models/code-lists/{id}.toml"), include_str!("new/code-list.toml")),
        "region" => (format!("content/regions/{id}/index.md"), include_str!("new/region.md")),
        collection if RESERVED.contains(&collection) || site.join(format!("models/collections/{collection}.toml")).is_file() => {
            (format!("content/{collection}/{id}/index.md"), include_str!("new/document.md"))
        }
        other => return Err(unknown_kind(site, other)),
    };
    let well_formed = if kind == "region" { is_region_code(id) } else { is_id(id) };
    if !well_formed {
        return Err(Stop::Usage(format!("`{id}` cannot be an id: use lower-case letters a-z, digits and hyphens")));
    }
    let target = site.join(&path);
    if target.exists() {
        return Err(Stop::Failure(format!("{path} is there already")));
    }
    let failure = |error: std::io::Error| Stop::Failure(format!("cannot write {}: {error}", target.display()));
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).map_err(failure)?;
    }
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    fs::write(&target, scaffold.replace("{title}", &title)).map_err(failure)?;
    print(&format!("{path}\n"))
}

fn unknown_kind(site: &Path, kind: &str) -> Stop {
    let collections: Vec<String> = fs::read_dir(site.join("models/collections"))
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok()?.strip_suffix(".toml").map(str::to_owned))
        .collect();
    let known = KINDS.into_iter().chain(collections.iter().map(String::as_str));
    Stop::Usage(match nearest(kind, known) {
        Some(near) => format!("there is no kind `{kind}`; did you mean `{near}`?"),
        None => format!("there is no kind `{kind}`: the kinds are {}, and the collections of models/collections/", KINDS.join(", ")),
    })
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn is_region_code(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
