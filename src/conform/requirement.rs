//! Requirement by requirement: what the findings say of the element that each speaks of.

use super::{Judgement, Specification};
use crate::diagnostic::Severity;
use crate::model::use_case::{Requirement, RequirementLevel};
use crate::model::{ConceptRef, Model, UseCase};
use crate::relational::{Tables, models_of};

/// How a requirement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The files have what it asks for, and nothing is wrong there.
    Met,
    /// Something is wrong with what it asks for.
    NotMet,
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
pub fn specification<'m>(model: &'m Model, case: &'m UseCase) -> Specification<'m> {
    Specification { model, tables: Tables::of(&models_of(model, case)), is_whole: true }
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
    let has_file = judgement.files.iter().any(|(_, of, _)| *of == table);
    let outcome = match (has_file, found) {
        (false, _) => Outcome::NoFile,
        (true, 0) => Outcome::Met,
        (true, _) => Outcome::NotMet,
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
