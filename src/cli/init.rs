//! `virta init`: starts a site that builds at once.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Outcome, Stop, print};

/// What `init` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the new site (default: the site folder)
    folder: Option<PathBuf>,
}

const FILES: [(&str, &str); 4] = [
    ("site.toml", include_str!("init/site.toml")),
    ("content/index.md", include_str!("init/index.md")),
    ("content/pages/tietoa/index.md", include_str!("init/tietoa.md")),
    (".gitignore", "output/\n.output.*\n"),
];

/// Starts a site in a folder that is empty or not there yet.
pub fn run(site: &Path, args: &Args) -> Outcome {
    let folder = args.folder.as_deref().unwrap_or(site);
    let failure = |path: &Path, error: &std::io::Error| Stop::Failure(format!("cannot write {}: {error}", path.display()));
    fs::create_dir_all(folder).map_err(|error| failure(folder, &error))?;
    let entries = fs::read_dir(folder).map_err(|error| failure(folder, &error))?;
    // A fresh clone of an empty repository is as good as an empty folder.
    if entries.filter_map(Result::ok).any(|entry| entry.file_name() != ".git") {
        return Err(Stop::Failure(format!("{} is not empty; name a new folder: virta init DIR", folder.display())));
    }
    for (path, text) in FILES {
        let target = folder.join(path);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(|error| failure(parent, &error))?;
        }
        fs::write(&target, text).map_err(|error| failure(&target, &error))?;
    }
    if folder == Path::new(".") {
        return print("a site is started here; see it with: virta serve\n");
    }
    print(&format!("a site is started in {0}; see it with: virta serve --site {0}\n", folder.display()))
}
