//! The page of the information model.

use serde::Serialize;

use super::need::{NeedRow, is_open, need};
use super::state::{State, Way, tests, ways};
use super::{audience_anchor, perspective_anchor, readiness};
use crate::model::information::{Facet, IndicatorSet, Need};
use crate::model::{Area, Id, InformationModel};
use crate::plan::route::Place;
use crate::render::scope::{Link, Scope, TocEntry, escape};
use crate::render::view::Shown;
use crate::render::view::banner;
use crate::render::view::life::{self, Life, life, strip, validity};
use crate::render::view::parts::{Fact, TableView};

/// What the page shows.
#[derive(Serialize)]
struct InformationView {
    /// The areas, with how much there is of each thing.
    areas: Vec<AreaEntry>,
    /// How far each area has come: the steps, and for each area what there is.
    states: Vec<AreaState>,
    /// What the columns of that table are.
    steps: Vec<String>,
    /// From the law to the figures, area by area.
    ways: Vec<Way>,
    /// Regions against use cases, by test rounds.
    tests: Option<TableView>,
    /// How many needs of each area are looked at from each perspective.
    coverage: Option<Coverage>,
    /// Needs under their first areas.
    needs: Vec<NeedGroup>,
    /// How many needs there are and how many are open, as a sentence.
    needs_summary: String,
    /// Who needs to know.
    audiences: Vec<FacetEntry>,
    /// From where things are looked at.
    perspectives: Vec<FacetEntry>,
    /// Sets of indicators.
    sets: Vec<SetEntry>,
    /// Units of the model's own.
    units: Vec<UnitEntry>,
    /// Its life.
    life: Life,
}

/// An area and how far it has come.
#[derive(Serialize)]
struct AreaState {
    area: Link,
    cells: Vec<Fact>,
}

#[derive(Serialize)]
struct AreaEntry {
    link: Link,
    description: Option<String>,
    readiness: String,
    /// `2 käyttötapausta`, `9 mittaria`, `7 tarvetta, joista 2 vailla mittaria`.
    counts: Vec<String>,
}

/// A table of numbers: areas down, perspectives across.
#[derive(Serialize)]
struct Coverage {
    heads: Vec<Link>,
    rows: Vec<CoverageRow>,
}

#[derive(Serialize)]
struct CoverageRow {
    area: Link,
    cells: Vec<CoverageCell>,
}

#[derive(Serialize)]
struct CoverageCell {
    /// How many needs.
    needs: usize,
    /// How many of them are open, in words; `None` where none is.
    open: Option<String>,
}

#[derive(Serialize)]
struct NeedGroup {
    title: Link,
    count: String,
    rows: Vec<NeedRow>,
}

#[derive(Serialize)]
struct FacetEntry {
    id: String,
    name: String,
    description: Option<String>,
    needs: String,
    /// The needs themselves, on this page.
    rows: Vec<Link>,
}

#[derive(Serialize)]
struct SetEntry {
    id: String,
    name: String,
    owner: Option<String>,
    validity: Option<String>,
    successor: Option<Link>,
    ended: bool,
    indicators: String,
}

#[derive(Serialize)]
struct UnitEntry {
    id: String,
    name: String,
    symbol: Option<String>,
}

