//! How the change of one field is judged: which rule names it.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::change::texts;
use super::rules::{
    CALCULATION_CHANGED, CALCULATION_DESCRIBED, CARDINALITY_NARROWED, CARDINALITY_WIDENED, DEFINITION_ADDED, DEFINITION_REMOVED, DEFINITION_REPLACED,
    DEFINITION_REWORDED, DETAIL_CHANGED, EXPLANATION_CHANGED, LINK_ADDED, LINK_CHANGED, LINK_REMOVED, NAME_CHANGED, OBLIGATION_RELAXED, OBLIGATION_TIGHTENED,
    ORDER_CHANGED, PIN_MOVED_MAJOR, PIN_MOVED_MINOR, PIN_MOVED_PATCH, PROSE_CHANGED, RECORD_KEPT, REQUIREMENT_REPLACED, REQUIREMENT_REWORDED, Rule,
    SCHEMA_NARROWED, SCHEMA_WIDENED, SPELLING_CORRECTED, TRANSLATION_ADDED, TRANSLATION_CHANGED, TRANSLATION_REMOVED, TYPE_CHANGED, TYPE_WIDENED,
};
use super::wording::{Wording, wording};
use crate::model::concept::{Cardinality, DataType};
use crate::model::{Language, Version};

/// What a field means to those who rely on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judge {
    /// What a thing is called.
    Name,
    /// Text that explains.
    Explains,
    /// Text that defines a concept, an attribute, a code or a relation.
    Defines,
    /// Text that fixes what an indicator's numbers are.
    Calculates,
    /// The same of what is left out: saying it for the first time changes the number.
    LeavesOut,
    /// Text that requires or asks.
    Requires,
    /// The body of a document.
    Prose,
    /// Things that are relied on, as a list of ids.
    Links,
    /// Versions of things that are relied on.
    Pins,
    /// How many values there may be.
    Cardinality,
    /// The type of values.
    Type,
    /// The type of values in the words of where it comes from.
    SourceType,
    /// How binding a requirement is.
    Level,
    /// A sign that is there or not, as from when something binds: a change that can only bind more or less.
    Binds,
    /// A field of a schema.
    Schema,
    /// Text or anything else of which every change is one thing.
    Is(&'static Rule),
    /// The record of changes.
    Record,
}

impl Judge {
    /// The rule that names a change from one value to another; of texts, `language` is the one that decides.
    pub fn rule(self, language: Option<Language>, old: Option<&Json>, new: Option<&Json>) -> &'static Rule {
        match self {
            Self::Is(rule) => rule,
            Self::Record => &RECORD_KEPT,
            Self::Name => match self.text(language, old, new, &NAME_CHANGED) {
                rule if *rule == SPELLING_CORRECTED && is_sign(language, old, new) => &NAME_CHANGED,
                rule => rule,
            },
            Self::Explains => self.text(language, old, new, &EXPLANATION_CHANGED),
            Self::Prose => self.text(language, old, new, &PROSE_CHANGED),
            Self::Requires => self.text(language, old, new, &REQUIREMENT_REWORDED),
            Self::Calculates if old.is_none() => &CALCULATION_DESCRIBED,
            Self::Calculates | Self::LeavesOut => self.text(language, old, new, &CALCULATION_CHANGED),
            Self::Defines if old.is_none() => &DEFINITION_ADDED,
            Self::Defines if new.is_none() => &DEFINITION_REMOVED,
            Self::Defines => self.text(language, old, new, &DEFINITION_REWORDED),
            Self::Links => links(old, new),
            Self::Pins => pins(old, new),
            Self::Cardinality => cardinality(old, new),
            Self::Type => data_type(old, new),
            Self::SourceType => source_type(old, new),
            Self::Level => level(old, new),
            Self::Binds => binds(old, new),
            Self::Schema => schema(old, new),
        }
    }

    /// The rule of a change of text: what the words say, before what they are about.
    fn text(self, language: Option<Language>, old: Option<&Json>, new: Option<&Json>, reworded: &'static Rule) -> &'static Rule {
        match wording(language, &texts(old), &texts(new)) {
            Wording::Spelling => &SPELLING_CORRECTED,
            Wording::TranslationAdded => &TRANSLATION_ADDED,
            Wording::TranslationChanged => &TRANSLATION_CHANGED,
            Wording::TranslationRemoved => &TRANSLATION_REMOVED,
            Wording::Replaced if self == Self::Defines => &DEFINITION_REPLACED,
            Wording::Replaced if self == Self::Requires => &REQUIREMENT_REPLACED,
            Wording::Replaced | Wording::Reworded => reworded,
        }
    }
}

/// The items of a list; one value is a list of one.
fn items(side: Option<&Json>) -> Vec<String> {
    match side {
        None => Vec::new(),
        Some(Json::Array(items)) => items.iter().map(Json::to_string).collect(),
        Some(other) => vec![other.to_string()],
    }
}

fn links(old: Option<&Json>, new: Option<&Json>) -> &'static Rule {
    let is_one = |side: Option<&Json>| matches!(side, Some(Json::String(_)));
    if is_one(old) && is_one(new) {
        return &LINK_CHANGED;
    }
    let (old, new): (BTreeSet<String>, BTreeSet<String>) = (items(old).into_iter().collect(), items(new).into_iter().collect());
    if old.difference(&new).next().is_some() {
        &LINK_REMOVED
    } else if new.difference(&old).next().is_some() {
        &LINK_ADDED
    } else {
        &ORDER_CHANGED
    }
}

