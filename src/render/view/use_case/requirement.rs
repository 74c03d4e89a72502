//! The requirements of a use case, each with what it is about, what checks it, and what is known of it.

use serde::Serialize;

use crate::model::use_case::{Requirement, RequirementLevel};
use crate::model::{Id, Indicator, Kind, Reference, UseCase};
use crate::plan::route::Place;
use crate::render::scope::{Link, Scope, escape};
use crate::render::view::indicator::example_anchor;
use crate::render::view::life::version_link;
use crate::render::view::parts::Tag;
use crate::render::view::ties::{self, Told};

/// The requirements, and how many there are of each level.
#[derive(Debug, Clone, Serialize)]
pub struct Requirements {
    /// How many bind how much, in words.
    pub levels: Vec<String>,
    /// They themselves, in the order of the source.
    pub rows: Vec<Row>,
}

/// One requirement.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Its anchor.
    pub id: String,
    /// Anchors it had before.
    pub before: Vec<String>,
    /// How binding it is.
    pub level: Tag,
    /// What is required, as HTML.
    pub html: String,
    /// Why it is no longer to be used, as HTML.
    pub deprecated: Option<String>,
    /// The element of a concept model it is about.
    pub concept: Option<Link>,
    /// Versions and days between which it holds, as HTML.
    pub holds: Option<String>,
    /// Worked examples that check it.
    pub examples: Vec<Link>,
    /// Findings about it.
    pub findings: Vec<Told>,
    /// Who has put it into practice, and how far.
    pub implementations: Vec<Told>,
}

/// The requirements of a use case; `None` where it has none.
pub fn requirements(scope: &Scope, use_case: &UseCase) -> Option<Requirements> {
    if use_case.requirements.is_empty() {
        return None;
    }
    let in_force = |requirement: &&Requirement| requirement.deprecated.is_none();
    let count = |level| use_case.requirements.iter().filter(in_force).filter(|requirement| requirement.level == level).count();
    let levels = RequirementLevel::WORDS.iter().filter_map(|(word, level)| match count(*level) {
        0 => None,
        n => Some(scope.words.count(&format!("requirement.count.{word}"), n)),
    });
    Some(Requirements { levels: levels.collect(), rows: use_case.requirements.iter().map(|requirement| row(scope, use_case, requirement)).collect() })
}

fn row(scope: &Scope, use_case: &UseCase, requirement: &Requirement) -> Row {
    let thing = Reference::new(Kind::UseCase, use_case.id.clone());
    Row {
        id: requirement.id.to_string(),
        before: crate::render::view::life::former_anchors(&requirement.renamed_from),
        level: level(scope, requirement.level),
        html: scope.html(&requirement.text),
        deprecated: requirement.deprecated.as_ref().map(|gone| super::super::concept::deprecated(scope, gone, |id| Some(format!("#{id}")), |id| escape(id))),
        concept: requirement.concept.as_ref().map(|concept| super::super::concept::element(scope, concept)),
        holds: holds(scope, use_case, requirement),
        examples: requirement.verified_by.iter().map(|example| link_to_example(scope, example)).collect(),
        findings: ties::about(scope, "findings", &thing, &requirement.id),
        implementations: ties::about(scope, "implementations", &thing, &requirement.id),
    }
}

/// The word of a level; how much it binds is also in how heavy the tag is.
pub fn level(scope: &Scope, level: RequirementLevel) -> Tag {
    match level {
        RequirementLevel::Shall => Tag::word(scope, "lv-shall", "requirement.level.shall"),
        RequirementLevel::Should => Tag::word(scope, "lv-should", "requirement.level.should"),
        RequirementLevel::May => Tag::word(scope, "lv-may", "requirement.level.may"),
    }
}

fn holds(scope: &Scope, use_case: &UseCase, requirement: &Requirement) -> Option<String> {
    let version =
        |key: &str, version: &Option<String>| version.as_ref().map(|version| scope.sentence(key, &[("version", &version_link(&use_case.lifecycle, version))]));
    let day = requirement.effective_from.map(|day| scope.sentence("requirement.effective-from", &[("day", &escape(&scope.date(day)))]));
    let parts: Vec<String> =
        [version("requirement.since", &requirement.since), version("requirement.until", &requirement.until), day].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A worked example, written `indicator/case`.
fn link_to_example(scope: &Scope, example: &Id) -> Link {
    let (indicator, case) = example.split_once('/').unwrap_or((example, ""));
    let page = scope.href(&Place::Indicator(indicator.into()));
    let href = page.map(|page| if case.is_empty() { page } else { format!("{page}#{}", example_anchor(case)) });
    let found: Option<&Indicator> = scope.model().indicators.get(indicator);
    let name = found.map_or_else(|| escape(indicator), |indicator| scope.label(&indicator.name));
    Link { href, html: if case.is_empty() { name } else { format!("{name}, {}", escape(case)) } }
}
