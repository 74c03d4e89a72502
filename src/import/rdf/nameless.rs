//! Nameless things of a graph: marks that follow from what is said of them, and not from how a file was written.
//!
//! Things are told apart step by step: first by what is said of each, then by what is said of those around it. What cannot be
//! told apart in the end is said in the same words, so that it does not matter which of them is which.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::graph::Value;
use super::terms::sh;

/// What a file says, one thing at a time.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Of what.
    pub subject: String,
    /// In which respect.
    pub predicate: String,
    /// What.
    pub value: Value,
}

/// What a nameless thing is told by.
type Colour = [u8; 32];

/// One statement about a thing: whether the thing is its subject, its predicate, what stands at the other end, and its language.
type Line<'s> = (bool, &'s str, Vec<u8>, &'s str);

/// After so many steps nobody looks further around a thing.
const STEPS: usize = 24;

/// The marks of nameless things, by the names that a parser gave them: `_:1` and so on.
///
/// Properties of a shape come in the order that it gives them, else by their paths.
pub fn marks(statements: &[Statement]) -> BTreeMap<String, String> {
    let colours = colours(statements);
    let mut places: BTreeMap<&str, (i64, &str)> = BTreeMap::new();
    for Statement { subject, predicate, value } in statements.iter().filter(|one| one.subject.starts_with("_:")) {
        let place = places.entry(subject).or_insert((i64::MAX, ""));
        match predicate.as_str() {
            sh::ORDER => place.0 = value.text().parse().unwrap_or(i64::MAX),
            sh::PATH if !value.text().starts_with("_:") => place.1 = value.text(),
            _ => {}
        }
    }
    let mut names: Vec<&str> = colours.keys().copied().collect();
    names.sort_by_key(|name| (places.get(name).copied().unwrap_or((i64::MAX, "")), colours[name], *name));
    names.into_iter().zip(1..).map(|(name, number)| (name.to_owned(), format!("_:{number}"))).collect()
}

fn colours(statements: &[Statement]) -> BTreeMap<&str, Colour> {
    let names = statements.iter().flat_map(|one| [Some(one.subject.as_str()), one.value.thing()]).flatten().filter(|name| name.starts_with("_:"));
    let mut colours: BTreeMap<&str, Colour> = names.map(|name| (name, [0; 32])).collect();
    let mut kinds = 0;
    for _ in 0..STEPS {
        colours = step(statements, &colours);
        let now = colours.values().collect::<BTreeSet<_>>().len();
        if now == kinds {
            break;
        }
        kinds = now;
    }
    colours
}

/// Tells each thing by what is said of it, by it, and by what its neighbours were told by before.
fn step<'s>(statements: &'s [Statement], before: &BTreeMap<&'s str, Colour>) -> BTreeMap<&'s str, Colour> {
    let told = |name: &str| before.get(name).map_or_else(|| name.as_bytes().to_vec(), |colour| colour.to_vec());
    let mut said: BTreeMap<&str, Vec<Line<'_>>> = BTreeMap::new();
    for Statement { subject, predicate, value } in statements {
        let (other, language) = match value {
            Value::Thing(name) => (told(name), ""),
            Value::Literal { text, language } => (text.as_bytes().to_vec(), language.as_deref().unwrap_or("-")),
        };
        if before.contains_key(subject.as_str()) {
            said.entry(subject).or_default().push((true, predicate, other, language));
        }
        if let Some(name) = value.thing().filter(|name| before.contains_key(*name)) {
            said.entry(name).or_default().push((false, predicate, told(subject), ""));
        }
    }
    let mut after = BTreeMap::new();
    for (name, colour) in before {
        let mut lines = said.remove(name).unwrap_or_default();
        lines.sort();
        let mut sum = Sha256::new_with_prefix(colour);
        for (is_own, predicate, other, language) in lines {
            sum.update([u8::from(is_own)]);
            for part in [predicate.as_bytes(), &other, language.as_bytes()] {
                sum.update(part.len().to_le_bytes());
                sum.update(part);
            }
        }
        after.insert(*name, sum.finalize().into());
    }
    after
}
