//! The only door in: a folder, the working tree or a git revision becomes files by path.
//!
//! **Nothing below this room touches a disk.** A [`Sources`] is the same value wherever it came
//! from, so a frozen folder, a tag and the working tree take one path through the program.

mod folder;
mod git;
mod listing;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

pub use folder::{folder, theme_folder};
pub use git::{commit, file_at, first_committed, named, revision};
pub use listing::{Listing, Moment, changed, is_still};

/// Where in a source: lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The frozen release whose snapshot holds the file, if it is not the working tree.
    pub release: Option<Arc<str>>,
    /// The path from the site folder, with `/`.
    pub file: Arc<str>,
    /// Line of the first character.
    pub line: u32,
    /// Column of the first character.
    pub column: u32,
    /// Line of the character after the last.
    pub end_line: u32,
    /// Column of the character after the last.
    pub end_column: u32,
    /// The line itself, `None` where a file has no readable text there.
    pub text: Option<Box<str>>,
}

impl Place {
    /// The place of a whole file, or of one that is not there: 1:1.
    pub fn of_file(file: &str) -> Self {
        Self { release: None, file: file.into(), line: 1, column: 1, end_line: 1, end_column: 1, text: None }
    }

    /// The path as people read it: in a release, `release <id>: path`.
    pub fn path(&self) -> String {
        match &self.release {
            Some(release) => format!("release {release}: {}", self.file),
            None => self.file.to_string(),
        }
    }
}

/// One file: its path from the site folder, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path from the site folder (or from the root of a release), with `/`.
    pub path: Arc<str>,
    /// The frozen release the file belongs to, if any.
    pub release: Option<Arc<str>>,
    /// What the file holds.
    pub bytes: Arc<[u8]>,
    /// Whether it stands here without its bytes, which were refused: that has been said, and what names it is not wrong.
    pub is_refused: bool,
}

impl SourceFile {
    /// A file of the working tree.
    pub fn new(path: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { path: path.into(), release: None, bytes: bytes.into(), is_refused: false }
    }

    /// A file that is there and is not read.
    pub fn refused(path: &str) -> Self {
        Self { is_refused: true, ..Self::new(path, Vec::new()) }
    }

    /// The text, as far as it is UTF-8.
    pub fn text(&self) -> &str {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&self.bytes[..error.valid_up_to()]).unwrap_or_default(),
        }
    }

    /// The place of a range of bytes.
    pub fn place(&self, span: Range<usize>) -> Place {
        // A table in binary form has no lines.
        let text = if self.path.ends_with(".parquet") { "" } else { self.text() };
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let (line, column, line_start) = position(text, start);
        let (end_line, end_column, _) = position(text, end);
        let line_text = text[line_start..].split('\n').next().unwrap_or_default().trim_end_matches('\r');
        Place { release: self.release.clone(), file: self.path.clone(), line, column, end_line, end_column, text: (!text.is_empty()).then(|| line_text.into()) }
    }
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Line and column of a byte, and where its line starts.
fn position(text: &str, at: usize) -> (u32, u32, usize) {
    let before = &text[..at];
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before[start..].trim_start_matches('\u{feff}').chars().count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX), start)
}

/// The files of one snapshot, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// By path from the root of the snapshot.
    pub files: BTreeMap<Arc<str>, SourceFile>,
}

impl Sources {
    /// Sources from paths and contents, for tests and for files made in memory.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let mut sources = Self::default();
        for (path, bytes) in files {
            sources.insert(SourceFile::new(path, bytes));
        }
        sources
    }

    /// Adds a file, or replaces the one at its path.
    pub fn insert(&mut self, file: SourceFile) {
        self.files.insert(file.path.clone(), file);
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(path)
    }

    /// The files below a folder, which is given with its final `/`.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a SourceFile> + 'a {
        self.files
            .range::<str, _>((std::ops::Bound::Included(folder), std::ops::Bound::Unbounded))
            .map(|(_, file)| file)
            .take_while(move |file| file.path.starts_with(folder))
    }

    /// The same files as a frozen release's.
    #[must_use]
    pub fn of_release(mut self, id: &str) -> Self {
        let id: Arc<str> = id.into();
        for file in self.files.values_mut() {
            file.release = Some(id.clone());
        }
        self
    }
}

/// What could be read, and what could not be.
#[derive(Debug, Default)]
pub struct Read {
    /// The files.
    pub sources: Sources,
    /// Links, unreadable folders and the like.
    pub refused: Vec<Refused>,
}

/// A file that is not read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its path from the site folder.
    pub path: String,
    /// The rule that refuses it.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}
