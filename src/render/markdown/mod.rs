//! Markdown → HTML.
//!
//! * **Total:** what cannot be linked or drawn is shown as its text. Mistakes are findings of
//!   `check`, made by [`crate::resolve::rules::links`] from the same events.
//! * **Safe:** every `<` in the output was written by this module or by [`Links`]. Raw HTML is
//!   shown as it was typed, no address but `https:`, `http:`, `mailto:` and relative ones is
//!   linked, and there is no inline style or script.
//! * **Accessible:** tables and code that can scroll are reached by the keyboard and have names,
//!   footnotes lead there and back, and no heading is above the level that the page has room for.

mod escape;
mod footnotes;
mod writer;

#[cfg(test)]
mod tests;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::model::Id;
use crate::parse::prose;
use crate::resolve::target::{ChartRequest, Target, target};
use writer::Writer;

/// What the page that shows a text knows of links, charts and words.
pub trait Links {
    /// Where a target is, without the target's own fragment, which the renderer adds; `None` where there is no page.
    fn link(&self, target: &Target) -> Option<String>;
    /// The name of a target, without marks, and its language where that is not the page's.
    fn name(&self, target: &Target) -> Option<(String, Option<String>)>;
    /// What a target means, shown where a reader points at a link; `None` where there is nothing to say.
    fn tip(&self, _: &Target) -> Option<String> {
        None
    }
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
pub fn body(markdown: &str, placing: Placing<'_>, links: &dyn Links) -> Html {
    let events: Vec<Event<'_>> = prose::events(markdown).collect();
    let highest = events.iter().filter_map(|event| if let Event::Start(Tag::Heading { level, .. }) = event { Some(*level as u8) } else { None }).min();
    let mut writer = Writer::new(placing, highest.unwrap_or(placing.level), links, markdown.len() * 3 / 2);
    writer.run(events.into_iter());
    writer.finish()
}

/// An inline text as HTML, without a paragraph.
pub fn inline(text: &str, links: &dyn Links) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    if prose::is_plain(text) {
        escape::text(&mut out, text.trim());
        return out;
    }
    let line = prose::guarded(text);
    let mut writer = Writer::inline(links, line.len() * 3 / 2);
    writer.run(within_guard(prose::events(&line)));
    writer.finish().html
}

/// An inline text without its marks, not escaped: for titles, attributes and sorting.
pub fn plain(text: &str, links: &dyn Links) -> String {
    if prose::is_plain(text) {
        return text.trim().to_owned();
    }
    let line = prose::guarded(text);
    words(&mut within_guard(prose::events(&line)), links)
}

/// The events of a guarded line, without its paragraph and the sign that guards it.
fn within_guard<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let mut is_guarded = true;
    events.filter(|event| !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph))).map(move |event| match event {
        Event::Text(text) if std::mem::take(&mut is_guarded) => match text.strip_prefix(prose::INLINE_GUARD) {
            Some(rest) => Event::Text(rest.to_owned().into()),
            None => Event::Text(text),
        },
        event => event,
    })
}

/// What events say, without marks, up to the end of the element that has begun or to the end of all.
fn words(events: &mut dyn Iterator<Item = Event<'_>>, links: &dyn Links) -> String {
    let mut words = String::new();
    let mut depth = 0usize;
    // The depth of an automatic link that its thing's name has replaced.
    let mut replaced = None;
    for event in events {
        match event {
            Event::Start(tag) => {
                if let Tag::Link { link_type: pulldown_cmark::LinkType::Autolink, dest_url, .. } = tag
                    && replaced.is_none()
                    && let Some((name, _)) = target(&dest_url).ok().and_then(|target| links.name(&target))
                {
                    words.push_str(&name);
                    replaced = Some(depth);
                }
                depth += 1;
            }
            Event::End(_) if depth == 0 => break,
            Event::End(_) => {
                depth -= 1;
                if replaced == Some(depth) {
                    replaced = None;
                }
            }
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) if replaced.is_none() => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    words
}
