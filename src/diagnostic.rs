//! What can be wrong, where, and what to do: findings, and the forms they are printed in.
//!
//! **A finding knows its place in full** (file, line, column, the line itself), so that a report
//! can be printed without the sources it was made from. Findings are rare, so the place is worked
//! out when one is made.

use std::fmt::Write as _;
use std::ops::Range;

use serde::Serialize;

pub use crate::source::Place;
use crate::source::{Refused, SourceFile};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// Published, but somebody should look; `--deny warnings` makes it an error.
    Warning,
    /// Worth knowing; never stops anything.
    Note,
}

impl Severity {
    /// The word a report uses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad.
    pub severity: Severity,
    /// Which rule found it; `virta explain` has a paragraph on each.
    pub rule: &'static str,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What to do next.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a range of bytes of a file.
    pub fn error(file: &SourceFile, span: Range<usize>, rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, file.place(span), rule, message)
    }

    /// A warning at a range of bytes of a file.
    pub fn warning(file: &SourceFile, span: Range<usize>, rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, file.place(span), rule, message)
    }

    /// A finding at a place.
    pub fn new(severity: Severity, place: Place, rule: &'static str, message: impl Into<String>) -> Self {
        #[cfg(test)]
        assert!(crate::resolve::explain(rule).is_some(), "the rule `{rule}` has no paragraph in resolve/rules/table.rs");
        Self { severity, rule, message: shortened(message.into()), place, help: None }
    }

    /// Says what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(shortened(help.into()));
        self
    }

    /// Suggests the nearest of the names that would do, else says the general thing.
    #[must_use]
    pub fn suggest<'a>(self, asked: &str, names: impl IntoIterator<Item = &'a str>, otherwise: impl Into<String>) -> Self {
        match nearest(asked, names) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None => self.help(otherwise),
        }
    }
}

impl From<Refused> for Diagnostic {
    fn from(refused: Refused) -> Self {
        let Refused { path, rule, message, help } = refused;
        Self::new(Severity::Error, Place::of_file(&path), rule, message).help(help)
    }
}

