//! Maps of an indicator: regions as tiles and as the land they are, in four groups by value.

use super::chart::{Drawn, about, described, source_line};
use super::measure::listed;
use super::remarks::missing_word;
use super::table::Placed;
use super::{Measure, finding};
use crate::model::indicator::Polarity;
use crate::model::{Indicator, ObservationStatus, Region};
use crate::plan::route::Place;
use crate::render::chart::{self, Alternative, Area, MapView, Meaning, Shade, Tile, TileMapView};
use crate::render::scope::Scope;
use crate::render::view::parts::letters;
use crate::statistics::{Given, Standing, Standings, quartiles};

/// Where a map stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting<'a> {
    /// Unique on its page.
    pub id: &'a str,
    /// Whether regions are links: on a page they are, in a file of its own they are not.
    pub has_links: bool,
}

/// Regions as tiles; `None` where no region has a tile.
pub fn tile_map(scope: &Scope, indicator: &Indicator, standings: &Standings, placed: &[Placed], setting: Setting) -> Option<Drawn> {
    let regions = Seen::all(scope, indicator, placed);
    let mut tiles: Vec<Tile> = regions
        .iter()
        .filter_map(|seen| {
            Some(Tile {
                place: seen.region.tile?,
                name: seen.name(),
                short: letters(&seen.short),
                text: seen.number.clone(),
                shade: seen.shade,
                href: seen.href(scope, setting),
                chosen: false,
            })
        })
        .collect();
    tiles.sort_by_key(|tile| (tile.place.1, tile.place.0));
    (!tiles.is_empty()).then_some(())?;
    let (alternative, title, note) = said(scope, indicator, standings, &regions, (setting.id, "map.about-tiles"));
    let view = TileMapView { alternative, tiles, legend: legend(&regions), empty: scope.word("drawn.empty") };
    Some(Drawn { title, about: note, source: source_line(scope, indicator, None), key: Vec::new(), svg: chart::tile_map(&view) })
}

/// Regions as land; `None` where the site has no map of them.
pub fn map(scope: &Scope, indicator: &Indicator, standings: &Standings, placed: &[Placed], setting: Setting) -> Option<Drawn> {
    let outlines = scope.model().regions.outlines.as_ref()?;
    let regions = Seen::all(scope, indicator, placed);
    let corner = |(x, y): (i32, i32)| (f64::from(x), f64::from(y));
    let areas: Vec<Area> = regions
        .iter()
        .filter_map(|seen| {
            let rings = outlines.rings.get(&seen.region.code)?;
            Some(Area {
                rings: rings.iter().map(|ring| ring.iter().copied().map(corner).collect()).collect(),
                name: seen.name(),
                short: letters(&seen.short),
                shade: seen.shade,
                href: seen.href(scope, setting),
            })
        })
        .collect();
    (!areas.is_empty()).then_some(())?;
    let (alternative, title, note) = said(scope, indicator, standings, &regions, (setting.id, "map.about-land"));
    let view = MapView { alternative, size: corner(outlines.size), areas, legend: legend(&regions), empty: scope.word("drawn.empty") };
    let credit = outlines.source.as_ref().map(|source| scope.words.say("map.source", &[("source", scope.plain_text(source).trim_end_matches('.'))]));
    let source = [Some(source_line(scope, indicator, None)), credit].into_iter().flatten().collect::<Vec<_>>().join(" ");
    Some(Drawn { title, about: note, source, key: Vec::new(), svg: chart::map(&view) })
}

/// A region as a map shows it.
struct Seen<'a> {
    region: &'a Region,
    short: String,
    /// Its value with and without the unit, or the word for what is missing.
    text: String,
    number: String,
    value: Option<f64>,
    shade: Shade,
}

