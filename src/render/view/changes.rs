//! What changed: in a release, since a release, and in one document over all releases.

use std::collections::BTreeMap;

use serde::Serialize;

use super::parts::{Row, Tag};
use super::value_changes::{self, ValueChanges};
use super::{Shown, banner, frame, release};
use crate::diff::{Change, Class, MatchedBy, Subject};
use crate::model::{Id, Language};
use crate::plan::route::{Edition, Place};
use crate::release::Release;
use crate::render::redline::redline;
use crate::render::scope::{Link, Scope, escape};
use crate::render::told::{self, Told};

/// The classes as pages tell them: the gravest first, values last.
pub const ORDER: [Class; 6] = [Class::Breaking, Class::ChangesTheNumber, Class::Additive, Class::Clarifying, Class::Editorial, Class::Data];

/// What the page of a release's changes shows.
#[derive(Serialize)]
struct Changes {
    lead: String,
    /// The changes since the release before.
    before: Option<Comparison>,
    /// The changes up to the release in force.
    current: Option<Comparison>,
    /// Machine-readable forms.
    files: Vec<Link>,
    removed: Vec<Row>,
}

/// The changes between two releases.
#[derive(Serialize)]
pub struct Comparison {
    /// What is compared, as HTML.
    title: String,
    /// Prefix of its anchors.
    prefix: &'static str,
    tally: Vec<Tally>,
    classes: Vec<Filter>,
    kinds: Vec<Filter>,
    sections: Vec<Section>,
}

/// How many changes of a class there are.
#[derive(Serialize)]
struct Tally {
    href: Option<String>,
    word: String,
    count: String,
}

/// A box that shows or hides a class or a kind.
#[derive(Serialize)]
struct Filter {
    name: String,
    html: String,
    count: String,
}

/// The changes of one class.
#[derive(Serialize)]
struct Section {
    class: &'static str,
    tag: Tag,
    id: String,
    title: String,
    explains: String,
    kinds: Vec<KindGroup>,
}

/// The changes of one class in documents of one kind.
#[derive(Serialize)]
struct KindGroup {
    kind: String,
    title: String,
    documents: Vec<DocumentGroup>,
}

/// The changes of one class in a document.
#[derive(Serialize)]
struct DocumentGroup {
    link: Link,
    versions: Option<String>,
    lines: Vec<Line>,
    values: Option<ValueChanges>,
}

/// One change in words.
#[derive(Serialize)]
pub struct Line {
    /// The sentence, as HTML.
    html: String,
    /// Which class, as a box.
    tag: Tag,
    /// The change's own name, which stays as long as the change is the same.
    fingerprint: String,
    /// How both sides were known to be the same, where their ids do not say it.
    matched: Option<String>,
    /// Both versions of its texts.
    redlines: Vec<Redline>,
}

/// Both versions of a text in one language.
#[derive(Serialize)]
pub struct Redline {
    /// The language in words, where there is more than one.
    label: Option<String>,
    lang: Option<String>,
    html: String,
}

/// The word of a class in classes of the style sheet.
pub fn tag(scope: &Scope, class: Class) -> Tag {
    let dress = match class {
        Class::Breaking => "cl-breaking",
        Class::ChangesTheNumber => "cl-number",
        Class::Additive => "cl-add",
        Class::Clarifying => "cl-clar",
        Class::Editorial => "cl-edit",
        Class::Data => "cl-data",
    };
    Tag::word(scope, dress, &format!("class.{}.word", class.word()))
}

/// One change in words.
fn line(scope: &Scope, change: &Change) -> Line {
    let matched = match change.matched_by {
        Some(MatchedBy::RenamedFrom) => Some("changes.by-renamed-from"),
        Some(MatchedBy::Evidence) => Some("changes.by-evidence"),
        Some(MatchedBy::Id) | None => None,
    };
    let sentence = escape(change.sentence.in_language(scope.words.interface));
    Line {
        html: sentence,
        tag: tag(scope, change.class),
        fingerprint: change.fingerprint.clone(),
        matched: matched.map(|key| scope.word(key)),
        redlines: redlines(scope, change),
    }
}

/// Both versions of the texts that changed; what came or went as a whole is told by the sentence.
pub fn redlines(scope: &Scope, change: &Change) -> Vec<Redline> {
    let mut changed: Vec<(Language, &str, &str)> =
        change.texts().into_iter().filter_map(|(language, old, new)| Some((language, old?, new?))).filter(|(_, old, new)| old != new).collect();
    changed.sort_by_key(|(language, ..)| *language != scope.words.interface);
    let is_only = changed.len() == 1 && changed[0].0 == scope.words.interface;
    let redline = |(language, old, new): &(Language, &str, &str)| Redline {
        label: (!is_only).then(|| scope.language_name(*language)),
        lang: (*language != scope.words.interface).then(|| language.to_string()),
        html: redline(old, new, scope.words.get("changes.gone"), scope.words.get("changes.came")),
    };
    changed.iter().map(redline).collect()
}

