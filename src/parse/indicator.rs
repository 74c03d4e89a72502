//! `content/indicators/<id>/index.md`.

use super::fields::{Fields, Spanned};
use super::form::{CONCEPT, Day, External, Flag, Integer, NAME, Number, Word};
use super::lifecycle::{LifecycleMatter, Validity, legal_basis, lifecycle, validity};
use crate::model::indicator::{Counts, DataChange, DataHistoryEntry, ExternalId, Frequency, IntervalMethod, Polarity};
use crate::model::lifecycle::LegalBasis;
use crate::model::{ConceptRef, Id, Text};

/// An indicator as written.
#[derive(Debug, Clone)]
pub struct IndicatorMatter {
    /// `name`
    pub name: Option<Text>,
    /// Version, status, history.
    pub lifecycle: LifecycleMatter,
    /// `area`
    pub area: Option<Spanned<Id>>,
    /// `sets`
    pub sets: Vec<Spanned<Id>>,
    /// `unit`
    pub unit: Option<Spanned<Id>>,
    /// `decimals`
    pub decimals: Option<i64>,
    /// `polarity`
    pub polarity: Option<Polarity>,
    /// `frequency`
    pub frequency: Option<Frequency>,
    /// `definition`
    pub definition: Option<Text>,
    /// `numerator`
    pub numerator: Option<Text>,
    /// `denominator`
    pub denominator: Option<Text>,
    /// `exclusions`
    pub exclusions: Option<Text>,
    /// `limits`
    pub limits: Option<Text>,
    /// `dimensions`
    pub dimensions: Vec<Spanned<Id>>,
    /// Whether all of `dimensions` could be read.
    pub dimensions_are_whole: bool,
    /// `concepts`
    pub concepts: Vec<Spanned<ConceptRef>>,
    /// Whether all of `concepts` could be read.
    pub concepts_are_whole: bool,
    /// `producer`
    pub producer: Option<Text>,
    /// `source`
    pub source: Option<Text>,
    /// `license`
    pub license: Option<Text>,
    /// `external`
    pub external: Vec<(Spanned<String>, Spanned<ExternalId>)>,
    /// `interval`
    pub interval: Option<IntervalMethod>,
    /// `counts`
    pub counts: Option<Counts>,
    /// `[[targets]]`
    pub targets: Vec<TargetMatter>,
    /// `illustrative`
    pub illustrative: bool,
    /// `[[data_history]]`
    pub data_history: Vec<DataHistoryEntry>,
}

/// A value to reach as written.
#[derive(Debug, Clone)]
pub struct TargetMatter {
    /// `value`
    pub value: Option<f64>,
    /// `valid_from` and `valid_to`
    pub validity: Validity,
    /// `legal_basis`
    pub legal_basis: Vec<LegalBasis>,
}

/// Reads an indicator.
pub fn indicator(fields: &mut Fields<'_>) -> IndicatorMatter {
    let dimensions = fields.list("dimensions", NAME);
    let concepts = fields.list("concepts", CONCEPT);
    IndicatorMatter {
        name: fields.required_text("name"),
        lifecycle: lifecycle(fields),
        area: fields.optional("area", NAME),
        sets: fields.list("sets", NAME),
        unit: fields.required("unit", NAME),
        decimals: fields.optional("decimals", Integer { least: 0, most: 12 }).map(|decimals| decimals.value),
        polarity: fields.optional("polarity", Word(&Polarity::WORDS)).map(|polarity| polarity.value),
        frequency: fields.optional("frequency", Word(&Frequency::WORDS)).map(|frequency| frequency.value),
        definition: fields.text("definition"),
        numerator: fields.text("numerator"),
        denominator: fields.text("denominator"),
        exclusions: fields.text("exclusions"),
        limits: fields.text("limits"),
        dimensions_are_whole: fields.is_whole("dimensions", dimensions.len()),
        dimensions,
        concepts_are_whole: fields.is_whole("concepts", concepts.len()),
        concepts,
        producer: fields.label("producer"),
        source: fields.label("source"),
        license: fields.label("license"),
        external: fields.map("external", External),
        interval: fields.optional("interval", Word(&IntervalMethod::WORDS)).map(|interval| interval.value),
        counts: fields.optional("counts", Word(&Counts::WORDS)).map(|counts| counts.value),
        targets: fields.tables("targets", target).into_iter().map(|target| target.value).collect(),
        illustrative: fields.optional("illustrative", Flag).is_some_and(|flag| flag.value),
        data_history: fields.tables("data_history", data_history).into_iter().filter_map(|entry| entry.value).collect(),
    }
}

fn target(fields: &mut Fields<'_>) -> TargetMatter {
    TargetMatter { value: fields.required("value", Number).map(|value| value.value), validity: validity(fields), legal_basis: legal_basis(fields) }
}

fn data_history(fields: &mut Fields<'_>) -> Option<DataHistoryEntry> {
    let date = fields.required("date", Day);
    let kind = fields.required("kind", Word(&DataChange::WORDS));
    let reason = fields.required_text("reason");
    Some(DataHistoryEntry { date: date?.value, kind: kind?.value, reason: reason? })
}
