//! A region in all indicators, each between the worst and the best region.

use super::chart::Drawn;
use super::judgement::{self, shape};
use super::measure::listed;
use super::remarks::Remarks;
use super::remarks::missing_word;
use super::table::FigureTable;
use super::{Measure, areas, source};
use crate::model::indicator::Polarity;
use crate::model::{Id, Indicator, Kind, Reference, Region};
use crate::render::chart::{self, Alternative, Mark, ProfileGroup, ProfileRow, ProfileView, Spread};
use crate::render::scope::{Scope, escape};
use crate::render::view::banner::anchor;
use crate::render::view::parts::{Cell, Column, TableRow};
use crate::statistics::{Standing, Standings, Verdict, quartiles};

/// How many indicators a picture shows: more rows than these cannot be read as one picture, nor printed.
const MOST: usize = 60;

/// The profile of a region; `None` where it stands in no indicator.
///
/// Of more than [`MOST`] indicators it shows those in which the region comes nearest to the first or the last.
pub fn profile(scope: &Scope, region: &Region, id: &str) -> Option<Drawn> {
    let places = places(scope, region);
    if places.is_empty() {
        return None;
    }
    let name = scope.plain_text(&region.short_name);
    let title = title(scope, &name, &places);
    let is_made_up = places.iter().any(|place| place.indicator.illustrative);
    let all = places.len();
    let found: Vec<Found> = outermost(places).into_iter().map(|place| Found::of(scope, place)).collect();
    let made_up = is_made_up.then(|| scope.word("source.made-up"));
    let what = scope.words.say("profile.name", &[("name", &name)]);
    let has_unjudged = found.iter().any(|found| found.indicator.polarity == Polarity::None && found.spread.is_some());
    let country = scope.model().regions.country();
    let bench = country.map_or_else(|| scope.word("profile.median"), |country| scope.plain_text(&country.short_name));
    let has_medians = country.is_some() && found.iter().any(|found| found.spread.is_some() && !found.has_country);
    let notes = [("profile.unjudged", has_unjudged), ("profile.medians", has_medians)];
    let fill = [scope.words.integer(found.len()), scope.words.integer(all)];
    let outermost = (found.len() < all).then(|| scope.words.say("profile.outermost", &[("n", &fill[0]), ("all", &fill[1])]));
    let view = ProfileView {
        alternative: Alternative {
            id: id.to_owned(),
            title: what.clone(),
            description: [Some(format!("{title}.")), outermost.clone(), made_up.clone()].into_iter().flatten().collect::<Vec<_>>().join(" "),
        },
        ends: [scope.word("profile.worst"), bench, scope.word("profile.best")],
        groups: groups(scope, &found),
        note: notes.iter().filter(|(_, holds)| *holds).map(|(key, _)| scope.word(key)).collect::<Vec<_>>().join(" "),
        empty: scope.word("drawn.empty"),
    };
    Some(Drawn {
        title,
        about: [Some(format!("{what}.")), outermost, Some(scope.word("profile.about"))].into_iter().flatten().collect::<Vec<_>>().join(" "),
        source: [made_up, Some(site_line(scope))].into_iter().flatten().collect::<Vec<_>>().join(" "),
        key: judgement::key(scope, found.iter().filter_map(|found| found.standing.country).map(|comparison| comparison.verdict)),
        svg: chart::profile(&view),
    })
}

/// The site and the release that show the values.
pub(super) fn site_line(scope: &Scope) -> String {
    let site = scope.plain_text(&scope.settings().title);
    source::release(scope).map_or_else(|| format!("{site}."), |release| scope.words.say("profile.source", &[("site", &site), ("release", &release)]))
}

/// A region in one indicator.
#[derive(Clone, Copy)]
struct Place<'a> {
    indicator: &'a Indicator,
    standings: &'a Standings,
    standing: &'a Standing,
}

/// All indicators that have a row of a region, or compare it, in the order of their ids.
fn places<'a>(scope: &Scope<'a>, region: &Region) -> Vec<Place<'a>> {
    let place = scope.place_of(region);
    let places = scope.all_standings().filter_map(|(indicator, standings)| {
        let standings = standings?;
        Some(Place { indicator, standings, standing: standings.at_place(place, &region.code)? })
    });
    places.collect()
}

/// At most as many as a picture shows: those in which the region comes nearest to the first or the last, in the order of ids.
fn outermost(mut places: Vec<Place>) -> Vec<Place> {
    if places.len() > MOST {
        places.sort_by_cached_key(|place| std::cmp::Reverse(place.distance()));
        places.truncate(MOST);
        places.sort_by(|a, b| a.indicator.id.cmp(&b.indicator.id));
    }
    places
}

