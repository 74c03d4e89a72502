//! What regions have come to in something: test rounds, implementations, any collection with a region and a state.

use std::collections::BTreeMap;

use super::chart::Drawn;
use super::profile::site_line;
use super::table::{FigureTable, Group};
use crate::model::collection::Value;
use crate::model::states::{Column, States, states};
use crate::model::{Collection, Kind, Reference};
use crate::render::chart::{self, Alternative, MatrixRow, MatrixView, Shade, State};
use crate::render::scope::{Scope, escape};
use crate::render::view::banner::anchor;
use crate::render::view::parts::{self, Cell, TableRow};

/// Region by theme: the same as a picture and as a table.
pub struct Board {
    /// The picture.
    pub drawn: Drawn,
    /// Its states in words.
    pub table: FigureTable,
}

/// The states of a collection's documents by region and theme: one board, or one for each use case whose requirements the
/// documents name; none where it has no regions with states.
pub fn boards(scope: &Scope, collection: &Collection, id: &str) -> Vec<Board> {
    let id = |at: usize| if at == 0 { id.to_owned() } else { format!("{id}-{}", at + 1) };
    states(collection).iter().enumerate().map(|(at, states)| board(scope, collection, states, &id(at))).collect()
}

fn board(scope: &Scope, collection: &Collection, states: &States, id: &str) -> Board {
    let (theme, documents) = (states.of, &states.documents);
    let columns = columns(scope, states);
    let mut regions: Vec<&Reference> = documents.iter().filter_map(|document| document.reference("region")).collect();
    regions.sort();
    regions.dedup();
    let name = |reference: &Reference| {
        scope.model().regions.get(&reference.id).map_or_else(|| reference.id.to_string(), |region| scope.plain_text(&region.short_name))
    };
    scope.sort_by_name(&mut regions, |region| name(region));
    let shades = shades(scope, collection, states);
    let state = |region: &Reference, column: &Column| -> State {
        match states.at(region, column).and_then(|document| document.value("state")) {
            Some(value) => {
                let word = word(scope, collection, value);
                State { shade: shades.get(&word).copied().unwrap_or(Shade::Step(0)), word }
            }
            None => State { shade: Shade::Absent, word: scope.word("missing.not-recorded") },
        }
    };
    let rows: Vec<(&Reference, Vec<State>)> = regions.iter().map(|region| (*region, columns.iter().map(|(key, _)| state(region, key)).collect())).collect();
    let is_made_up = documents.iter().any(|document| document.value("example") == Some(&Value::Boolean(true)));
    let made_up = is_made_up.then(|| scope.word("matrix.made-up"));
    let of = theme.and_then(|theme| scope.model().name_of(theme)).map_or_else(|| scope.plain_text(&collection.name), |name| scope.plain_text(name));
    let title = scope.words.say("matrix.title", &[("name", &of)]);
    let told = rows.iter().map(|(region, cells)| {
        let cells: Vec<String> =
            columns.iter().zip(cells).filter(|(_, state)| !state.shade.is_missing()).map(|((_, column), state)| format!("{column} {}", state.word)).collect();
        format!("{}: {}", name(region), cells.join(", "))
    });
    let description = [Some(format!("{}.", told.collect::<Vec<_>>().join("; "))), made_up.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let view = MatrixView {
        alternative: Alternative { id: id.to_owned(), title: title.clone(), description },
        columns: columns.iter().map(|(_, name)| name.clone()).collect(),
        rows: rows.iter().map(|(region, cells)| MatrixRow { name: name(region), cells: cells.clone() }).collect(),
        empty: scope.word("drawn.empty"),
    };
    let table_row = |(region, cells): &(&Reference, Vec<State>)| {
        let mut row = vec![Cell::of(anchor(&scope.thing(region))).key(name(region))];
        row.extend(cells.iter().map(|state| Cell { html: escape(&state.word), void: state.shade.is_missing(), key: None }));
        TableRow::of(row)
    };
    let mut heads = vec![parts::Column::word(scope, "column.region")];
    heads.extend(columns.iter().map(|(_, name)| parts::Column::new(escape(name))));
    let table = FigureTable {
        id: format!("{id}-states"),
        caption: escape(&title),
        note: escape(&made_up.clone().unwrap_or_default()),
        tools: false,
        always: columns.len() > 6,
        columns: heads,
        groups: vec![Group::plain(rows.iter().map(table_row).collect::<Vec<_>>())],
        remarks: Vec::new(),
    };
    let about = scope.word("matrix.about");
    let source = [made_up, Some(site_line(scope))].into_iter().flatten().collect::<Vec<_>>().join(" ");
    Board { drawn: Drawn { title, about, source, key: Vec::new(), svg: chart::matrix(&view) }, table }
}

/// The columns with their names: themes by name, requirements in the order of their use case.
fn columns<'s>(scope: &Scope, states: &States<'s>) -> Vec<(Column<'s>, String)> {
    let mut keys: Vec<Column> = states.documents.iter().filter_map(|document| states.column(document)).collect();
    keys.sort();
    keys.dedup();
    let use_case = states.of.filter(|of| of.kind == Kind::UseCase).and_then(|of| scope.model().use_cases.get(&of.id));
    let place = |key: &Column| match (key, use_case) {
        (Column::Part(part), Some(use_case)) => use_case.requirements.iter().position(|requirement| *requirement.id == **part).unwrap_or(usize::MAX),
        _ => 0,
    };
    let name = |key: &Column| match key {
        Column::Part(part) => (*part).to_owned(),
        Column::Theme(theme) => scope.model().name_of(theme).map_or_else(|| theme.id.to_string(), |name| scope.plain_text(name)),
    };
    let mut columns: Vec<(Column, String)> = keys.into_iter().map(|key| (key.clone(), name(&key))).collect();
    columns.sort_by(|a, b| place(&a.0).cmp(&place(&b.0)).then_with(|| scope.words.compare(&a.1, &b.1)));
    columns
}

/// A state in the reader's words.
fn word(scope: &Scope, collection: &Collection, value: &Value) -> String {
    match value {
        Value::Word(word) | Value::Text(word) => {
            let key = format!("collection.{}.state.{word}", collection.id);
            if scope.words.has(&key) { scope.word(&key) } else { word.clone() }
        }
        Value::Localized(text) => scope.plain_text(text),
        _ => String::new(),
    }
}

/// The fill of each state: those of a schema in its order, others by name; after the fourth they share the palest.
fn shades(scope: &Scope, collection: &Collection, states: &States) -> BTreeMap<String, Shade> {
    let mut used: Vec<&Value> = states.documents.iter().filter_map(|document| document.value("state")).collect();
    let place = |value: &Value| match value {
        Value::Word(word) | Value::Text(word) => states.words().iter().position(|state| state == word).unwrap_or(usize::MAX),
        _ => usize::MAX,
    };
    used.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| word(scope, collection, a).cmp(&word(scope, collection, b))));
    let mut words: Vec<String> = Vec::new();
    for value in used {
        let word = word(scope, collection, value);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    // The states of test rounds go from the first step to the last.
    if &*collection.id == "test-rounds" {
        words.reverse();
    }
    words.into_iter().enumerate().map(|(at, word)| (word, Shade::Step(3 - at.min(3) as u8))).collect()
}
