//! What a trend promises, on random and on chosen views.

use proptest::prelude::*;

use super::super::testing::{alternative, assert_sound, lines, name, number, unit, value, written};
use super::*;

fn points(periods: usize) -> impl Strategy<Value = Vec<Option<Point>>> {
    let point = prop_oneof![3 => (value(), prop::bool::weighted(0.2), prop::bool::weighted(0.1)).prop_map(|(value, provisional, starts)| Some(Point { value, provisional, starts })), 1 => Just(None)];
    prop::collection::vec(point, 0..periods + 2)
}

fn role() -> impl Strategy<Value = LineRole> {
    prop::sample::select(vec![LineRole::Chosen, LineRole::Country, LineRole::Context])
}

fn view() -> impl Strategy<Value = TrendView> {
    (0..18_usize).prop_flat_map(|count| {
        let line = (name(), role(), points(count)).prop_map(|(name, role, points)| {
            let end = points.iter().flatten().next_back().map_or_else(|| "ei kerätty".to_owned(), |point| written(point.value));
            Line { name, end, role, points }
        });
        let target = (name(), value(), prop::option::of(0..20_usize), prop::option::of(0..20_usize)).prop_map(|(label, value, from, to)| Target {
            label,
            value,
            from,
            to,
        });
        let cut = (0..20_usize, name()).prop_map(|(at, label)| Break { at, label });
        let period = prop_oneof![3 => (1990..2030).prop_map(|year: i32| year.to_string()), 1 => name()];
        let lines = prop::collection::vec(line, 0..12);
        let words = (unit(), prop::collection::vec(period, count), name());
        (lines, words, prop::collection::vec(cut, 0..4), prop::collection::vec(target, 0..3), any::<bool>()).prop_map(
            |(lines, (unit, periods, empty), breaks, targets, from_zero)| TrendView {
                alternative: alternative(),
                unit,
                periods,
                lines,
                breaks,
                targets,
                from_zero,
                empty,
            },
        )
    })
}

proptest! {
    #[test]
    fn any_trend_is_sound_and_the_same_twice(view in view()) {
        let svg = assert_sound(&draw(&view, &number))?;
        prop_assert_eq!(svg, trend(&view, &number).into_string());
    }
}

fn line(name: &str, role: LineRole, values: &[Option<f64>]) -> Line {
    let points = values.iter().map(|value| value.map(|value| Point { value, provisional: false, starts: false })).collect();
    Line { name: name.into(), end: String::new(), role, points }
}

fn small(lines: Vec<Line>) -> TrendView {
    let periods = ["2019", "2020", "2021", "2022"].map(str::to_owned).to_vec();
    TrendView { alternative: alternative(), unit: "%".into(), periods, lines, from_zero: true, empty: "ei arvoja".into(), ..TrendView::default() }
}

#[test]
fn a_small_trend_is_exactly_this() {
    let mut view = small(vec![
        line("A", LineRole::Context, &[Some(2.0), Some(4.0), None, Some(6.0)]),
        line("B", LineRole::Chosen, &[Some(0.0), Some(10.0), Some(5.0), Some(5.0)]),
    ]);
    view.lines[1].points[3] = Some(Point { value: 5.0, provisional: true, starts: false });
    view.lines[1].end = "5 %".into();
    assert_eq!(
        lines(&trend(&view, &number)),
        r#"<svg viewBox="0 0 360 274" role="img" aria-labelledby="c-t c-d">
<title id="c-t">T</title>
<desc id="c-d">D</desc>
<path class="grid" d="M0 203.6h327.6M0 157.2h327.6M0 110.8h327.6M0 64.4h327.6M0 18h327.6"/>
<path class="axis" d="M0 250h327.6"/>
<text class="t-mute" x="0" y="246.4">0<tspan x="0" y="200">2</tspan>
<tspan x="0" y="153.6">4</tspan>
<tspan x="0" y="107.2">6</tspan>
<tspan x="0" y="60.8">8</tspan>
<tspan x="0" y="14.4">10 %</tspan>
</text>
<path class="l-ctx" d="M21.9 203.6l101.9-46.4M323.6 110.8h8"/>
<path class="l-me" d="M21.9 250l101.9-232 101.9 116"/>
<path class="l-me l-prov" d="M225.7 134h101.9"/>
<g class="dot-open">
<circle cx="327.6" cy="134" r="4"/>
</g>
<text class="t-mute mid" x="21.9" y="268.4">2019<tspan x="123.8">2020</tspan>
<tspan x="225.7">2021</tspan>
<tspan x="327.6">2022</tspan>
</text>
<text class="t-me" x="337.6" y="130.9">B<tspan x="337.6" y="145.9">5 %</tspan>
</text>
</svg>"#
    );
}

#[test]
fn a_line_is_cut_at_gaps_and_breaks_and_never_bridged() {
    let values = [Some(1.0), Some(2.0), Some(3.0), Some(4.0)];
    let parts = |view: &TrendView| {
        let svg = trend(view, &number).into_string();
        let (_, after) = svg.split_once("class=\"l-me\" d=\"").expect("a strong line");
        after.split_once('"').map_or(0, |(path, _)| path.matches('M').count())
    };
    let mut view = small(vec![line("A", LineRole::Chosen, &values)]);
    assert_eq!(parts(&view), 1);
    view.breaks.push(Break { at: 2, label: "katko".into() });
    assert_eq!(parts(&view), 2);
    view.breaks.clear();
    view.lines[0].points[1] = Some(Point { value: 2.0, provisional: false, starts: true });
    assert_eq!(parts(&view), 1, "one value of the old series is a dot");
    view.periods.push("2023".into());
    view.lines = vec![line("A", LineRole::Chosen, &[Some(1.0), Some(2.0), None, Some(3.0), Some(4.0)])];
    assert_eq!(parts(&view), 2);
}

#[test]
fn without_values_a_trend_is_a_sentence() {
    let svg = trend(&small(vec![line("A", LineRole::Chosen, &[None, None])]), &number).into_string();
    assert!(svg.contains("<text class=\"t-mute void\" x=\"2\" y=\"16.9\">ei arvoja</text></svg>"), "{svg}");
}

#[test]
fn twenty_two_regions_in_fifteen_years_are_at_most_ten_kilobytes() {
    let values = |seed: u32| -> Vec<Option<f64>> { (0..15).map(|year| Some(f64::from((seed * 37 + year * year * 11) % 1000) / 10.0)).collect() };
    let mut lines: Vec<Line> = (0..20).map(|seed| line("Vantaan ja Keravan hyvinvointialue", LineRole::Context, &values(seed))).collect();
    lines.push(line("Koko maa", LineRole::Country, &values(21)));
    lines.push(line("Vantaan ja Keravan hyvinvointialue", LineRole::Chosen, &values(22)));
    let mut view = small(lines);
    view.periods = (2008..2023).map(|year: i32| year.to_string()).collect();
    let bytes = trend(&view, &number).as_str().len();
    assert!(bytes <= 10_000, "{bytes} bytes");
}

#[test]
fn the_axis_says_where_it_starts() {
    let mut view = small(vec![line("A", LineRole::Chosen, &[Some(71.0), Some(78.0)])]);
    assert_eq!(view.axis_start(), None);
    view.from_zero = false;
    assert_eq!(view.axis_start(), Some(70.0));
}
