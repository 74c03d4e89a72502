//! `virta release`: the gate, then the snapshot is frozen with its notes and its manifest.
//!
//! **Nothing is left half-written.** All of it is made in a folder beside, then put in its place by
//! renames; the settings come last, so that a release is either in the list and whole, or not there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use super::load::{Loaded, Options, load};
use super::{Format, Outcome, Stop, print, report};
use crate::Asked;
use crate::diff::report::markdown as changes_in_words;
use crate::model::settings::ReleaseStatus;
use crate::model::{Date, Id, Language, Settings};
use crate::plan::Site;
use crate::release::manifest::{Manifest, frozen};
use crate::render::told::{self, Told};
use crate::source::{self, SourceFile, Sources};
use crate::{gate, resolve};

/// What `release` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// The id of the release, which is part of its address for ever
    id: String,
    /// Its date (default: today)
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<Date>,
    /// Keep the snapshot as a tag on HEAD instead of a folder
    #[arg(long)]
    git: bool,
    /// Put it out for comment until a day, instead of in force
    #[arg(long, value_name = "DATE", value_parser = date)]
    comment_until: Option<Date>,
}

/// The source format that this program writes.
const FORMAT: u32 = 1;

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "a date is written as 2024-01-31".to_owned())
}

/// Freezes the working tree as a release.
pub fn run(folder: &Path, args: &Args) -> Outcome {
    if !is_id(&args.id) {
        return Err(Stop::Usage(format!("`{}` cannot be the id of a release: use letters A-Z and a-z, digits, dots, hyphens and underscores", args.id)));
    }
    let Loaded { site, report: findings, .. } = load(folder, &Options { asked: Asked { drafts: true, gated: true }, base_url: None })?;
    report(&findings.without_notes(), Format::Human)?;
    let Some(site) = site else { return Err(Stop::Findings) };
    let cut = Cut {
        folder,
        id: Id::from(args.id.as_str()),
        date: args.date.unwrap_or_else(today),
        comment_until: args.comment_until,
        snapshot: source::folder(folder).sources,
    };
    cut.refuse(&site.settings)?;
    if let Some(named) = gate::upcoming(&site.releases[site.root].model, &site.settings).filter(|named| **named != cut.id) {
        return Err(Stop::Failure(format!(
            "models/removed.toml names `{named}` as the next release, and this one is `{}`; say there what it is called",
            cut.id
        )));
    }
    let commit = if args.git { Some(cut.head()?) } else { None };
    let settings = cut.settings(args.git)?;
    let manifest = Manifest::of(&cut.id, cut.date, FORMAT, &cut.snapshot, &site.releases[site.root].model);
    let mut papers = vec![("manifest.json".to_owned(), manifest.bytes())];
    papers.extend(notes(&site, &cut.id));
    if !args.git {
        papers.extend(frozen(&cut.snapshot).map(|file| (file.path.to_string(), file.bytes.to_vec())));
    }
    cut.put(&papers, &settings, commit.as_deref())?;
    print(&cut.report(&manifest, commit.as_deref()))
}

/// The notes of a release in the languages of the site: what changed since the one before.
fn notes(site: &Site, id: &Id) -> Vec<(String, Vec<u8>)> {
    let Some(old) = told::previous(site, site.root) else { return Vec::new() };
    let changes = Told::between(old, &site.releases[site.root]).changes;
    let before = old.id.as_ref().map_or("", Id::as_str);
    let note = |(at, language): (usize, &Language)| {
        let name = if at == 0 { "notes.md".to_owned() } else { format!("notes.{language}.md") };
        (name, changes_in_words(&changes, before, id, *language).into_bytes())
    };
    site.settings.languages.iter().enumerate().map(note).collect()
}

fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphanumeric()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

/// The day that it is, in universal time: the only look at a clock.
fn today() -> Date {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    Date::of_unix_day(days)
}

/// A release on its way.
struct Cut<'a> {
    folder: &'a Path,
    id: Id,
    date: Date,
    comment_until: Option<Date>,
    snapshot: Sources,
}

