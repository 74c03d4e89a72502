//! A git revision → files by path, read from the repository's objects without a checkout.
//!
//! One `ls-tree` and one `cat-file --batch`: the user's own git knows every form of repository
//! (worktrees, bare and partial clones, reftable). A revision that begins with `-` stays data.
//!
//! **Nothing of the repository is run.** The three commands used here only read objects, and every
//! transport is shut, so no hook, filter or helper that its configuration names can start. That is
//! why a repository of another owner, which git would otherwise refuse, is read like one's own.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use super::{SourceFile, Sources};

/// Reads `content/` and `models/` of the site folder as they stood at a revision.
///
/// The error is a sentence that says what to do.
pub fn revision(site: &Path, revision: &str) -> Result<Sources, String> {
    let tree = tree(site, revision)?;
    read(site, &tree).map_err(|error| format!("git could not read `{revision}`: {error}"))
}

/// Reads one file of the site folder as it stood at a revision; `None` where it was not there.
pub fn file_at(site: &Path, revision: &str, path: &str) -> Result<Option<SourceFile>, String> {
    let tree = tree(site, revision)?;
    let found = list(site, &tree, &[path]).and_then(|entries| contents(site, entries));
    Ok(found.map_err(|error| format!("git could not read `{revision}`: {error}"))?.files.into_values().next())
}

/// The commit that a revision names.
pub fn commit(site: &Path, revision: &str) -> Result<String, String> {
    // Asked aloud first: git's own words on the repository must not hide behind "no such revision".
    output(git(site).args(["rev-parse", "--git-dir"])).map_err(|error| unopened(&error))?;
    object(site, &format!("{revision}^{{commit}}")).ok_or_else(|| missing(site, revision))
}

