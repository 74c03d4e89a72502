//! Two regions side by side in all indicators.

use serde::Serialize;

use super::index::method;
use crate::model::{Indicator, Period, Region};
use crate::plan::route::Place;
use crate::render::figures::remarks::Remarks;
use crate::render::figures::table::FigureTable;
use crate::render::figures::{Cells, Measure, areas, finding, head, judgement, rows};
use crate::render::scope::{Link, Scope, escape};
use crate::render::view::parts::{Cell, Column};
use crate::render::view::region::pairs;
use crate::render::view::{Shown, banner};
use crate::statistics::{Comparison, Standing, Verdict};

/// What the page of a pair shows.
#[derive(Serialize)]
struct PairView {
    tally: Vec<Count>,
    table: Option<FigureTable>,
    /// What the shapes mean, each as HTML.
    key: Vec<String>,
    /// How two regions are compared, each as HTML.
    method: Vec<String>,
    /// Other pairs of each of the two.
    elsewhere: Vec<Elsewhere>,
}

/// A count of verdicts.
#[derive(Serialize)]
struct Count {
    number: String,
    /// Of what, with its shape, as HTML.
    label: String,
}

/// The other pairs of a region.
#[derive(Serialize)]
struct Elsewhere {
    region: Link,
    pairs: Vec<Link>,
}

/// Both regions in one indicator.
struct Both<'a> {
    indicator: &'a Indicator,
    first: &'a Standing,
    second: &'a Standing,
    comparison: Option<Comparison>,
    cells: &'a Cells,
    /// The period of the values of all regions.
    period: Option<Period>,
}

/// The page of two regions, in the order of their codes.
pub fn pair(scope: &Scope, first: &Region, second: &Region) -> Shown {
    let all = both(scope, first, second);
    let verdicts: Vec<Verdict> = all.iter().flatten().filter_map(|both| both.comparison).map(|comparison| comparison.verdict).collect();
    let is_made_up = all.iter().flatten().any(|both| both.indicator.illustrative);
    let names = [scope.plain_text(&first.short_name), scope.plain_text(&second.short_name)];
    let mut lines = vec![scope.sentence("compare.method.order", &[("first", &escape(&names[0]))])];
    lines.extend(method(scope));
    let view = PairView {
        tally: tally(scope, &names[0], &verdicts),
        table: table(scope, first, second, &all).map(|table| table.held(scope)),
        key: key(scope, &names[0], &verdicts),
        method: lines,
        elsewhere: [first, second].map(|region| elsewhere(scope, region)).into(),
    };
    let title = scope.words.say("compare.pair-title", &[("first", &names[0]), ("second", &names[1])]);
    let mut shown = Shown::new("pair.html", scope.said(title), &view).crumb(scope.word_link(&Place::Comparison, "nav.comparison"));
    shown.facts = [first, second].map(|region| banner::anchor(&scope.link(&Place::Region(region.slug.clone()), &region.name))).into();
    shown.banner(is_made_up.then(|| banner::made_up(scope)))
}

/// The two in each indicator, in the order of ids; `None` where it knows of neither.
fn both<'a>(scope: &Scope<'a>, first: &Region, second: &Region) -> Vec<Option<Both<'a>>> {
    let (Some(first), Some(second)) = (scope.place_of(first), scope.place_of(second)) else { return Vec::new() };
    let found = scope.all_standings().zip(scope.register().entries()).map(|((indicator, standings), entry)| {
        let standings = standings?;
        let (first, second) = (standings.comparable(first)?, standings.comparable(second)?);
        (first.given.is_some() || second.given.is_some()).then(|| Both {
            indicator,
            first,
            second,
            comparison: first.between(second, indicator),
            cells: entry.cells(|| Cells::new(scope, indicator, standings)),
            period: standings.period,
        })
    });
    found.collect()
}

/// How often the first is better, no different and worse than the second.
fn tally(scope: &Scope, first: &str, verdicts: &[Verdict]) -> Vec<Count> {
    let judged = [Verdict::Better, Verdict::Similar, Verdict::Worse];
    if !verdicts.iter().any(|verdict| judged.contains(verdict)) {
        return Vec::new();
    }
    let counts = finding::tally(verdicts.iter().copied()).into_iter().filter(|(verdict, _)| judged.contains(verdict));
    counts.map(|(verdict, count)| Count { number: scope.words.integer(count), label: labelled(scope, first, verdict) }).collect()
}

/// What the shapes mean: those of the verdicts given.
fn key(scope: &Scope, first: &str, verdicts: &[Verdict]) -> Vec<String> {
    judgement::ORDER.into_iter().filter(|verdict| verdicts.contains(verdict)).map(|verdict| labelled(scope, first, verdict)).collect()
}

fn labelled(scope: &Scope, first: &str, verdict: Verdict) -> String {
    let words = scope.sentence(&format!("verdict.pair.{}", verdict.word()), &[("name", &escape(first))]);
    judgement::marked(verdict, &words)
}

