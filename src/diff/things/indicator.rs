//! Indicators, with their worked examples; their values are compared elsewhere.

use serde_json::{Value as Json, json};

use crate::diff::judge::Judge;
use crate::diff::pointer::Pointer;
use crate::diff::rules::{DETAIL_CHANGED, EXAMPLE_CHANGED, MEASUREMENT_CHANGED, READING_CHANGED, SORTING_CHANGED, TARGET_CHANGED};
use crate::diff::thing::Thing;
use crate::diff::values;
use crate::model::indicator::{DataHistoryEntry, Example, ExampleTable, Target};
use crate::model::{Indicator, Language, Text};

/// An indicator, without its values.
pub fn indicator(indicator: &Indicator) -> Thing {
    let Indicator {
        id,
        name,
        lifecycle,
        area,
        sets,
        unit,
        decimals,
        polarity,
        frequency,
        definition,
        numerator,
        denominator,
        exclusions,
        limits,
        dimensions,
        concepts,
        producer,
        source,
        license,
        external,
        interval,
        counts,
        targets,
        illustrative,
        data_history,
        prose,
        data: _,
        examples,
    } = indicator;
    let at = Pointer::file(format!("content/indicators/{id}/index.md"));
    let (detail, measurement) = (Judge::Is(&DETAIL_CHANGED), Judge::Is(&MEASUREMENT_CHANGED));
    Thing::new("indicator", id, name, at)
        .text("name", name, Judge::Name)
        .lifecycle(lifecycle)
        .field("area", area, Judge::Is(&SORTING_CHANGED))
        .field("sets", sets, Judge::Is(&SORTING_CHANGED))
        .field("unit", unit, measurement)
        .field("decimals", decimals, detail)
        .field("polarity", polarity, Judge::Is(&READING_CHANGED))
        .field("frequency", frequency, detail)
        .some_text("definition", definition.as_ref(), Judge::Calculates)
        .some_text("numerator", numerator.as_ref(), Judge::Calculates)
        .some_text("denominator", denominator.as_ref(), Judge::Calculates)
        .some_text("exclusions", exclusions.as_ref(), Judge::LeavesOut)
        .some_text("limits", limits.as_ref(), Judge::Explains)
        .field("dimensions", dimensions, Judge::Links)
        .field("concepts", concepts, Judge::Links)
        .some_text("producer", producer.as_ref(), detail)
        .some_text("source", source.as_ref(), detail)
        .some_text("license", license.as_ref(), detail)
        .field("external", external, detail)
        .field("interval", interval, measurement)
        .field("counts", counts, measurement)
        .field("targets", &targets.iter().map(target).collect::<Vec<_>>(), Judge::Is(&TARGET_CHANGED))
        .field("illustrative", illustrative, detail)
        .field("data_history", &data_history.iter().map(entry).collect::<Vec<_>>(), Judge::Record)
        .prose(prose)
        .parts("examples", examples.iter().map(|example| self::example(example, id)).collect())
}

fn target(target: &Target) -> Json {
    let Target { value, valid_from, valid_to, legal_basis } = target;
    json!({ "value": value, "valid_from": valid_from, "valid_to": valid_to, "legal_basis": legal_basis })
}

fn entry(entry: &DataHistoryEntry) -> Json {
    let DataHistoryEntry { date, kind, reason } = entry;
    json!({ "date": date, "kind": kind, "reason": reason })
}

fn example(example: &Example, of: &str) -> Thing {
    let Example { id, tables, expected, calculation } = example;
    let at = Pointer::file(format!("content/indicators/{of}/examples/{id}/"));
    let name = Language::parse("en").map_or_else(Text::default, |language| Text::of(language, id));
    let changed = Judge::Is(&EXAMPLE_CHANGED);
    Thing::part("example", of, '/', id, &name, at)
        .field("tables", &tables.iter().map(table).collect::<Vec<_>>(), changed)
        .field("expected", &expected.as_ref().map(|expected| values::table(expected)), changed)
        .field("calculation", calculation, changed)
}

fn table(table: &ExampleTable) -> Json {
    let ExampleTable { concept, columns, rows } = table;
    json!({ "concept": concept, "columns": columns, "rows": rows })
}
