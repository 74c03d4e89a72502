//! Notes of other tools become inline Markdown: plain text, the HTML that editors write, and Markdown itself.
//!
//! **What comes out is a text of our own dialect**: no raw HTML, no link but to the web, nothing
//! that is mark-up by accident. It is read back, and where it does not say the same words, the
//! words alone are kept.

use crate::model::text::on_one_line;
use html5gum::{Token, Tokenizer};
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::parse::prose;

/// A plain text as Markdown that says just that.
pub fn plain(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut escaped = String::with_capacity(text.len() + 8);
    for (at, letter) in letters.iter().copied().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(at + 1).copied();
        let is_within = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let is_mark = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            '_' => !(is_within(before) && is_within(after)),
            '&' => after.is_some_and(|after| after == '#' || after.is_ascii_alphabetic()),
            _ => false,
        };
        if is_mark {
            escaped.push('\\');
        }
        if letter.is_control() && letter != '\n' {
            escaped.push(' ');
        } else {
            escaped.push(letter);
        }
    }
    tidy(&escaped)
}

/// Lines without blanks around them, and no more than one empty line between two.
fn tidy(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.split([' ', '\t', '\r', '\u{c}']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    lines.join("\n").trim().to_owned()
}

/// A label: one line of plain text, entities resolved.
pub fn label(text: &str) -> String {
    plain(&on_one_line(&words(text)))
}

/// A text without its HTML, on one line.
pub fn words(text: &str) -> String {
    let mut writer = Writer::default();
    writer.html(text);
    writer.finish();
    tidy(&writer.bare).replace('\n', " ")
}

/// A note that may hold HTML.
pub fn note(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return plain(text);
    }
    let mut writer = Writer::default();
    writer.html(text);
    writer.checked()
}

/// A note that is written in Markdown and may hold HTML.
pub fn markdown(text: &str) -> String {
    let mut writer = Writer::default();
    // Lists and tables of the source become lines; a document of its own may have them, a label may not.
    for event in pulldown_cmark::Parser::new(text) {
        writer.event(&event);
    }
    writer.checked()
}

/// A text that is being written, with the same in bare words.
#[derive(Default)]
struct Writer {
    text: String,
    bare: String,
    open: Vec<Open>,
}

struct Open {
    tag: String,
    mark: &'static str,
    destination: Option<String>,
    /// Where its text begins.
    start: usize,
}

impl Writer {
    fn say(&mut self, words: &str) {
        self.bare.push_str(words);
        let leading = words.starts_with(char::is_whitespace);
        let trailing = words.ends_with(char::is_whitespace) && !words.trim().is_empty();
        if leading {
            self.text.push(if words.starts_with('\n') { '\n' } else { ' ' });
        }
        self.text.push_str(&plain(words));
        if trailing {
            self.text.push(' ');
        }
    }

    fn line(&mut self) {
        if self.bare.ends_with('\n') || self.bare.is_empty() {
            return;
        }
        self.text.push('\n');
        self.bare.push('\n');
    }

    fn open(&mut self, tag: &str, mark: &'static str, destination: Option<String>) {
        self.open.push(Open { tag: tag.to_owned(), mark, destination, start: self.text.len() });
    }

