//! What can be wrong: each rule's name and its paragraph of the manual, and the rules that are more than a line.

pub(super) mod consistency;
pub mod disclosure;
pub(super) mod generalizations;
pub(super) mod history;
pub mod links;
pub(super) mod reserved;
pub mod svg;
mod table;
pub(super) mod translations;

pub use table::RULES;

/// A rule: what `virta explain` says of it.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name: a sentence of what is wrong.
    pub name: &'static str,
    /// Its paragraph of the manual.
    pub paragraph: &'static str,
    /// Whether it stays an error in a frozen release: what cannot be read and what must not be disclosed.
    pub stays_an_error: bool,
}

fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// Whether a finding in a frozen release stays an error.
pub fn stays_an_error(name: &str) -> bool {
    rule(name).is_some_and(|rule| rule.stays_an_error)
}

/// The manual's paragraph of a rule.
pub fn explain(name: &str) -> Option<&'static str> {
    rule(name).map(|rule| rule.paragraph)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;

    /// The program's own text, without tests and without the table.
    fn code() -> Vec<(PathBuf, String)> {
        let mut files = Vec::new();
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
        files
    }

    fn walk(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).expect("the source is there") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            if path.is_dir() && name != "tests" {
                walk(&path, files);
            } else if path.extension().is_some_and(|ending| ending == "rs") && name != "tests.rs" && !path.ends_with("resolve/rules/table.rs") {
                let text = std::fs::read_to_string(&path).expect("a source file");
                files.push((path, text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()));
            }
        }
    }

    /// The names of rules that follow the words by which findings are made.
    fn named(text: &str) -> Vec<&str> {
        let makers = ["error(", "warning(", "wrong(", "Diagnostic::new(", "Wrong::value(", "Malformed::new(", "Names::new(", "rule: \""];
        let mut names = Vec::new();
        for maker in makers {
            for (at, _) in text.match_indices(maker) {
                let rest = &text[at + maker.len() - usize::from(maker.ends_with('"'))..];
                let end = rest.find(';').unwrap_or(rest.len());
                names.extend(rest[..end].split('"').skip(1).step_by(2).find(|literal| is_name(literal)));
            }
        }
        names
    }

    fn is_name(text: &str) -> bool {
        text.contains('-') && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    }

    #[test]
    fn every_rule_that_the_code_names_is_in_the_table() {
        for (path, text) in code() {
            for name in named(&text) {
                assert!(rule(name).is_some(), "`{name}` in {} has no paragraph in rules/table.rs", path.display());
            }
        }
    }

    #[test]
    fn every_rule_of_the_table_is_used() {
        let code = code();
        for rule in RULES {
            let literal = format!("\"{}\"", rule.name);
            assert!(code.iter().any(|(_, text)| text.contains(&literal)), "`{}` is used nowhere", rule.name);
        }
    }

    #[test]
    fn the_table_is_in_order_and_its_words_are_whole() {
        for pair in RULES.windows(2) {
            assert!(pair[0].name < pair[1].name, "{} {}", pair[0].name, pair[1].name);
        }
        for rule in RULES {
            assert!(is_name(rule.name) && rule.paragraph.ends_with('.'), "{}", rule.name);
        }
    }

    /// The list of the README: each rule and the first sentence of its paragraph.
    fn list() -> String {
        RULES.iter().fold(String::new(), |list, rule| {
            let first = rule.paragraph.split_inclusive(". ").next().unwrap_or_default().trim_end();
            format!("{list}- `{}`: {first}\n", rule.name)
        })
    }

    #[test]
    fn the_readme_lists_every_rule() {
        let readme = include_str!("../../../README.md");
        let listed = readme.split("<!-- rules -->\n").nth(1).and_then(|rest| rest.split("<!-- /rules -->").next());
        assert!(listed == Some(&list()), "put this between the marks of README.md:\n{}", list());
    }
}
