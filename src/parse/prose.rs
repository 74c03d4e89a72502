//! Markdown as it stands in a source: its links, headings and raw HTML, with their places.
//!
//! **One dialect, one parser.** What `check` finds and what a page shows come from the same
//! events: `CommonMark` with tables, footnotes, heading ids, task lists, strikethrough and
//! admonitions. Offsets count from the start of the text that was given.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// The parser of a body. Options are named one by one: the old footnotes share a bit with the new ones.
pub fn events(markdown: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    Parser::new_ext(markdown, options)
}

/// Whether a text has no sign that could be inline mark-up.
pub fn is_plain(text: &str) -> bool {
    !text.bytes().any(|byte| matches!(byte, b'\\' | b'`' | b'*' | b'_' | b'~' | b'[' | b'<' | b'&' | b'\n' | b'\r'))
}

/// Goes before an inline text, so that nothing in it can begin a block: a no-break space is
/// white space to emphasis, and to nothing else.
pub const INLINE_GUARD: char = '\u{a0}';

/// An inline text as one guarded line: `1. May` stays a text and does not become a list.
pub fn guarded(text: &str) -> String {
    let mut line = String::with_capacity(text.len() + 2);
    line.push(INLINE_GUARD);
    for (at, part) in text.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).enumerate() {
        if at > 0 {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it goes to, with escapes and entities resolved.
    pub destination: String,
    /// The place of the destination; of the whole link where the source writes it otherwise.
    pub span: Range<usize>,
    /// How it is written.
    pub form: LinkForm,
    /// Whether it stands inside a heading, a link or emphasis, where no block can be.
    pub is_within_words: bool,
}

/// How a link is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkForm {
    /// `[text](destination)`, or by a definition.
    Link,
    /// `![text](destination)`, or by a definition.
    Image,
    /// `<scheme:rest>`
    Automatic,
    /// `<name@example.org>`
    Email,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its level as written, from 1.
    pub level: u8,
    /// What it says, without marks.
    pub text: String,
    /// Its anchor: the one that is given, else one made from the text; unique in the document.
    pub id: String,
    /// Whether the anchor is given.
    pub is_given: bool,
    /// The place of the heading.
    pub span: Range<usize>,
}

/// What a text refers to and offers: the parts of it that rules look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Links and images, in order.
    pub links: Vec<Link>,
    /// Headings, in order.
    pub headings: Vec<Heading>,
    /// Places of raw HTML.
    pub raw_html: Vec<Range<usize>>,
}

/// The outline of a body. `taken` are anchors that the document already has.
pub fn outline(markdown: &str, taken: &[&str]) -> Outline {
    read(markdown, &mut Slugs::new(taken))
}

/// The outline of an inline text; its places are not those of the source.
pub fn inline_outline(text: &str) -> Outline {
    if is_plain(text) { Outline::default() } else { read(&guarded(text), &mut Slugs::new(&[])) }
}

struct Open {
    link: Link,
    whole: Range<usize>,
    definition: Option<String>,
    inner_end: usize,
    link_type: LinkType,
}

