//! Links of bodies and texts: each goes somewhere, and every image shows something.
//!
//! A destination is read by [`target`], which knows its forms, and then held against the names of
//! the snapshot, its values and its files. The place of a finding is the destination; in a text of
//! TOML, whose escapes hide it, the whole string.

mod anchors;
mod charts;
mod files;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Report};
use crate::model::{Id, Kind, Model, Reference};
use crate::parse::fields::Spanned;
use crate::parse::form::{TAKE_OUT, control_character};
use crate::parse::prose::{self, Link, LinkForm, Outline};
use crate::resolve::names::Everything;
use crate::resolve::rules::consistency;
use crate::resolve::target::{OTHER_SCHEMES, Target, target};
use crate::resolve::unread::Unread;
use crate::source::{SourceFile, Sources};
use anchors::Owner;

/// What links are held against.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// All that the snapshot says.
    pub model: &'a Model,
    /// What can be referred to, and what is excused because its file is broken.
    pub names: &'a Everything,
    /// What was written and could not be read.
    pub unread: &'a Unread,
    /// The files of the snapshot.
    pub sources: &'a Sources,
}

/// Schemes of things, as links write them.
const THINGS: [&str; 9] = ["concept", "indicator", "use-case", "region", "code-list", "model", "release", "area", "page"];

/// Checks the body that begins at a byte of its file and goes to the end; gives the files it links to.
pub fn check(file: &SourceFile, start: usize, world: World<'_>) -> (Report, Vec<String>) {
    let owner = Owner::of(&file.path);
    let items = anchors::items(&owner, world.model);
    let taken: Vec<&str> = items.iter().map(Id::as_str).collect();
    let outline = prose::outline(file.text().get(start..).unwrap_or_default(), &taken);
    let mut check = Check { file, owner, world, whole: None, start, report: Report::default(), files: Vec::new() };
    let mut anchors: BTreeSet<&str> = taken.into_iter().chain(prose::EVERYWHERE).collect();
    for heading in &outline.headings {
        if !anchors.insert(&heading.id) {
            let error = check.error(&heading.span, "duplicate-anchor", format!("the anchor `{}` is there already", heading.id));
            check.report.push(error.help("an anchor is there once in a document, among headings, questions and requirements"));
        }
    }
    if let Some((span, message)) = control_character(file.text().get(start..).unwrap_or_default()) {
        let error = check.error(&span, "control-character", message);
        check.report.push(error.help(TAKE_OUT));
    }
    check.outline(&outline, &anchors);
    (check.report, check.files)
}

/// Checks an inline text, a string at some place of its file; gives the files it links to.
pub fn check_inline(file: &SourceFile, span: Range<usize>, text: &str, world: World<'_>) -> (Report, Vec<String>) {
    let outline = prose::inline_outline(text);
    if outline == Outline::default() {
        return (Report::default(), Vec::new());
    }
    let owner = Owner::of(&file.path);
    let all = anchors::all(&owner, world.model);
    let mut check = Check { file, owner, world, whole: Some(span), start: 0, report: Report::default(), files: Vec::new() };
    check.outline(&outline, &all.iter().map(String::as_str).collect());
    (check.report, check.files)
}

/// One text that is checked.
struct Check<'a> {
    file: &'a SourceFile,
    owner: Owner,
    world: World<'a>,
    /// The place of everything, where the text is a string of TOML.
    whole: Option<Range<usize>>,
    /// Where the body begins.
    start: usize,
    report: Report,
    files: Vec<String>,
}

