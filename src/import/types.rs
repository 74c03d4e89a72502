//! The types of other models in our words.

use crate::model::concept::{Cardinality, DataType};

/// Our type for a type's name; nothing where the name says nothing to us.
pub fn data_type(name: &str) -> Option<DataType> {
    let name = name.trim().rsplit(['#', '/', ':']).next().unwrap_or(name);
    let base: String = name.chars().take_while(|c| *c != '(' && *c != '[').filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    Some(match base.as_str() {
        "characterstring" | "string" | "varchar" | "char" | "nvarchar" | "nchar" | "varchar2" | "character" | "charactervarying" | "langstring"
        | "languagestring" | "normalizedstring" | "token" | "merkkijono" | "name" | "character1" => DataType::String,
        "text" | "longtext" | "clob" | "markdown" | "html" | "ptfreetext" | "teksti" | "memo" | "xmlliteral" => DataType::Text,
        "integer" | "int" | "long" | "short" | "bigint" | "smallint" | "tinyint" | "serial" | "bigserial" | "nonnegativeinteger" | "positiveinteger"
        | "unsignedint" | "unlimitednatural" | "kokonaisluku" | "int4" | "int8" | "int64" | "int32" | "byte" => DataType::Integer,
        "decimal" | "numeric" | "number" | "real" | "float" | "double" | "doubleprecision" | "measure" | "desimaaliluku" | "float8" | "float4"
        | "percentage" => DataType::Decimal,
        "boolean" | "bool" | "bit" | "logical" | "totuusarvo" => DataType::Boolean,
        "date" | "ccyymmdd" | "yyyymmdd" | "ddmmyyyy" | "pvm" | "paivamaara" | "päivämäärä" => DataType::Date,
        "datetime"
        | "timestamp"
        | "timestamptz"
        | "timestampwithouttimezone"
        | "timestampwithtimezone"
        | "datetime2"
        | "datetimestamp"
        | "tminstant"
        | "aikaleima" => DataType::DateTime,
        "year" | "gyear" | "vuosi" => DataType::Year,
        "code" | "coded" | "radio" | "dropdown" | "enum" | "enumeration" | "codeablerconcept" | "codeableconcept" | "coding" | "koodi" => DataType::Code,
        "identifier" | "uri" | "anyuri" | "iri" | "url" | "oid" | "uuid" | "guid" | "id" | "tunniste" | "uniqueidentifier" => DataType::Identifier,
        "money" | "currency" | "euro" | "amount" | "raha" => DataType::Money,
        "duration" | "tmduration" | "interval" | "daytimeduration" | "kesto" => DataType::Duration,
        _ => return None,
    })
}

/// A cardinality from its two ends as written: `0`, `1`, `*`, `-1`, `n`.
pub fn cardinality(least: Option<&str>, most: Option<&str>) -> Option<Cardinality> {
    let least = least.map_or(Some(1), |text| text.trim().parse().ok())?;
    let most = match most.map(str::trim) {
        None => Some(least.max(1)),
        Some("*" | "-1" | "n" | "N" | "unbounded") => None,
        Some(text) => Some(text.parse().ok()?),
    };
    checked(least, most)
}

/// A cardinality in one text: `1`, `0..*`, `1..n`, `*`.
pub fn multiplicity(text: &str) -> Option<Cardinality> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '[' | ']')).collect();
    match text.split_once("..") {
        Some(("-1" | "*", "-1" | "*")) => checked(0, None),
        Some((least, most)) => cardinality(Some(least), Some(most)),
        None if matches!(text.as_str(), "*" | "n" | "N" | "-1") => checked(0, None),
        None => cardinality(Some(&text), Some(&text)),
    }
}

fn checked(least: u32, most: Option<u32>) -> Option<Cardinality> {
    // What is written is read again by the sources' own form.
    Cardinality::parse(&Cardinality { least, most }.to_string())
}

/// Whether a cell says yes or no.
pub fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" | "kyllä" | "k" | "pakollinen" | "required" | "mandatory" | "not null" | "ja" | "t" => Some(true),
        "no" | "n" | "false" | "0" | "" | "ei" | "e" | "vapaaehtoinen" | "optional" | "null" | "nej" | "f" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_known_by_many_names() {
        assert_eq!(data_type("varchar(50)"), Some(DataType::String));
        assert_eq!(data_type("http://www.w3.org/2001/XMLSchema#dateTime"), Some(DataType::DateTime));
        assert_eq!(data_type("Integer"), Some(DataType::Integer));
        assert_eq!(data_type("double precision"), Some(DataType::Decimal));
        assert_eq!(data_type("GM_Object"), None);
    }

    #[test]
    fn cardinalities_are_read_in_any_dress() {
        for (text, expected) in [
            ("1", Some("1")),
            ("0..*", Some("0..*")),
            ("1..n", Some("1..*")),
            ("*", Some("0..*")),
            ("-1..-1", Some("0..*")),
            ("0", None),
            ("2..1", None),
            ("x", None),
        ] {
            assert_eq!(multiplicity(text).map(|found| found.to_string()).as_deref(), expected, "{text}");
        }
        assert_eq!(cardinality(Some("0"), Some("-1")).map(|found| found.to_string()).as_deref(), Some("0..*"));
        assert_eq!(cardinality(None, None), Some(Cardinality::ONE));
    }
}