fn read(markdown: &str, slugs: &mut Slugs) -> Outline {
    let mut outline = Outline::default();
    let mut open: Vec<Open> = Vec::new();
    let mut heading: Option<(Heading, Option<String>)> = None;
    let mut words = 0u32;
    let mut events = events(markdown).into_offset_iter();
    while let Some((event, span)) = events.next() {
        if let (Some(inner), Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::SoftBreak | Event::HardBreak | Event::End(_)) =
            (open.last_mut(), &event)
        {
            inner.inner_end = if matches!(event, Event::End(TagEnd::Link | TagEnd::Image)) && span == inner.whole { inner.inner_end } else { span.end };
        }
        match event {
            Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
                open.push(opened(link_type, false, dest_url.into_string(), &id, span, words > 0 || !open.is_empty()));
            }
            Event::Start(Tag::Image { link_type, dest_url, id, .. }) => {
                open.push(opened(link_type, true, dest_url.into_string(), &id, span, words > 0 || !open.is_empty()));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(closed) = open.pop() {
                    let defined =
                        closed.definition.as_deref().and_then(|label| events.reference_definitions().get(label)).map(|definition| definition.span.clone());
                    outline.links.push(placed(closed, defined, markdown));
                }
            }
            Event::Start(Tag::Heading { level, id, .. }) => {
                words += 1;
                let given = id.filter(|id| !id.is_empty()).map(pulldown_cmark::CowStr::into_string);
                let level = level as u8;
                heading = Some((Heading { level, text: String::new(), id: String::new(), is_given: given.is_some(), span }, given));
            }
            Event::End(TagEnd::Heading(_)) => {
                words = words.saturating_sub(1);
                if let Some((mut done, given)) = heading.take() {
                    done.id = slugs.anchor(given.as_deref(), &done.text);
                    outline.headings.push(done);
                }
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => words += 1,
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => words = words.saturating_sub(1),
            Event::Html(_) | Event::InlineHtml(_) => match outline.raw_html.last_mut() {
                // A block of HTML comes line by line.
                Some(last) if last.end == span.start => last.end = span.end,
                _ => outline.raw_html.push(span),
            },
            Event::Text(text) | Event::Code(text) => {
                if let Some((heading, _)) = &mut heading {
                    heading.text.push_str(&text);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some((heading, _)) = &mut heading {
                    heading.text.push(' ');
                }
            }
            _ => {}
        }
    }
    outline
}

fn opened(link_type: LinkType, is_image: bool, destination: String, label: &str, whole: Range<usize>, is_within_words: bool) -> Open {
    let form = match link_type {
        LinkType::Autolink => LinkForm::Automatic,
        LinkType::Email => LinkForm::Email,
        _ if is_image => LinkForm::Image,
        _ => LinkForm::Link,
    };
    let by_definition = matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut);
    Open {
        link: Link { destination, span: whole.clone(), form, is_within_words },
        definition: by_definition.then(|| label.to_owned()),
        inner_end: whole.start + if is_image { 2 } else { 1 },
        whole,
        link_type,
    }
}

/// A link with the place of its destination.
fn placed(open: Open, defined: Option<Range<usize>>, markdown: &str) -> Link {
    let Open { mut link, whole, inner_end, link_type, .. } = open;
    let found = match link_type {
        LinkType::Autolink | LinkType::Email => Some(whole.start + 1..whole.end.saturating_sub(1)),
        _ => {
            let within = match defined {
                Some(definition) => definition,
                None => inner_end.min(whole.end)..whole.end,
            };
            let text = markdown.get(within.clone()).unwrap_or_default();
            (!link.destination.is_empty())
                .then(|| text.find(&link.destination))
                .flatten()
                .map(|at| within.start + at..within.start + at + link.destination.len())
        }
    };
    link.span = found.filter(|span| markdown.get(span.clone()).is_some()).unwrap_or(whole);
    link
}

/// Makes anchors from headings, each once in a document.
///
/// An anchor is lower case, without accents, with hyphens: `Näin luet sitä` is `nain-luet-sita`.
#[derive(Debug, Clone, Default)]
pub struct Slugs {
    taken: BTreeSet<String>,
}

/// Anchors that every page has.
pub const EVERYWHERE: [&str; 4] = ["main-content", "foot-more", "foot-page", "foot-site"];

impl Slugs {
    /// A maker of anchors for a document that already has some.
    pub fn new(taken: &[&str]) -> Self {
        Self { taken: taken.iter().chain(&EVERYWHERE).map(|anchor| (*anchor).to_owned()).collect() }
    }

    /// The anchor of a heading: a given one as it is, else one made from the text.
    pub fn anchor(&mut self, given: Option<&str>, text: &str) -> String {
        let wanted = match given {
            Some(given) => given.to_owned(),
            None => slug(text),
        };
        let mut anchor = wanted.clone();
        let mut number = 2;
        while given.is_none() && self.taken.contains(&anchor) {
            anchor = format!("{wanted}-{number}");
            number += 1;
        }
        self.taken.insert(anchor.clone());
        anchor
    }
}

