//! Worked examples, held against the concepts they are examples of by the engine that judges extracts.

use super::{Extract, Finding, Records, Specification, check};
use crate::diagnostic::{Report, Severity};
use crate::model::{Indicator, Model};
use crate::relational::Tables;

/// The records of one table of an example.
struct Rows<'m> {
    columns: Vec<String>,
    rows: std::slice::Iter<'m, Vec<String>>,
}

impl Records for Rows<'_> {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn next(&mut self, record: &mut csv::ByteRecord) -> Result<bool, String> {
        let Some(row) = self.rows.next() else { return Ok(false) };
        record.clear();
        for cell in row {
            record.push_field(cell.as_bytes());
        }
        record.set_position(None);
        Ok(true)
    }

    fn separator(&self) -> u8 {
        b';'
    }
}

/// What a worked example may do on purpose, so that it is only noted: a case may be about a code that
/// has gone, and where a concept has no identifier of its own, rows of a case may share the one that
/// stands for it.
const NOTED: [&str; 2] = ["extract-deprecated-code", "extract-repeated-key"];

/// What is wrong with the records of a model's worked examples, as warnings and notes.
///
/// An example holds what its case needs, so a column or a file that is not there is no finding; and
/// a column that no concept has is told where the example is read.
pub fn examples(model: &Model) -> Report {
    let found = model.indicators.values().flat_map(|indicator| of_indicator(model, indicator));
    let found = found.filter(|finding| !["extract-unknown-column", "extract-no-rows"].contains(&finding.rule));
    let mild = |finding: Finding| Finding { severity: if NOTED.contains(&finding.rule) { Severity::Note } else { Severity::Warning }, ..finding };
    Report { diagnostics: found.map(|finding| mild(finding).diagnostic()).collect() }
}

fn of_indicator(model: &Model, indicator: &Indicator) -> Vec<Finding> {
    let mut ids: Vec<_> = indicator.concepts.iter().map(|concept| &concept.model).collect();
    ids.sort();
    ids.dedup();
    let models: Vec<_> = ids.into_iter().filter_map(|id| model.concept_models.get(id)).collect();
    let specification = Specification { model, tables: Tables::of(&models), is_whole: false, day: None };
    let mut findings = Vec::new();
    for example in &indicator.examples {
        let extract = |table: &'_ crate::model::indicator::ExampleTable| {
            let concept = indicator.concepts.iter().find(|concept| concept.concept == table.concept)?;
            Some((specification.tables.of_concept(&concept.model, &concept.concept)?, table.columns.clone()))
        };
        let extracts = example.tables.iter().filter_map(|table| {
            let (at, columns) = extract(table)?;
            let file = format!("content/indicators/{}/examples/{}/{}.csv", indicator.id, example.id, table.concept);
            Some(Extract { file, table: at, mapping: None, records: Ok(Box::new(Rows { columns, rows: table.rows.iter() })) })
        });
        findings.extend(check(&specification, extracts.collect()).findings);
    }
    findings
}
