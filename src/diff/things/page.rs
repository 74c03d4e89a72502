//! The front page, pages of prose, and files beside documents.

use sha2::{Digest, Sha256};

use crate::diff::judge::Judge;
use crate::diff::pointer::Pointer;
use crate::diff::rules::{DETAIL_CHANGED, FILE_CHANGED};
use crate::diff::thing::Thing;
use crate::model::{FrontPage, Text, TextPage};

/// The front page.
pub fn front(page: &FrontPage) -> Thing {
    let FrontPage { title, summary, prose } = page;
    Thing::new("front-page", "", title, Pointer::file("content/index.md"))
        .text("title", title, Judge::Name)
        .some_text("summary", summary.as_ref(), Judge::Explains)
        .prose(prose)
}

/// A page of prose.
pub fn page(page: &TextPage) -> Thing {
    let TextPage { id, title, summary, order, nav, prose } = page;
    Thing::new("page", id, title, Pointer::file(format!("content/pages/{id}/index.md")))
        .text("title", title, Judge::Name)
        .some_text("summary", summary.as_ref(), Judge::Explains)
        .field("order", order, Judge::Is(&DETAIL_CHANGED))
        .field("nav", nav, Judge::Is(&DETAIL_CHANGED))
        .prose(prose)
}

/// A file beside a document.
pub fn file(path: &str, bytes: &[u8]) -> Thing {
    let sha256 = Sha256::digest(bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    Thing::new("file", path, &Text::default(), Pointer::file(path)).field("sha256", &sha256, Judge::Is(&FILE_CHANGED))
}
