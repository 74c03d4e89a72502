//! What all pages of an edition say of its indicators in the same words: names, addresses, units, order; made once in each language.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::cells::Cells;
use crate::model::{Id, Indicator};
use crate::plan::route::{Place, Route};
use crate::render::scope::Scope;
use crate::render::words::NO_BREAK_SPACE;

/// The indicators of an edition in one language. Every pair of regions shows all of them.
pub struct Register {
    entries: BTreeMap<Id, Entry>,
    units: BTreeMap<Id, Unit>,
    areas: Vec<(Id, Vec<usize>)>,
    rest: Vec<usize>,
    comparable: Vec<(Id, String)>,
}

/// An indicator under its name.
pub struct Entry {
    /// Its name, as text.
    pub name: String,
    /// The same as HTML, marked with its language where that is not the page's.
    pub label: String,
    /// The folder of its page, from the output's root; `None` where it has none.
    pub folder: Option<String>,
    /// What pages of pairs show of it; made when the first of them asks.
    cells: OnceLock<Box<Cells>>,
}

/// How values in a unit are written.
#[derive(Default)]
pub struct Unit {
    /// The unit in words: `prosenttia`.
    pub name: String,
    /// The unit as a sign, where it has one: `%`.
    pub symbol: Option<String>,
    /// A value with its unit; `{n}` is the number.
    pub pattern: String,
    /// The unit of differences, where it is another: `%-yks.`
    pub difference: Option<String>,
}

impl Register {
    /// The indicators as pages of a scope's edition and language name them.
    pub fn new(scope: &Scope) -> Self {
        let model = scope.model();
        let entries: BTreeMap<Id, Entry> = model.indicators.values().map(|indicator| (indicator.id.clone(), Entry::of(scope, indicator))).collect();
        let units = model.indicators.values().map(|indicator| &indicator.unit).collect::<std::collections::BTreeSet<_>>();
        let units = units.into_iter().map(|unit| (unit.clone(), Unit::of(scope, unit))).collect();
        let mut sorted: Vec<_> = model.indicators.values().zip(entries.values()).enumerate().collect();
        sorted.sort_by(|(_, (_, a)), (_, (_, b))| scope.words.compare(&a.name, &b.name));
        let mut areas: Vec<(Id, Vec<usize>)> = model.areas().iter().map(|area| (area.id.clone(), Vec::new())).collect();
        let mut rest = Vec::new();
        for (at, (indicator, _)) in sorted {
            let own = areas.iter_mut().find(|(area, _)| indicator.area.as_ref() == Some(area)).map_or(&mut rest, |(_, places)| places);
            own.push(at);
        }
        let mut comparable: Vec<_> = model.regions.comparable(scope.release.date).collect();
        scope.sort_by_name(&mut comparable, |region| scope.plain_text(&region.short_name));
        let comparable = comparable.into_iter().map(|region| (region.code.clone(), scope.label(&region.short_name))).collect();
        Self { entries, units, areas, rest, comparable }
    }

    /// An indicator.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// All of them, in the order of their ids.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// The comparable regions by name: their codes, and their short names as HTML.
    pub fn comparable(&self) -> &[(Id, String)] {
        &self.comparable
    }

    /// A unit of any of the indicators.
    pub fn unit(&self, id: &str) -> &Unit {
        const NONE: &Unit = &Unit { name: String::new(), symbol: None, pattern: String::new(), difference: None };
        self.units.get(id).unwrap_or(NONE)
    }

    /// The indicators of each area of the information model, by name: their places in the order of ids.
    pub fn areas(&self) -> &[(Id, Vec<usize>)] {
        &self.areas
    }

    /// Those of no area, by name.
    pub fn rest(&self) -> &[usize] {
        &self.rest
    }
}

impl Entry {
    /// What pages of pairs show of it.
    pub fn cells(&self, write: impl FnOnce() -> Cells) -> &Cells {
        self.cells.get_or_init(|| Box::new(write()))
    }

    fn of(scope: &Scope, indicator: &Indicator) -> Self {
        let place = Place::Indicator(indicator.id.clone());
        let has_page = scope.site().has(&scope.route.edition, &place);
        let route = Route { place, ..scope.route.clone() };
        let folder = has_page.then(|| route.folder(scope.settings()));
        Self { name: scope.plain_text(&indicator.name), label: scope.label(&indicator.name), folder, cells: OnceLock::new() }
    }
}

impl Unit {
    fn of(scope: &Scope, id: &Id) -> Self {
        let words = scope.words;
        let own = scope.model().information.as_ref().and_then(|information| information.units.iter().find(|unit| unit.id == *id));
        let key = |part: &str| {
            let key = format!("unit.{id}.{part}");
            words.has(&key).then(|| words.get(&key).to_owned())
        };
        let (name, symbol) = match own {
            Some(unit) => (scope.plain_text(&unit.name), unit.symbol.as_ref().map(|symbol| scope.plain_text(symbol))),
            None => (key("name").unwrap_or_else(|| id.to_string()), key("symbol")),
        };
        let joined = symbol.as_ref().map(|symbol| format!("{{n}}{NO_BREAK_SPACE}{symbol}"));
        Self {
            pattern: key("value").filter(|_| own.is_none()).or(joined).unwrap_or_else(|| "{n}".to_owned()),
            difference: key("difference").filter(|_| own.is_none()),
            name,
            symbol,
        }
    }
}
