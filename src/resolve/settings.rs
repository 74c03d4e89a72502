//! `site.toml` → settings.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::model::settings::{ReleaseEntry, ReleaseSource, ReleaseStatus};
use crate::model::{Language, Settings, Text};
use crate::parse::fields::Spanned;
use crate::parse::settings::{self as written, ReleaseMatter, ReleaseSourceMatter, SettingsMatter, StatusWord};
use crate::source::{SourceFile, Sources};

/// The newest source format that the program reads.
const FORMAT: u32 = 1;

/// The theme that is used where none is named.
const THEME: &str = "virta";

/// Stands for an address that is missing.
const STAND_IN: &str = "https://example.invalid/";

/// Counts below this are small where the settings say nothing.
const MINIMUM_COUNT: u32 = 5;

/// Settings from `site.toml`; `None` where it is not there or names no language.
pub fn settings(sources: &Sources) -> (Option<Settings>, Report) {
    let Some(file) = sources.get("site.toml") else {
        let mut report = Report::default();
        report.push(
            Diagnostic::new(Severity::Error, Place::of_file("site.toml"), "missing-settings", "there is no site.toml, so this is not a site folder")
                .help("`virta init` starts a site; `--site DIR` names another folder"),
        );
        return (None, report);
    };
    let (matter, mut report) = written::settings(file);
    let settings = meant(&matter, file, &mut report);
    (settings, report.sorted())
}

/// What stands in the way of a release that cannot be read, at its source in the settings.
pub fn unreadable_release(sources: &Sources, id: &str, reason: &str) -> Diagnostic {
    let place = place_of(sources, |matter| {
        let release = matter.releases.iter().find(|release| release.value.id.as_ref().is_some_and(|known| &*known.value == id))?;
        Some(release.value.source.as_ref().map_or_else(|| release.span.clone(), |source| source.span.clone()))
    });
    Diagnostic::new(Severity::Error, place, "unreadable-release", format!("release `{id}` cannot be read: {reason}"))
        .help("a release is published for ever: bring its snapshot back, or name where it is now")
}

/// A theme that is named and is not there.
pub fn unknown_theme(sources: &Sources, name: &str) -> Diagnostic {
    let place = place_of(sources, |matter| Some(matter.theme.as_ref()?.span.clone()));
    Diagnostic::new(Severity::Error, place, "unknown-theme", format!("there is no theme `{name}`"))
        .help(format!("themes are the folders of themes/; `{THEME}` is built in"))
}

/// A place in the settings; the file as a whole where it is not found.
fn place_of(sources: &Sources, find: impl Fn(&SettingsMatter) -> Option<std::ops::Range<usize>>) -> Place {
    let found = sources.get("site.toml").and_then(|file| {
        let (matter, _) = written::settings(file);
        Some(file.place(find(&matter)?))
    });
    found.unwrap_or_else(|| Place::of_file("site.toml"))
}

/// The settings as meant. What is missing has been reported, so nothing is published; a stand-in
/// lets the content be judged all the same. Only without languages there is nothing to go by.
fn meant(matter: &SettingsMatter, file: &SourceFile, report: &mut Report) -> Option<Settings> {
    let languages = languages(matter, file, report);
    let releases = releases(matter, file, report);
    let default = *languages.first()?;
    Some(Settings {
        title: matter.title.clone().unwrap_or_else(|| Text::of(default, "site.toml")),
        base_url: matter.base_url.as_ref().map_or_else(|| STAND_IN.to_owned(), |url| folder_address(&url.value)),
        languages,
        theme: matter.theme.as_ref().map_or_else(|| THEME.to_owned(), |theme| theme.value.to_string()),
        publisher: matter.publisher.clone(),
        edit_url: matter.edit_url.as_ref().map(|url| folder_address(&url.value)),
        minimum_count: matter.minimum_count.as_ref().and_then(|count| u32::try_from(count.value).ok()).unwrap_or(MINIMUM_COUNT),
        releases,
    })
}

/// An address to which a path can be added.
fn folder_address(address: &str) -> String {
    if address.ends_with('/') { address.to_owned() } else { format!("{address}/") }
}

fn languages(matter: &SettingsMatter, file: &SourceFile, report: &mut Report) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    for language in &matter.languages {
        if languages.contains(&language.value) {
            report.push(
                Diagnostic::error(file, language.span.clone(), "duplicate-language", format!("the language `{}` is here twice", language.value))
                    .help("keep one of the two"),
            );
        } else {
            languages.push(language.value);
        }
    }
    languages
}

