//! A page as a reader's program meets it: tags, text and what is wrong with them.

use std::collections::BTreeMap;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// A start tag.
#[derive(Debug, Clone)]
pub struct Tag {
    /// Its name in lower case.
    pub name: String,
    /// Its attributes, names in lower case.
    pub attributes: BTreeMap<String, String>,
}

impl Tag {
    /// An attribute's value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// A text and where it stands.
#[derive(Debug, Clone)]
pub struct Text {
    /// What it says.
    pub words: String,
    /// The language of the nearest element that names one.
    pub lang: Option<String>,
    /// The elements around it, from the outside in.
    pub inside: Vec<String>,
}

/// A page, taken apart once.
#[derive(Debug, Default)]
pub struct Page {
    /// Every start tag in order.
    pub tags: Vec<Tag>,
    /// Every text that is more than white space.
    pub texts: Vec<Text>,
    /// What the standard calls an error, and elements that do not nest.
    pub wrong: Vec<String>,
}

/// Elements without content.
const VOID: [&str; 13] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

impl Page {
    /// Takes a page apart.
    pub fn parse(html: &str) -> Self {
        let mut page = Self::default();
        let mut open: Vec<(String, Option<String>)> = Vec::new();
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let is_whole = tag.self_closing;
                    let attributes = tag.attributes.iter().map(|(name, value)| (words(name), words(&value.value))).collect();
                    let tag = Tag { name: words(&tag.name), attributes };
                    if !VOID.contains(&tag.name.as_str()) && !is_whole {
                        let lang = tag.get("lang").map(str::to_owned).or_else(|| open.last().and_then(|(_, lang)| lang.clone()));
                        open.push((tag.name.clone(), lang));
                    }
                    page.tags.push(tag);
                }
                Token::EndTag(tag) => page.close(&words(&tag.name), &mut open),
                Token::String(text) => page.add_text(words(&text.value), &open),
                Token::Error(error) => page.wrong.push(format!("{} near {}", error.value.as_str(), page.near())),
                Token::Comment(_) | Token::Doctype(_) => {}
            }
        }
        page.wrong.extend(open.iter().map(|(name, _)| format!("<{name}> is never closed")));
        page
    }

    fn close(&mut self, name: &str, open: &mut Vec<(String, Option<String>)>) {
        match open.iter().rposition(|(known, _)| known == name) {
            Some(at) => {
                let crossed: Vec<String> =
                    open[at + 1..].iter().map(|(name, _)| format!("<{name}> is still open at </{} > near {}", open[at].0, self.near())).collect();
                self.wrong.extend(crossed);
                open.truncate(at);
            }
            None => self.wrong.push(format!("</{name}> closes nothing near {}", self.near())),
        }
    }

    fn add_text(&mut self, text: String, open: &[(String, Option<String>)]) {
        if !text.trim().is_empty() {
            let lang = open.last().and_then(|(_, lang)| lang.clone());
            self.texts.push(Text { words: text, lang, inside: open.iter().map(|(name, _)| name.clone()).collect() });
        }
    }

    fn near(&self) -> String {
        let tag = self.tags.last().map_or_else(String::new, |tag| format!("<{}{}>", tag.name, tag.get("id").map(|id| format!(" id={id}")).unwrap_or_default()));
        let text = self.texts.last().map_or("", |text| text.words.trim());
        format!("{tag} “{}”", text.chars().take(40).collect::<String>())
    }

    /// Every id in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().filter_map(|tag| tag.get("id"))
    }

    /// Every address that the page names: element, attribute, address.
    pub fn addresses(&self) -> impl Iterator<Item = (&Tag, &str, &str)> {
        const NAMING: [&str; 7] = ["href", "src", "action", "data", "poster", "xlink:href", "formaction"];
        self.tags.iter().flat_map(|tag| NAMING.iter().filter_map(move |name| Some((tag, *name, tag.get(name)?))))
    }

    /// All text in one string, pieces apart by spaces.
    pub fn text(&self) -> String {
        self.texts.iter().map(|text| text.words.as_str()).collect::<Vec<_>>().join(" ")
    }
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
