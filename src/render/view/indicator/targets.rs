//! Values to reach, and how many regions have reached them.

use crate::model::indicator::{Polarity, Target};
use crate::model::{Indicator, Period};
use crate::render::figures::Measure;
use crate::render::figures::measure::in_period;
use crate::render::figures::table::{FigureTable, Group};
use crate::render::scope::{Scope, escape};
use crate::render::view::life;
use crate::render::view::parts::{Cell, Column, TableRow};
use crate::statistics::{Standing, Standings};

/// The targets of an indicator; `None` where it has none.
pub fn table(scope: &Scope, indicator: &Indicator, standings: Option<&Standings>) -> Option<FigureTable> {
    if indicator.targets.is_empty() {
        return None;
    }
    let measure = Measure::new(scope, indicator);
    let period = standings.filter(|standings| standings.ranked > 0).and_then(|standings| standings.period);
    let mut columns = vec![
        Column::new(measure.head("indicator.targets.value")),
        Column::word(scope, "indicator.targets.valid"),
        Column::word(scope, "lifecycle.legal-basis").wide(),
    ];
    if let Some(period) = period {
        columns.push(Column::new(scope.sentence("indicator.targets.reached", &[("period", &escape(&in_period(scope.words, period)))])));
    }
    let rows = indicator.targets.iter().map(|target| {
        let law = match target.legal_basis.as_slice() {
            [] => Cell::void(scope, "missing.not-recorded"),
            places => Cell::of(life::legal_basis(scope, places)),
        };
        let valid = life::validity(scope, target.valid_from, target.valid_to).unwrap_or_else(|| scope.word("indicator.targets.always"));
        let mut cells = vec![Cell::of(format!("<b>{}</b>", escape(&measure.number(target.value)))), Cell::of(escape(&valid)), law];
        if let (Some(period), Some(standings)) = (period, standings) {
            cells.push(reached(scope, indicator, standings, target, period));
        }
        TableRow::of(cells)
    });
    let rows: Vec<TableRow> = rows.collect();
    Some(FigureTable {
        id: "targets".into(),
        caption: escape(scope.words.get("indicator.targets.caption")),
        note: escape(&format!("{}.", measure.name)),
        columns,
        groups: vec![Group::plain(rows)],
        ..FigureTable::default()
    })
}

/// How many of the ranked regions have reached a target that holds in the period.
fn reached(scope: &Scope, indicator: &Indicator, standings: &Standings, target: &Target, period: Period) -> Cell {
    let holds = target.valid_from.is_none_or(|from| from.year <= period.year) && target.valid_to.is_none_or(|to| to.year >= period.year);
    if !holds {
        return Cell::void(scope, "indicator.targets.not-now");
    }
    let is_there = |value: f64| match indicator.polarity {
        Polarity::HigherIsBetter => Some(value >= target.value),
        Polarity::LowerIsBetter => Some(value <= target.value),
        Polarity::None => None,
    };
    let ranked = standings.iter().filter(|(_, standing)| standing.rank.is_some()).filter_map(|(_, standing)| Standing::value(standing));
    let judged: Option<Vec<bool>> = ranked.map(is_there).collect();
    match judged {
        Some(judged) => {
            let fill = [scope.words.integer(judged.iter().filter(|is_there| **is_there).count()), scope.words.integer(judged.len())];
            Cell::of(scope.sentence("indicator.targets.of", &[("n", &fill[0]), ("total", &fill[1])]))
        }
        None => Cell::void(scope, "indicator.targets.unjudged"),
    }
}
