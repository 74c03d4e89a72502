//! What holds for any two models: nothing between a model and itself, a mirror, and changes that can be applied.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Map, Value as Json};

use super::fixtures::{FIXTURES, base, edited, model};
use crate::diff::rules::{OBLIGATION_ADDED, ORDER_CHANGED, THING_ADDED, THING_MOVED, THING_REMOVED, THING_RENAMED, VALUE_SUPPRESSED};
use crate::diff::thing::Thing;
use crate::diff::{Change, Changes, Form, diff, things, values};
use crate::model::code_list::Code;
use crate::model::concept::{Cardinality, DataType, Mapping, MappingMatch, RelationEnd, RelationKind};
use crate::model::observation::{Columns, ObservationStatus, Row};
use crate::model::{Attribute, Concept, ConceptModel, ConceptRef, Id, Language, Model, Observations, Period, Relation, Text};

/// A model as one value: documents by kind and id, and rows of values.
#[derive(Debug, Clone, PartialEq, Default)]
struct Outline {
    documents: BTreeMap<(String, String), Json>,
    rows: BTreeMap<String, Json>,
    forms: BTreeMap<String, Json>,
}

/// Parts: their kind, that of what they are in, the mark between the ids, and the list.
const PARTS: &[(&str, &str, Option<char>, &str)] = &[
    ("question", "use-case", Some('/'), "questions"),
    ("requirement", "use-case", Some('/'), "requirements"),
    ("example", "indicator", Some('/'), "examples"),
    ("concept", "concept-model", Some('/'), "concepts"),
    ("relation", "concept-model", Some('/'), "relations"),
    ("attribute", "concept", Some('.'), "attributes"),
    ("code", "code-list", Some('/'), "codes"),
    ("field", "collection", Some('/'), "fields"),
    ("classification", "regions", None, "classifications"),
    ("region-group", "regions", None, "groups"),
    ("area", "information-model", None, "areas"),
    ("audience", "information-model", None, "audiences"),
    ("perspective", "information-model", None, "perspectives"),
    ("need", "information-model", None, "needs"),
    ("indicator-set", "information-model", None, "sets"),
    ("unit", "information-model", None, "units"),
];

fn part(kind: &str) -> Option<&'static (&'static str, &'static str, Option<char>, &'static str)> {
    PARTS.iter().find(|part| part.0 == kind)
}

fn outline(model: &Model) -> Outline {
    let mut outline = Outline::default();
    let mut add = |thing: Thing| {
        outline.documents.insert((thing.kind.to_string(), thing.id.clone()), thing.json());
    };
    let Model { front, pages, use_cases, indicators, regions, information, code_lists, concept_models, collections, removed: _, files } = model;
    add(things::front(front));
    for it in pages.values() {
        add(things::page(it));
    }
    for it in use_cases.values() {
        add(things::use_case(it));
    }
    for it in indicators.values() {
        add(things::indicator(it));
    }
    add(things::regions(regions));
    for it in regions.regions.values() {
        add(things::region(it));
    }
    if let Some(it) = information {
        add(things::information(it));
    }
    for it in code_lists.values() {
        add(things::code_list(it));
    }
    for it in concept_models.values() {
        add(things::concept_model(it));
    }
    for collection in collections.values() {
        add(things::collection(collection));
        for it in collection.documents.values() {
            add(things::document(it, collection));
        }
    }
    for (path, bytes) in files {
        add(things::file(path, bytes));
    }
    for (id, data) in indicators.iter().filter_map(|(id, indicator)| Some((id, indicator.data.as_ref()?))) {
        put_rows(id, data, &mut outline);
    }
    outline
}

fn put_rows(id: &str, data: &Observations, outline: &mut Outline) {
    outline.forms.insert(id.to_owned(), values::form(data));
    for row in data.iter() {
        outline.rows.insert(values::row_id(id, &row, &data.dimensions), Json::Object(values::said(&row)));
    }
}

