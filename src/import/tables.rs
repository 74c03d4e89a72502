//! A data dictionary: a CSV with a row for each field, and perhaps one with a row for each table.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Grid, Row, grid, plain};
use super::ids::{self, Ids};
use super::life::{self, Said};
use super::{Given, Import, broken, types, words};
use crate::diagnostic::Diagnostic;
use crate::model::concept::{Cardinality, DataType, RelationEnd, RelationKind};
use crate::model::text::on_one_line;
use crate::model::{Attribute, Concept, ConceptModel, ConceptRef, Id, Relation, Text};

const TABLE: [&str; 19] = [
    "cdmtablename",
    "tablename",
    "table",
    "taulu",
    "taulunnimi",
    "tabell",
    "entity",
    "entityname",
    "entiteetti",
    "class",
    "classname",
    "dataset",
    "tabledbname",
    "tablecode",
    "tableid",
    "form",
    "formname",
    "entitet",
    "tietoryhmä",
];
const FIELD: [&str; 25] = [
    "cdmfieldname",
    "fieldname",
    "field",
    "columnname",
    "column",
    "variablename",
    "variable",
    "attributename",
    "attribute",
    "kenttä",
    "kentta",
    "kentännimi",
    "sarake",
    "sarakkeennimi",
    "fält",
    "kolumn",
    "attribuutti",
    "muuttuja",
    "elementname",
    "dataelement",
    "element",
    "tietoelementti",
    "kenttänimi",
    "kentannimi",
    "name",
];
const TYPE: [&str; 12] =
    ["cdmdatatype", "datatype", "fieldtype", "columntype", "type", "tietotyyppi", "tyyppi", "datatyp", "typ", "sqltype", "fielddatatype", "format"];
const REQUIRED: [&str; 9] = ["isrequired", "requiredfield", "required", "mandatory", "pakollinen", "ismandatory", "notnull", "obligatorisk", "pakollisuus"];
const NULLABLE: [&str; 4] = ["nullable", "isnullable", "null", "allownull"];
const CARDINALITY: [&str; 4] = ["cardinality", "multiplicity", "kardinaliteetti", "moninaisuus"];
const TEXTS: [&str; 16] = [
    "tabledescription",
    "userguidance",
    "definition",
    "määritelmä",
    "maaritelma",
    "description",
    "fielddescription",
    "columndescription",
    "kuvaus",
    "beskrivning",
    "etlconventions",
    "comment",
    "comments",
    "notes",
    "note",
    "huomautus",
];
const LABEL: [&str; 8] = ["label", "fieldlabel", "displayname", "title", "otsikko", "nimi", "caption", "longname"];
const PRIMARY: [&str; 6] = ["isprimarykey", "primarykey", "pk", "ispk", "pääavain", "key"];
const FOREIGN: [&str; 5] = ["isforeignkey", "foreignkey", "fk", "isfk", "viiteavain"];
const TARGET: [&str; 12] = [
    "fktablename",
    "fktable",
    "referencestable",
    "referencedtable",
    "foreigntable",
    "references",
    "reference",
    "foreignkeytable",
    "reftable",
    "viitetaulu",
    "viittaa",
    "foreignkeyto",
];
const TARGET_FIELD: [&str; 6] = ["fkfieldname", "fkfield", "fkcolumn", "referencescolumn", "referencedcolumn", "refcolumn"];
const PERSONAL: [&str; 13] = [
    "personaldata",
    "ispersonaldata",
    "personal",
    "pii",
    "ispii",
    "sensitive",
    "identifier",
    "henkilötieto",
    "henkilotieto",
    "henkilötietoja",
    "onhenkilötieto",
    "personuppgift",
    "gdpr",
];
const LENGTH: [&str; 5] = ["length", "maxlength", "size", "pituus", "charactermaximumlength"];

/// The columns of a file of fields, or of tables.
struct Columns {
    table: Option<usize>,
    field: Option<usize>,
    data_type: Option<usize>,
    required: Option<usize>,
    nullable: Option<usize>,
    cardinality: Option<usize>,
    texts: Vec<usize>,
    label: Option<usize>,
    primary: Option<usize>,
    foreign: Option<usize>,
    target: Option<usize>,
    target_field: Option<usize>,
    length: Option<usize>,
    personal: Option<usize>,
}