/// What readers call a document, as a link to where it is shown.
fn document_link(scope: &Scope, document: &Subject, releases: [&Release; 2]) -> Link {
    let place = told::place(document);
    let edition = |release: &Release| release.id.as_ref().map_or(Edition::Root, |id| frame::edition_of(scope.site(), id));
    let found = place.as_ref().and_then(|place| {
        let of = |release: &&Release| scope.href_in(&edition(release), scope.language(), place);
        scope
            .href_in(&Edition::Root, scope.language(), place)
            .filter(|_| releases.iter().any(|release| release.state == crate::release::State::Current))
            .or_else(|| releases.iter().find_map(of))
    });
    Link { href: found, html: name(scope, document, releases) }
}

/// What the newer of two releases calls a document, else the older one, else its id; as HTML.
pub fn name(scope: &Scope, document: &Subject, releases: [&Release; 2]) -> String {
    match document.kind.as_str() {
        "information-model" => escape(scope.words.get("nav.information-model")),
        "regions" => escape(scope.words.get("nav.regions")),
        "front-page" => escape(scope.words.get("frame.home")),
        "file" => format!("<code>{}</code>", escape(&document.id)),
        _ => told::name(document, releases).map_or_else(|| escape(&document.id), |name| scope.label(name)),
    }
}

/// The word for a kind of document; a collection has its own name.
pub fn kind_name(scope: &Scope, kind: &str, releases: [&Release; 2]) -> String {
    let key = format!("changes.kinds.{kind}");
    if scope.words.has(&key) {
        return escape(scope.words.get(&key));
    }
    let found = releases.iter().find_map(|release| release.model.collections.get(kind));
    found.map_or_else(|| escape(kind), |collection| scope.label(&collection.name))
}

/// The name by which the style sheet filters a kind: documents of collections are one.
fn kind_of(document: &Subject) -> &str {
    const OWN: [&str; 6] = ["use-case", "indicator", "concept-model", "code-list", "information-model", "regions"];
    OWN.into_iter().find(|kind| *kind == document.kind).unwrap_or("other")
}

/// The changes from one release to another, as a page shows them.
pub fn comparison(scope: &Scope, prefix: &'static str, title: String, told: &Told, [old, new]: [&Release; 2]) -> Comparison {
    let releases = [new, old];
    let count = |class: Class| told.changes.iter().filter(|change| change.class == class).count();
    let present = || ORDER.into_iter().filter(|class| count(*class) > 0);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for change in &told.changes {
        *kinds.entry(kind_of(&change.document)).or_default() += 1;
    }
    let id = |class: Class| format!("{prefix}-{}", class.word());
    Comparison {
        title,
        prefix,
        tally: ORDER
            .into_iter()
            .map(|class| Tally {
                href: (count(class) > 0).then(|| format!("#{}", id(class))),
                word: scope.word(&format!("class.{}.plural", class.word())),
                count: scope.words.integer(count(class)),
            })
            .collect(),
        classes: present()
            .map(|class| Filter { name: class.word().to_owned(), html: tag(scope, class).html(), count: scope.words.integer(count(class)) })
            .collect(),
        kinds: kinds
            .into_iter()
            .map(|(kind, count)| Filter {
                name: kind.to_owned(),
                html: escape(scope.words.get(&format!("changes.kinds.{kind}"))),
                count: scope.words.integer(count),
            })
            .collect(),
        sections: present()
            .map(|class| Section {
                class: class.word(),
                tag: tag(scope, class),
                id: id(class),
                title: scope.word(&format!("class.{}.title", class.word())),
                explains: escape(scope.words.get(&format!("class.{}.text", class.word()))),
                kinds: kind_groups(scope, told, class, releases, prefix),
            })
            .collect(),
    }
}

