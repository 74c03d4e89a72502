//! The forms of single values: how each is read from TOML, described, and asked for.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::diagnostic::nearest;
use crate::model::concept::Cardinality;
use crate::model::indicator::ExternalId;
use crate::model::{ConceptRef, Date, Id, Language, PartialDate, Period, Version};

/// Why a value was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The parser has already reported it.
    Reported,
    /// What is wrong with it.
    Is {
        /// The rule that it breaks.
        rule: &'static str,
        /// What is wrong.
        message: String,
        /// What to do.
        help: Option<String>,
    },
}

impl Wrong {
    /// A value of another type than is wanted.
    pub fn kind(key: &str, value: &DeValue<'_>, wanted: &str, example: &str) -> Self {
        if matches!(value, DeValue::Datetime(time) if time.date.is_none() && time.time.is_none()) {
            return Self::Reported;
        }
        Self::Is { rule: "wrong-type", message: format!("`{key}` is {}, and {wanted} is wanted", found(value)), help: Some(format!("for example: {example}")) }
    }

    /// A value of the right type that is not one of those that can be.
    pub fn value(rule: &'static str, message: String, help: impl Into<String>) -> Self {
        Self::Is { rule, message, help: Some(help.into()) }
    }
}

/// What a value is, in the words of a message.
pub fn found(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "a yes or no",
        DeValue::Datetime(time) if time.time.is_none() => "a date",
        DeValue::Datetime(_) => "a time",
        DeValue::Array(array) if array.iter().any(|item| item.get_ref().is_table()) => "a list of tables",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A form of a single value.
pub trait Form: Copy {
    /// What it is read to.
    type Value;

    /// What is wanted, in the words of a message: `a whole number`.
    fn wanted(&self) -> &'static str;

    /// A value as a source would write it.
    fn example(&self) -> String;

    /// Its JSON Schema.
    fn schema(&self) -> Json;

    /// Reads a value, or says what is wrong with it.
    fn read(&self, key: &str, value: &DeValue<'_>) -> Result<Self::Value, Wrong>;

    /// The error of a value of another type.
    fn mistyped(&self, key: &str, value: &DeValue<'_>) -> Wrong {
        Wrong::kind(key, value, self.wanted(), &format!("{key} = {}", self.example()))
    }
}

/// A text that is not localized and says something.
#[derive(Debug, Clone, Copy)]
pub struct Line;

impl Form for Line {
    type Value = String;

    fn wanted(&self) -> &'static str {
        "text"
    }

    fn example(&self) -> String {
        "\"…\"".to_owned()
    }

    fn schema(&self) -> Json {
        json!({ "type": "string", "minLength": 1 })
    }

    fn read(&self, key: &str, value: &DeValue<'_>) -> Result<String, Wrong> {
        match value {
            DeValue::String(text) if text.trim().is_empty() => {
                Err(Wrong::value("empty-value", format!("`{key}` says nothing"), "write it, or take the key out"))
            }
            DeValue::String(text) => Ok(text.to_string()),
            _ => Err(self.mistyped(key, value)),
        }
    }
}

/// A text that is read by a function of the model: a version, a cardinality, a period.
#[derive(Debug)]
pub struct Pattern<T> {
    /// What is wanted.
    pub wanted: &'static str,
    /// The rule that other texts break.
    pub rule: &'static str,
    /// A text that is right.
    pub example: &'static str,
    /// The regular expression of its schema.
    pub pattern: &'static str,
    /// How it is read.
    pub parse: fn(&str) -> Option<T>,
}

impl<T> Clone for Pattern<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Pattern<T> {}

impl<T> Form for Pattern<T> {
    type Value = T;

    fn wanted(&self) -> &'static str {
        self.wanted
    }

    fn example(&self) -> String {
        format!("\"{}\"", self.example)
    }

    fn schema(&self) -> Json {
        json!({ "type": "string", "pattern": self.pattern })
    }

    fn read(&self, key: &str, value: &DeValue<'_>) -> Result<T, Wrong> {
        let DeValue::String(text) = value else { return Err(self.mistyped(key, value)) };
        (self.parse)(text)
            .ok_or_else(|| Wrong::value(self.rule, format!("`{text}` is not {}", self.wanted), format!("for example: {key} = {}", self.example())))
    }
}

/// A version of a definition.
pub const VERSION: Pattern<Version> = Pattern {
    wanted: "a version of three numbers",
    rule: "malformed-version",
    example: "1.0.0",
    pattern: r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$",
    parse: Version::parse,
};

