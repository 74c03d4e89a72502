//! Requirement by requirement: what the findings say of the element that each speaks of.

use super::{Judgement, Specification};
use crate::diagnostic::Severity;
use crate::model::use_case::{Requirement, RequirementLevel};
use crate::model::{ConceptRef, Date, Model, UseCase};
use crate::relational::{Tables, models_of};

/// How a requirement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The files have what it asks for, and nothing is wrong there.
    Met,
    /// Something is wrong with what it asks for.
    NotMet,
    /// The file has no record, or none has a value there: nothing is wrong, and nothing is shown.
    NothingToJudge,
    /// There is no file to look at.
    NoFile,
    /// It names no element of a concept model, so data alone cannot tell.
    NotChecked,
}

impl Outcome {
    /// The word of machine forms, and of the interface's texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not-met",
            Self::NothingToJudge => "nothing-to-judge",
            Self::NoFile => "no-file",
            Self::NotChecked => "not-checked",
        }
    }
}

/// A requirement, and how it stands.
#[derive(Debug, Clone)]
pub struct Told<'m> {
    /// The requirement.
    pub requirement: &'m Requirement,
    /// How it stands.
    pub outcome: Outcome,
    /// How many findings are about its element.
    pub findings: usize,
}

/// What a use case specifies: the tables of the models that it names, and of those that its requirements and indicators rest on.
///
/// Codes have to hold on the day of the release; in a working tree, on the newest day that the history of the use case,
/// its models or its code lists knows.
pub fn specification<'m>(model: &'m Model, case: &'m UseCase, released: Option<Date>) -> Specification<'m> {
    let models = models_of(model, case);
    let day = released.or_else(|| {
        let lists = models.iter().flat_map(|model| model.concepts.iter().flat_map(|concept| &concept.attributes)).filter_map(|one| one.code_list.as_ref());
        let lists = lists.filter_map(|id| model.code_lists.get(id)).map(|list| &list.lifecycle);
        let lives = models.iter().map(|model| &model.lifecycle).chain(lists).chain([&case.lifecycle]);
        lives.flat_map(|life| life.history.iter().map(|entry| entry.date)).max()
    });
    Specification { model, tables: Tables::of(&models), is_whole: true, day }
}

/// Requirements that hold, in the order of the use case.
pub fn requirements<'m>(specification: &Specification<'_>, case: &'m UseCase, judgement: &Judgement) -> Vec<Told<'m>> {
    let holds = |requirement: &&Requirement| requirement.deprecated.is_none() && requirement.until.is_none();
    case.requirements.iter().filter(holds).map(|requirement| told(specification, requirement, judgement)).collect()
}

fn told<'m>(specification: &Specification<'_>, requirement: &'m Requirement, judgement: &Judgement) -> Told<'m> {
    let Some((table, column)) = requirement.concept.as_ref().and_then(|element| place(specification, element)) else {
        return Told { requirement, outcome: Outcome::NotChecked, findings: 0 };
    };
    let is_about = |of: Option<usize>, other: Option<&str>| of == Some(table) && (column.is_none() || other.is_none() || other == column);
    let found = judgement.findings.iter().filter(|finding| finding.severity == Severity::Error && is_about(finding.table, finding.column.as_deref())).count();
    let outcome = match (judgement.files.iter().find(|file| file.table == table), found) {
        (None, _) => Outcome::NoFile,
        (Some(_), 1..) => Outcome::NotMet,
        (Some(file), 0) if file.rows > 0 && column.is_none_or(|column| file.filled.contains(column)) => Outcome::Met,
        (Some(_), 0) => Outcome::NothingToJudge,
    };
    Told { requirement, outcome, findings: found }
}

fn place<'e>(specification: &Specification<'_>, element: &'e ConceptRef) -> Option<(usize, Option<&'e str>)> {
    let table = specification.tables.of_concept(&element.model, &element.concept)?;
    Some((table, element.attribute.as_deref()))
}

/// Whether a requirement that is not met keeps an extract from conforming.
pub fn binds(level: RequirementLevel) -> bool {
    level == RequirementLevel::Shall
}