    /// Closes the newest of a name; what was left open inside it ends with it.
    fn close(&mut self, tag: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.tag == tag) else { return };
        for open in self.open.drain(at..).rev().collect::<Vec<_>>() {
            self.wrap(&open);
        }
    }

    fn wrap(&mut self, open: &Open) {
        let inner = self.text.split_off(open.start.min(self.text.len()));
        let words = inner.trim();
        if words.is_empty() {
            self.text.push_str(&inner);
            return;
        }
        let (before, after) = (&inner[..inner.len() - inner.trim_start().len()], &inner[inner.trim_end().len()..]);
        let marked = match &open.destination {
            Some(destination) => format!("[{words}](<{destination}>)").replace('\n', " "),
            None => format!("{0}{words}{0}", open.mark),
        };
        self.text.push_str(before);
        self.text.push_str(&marked);
        self.text.push_str(after);
    }

    fn start(&mut self, tag: &str, destination: Option<&str>) {
        match tag {
            "b" | "strong" => self.open(tag, "**", None),
            "i" | "em" => self.open(tag, "*", None),
            "a" => match destination.and_then(web) {
                Some(address) => self.open(tag, "", Some(address)),
                None => self.open(tag, "", None),
            },
            "li" => {
                self.line();
                self.say("• ");
            }
            "br" | "p" | "div" | "ul" | "ol" | "tr" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre" | "hr" | "dt" | "dd" | "dl" => {
                self.line();
            }
            "td" | "th" => self.say(" "),
            _ => {}
        }
    }

    fn end(&mut self, tag: &str, destination: Option<&str>) {
        match tag {
            "b" | "strong" | "i" | "em" | "a" => self.close(tag),
            "p" | "div" | "li" | "ul" | "ol" | "tr" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre" => self.line(),
            _ => {}
        }
        // A link that leads nowhere on the web keeps its destination as words.
        if let Some(destination) = destination.filter(|_| tag == "a") {
            self.say(&format!(" ({destination})"));
        }
    }

    fn html(&mut self, html: &str) {
        let mut elsewhere: Vec<Option<String>> = Vec::new();
        for Ok(token) in Tokenizer::new(html) {
            match token {
                Token::StartTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    if !is_known(&name) {
                        self.say(&literal(&name, &tag));
                        continue;
                    }
                    let find = |wanted: &str| {
                        tag.attributes
                            .iter()
                            .find(|(key, _)| key.as_slice() == wanted.as_bytes())
                            .map(|(_, value)| String::from_utf8_lossy(value).trim().to_owned())
                    };
                    match name.as_str() {
                        "a" => {
                            let href = find("href").filter(|href| !href.is_empty());
                            self.start("a", href.as_deref());
                            elsewhere.push(href.filter(|href| web(href).is_none()));
                        }
                        "img" => self.say(&find("alt").unwrap_or_default()),
                        name => self.start(name, None),
                    }
                }
                Token::EndTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    let lost = if name == "a" { elsewhere.pop().flatten() } else { None };
                    if is_known(&name) { self.end(&name, lost.as_deref()) } else { self.say(&format!("</{name}>")) }
                }
                Token::String(words) => self.say(&String::from_utf8_lossy(&words)),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(words) => self.say(words),
            Event::Code(words) => {
                self.bare.push_str(words);
                let code = words.replace('`', "'");
                for part in ["`", code.trim(), "`"] {
                    self.text.push_str(part);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html(html),
            Event::SoftBreak => self.say(" "),
            Event::Start(Tag::Strong) => self.open("strong", "**", None),
            Event::Start(Tag::Emphasis) => self.open("em", "*", None),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => self.open("a", "", web(dest_url)),
            Event::Start(Tag::Item) => self.start("li", None),
            Event::Start(Tag::Paragraph) if self.bare.ends_with("• ") => {}
            Event::End(TagEnd::Strong) => self.close("strong"),
            Event::End(TagEnd::Emphasis) => self.close("em"),
            Event::End(TagEnd::Link | TagEnd::Image) => self.close("a"),
            Event::HardBreak
            | Event::Rule
            | Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_))
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::CodeBlock) => self.line(),
            _ => {}
        }
    }

    fn finish(&mut self) {
        while let Some(open) = self.open.pop() {
            self.wrap(&open);
        }
    }

    /// The text, if it says the same as the bare words; else those alone.
    fn checked(mut self) -> String {
        self.finish();
        let text = tidy(&self.text);
        if is_faithful(&text, &self.bare) { text } else { plain(&self.bare) }
    }
}

