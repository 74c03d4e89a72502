//! The promises of a concept diagram, kept.

use std::ops::Range;

use proptest::prelude::*;

use super::chart::Chart;
use super::picture::{Area, Picture, Point, Words};
use super::{BoxTie, ConceptBox, ConceptDiagram, ConceptEdge, EdgeKind, concept_diagram, pack, text};

/// A box with a name and attributes.
fn concept(key: &str, name: &str, lines: &[&str]) -> ConceptBox {
    let lines = lines.iter().map(|line| (*line).to_owned()).collect();
    ConceptBox { key: key.into(), name: name.into(), href: Some(format!("../{key}/")), lines, ..ConceptBox::default() }
}

/// A relation with cardinalities and a name.
fn relation(kind: EdgeKind, from: (&str, &str), to: (&str, &str), name: &str) -> ConceptEdge {
    let [from, from_cardinality, to, to_cardinality, name] = [from.0, from.1, to.0, to.1, name].map(str::to_owned);
    ConceptEdge { kind, from, to, from_cardinality, to_cardinality, name }
}

/// The service event as in the mock of the model page.
fn service_event() -> ConceptDiagram {
    use EdgeKind::{Aggregation, Association, Composition, Generalization};
    let mut boxes = vec![
        concept("asiakas", "asiakas", &["tunniste 1", "syntymäaika: päivä 0..1"]),
        concept("kaynti", "käynti", &["ajankohta: päivä ja aika 1", "yhteystapa: koodi 1"]),
        concept("tapahtuma", "palvelutapahtuma", &[]),
        concept("vastaanotto", "vastaanottokäynti", &["toimipiste 1"]),
        concept("etakaynti", "etäasiointi & <muut>", &["väline 1"]),
        concept("yksikko", "palveluyksikkö", &["yksikön tunniste 1"]),
        concept("yksin", "yksinäinen käsite", &[]),
    ];
    boxes[1].chosen = true;
    boxes[5].outside = true;
    let edges = vec![
        relation(Association, ("asiakas", "1"), ("kaynti", "0..*"), "koskee"),
        relation(Composition, ("tapahtuma", "1"), ("kaynti", "1..*"), "sisältää käynnit"),
        relation(Generalization, ("vastaanotto", ""), ("kaynti", ""), ""),
        relation(Generalization, ("etakaynti", ""), ("kaynti", ""), ""),
        relation(Aggregation, ("yksikko", "0..1"), ("tapahtuma", "0..*"), ""),
        relation(Association, ("yksikko", "0..1"), ("yksikko", "0..*"), "ohjaa"),
        relation(Association, ("yksikko", "1"), ("nobody", "1"), "is not drawn"),
    ];
    ConceptDiagram { id_prefix: "m".into(), title: "Palvelutapahtuma".into(), description: "Käynti koskee asiakasta.".into(), boxes, edges }
}

/// What is drawn for a diagram.
fn drawn(diagram: &ConceptDiagram) -> Picture {
    pack::picture(&Chart::of(diagram))
}

#[test]
fn an_empty_diagram_is_a_valid_picture() {
    let svg = concept_diagram(&ConceptDiagram::default()).into_string();
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
    well_formed(&svg);
}

/// Where the picture is meant to change, write what the message shows over `golden.svg`.
#[test]
fn a_small_diagram_stays_as_it_is() {
    let svg = concept_diagram(&service_event()).into_string();
    assert!(svg == include_str!("golden.svg").trim_end(), "the picture is now\n{svg}");
}

#[test]
fn every_relation_between_known_concepts_is_drawn_once() {
    let diagram = service_event();
    let mut relations: Vec<usize> = drawn(&diagram).lines.iter().map(|line| line.relation).collect();
    relations.sort_unstable();
    assert_eq!(relations, (0..6).collect::<Vec<_>>());
}

