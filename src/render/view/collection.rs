//! Further collections and their documents.

use serde::Serialize;

use super::parts::{Cell, Column, Fact, Figure, Row, TableRow, TableView, Tag};
use super::search::summary_of;
use super::{Shown, banner, collection_chart};
use crate::model::collection::{Field, FieldKind, Value};
use crate::model::{Collection, Document, Id, Kind, PartialDate, Reference};
use crate::plan::numbered;
use crate::plan::route::{GLOSSARY, Place};
use crate::render::chart::Style;
use crate::render::figures::matrix::{self, Board};
use crate::render::figures::table::{FigureTable, Group};
use crate::render::scope::{ProseView, Scope, escape};

/// Columns of the index besides the name.
const COLUMNS: usize = 5;

/// What the index of a collection shows.
#[derive(Serialize)]
struct Index {
    table: TableView,
    empty: bool,
    /// States of regions, each as a table and a chart.
    boards: Vec<States>,
}

/// States of regions.
#[derive(Serialize)]
struct States {
    table: FigureTable,
    figure: Figure,
}

/// The link to the file of a chart beside the page.
fn file_link(scope: &Scope, name: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escape(&scope.file(&format!("{}{name}.svg", scope.folder()))), escape(scope.words.get("chart.file")))
}

/// The charts of states on the index of a collection, with the names of their files.
fn boards(scope: &Scope, collection: &Collection) -> impl Iterator<Item = (String, Board)> {
    let boards = matrix::boards(scope, collection, "matrix").into_iter().enumerate();
    boards.map(|(at, board)| (numbered("matrix", at), board))
}

/// A chart of the index of a collection by the name of its file.
pub fn chart_file(scope: &Scope, collection: &Collection, name: &str, style: &Style) -> Option<String> {
    let (_, board) = boards(scope, collection).find(|(other, _)| other == name)?;
    Some(board.drawn.file(style))
}

/// All documents of a collection, with the first of their fields.
pub fn index(scope: &Scope, collection: &Collection) -> Shown {
    let mut documents: Vec<&Document> = collection.documents.values().collect();
    scope.sort_by_name(&mut documents, |document| scope.plain_text(&document.title));
    if let Some(field) = collection.fields.iter().find(|field| field.required && field.kind == FieldKind::Date) {
        documents.sort_by_key(|document| std::cmp::Reverse(day_of(document, &field.key)));
    }
    let fields = index_fields(collection);
    let mut columns = vec![Column::word(scope, "collection.document")];
    columns.extend(fields.iter().map(|field| column(&field.kind, label(scope, field))));
    let row = |document: &&Document| {
        let place = Place::Document(collection.id.clone(), document.id.clone());
        let mut cells = vec![Cell::link(&scope.link(&place, &document.title))];
        cells.extend(fields.iter().map(|field| cell(scope, collection, &field.key, document.value(&field.key), None)));
        TableRow::of(cells)
    };
    let table = TableView {
        id: "documents".to_owned(),
        caption: scope.label(&collection.name),
        note: Some(escape(&scope.words.count("count.documents", documents.len()))),
        quiet: true,
        tools: true,
        columns,
        rows: documents.iter().map(row).collect(),
        ..TableView::default()
    };
    let states = |(name, board): (String, Board)| States { table: board.table, figure: board.drawn.figure(&file_link(scope, &name)) };
    let index = Index { empty: documents.is_empty(), table, boards: boards(scope, collection).map(states).collect() };
    let mut shown = Shown::new("collection.html", scope.plain(&collection.name), &index);
    if &*collection.id == GLOSSARY {
        shown.facts.push(banner::anchor(&scope.word_link(&Place::Glossary, "glossary.title")));
    }
    shown.lead = collection.description.as_ref().map(|text| scope.html(text));
    shown.description = collection.description.as_ref().map(|text| scope.plain_text(text));
    shown
}

/// The fields that tell most: those that every document has, then those that most have, in the order of the schema.
fn index_fields(collection: &Collection) -> Vec<&Field> {
    let told = |field: &Field| collection.documents.values().filter(|document| document.values.contains_key(&field.key)).count();
    let candidates = collection.fields.iter().enumerate().filter(|(_, field)| !matches!(field.kind, FieldKind::Table(_)) && told(field) > 0);
    let rank = |field: &Field| {
        if tells_most(collection, field) {
            0
        } else if field.required {
            1
        } else {
            2 + u8::from(told(field) * 2 < collection.documents.len())
        }
    };
    let mut fields: Vec<(usize, &Field)> = candidates.collect();
    fields.sort_by_key(|(at, field)| (rank(field), *at));
    fields.truncate(COLUMNS);
    fields.sort_by_key(|(at, _)| *at);
    fields.into_iter().map(|(_, field)| field).collect()
}

/// Whether a field says what readers of a collection that the program knows look for: of comments, what came of them.
fn tells_most(collection: &Collection, field: &Field) -> bool {
    &*collection.id == "comments" && ["target", "text", "response", "decision", "resolved_in"].contains(&&*field.key)
}

fn day_of(document: &Document, key: &str) -> Option<PartialDate> {
    match document.value(key) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    }
}