/// A cardinality.
pub const CARDINALITY: Pattern<Cardinality> = Pattern {
    wanted: "a cardinality",
    rule: "malformed-cardinality",
    example: "0..*",
    pattern: r"^([0-9]+|\*|[0-9]+\.\.([0-9]+|\*))$",
    parse: Cardinality::parse,
};

/// The code of a language.
pub const LANGUAGE: Pattern<Language> = Pattern {
    wanted: "the code of a language",
    rule: "malformed-language",
    example: "fi",
    pattern: "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
    parse: Language::parse,
};

/// A concept or an attribute by its path.
pub const CONCEPT: Pattern<ConceptRef> = Pattern {
    wanted: "a concept as `model/concept`, or an attribute as `model/concept.attribute`",
    rule: "malformed-concept",
    example: "palvelutapahtuma/kaynti",
    pattern: r"^[^/]+/[^/.]+(\.[^/.]+)?$",
    parse: ConceptRef::parse,
};

/// A period of statistics.
pub const PERIOD: Pattern<Period> = Pattern {
    wanted: "a period",
    rule: "malformed-period",
    example: "2023-Q1",
    pattern: "^[0-9]{4}(-Q[1-4]|-(0[1-9]|1[0-2])|-W[0-5][0-9])?$",
    parse: Period::parse,
};

/// An address on the web.
pub const ADDRESS: Pattern<String> = Pattern {
    wanted: "an address that begins with https:// or http://",
    rule: "malformed-address",
    example: "https://example.org/",
    pattern: "^https?://[^/?#\\s]+",
    parse: address,
};

/// An address of anything, on the web or not: an IRI with a scheme.
pub const IDENTIFIER: Pattern<String> = Pattern {
    wanted: "an address with a scheme",
    rule: "malformed-address",
    example: "https://example.org/",
    pattern: "^[A-Za-z][A-Za-z0-9+.-]*:[^\\s]+$",
    parse: identifier,
};

/// The checksum of what was imported.
pub const SHA256: Pattern<String> = Pattern {
    wanted: "a SHA-256 of 64 hexadecimal digits",
    rule: "malformed-checksum",
    example: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    pattern: "^[0-9a-f]{64}$",
    parse: |text| (text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))).then(|| text.to_owned()),
};

/// An object identifier.
pub const OID: Pattern<String> =
    Pattern { wanted: "an object identifier", rule: "malformed-oid", example: "1.2.246.537.6.1", pattern: r"^[0-2](\.(0|[1-9][0-9]*))+$", parse: oid };

/// An id inside a model or a document.
pub const ID: Pattern<Id> = Pattern {
    wanted: "an id of small letters a to z, digits, `-` and `_`",
    rule: "malformed-id",
    example: "palvelutarve-1",
    pattern: "^[a-z0-9_-]+$",
    parse: |text| is_id(text).then(|| text.into()),
};

/// An id that is a segment of an address.
pub const SEGMENT: Pattern<Id> = Pattern {
    wanted: "an id of small letters a to z, digits and `-`",
    rule: "malformed-id",
    example: "palvelutarve-1",
    pattern: "^[a-z0-9-]+$",
    parse: |text| is_segment(text).then(|| text.into()),
};

/// The id of a release.
pub const RELEASE_ID: Pattern<Id> = Pattern {
    wanted: "the id of a release: a letter or digit, then letters, digits, `.`, `_` and `-`",
    rule: "malformed-id",
    example: "2022.1",
    pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$",
    parse: |text| is_release_id(text).then(|| text.into()),
};

/// The code of a region.
pub const REGION_CODE: Pattern<Id> = Pattern {
    wanted: "a code of letters a to z, digits and `-`",
    rule: "malformed-id",
    example: "20",
    pattern: "^[A-Za-z0-9-]+$",
    parse: |text| is_region_code(text).then(|| text.into()),
};

/// The sign of a code in a code list.
pub const CODE: Pattern<Id> = Pattern {
    wanted: "a code without spaces that is not `total`",
    rule: "malformed-code",
    example: "1",
    pattern: "^[^\\s]+$",
    parse: |text| is_code(text).then(|| text.into()),
};

/// The name of something that is looked up later.
pub const NAME: Pattern<Id> =
    Pattern { wanted: "the id of something", rule: "malformed-id", example: "…", pattern: "^.+$", parse: |text| (!text.is_empty()).then(|| text.into()) };

/// Whether a text can be an id inside a model or a document.
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
}

