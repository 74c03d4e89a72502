//! A region in two printed pages: sentences for those who lead it, and pictures that carry their source inside.
//!
//! **Every list is bounded**, so that the page stays within two sheets of A4 however many
//! indicators a site has; what is left out is counted, and stands on the region's page.

use serde::Serialize;

use super::about;
use super::values::Profile;
use crate::model::indicator::Polarity;
use crate::model::{Indicator, Kind, Observation, ObservationStatus, Reference, Region};
use crate::plan::route::{Place, Route};
use crate::render::figures::measure::in_period;
use crate::render::figures::remarks::missing_word;
use crate::render::figures::table::Series;
use crate::render::figures::{Measure, areas, chart, finding, judgement, measure, source, table};
use crate::render::scope::{Scope, escape};
use crate::render::view::banner::anchor;
use crate::render::view::parts::Figure;
use crate::render::view::{Shown, banner};
use crate::statistics::{self, Standing, Standings, Trend, Verdict};

/// How many indicators are told under a heading.
const MOST: usize = 4;

/// What the summary of a region shows; all sentences are HTML.
#[derive(Serialize)]
struct SummaryView {
    overall: Vec<String>,
    parts: Vec<Part>,
    areas: Vec<String>,
    figures: Vec<Figure>,
    basis: Vec<String>,
}

/// Sentences under a heading.
#[derive(Serialize)]
struct Part {
    title: String,
    /// Each a sentence about one indicator.
    told: Vec<String>,
    /// How many more there are, or that there is none.
    rest: Option<String>,
}

/// One indicator with where the region stands in it.
type Told<'a> = (&'a Indicator, &'a Standings, &'a Standing);

/// A region in two printed pages.
pub fn summary(scope: &Scope, region: &Region) -> Shown {
    let profile = Profile::of(scope, region);
    let told: Vec<Told> = profile.told();
    let better = chosen(&told, Verdict::Better);
    let worse = chosen(&told, Verdict::Worse);
    let (changing, targets) = (changing(&told), targets(scope, &told));
    let without: Vec<&Told> = told.iter().filter(|(.., standing)| standing.value().is_none()).collect();
    let view = SummaryView {
        overall: overall(scope, region, &told),
        parts: vec![
            part(scope, "better", better.len(), better.iter().map(|told| place(scope, *told))),
            part(scope, "worse", worse.len(), worse.iter().map(|told| place(scope, *told))),
            part(scope, "changing", changing.len(), changing.iter().filter_map(|told| change(scope, region, told))),
            part(scope, "targets", targets.len(), targets.iter().cloned()),
            part(scope, "missing", without.len(), without.iter().map(|told| missing(scope, told))),
        ],
        areas: by_area(scope, &told),
        figures: worse
            .first()
            .or(better.first())
            .or(told.iter().find(|told| told.2.value().is_some()).as_ref().copied())
            .map(|told| figures(scope, region, *told))
            .unwrap_or_default(),
        basis: basis(scope, region, &told),
    };
    let name = scope.plain_text(&region.short_name);
    let mut shown = Shown::new("summary.html", scope.said(scope.words.say("summary.title", &[("name", &name)])), &view);
    shown = shown.crumb(scope.word_link(&Place::Regions, "nav.regions")).crumb(scope.link(&Place::Region(region.slug.clone()), &region.short_name));
    shown.facts = vec![scope.label(&region.name), about::level(scope, region)];
    shown.facts.extend(source::release(scope).map(|release| escape(&source::dated(scope, release))));
    shown.description = Some(scope.words.say("summary.description", &[("name", &name)]));
    shown.banner(profile.is_made_up().then(|| banner::made_up(scope)))
}

/// The indicators of a verdict, those of the outermost ranks first.
fn chosen<'a>(told: &[Told<'a>], verdict: Verdict) -> Vec<Told<'a>> {
    let mut found: Vec<Told> = told.iter().filter(|(.., standing)| standing.country.is_some_and(|country| country.verdict == verdict)).copied().collect();
    let share = |(_, standings, standing): &Told| standing.rank.unwrap_or(0) as f64 / standings.ranked.max(1) as f64;
    found.sort_by(|a, b| {
        let order = share(a).total_cmp(&share(b));
        if verdict == Verdict::Worse { order.reverse() } else { order }.then_with(|| a.0.id.cmp(&b.0.id))
    });
    found
}

