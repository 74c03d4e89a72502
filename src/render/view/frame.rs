//! What surrounds every page: header, navigation, languages, releases, footer.

use serde::Serialize;

use super::Shown;
use super::banner::{self, Banner};
use crate::model::settings::ReleaseStatus;
use crate::model::{Id, Kind, Reference, Text};
use crate::plan::route::{ACCESSIBILITY_PAGE, Edition, Place, Route};
use crate::plan::{Site, has_twin, is_withdrawn};
use crate::release::State;
use crate::render::scope::{Link, Plain, Scope, escape};

/// The frame of a page.
#[derive(Serialize)]
pub struct Frame {
    /// The page's language.
    pub lang: String,
    /// The language of the interface, where it is another.
    pub interface_lang: Option<String>,
    /// The site's name.
    pub site: Plain,
    /// `<title>`
    pub head_title: String,
    /// The language of the title, where it is not the page's.
    pub head_title_lang: Option<String>,
    /// The front page.
    pub home: String,
    /// Whether this is the front page.
    pub is_home: bool,
    /// Whether it stands for an address where nothing is.
    pub is_missing: bool,
    /// The style sheets, in order.
    pub styles: Vec<String>,
    /// The script.
    pub script: String,
    /// The site's sign in tabs and bookmarks.
    pub icon: String,
    /// Whether the site is made for a file system.
    pub portable: bool,
    /// The sections of the main navigation.
    pub nav: Vec<NavItem>,
    /// Pages of prose in the main navigation.
    pub nav_pages: Vec<NavItem>,
    /// The languages of the page.
    pub languages: Vec<LanguageItem>,
    /// The releases to switch between; `None` where there is only one state.
    pub switch: Option<Switch>,
    /// The machine-readable twin.
    pub twin: Option<String>,
    /// The feed of the language.
    pub feed: Option<String>,
    /// Where the source can be edited.
    pub edit: Option<String>,
    /// Who publishes the site.
    pub publisher: Option<Publisher>,
    /// The accessibility statement.
    pub accessibility: Option<Link>,
    /// Notices that do not depend on what the page shows.
    pub banners: Vec<Banner>,
    /// The page under its usual address, where this one only repeats it.
    pub canonical: Option<String>,
    /// The search page.
    pub search: Option<NavItem>,
    /// The permanent address of this page in its release.
    pub permanent: Option<Permanent>,
    /// Which release this is, in words.
    pub release: Option<String>,
    /// What has changed in the page's document, release by release.
    pub changes: Option<String>,
    /// How to name this page where it is relied on.
    pub citation: Option<String>,
}

/// An entry of the main navigation.
#[derive(Serialize)]
pub struct NavItem {
    /// Where.
    pub href: String,
    /// What, as HTML.
    pub html: String,
    /// Whether the page is in this section.
    pub current: bool,
    /// Whether the page is this very page.
    pub here: bool,
}

impl NavItem {
    fn new(href: String, html: String, current: bool, here: bool) -> Self {
        Self { href, html, current, here }
    }
}

/// The same page in another language.
#[derive(Serialize)]
pub struct LanguageItem {
    /// The language's code.
    pub code: String,
    /// The language's own name.
    pub name: String,
    /// The page in it.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
}

/// The switch between releases.
#[derive(Serialize)]
pub struct Switch {
    /// This release in words.
    pub label: String,
    /// Those that the page tells of, newest first.
    pub items: Vec<SwitchItem>,
    /// The page of all releases, where these are not all.
    pub all: Option<String>,
}

/// One release of the switch.
#[derive(Serialize)]
pub struct SwitchItem {
    /// Its id; empty where it is not named.
    pub id: String,
    /// The same page in it, or the nearest there is.
    pub href: String,
    /// Its state and day in words.
    pub state: String,
    /// Whether it is this release.
    pub current: bool,
    /// Whether this page is not in it, so that the link goes to the nearest.
    pub missing: bool,
}

/// The address of a page that stays as it is.
#[derive(Serialize)]
pub struct Permanent {
    /// Relative to the page.
    pub href: String,
    /// From the root of the site, to be read and copied.
    pub path: String,
}

/// Who publishes.
#[derive(Serialize)]
pub struct Publisher {
    /// The name, as HTML.
    pub html: String,
    /// Its own site.
    pub url: Option<String>,
}

