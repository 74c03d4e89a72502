//! The concepts of a large model in groups, each small enough to be read at once.
//!
//! **Nearest first:** what is a kind or a part of a thing stays with it, then what has to do with
//! it, as long as the group has room. What very many have to do with comes last. The relations' ids decide in which order, so that a new
//! relation moves no more than what it ties together.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::concept::RelationKind;
use crate::model::{Concept, ConceptModel, Id, Relation};

/// A model with more concepts than these is shown in groups besides.
pub const MANY: usize = 36;
/// The most concepts of one group.
const MOST: usize = 18;
/// So many neighbours by association make a concept a crossroads, and each further so many more of one.
const CROWD: usize = 8;

/// What a group is called after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name<'m> {
    /// The concept that most of its concepts are tied to.
    Hub(&'m Concept),
    /// Nothing: relations tie its concepts to other groups or to other models alone.
    Others,
    /// Nothing: no relation touches its concepts.
    Alone,
}

/// Concepts that belong together.
pub struct Group<'m> {
    /// What the group is called after.
    pub name: Name<'m>,
    /// The concepts, in the order of the source.
    pub concepts: Vec<&'m Concept>,
}

/// The groups of a model, in the order of their first concepts; those that nothing ties together come last.
pub fn groups(model: &ConceptModel) -> Vec<Group<'_>> {
    let places: BTreeMap<&Id, usize> = model.concepts.iter().enumerate().map(|(place, concept)| (&concept.id, place)).collect();
    let mut ties: Vec<(&Relation, usize, usize)> = model.relations.iter().filter_map(|one| ends(model, one, &places)).collect();
    let crowd = crowds(&ties, model.concepts.len());
    ties.sort_by_key(|(relation, from, to)| (crowd[*from].max(crowd[*to]), rank(relation.kind), &relation.id));
    let mut group: Vec<usize> = (0..model.concepts.len()).collect();
    for (_, from, to) in &ties {
        join(&mut group, *from, *to);
    }
    let mut by_group: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, group) in group.iter().enumerate() {
        by_group.entry(*group).or_default().push(place);
    }
    let (alone, together): (Vec<_>, Vec<_>) = by_group.into_values().partition(|places| places.len() == 1);
    let mut groups: Vec<Group<'_>> = together.into_iter().map(|places| named(model, &places, &ties)).collect();
    let is_tied = |place: &usize| model.relations.iter().any(|one| touches(one, model, &model.concepts[*place].id));
    let (others, alone): (Vec<usize>, Vec<usize>) = alone.into_iter().flatten().partition(is_tied);
    for (name, places) in [(Name::Others, others), (Name::Alone, alone)] {
        groups.extend(places.chunks(MOST).map(|places| Group { name, concepts: places.iter().map(|place| &model.concepts[*place]).collect() }));
    }
    groups
}

/// For each concept how much of a crossroads it is: what nearly all refer to brings nothing near.
fn crowds(ties: &[(&Relation, usize, usize)], concepts: usize) -> Vec<usize> {
    let mut around: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); concepts];
    for (_, from, to) in ties.iter().filter(|(relation, ..)| relation.kind == RelationKind::Association) {
        around[*from].insert(*to);
        around[*to].insert(*from);
    }
    around.iter().map(|others| others.len() / CROWD).collect()
}

/// The places of a relation's ends, where both are in the model and are not the same.
fn ends<'m>(model: &ConceptModel, relation: &'m Relation, places: &BTreeMap<&Id, usize>) -> Option<(&'m Relation, usize, usize)> {
    let place = |end: &crate::model::concept::RelationEnd| places.get(&end.concept.concept).filter(|_| end.concept.model == model.id).copied();
    let (from, to) = (place(&relation.from)?, place(&relation.to)?);
    (from != to).then_some((relation, from, to))
}

/// Whether a relation ties a concept to another one, here or in another model.
fn touches(relation: &Relation, model: &ConceptModel, concept: &Id) -> bool {
    let is_it = |end: &crate::model::concept::RelationEnd| end.concept.model == model.id && end.concept.concept == *concept;
    is_it(&relation.from) != is_it(&relation.to)
}

