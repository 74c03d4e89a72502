//! Which files some folders hold and when each of them last changed: all that can be told without reading one.
//!
//! **Not the day that a file claims.** When its content was last written (mtime) can be set by anybody, and
//! copies and archives do set it. When anything about it last changed (ctime) is written by the system alone,
//! at every write, rename and change of rights, and there is no call that sets it back. A file of the same size,
//! number (inode) and ctime is the same file; a folder of the same ctime has the same names in it.
//!
//! **What changed too lately is not trusted either.** The system's clock goes in steps of some milliseconds, and
//! a file can be written twice within one. So a listing counts only where everything in it is older than the
//! step in which it was made; who asks for one sees to that with [`Listing::newest`].

use std::fs;
use std::path::Path;

use rayon::prelude::*;

/// Deeper folders are nobody's site.
const DEEPEST: usize = 64;

/// When something changed: nanoseconds since 1970, as the file system counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(u64);

/// What a path holds, as far as that can be told without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    kind: Kind,
    size: u64,
    inode: u64,
    changed: Moment,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
    Nothing,
}

/// Paths below a root with their stamps; also of paths where nothing is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    entries: Vec<(String, Stamp)>,
}

impl Listing {
    /// What some paths below a root hold; `None` where a link, a device or a folder that cannot be read is among it.
    pub fn of(root: &Path, paths: &[String]) -> Option<Self> {
        let found: Option<Vec<_>> = paths.par_iter().map(|path| below(root, path.clone(), DEEPEST)).collect();
        Some(Self { entries: found?.into_iter().flatten().collect() })
    }

    /// When something in it last changed.
    pub fn newest(&self) -> Moment {
        // Some file systems count whole seconds, or every other one.
        let upper =
            |stamp: &Stamp| if stamp.changed.0.is_multiple_of(1_000_000_000) { Moment(stamp.changed.0.saturating_add(2_000_000_000)) } else { stamp.changed };
        self.entries.iter().filter(|(_, stamp)| stamp.kind != Kind::Nothing).map(|(_, stamp)| upper(stamp)).max().unwrap_or(Moment(0))
    }

    /// One line for each path.
    pub fn text(&self) -> String {
        use std::fmt::Write as _;
        let mut text = String::with_capacity(self.entries.len() * 80);
        for (path, Stamp { kind, size, inode, changed }) in &self.entries {
            let kind = match kind {
                Kind::File => 'f',
                Kind::Folder => 'd',
                Kind::Nothing => '-',
            };
            let _ = writeln!(text, "{kind} {size} {inode} {} {path}", changed.0);
        }
        text
    }
}

/// Whether all that a listing's [`text`](Listing::text) names is still as it was listed.
pub fn is_still(root: &Path, listing: &str) -> bool {
    let Some(root) = Root::open(root) else { return false };
    listing.par_lines().all(|line| entry(line).is_some_and(|(path, stamp)| root.stamp(path) == Some(stamp)))
}

/// A folder that is held open, so that the way to it is gone only once.
#[cfg(target_os = "linux")]
struct Root(std::os::fd::OwnedFd);

#[cfg(target_os = "linux")]
impl Root {
    fn open(root: &Path) -> Option<Self> {
        use rustix::fs::{Mode, OFlags};
        rustix::fs::open(root, OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()).ok().map(Self)
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        use rustix::fs::{AtFlags, FileType, statat};
        let found = match statat(&self.0, if path.is_empty() { "." } else { path }, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(found) => found,
            Err(rustix::io::Errno::NOENT) => return Some(Stamp::NOTHING),
            Err(_) => return None,
        };
        let kind = match FileType::from_raw_mode(found.st_mode) {
            FileType::RegularFile => Kind::File,
            FileType::Directory => Kind::Folder,
            _ => return None,
        };
        let changed = Moment::of(found.st_ctime, i64::try_from(found.st_ctime_nsec).ok()?)?;
        Some(Stamp { kind, size: u64::try_from(found.st_size).ok()?, inode: found.st_ino, changed })
    }
}

#[cfg(not(target_os = "linux"))]
struct Root(std::path::PathBuf);

#[cfg(not(target_os = "linux"))]
impl Root {
    fn open(root: &Path) -> Option<Self> {
        Some(Self(root.to_owned()))
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        Stamp::of(&self.0.join(path))
    }
}

impl Moment {
    #[cfg(unix)]
    fn of(seconds: i64, nanos: i64) -> Option<Self> {
        u64::try_from(seconds).ok()?.checked_mul(1_000_000_000)?.checked_add(u64::try_from(nanos).ok()?).map(Self)
    }
}

/// Reads a line of a listing.
fn entry(line: &str) -> Option<(&str, Stamp)> {
    let mut parts = line.splitn(5, ' ');
    let kind = match parts.next()? {
        "f" => Kind::File,
        "d" => Kind::Folder,
        "-" => Kind::Nothing,
        _ => return None,
    };
    let mut number = || parts.next()?.parse::<u64>().ok();
    let stamp = Stamp { kind, size: number()?, inode: number()?, changed: Moment(number()?) };
    Some((parts.next()?, stamp))
}

/// How long a file is, and when anything about it last changed.
pub fn changed(path: &Path) -> Option<(u64, Moment)> {
    Stamp::of(path).filter(|stamp| stamp.kind == Kind::File).map(|stamp| (stamp.size, stamp.changed))
}

fn below(root: &Path, path: String, deepest: usize) -> Option<Vec<(String, Stamp)>> {
    let on_disk = root.join(&path);
    let stamp = Stamp::of(&on_disk)?;
    if stamp.kind != Kind::Folder {
        return Some(vec![(path, stamp)]);
    }
    let names = fs::read_dir(&on_disk).ok()?.map(|entry| entry.ok()?.file_name().into_string().ok().filter(|name| !name.contains('\n')));
    let names: Vec<String> = names.collect::<Option<_>>()?;
    let deepest = deepest.checked_sub(1)?;
    let inner = |name: String| below(root, if path.is_empty() { name } else { format!("{path}/{name}") }, deepest);
    let inner: Option<Vec<_>> = names.into_par_iter().map(inner).collect();
    Some([(path.clone(), stamp)].into_iter().chain(inner?.into_iter().flatten()).collect())
}

impl Stamp {
    const NOTHING: Self = Self { kind: Kind::Nothing, size: 0, inode: 0, changed: Moment(0) };

    #[cfg(unix)]
    fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let found = match fs::symlink_metadata(path) {
            Ok(found) => found,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Some(Self::NOTHING),
            Err(_) => return None,
        };
        let kind = if found.is_file() {
            Kind::File
        } else if found.is_dir() {
            Kind::Folder
        } else {
            return None;
        };
        Some(Self { kind, size: found.len(), inode: found.ino(), changed: Moment::of(found.ctime(), found.ctime_nsec())? })
    }

    /// Elsewhere nothing tells what nobody can set back.
    #[cfg(not(unix))]
    fn of(_: &Path) -> Option<Self> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_reads_itself_and_names_what_is_not_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let listing = Listing::of(&root, &["source".to_owned(), "no-such-file".to_owned()]).expect("there are neither links nor devices");
        assert!(listing.entries.iter().any(|(path, stamp)| path == "source/listing.rs" && stamp.kind == Kind::File));
        assert!(listing.entries.iter().any(|(path, stamp)| path == "no-such-file" && stamp.kind == Kind::Nothing));
        assert!(is_still(&root, &listing.text()) && !is_still(&root.join("source"), &listing.text()));
        assert!(!is_still(&root, "f 1 2 x source"));
    }
}