/// The list that a part is in, and its own id there.
fn list<'o>(outline: &'o mut Outline, kind: &str, id: &str) -> Option<(&'o mut Vec<Json>, String)> {
    let (_, of, mark, name) = part(kind)?;
    let (above, own) = match mark {
        Some(mark) => id.rsplit_once(*mark)?,
        None => ("", id),
    };
    let above = node(outline, of, above)?;
    let list = above.as_object_mut()?.entry(*name).or_insert_with(|| Json::Array(Vec::new()));
    Some((list.as_array_mut()?, own.to_owned()))
}

fn node<'o>(outline: &'o mut Outline, kind: &str, id: &str) -> Option<&'o mut Json> {
    if part(kind).is_none() {
        return outline.documents.get_mut(&(kind.to_owned(), id.to_owned()));
    }
    let (list, own) = list(outline, kind, id)?;
    list.iter_mut().find(|item| item["id"] == own.as_str())
}

/// Applies changes; the rows of a table that is new are those of the model that has it.
fn apply(mut outline: Outline, changes: &Changes, new: &Model) -> Outline {
    let is = |change: &Change, rule: &'static crate::diff::Rule| *change.rule == *rule;
    let place = |side: &Option<Json>| {
        let side = side.as_ref().expect("a place");
        (side["id"].as_str().expect("an id").to_owned(), usize::try_from(side["position"].as_u64().expect("a position")).expect("small"))
    };
    let mut moved: BTreeMap<String, Json> = BTreeMap::new();
    for change in changes.changes.iter().filter(|change| is(change, &THING_MOVED)) {
        let (list, own) = list(&mut outline, &change.subject.kind, &place(&change.old).0).expect("a list");
        let at = list.iter().position(|item| item["id"] == own.as_str()).expect("it was there");
        moved.insert(change.subject.id.clone(), list.remove(at));
    }
    // What is gone goes by the ids of before.
    for change in changes.changes.iter().filter(|change| is(change, &THING_REMOVED)) {
        let (kind, id) = (change.subject.kind.as_str(), change.subject.id.as_str());
        if part(kind).is_some() {
            let (list, own) = list(&mut outline, kind, id).expect("a list");
            list.retain(|item| item["id"] != own.as_str());
        } else {
            outline.documents.remove(&(kind.to_owned(), id.to_owned())).expect("it was there");
        }
    }
    for change in changes.changes.iter().filter(|change| is(change, &THING_RENAMED)) {
        let (kind, id) = (change.subject.kind.as_str(), change.subject.id.as_str());
        let (old, new) = (change.old.as_ref().and_then(Json::as_str).expect("an id"), change.new.as_ref().and_then(Json::as_str).expect("an id"));
        let before = format!("{}{old}", id.strip_suffix(new).expect("the new id ends with its own part"));
        if part(kind).is_some() {
            node(&mut outline, kind, &before).expect("it was there")["id"] = Json::from(new);
        } else {
            let document = outline.documents.remove(&(kind.to_owned(), before)).expect("it was there");
            outline.documents.insert((kind.to_owned(), id.to_owned()), document);
        }
    }
    let mut added: Vec<&Change> =
        changes.changes.iter().filter(|change| is(change, &THING_ADDED) || is(change, &OBLIGATION_ADDED) || is(change, &THING_MOVED)).collect();
    // What came into something new comes after that, and is in it already.
    added.sort_by_key(|change| {
        (
            is(change, &THING_MOVED) || part(&change.subject.kind).is_some_and(|part| part.2 == Some('.')),
            change.new.as_ref().and_then(|new| new["position"].as_u64()),
        )
    });
    for change in added {
        let (kind, id) = (change.subject.kind.as_str(), change.subject.id.as_str());
        if let Some(item) = moved.remove(id) {
            let (list, own) = list(&mut outline, kind, id).expect("a list");
            if list.iter().all(|known| known["id"] != own.as_str()) {
                let mut item = item;
                item["id"] = Json::from(own);
                let at = place(&change.new).1.min(list.len());
                list.insert(at, item);
            }
            continue;
        }
        let mut whole = change.new.clone().expect("what is new");
        let position = whole.as_object_mut().and_then(|table| table.remove("position")).and_then(|position| position.as_u64());
        if part(kind).is_some() {
            let (list, own) = list(&mut outline, kind, id).expect("a list");
            let mut of = Map::from_iter([("id".to_owned(), Json::from(own))]);
            of.extend(whole.as_object().cloned().expect("a table"));
            let at = usize::try_from(position.expect("a position")).expect("small").min(list.len());
            list.insert(at, Json::Object(of));
        } else {
            outline.documents.insert((kind.to_owned(), id.to_owned()), whole);
        }
    }
    for change in &changes.changes {
        if matches!(change.form, Form::Thing | Form::Row | Form::Table) || is(change, &THING_RENAMED) || is(change, &THING_MOVED) {
            continue;
        }
        let (field, new) = (change.field.clone().expect("a field"), change.new.clone());
        if change.rule.name == "values-changed-form" {
            outline.forms.insert(change.subject.id.clone(), new.expect("a form"));
            continue;
        }
        let node = node(&mut outline, &change.subject.kind, &change.subject.id).expect("it is there").as_object_mut().expect("a table");
        if is(change, &ORDER_CHANGED) && node.get(&field).is_some_and(|list| list[0]["id"].is_string()) {
            let order: Vec<String> = new.iter().flat_map(|ids| ids.as_array().expect("ids")).map(|id| id.as_str().expect("an id").to_owned()).collect();
            let list = node.get_mut(&field).and_then(Json::as_array_mut).expect("a list");
            list.sort_by_key(|item| order.iter().position(|id| item["id"] == id.as_str()));
            continue;
        }
        match new {
            Some(new) => node.insert(field, new),
            None => node.remove(&field),
        };
    }
    for document in outline.documents.values_mut() {
        without_empty_lists(document);
    }
    for change in changes.changes.iter().filter(|change| change.form == Form::Row) {
        match &change.new {
            Some(new) => outline.rows.insert(change.subject.id.clone(), new.clone()),
            None => outline.rows.remove(&change.subject.id),
        };
    }
    for change in changes.changes.iter().filter(|change| change.form == Form::Table) {
        let id = change.subject.id.as_str();
        if let Some(table) = &change.new {
            let data = new.indicators[id].data.as_ref().expect("values");
            assert_eq!(table.as_str(), Some(values::table(data).as_str()));
            put_rows(id, data, &mut outline);
        } else {
            outline.rows.retain(|row, _| !row.starts_with(&format!("{id}/")));
            outline.forms.remove(id);
        }
    }
    outline
}

