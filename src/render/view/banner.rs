//! Notices that stand before the heading of a page: what a reader must know before believing it.

use serde::Serialize;

use crate::model::{Lifecycle, Prose, Status};
use crate::release::State;
use crate::render::scope::{Link, Scope, escape};

/// A notice before the heading of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Banner {
    /// `note` or `alert`: how it is dressed.
    pub kind: &'static str,
    /// The word that it begins with.
    pub title: String,
    /// What it says, as HTML.
    pub html: String,
}

impl Banner {
    /// A notice from the words `banner.<key>.title` and `banner.<key>.text`, filled with HTML.
    pub fn of(scope: &Scope, kind: &'static str, key: &str, fill: &[(&str, &str)]) -> Self {
        Self { kind, title: scope.word(&format!("banner.{key}.title")), html: scope.sentence(&format!("banner.{key}.text"), fill) }
    }
}

/// The values on the page are made up.
pub fn made_up(scope: &Scope) -> Banner {
    Banner::of(scope, "note", "made-up", &[])
}

/// The document is not in force: it is being written, tried, out for comment, or no longer to be used.
///
/// `successor` is where a superseded document's own `superseded_by` is found.
pub fn status(scope: &Scope, lifecycle: &Lifecycle, successor: impl Fn(&crate::model::Id) -> crate::model::Reference) -> Option<Banner> {
    Some(match lifecycle.status {
        Status::Valid => return None,
        Status::Draft => Banner::of(scope, "note", "draft", &[]),
        Status::Consultation => Banner::of(scope, "note", "document-consultation", &[]),
        Status::Testing => Banner::of(scope, "note", "testing", &[]),
        Status::Superseded => match &lifecycle.superseded_by {
            Some(id) => Banner::of(scope, "alert", "document-superseded", &[("link", &anchor(&scope.thing(&successor(id))))]),
            None => Banner::of(scope, "alert", "retired", &[]),
        },
        Status::Retired => Banner::of(scope, "alert", "retired", &[]),
    })
}

/// The prose is not in the page's language, or says what an older version said.
pub fn translation(scope: &Scope, prose: &Prose, version: Option<crate::model::Version>) -> Option<Banner> {
    let found = prose.get(scope.language())?;
    if found.body.as_str().trim().is_empty() {
        return None;
    }
    if found.language != scope.language() {
        let language = escape(&scope.language_name(found.language));
        return Some(Banner::of(scope, "note", "untranslated", &[("language", &language)]));
    }
    let (translated, newest) = (found.translates?, version?);
    (translated < newest).then(|| Banner::of(scope, "note", "translation-behind", &[("translated", &translated.to_string()), ("newest", &newest.to_string())]))
}

/// What every page of a release says: that it is on its way, out for comment, or followed by another;
/// and that the interface does not speak the page's language.
pub fn of_release(scope: &Scope) -> Vec<Banner> {
    let mut banners = Vec::new();
    let belongs_to_site = scope.route.place.belongs_to_site();
    match &scope.release.state {
        _ if belongs_to_site => {}
        State::Only | State::Current => {}
        State::Upcoming => banners.push(Banner::of(scope, "note", "upcoming", &[])),
        State::Consultation(until) => banners.push(Banner::of(scope, "note", "consultation", &[("day", &escape(&scope.date(*until)))])),
        State::Superseded => banners.extend(superseded(scope)),
    }
    if scope.words.interface != scope.language() {
        let language = escape(&scope.language_name(scope.words.interface));
        banners.push(Banner::of(scope, "note", "interface", &[("language", &language)]));
    }
    banners
}

/// An older release says that another is in force, and links to the same page there, or to the nearest.
///
/// It does not say which: the page stays as it is when the next one follows.
fn superseded(scope: &Scope) -> Option<Banner> {
    let (id, edition) = (scope.release.id.as_ref()?, super::frame::in_force(scope.site())?);
    let (place, is_same) = super::frame::nearest_place(scope.site(), &edition, &scope.route.place);
    let key = if is_same { "superseded-here" } else { "superseded-elsewhere" };
    let words = escape(scope.words.get(&format!("banner.{key}.link")));
    let link = anchor(&Link { href: scope.href_in(&edition, scope.language(), &place), html: words });
    Some(Banner::of(scope, "alert", key, &[("id", &escape(id)), ("link", &link)]))
}

/// A link as HTML, or its words where there is no page.
pub fn anchor(link: &Link) -> String {
    match &link.href {
        Some(href) => format!("<a href=\"{}\">{}</a>", escape(href), link.html),
        None => link.html.clone(),
    }
}
