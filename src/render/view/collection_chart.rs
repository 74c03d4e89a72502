//! Charts over the tables of a collection's documents.
//!
//! A chart is in one language: the page's where all its names are, else the site's default.

use super::collection::decimals;
use super::parts::Figure;
use crate::model::collection::{CollectionChart, CollectionChartKind, FieldKind, Value};
use crate::model::{Collection, Document, Language, PartialDate, Text};
use crate::render::chart::{self, Alternative, Svg};
use crate::render::scope::{Scope, escape};
use crate::render::words::Words;
use crate::resolve::target::ChartKind;

/// A chart over a table, in one language.
pub struct Drawing {
    /// What it says.
    pub title: String,
    /// The picture.
    pub svg: Svg,
    language: Language,
}

/// The charts over one table of a document, in the order of the schema.
pub fn of_table(scope: &Scope, collection: &Collection, document: &Document, table: &str) -> Vec<Figure> {
    let charts = collection.charts.iter().enumerate().filter(|(_, chart)| chart.table == table);
    charts.filter_map(|(at, chart)| Some(figure(scope, collection, at, draw(scope, collection, document, chart, id_of(at))?))).collect()
}

/// A chart by the name of its file, such as `timeline` or `timeline-2`.
pub fn by_name(scope: &Scope, collection: &Collection, document: &Document, name: &str) -> Option<Drawing> {
    let (at, chart) = collection.charts.iter().enumerate().find(|(at, _)| file_name(collection, *at) == name)?;
    draw(scope, collection, document, chart, id_of(at))
}

/// The prefix of the ids in a chart of the page itself.
fn id_of(at: usize) -> String {
    format!("chart-{}", at + 1)
}

/// A chart that prose asks for: as the schema draws the table, else over all columns that such a chart can show.
pub fn in_prose(scope: &Scope, collection: &Collection, document: &Document, (kind, table): (ChartKind, &str), id: &str) -> Option<Figure> {
    let kind = match kind {
        ChartKind::Stacked => CollectionChartKind::Stacked,
        ChartKind::Timeline => CollectionChartKind::Timeline,
        _ => return None,
    };
    let given = collection.charts.iter().find(|chart| chart.kind == kind && chart.table == table);
    let own = || usual(collection, kind, table);
    let chart = given.cloned().or_else(own)?;
    let drawing = draw(scope, collection, document, &chart, id.to_owned())?;
    let (title, svg) = marked(scope, &drawing);
    let source = super::banner::anchor(&scope.link(&crate::plan::route::Place::Document(collection.id.clone(), document.id.clone()), &document.title));
    Some(Figure { title, note: None, svg, key: Vec::new(), source: Some(source) })
}

/// A chart over a table for which the schema has none: its first column names the rows.
fn usual(collection: &Collection, kind: CollectionChartKind, table: &str) -> Option<CollectionChart> {
    let FieldKind::Table(columns) = &collection.field(table)?.kind else { return None };
    let (first, rest) = columns.split_first()?;
    let is_shown = |column: &&crate::model::collection::Column| match kind {
        CollectionChartKind::Stacked => column.kind == FieldKind::Number,
        CollectionChartKind::Timeline => matches!(column.kind, FieldKind::Date | FieldKind::Period),
    };
    let shown: Vec<String> = rest.iter().filter(is_shown).map(|column| column.key.clone()).collect();
    let columns = (!shown.is_empty()).then(|| std::iter::once(first.key.clone()).chain(shown).collect())?;
    Some(CollectionChart { kind, table: table.to_owned(), columns, title: None })
}

/// The name of a chart's file: its kind, numbered from the second of a kind on.
pub fn file_name(collection: &Collection, at: usize) -> String {
    let kind = collection.charts[at].kind;
    let before = collection.charts[..at].iter().filter(|chart| chart.kind == kind).count();
    if before == 0 { kind.word().to_owned() } else { format!("{}-{}", kind.word(), before + 1) }
}

/// A table as a chart reads it: its columns, by their places in the rows.
struct Source<'a> {
    rows: &'a [Vec<Option<Value>>],
    columns: Vec<usize>,
    labels: Vec<String>,
    words: &'a Words,
    language: Language,
}