fn kind_groups(scope: &Scope, told: &Told, class: Class, releases: [&Release; 2], prefix: &str) -> Vec<KindGroup> {
    let mut by_kind: BTreeMap<(&str, &str), BTreeMap<&Subject, Vec<&Change>>> = BTreeMap::new();
    for change in told.changes.iter().filter(|change| change.class == class) {
        let document = &change.document;
        by_kind.entry((kind_of(document), &document.kind)).or_default().entry(document).or_default().push(change);
    }
    let group = |((kind, own), documents): ((&str, &str), BTreeMap<&Subject, Vec<&Change>>)| KindGroup {
        kind: kind.to_owned(),
        title: kind_name(scope, own, releases),
        documents: documents.into_iter().map(|(document, changes)| document_group(scope, document, &changes, releases, prefix)).collect(),
    };
    by_kind.into_iter().map(group).collect()
}

fn document_group(scope: &Scope, document: &Subject, changes: &[&Change], releases: [&Release; 2], prefix: &str) -> DocumentGroup {
    let [new, old] = releases;
    let versions = match (told::version(old, document), told::version(new, document)) {
        (Some(old), Some(new)) if old != new => Some(format!("{old} → {new}")),
        (Some(version), _) | (None, Some(version)) => Some(version.to_string()),
        (None, None) => None,
    };
    let values = value_changes::of(scope, format!("{prefix}-v-{}", document.id), document, changes, releases);
    DocumentGroup { link: document_link(scope, document, releases), versions, lines: lines(scope, changes), values }
}

/// Changes in words; those of values stand in a table of their own.
fn lines(scope: &Scope, changes: &[&Change]) -> Vec<Line> {
    changes.iter().filter(|change| change.cell.is_none()).map(|change| line(scope, change)).collect()
}

/// What changed in a release against the one before it, and what has changed since.
pub fn of_release(scope: &Scope, id: &Id) -> Shown {
    let before = scope.since_previous(id);
    let current = scope.until_current(id);
    let this = scope.site().releases.iter().find(|release| release.id.as_ref() == Some(id));
    let titled = |old: &str, new: &str| scope.words.say("changes.title", &[("old", old), ("new", new)]);
    let id_of = |release: &Release| release.id.as_ref().map_or_else(String::new, ToString::to_string);
    let breaks = before.map_or(0, |(_, told)| told.changes.iter().filter(|change| matches!(change.class, Class::Breaking | Class::ChangesTheNumber)).count());
    let changes = Changes {
        lead: match before {
            None => scope.word("changes.first"),
            Some((_, told)) if told.changes.is_empty() => scope.word("changes.nothing"),
            Some(_) if breaks == 0 => scope.word("changes.nothing-breaks"),
            Some(_) => scope.words.count("changes.breaks", breaks),
        },
        before: before.zip(this).map(|((old, told), new)| comparison(scope, "before", escape(&titled(&id_of(old), id)), told, [old, new])),
        current: current.zip(this).map(|((new, told), old)| {
            let title = scope.words.say("changes.title-current", &[("old", id), ("new", &id_of(new))]);
            comparison(scope, "current", escape(&title), told, [old, new])
        }),
        files: if before.is_some() { files(scope, id) } else { Vec::new() },
        removed: release::removed(scope, id),
    };
    let title = match before {
        Some((old, _)) => titled(&id_of(old), id),
        None => scope.words.say("changes.title-first", &[("new", id)]),
    };
    let mut shown = Shown::new("changes.html", scope.said(title), &changes);
    shown.facts = release::facts(scope, id);
    shown.description = Some(changes.lead.clone());
    if let Some(this) = this {
        let sides = before.into_iter().chain(current);
        let is_made_up = sides.into_iter().any(|(other, told)| has_made_up(&told.changes, [other, this]));
        shown = shown.banner(is_made_up.then(|| banner::made_up(scope)));
    }
    let release = Link { href: scope.href(&Place::Release(id.clone())), html: escape(id) };
    shown.crumb(scope.word_link(&Place::Releases, "nav.releases")).crumb(release)
}

/// Whether any of these changes is one of made-up values.
pub fn has_made_up(changes: &[Change], releases: [&Release; 2]) -> bool {
    changes.iter().any(|change| change.class == Class::Data && value_changes::are_made_up(&change.document, releases))
}

/// The machine-readable forms of a release's changes.
fn files(scope: &Scope, id: &Id) -> Vec<Link> {
    let place = Place::Changes(id.clone());
    let link = |name: &str, key: &str| Link { href: scope.beside(&place, name), html: escape(scope.words.get(key)) };
    vec![link("changes.json", "changes.json"), link("renames.csv", "changes.renames")]
}

/// What the page of a document's changes shows.
#[derive(Serialize)]
struct History {
    steps: Vec<HistoryStep>,
    feed: Option<String>,
}

