//! The page of an area: what is asked in it, what answers, and what is still open.

use std::collections::BTreeSet;

use serde::Serialize;

use super::index::{needs_summary, of_area};
use super::need::{NeedRow, need};
use super::readiness;
use super::state::{MISSING, Practice, State};
use crate::model::information::Need;
use crate::model::{Area, Id, Indicator, Kind, Reference, UseCase};
use crate::plan::route::Place;
use crate::render::scope::{Link, Scope, TocEntry, escape};
use crate::render::view::Shown;
use crate::render::view::life::{Entry, legal_basis};
use crate::render::view::parts::{Fact, Row, TableView};
use crate::render::view::ties::{Group, documents};
use crate::render::view::use_case::{Answer, Asked, answer, asked, entry};

/// What the page shows.
#[derive(Serialize)]
struct AreaView {
    use_cases: Vec<Entry>,
    questions: Vec<QuestionGroup>,
    indicators: Vec<Answer>,
    /// How far the area has come, step by step.
    state: Vec<Fact>,
    /// Periods and regions that the indicators have values for.
    coverage: Option<TableView>,
    /// Regions against use cases, by test rounds.
    tests: Option<TableView>,
    /// Requirements against regions.
    practice: Vec<Practice>,
    /// What is missing.
    missing: Vec<Row>,
    needs: Vec<NeedRow>,
    needs_summary: String,
    models: Vec<Row>,
    documents: Vec<Group>,
    facts: Vec<Fact>,
    /// All areas, this one without a link.
    areas: Vec<Link>,
}

#[derive(Serialize)]
struct QuestionGroup {
    use_case: Link,
    questions: Vec<Asked>,
}

/// The page of an area.
pub fn area(scope: &Scope, area: &Area) -> Shown {
    let model = scope.model();
    let mut cases: Vec<&UseCase> = model.use_cases.values().filter(|one| one.area.as_ref() == Some(&area.id)).collect();
    scope.sort_by_name(&mut cases, |one| scope.plain_text(&one.title));
    let its_cases = cases.iter().map(|one| Reference::new(Kind::UseCase, one.id.clone()));
    let things: Vec<Reference> = std::iter::once(Reference::new(Kind::Area, area.id.clone())).chain(its_cases).collect();
    let needs: Vec<&Need> = model.information.iter().flat_map(|information| of_area(information, &area.id)).collect();
    let state = State::of(scope, area);
    let view = AreaView {
        state: state.facts(),
        coverage: state.coverage(),
        tests: state.tests(),
        practice: state.implementations(),
        missing: state.missing(),
        use_cases: cases.iter().map(|one| entry(scope, one)).collect(),
        questions: cases.iter().filter(|one| !one.questions.is_empty()).map(|one| question_group(scope, one)).collect(),
        indicators: indicators(scope, &area.id),
        needs_summary: needs_summary(scope, &needs),
        needs: model.information.iter().flat_map(|information| needs.iter().map(|one| need(scope, information, one, Some(&area.id)))).collect(),
        models: models(scope, &cases),
        documents: documents(scope, &things),
        facts: vec![Fact::word(scope, "lifecycle.legal-basis", legal_basis(scope, &area.legal_basis))],
        areas: model.areas().iter().map(|other| neighbour(scope, area, other)).collect(),
    };
    let toc = contents(scope, &view);
    Shown::new("area.html", scope.plain(&area.name), &view)
        .summary(scope, area.description.as_ref())
        .crumb(scope.word_link(&Place::Information, "nav.information-model"))
        .fact(readiness(scope, area.readiness))
        .fact(escape(scope.words.get("kind.area")))
        .fact(scope.words.count("count.use-cases", view.use_cases.len()))
        .fact(scope.words.count("count.indicators", view.indicators.len()))
        .fact(view.needs_summary.clone())
        .sections(toc)
}

fn question_group(scope: &Scope, use_case: &UseCase) -> QuestionGroup {
    QuestionGroup {
        use_case: scope.thing(&Reference::new(Kind::UseCase, use_case.id.clone())),
        questions: use_case.questions.iter().map(|question| asked(scope, &use_case.id, question)).collect(),
    }
}

/// The indicators of an area, by name.
fn indicators(scope: &Scope, area: &Id) -> Vec<Answer> {
    let mut found: Vec<&Indicator> = scope.model().indicators.values().filter(|one| one.area.as_ref() == Some(area)).collect();
    scope.sort_by_name(&mut found, |one| scope.plain_text(&one.name));
    found.into_iter().map(|one| answer(scope, one, None)).collect()
}

/// Concept models that the area's use cases rest on, by name.
fn models(scope: &Scope, cases: &[&UseCase]) -> Vec<Row> {
    let ids: BTreeSet<&Id> = cases.iter().flat_map(|one| &one.models).map(|pin| &pin.id).collect();
    let rows = ids.into_iter().filter_map(|id| scope.model().concept_models.get(id)).map(|model| {
        let row = Row::of(scope.thing(&Reference::new(Kind::ConceptModel, model.id.clone())));
        row.text(model.description.as_ref().map(|description| scope.html(description))).note(model.lifecycle.version.to_string())
    });
    rows.collect()
}

fn neighbour(scope: &Scope, here: &Area, other: &Area) -> Link {
    let link = scope.link(&Place::Area(other.id.clone()), &other.name);
    if other.id == here.id { Link { href: None, ..link } } else { link }
}

fn contents(scope: &Scope, view: &AreaView) -> Vec<TocEntry> {
    let sections = [
        (true, "s-state", "state.area.title"),
        (true, "s-use-cases", "information.use-cases"),
        (!view.questions.is_empty(), "s-questions", "use-case.questions"),
        (true, "s-indicators", "information.indicators"),
        (view.tests.is_some(), "s-tests", "state.area.tests"),
        (!view.practice.is_empty(), "s-practice", "state.area.practice"),
        (!view.missing.is_empty(), MISSING, "state.area.missing"),
        (!view.needs.is_empty(), "s-needs", "information.needs"),
        (!view.models.is_empty(), "s-models", "information.models"),
        (!view.documents.is_empty(), "s-documents", "ties.documents"),
        (true, "s-law", "lifecycle.legal-basis"),
    ];
    sections.into_iter().filter(|(is_there, ..)| *is_there).map(|(_, id, key)| scope.toc_word(id, key)).collect()
}
