//! What each kind of page shows: the data of its template, made from the release when the page is asked for.
//!
//! **A template sees nothing but its view.** Texts arrive as HTML that carries its language,
//! numbers and days arrive written, links arrive relative to the page.

pub mod banner;
pub mod changes;
mod code_list;
pub mod collection;
pub mod collection_chart;
mod comparison;
mod concept;
mod downloads;
pub mod frame;
mod front;
mod glossary;
mod impact;
pub mod indicator;
mod information;
mod life;
mod missing;
mod page;
pub mod parts;
pub mod region;
mod release;
mod removed;
pub mod search;
mod steps;
mod ties;
mod use_case;
pub mod value_changes;

#[cfg(test)]
mod absent;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::scope::{Link, Plain, Scope, TocEntry};
use super::theme::{TemplateError, View};
use crate::model::{Kind, Text};
use crate::plan::route::Place;
use banner::Banner;
use parts::Row;

/// A page, ready for its template.
#[derive(Serialize)]
pub struct Shown {
    /// The template's file.
    #[serde(skip)]
    pub template: &'static str,
    /// The page's name, without mark-up.
    pub title: Plain,
    /// What the page is about, for search engines and shared links.
    pub description: Option<String>,
    /// The way from the front page, without either end.
    pub crumbs: Vec<Link>,
    /// The page's sections; fewer than three need no contents.
    pub toc: Vec<TocEntry>,
    /// Notices before the heading.
    pub banners: Vec<Banner>,
    /// A line of facts under the heading, each as HTML: state, version, area.
    pub facts: Vec<String>,
    /// The page in a sentence or two, under the heading, as HTML.
    pub lead: Option<String>,
    /// Files that hold the same for other programs.
    pub downloads: Vec<Row>,
    /// What the page's own template shows.
    #[serde(skip)]
    pub content: View,
}

impl Shown {
    /// A page that has a title and a content, and nothing around them yet.
    pub fn new<T: Serialize + ?Sized>(template: &'static str, title: Plain, content: &T) -> Self {
        Self {
            template,
            title,
            description: None,
            crumbs: Vec::new(),
            toc: Vec::new(),
            banners: Vec::new(),
            facts: Vec::new(),
            lead: None,
            downloads: Vec::new(),
            content: View::of(content),
        }
    }

    /// The page in a sentence or two: shown under the heading, and told to search engines.
    #[must_use]
    pub fn summary(mut self, scope: &Scope, text: Option<&Text>) -> Self {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.lead = Some(scope.html(text));
            self.description = Some(scope.plain_text(text));
        }
        self
    }

    /// A step on the way from the front page; steps without a page are left out.
    #[must_use]
    pub fn crumb(mut self, link: Link) -> Self {
        self.crumbs.extend(Some(link).filter(|link| link.href.is_some()));
        self
    }

    /// A fact under the heading, as HTML.
    #[must_use]
    pub fn fact(mut self, html: impl Into<String>) -> Self {
        self.facts.push(html.into());
        self
    }

    /// A notice before the heading, where there is one to give.
    #[must_use]
    pub fn banner(mut self, banner: Option<Banner>) -> Self {
        self.banners.extend(banner);
        self
    }

    /// A section of the contents, by its anchor and a word of the interface.
    #[must_use]
    pub fn section(mut self, scope: &Scope, id: &str, key: &str) -> Self {
        self.toc.push(scope.toc_word(id, key));
        self
    }

    /// Sections of the contents.
    #[must_use]
    pub fn sections(mut self, entries: impl IntoIterator<Item = TocEntry>) -> Self {
        self.toc.extend(entries);
        self
    }
}

/// The HTML of a page.
pub fn html(scope: &Scope) -> Result<String, TemplateError> {
    let shown = show(scope);
    let template = shown.template;
    let page = frame::frame(scope, &shown);
    let view = Whole { page, shown: &shown, v: &shown.content };
    scope.theme().render(scope.language(), template, &view).map(|page| scope.whole(page))
}

