//! Where both sides of a change are written: `file:line`, looked up in the sources when it is asked for.
//!
//! Spans stop before the model, so a change carries steps into a file instead ([`Pointer`]). Each
//! file that is asked about is read once.

use std::collections::BTreeMap;
use std::ops::{Bound, Range};

use toml::de::{DeTable, DeValue};

use super::Changes;
use super::pointer::{At, Pointer};
use crate::parse::front_matter::{self, recovered};
use crate::source::{SourceFile, Sources};

impl Changes {
    /// The same changes with their places in the sources of both snapshots.
    #[must_use]
    pub fn placed(mut self, old: &Sources, new: &Sources) -> Self {
        let (mut old, mut new) = (Places::of(old), Places::of(new));
        for change in &mut self.changes {
            change.old_place = change.old_pointer.as_ref().and_then(|pointer| old.place(pointer));
            change.new_place = change.new_pointer.as_ref().and_then(|pointer| new.place(pointer));
        }
        self
    }
}

/// Places in the files of one snapshot.
pub struct Places<'s> {
    sources: &'s Sources,
    rows: BTreeMap<&'s str, BTreeMap<String, u64>>,
}

impl<'s> Places<'s> {
    /// Places in a snapshot.
    pub fn of(sources: &'s Sources) -> Self {
        Self { sources, rows: BTreeMap::new() }
    }

    /// `file:line` of what is pointed at; where just that cannot be found, of what holds it.
    pub fn place(&mut self, pointer: &Pointer) -> Option<String> {
        let (file, span) = self.span(pointer)?;
        let line = match span {
            Span::Bytes(span) => u64::from(file.place(span).line),
            Span::Line(line) => line,
        };
        Some(format!("{}:{line}", file.path))
    }

    /// The file and the bytes of what is pointed at.
    pub fn bytes(&mut self, pointer: &Pointer) -> Option<(&'s SourceFile, Range<usize>)> {
        match self.span(pointer)? {
            (file, Span::Bytes(span)) => Some((file, span)),
            (file, Span::Line(_)) => Some((file, 0..0)),
        }
    }

    fn span(&mut self, pointer: &Pointer) -> Option<(&'s SourceFile, Span)> {
        let file = self.file(&pointer.file)?;
        let line = match pointer.steps.first() {
            None => Span::Line(1),
            Some(At::Body) => Span::Bytes(body(file)),
            Some(At::Row { region, period, codes }) => Span::Line(self.row(file, &key(region, period, codes.clone()))),
            Some(_) => Span::Bytes(within(file, &pointer.steps)),
        };
        Some((file, line))
    }

    /// The file at a path; of values, whichever form they are in; of a folder, its first file.
    fn file(&self, path: &str) -> Option<&'s SourceFile> {
        let under = |path: &str| {
            let mut from = self.sources.files.range::<str, _>((Bound::Included(path), Bound::Unbounded));
            from.next().map(|(_, file)| file).filter(|file| file.path.starts_with(path))
        };
        self.sources.get(path).or_else(|| under(&format!("{path}."))).or_else(|| under(path).filter(|_| path.ends_with('/')))
    }

    fn row(&mut self, file: &'s SourceFile, key: &str) -> u64 {
        let rows = self.rows.entry(&file.path).or_insert_with(|| if file.path.ends_with(".csv") { rows(file.text()) } else { BTreeMap::new() });
        rows.get(key).copied().unwrap_or(1)
    }
}

/// Where something is.
enum Span {
    Bytes(Range<usize>),
    Line(u64),
}

fn key(region: &str, period: &str, mut codes: Vec<(String, String)>) -> String {
    codes.sort_unstable();
    codes.iter().fold(format!("{region}|{period}"), |key, (dimension, code)| format!("{key}|{dimension}={code}"))
}

/// The line of each row of a table of values.
fn rows(text: &str) -> BTreeMap<String, u64> {
    const PLAIN: [&str; 7] = ["value", "numerator", "denominator", "lower", "upper", "status", "note"];
    let text = text.trim_start_matches('\u{feff}');
    let header = text.lines().next().unwrap_or_default();
    let separator = [b';', b'\t'].into_iter().find(|byte| header.as_bytes().contains(byte)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().map(|header| header.iter().map(|name| name.trim().to_owned()).collect()).unwrap_or_default();
    let mut lines = BTreeMap::new();
    for record in reader.records().flatten() {
        let (mut region, mut period, mut codes) = ("", "", Vec::new());
        for (name, cell) in header.iter().zip(&record) {
            match name.as_str() {
                "region" => region = cell.trim(),
                "period" => period = cell.trim(),
                name if PLAIN.contains(&name) || matches!(cell.trim(), "" | "total") => {}
                name => codes.push((name.to_owned(), cell.trim().to_owned())),
            }
        }
        let line = record.position().map_or(1, csv::Position::line);
        lines.entry(key(region, period, codes)).or_insert(line);
    }
    lines
}

/// The line after the front matter.
fn body(file: &SourceFile) -> Range<usize> {
    let start = front_matter::body(file).unwrap_or_default();
    start..start
}

/// What steps through a file's TOML lead to, or what holds it.
fn within(file: &SourceFile, steps: &[At]) -> Range<usize> {
    let (toml, offset) = match front_matter::matter(file) {
        Some(matter) => (file.text().get(matter.clone()).unwrap_or_default(), matter.start),
        None => {
            let top = recovered(file);
            (file.text().get(top.offset..).unwrap_or_default(), top.offset)
        }
    };
    let table = DeTable::parse_recoverable(toml).0.into_inner();
    let mut here = 0..0;
    let mut at = Some(&table);
    for step in steps {
        let Some(table) = at.take() else { break };
        match step {
            At::Key(key) => {
                // One end of a relation is a table of its own: `from.cardinality`.
                let (outer, inner) = key.split_once('.').map_or((key.as_str(), None), |(outer, inner)| (outer, Some(inner)));
                let Some((name, value)) = table.get_key_value(outer) else { break };
                here = name.span();
                at = value.get_ref().as_table();
                if let (Some(inner), Some(table)) = (inner, at)
                    && let Some((name, _)) = table.get_key_value(inner)
                {
                    here = name.span();
                }
            }
            At::Item { list, key, is } => {
                let items = table.get(list.as_str()).and_then(|list| list.get_ref().as_array());
                let says =
                    |item: &DeTable<'_>| item.get(*key).filter(|value| matches!(value.get_ref(), DeValue::String(text) if text == is)).map(toml::Spanned::span);
                let found = items.into_iter().flatten().filter_map(|item| item.get_ref().as_table()).find_map(|item| Some((item, says(item)?)));
                let Some((item, span)) = found else { break };
                here = span;
                at = Some(item);
            }
            At::Body | At::Row { .. } => break,
        }
    }
    here.start + offset..here.end + offset
}
