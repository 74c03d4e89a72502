//! Worked examples: synthetic records of concepts, and the values that the calculation gives for them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::indicators::Tables;

use crate::diagnostic::{Diagnostic, Report};
use crate::model::concept::RelationKind;
use crate::model::indicator::{Example, ExampleTable};
use crate::model::{ConceptRef, Indicator};
use crate::parse::concept::ConceptModelMatter;
use crate::parse::front_matter::readable;
use crate::parse::indicator::IndicatorMatter;
use crate::parse::{Documents, Written, records};
use crate::source::SourceFile;

/// The worked examples of an indicator.
pub fn examples(
    document: &Written<IndicatorMatter>,
    indicator: &Indicator,
    documents: &Documents,
    tables: Option<Tables<'_>>,
    report: &mut Report,
) -> Vec<Example> {
    let mut examples = Vec::new();
    for (case, files) in &document.examples {
        let mut example = Example { id: case.clone(), tables: Vec::new(), expected: None, calculation: None };
        for (name, file) in files {
            match name.as_str() {
                "expected.csv" => example.expected = tables.and_then(|tables| tables.observations(file, indicator, report)).map(Arc::new),
                "calculation.sql" => example.calculation = sql(file, report),
                _ => example.tables.extend(records_of(name, file, document, documents, report)),
            }
        }
        if let Some((_, file)) = files.iter().next().filter(|_| !files.contains_key("expected.csv")) {
            report.push(
                Diagnostic::error(file, 0..0, "example-without-result", format!("the worked example `{case}` has no expected.csv"))
                    .help("write what the calculation gives, in the form of data.csv"),
            );
        }
        examples.push(example);
    }
    examples
}

fn sql(file: &SourceFile, report: &mut Report) -> Option<String> {
    readable(file, report).map(|text| text.trim_start_matches('\u{feff}').to_owned())
}

/// A table of records, whose columns are attributes of a concept that the indicator rests on.
fn records_of(name: &str, file: &SourceFile, document: &Written<IndicatorMatter>, documents: &Documents, report: &mut Report) -> Option<ExampleTable> {
    let concept = name.trim_end_matches(".csv");
    let table = records::records(file, report)?;
    let concepts = &document.matter.concepts;
    if let Some(reference) = concepts.iter().find(|reference| *reference.value.concept == *concept) {
        check_columns(&reference.value, &table, file, documents, report);
    } else if document.matter.concepts_are_whole {
        let names = concepts.iter().map(|reference| &*reference.value.concept);
        report.push(Diagnostic::error(file, 0..0, "unknown-concept", format!("the indicator rests on no concept `{concept}`")).suggest(
            concept,
            names,
            "a table of an example is named after a concept in the indicator's `concepts`",
        ));
    }
    Some(ExampleTable { concept: concept.into(), columns: table.columns.into_iter().map(|(name, _)| name).collect(), rows: table.rows })
}

fn check_columns(concept: &ConceptRef, table: &records::Records, file: &SourceFile, documents: &Documents, report: &mut Report) {
    let Some(known) = attributes(concept, documents) else { return };
    for (column, span) in &table.columns {
        if !known.contains(column.as_str()) {
            let error = Diagnostic::error(file, span.clone(), "unknown-attribute", format!("the concept `{concept}` has no attribute `{column}`"));
            report.push(error.suggest(column, known.iter().copied(), "the columns of an example are attributes of its concept"));
        }
    }
}

/// The attributes of a concept, and of those it is a kind of; `None` where a model is not there to be asked.
fn attributes<'a>(concept: &ConceptRef, documents: &'a Documents) -> Option<BTreeSet<&'a str>> {
    let mut attributes = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut next = vec![concept.clone()];
    while let Some(at) = next.pop() {
        if !seen.insert(at.clone()) {
            continue;
        }
        let model = &documents.concept_models.documents.get(&at.model)?.matter;
        let of = model.concepts.iter().filter(|(id, _)| id.value == at.concept).flat_map(|(_, concept)| &concept.attributes);
        attributes.extend(of.map(|(id, _)| id.value.as_str()));
        next.extend(general(&at, model));
    }
    Some(attributes)
}

fn general<'a>(concept: &'a ConceptRef, model: &'a ConceptModelMatter) -> impl Iterator<Item = ConceptRef> + 'a {
    let in_model = |text: &str| ConceptRef::in_model(text, &concept.model);
    model.relations.iter().filter_map(move |relation| {
        let relation = &relation.value;
        relation.kind.as_ref().filter(|kind| kind.value == RelationKind::Generalization)?;
        let from = in_model(&relation.from.as_ref()?.concept.as_ref()?.value);
        (from == *concept).then_some(())?;
        Some(in_model(&relation.to.as_ref()?.concept.as_ref()?.value))
    })
}
