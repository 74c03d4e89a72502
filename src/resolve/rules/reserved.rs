//! Names that the program needs for itself: a page or a collection may not take them.

use crate::diagnostic::Diagnostic;
use crate::model::{Id, Kind};
use crate::parse::path::BUILT_IN;
use crate::resolve::Desk;
use crate::resolve::target::OTHER_SCHEMES;
use crate::source::SourceFile;

/// First segments of built-in addresses in all languages, and segments inside them.
const SEGMENTS: [&str; 38] = [
    "tietomalli",
    "kayttotapaukset",
    "kasitemallit",
    "koodistot",
    "mittarit",
    "alueet",
    "vertailu",
    "julkaisut",
    "muutokset",
    "sivusto",
    "haku",
    "saavutettavuus",
    "informationsmodell",
    "anvandningsfall",
    "begreppsmodeller",
    "kodlistor",
    "indikatorer",
    "regioner",
    "jamforelse",
    "utgavor",
    "andringar",
    "webbplats",
    "sok",
    "tillganglighet",
    "information-model",
    "use-cases",
    "concept-models",
    "code-lists",
    "indicators",
    "regions",
    "comparison",
    "releases",
    "changes",
    "site",
    "search",
    "accessibility",
    "assets",
    "schema",
];

/// The page that has a built-in address: the accessibility statement.
const STATEMENT: &str = "saavutettavuus";

/// A page takes no built-in address and none of a collection.
pub fn check_page(id: &Id, file: &SourceFile, desk: &mut Desk<'_>) {
    if id.as_str() != STATEMENT {
        check(id, file, "page", desk);
    }
    if desk.names.collections.contains_key(id) {
        desk.report.push(
            Diagnostic::error(file, 0..0, "duplicate-id", format!("the page `{id}` and the collection `{id}` would have one address"))
                .help("give the page another id"),
        );
    }
}

/// A collection takes no built-in address, no folder of another kind, and no scheme of a link.
pub fn check_collection(name: &Id, file: &SourceFile, desk: &mut Desk<'_>) {
    if BUILT_IN.contains(&name.as_str()) || OTHER_SCHEMES.contains(&name.as_str()) || Kind::built_in(name).is_some() {
        desk.report.push(
            Diagnostic::error(file, 0..0, "reserved-name", format!("no collection can be called `{name}`"))
                .help("the name has a meaning in content/ or in links; choose another"),
        );
    } else {
        check(name, file, "collection", desk);
    }
}

fn check(id: &Id, file: &SourceFile, noun: &str, desk: &mut Desk<'_>) {
    let is_language = desk.settings.languages.iter().any(|language| language.code().eq_ignore_ascii_case(id));
    if is_language || SEGMENTS.contains(&id.as_str()) {
        let help = if is_language { "the pages of a language live under its code" } else { "the program has pages of its own there" };
        desk.report
            .push(Diagnostic::error(file, 0..0, "reserved-name", format!("no {noun} can be called `{id}`")).help(format!("{help}; choose another name")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reserved_is_what_addresses_are_made_of() {
        for segment in SEGMENTS {
            assert!(crate::plan::route::is_reserved(segment, &[]), "{segment}");
        }
    }
}
