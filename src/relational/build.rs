//! How tables follow from concept models, step by step: columns, keys, kinds, relations.

use std::collections::BTreeMap;

use super::{Column, Join, Origin, Table, Tables, Target};
use crate::model::concept::{Cardinality, DataType, RelationEnd, RelationKind};
use crate::model::{Attribute, Concept, ConceptModel, ConceptRef, Relation};
use crate::parse::prose::slug;

/// Zero or one.
const OPTIONAL: Cardinality = Cardinality { least: 0, most: Some(1) };

/// The tables of some models.
pub fn tables<'m>(models: &[&'m ConceptModel]) -> Tables<'m> {
    let mut tables = empty(models);
    let relations: Vec<&'m Relation> = models.iter().flat_map(|model| &model.relations).collect();
    refer(&mut tables);
    refer_by_relations(&mut tables, &relations);
    find_keys(&mut tables);
    make_keys(&mut tables, &relations);
    inherit(&mut tables, &relations);
    let joins = relate(&mut tables, &relations);
    Tables { tables, joins }
}

/// Tables with the columns of their attributes.
fn empty<'m>(models: &[&'m ConceptModel]) -> Vec<Table<'m>> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for concept in models.iter().flat_map(|model| &model.concepts) {
        *seen.entry(&concept.id).or_default() += 1;
    }
    let table = |model: &'m ConceptModel, concept: &'m Concept| Table {
        concept: ConceptRef { model: model.id.clone(), concept: concept.id.clone(), attribute: None },
        name: if seen.get(&*concept.id) == Some(&1) { concept.id.to_string() } else { format!("{}.{}", model.id, concept.id) },
        source: concept,
        columns: concept.attributes.iter().map(column).collect(),
        key: None,
        general: Vec::new(),
    };
    models.iter().flat_map(|model| model.concepts.iter().map(move |concept| table(model, concept))).collect()
}

fn column(attribute: &Attribute) -> Column<'_> {
    Column {
        name: attribute.id.to_string(),
        origin: Origin::Attribute(attribute),
        data_type: attribute.data_type,
        cardinality: attribute.cardinality,
        code_list: attribute.code_list.as_ref(),
        refers_to: None,
        counted: None,
        is_unique: false,
    }
}

/// Identifiers that are called like a concept refer to it: one of the same model, else the only one of all.
fn refer(tables: &mut [Table<'_>]) {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, table) in tables.iter().enumerate() {
        by_name.entry(table.concept.concept.to_string()).or_default().push(at);
    }
    let models: Vec<_> = tables.iter().map(|table| table.concept.model.clone()).collect();
    for (at, table) in tables.iter_mut().enumerate() {
        for column in table.columns.iter_mut().filter(|column| column.data_type == DataType::Identifier) {
            let Some(found) = by_name.get(&column.name) else { continue };
            let own = found.iter().find(|other| models[**other] == table.concept.model);
            let only = || found.first().filter(|_| found.len() == 1);
            column.refers_to = own.or_else(only).filter(|other| **other != at).map(|other| Target::Table(*other));
        }
    }
}

