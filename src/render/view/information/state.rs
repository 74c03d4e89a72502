//! How far an area has come: what is described, modelled, measured, tested and put into practice, and what is missing.
//!
//! **What nobody recorded is said to be not recorded**, which is not the same as not done.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::index::of_area;
use super::need::is_open;
use crate::model::use_case::Requirement;
use crate::model::{Area, Document, Id, Indicator, Kind, Reference, Status, UseCase};
use crate::plan::route::Place;
use crate::render::figures::finding::period_span;
use crate::render::scope::{Link, Scope, escape};
use crate::render::view::banner::anchor;
use crate::render::view::collection::word_html;
use crate::render::view::life::legal_basis;
use crate::render::view::parts::{Cell, Column, Fact, Row, TableRow, TableView, Tag};
use crate::statistics;

/// The anchor of what is missing in an area, on its page.
pub const MISSING: &str = "s-missing";

/// What the page's release knows of one area.
pub struct State<'a> {
    scope: &'a Scope<'a>,
    area: &'a Area,
    /// Its use cases, by id.
    cases: Vec<&'a UseCase>,
    /// Its indicators, by id.
    indicators: Vec<&'a Indicator>,
}

impl<'a> State<'a> {
    /// What is known of an area.
    pub fn of(scope: &'a Scope<'a>, area: &'a Area) -> Self {
        let model = scope.model();
        let cases = model.use_cases.values().filter(|one| one.area.as_ref() == Some(&area.id));
        let indicators = model.indicators.values().filter(|one| one.area.as_ref() == Some(&area.id));
        Self { scope, area, cases: cases.collect(), indicators: indicators.collect() }
    }

    /// The area step by step, as facts; an empty one is not recorded.
    pub fn facts(&self) -> Vec<Fact> {
        let told: [(&str, Vec<String>); 6] = [
            ("state.area.described", self.described()),
            ("state.area.modelled", self.modelled()),
            ("state.area.measured", self.measured()),
            ("state.area.tested", self.tested()),
            ("state.area.implemented", self.implemented()),
            ("state.area.missing", self.count_missing()),
        ];
        told.into_iter().map(|(key, lines)| Fact::word(self.scope, key, lines.join("<br>"))).collect()
    }

    /// How many use cases there are, by status.
    fn described(&self) -> Vec<String> {
        if self.cases.is_empty() {
            return Vec::new();
        }
        let count = |status: Status| self.cases.iter().filter(|case| case.lifecycle.status == status).count();
        let by_status = Status::WORDS.iter().map(|(_, status)| (*status, count(*status))).filter(|(_, n)| *n > 0);
        let words = by_status.map(|(status, n)| format!("{} {}", Tag::status(self.scope, status).html, self.scope.words.integer(n)));
        vec![escape(&self.scope.words.count("count.use-cases", self.cases.len())), words.collect::<Vec<_>>().join(", ")]
    }

    /// How many concept models the use cases rest on, and how many of their requirements name an element.
    fn modelled(&self) -> Vec<String> {
        let models: BTreeSet<&Id> = self.cases.iter().flat_map(|case| &case.models).map(|pin| &pin.id).collect();
        let requirements: Vec<&Requirement> = self.cases.iter().flat_map(|case| in_force(case)).collect();
        let tied = requirements.iter().filter(|requirement| requirement.concept.is_some()).count();
        let mut lines = Vec::new();
        if !models.is_empty() {
            lines.push(escape(&self.scope.words.count("count.concept-models", models.len())));
        }
        if !requirements.is_empty() {
            lines.push(self.say("state.area.tied", &[("n", tied), ("all", requirements.len())]));
        }
        lines
    }

