//! Markdown → HTML. Total: what cannot be linked or drawn is shown as its text.

use crate::model::Id;
use crate::resolve::target::{ChartRequest, Target};

/// What the page that shows a text knows of links, charts and words.
pub trait Links {
    /// Where a target is, without the target's own fragment, which the renderer adds; `None` where there is no page.
    fn link(&self, target: &Target) -> Option<String>;
    /// The name of a target, without marks, and its language where that is not the page's.
    fn name(&self, target: &Target) -> Option<(String, Option<String>)>;
    /// A chart as a block of HTML.
    fn chart(&self, request: &ChartRequest, alt: &str) -> String;
    /// The diagram of a concept model as a block of HTML.
    fn diagram(&self, model: &Id, alt: &str) -> String;
    /// A word of the interface: see [`WORDS`].
    fn word(&self, key: &str) -> String;
}

/// The keys that the renderer asks [`Links::word`] for.
pub const WORDS: [&str; 12] =
    ["note", "tip", "important", "warning", "caution", "permalink", "table", "footnote", "footnotes", "footnote-back", "task-done", "task-open"];

/// Links of a text that is shown where nothing can be linked.
#[derive(Debug, Clone, Copy)]
pub struct NoLinks;

impl Links for NoLinks {
    fn link(&self, _: &Target) -> Option<String> {
        None
    }

    fn name(&self, _: &Target) -> Option<(String, Option<String>)> {
        None
    }

    fn chart(&self, _: &ChartRequest, _: &str) -> String {
        String::new()
    }

    fn diagram(&self, _: &Id, _: &str) -> String {
        String::new()
    }

    fn word(&self, key: &str) -> String {
        key.to_owned()
    }
}

/// How a body stands on its page.
#[derive(Debug, Clone, Copy)]
pub struct Placing<'a> {
    /// The level of its highest headings: 2 where the page has its own h1.
    pub level: u8,
    /// Goes before ids that the renderer makes for footnotes, where a page shows several bodies.
    pub prefix: &'a str,
    /// Anchors that the page already has: ids of questions and requirements.
    pub taken: &'a [&'a str],
}

impl Default for Placing<'_> {
    fn default() -> Self {
        Self { level: 2, prefix: "", taken: &[] }
    }
}

/// A body as HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html {
    /// The blocks.
    pub html: String,
    /// The headings, for a table of contents.
    pub headings: Vec<Heading>,
}

/// A heading of a body, as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The level as shown.
    pub level: u8,
    /// The anchor.
    pub id: String,
    /// What it says, without marks.
    pub text: String,
}

/// A body as HTML.
pub fn body(_markdown: &str, _placing: Placing<'_>, _links: &dyn Links) -> Html {
    Html::default()
}

/// An inline text as HTML, without a paragraph.
pub fn inline(text: &str, _links: &dyn Links) -> String {
    text.to_owned()
}

/// An inline text without its marks, not escaped: for titles, attributes and sorting.
pub fn plain(text: &str, _links: &dyn Links) -> String {
    text.to_owned()
}
