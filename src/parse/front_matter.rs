//! What stands at the head of a file: the fences of front matter, and the TOML between them.

use std::ops::Range;

use toml::de::DeTable;

use super::fields::{Reading, TopTable};
use crate::diagnostic::{Diagnostic, Report};
use crate::source::SourceFile;

/// A Markdown file: its front matter, and where its body begins.
#[derive(Debug)]
pub struct Page<'a> {
    /// The front matter.
    pub matter: TopTable<'a>,
    /// Where the body begins.
    pub body: usize,
}

/// The front matter of a Markdown file; `None` where it cannot be understood, which is then reported.
pub fn page<'a>(file: &'a SourceFile, reading: &Reading<'_>) -> Option<Page<'a>> {
    let text = reading.found(|report| readable(file, report))?;
    let (matter, body) = match fences(text) {
        Fences::Found { matter, body } => (matter, body),
        Fences::Missing => {
            reading.push(
                Diagnostic::error(file, 0..0, "missing-front-matter", "the file does not begin with front matter")
                    .help("the first line is +++, then come the keys, then a line +++ again, then the text"),
            );
            return None;
        }
        Fences::Unclosed { fence } => {
            reading.push(Diagnostic::error(file, fence, "unclosed-front-matter", "the front matter has no end").help("close it with a line +++"));
            return None;
        }
    };
    let fence = text.find("+++").unwrap_or_default();
    let table = table(file, text.get(matter.clone()).unwrap_or_default(), matter.start, reading)?;
    Some(Page { matter: TopTable { file, offset: matter.start, table, header: fence..fence + 3 }, body })
}

/// A TOML file; `None` where it cannot be understood, which is then reported.
pub fn toml_file<'a>(file: &'a SourceFile, reading: &Reading<'_>) -> Option<TopTable<'a>> {
    let text = reading.found(|report| readable(file, report))?;
    let offset = text.len() - text.trim_start_matches('\u{feff}').len();
    // Nothing needs to have been removed.
    if text[offset..].trim().is_empty() && !file.path.ends_with("models/removed.toml") {
        reading.push(Diagnostic::error(file, 0..0, "empty-file", "the file is empty").help("write what it defines, or take it away"));
        return None;
    }
    let table = table(file, &text[offset..], offset, reading)?;
    Some(TopTable { file, offset, table, header: 0..0 })
}

/// What can be made out of a TOML file, however broken it is; nothing is reported.
pub fn recovered(file: &SourceFile) -> TopTable<'_> {
    let text = file.text();
    let offset = text.len() - text.trim_start_matches('\u{feff}').len();
    TopTable { file, offset, table: DeTable::parse_recoverable(&text[offset..]).0.into_inner(), header: 0..0 }
}

/// The bytes of a Markdown file's front matter, where it has any.
pub fn matter(file: &SourceFile) -> Option<Range<usize>> {
    match fences(file.text()) {
        Fences::Found { matter, .. } => Some(matter),
        Fences::Missing | Fences::Unclosed { .. } => None,
    }
}

/// Where the body of a Markdown file begins.
pub fn body(file: &SourceFile) -> Option<usize> {
    match fences(file.text()) {
        Fences::Found { body, .. } => Some(body),
        Fences::Missing | Fences::Unclosed { .. } => None,
    }
}

/// The text of a file that is UTF-8; of another, its first foreign byte is reported.
pub fn readable<'a>(file: &'a SourceFile, report: &mut Report) -> Option<&'a str> {
    if file.is_refused {
        return None;
    }
    match std::str::from_utf8(&file.bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let at = error.valid_up_to();
            report.push(Diagnostic::error(file, at..at, "not-utf-8", "the file is not UTF-8 from here on").help("save the file as UTF-8"));
            None
        }
    }
}

/// Where front matter stands.
enum Fences {
    Found { matter: Range<usize>, body: usize },
    Missing,
    Unclosed { fence: Range<usize> },
}

fn fences(text: &str) -> Fences {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut lines = Lines { text, at: start };
    let Some(first) = lines.next() else { return Fences::Missing };
    if text[first.clone()].trim_end() != "+++" {
        return Fences::Missing;
    }
    let matter = lines.at;
    while let Some(line) = lines.next() {
        if text[line.clone()].trim_end() == "+++" {
            return Fences::Found { matter: matter..line.start, body: lines.at };
        }
    }
    Fences::Unclosed { fence: first.start..first.start + 3 }
}

/// The lines of a text, each with its end.
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
        let line = self.at..self.at + length;
        self.at = line.end;
        Some(line)
    }
}

/// The top table of TOML.
///
/// What is wrong with the syntax is reported whole, and then the table is not looked at: what could
/// be read of it would only make errors that are none. A day that does not exist and a key that is
/// there twice leave the rest of the table as it is.
fn table<'a>(file: &SourceFile, toml: &'a str, offset: usize, reading: &Reading<'_>) -> Option<DeTable<'a>> {
    let (table, errors) = DeTable::parse_recoverable(toml);
    let mut understood = true;
    let mut line = None;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let place = span.start + offset..span.end + offset;
        let words = toml.get(span.clone()).unwrap_or_default();
        let diagnostic = if is_like_a_date(words) {
            Diagnostic::error(file, place, "impossible-date", format!("there is no date `{words}`")).help("dates are written as 2024-01-31")
        } else if error.message().starts_with("duplicate key") {
            Diagnostic::error(file, place, "duplicate-key", format!("the key `{}` is here twice", words.trim_matches(['"', '\''])))
                .help("keep one of the two; a list of tables has double brackets: [[…]]")
        } else {
            understood = false;
            // What follows on the line follows from it.
            let this = toml.get(..span.start).map(|before| before.matches('\n').count());
            if std::mem::replace(&mut line, this) == this && this.is_some() {
                continue;
            }
            Diagnostic::error(file, place, "toml-syntax", format!("this is not TOML: {}", error.message())).help("https://toml.io/en/v1.0.0 tells the syntax")
        };
        reading.push(diagnostic);
    }
    understood.then(|| table.into_inner())
}

/// Whether a text is meant as a day: `2023-02-30`.
fn is_like_a_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 8
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4] == b'-'
        && bytes.iter().all(|byte| byte.is_ascii_digit() || b"-:.TtZz +".contains(byte))
}