impl Columns {
    fn of(grid: &Grid, of_tables: bool) -> Self {
        let table = grid.column(&TABLE);
        let free = |names: &[&str]| grid.column(names).filter(|at| Some(*at) != table);
        let table = if of_tables { table.or_else(|| grid.column(&["name", "nimi"])) } else { table };
        Self {
            table,
            field: if of_tables { None } else { free(&FIELD) },
            data_type: if of_tables { None } else { free(&TYPE) },
            required: if of_tables { None } else { free(&REQUIRED) },
            nullable: free(&NULLABLE),
            cardinality: free(&CARDINALITY),
            texts: TEXTS.iter().filter_map(|name| grid.header.iter().position(|header| plain(header) == *name)).collect(),
            label: free(&LABEL),
            primary: free(&PRIMARY),
            foreign: free(&FOREIGN),
            target: free(&TARGET),
            target_field: free(&TARGET_FIELD),
            length: free(&LENGTH),
            personal: free(&PERSONAL),
        }
    }

    fn known(&self) -> BTreeSet<usize> {
        let single = [
            self.table,
            self.field,
            self.data_type,
            self.required,
            self.nullable,
            self.cardinality,
            self.label,
            self.primary,
            self.foreign,
            self.target,
            self.target_field,
            self.length,
            self.personal,
        ];
        single.into_iter().flatten().chain(self.texts.iter().copied()).collect()
    }
}

/// A table that is being put together.
struct Draft {
    concept: Concept,
    fields: Ids,
}

/// A field that points to another table.
struct Pointer {
    from: Id,
    field: Id,
    name: String,
    target: String,
    is_required: bool,
}

struct Reading<'a> {
    given: &'a Given,
    made: Import,
    ids: Ids,
    drafts: Vec<Draft>,
    /// Tables by their plain name.
    by_name: BTreeMap<String, usize>,
    pointers: Vec<Pointer>,
    /// Whether a column says which fields are personal data.
    says_personal: bool,
}