/// What some revisions and the site folder's place below the root name by now, without reading any of it.
///
/// `None` where one of them names nothing.
pub fn named(site: &Path, revisions: &[&str]) -> Option<Vec<String>> {
    if revisions.is_empty() {
        return Some(Vec::new());
    }
    if revisions.iter().any(|revision| revision.contains('\n')) {
        return None;
    }
    let prefix = String::from_utf8(output(git(site).args(["rev-parse", "--show-prefix"])).ok()?).ok()?;
    let asked = revisions.iter().fold(String::new(), |asked, revision| asked + revision + "^{commit}\n");
    let mut child = git(site).args(["cat-file", "--batch-check=%(objectname)"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut requests = child.stdin.take()?;
    let asking = std::thread::spawn(move || requests.write_all(asked.as_bytes()));
    let answers = child.wait_with_output().ok()?;
    let _ = asking.join();
    let mut named: Vec<String> = String::from_utf8(answers.stdout).ok()?.lines().map(str::to_owned).collect();
    let is_name = |line: &String| line.len() >= 40 && line.bytes().all(|byte| byte.is_ascii_hexdigit());
    if named.len() != revisions.len() || !named.iter().all(is_name) {
        return None;
    }
    named.push(prefix);
    Some(named)
}

/// A file as it was when it was first committed.
pub struct Committed {
    /// The commit, whole.
    pub commit: String,
    /// What the file held.
    pub bytes: Vec<u8>,
}

/// Files of the site folder as they were first committed, as far back as the clone goes; none outside a repository.
pub fn first_committed(site: &Path, paths: &[String]) -> BTreeMap<String, Committed> {
    first_of(site, paths).unwrap_or_default()
}

fn first_of(site: &Path, paths: &[String]) -> io::Result<BTreeMap<String, Committed>> {
    let mut first = BTreeMap::new();
    if paths.is_empty() {
        return Ok(first);
    }
    let commits = output(git(site).args(["rev-list", "--reverse", "--topo-order", "HEAD", "--"]).args(paths))?;
    for commit in String::from_utf8_lossy(&commits).lines() {
        let missing: Vec<&String> = paths.iter().filter(|path| !first.contains_key(*path)).collect();
        if missing.is_empty() {
            break;
        }
        for path in missing {
            if let Some(object) = object(site, &format!("{commit}:./{path}")) {
                let bytes = output(git(site).args(["cat-file", "blob", &object]))?;
                first.insert(path.clone(), Committed { commit: commit.to_owned(), bytes });
            }
        }
    }
    Ok(first)
}

/// The name of an object; `None` where there is none of that kind.
fn object(site: &Path, name: &str) -> Option<String> {
    let found = output(git(site).args(["rev-parse", "--verify", "--quiet", "--end-of-options"]).arg(name));
    found.ok().map(|object| String::from_utf8_lossy(&object).trim().to_owned())
}

/// The object that holds the site folder at a revision.
fn tree(site: &Path, revision: &str) -> Result<String, String> {
    let commit = commit(site, revision)?;
    let prefix = output(git(site).args(["rev-parse", "--show-prefix"])).map_err(|error| unopened(&error))?;
    let prefix = String::from_utf8_lossy(&prefix).trim_end_matches(['\n', '\r']).to_owned();
    object(site, &format!("{commit}:{prefix}")).ok_or_else(|| format!("at `{revision}` there was no folder `{}` yet", prefix.trim_end_matches('/')))
}

/// Why git does not open the repository, and what to do.
fn unopened(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound {
        return "git is not installed; a release kept in git is read with it".to_owned();
    }
    let words = error.to_string();
    if words.contains("dubious ownership") {
        let command = words.lines().map(str::trim).find(|line| line.starts_with("git config")).unwrap_or("git config --global --add safe.directory '*'");
        return format!("the repository belongs to another user, and this version of git does not open it; if you trust it: {command}");
    }
    let first = words.lines().next().unwrap_or_default();
    format!("git says: {}", first.strip_prefix("fatal: ").unwrap_or(first))
}

/// What to do where a revision is not in the repository.
fn missing(site: &Path, revision: &str) -> String {
    let says = |args: &[&str]| output(git(site).args(args)).map(|answer| String::from_utf8_lossy(&answer).trim().to_owned()).unwrap_or_default();
    let help = if says(&["rev-parse", "--is-shallow-repository"]) == "true" {
        "the clone is shallow, so fetch the rest: git fetch --unshallow --tags"
    } else if says(&["rev-parse", "--verify", "--quiet", "HEAD"]).is_empty() {
        "nothing has been committed here yet; commit first: git add -A && git commit"
    } else if says(&["config", "--get-regexp", r"^remote\..*\.url$"]).is_empty() {
        "`git tag` and `git branch --all` list what there is"
    } else {
        "it may be on the server alone, so fetch it: git fetch --tags; then `git tag` lists what there is"
    };
    format!("there is no revision `{revision}` in the repository; {help}")
}

fn read(site: &Path, tree: &str) -> io::Result<Sources> {
    let entries = list(site, tree, &["content", "models"])?;
    contents(site, entries)
}

/// The files of a tree below some paths.
fn list(site: &Path, tree: &str, paths: &[&str]) -> io::Result<Vec<Entry>> {
    let listing = output(git(site).args(["ls-tree", "-r", "-z", "--full-tree", tree, "--"]).args(paths))?;
    let mut entries = Vec::new();
    for line in listing.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
        let line = std::str::from_utf8(line).map_err(|_| io::Error::other(format!("`{}` is not a name in UTF-8", String::from_utf8_lossy(line))))?;
        let Some(entry) = Entry::parse(line) else { continue };
        if entry.path.split('/').any(|part| part.starts_with('.') || part.ends_with('~')) {
            continue;
        }
        if !entry.mode.starts_with("100") {
            return Err(io::Error::other(format!("`{}` is a symbolic link or a submodule; a release must hold its files itself", entry.path)));
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// A line of `ls-tree -z`: mode, type, object and path.
struct Entry {
    mode: String,
    object: String,
    path: String,
}

impl Entry {
    fn parse(line: &str) -> Option<Self> {
        let (head, path) = line.split_once('\t')?;
        let mut head = head.split(' ');
        let (mode, _kind, object) = (head.next()?, head.next()?, head.next()?);
        Some(Self { mode: mode.to_owned(), object: object.to_owned(), path: path.to_owned() })
    }
}

fn git(site: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(site)
        // See the module: what is read here runs nothing, so whose it is does not matter.
        .args(["-c", "safe.directory=*", "-c", "safe.bareRepository=all", "-c", "core.fsmonitor=false"])
        .args(["--no-optional-locks", "--literal-pathspecs"])
        .env("GIT_ALLOW_PROTOCOL", "none")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stderr(Stdio::piped());
    // A hook that runs the program has set these for its own repository.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_SHALLOW_FILE"] {
        command.env_remove(name);
    }
    command
}

fn output(command: &mut Command) -> io::Result<Vec<u8>> {
    let output = command.output()?;
    if output.status.success() { Ok(output.stdout) } else { Err(io::Error::other(String::from_utf8_lossy(&output.stderr).trim().to_owned())) }
}

/// What the files of a listing hold: all objects are asked for in one breath, and come back in order.
fn contents(site: &Path, entries: Vec<Entry>) -> io::Result<Sources> {
    let mut child = git(site).args(["cat-file", "--batch", "--buffer"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let (Some(mut requests), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(io::Error::other("git gave no pipe"));
    };
    let asked = entries.iter().fold(String::new(), |asked, entry| asked + &entry.object + "\n");
    let asking = std::thread::spawn(move || requests.write_all(asked.as_bytes()));
    let mut answers = BufReader::new(answers);
    let read = entries.iter().map(|entry| Ok(SourceFile::new(&entry.path, answer(&mut answers, &entry.path)?))).collect::<io::Result<Vec<_>>>();
    // Whatever came of it: with its answers closed, the process ends, and so does the asking.
    drop(answers);
    let _ = asking.join();
    let _ = child.wait();
    let mut sources = Sources::default();
    for file in read? {
        sources.insert(file);
    }
    Ok(sources)
}

/// The next answer of `cat-file --batch`.
fn answer(answers: &mut impl BufRead, path: &str) -> io::Result<Vec<u8>> {
    let mut header = String::new();
    answers.read_line(&mut header)?;
    let header = header.trim();
    if header.ends_with(" missing") {
        return Err(io::Error::other(format!("`{path}` was left on the server by a partial clone; fetch all of it: git fetch --refetch --no-filter")));
    }
    let size: usize = header.rsplit(' ').next().and_then(|size| size.parse().ok()).ok_or_else(|| io::Error::other(format!("git answered `{header}`")))?;
    let mut bytes = vec![0; size];
    answers.read_exact(&mut bytes)?;
    answers.read_exact(&mut [0])?;
    Ok(bytes)
}