fn without_empty_lists(value: &mut Json) {
    if let Json::Object(table) = value {
        table.values_mut().for_each(without_empty_lists);
        table.retain(|name, value| !(PARTS.iter().any(|part| part.3 == name) && value.as_array().is_some_and(Vec::is_empty)));
    } else if let Json::Array(items) = value {
        items.iter_mut().for_each(without_empty_lists);
    }
}

/// What a change is without its side.
fn sides(changes: &Changes, is_turned: bool) -> Vec<String> {
    let text = |value: &Option<Json>| value.as_ref().map(Json::to_string).unwrap_or_default();
    let mut sides: Vec<String> = changes
        .changes
        .iter()
        .filter(|change| change.form != Form::Row)
        .map(|change| {
            let (old, new) = if is_turned { (&change.new, &change.old) } else { (&change.old, &change.new) };
            format!("{} {:?} {} {}", change.subject.kind, change.field, text(old), text(new))
        })
        .collect();
    sides.sort_unstable();
    sides
}

fn rows(changes: &Changes) -> Vec<String> {
    changes.changes.iter().filter(|change| change.form == Form::Row).map(|change| change.subject.id.clone()).collect()
}

fn holds(a: &Model, b: &Model) {
    assert_eq!(diff(a, a), Changes::default());
    let (there, back) = (diff(a, b), diff(b, a));
    assert_eq!(sides(&there, false), sides(&back, true), "a mirror");
    assert_eq!(rows(&there), rows(&back), "a mirror of rows");
    let (applied, wanted) = (apply(outline(a), &there, b), outline(b));
    if applied != wanted {
        for (key, document) in &wanted.documents {
            assert_eq!(applied.documents.get(key), Some(document), "{key:?}");
        }
    }
    assert_eq!(applied, wanted);
    assert_eq!(a == b, there.changes.is_empty() && a.removed == b.removed, "models differ where changes are told");
    for change in there.changes.iter().filter(|change| *change.rule == VALUE_SUPPRESSED) {
        assert!(change.old.as_ref().is_none_or(|old| old.get("value").is_none()), "{change:?}");
    }
}

