//! Page → bytes. Rendering is a pure function of one page: no disk, no clock, no other page.

#[cfg(test)]
mod catalogue;
pub mod chart;
pub mod diagram;
mod drawing;
pub mod export;
pub mod figures;
pub mod markdown;
mod redline;
pub mod review;
pub mod scope;
pub mod theme;
pub mod told;
pub mod view;
pub mod words;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::diff::Subject;
use crate::impact::Impact;
use crate::model::{Id, Indicator, Language};
use crate::plan::{Edition, Form, Page, Place, Plan, Site};
use crate::release::Release;
use crate::statistics::Standings;
use figures::{Board, Register, Shelf};
use scope::Scope;
use theme::{TemplateError, Theme};
use told::{Telling, Told};

/// Turns pages of one site into bytes; shared by all threads.
pub struct Renderer<'s> {
    /// The site.
    pub site: &'s Site,
    /// Its pages.
    pub plan: &'s Plan,
    /// How it looks.
    pub theme: &'s Theme,
    /// Whether links name `index.html`, so that the site works from a file system.
    pub portable: bool,
    /// For each release, the pages in the main navigation, in their order: worked out once, not on each page.
    navigation: Vec<Vec<Id>>,
    /// For each release, where regions stand in its indicators.
    boards: Vec<Board>,
    /// For each edition and language, its indicators under their names; made when the first page asks.
    registers: Vec<(Edition, Language, OnceLock<Register>)>,
    /// For each release, what its things reach; made when the first page asks.
    impacts: Vec<OnceLock<Impact>>,
    /// What changed between releases.
    telling: Telling,
    /// Charts that a page shares with the files beside it.
    shelf: Shelf,
    /// The style sheet inside chart files.
    chart_style: OnceLock<chart::Style>,
}

impl<'s> Renderer<'s> {
    /// A renderer for a site in a theme.
    pub fn new(site: &'s Site, plan: &'s Plan, theme: &'s Theme, portable: bool) -> Self {
        let navigation = site
            .releases
            .iter()
            .map(|release| {
                let mut pages: Vec<_> = release.model.pages.values().filter(|page| page.nav).collect();
                pages.sort_by_key(|page| (page.order, page.id.clone()));
                pages.into_iter().map(|page| page.id.clone()).collect()
            })
            .collect();
        let boards = site.releases.iter().map(Board::new).collect();
        let languages = &site.settings.languages;
        let editions = site.editions();
        let registers = editions.iter().flat_map(|edition| languages.iter().map(|language| (edition.clone(), *language, OnceLock::new()))).collect();
        let impacts = site.releases.iter().map(|_| OnceLock::new()).collect();
        Self {
            site,
            plan,
            theme,
            portable,
            navigation,
            boards,
            registers,
            impacts,
            telling: Telling::new(site),
            shelf: Shelf::default(),
            chart_style: OnceLock::new(),
        }
    }

    /// The bytes of one page.
    pub fn bytes(&self, page: &Page) -> Result<Vec<u8>, TemplateError> {
        let scope = Scope::new(self, &page.route);
        match &page.form {
            Form::Html => view::html(&scope).map(String::into_bytes),
            Form::File(path) => Ok(scope.model().files.get(path).map(|bytes| bytes.to_vec()).unwrap_or_default()),
            Form::Asset(name) => Ok(self.theme.asset_bytes(name).to_vec()),
            Form::Twin => Ok(export::twin::twin(&scope)),
            Form::Feed => Ok(export::feed::feed(&scope)),
            Form::Changes => Ok(export::changes::json(&scope)),
            Form::Renames => Ok(export::changes::renames(&scope)),
            Form::Sitemap => Ok(export::sitemap::sitemap(&scope, self.plan)),
            Form::Catalog => Ok(export::catalog::catalog(&scope)),
            Form::Schema(kind) => Ok(export::twin::schema(kind)),
            Form::NotFound => view::not_found(&Scope::absolute(self, &page.route)).map(String::into_bytes),
            Form::SearchIndex => Ok(export::search::search(&scope)),
            Form::Chart(name) => Ok(export::chart::chart(&scope, name)),
            Form::Data => Ok(export::csv::data(&scope)),
            Form::Manifest => Ok(manifest(&scope)),
            Form::Export(form) => Ok(export::thing(&scope, *form)),
            Form::Choices => Ok(export::free::choices(&scope)),
            Form::Shard(shard) => Ok(export::free::shard(&scope, *shard)),
        }
    }

