//! A concept model or a code list as a source file; the parser reads back what was written.

use std::fmt::Write;

use super::Item;
use crate::model::concept::{Mapping, MappingMatch, RelationEnd, RelationKind};
use crate::model::lifecycle::{Deprecated, HistoryEntry, LegalBasis, Origin};
use crate::model::text::on_one_line;
use crate::model::{Attribute, Code, CodeList, Concept, ConceptModel, Id, Language, Lifecycle, Relation, Text};

/// Lines of TOML.
#[derive(Default)]
struct Toml(String);

impl Toml {
    fn line(&mut self, key: &str, value: &str) {
        // Writing to a string does not fail.
        let _ = writeln!(self.0, "{key} = {value}");
    }

    fn text(&mut self, key: &str, text: Option<&Text>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.line(key, &localized(text));
        }
    }

    fn string(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.line(key, &string(text));
        }
    }

    fn list(&mut self, key: &str, ids: &[Id]) {
        if !ids.is_empty() {
            self.line(key, &strings(ids.iter().map(Id::as_str)));
        }
    }

    fn header(&mut self, header: &str) {
        let _ = writeln!(self.0, "\n{header}");
    }

    fn deprecated(&mut self, deprecated: Option<&Deprecated>) {
        let Some(Deprecated { since, replaced_by, reason }) = deprecated else { return };
        let parts = [
            since.as_ref().map(|since| format!("since = {}", string(since))),
            replaced_by.as_ref().map(|id| format!("replaced_by = {}", string(id))),
            reason.as_ref().map(|reason| format!("reason = {}", localized(reason))),
        ];
        self.line("deprecated", &table(parts));
    }

    fn mappings(&mut self, mappings: &[Mapping]) {
        if mappings.is_empty() {
            return;
        }
        let each = mappings.iter().map(|Mapping { kind, uri }| {
            let word = MappingMatch::WORDS.iter().find(|(_, known)| known == kind).map_or("exact", |(word, _)| word);
            format!("{{ match = \"{word}\", uri = {} }}", string(uri))
        });
        self.line("mappings", &format!("[{}]", each.collect::<Vec<_>>().join(", ")));
    }

    fn lifecycle(&mut self, life: &Lifecycle) {
        let Lifecycle { version, status, superseded_by, history: _, owner, approved_by, valid_from, valid_to, legal_basis, renamed_from, origin } = life;
        self.line("version", &string(&version.to_string()));
        self.line("status", &string(status.word()));
        self.string("superseded_by", superseded_by.as_deref());
        self.text("owner", owner.as_ref());
        self.text("approved_by", approved_by.as_ref());
        for (key, date) in [("valid_from", valid_from), ("valid_to", valid_to)] {
            if let Some(date) = date {
                self.line(key, &date.to_string());
            }
        }
        if !legal_basis.is_empty() {
            let each = legal_basis.iter().map(|LegalBasis { act, section, url }| {
                let section = section.as_ref().map(|section| format!("section = {}", localized(section)));
                table([Some(format!("act = {}", localized(act))), section, url.as_ref().map(|url| format!("url = {}", string(url)))])
            });
            self.line("legal_basis", &format!("[{}]", each.collect::<Vec<_>>().join(", ")));
        }
        self.list("renamed_from", renamed_from);
        if let Some(Origin { source, url, date, sha256, license }) = origin {
            let parts = [
                Some(format!("source = {}", string(source))),
                url.as_ref().map(|url| format!("url = {}", string(url))),
                date.map(|date| format!("date = {date}")),
                sha256.as_ref().map(|sum| format!("sha256 = {}", string(sum))),
                license.as_ref().map(|license| format!("license = {}", string(license))),
            ];
            self.line("origin", &table(parts));
        }
    }

    fn history(&mut self, history: &[HistoryEntry]) {
        for HistoryEntry { version, date, summary, findings } in history.iter().rev() {
            self.header("[[history]]");
            self.line("version", &string(&version.to_string()));
            self.line("date", &date.to_string());
            self.text("summary", Some(summary));
            self.list("findings", findings);
        }
    }
}

fn table<const N: usize>(parts: [Option<String>; N]) -> String {
    inline(parts.into_iter().flatten())
}

/// A table on one line, of keys with their values.
pub fn inline(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", parts.join(", ")) }
}

fn strings<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", texts.map(string).collect::<Vec<_>>().join(", "))
}

/// A text as a string of TOML.
pub fn string(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for letter in text.chars() {
        match letter {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            letter if letter.is_control() => {
                let _ = write!(written, "\\u{:04X}", u32::from(letter));
            }
            letter => written.push(letter),
        }
    }
    written.push('"');
    written
}

fn localized(text: &Text) -> String {
    inline(text.versions().map(|(language, text)| format!("{} = {}", key(language), string(text))))
}

fn key(language: Language) -> String {
    language.code().to_owned()
}

