//! A folder of the disk → files by path. Symbolic links are refused, hidden files are passed over.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{Read, Refused, SourceFile};

/// Reads `content/` and `models/` of a folder, and `site.toml` where there is one.
///
/// An unreadable file is a finding at its place; the rest is read.
pub fn folder(root: &Path) -> Read {
    let mut read = Read::default();
    let mut found = Vec::new();
    for top in ["content", "models", "site.toml"] {
        list(&root.join(top), root, &mut found, &mut read);
    }
    load(found, &mut read);
    stand_in(&mut read);
    read
}

/// Lets refused files, and the documents of refused folders, stand among the sources without what they hold.
fn stand_in(read: &mut Read) {
    for refused in read.refused.iter().filter(|refused| !refused.path.contains(char::REPLACEMENT_CHARACTER)) {
        let is_content = refused.path == "content";
        let is_folder_of_document = refused.path.starts_with("content/") && refused.path.matches('/').count() == 2 && !refused.path.contains('.');
        let path = if is_content || is_folder_of_document { format!("{}/index.md", refused.path) } else { refused.path.clone() };
        read.sources.insert(SourceFile::refused(&path));
    }
}

/// Reads every file of a theme, with paths from the theme's own folder.
pub fn theme_folder(root: &Path) -> Read {
    let mut read = Read::default();
    let mut found = Vec::new();
    list(root, root, &mut found, &mut read);
    load(found, &mut read);
    read
}

/// Names that editors and systems leave behind.
fn is_passed_over(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() > 0 && (name.starts_with('.') || name.ends_with('~'))
}

fn list(top: &Path, root: &Path, found: &mut Vec<(String, PathBuf)>, read: &mut Read) {
    let Ok(metadata) = fs::symlink_metadata(top) else { return };
    if metadata.is_symlink() {
        // Walking would follow this one.
        return read.refused.push(symbolic_link(relative(top, root)));
    }
    for entry in WalkDir::new(top).sort_by_file_name().into_iter().filter_entry(|entry| !is_passed_over(entry)) {
        match entry {
            Ok(entry) if entry.path_is_symlink() => read.refused.push(symbolic_link(relative(entry.path(), root))),
            Ok(entry) if entry.file_type().is_file() => {
                let path = relative(entry.path(), root);
                if entry.path().strip_prefix(root).ok().and_then(Path::to_str).is_some() {
                    found.push((path, entry.into_path()));
                } else {
                    read.refused.push(Refused { path, rule: "unreadable-file", message: "the file's name is not UTF-8".to_owned(), help: "rename the file" });
                }
            }
            Ok(entry) if !entry.file_type().is_dir() => read.refused.push(no_file(relative(entry.path(), root), "a device or a pipe")),
            Ok(entry) if is_named_as_a_file(&entry) => read.refused.push(no_file(relative(entry.path(), root), "a folder")),
            Ok(_) => {}
            Err(error) => {
                let path = error.path().map_or_else(String::new, |path| relative(path, root));
                read.refused.push(unreadable(&path, &error));
            }
        }
    }
}

fn load(found: Vec<(String, PathBuf)>, read: &mut Read) {
    let loaded: Vec<_> = found.into_par_iter().map(|(path, on_disk)| (shared(&on_disk), path)).collect();
    for (bytes, path) in loaded {
        match bytes {
            Ok(bytes) => read.sources.insert(SourceFile::new(&path, bytes)),
            Err(error) => read.refused.push(unreadable(&path, &error)),
        }
    }
}

/// The bytes of a file, read to where they are shared: a second copy of a large table would be the program's largest moment.
fn shared(on_disk: &Path) -> io::Result<Arc<[u8]>> {
    let mut file = fs::File::open(on_disk)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or_default();
    let mut bytes: Arc<[u8]> = std::iter::repeat_n(0, length).collect();
    let mut more = Vec::new();
    match Arc::get_mut(&mut bytes).map(|bytes| file.read_exact(bytes)) {
        Some(Ok(())) if file.read_to_end(&mut more)? == 0 => Ok(bytes),
        // It has become longer or shorter in between.
        _ => fs::read(on_disk).map(Arc::from),
    }
}

/// Whether a folder has the name of a source; those of documents have no dot.
fn is_named_as_a_file(entry: &DirEntry) -> bool {
    entry.path().extension().is_some_and(|ending| ["toml", "md", "csv", "json", "geojson", "parquet", "sql"].iter().any(|known| ending == *known))
}

fn symbolic_link(path: String) -> Refused {
    let message = format!("`{path}` is a symbolic link");
    Refused { path, rule: "symbolic-link", message, help: "put the file itself there: a snapshot has to hold all that it shows" }
}

fn no_file(path: String, what: &str) -> Refused {
    let message = format!("`{path}` is {what}, and a file is wanted");
    Refused { path, rule: "unreadable-file", message, help: "take it away, or put a file there" }
}

fn unreadable(path: &str, error: &dyn std::fmt::Display) -> Refused {
    let message = format!("`{path}` cannot be read: {error}");
    Refused { path: path.to_owned(), rule: "unreadable-file", message, help: "check that the file is there and that you may read it" }
}

fn relative(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
