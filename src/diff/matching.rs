//! Which thing of one snapshot is which of the other: by id, by a declared old id, by evidence.
//!
//! **Evidence is never ambiguous**: two things are held to be one only where nothing else on either
//! side could be meant as well.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Form, MatchedBy};
use super::known::Known;
use super::thing::Thing;

/// How two lists of things belong together; the numbers are their places in the lists.
#[derive(Debug, Default)]
pub struct Matches {
    /// Things of both sides, in the order of the new one.
    pub pairs: Vec<(usize, usize, MatchedBy)>,
    /// Things of the old side alone.
    pub removed: Vec<usize>,
    /// Things of the new side alone.
    pub added: Vec<usize>,
}

/// Matches two lists of things of one sort.
pub fn matches(old: &[Thing], new: &[Thing]) -> Matches {
    matches_where(old, new, &Known::default())
}

/// The same, where it is known what the things that they speak of became.
pub fn matches_where(old: &[Thing], new: &[Thing], known: &Known) -> Matches {
    let mut free = Free { old: (0..old.len()).collect(), new: (0..new.len()).collect(), pairs: Vec::new() };
    let by_key: BTreeMap<&str, usize> = old.iter().enumerate().map(|(at, thing)| (thing.key.as_str(), at)).collect();
    for (at, thing) in new.iter().enumerate() {
        if let Some(before) = by_key.get(thing.key.as_str()) {
            free.take(*before, at, MatchedBy::Id);
        }
    }
    declared(old, new, &mut free);
    alike(old, new, identifiers, &mut free);
    ends(old, new, known, &mut free);
    for evidence in [names, definitions, contents] {
        alike(old, new, evidence, &mut free);
    }
    similar(old, new, &mut free);
    let Free { old, new, mut pairs } = free;
    pairs.sort_unstable_by_key(|(_, new, _)| *new);
    Matches { pairs, removed: old.into_iter().collect(), added: new.into_iter().collect() }
}

/// What has not been matched yet.
struct Free {
    old: BTreeSet<usize>,
    new: BTreeSet<usize>,
    pairs: Vec<(usize, usize, MatchedBy)>,
}

impl Free {
    fn take(&mut self, old: usize, new: usize, by: MatchedBy) {
        if self.old.contains(&old) && self.new.contains(&new) {
            self.old.remove(&old);
            self.new.remove(&new);
            self.pairs.push((old, new, by));
        }
    }
}

/// One of the two says that it was the other before; either side may be the later one.
fn declared(old: &[Thing], new: &[Thing], free: &mut Free) {
    let says = |thing: &Thing, of: &Thing| thing.renamed_from.iter().position(|id| **id == *of.key);
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for at in &free.new {
        for before in &free.old {
            if let Some(place) = says(&new[*at], &old[*before]).or_else(|| says(&old[*before], &new[*at])) {
                pairs.push((place, *before, *at));
            }
        }
    }
    // Of several old ids that one thing declares, the first is the thing and the others came into it.
    pairs.sort_unstable();
    for (_, before, at) in pairs {
        free.take(before, at, MatchedBy::RenamedFrom);
    }
}

/// Relations between the same ends are the same where each end plays the same part, and no other relation does.
fn ends(old: &[Thing], new: &[Thing], known: &Known, free: &mut Free) {
    let sign = |thing: &Thing, known: &Known| -> Option<String> {
        let (from, to) = (field(thing, "from"), field(thing, "to"));
        let roles = [known.role(to, field(thing, "from.role")), known.role(from, field(thing, "to.role"))];
        let is_one_way = field(thing, "kind").is_some_and(|kind| kind == "generalization");
        let is_there = from.is_some() && (is_one_way || roles.iter().any(|role| !role.is_empty()));
        is_there.then(|| format!("{}|{}|{}|{}", known.tied(from), known.tied(to), roles[0], roles[1]))
    };
    let nothing = Known::default();
    alike_in(old, new, (&|thing| sign(thing, known), &|thing| sign(thing, &nothing)), free);
}

/// Matches what has one and the same sign, which nothing else on either side has.
fn alike(old: &[Thing], new: &[Thing], evidence: fn(&Thing) -> Option<String>, free: &mut Free) {
    alike_in(old, new, (&evidence, &evidence), free);
}

/// How the sign of a thing of the old side is made, and how that of one of the new.
type Evidence<'e> = (&'e dyn Fn(&Thing) -> Option<String>, &'e dyn Fn(&Thing) -> Option<String>);

fn alike_in(old: &[Thing], new: &[Thing], (of_old, of_new): Evidence<'_>, free: &mut Free) {
    let signs = |things: &[Thing], free: &BTreeSet<usize>, evidence: &dyn Fn(&Thing) -> Option<String>| {
        let mut signs: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in free {
            if let Some(sign) = evidence(&things[*at]) {
                signs.entry(sign).or_default().push(*at);
            }
        }
        signs
    };
    let (before, after) = (signs(old, &free.old, of_old), signs(new, &free.new, of_new));
    for (sign, old) in before {
        if let ([old], Some([new])) = (old.as_slice(), after.get(&sign).map(Vec::as_slice)) {
            free.take(*old, *new, MatchedBy::Evidence);
        }
    }
}

fn field<'t>(thing: &'t Thing, name: &str) -> Option<&'t serde_json::Value> {
    thing.fields.iter().find(|field| field.name == name)?.value.as_ref()
}

