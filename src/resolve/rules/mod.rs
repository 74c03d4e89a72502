//! What can be wrong: each rule's name and its paragraph of the manual.

pub mod links;
pub mod observations;
pub(super) mod reserved;
pub mod svg;

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

/// Every rule, in the order of the alphabet.
pub const RULES: &[Rule] = &[];

fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// Whether a finding in a frozen release stays an error.
pub fn stays_an_error(name: &str) -> bool {
    name == "unreadable-release" || rule(name).is_some_and(|rule| rule.stays_an_error)
}

/// The manual's paragraph of a rule.
pub fn explain(name: &str) -> Option<&'static str> {
    rule(name).map(|rule| rule.paragraph)
}
