//! A git revision → files by path, read from the repository's objects without a checkout.
//!
//! One `ls-tree` and one long-lived `cat-file --batch`: the user's own git knows every form of
//! repository (worktrees, partial clones, reftable). A revision that begins with `-` stays data.

use std::io::{self, BufRead, BufReader, Read as _, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::{SourceFile, Sources};

/// Reads `content/` and `models/` of the site folder as they stood at a revision.
///
/// The error is a sentence that says what to do.
pub fn revision(site: &Path, revision: &str) -> Result<Sources, String> {
    // Asked aloud first: git's own words on "dubious ownership" must not hide behind "no such revision".
    let prefix = output(git(site).args(["rev-parse", "--show-prefix"])).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "git is not installed; a release kept in git is read with it".to_owned(),
        _ => format!("git says: {error}"),
    })?;
    let prefix = String::from_utf8_lossy(&prefix).trim_end_matches(['\n', '\r']).to_owned();
    let commit = output(git(site).args(["rev-parse", "--verify", "--quiet", "--end-of-options"]).arg(format!("{revision}^{{commit}}"))).map_err(|_| {
        format!("there is no revision `{revision}` in the repository; if the clone is shallow or without tags, fetch them: git fetch --unshallow --tags")
    })?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    read(site, &prefix, &commit).map_err(|error| format!("git could not read `{revision}`: {error}"))
}

fn read(site: &Path, prefix: &str, commit: &str) -> io::Result<Sources> {
    let listing = output(git(site).args(["ls-tree", "-r", "-z", "--full-tree", commit, "--"]).args(["content", "models"].map(|top| format!("{prefix}{top}"))))?;
    let mut blobs = Blobs::open(site)?;
    let mut sources = Sources::default();
    for entry in listing.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
        let Some(Entry { mode, object, path }) = Entry::parse(entry) else { continue };
        let path = path.strip_prefix(prefix).unwrap_or(path);
        if !mode.starts_with("100") {
            return Err(io::Error::other(format!("`{path}` is a symbolic link or a submodule; a release must hold its files itself")));
        }
        if path.split('/').any(|part| part.starts_with('.') || part.ends_with('~')) {
            continue;
        }
        let bytes = blobs.read(object)?;
        sources.insert(SourceFile::new(path, bytes));
    }
    Ok(sources)
}

/// A line of `ls-tree -z`: mode, type, object and path.
struct Entry<'a> {
    mode: &'a str,
    object: &'a str,
    path: &'a str,
}

impl<'a> Entry<'a> {
    fn parse(line: &'a [u8]) -> Option<Self> {
        let (head, path) = std::str::from_utf8(line).ok()?.split_once('\t')?;
        let mut head = head.split(' ');
        let (mode, _kind, object) = (head.next()?, head.next()?, head.next()?);
        Some(Self { mode, object, path })
    }
}

fn git(site: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(site)
        .args(["-c", "core.quotepath=off", "--no-optional-locks"])
        // A hook that runs the program has set these for its own repository.
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .env_remove("GIT_OBJECT_DIRECTORY")
        .env_remove("GIT_COMMON_DIR")
        .env_remove("GIT_PREFIX")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stderr(Stdio::piped());
    command
}

fn output(command: &mut Command) -> io::Result<Vec<u8>> {
    let output = command.output()?;
    if output.status.success() { Ok(output.stdout) } else { Err(io::Error::other(String::from_utf8_lossy(&output.stderr).trim().to_owned())) }
}

/// Contents of objects, through one long-lived process.
struct Blobs {
    child: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Blobs {
    fn open(site: &Path) -> io::Result<Self> {
        let mut child = git(site).args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let (Some(requests), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("git gave no pipe"));
        };
        Ok(Self { child, requests, answers: BufReader::new(answers) })
    }

    fn read(&mut self, object: &str) -> io::Result<Vec<u8>> {
        writeln!(self.requests, "{object}")?;
        self.requests.flush()?;
        let mut header = String::new();
        self.answers.read_line(&mut header)?;
        let size: usize =
            header.trim().rsplit(' ').next().and_then(|size| size.parse().ok()).ok_or_else(|| io::Error::other(format!("git answered `{}`", header.trim())))?;
        let mut bytes = vec![0; size];
        self.answers.read_exact(&mut bytes)?;
        self.answers.read_exact(&mut [0])?;
        Ok(bytes)
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        // The process only reads; ending it early loses nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