    /// How many indicators there are, for which periods, and how many regions have the newest.
    fn measured(&self) -> Vec<String> {
        if self.indicators.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![escape(&self.scope.words.count("count.indicators", self.indicators.len()))];
        let mut periods: Vec<_> = self.indicators.iter().filter_map(|one| one.data.as_ref()).flat_map(|data| data.periods()).collect();
        periods.sort();
        periods.dedup();
        if !periods.is_empty() {
            lines.push(escape(&period_span(self.scope, &periods)));
        }
        let covered: Vec<(usize, usize)> = self.indicators.iter().filter_map(|one| coverage(self.scope, one)).collect();
        let (least, most) = (covered.iter().map(|(n, _)| *n).min(), covered.iter().map(|(n, _)| *n).max());
        if let (Some(least), Some(most), Some((_, all))) = (least, most, covered.first()) {
            let n = if least == most {
                self.scope.words.integer(least)
            } else {
                format!("{}–{}", self.scope.words.integer(least), self.scope.words.integer(most))
            };
            lines.push(escape(&self.scope.words.say("state.area.covered", &[("n", &n), ("all", &self.scope.words.integer(*all))])));
        }
        lines
    }

    /// How many test rounds are in each state, and in how many regions.
    fn tested(&self) -> Vec<String> {
        let rounds: Vec<&Document> = self.cases.iter().flat_map(|case| about(self.scope, "test-rounds", "target", case)).collect();
        self.by_state("test-rounds", &rounds)
    }

    /// How many records of requirements are in each state, and in how many regions.
    fn implemented(&self) -> Vec<String> {
        let records: Vec<&Document> = self.cases.iter().flat_map(|case| about(self.scope, "implementations", "use_case", case)).collect();
        self.by_state("implementations", &records)
    }

    fn by_state(&self, collection: &str, documents: &[&Document]) -> Vec<String> {
        if documents.is_empty() {
            return Vec::new();
        }
        let regions: BTreeSet<&Id> = documents.iter().filter_map(|one| one.reference("region")).map(|region| &region.id).collect();
        let mut states: BTreeMap<&str, usize> = BTreeMap::new();
        for document in documents {
            *states.entry(document.text("state").unwrap_or_default()).or_default() += 1;
        }
        let told = states.into_iter().map(|(word, n)| format!("{} {}", state_word(self.scope, collection, word), self.scope.words.integer(n)));
        let mut lines = vec![told.collect::<Vec<_>>().join(", ")];
        if !regions.is_empty() {
            lines.insert(0, escape(&self.scope.words.count("count.regions", regions.len())));
        }
        lines
    }

    fn count_missing(&self) -> Vec<String> {
        let n = self.missing().len();
        if n == 0 {
            return vec![escape(self.scope.words.get("state.area.whole"))];
        }
        let href = self.scope.href(&Place::Area(self.area.id.clone())).map(|href| format!("{href}#{MISSING}"));
        vec![anchor(&Link { href, html: escape(&self.scope.words.count("state.area.gaps", n)) })]
    }

    /// All that is missing, each with what it is.
    pub fn missing(&self) -> Vec<Row> {
        let scope = self.scope;
        let note = |link: Link, key: &str| Row::of(link).note(escape(scope.words.get(&format!("state.gap.{key}"))));
        let mut rows = Vec::new();
        if self.area.legal_basis.is_empty() {
            rows.push(note(Link { href: None, html: escape(scope.words.get("lifecycle.legal-basis")) }, "law"));
        }
        if self.cases.is_empty() {
            rows.push(note(Link { href: None, html: escape(scope.words.get("kind.use-case")) }, "use-case"));
        }
        for case in &self.cases {
            let thing = || scope.thing(&Reference::new(Kind::UseCase, case.id.clone()));
            rows.extend(gaps(scope, case).into_iter().map(|key| note(thing(), key)));
            let page = scope.href(&Place::UseCase(case.id.clone())).unwrap_or_default();
            for question in case.questions.iter().filter(|question| question.indicators.is_empty()) {
                let link = Link { href: Some(format!("{page}#{}", question.id)), html: scope.label(&question.text) };
                rows.push(note(link, "question"));
            }
        }
        for indicator in self.indicators.iter().filter(|indicator| indicator.data.is_none()) {
            rows.push(note(scope.thing(&Reference::new(Kind::Indicator, indicator.id.clone())), "values"));
        }
        let page = scope.href(&Place::Information).unwrap_or_default();
        for need in scope.model().information.iter().flat_map(|information| of_area(information, &self.area.id)).filter(|need| is_open(need)) {
            rows.push(note(Link { href: Some(format!("{page}#{}", need.id)), html: scope.label(&need.text) }, "need"));
        }
        rows
    }

