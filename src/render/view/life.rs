//! The life of a versioned document: whose it is, since when it holds, and how it came to be.

use serde::Serialize;

use super::parts::{Fact, Row, Tag};
use crate::model::lifecycle::{HistoryEntry, LegalBasis, Origin};
use crate::model::{Date, Id, Kind, Lifecycle, Reference, Status, Text, Version};
use crate::render::scope::{Link, Scope, escape};

/// The anchor of the section that tells the steps of a document's life.
pub const HISTORY: &str = "s-history";

/// What a page tells of its document's life.
#[derive(Debug, Clone, Serialize)]
pub struct Life {
    /// Owner, approval, validity, law, origin; what nobody recorded is said so.
    pub facts: Vec<Fact>,
    /// Steps, newest first.
    pub history: Vec<Step>,
}

/// One step of a document's history.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// The version that it led to.
    pub version: String,
    /// Its anchor.
    pub id: String,
    /// When, as programs write it.
    pub date: String,
    /// When.
    pub day: String,
    /// What changed, as HTML.
    pub html: String,
    /// Findings that led to it.
    pub findings: Vec<Link>,
    /// Whether it is the version of this page.
    pub newest: bool,
}

/// A versioned document in a list of its kind.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// The document.
    pub link: Link,
    /// What it is for, as HTML.
    pub summary: Option<String>,
    /// Its state.
    pub status: Tag,
    /// Its version, in words.
    pub version: String,
    /// What else is worth knowing before one opens it; each as HTML.
    pub facts: Vec<String>,
}

impl Entry {
    /// The line of `document`, with its `summary` and `facts`.
    pub fn new(scope: &Scope, document: Reference, lifecycle: &Lifecycle, summary: Option<&Text>, facts: Vec<String>) -> Self {
        Self {
            link: scope.thing(&document),
            summary: summary.map(|summary| scope.html(summary)),
            status: Tag::status(scope, lifecycle.status),
            version: scope.words.say("life.short", &[("version", &lifecycle.version.to_string())]),
            facts,
        }
    }
}

/// What is known of a document's life.
pub fn life(scope: &Scope, lifecycle: &Lifecycle) -> Life {
    Life { facts: facts(scope, lifecycle), history: history(scope, lifecycle) }
}

/// State and version: the first facts under a heading; `kind` is the word for what the page is.
pub fn strip(scope: &Scope, lifecycle: &Lifecycle, kind: &str) -> Vec<String> {
    let version = scope.sentence("life.version", &[("kind", &escape(scope.words.get(kind))), ("version", &lifecycle.version.to_string())]);
    let mut facts = vec![Tag::status(scope, lifecycle.status).html(), version];
    facts.extend(validity(scope, lifecycle.valid_from, lifecycle.valid_to).map(|days| scope.sentence("life.in-force", &[("days", &escape(&days))])));
    facts
}

/// From when until when something holds, in words.
pub fn validity(scope: &Scope, from: Option<Date>, to: Option<Date>) -> Option<String> {
    let day = |date: Date| scope.date(date);
    Some(match (from, to) {
        (None, None) => return None,
        (Some(from), None) => scope.words.say("life.from", &[("day", &day(from))]),
        (None, Some(to)) => scope.words.say("life.until", &[("day", &day(to))]),
        (Some(from), Some(to)) => scope.words.say("life.between", &[("from", &day(from)), ("to", &day(to))]),
    })
}

fn facts(scope: &Scope, lifecycle: &Lifecycle) -> Vec<Fact> {
    let text = |key: &str, text: &Option<crate::model::Text>| Fact::word(scope, key, text.as_ref().map(|text| scope.html(text)).unwrap_or_default());
    let days = validity(scope, lifecycle.valid_from, lifecycle.valid_to).map(|days| escape(&days));
    let mut facts = vec![
        text("lifecycle.owner", &lifecycle.owner),
        text("lifecycle.approved-by", &lifecycle.approved_by),
        Fact::word(scope, "lifecycle.valid", days.unwrap_or_default()),
        Fact::word(scope, "lifecycle.legal-basis", legal_basis(scope, &lifecycle.legal_basis)),
    ];
    if !lifecycle.renamed_from.is_empty() {
        facts.push(Fact::word(scope, "life.renamed-from", former_ids(&lifecycle.renamed_from)));
    }
    if let Some(from) = &lifecycle.origin {
        facts.push(Fact::word(scope, "lifecycle.origin", origin(scope, from)));
    }
    facts
}

/// Ids that something had before.
pub fn former_ids(ids: &[Id]) -> String {
    ids.iter().map(|id| format!("<code>{}</code>", escape(id))).collect::<Vec<_>>().join(", ")
}

