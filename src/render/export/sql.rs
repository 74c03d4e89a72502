//! Concept models as tables of SQL that `SQLite` and `PostgreSQL` both run.
//!
//! * **Names** are those of the concepts and attributes, in quotation marks; `PostgreSQL` has room for
//!   63 bytes of a name, so a longer one is cut and told apart by the end of its digest.
//! * **Codes** are rows of a table of their own for each list, called `code-list.<id>`.
//! * **Many values** of an attribute, and relations that are many at both ends, are tables too.
//! * **Order:** a table stands after those it refers to. A reference that would close a circle is
//!   a comment, because neither order of the two tables would run.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::names::Names;
use crate::model::concept::DataType;
use crate::model::text::on_one_line;
use crate::model::{CodeList, ConceptModel, Id};
use crate::relational::{Column, Table, Tables, Target};
use crate::render::scope::Scope;

/// The tables of a concept model.
pub fn model(scope: &Scope, model: &ConceptModel) -> Vec<u8> {
    let names = Names::new(scope);
    let title = format!("{} {}", names.first(&model.name), model.lifecycle.version);
    ddl(names, &[model], &title).into_bytes()
}

/// The tables of some models, each list of codes once.
pub fn ddl(names: Names<'_>, models: &[&ConceptModel], title: &str) -> String {
    let tables = Tables::of(models);
    let mut out = String::new();
    comment(&mut out, "", title);
    let lists: BTreeSet<&Id> = tables.tables.iter().flat_map(|table| &table.columns).filter_map(|column| column.code_list).collect();
    for list in lists.into_iter().filter_map(|id| names.model().code_lists.get(id)) {
        code_list(&mut out, names, list);
    }
    let order = order(&tables);
    let places: BTreeMap<usize, usize> = order.iter().enumerate().map(|(place, at)| (*at, place)).collect();
    for at in order {
        table(&mut out, names, &tables, at, &places);
    }
    for join in &tables.joins {
        let columns: Vec<String> = join.ends.iter().map(|(at, name)| reference_line(&tables, *at, name, true)).collect();
        let key: Vec<String> = join.ends.iter().map(|(_, name)| quoted(name)).collect();
        let _ = write!(out, "\nCREATE TABLE {} (\n{}  PRIMARY KEY ({})\n);\n", quoted(&join.name), columns.concat(), key.join(", "));
    }
    out
}

/// Tables after those they refer to, else in the order of the source.
fn order(tables: &Tables<'_>) -> Vec<usize> {
    fn visit(tables: &Tables<'_>, at: usize, seen: &mut BTreeSet<usize>, order: &mut Vec<usize>) {
        if !seen.insert(at) {
            return;
        }
        for column in &tables.tables[at].columns {
            if let Some(Target::Table(other)) = column.refers_to {
                visit(tables, other, seen, order);
            }
        }
        order.push(at);
    }
    let (mut seen, mut order) = (BTreeSet::new(), Vec::new());
    for at in 0..tables.tables.len() {
        visit(tables, at, &mut seen, &mut order);
    }
    order
}

fn table(out: &mut String, names: Names<'_>, tables: &Tables<'_>, at: usize, places: &BTreeMap<usize, usize>) {
    let table = &tables.tables[at];
    let source = table.source;
    out.push('\n');
    comment(out, "", &names.first(&source.name));
    if let Some(definition) = &source.definition {
        comment(out, "", &names.first(definition));
    }
    if source.deprecated.is_some() {
        comment(out, "", "deprecated");
    }
    let _ = writeln!(out, "CREATE TABLE {} (", quoted(&table.name));
    let mut lines: Vec<String> = Vec::new();
    for column in table.columns.iter().filter(|column| !column.is_many()) {
        lines.push(column_line(names, column));
    }
    if let Some(key) = table.key_column() {
        lines.push(format!("  PRIMARY KEY ({})", quoted(&key.name)));
    }
    for column in table.columns.iter().filter(|column| !column.is_many()) {
        lines.extend(constraints(names, tables, at, column, places));
    }
    if lines.is_empty() {
        // SQL knows no table without columns.
        lines.push("  \"id\" VARCHAR(255) NOT NULL PRIMARY KEY".to_owned());
    }
    let _ = writeln!(out, "{}\n);", joined(&lines));
    for column in table.columns.iter().filter(|column| column.is_many()) {
        values(out, names, tables, table, column);
    }
}