/// The frame around what a page shows.
pub fn frame(scope: &Scope, shown: &Shown) -> Frame {
    let settings = scope.settings();
    let theme = scope.theme();
    let site = scope.plain(&settings.title);
    let place = &scope.route.place;
    let is_home = *place == Place::Front;
    let head_title = if is_home && shown.title.text == site.text { site.text.clone() } else { format!("{} – {}", shown.title.text, site.text) };
    Frame {
        lang: scope.language().to_string(),
        interface_lang: (scope.words.interface != scope.language()).then(|| scope.words.interface.to_string()),
        head_title,
        head_title_lang: shown.title.lang.clone(),
        home: scope.href(&Place::Front).unwrap_or_default(),
        is_home,
        is_missing: false,
        styles: ["tokens.css", "site.css", "chart.css", "diagram.css"].iter().map(|name| scope.file(theme.asset(name))).collect(),
        script: scope.file(theme.asset("site.js")),
        icon: scope.file(theme.asset("icon.svg")),
        portable: scope.renderer.portable,
        nav: navigation(scope),
        languages: languages(scope),
        switch: switch(scope),
        twin: has_twin(place, scope.model()).then(|| scope.beside(place, "index.json")).flatten(),
        feed: Some(scope.file(&format!("{}feed.xml", crate::plan::route::root_of(&Edition::Root, scope.language(), settings)))),
        edit: edit(scope),
        publisher: settings.publisher.as_ref().map(|publisher| Publisher { html: scope.label(&publisher.name), url: publisher.url.clone() }),
        accessibility: accessibility(scope),
        nav_pages: nav_pages(scope),
        banners: banner::of_release(scope),
        canonical: canonical(scope),
        search: search(scope),
        permanent: permanent(scope),
        release: release_in_words(scope),
        changes: scope.href(&Place::DocumentChanges(Box::new(place.clone()))),
        citation: citation(scope, shown),
        site,
    }
}

fn accessibility(scope: &Scope) -> Option<Link> {
    let id = Id::from(ACCESSIBILITY_PAGE);
    let page = scope.model().pages.get(&id)?;
    Some(scope.link(&Place::Page(id), &page.title))
}

/// The sections of the main navigation, in the order of the look.
fn navigation(scope: &Scope) -> Vec<NavItem> {
    let here = &scope.route.place;
    SECTIONS
        .into_iter()
        .filter_map(|(place, key)| {
            Some(NavItem::new(scope.href(&place)?, escape(scope.words.get(key)), section(here).as_ref() == Some(&place), *here == place))
        })
        .collect()
}

/// The sections, and the words they are called by.
pub const SECTIONS: [(Place, &str); 8] = [
    (Place::Information, "nav.information-model"),
    (Place::UseCases, "nav.use-cases"),
    (Place::Indicators, "nav.indicators"),
    (Place::Regions, "nav.regions"),
    (Place::Comparison, "nav.comparison"),
    (Place::ConceptModels, "nav.concept-models"),
    (Place::CodeLists, "nav.code-lists"),
    (Place::Releases, "nav.releases"),
];

/// Pages of prose in the navigation; the accessibility statement has its place in the footer.
fn nav_pages(scope: &Scope) -> Vec<NavItem> {
    let ids = scope.navigation().iter().filter(|id| id.as_str() != ACCESSIBILITY_PAGE);
    ids.filter_map(|id| {
        let place = Place::Page(id.clone());
        let is_here = scope.route.place == place;
        Some(NavItem::new(scope.href(&place)?, scope.label(&scope.model().pages.get(id)?.title), is_here, is_here))
    })
    .collect()
}

fn search(scope: &Scope) -> Option<NavItem> {
    let is_here = scope.route.place == Place::Search;
    Some(NavItem::new(scope.href(&Place::Search)?, escape(scope.words.get("nav.search")), is_here, is_here))
}

/// The dated site of the current release repeats the root.
fn canonical(scope: &Scope) -> Option<String> {
    let repeats = matches!(scope.route.edition, Edition::Dated(_)) && std::ptr::eq(scope.release, scope.site().release(&Edition::Root));
    repeats.then(|| scope.href_in(&Edition::Root, scope.language(), &scope.route.place)).flatten()
}

