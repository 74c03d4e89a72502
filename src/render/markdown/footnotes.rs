//! Footnotes: numbered in the order in which they are called, told at the end.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Links;
use super::escape;

/// The footnotes of a body.
#[derive(Debug, Default)]
pub struct Footnotes {
    numbers: BTreeMap<String, usize>,
    calls: Vec<usize>,
    told: BTreeMap<String, String>,
}

impl Footnotes {
    /// Writes a call of a footnote.
    pub fn call(&mut self, out: &mut String, label: &str, prefix: &str, links: &dyn Links) {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(label.to_lowercase()).or_insert(next);
        if number > self.calls.len() {
            self.calls.push(0);
        }
        self.calls[number - 1] += 1;
        let id = calling(prefix, number, self.calls[number - 1]);
        let _ = write!(out, "<sup><a id=\"{id}\" href=\"#{prefix}fn_{number}\" role=\"doc-noteref\" aria-label=\"");
        escape::attribute(out, &links.word("footnote"));
        let _ = write!(out, " {number}\">{number}</a></sup>");
    }

    /// Keeps what a footnote says until the end.
    pub fn tell(&mut self, label: &str, html: String) {
        self.told.entry(label.to_lowercase()).or_insert(html);
    }

    /// Writes the footnotes that are called.
    pub fn finish(mut self, out: &mut String, prefix: &str, links: &dyn Links) {
        let mut called: Vec<(usize, &String)> = self.numbers.iter().map(|(label, number)| (*number, label)).collect();
        called.sort_unstable();
        if called.is_empty() {
            return;
        }
        out.push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        escape::attribute(out, &links.word("footnotes"));
        out.push_str("\">\n<ol>\n");
        for (number, label) in called {
            let html = self.told.remove(label).unwrap_or_default();
            let (html, end) = match html.trim_end().strip_suffix("</p>") {
                Some(html) => (html, "</p>"),
                None => (html.trim_end(), ""),
            };
            let _ = write!(out, "<li id=\"{prefix}fn_{number}\">{html}");
            for call in 1..=self.calls[number - 1] {
                let _ = write!(out, " <a href=\"#{}\" role=\"doc-backlink\" aria-label=\"", calling(prefix, number, call));
                escape::attribute(out, &links.word("footnote-back"));
                let _ = write!(out, " {number}{}\">\u{21a9}</a>", if call > 1 { format!(" ({call})") } else { String::new() });
            }
            out.push_str(end);
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n</section>\n");
    }
}

/// The anchor of a call. An underscore is in no anchor that is made from a heading.
fn calling(prefix: &str, number: usize, call: usize) -> String {
    if call == 1 { format!("{prefix}fnref_{number}") } else { format!("{prefix}fnref_{number}_{call}") }
}