    /// The pages of prose in the main navigation of a release.
    fn navigation(&self, release: &Release) -> &[Id] {
        &self.navigation[self.place(release)]
    }

    /// Where regions stand in an indicator of a release; `None` where it has no values.
    fn standings(&self, release: &Release, indicator: &Indicator) -> Option<&Standings> {
        self.boards[self.place(release)].standings(release, indicator)
    }

    /// How many bytes the values of an indicator of a release take in a file, worked out once.
    fn size(&self, release: &Release, indicator: &Indicator, work_out: impl FnOnce() -> usize) -> Option<usize> {
        self.boards[self.place(release)].size(indicator, work_out)
    }

    /// Where regions stand in all indicators of a release, in the order of their ids.
    fn all_standings(&self, release: &'s Release) -> impl Iterator<Item = (&Indicator, Option<&Standings>)> {
        self.boards[self.place(release)].all(release)
    }

    /// Where the indicators of an edition in a language are kept under their names.
    fn register(&self, edition: &Edition, language: Language) -> &OnceLock<Register> {
        let of = |(own, other, _): &&(Edition, Language, OnceLock<Register>)| own == edition && *other == language;
        &self.registers.iter().find(of).unwrap_or(&self.registers[0]).2
    }

    /// What the things of a release reach.
    fn impact(&self, release: &Release) -> &Impact {
        self.impacts[self.place(release)].get_or_init(|| Impact::new(&release.model))
    }

    /// What a release changed, and the release before it.
    fn since_previous(&self, id: &Id) -> Option<(&Release, &Told)> {
        self.telling.since_previous(self.site, self.position(id)?)
    }

    /// What has changed since a release, and the one in force.
    fn until_current(&self, id: &Id) -> Option<(&Release, &Told)> {
        self.telling.until_current(self.site, self.position(id)?)
    }

    /// A document and those that it rests on.
    fn documents_beneath(&self, document: &Subject) -> BTreeSet<Subject> {
        told::beneath(self.impact(&self.site.releases[self.site.root]), document)
    }

    fn position(&self, id: &Id) -> Option<usize> {
        self.site.releases.iter().position(|release| release.id.as_ref() == Some(id))
    }

    /// The place of a release among those of the site.
    fn place(&self, release: &Release) -> usize {
        self.site.releases.iter().position(|other| std::ptr::eq(other, release)).unwrap_or(self.site.root)
    }

    /// The style sheet inside chart files, which must be legible without the theme's.
    fn chart_style(&self) -> &chart::Style {
        self.chart_style.get_or_init(|| {
            let sheet = |name| String::from_utf8_lossy(self.theme.asset_bytes(name));
            chart::Style::of(&chart::plain_style(&sheet("tokens.css"), &sheet("chart.css")))
        })
    }
}

/// What a release was when it was frozen, as it was written then.
fn manifest(scope: &Scope) -> Vec<u8> {
    let Place::Release(id) = &scope.route.place else { return Vec::new() };
    scope.site().papers(id).and_then(|papers| papers.manifest.as_deref()).map(<[u8]>::to_vec).unwrap_or_default()
}

/// The source file that an author edits to change a page, in the page's language; `None` where it is made from many.
fn source_path(scope: &Scope) -> Option<String> {
    let model = scope.model();
    let prose = match &scope.route.place {
        Place::Front => &model.front.prose,
        Place::Page(id) => &model.pages.get(id)?.prose,
        Place::UseCase(id) => &model.use_cases.get(id)?.prose,
        Place::Indicator(id) => &model.indicators.get(id)?.prose,
        Place::Document(collection, id) => &model.collections.get(collection)?.documents.get(id)?.prose,
        Place::Region(slug) => &model.regions.by_slug(slug)?.prose,
        Place::ConceptModel(id) | Place::Concept(id, _) => return Some(format!("models/concepts/{id}.toml")),
        Place::CodeList(id) => return Some(format!("models/code-lists/{id}.toml")),
        Place::Information | Place::Area(_) => return Some("models/information-model.toml".to_owned()),
        Place::Regions => return Some("models/regions.toml".to_owned()),
        Place::Collection(id) => return Some(format!("models/collections/{id}.toml")),
        _ => return None,
    };
    prose.get(scope.language()).map(|translation| translation.path.to_string())
}