#[test]
fn a_hub_of_many_fits_the_page() {
    let mut diagram = ConceptDiagram { boxes: vec![concept("hub", "keskus", &[])], ..ConceptDiagram::default() };
    for number in 0..20 {
        let key = format!("k{number:02}");
        diagram.boxes.push(concept(&key, &key, &["alku: päivä 1"]));
        diagram.edges.push(relation(EdgeKind::Association, ("hub", "1"), (&key, "0..*"), ""));
    }
    let picture = drawn(&diagram);
    assert!(picture.width <= 910.0, "{} wide", picture.width);
    sound(&picture);
}

#[test]
fn boxes_that_stand_alone_are_packed_in_a_grid() {
    let boxes = (0..30).map(|number| concept(&format!("{number:02}"), "yksin", &[])).collect();
    let picture = drawn(&ConceptDiagram { boxes, ..ConceptDiagram::default() });
    assert!(picture.width <= 910.0 && picture.height < 400.0, "{} by {}", picture.width, picture.height);
    sound(&picture);
}

#[test]
fn more_than_dagre_is_asked_for_is_drawn_all_the_same() {
    let key = |number: usize| format!("{number:04}");
    let boxes = (0..900).map(|number| concept(&key(number), "käsite", &[])).collect();
    let edges = (1..900).map(|number| relation(EdgeKind::Composition, (&key(number / 2), "1"), (&key(number), "0..*"), "")).collect();
    sound(&drawn(&ConceptDiagram { boxes, edges, ..ConceptDiagram::default() }));
}

#[test]
fn a_large_part_is_not_much_wider_than_the_page() {
    let key = |number: usize| format!("{number:03}");
    let boxes = (0..100).map(|number| concept(&key(number), &format!("käsite {number}"), &["tila 0..1"])).collect();
    let edges = (1..100).map(|number| relation(EdgeKind::Composition, (&key(number / 9), "1"), (&key(number), "0..*"), "koostuu")).collect();
    let picture = drawn(&ConceptDiagram { boxes, edges, ..ConceptDiagram::default() });
    assert!(picture.width <= 1500.0, "{} wide", picture.width);
    sound(&picture);
}

#[test]
fn a_long_chain_is_drawn() {
    let key = |number: usize| format!("{number:04}");
    let boxes = (0..400).map(|number| concept(&key(number), "käsite", &[])).collect();
    let edges = (1..400).map(|number| relation(EdgeKind::Association, (&key(number - 1), "1"), (&key(number), "0..*"), "seuraa")).collect();
    sound(&drawn(&ConceptDiagram { boxes, edges, ..ConceptDiagram::default() }));
}

#[test]
fn long_names_are_broken_and_long_lists_are_counted() {
    let attributes: Vec<String> = (0..12).map(|number| format!("attribuutti {number}: päivä 0..1")).collect();
    let lines: Vec<&str> = attributes.iter().map(String::as_str).collect();
    let name = "sosiaalihuollon palveluntuottajan omavalvontasuunnitelman liite";
    let diagram = ConceptDiagram { boxes: vec![concept("a", name, &lines)], ..ConceptDiagram::default() };
    let card = &Chart::of(&diagram).cards[0];
    assert_eq!(card.head.join(" "), name);
    assert!(card.head.len() > 1 && card.width <= 230.0);
    assert_eq!(card.rows.last().map(|row| row.kind.as_str()), Some("+ 4"));
    assert_eq!(card.rows[0].name, "attribuutti 0");
    assert_eq!(card.rows[0].kind, ": päivä");
    assert_eq!(card.rows[0].cardinality, "0..1");
}

#[test]
fn a_concept_that_stands_alone_moves_no_other() {
    let places = |diagram: &ConceptDiagram| -> Vec<(String, Area)> {
        let chart = Chart::of(diagram);
        let mut places: Vec<_> = pack::picture(&chart).boxes.into_iter().map(|(card, area)| (chart.cards[card].concept.key.clone(), area)).collect();
        places.retain(|(key, _)| !key.starts_with("yksin"));
        places.sort_by(|a, b| a.0.cmp(&b.0));
        places
    };
    let before = service_event();
    let mut after = before.clone();
    after.boxes.push(concept("yksin-2", "toinen", &["a 1", "b 1"]));
    assert_eq!(places(&before), places(&after));
}