/// Whether a text can be the name of a folder or file that is an id.
pub fn is_segment(text: &str) -> bool {
    is_id(text) && !text.contains('_')
}

/// Whether a text can be the id of a release.
pub fn is_release_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphanumeric()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

/// Whether a text can be the code of a region.
pub fn is_region_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Whether a text can be the sign of a code.
fn is_code(text: &str) -> bool {
    !text.is_empty() && text != "total" && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

fn address(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    (!host.is_empty() && is_printable(text)).then(|| text.to_owned())
}

fn identifier(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once(':')?;
    let named =
        scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte));
    let harmless = !matches!(scheme.to_ascii_lowercase().as_str(), "javascript" | "data" | "vbscript" | "file");
    (named && harmless && !rest.is_empty() && is_printable(text)).then(|| text.to_owned())
}

fn is_printable(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '\\' | '{' | '}' | '^' | '|'))
}

fn oid(text: &str) -> Option<String> {
    let arc = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) && (part == "0" || !part.starts_with('0'));
    let first = text.split('.').next().unwrap_or_default();
    (text.contains('.') && matches!(first, "0" | "1" | "2") && text.split('.').all(arc)).then(|| text.to_owned())
}

/// A day.
#[derive(Debug, Clone, Copy)]
pub struct Day;

impl Form for Day {
    type Value = Date;

    fn wanted(&self) -> &'static str {
        "a date"
    }

    fn example(&self) -> String {
        "2024-01-31".to_owned()
    }

    fn schema(&self) -> Json {
        // TOML has dates of its own; what reads TOML as JSON shows them as text.
        json!({ "type": "string", "format": "date" })
    }

    fn read(&self, key: &str, value: &DeValue<'_>) -> Result<Date, Wrong> {
        match value {
            DeValue::Datetime(time) if time.time.is_none() && time.offset.is_none() => {
                let date = time.date.ok_or(Wrong::Reported)?;
                Date::new(date.year, date.month, date.day).ok_or(Wrong::Reported)
            }
            DeValue::String(text) if Date::parse(text).is_some() => Err(Wrong::Is {
                rule: "wrong-type",
                message: format!("`{key}` is text, and a date is wanted"),
                help: Some(format!("take the quotes away: {key} = {text}")),
            }),
            _ => Err(self.mistyped(key, value)),
        }
    }
}

/// Since when or until when: a version, a release or a day.
#[derive(Debug, Clone, Copy)]
pub struct Milestone;

impl Form for Milestone {
    type Value = String;

    fn wanted(&self) -> &'static str {
        "a version, a release or a date"
    }

    fn example(&self) -> String {
        "\"1.0.0\"".to_owned()
    }

    fn schema(&self) -> Json {
        json!({ "type": "string", "minLength": 1 })
    }

    fn read(&self, key: &str, value: &DeValue<'_>) -> Result<String, Wrong> {
        match value {
            DeValue::String(_) => Line.read(key, value),
            DeValue::Datetime(time) if time.time.is_none() => Day.read(key, value).map(|day| day.to_string()),
            _ => Err(self.mistyped(key, value)),
        }
    }
}

/// A day of which only a part may be known.
#[derive(Debug, Clone, Copy)]
pub struct PartlyKnownDay;

impl Form for PartlyKnownDay {
    type Value = PartialDate;

    fn wanted(&self) -> &'static str {
        "a date, or what is known of one as text"
    }

    fn example(&self) -> String {
        "\"2023-10\"".to_owned()
    }

    fn schema(&self) -> Json {
        json!({ "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-([0-9]{2}|x))?)?$" })
    }

    fn read(&self, key: &str, value: &DeValue<'_>) -> Result<PartialDate, Wrong> {
        match value {
            DeValue::Datetime(time) if time.time.is_none() && time.offset.is_none() => Day.read(key, value).map(PartialDate::from),
            DeValue::String(text) => PartialDate::parse(text).ok_or_else(|| {
                Wrong::value(
                    "impossible-date",
                    format!("`{text}` is not a date, nor a part of one"),
                    "write 2023-10-05, or as text \"2023\", \"2023-10\" or \"2023-10-x\"",
                )
            }),
            _ => Err(self.mistyped(key, value)),
        }
    }
}

/// A whole number within bounds.
#[derive(Debug, Clone, Copy)]
pub struct Integer {
    /// The least.
    pub least: i64,
    /// The largest.
    pub most: i64,
}

impl Integer {
    /// Any whole number.
    pub const ANY: Self = Self { least: i64::MIN, most: i64::MAX };
}

impl Form for Integer {
    type Value = i64;