/// The section of the navigation that a place belongs to.
fn section(place: &Place) -> Option<Place> {
    Some(match place {
        Place::Information | Place::Area(_) => Place::Information,
        Place::UseCases | Place::UseCase(_) => Place::UseCases,
        Place::ConceptModels | Place::ConceptModel(_) | Place::Concept(..) => Place::ConceptModels,
        Place::CodeLists | Place::CodeList(_) => Place::CodeLists,
        Place::Indicators | Place::Indicator(_) | Place::Dimension(..) => Place::Indicators,
        Place::Regions | Place::Region(_) | Place::Summary(_) => Place::Regions,
        Place::Comparison | Place::Overview | Place::Pair(..) => Place::Comparison,
        Place::Releases | Place::Release(_) | Place::Changes(_) => Place::Releases,
        Place::DocumentChanges(document) => return section(document),
        Place::Front | Place::Page(_) | Place::Collection(_) | Place::Document(..) | Place::Search | Place::Glossary => return None,
    })
}

/// The section of a page, and what it is part of there: the way from the front page.
pub fn section_links(scope: &Scope) -> Vec<Link> {
    section_links_of(scope, &scope.route.place)
}

/// The same for another page.
pub fn section_links_of(scope: &Scope, place: &Place) -> Vec<Link> {
    if let Place::Document(id, _) = place {
        let collection = scope.model().collections.get(id);
        return collection.map(|collection| scope.link(&Place::Collection(id.clone()), &collection.name)).into_iter().collect();
    }
    let mut links = Vec::new();
    if let Some(section) = section(place).filter(|section| section != place) {
        links.extend(SECTIONS.into_iter().filter(|(other, _)| *other == section).map(|(_, key)| scope.word_link(&section, key)));
    }
    match place {
        Place::Concept(id, _) => {
            links.extend(scope.model().concept_models.get(id).map(|model| scope.link(&Place::ConceptModel(id.clone()), &model.name)));
        }
        Place::Dimension(id, _) => links.push(scope.thing(&Reference::new(Kind::Indicator, id.clone()))),
        Place::Summary(slug) => links.extend(scope.model().regions.by_slug(slug).map(|region| scope.link(&Place::Region(slug.clone()), &region.short_name))),
        Place::Changes(id) => links.push(Link { href: scope.href(&Place::Release(id.clone())), html: escape(id) }),
        _ => {}
    }
    links
}

/// Each language by its own name, with the same page in it.
fn languages(scope: &Scope) -> Vec<LanguageItem> {
    let settings = scope.settings();
    if settings.languages.len() < 2 {
        return Vec::new();
    }
    settings
        .languages
        .iter()
        .map(|language| {
            let route = Route { language: *language, ..scope.route.clone() };
            LanguageItem {
                code: language.to_string(),
                name: scope.own_name(*language),
                href: scope.folder_href(&route.folder(settings)),
                current: *language == scope.language(),
            }
        })
        .collect()
}

/// The switch between releases, where there is more than one state to see.
///
/// A dated page offers the release in force, whichever that is, its own and those before it; the page of all
/// releases knows the others.
fn switch(scope: &Scope) -> Option<Switch> {
    let site = scope.site();
    if site.settings.releases.is_empty() {
        return None;
    }
    let is_dated = scope.route.edition != Edition::Root;
    let mut items = Vec::new();
    if !is_dated && site.releases[site.root].state == State::Upcoming {
        items.push(switch_item(scope, None, scope.word("release.upcoming"), &Edition::Root));
    }
    if let Some(edition) = in_force_later(site, &scope.route.edition) {
        items.push(switch_item(scope, None, scope.word("release.in-force"), &edition));
    }
    for entry in scope.known_entries().iter().rev().filter(|entry| !is_withdrawn(&entry.status)) {
        if !site.releases.iter().any(|release| release.id.as_ref() == Some(&entry.id)) {
            continue;
        }
        let edition = edition_of(site, &entry.id);
        let day = scope.date(entry.date);
        let state = match &entry.status {
            ReleaseStatus::Consultation { comment_until } => scope.words.say("release.consultation-until", &[("day", &scope.date(*comment_until))]),
            _ if site.settings.current().is_some_and(|current| current.id == entry.id) => scope.words.say("release.current-since", &[("day", &day)]),
            _ => scope.words.say("release.superseded-of", &[("day", &day)]),
        };
        items.push(switch_item(scope, Some(entry.id.as_str()), state, &edition));
    }
    let all = if is_dated { scope.href(&Place::Releases) } else { None };
    Some(Switch { label: release_in_words(scope).unwrap_or_default(), items, all })
}

fn switch_item(scope: &Scope, id: Option<&str>, state: String, edition: &Edition) -> SwitchItem {
    let (found, is_same) = nearest_place(scope.site(), edition, &scope.route.place);
    SwitchItem {
        id: id.unwrap_or_default().to_owned(),
        href: scope.href_in(edition, scope.language(), &found).unwrap_or_default(),
        state,
        current: scope.release.id.as_ref().map(Id::as_str) == id,
        missing: !is_same,
    }
}