#[test]
fn words_break_at_spaces_then_at_marks_then_anywhere() {
    let wrap = |text: &str, room: f64| text::wrap(text, false, room).join("|");
    assert_eq!(wrap("hoidon  tarpeen\narviointi", 60.0), "hoidon|tarpeen|arviointi");
    assert_eq!(wrap("palvelun\u{ad}järjestäjä", 80.0), "palvelun-|järjestäjä");
    assert_eq!(wrap("palvelun\u{ad}järjestäjä", 200.0), "palvelunjärjestäjä");
    assert_eq!(wrap("condition_occurrence_id", 100.0), "condition_|occurrence_id");
    assert!(text::wrap(&"a".repeat(50), false, 80.0).iter().all(|line| text::width(line, false) <= 80.0));
    assert_eq!(wrap(" \u{ad} ", 80.0), "");
}

/// A text that a model could hold, and some that none should.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-zäö]{1,14}( [a-zäö]{1,14}){0,3}",
        1 => Just(String::new()),
        1 => "\\PC{0,40}",
        1 => "[a-zäö]{30,60}",
        1 => Just("<a href=\"x\">&amp;\u{0}\u{ad}ja\u{ad}".to_owned()),
    ]
}

/// What a box is tied to, with links and without.
fn any_ties() -> impl Strategy<Value = Vec<BoxTie>> {
    proptest::collection::vec((any_text(), proptest::option::of(any_text())).prop_map(|(text, href)| BoxTie { text, href }), 0..4)
}

/// A box under one of some keys.
fn any_box(keys: u8) -> impl Strategy<Value = ConceptBox> {
    (0..keys, any_text(), proptest::option::of(any_text()), proptest::collection::vec(any_text(), 0..12), any_ties(), any::<bool>(), any::<bool>())
        .prop_map(|(key, name, href, lines, ties, chosen, outside)| ConceptBox { key: format!("k{key}"), name, href, lines, ties, chosen, outside })
}

/// A relation between two of some keys, or with one that no box has.
fn any_edge(keys: u8) -> impl Strategy<Value = ConceptEdge> {
    use EdgeKind::{Aggregation, Association, Composition, Generalization};
    let kind = prop_oneof![Just(Association), Just(Aggregation), Just(Composition), Just(Generalization)];
    let cardinality = || prop_oneof![8 => "(0|1)\\.\\.(1|\\*)", 2 => Just(String::new()), 1 => any_text()];
    (kind, 0..=keys, 0..=keys, cardinality(), cardinality(), prop_oneof![Just(String::new()), any_text()]).prop_map(
        |(kind, from, to, from_cardinality, to_cardinality, name)| ConceptEdge {
            kind,
            from: format!("k{from}"),
            to: format!("k{to}"),
            from_cardinality,
            to_cardinality,
            name,
        },
    )
}

/// A model of any shape.
fn any_diagram() -> impl Strategy<Value = ConceptDiagram> {
    diagram_of(16, 0..18, 0..26)
}

