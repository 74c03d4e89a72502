//! Each kind of chart with 22 regions and, where it shows time, 15 years: what the bench measures and a test holds to its size.

use virta::render::chart::{
    Alternative, Area, Bench, Cell, Extent, Line, LineRole, MapView, Mark, MatrixRow, MatrixView, Meaning, Measured, Panel, PartialDate, Point, ProfileGroup,
    ProfileRow, ProfileView, RankingRow, RankingView, Shade, SmallMultiplesView, SparklineView, Spread, StackedRow, StackedView, State, Tile, TileMapView,
    TimelineRow, TimelineView, TrendView, map, matrix, profile, ranking, small_multiples, sparkline, stacked, tile_map, timeline, trend,
};

/// Draws one chart of some values.
pub type Draw = fn(&Values) -> String;

/// Each kind by its name, with what draws it.
pub const KINDS: [(&str, Draw); 10] = [
    ("trend", trend_of),
    ("ranking", ranking_of),
    ("profile", profile_of),
    ("tile-map", tile_map_of),
    ("map", map_of),
    ("small-multiples", small_multiples_of),
    ("stacked", stacked_of),
    ("timeline", timeline_of),
    ("matrix", matrix_of),
    ("sparkline", sparkline_of),
];

/// What people call the regions.
pub const REGIONS: [&str; 22] = [
    "Helsinki",
    "Vantaa ja Kerava",
    "Länsi-Uusimaa",
    "Itä-Uusimaa",
    "Keski-Uusimaa",
    "Varsinais-Suomi",
    "Satakunta",
    "Kanta-Häme",
    "Pirkanmaa",
    "Päijät-Häme",
    "Kymenlaakso",
    "Etelä-Karjala",
    "Etelä-Savo",
    "Pohjois-Savo",
    "Pohjois-Karjala",
    "Keski-Suomi",
    "Etelä-Pohjanmaa",
    "Pohjanmaa",
    "Keski-Pohjanmaa",
    "Pohjois-Pohjanmaa",
    "Kainuu",
    "Lappi",
];
/// How many years are shown.
pub const YEARS: usize = 15;

/// Made-up values: regions by years.
pub struct Values {
    /// The indicator.
    pub title: String,
    /// The names of the regions.
    pub regions: [&'static str; 22],
    /// Their values by year.
    pub series: Vec<Vec<f64>>,
}

impl Values {
    /// The regions under the names that people call them by.
    pub fn of(seed: u64) -> Self {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed + 1) | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as f64 / (1u64 << 53) as f64
        };
        let base = 10.0 + 60.0 * next();
        let series = (0..REGIONS.len()).map(|_| {
            let mut value = base * (0.7 + 0.6 * next());
            let walk = (0..YEARS).map(|_| {
                value = (value + base * 0.08 * (next() - 0.5)).max(0.0);
                (value * 10.0).round() / 10.0
            });
            walk.collect()
        });
        Self { title: format!("Mittari {seed}: osuus väestöstä"), regions: REGIONS, series: series.collect() }
    }

    /// The newest value of a region.
    pub fn last(&self, region: usize) -> f64 {
        self.series[region][YEARS - 1]
    }

    /// Regions from the largest value to the smallest.
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..REGIONS.len()).collect();
        order.sort_by(|a, b| self.last(*b).total_cmp(&self.last(*a)));
        order
    }

    fn alternative(&self) -> Alternative {
        let order = self.order();
        let description = format!("Suurin arvo on alueella {}, pienin alueella {}.", self.regions[order[0]], self.regions[order[REGIONS.len() - 1]]);
        Alternative { id: "k".into(), title: self.title.clone(), description }
    }
}

/// A number with its decimals.
pub fn written(value: f64, decimals: u8) -> String {
    format!("{value:.*}", usize::from(decimals)).replace('.', ",")
}

fn years() -> Vec<String> {
    (0..YEARS).map(|at| (2010 + at).to_string()).collect()
}

fn points(values: &[f64]) -> Vec<Option<Point>> {
    values.iter().map(|value| Some(Point { value: *value, provisional: false, starts: false })).collect()
}

fn trend_of(values: &Values) -> String {
    let role = |at: usize| match at {
        0 => LineRole::Country,
        1..4 => LineRole::Chosen,
        _ => LineRole::Context,
    };
    let line = |(at, series): (usize, &Vec<f64>)| Line {
        name: values.regions[at].into(),
        end: format!("{}\u{a0}%", written(series[YEARS - 1], 1)),
        role: role(at),
        points: points(series),
    };
    let view = TrendView {
        alternative: values.alternative(),
        unit: "%".into(),
        periods: years(),
        lines: values.series.iter().enumerate().map(line).collect(),
        ..TrendView::default()
    };
    trend(&view, &written).into_string()
}

fn ranking_of(values: &Values) -> String {
    let row = |at: usize| {
        let value = values.last(at);
        let measured = Measured::Given { value, text: written(value, 1), interval: Some((value * 0.95, value * 1.05)), mark: Mark::Same };
        RankingRow { name: values.regions[at].into(), measured, chosen: at == 3 }
    };
    let view = RankingView {
        alternative: values.alternative(),
        unit: "%".into(),
        rows: values.order().into_iter().map(row).collect(),
        bench: Some(Bench { label: "Koko maa".into(), value: values.last(0) }),
        ..RankingView::default()
    };
    ranking(&view, &written).into_string()
}