/// A concept model.
pub fn concept_model(model: &ConceptModel) -> String {
    let ConceptModel { id: _, name, description, lifecycle, concepts, relations } = model;
    let mut toml = Toml::default();
    toml.text("name", Some(name));
    toml.lifecycle(lifecycle);
    toml.text("description", description.as_ref());
    toml.history(&lifecycle.history);
    for concept in concepts {
        self::concept(&mut toml, concept);
    }
    for relation in relations {
        self::relation(&mut toml, &model.id, relation);
    }
    toml.0
}

fn concept(toml: &mut Toml, concept: &Concept) {
    let Concept { id, name, synonyms, definition, note, source, mappings, attributes, renamed_from, deprecated } = concept;
    toml.header(&format!("[concepts.{id}]"));
    toml.text("name", Some(name));
    let filled: Vec<_> = synonyms.iter().filter(|(_, terms)| !terms.is_empty()).collect();
    if !filled.is_empty() {
        let each = filled.iter().map(|(language, terms)| format!("{} = {}", key(*language), strings(terms.iter().map(String::as_str))));
        toml.line("synonyms", &inline(each));
    }
    toml.text("definition", definition.as_ref());
    toml.text("note", note.as_ref());
    toml.text("source", source.as_ref());
    toml.mappings(mappings);
    toml.list("renamed_from", renamed_from);
    toml.deprecated(deprecated.as_ref());
    for attribute in attributes {
        self::attribute(toml, id, attribute);
    }
}

fn attribute(toml: &mut Toml, concept: &Id, attribute: &Attribute) {
    let Attribute { id, name, definition, data_type, source_type, cardinality, code_list, personal_data, mappings, renamed_from, deprecated } = attribute;
    toml.header(&format!("[concepts.{concept}.attributes.{id}]"));
    toml.text("name", Some(name));
    toml.text("definition", definition.as_ref());
    toml.line("type", &string(data_type.word()));
    toml.string("source_type", source_type.as_deref());
    toml.line("cardinality", &string(&cardinality.to_string()));
    toml.string("code_list", code_list.as_deref());
    if *personal_data {
        toml.line("personal_data", "true");
    }
    toml.mappings(mappings);
    toml.list("renamed_from", renamed_from);
    toml.deprecated(deprecated.as_ref());
}

fn relation(toml: &mut Toml, model: &Id, relation: &Relation) {
    let Relation { id, kind, from, to, name, definition, mappings } = relation;
    let word = RelationKind::WORDS.iter().find(|(_, known)| known == kind).map_or("association", |(word, _)| word);
    toml.header("[[relations]]");
    toml.line("id", &string(id));
    toml.line("kind", &string(word));
    toml.line("from", &end(from, model));
    toml.line("to", &end(to, model));
    toml.text("name", name.as_ref());
    toml.text("definition", definition.as_ref());
    toml.mappings(mappings);
}

fn end(end: &RelationEnd, model: &Id) -> String {
    let RelationEnd { concept, cardinality, role } = end;
    let concept = if concept.model == *model { concept.concept.to_string() } else { format!("{}/{}", concept.model, concept.concept) };
    table([
        Some(format!("concept = {}", string(&concept))),
        cardinality.map(|cardinality| format!("cardinality = \"{cardinality}\"")),
        role.as_ref().map(|role| format!("role = {}", localized(role))),
    ])
}

/// A code list.
pub fn code_list(list: &CodeList) -> String {
    let CodeList { id: _, name, description, lifecycle, uri, oid, codes } = list;
    let mut toml = Toml::default();
    toml.text("name", Some(name));
    toml.lifecycle(lifecycle);
    toml.text("description", description.as_ref());
    toml.string("uri", uri.as_deref());
    toml.string("oid", oid.as_deref());
    toml.history(&lifecycle.history);
    for code in codes {
        self::code(&mut toml, code);
    }
    toml.0
}

fn code(toml: &mut Toml, code: &Code) {
    let Code { code, name, definition, broader, uri, valid_from, valid_to, renamed_from, deprecated } = code;
    toml.header("[[codes]]");
    toml.line("code", &string(code));
    toml.text("name", Some(name));
    toml.text("definition", definition.as_ref());
    toml.string("broader", broader.as_deref());
    toml.string("uri", uri.as_deref());
    for (key, date) in [("valid_from", valid_from), ("valid_to", valid_to)] {
        if let Some(date) = date {
            toml.line(key, &date.to_string());
        }
    }
    toml.list("renamed_from", renamed_from);
    toml.deprecated(deprecated.as_ref());
}

/// What was not carried over, as comments at the end of a file.
pub fn items(items: &[Item]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let mut text = String::from("\n# Not carried over from the source, or changed on the way:\n");
    for Item { about, what } in items {
        let line: String = format!("{about}: {what}").chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        let _ = writeln!(text, "# - {}", on_one_line(&line));
    }
    text
}
