//! Indicators, their values and their worked examples.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::lifecycle::{lifecycle, validity};
use super::rules::observations::small_counts;
use super::{Desk, examples, named, versioned_prose};
use crate::diagnostic::{Diagnostic, Report};
use crate::model::indicator::{Counts, IntervalMethod, Polarity, Target};
use crate::model::{CodeList, Id, Indicator, Observations, Regions};
use crate::parse::indicator::{IndicatorMatter, TargetMatter};
use crate::parse::{Written, table};

/// The unit of an indicator that does not say one, which has been reported.
const UNSAID: &str = "count";

/// Indicators by id.
pub fn indicators(code_lists: &BTreeMap<Id, CodeList>, regions: &Regions, desk: &mut Desk<'_>) -> BTreeMap<Id, Indicator> {
    let documents = desk.documents;
    let mut indicators: BTreeMap<Id, Indicator> = documents.indicators.documents.iter().map(|(id, document)| (id.clone(), indicator(document, desk))).collect();
    let minimum = desk.settings.minimum_count;
    // Tables are the bulk of a site's bytes; each is read alone.
    let read: Vec<_> = documents
        .indicators
        .documents
        .par_iter()
        .filter_map(|(id, document)| {
            let indicator = indicators.get(id)?;
            let mut report = Report::default();
            let data = values(document, indicator, code_lists, regions, minimum, &mut report);
            let examples = examples::examples(document, indicator, documents, code_lists, regions, &mut report);
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
        unit: names.units.find_some(matter.unit.as_ref(), file, desk.report).unwrap_or_else(|| UNSAID.into()),
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

/// The values of an indicator, from its one table.
fn values(
    document: &Written<IndicatorMatter>,
    indicator: &Indicator,
    code_lists: &BTreeMap<Id, CodeList>,
    regions: &Regions,
    minimum: u32,
    report: &mut Report,
) -> Option<Observations> {
    let (first, others) = document.data.split_first()?;
    for other in others {
        report.push(
            Diagnostic::error(other, 0..0, "two-data-files", format!("the values are in `{}` already", first.path))
                .help("keep one of data.csv, data.parquet and data.json"),
        );
    }
    let values = table::observations(first, &indicator.dimensions, code_lists, regions, report)?;
    small_counts(first, &values, &indicator.unit, indicator.counts, minimum, report);
    Some(values)
}