/// Pins as pairs of id and version.
fn pinned(side: Option<&Json>) -> Vec<(String, Option<Version>)> {
    let word = |pin: &Json, key: &str| pin.get(key).and_then(Json::as_str).map(str::to_owned);
    let pins = side.and_then(Json::as_array).into_iter().flatten();
    pins.filter_map(|pin| Some((word(pin, "id")?, word(pin, "version").and_then(|version| Version::parse(&version))))).collect()
}

fn pins(old: Option<&Json>, new: Option<&Json>) -> &'static Rule {
    let (old, new) = (pinned(old), pinned(new));
    let of = |pins: &[(String, Option<Version>)], id: &str| pins.iter().find(|(known, _)| known == id).map(|(_, version)| *version);
    if old.iter().any(|(id, _)| of(&new, id).is_none()) {
        return &LINK_REMOVED;
    }
    let steps = old.iter().filter_map(|(id, before)| Some((*before, of(&new, id)?))).filter(|(before, after)| before != after);
    let gravest = steps.map(|(before, after)| step(before, after)).max_by_key(|rule| rule.class);
    let is_wider = new.iter().any(|(id, _)| of(&old, id).is_none());
    match gravest {
        Some(rule) if rule.class > LINK_ADDED.class || !is_wider => rule,
        _ if is_wider => &LINK_ADDED,
        _ => &ORDER_CHANGED,
    }
}

fn step(before: Option<Version>, after: Option<Version>) -> &'static Rule {
    let (Some(before), Some(after)) = (before, after) else { return &PIN_MOVED_PATCH };
    if after < before || after.major > before.major {
        &PIN_MOVED_MAJOR
    } else if after.minor > before.minor {
        &PIN_MOVED_MINOR
    } else {
        &PIN_MOVED_PATCH
    }
}

fn cardinality(old: Option<&Json>, new: Option<&Json>) -> &'static Rule {
    let read = |side: Option<&Json>| side.and_then(Json::as_str).and_then(Cardinality::parse);
    let is_wider = match (read(old), read(new)) {
        (Some(old), Some(new)) => new.least <= old.least && new.most.is_none_or(|new| old.most.is_some_and(|old| old <= new)),
        // A relation that does not say how many allows any number.
        (_, new) => new.is_none(),
    };
    if is_wider { &CARDINALITY_WIDENED } else { &CARDINALITY_NARROWED }
}

fn data_type(old: Option<&Json>, new: Option<&Json>) -> &'static Rule {
    use DataType::{Code, Date, DateTime, Decimal, Duration, Identifier, Integer, Money, String, Text, Year};
    let read = |side: Option<&Json>| DataType::WORDS.iter().find(|(word, _)| side.and_then(Json::as_str) == Some(word)).map(|(_, kind)| *kind);
    match (read(old), read(new)) {
        (Some(Integer | Year | String | Code), Some(Identifier))
        | (Some(Integer | Year), Some(Decimal))
        | (Some(Year), Some(Integer))
        | (Some(String | Code | Identifier), Some(Text))
        | (Some(Code | Identifier | Integer | Decimal | Year | Date | DateTime | Money | Duration), Some(String)) => &TYPE_WIDENED,
        _ => &TYPE_CHANGED,
    }
}

/// The same type in other letters, with other spaces or as said for the first time, is the same type.
fn source_type(old: Option<&Json>, new: Option<&Json>) -> &'static Rule {
    let plain = |side: Option<&Json>| side.and_then(Json::as_str).map(|name| name.split_whitespace().collect::<String>().to_lowercase());
    match (plain(old), plain(new)) {
        (None, _) | (_, None) => &DETAIL_CHANGED,
        (old, new) if old == new => &SPELLING_CORRECTED,
        _ => &TYPE_CHANGED,
    }
}

/// Whether a name is one word that programs go by, such as `KaavanLaji` or `person_id`: any other letter of it is another name.
fn is_sign(language: Option<Language>, old: Option<&Json>, new: Option<&Json>) -> bool {
    let name = |side: Option<&Json>| {
        let texts = texts(side);
        texts.iter().find(|(known, _)| Some(*known) == language).or(texts.first()).map(|(_, name)| (*name).to_owned()).unwrap_or_default()
    };
    let is_sign = |name: &str| {
        let inner = name.chars().skip(1).any(char::is_uppercase) && name.chars().any(char::is_lowercase);
        !name.contains(char::is_whitespace) && (inner || name.contains('_'))
    };
    let (old, new) = (name(old), name(new));
    is_sign(&old) && is_sign(&new) && !old.eq_ignore_ascii_case(&new)
}

fn level(old: Option<&Json>, new: Option<&Json>) -> &'static Rule {
    let weight = |side: Option<&Json>| match side.and_then(Json::as_str) {
        Some("shall") => 2,
        Some("should") => 1,
        _ => 0,
    };
    if weight(new) > weight(old) { &OBLIGATION_TIGHTENED } else { &OBLIGATION_RELAXED }
}

/// A day from which something binds: without one it binds already.
fn binds(old: Option<&Json>, new: Option<&Json>) -> &'static Rule {
    let (old, new) = (old.and_then(Json::as_str), new.and_then(Json::as_str));
    if new < old { &OBLIGATION_TIGHTENED } else { &OBLIGATION_RELAXED }
}

/// The words of an enumeration, or whether a field has to be there or may be a list.
fn schema(old: Option<&Json>, new: Option<&Json>) -> &'static Rule {
    let is_wider = match (old, new) {
        (Some(Json::Array(_)), Some(Json::Array(_))) => {
            let (old, new) = (items(old), items(new));
            old.iter().all(|word| new.contains(word))
        }
        _ => false,
    };
    if is_wider { &SCHEMA_WIDENED } else { &SCHEMA_NARROWED }
}