/// Reads a data dictionary.
pub fn import(given: &Given) -> Result<Import, Box<Diagnostic>> {
    let grid_of_fields = grid(&given.file)?;
    let columns = Columns::of(&grid_of_fields, false);
    let Some(field) = columns.field else {
        let header = 0..grid_of_fields.file.text().lines().next().map_or(0, str::len);
        let help = "a row is a field: the columns are called table, field, type, required and description, or much like it";
        return Err(broken(&grid_of_fields.file, header, "no column names the fields", help));
    };
    let made = Import { items: grid_of_fields.items.clone(), ..Import::default() };
    let mut reading = Reading { given, made, ids: Ids::default(), drafts: Vec::new(), by_name: BTreeMap::new(), pointers: Vec::new(), says_personal: false };
    if let Some(tables) = &given.tables {
        reading.tables(&grid(tables)?)?;
    }
    let alone = stem(&given.file.name);
    let mut table = String::new();
    for row in &grid_of_fields.rows {
        // Some dictionaries name the table in its first row only.
        match columns.table.map(|_| row.cell(columns.table)) {
            Some("") if table.is_empty() => {
                return Err(broken(&grid_of_fields.file, row.span.clone(), "the row names no table", "name the table of each field"));
            }
            Some("") => {}
            Some(named) => named.clone_into(&mut table),
            None => alone.clone_into(&mut table),
        }
        if row.cell(Some(field)).is_empty() {
            return Err(broken(
                &grid_of_fields.file,
                row.span.clone(),
                "the row names no field",
                format!("write it in the column `{}`", grid_of_fields.header[field]),
            ));
        }
        reading.field(&table, row, &columns, &grid_of_fields);
    }
    Ok(reading.done())
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

impl Reading<'_> {
    fn text(&self, parts: impl IntoIterator<Item = String>) -> Option<Text> {
        let whole = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
        (!whole.is_empty()).then(|| Text::of(self.given.language, &whole))
    }

    fn tables(&mut self, grid: &Grid) -> Result<(), Box<Diagnostic>> {
        let columns = Columns::of(grid, true);
        self.made.items.extend(grid.items.iter().cloned());
        if columns.table.is_none() {
            let header = 0..grid.file.text().lines().next().map_or(0, str::len);
            return Err(broken(
                &grid.file,
                header,
                "no column names the tables",
                "a row is a table: the columns are called table and description, or much like it",
            ));
        }
        for row in &grid.rows {
            let name = row.cell(columns.table);
            if name.is_empty() {
                return Err(broken(&grid.file, row.span.clone(), "the row names no table", "each row is a table"));
            }
            let at = self.table(name);
            let mut texts = columns.texts.iter().map(|column| words::markdown(row.cell(Some(*column)))).filter(|text| !text.is_empty());
            let definition = self.text(texts.next());
            let note = self.text(texts);
            let label = words::label(row.cell(columns.label));
            let concept = &mut self.drafts[at].concept;
            concept.definition = definition;
            concept.note = note;
            if !label.is_empty() {
                concept.name = Text::of(self.given.language, &label);
            }
            self.rest(&format!("table `{name}`"), row, &columns, grid);
        }
        Ok(())
    }

    /// The table of a name, in any case; a new one where there is none.
    fn table(&mut self, name: &str) -> usize {
        let key = plain(name);
        if let Some(at) = self.by_name.get(&key) {
            return *at;
        }
        let concept = Concept {
            id: self.ids.give(name, name),
            name: Text::of(self.given.language, &words::plain(name)),
            synonyms: Vec::new(),
            definition: None,
            note: None,
            source: None,
            mappings: Vec::new(),
            attributes: Vec::new(),
            renamed_from: Vec::new(),
            deprecated: None,
        };
        self.drafts.push(Draft { concept, fields: Ids::default() });
        self.by_name.insert(key, self.drafts.len() - 1);
        self.drafts.len() - 1
    }

    fn field(&mut self, table: &str, row: &Row, columns: &Columns, grid: &Grid) {
        let at = self.table(table);
        let name = row.cell(columns.field).to_owned();
        let about = format!("field `{table}.{name}`");
        let key = row.cell(columns.primary);
        let is_primary = types::truth(key).unwrap_or_else(|| matches!(plain(key).as_str(), "pk" | "primary" | "primarykey" | "pri"));
        let target = self.target(&about, row, columns);
        let data_type = self.data_type(&about, row.cell(columns.data_type), is_primary || target.is_some());
        let cardinality = self.cardinality(&about, row, columns, is_primary);
        let label = words::label(row.cell(columns.label));
        let personal = row.cell(columns.personal);
        let is_personal = types::truth(personal);
        self.says_personal |= !personal.is_empty() && is_personal.is_some();
        if is_personal.is_none() {
            self.made.leave(&about, format!("whether it is personal data: {personal}"));
        }
        let definition = self.text(columns.texts.iter().map(|column| words::markdown(row.cell(Some(*column)))));
        let is_required = cardinality.least > 0;
        let draft = &mut self.drafts[at];
        let id = draft.fields.give(&name, &name);
        if &*id != ids::id(&name).as_str() {
            self.made.leave(&about, format!("the table has another field of the name; this one is `{id}`"));
        }
        draft.concept.attributes.push(Attribute {
            id: id.clone(),
            name: Text::of(self.given.language, &if label.is_empty() { words::plain(&name) } else { label }),
            definition,
            data_type,
            source_type: source_type(row, columns),
            cardinality,
            code_list: None,
            personal_data: is_personal == Some(true),
            mappings: Vec::new(),
            renamed_from: Vec::new(),
            deprecated: None,
        });
        if is_primary {
            self.made.leave(&about, "it is the primary key; its type became `identifier`");
        }
        if let Some(target) = target {
            self.pointers.push(Pointer { from: self.drafts[at].concept.id.clone(), field: id, name, target, is_required });
        }
        self.rest(&about, row, columns, grid);
    }

    /// The table that a field points to: `CONCEPT`, `concept.concept_id`, `concept(concept_id)`.
    fn target(&mut self, about: &str, row: &Row, columns: &Columns) -> Option<String> {
        let foreign = row.cell(columns.foreign);
        let named = row.cell(columns.target);
        let is_foreign = types::truth(foreign).unwrap_or(true);
        let named = match (named, types::truth(foreign)) {
            ("", None) => foreign,
            ("", Some(true)) => {
                self.made.leave(about, "it is a foreign key, and the table it points to is not named");
                return None;
            }
            (named, _) => named,
        };
        if named.is_empty() || (!is_foreign && columns.foreign.is_some()) {
            if !named.is_empty() {
                self.made.leave(about, format!("it names the table `{named}` and is no foreign key"));
            }
            return None;
        }
        let table = named.split(['.', '(', ' ', '[']).find(|part| !part.trim().is_empty())?;
        Some(table.trim().to_owned())
    }

    fn data_type(&mut self, about: &str, name: &str, is_key: bool) -> DataType {
        if is_key {
            return DataType::Identifier;
        }
        types::data_type(name).unwrap_or_else(|| {
            let what =
                if name.is_empty() { "it has no type; it became `string`".to_owned() } else { format!("the type `{name}` is not known; it became `string`") };
            self.made.leave(about, what);
            DataType::String
        })
    }

    fn cardinality(&mut self, about: &str, row: &Row, columns: &Columns, is_primary: bool) -> Cardinality {
        let written = row.cell(columns.cardinality);
        if let Some(cardinality) = types::multiplicity(written) {
            return cardinality;
        }
        let required = types::truth(row.cell(columns.required)).filter(|_| columns.required.is_some());
        let nullable = types::truth(row.cell(columns.nullable)).filter(|_| columns.nullable.is_some() && !row.cell(columns.nullable).is_empty());
        let odd = [columns.required, columns.nullable].into_iter().find(|column| column.is_some() && types::truth(row.cell(*column)).is_none());
        if let Some(odd) = odd {
            self.made.leave(about, format!("whether it is required is said as `{}`", row.cell(odd)));
        }
        if !written.is_empty() {
            self.made.leave(about, format!("`{written}` is no cardinality"));
        }
        let is_required = required.or(nullable.map(|nullable| !nullable)).unwrap_or(false) || is_primary;
        Cardinality { least: u32::from(is_required), most: Some(1) }
    }

    /// Lists the cells that have no place in the model.
    fn rest(&mut self, about: &str, row: &Row, columns: &Columns, grid: &Grid) {
        let known = columns.known();
        let cells: Vec<String> = grid
            .header
            .iter()
            .enumerate()
            .filter(|(at, _)| !known.contains(at) && !row.cell(Some(*at)).is_empty())
            .map(|(at, header)| format!("{} = {}", if header.is_empty() { "(column without a name)" } else { header }, row.raw(at)))
            .collect();
        if !cells.is_empty() {
            self.made.leave(about, cells.join("; "));
        }
    }

    fn done(mut self) -> Import {
        let model = self.given.id.clone();
        let relations = self.relations(&model);
        let name = words::plain(&without_version(stem(&self.given.file.name)).replace('_', " "));
        self.made.models.push(ConceptModel {
            id: model,
            name: Text::of(self.given.language, &name),
            description: None,
            lifecycle: life::life(self.given, &Said { version: version_in(&self.given.file.name), ..Said::default() }),
            concepts: self.drafts.into_iter().map(|draft| draft.concept).collect(),
            relations,
        });
        if !self.says_personal {
            self.made.leave(&self.given.file.name, "the file does not say which fields are personal data; mark them");
        }
        self.made
    }

    fn relations(&mut self, model: &Id) -> Vec<Relation> {
        let mut ids = Ids::default();
        let mut relations = Vec::new();
        for pointer in std::mem::take(&mut self.pointers) {
            let Some(at) = self.by_name.get(&plain(&pointer.target)) else {
                self.made
                    .leave(format!("field `{}.{}`", pointer.from, pointer.name), format!("it points to the table `{}`, which is not there", pointer.target));
                continue;
            };
            let end = |concept: &Id| ConceptRef { model: model.clone(), concept: concept.clone(), attribute: None };
            let many = Cardinality { least: 0, most: None };
            let one = Cardinality { least: u32::from(pointer.is_required), most: Some(1) };
            relations.push(Relation {
                id: ids.give(&format!("{}-{}", pointer.from, pointer.field), &pointer.name),
                kind: RelationKind::Association,
                from: RelationEnd { concept: end(&pointer.from), cardinality: Some(many), role: None },
                to: RelationEnd {
                    concept: end(&self.drafts[*at].concept.id),
                    cardinality: Some(one),
                    role: Some(Text::of(self.given.language, &words::plain(&pointer.name))),
                },
                name: None,
                definition: None,
                mappings: Vec::new(),
            });
        }
        relations
    }
}

