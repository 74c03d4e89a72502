//! The front matter of the front page, of pages of prose and of the prose of regions.

use super::fields::{Fields, Spanned};
use super::form::{Flag, Integer};
use crate::model::Text;

/// A page as written.
#[derive(Debug, Clone)]
pub struct PageMatter {
    /// `title`
    pub title: Option<Text>,
    /// `summary`
    pub summary: Option<Text>,
    /// `order`
    pub order: Option<Spanned<i64>>,
    /// `nav`
    pub nav: Option<Spanned<bool>>,
}

/// Reads the front matter of a page.
pub fn page(fields: &mut Fields<'_>) -> PageMatter {
    PageMatter {
        title: fields.required_text("title"),
        summary: fields.text("summary"),
        order: fields.optional("order", Integer::ANY),
        nav: fields.optional("nav", Flag),
    }
}

/// The prose of a region as written.
#[derive(Debug, Clone)]
pub struct RegionProseMatter {
    /// `title`
    pub title: Option<Text>,
    /// `summary`
    pub summary: Option<Text>,
}

/// Reads the front matter of a region's prose.
pub fn region_prose(fields: &mut Fields<'_>) -> RegionProseMatter {
    RegionProseMatter { title: fields.text("title"), summary: fields.text("summary") }
}