/// How the region is doing as a whole.
fn overall(scope: &Scope, region: &Region, told: &[Told]) -> Vec<String> {
    let words = scope.words;
    let verdicts: Vec<Verdict> = told.iter().filter_map(|(.., standing)| standing.country).map(|country| country.verdict).collect();
    let count = |verdict: Verdict| verdicts.iter().filter(|other| **other == verdict).count();
    let judged = [Verdict::Better, Verdict::Worse, Verdict::Similar];
    let name = scope.plain_text(&region.short_name);
    let mut sentences = Vec::new();
    if verdicts.iter().any(|verdict| judged.contains(verdict)) {
        let clauses: Vec<String> = judged.iter().map(|verdict| words.count(&format!("summary.overall.{}", verdict.word()), count(*verdict))).collect();
        sentences.push(words.say("summary.overall.judged", &[("name", &name), ("clauses", &measure::listed(words, &clauses))]));
    }
    let bare = verdicts.iter().filter(|verdict| !judged.contains(verdict)).count();
    sentences.extend((bare > 0).then(|| words.count("summary.overall.bare", bare)));
    if verdicts.is_empty() {
        sentences.push(words.say("summary.overall.not-compared", &[("name", &name)]));
    }
    sentences.extend(directions(scope, told));
    sentences.iter().map(|sentence| escape(sentence)).collect()
}

/// How many indicators are getting better and worse.
fn directions(scope: &Scope, told: &[Told]) -> Option<String> {
    let ways: Vec<Way> = told.iter().filter(|(indicator, ..)| indicator.polarity != Polarity::None).filter_map(|told| way(told.0, told.2.trend)).collect();
    if ways.is_empty() {
        return None;
    }
    let number = |way: Way| scope.words.integer(ways.iter().filter(|other| **other == way).count());
    let fill = [number(Way::Better), number(Way::Worse), number(Way::None)];
    Some(scope.words.count("summary.overall.directions", ways.len()).replace("{better}", &fill[0]).replace("{worse}", &fill[1]).replace("{none}", &fill[2]))
}

/// Which way a series goes, judged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Better,
    Worse,
    /// No way can be told from chance.
    None,
}

/// Which way a series goes; `None` where it is too short.
fn way(indicator: &Indicator, trend: Trend) -> Option<Way> {
    let is_rise_good = indicator.polarity == Polarity::HigherIsBetter;
    match trend {
        Trend::Rising { .. } if is_rise_good => Some(Way::Better),
        Trend::Falling { .. } if !is_rise_good => Some(Way::Better),
        Trend::Rising { .. } | Trend::Falling { .. } => Some(Way::Worse),
        Trend::None { .. } => Some(Way::None),
        Trend::TooShort { .. } => None,
    }
}

/// Sentences under a heading; of more than a few only how many.
fn part(scope: &Scope, key: &str, found: usize, told: impl Iterator<Item = String>) -> Part {
    let rest = match found {
        0 => Some(escape(scope.words.get(&format!("summary.none.{key}")))),
        found if found > MOST => Some(escape(&scope.words.count("summary.more", found - MOST))),
        _ => None,
    };
    Part { title: scope.word(&format!("summary.section.{key}")), told: told.take(MOST).collect(), rest }
}

fn link(scope: &Scope, indicator: &Indicator) -> String {
    anchor(&scope.thing(&Reference::new(Kind::Indicator, indicator.id.clone())))
}

/// Where the region stands in an indicator: value, period, country, rank.
fn place(scope: &Scope, (indicator, standings, standing): Told) -> String {
    let measure = Measure::new(scope, indicator);
    let Some((given, value)) = standing.given.as_ref().and_then(|given| Some((given, given.value?))) else { return String::new() };
    let country = standings.country().and_then(Standing::value);
    let mut clauses = vec![format!("{} {}", measure.text(value), in_period(scope.words, given.period))];
    clauses.extend(country.map(|country| scope.words.say("summary.country", &[("value", &measure.text(country))])));
    let numbers = [standing.rank.map(|rank| scope.words.integer(rank)), Some(scope.words.integer(standings.ranked))];
    if let [Some(rank), Some(ranked)] = &numbers {
        clauses.push(scope.words.say("summary.rank", &[("rank", rank), ("ranked", ranked)]));
    }
    format!("{}: {}.", link(scope, indicator), escape(&clauses.join(", ")))
}