    fn wanted(&self) -> &'static str {
        "a whole number"
    }

    fn example(&self) -> String {
        self.least.max(1).min(self.most).to_string()
    }

    fn schema(&self) -> Json {
        let mut schema = json!({ "type": "integer" });
        if self.least > i64::MIN {
            schema["minimum"] = self.least.into();
        }
        if self.most < i64::MAX {
            schema["maximum"] = self.most.into();
        }
        schema
    }

    fn read(&self, key: &str, value: &DeValue<'_>) -> Result<i64, Wrong> {
        let DeValue::Integer(number) = value else { return Err(self.mistyped(key, value)) };
        let read = i64::from_str_radix(number.as_str(), number.radix()).ok();
        read.filter(|number| (self.least..=self.most).contains(number)).ok_or_else(|| {
            let bounds = if *self == Self::ANY { "a number of that size cannot be kept".to_owned() } else { format!("from {} to {}", self.least, self.most) };
            Wrong::value("number-out-of-range", format!("`{key}` cannot be {number}"), bounds)
        })
    }
}

impl PartialEq for Integer {
    fn eq(&self, other: &Self) -> bool {
        (self.least, self.most) == (other.least, other.most)
    }
}

/// A number, whole or not, that is finite.
#[derive(Debug, Clone, Copy)]
pub struct Number;

impl Form for Number {
    type Value = f64;

    fn wanted(&self) -> &'static str {
        "a number"
    }

    fn example(&self) -> String {
        "1.5".to_owned()
    }

    fn schema(&self) -> Json {
        json!({ "type": "number" })
    }

    fn read(&self, key: &str, value: &DeValue<'_>) -> Result<f64, Wrong> {
        let number: Option<f64> = match value {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().map(|number| number as f64),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => return Err(self.mistyped(key, value)),
        };
        number.filter(|number| number.is_finite()).ok_or_else(|| {
            Wrong::value("number-out-of-range", format!("`{key}` is not a number that can be kept"), "write an ordinary number; what is not known is left out")
        })
    }
}

/// Yes or no.
#[derive(Debug, Clone, Copy)]
pub struct Flag;

impl Form for Flag {
    type Value = bool;

    fn wanted(&self) -> &'static str {
        "true or false"
    }

    fn example(&self) -> String {
        "true".to_owned()
    }

    fn schema(&self) -> Json {
        json!({ "type": "boolean" })
    }

    fn read(&self, key: &str, value: &DeValue<'_>) -> Result<bool, Wrong> {
        value.as_bool().ok_or_else(|| self.mistyped(key, value))
    }
}

/// One of some words.
#[derive(Debug)]
pub struct Word<'w, T>(pub &'w [(&'w str, T)]);

impl<T> Clone for Word<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Word<'_, T> {}

impl<T: Clone> Form for Word<'_, T> {
    type Value = T;

    fn wanted(&self) -> &'static str {
        "a word"
    }

    fn example(&self) -> String {
        format!("\"{}\"", self.0.first().map_or("", |(word, _)| word))
    }

    fn schema(&self) -> Json {
        json!({ "enum": self.0.iter().map(|(word, _)| *word).collect::<Vec<_>>() })
    }

    fn read(&self, key: &str, value: &DeValue<'_>) -> Result<T, Wrong> {
        let DeValue::String(text) = value else { return Err(self.mistyped(key, value)) };
        if let Some((_, meant)) = self.0.iter().find(|(word, _)| *word == text.as_ref()) {
            return Ok(meant.clone());
        }
        let words = self.0.iter().map(|(word, _)| *word);
        let help = match nearest(text, words.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it is one of {}", words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")),
        };
        Err(Wrong::value("unknown-word", format!("`{key}` cannot be `{text}`"), help))
    }
}

/// A number or a name in another service.
#[derive(Debug, Clone, Copy)]
pub struct External;

impl Form for External {
    type Value = ExternalId;

    fn wanted(&self) -> &'static str {
        "a whole number or text"
    }

    fn example(&self) -> String {
        "2676".to_owned()
    }

    fn schema(&self) -> Json {
        json!({ "type": ["integer", "string"] })
    }

    fn read(&self, key: &str, value: &DeValue<'_>) -> Result<ExternalId, Wrong> {
        match value {
            DeValue::Integer(_) => Integer::ANY.read(key, value).map(ExternalId::Number),
            DeValue::String(_) => Line.read(key, value).map(ExternalId::Name),
            _ => Err(self.mistyped(key, value)),
        }
    }
}
