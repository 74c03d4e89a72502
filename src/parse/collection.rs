//! `models/collections/<name>.toml`, and the documents whose fields it declares.

use std::collections::BTreeMap;

use super::fields::{Fields, Reading, Spanned};
use super::form::{Flag, ID, Line, NAME, Number, PERIOD, PartlyKnownDay, Word};
use super::front_matter;
use crate::model::collection::{CollectionChartKind, Column, Field, FieldKind, Value};
use crate::model::{Id, Kind, Language, Text};
use crate::source::SourceFile;

/// Collections whose meaning the program knows, with the schema of each where the site gives none.
pub const RESERVED: [(&str, &str); 4] = [
    ("comments", include_str!("collections/comments.toml")),
    ("findings", include_str!("collections/findings.toml")),
    ("implementations", include_str!("collections/implementations.toml")),
    ("test-rounds", include_str!("collections/test-rounds.toml")),
];

/// A schema as written.
#[derive(Debug, Clone)]
pub struct CollectionMatter {
    /// `name`
    pub name: Option<Text>,
    /// `description`
    pub description: Option<Text>,
    /// `[fields.<key>]`
    pub fields: Vec<(Spanned<Id>, FieldMatter)>,
    /// Whether there are fields that could be read at all.
    pub has_readable_fields: bool,
    /// `[[charts]]`
    pub charts: Vec<Spanned<ChartMatter>>,
}

/// A field or a column as written.
#[derive(Debug, Clone)]
pub struct FieldMatter {
    /// What it holds; `None` where that could not be read.
    pub kind: Option<FieldKind>,
    /// The place of `to`, where it is a reference.
    pub to: Option<Spanned<Id>>,
    /// `required`
    pub required: bool,
    /// `list`
    pub list: bool,
    /// `label`
    pub label: Option<Text>,
    /// Columns of a table, with the places of what they refer to.
    pub columns: Vec<(Spanned<Id>, FieldMatter)>,
}

/// A chart as written.
#[derive(Debug, Clone)]
pub struct ChartMatter {
    /// `kind`
    pub kind: Option<CollectionChartKind>,
    /// `table`
    pub table: Option<Spanned<Id>>,
    /// `columns`
    pub columns: Vec<Spanned<Id>>,
    /// `title`
    pub title: Option<Text>,
}

/// The words of `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TypeWord {
    Text,
    Localized,
    Date,
    Period,
    Number,
    Boolean,
    Enum,
    Reference,
    Table,
}

