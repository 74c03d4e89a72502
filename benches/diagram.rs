//! How long a concept diagram takes: a hundred concepts in a tree with ties across, and a hundred around a few that all know.
//!
//! ```text
//! cargo bench --bench diagram
//! ```

use std::io::Write as _;
use std::time::{Duration, Instant};

use virta::render::diagram::{ConceptBox, ConceptDiagram, ConceptEdge, EdgeKind, concept_diagram};

/// What a diagram of a hundred concepts may take.
const MOST: Duration = Duration::from_millis(50);

fn main() {
    let mut slow = Vec::new();
    for (name, diagram) in [("tree", tree(100)), ("hubs", hubs(100)), ("parts", parts(100))] {
        let mut times: Vec<Duration> = (0..9).map(|_| taken(&diagram)).collect();
        times.sort_unstable();
        let (least, middle) = (times[0], times[times.len() / 2]);
        let svg = concept_diagram(&diagram);
        let size = svg.as_str().split('"').skip_while(|part| !part.ends_with("viewBox=")).nth(1).unwrap_or_default();
        let line = format!(
            "{name:6} {:3} concepts {:3} relations  {:6.1} ms (least {:.1})  {size}\n",
            diagram.boxes.len(),
            diagram.edges.len(),
            ms(middle),
            ms(least)
        );
        let _ = std::io::stdout().write_all(line.as_bytes());
        // The least of some: what else the machine does is not the diagram's.
        if least > MOST {
            slow.push(name);
        }
    }
    assert!(slow.is_empty(), "more than {} ms: {}", ms(MOST), slow.join(", "));
}

/// The time of one drawing.
fn taken(diagram: &ConceptDiagram) -> Duration {
    let begun = Instant::now();
    assert!(!concept_diagram(diagram).as_str().is_empty());
    begun.elapsed()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn key(number: usize) -> String {
    format!("{number:03}")
}

fn boxes(count: usize) -> Vec<ConceptBox> {
    let lines = ["tunniste 1", "alkamispäivä: päivä 1", "päättymispäivä: päivä 0..1", "tila: koodi 0..1"];
    let concept = |number: usize| ConceptBox {
        key: key(number),
        name: format!("käsite {number}"),
        href: Some(format!("../{number}/")),
        lines: lines[..number % 5].iter().map(|line| (*line).to_owned()).collect(),
        ..ConceptBox::default()
    };
    (0..count).map(concept).collect()
}

fn tie(from: usize, to: usize) -> ConceptEdge {
    let kinds = [EdgeKind::Composition, EdgeKind::Association, EdgeKind::Generalization, EdgeKind::Association];
    ConceptEdge { kind: kinds[from % 4], from: key(from), to: key(to), from_cardinality: "1".into(), to_cardinality: "0..*".into(), name: "liittyy".into() }
}

/// A tree, and ties from every third concept to some other.
fn tree(count: usize) -> ConceptDiagram {
    let edges = (1..count).map(|number| tie(number / 3, number)).chain((0..count * 3 / 10).map(|number| tie(number * 3, (number * 7 + 11) % count)));
    ConceptDiagram { boxes: boxes(count), edges: edges.collect(), ..ConceptDiagram::default() }
}

/// Three concepts that nearly every other refers to, some more than once, as in the tables of a database.
fn hubs(count: usize) -> ConceptDiagram {
    let ties = |number: usize| {
        let own = (0..=number % 4).map(move |_| tie(number, 0));
        own.chain(number.is_multiple_of(2).then(|| tie(number, 1))).chain(number.is_multiple_of(3).then(|| tie(number, 2)))
    };
    ConceptDiagram { boxes: boxes(count), edges: (3..count).flat_map(ties).collect(), ..ConceptDiagram::default() }
}

/// Ten small models side by side.
fn parts(count: usize) -> ConceptDiagram {
    let edges = (0..count).filter(|number| number % 10 > 0).map(|number| tie(number - number % 10 + (number % 10) / 2, number));
    ConceptDiagram { boxes: boxes(count), edges: edges.collect(), ..ConceptDiagram::default() }
}