/// All indicators by area; `None` where neither region has a value.
fn table(scope: &Scope, first: &Region, second: &Region, all: &[Option<Both>]) -> Option<FigureTable> {
    let found = || all.iter().flatten();
    found().next()?;
    let mut rows =
        Rows::new(scope, [first, second], Remarks::of(found().flat_map(|both| [both.first, both.second]).filter_map(|standing| standing.given.as_ref())))?;
    let groups = areas::written_by_area(scope, |out, at| {
        if let Some(both) = all.get(at).and_then(Option::as_ref) {
            rows.write(out, both);
        }
    });
    let remarks = rows.remarks;
    let names = [scope.label(&first.short_name), scope.label(&second.short_name)];
    let fill = [("first", names[0].as_str()), ("second", names[1].as_str())];
    let made_up = found().any(|both| both.indicator.illustrative).then(|| escape(scope.words.get("source.made-up")));
    let note = [Some(scope.sentence("compare.values.note", &fill)), remarks.common(scope).map(|common| escape(&common)), made_up];
    let columns = vec![
        Column::word(scope, "column.indicator"),
        Column::new(names[0].clone()).number(),
        Column::new(names[1].clone()).number(),
        Column::new(scope.sentence("compare.values.head", &fill)),
        Column::word(scope, "column.difference").number(),
        Column::word(scope, "column.country").number(),
    ];
    Some(FigureTable {
        id: "values".into(),
        caption: scope.sentence("compare.values.caption", &fill),
        note: note.into_iter().flatten().collect::<Vec<_>>().join(" "),
        tools: true,
        always: false,
        columns,
        groups,
        remarks: remarks.lines(scope),
    })
}

/// The rows of a table while they are written.
struct Rows<'a, 'r> {
    scope: &'a Scope<'r>,
    /// The two with their places among the comparable regions.
    regions: [(usize, &'a Region); 2],
    remarks: Remarks,
    /// The cell of each verdict, in the order of keys.
    verdicts: [String; 6],
    /// The cells of two values that cannot be compared.
    not_compared: String,
}

impl<'a, 'r> Rows<'a, 'r> {
    fn new(scope: &'a Scope<'r>, regions: [&'a Region; 2], remarks: Remarks) -> Option<Self> {
        let (first, second) = (scope.place_of(regions[0])?, scope.place_of(regions[1])?);
        let mut not_compared = String::new();
        rows::write_cell(&mut not_compared, &Cell::void(scope, "verdict.not-compared"), false);
        rows::write_cell(&mut not_compared, &Cell::default(), true);
        Some(Self { scope, regions: [(first, regions[0]), (second, regions[1])], remarks, verdicts: judgement::cells(scope), not_compared })
    }

    fn write(&mut self, out: &mut String, both: &Both) {
        let period = [both.first, both.second].iter().find_map(|standing| standing.given.as_ref().map(|given| given.period)).or(both.period);
        out.push_str("<tr>");
        if period == both.cells.period {
            out.push_str(&both.cells.head);
        } else {
            out.push_str(&head(self.scope, both.indicator, period));
        }
        for (standing, (at, region)) in [both.first, both.second].into_iter().zip(self.regions) {
            self.write_value(out, both, standing, (at, region));
        }
        self.write_comparison(out, both);
        out.push_str(&both.cells.bench);
        out.push_str(rows::END_OF_ROW);
    }

    fn write_value(&mut self, out: &mut String, both: &Both, standing: &Standing, (at, region): (usize, &Region)) {
        let is_unmarked = standing.given.as_ref().is_some_and(|given| self.remarks.is_unmarked(given.status));
        if let Some(number) = both.cells.number(at).filter(|_| is_unmarked) {
            for part in ["<td class=\"n\"><b>", number, "</b></td>"] {
                out.push_str(part);
            }
            return;
        }
        let whose = format!("{}, {}", self.scope.name_of(both.indicator), self.scope.plain_text(&region.short_name));
        let measure = Measure::new(self.scope, both.indicator);
        rows::write_cell(out, &self.remarks.cell(self.scope, &measure, standing.given.as_ref(), &whose), true);
    }

    /// The verdict and the difference.
    fn write_comparison(&self, out: &mut String, both: &Both) {
        let Some(Comparison { verdict, difference }) = both.comparison else { return out.push_str(&self.not_compared) };
        out.push_str(&self.verdicts[judgement::place(verdict)]);
        Measure::new(self.scope, both.indicator).write_difference(out, Some(difference));
    }
}

/// A region with its other pairs.
fn elsewhere(scope: &Scope, region: &Region) -> Elsewhere {
    Elsewhere { region: scope.link(&Place::Region(region.slug.clone()), &region.short_name), pairs: pairs(scope, region) }
}
