//! Days: whole ones, partly known ones, and milestones that may be days.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use super::{Form, Line, Wrong};
use crate::model::{Date, PartialDate};

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
