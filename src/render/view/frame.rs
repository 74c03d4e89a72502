//! What surrounds every page: header, navigation, languages, releases, footer.

use serde::Serialize;

use super::Shown;
use crate::model::Text;
use crate::model::settings::ReleaseStatus;
use crate::plan::is_withdrawn;
use crate::plan::route::{Edition, Place, Route};
use crate::release::State;
use crate::render::scope::{Link, Plain, Scope};

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
    /// The style sheets, in order.
    pub styles: Vec<String>,
    /// The script.
    pub script: String,
    /// Whether the site is made for a file system.
    pub portable: bool,
    /// The main navigation.
    pub nav: Vec<NavItem>,
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
    /// Pages of prose in the navigation.
    pub pages: Vec<Link>,
    /// The search page.
    pub search: Option<String>,
    /// The permanent address of this page in its release, from the site's root.
    pub permanent: Option<String>,
    /// Which release this is, in words.
    pub release: Option<String>,
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
    /// All of them, newest first.
    pub items: Vec<SwitchItem>,
}

/// One release of the switch.
#[derive(Serialize)]
pub struct SwitchItem {
    /// Its id.
    pub id: String,
    /// The same page in it, or the nearest there is.
    pub href: String,
    /// Its state and day in words.
    pub state: String,
    /// Whether it is this release.
    pub current: bool,
    /// What to say where this page is not in it.
    pub missing: Option<String>,
}

/// Who publishes.
#[derive(Serialize)]
pub struct Publisher {
    /// The name, as HTML.
    pub html: String,
    /// The site.
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
        styles: ["tokens.css", "site.css"].iter().map(|name| scope.file(theme.asset(name))).collect(),
        script: scope.file(theme.asset("site.js")),
        portable: scope.renderer.portable,
        nav: navigation(scope),
        languages: languages(scope),
        switch: switch(scope),
        twin: None,
        feed: Some(scope.file(&format!("{}feed.xml", crate::plan::route::root_of(&Edition::Root, scope.language(), settings)))),
        edit: edit(scope),
        publisher: settings.publisher.as_ref().map(|publisher| Publisher { html: scope.label(&publisher.name), url: publisher.url.clone() }),
        accessibility: accessibility(scope),
        pages: scope.navigation().iter().filter_map(|id| page_link(scope, id)).collect(),
        search: scope.href(&Place::Search),
        permanent: permanent(scope),
        release: release_in_words(scope),
        site,
    }
}

fn page_link(scope: &Scope, id: &crate::model::Id) -> Option<Link> {
    let page = scope.model().pages.get(id)?;
    Some(scope.link(&Place::Page(id.clone()), &page.title))
}

fn accessibility(scope: &Scope) -> Option<Link> {
    page_link(scope, &crate::plan::route::ACCESSIBILITY_PAGE.into())
}

/// The sections of the main navigation, in the order of the look.
fn navigation(scope: &Scope) -> Vec<NavItem> {
    let here = &scope.route.place;
    let sections = [
        (Place::Information, "nav.information-model"),
        (Place::UseCases, "nav.use-cases"),
        (Place::Indicators, "nav.indicators"),
        (Place::Regions, "nav.regions"),
        (Place::Comparison, "nav.comparison"),
        (Place::ConceptModels, "nav.concept-models"),
        (Place::CodeLists, "nav.code-lists"),
        (Place::Releases, "nav.releases"),
    ];
    let mut items: Vec<NavItem> = sections
        .into_iter()
        .filter_map(|(place, key)| {
            let href = scope.href(&place)?;
            Some(NavItem {
                href,
                html: crate::render::scope::escape(scope.words.get(key)),
                current: section(here).as_ref() == Some(&place),
                here: *here == place,
            })
        })
        .collect();
    for id in scope.navigation() {
        let Some(page) = scope.model().pages.get(id) else { continue };
        let place = Place::Page(id.clone());
        if let Some(href) = scope.href(&place) {
            let is_here = *here == place;
            items.push(NavItem { href, html: scope.label(&page.title), current: is_here, here: is_here });
        }
    }
    items
}

