//! The front page and pages of prose.

use std::collections::BTreeMap;

use super::rules::reserved;
use super::{Desk, named, prose_of};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::model::{FrontPage, Id, TextPage};
use crate::source::Sources;

/// The front page; an empty one where there is none, which is an error.
pub fn front(sources: &Sources, desk: &mut Desk<'_>) -> FrontPage {
    let Some(front) = &desk.documents.front else {
        if sources.get("content/index.md").is_none() {
            desk.report.push(
                Diagnostic::new(Severity::Error, Place::of_file("content/index.md"), "missing-front-page", "the site has no front page")
                    .help("write content/index.md with a title"),
            );
        }
        return FrontPage::default();
    };
    desk.note_missing_translations(front);
    FrontPage { title: front.matter.title.clone().unwrap_or_default(), summary: front.matter.summary.clone(), prose: prose_of(front) }
}

/// Pages of prose.
pub fn pages(desk: &mut Desk<'_>) -> BTreeMap<Id, TextPage> {
    let mut pages = BTreeMap::new();
    for (id, page) in &desk.documents.pages.documents {
        desk.note_missing_translations(page);
        reserved::check_page(id, &page.file, desk);
        let matter = &page.matter;
        pages.insert(
            id.clone(),
            TextPage {
                id: id.clone(),
                title: named(matter.title.as_ref(), id, desk.language()),
                summary: matter.summary.clone(),
                order: matter.order.as_ref().map_or(0, |order| order.value),
                nav: matter.nav.as_ref().is_some_and(|nav| nav.value),
                prose: prose_of(page),
            },
        );
    }
    pages
}