/// Whether a text, read as the site reads it, says these words and has no raw HTML.
fn is_faithful(text: &str, bare: &str) -> bool {
    let mut said = String::new();
    for event in prose::events(&prose::guarded(text)) {
        match event {
            Event::Text(words) | Event::Code(words) => said.push_str(&words),
            Event::SoftBreak | Event::HardBreak => said.push(' '),
            Event::Html(_) | Event::InlineHtml(_) => return false,
            _ => {}
        }
    }
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
    letters(&said) == letters(&bare.replace('`', "'")) || letters(&said) == letters(bare)
}

/// An address on the web, as it can stand in a link.
fn web(address: &str) -> Option<String> {
    let address = address.trim();
    let is_web = ["https://", "http://", "mailto:"].iter().any(|scheme| address.len() > scheme.len() && address.starts_with(scheme));
    let encoded: String = address
        .chars()
        .map(|c| match c {
            c if c.is_whitespace() || c.is_control() => "%20".to_owned(),
            '<' => "%3C".to_owned(),
            '>' => "%3E".to_owned(),
            '"' => "%22".to_owned(),
            '\\' => "%5C".to_owned(),
            '`' => "%60".to_owned(),
            '{' => "%7B".to_owned(),
            '}' => "%7D".to_owned(),
            '^' => "%5E".to_owned(),
            '|' => "%7C".to_owned(),
            c => c.to_string(),
        })
        .collect();
    (is_web && super::life::is_identifier(&encoded)).then_some(encoded)
}

/// Elements of HTML that notes are written with; anything else in angle brackets is a text.
fn is_known(tag: &str) -> bool {
    const KNOWN: [&str; 45] = [
        "a",
        "abbr",
        "b",
        "big",
        "blockquote",
        "body",
        "br",
        "center",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "hr",
        "html",
        "i",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ];
    KNOWN.contains(&tag)
}

/// What stood in angle brackets and is no HTML.
fn literal(name: &str, tag: &html5gum::StartTag<()>) -> String {
    let attributes = tag.attributes.iter().map(|(key, value)| {
        let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
        if value.is_empty() { format!(" {key}") } else { format!(" {key}=\"{value}\"") }
    });
    format!("<{name}{}>", attributes.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_of_editors_becomes_markdown() {
        for (html, expected) in [
            ("k&#228;ytt&#246;&#246;n", "käyttöön"),
            ("<b>Bold </b>and <i>so</i> on", "**Bold** and *so* on"),
            ("See <a href=\" https://example.org/a b\">that</a>.", "See [that](<https://example.org/a%20b>)."),
            ("See <a href=\"javascript:x\">that</a>.", "See that (javascript:x)."),
            ("One<br/><br/>two<ul><li>three</li><li>four</li></ul>", "One\ntwo\n• three\n• four"),
            ("<puuttuu> and 1 < 2 & 3", "\\<puuttuu> and 1 \\< 2 & 3"),
            ("a_b *c* [d] `e`", "a_b \\*c\\* \\[d\\] \\`e\\`"),
            ("<p>One</p>\n<p>Two</p>", "One\n\nTwo"),
            ("x<b>y", "x**y**"),
            ("", ""),
        ] {
            assert_eq!(note(html), expected, "{html}");
        }
    }

    #[test]
    fn markdown_keeps_its_links_and_loses_its_html() {
        let text = "See [OBSERVATION](https://example.org/#o) table.<br><br>Use CONCEPT_ID or *none*; [here](x.html) too.";
        assert_eq!(markdown(text), "See [OBSERVATION](<https://example.org/#o>) table.\nUse CONCEPT_ID or *none*; here too.");
    }

    #[test]
    fn what_is_written_says_what_was_read() {
        for text in ["**", "a*b*c", "<b>a</b>b", "<b><i>x</b></i>", "[a](b)", "&lt;b&gt;", "<a href='https://e.org/'><b>x", "\\", "~~x~~", "• "] {
            let made = note(text);
            assert!(is_faithful(&made, &words(text)), "{text} became {made}");
        }
    }
}