/// Identifiers that are called like the part that a relation's other end plays, or like a concept of a model that is
/// not here and that a relation names, refer to it.
fn refer_by_relations(tables: &mut [Table<'_>], relations: &[&Relation]) {
    let ends = |relation| -> [(&RelationEnd, &RelationEnd); 2] {
        let relation: &Relation = relation;
        [(&relation.from, &relation.to), (&relation.to, &relation.from)]
    };
    for (near, far) in relations.iter().filter(|one| one.kind != RelationKind::Generalization).flat_map(|one| ends(one)) {
        let (Some(here), Some(role)) = (place(tables, &near.concept), &far.role) else { continue };
        let target = target(place(tables, &far.concept), &far.concept);
        let is_called_so = |name: &str| role.versions().any(|(_, role)| letters(role) == letters(name));
        let mut columns = tables[here].columns.iter_mut().filter(|column| column.data_type == DataType::Identifier && column.refers_to.is_none());
        if let Some(column) = columns.find(|column| is_called_so(&column.name)) {
            column.refers_to = Some(target);
        }
    }
    let elsewhere: BTreeMap<String, ConceptRef> = relations
        .iter()
        .flat_map(|relation| [&relation.from.concept, &relation.to.concept])
        .filter(|concept| place(tables, concept).is_none())
        .map(|concept| (concept.concept.to_string(), concept.clone()))
        .collect();
    for column in tables.iter_mut().flat_map(|table| &mut table.columns).filter(|column| column.data_type == DataType::Identifier) {
        if column.refers_to.is_none() {
            column.refers_to = elsewhere.get(&column.name).cloned().map(Target::Elsewhere);
        }
    }
}

/// What of a name is compared: a role `hoitavaYksikkö` is the attribute `hoitava-yksikko`.
fn letters(name: &str) -> String {
    slug(name).chars().filter(char::is_ascii_alphanumeric).collect()
}

fn find_keys(tables: &mut [Table<'_>]) {
    for table in tables {
        let is_key = |column: &Column<'_>| column.data_type == DataType::Identifier && column.cardinality == Cardinality::ONE && column.refers_to.is_none();
        table.key = table.columns.iter().position(is_key);
    }
}

fn place(tables: &[Table<'_>], concept: &ConceptRef) -> Option<usize> {
    tables.iter().position(|table| table.concept.model == concept.model && table.concept.concept == concept.concept)
}

/// Gives a key to tables that something refers to and that have none, not even by what they are a kind of.
fn make_keys(tables: &mut [Table<'_>], relations: &[&Relation]) {
    let mut is_asked = vec![false; tables.len()];
    for target in tables.iter().flat_map(|table| &table.columns).filter_map(|column| column.refers_to.clone()) {
        if let Target::Table(at) = target {
            is_asked[at] = true;
        }
    }
    for (at, table) in tables.iter().enumerate() {
        is_asked[at] |= table.columns.iter().any(Column::is_many);
    }
    let mut is_special = vec![false; tables.len()];
    for relation in relations {
        let (from, to) = (place(tables, &relation.from.concept), place(tables, &relation.to.concept));
        match relation.kind {
            RelationKind::Generalization => {
                if let (Some(special), Some(general)) = (from, to) {
                    is_asked[general] = true;
                    is_special[special] = true;
                }
            }
            _ => {
                for at in from.into_iter().chain(to) {
                    is_asked[at] = true;
                }
            }
        }
    }
    for at in 0..tables.len() {
        if tables[at].key.is_none() && is_asked[at] && !is_special[at] {
            let name = free(&tables[at], &["id", "_id"]);
            add_key(&mut tables[at], name, Origin::Key, None);
        }
    }
}

fn add_key<'m>(table: &mut Table<'m>, name: String, origin: Origin<'m>, refers_to: Option<Target>) {
    let column =
        Column { name, origin, data_type: DataType::Identifier, cardinality: Cardinality::ONE, code_list: None, refers_to, counted: None, is_unique: false };
    table.columns.insert(0, column);
    table.key = Some(0);
}

/// The first of some names that no column has, else the last with a number.
fn free(table: &Table<'_>, names: &[&str]) -> String {
    if let Some(free) = names.iter().find(|name| table.column(name).is_none()) {
        return (*free).to_owned();
    }
    let last = names.last().copied().unwrap_or("id");
    (2..=table.columns.len() + 2).map(|n| format!("{last}-{n}")).find(|name| table.column(name).is_none()).unwrap_or_default()
}

/// A special concept has the key of the general one, which is its reference to it too.
fn inherit<'m>(tables: &mut Vec<Table<'m>>, relations: &[&'m Relation]) {
    for relation in relations.iter().filter(|relation| relation.kind == RelationKind::Generalization) {
        let ends = place(tables, &relation.from.concept).zip(place(tables, &relation.to.concept));
        let new = ends.filter(|(special, general)| special != general && !tables[*special].general.contains(general));
        if let Some((special, general)) = new {
            tables[special].general.push(general);
        }
    }
    let mut is_done = vec![false; tables.len()];
    for at in 0..tables.len() {
        inherit_into(tables, at, &mut is_done);
    }
}

/// General concepts come first; one that is a kind of itself is an error of the model, and ends here.
fn inherit_into(tables: &mut Vec<Table<'_>>, at: usize, is_done: &mut Vec<bool>) {
    if std::mem::replace(&mut is_done[at], true) {
        return;
    }
    for general in tables[at].general.clone() {
        inherit_into(tables, general, is_done);
        let key = tables[general].key_column().map_or_else(|| "id".to_owned(), |key| key.name.clone());
        let name = tables[general].name.clone();
        let table = &mut tables[at];
        if table.key.is_none() {
            let name = free(table, &[&key, &name]);
            add_key(table, name, Origin::General, Some(Target::Table(general)));
        } else {
            let name = free(table, &[&name, &key]);
            table.columns.push(Column {
                name,
                origin: Origin::General,
                data_type: DataType::Identifier,
                cardinality: Cardinality::ONE,
                code_list: None,
                refers_to: Some(Target::Table(general)),
                counted: None,
                is_unique: true,
            });
        }
    }
    if tables[at].key.is_none() && !tables[at].general.is_empty() {
        let name = free(&tables[at], &["id", "_id"]);
        add_key(&mut tables[at], name, Origin::Key, None);
    }
}

/// Relations become references, or tables of their own.
fn relate<'m>(tables: &mut [Table<'m>], relations: &[&'m Relation]) -> Vec<Join<'m>> {
    let mut joins: Vec<Join<'m>> = Vec::new();
    for relation in relations.iter().filter(|relation| relation.kind != RelationKind::Generalization) {
        let (from, to) = (place(tables, &relation.from.concept), place(tables, &relation.to.concept));
        let many = Cardinality { least: 0, most: None };
        let of_from = relation.from.cardinality.unwrap_or(many);
        let of_to = relation.to.cardinality.unwrap_or(many);
        // A row at one end refers to the other where there is at most one there.
        let by_to = to.filter(|_| of_from.most == Some(1)).map(|here| (here, from, &relation.from.concept, of_from, of_to));
        let by_from = from.filter(|_| of_to.most == Some(1)).map(|here| (here, to, &relation.to.concept, of_to, of_from));
        let ends = [by_to, by_from].into_iter().flatten().filter(|_| from != to);
        if ends.into_iter().any(|(here, there, concept, _, at_own)| says(&mut tables[here], &target(there, concept), at_own)) {
            continue;
        }
        let best = if of_from.least == 0 && of_to.least > 0 { by_from.or(by_to) } else { by_to.or(by_from) };
        match (best, from, to) {
            (Some((here, there, concept, at_other, at_own)), ..) => {
                add_reference(&mut tables[here], relation, target(there, concept), concept, at_other, at_own, from == to);
            }
            (None, Some(from), Some(to)) => {
                let taken = |name: &str| tables.iter().any(|table| table.name == name) || joins.iter().any(|join| join.name == name);
                let own = relation.id.to_string();
                let name = if taken(&own) { format!("{}.{own}", tables[from].concept.model) } else { own };
                let second = if from == to { format!("{}-2", tables[to].concept.concept) } else { tables[to].name.clone() };
                joins.push(Join { name, relation, ends: [(from, tables[from].name.clone()), (to, second)] });
            }
            _ => {}
        }
    }
    joins
}

/// What a reference to a concept leads to, whose table is at a place, or not here.
fn target(there: Option<usize>, concept: &ConceptRef) -> Target {
    there.map_or_else(|| Target::Elsewhere(concept.clone()), Target::Table)
}

/// Whether an attribute refers to the other table already, and says no other relation; it then says this one.
fn says(table: &mut Table<'_>, there: &Target, at_own: Cardinality) -> bool {
    let is_it =
        |column: &&mut Column<'_>| matches!(column.origin, Origin::Attribute(_)) && column.refers_to.as_ref() == Some(there) && column.counted.is_none();
    let found = table.columns.iter_mut().find(is_it);
    found.is_some_and(|column| column.counted.replace(at_own).is_none())
}

fn add_reference<'m>(
    table: &mut Table<'m>,
    relation: &'m Relation,
    target: Target,
    concept: &ConceptRef,
    at_other: Cardinality,
    at_own: Cardinality,
    is_own: bool,
) {
    let name = if is_own { free(table, &[&relation.id]) } else { free(table, &[&concept.concept, &relation.id]) };
    // A row that refers to its own table has to be first somewhere.
    let cardinality = if at_other.least > 0 && !is_own { Cardinality::ONE } else { OPTIONAL };
    table.columns.push(Column {
        name,
        origin: Origin::Relation(relation),
        data_type: DataType::Identifier,
        cardinality,
        code_list: None,
        refers_to: Some(target),
        counted: Some(at_own),
        is_unique: at_own.most == Some(1),
    });
}
