//! Whole projects in, and every step that is reached.

use super::*;
use crate::testing::{resolved, sources};

const PROJECT: &str = r#"
//- models/information-model.toml
name = "Information"
version = "1.0.0"
status = "draft"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First"
[[areas]]
id = "care"
name = "Care"
readiness = "partly"
[[needs]]
id = "n1"
text = "How many visits?"
areas = ["care"]
indicators = ["visits"]
//- models/code-lists/kind.toml
name = "Kinds"
version = "1.0.0"
status = "draft"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First"
[[codes]]
code = "a"
name = "A"
[[codes]]
code = "a1"
name = "A1"
broader = "a"
//- models/concepts/care.toml
name = "Care"
version = "1.0.0"
status = "draft"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First"
[concepts.event]
name = "event"
[concepts.visit]
name = "visit"
[concepts.visit.attributes.kind]
name = "kind"
type = "code"
code_list = "kind"
[concepts.season]
name = "season"
definition = "A row of [visits](concept:care/visit)."
[[relations]]
id = "visit-is-event"
kind = "generalization"
from = { concept = "visit" }
to = { concept = "event" }
//- content/indicators/visits/index.md
+++
name = "Visits"
version = "1.0.0"
status = "draft"
unit = "count"
decimals = 0
counts = "other"
polarity = "none"
area = "care"
concepts = ["care/visit"]
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First"
+++
//- content/use-cases/access/index.md
+++
title = "Access"
version = "1.0.0"
status = "draft"
area = "care"
indicators = ["visits"]
models = [{ id = "care", version = "1.0.0" }]
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First"
[[questions]]
id = "q1"
text = "How many?"
indicators = ["visits"]
[[requirements]]
id = "r1"
text = "The kind is recorded."
level = "shall"
concept = "care/visit.kind"
+++
//- models/collections/implementations.toml
name = "Implementations"
[fields.use_case]
type = "reference"
to = "use-case"
[fields.requirement]
type = "text"
//- content/implementations/one/index.md
+++
title = "One"
use_case = "access"
requirement = "r1"
+++
"#;

fn told(steps: &[Step]) -> String {
    steps.iter().fold(String::new(), |told, step| format!("{told}{} {} <- {} {}\n", step.distance, step.thing, step.through, step.tie.word()))
}

fn impact() -> (Model, Impact) {
    let (model, report) = resolved(&sources(PROJECT));
    assert_eq!(report.errors_only().human(false), "");
    let impact = Impact::new(&model);
    (model, impact)
}

#[test]
fn a_code_list_reaches_the_attribute_its_requirement_and_the_use_case() {
    let (_, impact) = impact();
    let expected = "\
1 attribute:care/visit.kind <- code-list:kind values
2 concept:care/visit <- attribute:care/visit.kind part
2 requirement:access/r1 <- attribute:care/visit.kind required
3 concept-model:care <- concept:care/visit part
3 concept:care/season <- concept:care/visit defines
3 indicator:visits <- concept:care/visit rests
3 use-case:access <- requirement:access/r1 part
3 implementations:one <- requirement:access/r1 refers
4 question:access/q1 <- indicator:visits answers
4 need:n1 <- indicator:visits meets
4 area:care <- indicator:visits belongs
";
    assert_eq!(told(&impact.reached(&Thing::CodeList("kind".into()))), expected);
}

#[test]
fn a_code_reaches_those_under_it_and_its_list() {
    let (_, impact) = impact();
    let steps = impact.reached(&Thing::Code("kind".into(), "a".into()));
    assert_eq!(told(&steps[..2]), "1 code-list:kind <- code:kind/a part\n1 code:kind/a1 <- code:kind/a under\n");
}

#[test]
fn an_attribute_reaches_its_requirement_beside_its_concept() {
    let (_, impact) = impact();
    let (attribute, concept) = (Thing::parse("attribute:care/visit.kind"), Thing::parse("concept:care/visit"));
    let steps = impact.reached_beside(&attribute.expect("an attribute"), &concept.expect("a concept"));
    let expected = "\
1 requirement:access/r1 <- attribute:care/visit.kind required
2 use-case:access <- requirement:access/r1 part
2 implementations:one <- requirement:access/r1 refers
3 area:care <- use-case:access belongs
";
    assert_eq!(told(&steps), expected);
}

#[test]
fn a_general_concept_reaches_its_kinds() {
    let (_, impact) = impact();
    let steps = impact.reached(&Thing::parse("concept:care/event").expect("a concept"));
    assert!(
        told(&steps).starts_with("1 concept-model:care <- concept:care/event part\n1 concept:care/visit <- concept:care/event kind\n2 "),
        "{}",
        told(&steps)
    );
}

#[test]
fn a_use_case_rests_on_all_that_reaches_it() {
    let (model, impact) = impact();
    let steps = impact.rests_on(&Thing::UseCase("access".into()));
    let things: Vec<String> = steps.iter().map(|step| step.thing.to_string()).collect();
    assert!(things.contains(&"code:kind/a1".to_owned()) && things.contains(&"concept:care/event".to_owned()), "{things:?}");
    for step in &steps {
        assert!(step.thing.is_in(&model), "{}", step.thing);
        assert!(impact.reached(&step.thing).iter().any(|one| one.thing == Thing::UseCase("access".into())), "{}", step.thing);
    }
}

#[test]
fn things_are_read_as_they_are_written() {
    for text in ["concept-model:m", "concept:m/c", "attribute:m/c.a", "code-list:l", "code:l/1", "indicator:i", "example:i/e", "requirement:u/r", "findings:f"]
    {
        assert_eq!(Thing::parse(text).map(|thing| thing.to_string()).as_deref(), Some(text));
    }
    assert_eq!(Thing::parse("concept:m/c.a").map(|thing| thing.to_string()).as_deref(), Some("attribute:m/c.a"));
    for text in ["", "concept", "concept:", "concept:m", "code:l", "page:p", ":x"] {
        assert_eq!(Thing::parse(text), None, "{text}");
    }
}
