//! Indicators under the areas of the information model.

use super::table::{Group, Rows};
use crate::model::{Indicator, Kind, Reference};
use crate::render::scope::{Scope, escape};
use crate::render::view::parts::TableRow;

/// Rows of indicators by area, in the order of the information model and by name; those of no area last.
///
/// An area without rows stays, and says so: a gap is worth knowing.
pub fn by_area(scope: &Scope, mut row: impl FnMut(&Indicator) -> Option<TableRow>) -> Vec<Group> {
    let indicators: Vec<&Indicator> = scope.model().indicators.values().collect();
    groups(scope, |places| Rows::Cells(places.iter().filter_map(|at| row(indicators[*at])).collect()))
}

/// The same with rows that are written at once; an indicator is told by its place in the order of ids.
pub fn written_by_area(scope: &Scope, mut write: impl FnMut(&mut String, usize)) -> Vec<Group> {
    groups(scope, |places| {
        let mut html = String::with_capacity(places.len() * 320);
        for at in places {
            write(&mut html, *at);
        }
        Rows::Written(html)
    })
}

fn groups(scope: &Scope, mut rows: impl FnMut(&[usize]) -> Rows) -> Vec<Group> {
    let register = scope.register();
    let mut groups: Vec<Group> = Vec::new();
    for (area, indicators) in register.areas() {
        let rows = rows(indicators);
        let key = if indicators.is_empty() { "indicator.none-in-area" } else { "indicator.no-values-in-area" };
        let note = rows.is_empty().then(|| escape(scope.words.get(key)));
        groups.push(Group { head: Some(scope.thing(&Reference::new(Kind::Area, area.clone()))), note, rows });
    }
    let rest = rows(register.rest());
    if !rest.is_empty() {
        groups.push(if groups.is_empty() { Group::plain(rest) } else { Group::word(scope, "indicator.other-area", rest) });
    }
    groups
}
