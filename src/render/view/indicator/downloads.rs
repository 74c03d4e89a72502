//! Where the values come from, on what terms, and the files that hold them.

use crate::model::Indicator;
use crate::model::indicator::DataChange;
use crate::plan::chart_names;
use crate::plan::route::{Edition, Place, Route};
use crate::render::export::csv;
use crate::render::scope::{Link, Scope, escape};
use crate::render::view::parts::{Cell, Column, Fact, Row, TableRow, TableView};

/// Who makes the values of what, on what terms, and how to cite them.
pub fn sources(scope: &Scope, indicator: &Indicator) -> Vec<Fact> {
    let text = |text: &Option<crate::model::Text>| text.as_ref().map(|text| scope.html(text)).unwrap_or_default();
    vec![
        Fact::word(scope, "indicator.fact.producer", text(&indicator.producer)),
        Fact::word(scope, "indicator.fact.source", text(&indicator.source)),
        Fact::word(scope, "indicator.fact.license", text(&indicator.license)),
        Fact::word(scope, "indicator.fact.citation", citation(scope, indicator)),
    ]
}

/// How to cite the indicator: publisher, name, version, release, the address that stays.
fn citation(scope: &Scope, indicator: &Indicator) -> String {
    let settings = scope.settings();
    let publisher = settings.publisher.as_ref().map(|publisher| &publisher.name);
    let publisher = publisher.filter(|name| !name.is_empty()).unwrap_or(&settings.title);
    let release = match (&scope.release.id, scope.release.date) {
        (Some(id), Some(date)) => scope.words.say("indicator.citation.release", &[("id", id), ("day", &scope.date(date))]),
        _ => scope.word("indicator.citation.no-release"),
    };
    let edition = scope.release.id.clone().map_or(Edition::Root, Edition::Dated);
    let route = Route { edition, language: scope.language(), place: Place::Indicator(indicator.id.clone()) };
    let url = format!("{}{}", settings.base_url, route.folder(settings));
    scope.sentence(
        "indicator.citation.text",
        &[
            ("publisher", &scope.label(publisher)),
            ("name", &format!("<i>{}</i>", scope.label(&indicator.name))),
            ("version", &indicator.lifecycle.version.to_string()),
            ("release", &escape(&release)),
            ("url", &escape(&url)),
        ],
    )
}

/// The files of an indicator.
pub fn downloads(scope: &Scope, indicator: &Indicator) -> Vec<Row> {
    let place = Place::Indicator(indicator.id.clone());
    let row = |href: Option<String>, key: &str| Row::of(Link { href, html: escape(scope.words.get(&format!("indicator.download.{key}"))) });
    let mut rows = Vec::new();
    if let Some(data) = &indicator.data {
        let made_up = indicator.illustrative.then(|| scope.word("indicator.download.illustrative"));
        let size = scope.size(indicator, || csv::csv(data, indicator.illustrative).len()).map(|bytes| size(scope, bytes));
        let facts = [Some(scope.words.count("indicator.download.rows", data.len())), size, made_up.clone()];
        rows.push(row(scope.beside(&place, "data.csv"), "csv").note(escape(&facts.into_iter().flatten().collect::<Vec<_>>().join(", "))));
        for name in chart_names(indicator, scope.release) {
            let chart = row(chart_href(scope, indicator, name), name);
            rows.push(match &made_up {
                Some(word) => chart.note(escape(word)),
                None => chart,
            });
        }
    }
    rows.push(row(scope.beside(&place, "index.json"), "json"));
    rows
}

/// The file of a chart in the page's language.
pub fn chart_href(scope: &Scope, indicator: &Indicator, name: &str) -> Option<String> {
    let place = Place::Indicator(indicator.id.clone());
    scope.site().has(&scope.route.edition, &place).then(|| {
        let route = Route { place, ..scope.route.clone() };
        scope.file(&format!("{}{name}.svg", route.folder(scope.settings())))
    })
}

/// The links under a chart: its own file, and the values.
pub fn chart_links(scope: &Scope, indicator: &Indicator, name: &str) -> String {
    let link = |href: Option<String>, key: &str| href.map(|href| format!("<a href=\"{}\">{}</a>", escape(&href), escape(scope.words.get(key))));
    let links = [link(chart_href(scope, indicator, name), "drawn.svg"), link(scope.beside(&Place::Indicator(indicator.id.clone()), "data.csv"), "drawn.csv")];
    links.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The size of a file, in words.
pub fn size(scope: &Scope, bytes: usize) -> String {
    let (key, number) = match bytes {
        0..1_000 => ("size.bytes", scope.words.integer(bytes)),
        1_000..1_000_000 => ("size.kilobytes", scope.words.integer(bytes.div_ceil(1_000))),
        _ => ("size.megabytes", scope.words.number(bytes as f64 / 1e6, 1)),
    };
    scope.words.say(key, &[("n", &number)])
}

/// What happened to the values, newest first.
pub fn data_history(scope: &Scope, indicator: &Indicator) -> Option<TableView> {
    if indicator.data_history.is_empty() {
        return None;
    }
    let mut entries: Vec<_> = indicator.data_history.iter().collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.date));
    let rows = entries.into_iter().map(|entry| {
        let kind = DataChange::WORDS.iter().find(|(_, kind)| *kind == entry.kind).map_or("", |(word, _)| word);
        TableRow::of(vec![
            Cell::of(escape(&scope.date(entry.date))).key(entry.date.to_string()),
            Cell::of(escape(scope.words.get(&format!("indicator.data-change.{kind}")))),
            Cell::of(scope.html(&entry.reason)),
        ])
    });
    let columns = ["history.date", "indicator.versions.kind"].map(|key| Column::word(scope, key)).into_iter();
    Some(TableView {
        id: "data-history".into(),
        caption: escape(scope.words.get("indicator.versions.data")),
        rows: rows.collect(),
        columns: columns.chain([Column::word(scope, "indicator.versions.reason").wide()]).collect(),
        ..TableView::default()
    })
}