/// What a field or column is called: its label, or its key.
fn label(scope: &Scope, field: &Field) -> String {
    field.label.as_ref().map_or_else(|| escape(&field.key.replace('_', " ")), |label| scope.label(label))
}

fn column(kind: &FieldKind, label: String) -> Column {
    match kind {
        FieldKind::Number => Column::new(label).number(),
        FieldKind::Localized => Column::new(label).wide(),
        _ => Column::new(label),
    }
}

/// What a document of a collection shows.
#[derive(Serialize)]
struct One {
    facts: Vec<Fact>,
    facts_title: String,
    /// Whether the facts stand beside the prose where there is room.
    beside: bool,
    prose: Option<ProseView>,
    tables: Vec<Section>,
    links: Vec<Row>,
}

/// A table of a document, and the charts over it.
#[derive(Serialize)]
struct Section {
    id: String,
    title: String,
    lang: Option<String>,
    table: Option<TableView>,
    charts: Vec<Figure>,
}

/// One document: its fields, prose, tables, charts, and what refers to it.
pub fn document(scope: &Scope, collection: &Collection, document: &Document) -> Shown {
    let reference = Reference::new(Kind::Document(collection.id.clone()), document.id.clone());
    let plain_fields = collection.fields.iter().filter(|field| !matches!(field.kind, FieldKind::Table(_)));
    let told_above = |field: &&Field| field.key == "summary" && summary_of(document).is_some() || field.key == "example";
    let facts = plain_fields.filter(|field| !told_above(field)).map(|field| Fact {
        label: label(scope, field),
        html: document.value(&field.key).map(|value| html(scope, collection, &field.key, value)).unwrap_or_default(),
    });
    let tables: Vec<Section> = collection.fields.iter().filter_map(|field| section(scope, collection, document, field)).collect();
    let facts: Vec<Fact> = facts.collect();
    let prose = scope.prose(&document.prose, &[]);
    let one = One {
        facts_title: scope.word("collection.facts"),
        beside: facts.len() < 9 && prose.as_ref().is_some_and(|prose| prose.headings.len() + tables.len() < 2),
        facts,
        prose,
        links: scope.release.index.referrers(&reference).iter().map(|from| referrer(scope, from)).collect(),
        tables,
    };
    let mut shown = Shown::new("document.html", scope.plain(&document.title), &one)
        .crumb(scope.link(&Place::Collection(collection.id.clone()), &collection.name))
        .summary(scope, summary_of(document))
        .banner((document.value("example") == Some(&Value::Boolean(true))).then(|| banner::Banner::of(scope, "note", "example", &[])))
        .banner(banner::translation(scope, &document.prose, None));
    shown.toc.extend(one.prose.iter().flat_map(|prose| prose.headings.clone()));
    shown.toc.extend(one.tables.iter().map(|section| crate::render::scope::TocEntry {
        id: section.id.clone(),
        text: section.title.clone(),
        lang: section.lang.clone(),
    }));
    if !one.links.is_empty() {
        shown.toc.push(scope.toc_word("used-by", "links.mentioned"));
    }
    shown
}

/// What refers to a document, with its kind.
fn referrer(scope: &Scope, from: &Reference) -> Row {
    Row::of(scope.thing(from)).note(kind_word(scope, &from.kind))
}

/// What a kind is called: a collection by its own name.
pub fn kind_word(scope: &Scope, kind: &Kind) -> String {
    match kind {
        Kind::Document(id) => scope.model().collections.get(id).map_or_else(|| escape(id), |collection| scope.label(&collection.name)),
        kind => escape(scope.words.get(&format!("kind.{}", kind.name()))),
    }
}

/// A table of a document as the values of a chart in prose.
pub fn field_table(scope: &Scope, collection: &Collection, document: &Document, key: &str, id: &str) -> Option<FigureTable> {
    let field = collection.fields.iter().find(|field| field.key == key)?;
    let table = section(scope, collection, document, field)?.table?;
    let (id, groups) = (id.to_owned(), vec![Group::plain(table.rows)]);
    Some(FigureTable { id, caption: table.caption, columns: table.columns, always: table.always, groups, ..FigureTable::default() })
}

