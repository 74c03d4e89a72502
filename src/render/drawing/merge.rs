//! Relations that say the same of the same two concepts, as one line: the tables name each of them.

use std::collections::BTreeMap;

use crate::render::diagram::{ConceptEdge, EdgeKind};

/// With more parallel relations than these, one line stands for all.
const MANY: usize = 2;

/// The edges of a diagram, where no two boxes are tied by more than a few of one kind.
///
/// A line that stands for several is called by their number. At its ends stands what they all have there.
pub fn merged(edges: impl Iterator<Item = ConceptEdge>, count: impl Fn(usize) -> String) -> Vec<ConceptEdge> {
    let mut parallel: BTreeMap<(EdgeKind, String, String), Vec<ConceptEdge>> = BTreeMap::new();
    for edge in edges {
        parallel.entry((edge.kind, edge.from.clone(), edge.to.clone())).or_default().push(edge);
    }
    let one = |edges: Vec<ConceptEdge>| {
        if edges.len() <= MANY {
            return edges;
        }
        let same = |end: fn(&ConceptEdge) -> &String| {
            let first = end(&edges[0]);
            if edges.iter().all(|edge| end(edge) == first) { first.clone() } else { String::new() }
        };
        let (from_cardinality, to_cardinality) = (same(|edge| &edge.from_cardinality), same(|edge| &edge.to_cardinality));
        vec![ConceptEdge { from_cardinality, to_cardinality, name: count(edges.len()), ..edges[0].clone() }]
    };
    parallel.into_values().flat_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(to: &str, number: &str, name: &str) -> ConceptEdge {
        let [from, to, from_cardinality, to_cardinality, name] = ["a", to, "0..*", number, name].map(str::to_owned);
        ConceptEdge { kind: EdgeKind::Association, from, to, from_cardinality, to_cardinality, name }
    }

    #[test]
    fn two_parallel_relations_keep_their_names_and_three_become_one_line() {
        let edges = [edge("b", "1", "x"), edge("b", "1", "y"), edge("c", "1", "x"), edge("c", "0..1", "y"), edge("c", "1", "z"), edge("d", "1", "x")];
        let merged: Vec<_> = merged(edges.into_iter(), |n| format!("{n} relations"))
            .into_iter()
            .map(|edge| format!("{} {} {} {}", edge.to, edge.from_cardinality, edge.to_cardinality, edge.name))
            .collect();
        assert_eq!(merged, ["b 0..* 1 x", "b 0..* 1 y", "c 0..*  3 relations", "d 0..* 1 x"]);
    }
}