impl Check<'_> {
    fn outline(&mut self, outline: &Outline, anchors: &BTreeSet<&str>) {
        for span in &outline.raw_html {
            let error = self.error(span, "raw-html", "raw HTML is not published");
            self.report.push(error.help("write it in Markdown; a `<` that is meant as such is written `\\<`"));
        }
        for link in &outline.links {
            self.link(link, anchors);
        }
    }

    fn link(&mut self, link: &Link, anchors: &BTreeSet<&str>) {
        let destination = if link.form == LinkForm::Email { format!("mailto:{}", link.destination) } else { link.destination.clone() };
        let found = match target(&destination) {
            Ok(found) => found,
            Err(malformed) => {
                let error = self.error(&link.span, malformed.rule, malformed.message);
                return self.report.push(error.help(malformed.help));
            }
        };
        if link.form == LinkForm::Image {
            return self.image(link, &found, anchors);
        }
        if matches!(found, Target::Chart(_) | Target::Diagram(_)) {
            let error = self.error(&link.span, "chart-not-image", "a chart is shown, not linked");
            return self.report.push(error.help("put an exclamation mark before it: `![what it shows](chart:…)`"));
        }
        self.target(link, &found, anchors);
    }

    fn image(&mut self, link: &Link, found: &Target, anchors: &BTreeSet<&str>) {
        match found {
            Target::Chart(_) | Target::Diagram(_) if link.is_within_words || self.whole.is_some() => {
                let error = self.error(&link.span, "chart-within-words", "a chart stands within words");
                self.report.push(error.help("give it a paragraph of its own, in the body of a document"));
            }
            Target::Chart(_) | Target::Diagram(_) | Target::File(..) => self.target(link, found, anchors),
            Target::External(_) => {
                let error = self.error(&link.span, "external-image", "a picture from elsewhere is not shown: no request leaves the site");
                self.report.push(error.help("put the file beside the document, or link to it without the exclamation mark"));
            }
            Target::Thing(..) | Target::Concept(_) | Target::Anchor(_) => {
                let error = self.error(&link.span, "image-of-no-picture", format!("`{}` is not a picture", link.destination));
                self.report.push(error.help("an image shows a file, a chart or a diagram; to link, leave out the exclamation mark"));
            }
        }
    }

    fn target(&mut self, link: &Link, found: &Target, anchors: &BTreeSet<&str>) {
        match found {
            Target::Thing(reference, fragment) => self.thing(link, reference, fragment.as_deref()),
            Target::Concept(concept) => {
                let asked = Spanned::new(concept.clone(), self.place(&link.span));
                self.world.names.concept(&asked, self.file, &mut self.report);
                self.report.extend(consistency::link(concept, self.file, asked.span, self.world.model));
            }
            Target::Chart(request) => self.chart(link, request),
            Target::Diagram(model) => {
                let asked = self.asked(link, model.clone());
                self.world.names.concept_models.find(&asked, self.file, &mut self.report);
            }
            Target::External(_) => {}
            Target::Anchor(anchor) => {
                if !anchors.contains(anchor.as_str()) && !self.owner.may_have_more(self.world.unread) {
                    let error = self.error(&link.span, "unknown-anchor", format!("there is no anchor `{anchor}` in this document"));
                    self.report.push(error.suggest(
                        anchor,
                        anchors.iter().copied(),
                        "anchors are headings, questions and requirements; a heading can have one of its own: `## Text {#id}`",
                    ));
                }
            }
            Target::File(path, _) => self.file(link, path),
        }
    }

    fn thing(&mut self, link: &Link, reference: &Reference, fragment: Option<&str>) {
        if let Kind::Document(scheme) = &reference.kind
            && !self.world.names.collections.contains_key(scheme)
        {
            return self.unknown_scheme(link, scheme);
        }
        let asked = self.asked(link, reference.id.clone());
        if self.world.names.thing(&reference.kind, &asked, self.file, &mut self.report).is_none() {
            return;
        }
        let Some(fragment) = fragment else { return };
        let anchors = anchors::all(&Owner::Thing(reference.clone()), self.world.model);
        if !anchors.contains(fragment) && !self.world.unread.may_have_anchors(reference) {
            let error = self.error(&link.span, "unknown-anchor", format!("there is no anchor `{fragment}` in `{reference}`"));
            self.report.push(error.suggest(
                fragment,
                anchors.iter().map(String::as_str),
                "anchors are headings, and the questions, requirements and the like of a document",
            ));
        }
    }

    fn unknown_scheme(&mut self, link: &Link, scheme: &str) {
        let collections = self.world.names.collections.keys().map(Id::as_str);
        let known: Vec<&str> = THINGS.into_iter().chain(OTHER_SCHEMES).chain(collections).collect();
        let error = self.error(&link.span, "unknown-scheme", format!("there is no scheme or collection `{scheme}`"));
        self.report.push(error.suggest(scheme, known.iter().copied(), format!("links begin with {}, `#`, or are paths of files", known.join(", "))));
    }

    /// The place of a range of the text.
    fn place(&self, span: &Range<usize>) -> Range<usize> {
        self.whole.clone().unwrap_or(self.start + span.start..self.start + span.end)
    }

    /// The place of a word in a destination, as far as the source writes it so.
    fn place_of(&self, link: &Link, word: &str) -> Range<usize> {
        let place = self.place(&link.span);
        if self.whole.is_some() {
            return place;
        }
        let written = self.file.text().get(place.clone()).unwrap_or_default();
        match written.find(word) {
            Some(at) if !word.is_empty() => place.start + at..place.start + at + word.len(),
            _ => place,
        }
    }

    fn asked(&self, link: &Link, id: Id) -> Spanned<Id> {
        Spanned::new(id, self.place(&link.span))
    }

    fn error(&self, span: &Range<usize>, rule: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(self.file, self.place(span), rule, message)
    }
}
