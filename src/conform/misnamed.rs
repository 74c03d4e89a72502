//! What a mapping says that is not so: concepts, files, columns and codes that are not there, and those named twice.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use super::scan::attributes;
use super::{Extract, Finding, Mapping, Specification, TableMapping, cell};
use crate::diagnostic::{Severity, nearest};
use crate::relational::Column;

const UNKNOWN: &str = "mapping-unknown-name";
const REPEATED: &str = "mapping-repeated-name";

/// What is wrong with a mapping, held against the specification, the extract and the names of its files.
pub fn misnamed(specification: &Specification<'_>, mapping: &Mapping, extracts: &[Extract<'_>], files: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (mut tables, mut named) = (BTreeSet::new(), BTreeMap::new());
    let places: BTreeMap<_, _> = mapping.tables.keys().map(|concept| (concept.span().start, concept)).collect();
    for concept in places.into_values() {
        let Some(said) = mapping.tables.get(concept) else { continue };
        let Some(table) = specification.tables.called(concept.get_ref()) else {
            findings.push(unknown_concept(specification, mapping, concept));
            continue;
        };
        if !tables.insert(table) {
            let message = format!("`{}` stands in the mapping under another name too", specification.tables.tables[table].name);
            findings.push(Finding { help: Some("put both tables into one".into()), ..mapping.finding(REPEATED, concept.span(), message, Some(table)) });
        }
        let about = About { specification, mapping, table, said, extract: extracts.iter().find(|extract| extract.table == table) };
        findings.extend(about.file(files, &mut named));
        findings.extend(about.columns());
        findings.extend(about.codes());
    }
    findings
}

