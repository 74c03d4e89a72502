//! Worked examples: synthetic records, what the calculation gives for them, and the calculation.

use serde::Serialize;

use crate::model::indicator::{Example, ExampleTable};
use crate::model::{Concept, ConceptModel, ConceptRef, Id, Indicator, Observations};
use crate::plan::route::Place;
use crate::render::figures::Measure;
use crate::render::scope::{Link, Scope, escape};
use crate::render::view::banner::anchor;
use crate::render::view::parts::{Cell, Column, TableRow, TableView};

/// A worked example.
#[derive(Serialize)]
pub struct ExampleView {
    /// Its anchor.
    id: String,
    title: String,
    expected: Option<TableView>,
    tables: Vec<Records>,
    /// The calculation, as text.
    calculation: Option<String>,
}

/// Synthetic records of one concept, to be folded away.
#[derive(Serialize)]
pub struct Records {
    /// What they are and how many, as HTML.
    title: String,
    table: TableView,
}

/// The anchor of a worked example on its indicator's page.
pub fn anchor_of(example: &str) -> String {
    format!("example-{example}")
}

/// The worked examples of an indicator.
pub fn examples(scope: &Scope, indicator: &Indicator) -> Vec<ExampleView> {
    indicator.examples.iter().map(|example| view(scope, indicator, example)).collect()
}

fn view(scope: &Scope, indicator: &Indicator, example: &Example) -> ExampleView {
    let tables = example.tables.iter().map(|table| records(scope, indicator, example, table)).collect();
    ExampleView {
        id: anchor_of(&example.id),
        title: scope.words.say("indicator.examples.title", &[("id", &example.id)]),
        expected: example.expected.as_deref().map(|expected| expected_table(scope, indicator, example, expected)),
        tables,
        calculation: example.calculation.clone(),
    }
}

/// The values that the calculation gives.
fn expected_table(scope: &Scope, indicator: &Indicator, example: &Example, expected: &Observations) -> TableView {
    let measure = Measure::new(scope, indicator);
    let (has_numerator, has_denominator) = (expected.columns.numerator, expected.columns.denominator);
    let mut columns = vec![Column::word(scope, "column.region"), Column::word(scope, "column.period")];
    columns
        .extend(expected.dimensions.iter().map(|id| Column::new(scope.model().code_lists.get(id).map_or_else(|| escape(id), |list| scope.label(&list.name)))));
    columns.push(Column::new(measure.head("column.value")).number());
    columns.extend(has_numerator.then(|| Column::word(scope, "indicator.fact.numerator").number()));
    columns.extend(has_denominator.then(|| Column::word(scope, "indicator.fact.denominator").number()));
    let number = |value: Option<f64>| value.map_or_else(Cell::default, |value| Cell::of(escape(&scope.words.number_as_written(value))));
    let rows = expected.iter().map(|row| {
        let region = scope.model().regions.get(row.region).map_or_else(|| escape(row.region), |region| scope.label(&region.short_name));
        let mut cells = vec![Cell::of(region), Cell::of(escape(&scope.words.period(row.period)))];
        cells.extend(row.cell.iter().zip(&expected.dimensions).map(|(code, list)| Cell::of(code_name(scope, list, code.as_ref()))));
        cells.push(match row.value {
            Some(value) => Cell::of(format!("<b>{}</b>", escape(&scope.words.number_as_written(value)))),
            None => {
                Cell { html: escape(&crate::render::figures::remarks::missing_word(scope, Some(&crate::statistics::Given::of(&row)))), void: true, key: None }
            }
        });
        cells.extend(has_numerator.then(|| number(row.numerator)));
        cells.extend(has_denominator.then(|| number(row.denominator)));
        TableRow::of(cells)
    });
    TableView {
        id: format!("example-{}-expected", example.id),
        caption: escape(scope.words.get("indicator.examples.expected")),
        rows: rows.collect(),
        columns,
        ..TableView::default()
    }
}

fn code_name(scope: &Scope, list: &Id, code: Option<&Id>) -> String {
    let Some(code) = code else { return escape(scope.words.get("indicator.groups.total")) };
    let found = scope.model().code_lists.get(list).and_then(|list| list.codes.iter().find(|other| other.code == *code));
    found.map_or_else(|| escape(code), |code| scope.label(&code.name))
}

/// Synthetic records: a column for each attribute, by its name and id.
fn records(scope: &Scope, indicator: &Indicator, example: &Example, table: &ExampleTable) -> Records {
    let found = concept(scope, indicator, &table.concept);
    let name = match found {
        Some((model, concept)) => scope.link(&Place::Concept(model.id.clone(), concept.id.clone()), &concept.name),
        None => Link { href: None, html: escape(&table.concept) },
    };
    let column = |id: &String| {
        let attribute = found.and_then(|(_, concept)| concept.attributes.iter().find(|attribute| attribute.id.as_str() == id));
        let code = format!("<code>{}</code>", escape(id));
        Column::new(attribute.map_or(code.clone(), |attribute| format!("{}<br>{code}", scope.label(&attribute.name))))
    };
    let count = scope.words.count("indicator.examples.rows", table.rows.len());
    let title = |concept: &str| scope.sentence("indicator.examples.table", &[("concept", concept), ("rows", &escape(&count))]);
    Records {
        title: title(&name.html),
        table: TableView {
            id: format!("example-{}-{}", example.id, table.concept),
            caption: title(&anchor(&name)),
            columns: table.columns.iter().map(column).collect(),
            rows: table.rows.iter().map(|row| TableRow::of(row.iter().map(|cell| Cell::of(escape(cell))).collect())).collect(),
            ..TableView::default()
        },
    }
}

/// The concept that records are of: among those of the indicator first, then in any model.
fn concept<'a>(scope: &Scope<'a>, indicator: &Indicator, id: &Id) -> Option<(&'a ConceptModel, &'a Concept)> {
    let models = &scope.model().concept_models;
    let own = indicator.concepts.iter().find(|reference: &&ConceptRef| reference.concept == *id).and_then(|reference| models.get(&reference.model));
    let others = indicator.concepts.iter().filter_map(|reference| models.get(&reference.model)).chain(models.values());
    own.into_iter().chain(others).find_map(|model| Some((model, model.concept(id)?)))
}