/// Parts of a definition, each but the last with a comma; a part that is only a comment has none.
fn joined(parts: &[String]) -> String {
    let is_comment = |part: &str| part.lines().all(|line| line.trim_start().starts_with("--"));
    let last = parts.iter().rposition(|part| !is_comment(part));
    let part = |(at, part): (usize, &String)| if is_comment(part) || Some(at) == last { part.clone() } else { format!("{part},") };
    parts.iter().enumerate().map(part).collect::<Vec<_>>().join("\n")
}

fn column_line(names: Names<'_>, column: &Column<'_>) -> String {
    let mut line = String::new();
    if let Some(attribute) = column.attribute() {
        let mut words = names.first(&attribute.name);
        if attribute.personal_data {
            words.push_str(" [personal data]");
        }
        if attribute.deprecated.is_some() {
            words.push_str(" [deprecated]");
        }
        comment(&mut line, "  ", &words);
    }
    let _ = write!(line, "  {} {}", quoted(&column.name), sql_type(column.data_type));
    if column.is_required() {
        line.push_str(" NOT NULL");
    }
    if column.is_unique {
        line.push_str(" UNIQUE");
    }
    if column.data_type == DataType::Year {
        let _ = write!(line, " CHECK ({} BETWEEN 0 AND 9999)", quoted(&column.name));
    }
    line
}

fn constraints(names: Names<'_>, tables: &Tables<'_>, at: usize, column: &Column<'_>, places: &BTreeMap<usize, usize>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(list) = column.code_list.filter(|id| names.model().code_lists.contains_key(*id)) {
        lines.push(format!("  FOREIGN KEY ({}) REFERENCES {} (\"code\")", quoted(&column.name), quoted(&format!("code-list.{list}"))));
    }
    match &column.refers_to {
        Some(Target::Table(other)) => {
            let target = &tables.tables[*other];
            let Some(key) = target.key_column() else { return lines };
            let line = format!("  FOREIGN KEY ({}) REFERENCES {} ({})", quoted(&column.name), quoted(&target.name), quoted(&key.name));
            lines.push(if places.get(other) <= places.get(&at) { line } else { format!("  --{line}: closes a circle") });
        }
        Some(Target::Elsewhere(concept)) => lines.push(format!("  -- {} refers to the concept {concept} of another model", quoted(&column.name))),
        None => {}
    }
    lines
}

/// The table of an attribute that may have several values.
fn values(out: &mut String, names: Names<'_>, tables: &Tables<'_>, table: &Table<'_>, column: &Column<'_>) {
    let Some(key) = table.key_column() else { return };
    let list = column.code_list.filter(|id| names.model().code_lists.contains_key(*id));
    let mut lines = vec![
        format!("  {} {} NOT NULL", quoted(&key.name), sql_type(key.data_type)),
        format!("  \"value\" {} NOT NULL", sql_type(column.data_type)),
        format!("  FOREIGN KEY ({0}) REFERENCES {1} ({0})", quoted(&key.name), quoted(&table.name)),
    ];
    lines.extend(list.map(|list| format!("  FOREIGN KEY (\"value\") REFERENCES {} (\"code\")", quoted(&format!("code-list.{list}")))));
    let target = if let Some(Target::Table(other)) = column.refers_to { tables.tables.get(other) } else { None };
    if let Some((target, other)) = target.and_then(|target| Some((target, target.key_column()?))) {
        let line = format!("FOREIGN KEY (\"value\") REFERENCES {} ({})", quoted(&target.name), quoted(&other.name));
        lines.insert(0, format!("  -- {line}"));
    }
    out.push('\n');
    if let Some(attribute) = column.attribute() {
        comment(out, "", &format!("{}: {}", names.first(&table.source.name), names.first(&attribute.name)));
    }
    let _ = writeln!(out, "CREATE TABLE {} (\n{}\n);", quoted(&format!("{}.{}", table.name, column.name)), joined(&lines));
}

