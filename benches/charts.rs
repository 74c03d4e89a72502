//! How many charts of each kind are drawn in a second and how large they are, beside plotters' own SVG backend and a writer
//! that does nothing but write; and how long a diagram of a hundred concepts takes.
//!
//! ```text
//! cargo bench --bench charts                  2,000 of each kind, on one thread and on all
//! cargo bench --bench charts -- 500
//! ```
//!
//! Each chart shows 22 regions and, where it shows time, 15 years. What counts are the ratios within one run; each figure is
//! the median of five rounds. The values are made up.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

use plotters::prelude::*;
use plotters_svg::SVGBackend;
use rayon::prelude::*;
use virta::render::chart::{
    Alternative, Area, Bench, Cell, Extent, Line, LineRole, MapView, Mark, MatrixRow, MatrixView, Meaning, Measured, Panel, PartialDate, Point, ProfileGroup,
    ProfileRow, ProfileView, RankingRow, RankingView, Shade, SmallMultiplesView, SparklineView, Spread, StackedRow, StackedView, State, Tile, TileMapView,
    TimelineRow, TimelineView, TrendView, map, matrix, profile, ranking, small_multiples, sparkline, stacked, tile_map, timeline, trend,
};
use virta::render::diagram::{ConceptBox, ConceptDiagram, ConceptEdge, EdgeKind, concept_diagram};

const REGIONS: [&str; 22] = [
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
const YEARS: usize = 15;

/// Made-up values: regions by years.
struct Values {
    title: String,
    series: Vec<Vec<f64>>,
}

impl Values {
    fn of(seed: u64) -> Self {
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
        Self { title: format!("Mittari {seed}: osuus väestöstä"), series: series.collect() }
    }

    fn last(&self, region: usize) -> f64 {
        self.series[region][YEARS - 1]
    }

    /// Regions from the largest value to the smallest.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..REGIONS.len()).collect();
        order.sort_by(|a, b| self.last(*b).total_cmp(&self.last(*a)));
        order
    }

    fn alternative(&self) -> Alternative {
        let order = self.order();
        let description = format!("Suurin arvo on alueella {}, pienin alueella {}.", REGIONS[order[0]], REGIONS[order[REGIONS.len() - 1]]);
        Alternative { id: "k".into(), title: self.title.clone(), description }
    }
}

fn written(value: f64, decimals: u8) -> String {
    format!("{value:.*}", usize::from(decimals)).replace('.', ",")
}

fn years() -> Vec<String> {
    (0..YEARS).map(|at| (2010 + at).to_string()).collect()
}

fn points(values: &[f64]) -> Vec<Option<Point>> {
    values.iter().map(|value| Some(Point { value: *value, provisional: false, starts: false })).collect()
}