fn source_type(row: &Row, columns: &Columns) -> Option<String> {
    let written = on_one_line(row.cell(columns.data_type));
    let length = row.cell(columns.length);
    match (written.is_empty(), length.is_empty() || written.contains('(')) {
        (true, _) => None,
        (false, true) => Some(written),
        (false, false) => Some(format!("{written}({length})")),
    }
}

/// A version that stands in a file's name: `OMOP_CDMv5.4_Field_Level.csv`.
fn version_in(name: &str) -> Option<String> {
    version_at(name).map(|at| name[at.start + 1..at.end].to_owned())
}

/// Where a name tells a version, with the `v` before it.
fn version_at(name: &str) -> Option<std::ops::Range<usize>> {
    let start = name.char_indices().find(|(at, c)| matches!(c, 'v' | 'V') && name[at + 1..].starts_with(|c: char| c.is_ascii_digit()))?.0;
    let rest = &name[start + 1..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    Some(start..start + 1 + rest[..end].trim_end_matches('.').len())
}

/// A name without the version in it, so that the next version of the same thing is called the same.
fn without_version(name: &str) -> String {
    let rest = version_at(name).map(|at| format!("{}{}", &name[..at.start], &name[at.end..]));
    rest.filter(|rest| !rest.trim_matches(['_', ' ', '-']).is_empty()).unwrap_or_else(|| name.to_owned())
}