fn unknown_concept(specification: &Specification<'_>, mapping: &Mapping, concept: &Spanned<String>) -> Finding {
    let message = format!("`{}` is no concept of the use case's models", concept.get_ref());
    let tables = &specification.tables.tables;
    let names: Vec<String> = tables.iter().flat_map(|table| [table.name.clone(), table.concept.to_string()]).collect();
    let near = nearest(concept.get_ref(), names.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
    let all = || format!("concepts are: {}", tables.iter().map(|table| table.name.as_str()).collect::<Vec<_>>().join(", "));
    Finding { help: Some(near.unwrap_or_else(all)), ..mapping.finding(UNKNOWN, concept.span(), message, None) }
}

/// What a mapping says of one table.
struct About<'a, 'm> {
    specification: &'a Specification<'m>,
    mapping: &'a Mapping,
    table: usize,
    said: &'a TableMapping,
    extract: Option<&'a Extract<'a>>,
}

impl<'a, 'm> About<'a, 'm> {
    /// A finding about a name; what was probably meant, or else what to do.
    fn finding(&self, rule: &'static str, at: &Spanned<String>, message: String, near: Option<&str>, otherwise: String) -> Finding {
        let help = near.map_or(otherwise, |near| format!("did you mean `{near}`?"));
        Finding { help: Some(help), ..self.mapping.finding(rule, at.span(), message, Some(self.table)) }
    }

    fn file(&self, files: &[String], named: &mut BTreeMap<&'a str, usize>) -> Option<Finding> {
        let file = self.said.file.as_ref()?;
        let name = file.get_ref();
        if !files.contains(name) {
            let near = nearest(name, files.iter().map(String::as_str));
            let finding = self.finding(UNKNOWN, file, format!("there is no file `{name}` in the extract"), near, "name a file of the extract".into());
            return Some(Finding { severity: Severity::Warning, ..finding });
        }
        let before = named.insert(name, self.table).filter(|before| *before != self.table)?;
        let message = format!("the file `{name}` is named for `{}` already", self.specification.tables.tables[before].name);
        Some(self.finding(REPEATED, file, message, None, "a file holds the rows of one concept: give each its own".into()))
    }

    /// The column of an attribute, or what is wrong with its name.
    fn column(&self, attribute: &Spanned<String>) -> Result<&'a Column<'m>, Box<Finding>> {
        let known = attributes(self.specification, self.table);
        known.iter().find(|column| column.name == *attribute.get_ref()).copied().ok_or_else(|| {
            let table = &self.specification.tables.tables[self.table];
            let names: Vec<&str> = known.iter().map(|column| column.name.as_str()).collect();
            let message = format!("`{}` is no column of `{}`", attribute.get_ref(), table.name);
            let near = nearest(attribute.get_ref(), names.iter().copied());
            Box::new(self.finding(UNKNOWN, attribute, message, near, format!("columns are: {}", names.join(", "))))
        })
    }

    fn columns(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let there: Option<Vec<&str>> = self.extract.and_then(|extract| extract.records.as_ref().ok()).map(|records| {
            let unread = records.unread().iter().map(|(name, _)| name);
            records.columns().iter().chain(unread).map(String::as_str).collect()
        });
        let written: BTreeMap<usize, (&Spanned<String>, &Spanned<String>)> =
            self.said.columns.iter().map(|(attribute, column)| (attribute.span().start, (attribute, column))).collect();
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for (attribute, column) in written.into_values() {
            let known = self.column(attribute);
            let name = column.get_ref().as_str();
            let of = known.as_ref().ok().map(|column| column.name.clone());
            findings.extend(known.err().map(|finding| *finding));
            let other = seen.insert(name, attribute.get_ref()).or_else(|| self.own(name, attribute.get_ref()));
            if let Some(other) = other {
                let message = format!("the column `{name}` belongs to `{other}` already");
                let finding = self.finding(REPEATED, column, message, None, "name another column for one of them".into());
                findings.push(Finding { column: of, ..finding });
            } else if let Some(there) = there.as_ref().filter(|there| !there.contains(&name)) {
                let file = self.extract.map_or("", |extract| &extract.file);
                let finding = self.finding(
                    UNKNOWN,
                    column,
                    format!("{file} has no column `{name}`"),
                    nearest(name, there.iter().copied()),
                    format!("columns of the file are: {}", there.join(", ")),
                );
                findings.push(Finding { column: of, ..finding });
            }
        }
        findings
    }

    /// The other attribute that a column belongs to without being named for it.
    fn own(&self, column: &str, attribute: &str) -> Option<&'a str> {
        let known = attributes(self.specification, self.table).into_iter().find(|known| known.name == column)?;
        (known.name != attribute && !self.said.columns.contains_key(known.name.as_str())).then_some(known.name.as_str())
    }

    fn codes(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (attribute, codes) in &self.said.codes {
            match self.column(attribute) {
                Ok(column) => findings.extend(codes.values().filter_map(|code| self.code(column, code))),
                Err(finding) => findings.push(*finding),
            }
        }
        findings
    }

    fn code(&self, column: &Column<'_>, code: &Spanned<String>) -> Option<Finding> {
        let (ours, name) = (code.get_ref(), &column.name);
        let list = column.code_list.and_then(|id| self.specification.model.code_lists.get(id));
        let mut finding = match list {
            Some(list) if list.code(ours).is_none() => {
                let codes: Vec<&str> = list.codes.iter().map(|code| &*code.code).collect();
                // Of short codes each is near to every other.
                let near = Some(ours).filter(|code| code.len() > 2).and_then(|code| nearest(code, codes.iter().copied()));
                let few = || if codes.len() > 12 { "look the codes up on the list's page".into() } else { format!("codes are: {}", codes.join(", ")) };
                self.finding(UNKNOWN, code, format!("`{ours}` is no code of the list `{}`", list.id), near, few())
            }
            None if !cell::is_value(column.data_type, ours.as_bytes(), false) => {
                let message = format!("`{ours}` does not stand for a value of `{name}`");
                self.finding(UNKNOWN, code, message, None, format!("it is {}", cell::form(column.data_type)))
            }
            _ => return None,
        };
        finding.column = Some(name.clone());
        // What a county writes for a person's data is not shown, not even out of its mapping.
        if column.is_personal() {
            finding.place.iter_mut().for_each(|place| place.text = None);
        }
        Some(finding)
    }
}
