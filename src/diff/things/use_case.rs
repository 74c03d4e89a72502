//! Use cases, with their questions and requirements.

use serde_json::json;

use crate::diff::judge::Judge;
use crate::diff::pointer::Pointer;
use crate::diff::rules::{DETAIL_CHANGED, SORTING_CHANGED};
use crate::diff::thing::Thing;
use crate::model::UseCase;
use crate::model::use_case::{DataSource, Pin, Question, Requirement, RequirementLevel};

/// A use case.
pub fn use_case(use_case: &UseCase) -> Thing {
    let UseCase { id, title, summary, lifecycle, area, sector, audiences, purposes, questions, indicators, models, dimensions, sources, requirements, prose } =
        use_case;
    let at = Pointer::file(format!("content/use-cases/{id}/index.md"));
    let sorting = Judge::Is(&SORTING_CHANGED);
    Thing::new("use-case", id, title, at.clone())
        .text("title", title, Judge::Name)
        .some_text("summary", summary.as_ref(), Judge::Explains)
        .lifecycle(lifecycle)
        .field("area", area, sorting)
        .field("sector", sector, sorting)
        .field("audiences", audiences, sorting)
        .field("purposes", purposes, sorting)
        .field("indicators", indicators, Judge::Links)
        .field("models", &pins(models), Judge::Pins)
        .field("dimensions", &pins(dimensions), Judge::Pins)
        .field("sources", &self::sources(sources), Judge::Is(&DETAIL_CHANGED))
        .prose(prose)
        .parts("questions", questions.iter().map(|question| self::question(question, id, &at)).collect())
        .parts("requirements", requirements.iter().map(|requirement| self::requirement(requirement, id, &at)).collect())
}

fn pins(pins: &[Pin]) -> Vec<serde_json::Value> {
    pins.iter().map(|Pin { id, version }| json!({ "id": id, "version": version })).collect()
}

fn sources(sources: &[DataSource]) -> Vec<serde_json::Value> {
    sources.iter().map(|DataSource { name, kind }| json!({ "name": name, "kind": kind })).collect()
}

fn question(question: &Question, of: &str, at: &Pointer) -> Thing {
    let Question { id, text, indicators, renamed_from } = question;
    Thing::part("question", of, '/', id, text, at.item("questions", "id", id))
        .text("text", text, Judge::Requires)
        .field("indicators", indicators, Judge::Links)
        .before(renamed_from)
}

fn requirement(requirement: &Requirement, of: &str, at: &Pointer) -> Thing {
    let Requirement { id, text, level, concept, since, until, effective_from, verified_by, renamed_from, deprecated } = requirement;
    Thing::part("requirement", of, '/', id, text, at.item("requirements", "id", id))
        .binding(*level == RequirementLevel::Shall)
        .text("text", text, Judge::Requires)
        .field("level", level, Judge::Level)
        .field("concept", concept, Judge::Links)
        .field("since", since, Judge::Record)
        .field("until", until, Judge::Record)
        .field("effective_from", effective_from, Judge::Binds)
        .field("verified_by", verified_by, Judge::Is(&DETAIL_CHANGED))
        .before(renamed_from)
        .deprecated(deprecated.as_ref())
}