fn subset(picks: &[bool]) -> Model {
    let mut sources = base();
    for (fixture, _) in FIXTURES.iter().zip(picks).filter(|(_, is_picked)| **is_picked) {
        if let Some(next) = edited(&sources, fixture) {
            sources = next;
        }
    }
    model(&sources)
}

fn picks() -> impl Strategy<Value = Vec<bool>> {
    prop::collection::vec(any::<bool>(), FIXTURES.len())
}

fn text(words: &str) -> Text {
    Text::of(Language::parse("fi").expect("a language"), words)
}

/// Codes with few ids and few words, so that they meet, move and are renamed.
fn codes() -> impl Strategy<Value = Vec<Code>> {
    let code = ("[a-f]", "[a-c]{3,4}", prop::option::of("[a-f]"), prop::option::of("(lapsi|aikuinen|ei kumpikaan)( [a-c]){0,3}")).prop_map(
        |(id, name, before, definition)| Code {
            code: Id::from(id.as_str()),
            name: text(&name),
            definition: definition.as_deref().map(text),
            broader: None,
            uri: None,
            valid_from: None,
            valid_to: None,
            renamed_from: before.iter().map(|id| Id::from(id.as_str())).collect(),
            deprecated: None,
        },
    );
    prop::collection::vec(code, 0..6).prop_map(|mut codes| {
        let mut seen = std::collections::BTreeSet::new();
        codes.retain(|code| seen.insert(code.code.clone()));
        for code in &mut codes {
            code.renamed_from.retain(|id| !seen.contains(id));
        }
        codes
    })
}

static START: std::sync::OnceLock<ConceptModel> = std::sync::OnceLock::new();

/// Concepts with few ids, whose attributes have few ids and few definitions, so that they meet, move and are renamed; and what ties them.
fn concepts() -> impl Strategy<Value = ConceptModel> {
    const SAYS: [&str; 3] = ["päivä, jona asiakas tuli palveluun ensimmäisen kerran", "palvelun antanut ammattihenkilö tai muu työntekijä", "lyhyt"];
    let attribute = ("[x-z]", prop::option::of(0..3usize), 0..2u32, prop::option::of("[a-b]"));
    let concept = ("[a-d]", "[a-c]{3,4}", prop::collection::vec(attribute, 0..4), prop::option::of("[a-d]"));
    let tie = (0..4usize, 0..4usize, prop::option::of("[x-z]"));
    (prop::collection::vec(concept, 0..4), prop::collection::vec(tie, 0..4)).prop_map(|(concepts, ties)| {
        let mut made: Vec<Concept> = Vec::new();
        for (id, name, attributes, before) in concepts {
            if made.iter().any(|known| *known.id == *id) {
                continue;
            }
            let mut own: Vec<Attribute> = Vec::new();
            for (id, says, least, uri) in attributes {
                if own.iter().all(|known| *known.id != *id) {
                    own.push(Attribute {
                        id: Id::from(id.as_str()),
                        name: text(&id),
                        definition: says.map(|says| text(SAYS[says])),
                        data_type: DataType::String,
                        source_type: None,
                        cardinality: Cardinality { least, most: Some(1) },
                        code_list: None,
                        personal_data: false,
                        mappings: uri.into_iter().map(|uri| Mapping { kind: MappingMatch::Exact, uri: format!("urn:{uri}") }).collect(),
                        renamed_from: Vec::new(),
                        deprecated: None,
                    });
                }
            }
            made.push(Concept {
                id: Id::from(id.as_str()),
                name: text(&name),
                synonyms: Vec::new(),
                definition: None,
                note: None,
                source: None,
                mappings: Vec::new(),
                attributes: own,
                renamed_from: before.iter().map(|id| Id::from(id.as_str())).collect(),
                deprecated: None,
            });
        }
        let ids: Vec<Id> = made.iter().map(|concept| concept.id.clone()).collect();
        for concept in &mut made {
            concept.renamed_from.retain(|id| !ids.contains(id));
        }
        let end = |at: usize, role: Option<&str>| RelationEnd {
            concept: ConceptRef { model: "m".into(), concept: ids[at].clone(), attribute: None },
            cardinality: None,
            role: role.map(text),
        };
        let ties = ties.iter().filter(|(from, to, _)| *from < ids.len() && *to < ids.len()).map(|(from, to, role)| Relation {
            id: Id::from(format!("{}-{}", ids[*from], role.as_ref().unwrap_or(&ids[*to].to_string()))),
            kind: RelationKind::Association,
            from: end(*from, None),
            to: end(*to, role.as_deref()),
            name: None,
            definition: None,
            mappings: Vec::new(),
        });
        let mut relations: Vec<Relation> = Vec::new();
        for tie in ties {
            if relations.iter().all(|known| known.id != tie.id) {
                relations.push(tie);
            }
        }
        let start = START.get_or_init(|| model(&base()).concept_models.into_values().next().expect("a model")).clone();
        ConceptModel { id: "m".into(), concepts: made, relations, ..start }
    })
}