/// What a release changed in a document, and what has changed in it since.
#[derive(Serialize)]
struct HistoryStep {
    id: String,
    title: String,
    versions: Option<String>,
    day: String,
    datetime: String,
    lines: Vec<Line>,
    values: Option<ValueChanges>,
    /// What has changed since the release before this step, where that is more than this step.
    since: Option<Since>,
    /// The document as it was then.
    then: Option<Link>,
}

/// What has changed from a release to the one in force.
#[derive(Serialize)]
struct Since {
    title: String,
    lines: Vec<Line>,
    values: Option<ValueChanges>,
}

/// One document over all releases, newest first.
pub fn of_document(scope: &Scope, place: &Place) -> Option<Shown> {
    let mut document = told::subject(place)?;
    let mut steps = Vec::new();
    let (mut known, mut is_made_up): (Option<String>, bool) = (None, false);
    for release in scope.site().releases.iter().rev() {
        let Some(id) = release.id.as_ref() else { continue };
        if known.is_none() && told::version(release, &document).is_some() {
            known = Some(name(scope, &document, [release, release]));
        }
        let Some((old, told)) = scope.since_previous(id) else { continue };
        let changes = told.of(&document);
        if changes.is_empty() {
            continue;
        }
        is_made_up |= value_changes::are_made_up(&document, [old, release]);
        steps.push(step(scope, &document, [old, release], &changes));
        if let Some(before) = former_id(&document, &changes) {
            document.id = before;
        }
    }
    let shown_name = known.unwrap_or_else(|| escape(&document.id));
    let history = History { steps, feed: Some(scope.file(&format!("{}feed.xml", scope.folder()))) };
    let title = scope.words.say("changes.of-document", &[("name", &text_of(&shown_name))]);
    let mut shown = Shown::new("document-changes.html", scope.said(title), &history);
    shown.lead = Some(escape(scope.words.get("changes.of-document-lead")));
    shown = shown.banner(is_made_up.then(|| banner::made_up(scope)));
    for link in frame::section_links_of(scope, place) {
        shown = shown.crumb(link);
    }
    Some(shown.crumb(Link { href: scope.href(place), html: shown_name }))
}

/// HTML without its marks.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut is_mark = false;
    for c in html.chars() {
        match c {
            '<' => is_mark = true,
            '>' => is_mark = false,
            c if !is_mark => text.push(c),
            _ => {}
        }
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

fn step(scope: &Scope, document: &Subject, [old, new]: [&Release; 2], changes: &[&Change]) -> HistoryStep {
    let id_of = |release: &Release| release.id.as_ref().map_or_else(String::new, ToString::to_string);
    let since = old.id.as_ref().and_then(|id| scope.until_current(id)).filter(|(current, _)| current.id != new.id).and_then(|(current, told)| {
        let changes = told.of(document);
        let title = scope.words.say("changes.title-current", &[("old", &id_of(old)), ("new", &id_of(current))]);
        let values = || value_changes::of(scope, format!("s-{}-v", id_of(new)), document, &changes, [current, old]);
        (!changes.is_empty()).then(|| Since { title, lines: sorted(scope, &changes), values: values() })
    });
    let versions = told::version(old, document).zip(told::version(new, document)).filter(|(old, new)| old != new);
    let then = told::place(document).and_then(|place| {
        let href = scope.href_in(&Edition::Dated(new.id.clone()?), scope.language(), &place)?;
        Some(Link { href: Some(href), html: scope.sentence("changes.as-it-was", &[("id", &escape(&id_of(new)))]) })
    });
    HistoryStep {
        id: format!("r-{}", id_of(new)),
        title: scope.words.say("changes.title", &[("old", &id_of(old)), ("new", &id_of(new))]),
        versions: versions.map(|(old, new)| format!("{old} → {new}")),
        day: new.date.map(|date| scope.date(date)).unwrap_or_default(),
        datetime: new.date.map(|date| date.to_string()).unwrap_or_default(),
        lines: sorted(scope, changes),
        values: value_changes::of(scope, format!("r-{}-v", id_of(new)), document, changes, [new, old]),
        since,
        then,
    }
}

/// Changes in words, the gravest first.
fn sorted(scope: &Scope, changes: &[&Change]) -> Vec<Line> {
    let mut changes = changes.to_vec();
    changes.sort_by_key(|change| ORDER.iter().position(|class| *class == change.class));
    lines(scope, &changes)
}

/// The id that a document had before it was renamed.
pub fn former_id(document: &Subject, changes: &[&Change]) -> Option<String> {
    let renamed = changes.iter().find(|change| change.rule.name == "thing-renamed" && change.subject == *document)?;
    renamed.old.as_ref()?.as_str().map(str::to_owned)
}