/// The findings of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// In the order of files, lines and columns once [`sorted`](Self::sorted).
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Adds one finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Takes in the findings of another report.
    pub fn extend(&mut self, other: Self) {
        self.diagnostics.extend(other.diagnostics);
    }

    /// In reading order, each finding once.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.diagnostics
            .sort_by(|a, b| (&a.place.release, &a.place, a.severity, a.rule, &a.message).cmp(&(&b.place.release, &b.place, b.severity, b.rule, &b.message)));
        self.diagnostics.dedup();
        self
    }

    /// How many findings of one severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Whether anything stops the run.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// The findings without the notes, for commands that do something else than check.
    #[must_use]
    pub fn without_notes(&self) -> Self {
        Self { diagnostics: self.diagnostics.iter().filter(|diagnostic| diagnostic.severity != Severity::Note).cloned().collect() }
    }

    /// The findings that stop the run.
    #[must_use]
    pub fn errors_only(&self) -> Self {
        Self { diagnostics: self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).cloned().collect() }
    }

    /// Turns every warning into an error.
    #[must_use]
    pub fn denying_warnings(mut self) -> Self {
        for diagnostic in &mut self.diagnostics {
            if diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
        }
        self
    }

    /// What cannot be read or must not be disclosed stays an error; the rest becomes notes, and notes are left out.
    ///
    /// Frozen releases are judged so: nobody can mend them any more.
    #[must_use]
    pub fn judged_mildly(mut self, stays_an_error: impl Fn(&str) -> bool) -> Self {
        self.diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Note);
        for diagnostic in &mut self.diagnostics {
            if !stays_an_error(diagnostic.rule) {
                diagnostic.severity = Severity::Note;
            }
        }
        self
    }

    /// The form for people, in the words and columns of contract §2.
    pub fn human(&self, colour: bool) -> String {
        let mut out = String::new();
        for diagnostic in &self.diagnostics {
            human(&mut out, diagnostic, colour);
        }
        out
    }

    /// The form for programs.
    pub fn json(&self) -> String {
        let json = JsonReport {
            diagnostics: self.diagnostics.iter().map(JsonDiagnostic::from).collect(),
            errors: self.count(Severity::Error),
            warnings: self.count(Severity::Warning),
        };
        let mut out = serde_json::to_string_pretty(&json).unwrap_or_default();
        out.push('\n');
        out
    }

    /// Workflow commands, which GitHub and Forgejo show beside the lines of a change.
    pub fn github(&self) -> String {
        let mut out = String::new();
        for diagnostic in &self.diagnostics {
            let place = &diagnostic.place;
            let word = if diagnostic.severity == Severity::Note { "notice" } else { diagnostic.severity.word() };
            let mut message = diagnostic.message.clone();
            if let Some(help) = &diagnostic.help {
                let _ = write!(message, "\nhelp: {help}");
            }
            let _ = writeln!(
                out,
                "::{word} file={},line={},col={},endLine={},endColumn={},title={}::{}",
                github_property(&place.path()),
                place.line,
                place.column,
                place.end_line,
                place.end_column,
                diagnostic.rule,
                github_message(&message),
            );
        }
        out
    }

    /// SARIF 2.1.0, for code-scanning dashboards; `explain` gives the paragraph of a rule.
    pub fn sarif(&self, explain: impl Fn(&str) -> Option<&'static str>) -> String {
        let results: Vec<serde_json::Value> = self
            .diagnostics
            .iter()
            .map(|diagnostic| {
                let place = &diagnostic.place;
                let text = match &diagnostic.help {
                    Some(help) => format!("{}\nhelp: {help}", diagnostic.message),
                    None => diagnostic.message.clone(),
                };
                serde_json::json!({
                    "ruleId": diagnostic.rule,
                    "level": diagnostic.severity.word(),
                    "message": { "text": text },
                    "locations": [{ "physicalLocation": {
                        "artifactLocation": { "uri": place.path() },
                        "region": {
                            "startLine": place.line, "startColumn": place.column,
                            "endLine": place.end_line, "endColumn": place.end_column,
                        },
                    } }],
                })
            })
            .collect();
        let mut rules: Vec<&str> = self.diagnostics.iter().map(|diagnostic| diagnostic.rule).collect();
        rules.sort_unstable();
        rules.dedup();
        let rules: Vec<serde_json::Value> =
            rules.into_iter().map(|rule| serde_json::json!({ "id": rule, "shortDescription": { "text": explain(rule).unwrap_or(rule) } })).collect();
        let log = serde_json::json!({
            "version": "2.1.0",
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "runs": [{ "tool": { "driver": { "name": "virta", "version": env!("CARGO_PKG_VERSION"), "rules": rules } }, "results": results }],
        });
        let mut out = serde_json::to_string_pretty(&log).unwrap_or_default();
        out.push('\n');
        out
    }
}

#[derive(Serialize)]
struct JsonReport<'a> {
    diagnostics: Vec<JsonDiagnostic<'a>>,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    rule: &'a str,
    severity: Severity,
    file: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    message: &'a str,
    help: Option<&'a str>,
}

impl<'a> From<&'a Diagnostic> for JsonDiagnostic<'a> {
    fn from(diagnostic: &'a Diagnostic) -> Self {
        let Diagnostic { severity, rule, message, place, help } = diagnostic;
        Self {
            rule,
            severity: *severity,
            file: place.path(),
            line: place.line,
            column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
            message,
            help: help.as_deref(),
        }
    }
}