/// Rows of few regions and years, with a dimension or without.
fn data() -> impl Strategy<Value = Observations> {
    let row = (0..3u8, 2020..2023u16, prop::option::of(0..2u8), prop::option::of(0..40i16), prop::option::of(0..3u8));
    (prop::collection::vec(row, 0..12), any::<bool>()).prop_map(|(rows, has_sex)| {
        let mut seen = std::collections::BTreeSet::new();
        let rows = rows.into_iter().filter(|(region, year, sex, ..)| seen.insert((*region, *year, sex.filter(|_| has_sex)))).map(
            |(region, year, sex, value, lower)| Row {
                region: format!("0{region}").into(),
                period: Period::parse(&year.to_string()).expect("a year"),
                cell: if has_sex { vec![sex.map(|sex| Id::from(sex.to_string()))] } else { Vec::new() },
                value: value.map(|value| f64::from(value) / 4.0),
                status: if value.is_some() { ObservationStatus::A } else { ObservationStatus::Q },
                numerator: None,
                denominator: None,
                lower: lower.map(f64::from),
                upper: None,
                note: None,
            },
        );
        let columns = Columns { lower: true, status: true, ..Columns::default() };
        Observations::new(if has_sex { vec!["sukupuoli".into()] } else { Vec::new() }, columns, rows.collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn between_any_two_states_of_a_site(a in picks(), b in picks()) {
        holds(&subset(&a), &subset(&b));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn between_any_two_lists_of_codes(a in codes(), b in codes()) {
        let start = model(&base());
        let with = |codes: Vec<Code>| {
            let mut model = Model { code_lists: start.code_lists.clone(), ..Model::default() };
            if let Some(list) = model.code_lists.get_mut("sex") {
                list.codes = codes;
            }
            model
        };
        holds(&with(a), &with(b));
    }

    #[test]
    fn between_any_two_concept_models(a in concepts(), b in concepts()) {
        let with = |model: ConceptModel| Model { concept_models: BTreeMap::from([(model.id.clone(), model)]), ..Model::default() };
        holds(&with(a), &with(b));
    }

    #[test]
    fn between_any_two_tables_of_values(a in data(), b in data()) {
        let start = model(&base());
        let with = |data: Observations| {
            let mut model = Model { indicators: start.indicators.clone(), ..Model::default() };
            if let Some(indicator) = model.indicators.get_mut("falls") {
                indicator.data = Some(std::sync::Arc::new(data));
            }
            model
        };
        holds(&with(a), &with(b));
    }
}
