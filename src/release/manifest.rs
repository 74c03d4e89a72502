//! The manifest of a release: the version and hash of every object, and the hash of every file.
//!
//! It stands beside the snapshot, is published with the release, and shows for ever whether either
//! has been touched since. The hash of several files is that of their lines as `sha256sum` prints
//! them, so anybody can check it without this program.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::model::{Date, Id, Model, Version};
use crate::source::{SourceFile, Sources};

/// The word by which a manifest is known.
const SCHEMA: &str = "release-manifest";

/// What a release was when it was frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `release-manifest`.
    schema: String,
    /// The release.
    pub release: String,
    /// Its date.
    pub date: String,
    /// The source format of the snapshot.
    pub format: u32,
    /// The hash of all files.
    pub sha256: String,
    /// Everything that has a source of its own.
    pub objects: Vec<Object>,
    /// Every file of the snapshot.
    pub files: Vec<FrozenFile>,
}

/// One thing of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// What it is.
    pub kind: String,
    /// Which of them.
    pub id: String,
    /// The version of its definition, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The hash of its files.
    pub sha256: String,
}

/// One file of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FrozenFile {
    /// From the root of the snapshot.
    pub path: String,
    /// How long it is.
    pub bytes: usize,
    /// The hash of what it holds.
    pub sha256: String,
}

/// What became of a file since its hash was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touched {
    /// It says something else.
    Changed,
    /// It is gone.
    Missing,
    /// It was not there.
    Additional,
}

impl FrozenFile {
    fn of(file: &SourceFile) -> Self {
        Self { path: file.path.to_string(), bytes: file.bytes.len(), sha256: sha256(&file.bytes) }
    }
}

impl Manifest {
    /// The manifest of a snapshot and what it says.
    pub fn of(release: &Id, date: Date, format: u32, snapshot: &Sources, model: &Model) -> Self {
        let files: Vec<FrozenFile> = frozen(snapshot).map(FrozenFile::of).collect();
        let mut objects: BTreeMap<(&str, &str), Vec<&FrozenFile>> = BTreeMap::new();
        for file in &files {
            objects.entry(object(&file.path)).or_default().push(file);
        }
        let objects = objects.into_iter().map(|((kind, id), files)| Object {
            kind: kind.to_owned(),
            id: id.to_owned(),
            version: version(model, kind, id).map(|version| version.to_string()),
            sha256: sum(files),
        });
        Self { schema: SCHEMA.to_owned(), release: release.to_string(), date: date.to_string(), format, sha256: sum(&files), objects: objects.collect(), files }
    }

    /// Reads a manifest; `None` where these bytes are none.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok().filter(|manifest: &Self| manifest.schema == SCHEMA)
    }

    /// The manifest as a file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// The files of a snapshot that are no longer what they were, in order.
    pub fn touched(&self, snapshot: &Sources) -> Vec<(String, Touched)> {
        let was: BTreeMap<&str, &FrozenFile> = self.files.iter().map(|file| (file.path.as_str(), file)).collect();
        let mut touched: Vec<(String, Touched)> = Vec::new();
        for file in frozen(snapshot) {
            match was.get(&*file.path) {
                None => touched.push((file.path.to_string(), Touched::Additional)),
                Some(known) if **known != FrozenFile::of(file) => touched.push((file.path.to_string(), Touched::Changed)),
                Some(_) => {}
            }
        }
        touched.extend(was.keys().filter(|path| snapshot.get(path).is_none()).map(|path| ((*path).to_owned(), Touched::Missing)));
        touched.sort_by(|a, b| a.0.cmp(&b.0));
        touched
    }
}

/// What was touched in a frozen release since its manifest was written.
pub fn changed(release: &Id, snapshot: &Sources, manifest: Option<&[u8]>) -> Report {
    let mut report = Report::default();
    let Some(bytes) = manifest else { return report };
    let mut push = |path: &str, release: Option<&Id>, message: String| {
        let place = Place { release: release.map(|id| id.as_str().into()), ..Place::of_file(path) };
        report.push(
            Diagnostic::new(Severity::Error, place, "changed-release", message)
                .help("bring back what was released; what is to change goes into the next release"),
        );
    };
    match Manifest::read(bytes) {
        None => push(&format!("releases/{release}/manifest.json"), None, format!("the manifest of the release `{release}` cannot be read")),
        Some(manifest) => {
            for (path, touched) in manifest.touched(snapshot) {
                let what = match touched {
                    Touched::Changed => "has changed since it was released",
                    Touched::Missing => "was released and is not there",
                    Touched::Additional => "was not part of the release",
                };
                push(&path, Some(release), format!("`{path}` {what}"));
            }
        }
    }
    report
}