fn reference_line(tables: &Tables<'_>, at: usize, name: &str, required: bool) -> String {
    let table = &tables.tables[at];
    let null = if required { " NOT NULL" } else { "" };
    match table.key_column() {
        Some(key) => format!("  {} {}{null} REFERENCES {} ({}),\n", quoted(name), sql_type(key.data_type), quoted(&table.name), quoted(&key.name)),
        None => format!("  {} VARCHAR(255){null},\n", quoted(name)),
    }
}

fn code_list(out: &mut String, names: Names<'_>, list: &CodeList) {
    out.push('\n');
    comment(out, "", &format!("{} {}", names.first(&list.name), list.lifecycle.version));
    let table = quoted(&format!("code-list.{}", list.id));
    let _ = writeln!(
        out,
        "CREATE TABLE {table} (\n  \"code\" VARCHAR(255) NOT NULL PRIMARY KEY,\n  \"name\" VARCHAR(4000) NOT NULL,\n  \"broader\" VARCHAR(255),\n  \"valid_from\" DATE,\n  \"valid_to\" DATE,\n  \"deprecated\" BOOLEAN NOT NULL\n);"
    );
    if list.codes.is_empty() {
        return;
    }
    let null = |value: Option<String>| value.map_or_else(|| "NULL".to_owned(), |value| literal(&value));
    let rows = list.codes.iter().map(|code| {
        let cells = [
            literal(&code.code),
            literal(&names.first(&code.name)),
            null(code.broader.as_ref().map(ToString::to_string)),
            null(code.valid_from.map(|day| day.to_string())),
            null(code.valid_to.map(|day| day.to_string())),
            if code.deprecated.is_some() { "TRUE" } else { "FALSE" }.to_owned(),
        ];
        format!("  ({})", cells.join(", "))
    });
    let _ = writeln!(
        out,
        "INSERT INTO {table} (\"code\", \"name\", \"broader\", \"valid_from\", \"valid_to\", \"deprecated\") VALUES\n{};",
        rows.collect::<Vec<_>>().join(",\n")
    );
}

/// The type of a column.
fn sql_type(data_type: DataType) -> &'static str {
    match data_type {
        DataType::String => "VARCHAR(4000)",
        DataType::Text => "VARCHAR(1000000)",
        DataType::Integer => "BIGINT",
        DataType::Decimal => "DECIMAL(28, 10)",
        DataType::Money => "DECIMAL(18, 4)",
        DataType::Boolean => "BOOLEAN",
        DataType::Date => "DATE",
        DataType::DateTime => "TIMESTAMP",
        DataType::Year => "SMALLINT",
        DataType::Code | DataType::Identifier => "VARCHAR(255)",
        DataType::Duration => "VARCHAR(64)",
    }
}

/// A name in quotation marks, no longer than `PostgreSQL` has room for.
pub fn quoted(name: &str) -> String {
    const LONGEST: usize = 63;
    let mut name = name.to_owned();
    if name.len() > LONGEST {
        let digest = Sha256::digest(name.as_bytes());
        let digest = digest.iter().take(4).fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        let mut end = LONGEST - 9;
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        name = format!("{}-{}", &name[..end], digest);
    }
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A comment; a text of several lines is one.
fn comment(out: &mut String, indent: &str, text: &str) {
    let words = on_one_line(text);
    if !words.is_empty() {
        let _ = writeln!(out, "{indent}-- {words}");
    }
}
