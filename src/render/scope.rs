//! What a page can see while it is rendered: its release, its language, its address, and how to link from there.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::Renderer;
use super::figures::Register;
use super::figures::chart::Drawn;
use super::markdown::{self, Links};
use super::theme::Theme;
use super::told::Told;
use super::words::{self, Words};
use crate::diff::Subject;
use crate::impact::Impact;
use crate::model::settings::ReleaseEntry;
use crate::model::{Date, Id, Indicator, Kind, Language, Model, Prose, Reference, Region, Settings, Text};
use crate::plan::Site;
use crate::plan::route::{self, Edition, Place, Route};
use crate::release::Release;
use crate::resolve::target::{ChartRequest, Target};
use crate::statistics::Standings;

/// The surroundings of one page.
pub struct Scope<'r> {
    /// The renderer of the site.
    pub renderer: &'r Renderer<'r>,
    /// The page's address.
    pub route: &'r Route,
    /// The release it belongs to.
    pub release: &'r Release,
    /// The words of its language.
    pub words: &'r Words,
    register: &'r OnceLock<Register>,
    folder: String,
    /// Whether links carry the site's whole address: on the page that stands for any address.
    absolute: bool,
    /// How many diagrams the prose of the page has so far: ids in pictures are made of it.
    diagrams: Cell<usize>,
    /// How many charts it has.
    charts: Cell<usize>,
    /// HTML that stands in the page without having gone through its template.
    held: RefCell<Vec<String>>,
}

/// A link as templates show it; `html` is ready to be put into a page.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// Where it goes; `None` where there is no such page.
    pub href: Option<String>,
    /// What it says: HTML, marked with its language where it is not the page's.
    pub html: String,
}

/// Plain text with its language, for attributes and titles.
#[derive(Debug, Clone, Serialize)]
pub struct Plain {
    /// The text.
    pub text: String,
    /// Its language, where it is not the page's.
    pub lang: Option<String>,
}

/// Prose ready to be put into a page.
#[derive(Debug, Clone, Serialize)]
pub struct ProseView {
    /// The HTML.
    pub html: String,
    /// Its language, where it is not that of the words around it.
    pub lang: Option<String>,
    /// Whether it is in the page's language; where it is not, the page says so.
    pub is_translated: bool,
    /// The headings of level 2, for the contents.
    pub headings: Vec<TocEntry>,
}

/// A line of a page's contents.
#[derive(Debug, Clone, Serialize)]
pub struct TocEntry {
    /// The anchor.
    pub id: String,
    /// The heading.
    pub text: String,
    /// Its language, where it is not the language of the interface around it.
    pub lang: Option<String>,
}

impl<'r> Scope<'r> {
    /// The surroundings of the page at a route.
    pub fn new(renderer: &'r Renderer<'r>, route: &'r Route) -> Self {
        Self {
            renderer,
            route,
            release: renderer.site.release(&route.edition),
            words: renderer.theme.words(route.language),
            register: renderer.register(&route.edition, route.language),
            folder: route.folder(&renderer.site.settings),
            absolute: false,
            diagrams: Cell::new(0),
            charts: Cell::new(0),
            held: RefCell::default(),
        }
    }

    /// The same surroundings with links that hold from any address.
    pub fn absolute(renderer: &'r Renderer<'r>, route: &'r Route) -> Self {
        Self { absolute: true, ..Self::new(renderer, route) }
    }

    /// The page's language.
    pub fn language(&self) -> Language {
        self.route.language
    }

