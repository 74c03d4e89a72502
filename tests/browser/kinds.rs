//! One page of every kind, in every language: the first and the largest.

use std::collections::BTreeMap;

use crate::support::expected::localized;
use crate::support::site::Built;

/// The kinds of pages, as the contract's table has them; `*` stands for an id.
const KINDS: [&str; 30] = [
    "{information}/",
    "{information}/*/",
    "{use-cases}/",
    "{use-cases}/*/",
    "{concept-models}/",
    "{concept-models}/*/",
    "{concept-models}/*/*/",
    "{code-lists}/",
    "{code-lists}/*/",
    "{indicators}/",
    "{indicators}/*/",
    "{regions}/",
    "{regions}/*/",
    "{comparison}/",
    "{comparison}/{all}/",
    "{regions}/*/{summary}/",
    "{comparison}/*/*/",
    "{releases}/",
    "{releases}/*/",
    "{releases}/*/{changes}/",
    "{releases}/*/{site}/",
    "{releases}/*/{site}/{indicators}/*/",
    "{releases}/*/{site}/{use-cases}/*/",
    "{releases}/*/{site}/{comparison}/",
    "{search}/",
    "{search}/{glossary}/",
    "{accessibility}/",
    // The front page; pages and collections; documents: by their form alone, so they come last.
    "",
    "*/",
    "*/*/",
];

/// A page that is shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Its address below the site's.
    pub address: String,
    /// Its language.
    pub language: &'static str,
}

/// The pages that are shown, of a site in Finnish (the default), Swedish and English.
pub fn shown(built: &Built) -> Vec<Shown> {
    let mut by_kind: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for path in built.ending("index.html").filter(|path| !path.starts_with("sv/") && !path.starts_with("en/")) {
        let folder = path.trim_end_matches("index.html");
        let Some((kind, place)) = KINDS.iter().find_map(|kind| Some((*kind, matched(folder, kind)?))) else { continue };
        // A collection has a twin, a page of prose has none; each collection is made differently.
        let is_thing = built.files.contains(&format!("{folder}index.json"));
        let kind = if kind == "*/" { format!("{kind} {is_thing}") } else { kind.to_owned() };
        by_kind.entry(kind).or_default().push((built.bytes(path).len(), place));
    }
    let mut chosen: Vec<String> = Vec::new();
    for places in by_kind.values() {
        let largest = places.iter().max().map(|(_, place)| place.clone());
        chosen.extend(places.first().map(|(_, place)| place.clone()).into_iter().chain(largest));
    }
    chosen.sort();
    chosen.dedup();
    let in_languages = |place: &String| ["fi", "sv", "en"].map(|language| Shown { address: localized(place, language, language == "fi"), language });
    let mut shown: Vec<Shown> = chosen.iter().flat_map(in_languages).collect();
    shown.push(Shown { address: "404.html".to_owned(), language: "fi" });
    shown
}

/// The place with its segments named, where a folder is of a kind.
fn matched(folder: &str, kind: &str) -> Option<String> {
    let (parts, wanted): (Vec<&str>, Vec<&str>) = (folder.split('/').collect(), kind.split('/').collect());
    let fits = |(part, wanted): (&&str, &&str)| match *wanted {
        "*" => !part.is_empty(),
        wanted => *part == localized(wanted, "fi", true),
    };
    if parts.len() != wanted.len() || !parts.iter().zip(&wanted).all(fits) {
        return None;
    }
    let named = parts.iter().zip(&wanted).map(|(part, wanted)| if *wanted == "*" { *part } else { *wanted });
    Some(named.collect::<Vec<_>>().join("/"))
}
