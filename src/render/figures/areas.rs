//! Indicators under the areas of the information model.

use super::table::Group;
use crate::model::{Id, Indicator, Kind, Reference};
use crate::render::scope::{Scope, escape};
use crate::render::view::parts::TableRow;

/// Rows of indicators by area, in the order of the information model and by name; those of no area last.
///
/// An area without rows stays, and says so: a gap is worth knowing.
pub fn by_area(scope: &Scope, mut row: impl FnMut(&Indicator) -> Option<TableRow>) -> Vec<Group> {
    let model = scope.model();
    let mut groups: Vec<Group> = Vec::new();
    for area in model.areas() {
        let indicators = of_area(scope, |of| of == Some(&area.id));
        let rows: Vec<TableRow> = indicators.iter().filter_map(|indicator| row(indicator)).collect();
        let key = if indicators.is_empty() { "indicator.none-in-area" } else { "indicator.no-values-in-area" };
        let note = rows.is_empty().then(|| escape(scope.words.get(key)));
        groups.push(Group { head: Some(scope.thing(&Reference::new(Kind::Area, area.id.clone()))), note, rows });
    }
    let rest: Vec<TableRow> = of_area(scope, |of| of.is_none_or(|of| model.area(of).is_none())).into_iter().filter_map(row).collect();
    if !rest.is_empty() {
        groups.push(if groups.is_empty() { Group::plain(rest) } else { Group::word(scope, "indicator.other-area", rest) });
    }
    groups
}

/// The indicators of an area, by name.
fn of_area<'r>(scope: &Scope<'r>, is_of: impl Fn(Option<&Id>) -> bool) -> Vec<&'r Indicator> {
    let mut indicators: Vec<&Indicator> = scope.model().indicators.values().filter(|indicator| is_of(indicator.area.as_ref())).collect();
    scope.sort_by_name(&mut indicators, |indicator| scope.plain_text(&indicator.name));
    indicators
}