impl TypeWord {
    const WORDS: [(&'static str, Self); 9] = [
        ("text", Self::Text),
        ("localized", Self::Localized),
        ("date", Self::Date),
        ("period", Self::Period),
        ("number", Self::Number),
        ("boolean", Self::Boolean),
        ("enum", Self::Enum),
        ("reference", Self::Reference),
        ("table", Self::Table),
    ];
}

/// Reads a schema.
pub fn collection(fields: &mut Fields<'_>) -> CollectionMatter {
    CollectionMatter {
        name: fields.required_text("name"),
        description: fields.text("description"),
        has_readable_fields: matches!(fields.kind_of("fields"), None | Some("a table")),
        fields: fields.named("fields", ID, field),
        charts: fields.tables("charts", |fields| ChartMatter {
            kind: fields.required("kind", Word(&CollectionChartKind::WORDS)).map(|kind| kind.value),
            table: fields.required("table", NAME),
            columns: fields.required_list("columns", NAME),
            title: fields.text("title"),
        }),
    }
}

fn field(fields: &mut Fields<'_>) -> FieldMatter {
    let word = fields.required("type", Word(&TypeWord::WORDS));
    let required = fields.optional("required", Flag).is_some_and(|flag| flag.value);
    let list = fields.optional("list", Flag);
    let columns = columns(fields);
    if word.as_ref().is_some_and(|word| word.value == TypeWord::Table) {
        if !fields.says("columns") && !fields.is_describing() {
            fields.error(
                fields.header(),
                "missing-key",
                "a field of the type `table` needs the key `columns`",
                "write, for each column: [fields.<key>.columns.<column>]",
            );
        }
        if let Some(list) = &list {
            fields.error(list.span.clone(), "key-of-another-type", "a `table` is a list of rows already", "take `list` out");
        }
    }
    let mut matter = cell(fields, word, list.as_ref(), &columns);
    matter.required = required;
    matter.list = list.is_some_and(|list| list.value);
    matter.columns = columns;
    matter
}

fn columns(fields: &mut Fields<'_>) -> Vec<(Spanned<Id>, FieldMatter)> {
    fields.named_or_listed("columns", ID, |fields| {
        // A cell can hold all but a table.
        let word = fields.required("type", Word(&TypeWord::WORDS[..8]));
        cell(fields, word, None, &[])
    })
}

/// What fields and columns have in common.
fn cell(fields: &mut Fields<'_>, word: Option<Spanned<TypeWord>>, list: Option<&Spanned<bool>>, columns: &[(Spanned<Id>, FieldMatter)]) -> FieldMatter {
    let values = fields.list("values", Line);
    let to = fields.optional("to", NAME);
    let label = fields.text("label");
    let word = word.map(|word| word.value);
    check_keys(fields, word);
    let kind = word.map(|word| match word {
        TypeWord::Text => FieldKind::Text,
        TypeWord::Localized => FieldKind::Localized,
        TypeWord::Date => FieldKind::Date,
        TypeWord::Period => FieldKind::Period,
        TypeWord::Number => FieldKind::Number,
        TypeWord::Boolean => FieldKind::Boolean,
        TypeWord::Enum => FieldKind::Enum(values.iter().map(|value| value.value.clone()).collect()),
        TypeWord::Reference => FieldKind::Reference(to.as_ref().map(|to| kind(&to.value))),
        TypeWord::Table => FieldKind::Table(columns.iter().filter_map(|(key, column)| meant_column(&key.value, column)).collect()),
    });
    // What could not be read whole is not held against documents.
    let is_readable =
        [("values", values.is_empty()), ("to", to.is_none()), ("list", list.is_none())].iter().all(|(key, is_empty)| !(*is_empty && fields.says(key)))
            && (word != Some(TypeWord::Enum) || !values.is_empty())
            && fields.is_whole("values", values.len());
    let kind = kind.filter(|_| is_readable && columns.iter().all(|(_, column)| column.kind.is_some()));
    let to = to.filter(|_| word == Some(TypeWord::Reference));
    FieldMatter { kind, to, required: false, list: false, label, columns: Vec::new() }
}

fn check_keys(fields: &Fields<'_>, word: Option<TypeWord>) {
    let Some(word) = word else { return };
    if word == TypeWord::Enum && !fields.says("values") {
        fields.error(fields.header(), "missing-key", "the type `enum` needs the key `values`", "write the words that can be: values = [\"…\", \"…\"]");
    }
    for (key, of, name) in [("values", TypeWord::Enum, "enum"), ("to", TypeWord::Reference, "reference"), ("columns", TypeWord::Table, "table")] {
        if word != of && fields.has(key) {
            fields.error(fields.key_span(key), "key-of-another-type", format!("`{key}` belongs to the type `{name}`"), "take it out, or change the type");
        }
    }
}

fn meant_column(key: &Id, matter: &FieldMatter) -> Option<Column> {
    Some(Column { key: key.to_string(), kind: matter.kind.clone()?, label: matter.label.clone() })
}

/// The kind of a name: a built-in one, or a collection's.
pub fn kind(name: &Id) -> Kind {
    Kind::built_in(name).unwrap_or_else(|| Kind::Document(name.clone()))
}

impl CollectionMatter {
    /// The keys of fields that could not be read: what documents say there cannot be judged.
    pub fn unreadable(&self) -> Vec<String> {
        self.fields.iter().filter(|(_, matter)| matter.kind.is_none()).map(|(key, _)| key.value.to_string()).collect()
    }

