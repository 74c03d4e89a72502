//! The review bundle: what changed between two snapshots, in one file for e-mail and offline reading.
//!
//! **The file asks for nothing.** Styles and script stand in it, and its own policy admits just
//! those two, by their hashes. Boxes and comments belong to fingerprints of changes, so that they
//! survive a rebase; the script only keeps and exports them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Renderer;
use super::scope::Scope;
use super::theme::TemplateError;
use super::told;
use super::view;
use crate::diagnostic::Report;
use crate::diff::rules::RECORD_KEPT;
use crate::diff::{Change, Class, Subject};
use crate::impact::{Impact, Thing};
use crate::model::Language;
use crate::plan::route::{Edition, Route};
use crate::release::Release;
use crate::render::view::changes::Redline;
use crate::render::view::parts::Tag;
use crate::render::view::value_changes::{self, ValueChanges};

/// What is reviewed.
pub struct Review<'a> {
    /// What the older snapshot is called.
    pub old: &'a str,
    /// What the newer one is called.
    pub new: &'a str,
    /// The changes, placed.
    pub changes: &'a [Change],
    /// Findings that the newer snapshot has and the older has not.
    pub findings: &'a Report,
    /// The pages of both.
    pub renderers: [&'a Renderer<'a>; 2],
}

/// What the template of the bundle sees.
#[derive(Serialize)]
struct Bundle {
    lang: String,
    policy: String,
    style: String,
    script: String,
    title: String,
    old: String,
    new: String,
    tally: Vec<Count>,
    documents: Vec<Document>,
    findings: Vec<String>,
}

/// How many changes of a class there are.
#[derive(Serialize)]
struct Count {
    tag: Tag,
    count: String,
}

/// A changed document.
#[derive(Serialize)]
struct Document {
    id: String,
    kind: String,
    name: String,
    /// As `kind:id`, where comments can refer to it.
    target: Option<String>,
    versions: Option<String>,
    /// How grave the gravest of its changes is.
    tag: Tag,
    count: String,
    changes: Vec<Reviewed>,
    /// Its values, looked at together.
    values: Option<Values>,
    /// What only keeps the record of changes, and needs no look.
    kept: Vec<String>,
    /// What it reaches, by name.
    reaches: Vec<String>,
    /// The page as it was and as it is, without links.
    before: Option<String>,
    after: Option<String>,
}

/// One change to be looked at.
#[derive(Serialize)]
struct Reviewed {
    fingerprint: String,
    tag: Tag,
    sentence: String,
    rule: &'static str,
    place: Option<String>,
    redlines: Vec<Redline>,
}

/// All changed values of an indicator.
#[derive(Serialize)]
struct Values {
    fingerprint: String,
    title: String,
    /// What became of whole tables.
    sentences: Vec<String>,
    table: Option<ValueChanges>,
}

/// The bundle as a page.
pub fn bundle(review: &Review<'_>, language: Language) -> Result<String, TemplateError> {
    let renderer = review.renderers[1];
    let route = Route { edition: Edition::Root, language, place: crate::plan::Place::Front };
    let scope = Scope::new(renderer, &route);
    let (style, script) = (style(renderer), include_str!("review.js").to_owned());
    let policy = format!("default-src 'none'; style-src {}; script-src {}; img-src data:", source(&style), source(&script));
    let mut findings: Vec<String> = Vec::new();
    for finding in &review.findings.diagnostics {
        findings.push(format!("{}[{}]: {} ({}:{})", finding.severity.word(), finding.rule, finding.message, finding.place.path(), finding.place.line));
    }
    let count = |class: Class| review.changes.iter().filter(|change| change.class == class).count();
    let bundle = Bundle {
        lang: language.to_string(),
        policy,
        style,
        script,
        title: scope.words.say("changes.title", &[("old", review.old), ("new", review.new)]),
        old: review.old.to_owned(),
        new: review.new.to_owned(),
        tally: view::changes::ORDER
            .into_iter()
            .map(|class| Count { tag: view::changes::tag(&scope, class), count: scope.words.integer(count(class)) })
            .collect(),
        documents: documents(review, &scope),
        findings,
    };
    renderer.theme.render(language, "review.html", &bundle)
}

/// The style sheets of the theme as one.
fn style(renderer: &Renderer<'_>) -> String {
    let sheets = ["tokens.css", "site.css", "chart.css", "diagram.css"].map(|name| String::from_utf8_lossy(renderer.theme.asset_bytes(name)).into_owned());
    format!("{}\n{}", sheets.join("\n"), include_str!("review.css")).replace("</", "<\\/")
}