impl<'a> Seen<'a> {
    fn all(scope: &Scope, indicator: &Indicator, placed: &[Placed<'a>]) -> Vec<Self> {
        let measure = Measure::new(scope, indicator);
        let country = scope.model().regions.country().map(|country| &country.code);
        let regions: Vec<&Placed<'a>> = placed.iter().filter(|(region, _)| country != Some(&region.code)).collect();
        let values: Vec<f64> = regions.iter().filter_map(|(_, standing)| standing.and_then(Standing::value)).collect();
        let cuts = quartiles(&values);
        let seen = regions.into_iter().map(|(region, standing)| {
            let given = standing.and_then(|standing| standing.given.as_ref());
            let value = standing.and_then(Standing::value);
            let word = || missing_word(scope, given);
            Self {
                region,
                short: scope.plain_text(&region.short_name),
                text: value.map_or_else(word, |value| measure.text(value)),
                number: value.map_or_else(word, |value| measure.number(value)),
                value,
                shade: match (value, cuts) {
                    (Some(value), Some(cuts)) => Shade::Step(cuts.iter().filter(|cut| value > **cut).count() as u8),
                    _ => missing(given),
                },
            }
        });
        seen.collect()
    }

    fn name(&self) -> String {
        format!("{}, {}", self.short, self.text)
    }

    fn href(&self, scope: &Scope, setting: Setting) -> Option<String> {
        if setting.has_links { scope.href(&Place::Region(self.region.slug.clone())) } else { None }
    }
}

/// The fill of a value that is not there.
pub fn missing(given: Option<&Given>) -> Shade {
    match given.map(|given| given.status) {
        Some(ObservationStatus::Q) => Shade::Suppressed,
        Some(ObservationStatus::L) => Shade::NotCollected,
        Some(ObservationStatus::M) => Shade::CannotExist,
        _ => Shade::Absent,
    }
}

/// What the fills mean: from which value to which, then the words for what is missing.
fn legend(regions: &[Seen]) -> Vec<Meaning> {
    let mut legend = Vec::new();
    for step in 0..4 {
        let mut of: Vec<(f64, &str)> =
            regions.iter().filter(|seen| seen.shade == Shade::Step(step)).filter_map(|seen| Some((seen.value?, &*seen.number))).collect();
        of.sort_by(|a, b| a.0.total_cmp(&b.0));
        if let (Some((_, low)), Some((_, high))) = (of.first(), of.last()) {
            legend.push(Meaning { shade: Shade::Step(step), text: range(low, high) });
        }
    }
    let mut words: Vec<(Shade, &str)> = regions.iter().filter(|seen| seen.value.is_none()).map(|seen| (seen.shade, &*seen.text)).collect();
    words.sort_unstable();
    words.dedup();
    legend.extend(words.into_iter().map(|(shade, word)| Meaning { shade, text: word.to_owned() }));
    legend
}

/// From one number to another; with spaces around the dash where a number has a sign or groups.
fn range(low: &str, high: &str) -> String {
    let is_compound = |number: &str| number.chars().any(|sign| sign.is_whitespace() || matches!(sign, '−' | '-'));
    if low == high {
        low.to_owned()
    } else if is_compound(low) || is_compound(high) {
        format!("{low}\u{a0}– {high}")
    } else {
        format!("{low}–{high}")
    }
}

/// The name, the title and the note of a map.
fn said(scope: &Scope, indicator: &Indicator, standings: &Standings, regions: &[Seen], (id, key): (&str, &str)) -> (Alternative, String, String) {
    let measure = Measure::new(scope, indicator);
    let what = about(scope, indicator, &measure, false, standings.period);
    let title = foremost(scope, &measure, regions).unwrap_or_else(|| scope.plain_text(&indicator.name));
    let note = format!("{what}. {}", scope.words.get(key));
    let told = [Some(title.clone()), finding::counts(scope, standings)];
    (Alternative { id: id.to_owned(), title: what, description: described(scope, indicator, &told) }, title, note)
}

/// Which regions are in the best quarter, or in the one with the largest values; `None` where there are no four groups.
fn foremost(scope: &Scope, measure: &Measure, regions: &[Seen]) -> Option<String> {
    let has = |step: u8| regions.iter().any(|seen| seen.shade == Shade::Step(step));
    if !has(0) || !has(3) {
        return None;
    }
    let (step, kind) = match measure.polarity {
        Polarity::None => (3, "largest"),
        Polarity::HigherIsBetter => (3, "best"),
        Polarity::LowerIsBetter => (0, "best"),
    };
    let names: Vec<String> = regions.iter().filter(|seen| seen.shade == Shade::Step(step)).map(|seen| seen.short.clone()).collect();
    let form = if names.len() == 1 { "one" } else { "other" };
    let names = if names.len() > 8 { scope.words.count("count.regions", names.len()) } else { listed(scope.words, &names) };
    Some(scope.words.say(&format!("map.{kind}.{form}"), &[("names", &names)]))
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn a_range_of_compound_numbers_has_room_around_its_dash() {
        assert_eq!(range("61,8", "66,2"), "61,8–66,2");
        assert_eq!(range("−3,0", "4,0"), "−3,0\u{a0}– 4,0");
        assert_eq!(range("1\u{a0}000", "2\u{a0}000"), "1\u{a0}000\u{a0}– 2\u{a0}000");
        assert_eq!(range("5,0", "5,0"), "5,0");
    }
}