impl Cut<'_> {
    /// Refuses a release that cannot stand at the end of the list.
    fn refuse(&self, settings: &Settings) -> Outcome {
        let fail = |words: String| Err(Stop::Failure(words));
        let id = &self.id;
        if let Some(known) = settings.releases.iter().find(|entry| entry.id.eq_ignore_ascii_case(id)) {
            return fail(format!("there is a release `{}` already, and a release never changes; give this one another id", known.id));
        }
        if let Some(last) = settings.releases.last().filter(|last| last.date > self.date) {
            return fail(format!("the release would be dated {}, before `{}` of {}; say another day with --date", self.date, last.id, last.date));
        }
        if let Some(until) = self.comment_until.filter(|until| *until < self.date) {
            return fail(format!("comments would end on {until}, before the release of {}", self.date));
        }
        if self.target().exists() {
            return fail(format!("releases/{id} is there already, and site.toml does not name it; move it away first"));
        }
        Ok(())
    }

    fn target(&self) -> PathBuf {
        self.folder.join("releases").join(&*self.id)
    }

    /// The commit to be tagged, which must hold just what the working tree does.
    fn head(&self) -> Result<String, Stop> {
        let committed = source::revision(self.folder, "HEAD").map_err(Stop::Failure)?;
        let differs = |one: &Sources, other: &Sources| {
            let path = frozen(one).find(|file| other.get(&file.path).is_none_or(|known| known.bytes != file.bytes)).map(|file| file.path.clone());
            path.map_or(Ok(()), |path| Err(Stop::Failure(format!("`{path}` is not committed as it is; commit first, so that the tag holds what was checked"))))
        };
        differs(&self.snapshot, &committed)?;
        differs(&committed, &self.snapshot)?;
        if source::commit(self.folder, &format!("refs/tags/{}", self.id)).is_ok() {
            return Err(Stop::Failure(format!("there is a tag `{}` already; give the release another id", self.id)));
        }
        source::commit(self.folder, "HEAD").map_err(Stop::Failure)
    }

    /// The settings with the release at the end of their list, and otherwise byte for byte what they were.
    fn settings(&self, is_git: bool) -> Result<Vec<u8>, Stop> {
        let Some(file) = self.snapshot.get("site.toml") else { return Err(Stop::Failure("there is no site.toml".to_owned())) };
        let end = if file.text().contains("\r\n") { "\r\n" } else { "\n" };
        let entry = self.entry(is_git).replace('\n', end);
        let gap = if file.text().ends_with('\n') { "" } else { end };
        let text = format!("{}{gap}{end}{entry}", file.text());
        let mut sources = Sources::default();
        sources.insert(SourceFile::new("site.toml", text.as_bytes()));
        let (settings, found) = resolve::settings(&sources);
        let is_last = settings.is_some_and(|settings| settings.releases.last().is_some_and(|last| last.id == self.id));
        if found.has_errors() || !is_last {
            let words =
                format!("site.toml does not take the release at its end; write the list as [[releases]] tables, then this one is\n\n{}", self.entry(is_git));
            return Err(Stop::Failure(words));
        }
        Ok(text.into_bytes())
    }

    /// The release's entry in the settings.
    fn entry(&self, is_git: bool) -> String {
        let Self { id, date, .. } = self;
        let status = match self.comment_until {
            Some(until) => format!("status = \"consultation\"\ncomment_until = {until}\n"),
            None => format!("status = \"{}\"\n", ReleaseStatus::Released.word()),
        };
        let source = if is_git { format!("git = \"{id}\"") } else { format!("path = \"releases/{id}\"") };
        format!("[[releases]]\nid     = \"{id}\"\ndate   = {date}\n{status}source = {{ {source} }}\nformat = {FORMAT}\n")
    }

    /// Puts everything in its place; what fails leaves all as it was.
    fn put(&self, papers: &[(String, Vec<u8>)], settings: &[u8], commit: Option<&str>) -> Outcome {
        let stage = self.folder.join("releases").join(format!(".{}.staging", self.id));
        let list = self.folder.join(".site.toml.staging");
        let done = Self::stage(&stage, papers).and_then(|()| write(&list, settings)).and_then(|()| self.exchange(&stage, &list, commit));
        if done.is_err() {
            let _ = fs::remove_dir_all(&stage);
            let _ = fs::remove_file(&list);
        }
        done
    }

    fn stage(stage: &Path, papers: &[(String, Vec<u8>)]) -> Outcome {
        if stage.exists() {
            // What a run that was cut off has left.
            fs::remove_dir_all(stage).map_err(|error| failure(stage, &error))?;
        }
        papers.iter().try_for_each(|(path, bytes)| write(&stage.join(path), bytes))
    }

    fn exchange(&self, stage: &Path, list: &Path, commit: Option<&str>) -> Outcome {
        let target = self.target();
        if let Some(commit) = commit {
            self.tag(&["tag", &self.id, commit])?;
        }
        let settings = self.folder.join("site.toml");
        let put = fs::rename(stage, &target).map_err(|error| failure(&target, &error));
        let listed = put.and_then(|()| fs::rename(list, &settings).map_err(|error| failure(&settings, &error)));
        if listed.is_err() {
            let _ = fs::remove_dir_all(&target);
            if commit.is_some() {
                let _ = self.tag(&["tag", "--delete", &self.id]);
            }
        }
        listed
    }

    /// Asks git for a tag, or to take it back.
    fn tag(&self, args: &[&str]) -> Outcome {
        let mut git = Command::new("git");
        git.arg("-C").arg(self.folder).args(args).env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").env_remove("GIT_INDEX_FILE");
        let output = git.output().map_err(|error| Stop::Failure(format!("git cannot be run: {error}")))?;
        if output.status.success() {
            return Ok(());
        }
        Err(Stop::Failure(format!("git did not make the tag `{}`: {}", self.id, String::from_utf8_lossy(&output.stderr).trim())))
    }

    fn report(&self, manifest: &Manifest, commit: Option<&str>) -> String {
        let Self { id, date, .. } = self;
        let kept = match commit {
            Some(commit) => format!("tag {id} on {}", commit.get(..12).unwrap_or(commit)),
            None => format!("releases/{id}/content and releases/{id}/models"),
        };
        let (objects, files) = (manifest.objects.len(), manifest.files.len());
        let next =
            if commit.is_some() { format!("commit site.toml and releases/{id}, and push the tag") } else { format!("commit site.toml and releases/{id}") };
        format!("release {id} of {date}: {objects} objects, {files} files\n{kept}\nreleases/{id}/manifest.json\nsite.toml\nnext: {next}\n")
    }
}

fn write(path: &Path, bytes: &[u8]) -> Outcome {
    use std::io::Write as _;
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| {
        let mut file = fs::File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| failure(path, &error))
}

fn failure(path: &Path, error: &std::io::Error) -> Stop {
    Stop::Failure(format!("cannot write {}: {error}", path.display()))
}
