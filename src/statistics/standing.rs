//! Where every region stands in an indicator: its value, its rank, and how it stands to the country.
//!
//! * All regions are seen in one period. Where none has values of half of the comparable regions,
//!   each stands in its own newest one, and nothing is ranked.
//! * Only comparable regions have a rank.
//! * Values of an ended region continue as those of its successor only where each of the two is
//!   the other's only one.

use std::collections::BTreeMap;

use super::{Interval, Trend, Verdict, against, as_shown, between, interval, latest, ranks, trend};
use crate::model::{Date, Id, Indicator, Observation, ObservationStatus, Observations, Period, Region, Regions};

/// Where regions stand in an indicator, in one cell of its dimensions.
#[derive(Debug, Clone, PartialEq)]
pub struct Standings {
    /// The period of all of them; `None` where each stands in its own.
    pub period: Option<Period>,
    /// How many regions have a rank.
    pub ranked: usize,
    /// In code order.
    places: Vec<(Id, Standing)>,
    /// Where the comparable regions stand among them, in code order.
    comparable: Vec<usize>,
    /// Where the country stands among them.
    country: Option<usize>,
}

/// Where one region stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Its value and what the source says of it; `None` where the source says nothing.
    pub given: Option<Given>,
    /// The interval of the value.
    pub interval: Option<Interval>,
    /// Its place among the comparable regions.
    pub rank: Option<usize>,
    /// How it stands to the country in the same period.
    pub country: Option<Comparison>,
    /// A value of a later period than that of all.
    pub newer: Option<Given>,
    /// Which way its series goes.
    pub trend: Trend,
}

/// What the source says of one region and period.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// When.
    pub period: Period,
    /// How much; `None` where there is no value, and then the status says why.
    pub value: Option<f64>,
    /// What it is below, where it is rounded to zero.
    pub below: Option<f64>,
    /// What the source says of it.
    pub status: ObservationStatus,
    /// A remark of the source.
    pub note: Option<Box<str>>,
}

impl Given {
    /// What a row of the source says.
    pub fn of(row: &Observation) -> Self {
        Self { period: row.period, value: row.value, below: row.below, status: row.status, note: row.note.map(Into::into) }
    }
}

/// How a value stands to another one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// What can be said of it.
    pub verdict: Verdict,
    /// By how much it is larger, in the indicator's unit.
    pub difference: f64,
}

impl Standing {
    /// The value, where there is one.
    pub fn value(&self) -> Option<f64> {
        self.given.as_ref().and_then(|given| given.value)
    }

    /// How it stands to a region that all can be compared with; nothing can be said of different periods.
    pub fn against(&self, bench: &Self, indicator: &Indicator) -> Option<Comparison> {
        let (value, benchmark) = self.same_period(bench)?;
        let verdict = unless_shown_equal(indicator, value, benchmark, self.interval.is_none());
        Some(Comparison { verdict: verdict.unwrap_or_else(|| against(value, self.interval, benchmark, indicator.polarity)), difference: value - benchmark })
    }

    /// How two regions stand to each other, both with their intervals.
    pub fn between(&self, other: &Self, indicator: &Indicator) -> Option<Comparison> {
        let (first, second) = self.same_period(other)?;
        let verdict = unless_shown_equal(indicator, first, second, self.interval.is_none() || other.interval.is_none());
        let verdict = verdict.unwrap_or_else(|| between((first, self.interval), (second, other.interval), indicator.polarity));
        Some(Comparison { verdict, difference: first - second })
    }

    /// Both values, where they are of one period.
    fn same_period(&self, other: &Self) -> Option<(f64, f64)> {
        let (here, there) = (self.given.as_ref()?, other.given.as_ref()?);
        (here.period == there.period).then_some(())?;
        Some((here.value?, there.value?))
    }
}

/// Without an interval, values that are written alike are called equal.
fn unless_shown_equal(indicator: &Indicator, value: f64, benchmark: f64, is_bare: bool) -> Option<Verdict> {
    let shown = |value: f64| as_shown(value, indicator.decimals);
    (is_bare && shown(value).total_cmp(&shown(benchmark)).is_eq()).then_some(Verdict::Equal)
}