/// Indicators that change, those that get worse first.
fn changing<'t, 'a>(told: &'t [Told<'a>]) -> Vec<&'t Told<'a>> {
    let mut found: Vec<(u8, &Told)> = told
        .iter()
        .filter_map(|told| match (way(told.0, told.2.trend)?, told.0.polarity) {
            (Way::None, _) => None,
            (_, Polarity::None) => Some((2, told)),
            (way, _) => Some((u8::from(way == Way::Better), told)),
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| probability(a.1.2.trend).total_cmp(&probability(b.1.2.trend))).then_with(|| a.1.0.id.cmp(&b.1.0.id)));
    found.into_iter().map(|(_, told)| told).collect()
}

fn probability(trend: Trend) -> f64 {
    match trend {
        Trend::Rising { p } | Trend::Falling { p } | Trend::None { p } => p,
        Trend::TooShort { .. } => 1.0,
    }
}

/// From what to what a series has gone since its last break.
fn change(scope: &Scope, region: &Region, (indicator, _, standing): &Told) -> Option<String> {
    let data = indicator.data.as_deref()?;
    let rows = statistics::series(data, &scope.model().regions, region, &vec![None; data.dimensions.len()]);
    let since = rows.iter().rposition(|row| row.status == ObservationStatus::B).unwrap_or(0);
    let given: Vec<&Observation> = rows[since..].iter().filter(|row| row.value.is_some()).collect();
    let (first, last) = (given.first()?, given.last()?);
    let measure = Measure::new(scope, indicator);
    let fill = [
        ("first", measure.text(first.value?)),
        ("in-first", in_period(scope.words, first.period)),
        ("last", measure.text(last.value?)),
        ("in-last", in_period(scope.words, last.period)),
        ("trend", judgement::trend_word(scope, standing.trend, indicator.polarity)),
        ("ground", judgement::trend_ground(scope, standing.trend)),
    ];
    let fill: Vec<(&str, &str)> = fill.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Some(format!("{}: {}", link(scope, indicator), escape(&scope.words.say("summary.change", &fill))))
}

/// Targets that hold in the period of the value, those that are not reached first.
fn targets(scope: &Scope, told: &[Told]) -> Vec<String> {
    let mut found: Vec<(bool, String)> = Vec::new();
    for (indicator, _, standing) in told {
        let Some((given, value)) = standing.given.as_ref().and_then(|given| Some((given, given.value?))) else { continue };
        let year = given.period.year;
        let holding = indicator
            .targets
            .iter()
            .filter(|target| target.valid_from.is_none_or(|from| from.year <= year) && target.valid_to.is_none_or(|to| to.year >= year));
        for target in holding {
            let is_reached = match indicator.polarity {
                Polarity::HigherIsBetter => value >= target.value,
                Polarity::LowerIsBetter => value <= target.value,
                Polarity::None => continue,
            };
            let measure = Measure::new(scope, indicator);
            let fill = [measure.text(value), in_period(scope.words, given.period), measure.text(target.value)];
            let key = if is_reached { "summary.target.reached" } else { "summary.target.not-reached" };
            let sentence = scope.words.say(key, &[("value", &fill[0]), ("period", &fill[1]), ("target", &fill[2])]);
            found.push((is_reached, format!("{}: {}", link(scope, indicator), escape(&sentence))));
        }
    }
    found.sort_by_key(|(is_reached, _)| *is_reached);
    found.into_iter().map(|(_, sentence)| sentence).collect()
}

/// An indicator of which the region has no value, and why.
fn missing(scope: &Scope, (indicator, _, standing): &Told) -> String {
    format!("{}: {}.", link(scope, indicator), escape(&missing_word(scope, standing.given.as_ref())))
}

