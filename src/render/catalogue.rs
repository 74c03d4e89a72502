//! Tests of the built-in words: the three catalogues say the same things, and everything said is in them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::theme::FILES;
use super::words::flatten;

const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];

/// The words of a language, from all parts of its catalogue; a key in two parts is a mistake.
fn catalogue(language: &str) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for (path, bytes) in FILES {
        let Some(part) = path.strip_prefix("i18n/").and_then(|path| path.strip_prefix(language)?.strip_prefix('/')) else { continue };
        let text = std::str::from_utf8(bytes).expect("a catalogue is UTF-8");
        let table = toml::de::DeTable::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        for (key, word) in flatten(table.get_ref()) {
            assert!(!word.trim().is_empty(), "{language}/{part}: `{key}` says nothing");
            assert!(!word.contains('<') || !word.contains('>'), "{language}/{part}: `{key}` has markup, which is shown as it is");
            assert!(words.insert(key.clone(), word).is_none(), "{language}/{part}: `{key}` is in another part too");
        }
    }
    words
}

/// The `{names}` of a sentence.
fn names(sentence: &str) -> BTreeSet<&str> {
    sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn the_three_languages_have_the_same_words() {
    let finnish = catalogue("fi");
    for language in LANGUAGES {
        let other = catalogue(language);
        let missing: Vec<_> = finnish.keys().filter(|key| !other.contains_key(*key)).collect();
        let surplus: Vec<_> = other.keys().filter(|key| !finnish.contains_key(*key)).collect();
        assert!(missing.is_empty() && surplus.is_empty(), "{language} lacks {missing:?} and has besides {surplus:?}");
        for (key, sentence) in &finnish {
            // A date may name its month or number it.
            if !key.starts_with("date.") {
                assert_eq!(names(sentence), names(&other[key]), "{language}: `{key}`");
            }
        }
    }
}

#[test]
fn no_sentence_stands_untranslated() {
    let [finnish, swedish, english] = LANGUAGES.map(catalogue);
    let is_sentence = |text: &str| {
        // What stands in for values has no words of its own.
        let bare = names(text).iter().fold(text.to_owned(), |text, name| text.replace(&format!("{{{name}}}"), ""));
        bare.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 3).count() > 2
    };
    let is_same = |key: &str| finnish[key] == swedish[key] || finnish[key] == english[key] || swedish[key] == english[key];
    let same: Vec<_> = finnish.iter().filter(|(key, text)| is_sentence(text) && is_same(key)).map(|(key, _)| key).collect();
    assert!(same.is_empty(), "the same sentence in two languages: {same:?}");
}

#[test]
fn every_word_of_a_template_is_in_the_catalogues() {
    let known: BTreeSet<String> = catalogue("fi").into_keys().map(|key| key.replace('-', "_")).collect();
    let mut missing = Vec::new();
    for (path, bytes) in FILES.iter().filter(|(path, _)| path.starts_with("templates/")) {
        let text = std::str::from_utf8(bytes).expect("a template is UTF-8");
        for (at, _) in text.match_indices("w.") {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-')) {
                continue;
            }
            let key: String = text[at + 2..].chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.')).collect();
            if !known.contains(&key) {
                missing.push(format!("{path}: w.{key}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_word_of_a_view_is_in_the_catalogues() {
    let known = catalogue("fi");
    let tables: BTreeSet<&str> = known.keys().filter_map(|key| key.split('.').next()).collect();
    let mut missing = Vec::new();
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render")) {
        let text = fs::read_to_string(&file).expect("a source file can be read");
        for literal in literals(&text) {
            if is_key(literal, &tables) && !is_known(literal, &known) {
                missing.push(format!("{}: {literal}", file.file_name().unwrap_or_default().to_string_lossy()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Whether a literal looks like a key: lower-case parts with dots between, the first of them a table of the catalogue.
fn is_key(literal: &str, tables: &BTreeSet<&str>) -> bool {
    let is_file = [".css", ".js", ".json", ".svg", ".html", ".xml", ".csv"].iter().any(|ending| literal.ends_with(ending));
    literal.split_once('.').is_some_and(|(table, rest)| tables.contains(table) && !rest.is_empty() && !is_file)
        && literal.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '{' | '}'))
}

/// Whether a key is there: itself, its singular and plural, or what begins like it where the rest is filled in.
fn is_known(key: &str, known: &BTreeMap<String, String>) -> bool {
    let begins = |prefix: &str| known.keys().any(|other| other.starts_with(prefix));
    match key.split_once('{') {
        Some((prefix, _)) => begins(prefix),
        None => known.contains_key(key) || (known.contains_key(&format!("{key}.one")) && known.contains_key(&format!("{key}.other"))),
    }
}

/// The string literals of Rust code, near enough: what stands between quotes that are not escaped.
fn literals(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| line.split('"').skip(1).step_by(2))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_kind_of_status_and_thing_has_a_word() {
    let known = catalogue("fi");
    let statuses = crate::model::Status::WORDS.iter().map(|(word, _)| format!("status.{word}"));
    let kinds = crate::model::Kind::BUILT_IN.iter().map(|kind| format!("kind.{kind}"));
    let prose = super::markdown::WORDS.iter().map(|word| format!("prose.{word}"));
    let releases = ["current", "superseded", "released", "consultation", "withdrawn"].iter().map(|word| format!("release-status.{word}"));
    let missing: Vec<_> = statuses.chain(kinds).chain(prose).chain(releases).filter(|key| !known.contains_key(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
