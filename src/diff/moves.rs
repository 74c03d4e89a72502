//! Parts that are in another part of the same document than before: attributes that became another concept's.
//!
//! A part with an address in the world is known by it. One without has to keep its id and say the
//! same: all of it where only the part itself came and went, its definition where a whole concept did.

use std::collections::BTreeMap;

use super::matching::{Matches, identifiers, matches};
use super::thing::{Part, Thing};

/// A part that moved.
#[derive(Debug)]
pub struct Move {
    /// What it was in, itself, and its place there.
    pub old: (Thing, Thing, usize),
    /// What it is in, itself, and its place there.
    pub new: (Thing, Thing, usize),
}

/// A part of one side alone.
struct Loose<'t> {
    above: &'t Thing,
    thing: &'t Thing,
    at: usize,
    /// Whether what it is in came or went with it.
    is_nested: bool,
}

/// The parts of parts of two states of a document that moved between these.
pub fn moves(old: &Thing, new: &Thing) -> Vec<Move> {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    for (before, after) in lists(old, new) {
        let Matches { pairs, removed, added } = matches(&before.things, &after.things);
        for (at, now, _) in pairs {
            for (one, other) in lists(&before.things[at], &after.things[now]) {
                let Matches { removed, added, .. } = matches(&one.things, &other.things);
                gone.extend(removed.into_iter().map(|place| loose(&before.things[at], one, place, false)));
                come.extend(added.into_iter().map(|place| loose(&after.things[now], other, place, false)));
            }
        }
        gone.extend(removed.into_iter().flat_map(|at| nested(&before.things[at])));
        come.extend(added.into_iter().flat_map(|at| nested(&after.things[at])));
    }
    together(&gone, &come)
}

/// The lists that both have; in a list without parts of its own nothing can be looked for.
fn lists<'t>(old: &'t Thing, new: &'t Thing) -> impl Iterator<Item = (&'t Part, &'t Part)> {
    new.parts.iter().filter_map(|part| Some((old.parts.iter().find(|before| before.name == part.name)?, part)))
}

fn loose<'t>(above: &'t Thing, part: &'t Part, at: usize, is_nested: bool) -> Loose<'t> {
    Loose { above, thing: &part.things[at], at, is_nested }
}

fn nested(above: &Thing) -> impl Iterator<Item = Loose<'_>> {
    above.parts.iter().flat_map(move |part| (0..part.things.len()).map(move |at| loose(above, part, at, true)))
}

fn together(gone: &[Loose<'_>], come: &[Loose<'_>]) -> Vec<Move> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for evidence in [addresses, words, contents] {
        let signs = |side: &[Loose<'_>], taken: &dyn Fn(usize) -> bool| {
            let mut signs: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, part) in side.iter().enumerate().filter(|(at, _)| !taken(*at)) {
                if let Some(sign) = evidence(part) {
                    signs.entry(format!("{} {sign}", part.thing.kind)).or_default().push(at);
                }
            }
            signs
        };
        let before = signs(gone, &|at| found.iter().any(|(old, _)| *old == at));
        let after = signs(come, &|at| found.iter().any(|(_, new)| *new == at));
        for (sign, old) in before {
            if let ([old], Some([new])) = (old.as_slice(), after.get(&sign).map(Vec::as_slice)) {
                found.push((*old, *new));
            }
        }
    }
    found.sort_unstable_by_key(|(_, new)| *new);
    let side = |loose: &Loose<'_>| (Thing { parts: Vec::new(), ..loose.above.clone() }, loose.thing.clone(), loose.at);
    found.into_iter().map(|(old, new)| Move { old: side(&gone[old]), new: side(&come[new]) }).collect()
}

fn addresses(part: &Loose<'_>) -> Option<String> {
    identifiers(part.thing)
}

fn words(part: &Loose<'_>) -> Option<String> {
    let definition = part.thing.fields.iter().find(|field| field.name == "definition")?.value.as_ref()?.to_string();
    (definition.chars().count() > 30).then(|| format!("{} {definition}", part.thing.key))
}

fn contents(part: &Loose<'_>) -> Option<String> {
    (!part.is_nested).then(|| format!("{} {}", part.thing.key, part.thing.json()))
}