/// A sentence on each area of the information model.
fn by_area(scope: &Scope, told: &[Told]) -> Vec<String> {
    let groups = areas::by_area(scope, |indicator| {
        let at = told.binary_search_by(|(other, ..)| other.id.cmp(&indicator.id)).ok()?;
        Some(crate::render::view::parts::TableRow { id: Some(told[at].0.id.to_string()), ..Default::default() })
    });
    let sentences = groups.into_iter().filter_map(|group| {
        let head = group.head.as_ref()?;
        let found = |id: &str| told.binary_search_by(|(indicator, ..)| (*indicator.id).cmp(id)).ok();
        let of_area: Vec<&Told> = group.rows.into_cells().iter().filter_map(|row| Some(&told[found(row.id.as_deref()?)?])).collect();
        if of_area.is_empty() {
            return Some(format!("{}: {}.", anchor(head), group.note.clone().unwrap_or_default()));
        }
        let values = of_area.iter().filter(|(.., standing)| standing.value().is_some()).count();
        let count = |verdict: Verdict| of_area.iter().filter(|(.., standing)| standing.country.is_some_and(|country| country.verdict == verdict)).count();
        let numbers = [count(Verdict::Better), count(Verdict::Worse), count(Verdict::Similar)];
        let judged: usize = numbers.iter().sum();
        let fill = numbers.map(|number| scope.words.integer(number));
        let sentence = if judged == 0 {
            scope.words.count("summary.area.unjudged", values)
        } else {
            let sentence = scope.words.count("summary.area.judged", judged);
            sentence.replace("{better}", &fill[0]).replace("{worse}", &fill[1]).replace("{similar}", &fill[2])
        };
        Some(format!("{}: {}", anchor(head), escape(&sentence)))
    });
    sentences.collect()
}

/// The indicator that stands out: all regions in order, and the region in time, each with its source inside.
fn figures(scope: &Scope, region: &Region, (indicator, standings, _): Told) -> Vec<Figure> {
    let mut figures = vec![chart::ranking(scope, indicator, standings, &table::comparable(scope, standings), "ranking").signed()];
    if let Some(data) = indicator.data.as_deref() {
        let regions = &scope.model().regions;
        let of = |region| Series { region, rows: statistics::series(data, regions, region, &vec![None; data.dimensions.len()]) };
        let chosen: Vec<Series> = regions.country().into_iter().chain(Some(region)).map(of).filter(|series| !series.rows.is_empty()).collect();
        let is_series = chosen.iter().any(|series| series.rows.iter().filter(|row| row.value.is_some()).count() > 1);
        figures.extend(is_series.then(|| chart::trend(scope, indicator, &chosen, &[], "trend").signed()));
    }
    figures
}

/// What the sentences rest on, and where the rest is.
fn basis(scope: &Scope, region: &Region, told: &[Told]) -> Vec<String> {
    let settings = scope.settings();
    let route = Route { place: Place::Region(region.slug.clone()), ..scope.route.clone() };
    let url = format!("{}{}", settings.base_url, route.folder(settings));
    let mut lines = Vec::new();
    if told.iter().any(|(.., standing)| standing.country.is_some()) {
        lines.push(scope.sentence("region.values.method", &[]));
    }
    lines.push(scope.sentence("method.trend", &[]));
    let mut sources: Vec<String> =
        told.iter().filter_map(|(indicator, ..)| indicator.source.as_ref()).map(|source| scope.plain_text(source).trim_end_matches('.').to_owned()).collect();
    sources.sort_by(|a, b| scope.words.compare(a, b));
    sources.dedup();
    if !sources.is_empty() {
        let shown = sources.iter().take(MOST).cloned().collect::<Vec<_>>().join("; ");
        lines.push(scope.sentence(if sources.len() > MOST { "summary.sources-and-more" } else { "summary.sources" }, &[("sources", &escape(&shown))]));
    }
    lines.push(scope.sentence("summary.more-at", &[("url", &escape(&url))]));
    lines.extend(finding::period_note(scope, told.iter().filter_map(|(_, standings, _)| standings.period)));
    lines
}
