//! The events of a body, one after the other, as HTML.

use std::fmt::Write as _;
use std::iter::Peekable;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use super::footnotes::Footnotes;
use super::{Heading, Html, Links, Placing, escape, words};
use crate::parse::prose::Slugs;
use crate::resolve::target::{Target, target};

/// An element that has begun, and what its end needs.
enum Open {
    /// Ends with a tag.
    Tag(&'static str),
    /// A paragraph, and where it begins in the output.
    Paragraph(usize),
    /// A heading: where it begins in the output, and its level; its words are gathered apart.
    Heading { start: usize, level: u8, given: Option<String>, written: String },
    /// Raw HTML, and where it begins in the output.
    RawHtml(usize),
    /// A footnote: its label, and the output that goes on after it.
    Footnote(String, String),
    /// A table: the alignment of its columns.
    Table(Vec<Alignment>),
    /// A row, and the next column; `true` in the head.
    Row(usize, bool),
    /// Something inline that ends with nothing: a link to nowhere.
    Nothing,
}

/// Writes one body.
pub struct Writer<'a> {
    links: &'a dyn Links,
    prefix: &'a str,
    level: u8,
    highest: u8,
    out: String,
    open: Vec<Open>,
    slugs: Slugs,
    headings: Vec<Heading>,
    footnotes: Footnotes,
    tables: usize,
    is_inline: bool,
}

impl<'a> Writer<'a> {
    /// A writer for a body whose highest heading has some level.
    pub fn new(placing: Placing<'a>, highest: u8, links: &'a dyn Links, capacity: usize) -> Self {
        Self {
            links,
            prefix: placing.prefix,
            level: placing.level,
            highest,
            out: String::with_capacity(capacity),
            open: Vec::new(),
            slugs: Slugs::new(placing.taken),
            headings: Vec::new(),
            footnotes: Footnotes::default(),
            tables: 0,
            is_inline: false,
        }
    }

    /// A writer for an inline text, which has no room for blocks.
    pub fn inline(links: &'a dyn Links, capacity: usize) -> Self {
        Self { is_inline: true, ..Self::new(Placing::default(), 2, links, capacity) }
    }