/// A model of any shape and of some size.
fn diagram_of(keys: u8, boxes: Range<usize>, edges: Range<usize>) -> impl Strategy<Value = ConceptDiagram> {
    let boxes = proptest::collection::vec(any_box(keys), boxes);
    (any_text(), boxes, proptest::collection::vec(any_edge(keys), edges)).prop_map(|(title, boxes, edges)| ConceptDiagram {
        id_prefix: "p".into(),
        description: title.clone(),
        title,
        boxes,
        edges,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_in_any_diagram(diagram in any_diagram()) {
        sound(&drawn(&diagram));
    }

    #[test]
    fn any_diagram_is_well_formed(diagram in any_diagram()) {
        well_formed(&concept_diagram(&diagram).into_string());
    }

    #[test]
    fn the_order_of_the_input_does_not_matter(
        (diagram, boxes, edges) in any_diagram().prop_flat_map(|diagram| {
            let (boxes, edges) = (diagram.boxes.clone(), diagram.edges.clone());
            (Just(diagram), Just(boxes).prop_shuffle(), Just(edges).prop_shuffle())
        })
    ) {
        let first = concept_diagram(&diagram);
        prop_assert_eq!(&first, &concept_diagram(&diagram));
        prop_assert_eq!(&first, &concept_diagram(&ConceptDiagram { boxes, edges, ..diagram }));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_in_large_diagrams(diagram in diagram_of(60, 20..70, 20..130)) {
        sound(&drawn(&diagram));
    }

    #[test]
    fn nothing_overlaps_in_very_large_diagrams(diagram in diagram_of(150, 150..260, 100..200)) {
        sound(&drawn(&diagram));
    }
}

/// Nothing overlaps, no line runs through a box or a word, and all is inside the picture.
fn sound(picture: &Picture) {
    let boxes: Vec<Area> = picture.boxes.iter().map(|(_, area)| *area).collect();
    let words: Vec<Area> = picture.lines.iter().flat_map(|line| &line.words).map(Words::area).collect();
    let strokes: Vec<Area> = picture.lines.iter().flat_map(|line| &line.strokes).flat_map(|stroke| stroke.windows(2)).map(between).collect();
    for (place, one) in boxes.iter().enumerate() {
        for other in boxes[..place].iter().chain(&words).chain(&strokes) {
            assert!(!overlap(one, other), "a box {one:?} lies on {other:?}");
        }
    }
    for (place, one) in boxes.iter().enumerate() {
        let around = Area { at: one.at.plus(-12.0, -12.0), width: one.width + 24.0, height: one.height + 24.0 };
        assert!(boxes[..place].iter().all(|other| !overlap(&around, other)), "a box stands too near to {one:?}");
    }
    for (place, one) in words.iter().enumerate() {
        for other in words[..place].iter().chain(&strokes) {
            assert!(!overlap(one, other), "words {one:?} lie on {other:?}");
        }
    }
    for area in boxes.iter().chain(&words).chain(&strokes) {
        let end = area.at.plus(area.width, area.height);
        let inside = area.at.x >= 0.0 && area.at.y >= 0.0 && end.x <= picture.width && end.y <= picture.height;
        assert!(inside, "{area:?} is outside of {} by {}", picture.width, picture.height);
    }
}

/// The area a straight piece of a line takes.
fn between(pair: &[Point]) -> Area {
    let (a, b) = (pair[0], pair[1]);
    assert!((a.x - b.x).abs() < 0.5 || (a.y - b.y).abs() < 0.5, "{a:?} to {b:?} is not straight");
    Area { at: Point { x: a.x.min(b.x), y: a.y.min(b.y) }, width: (a.x - b.x).abs(), height: (a.y - b.y).abs() }
}

/// Whether two areas have more than their edges in common.
fn overlap(a: &Area, b: &Area) -> bool {
    let apart = |a: f64, long: f64, b: f64, other: f64| a + long <= b + 0.5 || b + other <= a + 0.5;
    !apart(a.at.x, a.width, b.at.x, b.width) && !apart(a.at.y, a.height, b.at.y, b.height)
}

/// Every element is closed by its own name, every attribute is quoted, every `&` begins an entity.
fn well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    for piece in svg.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag ends");
        assert!(!text.contains('>') && !text.contains(|letter: char| letter.is_control() && letter != '\n'), "{text:?}");
        for entity in piece.split('&').skip(1) {
            let name = entity.split(';').next().unwrap_or_default();
            assert!(["amp", "lt", "gt", "quot"].contains(&name), "&{entity}");
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap_or_default());
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
    }
    assert!(open.is_empty(), "{open:?}");
}