    /// The area's indicators with the periods and regions that have values; none where there are no indicators.
    pub fn coverage(&self) -> Option<TableView> {
        let scope = self.scope;
        let row = |indicator: &&Indicator| {
            let name = Cell::link(&scope.thing(&Reference::new(Kind::Indicator, indicator.id.clone())));
            let Some(data) = &indicator.data else {
                return TableRow::of(vec![name, Cell::void(scope, "missing.not-recorded"), Cell::default(), Cell::default()]);
            };
            let latest = statistics::latest(indicator, &scope.model().regions, scope.release.date);
            let newest = latest
                .map_or_else(|| Cell::void(scope, "missing.not-recorded"), |period| Cell::of(escape(&scope.words.period(period))).key(period.to_string()));
            let covered = coverage(scope, indicator).map_or_else(Cell::default, |(n, all)| Cell::of(of_all(scope, n, all)).key(n.to_string()));
            TableRow::of(vec![name, Cell::of(escape(&period_span(scope, &data.periods()))), newest, covered])
        };
        let mut indicators = self.indicators.clone();
        scope.sort_by_name(&mut indicators, |one| scope.plain_text(&one.name));
        (!indicators.is_empty()).then(|| TableView {
            id: "measured".to_owned(),
            caption: escape(scope.words.get("state.area.coverage")),
            quiet: true,
            columns: vec![
                Column::word(scope, "kind.indicator"),
                Column::word(scope, "state.area.periods"),
                Column::word(scope, "state.area.newest"),
                Column::word(scope, "state.area.regions").number(),
            ],
            rows: indicators.iter().map(row).collect(),
            ..TableView::default()
        })
    }

    /// Regions against the area's use cases, by test rounds.
    pub fn tests(&self) -> Option<TableView> {
        tests(self.scope, &self.cases, "tested")
    }

    /// For each use case with records, its requirements against regions.
    pub fn implementations(&self) -> Vec<Practice> {
        let tables = self.cases.iter().filter_map(|case| {
            let table = practice(self.scope, case)?;
            Some(Practice { use_case: self.scope.thing(&Reference::new(Kind::UseCase, case.id.clone())), table })
        });
        tables.collect()
    }

    fn say(&self, key: &str, numbers: &[(&str, usize)]) -> String {
        let numbers: Vec<(&str, String)> = numbers.iter().map(|(name, n)| (*name, self.scope.words.integer(*n))).collect();
        let fill: Vec<(&str, &str)> = numbers.iter().map(|(name, n)| (*name, n.as_str())).collect();
        escape(&self.scope.words.say(key, &fill))
    }
}

/// The requirements of a use case against the regions that have told of them.
#[derive(Serialize)]
pub struct Practice {
    /// The use case.
    pub use_case: Link,
    /// The table.
    pub table: TableView,
}

/// Requirements that are in force.
fn in_force(case: &UseCase) -> impl Iterator<Item = &Requirement> {
    case.requirements.iter().filter(|requirement| requirement.deprecated.is_none())
}

/// What a use case as a whole lacks, as keys of words.
pub fn gaps(scope: &Scope, case: &UseCase) -> Vec<&'static str> {
    let has_indicator = !case.indicators.is_empty() || case.questions.iter().any(|question| !question.indicators.is_empty());
    let lacks = [
        (case.models.is_empty(), "model"),
        (!has_indicator, "indicator"),
        (case.requirements.is_empty(), "requirements"),
        (about(scope, "test-rounds", "target", case).next().is_none(), "tests"),
        (about(scope, "implementations", "use_case", case).next().is_none(), "implementations"),
    ];
    lacks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, key)| key).collect()
}

/// How many comparable regions have a value in the newest period, of how many.
fn coverage(scope: &Scope, indicator: &Indicator) -> Option<(usize, usize)> {
    let regions = &scope.model().regions;
    let data = indicator.data.as_ref()?;
    let latest = statistics::latest(indicator, regions, scope.release.date)?;
    let comparable: Vec<_> = regions.comparable(scope.release.date).collect();
    let valued = comparable.iter().filter(|region| data.total(&region.code, latest).is_some_and(|row| row.value.is_some())).count();
    Some((valued, comparable.len()))
}

