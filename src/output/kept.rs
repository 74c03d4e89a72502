//! Whether what would be published stands there already: then no frozen release is read, and nothing is written.
//!
//! Beside the output folder stands a record of what it was made from, and of what it held when that was done.
//! Where neither has been touched since, another run would come to the same bytes.
//!
//! **The record can only spare work.** It is told by what the system says of every file ([`Listing`]), never by
//! days that somebody can set; without it everything is made anew, comes out the same, and says the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::{beside, refuse_what_is_not_ours};
use crate::model::Settings;
use crate::release::manifest::sha256;
use crate::render::theme::Theme;
use crate::source::{Listing, Moment, Sources, changed, is_still};

/// The first line of a record; another form of it is another word.
const FORM: &str = "virta kept 1";

/// An output folder as a run before this one has left it, untouched since.
pub struct Kept {
    key: String,
    /// How many files it holds.
    pub files: usize,
}

/// What an output folder is made from, beside the files of frozen releases.
pub struct Made<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// The theme.
    pub theme: &'a Theme,
    /// The working tree.
    pub sources: &'a Sources,
    /// What the working tree makes frozen releases withhold.
    pub withheld: String,
    /// Whether the working tree is at the root.
    pub drafts: bool,
    /// Whether the site is made for a file system.
    pub portable: bool,
    /// What the revisions of releases name.
    pub revisions: &'a [String],
}

impl Made<'_> {
    /// A mark that is another one where any of it would make another site.
    pub fn key(&self) -> String {
        let Self { settings, theme, sources, withheld, drafts, portable, revisions } = self;
        let mut text = format!("{}\n{}\n{portable} {drafts}\n{settings:?}\n{revisions:?}\n{}", super::frozen::PROGRAM, theme.mark(), withheld);
        if *drafts || settings.current().is_none() {
            for file in sources.files.values() {
                text.extend([&sha256(&file.bytes), " ", &*file.path, "\n"]);
            }
        }
        sha256(text.as_bytes())
    }
}

impl Kept {
    /// What stands in an output folder, where neither that nor a frozen release was touched since it was made.
    pub fn find(output: &Path, site: &Path) -> Option<Self> {
        let text = fs::read_to_string(record(output)).ok()?;
        let (head, rest) = text.strip_suffix("end\n")?.split_once("\nsources\n")?;
        let (sources, published) = rest.split_once("== published\n")?;
        let mut head = head.lines();
        let (form, key, files) = (head.next()?, head.next()?.to_owned(), head.next()?.parse().ok()?);
        (form == FORM && is_still(site, sources) && is_still(output, published)).then_some(Self { key, files })
    }

    /// Whether it was made from this.
    pub fn is_made_from(&self, made: &Made<'_>) -> bool {
        self.key == made.key()
    }
}

/// Lists the files that frozen releases are read from, before they are; `None` where that would tell nothing.
pub fn sources(output: &Path, site: &Path, paths: &[String]) -> Option<Listing> {
    refuse_what_is_not_ours(output).ok()?;
    settled(output, || Listing::of(site, paths))
}

/// Writes down what an output folder was made from; a record that cannot be written is no loss.
pub fn keep(output: &Path, made: &Made<'_>, sources: &Listing, files: usize) {
    let Some(published) = step(output).and_then(|()| settled(output, || Listing::of(output, &[String::new()]))) else { return };
    let text = format!("{FORM}\n{}\n{files}\nsources\n{}== published\n{}end\n", made.key(), sources.text(), published.text());
    let (target, new) = (record(output), beside(output, "cache").join("kept.new"));
    let _ = fs::write(&new, text).and_then(|()| fs::rename(&new, target));
}

fn record(output: &Path) -> PathBuf {
    beside(output, "cache").join("kept")
}

/// A listing in which everything is older than the step of the clock in which it was made.
fn settled(output: &Path, list: impl Fn() -> Option<Listing>) -> Option<Listing> {
    for _ in 0..20 {
        let now = now(output)?;
        let found = list()?;
        if found.newest() < now {
            return Some(found);
        }
        sleep(Duration::from_millis(2));
    }
    None
}

/// Waits for the clock's next step.
fn step(output: &Path) -> Option<()> {
    let first = now(output)?;
    (0..20)
        .any(|_| {
            sleep(Duration::from_millis(1));
            now(output).is_some_and(|now| now > first)
        })
        .then_some(())
}

/// The time as the file system tells it of a file that is written now.
fn now(output: &Path) -> Option<Moment> {
    let path = super::cache(output).ok()?.join("clock");
    fs::write(&path, "x").ok()?;
    changed(&path).map(|(_, now)| now)
}