/// How near a relation brings its ends.
fn rank(kind: RelationKind) -> u8 {
    match kind {
        RelationKind::Composition => 0,
        RelationKind::Generalization => 1,
        RelationKind::Aggregation => 2,
        RelationKind::Association => 3,
    }
}

/// Makes one group of two, if it is not too large; it goes by the first place in it.
fn join(group: &mut [usize], from: usize, to: usize) {
    let (a, b) = (group[from], group[to]);
    let size = group.iter().filter(|one| **one == a || **one == b).count();
    if a != b && size <= MOST {
        group.iter_mut().filter(|one| **one == a || **one == b).for_each(|one| *one = a.min(b));
    }
}

fn named<'m>(model: &'m ConceptModel, places: &[usize], ties: &[(&Relation, usize, usize)]) -> Group<'m> {
    let inner = |place: usize| {
        let touches = |from: &usize, to: &usize| (*from == place && places.contains(to)) || (*to == place && places.contains(from));
        ties.iter().filter(|(_, from, to)| touches(from, to)).count()
    };
    let hub = places.iter().copied().max_by_key(|place| (inner(*place), std::cmp::Reverse(*place)));
    Group { name: hub.map_or(Name::Others, |place| Name::Hub(&model.concepts[place])), concepts: places.iter().map(|place| &model.concepts[*place]).collect() }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::testing::{resolved, sources};

    fn model(concepts: usize, relations: &[(&str, usize, usize)]) -> ConceptModel {
        let mut text = String::from(
            "//- models/concepts/m.toml\nname = \"M\"\nversion = \"1.0.0\"\nstatus = \"draft\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First\"\n",
        );
        for at in 0..concepts {
            let _ = write!(text, "[concepts.c{at}]\nname = \"c{at}\"\n");
        }
        for (at, (kind, from, to)) in relations.iter().enumerate() {
            let _ = write!(text, "[[relations]]\nid = \"r{at:03}\"\nkind = \"{kind}\"\nfrom = {{ concept = \"c{from}\" }}\nto = {{ concept = \"c{to}\" }}\n");
        }
        let (mut model, report) = resolved(&sources(&text));
        assert_eq!(report.errors_only().human(false), "");
        model.concept_models.remove("m").expect("the model")
    }

    fn told(model: &ConceptModel) -> Vec<(String, usize)> {
        let name = |name| match name {
            Name::Hub(hub) => hub.id.to_string(),
            Name::Others => "others".into(),
            Name::Alone => "alone".into(),
        };
        groups(model).iter().map(|group| (name(group.name), group.concepts.len())).collect()
    }

    #[test]
    fn parts_stay_with_their_wholes_and_no_group_is_too_large() {
        let mut relations: Vec<(&str, usize, usize)> = (1..=10).map(|part| ("composition", 0, part)).collect();
        relations.extend((12..=22).map(|part| ("composition", 11, part)));
        relations.push(("association", 3, 14));
        let model = model(25, &relations);
        assert_eq!(told(&model), [("c0".into(), 11), ("c11".into(), 12), ("alone".into(), 2)]);
    }

    #[test]
    fn what_found_no_room_beside_what_it_is_tied_to_is_not_called_without_relations() {
        let relations: Vec<(&str, usize, usize)> = (1..=20).map(|part| ("association", 0, part)).collect();
        let model = model(23, &relations);
        assert_eq!(told(&model), [("c0".into(), 18), ("others".into(), 3), ("alone".into(), 2)]);
    }

    #[test]
    fn every_concept_is_in_one_group() {
        let relations: Vec<(&str, usize, usize)> = (0..149).map(|at| (if at % 3 == 0 { "generalization" } else { "association" }, at, at + 1)).collect();
        let model = model(150, &relations);
        let groups = groups(&model);
        let mut all: Vec<&str> = groups.iter().flat_map(|group| &group.concepts).map(|concept| &*concept.id).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 150);
        assert!(groups.iter().all(|group| group.concepts.len() <= MOST));
    }
}