impl Standings {
    /// Where regions stand in the newest period with every dimension total; `None` without values.
    pub fn newest(indicator: &Indicator, regions: &Regions, day: Option<Date>) -> Option<Self> {
        let cell = vec![None; indicator.data.as_ref()?.dimensions.len()];
        Self::at(indicator, regions, day, latest(indicator, regions, day), &cell)
    }

    /// Where regions stand in a period and a cell; without a period each in its own newest one.
    pub fn at(indicator: &Indicator, regions: &Regions, day: Option<Date>, period: Option<Period>, cell: &[Option<Id>]) -> Option<Self> {
        let data = indicator.data.as_deref()?;
        let comparable: Vec<&Region> = regions.comparable(day).collect();
        let known = data.regions().iter().filter_map(|code| regions.get(code));
        let all = comparable.iter().copied().chain(known);
        let mut places: BTreeMap<Id, Standing> =
            all.map(|region| (region.code.clone(), standing(indicator, &series(data, regions, region, cell), period))).collect();
        let country = regions.country().map(|country| &country.code);
        if let Some(bench) = country.and_then(|country| places.get(country)).cloned() {
            for (code, standing) in &mut places {
                standing.country = if country == Some(code) { None } else { standing.against(&bench, indicator) };
            }
        }
        let ranked = if period.is_some() { rank(indicator, &comparable, &mut places) } else { 0 };
        let places: Vec<(Id, Standing)> = places.into_iter().collect();
        let at = |code: &str| places.binary_search_by(|(other, _)| other.as_str().cmp(code)).ok();
        let comparable = comparable.iter().filter_map(|region| at(&region.code)).collect();
        let country = country.and_then(|country| at(country));
        Some(Self { period, ranked, places, comparable, country })
    }

    /// Where a region stands; `None` where it is not comparable and has no rows.
    pub fn of(&self, code: &str) -> Option<&Standing> {
        let at = self.places.binary_search_by(|(other, _)| other.as_str().cmp(code)).ok()?;
        Some(&self.places[at].1)
    }

    /// Where a comparable region stands, by its place among them in code order.
    pub fn comparable(&self, at: usize) -> Option<&Standing> {
        self.comparable.get(at).map(|at| &self.places[*at].1)
    }

    /// Where a region stands whose place among the comparable ones is known, where it has one.
    pub fn at_place(&self, place: Option<usize>, code: &str) -> Option<&Standing> {
        place.map_or_else(|| self.of(code), |at| self.comparable(at))
    }

    /// Where the country stands.
    pub fn country(&self) -> Option<&Standing> {
        self.country.map(|at| &self.places[at].1)
    }

    /// Where all comparable regions stand, in code order.
    pub fn all_comparable(&self) -> impl Iterator<Item = &Standing> {
        self.comparable.iter().map(|at| &self.places[*at].1)
    }

    /// All of them, in code order.
    pub fn iter(&self) -> impl Iterator<Item = (&Id, &Standing)> {
        self.places.iter().map(|(code, standing)| (code, standing))
    }
}

/// A region by itself, from its series.
fn standing(indicator: &Indicator, series: &[Observation], period: Option<Period>) -> Standing {
    let newest = series.iter().rfind(|row| row.value.is_some()).or(series.last());
    let row = match period {
        Some(period) => series.iter().find(|row| row.period == period),
        None => newest,
    };
    let newer = newest.filter(|newest| newest.value.is_some() && period.is_some_and(|period| newest.period > period));
    Standing {
        given: row.map(Given::of),
        interval: row.and_then(|row| interval(indicator, row)),
        rank: None,
        country: None,
        newer: newer.map(Given::of),
        trend: trend(series.iter().copied()),
    }
}

/// Gives comparable regions their ranks, and counts them.
fn rank(indicator: &Indicator, comparable: &[&Region], places: &mut BTreeMap<Id, Standing>) -> usize {
    let values: Vec<Option<f64>> = comparable.iter().map(|region| places.get(&region.code).and_then(Standing::value)).collect();
    for (region, rank) in comparable.iter().zip(ranks(&values, indicator.polarity, indicator.decimals)) {
        if let Some(standing) = places.get_mut(&region.code) {
            standing.rank = rank;
        }
    }
    values.iter().flatten().count()
}

