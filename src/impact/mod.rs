//! Impact: what a concept, an attribute, a code list, a code or an indicator reaches, step by step.
//!
//! **A tie points from what is changed to what has to be looked at again**: from an attribute to
//! the requirement about it, from the requirement to its use case. Ties come from the model alone;
//! what prose mentions in passing is no tie, what a definition is made of is one.
//!
//! Areas and documents of collections are ends: they are reached, and nothing is reached through
//! them, since else everything would reach everything.

mod thing;
mod ties;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Model;

pub use thing::Thing;
pub use ties::PARTS;

/// Why one thing reaches another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// It is a part of the other: an attribute of a concept, a code of a list, a requirement of a use case.
    Part,
    /// The definition of the other is made with it.
    Defines,
    /// The other is a kind of it.
    Kind,
    /// The other consists of it or gathers it.
    Whole,
    /// The other takes its values from it.
    Values,
    /// The other is under it in a hierarchy.
    Under,
    /// The other is broken down by it.
    Dimension,
    /// The other has values for it.
    Counted,
    /// The other rests on it.
    Rests,
    /// The other requires something of it.
    Required,
    /// It answers the other.
    Answers,
    /// It meets the other.
    Meets,
    /// It checks the other.
    Checks,
    /// The other has records of it.
    Records,
    /// The other belongs there.
    Belongs,
    /// The other refers to it.
    Refers,
}

impl Tie {
    /// The word of each tie, as machine-readable forms and catalogues write it.
    pub const WORDS: [(&'static str, Self); 16] = [
        ("part", Self::Part),
        ("defines", Self::Defines),
        ("kind", Self::Kind),
        ("whole", Self::Whole),
        ("values", Self::Values),
        ("under", Self::Under),
        ("dimension", Self::Dimension),
        ("counted", Self::Counted),
        ("rests", Self::Rests),
        ("required", Self::Required),
        ("answers", Self::Answers),
        ("meets", Self::Meets),
        ("checks", Self::Checks),
        ("records", Self::Records),
        ("belongs", Self::Belongs),
        ("refers", Self::Refers),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, tie)| *tie == self).map_or("", |(word, _)| word)
    }
}

/// One thing that is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is reached.
    pub thing: Thing,
    /// In how many steps at least; the first is 1.
    pub distance: usize,
    /// Through what; at the first step what was asked for, or a part of it.
    pub through: Thing,
    /// Why what is between reaches it.
    pub tie: Tie,
}

/// All ties of a model, from both ends.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Impact {
    /// From a thing to what it reaches in one step.
    onward: Ties,
    /// From a thing to what reaches it in one step.
    back: Ties,
}

/// From each thing to the others, in order.
type Ties = BTreeMap<Thing, BTreeSet<(Thing, Tie)>>;

impl Impact {
    /// The ties of a model.
    pub fn new(model: &Model) -> Self {
        let mut impact = Self::default();
        ties::collect(model, &mut |from, tie, to| impact.add(from, tie, to));
        impact
    }

    fn add(&mut self, from: Thing, tie: Tie, to: Thing) {
        if from != to {
            self.back.entry(to.clone()).or_default().insert((from.clone(), tie));
            self.onward.entry(from).or_default().insert((to, tie));
        }
    }

    /// All that a thing reaches, by distance, then in the order of things. Its own parts count as the thing itself.
    pub fn reached(&self, from: &Thing) -> Vec<Step> {
        walk(&self.onward, self.with_parts(from), &[])
    }

    /// What a part reaches in ways that do not go through the thing it is a part of.
    pub fn reached_beside(&self, part: &Thing, whole: &Thing) -> Vec<Step> {
        let mut start = self.with_parts(part);
        start.insert(whole.clone());
        walk(&self.onward, start, &[whole])
    }

    /// All that a thing rests on, by distance, then in the order of things.
    pub fn rests_on(&self, of: &Thing) -> Vec<Step> {
        walk(&self.back, BTreeSet::from([of.clone()]), &[])
    }

    /// A thing with its parts and theirs.
    pub fn with_parts(&self, thing: &Thing) -> BTreeSet<Thing> {
        let (mut all, mut open) = (BTreeSet::from([thing.clone()]), vec![thing.clone()]);
        while let Some(at) = open.pop() {
            let parts = self.back.get(&at).into_iter().flatten().filter(|(_, tie)| *tie == Tie::Part);
            for (part, _) in parts {
                if all.insert(part.clone()) {
                    open.push(part.clone());
                }
            }
        }
        all
    }
}

/// Goes from some things along ties, a step at a time, to each thing once; not through those that are closed.
fn walk(ties: &Ties, start: BTreeSet<Thing>, closed: &[&Thing]) -> Vec<Step> {
    let mut seen = start.clone();
    let mut front: Vec<Thing> = start.into_iter().filter(|thing| !closed.contains(&thing)).collect();
    let mut steps = Vec::new();
    for distance in 1.. {
        let mut found: BTreeMap<Thing, (Thing, Tie)> = BTreeMap::new();
        for through in front.iter().filter(|thing| distance == 1 || !thing.is_end()) {
            for (thing, tie) in ties.get(through).into_iter().flatten().filter(|(thing, _)| !seen.contains(thing)) {
                found.entry(thing.clone()).or_insert_with(|| (through.clone(), *tie));
            }
        }
        if found.is_empty() {
            break;
        }
        front = found.keys().cloned().collect();
        seen.extend(front.iter().cloned());
        steps.extend(found.into_iter().map(|(thing, (through, tie))| Step { thing, distance, through, tie }));
    }
    steps
}

#[cfg(test)]
mod tests;
