//! Indicators, their values and their worked examples.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::lifecycle::{lifecycle, validity};
use super::{Desk, examples, named, versioned_prose};
use crate::diagnostic::{Diagnostic, Report};
use crate::model::indicator::{Counts, Frequency, IntervalMethod, Polarity, Target};
use crate::model::{CodeList, Id, Indicator, Observations, Regions};
use crate::parse::fields::Spanned;
use crate::parse::indicator::{IndicatorMatter, TargetMatter};
use crate::parse::{Documents, Written, table};
use crate::source::SourceFile;

/// Indicators by id.
pub fn indicators(code_lists: &BTreeMap<Id, CodeList>, regions: &Regions, desk: &mut Desk<'_>) -> BTreeMap<Id, Indicator> {
    let documents = desk.documents;
    let mut indicators: BTreeMap<Id, Indicator> = documents.indicators.documents.iter().map(|(id, document)| (id.clone(), indicator(document, desk))).collect();
    let names = desk.names;
    // Tables are the bulk of a site's bytes; each is read alone.
    let read: Vec<_> = documents
        .indicators
        .documents
        .par_iter()
        .filter_map(|(id, document)| {
            let indicator = indicators.get(id)?;
            let mut report = Report::default();
            // Where the codes of a table's cells are not known, whose mistake is told elsewhere, the table is not judged.
            let can_be_read = names.regions.is_whole() && has_all_codes(document, documents);
            let tables = can_be_read.then_some(Tables { code_lists, regions });
            let data = tables.and_then(|tables| values(document, indicator, tables, &mut report));
            let examples = examples::examples(document, indicator, documents, tables, &mut report);
            Some((id, data, examples, report))
        })
        .collect();
    for (id, data, examples, report) in read {
        desk.report.extend(report);
        if let Some(indicator) = indicators.get_mut(id) {
            indicator.data = data.map(Arc::new);
            indicator.examples = examples;
        }
    }
    indicators
}

fn indicator(document: &Written<IndicatorMatter>, desk: &mut Desk<'_>) -> Indicator {
    desk.note_missing_translations(document);
    let (matter, file, names) = (&document.matter, &document.file, desk.names);
    Indicator {
        id: document.id.clone(),
        name: named(matter.name.as_ref(), &document.id, desk.language()),
        lifecycle: lifecycle(document, &matter.lifecycle, Some(&names.indicators), desk),
        area: names.areas.find_some(matter.area.as_ref(), file, desk.report),
        sets: names.sets.find_all(&matter.sets, file, desk.report),
        unit: names.units.find_some(matter.unit.as_ref(), file, desk.report).unwrap_or_else(|| Indicator::UNSAID.into()),
        decimals: matter.decimals.and_then(|decimals| u8::try_from(decimals).ok()).unwrap_or_default(),
        polarity: matter.polarity.unwrap_or(Polarity::None),
        frequency: matter.frequency,
        definition: matter.definition.clone(),
        numerator: matter.numerator.clone(),
        denominator: matter.denominator.clone(),
        exclusions: matter.exclusions.clone(),
        limits: matter.limits.clone(),
        dimensions: dimensions(document, desk),
        concepts: matter.concepts.iter().filter_map(|concept| names.concept(concept, file, desk.report)).collect(),
        producer: matter.producer.clone(),
        source: matter.source.clone(),
        license: matter.license.clone(),
        external: matter.external.iter().map(|(service, id)| (service.value.clone(), id.value.clone())).collect(),
        interval: matter.interval.unwrap_or(IntervalMethod::None),
        counts: matter.counts.unwrap_or(Counts::Persons),
        targets: matter.targets.iter().filter_map(|target| self::target(target, document, desk)).collect(),
        illustrative: matter.illustrative,
        data_history: matter.data_history.clone(),
        prose: versioned_prose(document, &matter.lifecycle),
        data: None,
        examples: Vec::new(),
    }
}

fn dimensions(document: &Written<IndicatorMatter>, desk: &mut Desk<'_>) -> Vec<Id> {
    let mut dimensions: Vec<Id> = Vec::new();
    for asked in &document.matter.dimensions {
        let Some(id) = desk.names.code_lists.find(asked, &document.file, desk.report) else { continue };
        if dimensions.contains(&id) {
            desk.report.push(
                Diagnostic::error(&document.file, asked.span.clone(), "duplicate-id", format!("the dimension `{id}` is here twice"))
                    .help("keep one of the two"),
            );
        } else {
            dimensions.push(id);
        }
    }
    dimensions
}

fn target(matter: &TargetMatter, document: &Written<IndicatorMatter>, desk: &mut Desk<'_>) -> Option<Target> {
    let (valid_from, valid_to) = validity(&matter.validity, &document.file, desk.report);
    Some(Target { value: matter.value?, valid_from, valid_to, legal_basis: matter.legal_basis.clone() })
}

/// What the cells of tables are read by.
#[derive(Clone, Copy)]
pub struct Tables<'a> {
    code_lists: &'a BTreeMap<Id, CodeList>,
    regions: &'a Regions,
}

impl Tables<'_> {
    /// The values in a file.
    pub fn observations(self, file: &SourceFile, indicator: &Indicator, report: &mut Report) -> Option<Observations> {
        table::observations(file, &indicator.dimensions, self.code_lists, self.regions, report)
    }
}

/// Whether every dimension of an indicator is a code list all of whose codes have been read.
fn has_all_codes(document: &Written<IndicatorMatter>, documents: &Documents) -> bool {
    let is_whole = |dimension: &Spanned<Id>| {
        let list = documents.code_lists.documents.get(&dimension.value);
        list.is_some_and(|list| list.matter.codes.iter().all(|code| code.value.code.is_some()))
    };
    document.matter.dimensions_are_whole && document.matter.dimensions.iter().all(is_whole)
}

/// The values of an indicator, from its one table.
fn values(document: &Written<IndicatorMatter>, indicator: &Indicator, tables: Tables<'_>, report: &mut Report) -> Option<Observations> {
    let (first, others) = document.data.split_first()?;
    for other in others {
        report.push(
            Diagnostic::error(other, 0..0, "two-data-files", format!("the values are in `{}` already", first.path))
                .help("keep one of data.csv, data.parquet and data.json"),
        );
    }
    let observations = tables.observations(first, indicator, report)?;
    of_other_length(first, indicator, &observations, report);
    Some(observations)
}

/// Warns where no period of a table is as long as the indicator says: the table means something else by them.
fn of_other_length(file: &SourceFile, indicator: &Indicator, observations: &Observations, report: &mut Report) {
    let Some((frequency, length)) = indicator.frequency.and_then(|frequency| Some((frequency, frequency.granularity()?))) else { return };
    let Some(period) = observations.iter().map(|row| row.period).next() else { return };
    if observations.iter().any(|row| row.period.granularity == length) {
        return;
    }
    let word = Frequency::WORDS.iter().find(|(_, other)| *other == frequency).map_or("", |(word, _)| word);
    report.push(
        Diagnostic::warning(file, 0..0, "period-of-other-length", format!("the indicator is `{word}`, and its periods are as long as {period}"))
            .help("change the frequency, or the periods; several years are named by one of them: `2003-05` is May 2003"),
    );
}
