//! Use cases.

use std::collections::{BTreeMap, BTreeSet};

use super::lifecycle::{deprecated, is_first, lifecycle, renamed_from};
use super::names::Names;
use super::{Desk, named, versioned_prose};
use crate::diagnostic::Diagnostic;
use crate::model::use_case::{Pin, Question, Requirement, RequirementLevel};
use crate::model::{Id, UseCase, Version};
use crate::parse::Written;
use crate::parse::fields::Spanned;
use crate::parse::use_case::{PinMatter, QuestionMatter, RequirementMatter, UseCaseMatter};

/// Use cases by id.
pub fn use_cases(desk: &mut Desk<'_>) -> BTreeMap<Id, UseCase> {
    let documents = desk.documents;
    documents.use_cases.documents.iter().map(|(id, document)| (id.clone(), use_case(document, desk))).collect()
}

fn use_case(document: &Written<UseCaseMatter>, desk: &mut Desk<'_>) -> UseCase {
    desk.note_missing_translations(document);
    let (matter, file, names) = (&document.matter, &document.file, desk.names);
    let mut anchors = BTreeSet::new();
    UseCase {
        id: document.id.clone(),
        title: named(matter.title.as_ref(), &document.id, desk.language()),
        summary: matter.summary.clone(),
        lifecycle: lifecycle(document, &matter.lifecycle, Some(&names.use_cases), desk),
        area: names.areas.find_some(matter.area.as_ref(), file, desk.report),
        sector: matter.sector,
        audiences: names.audiences.find_all(&matter.audiences, file, desk.report),
        purposes: matter.purposes.clone(),
        questions: questions(document, &mut anchors, desk),
        indicators: names.indicators.find_all(&matter.indicators, file, desk.report),
        models: pins(&matter.models, document, &names.concept_models, model_version, desk),
        dimensions: pins(&matter.dimensions, document, &names.code_lists, code_list_version, desk),
        sources: matter.sources.clone(),
        requirements: requirements(document, &mut anchors, desk),
        prose: versioned_prose(document, &matter.lifecycle),
    }
}

fn questions(document: &Written<UseCaseMatter>, anchors: &mut BTreeSet<Id>, desk: &mut Desk<'_>) -> Vec<Question> {
    let written = &document.matter.questions;
    let is_used = |id: &str| written.iter().any(|question| question.value.id.as_ref().is_some_and(|known| *known.value == *id));
    let mut questions = Vec::new();
    for Spanned { value: matter, .. } in written {
        let QuestionMatter { id, text, indicators, renamed_from: old } = matter;
        let indicators = desk.names.indicators.find_all(indicators, &document.file, desk.report);
        let renamed_from = renamed_from(old, is_used, &document.file, desk.report);
        let Some(id) = id else { continue };
        if is_first(id, anchors, "question or requirement", &document.file, desk.report) {
            let text = named(text.as_ref(), &id.value, desk.language());
            questions.push(Question { id: id.value.clone(), text, indicators, renamed_from });
        }
    }
    questions
}

fn requirements(document: &Written<UseCaseMatter>, anchors: &mut BTreeSet<Id>, desk: &mut Desk<'_>) -> Vec<Requirement> {
    let mut requirements = Vec::new();
    for Spanned { value: matter, .. } in &document.matter.requirements {
        let is_new = matter.id.as_ref().is_none_or(|id| is_first(id, anchors, "question or requirement", &document.file, desk.report));
        let requirement = requirement(matter, document, desk);
        requirements.extend(requirement.filter(|_| is_new));
    }
    requirements
}

fn requirement(matter: &RequirementMatter, document: &Written<UseCaseMatter>, desk: &mut Desk<'_>) -> Option<Requirement> {
    let file = &document.file;
    let siblings = || document.matter.requirements.iter().map(|other| other.value.id.as_ref().map(|id| id.value.as_str())).collect::<Vec<_>>();
    let concept = matter.concept.as_ref().and_then(|concept| desk.names.concept(concept, file, desk.report));
    let verified_by = matter.verified_by.iter().filter_map(|example| self::example(example, document, desk)).collect();
    let renamed_from = renamed_from(&matter.renamed_from, |id| siblings().contains(&Some(id)), file, desk.report);
    let deprecated = deprecated(matter.deprecated.as_ref(), siblings, "requirement", file, desk.report);
    let id = matter.id.as_ref()?.value.clone();
    Some(Requirement {
        text: named(matter.text.as_ref(), &id, desk.language()),
        id,
        level: matter.level.as_ref().map_or(RequirementLevel::Should, |level| level.value),
        concept,
        since: matter.since.clone(),
        until: matter.until.clone(),
        effective_from: matter.effective_from,
        verified_by,
        renamed_from,
        deprecated,
    })
}

/// A worked example; one of an indicator that is broken is nobody's mistake here.
fn example(asked: &Spanned<Id>, document: &Written<UseCaseMatter>, desk: &mut Desk<'_>) -> Option<Id> {
    let indicator = asked.value.split('/').next().unwrap_or_default();
    if desk.documents.indicators.broken.contains(indicator) {
        return None;
    }
    desk.names.examples.find(asked, &document.file, desk.report)
}

fn pins(
    written: &[PinMatter],
    document: &Written<UseCaseMatter>,
    names: &Names,
    version_of: fn(&Desk<'_>, &Id) -> Option<Version>,
    desk: &mut Desk<'_>,
) -> Vec<Pin> {
    let mut pins = Vec::new();
    for pin in written {
        let Some(id) = names.find_some(pin.id.as_ref(), &document.file, desk.report) else { continue };
        if let (Some(pinned), Some(there)) = (&pin.version, version_of(desk, &id))
            && pinned.value != there
        {
            let message = format!("`{id}` is pinned at `{}`, and here it is at `{there}`", pinned.value);
            desk.report.push(
                Diagnostic::warning(&document.file, pinned.span.clone(), "model-version-behind", message)
                    .help(format!("check what changed, then write version = \"{there}\"")),
            );
        }
        pins.push(Pin { id, version: pin.version.as_ref().map(|version| version.value) });
    }
    pins
}

fn model_version(desk: &Desk<'_>, id: &Id) -> Option<Version> {
    desk.documents.concept_models.documents.get(id)?.matter.lifecycle.version.as_ref().map(|version| version.value)
}

fn code_list_version(desk: &Desk<'_>, id: &Id) -> Option<Version> {
    desk.documents.code_lists.documents.get(id)?.matter.lifecycle.version.as_ref().map(|version| version.value)
}
