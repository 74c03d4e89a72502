//! Temporary folders and trees of files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder of a test's own, removed when the test is done with it.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// A new folder; its name begins with `name`, so that what is left behind can be told apart.
    pub fn new(name: &str) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}-{count}", std::process::id()));
        fs::create_dir_all(&path).expect("a temporary folder can be made");
        Self(path)
    }

    /// A copy of a folder.
    pub fn copy_of(name: &str, source: &Path) -> Self {
        let folder = Self::new(name);
        copy(source, &folder.0);
        folder
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A path in it.
    pub fn join(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        write(&self.0.join(path), bytes);
    }

    /// The text of a file.
    #[track_caller]
    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Changes a file by replacing a text that must be in it.
    #[track_caller]
    pub fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.text(path);
        assert!(text.contains(old), "{path} does not hold `{old}`");
        self.write(path, text.replacen(old, new, 1));
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Writes a file, with the folders above it.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).expect("a folder can be made");
    }
    fs::write(path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// Copies a folder's files into another.
pub fn copy(source: &Path, target: &Path) {
    for path in paths(source) {
        let to = target.join(&path);
        fs::create_dir_all(to.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::copy(source.join(&path), &to).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
}

/// Every file below a folder, by its path with `/`, in order; folders that are not there have none.
pub fn paths(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    collect(root, "", &mut found);
    found.sort();
    found
}

/// Every file below a folder whose name ends in something.
pub fn paths_ending(root: &Path, ending: &str) -> Vec<String> {
    paths(root).into_iter().filter(|path| path.ends_with(ending)).collect()
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.expect("a folder can be read");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().expect("a file has a type").is_dir() {
            collect(&entry.path(), &format!("{name}/"), found);
        } else {
            found.push(name);
        }
    }
}

/// Every file below a folder with its bytes.
pub fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |path: String| {
        let bytes = fs::read(root.join(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        (path, bytes)
    };
    paths(root).into_iter().map(read).collect()
}

/// Fails where two trees differ, naming the first files that do.
#[track_caller]
pub fn assert_same(what: &str, one: &Path, other: &Path) {
    let (one, other) = (tree(one), tree(other));
    let mut different: Vec<String> = one.iter().filter(|(path, bytes)| other.get(*path) != Some(bytes)).map(|(path, _)| path.clone()).collect();
    different.extend(other.keys().filter(|path| !one.contains_key(*path)).cloned());
    super::none(&format!("{what}: files that differ"), different);
    assert!(!one.is_empty(), "{what}: there are no files");
}