/// The series of a region, oldest first: its own rows, before them those of the region that it continues.
pub fn series<'a>(data: &'a Observations, regions: &Regions, region: &Region, cell: &[Option<Id>]) -> Vec<Observation<'a>> {
    let own: Vec<Observation> = data.series(&region.code, cell).collect();
    let first = own.first().map(|row| row.period);
    let mut rows: Vec<Observation> = match predecessor(regions, region) {
        Some(before) => data.series(&before.code, cell).filter(|row| first.is_none_or(|first| row.period < first)).collect(),
        None => Vec::new(),
    };
    rows.extend(own);
    rows
}

/// The ended region that a region continues: each is the other's only one.
pub fn predecessor<'r>(regions: &'r Regions, region: &Region) -> Option<&'r Region> {
    regions.only_predecessor(region)
}

/// All regions of which a region is a successor, in code order.
pub fn predecessors<'r>(regions: &'r Regions, region: &Region) -> impl Iterator<Item = &'r Region> {
    let code = region.code.clone();
    regions.regions.values().filter(move |other| other.successors.contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{resolved, sources};

    /// Three counties, the first of which continues an ended district, and a country.
    const SITE: &str = r#"
//- models/regions.toml
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2023-01-01
summary = "First."
[[classifications]]
id = "now"
name = "Now"
[[classifications]]
id = "then"
name = "Then"
valid_to = 2022-12-31
[[regions]]
code = "SSS"
classification = "now"
level = "country"
name = "Country"
short_name = "Country"
slug = "country"
[[regions]]
code = "1"
classification = "now"
level = "county"
name = "First"
short_name = "First"
slug = "first"
parent = "SSS"
[[regions]]
code = "2"
classification = "now"
level = "county"
name = "Second"
short_name = "Second"
slug = "second"
parent = "SSS"
[[regions]]
code = "3"
classification = "now"
level = "county"
name = "Third"
short_name = "Third"
slug = "third"
parent = "SSS"
[[regions]]
code = "x"
classification = "then"
level = "other"
name = "Old"
short_name = "Old"
slug = "old"
successors = ["1"]
//- content/indicators/waits/index.md
+++
name = "Waits"
version = "1.0.0"
status = "valid"
unit = "percent"
decimals = 0
polarity = "lower-is-better"
interval = "source"
[[history]]
version = "1.0.0"
date = 2023-01-01
summary = "First."
+++
//- content/indicators/waits/data.csv
region,period,value,lower,upper,status
SSS,2021,10,,,A
SSS,2022,12,,,A
x,2019,9,,,A
x,2020,11,,,A
1,2021,13,12.5,14,A
1,2022,14,13,15,A
1,2023,15,14,16,P
2,2022,,,,Q
3,2022,12.4,,,A
"#;

    fn with_standings(check: impl Fn(&Standings)) {
        let (model, report) = resolved(&sources(SITE));
        assert_eq!(report.human(false), "");
        let standings = Standings::newest(&model.indicators["waits"], &model.regions, None).expect("values");
        check(&standings);
    }

    #[test]
    fn all_regions_stand_in_one_period() {
        with_standings(|standings| {
            assert_eq!(standings.period, Period::parse("2022"));
            assert_eq!(standings.ranked, 2);
            let first = standings.of("1").expect("a comparable region");
            assert_eq!((first.value(), first.rank), (Some(14.0), Some(2)));
            assert_eq!(first.country, Some(Comparison { verdict: Verdict::Worse, difference: 2.0 }));
            assert_eq!(first.newer.as_ref().and_then(|newer| newer.value), Some(15.0));
            let third = standings.of("3").and_then(|third| third.country).map(|country| country.verdict);
            assert_eq!(third, Some(Verdict::Equal), "values without an interval are equal where they are written alike");
        });
    }

    #[test]
    fn a_suppressed_value_is_neither_ranked_nor_compared() {
        with_standings(|standings| {
            let second = standings.of("2").expect("a comparable region");
            assert_eq!((second.value(), second.rank, second.country, second.interval), (None, None, None, None));
            assert_eq!(second.given.as_ref().map(|given| given.status), Some(ObservationStatus::Q));
        });
    }

    #[test]
    fn an_only_predecessor_continues_as_its_successor() {
        with_standings(|standings| {
            assert_eq!(standings.of("1").map(|first| first.trend), Some(Trend::Rising { p: 2.0 / 120.0 }));
            assert_eq!(standings.of("2").map(|second| second.trend), Some(Trend::TooShort { values: 0 }));
        });
    }
}