impl Place<'_> {
    /// How far from the middle of the regions the value is: how many thousandths more of them are on one side than on the other.
    fn distance(&self) -> usize {
        let Some(own) = self.standing.value() else { return 0 };
        let others = || self.standings.all_comparable().filter_map(Standing::value);
        let (below, above) = (others().filter(|other| *other < own).count(), others().filter(|other| *other > own).count());
        if self.standings.period.is_none() { 0 } else { 1 + below.abs_diff(above) * 1000 / others().count().max(1) }
    }
}

/// A region in one indicator, with where the others lie.
struct Found<'a> {
    indicator: &'a Indicator,
    standing: &'a Standing,
    spread: Option<Spread>,
    /// Whether the benchmark is the country's value, not the median of the regions.
    has_country: bool,
}

impl<'a> Found<'a> {
    fn of(scope: &Scope, Place { indicator, standings, standing }: Place<'a>) -> Self {
        let country = standings.country().and_then(Standing::value);
        Found { indicator, standing, spread: spread(scope, indicator, standings, country), has_country: country.is_some() }
    }
}

/// Where the comparable regions lie; `None` where fewer than two have a value of one period.
fn spread(scope: &Scope, indicator: &Indicator, standings: &Standings, country: Option<f64>) -> Option<Spread> {
    standings.period?;
    let mut values: Vec<f64> = standings.all_comparable().filter_map(Standing::value).collect();
    values.sort_by(f64::total_cmp);
    let [first, median, third] = quartiles(&values).filter(|_| values.len() > 1)?;
    let (low, high) = (*values.first()?, *values.last()?);
    let measure = Measure::new(scope, indicator);
    let reversed = indicator.polarity == Polarity::LowerIsBetter;
    let ends = if reversed { (high, low) } else { (low, high) };
    Some(Spread {
        range: (low, high),
        written: (measure.number(ends.0), measure.number(ends.1)),
        middle: (first, third),
        bench: country.unwrap_or(median),
        reversed,
    })
}

/// The rows by area of the information model and by name; those of no area last.
fn groups(scope: &Scope, found: &[Found]) -> Vec<ProfileGroup> {
    let model = scope.model();
    let of_area = |area: Option<&Id>| -> Vec<ProfileRow> {
        let is_of = |found: &&Found| found.indicator.area.as_ref().filter(|id| model.area(id).is_some()) == area;
        let mut rows: Vec<ProfileRow> = found.iter().filter(is_of).map(|found| row(scope, found)).collect();
        rows.sort_by(|a, b| scope.words.compare(&a.name, &b.name));
        rows
    };
    let mut groups: Vec<ProfileGroup> = model
        .areas()
        .iter()
        .map(|area| ProfileGroup { name: scope.plain_text(&area.name), rows: of_area(Some(&area.id)) })
        .filter(|group| !group.rows.is_empty())
        .collect();
    let rest = of_area(None);
    if !rest.is_empty() {
        let name = if groups.is_empty() { String::new() } else { scope.word("indicator.other-area") };
        groups.push(ProfileGroup { name, rows: rest });
    }
    groups
}

fn row(scope: &Scope, found: &Found) -> ProfileRow {
    let measure = Measure::new(scope, found.indicator);
    let value = found.standing.value();
    let text = value.map_or_else(|| missing_word(scope, found.standing.given.as_ref()), |value| short(&measure, value));
    let mark = found.standing.country.map_or(Mark::Plain, |comparison| shape(comparison.verdict));
    ProfileRow { name: scope.plain_text(&found.indicator.name), text, value, mark, spread: found.spread.clone() }
}

/// The values that the profile shows, and those between which they lie.
pub fn table(scope: &Scope, region: &Region, id: &str) -> FigureTable {
    let found: Vec<Found> = places(scope, region).into_iter().map(|place| Found::of(scope, place)).collect();
    let mut remarks = Remarks::of(found.iter().filter_map(|found| found.standing.given.as_ref()));
    let is_made_up = found.iter().any(|found| found.indicator.illustrative);
    let groups = areas::by_area(scope, |indicator| {
        let found = &found[found.binary_search_by(|found| found.indicator.id.cmp(&indicator.id)).ok()?];
        let measure = Measure::new(scope, indicator);
        let name = scope.plain_text(&indicator.name);
        let link = anchor(&scope.thing(&Reference::new(Kind::Indicator, indicator.id.clone())));
        let number = |text: &str| Cell::of(escape(text));
        let spread = |of: fn(&Spread) -> String| found.spread.as_ref().map_or_else(Cell::default, |spread| number(&of(spread)));
        let verdict =
            found.standing.country.map_or_else(|| Cell::void(scope, "verdict.not-compared"), |comparison| Cell::of(judgement::tag(scope, comparison.verdict)));
        let bench = found.spread.as_ref().map_or_else(Cell::default, |spread| number(&measure.number(spread.bench)));
        let value = remarks.cell(scope, &measure, found.standing.given.as_ref(), &name);
        let name = Cell::of(format!("{link}<small class=\"sub\">{}</small>", escape(measure.name))).key(name);
        Some(TableRow::of(vec![name, value, verdict, spread(|spread| spread.written.0.clone()), bench, spread(|spread| spread.written.1.clone())]))
    });
    let name = scope.label(&region.short_name);
    let heads = ["profile.worst", "profile.bench", "profile.best"].map(|key| Column::word(scope, key).number());
    let mut columns = vec![Column::word(scope, "column.indicator"), Column::new(name.clone()).number(), Column::word(scope, "column.to-country")];
    columns.extend(heads);
    FigureTable {
        id: id.to_owned(),
        caption: scope.sentence("profile.name", &[("name", &name)]),
        note: escape(&[remarks.common(scope), is_made_up.then(|| scope.word("source.made-up"))].into_iter().flatten().collect::<Vec<_>>().join(" ")),
        columns,
        groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
        remarks: remarks.lines(scope),
        ..FigureTable::default()
    }
}