/// A text as an anchor; `kohta` where nothing of it can stand in one.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match plain_letter(letter) {
            Some(letters) => slug.push_str(&letters),
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "kohta".to_owned() } else { slug }
}

/// A lower-case letter or digit without its accent; nothing for any other sign.
fn plain_letter(letter: char) -> Option<Cow<'static, str>> {
    Some(Cow::Borrowed(match letter {
        'å' | 'ä' | 'á' | 'à' | 'â' | 'ã' | 'ā' => "a",
        'ö' | 'ó' | 'ò' | 'ô' | 'õ' | 'ø' | 'ő' => "o",
        'é' | 'è' | 'ê' | 'ë' | 'ē' => "e",
        'í' | 'ì' | 'î' | 'ï' | 'ī' => "i",
        'ü' | 'ú' | 'ù' | 'û' | 'ū' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'š' | 'ś' | 'ș' => "s",
        'ž' | 'ź' | 'ż' | 'ʒ' | 'ǯ' => "z",
        'č' | 'ç' | 'ć' => "c",
        'ñ' | 'ń' | 'ŋ' => "n",
        'đ' | 'ð' => "d",
        'ŧ' | 'ț' => "t",
        'ǧ' | 'ǥ' => "g",
        'ǩ' => "k",
        'ł' => "l",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        // Accents of their own, as some keyboards and systems write them, and hyphens of no width.
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' => "",
        'a'..='z' | '0'..='9' => return Some(Cow::Owned(letter.to_string())),
        letter if letter.is_alphanumeric() => return Some(Cow::Owned(letter.to_string())),
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_made_of_plain_letters() {
        for (text, anchor) in [
            ("Näin luet sitä", "nain-luet-sita"),
            ("Na\u{308}in", "nain"),
            ("Åland & Öja – 51 §", "aland-oja-51"),
            ("  ÄÄKKÖSET!  ", "aakkoset"),
            ("Čáhppes giisá", "cahppes-giisa"),
            ("työ\u{ad}kyky", "tyokyky"),
            ("Ωμέγα 日本", "ωμέγα-日本"),
            ("…", "kohta"),
            ("", "kohta"),
        ] {
            assert_eq!(slug(text), anchor, "{text}");
        }
    }

    #[test]
    fn links_are_found_where_their_destinations_stand() {
        let found = |markdown: &str| -> Vec<String> {
            let outline = outline(markdown, &[]);
            outline.links.iter().map(|link| format!("{:?} {} {}", link.form, link.destination, &markdown[link.span.clone()])).collect()
        };
        for (markdown, expected) in [
            ("[a](b)", vec!["Link b b"]),
            ("ä [b b](  <b b>  \"b b\")", vec!["Link b b b b"]),
            ("[**b**](b)", vec!["Link b b"]),
            ("[![b](c)](b)", vec!["Image c c", "Link b b"]),
            ("[a][b] [b]\n\n[b]: <c> 'c'", vec!["Link c c", "Link c c"]),
            ("<ab:y> <a@b.c>", vec!["Automatic ab:y ab:y", "Email a@b.c a@b.c"]),
            ("[a](b\\)c)", vec!["Link b)c [a](b\\)c)"]),
            ("[a]()", vec!["Link  [a]()"]),
            ("[ä`]`](b)", vec!["Link b b"]),
        ] {
            assert_eq!(found(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn html_is_found_block_by_block() {
        let found = |markdown: &str| outline(markdown, &[]).raw_html;
        assert_eq!(found("a <b>c</b>\n"), [2..5, 6..10]);
        assert_eq!(found("<div>\nx\n</div>\n\ny").first(), Some(&(0..15)));
        assert_eq!(found("`<b>` a < b > c"), []);
    }

    #[test]
    fn a_guarded_line_is_one_paragraph() {
        assert_eq!(guarded("  1. a\r\n\n  - b "), "\u{a0}1. a - b");
    }
}