fn of_all(scope: &Scope, n: usize, all: usize) -> String {
    escape(&scope.words.say("state.area.of-all", &[("n", &scope.words.integer(n)), ("all", &scope.words.integer(all))]))
}

/// Documents of a collection whose field refers to a use case.
fn about<'a>(scope: &Scope<'a>, collection: &'static str, field: &'static str, case: &UseCase) -> impl Iterator<Item = &'a Document> + use<'a> {
    let thing = Reference::new(Kind::UseCase, case.id.clone());
    scope.model().documents(collection).filter(move |document| document.reference(field) == Some(&thing))
}

/// A state in the reader's words; one that nobody recorded is said to be so.
fn state_word(scope: &Scope, collection: &str, word: &str) -> String {
    match scope.model().collections.get(collection) {
        Some(collection) if !word.is_empty() => word_html(scope, collection, "state", word),
        _ => format!("<span class=\"void\">{}</span>", escape(scope.words.get("missing.not-recorded"))),
    }
}

/// A document as its state, linked to its page.
fn linked_state(scope: &Scope, collection: &str, document: &Document) -> String {
    let href = scope.href(&Place::Document(collection.into(), document.id.clone()));
    let role =
        document.text("role").filter(|role| *role != "test").and_then(|role| Some(word_html(scope, scope.model().collections.get(collection)?, "role", role)));
    let words = anchor(&Link { href, html: state_word(scope, collection, document.text("state").unwrap_or_default()) });
    role.map_or(words.clone(), |role| format!("{words} ({role})"))
}

/// Regions down, use cases across, and how far each test is; none where no test is recorded.
pub fn tests(scope: &Scope, cases: &[&UseCase], id: &str) -> Option<TableView> {
    let rounds: Vec<(&UseCase, &Document)> =
        cases.iter().flat_map(|case| about(scope, "test-rounds", "target", case).map(move |round| (*case, round))).collect();
    if rounds.is_empty() {
        return None;
    }
    let tested: Vec<&&UseCase> = cases.iter().filter(|case| rounds.iter().any(|(of, _)| of.id == case.id)).collect();
    let mut regions: Vec<Option<&Reference>> = rounds.iter().map(|(_, round)| round.reference("region")).collect();
    regions.sort();
    regions.dedup();
    // Rounds without a region, such as a search for a tester, come last.
    regions.sort_by_key(Option::is_none);
    let cell = |case: &UseCase, region: Option<&Reference>| {
        let here = rounds.iter().filter(|(of, round)| of.id == case.id && round.reference("region") == region);
        let states: Vec<String> = here.map(|(_, round)| linked_state(scope, "test-rounds", round)).collect();
        if states.is_empty() { Cell::void(scope, "missing.not-recorded") } else { Cell::of(states.join(", ")) }
    };
    let rows = regions.into_iter().map(|region| {
        let name = region.map_or_else(|| Cell::void(scope, "state.area.no-region"), |region| Cell::link(&scope.thing(region)));
        TableRow::of(std::iter::once(name).chain(tested.iter().map(|case| cell(case, region))).collect())
    });
    let heads = tested.iter().map(|case| Column::new(anchor(&scope.thing(&Reference::new(Kind::UseCase, case.id.clone())))));
    Some(TableView {
        id: id.to_owned(),
        caption: escape(scope.words.get("state.area.tests")),
        quiet: true,
        always: tested.len() > 4,
        columns: std::iter::once(Column::word(scope, "kind.region")).chain(heads).collect(),
        rows: rows.collect(),
        ..TableView::default()
    })
}

