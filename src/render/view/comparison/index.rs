//! The comparison: any two regions in two steps that need no script, all regions in one indicator or in all, and a free choice.

use serde::Serialize;

use crate::model::Region;
use crate::plan::route::{Edition, Place};
use crate::release::MOST_PAIRED;
use crate::render::figures::areas;
use crate::render::figures::judgement;
use crate::render::scope::{Link, Scope, escape};
use crate::render::view::parts::{Cell, TableRow};
use crate::render::view::region::pairs;
use crate::render::view::{Shown, ties};
use crate::statistics::Verdict;

/// What the page for choosing shows.
#[derive(Serialize)]
struct IndexView {
    choices: Vec<Choice>,
    /// Whether there are regions to choose among freely.
    free: bool,
    /// Why there are no pages of pairs, as HTML.
    unpaired: Option<String>,
    /// The table of everything.
    overview: Option<Link>,
    /// Indicators by area: each page shows all regions.
    areas: Vec<Area>,
    /// How two regions are compared, each as HTML.
    method: Vec<String>,
    /// The script of the free choice.
    script: String,
    /// Each verdict with its shape and word, for the script to copy.
    verdicts: Vec<Said>,
}

/// One region, and all that it can be compared with.
#[derive(Serialize)]
struct Choice {
    /// Its name, as HTML.
    name: String,
    /// Its address in this page.
    id: String,
    pairs: Vec<Link>,
}

/// Indicators of an area.
#[derive(Serialize)]
struct Area {
    head: Option<Link>,
    /// Links, as HTML.
    indicators: Vec<String>,
}

/// A verdict as HTML.
#[derive(Serialize)]
struct Said {
    word: &'static str,
    html: String,
}

/// Every pair of comparable regions, and the ways to see more than two.
pub fn index(scope: &Scope) -> Shown {
    let mut regions: Vec<&Region> = scope.model().regions.comparable(scope.release.date).collect();
    let all = regions.len();
    let is_paired = scope.release.has_pairs();
    scope.sort_by_name(&mut regions, |region| scope.plain_text(&region.short_name));
    let choices: Vec<Choice> = regions
        .into_iter()
        .map(|region| Choice { name: scope.label(&region.short_name), id: format!("s-{}", region.slug), pairs: pairs(scope, region) })
        .filter(|choice| !choice.pairs.is_empty())
        .collect();
    let count = choices.iter().map(|choice| choice.pairs.len()).sum::<usize>() / 2;
    let verdicts = [Verdict::Better, Verdict::Worse, Verdict::Similar, Verdict::Higher, Verdict::Lower, Verdict::Equal];
    let view = IndexView {
        free: !choices.is_empty() || !is_paired,
        choices,
        unpaired: unpaired(scope, all),
        overview: Some(scope.word_link(&Place::Overview, "overview.title")).filter(|link| link.href.is_some()),
        areas: areas(scope),
        method: method(scope),
        script: scope.file(scope.theme().asset("compare.js")),
        verdicts: verdicts.map(|verdict| Said { word: verdict.word(), html: judgement::tag(scope, verdict) }).into(),
    };
    let mut shown = Shown::new("comparison.html", scope.said(scope.word("nav.comparison")), &view);
    let offers_pairs = is_paired && scope.route.edition == Edition::Root;
    shown.facts = vec![escape(&if offers_pairs { scope.words.count("compare.pairs", count) } else { scope.words.count("count.regions", all) })];
    ties::opening(shown, scope, if offers_pairs { "compare.index-lead" } else { "compare.many-lead" })
}

/// Why no two of so many regions have a page, where that is not for want of regions.
fn unpaired(scope: &Scope, all: usize) -> Option<String> {
    if !scope.release.has_pairs() {
        return Some(scope.sentence("compare.many", &[("n", &scope.words.integer(all)), ("most", &scope.words.integer(MOST_PAIRED))]));
    }
    (scope.route.edition != Edition::Root && all > 1).then(|| scope.sentence("compare.dated", &[]))
}

/// Indicators with values by area.
fn areas(scope: &Scope) -> Vec<Area> {
    let groups = areas::by_area(scope, |indicator| {
        indicator.data.as_ref()?;
        Some(TableRow::of(vec![Cell::link(&scope.thing(&crate::model::Reference::new(crate::model::Kind::Indicator, indicator.id.clone())))]))
    });
    let areas = groups.into_iter().filter(|group| !group.rows.is_empty());
    areas
        .map(|group| Area { head: group.head, indicators: group.rows.into_cells().into_iter().flat_map(|row| row.cells).map(|cell| cell.html).collect() })
        .collect()
}

/// How two regions are compared.
pub fn method(scope: &Scope) -> Vec<String> {
    ["regions", "interval", "bare", "period"].iter().map(|key| escape(scope.words.get(&format!("compare.method.{key}")))).collect()
}