    /// The site.
    pub fn site(&self) -> &'r Site {
        self.renderer.site
    }

    /// The site's settings.
    pub fn settings(&self) -> &'r Settings {
        &self.renderer.site.settings
    }

    /// The theme.
    pub fn theme(&self) -> &'r Theme {
        self.renderer.theme
    }

    /// What the page's release says.
    pub fn model(&self) -> &'r Model {
        &self.release.model
    }

    /// The releases of the list that the page tells of: on a dated page its own and those before it, so that
    /// it stays as it is when others follow.
    pub fn known_entries(&self) -> &'r [ReleaseEntry] {
        let entries = &self.settings().releases;
        match self.own(|id| entries.iter().position(|entry| entry.id == *id)) {
            Some(at) => &entries[..=at],
            None => entries,
        }
    }

    /// The same among those that can be shown.
    pub fn known_releases(&self) -> &'r [Release] {
        let releases = &self.site().releases;
        match self.own(|id| releases.iter().position(|release| release.id.as_ref() == Some(id))) {
            Some(at) => &releases[..=at],
            None => releases,
        }
    }

    fn own(&self, position: impl Fn(&Id) -> Option<usize>) -> Option<usize> {
        match &self.route.edition {
            Edition::Root => None,
            Edition::Dated(id) => position(id),
        }
    }

    /// Whether the page can tell of a place that belongs to the site.
    fn knows(&self, place: &Place) -> bool {
        match place {
            Place::Release(id) | Place::Changes(id) => self.known_entries().iter().any(|entry| entry.id == *id),
            Place::DocumentChanges(document) => self.known_releases().iter().any(|release| document.has_version(&release.model)),
            _ => true,
        }
    }

    /// Pages of prose in the main navigation.
    pub fn navigation(&self) -> &'r [Id] {
        self.renderer.navigation(self.release)
    }

    /// Where regions stand in an indicator of the page's release; `None` where it has no values.
    pub fn standings(&self, indicator: &Indicator) -> Option<&'r Standings> {
        self.renderer.standings(self.release, indicator)
    }

    /// Where regions stand in each indicator of the page's release, in the order of the indicators' ids.
    pub fn all_standings(&self) -> impl Iterator<Item = (&'r Indicator, Option<&'r Standings>)> + use<'r> {
        self.renderer.all_standings(self.release)
    }

    /// How many bytes the values of an indicator take in a file, worked out once for all languages.
    pub fn size(&self, indicator: &Indicator, work_out: impl FnOnce() -> usize) -> Option<usize> {
        self.renderer.size(self.release, indicator, work_out)
    }

    /// The place of a region among the comparable ones of the page's release, in code order; `None` where it is none of them.
    pub fn place_of(&self, region: &Region) -> Option<usize> {
        self.model().regions.comparable(self.release.date).position(|other| other.code == region.code)
    }

    /// The indicators of the page's edition under their names.
    pub fn register(&self) -> &'r Register {
        self.register.get_or_init(|| Register::new(self))
    }

    /// A chart that the page shows and a file beside it holds; `name` is the file's.
    pub fn chart(&self, name: &str, draw: impl FnOnce() -> Drawn) -> Arc<Drawn> {
        self.renderer.shelf.chart(self.route, name, draw)
    }

    /// The same where there may be nothing to draw.
    pub fn chart_if_any(&self, name: &str, draw: impl FnOnce() -> Option<Drawn>) -> Option<Arc<Drawn>> {
        self.renderer.shelf.chart_if_any(self.route, name, draw)
    }

    /// Keeps large HTML out of templates, which copy what they show several times: it will stand where they show
    /// what this gives back instead.
    pub fn held(&self, html: String) -> String {
        if html.is_empty() {
            return html;
        }
        let mut held = self.held.borrow_mut();
        held.push(html);
        format!("{HELD}{}{HELD}", held.len() - 1)
    }

    /// A page as its template has made it, with what was kept out of it.
    pub fn whole(&self, page: String) -> String {
        let held = self.held.take();
        if held.is_empty() {
            return page;
        }
        let mut whole = String::with_capacity(page.len() + held.iter().map(String::len).sum::<usize>());
        let mut rest = &*page;
        while let Some((before, after)) = rest.split_once(HELD) {
            whole.push_str(before);
            let found = after.split_once(HELD).and_then(|(at, after)| Some((held.get(at.parse::<usize>().ok()?)?, after)));
            rest = found.map_or(after, |(html, after)| {
                whole.push_str(html);
                after
            });
        }
        whole.push_str(rest);
        whole
    }

    /// What the things of the page's release reach.
    pub fn impact(&self) -> &'r Impact {
        self.renderer.impact(self.release)
    }

    /// What a release changed, and the release before it; `None` for the first.
    pub fn since_previous(&self, id: &Id) -> Option<(&'r Release, &'r Told)> {
        self.renderer.since_previous(id)
    }

    /// What has changed since a release, and the one in force; `None` where it is that one, or younger.
    pub fn until_current(&self, id: &Id) -> Option<(&'r Release, &'r Told)> {
        self.renderer.until_current(id)
    }

    /// A document and those that it rests on in the release at the root.
    pub fn documents_beneath(&self, document: &Subject) -> BTreeSet<Subject> {
        self.renderer.documents_beneath(document)
    }

    /// Words of the interface as a title, with their language where it is not the page's.
    pub fn said(&self, text: impl Into<String>) -> Plain {
        Plain { text: text.into(), lang: (self.words.interface != self.language()).then(|| self.words.interface.to_string()) }
    }

    /// A link to a place under a word of the interface.
    pub fn word_link(&self, place: &Place, key: &str) -> Link {
        Link { href: self.href(place), html: escape(self.words.get(key)) }
    }

    /// A sentence of the interface as HTML, with its `{names}` filled with HTML.
    pub fn sentence(&self, key: &str, fill: &[(&str, &str)]) -> String {
        let mut sentence = escape(self.words.get(key));
        for (name, html) in fill {
            sentence = sentence.replace(&format!("{{{name}}}"), html);
        }
        sentence
    }

    /// A section of the contents, by its anchor and a word of the interface.
    pub fn toc_word(&self, id: &str, key: &str) -> TocEntry {
        TocEntry { id: id.to_owned(), text: self.word(key), lang: None }
    }

    /// A word of the interface.
    pub fn word(&self, key: &str) -> String {
        self.words.get(key).to_owned()
    }

    /// The relative address of a file, by its path from the output's root.
    pub fn file(&self, path: &str) -> String {
        if self.absolute { format!("{}{path}", self.settings().base_url) } else { route::relative(&self.folder, path) }
    }

    /// The page's own folder from the output's root.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// The relative address of a place in the page's edition and language; `None` where there is no page.
    pub fn href(&self, place: &Place) -> Option<String> {
        self.href_in(&self.route.edition, self.route.language, place)
    }

    /// The relative address of a place in another edition or language.
    ///
    /// Releases belong to the site, not to one of them: they are always linked at the root.
    pub fn href_in(&self, edition: &Edition, language: Language, place: &Place) -> Option<String> {
        if !self.knows(place) {
            return None;
        }
        let edition = match place {
            place if place.belongs_to_site() => &Edition::Root,
            _ => edition,
        };
        self.site().has(edition, place).then(|| {
            let route = Route { edition: edition.clone(), language, place: place.clone() };
            self.folder_href(&route.folder(self.settings()))
        })
    }

    /// The relative address of a folder; a portable site names its `index.html`.
    pub fn folder_href(&self, folder: &str) -> String {
        if self.renderer.portable { self.file(&format!("{folder}index.html")) } else { self.file(folder) }
    }

    /// The relative address of a file beside the page of a place, such as `data.csv`, in the default language's tree.
    pub fn beside(&self, place: &Place, name: &str) -> Option<String> {
        self.site().has(&self.route.edition, place).then(|| {
            let route = Route { edition: self.route.edition.clone(), language: self.settings().default_language(), place: place.clone() };
            self.file(&format!("{}{name}", route.folder(self.settings())))
        })
    }

    /// A link to a place under the name of a text.
    pub fn link(&self, place: &Place, name: &Text) -> Link {
        Link { href: self.href(place), html: self.label(name) }
    }

    /// A link to a thing under its own name; a region is called by its short name.
    pub fn thing(&self, reference: &Reference) -> Link {
        let model = self.model();
        if let Some(entry) = self.register().entry(&reference.id).filter(|_| reference.kind == Kind::Indicator) {
            return Link { href: entry.folder.as_ref().map(|folder| self.folder_href(folder)), html: entry.label.clone() };
        }
        let html = match (&reference.kind, model.regions.get(&reference.id)) {
            (crate::model::Kind::Region, Some(region)) => self.label(&region.short_name),
            _ => model.name_of(reference).map_or_else(|| escape(&reference.id), |name| self.label(name)),
        };
        let href = Place::of(reference, model).and_then(|place| self.href(&place));
        Link { href, html }
    }

    /// The name of an indicator, as text.
    pub fn name_of(&self, indicator: &Indicator) -> &'r str {
        self.register().entry(&indicator.id).map_or("", |entry| &entry.name)
    }

    /// A text as HTML with its links, marked with its language where that is not the page's.
    pub fn html(&self, text: &Text) -> String {
        self.marked(text, Self::inline)
    }

    /// A text as HTML without links, for use inside a link or heading.
    pub fn label(&self, text: &Text) -> String {
        self.marked(text, |scope, text| escape(&scope.plain_of(text)))
    }

    fn plain_of(&self, text: &str) -> String {
        markdown::plain(text, self)
    }

    fn marked(&self, text: &Text, html: impl Fn(&Self, &str) -> String) -> String {
        match text.get(self.language()) {
            Some((language, text)) if language == self.words.interface => html(self, text),
            Some((language, text)) => format!("<span lang=\"{language}\">{}</span>", html(self, text)),
            None => String::new(),
        }
    }

    /// A text without any mark-up, with its language where that is not the page's.
    pub fn plain(&self, text: &Text) -> Plain {
        match text.get(self.language()) {
            Some((language, text)) => Plain { text: self.plain_of(text), lang: (language != self.language()).then(|| language.to_string()) },
            None => Plain { text: String::new(), lang: None },
        }
    }

    /// A text without any mark-up.
    pub fn plain_text(&self, text: &Text) -> String {
        self.plain(text).text
    }

    fn inline(&self, text: &str) -> String {
        markdown::inline(text, self)
    }

    /// A document's prose, in the page's language or marked with its own; `taken` are anchors that the page has already.
    pub fn prose(&self, prose: &Prose, taken: &[&str]) -> Option<ProseView> {
        let translation = prose.get(self.language())?;
        let markdown = translation.body.as_str();
        if markdown.trim().is_empty() {
            return None;
        }
        let body = markdown::body(markdown, markdown::Placing { taken, ..markdown::Placing::default() }, self);
        let lang = (translation.language != self.words.interface).then(|| translation.language.to_string());
        let headings =
            body.headings.into_iter().filter(|heading| heading.level == 2).map(|heading| TocEntry { id: heading.id, text: heading.text, lang: lang.clone() });
        Some(ProseView { headings: headings.collect(), html: body.html, lang, is_translated: translation.language == self.language() })
    }

    /// What a language is called in the words of the interface; else what it calls itself; else its code.
    pub fn language_name(&self, language: Language) -> String {
        let key = format!("language.names.{language}");
        if self.words.has(&key) { self.word(&key) } else { self.own_name(language) }
    }

    /// A language's own name.
    pub fn own_name(&self, language: Language) -> String {
        let words = self.theme().words(language);
        if words.language == language && words.interface == language { words.get("language.name").to_owned() } else { words::own_name(language) }
    }

    /// A day in the reader's language.
    pub fn date(&self, date: Date) -> String {
        self.words.date(date)
    }

    /// Sorts things by their names in the reader's language.
    pub fn sort_by_name<T>(&self, things: &mut [T], name: impl Fn(&T) -> String) {
        things.sort_by_cached_key(|thing| Named { name: name(thing), words: self.words });
    }
}

