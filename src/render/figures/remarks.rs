//! Cells of values, and what must be said of them: why one is missing, and what a source remarks.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::{Measure, rows};
use crate::model::ObservationStatus;
use crate::render::scope::{Scope, escape};
use crate::render::view::parts::Cell;
use crate::statistics::Given;

/// The word for a value that is not there, as text.
pub fn missing_word(scope: &Scope, given: Option<&Given>) -> String {
    let key = match given {
        Some(given) if given.status.explains_absence() => format!("missing.{}", given.status.code()),
        Some(_) => "missing.O".to_owned(),
        None => "missing.not-given".to_owned(),
    };
    scope.word(&key)
}

/// The cell that says why there is no value.
fn missing(scope: &Scope, given: Option<&Given>) -> Cell {
    Cell { html: escape(&missing_word(scope, given)), void: true, key: None }
}

/// Writes a value to compare with, or the word for why there is none.
pub fn write_bench(out: &mut String, scope: &Scope, measure: &Measure, given: Option<&Given>) {
    match given.and_then(|given| given.value) {
        Some(value) => measure.write_cell(out, Some(value)),
        None => rows::write_cell(out, &missing(scope, given), true),
    }
}

/// What has to be said below a table: collected while its cells are made.
///
/// A remark that holds for all values of the table is said once and marked nowhere.
pub struct Remarks {
    /// The status of all values, where they share one that must be said.
    common: Option<ObservationStatus>,
    marked: BTreeSet<ObservationStatus>,
    withheld: bool,
    notes: BTreeMap<String, Vec<String>>,
}

impl Remarks {
    /// The remarks of a table that will show these values.
    pub fn of<'g>(shown: impl Iterator<Item = &'g Given>) -> Self {
        let statuses: Vec<ObservationStatus> = shown.filter(|given| given.value.is_some()).map(|given| given.status).collect();
        let common = match statuses.split_first() {
            Some((first, rest)) if *first != ObservationStatus::A && !rest.is_empty() && rest.iter().all(|other| other == first) => Some(*first),
            _ => None,
        };
        Self { common, marked: BTreeSet::new(), withheld: false, notes: BTreeMap::new() }
    }

    /// A value in its cell, with the mark of its status; or the word for why there is none.
    ///
    /// `whose` is the name under which a remark of the source is listed.
    pub fn cell(&mut self, scope: &Scope, measure: &Measure, given: Option<&Given>, whose: impl Display) -> Cell {
        match self.figure(scope, measure, given, whose) {
            Ok((number, mark, key)) => Cell::of(format!("<b>{number}</b>{mark}")).key(key),
            Err(void) => void,
        }
    }

    /// The same cell in a table where no value stands out.
    pub fn quiet_cell(&mut self, scope: &Scope, measure: &Measure, given: Option<&Given>, whose: impl Display) -> Cell {
        match self.figure(scope, measure, given, whose) {
            Ok((number, mark, key)) => Cell::of(format!("{number}{mark}")).key(key),
            Err(void) => void,
        }
    }

    /// Writes a value in its cell, as [`quiet_cell`](Self::quiet_cell) has it.
    pub fn write_quiet(&mut self, out: &mut String, scope: &Scope, measure: &Measure, given: Option<&Given>, whose: impl Display) {
        let plain = given.filter(|given| given.note.is_none() && given.below.is_none() && self.is_unmarked(given.status)).and_then(|given| given.value);
        match plain {
            Some(_) => measure.write_cell(out, plain),
            None => rows::write_cell(out, &self.quiet_cell(scope, measure, given, whose), true),
        }
    }

    /// A value, the mark of its status and what it is sorted by; or the cell that says why there is none.
    fn figure(&mut self, scope: &Scope, measure: &Measure, given: Option<&Given>, whose: impl Display) -> Result<(String, String, f64), Cell> {
        if let Some(note) = given.and_then(|given| given.note.as_deref()) {
            self.notes.entry(note.to_owned()).or_default().push(whose.to_string());
        }
        let Some((given, value)) = given.and_then(|given| given.value.map(|value| (given, value))) else {
            self.withheld |= given.is_some_and(|given| given.status == ObservationStatus::Q);
            return Err(missing(scope, given));
        };
        let number = match given.below {
            Some(below) => {
                let words = escape(&scope.word("observation.below"));
                format!("<span class=\"hide\">{words} </span><span aria-hidden=\"true\">&lt;</span>{}", escape(&measure.bound(below)))
            }
            None => escape(&measure.number(value)),
        };
        Ok((number, self.mark(scope, given.status), value))
    }

    /// Whether a value of a status stands without a mark.
    pub fn is_unmarked(&self, status: ObservationStatus) -> bool {
        status == ObservationStatus::A || self.common == Some(status)
    }

    /// The mark of a status beside a value: its letter, and its word for those who listen.
    pub fn mark(&mut self, scope: &Scope, status: ObservationStatus) -> String {
        if self.is_unmarked(status) {
            return String::new();
        }
        self.marked.insert(status);
        format!("<sup aria-hidden=\"true\">{}</sup><span class=\"hide\"> ({})</span>", letter(status), escape(&status_word(scope, status)))
    }

    /// What holds for all values: `Ennakkotietoja.`
    pub fn common(&self, scope: &Scope) -> Option<String> {
        self.common.map(|status| scope.word(&format!("observation.all.{}", status.code())))
    }

    /// What the marks mean and what the source remarks, each a line of HTML.
    pub fn lines(&self, scope: &Scope) -> Vec<String> {
        let mut lines: Vec<String> =
            self.marked.iter().map(|status| format!("<sup>{}</sup> {}", letter(*status), escape(&status_word(scope, *status)))).collect();
        if self.withheld {
            lines.push(scope.sentence("observation.withheld", &[]));
        }
        lines.extend(self.notes.iter().map(|(note, whose)| source_note(scope, note, whose)));
        lines
    }
}

/// Names that are told of a remark; of more only how many.
const MOST_NAMES: usize = 4;

/// A remark of the source, with those it is made of; it is in the site's default language.
fn source_note(scope: &Scope, note: &str, whose: &[String]) -> String {
    let mut names: Vec<&String> = whose.iter().filter(|name| !name.is_empty()).collect();
    names.dedup();
    let language = scope.settings().default_language();
    let note = if language == scope.words.interface { escape(note) } else { format!("<span lang=\"{language}\">{}</span>", escape(note)) };
    if names.is_empty() {
        return note;
    }
    let told = names.iter().take(MOST_NAMES).map(|name| escape(name)).collect::<Vec<_>>().join(", ");
    let rest = names.len().saturating_sub(MOST_NAMES);
    if rest == 0 {
        return scope.sentence("observation.note", &[("names", &told), ("note", &note)]);
    }
    scope.sentence("observation.note-of-many", &[("names", &told), ("n", &scope.words.integer(rest)), ("note", &note)])
}

/// The letter that stands for a status beside a value.
pub fn letter(status: ObservationStatus) -> String {
    status.code().to_lowercase()
}

/// What a status says of a value.
pub fn status_word(scope: &Scope, status: ObservationStatus) -> String {
    scope.word(&format!("observation.{}", status.code()))
}