impl<'a> Source<'a> {
    fn cell(&self, row: &'a [Option<Value>], column: usize) -> Option<&'a Value> {
        row.get(*self.columns.get(column)?)?.as_ref()
    }

    fn name(&self, row: &[Option<Value>]) -> String {
        match self.columns.first().and_then(|at| row.get(*at)?.as_ref()) {
            Some(Value::Localized(text)) => text.or_any(self.language).to_owned(),
            Some(Value::Text(text) | Value::Word(text)) => text.clone(),
            Some(Value::Period(period)) => self.words.period(*period),
            Some(Value::Date(date)) => self.words.partial_date(*date),
            Some(Value::Number(number)) => self.words.number_as_written(*number),
            _ => self.words.get("missing.not-recorded").to_owned(),
        }
    }
}

/// The title and the picture, marked with their language where it is not the page's.
fn marked(scope: &Scope, drawing: &Drawing) -> (String, String) {
    let svg = drawing.svg.as_str();
    if drawing.language == scope.words.interface {
        return (escape(&drawing.title), svg.to_owned());
    }
    let mark = format!("lang=\"{}\"", drawing.language);
    (format!("<span {mark}>{}</span>", escape(&drawing.title)), svg.replacen("<svg", &format!("<svg {mark}"), 1))
}

/// A drawing in its place on the page, with a link to its file.
fn figure(scope: &Scope, collection: &Collection, at: usize, drawing: Drawing) -> Figure {
    let (title, svg) = marked(scope, &drawing);
    let file = scope.file(&format!("{}{}.svg", scope.folder(), file_name(collection, at)));
    let source = format!("<a href=\"{}\">{}</a>", escape(&file), escape(scope.words.get("chart.file")));
    Figure { title, note: None, svg, key: Vec::new(), source: Some(source) }
}

fn draw(scope: &Scope, collection: &Collection, document: &Document, chart: &CollectionChart, id: String) -> Option<Drawing> {
    let Some(Value::Table(rows)) = document.value(&chart.table) else { return None };
    let field = collection.field(&chart.table)?;
    let FieldKind::Table(columns) = &field.kind else { return None };
    let places: Vec<usize> = chart.columns.iter().filter_map(|key| columns.iter().position(|column| column.key == *key)).collect();
    let labels = || places.iter().map(|at| columns[*at].label.as_ref());
    let texts = labels().flatten().chain(names(rows, places.first().copied()));
    let language = language(scope, texts, rows, places.first().copied());
    let words = scope.theme().words(language);
    let source = Source {
        rows,
        labels: labels()
            .zip(&places)
            .map(|(label, at)| label.map_or_else(|| columns[*at].key.replace('_', " "), |label| label.or_any(language).to_owned()))
            .collect(),
        columns: places,
        words,
        language,
    };
    let title = chart.title.as_ref().or(field.label.as_ref()).map_or_else(|| field.key.clone(), |title| title.or_any(language).to_owned());
    let alternative = |description| Alternative { id: id.clone(), title: title.clone(), description };
    let svg = match chart.kind {
        CollectionChartKind::Stacked => stacked(&source, alternative),
        CollectionChartKind::Timeline => timeline(scope, &source, alternative),
    };
    Some(Drawing { title, svg, language })
}

/// The texts that name the rows.
fn names(rows: &[Vec<Option<Value>>], column: Option<usize>) -> impl Iterator<Item = &Text> {
    rows.iter().filter_map(move |row| match row.get(column?)?.as_ref()? {
        Value::Localized(text) => Some(text),
        _ => None,
    })
}

/// The language of the interface where every name has it, else the default one.
fn language<'t>(scope: &Scope, mut texts: impl Iterator<Item = &'t Text>, rows: &[Vec<Option<Value>>], column: Option<usize>) -> Language {
    let wanted = scope.words.interface;
    let is_plain = |row: &Vec<Option<Value>>| column.and_then(|at| row.get(at)).is_some_and(|cell| matches!(cell, Some(Value::Text(_) | Value::Word(_))));
    let default = scope.settings().default_language();
    let speaks = texts.all(|text| text.exactly(wanted).is_some()) && (wanted == default || !rows.iter().any(is_plain));
    if speaks { wanted } else { default }
}