/// What stands around the number of HTML that is held: a control character, which no source may have.
const HELD: char = '\u{1}';

/// A name in the order of a language.
struct Named<'w> {
    name: String,
    words: &'w Words,
}

impl Ord for Named<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.words.compare(&self.name, &other.name)
    }
}

impl PartialOrd for Named<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Named<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Named<'_> {}

/// Text made safe for HTML.
pub fn escape(text: &str) -> String {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return text.to_owned();
    }
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// The name that a model gives to a target of a link.
pub fn name_text<'m>(model: &'m Model, target: &Target) -> Option<&'m Text> {
    match target {
        Target::Thing(reference, _) if reference.kind == Kind::Region => model.regions.get(&reference.id).map(|region| &region.short_name),
        Target::Thing(reference, _) => model.name_of(reference),
        Target::Concept(reference) => {
            let concept = model.concept(reference)?;
            match &reference.attribute {
                Some(id) => concept.attributes.iter().find(|attribute| attribute.id == *id).map(|attribute| &attribute.name),
                None => Some(&concept.name),
            }
        }
        Target::Diagram(id) => model.concept_models.get(id).map(|model| &model.name),
        Target::Chart(_) | Target::External(_) | Target::Anchor(_) | Target::File(..) => None,
    }
}

impl Links for Scope<'_> {
    fn link(&self, target: &Target) -> Option<String> {
        match target {
            Target::Thing(reference, _) => Place::of(reference, self.model()).and_then(|place| self.href(&place)),
            Target::Concept(concept) => {
                let place = Place::Concept(concept.model.clone(), concept.concept.clone());
                let href = self.href(&place)?;
                Some(match &concept.attribute {
                    Some(attribute) => format!("{href}#{attribute}"),
                    None => href,
                })
            }
            Target::Diagram(model) => self.href(&Place::ConceptModel(model.clone())),
            Target::External(address) => Some(address.clone()),
            Target::Anchor(id) => Some(format!("#{id}")),
            Target::File(path, _) => {
                let route = Route { edition: self.route.edition.clone(), language: self.settings().default_language(), place: self.route.place.clone() };
                let name = path.strip_prefix("./").unwrap_or(path);
                Some(self.file(&format!("{}{name}", route.folder(self.settings()))))
            }
            Target::Chart(_) => None,
        }
    }

    fn name(&self, target: &Target) -> Option<(String, Option<String>)> {
        if let Target::External(address) = target {
            return Some((address.strip_prefix("mailto:").unwrap_or(address).to_owned(), None));
        }
        if let Target::Thing(Reference { kind: Kind::Release, id }, _) = target {
            return Some((id.to_string(), None));
        }
        let (language, text) = name_text(self.model(), target)?.get(self.language())?;
        // Without links of its own: a name that names itself would never end.
        Some((markdown::plain(text, &markdown::NoLinks), (language != self.words.interface).then(|| language.to_string())))
    }

    /// The definition of a concept or an attribute, where it is in the page's language.
    fn tip(&self, target: &Target) -> Option<String> {
        let Target::Concept(reference) = target else { return None };
        let concept = self.model().concept(reference)?;
        let definition = match &reference.attribute {
            Some(id) => concept.attributes.iter().find(|attribute| attribute.id == *id)?.definition.as_ref()?,
            None => concept.definition.as_ref()?,
        };
        let text = definition.exactly(self.words.interface).filter(|_| self.words.interface == self.language())?;
        // Without links of its own: definitions may name each other.
        Some(markdown::plain(text, &markdown::NoLinks))
    }

    fn chart(&self, request: &ChartRequest, alt: &str) -> String {
        let nth = self.charts.get() + 1;
        self.charts.set(nth);
        super::figures::prose::block(self, request, alt, &format!("s-chart-{nth}")).unwrap_or_else(|| escape(alt))
    }

    fn diagram(&self, model: &Id, alt: &str) -> String {
        let nth = self.diagrams.get() + 1;
        self.diagrams.set(nth);
        super::drawing::block(self, model, alt, &format!("s-diagram-{nth}"))
    }

    fn word(&self, key: &str) -> String {
        self.words.get(&format!("prose.{key}")).to_owned()
    }
}
