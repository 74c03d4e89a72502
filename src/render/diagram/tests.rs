//! The promises of a concept diagram, kept.

use super::{ConceptDiagram, concept_diagram};

#[test]
fn an_empty_diagram_is_a_valid_picture() {
    let svg = concept_diagram(&ConceptDiagram::default());
    assert!(svg.markup.starts_with("<svg ") && svg.markup.ends_with("</svg>\n"));
    assert!(svg.width > 0.0 && svg.height > 0.0);
}
