//! One change: what, how grave, where, found how, and said in words.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::pointer::Pointer;
use super::rules::Rule;
use crate::model::{Id, Kind, Language, Period, Reference};

/// How grave a change is, the mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Values: no part of the definition, and no version step.
    Data,
    /// The form of words, not what they say.
    Editorial,
    /// Says better what was meant before.
    Clarifying,
    /// More than before; what relied on it goes on as it was.
    Additive,
    /// The same name, and another number.
    ChangesTheNumber,
    /// What relied on it no longer works.
    Breaking,
}

impl Class {
    /// Every class with its word; values last, as they stand beside the others.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("editorial", Self::Editorial),
        ("clarifying", Self::Clarifying),
        ("additive", Self::Additive),
        ("changes-the-number", Self::ChangesTheNumber),
        ("breaking", Self::Breaking),
        ("data", Self::Data),
    ];

    /// The word of the contract.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, class)| *class == self).map_or("", |(word, _)| word)
    }

    /// The least version step that it demands; values demand none.
    pub const fn least_step(self) -> Option<Step> {
        match self {
            Self::Data => None,
            Self::Editorial | Self::Clarifying => Some(Step::Patch),
            Self::Additive => Some(Step::Minor),
            Self::ChangesTheNumber | Self::Breaking => Some(Step::Major),
        }
    }
}

/// A step of a version, the smallest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The last number.
    Patch,
    /// The middle one.
    Minor,
    /// The first one.
    Major,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// How the two sides of a change were known to be the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// By the id.
    Id,
    /// By an old id that the new one declares.
    RenamedFrom,
    /// By what they say, where nothing else could be meant.
    Evidence,
}

impl MatchedBy {
    /// The word of the machine form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::RenamedFrom => "renamed_from",
            Self::Evidence => "evidence",
        }
    }
}

/// A sentence in the three languages of the interface.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// In Finnish.
    pub fi: String,
    /// In Swedish.
    pub sv: String,
    /// In English.
    pub en: String,
}

impl Sentence {
    /// The sentence in a language; in English where there is none in it.
    pub fn in_language(&self, language: Language) -> &str {
        match language.code().split('-').next() {
            Some("fi") => &self.fi,
            Some("sv") => &self.sv,
            _ => &self.en,
        }
    }
}

/// A thing by kind and id; beside the kinds that can be referred to also parts and whole files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Subject {
    /// What it is: the name of a [`Kind`], or of a part such as `code` or `requirement`.
    pub kind: String,
    /// Which of them; a part's begins with that of what it is a part of.
    pub id: String,
}

impl Subject {
    /// A thing by kind and id.
    pub fn new(kind: impl Into<String>, id: impl Into<String>) -> Self {
        Self { kind: kind.into(), id: id.into() }
    }

    /// The thing as a reference, where things of its kind have a page of their own.
    pub fn reference(&self, is_collection: impl Fn(&str) -> bool) -> Option<Reference> {
        let kind = Kind::built_in(&self.kind).or_else(|| is_collection(&self.kind).then(|| Kind::Document(Id::from(self.kind.as_str()))))?;
        Some(Reference::new(kind, self.id.as_str()))
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.id.is_empty() { f.write_str(&self.kind) } else { write!(f, "{}:{}", self.kind, self.id) }
    }
}

/// What the two sides of a change are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text in several languages: a table from language to Markdown.
    Text,
    /// A whole thing: a table of its fields, with `position` among its siblings.
    Thing,
    /// A row of values.
    Row,
    /// A whole table of values, as CSV.
    Table,
    /// Anything else: a word, a number, a list.
    Plain,
}

/// Which value of an indicator a change is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The region's code.
    pub region: Id,
    /// The period.
    pub period: Period,
    /// Dimensions and their codes; none for the total.
    pub codes: Vec<(Id, Id)>,
}

/// One change between two snapshots.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The rule that named it.
    #[serde(serialize_with = "rule_name")]
    pub rule: &'static Rule,
    /// How grave it is.
    pub class: Class,
    /// What changed.
    #[serde(flatten)]
    pub subject: Subject,
    /// Which part of it; `None` where it came or went as a whole.
    pub field: Option<String>,
    /// What it said.
    pub old: Option<Json>,
    /// What it says.
    pub new: Option<Json>,
    /// `file:line` in the old snapshot; filled in by [`Changes::placed`](super::Changes::placed).
    pub old_place: Option<String>,
    /// `file:line` in the new snapshot.
    pub new_place: Option<String>,
    /// How the two sides were matched; `None` where there is but one.
    pub matched_by: Option<MatchedBy>,
    /// What changed, for readers.
    pub sentence: Sentence,
    /// What the change is, however it came about: a hash of kind, id, field and both values.
    pub fingerprint: String,
    /// The document that the thing is, or is a part of, by its newer id.
    #[serde(skip)]
    pub document: Subject,
    /// What the two sides are.
    #[serde(skip)]
    pub form: Form,
    /// Which value, where it is one.
    #[serde(skip)]
    pub cell: Option<Cell>,
    /// Where to look in the old snapshot's sources.
    #[serde(skip)]
    pub old_pointer: Option<Pointer>,
    /// Where to look in the new snapshot's sources.
    #[serde(skip)]
    pub new_pointer: Option<Pointer>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn rule_name<S: Serializer>(rule: &&'static Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.name)
}

impl Change {
    /// The text of both sides in each language that either has, where the change is one of text.
    pub fn texts(&self) -> Vec<(Language, Option<&str>, Option<&str>)> {
        if self.form != Form::Text {
            return Vec::new();
        }
        let (old, new) = (texts(self.old.as_ref()), texts(self.new.as_ref()));
        let find = |side: &[(Language, &'_ str)], language: Language| side.iter().position(|(known, _)| *known == language);
        let mut both: Vec<_> = old.iter().map(|(language, text)| (*language, Some(*text), find(&new, *language).map(|at| new[at].1))).collect();
        both.extend(new.iter().filter(|(language, _)| find(&old, *language).is_none()).map(|(language, text)| (*language, None, Some(*text))));
        both
    }
}

/// A text in its languages, in order of fall-back.
pub fn texts(side: Option<&Json>) -> Vec<(Language, &str)> {
    let table = side.and_then(Json::as_object).into_iter().flatten();
    table.filter_map(|(code, text)| Some((Language::parse(code)?, text.as_str()?))).collect()
}

/// A hash of what a change is; the order of keys does not matter.
pub fn fingerprint(subject: &Subject, field: Option<&str>, old: Option<&Json>, new: Option<&Json>) -> String {
    let mut hash = Sha256::new();
    for part in [subject.kind.as_str(), subject.id.as_str(), field.unwrap_or("")] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    for side in [old, new] {
        if let Some(side) = side {
            feed(side, &mut hash);
        }
        hash.update([0]);
    }
    hash.finalize().iter().take(8).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn feed(value: &Json, hash: &mut Sha256) {
    match value {
        Json::Object(table) => {
            let mut keys: Vec<&String> = table.keys().collect();
            keys.sort_unstable();
            hash.update(b"{");
            for key in keys {
                hash.update(key.as_bytes());
                hash.update(b":");
                feed(&table[key], hash);
                hash.update(b",");
            }
            hash.update(b"}");
        }
        Json::Array(items) => {
            hash.update(b"[");
            for item in items {
                feed(item, hash);
                hash.update(b",");
            }
            hash.update(b"]");
        }
        other => hash.update(other.to_string().as_bytes()),
    }
}