/// Requirements down, regions across; none where no region has told of any.
fn practice(scope: &Scope, case: &UseCase) -> Option<TableView> {
    let records: Vec<&Document> = about(scope, "implementations", "use_case", case).collect();
    if records.is_empty() {
        return None;
    }
    let mut regions: Vec<&Reference> = records.iter().filter_map(|record| record.reference("region")).collect();
    regions.sort();
    regions.dedup();
    let page = scope.href(&Place::UseCase(case.id.clone())).unwrap_or_default();
    let cell = |requirement: &Requirement, region: &Reference| {
        let here = records.iter().filter(|record| record.reference("region") == Some(region) && record.text("requirement") == Some(&requirement.id));
        let states: Vec<String> = here.map(|record| linked_state(scope, "implementations", record)).collect();
        if states.is_empty() { Cell::void(scope, "missing.not-recorded") } else { Cell::of(states.join(", ")) }
    };
    let rows = in_force(case).map(|requirement| {
        let name = anchor(&Link { href: Some(format!("{page}#{}", requirement.id)), html: escape(&requirement.id) });
        let first = Cell::of(format!("{name} <span class=\"sub\">{}</span>", scope.label(&requirement.text)));
        TableRow::of(std::iter::once(first).chain(regions.iter().map(|region| cell(requirement, region))).collect())
    });
    let heads = regions.iter().map(|region| Column::new(anchor(&scope.thing(region))));
    Some(TableView {
        id: format!("practice-{}", case.id),
        caption: scope.label(&case.title),
        quiet: true,
        always: regions.len() > 4,
        columns: std::iter::once(Column::word(scope, "requirement.text").wide()).chain(heads).collect(),
        rows: rows.collect(),
        ..TableView::default()
    })
}

/// The way from the law to the figure in one area.
#[derive(Serialize)]
pub struct Way {
    /// The area.
    pub area: Link,
    /// The law it rests on, as HTML; empty where none is recorded.
    pub law: String,
    /// Its use cases, each with its indicators and its gaps, and then the indicators that no use case of it names.
    pub rows: Vec<WayRow>,
}

/// A use case on the way, or what stands beside.
#[derive(Serialize)]
pub struct WayRow {
    /// The use case; its words say so where there is none.
    pub use_case: Link,
    /// Indicators that answer.
    pub indicators: Vec<Link>,
    /// What it lacks, in words.
    pub gaps: Vec<String>,
}

/// The ways of all areas.
pub fn ways(scope: &Scope) -> Vec<Way> {
    scope.model().areas().iter().map(|area| way(scope, area)).collect()
}

fn way(scope: &Scope, area: &Area) -> Way {
    let state = State::of(scope, area);
    let link = |id: &Id| scope.thing(&Reference::new(Kind::Indicator, id.clone()));
    let mut rows: Vec<WayRow> = Vec::new();
    let mut named: BTreeSet<&Id> = BTreeSet::new();
    for case in &state.cases {
        let mut answers: Vec<&Id> = case.indicators.iter().chain(case.questions.iter().flat_map(|question| &question.indicators)).collect();
        answers.sort();
        answers.dedup();
        let open = case.questions.iter().filter(|question| question.indicators.is_empty()).count();
        let mut gaps: Vec<String> = gaps(scope, case).into_iter().map(|key| escape(scope.words.get(&format!("state.gap.{key}")))).collect();
        gaps.extend((open > 0).then(|| escape(&scope.words.count("state.gap.open", open))));
        rows.push(WayRow {
            use_case: scope.thing(&Reference::new(Kind::UseCase, case.id.clone())),
            indicators: answers.iter().map(|id| link(id)).collect(),
            gaps,
        });
        named.extend(answers);
    }
    let rest: Vec<Link> = state.indicators.iter().filter(|indicator| !named.contains(&indicator.id)).map(|indicator| link(&indicator.id)).collect();
    if rows.is_empty() || !rest.is_empty() {
        let gaps = if state.cases.is_empty() { vec![escape(scope.words.get("state.gap.use-case"))] } else { Vec::new() };
        let key = if state.cases.is_empty() { "use-case.none-in-area" } else { "state.area.rest" };
        rows.push(WayRow {
            use_case: Link { href: None, html: format!("<span class=\"void\">{}</span>", escape(scope.words.get(key))) },
            indicators: rest,
            gaps,
        });
    }
    Way { area: scope.link(&Place::Area(area.id.clone()), &area.name), law: legal_basis(scope, &area.legal_basis), rows }
}
