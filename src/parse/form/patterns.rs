//! Texts of a fixed form: versions, cardinalities, periods, addresses, ids.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use super::{Form, Wrong};
use crate::model::concept::Cardinality;
use crate::model::{ConceptRef, Id, Language, Period, Version};

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
        (self.parse)(text).ok_or_else(|| {
            let small = text.to_lowercase();
            let help = match (self.parse)(&small) {
                Some(_) => format!("did you mean `{small}`?"),
                None => format!("for example: {key} = {}", self.example()),
            };
            Wrong::value(self.rule, format!("`{text}` is not {}", self.wanted), help)
        })
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
