//! Who rests on an indicator: use cases with the questions it answers, and needs that it meets.

use crate::model::{Id, Indicator, Kind, Reference};
use crate::plan::route::Place;
use crate::render::scope::{Link, Scope};
use crate::render::view::parts::Row;
use crate::render::view::ties::Group;

/// Who rests on an indicator, by kind.
pub fn used_by(scope: &Scope, indicator: &Indicator) -> Vec<Group> {
    let this = Reference::new(Kind::Indicator, indicator.id.clone());
    let use_cases = scope.release.index.of_kind(&this, &Kind::UseCase).map(|id| use_case(scope, indicator, id)).collect();
    let groups = [Group::word(scope, "ties.use-cases", use_cases), Group::word(scope, "indicator.needs", needs(scope, indicator))];
    groups.into_iter().flatten().collect()
}

/// A use case with those of its questions that the indicator answers.
fn use_case(scope: &Scope, indicator: &Indicator, id: &Id) -> Row {
    let row = Row::of(scope.thing(&Reference::new(Kind::UseCase, id.clone())));
    let Some(use_case) = scope.model().use_cases.get(id) else { return row };
    let asked = use_case.questions.iter().filter(|question| question.indicators.contains(&indicator.id));
    let questions: Vec<String> = asked.map(|question| scope.label(&question.text)).collect();
    row.text((!questions.is_empty()).then(|| questions.join("<br>")))
}

/// The needs that the indicator meets; each is a place on the page of the information model.
fn needs(scope: &Scope, indicator: &Indicator) -> Vec<Row> {
    let page = scope.href(&Place::Information);
    let needs = scope.model().information.iter().flat_map(|information| &information.needs);
    let met = needs.filter(|need| need.indicators.contains(&indicator.id));
    met.map(|need| Row::of(Link { href: page.as_ref().map(|page| format!("{page}#{}", need.id)), html: scope.label(&need.text) })).collect()
}