/// The page of the information model.
pub fn index(scope: &Scope, information: &InformationModel) -> Shown {
    let states: Vec<AreaState> = information
        .areas
        .iter()
        .map(|area| AreaState { area: scope.link(&Place::Area(area.id.clone()), &area.name), cells: State::of(scope, area).facts() })
        .collect();
    let view = InformationView {
        areas: information.areas.iter().map(|area| area_entry(scope, information, area)).collect(),
        steps: states.first().map(|one| one.cells.iter().map(|fact| fact.label.clone()).collect()).unwrap_or_default(),
        states,
        ways: ways(scope),
        tests: tests(scope, &scope.model().use_cases.values().collect::<Vec<_>>(), "tested"),
        coverage: coverage(scope, information),
        needs: groups(scope, information),
        needs_summary: needs_summary(scope, &information.needs.iter().collect::<Vec<_>>()),
        audiences: information.audiences.iter().map(|one| facet(scope, information, one, audience_anchor(&one.id), |need| &need.audiences)).collect(),
        perspectives: information
            .perspectives
            .iter()
            .map(|one| facet(scope, information, one, perspective_anchor(&one.id), |need| &need.perspectives))
            .collect(),
        sets: information.sets.iter().map(|one| set(scope, information, one)).collect(),
        units: information
            .units
            .iter()
            .map(|unit| UnitEntry { id: unit.id.to_string(), name: scope.label(&unit.name), symbol: unit.symbol.as_ref().map(|symbol| scope.label(symbol)) })
            .collect(),
        life: life(scope, &information.lifecycle),
    };
    let toc = contents(scope, &view);
    let mut shown = Shown::new("information.html", scope.plain(&information.name), &view)
        .summary(scope, information.description.as_ref())
        .banner(banner::status(scope, &information.lifecycle, |id| crate::model::Reference::new(crate::model::Kind::Page, id.clone())))
        .sections(toc);
    shown.facts = strip(scope, &information.lifecycle, "kind.information-model");
    shown.facts.push(scope.words.count("count.areas", information.areas.len()));
    shown.facts.push(scope.words.count("information.need-count", information.needs.len()));
    shown
}

fn area_entry(scope: &Scope, information: &InformationModel, area: &Area) -> AreaEntry {
    let model = scope.model();
    let use_cases = model.use_cases.values().filter(|one| one.area.as_ref() == Some(&area.id)).count();
    let indicators = model.indicators.values().filter(|one| one.area.as_ref() == Some(&area.id)).count();
    let needs: Vec<&Need> = of_area(information, &area.id).collect();
    AreaEntry {
        link: scope.link(&Place::Area(area.id.clone()), &area.name),
        description: area.description.as_ref().map(|description| scope.html(description)),
        readiness: readiness(scope, area.readiness),
        counts: vec![scope.words.count("count.use-cases", use_cases), scope.words.count("count.indicators", indicators), needs_summary(scope, &needs)],
    }
}

/// The needs of an area, in the order of the source.
pub fn of_area<'a>(information: &'a InformationModel, area: &Id) -> impl Iterator<Item = &'a Need> {
    information.needs.iter().filter(move |need| need.areas.contains(area))
}

/// How many needs there are, and how many of them nothing measures yet.
pub fn needs_summary(scope: &Scope, needs: &[&Need]) -> String {
    let open = needs.iter().filter(|need| is_open(need)).count();
    let count = scope.words.count("information.need-count", needs.len());
    if open == 0 { count } else { scope.words.say("information.of-which-open", &[("needs", &count), ("open", &scope.words.integer(open))]) }
}

/// Areas against perspectives; `None` where there is nothing to set against each other.
fn coverage(scope: &Scope, information: &InformationModel) -> Option<Coverage> {
    if information.needs.is_empty() || information.perspectives.is_empty() || information.areas.is_empty() {
        return None;
    }
    let heads = information.perspectives.iter().map(|one| Link { href: Some(format!("#{}", perspective_anchor(&one.id))), html: scope.label(&one.name) });
    let rows = information.areas.iter().map(|area| CoverageRow {
        area: scope.link(&Place::Area(area.id.clone()), &area.name),
        cells: information.perspectives.iter().map(|perspective| coverage_cell(scope, information, &area.id, &perspective.id)).collect(),
    });
    Some(Coverage { heads: heads.collect(), rows: rows.collect() })
}