/// A value with its unit, or without a long one: names and the table have it, and the bars need the room.
fn short(measure: &Measure, value: f64) -> String {
    let text = measure.text(value);
    if chart::width(&text, 12.5, true) > 72.0 { measure.number(value) } else { text }
}

/// In how many indicators the region stands how to the country.
///
/// Without a full stop.
fn title(scope: &Scope, name: &str, places: &[Place]) -> String {
    let verdicts: Vec<Verdict> = places.iter().filter_map(|place| place.standing.country).map(|comparison| comparison.verdict).collect();
    let told = [Verdict::Better, Verdict::Worse, Verdict::Similar].into_iter().filter_map(|verdict| {
        let count = verdicts.iter().filter(|other| **other == verdict).count();
        let indicators = scope.words.count("profile.indicators", count);
        (count > 0).then(|| scope.words.say(&format!("profile.{}", verdict.word()), &[("indicators", &indicators)]))
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        return scope.words.say("profile.name", &[("name", name)]);
    }
    scope.words.say("profile.title", &[("name", name), ("verdicts", &listed(scope.words, &told))])
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::testing::file;

    /// Three counties and more indicators than a picture shows; in one of them the first county is between the others.
    fn project() -> String {
        let mut project = String::from(
            "\n//- site.toml\ntitle = \"Koe\"\nbase_url = \"https://example.org/\"\nlanguages = [\"fi\"]\n\
             //- content/index.md\n+++\ntitle = \"Koe\"\n+++\n\
             //- models/regions.toml\nversion = \"1.0.0\"\nstatus = \"valid\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"x\"\n\
             [[classifications]]\nid = \"now\"\nname = \"Nyt\"\n",
        );
        for region in ["a", "b", "c"] {
            let _ = writeln!(
                project,
                "[[regions]]\ncode = \"{region}\"\nclassification = \"now\"\nlevel = \"county\"\nname = \"Alue {region}\"\nslug = \"{region}\""
            );
        }
        for at in 0..=super::MOST {
            let first = if at == 7 { 2 } else { 4 };
            let _ = writeln!(
                project,
                "//- content/indicators/i{at:02}/index.md\n+++\nname = \"Osuus {at:02}\"\nversion = \"1.0.0\"\nstatus = \"valid\"\nunit = \"percent\"\n\
                 polarity = \"higher-is-better\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"x\"\n+++\n\
                 //- content/indicators/i{at:02}/data.csv\nregion,period,value\na,2023,{first}\nb,2023,1\nc,2023,3"
            );
        }
        project
    }

    #[test]
    fn of_many_indicators_those_farthest_from_the_middle_are_drawn() {
        let project = project();
        let page = String::from_utf8(file(&project, "alueet/a/index.html")).expect("it is text");
        let (table, rest) = page.split_once("</table>").expect("the values");
        let svg = rest.split_once("<svg viewBox=\"0 0 360").and_then(|(_, svg)| svg.split_once("</svg>")).expect("the profile").0;
        for at in 0..=super::MOST {
            let name = format!("Osuus {at:02}<");
            assert!(table.contains(&name), "{name} is not in the table");
            assert_eq!(svg.contains(&name), at != 7, "{name} in the picture");
        }
        let sentence = "Kuvassa on 60 mittaria: ne, joissa alue on lähimpänä ensimmäistä tai viimeistä aluetta. Kaikki 61 ovat taulukossa.";
        assert!(rest.contains(sentence), "{rest}");
        let alone = String::from_utf8(file(&project, "alueet/a/profile.svg")).expect("it is text");
        assert!(alone.contains(svg), "the file has another picture");
    }
}