/// Anchors of ids that something had before: what pointed there still does.
pub fn former_anchors(ids: &[Id]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

/// Places in the law, each on its line; empty where none is recorded.
pub fn legal_basis(scope: &Scope, places: &[LegalBasis]) -> String {
    let lines = places.iter().map(|place| {
        let mut words = scope.label(&place.act);
        if let Some(section) = &place.section {
            words.push_str(", ");
            words.push_str(&scope.label(section));
        }
        match &place.url {
            Some(url) => external(url, &words),
            None => words,
        }
    });
    in_lines(lines.collect())
}

/// A link out of the site.
pub fn external(url: &str, html: &str) -> String {
    // What has no place on the web, such as `urn:uuid:…`, is a name and no link.
    if url.starts_with("https://") || url.starts_with("http://") { format!("<a href=\"{}\">{html}</a>", escape(url)) } else { html.to_owned() }
}

/// One thing as it is, several as a list without marks.
pub fn in_lines(lines: Vec<String>) -> String {
    match <[String; 1]>::try_from(lines) {
        Ok([line]) => line,
        Err(lines) if lines.is_empty() => String::new(),
        Err(lines) => format!("<ul class=\"bare\"><li>{}</li></ul>", lines.join("</li><li>")),
    }
}

fn origin(scope: &Scope, origin: &Origin) -> String {
    let mut lines = vec![match &origin.url {
        Some(url) => external(url, &escape(&origin.source)),
        None => escape(&origin.source),
    }];
    lines.extend(origin.date.map(|date| scope.sentence("life.read-on", &[("day", &escape(&scope.date(date)))])));
    lines.extend(origin.license.as_ref().map(|license| scope.sentence("life.license", &[("license", &escape(license))])));
    lines.extend(origin.sha256.as_ref().map(|sum| format!("SHA-256 <code>{}</code>", escape(sum))));
    in_lines(lines)
}

fn history(scope: &Scope, lifecycle: &Lifecycle) -> Vec<Step> {
    let mut entries: Vec<&HistoryEntry> = lifecycle.history.iter().collect();
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.version, entry.date)));
    entries.into_iter().map(|entry| step(scope, lifecycle, entry)).collect()
}

fn step(scope: &Scope, lifecycle: &Lifecycle, entry: &HistoryEntry) -> Step {
    let finding = |id: &Id| scope.thing(&Reference::new(Kind::Document("findings".into()), id.clone()));
    Step {
        version: entry.version.to_string(),
        id: version_anchor(&entry.version.to_string()),
        date: entry.date.to_string(),
        day: scope.date(entry.date),
        html: scope.html(&entry.summary),
        findings: entry.findings.iter().map(finding).collect(),
        newest: entry.version == lifecycle.version,
    }
}

/// The anchor of a version in a document's history.
pub fn version_anchor(version: &str) -> String {
    format!("s-{version}")
}

/// A version as a link to its step, where the document tells of it.
pub fn version_link(lifecycle: &Lifecycle, version: &str) -> String {
    let is_told = lifecycle.history.iter().any(|entry| entry.version.to_string() == version);
    let words = escape(version);
    if is_told { format!("<a href=\"#{}\">{words}</a>", version_anchor(&words)) } else { words }
}

/// The state of a document, where it is not in force: in lists, being in force goes without saying.
pub fn unless_valid(scope: &Scope, lifecycle: &Lifecycle) -> Option<Tag> {
    (lifecycle.status != Status::Valid).then(|| Tag::status(scope, lifecycle.status))
}

/// Things of a kind that this release no longer has; each keeps a page that says why.
pub fn gone(scope: &Scope, kind: &Kind) -> Vec<Row> {
    let removed = scope.model().removed.iter().filter(|removed| removed.kind == *kind);
    removed.map(|removed| Row::of(scope.thing(&Reference::new(kind.clone(), removed.id.clone()))).text(Some(scope.html(&removed.reason)))).collect()
}

/// A use case that rests on a thing, with the version it was written for, and whether there is another by now.
pub fn pinned_row(scope: &Scope, user: &Reference, pinned: Option<Version>, now: Version) -> Row {
    let row = Row::of(scope.thing(user));
    match pinned {
        Some(pinned) if pinned == now => row.note(scope.sentence("ties.pinned", &[("version", &pinned.to_string())])),
        Some(pinned) => row.note(scope.sentence("ties.pinned-behind", &[("version", &pinned.to_string()), ("now", &now.to_string())])),
        None => row,
    }
}
