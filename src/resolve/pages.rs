//! The front page and pages of prose.

use std::collections::BTreeMap;

use super::{named, note_missing_translations, prose};
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::model::{FrontPage, Id, Settings, TextPage};
use crate::parse::Documents;
use crate::source::Sources;

/// The front page; an empty one where there is none, which is an error.
pub fn front(documents: &Documents, sources: &Sources, report: &mut Report) -> FrontPage {
    let Some(front) = &documents.front else {
        if sources.get("content/index.md").is_none() {
            report.push(
                Diagnostic::new(Severity::Error, Place::of_file("content/index.md"), "missing-front-page", "the site has no front page")
                    .help("write content/index.md with a title"),
            );
        }
        return FrontPage::default();
    };
    note_missing_translations(front, report);
    FrontPage { title: front.matter.title.clone().unwrap_or_default(), summary: front.matter.summary.clone(), prose: prose(front) }
}

/// Pages of prose.
pub fn pages(documents: &Documents, settings: &Settings, report: &mut Report) -> BTreeMap<Id, TextPage> {
    let mut pages = BTreeMap::new();
    for (id, page) in &documents.pages.documents {
        note_missing_translations(page, report);
        let matter = &page.matter;
        pages.insert(
            id.clone(),
            TextPage {
                id: id.clone(),
                title: named(matter.title.as_ref(), id, settings.default_language()),
                summary: matter.summary.clone(),
                order: matter.order.as_ref().map_or(0, |order| order.value),
                nav: matter.nav.as_ref().is_some_and(|nav| nav.value),
                prose: prose(page),
            },
        );
    }
    pages
}
