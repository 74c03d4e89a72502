//! A version step written into a file: the version and one entry of the history, and no other byte.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::quoted;
use crate::model::{Date, Version};
use crate::parse::front_matter::{matter, recovered};
use crate::source::SourceFile;

/// The text of a file with another version and an entry for it; `None` where it is not written so that this can be done.
pub fn edited(file: &SourceFile, version: Version, date: Date, summary: &str) -> Option<String> {
    let text = file.text();
    let range = matter(file).unwrap_or_else(|| recovered(file).offset..text.len());
    let toml = text.get(range.clone())?;
    let (table, errors) = DeTable::parse_recoverable(toml);
    let table = table.into_inner();
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let entry = Entry { version, date, summary, end };
    let mut edits = vec![version_edit(&table, toml, version)?, entry.edit(&table, toml)?];
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut out = toml.to_owned();
    for (range, with) in edits {
        out.replace_range(range, &with);
    }
    errors.is_empty().then(|| format!("{}{out}{}", &text[..range.start], &text[range.end..]))
}

type Edit = (Range<usize>, String);

fn version_edit(table: &DeTable<'_>, toml: &str, version: Version) -> Option<Edit> {
    let span = table.get("version")?.span();
    let mark = toml.get(span.clone())?.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
    Some((span, format!("{mark}{version}{mark}")))
}

/// The entry to be written.
struct Entry<'a> {
    version: Version,
    date: Date,
    summary: &'a str,
    end: &'a str,
}

impl Entry<'_> {
    fn edit(&self, table: &DeTable<'_>, toml: &str) -> Option<Edit> {
        let Some(history) = table.get("history") else {
            let gap = if toml.is_empty() || toml.ends_with('\n') { "" } else { self.end };
            return Some((toml.len()..toml.len(), format!("{gap}{}{}", self.end, self.lines())));
        };
        let items = history.get_ref().as_array()?;
        let (first, last) = (items.first()?, items.last()?);
        if toml.get(history.span()).is_some_and(|text| text.starts_with('[') && !text.starts_with("[[")) {
            let at = last.span().end;
            let Self { version, date, .. } = self;
            return Some((at..at, format!(", {{ version = \"{version}\", date = {date}, summary = {} }}", quoted(self.summary))));
        }
        let is_newest_first = items.len() > 1 && written(first) > written(last);
        let at = if is_newest_first { header(first, toml)? } else { line_after(reach(last.get_ref(), last.span().end), toml) };
        let lines = self.lines();
        let missing_end = if at > 0 && !toml[..at].ends_with('\n') { self.end } else { "" };
        let text = if is_newest_first { format!("{lines}{}", self.end) } else { format!("{missing_end}{}{lines}", self.end) };
        Some((at..at, text))
    }

    fn lines(&self) -> String {
        let Self { version, date, summary, end } = self;
        format!("[[history]]{end}version = \"{version}\"{end}date = {date}{end}summary = {}{end}", quoted(summary))
    }
}

fn written(item: &Spanned<DeValue<'_>>) -> Option<Version> {
    match item.get_ref().as_table()?.get("version")?.get_ref() {
        DeValue::String(text) => Version::parse(text),
        _ => None,
    }
}

/// Where the header of an item begins: the last one before its first value.
fn header(item: &Spanned<DeValue<'_>>, toml: &str) -> Option<usize> {
    let first = item.get_ref().as_table()?.iter().map(|(key, _)| key.span().start).min()?;
    toml.get(..first)?.rfind("[[")
}

/// The last byte that belongs to a value.
fn reach(value: &DeValue<'_>, end: usize) -> usize {
    match value {
        DeValue::Table(table) => table.iter().map(|(_, value)| reach(value.get_ref(), value.span().end)).max().unwrap_or(end),
        DeValue::Array(items) => items.iter().map(|item| reach(item.get_ref(), item.span().end)).max().unwrap_or(end).max(end),
        _ => end,
    }
}

fn line_after(at: usize, toml: &str) -> usize {
    toml.get(at..).and_then(|rest| rest.find('\n')).map_or(toml.len(), |newline| at + newline + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn becomes(path: &str, before: &str, after: &str) {
        let (version, date) = (Version::parse("1.1.0").expect("a version"), Date::parse("2024-02-01").expect("a day"));
        assert_eq!(edited(&SourceFile::new(path, before.as_bytes()), version, date, "Sanat \"selvemmin\"").as_deref(), Some(after));
    }

    #[test]
    fn an_entry_is_added_at_the_end_that_is_the_newest() {
        becomes(
            "models/code-lists/a.toml",
            "# Otsikko\nname = \"A\"  # nimi\nversion   = '1.0.0'\n\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = { fi = \"Ensimmäinen\" } # alku\n\n[[codes]]\ncode = \"1\"\n",
            "# Otsikko\nname = \"A\"  # nimi\nversion   = '1.1.0'\n\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = { fi = \"Ensimmäinen\" } # alku\n\n[[history]]\nversion = \"1.1.0\"\ndate = 2024-02-01\nsummary = \"Sanat \\\"selvemmin\\\"\"\n\n[[codes]]\ncode = \"1\"\n",
        );
        becomes(
            "models/code-lists/a.toml",
            "version = \"1.0.0\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"b\"\n[[history]]\nversion = \"0.9.0\"\ndate = 2021-01-01\nsummary = \"a\"\n",
            "version = \"1.1.0\"\n[[history]]\nversion = \"1.1.0\"\ndate = 2024-02-01\nsummary = \"Sanat \\\"selvemmin\\\"\"\n\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"b\"\n[[history]]\nversion = \"0.9.0\"\ndate = 2021-01-01\nsummary = \"a\"\n",
        );
    }

    #[test]
    fn front_matter_and_its_line_ends_stay_what_they_are() {
        becomes(
            "content/use-cases/a/index.md",
            "\u{feff}+++\r\ntitle = \"A\"\r\nversion = \"1.0.0\"\r\nhistory = [{ version = \"1.0.0\", date = 2022-01-01, summary = \"a\" }]\r\n+++\r\n\r\nversion = \"1.0.0\"\r\n",
            "\u{feff}+++\r\ntitle = \"A\"\r\nversion = \"1.1.0\"\r\nhistory = [{ version = \"1.0.0\", date = 2022-01-01, summary = \"a\" }, { version = \"1.1.0\", date = 2024-02-01, summary = \"Sanat \\\"selvemmin\\\"\" }]\r\n+++\r\n\r\nversion = \"1.0.0\"\r\n",
        );
        becomes(
            "content/use-cases/a/index.md",
            "+++\r\nversion = \"1.0.0\"\r\n[[history]]\r\nversion = \"1.0.0\"\r\ndate = 2022-01-01\r\n[history.summary]\r\nfi = \"a\"\r\n+++\r\nTeksti.\r\n",
            "+++\r\nversion = \"1.1.0\"\r\n[[history]]\r\nversion = \"1.0.0\"\r\ndate = 2022-01-01\r\n[history.summary]\r\nfi = \"a\"\r\n\r\n[[history]]\r\nversion = \"1.1.0\"\r\ndate = 2024-02-01\r\nsummary = \"Sanat \\\"selvemmin\\\"\"\r\n+++\r\nTeksti.\r\n",
        );
    }
}
