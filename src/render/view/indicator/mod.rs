//! Indicators: the newest values, how they are made, and where they are used.
//!
//! The order of sections is the same on every page. Charts stand after the tables that carry
//! their values, and an indicator without values says so.

mod definition;
mod dimension;
mod downloads;
mod examples;
mod groups;
mod headline;
mod index;
mod targets;
mod ties;
mod trend;
mod values;

pub use downloads::size;

use serde::Serialize;

use super::impact::{self, Reach};
use super::life::{self, Step};
use super::parts::{Fact, Row, TableView};
use super::ties::Group;
use super::{Shown, banner};
use crate::impact::Thing;
use crate::model::{Id, Indicator, Kind, Reference};
use crate::plan::route::Place;
use crate::render::chart::Style;
use crate::render::figures::finding;
use crate::render::figures::table::FigureTable;
use crate::render::scope::{ProseView, Scope, escape};

pub use definition::capital;
pub use dimension::dimension;
pub use examples::anchor_of as example_anchor;
pub use index::index;

/// Anchors of the page's own sections, which prose cannot take.
const ANCHORS: [&str; 13] = [
    "s-regions",
    "s-trend",
    "s-groups",
    "s-targets",
    "s-definition",
    "s-examples",
    "s-sources",
    "s-limits",
    "s-used-by",
    "s-documents",
    "s-impact",
    "s-downloads",
    life::HISTORY,
];

/// What an indicator's page shows.
#[derive(Serialize)]
struct IndicatorView {
    headline: Option<headline::Headline>,
    regions: Option<values::RegionsView>,
    trend: Option<trend::TrendSection>,
    groups: Option<groups::GroupsView>,
    targets: Option<FigureTable>,
    definition: definition::DefinitionView,
    limits: Option<String>,
    prose: Option<ProseView>,
    examples: Vec<examples::ExampleView>,
    used_by: Vec<Group>,
    documents: Vec<Group>,
    /// What it reaches when it changes.
    impact: Option<Reach>,
    sources: Vec<Fact>,
    downloads: Vec<Row>,
    history: Vec<Step>,
    data_history: Option<TableView>,
}

/// The page of an indicator.
pub fn one(scope: &Scope, indicator: &Indicator) -> Shown {
    let standings = scope.standings(indicator);
    let view = IndicatorView {
        headline: standings.map(|standings| headline::headline(scope, indicator, standings)),
        regions: standings.map(|standings| values::regions(scope, indicator, standings)),
        trend: trend::section(scope, indicator),
        groups: groups::section(scope, indicator),
        targets: targets::table(scope, indicator, standings),
        definition: definition::definition(scope, indicator),
        limits: indicator.limits.as_ref().filter(|text| !text.is_empty()).map(|text| scope.html(text)),
        prose: scope.prose(&indicator.prose, &ANCHORS),
        examples: examples::examples(scope, indicator),
        used_by: ties::used_by(scope, indicator),
        documents: super::ties::documents(scope, &[Reference::new(Kind::Indicator, indicator.id.clone())]),
        impact: impact::of(scope, &Thing::Indicator(indicator.id.clone()), &[]),
        sources: downloads::sources(scope, indicator),
        downloads: downloads::downloads(scope, indicator),
        history: life::life(scope, &indicator.lifecycle).history,
        data_history: downloads::data_history(scope, indicator),
    };
    let mut shown = Shown::new("indicator.html", scope.plain(&indicator.name), &view);
    shown.description = indicator.definition.as_ref().map(|text| scope.plain_text(text));
    shown = shown.crumb(scope.word_link(&Place::Indicators, "nav.indicators"));
    if let Some(area) = &indicator.area {
        shown = shown.crumb(scope.thing(&Reference::new(Kind::Area, area.clone())));
    }
    shown.facts = facts(scope, indicator);
    let successor = |id: &Id| Reference::new(Kind::Indicator, id.clone());
    shown
        .banner((indicator.illustrative && indicator.data.is_some()).then(|| banner::made_up(scope)))
        .banner(banner::status(scope, &indicator.lifecycle, successor))
        .banner(banner::translation(scope, &indicator.prose, Some(indicator.lifecycle.version)))
        .contents(scope, &view)
}

impl Shown {
    /// The sections that the page has, in its fixed order.
    fn contents(mut self, scope: &Scope, view: &IndicatorView) -> Self {
        self = self.section(scope, "s-regions", if view.regions.is_some() { "indicator.section.regions" } else { "indicator.no-data-title" });
        let values =
            [("s-trend", "trend", view.trend.is_some()), ("s-groups", "groups", view.groups.is_some()), ("s-targets", "targets", view.targets.is_some())];
        let meaning = [
            ("s-definition", "definition", true),
            ("s-examples", "examples", !view.examples.is_empty()),
            ("s-sources", "sources", true),
            ("s-limits", "limits", view.limits.is_some()),
        ];
        for (id, key, _) in values.into_iter().chain(meaning).filter(|(.., is_there)| *is_there) {
            self = self.section(scope, id, &format!("indicator.section.{key}"));
        }
        self = self.sections(view.prose.iter().flat_map(|prose| prose.headings.clone()));
        let rest = [
            ("s-used-by", "used-by", true),
            ("s-documents", "documents", !view.documents.is_empty()),
            ("s-impact", "impact", view.impact.is_some()),
            (life::HISTORY, "versions", true),
            ("s-downloads", "downloads", true),
        ];
        for (id, key, _) in rest.into_iter().filter(|(.., is_there)| *is_there) {
            self = self.section(scope, id, &format!("indicator.section.{key}"));
        }
        self
    }
}

/// A chart of an indicator as a file of its own; `None` where there is no such chart.
pub fn chart_file(scope: &Scope, indicator: &Indicator, name: &str, style: &Style) -> Option<String> {
    let drawn = match name {
        "ranking" => values::ranking(scope, indicator, scope.standings(indicator)?),
        "trend" => trend::drawn(scope, indicator)?,
        "small-multiples" => trend::multiples(scope, indicator)?,
        "tile-map" | "map" => return Some(values::map(scope, indicator, name, false)?.file(style)),
        _ => return None,
    };
    Some(drawn.file(style))
}

/// The facts under the heading: state, version, area, how far the values reach, the id.
fn facts(scope: &Scope, indicator: &Indicator) -> Vec<String> {
    let mut facts = life::strip(scope, &indicator.lifecycle, "kind.indicator");
    if let Some(area) = &indicator.area {
        facts.push(banner::anchor(&scope.thing(&Reference::new(Kind::Area, area.clone()))));
    }
    let frequency = indicator.frequency.map(|frequency| scope.word(&format!("indicator.frequency.{}", definition::word_of_frequency(frequency))));
    let periods = indicator.data.as_ref().map(|data| finding::period_span(scope, &data.periods()));
    let reach = match &periods {
        Some(periods) => scope.words.say("indicator.data-until", &[("period", periods)]),
        None => scope.word("indicator.no-data"),
    };
    facts.push(escape(&[Some(reach), frequency].into_iter().flatten().collect::<Vec<_>>().join(", ")));
    facts.push(format!("<code>{}</code>", escape(&indicator.id)));
    facts
}
