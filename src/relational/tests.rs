//! What follows from a model, as lines.

use super::{Tables, Target};
use crate::render::export::tests::PROJECT;
use crate::testing::{resolved, sources};

/// What every model of a test says of itself.
const HEAD: &str = "version = \"1.0.0\"\nstatus = \"draft\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First\"\n";

/// A table as a line: its name, its columns with cardinalities and what they refer to; the key is marked.
fn lines(tables: &Tables<'_>) -> Vec<String> {
    let column = |table: &super::Table<'_>, at: usize| {
        let column = &table.columns[at];
        let key = if table.key == Some(at) { "*" } else { "" };
        let to = match &column.refers_to {
            Some(Target::Table(other)) => format!(" -> {}", tables.tables[*other].name),
            Some(Target::Elsewhere(concept)) => format!(" -> {concept}"),
            None => String::new(),
        };
        format!("{key}{} {}{to}", column.name, column.cardinality)
    };
    let tables_ = tables.tables.iter().map(|table| {
        let columns: Vec<String> = (0..table.columns.len()).map(|at| column(table, at)).collect();
        format!("{}: {}", table.name, columns.join(", "))
    });
    let joins = tables.joins.iter().map(|join| format!("{}: {}, {}", join.name, join.ends[0].1, join.ends[1].1));
    tables_.chain(joins).collect()
}

#[test]
fn keys_and_references_follow_from_the_model() {
    let (model, _) = resolved(&sources(PROJECT));
    let models: Vec<_> = model.concept_models.values().collect();
    assert_eq!(
        lines(&Tables::of(&models)),
        [
            "asiakas: *tunniste 1, syntynyt 0..1",
            "kaynti: *tunniste 1, asiakas 1 -> asiakas, alkoi 1, kiire 1, hinta 0..1, kesto 0..1, vuosi 0..1, maara 0..1, osuus 0..1, peruttu 0..1, \
             syyt 1..*, teksti 0..1",
            "kotikaynti: *tunniste 1 -> kaynti, matka 1",
            "hoitaja: *tunniste 1",
            "lasku: *id 1, summa 1, kaynti 1 -> kaynti",
            "hoitajat: kaynti, hoitaja",
        ]
    );
}

#[test]
fn parts_of_relations_and_concepts_of_other_models_are_references_and_no_keys() {
    let text = r#"
//- models/concepts/a.toml
name = "A"
{HEAD}
[concepts.plan]
name = "plan"
[concepts.plan.attributes.client]
name = "client"
type = "identifier"
cardinality = "1"
[concepts.plan.attributes.made-by]
name = "made by"
type = "identifier"
cardinality = "1"
[concepts.worker]
name = "worker"
[concepts.worker.attributes.number]
name = "number"
type = "identifier"
cardinality = "1"
[[relations]]
id = "r1"
kind = "association"
from = { concept = "plan", cardinality = "0..*" }
to = { concept = "b/client", cardinality = "1" }
[[relations]]
id = "r2"
kind = "association"
from = { concept = "plan", cardinality = "0..*" }
to = { concept = "worker", cardinality = "1", role = "madeBy" }
//- models/concepts/b.toml
name = "B"
{HEAD}
[concepts.client]
name = "client"
"#;
    let (model, report) = resolved(&sources(&text.replace("{HEAD}\n", HEAD)));
    assert_eq!(report.errors_only().human(false), "");
    let tables = Tables::of(&[&model.concept_models["a"]]);
    assert_eq!(lines(&tables), ["plan: *id 1, client 1 -> b/client, made-by 1 -> worker", "worker: *number 1"]);
}
