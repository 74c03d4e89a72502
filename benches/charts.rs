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

#[path = "charts/ours.rs"]
mod ours;

use ours::{Draw, KINDS, REGIONS, Values, YEARS, written};
use plotters::prelude::*;
use plotters_svg::SVGBackend;
use rayon::prelude::*;
use virta::render::diagram::{ConceptBox, ConceptDiagram, ConceptEdge, EdgeKind, concept_diagram};

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

fn main() {
    let count = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(2_000);
    let all: Vec<Values> = (0..100).map(Values::of).collect();
    let beside: [(&str, [Draw; 2]); 2] = [("trend", [plotters_trend, bare_trend]), ("ranking", [plotters_ranking, bare_ranking])];
    let mut kinds: Vec<(&str, Draw)> = Vec::new();
    for (name, draw) in KINDS {
        kinds.push((name, draw));
        for (_, [plotters, bare]) in beside.iter().filter(|(other, _)| *other == name) {
            kinds.extend([("  plotters' backend", *plotters), ("  bare writer", *bare)]);
        }
    }
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