/// The edition under which a release is read: the root where the root shows it.
pub fn edition_of(site: &Site, id: &Id) -> Edition {
    if site.releases[site.root].id.as_ref() == Some(id) { Edition::Root } else { Edition::Dated(id.clone()) }
}

/// The edition under which the release in force is read.
pub fn in_force(site: &Site) -> Option<Edition> {
    site.settings.current().map(|current| edition_of(site, &current.id))
}

/// The same on pages of a dated edition that comes before the release in force: they do not know which that is.
pub fn in_force_later(site: &Site, edition: &Edition) -> Option<Edition> {
    let Edition::Dated(own) = edition else { return None };
    let current = site.settings.current()?;
    let place = |id: &Id| site.settings.releases.iter().position(|entry| entry.id == *id);
    if place(&current.id) > place(own) { in_force(site) } else { None }
}

/// Where a page sends readers who want the release in force, where that has not the page itself.
///
/// This is all that a page of a dated edition has from releases after its own.
pub fn elsewhere(site: &Site, route: &Route) -> Option<Place> {
    let edition = in_force_later(site, &route.edition)?;
    let (place, is_same) = nearest_place(site, &edition, &route.place);
    (!is_same).then_some(place)
}

/// The place itself where an edition has it, else the section it belongs to, else the front page; and whether it is the same.
pub fn nearest_place(site: &Site, edition: &Edition, place: &Place) -> (Place, bool) {
    let candidates = [Some(place.clone()), section(place)];
    let found = candidates.into_iter().flatten().find(|candidate| site.has(edition, candidate)).unwrap_or(Place::Front);
    let is_same = found == *place;
    (found, is_same)
}

fn release_in_words(scope: &Scope) -> Option<String> {
    let words = scope.words;
    Some(match (&scope.release.id, &scope.release.state) {
        (_, State::Only) => return None,
        (Some(id), State::Current) => words.say("release.label-current", &[("id", id)]),
        (Some(id), State::Consultation(_)) => words.say("release.label-consultation", &[("id", id)]),
        (Some(id), _) => words.say("release.label-superseded", &[("id", id)]),
        (None, _) => words.get("release.upcoming").to_owned(),
    })
}

/// The permanent address of this page: under the dated site of its release.
///
/// Pages about releases have no other address than their own.
fn permanent(scope: &Scope) -> Option<Permanent> {
    if scope.route.place.belongs_to_site() {
        return None;
    }
    let edition = Edition::Dated(scope.release.id.clone()?);
    let href = scope.href_in(&edition, scope.language(), &scope.route.place)?;
    let route = Route { edition, language: scope.language(), place: scope.route.place.clone() };
    Some(Permanent { href, path: format!("/{}", route.folder(scope.settings())) })
}

/// How to name a page of a release: who, what, which release, and the address that stays.
fn citation(scope: &Scope, shown: &Shown) -> Option<String> {
    let permanent = permanent(scope)?;
    let settings = scope.settings();
    let publisher = settings.publisher.as_ref().map_or(&settings.title, |publisher| &publisher.name);
    let version = crate::render::told::subject(&scope.route.place).and_then(|document| crate::render::told::version(scope.release, &document));
    let version = version.map(|version| scope.words.say("frame.citation-version", &[("version", &version.to_string())])).unwrap_or_default();
    let (id, date) = (scope.release.id.as_ref()?, scope.release.date?);
    let address = format!("{}{}", settings.base_url.trim_end_matches('/'), permanent.path);
    let fill = [
        ("publisher", scope.plain_text(publisher)),
        ("title", shown.title.text.clone()),
        ("version", version),
        ("id", id.to_string()),
        ("day", scope.date(date)),
        ("address", address),
    ];
    Some(fill.iter().fold(scope.word("frame.citation-text"), |text, (name, value)| text.replace(&format!("{{{name}}}"), value)))
}

fn edit(scope: &Scope) -> Option<String> {
    let base = scope.settings().edit_url.as_ref()?;
    if !matches!(scope.release.state, State::Only | State::Upcoming | State::Current) {
        return None;
    }
    let path = crate::render::source_path(scope)?;
    Some(format!("{base}{}{path}", if base.ends_with('/') { "" } else { "/" }))
}

/// The text of a site title in the page's language, for feeds and the like.
pub fn site_title(scope: &Scope) -> String {
    let title: &Text = &scope.settings().title;
    scope.plain_text(title)
}
