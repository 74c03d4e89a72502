//! All use cases, by area.

use serde::Serialize;

use crate::model::{Id, Kind, Reference, UseCase};
use crate::plan::route::Place;
use crate::render::scope::{Link, Scope};
use crate::render::view::life::{Entry, gone};
use crate::render::view::parts::Row;
use crate::render::view::{Shown, ties};

/// What the index shows.
#[derive(Serialize)]
struct IndexView {
    /// Use cases by area; areas without one are there too.
    areas: Vec<AreaGroup>,
    /// Use cases of no area.
    others: Vec<Entry>,
    /// Use cases that are no longer there.
    gone: Vec<Row>,
}

#[derive(Serialize)]
struct AreaGroup {
    id: String,
    area: Link,
    entries: Vec<Entry>,
}

/// The index of use cases.
pub fn index(scope: &Scope) -> Shown {
    let model = scope.model();
    let of_area = |area: Option<&Id>| sorted(scope, |use_case| use_case.area.as_ref().filter(|area| model.area(area).is_some()) == area);
    let areas: Vec<AreaGroup> = model
        .areas()
        .iter()
        .map(|area| AreaGroup { id: area.id.to_string(), area: scope.link(&Place::Area(area.id.clone()), &area.name), entries: of_area(Some(&area.id)) })
        .collect();
    let view = IndexView { areas, others: of_area(None), gone: gone(scope, &Kind::UseCase) };
    let shown = Shown::new("use-cases.html", scope.said(scope.word("use-case.all")), &view).fact(scope.words.count("count.use-cases", model.use_cases.len()));
    ties::opening(shown, scope, "use-case.lead")
}

fn sorted(scope: &Scope, is_wanted: impl Fn(&UseCase) -> bool) -> Vec<Entry> {
    let mut found: Vec<&UseCase> = scope.model().use_cases.values().filter(|use_case| is_wanted(use_case)).collect();
    scope.sort_by_name(&mut found, |use_case| scope.plain_text(&use_case.title));
    found.into_iter().map(|use_case| entry(scope, use_case)).collect()
}

/// A use case in a list.
pub fn entry(scope: &Scope, use_case: &UseCase) -> Entry {
    let mut facts: Vec<String> = use_case.sector.map(|sector| super::sector_word(scope, sector)).into_iter().collect();
    let questions = scope.words.count("use-case.question-count", use_case.questions.len());
    let requirements = scope.words.count("use-case.requirement-count", use_case.requirements.len());
    facts.push(format!("{questions}, {requirements}"));
    Entry::new(scope, Reference::new(Kind::UseCase, use_case.id.clone()), &use_case.lifecycle, use_case.summary.as_ref(), facts)
}