fn profile_of(values: &Values) -> String {
    let row = |at: usize| {
        let mut sorted = values.series[at].clone();
        sorted.sort_by(f64::total_cmp);
        let (low, high) = (sorted[0], sorted[YEARS - 1]);
        let spread = Spread {
            range: (low, high),
            written: (written(low, 1), written(high, 1)),
            middle: (sorted[4], sorted[10]),
            bench: sorted[7],
            reversed: at.is_multiple_of(2),
        };
        ProfileRow {
            name: format!("Mittari {at}, %"),
            text: written(values.last(at), 1),
            value: Some(values.last(at)),
            mark: Mark::Better,
            spread: Some(spread),
        }
    };
    let group = |of: usize| ProfileGroup { name: format!("Tehtäväalue {of}"), rows: (of * 11..of * 11 + 11).map(row).collect() };
    let ends = ["heikoin", "Koko maa", "paras"].map(str::to_owned);
    profile(&ProfileView { alternative: values.alternative(), ends, groups: vec![group(0), group(1)], ..ProfileView::default() }).into_string()
}

fn legend() -> Vec<Meaning> {
    let steps = ["alle 20", "20–39", "40–59", "60 tai yli"];
    steps.iter().zip(0..).map(|(text, step)| Meaning { shade: Shade::Step(step), text: (*text).into() }).collect()
}

fn shade(value: f64) -> Shade {
    Shade::Step((value / 20.0) as u8 % 4)
}

fn tile_map_of(values: &Values) -> String {
    let tile = |at: usize| Tile {
        place: ((at % 5) as i64, (at / 5) as i64),
        name: format!("{}, {} %", values.regions[at], written(values.last(at), 1)),
        short: values.regions[at].chars().take(3).collect(),
        text: written(values.last(at), 1),
        shade: shade(values.last(at)),
        href: Some(format!("../../alueet/alue-{at}/")),
        chosen: false,
    };
    let tiles = (0..REGIONS.len()).map(tile).collect();
    tile_map(&TileMapView { alternative: values.alternative(), tiles, legend: legend(), empty: String::new() }).into_string()
}

fn map_of(values: &Values) -> String {
    let area = |at: usize| {
        let (x, y) = ((at % 5) as f64 * 60.0, (at / 5) as f64 * 70.0);
        let corner = |step: usize| {
            let turn = step as f64 * std::f64::consts::TAU / 30.0;
            (x + 30.0 + 27.0 * turn.cos(), y + 35.0 + 30.0 * turn.sin())
        };
        let short = values.regions[at].chars().take(3).collect();
        let name = format!("{}, {} %", values.regions[at], written(values.last(at), 1));
        Area { rings: vec![(0..30).map(corner).collect()], name, short, shade: shade(values.last(at)), href: None }
    };
    let areas = (0..REGIONS.len()).map(area).collect();
    map(&MapView { alternative: values.alternative(), size: (300.0, 350.0), areas, legend: legend(), empty: String::new() }).into_string()
}

fn small_multiples_of(values: &Values) -> String {
    let panel = |at: usize| Panel { name: values.regions[at].into(), end: written(values.last(at), 1), points: points(&values.series[at]) };
    let view = SmallMultiplesView {
        alternative: values.alternative(),
        periods: years(),
        panels: (0..REGIONS.len()).map(panel).collect(),
        country: points(&values.series[0]),
        reference: "Koko maa".into(),
        empty: String::new(),
    };
    small_multiples(&view, &written).into_string()
}

fn stacked_of(values: &Values) -> String {
    let cell = |value: &f64| Cell::Given { value: *value, text: written(*value, 0) };
    let row = |at: usize| StackedRow {
        name: values.regions[at].into(),
        total: written(values.series[at][..5].iter().sum(), 0),
        cells: values.series[at][..5].iter().map(cell).collect(),
        chosen: false,
    };
    let series = ["Ikääntyneet", "Lapset ja perheet", "Vammaispalvelut", "Perusterveydenhuolto", "Muut"].map(str::to_owned).to_vec();
    let rows = (0..REGIONS.len()).map(row).collect();
    stacked(&StackedView { alternative: values.alternative(), shares: false, series, rows, empty: String::new() }).into_string()
}

fn timeline_of(values: &Values) -> String {
    let date = |value: f64| PartialDate { year: 2000 + (value as i32 % 20), month: Some(1 + (value * 10.0) as u8 % 12), day: None };
    let row = |at: usize| {
        let start = date(values.series[at][0]);
        let end = PartialDate { year: start.year + 3, ..start };
        TimelineRow {
            name: values.regions[at].into(),
            when: format!("{}–{}", start.year, end.year),
            extent: Extent::Span(Some(start), Some(end)),
            chosen: false,
        }
    };
    let rows = (0..REGIONS.len()).map(row).collect();
    timeline(&TimelineView { alternative: values.alternative(), rows, reference: None, empty: String::new() }, &|date| date.year.to_string()).into_string()
}

fn matrix_of(values: &Values) -> String {
    let words = ["käytössä", "osittain", "testataan", "suunniteltu"];
    let cell = |value: &f64| State { shade: shade(*value), word: words[(*value / 20.0) as usize % 4].into() };
    let row = |at: usize| MatrixRow { name: values.regions[at].into(), cells: values.series[at][..6].iter().map(cell).collect() };
    let columns = (1..7).map(|number| format!("Tehtäväalue {number}")).collect();
    let rows = (0..REGIONS.len()).map(row).collect();
    matrix(&MatrixView { alternative: values.alternative(), columns, rows, empty: String::new() }).into_string()
}

fn sparkline_of(values: &Values) -> String {
    sparkline(&SparklineView { points: values.series[0].iter().map(|value| Some(*value)).collect(), ..SparklineView::default() }).into_string()
}