/// The page that a server shows where there is none: in every language, with links that hold from any address.
pub fn not_found(scope: &Scope) -> Result<String, TemplateError> {
    let shown = missing::not_found(scope);
    let page = frame::Frame { is_home: false, is_missing: true, ..frame::frame(scope, &shown) };
    let view = Whole { page, shown: &shown, v: &shown.content };
    scope.theme().render(scope.language(), shown.template, &view)
}

#[derive(Serialize)]
struct Whole<'a> {
    page: frame::Frame,
    shown: &'a Shown,
    v: &'a View,
}

/// What a place shows; a place that the plan did not make shows the front page.
fn show(scope: &Scope) -> Shown {
    known(scope).map(|shown| downloads::offered(scope, shown)).or_else(|| gone(scope)).unwrap_or_else(|| front::front(scope))
}

/// What a place of the model shows.
fn known(scope: &Scope) -> Option<Shown> {
    let model = scope.model();
    Some(match &scope.route.place {
        Place::Front => front::front(scope),
        Place::Information => information::index(scope, model.information.as_ref()?),
        Place::Area(id) => information::area(scope, model.area(id)?),
        Place::UseCases => use_case::index(scope),
        Place::UseCase(id) => use_case::one(scope, model.use_cases.get(id)?),
        Place::ConceptModels => concept::index(scope),
        Place::ConceptModel(id) => concept::model(scope, model.concept_models.get(id)?),
        Place::Concept(id, concept) => {
            let concept_model = model.concept_models.get(id)?;
            concept::concept(scope, concept_model, concept_model.concept(concept)?)
        }
        Place::CodeLists => code_list::index(scope),
        Place::CodeList(id) => code_list::one(scope, model.code_lists.get(id)?),
        Place::Indicators => indicator::index(scope),
        Place::Indicator(id) => indicator::one(scope, model.indicators.get(id)?),
        Place::Dimension(id, dimension) => indicator::dimension(scope, model.indicators.get(id)?, dimension)?,
        Place::Regions => region::index(scope),
        Place::Region(slug) => region::one(scope, model.regions.by_slug(slug)?),
        Place::Summary(slug) => region::summary(scope, model.regions.by_slug(slug)?),
        Place::Comparison => comparison::index(scope),
        Place::Overview => comparison::overview(scope),
        Place::Pair(first, second) => comparison::pair(scope, model.regions.by_slug(first)?, model.regions.by_slug(second)?),
        Place::Page(id) => page::one(scope, model.pages.get(id)?),
        Place::Collection(id) => collection::index(scope, model.collections.get(id)?),
        Place::Document(collection, id) => {
            let collection = model.collections.get(collection)?;
            collection::document(scope, collection, collection.documents.get(id)?)
        }
        Place::Releases => release::index(scope),
        Place::Release(id) => release::one(scope, id),
        Place::Changes(id) => changes::of_release(scope, id),
        Place::DocumentChanges(document) => changes::of_document(scope, document)?,
        Place::Search => search::search(scope),
        Place::Glossary => glossary::glossary(scope),
    })
}

/// What the place of a removed thing shows: when it went, why, and what to use instead.
fn gone(scope: &Scope) -> Option<Shown> {
    let (kind, id) = match &scope.route.place {
        Place::UseCase(id) => (Kind::UseCase, id.clone()),
        Place::ConceptModel(id) => (Kind::ConceptModel, id.clone()),
        Place::Concept(model, concept) => (Kind::Concept, format!("{model}/{concept}").into()),
        Place::CodeList(id) => (Kind::CodeList, id.clone()),
        Place::Indicator(id) => (Kind::Indicator, id.clone()),
        Place::Page(id) => (Kind::Page, id.clone()),
        Place::Document(collection, id) => (Kind::Document(collection.clone()), id.clone()),
        _ => return None,
    };
    let model = scope.model();
    let moved = || model.renamed(&kind, &id).map(|now| removed::renamed(scope, &id, &now));
    model.removed(&kind, &id).map(|entry| removed::removed(scope, entry)).or_else(moved)
}