/// The section of the navigation that a place belongs to.
fn section(place: &Place) -> Option<Place> {
    Some(match place {
        Place::Information | Place::Area(_) => Place::Information,
        Place::UseCases | Place::UseCase(_) => Place::UseCases,
        Place::ConceptModels | Place::ConceptModel(_) | Place::Concept(..) => Place::ConceptModels,
        Place::CodeLists | Place::CodeList(_) => Place::CodeLists,
        Place::Indicators | Place::Indicator(_) => Place::Indicators,
        Place::Regions | Place::Region(_) => Place::Regions,
        Place::Comparison | Place::Pair(..) => Place::Comparison,
        Place::Releases | Place::Release(_) | Place::Changes(_) => Place::Releases,
        Place::Front | Place::Page(_) | Place::Collection(_) | Place::Document(..) | Place::Search => return None,
    })
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
                name: own_name(scope, language.code()),
                href: scope.folder_href(&route.folder(settings)),
                current: *language == scope.language(),
            }
        })
        .collect()
}

/// A language's own name, from its own catalogue; else its code.
fn own_name(scope: &Scope, code: &str) -> String {
    match crate::model::Language::parse(code) {
        Some(language) => {
            let words = scope.theme().words(language);
            if words.interface == language { words.get("language.name").to_owned() } else { code.to_owned() }
        }
        None => code.to_owned(),
    }
}

/// The switch between releases, where there is more than one state to see.
fn switch(scope: &Scope) -> Option<Switch> {
    let site = scope.site();
    let root = &site.releases[site.root];
    if site.settings.releases.is_empty() {
        return None;
    }
    let mut items = Vec::new();
    if root.state == State::Upcoming {
        items.push(switch_item(scope, None, scope.words.get("release.upcoming").to_owned(), &Edition::Root));
    }
    for entry in site.settings.releases.iter().rev().filter(|entry| !is_withdrawn(&entry.status)) {
        let is_root = root.id.as_ref() == Some(&entry.id);
        let edition = if is_root { Edition::Root } else { Edition::Dated(entry.id.clone()) };
        if !is_root && !site.releases.iter().any(|release| release.id.as_ref() == Some(&entry.id)) {
            continue;
        }
        let day = scope.date(entry.date);
        let state = match &entry.status {
            ReleaseStatus::Consultation { comment_until } => scope.words.say("release.consultation-until", &[("day", &scope.date(*comment_until))]),
            _ if site.settings.current().is_some_and(|current| current.id == entry.id) => scope.words.say("release.current-since", &[("day", &day)]),
            _ => scope.words.say("release.superseded-of", &[("day", &day)]),
        };
        items.push(switch_item(scope, Some(entry.id.as_str()), state, &edition));
    }
    Some(Switch { label: release_in_words(scope).unwrap_or_default(), items })
}

fn switch_item(scope: &Scope, id: Option<&str>, state: String, edition: &Edition) -> SwitchItem {
    let here = &scope.route.place;
    let found = nearest_place(scope, edition, here);
    let is_same = found == *here;
    SwitchItem {
        id: id.unwrap_or_default().to_owned(),
        href: scope.href_in(edition, scope.language(), &found).unwrap_or_default(),
        state,
        current: scope.release.id.as_ref().map(crate::model::Id::as_str) == id,
        missing: (!is_same).then(|| scope.words.get("release.page-missing").to_owned()),
    }
}

/// The place itself where an edition has it, else the section it belongs to, else the front page.
fn nearest_place(scope: &Scope, edition: &Edition, place: &Place) -> Place {
    let site = scope.site();
    let candidates = [Some(place.clone()), section(place)];
    candidates.into_iter().flatten().find(|candidate| site.has(edition, candidate)).unwrap_or(Place::Front)
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
fn permanent(scope: &Scope) -> Option<String> {
    let id = scope.release.id.clone()?;
    let edition = Edition::Dated(id);
    scope.href_in(&edition, scope.language(), &scope.route.place)
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