    /// Writes all events.
    pub fn run<'e>(&mut self, events: impl Iterator<Item = Event<'e>>) {
        let mut events = events.peekable();
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::Image { dest_url, title, .. }) => self.image(&dest_url, &title, &mut events),
                Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }) => self.automatic(&dest_url, &mut events),
                Event::Start(tag) => {
                    let is_empty = matches!((&tag, events.peek()), (Tag::TableCell, Some(Event::End(_))));
                    self.begin(tag, is_empty);
                }
                Event::End(tag) => self.end(tag),
                Event::Text(text) => {
                    self.gather(&text);
                    escape::text(&mut self.out, &text);
                }
                Event::Code(text) => {
                    self.gather(&text);
                    self.out.push_str("<code>");
                    escape::text(&mut self.out, &text);
                    self.out.push_str("</code>");
                }
                Event::InlineHtml(text) if text.starts_with("<!--") => {}
                Event::FootnoteReference(label) => self.footnotes.call(&mut self.out, &label, self.prefix, self.links),
                Event::SoftBreak => {
                    self.gather(" ");
                    if !self.is_at_start_of_paragraph() {
                        self.out.push('\n');
                    }
                }
                Event::HardBreak => {
                    self.gather(" ");
                    if !self.is_at_start_of_paragraph() {
                        self.out.push_str("<br>\n");
                    }
                }
                Event::Rule => {
                    self.fresh_line();
                    self.out.push_str("<hr>\n");
                }
                Event::TaskListMarker(is_done) => self.task(is_done),
                Event::Html(text) | Event::InlineHtml(text) | Event::InlineMath(text) | Event::DisplayMath(text) => escape::text(&mut self.out, &text),
            }
        }
    }

    /// The body, with its footnotes at the end.
    pub fn finish(mut self) -> Html {
        self.footnotes.finish(&mut self.out, self.prefix, self.links);
        Html { html: self.out, headings: self.headings }
    }

    /// Begins a line for a block that follows words in an item of a list.
    fn fresh_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') && !self.out.ends_with("<li>") {
            self.out.push('\n');
        }
    }

    fn begin(&mut self, tag: Tag<'_>, is_empty: bool) {
        if is_block(&tag) {
            self.fresh_line();
        }
        let open = match tag {
            Tag::Paragraph => {
                self.out.push_str("<p>");
                Open::Paragraph(self.out.len() - 3)
            }
            Tag::Heading { level, id, .. } => {
                let given = id.filter(|id| !id.is_empty()).map(CowStr::into_string);
                Open::Heading { start: self.out.len(), level: level as u8, given, written: String::new() }
            }
            Tag::BlockQuote(Some(kind)) => {
                self.admonition(kind);
                Open::Tag("</div>\n")
            }
            Tag::BlockQuote(None) => self.tag("<blockquote>\n", "</blockquote>\n"),
            Tag::CodeBlock(kind) => {
                self.code_block(&kind);
                Open::Tag("</code></pre>\n")
            }
            Tag::HtmlBlock => {
                let start = self.out.len();
                self.out.push_str("<p>");
                Open::RawHtml(start)
            }
            Tag::List(None) => self.tag("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.tag("<ol>\n", "</ol>\n"),
            Tag::List(Some(start)) => {
                let _ = writeln!(self.out, "<ol start=\"{start}\">");
                Open::Tag("</ol>\n")
            }
            Tag::Item => self.tag("<li>", "</li>\n"),
            Tag::FootnoteDefinition(label) => Open::Footnote(label.into_string(), std::mem::take(&mut self.out)),
            Tag::Table(alignments) => {
                self.table();
                Open::Table(alignments)
            }
            Tag::TableHead => {
                self.out.push_str("<thead><tr>");
                Open::Row(0, true)
            }
            Tag::TableRow => {
                self.out.push_str("<tr>");
                Open::Row(0, false)
            }
            Tag::TableCell => self.cell(is_empty),
            Tag::Emphasis => self.tag("<em>", "</em>"),
            Tag::Strong => self.tag("<strong>", "</strong>"),
            Tag::Strikethrough => self.tag("<del>", "</del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link(link_type, &dest_url, &title),
            // Read by `run`, or not asked of the parser.
            Tag::Image { .. }
            | Tag::Superscript
            | Tag::Subscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => Open::Nothing,
        };
        self.open.push(open);
    }

    fn end(&mut self, tag: TagEnd) {
        match self.open.pop() {
            Some(Open::Tag(end)) => self.out.push_str(end),
            Some(Open::Paragraph(start)) => self.end_paragraph(start),
            Some(Open::Heading { start, level, given, written }) => self.end_heading(start, level, given.as_deref(), &written),
            Some(Open::RawHtml(start)) => self.end_raw_html(start),
            Some(Open::Footnote(label, outer)) => {
                let html = std::mem::replace(&mut self.out, outer);
                self.footnotes.tell(&label, html);
            }
            Some(Open::Table(_)) => self.out.push_str("</tbody></table></div>\n"),
            Some(Open::Row(..)) => self.out.push_str(if tag == TagEnd::TableHead { "</tr></thead>\n<tbody>\n" } else { "</tr>\n" }),
            Some(Open::Nothing) | None => {}
        }
    }

    fn tag(&mut self, start: &str, end: &'static str) -> Open {
        self.out.push_str(start);
        Open::Tag(end)
    }

    /// Gathers the words of a heading as the source writes them: its anchor is made from those.
    fn gather(&mut self, text: &str) {
        for open in self.open.iter_mut().rev() {
            if let Open::Heading { written, .. } = open {
                written.push_str(text);
                return;
            }
        }
    }

    fn end_paragraph(&mut self, start: usize) {
        let text = self.out[start + 3..].trim_end_matches('\n');
        if text.is_empty() {
            self.out.truncate(start);
        } else {
            self.out.truncate(start + 3 + text.len());
            self.out.push_str("</p>\n");
        }
    }

    fn end_raw_html(&mut self, start: usize) {
        let text = self.out[start + 3..].trim_end();
        if text.starts_with("&lt;!--") && text.ends_with("--&gt;") {
            self.out.truncate(start);
        } else {
            self.out.truncate(start + 3 + text.len());
            self.out.push_str("</p>\n");
        }
    }

    /// A heading with its anchor and a link to it.
    fn end_heading(&mut self, start: usize, level: u8, given: Option<&str>, written: &str) {
        let level = (self.level + level - self.highest.min(level)).min(6);
        let id = self.slugs.anchor(given, written);
        let html = self.out.split_off(start);
        let text = without_tags(&html);
        let out = &mut self.out;
        let _ = write!(out, "<h{level} id=\"");
        escape::attribute(out, &id);
        let _ = write!(out, "\">{html} <a class=\"anchor\" href=\"#");
        escape::address(out, &id);
        out.push_str("\" aria-label=\"");
        escape::attribute(out, &self.links.word("permalink"));
        out.push_str(": ");
        escape::attribute(out, &text);
        let _ = writeln!(out, "\">#</a></h{level}>");
        self.headings.push(Heading { level, id, text });
    }

    fn admonition(&mut self, kind: BlockQuoteKind) {
        let key = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        let _ = write!(self.out, "<div class=\"note note--{key}\" role=\"note\">\n<p class=\"note__title\">");
        escape::text(&mut self.out, &self.links.word(key));
        self.out.push_str("</p>\n");
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        self.out.push_str("<pre tabindex=\"0\"><code");
        if let CodeBlockKind::Fenced(info) = kind
            && let Some(language) = info.split_whitespace().next()
        {
            self.out.push_str(" class=\"language-");
            escape::attribute(&mut self.out, language);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// The frame of a table, which has a name of its own on the page.
    fn table(&mut self) {
        self.tables += 1;
        self.out.push_str("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        escape::attribute(&mut self.out, &self.links.word("table"));
        let _ = write!(self.out, " {}", self.tables);
        if let Some(heading) = self.headings.last() {
            self.out.push_str(": ");
            escape::attribute(&mut self.out, &heading.text);
        }
        self.out.push_str("\"><table>");
    }

    fn cell(&mut self, is_empty: bool) -> Open {
        let (column, is_head) = match self.open.last_mut() {
            Some(Open::Row(next, is_head)) => {
                *next += 1;
                (*next - 1, *is_head)
            }
            _ => (0, false),
        };
        let alignment = self.open.iter().rev().find_map(|open| if let Open::Table(columns) = open { columns.get(column).copied() } else { None });
        // An empty heading cell names nothing.
        let is_heading = is_head && !is_empty;
        self.out.push_str(if is_heading { "<th scope=\"col\"" } else { "<td" });
        self.out.push_str(match alignment {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            Some(Alignment::None) | None => ">",
        });
        Open::Tag(if is_heading { "</th>" } else { "</td>" })
    }

    fn task(&mut self, is_done: bool) {
        let (word, checked) = if is_done { ("task-done", " checked") } else { ("task-open", "") };
        let _ = write!(self.out, "<input type=\"checkbox\" disabled{checked} aria-label=\"");
        escape::attribute(&mut self.out, &self.links.word(word));
        self.out.push_str("\"> ");
    }

    fn link(&mut self, link_type: LinkType, destination: &str, title: &str) -> Open {
        let target = if link_type == LinkType::Email { target(&format!("mailto:{destination}")).ok() } else { target(destination).ok() };
        match target.as_ref().and_then(|target| self.href(target)) {
            Some(href) => {
                let tip = target.as_ref().and_then(|target| self.links.tip(target));
                self.start_link(&href, title, tip.as_deref());
                Open::Tag("</a>")
            }
            None => Open::Nothing,
        }
    }

    fn start_link(&mut self, href: &str, title: &str, tip: Option<&str>) {
        self.out.push_str("<a href=\"");
        escape::address(&mut self.out, href);
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            escape::attribute(&mut self.out, title);
        }
        if let Some(tip) = tip {
            self.out.push_str("\" data-tip=\"");
            escape::attribute(&mut self.out, tip);
        }
        self.out.push_str("\">");
    }

    /// Where a target is, with its fragment; only if nothing there can act.
    fn href(&self, target: &Target) -> Option<String> {
        let href = match target {
            Target::External(address) => address.clone(),
            Target::Anchor(id) => format!("#{id}"),
            Target::Thing(_, Some(fragment)) | Target::File(_, Some(fragment)) => format!("{}#{fragment}", self.links.link(target)?),
            Target::Thing(_, None) | Target::File(_, None) | Target::Concept(_) | Target::Chart(_) | Target::Diagram(_) => self.links.link(target)?,
        };
        escape::is_safe_address(&href).then_some(href)
    }

    /// A link that is written as nothing but its address: a thing goes by its name.
    fn automatic<'e>(&mut self, destination: &str, events: &mut Peekable<impl Iterator<Item = Event<'e>>>) {
        let shown = words(events, self.links);
        self.gather(&shown);
        let target = target(destination).ok();
        let name = target.as_ref().filter(|target| !matches!(target, Target::External(_))).and_then(|target| self.links.name(target));
        let href = target.as_ref().and_then(|target| self.href(target));
        if let Some(href) = &href {
            let tip = target.as_ref().and_then(|target| self.links.tip(target));
            self.start_link(href, "", tip.as_deref());
        }
        match name {
            Some((name, Some(language))) => {
                self.out.push_str("<span lang=\"");
                escape::attribute(&mut self.out, &language);
                self.out.push_str("\">");
                escape::text(&mut self.out, &name);
                self.out.push_str("</span>");
            }
            Some((name, None)) => escape::text(&mut self.out, &name),
            None => escape::text(&mut self.out, &shown),
        }
        if href.is_some() {
            self.out.push_str("</a>");
        }
    }

    fn image<'e>(&mut self, destination: &str, title: &str, events: &mut Peekable<impl Iterator<Item = Event<'e>>>) {
        let alt = words(events, self.links);
        self.gather(&alt);
        let target = target(destination).ok();
        match &target {
            Some(Target::Chart(request)) if self.has_room_for_block() => {
                let html = self.links.chart(request, &alt);
                self.block(&html);
            }
            Some(Target::Diagram(model)) if self.has_room_for_block() => {
                let html = self.links.diagram(model, &alt);
                self.block(&html);
            }
            Some(Target::File(..)) => match target.as_ref().and_then(|target| self.href(target)) {
                Some(source) => self.picture(&source, &alt, title),
                None => escape::text(&mut self.out, &alt),
            },
            // Pictures are not fetched from elsewhere: their place is linked.
            Some(Target::External(address)) if !self.is_in_link() => {
                self.start_link(address, title, None);
                escape::text(&mut self.out, if alt.is_empty() { address } else { &alt });
                self.out.push_str("</a>");
            }
            _ => escape::text(&mut self.out, &alt),
        }
    }

    fn picture(&mut self, source: &str, alt: &str, title: &str) {
        self.out.push_str("<img src=\"");
        escape::address(&mut self.out, source);
        self.out.push_str("\" alt=\"");
        escape::attribute(&mut self.out, alt);
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            escape::attribute(&mut self.out, title);
        }
        self.out.push_str("\">");
    }

    /// Whether a block may stand here: in a paragraph, which is then interrupted, or in what holds blocks.
    fn has_room_for_block(&self) -> bool {
        let is_open =
            matches!(self.open.last(), None | Some(Open::Paragraph(_) | Open::Footnote(..) | Open::Tag("</li>\n" | "</td>" | "</div>\n" | "</blockquote>\n")));
        is_open && !self.is_inline
    }

    fn is_in_link(&self) -> bool {
        self.open.iter().any(|open| matches!(open, Open::Tag("</a>")))
    }

    fn is_at_start_of_paragraph(&self) -> bool {
        matches!(self.open.last(), Some(Open::Paragraph(start)) if self.out.len() == start + 3)
    }

    /// Writes a block; a paragraph around it ends before and goes on after.
    fn block(&mut self, html: &str) {
        let Some(Open::Paragraph(start)) = self.open.last() else {
            self.out.push_str(html);
            return;
        };
        self.end_paragraph(*start);
        self.out.push_str(html);
        if !html.ends_with('\n') {
            self.out.push('\n');
        }
        let start = self.out.len();
        self.out.push_str("<p>");
        if let Some(open) = self.open.last_mut() {
            *open = Open::Paragraph(start);
        }
    }
}

const fn is_block(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::List(_) | Tag::Item | Tag::Table(_))
}

/// The text of HTML that this module has written, entities resolved.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = rest[at..].split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    if text.contains('&') {
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
    }
    text.trim().replace('\n', " ")
}
