//! `site.toml`.

use std::ops::Range;

use super::fields::{Fields, Reading, Spanned};
use super::form::{ADDRESS, Day, Integer, LANGUAGE, Line, RELEASE_ID, SEGMENT, Word};
use super::front_matter;
use crate::diagnostic::Report;
use crate::model::settings::Publisher;
use crate::model::{Date, Id, Language, Text};
use crate::source::SourceFile;

/// `site.toml` as written.
#[derive(Debug, Clone)]
pub struct SettingsMatter {
    /// `title`
    pub title: Option<Text>,
    /// `base_url`
    pub base_url: Option<Spanned<String>>,
    /// `languages`
    pub languages: Vec<Spanned<Language>>,
    /// `theme`
    pub theme: Option<Spanned<Id>>,
    /// `publisher`
    pub publisher: Option<Publisher>,
    /// `edit_url`
    pub edit_url: Option<Spanned<String>>,
    /// `minimum_count` of `[disclosure]`
    pub minimum_count: Option<Spanned<i64>>,
    /// `[[releases]]`
    pub releases: Vec<Spanned<ReleaseMatter>>,
}

/// A release in the list as written.
#[derive(Debug, Clone)]
pub struct ReleaseMatter {
    /// `id`
    pub id: Option<Spanned<Id>>,
    /// `date`
    pub date: Option<Spanned<Date>>,
    /// `status`
    pub status: Option<Spanned<StatusWord>>,
    /// `comment_until`
    pub comment_until: Option<Spanned<Date>>,
    /// `reason`
    pub reason: Option<Spanned<Text>>,
    /// `source`
    pub source: Option<Spanned<ReleaseSourceMatter>>,
    /// `format`
    pub format: Option<Spanned<i64>>,
    /// The place of `comment_until`; `None` where it is not even misspelt.
    pub comment_until_key: Option<Range<usize>>,
    /// The place of `reason`; likewise.
    pub reason_key: Option<Range<usize>>,
}

/// The status of a release as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusWord {
    /// Published.
    Released,
    /// Out for comment.
    Consultation,
    /// Taken back.
    Withdrawn,
}

impl StatusWord {
    const WORDS: [(&'static str, Self); 3] = [("released", Self::Released), ("consultation", Self::Consultation), ("withdrawn", Self::Withdrawn)];
}

/// `source` of a release as written.
#[derive(Debug, Clone)]
pub struct ReleaseSourceMatter {
    /// `path`
    pub path: Option<Spanned<String>>,
    /// `git`
    pub git: Option<Spanned<String>>,
    /// Whether a key is there that could not be read, which has been reported.
    pub is_broken: bool,
}

/// Reads `site.toml`; its languages first, since its texts are in them.
///
/// Of a broken file, what can be made out is given, so that it does not hide what is wrong elsewhere.
pub fn settings(file: &SourceFile) -> (SettingsMatter, Report) {
    let languages = languages(file);
    let reading = Reading::new(&languages);
    let Some(table) = front_matter::toml_file(file, &reading) else {
        let (report, _) = reading.finish();
        let guesses = Reading::new(&languages);
        let table = front_matter::recovered(file);
        let matter = read(&mut Fields::of(&guesses, &table, &[]));
        return (matter, report);
    };
    let matter = {
        let mut fields = Fields::of(&reading, &table, &[]);
        let matter = read(&mut fields);
        fields.finish();
        matter
    };
    (matter, reading.finish().0)
}

fn languages(file: &SourceFile) -> Vec<Language> {
    let reading = Reading::new(&[]);
    let table = front_matter::recovered(file);
    let languages = Fields::of(&reading, &table, &[]).required_list("languages", LANGUAGE);
    languages.into_iter().map(|code| code.value).collect()
}

/// Reads the settings.
pub fn read(fields: &mut Fields<'_>) -> SettingsMatter {
    SettingsMatter {
        languages: fields.required_list("languages", LANGUAGE),
        title: fields.required_text("title"),
        base_url: fields.required("base_url", ADDRESS),
        theme: fields.optional("theme", SEGMENT),
        publisher: fields.table("publisher", publisher).and_then(|publisher| publisher.value),
        edit_url: fields.optional("edit_url", ADDRESS),
        minimum_count: fields.table("disclosure", |fields| fields.optional("minimum_count", Integer { least: 1, most: 1000 })).and_then(|table| table.value),
        releases: fields.tables("releases", release),
    }
}

fn publisher(fields: &mut Fields<'_>) -> Option<Publisher> {
    let name = fields.required_label("name");
    let url = fields.optional("url", ADDRESS).map(|url| url.value);
    name.map(|name| Publisher { name, url })
}

fn source(fields: &mut Fields<'_>) -> ReleaseSourceMatter {
    let (path, git) = (fields.optional("path", Line), fields.optional("git", Line));
    let is_broken = (fields.says("path") && path.is_none()) || (fields.says("git") && git.is_none());
    ReleaseSourceMatter { path, git, is_broken }
}

fn release(fields: &mut Fields<'_>) -> ReleaseMatter {
    let mut matter = ReleaseMatter {
        id: fields.required("id", RELEASE_ID),
        date: fields.required("date", Day),
        status: fields.required("status", Word(&StatusWord::WORDS)),
        comment_until: fields.optional("comment_until", Day),
        reason: fields.spanned_text("reason"),
        source: fields.required_table("source", "{ path = \"releases/2024.1\" }", source),
        format: fields.optional("format", Integer { least: 1, most: i64::from(u32::MAX) }),
        comment_until_key: None,
        reason_key: None,
    };
    let key = |key| fields.says(key).then(|| fields.key_span(key));
    (matter.comment_until_key, matter.reason_key) = (key("comment_until"), key("reason"));
    matter
}