fn releases(matter: &SettingsMatter, file: &SourceFile, report: &mut Report) -> Vec<ReleaseEntry> {
    let mut seen = BTreeSet::new();
    let mut releases: Vec<ReleaseEntry> = Vec::new();
    for release in &matter.releases {
        check_release(release, file, report);
        let Some(entry) = entry(&release.value) else { continue };
        let id = release.value.id.as_ref().map_or(release.span.clone(), |id| id.span.clone());
        if !seen.insert(entry.id.to_lowercase()) {
            report.push(
                Diagnostic::error(file, id, "duplicate-id", format!("there is another release `{}`, perhaps in other letters", entry.id))
                    .help("the id is part of an address; give each its own"),
            );
            continue;
        }
        if releases.last().is_some_and(|before| before.date > entry.date) {
            let date = release.value.date.as_ref().map_or(release.span.clone(), |date| date.span.clone());
            report.push(
                Diagnostic::error(file, date, "releases-out-of-order", format!("`{}` is older than the release before it", entry.id))
                    .help("releases stand oldest first"),
            );
        }
        releases.push(entry);
    }
    releases
}

/// What is wrong with a release beyond its single keys.
fn check_release(release: &Spanned<ReleaseMatter>, file: &SourceFile, report: &mut Report) {
    let matter = &release.value;
    let mut error = |span, rule, message: String, help: &str| report.push(Diagnostic::error(file, span, rule, message).help(help));
    if let Some(status) = &matter.status {
        let needs = |wanted| status.value == wanted;
        if needs(StatusWord::Consultation) && matter.comment_until_key.is_none() {
            error(
                release.span.clone(),
                "missing-key",
                "a release out for comment needs the key `comment_until`".to_owned(),
                "write it, for example: comment_until = 2024-01-31",
            );
        }
        if needs(StatusWord::Withdrawn) && matter.reason_key.is_none() {
            error(
                release.span.clone(),
                "missing-key",
                "a withdrawn release needs the key `reason`".to_owned(),
                "say why it was taken back: reason = { fi = \"…\" }",
            );
        }
        if let Some(key) = matter.comment_until_key.clone().filter(|_| !needs(StatusWord::Consultation)) {
            error(
                key,
                "key-of-another-status",
                "`comment_until` belongs to a release with the status `consultation`".to_owned(),
                "take it out, or change the status",
            );
        }
        if let Some(key) = matter.reason_key.clone().filter(|_| !needs(StatusWord::Withdrawn)) {
            error(key, "key-of-another-status", "`reason` belongs to a release with the status `withdrawn`".to_owned(), "take it out, or change the status");
        }
    }
    if let (Some(date), Some(until)) = (&matter.date, &matter.comment_until)
        && until.value < date.value
    {
        let message = format!("comments end on {}, before the release of {}", until.value, date.value);
        error(until.span.clone(), "ends-before-it-begins", message, "give the last day for comments");
    }
    if let Some(source) = &matter.source {
        let given = [source.value.path.is_some(), source.value.git.is_some()].into_iter().filter(|given| *given).count();
        if given != 1 && !source.value.is_broken {
            error(
                source.span.clone(),
                "release-without-one-source",
                "a release is kept in one place: a folder or a git revision".to_owned(),
                "write either path = \"releases/2024.1\" or git = \"tag\"",
            );
        }
        if let Some(path) = source.value.path.as_ref().filter(|path| !is_inside(&path.value)) {
            error(
                path.span.clone(),
                "path-out-of-site",
                format!("`{}` leads out of the site folder", path.value),
                "a release's folder is inside the site folder, as releases/2024.1",
            );
        }
    }
    if let Some(format) = matter.format.as_ref().filter(|format| format.value > i64::from(FORMAT)) {
        error(
            format.span.clone(),
            "unknown-format",
            format!("this program does not know the source format {}", format.value),
            "a newer virta may; this one reads format 1",
        );
    }
}

/// Whether a path stays in the folder it starts from.
fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.starts_with('/')
        && !path.contains(['\\', ':', '\0'])
        && path.trim_end_matches('/').split('/').all(|segment| !segment.is_empty() && segment != ".." && segment != ".")
}

fn entry(matter: &ReleaseMatter) -> Option<ReleaseEntry> {
    let status = match matter.status.as_ref()?.value {
        StatusWord::Released => ReleaseStatus::Released,
        StatusWord::Consultation => ReleaseStatus::Consultation { comment_until: matter.comment_until.as_ref()?.value },
        StatusWord::Withdrawn => ReleaseStatus::Withdrawn { reason: matter.reason.as_ref()?.value.clone() },
    };
    Some(ReleaseEntry {
        id: matter.id.as_ref()?.value.clone(),
        date: matter.date.as_ref()?.value,
        status,
        source: source(&matter.source.as_ref()?.value)?,
        format: format(matter)?,
    })
}

/// The source format of a snapshot: the first where none is named, none where it is not known.
fn format(matter: &ReleaseMatter) -> Option<u32> {
    let Some(format) = &matter.format else { return Some(1) };
    u32::try_from(format.value).ok().filter(|format| *format <= FORMAT)
}

fn source(matter: &ReleaseSourceMatter) -> Option<ReleaseSource> {
    match (&matter.path, &matter.git) {
        (Some(path), None) => is_inside(&path.value).then(|| ReleaseSource::Folder(path.value.trim_end_matches('/').to_owned())),
        (None, Some(revision)) => Some(ReleaseSource::Git(revision.value.clone())),
        _ => None,
    }
}