/// A table of a document with the charts over it; an empty one says so.
fn section(scope: &Scope, collection: &Collection, document: &Document, field: &Field) -> Option<Section> {
    let FieldKind::Table(columns) = &field.kind else { return None };
    let title = field.label.as_ref().map_or_else(|| field.key.replace('_', " "), |label| scope.plain_text(label));
    let written = field.label.as_ref().and_then(|label| label.get(scope.language())).map(|(language, _)| language);
    let lang = written.filter(|language| *language != scope.words.interface).map(|language| language.to_string());
    let id = field.key.replace('_', "-");
    let Some(Value::Table(rows)) = document.value(&field.key) else {
        return Some(Section { id, title, lang, table: None, charts: Vec::new() });
    };
    let decimals: Vec<u8> = (0..columns.len()).map(|at| decimals(rows.iter().filter_map(|row| row.get(at)?.as_ref()))).collect();
    let cells = |row: &Vec<Option<Value>>| {
        let cells =
            columns.iter().enumerate().map(|(at, column)| cell(scope, collection, &column.key, row.get(at).and_then(Option::as_ref), Some(decimals[at])));
        TableRow::of(cells.collect())
    };
    let head = |at: &crate::model::collection::Column| {
        let label = at.label.as_ref().map_or_else(|| escape(&at.key.replace('_', " ")), |label| scope.label(label));
        column(&at.kind, label)
    };
    let heads: Vec<Column> = columns.iter().map(head).collect();
    let table = TableView {
        id: format!("{id}-table"),
        caption: field.label.as_ref().map_or_else(|| escape(&title), |label| scope.label(label)),
        quiet: true,
        tools: rows.len() > 5,
        always: heads.len() > 7 || heads.iter().filter(|head| head.wide).count() > 3,
        columns: heads,
        rows: rows.iter().map(cells).collect(),
        ..TableView::default()
    };
    let charts = collection_chart::of_table(scope, collection, document, &field.key);
    Some(Section { id, title, lang, table: Some(table), charts })
}

/// The decimals that a column of numbers needs, at most four.
pub fn decimals<'v>(values: impl Iterator<Item = &'v Value>) -> u8 {
    let needed = |number: f64| (0..4).find(|decimals| ((number * 10f64.powi(*decimals)).fract()).abs() < 1e-9).unwrap_or(4);
    let numbers = values.filter_map(|value| match value {
        Value::Number(number) => Some(needed(*number)),
        _ => None,
    });
    numbers.max().map_or(0, |decimals| decimals as u8)
}

/// A cell: its value, or that nobody recorded it.
fn cell(scope: &Scope, collection: &Collection, key: &str, value: Option<&Value>, decimals: Option<u8>) -> Cell {
    match value {
        None => Cell::void(scope, "missing.not-recorded"),
        Some(Value::Number(number)) => {
            let text = decimals.map_or_else(|| scope.words.number_as_written(*number), |decimals| scope.words.number(*number, decimals));
            Cell::of(escape(&text)).key(number.to_string())
        }
        Some(value @ Value::Date(date)) => Cell::of(html(scope, collection, key, value)).key(date.to_string()),
        Some(value @ Value::Period(period)) => Cell::of(html(scope, collection, key, value)).key(period.to_string()),
        Some(value) => Cell::of(html(scope, collection, key, value)),
    }
}

/// A value in the reader's words.
fn html(scope: &Scope, collection: &Collection, key: &str, value: &Value) -> String {
    match value {
        Value::Text(text) => text_html(scope, key, text),
        Value::Localized(text) => scope.html(text),
        Value::Date(date) => format!("<time datetime=\"{date}\">{}</time>", escape(&scope.words.partial_date(*date))),
        Value::Period(period) => escape(&scope.words.period(*period)),
        Value::Number(number) => escape(&scope.words.number_as_written(*number)),
        Value::Boolean(is_so) => escape(scope.words.get(if *is_so { "value.yes" } else { "value.no" })),
        Value::Word(word) => word_html(scope, collection, key, word),
        Value::Reference(reference) => banner::anchor(&scope.thing(reference)),
        Value::List(values) => list(&values.iter().map(|value| html(scope, collection, key, value)).collect::<Vec<_>>()),
        Value::Table(rows) => escape(&scope.words.integer(rows.len())),
    }
}

/// Several values: short ones in a row, long ones one to a line.
fn list(items: &[String]) -> String {
    if items.len() > 1 && items.iter().any(|item| item.len() > 120) { format!("<ul><li>{}</li></ul>", items.join("</li><li>")) } else { items.join(", ") }
}

/// Text of the default language: an address is a link, and so is the id of a release where a release is meant.
fn text_html(scope: &Scope, key: &str, text: &str) -> String {
    if text.starts_with("https://") || text.starts_with("http://") {
        let shown = text.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
        return format!("<a href=\"{}\">{}</a>", escape(text), escape(shown));
    }
    if matches!(key, "release" | "resolved_in") && scope.known_entries().iter().any(|release| &*release.id == text) {
        return banner::anchor(&scope.thing(&Reference::new(Kind::Release, Id::from(text))));
    }
    in_default_language(scope, escape(text))
}

/// A word of a schema: in the words of the theme where it knows it, else as the schema has it.
pub fn word_html(scope: &Scope, collection: &Collection, key: &str, word: &str) -> String {
    let known = format!("collection.{}.{key}.{word}", collection.id);
    let html = if scope.words.has(&known) { escape(scope.words.get(&known)) } else { in_default_language(scope, escape(word)) };
    match (&*collection.id, key, word) {
        ("findings", "class", "A") => Tag { class: "tag--full", html }.html(),
        ("findings", "class", _) => Tag { class: "", html }.html(),
        _ => html,
    }
}

/// HTML marked as the site's default language where the interface speaks another.
pub fn in_default_language(scope: &Scope, html: String) -> String {
    let default = scope.settings().default_language();
    if default == scope.words.interface { html } else { format!("<span lang=\"{default}\">{html}</span>") }
}
