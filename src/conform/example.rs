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

/// What is no finding in a worked example: a column that no concept has is told where the example is
/// read, a case may be about a code that has gone, and where a concept has no identifier of its own,
/// another stands for it that rows of a case may share.
const LEFT: [&str; 3] = ["extract-unknown-column", "extract-deprecated-code", "extract-repeated-key"];

/// What is wrong with the records of a model's worked examples, as warnings.
///
/// An example holds what its case needs, so a column or a file that is not there is no finding.
pub fn examples(model: &Model) -> Report {
    let found = model.indicators.values().flat_map(|indicator| of_indicator(model, indicator));
    let found = found.filter(|finding| !LEFT.contains(&finding.rule));
    Report { diagnostics: found.map(|finding| Finding { severity: Severity::Warning, ..finding }.diagnostic()).collect() }
}

fn of_indicator(model: &Model, indicator: &Indicator) -> Vec<Finding> {
    let mut ids: Vec<_> = indicator.concepts.iter().map(|concept| &concept.model).collect();
    ids.sort();
    ids.dedup();
    let models: Vec<_> = ids.into_iter().filter_map(|id| model.concept_models.get(id)).collect();
    let specification = Specification { model, tables: Tables::of(&models), is_whole: false };
    let mut findings = Vec::new();
    for example in &indicator.examples {
        let extract = |table: &'_ crate::model::indicator::ExampleTable| {
            let concept = indicator.concepts.iter().find(|concept| concept.concept == table.concept)?;
            Some((specification.tables.of_concept(&concept.model, &concept.concept)?, table.columns.clone()))
        };
        let extracts = example.tables.iter().filter_map(|table| {
            let (at, columns) = extract(table)?;
            let file = format!("content/indicators/{}/examples/{}/{}.csv", indicator.id, example.id, table.concept);
            Some(Extract { file, table: at, mapping: None, records: Box::new(Rows { columns, rows: table.rows.iter() }) })
        });
        findings.extend(check(&specification, extracts.collect()).findings);
    }
    findings
}
