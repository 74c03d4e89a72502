//! Pages of prose.

use serde::Serialize;

use super::{Shown, banner};
use crate::model::TextPage;
use crate::render::scope::{ProseView, Scope};

/// What a page of prose shows.
#[derive(Serialize)]
struct Page {
    prose: Option<ProseView>,
}

/// A page of prose.
pub fn one(scope: &Scope, page: &TextPage) -> Shown {
    let prose = scope.prose(&page.prose, &[]);
    let headings = prose.iter().flat_map(|prose| prose.headings.clone()).collect::<Vec<_>>();
    Shown::new("page.html", scope.plain(&page.title), &Page { prose })
        .summary(scope, page.summary.as_ref())
        .banner(banner::translation(scope, &page.prose, None))
        .sections(headings)
}