fn ours_trend(values: &Values) -> String {
    let role = |at: usize| match at {
        0 => LineRole::Country,
        1..4 => LineRole::Chosen,
        _ => LineRole::Context,
    };
    let line = |(at, series): (usize, &Vec<f64>)| Line {
        name: REGIONS[at].into(),
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

fn ours_ranking(values: &Values) -> String {
    let row = |at: usize| {
        let value = values.last(at);
        let measured = Measured::Given { value, text: written(value, 1), interval: Some((value * 0.95, value * 1.05)), mark: Mark::Same };
        RankingRow { name: REGIONS[at].into(), measured, chosen: at == 3 }
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

fn ours_profile(values: &Values) -> String {
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

fn ours_tile_map(values: &Values) -> String {
    let tile = |at: usize| Tile {
        place: ((at % 5) as i64, (at / 5) as i64),
        name: format!("{}, {} %", REGIONS[at], written(values.last(at), 1)),
        short: REGIONS[at].chars().take(3).collect(),
        text: written(values.last(at), 1),
        shade: shade(values.last(at)),
        href: Some(format!("../../alueet/alue-{at}/")),
        chosen: false,
    };
    let tiles = (0..REGIONS.len()).map(tile).collect();
    tile_map(&TileMapView { alternative: values.alternative(), tiles, legend: legend(), empty: String::new() }).into_string()
}

fn ours_map(values: &Values) -> String {
    let area = |at: usize| {
        let (x, y) = ((at % 5) as f64 * 60.0, (at / 5) as f64 * 70.0);
        let corner = |step: usize| {
            let turn = step as f64 * std::f64::consts::TAU / 30.0;
            (x + 30.0 + 27.0 * turn.cos(), y + 35.0 + 30.0 * turn.sin())
        };
        let short = REGIONS[at].chars().take(3).collect();
        let name = format!("{}, {} %", REGIONS[at], written(values.last(at), 1));
        Area { rings: vec![(0..30).map(corner).collect()], name, short, shade: shade(values.last(at)), href: None }
    };
    let areas = (0..REGIONS.len()).map(area).collect();
    map(&MapView { alternative: values.alternative(), size: (300.0, 350.0), areas, legend: legend(), empty: String::new() }).into_string()
}

fn ours_small_multiples(values: &Values) -> String {
    let panel = |at: usize| Panel { name: REGIONS[at].into(), end: written(values.last(at), 1), points: points(&values.series[at]) };
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

fn ours_stacked(values: &Values) -> String {
    let cell = |value: &f64| Cell::Given { value: *value, text: written(*value, 0) };
    let row = |at: usize| StackedRow {
        name: REGIONS[at].into(),
        total: written(values.series[at][..5].iter().sum(), 0),
        cells: values.series[at][..5].iter().map(cell).collect(),
        chosen: false,
    };
    let series = ["Ikääntyneet", "Lapset ja perheet", "Vammaispalvelut", "Perusterveydenhuolto", "Muut"].map(str::to_owned).to_vec();
    let rows = (0..REGIONS.len()).map(row).collect();
    stacked(&StackedView { alternative: values.alternative(), shares: false, series, rows, empty: String::new() }).into_string()
}

fn ours_timeline(values: &Values) -> String {
    let date = |value: f64| PartialDate { year: 2000 + (value as i32 % 20), month: Some(1 + (value * 10.0) as u8 % 12), day: None };
    let row = |at: usize| {
        let start = date(values.series[at][0]);
        let end = PartialDate { year: start.year + 3, ..start };
        TimelineRow { name: REGIONS[at].into(), when: format!("{}–{}", start.year, end.year), extent: Extent::Span(Some(start), Some(end)), chosen: false }
    };
    let rows = (0..REGIONS.len()).map(row).collect();
    timeline(&TimelineView { alternative: values.alternative(), rows, reference: None, empty: String::new() }, &|date| date.year.to_string()).into_string()
}

fn ours_matrix(values: &Values) -> String {
    let words = ["käytössä", "osittain", "testataan", "suunniteltu"];
    let cell = |value: &f64| State { shade: shade(*value), word: words[(*value / 20.0) as usize % 4].into() };
    let row = |at: usize| MatrixRow { name: REGIONS[at].into(), cells: values.series[at][..6].iter().map(cell).collect() };
    let columns = (1..7).map(|number| format!("Tehtäväalue {number}")).collect();
    let rows = (0..REGIONS.len()).map(row).collect();
    matrix(&MatrixView { alternative: values.alternative(), columns, rows, empty: String::new() }).into_string()
}

fn ours_sparkline(values: &Values) -> String {
    sparkline(&SparklineView { points: values.series[0].iter().map(|value| Some(*value)).collect(), ..SparklineView::default() }).into_string()
}

/// The same lines by plotters' own backend, with its own axes and legend.
fn plotters_trend(values: &Values) -> String {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (800, 500)).into_drawing_area();
        let most = values.series.iter().flatten().copied().fold(0.0, f64::max) * 1.05;
        let mut chart = ChartBuilder::on(&root)
            .caption(&values.title, ("sans-serif", 20))
            .margin(10)
            .x_label_area_size(35)
            .y_label_area_size(45)
            .build_cartesian_2d(2010..2024, 0.0..most)
            .expect("a plane");
        chart.configure_mesh().x_labels(YEARS).y_labels(6).y_label_formatter(&|value| format!("{value:.1}")).disable_x_mesh().draw().expect("a mesh");
        for (at, series) in values.series.iter().enumerate() {
            let colour = Palette99::pick(at).to_rgba();
            let line = LineSeries::new((2010..).zip(series.iter().copied()), colour.stroke_width(2));
            chart.draw_series(line).expect("a line").label(REGIONS[at]).legend(move |(x, y)| PathElement::new(vec![(x, y), (x + 15, y)], colour));
        }
        chart.configure_series_labels().label_font(("sans-serif", 11)).draw().expect("a legend");
        root.present().expect("a picture");
    }
    svg
}

/// The same bars by plotters' own backend.
fn plotters_ranking(values: &Values) -> String {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (800, 500)).into_drawing_area();
        let order = values.order();
        let most = values.last(order[0]) * 1.1;
        let mut chart = ChartBuilder::on(&root)
            .caption(&values.title, ("sans-serif", 20))
            .margin(10)
            .x_label_area_size(35)
            .y_label_area_size(150)
            .build_cartesian_2d(0.0..most, 0.0..REGIONS.len() as f64)
            .expect("a plane");
        let name = |y: &f64| order.get(REGIONS.len().saturating_sub(*y as usize + 1)).map_or(String::new(), |at| REGIONS[*at].to_owned());
        chart.configure_mesh().disable_y_mesh().x_labels(8).y_labels(22).y_label_formatter(&name).draw().expect("a mesh");
        let height = |place: usize| (REGIONS.len() - place) as f64;
        let rows = || order.iter().enumerate().map(|(place, at)| (height(place), values.last(*at)));
        chart.draw_series(rows().map(|(y, value)| Rectangle::new([(0.0, y - 0.9), (value, y - 0.1)], BLUE.filled()))).expect("bars");
        let bounds = rows().map(|(y, value)| PathElement::new([(value * 0.95, y - 0.5), (value * 1.05, y - 0.5)], BLACK));
        chart.draw_series(bounds).expect("intervals");
        chart.draw_series(rows().map(|(y, value)| Text::new(written(value, 1), (value * 1.06, y - 0.3), ("sans-serif", 11)))).expect("numbers");
        root.present().expect("a picture");
    }
    svg
}

/// A number with one decimal, without the machinery of `format!`.
fn short(svg: &mut String, value: f64) {
    let tenths = (value * 10.0).round() as i64;
    let digit = |number: i64| char::from(b'0' + (number % 10) as u8);
    let (whole, part) = (tenths / 10, tenths % 10);
    let mut size = 1;
    while size * 10 <= whole {
        size *= 10;
    }
    while size > 0 {
        svg.push(digit(whole / size));
        size /= 10;
    }
    if part != 0 {
        svg.push('.');
        svg.push(digit(part));
    }
}

/// The floor: the same lines, years and names, and nothing looked at.
fn bare_trend(values: &Values) -> String {
    let mut svg = String::with_capacity(12 << 10);
    let most = values.series.iter().flatten().copied().fold(0.0, f64::max);
    let _ = write!(svg, "<svg viewBox=\"0 0 800 500\"><title>{}</title>", values.title);
    for (at, series) in values.series.iter().enumerate() {
        svg.push_str("<path class=\"a\" d=\"M");
        for (year, value) in series.iter().enumerate() {
            short(&mut svg, 55.0 + year as f64 * 41.8);
            svg.push(' ');
            short(&mut svg, 455.0 - 410.0 * value / most);
            svg.push(' ');
        }
        svg.push_str("\"/><text x=\"676\" y=\"");
        short(&mut svg, 59.0 + 18.0 * at as f64);
        svg.push_str("\">");
        svg.push_str(REGIONS[at]);
        svg.push_str("</text>");
    }
    for year in 0..YEARS {
        svg.push_str("<text y=\"472\" x=\"");
        short(&mut svg, 55.0 + year as f64 * 41.8);
        svg.push_str("\">");
        short(&mut svg, 2010.0 + year as f64);
        svg.push_str("</text>");
    }
    svg.push_str("</svg>");
    svg
}

/// The floor: the same bars, intervals, names and numbers.
fn bare_ranking(values: &Values) -> String {
    let mut svg = String::with_capacity(12 << 10);
    let order = values.order();
    let scale = 600.0 / values.last(order[0]).max(1.0);
    let _ = write!(svg, "<svg viewBox=\"0 0 800 500\"><title>{}</title>", values.title);
    for (place, at) in order.into_iter().enumerate() {
        let (y, value) = (47.0 + 18.6 * place as f64, values.last(at));
        svg.push_str("<text x=\"155\" y=\"");
        short(&mut svg, y + 12.0);
        svg.push_str("\">");
        svg.push_str(REGIONS[at]);
        svg.push_str("</text><rect x=\"160\" height=\"15\" y=\"");
        short(&mut svg, y);
        svg.push_str("\" width=\"");
        short(&mut svg, value * scale);
        svg.push_str("\"/><path d=\"M");
        short(&mut svg, 160.0 + value * 0.95 * scale);
        svg.push(' ');
        short(&mut svg, y + 7.0);
        svg.push('H');
        short(&mut svg, 160.0 + value * 1.05 * scale);
        svg.push_str("\"/><text x=\"");
        short(&mut svg, 164.0 + value * 1.05 * scale);
        svg.push_str("\" y=\"");
        short(&mut svg, y + 12.0);
        svg.push_str("\">");
        short(&mut svg, value);
        svg.push_str("</text>");
    }
    svg.push_str("</svg>");
    svg
}

/// A model of a hundred concepts with 129 relations.
fn hundred() -> ConceptDiagram {
    let key = |number: usize| format!("{number:03}");
    let lines = ["tunniste 1", "alkamispäivä 1", "päättymispäivä 0..1", "tila 0..1"].map(str::to_owned);
    let concept = |number: usize| ConceptBox {
        key: key(number),
        name: format!("käsite {number}"),
        href: Some(format!("../{number}/")),
        lines: lines[..number % 5].to_vec(),
        chosen: false,
        outside: false,
        ties: Vec::new(),
    };
    let kinds = [EdgeKind::Composition, EdgeKind::Association, EdgeKind::Generalization, EdgeKind::Association];
    let tie = |from: usize, to: usize| ConceptEdge {
        kind: kinds[from % 4],
        from: key(from),
        to: key(to),
        from_cardinality: "1".into(),
        to_cardinality: "0..*".into(),
        name: "liittyy".into(),
    };
    let edges = (1..100).map(|number| tie(number / 3, number)).chain((0..30).map(|number| tie(number * 3, (number * 7 + 11) % 100)));
    ConceptDiagram { boxes: (0..100).map(concept).collect(), edges: edges.collect(), ..ConceptDiagram::default() }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Time of a chart on one thread and on all, and its bytes.
fn measured(all: &[Values], count: usize, draw: fn(&Values) -> String) -> (f64, f64, usize) {
    let bytes = all.iter().map(|values| draw(values).len()).sum::<usize>() / all.len();
    let one = || (0..count).map(|at| draw(&all[at % all.len()]).len()).sum::<usize>();
    let every = || (0..count).into_par_iter().map(|at| draw(&all[at % all.len()]).len()).sum::<usize>();
    let each = |work: &dyn Fn() -> usize| {
        let rounds = (0..5).map(|_| {
            let begun = Instant::now();
            std::hint::black_box(work());
            begun.elapsed()
        });
        median(rounds.collect()).as_secs_f64() * 1e6 / count as f64
    };
    (each(&one), each(&every), bytes)
}

/// Draws one chart of some values.
type Draw = fn(&Values) -> String;

fn main() {
    let count = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(2_000);
    let all: Vec<Values> = (0..100).map(Values::of).collect();
    let kinds: [(&str, Draw); 14] = [
        ("trend", ours_trend),
        ("  plotters' backend", plotters_trend),
        ("  bare writer", bare_trend),
        ("ranking", ours_ranking),
        ("  plotters' backend", plotters_ranking),
        ("  bare writer", bare_ranking),
        ("profile", ours_profile),
        ("tile-map", ours_tile_map),
        ("map", ours_map),
        ("small-multiples", ours_small_multiples),
        ("stacked", ours_stacked),
        ("timeline", ours_timeline),
        ("matrix", ours_matrix),
        ("sparkline", ours_sparkline),
    ];
    let mut out = std::io::stdout().lock();
    let threads = rayon::current_num_threads();
    let _ = writeln!(out, "{:<22}{:>12}{:>12}{:>16}{:>9}{:>8}", "chart", "µs", "charts/s", format!("on {threads} threads"), "bytes", "ratio");
    let mut first = 1.0;
    for (name, draw) in kinds {
        let (one, every, bytes) = measured(&all, count, draw);
        if !name.starts_with(' ') {
            first = one;
        }
        let _ = writeln!(out, "{name:<22}{one:>12.1}{:>12.0}{:>16.0}{bytes:>9}{:>8.2}", 1e6 / one, 1e6 / every, one / first);
    }
    let diagram = hundred();
    let taken = median((0..5).map(|_| timed(|| concept_diagram(&diagram).into_string().len())).collect());
    let _ = writeln!(out, "a diagram of 100 concepts and 129 relations: {:.1} ms", taken.as_secs_f64() * 1e3);
}

fn timed(work: impl Fn() -> usize) -> Duration {
    let begun = Instant::now();
    std::hint::black_box(work());
    begun.elapsed()
}