    /// The fields as meant; one that could not be read is left out.
    pub fn meant_fields(&self) -> Vec<Field> {
        let field = |(key, matter): &(Spanned<Id>, FieldMatter)| {
            let (required, list, label) = (matter.required, matter.list, matter.label.clone());
            Some(Field { key: key.value.to_string(), kind: matter.kind.clone()?, required, list, label })
        };
        self.fields.iter().filter_map(field).collect()
    }
}

/// The schema of a reserved collection, in the site's languages and then in those it is written in.
pub fn reserved(name: &str, languages: &[Language]) -> Option<(SourceFile, CollectionMatter)> {
    let (_, toml) = RESERVED.iter().find(|(known, _)| *known == name)?;
    let mut all = languages.to_vec();
    all.extend(["en", "sv", "fi"].into_iter().filter_map(Language::parse).filter(|language| !languages.contains(language)));
    let file = SourceFile::new(&format!("models/collections/{name}.toml"), toml.as_bytes());
    let reading = Reading::new(&all);
    let matter = {
        let written = front_matter::toml_file(&file, &reading)?;
        collection(&mut Fields::of(&reading, &written, &[]))
    };
    Some((file, matter))
}

/// A document as written.
#[derive(Debug, Clone)]
pub struct DocumentMatter {
    /// `title`
    pub title: Option<Text>,
    /// The fields that are there.
    pub values: BTreeMap<String, WrittenValue>,
}

/// What a field or a cell says, as written.
#[derive(Debug, Clone)]
pub enum WrittenValue {
    /// What needs no looking up by its type; the place is of use to the collections that are known.
    Plain(Spanned<Value>),
    /// A thing that is yet to be looked up, and the kind it has to be of.
    Reference(Spanned<Id>, Option<Kind>),
    /// Several values.
    List(Vec<WrittenValue>),
    /// Rows.
    Table(Vec<Vec<Option<WrittenValue>>>),
}

/// Reads a document whose fields are declared.
///
/// The program's own schemas say less than a site's: where `is_ours`, a text may be localized or a number.
pub fn document(fields: &mut Fields<'_>, schema: &[Field], unreadable: &[String], is_ours: bool) -> DocumentMatter {
    for key in unreadable {
        fields.ignore(key.clone());
    }
    let title = fields.required_text("title");
    let mut values = BTreeMap::new();
    for field in schema.iter().filter(|field| field.key != "title") {
        if field.required {
            fields.require(&field.key, &example(&field.kind, field.list));
        }
        let value = match &field.kind {
            FieldKind::Table(columns) => table(fields, &field.key, columns),
            kind if field.list => list(fields, &field.key, kind),
            FieldKind::Text if is_ours => loose_text(fields, &field.key),
            kind => single(fields, &field.key, kind),
        };
        if let Some(value) = value {
            values.insert(field.key.clone(), value);
        }
    }
    DocumentMatter { title, values }
}

fn example(kind: &FieldKind, list: bool) -> String {
    let example = match kind {
        FieldKind::Text | FieldKind::Localized | FieldKind::Reference(_) => "\"…\"".to_owned(),
        FieldKind::Date => "2024-01-31".to_owned(),
        FieldKind::Period => "\"2023-Q1\"".to_owned(),
        FieldKind::Number => "1".to_owned(),
        FieldKind::Boolean => "true".to_owned(),
        FieldKind::Enum(words) => format!("\"{}\"", words.first().map_or("", String::as_str)),
        FieldKind::Table(_) => return "[{ … }]".to_owned(),
    };
    if list { format!("[{example}]") } else { example }
}

fn table(fields: &mut Fields<'_>, key: &str, columns: &[Column]) -> Option<WrittenValue> {
    let there = fields.has(key);
    let rows = fields.tables(key.to_owned(), |fields| columns.iter().map(|column| single(fields, &column.key, &column.kind)).collect::<Vec<_>>());
    (there && !rows.is_empty()).then(|| WrittenValue::Table(rows.into_iter().map(|row| row.value).collect()))
}

fn single(fields: &mut Fields<'_>, key: &str, kind: &FieldKind) -> Option<WrittenValue> {
    let key = key.to_owned();
    let value = match kind {
        FieldKind::Text => said(fields.recorded(key, Line)?, Value::Text),
        FieldKind::Localized => said(fields.spanned_text(key).filter(|text| !text.value.is_empty())?, Value::Localized),
        FieldKind::Date => said(fields.recorded(key, PartlyKnownDay)?, Value::Date),
        FieldKind::Period => said(fields.recorded(key, PERIOD)?, Value::Period),
        FieldKind::Number => said(fields.recorded(key, Number)?, Value::Number),
        FieldKind::Boolean => said(fields.recorded(key, Flag)?, Value::Boolean),
        FieldKind::Enum(words) => said(fields.recorded(key, Word(&pairs(words)))?, Value::Word),
        FieldKind::Reference(kind) => WrittenValue::Reference(fields.recorded(key, NAME)?, kind.clone()),
        FieldKind::Table(_) => return None,
    };
    Some(value)
}

fn said<T>(value: Spanned<T>, meant: impl Fn(T) -> Value) -> WrittenValue {
    WrittenValue::Plain(Spanned::new(meant(value.value), value.span))
}

fn loose_text(fields: &mut Fields<'_>, key: &str) -> Option<WrittenValue> {
    let kind = match fields.kind_of(key) {
        Some("a table") => FieldKind::Localized,
        Some("a whole number" | "a decimal number") => FieldKind::Number,
        _ => FieldKind::Text,
    };
    single(fields, key, &kind)
}

fn pairs(words: &[String]) -> Vec<(&str, String)> {
    words.iter().map(|word| (word.as_str(), word.clone())).collect()
}

fn plain<T>(values: Vec<Spanned<T>>, meant: impl Fn(T) -> Value) -> Vec<WrittenValue> {
    values.into_iter().map(|value| said(value, &meant)).collect()
}

fn list(fields: &mut Fields<'_>, key: &str, kind: &FieldKind) -> Option<WrittenValue> {
    let key = key.to_owned();
    let values = match kind {
        FieldKind::Text => plain(fields.list(key, Line), Value::Text),
        FieldKind::Localized => plain(fields.texts(key), Value::Localized),
        FieldKind::Date => plain(fields.list(key, PartlyKnownDay), Value::Date),
        FieldKind::Period => plain(fields.list(key, PERIOD), Value::Period),
        FieldKind::Number => plain(fields.list(key, Number), Value::Number),
        FieldKind::Boolean => plain(fields.list(key, Flag), Value::Boolean),
        FieldKind::Enum(words) => plain(fields.list(key, Word(&pairs(words))), Value::Word),
        FieldKind::Reference(kind) => fields.list(key, NAME).into_iter().map(|id| WrittenValue::Reference(id, kind.clone())).collect(),
        FieldKind::Table(_) => Vec::new(),
    };
    (!values.is_empty()).then_some(WrittenValue::List(values))
}
