//! The JSON Schemas of values that are written as text.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::concept::Cardinality;
use super::{ConceptRef, Date, Id, Language, PartialDate, Period, Prose, Text, Version};

/// A type that is written as text of one form.
macro_rules! written_as {
    ($($type:ty, $name:literal, $pattern:literal, $description:literal;)*) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern, "description": $description })
            }
        }
    )*};
}

written_as! {
    Id, "Id", r"^[A-Za-z0-9][A-Za-z0-9._/-]*$", "A stable name of a thing";
    Language, "Language", r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "A language code";
    Version, "Version", r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$", "A semantic version";
    Date, "Date", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "A day";
    PartialDate, "PartialDate", r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "A day, a month or a year";
    Period, "Period", r"^[0-9]{4}(-Q[1-4]|-W[0-9]{2}|-[0-9]{2})?$", "A period of statistics";
    Cardinality, "Cardinality", r"^[0-9]+(\.\.([0-9]+|\*))?$", "How many there may be, as UML writes it";
    ConceptRef, "ConceptRef", r"^[a-z0-9_-]+/[a-z0-9_-]+(\.[a-z0-9_-]+)?$", "A concept of a model, or one of its attributes";
}

fn by_language(description: &str) -> Schema {
    json_schema!({ "type": "object", "additionalProperties": { "type": "string" }, "description": description })
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        by_language("Text by language code; inline CommonMark")
    }
}

impl JsonSchema for Prose {
    fn schema_name() -> Cow<'static, str> {
        "Prose".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        by_language("Prose by language code; CommonMark")
    }
}
