//! A built site, and the repository's own.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::folder::paths;
use super::html::Page;
use super::program::{Run, build};

/// The repository, which is a site folder too.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A site that has been built.
#[derive(Debug)]
pub struct Built {
    /// Where it is.
    pub root: PathBuf,
    /// Every file, by its path.
    pub files: BTreeSet<String>,
}

impl Built {
    /// What stands in an output folder.
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned(), files: paths(root).into_iter().collect() }
    }

    /// Builds a site; fails where that does.
    #[track_caller]
    pub fn of(site: &Path, output: &Path, args: &[&str]) -> (Self, Run) {
        let run = build(site, output, args).succeeds();
        (Self::at(output), run)
    }

    /// The bytes of a file.
    #[track_caller]
    pub fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The text of a file.
    #[track_caller]
    pub fn text(&self, path: &str) -> String {
        String::from_utf8(self.bytes(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The paths that end in something.
    pub fn ending<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = &'a str> {
        self.files.iter().map(String::as_str).filter(move |path| path.ends_with(ending))
    }

    /// Takes every page apart, gathers what `look` finds on each, and lets go of it again.
    pub fn each_page<T: Send>(&self, look: impl Fn(&str, &Page) -> Vec<T> + Sync) -> Vec<T> {
        let pages: Vec<&str> = self.ending(".html").collect();
        pages.into_par_iter().flat_map_iter(|path| look(path, &Page::parse(&self.text(path)))).collect()
    }
}

/// The repository's own site, built once for all tests of a crate.
#[track_caller]
pub fn own() -> &'static Built {
    static OWN: OnceLock<Result<Built, String>> = OnceLock::new();
    let built = OWN.get_or_init(|| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(concat!("own-", env!("CARGO_CRATE_NAME")));
        let _ = fs::remove_dir_all(&root);
        let run = build(repository(), &root, &[]);
        if run.code == Some(0) { Ok(Built::at(&root)) } else { Err(format!("the repository's own site cannot be built ({:?})\n{}", run.code, run.stderr)) }
    });
    built.as_ref().unwrap_or_else(|error| panic!("{error}"))
}