fn coverage_cell(scope: &Scope, information: &InformationModel, area: &Id, perspective: &Id) -> CoverageCell {
    let needs: Vec<&Need> = of_area(information, area).filter(|need| need.perspectives.contains(perspective)).collect();
    let open = needs.iter().filter(|need| is_open(need)).count();
    CoverageCell { needs: needs.len(), open: (open > 0).then(|| scope.words.count("information.open", open)) }
}

/// Needs under the first of their areas, then those of no area.
fn groups(scope: &Scope, information: &InformationModel) -> Vec<NeedGroup> {
    let first = |need: &&Need| need.areas.iter().find(|area| information.areas.iter().any(|known| known.id == **area)).cloned();
    let group = |title: Link, area: Option<&Id>| {
        let needs: Vec<&Need> = information.needs.iter().filter(|one| first(one).as_ref() == area).collect();
        let count = needs_summary(scope, &needs);
        NeedGroup { title, count, rows: needs.into_iter().map(|one| need(scope, information, one, area)).collect() }
    };
    let mut groups: Vec<NeedGroup> =
        information.areas.iter().map(|area| group(scope.link(&Place::Area(area.id.clone()), &area.name), Some(&area.id))).collect();
    groups.push(group(Link { href: None, html: escape(scope.words.get("information.no-area")) }, None));
    groups.retain(|group| !group.rows.is_empty());
    groups
}

fn facet(scope: &Scope, information: &InformationModel, facet: &Facet, id: String, of: fn(&Need) -> &Vec<Id>) -> FacetEntry {
    let needs: Vec<&Need> = information.needs.iter().filter(|need| of(need).contains(&facet.id)).collect();
    FacetEntry {
        id,
        name: scope.label(&facet.name),
        description: facet.description.as_ref().map(|description| scope.html(description)),
        needs: needs_summary(scope, &needs),
        rows: needs.iter().map(|need| Link { href: Some(format!("#{}", need.id)), html: scope.label(&need.text) }).collect(),
    }
}

/// The anchor of a set of indicators.
pub fn set_anchor(id: &str) -> String {
    format!("set-{id}")
}

fn set(scope: &Scope, information: &InformationModel, set: &IndicatorSet) -> SetEntry {
    let successor = set.replaced_by.as_ref().map(|id| {
        let name = information.sets.iter().find(|other| other.id == *id).map_or_else(|| escape(id), |other| scope.label(&other.name));
        Link { href: Some(format!("#{}", set_anchor(id))), html: name }
    });
    let indicators = scope.model().indicators.values().filter(|one| one.sets.contains(&set.id)).count();
    SetEntry {
        id: set_anchor(&set.id),
        name: scope.label(&set.name),
        owner: set.owner.as_ref().map(|owner| scope.html(owner)),
        validity: validity(scope, set.valid_from, set.valid_to),
        successor,
        ended: matches!((set.valid_to, scope.release.date), (Some(end), Some(day)) if end < day),
        indicators: scope.words.integer(indicators),
    }
}

fn contents(scope: &Scope, view: &InformationView) -> Vec<TocEntry> {
    let sections = [
        (!view.areas.is_empty(), "s-areas", "information.areas"),
        (!view.states.is_empty(), "s-state", "state.area.title"),
        (!view.ways.is_empty(), "s-ways", "state.area.ways"),
        (view.tests.is_some(), "s-tests", "state.area.tests"),
        (view.coverage.is_some(), "s-coverage", "information.coverage"),
        (!view.needs.is_empty(), "s-needs", "information.needs"),
        (!view.audiences.is_empty(), "s-audiences", "information.audiences"),
        (!view.perspectives.is_empty(), "s-perspectives", "information.perspectives"),
        (!view.sets.is_empty(), "s-sets", "information.sets"),
        (!view.units.is_empty(), "s-units", "information.units"),
        (true, "s-about", "life.about"),
        (!view.life.history.is_empty(), life::HISTORY, "history.title"),
    ];
    sections.into_iter().filter(|(is_there, ..)| *is_there).map(|(_, id, key)| scope.toc_word(id, key)).collect()
}