/// The name of a text in a policy: its hash.
fn source(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            text.push(if at <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

fn documents(review: &Review<'_>, scope: &Scope) -> Vec<Document> {
    let mut by_document: BTreeMap<&Subject, Vec<&Change>> = BTreeMap::new();
    for change in review.changes {
        by_document.entry(&change.document).or_default().push(change);
    }
    let gravest = |changes: &[&Change]| view::changes::ORDER.iter().position(|class| changes.iter().any(|change| change.class == *class));
    let mut documents: Vec<_> = by_document.into_iter().collect();
    documents.sort_by_key(|(document, changes)| (gravest(changes), (*document).clone()));
    let impact = Impact::new(scope.model());
    documents.into_iter().map(|(subject, changes)| document(review, scope, &impact, subject, &changes)).collect()
}

fn document(review: &Review<'_>, scope: &Scope, impact: &Impact, subject: &Subject, changes: &[&Change]) -> Document {
    let [old, new] = review.renderers.map(|renderer| &renderer.site.releases[renderer.site.root]);
    let former = view::changes::former_id(subject, changes).map_or_else(|| subject.clone(), |id| Subject::new(subject.kind.clone(), id));
    let versions = match (told::version(old, &former), told::version(new, subject)) {
        (Some(old), Some(new)) if old != new => Some(format!("{old} → {new}")),
        (Some(version), _) | (None, Some(version)) => Some(version.to_string()),
        (None, None) => None,
    };
    let reference = subject.reference(|kind| new.model.collections.contains_key(kind)).filter(|reference| new.model.name_of(reference).is_some());
    let steps = Thing::parse(&subject.to_string()).map(|thing| impact.reached(&thing)).unwrap_or_default();
    let (kept, mut looked_at): (Vec<&Change>, Vec<&Change>) =
        changes.iter().filter(|change| change.class != Class::Data).partition(|change| *change.rule == RECORD_KEPT);
    looked_at.sort_by_key(|change| std::cmp::Reverse(change.class));
    let mut reaches: Vec<String> = steps.iter().map(|step| step.thing.to_string()).collect();
    reaches.sort();
    reaches.dedup();
    Document {
        id: subject.to_string(),
        kind: view::changes::kind_name(scope, &subject.kind, [new, old]),
        name: view::changes::name(scope, subject, [new, old]),
        target: reference.map(|reference| reference.to_string()),
        versions,
        tag: view::changes::tag(scope, changes.iter().map(|change| change.class).max().unwrap_or(Class::Editorial)),
        count: scope.words.integer(changes.len()),
        changes: looked_at.iter().map(|change| reviewed(scope, change)).collect(),
        values: values(scope, subject, changes, [new, old]),
        kept: kept.iter().map(|change| change.sentence.in_language(scope.words.interface).to_owned()).collect(),
        reaches,
        before: page(review.renderers[0], scope.language(), &former),
        after: page(review.renderers[1], scope.language(), subject),
    }
}

/// The values of a document that changed, as one thing to look at: there can be thousands.
fn values(scope: &Scope, subject: &Subject, changes: &[&Change], releases: [&Release; 2]) -> Option<Values> {
    let values: Vec<&&Change> = changes.iter().filter(|change| change.class == Class::Data).collect();
    let mut hash = Sha256::new();
    for change in &values {
        hash.update(change.fingerprint.as_bytes());
    }
    (!values.is_empty()).then(|| Values {
        fingerprint: hash.finalize().iter().take(8).fold(String::new(), |text, byte| format!("{text}{byte:02x}")),
        title: scope.words.say("review.values", &[("count", &scope.words.integer(values.len()))]),
        sentences: values.iter().filter(|change| change.cell.is_none()).map(|change| change.sentence.in_language(scope.words.interface).to_owned()).collect(),
        table: value_changes::of(scope, format!("values-{}", subject.id), subject, changes, releases),
    })
}

fn reviewed(scope: &Scope, change: &Change) -> Reviewed {
    Reviewed {
        fingerprint: change.fingerprint.clone(),
        tag: view::changes::tag(scope, change.class),
        sentence: change.sentence.in_language(scope.words.interface).to_owned(),
        rule: change.rule.name,
        place: change.new_place.clone().or_else(|| change.old_place.clone()),
        redlines: view::changes::redlines(scope, change),
    }
}

/// What the page of a document shows, without links: they would lead out of the file.
fn page(renderer: &Renderer<'_>, language: Language, document: &Subject) -> Option<String> {
    let place = told::place(document).filter(|place| renderer.site.has(&Edition::Root, place))?;
    let route = Route { edition: Edition::Root, language, place };
    let html = view::html(&Scope::new(renderer, &route)).ok()?;
    let main = html.split_once("<main").and_then(|(_, rest)| rest.split_once('>')).and_then(|(_, rest)| rest.rsplit_once("</main>")).map(|(main, _)| main)?;
    Some(without_links(main))
}

/// HTML of which no link and no picture leads out.
fn without_links(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['h', 's']).filter(|_| !rest.is_empty()) {
        let (before, here) = rest.split_at(at);
        out.push_str(before);
        let attribute = ["href=\"", "src=\""].into_iter().find(|name| here.starts_with(name) && out.ends_with([' ', ':']));
        match attribute.and_then(|name| here[name.len()..].find('"').map(|end| (name, end))) {
            Some((name, end)) => {
                let value = &here[name.len()..name.len() + end];
                if value.starts_with('#') || value.starts_with("https:") || value.starts_with("mailto:") {
                    let _ = write!(out, "{name}{value}\"");
                }
                rest = &here[name.len() + end + 1..];
            }
            None => {
                out.push_str(&here[..1]);
                rest = &here[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_written_as_policies_want_it() {
        assert_eq!(base64(b""), "");
        assert_eq!((base64(b"f"), base64(b"fo"), base64(b"foo")), ("Zg==".to_owned(), "Zm8=".to_owned(), "Zm9v".to_owned()));
        assert_eq!(source(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
    }

    #[test]
    fn no_link_leads_out_of_the_file() {
        let html = r##"<p>has "href"<a href="../x/">x</a> <a class="s" href="#y">y</a> <img src="a.png" alt="s"> <use href="b.svg#c"/></p>"##;
        assert_eq!(without_links(html), r##"<p>has "href"<a >x</a> <a class="s" href="#y">y</a> <img  alt="s"> <use /></p>"##);
    }
}
