//! The front page and pages of prose.

use super::{Id, Prose, Text};

/// The front page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrontPage {
    /// Its heading.
    pub title: Text,
    /// What the site is, in a sentence or two.
    pub summary: Option<Text>,
    /// The rest.
    pub prose: Prose,
}

/// A page of prose.
#[derive(Debug, Clone, PartialEq)]
pub struct TextPage {
    /// Its address.
    pub id: Id,
    /// Its heading.
    pub title: Text,
    /// What it is about.
    pub summary: Option<Text>,
    /// Its place among the pages: lower first.
    pub order: i64,
    /// Whether it is in the main navigation.
    pub nav: bool,
    /// What it says.
    pub prose: Prose,
}