/// A manifest that is not the one that was committed first: a release that was made anew under an old id.
pub fn rewritten(release: &Id, manifest: &[u8], first: &[u8], commit: &str) -> Option<Diagnostic> {
    let same = match (Manifest::read(manifest), Manifest::read(first)) {
        (Some(now), Some(then)) => (&now.sha256, &now.date) == (&then.sha256, &then.date),
        _ => manifest == first,
    };
    let commit = commit.get(..12).unwrap_or(commit);
    let message = format!("the release `{release}` is not what was released: its manifest is another one than in commit {commit}, which brought it");
    let help = format!("bring back what was released: git checkout {commit} -- releases/{release}; what is to change goes into the next release");
    let place = Place::of_file(&format!("releases/{release}/manifest.json"));
    (!same).then(|| Diagnostic::new(Severity::Error, place, "changed-release", message).help(help))
}

/// The files of a snapshot: what is said and what things are, without the settings.
pub fn frozen(snapshot: &Sources) -> impl Iterator<Item = &SourceFile> {
    snapshot.under("content/").chain(snapshot.under("models/"))
}

/// The hash of some bytes, in the form of manifests.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(digest.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The hash of several files: of their lines as `sha256sum` prints them.
fn sum<'f>(files: impl IntoIterator<Item = &'f FrozenFile>) -> String {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(format!("{}  {}\n", file.sha256, file.path));
    }
    hex(&hash.finalize())
}

/// What a file belongs to: kind and id, which the path alone tells.
fn object(path: &str) -> (&str, &str) {
    let stem = |name| str::strip_suffix(name, ".toml").unwrap_or(name);
    let mut parts = path.splitn(4, '/');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("content"), Some("pages"), Some(id), Some(_)) => ("page", id),
        (Some("content"), Some("use-cases"), Some(id), Some(_)) => ("use-case", id),
        (Some("content"), Some("indicators"), Some(id), Some(_)) => ("indicator", id),
        (Some("content"), Some("regions"), Some(id), Some(_)) => ("region", id),
        (Some("content"), Some(collection), Some(id), Some(_)) => (collection, id),
        (Some("content"), ..) => ("front-page", "index"),
        (Some("models"), Some("concepts"), Some(file), None) => ("concept-model", stem(file)),
        (Some("models"), Some("code-lists"), Some(file), None) => ("code-list", stem(file)),
        (Some("models"), Some("collections"), Some(file), None) => ("collection", stem(file)),
        (Some("models"), Some(file), None, None) => (stem(file), stem(file)),
        _ => ("file", path),
    }
}

/// The version of an object, where it has one.
fn version(model: &Model, kind: &str, id: &str) -> Option<Version> {
    let lifecycle = match kind {
        "use-case" => &model.use_cases.get(id)?.lifecycle,
        "indicator" => &model.indicators.get(id)?.lifecycle,
        "concept-model" => &model.concept_models.get(id)?.lifecycle,
        "code-list" => &model.code_lists.get(id)?.lifecycle,
        "information-model" => &model.information.as_ref()?.lifecycle,
        "regions" => model.regions.lifecycle.as_ref()?,
        _ => return None,
    };
    Some(lifecycle.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot() -> Sources {
        let page = b"+++\ntitle = \"x\"\n+++\n".as_slice();
        Sources::of([("site.toml", b"".as_slice()), ("content/index.md", page), ("content/pages/a/index.md", page), ("models/code-lists/s.toml", b"")])
    }

    fn manifest() -> Manifest {
        Manifest::of(&"1".into(), Date { year: 2024, month: 1, day: 31 }, 1, &snapshot(), &Model::default())
    }

    #[test]
    fn a_manifest_names_every_object_and_reads_itself() {
        let manifest = manifest();
        let objects: Vec<(&str, &str)> = manifest.objects.iter().map(|object| (object.kind.as_str(), object.id.as_str())).collect();
        assert_eq!(objects, [("code-list", "s"), ("front-page", "index"), ("page", "a")]);
        assert_eq!(Manifest::read(&manifest.bytes()), Some(manifest));
        assert_eq!(Manifest::read(b"{\"schema\": \"manifest\", \"files\": []}"), None);
    }

    #[test]
    fn every_touched_file_is_found() {
        let manifest = manifest();
        assert_eq!(manifest.touched(&snapshot()), []);
        let mut other = snapshot();
        other.insert(SourceFile::new("content/pages/a/index.md", b"+++\ntitle = \"y\"\n+++\n".as_slice()));
        other.insert(SourceFile::new("content/pages/b/index.md", b"".as_slice()));
        other.insert(SourceFile::new("site.toml", b"title = 1".as_slice()));
        other.files.remove("models/code-lists/s.toml");
        let expected = [
            ("content/pages/a/index.md".to_owned(), Touched::Changed),
            ("content/pages/b/index.md".to_owned(), Touched::Additional),
            ("models/code-lists/s.toml".to_owned(), Touched::Missing),
        ];
        assert_eq!(manifest.touched(&other), expected);
    }

    #[test]
    fn hashes_are_those_of_sha256sum() {
        let files = [FrozenFile { path: "a".into(), bytes: 0, sha256: sha256(b"") }];
        assert_eq!(files[0].sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(sum(&files), sha256(b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n"));
    }
}