/// Parts of a whole: a column of names, then columns of numbers.
fn stacked(source: &Source, alternative: impl Fn(String) -> Alternative) -> Svg {
    let words = source.words;
    let numbers = 1..source.columns.len();
    let decimals = numbers.clone().map(|at| decimals(source.rows.iter().filter_map(|row| source.cell(row, at)))).max().unwrap_or(0);
    let missing = words.get("missing.not-recorded");
    let mut told = Vec::new();
    let rows = source.rows.iter().map(|row| {
        let cells: Vec<chart::Cell> = numbers
            .clone()
            .map(|at| match source.cell(row, at) {
                Some(Value::Number(value)) => chart::Cell::Given { value: *value, text: words.number(*value, decimals) },
                _ => chart::Cell::Missing(missing.to_owned()),
            })
            .collect();
        let sum: Option<f64> = cells.iter().map(|cell| if let chart::Cell::Given { value, .. } = cell { Some(*value) } else { None }).sum();
        let name = source.name(row);
        told.push(format!("{name}: {}", parts(source, &cells)));
        chart::StackedRow { name, total: sum.map(|sum| words.number(sum, decimals)).unwrap_or_default(), cells, chosen: false }
    });
    let rows: Vec<chart::StackedRow> = rows.collect();
    chart::stacked(&chart::StackedView {
        alternative: alternative(format!("{}.", told.join("; "))),
        shares: false,
        series: source.labels.iter().skip(1).cloned().collect(),
        rows,
        empty: words.get("chart.empty").to_owned(),
    })
}

/// The parts of a row in words.
fn parts(source: &Source, cells: &[chart::Cell]) -> String {
    let part = |(label, cell): (&String, &chart::Cell)| match cell {
        chart::Cell::Given { text, .. } => format!("{label} {text}"),
        chart::Cell::Missing(word) => format!("{label} {word}"),
    };
    source.labels.iter().skip(1).zip(cells).map(part).collect::<Vec<_>>().join(", ")
}

/// Rows over time: a column of names, then start and end, or one point.
fn timeline(scope: &Scope, source: &Source, alternative: impl Fn(String) -> Alternative) -> Svg {
    let words = source.words;
    let date = |row: &[Option<Value>], column: usize| match source.cell(row, column) {
        Some(Value::Date(date)) => Some(*date),
        Some(Value::Period(period)) => Some(PartialDate { year: period.year, month: None, day: None }),
        _ => None,
    };
    let has_end = source.columns.len() > 2;
    let mut told = Vec::new();
    let rows = source.rows.iter().map(|row| {
        let (start, end) = (date(row, 1), if has_end { date(row, 2) } else { None });
        let extent = match (start, end) {
            (None, None) => chart::Extent::Unknown,
            (Some(start), None) if !has_end => chart::Extent::Point(dated(start)),
            (Some(start), Some(end)) if start == end => chart::Extent::Point(dated(start)),
            (start, end) => chart::Extent::Span(start.map(dated), end.map(dated)),
        };
        let written = |date: Option<PartialDate>| date.map(|date| words.partial_date(date)).unwrap_or_default();
        let when = match extent {
            chart::Extent::Unknown => words.get("missing.not-recorded").to_owned(),
            chart::Extent::Point(_) => written(start),
            chart::Extent::Span(..) => format!("{} – {}", written(start), written(end)).trim().to_owned(),
        };
        let name = source.name(row);
        told.push(format!("{name}: {when}"));
        chart::TimelineRow { name, when, extent, chosen: false }
    });
    let rows: Vec<chart::TimelineRow> = rows.collect();
    let view = chart::TimelineView {
        alternative: alternative(format!("{}.", told.join("; "))),
        rows,
        reference: scope.release.date.map(|day| (dated(day.into()), words.say("chart.release-day", &[("day", &words.date(day))]))),
        empty: words.get("chart.empty").to_owned(),
    };
    chart::timeline(&view, &|date| match date.month {
        Some(month) => format!("{month}/{}", date.year),
        None => date.year.to_string(),
    })
}

fn dated(date: PartialDate) -> chart::PartialDate {
    chart::PartialDate { year: i32::from(date.year), month: date.month, day: date.day }
}
