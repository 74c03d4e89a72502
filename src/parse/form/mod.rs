//! The forms of single values: how each is read from TOML, described, and asked for.

mod days;
mod patterns;

use std::ops::Range;

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::diagnostic::nearest;
use crate::model::indicator::ExternalId;
pub use days::{Day, Milestone, PartlyKnownDay};
pub use patterns::*;

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

    /// The same of an item of a list, whose example is a list too.
    #[must_use]
    pub fn of_item(self, key: &str) -> Self {
        let Self::Is { rule, message, help } = self else { return self };
        let example = |help: &str| Some(format!("for example: {key} = [{}]", help.strip_prefix("for example: ")?.strip_prefix(key)?.strip_prefix(" = ")?));
        let help = help.map(|help| example(&help).unwrap_or(help));
        Self::Is { rule, message, help }
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
            DeValue::String(text) => match control_character(text) {
                Some((_, message)) => Err(Wrong::value("control-character", message, TAKE_OUT)),
                None => Ok(text.to_string()),
            },
            _ => Err(self.mistyped(key, value)),
        }
    }
}

/// What to do about a control character.
pub const TAKE_OUT: &str = "take it out: it has no form on a page";

/// The first character of a text that no page can show: its place, and the words about it.
pub fn control_character(text: &str) -> Option<(Range<usize>, String)> {
    let is_shown = |sign: char| matches!(sign, '\n' | '\r' | '\t') || !sign.is_control() && !matches!(sign, '\u{fffe}' | '\u{ffff}');
    let (at, sign) = text.char_indices().find(|(_, sign)| !is_shown(*sign))?;
    Some((at..at + sign.len_utf8(), format!("the text has the control character U+{:04X}", u32::from(sign))))
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