/// Writes one finding: what, where, the line, what next. A note is one line, since there can be many of them.
fn human(out: &mut String, diagnostic: &Diagnostic, colour: bool) {
    let place = &diagnostic.place;
    if diagnostic.severity == Severity::Note {
        let _ = writeln!(out, "note[{}]: {}:{}:{}: {}", diagnostic.rule, visible(&place.path()), place.line, place.column, visible(&diagnostic.message));
        return;
    }
    let (strong, blue, plain) = if colour { (severity_colour(diagnostic.severity), "\u{1b}[1;34m", "\u{1b}[0m") } else { ("", "", "") };
    let _ = writeln!(out, "{strong}{}[{}]{plain}: {}", diagnostic.severity.word(), diagnostic.rule, visible(&diagnostic.message));
    let _ = writeln!(out, "{blue} -->{plain} {}:{}:{}", visible(&place.path()), place.line, place.column);
    if let Some(text) = &place.text {
        let before: String = text.chars().take(place.column as usize - 1).collect();
        let marked = if place.end_line > place.line {
            text.chars().count().saturating_sub(before.chars().count())
        } else {
            (place.end_column.saturating_sub(place.column)) as usize
        };
        // A line of data can be long: the window around the mark is what helps.
        let (window, indent) = window(text, before.chars().count(), marked.max(1));
        let _ = writeln!(out, "{blue}{:>4} |{plain} {window}", place.line);
        let _ = writeln!(out, "{blue}     |{plain} {}{strong}{}{plain}", " ".repeat(indent), "^".repeat(marked.clamp(1, 80)));
    }
    if let Some(help) = &diagnostic.help {
        let mut lines = help.lines();
        let _ = writeln!(out, "{blue}     ={plain} help: {}", visible(lines.next().unwrap_or_default()));
        for line in lines {
            let _ = writeln!(out, "             {}", visible(line));
        }
    }
}

/// The part of a line that is shown, and where in it the mark begins.
fn window(text: &str, column: usize, marked: usize) -> (String, usize) {
    const WIDTH: usize = 120;
    let length = text.chars().count();
    if length <= WIDTH {
        return (visible(text), column);
    }
    let start = column.saturating_sub(WIDTH / 3).min(length.saturating_sub(WIDTH));
    let shown: String = text.chars().skip(start).take(WIDTH.max(marked.min(WIDTH))).collect();
    let (lead, offset) = if start > 0 { ("…", 1) } else { ("", 0) };
    let trail = if start + WIDTH < length { "…" } else { "" };
    (format!("{lead}{}{trail}", visible(&shown)), column - start + offset)
}

/// Control and direction characters cannot act on the terminal; each is shown as one sign.
fn visible(text: &str) -> String {
    let hidden = |c: char| c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    if !text.contains(hidden) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| {
            if c == '\t' {
                ' '
            } else if hidden(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// A sentence whose words have a length that can be read: a message may quote any value of a source.
fn shortened(text: String) -> String {
    const LONGEST: usize = 160;
    const SHOWN: usize = 80;
    if text.len() <= LONGEST || text.split(' ').all(|word| word.len() <= LONGEST) {
        return text;
    }
    let short = |word: &str| match word.char_indices().nth(SHOWN) {
        Some((at, _)) if word.len() > LONGEST => format!("{}…{}", &word[..at], if word.ends_with('`') { "`" } else { "" }),
        _ => word.to_owned(),
    };
    text.split(' ').map(short).collect::<Vec<String>>().join(" ")
}

const fn severity_colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "\u{1b}[1;31m",
        Severity::Warning => "\u{1b}[1;33m",
        Severity::Note => "\u{1b}[1;36m",
    }
}

fn github_message(text: &str) -> String {
    let escaped = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    visible(&escaped)
}

fn github_property(text: &str) -> String {
    github_message(text).replace(':', "%3A").replace(',', "%2C")
}

/// The name nearest to what was written, if one is near enough to be meant.
pub fn nearest<'a>(asked: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (asked.chars().count() / 3).clamp(1, 4);
    names
        .into_iter()
        .filter(|name| !name.is_empty())
        .map(|name| (distance(asked, name, limit), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// Insertions, deletions, exchanges and swapped neighbours between two words, case aside.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().collect();
    let b: Vec<char> = b.to_lowercase().chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (row[j - 1] + cost).min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            next[j] = best;
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found_and_a_far_one_is_not() {
        assert_eq!(nearest("fals", ["falls", "walls"]), Some("falls"));
        assert_eq!(nearest("tiltle", ["title", "summary"]), Some("title"));
        assert_eq!(nearest("abc", ["saatavuus"]), None);
    }

    #[test]
    fn a_value_without_end_is_quoted_by_its_beginning() {
        let long = "x".repeat(100_000);
        assert_eq!(shortened(format!("there is no area `{long}` here")), format!("there is no area `{}…` here", "x".repeat(79)));
        assert_eq!(shortened("there is no area `x` here".to_owned()), "there is no area `x` here");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}"), "a\u{fffd}[31mb\u{fffd}");
    }
}
