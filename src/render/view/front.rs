//! The front page: the promise in a line, ways in, one's own region, and what is new.

use serde::Serialize;

use super::parts::{Row, TileMap};
use super::{Shown, banner, release, steps};
use crate::model::{Area, Id, Kind, Reference};
use crate::plan::route::{ACCESSIBILITY_PAGE, Place};
use crate::render::scope::{ProseView, Scope, escape};

/// Steps of documents that the front page tells.
const NEWS: usize = 6;

/// What the front page shows.
#[derive(Serialize)]
struct Front {
    ways: Vec<Way>,
    regions: Option<TileMap>,
    comparison: Option<String>,
    areas: Vec<Row>,
    information: Option<String>,
    prose: Option<ProseView>,
    news: Vec<Row>,
    releases: Vec<Row>,
    all_releases: Option<String>,
    collections: Vec<Row>,
    pages: Vec<Row>,
}

/// A way into the site: a question, and the section that answers it.
#[derive(Serialize)]
struct Way {
    href: String,
    section: String,
    title: String,
    text: String,
    count: String,
}

/// The front page.
pub fn front(scope: &Scope) -> Shown {
    let model = scope.model();
    let front = Front {
        ways: ways(scope),
        regions: TileMap::of(scope),
        comparison: scope.href(&Place::Comparison),
        areas: model.areas().iter().map(|area| area_row(scope, area)).collect(),
        information: scope.href(&Place::Information),
        prose: scope.prose(&model.front.prose, &[]),
        news: news(scope),
        releases: release::newest(scope, 3),
        all_releases: scope.href(&Place::Releases),
        collections: collections(scope),
        pages: pages(scope),
    };
    Shown::new("front.html", scope.plain(&model.front.title), &front).summary(scope, model.front.summary.as_ref()).banner(banner::translation(
        scope,
        &model.front.prose,
        None,
    ))
}

/// The sections that answer a question, with how much there is in each.
fn ways(scope: &Scope) -> Vec<Way> {
    let model = scope.model();
    let concepts = model.concept_models.values().map(|model| model.concepts.len()).sum();
    let found = [
        (Place::Information, "information-model", "nav.information-model", scope.words.count("count.areas", model.areas().len())),
        (Place::UseCases, "use-cases", "nav.use-cases", scope.words.integer(model.use_cases.len())),
        (Place::Indicators, "indicators", "nav.indicators", scope.words.integer(model.indicators.len())),
        (Place::Regions, "regions", "nav.regions", scope.words.integer(model.regions.comparable(scope.release.date).count())),
        (Place::ConceptModels, "concept-models", "nav.concept-models", scope.words.count("count.concepts", concepts)),
        (Place::CodeLists, "code-lists", "nav.code-lists", scope.words.integer(model.code_lists.len())),
    ];
    found
        .into_iter()
        .filter_map(|(place, key, section, count)| {
            Some(Way {
                href: scope.href(&place)?,
                section: scope.word(section),
                title: scope.word(&format!("front.ways.{key}.title")),
                text: scope.word(&format!("front.ways.{key}.text")),
                count,
            })
        })
        .collect()
}

/// An area, with how much describes it.
fn area_row(scope: &Scope, area: &Area) -> Row {
    let row = Row::of(scope.link(&Place::Area(area.id.clone()), &area.name));
    let reference = Reference::new(Kind::Area, area.id.clone());
    let count = |kind: &Kind| scope.release.index.of_kind(&reference, kind).count();
    let (use_cases, indicators) = (count(&Kind::UseCase), count(&Kind::Indicator));
    if use_cases + indicators == 0 {
        return row.note(format!("<span class=\"void\">{}</span>", escape(scope.words.get("missing.not-described"))));
    }
    row.note(escape(&format!("{}, {}", scope.words.count("count.use-cases", use_cases), scope.words.count("count.indicators", indicators))))
}

/// The newest steps of documents.
fn news(scope: &Scope) -> Vec<Row> {
    let steps = steps::newest(scope.model(), NEWS);
    let row = |(document, entry): &(steps::Versioned, &crate::model::lifecycle::HistoryEntry)| {
        let day = format!("{} <time datetime=\"{}\">{}</time>", entry.version, entry.date, escape(&scope.date(entry.date)));
        Row::of(document.link(scope)).note(day).text(Some(scope.html(&entry.summary)))
    };
    steps.iter().map(row).collect()
}

/// Each collection, with what is in it.
fn collections(scope: &Scope) -> Vec<Row> {
    let mut found: Vec<_> = scope.model().collections.values().collect();
    scope.sort_by_name(&mut found, |collection| scope.plain_text(&collection.name));
    let row = |collection: &&crate::model::Collection| {
        let link = scope.link(&Place::Collection(collection.id.clone()), &collection.name);
        let text = collection.description.as_ref().map(|text| scope.html(text));
        Row::of(link).note(escape(&scope.words.integer(collection.documents.len()))).text(text)
    };
    found.iter().map(row).collect()
}

/// Pages of prose, in their order.
fn pages(scope: &Scope) -> Vec<Row> {
    let mut found: Vec<_> = scope.model().pages.values().collect();
    found.sort_by_key(|page| (page.id.as_str() == ACCESSIBILITY_PAGE, page.order, page.id.clone()));
    let row = |page: &&crate::model::TextPage| {
        let text = page.summary.as_ref().map(|text| scope.html(text));
        Row::of(scope.link(&Place::Page(Id::clone(&page.id)), &page.title)).text(text)
    };
    found.iter().map(row).collect()
}