/// Addresses in the world: its own, or those of what it says to be exactly.
pub fn identifiers(thing: &Thing) -> Option<String> {
    if let Some(own) = ["uri", "oid"].iter().find_map(|name| field(thing, name)) {
        return Some(own.to_string());
    }
    let mappings = field(thing, "mappings")?.as_array()?.iter();
    let exact: Vec<String> = mappings.filter(|mapping| mapping["match"] == "exact").map(|mapping| mapping["uri"].to_string()).collect();
    (!exact.is_empty()).then(|| exact.join(" "))
}

/// A name without capitals and accents; names of a sign or two say nothing.
fn names(thing: &Thing) -> Option<String> {
    let names: BTreeSet<String> = thing.name.versions().map(|(_, name)| folded(name)).collect();
    let sign = names.into_iter().collect::<Vec<_>>().join("|");
    (sign.chars().count() > 2).then_some(sign)
}

/// Letters and digits without capitals and the accents of Finnish and Swedish, so that `Kaavamaarays` is `Kaavamääräys`.
fn folded(text: &str) -> String {
    let plain = |c: char| match c {
        'ä' | 'å' | 'á' | 'à' => 'a',
        'ö' | 'ó' | 'ò' => 'o',
        'é' | 'è' => 'e',
        'ü' => 'u',
        c => c,
    };
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).map(plain).collect()
}

/// What defines it, in the same words.
fn definitions(thing: &Thing) -> Option<String> {
    let text = field(thing, "definition").or_else(|| field(thing, "text"))?.to_string();
    (text.chars().count() > 30).then_some(text)
}

/// All that it says; things that say next to nothing are alike without being the same.
fn contents(thing: &Thing) -> Option<String> {
    let text = thing.json().to_string();
    (text.chars().count() > 80).then_some(text)
}

/// More pairs than this are not weighed: where so much changed, nothing can be told by likeness.
const MOST_PAIRS: usize = 40_000;
/// How alike two things have to be, of 1.
const ENOUGH: f64 = 0.6;
/// How much more alike they have to be than either is to any other.
const MARGIN: f64 = 0.15;

/// Matches what is far more alike than anything else.
fn similar(old_things: &[Thing], new_things: &[Thing], free: &mut Free) {
    if free.old.len() * free.new.len() > MOST_PAIRS {
        return;
    }
    let before: Vec<(usize, Features)> = free.old.iter().map(|at| (*at, Features::of(&old_things[*at]))).collect();
    let after: Vec<(usize, Features)> = free.new.iter().map(|at| (*at, Features::of(&new_things[*at]))).collect();
    let weights: Vec<Vec<f64>> = before.iter().map(|(_, a)| after.iter().map(|(_, b)| a.likeness(b)).collect()).collect();
    for (i, (old, _)) in before.iter().enumerate() {
        for (j, (new, _)) in after.iter().enumerate() {
            if are_others(&old_things[*old], &new_things[*new]) {
                continue;
            }
            let weight = weights[i][j];
            let others = weights[i].iter().enumerate().filter(|(at, _)| *at != j).map(|(_, weight)| *weight);
            let rivals = weights.iter().enumerate().filter(|(at, _)| *at != i).map(|(_, row)| row[j]);
            if weight >= ENOUGH && others.chain(rivals).all(|other| weight - other >= MARGIN) {
                free.take(*old, *new, MatchedBy::Evidence);
            }
        }
    }
}

/// Whether a tool gave both a mark of their own, and these are not the same: then they are two things, however alike.
fn are_others(old: &Thing, new: &Thing) -> bool {
    let mark = |thing: &Thing| identifiers(thing).filter(|address| address.contains("urn:uuid:"));
    mark(old).zip(mark(new)).is_some_and(|(old, new)| old != new)
}

/// What likeness is told by: the words of the name and the id, and all else that is said.
struct Features {
    names: BTreeSet<String>,
    says: BTreeSet<String>,
}

impl Features {
    fn of(thing: &Thing) -> Self {
        let mut names = words(&thing.key);
        for (_, name) in thing.name.versions() {
            names.extend(words(name));
        }
        let mut says = BTreeSet::new();
        for field in thing.fields.iter().filter(|field| !matches!(field.name.as_ref(), "name" | "title" | "renamed_from" | "history" | "version")) {
            let Some(value) = &field.value else { continue };
            if field.form == Form::Text {
                says.extend(words(&value.to_string()));
            } else {
                says.insert(format!("{}={value}", field.name));
            }
        }
        says.extend(thing.parts.iter().flat_map(|part| part.things.iter().map(move |thing| format!("{}:{}", part.name, thing.key))));
        Self { names, says }
    }

    /// Between 0 and 1: words of names weigh as much as all else together.
    fn likeness(&self, other: &Self) -> f64 {
        f64::midpoint(shared(&self.names, &other.names), shared(&self.says, &other.says))
    }
}

/// Words of three letters and more, each as its first five letters: endings of Finnish words differ.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(folded);
    words.filter(|word| word.chars().count() > 2).map(|word| word.chars().take(5).collect()).collect()
}

fn shared(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let both = a.intersection(b).count();
    let all = a.len() + b.len() - both;
    if all == 0 { 0.0 } else { both as f64 / all as f64 }
}
