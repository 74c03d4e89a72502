//! The machine-readable twin of a typed thing, `index.json`, and the JSON Schemas of the twins.

use std::collections::BTreeMap;

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::model::collection::{Column, Field, FieldKind, Value};
use crate::model::{
    Area, CodeList, Collection, Concept, ConceptModel, Document, Id, Indicator, InformationModel, Kind, Prose, Reference, Region, Relation, Text, UseCase,
};
use crate::plan::is_withdrawn;
use crate::plan::route::Place;
use crate::render::scope::Scope;

/// What every twin begins with, then the thing itself.
#[derive(Serialize, JsonSchema)]
struct Twin<T> {
    /// The address of the JSON Schema of this form, relative to this file.
    schema: String,
    /// What kind of thing this is.
    kind: String,
    /// Its id.
    id: String,
    /// The release it is shown in; null for the working tree.
    release: Option<Id>,
    /// Whether it holds values that are made up.
    illustrative: bool,
    #[serde(flatten)]
    thing: T,
    /// Things that refer to this one, as `kind:id`.
    used_by: Vec<String>,
}

/// A twin that has nothing of its own beyond a model's type.
#[derive(Serialize, JsonSchema)]
struct IndicatorTwin<'a> {
    #[serde(flatten)]
    indicator: &'a Indicator,
    /// The published values, where there are any.
    data: Option<Data>,
}

/// The published values of an indicator.
#[derive(Serialize, JsonSchema)]
struct Data {
    /// The file, beside this one.
    href: String,
    /// How many rows it has.
    rows: usize,
    /// Its periods, oldest first.
    periods: Vec<crate::model::Period>,
    /// Its dimensions.
    dimensions: Vec<Id>,
}

/// A concept with what the model says of its surroundings.
#[derive(Serialize, JsonSchema)]
struct ConceptTwin<'a> {
    /// The model it belongs to.
    model: &'a Id,
    #[serde(flatten)]
    concept: &'a Concept,
    /// Its relations.
    relations: Vec<&'a Relation>,
}

/// A region with what belongs to it.
#[derive(Serialize, JsonSchema)]
struct RegionTwin<'a> {
    #[serde(flatten)]
    region: &'a Region,
    /// Regions that are part of it.
    parts: Vec<&'a Id>,
    /// Groups of peers it is in.
    groups: Vec<&'a Id>,
}

/// A collection with its schema and its documents.
#[derive(Serialize, JsonSchema)]
struct CollectionTwin<'a> {
    /// Its name.
    name: &'a Text,
    /// What is in it.
    description: Option<&'a Text>,
    /// The fields of its documents.
    fields: BTreeMap<&'a str, Json>,
    /// Charts over tables of a document.
    charts: Vec<Json>,
    /// Its documents.
    documents: Vec<&'a Id>,
}

/// A document with the fields that its collection declares.
#[derive(Serialize, JsonSchema)]
struct DocumentTwin<'a> {
    /// The collection.
    collection: &'a Id,
    /// Its heading.
    title: &'a Text,
    /// What it says in each field; a field that is absent was not recorded.
    fields: BTreeMap<&'a str, Json>,
    /// The rest.
    prose: &'a Prose,
}

/// A release and what it holds.
#[derive(Serialize, JsonSchema)]
struct ReleaseTwin {
    /// Its day.
    date: crate::model::Date,
    /// `released`, `consultation` or `withdrawn`.
    status: String,
    /// The last day for comments.
    comment_until: Option<crate::model::Date>,
    /// Why it was withdrawn.
    reason: Option<Text>,
    /// The source format of its snapshot.
    format: u32,
    /// The things it holds and their versions, as `kind:id`.
    things: BTreeMap<String, Option<crate::model::Version>>,
}

/// The twin of the thing that a page shows.
pub fn twin(scope: &Scope) -> Vec<u8> {
    bytes(scope).unwrap_or_default()
}

fn bytes(scope: &Scope) -> Option<Vec<u8>> {
    let model = scope.model();
    Some(match &scope.route.place {
        Place::Information => write(scope, Kind::built_in("information-model"), "information-model", "information-model", false, model.information.as_ref()?),
        Place::Area(id) => thing(scope, Kind::Area, id, false, model.area(id)?),
        Place::UseCase(id) => thing(scope, Kind::UseCase, id, false, model.use_cases.get(id)?),
        Place::ConceptModel(id) => thing(scope, Kind::ConceptModel, id, false, model.concept_models.get(id)?),
        Place::Concept(model_id, id) => {
            let concept_model = model.concept_models.get(model_id)?;
            let relations = concept_model
                .relations
                .iter()
                .filter(|relation| [&relation.from, &relation.to].iter().any(|end| end.concept.model == *model_id && end.concept.concept == *id))
                .collect();
            let twin = ConceptTwin { model: model_id, concept: concept_model.concept(id)?, relations };
            thing(scope, Kind::Concept, &format!("{model_id}/{id}"), false, twin)
        }
        Place::CodeList(id) => thing(scope, Kind::CodeList, id, false, model.code_lists.get(id)?),
        Place::Indicator(id) => {
            let indicator = model.indicators.get(id)?;
            let data = indicator.data.as_ref().map(|data| Data {
                href: "data.csv".to_owned(),
                rows: data.len(),
                periods: data.periods(),
                dimensions: data.dimensions.clone(),
            });
            thing(scope, Kind::Indicator, id, indicator.illustrative, IndicatorTwin { indicator, data })
        }
        Place::Region(slug) => {
            let region = model.regions.by_slug(slug)?;
            let parts = model.regions.regions.values().filter(|part| part.parent.as_ref() == Some(&region.code)).map(|part| &part.code).collect();
            let groups = model.regions.groups.iter().filter(|group| group.regions.contains(&region.code)).map(|group| &group.id).collect();
            thing(scope, Kind::Region, &region.code, false, RegionTwin { region, parts, groups })
        }
        Place::Collection(id) => write(scope, None, "collection", id, false, collection_twin(model.collections.get(id)?)),
        Place::Document(collection_id, id) => {
            let collection = model.collections.get(collection_id)?;
            let reference = Kind::Document(collection_id.clone());
            write(scope, Some(reference), "document", id, false, document_twin(collection, collection.documents.get(id)?))
        }
        Place::Release(id) => write(scope, None, "release", id, false, release_twin(scope, id)?),
        _ => return None,
    })
}

fn thing<T: Serialize>(scope: &Scope, kind: Kind, id: &str, illustrative: bool, thing: T) -> Vec<u8> {
    let name = kind.name().to_owned();
    write(scope, Some(kind), &name, id, illustrative, thing)
}

fn write<T: Serialize>(scope: &Scope, reference: Option<Kind>, kind: &str, id: &str, illustrative: bool, thing: T) -> Vec<u8> {
    let used_by = reference.map(|kind| {
        let to = Reference::new(kind, id);
        scope.release.index.referrers(&to).iter().map(ToString::to_string).collect()
    });
    // The head says these; the thing's own would stand there twice.
    let mut thing = serde_json::to_value(thing).unwrap_or_default();
    if let Some(fields) = thing.as_object_mut() {
        fields.remove("id");
        fields.remove("illustrative");
    }
    super::json(&Twin {
        schema: scope.file(&format!("schema/{kind}.json")),
        kind: kind.to_owned(),
        id: id.to_owned(),
        release: scope.release.id.clone(),
        illustrative,
        thing,
        used_by: used_by.unwrap_or_default(),
    })
}

fn collection_twin(collection: &Collection) -> CollectionTwin<'_> {
    CollectionTwin {
        name: &collection.name,
        description: collection.description.as_ref(),
        fields: collection.fields.iter().map(|field| (field.key.as_str(), field_form(field))).collect(),
        charts: collection
            .charts
            .iter()
            .map(|chart| json!({ "kind": chart.kind.word(), "table": chart.table, "columns": chart.columns, "title": chart.title }))
            .collect(),
        documents: collection.documents.keys().collect(),
    }
}

fn field_form(field: &Field) -> Json {
    let mut form = kind_form(&field.kind);
    form.insert("required".into(), field.required.into());
    form.insert("list".into(), field.list.into());
    form.insert("label".into(), json!(field.label));
    form.into()
}

fn kind_form(kind: &FieldKind) -> Map<String, Json> {
    let (word, key, detail) = match kind {
        FieldKind::Text => ("text", None, Json::Null),
        FieldKind::Localized => ("localized", None, Json::Null),
        FieldKind::Date => ("date", None, Json::Null),
        FieldKind::Period => ("period", None, Json::Null),
        FieldKind::Number => ("number", None, Json::Null),
        FieldKind::Boolean => ("boolean", None, Json::Null),
        FieldKind::Enum(words) => ("enum", Some("values"), json!(words)),
        FieldKind::Reference(to) => ("reference", Some("to"), json!(to.as_ref().map(Kind::name))),
        FieldKind::Table(columns) => ("table", Some("columns"), columns.iter().map(column_form).collect()),
    };
    let mut form = Map::new();
    form.insert("type".into(), word.into());
    if let Some(key) = key {
        form.insert(key.into(), detail);
    }
    form
}

fn column_form(column: &Column) -> Json {
    let mut form = kind_form(&column.kind);
    form.insert("key".into(), column.key.clone().into());
    form.insert("label".into(), json!(column.label));
    form.into()
}

fn document_twin<'a>(collection: &'a Collection, document: &'a Document) -> DocumentTwin<'a> {
    let fields =
        collection.fields.iter().filter_map(|field| document.value(&field.key).map(|value| (field.key.as_str(), value_json(&field.kind, value)))).collect();
    DocumentTwin { collection: &collection.id, title: &document.title, fields, prose: &document.prose }
}

/// A value as JSON; the rows of a table are objects, an absent cell is null.
fn value_json(kind: &FieldKind, value: &Value) -> Json {
    match value {
        Value::Text(text) | Value::Word(text) => json!(text),
        Value::Localized(text) => json!(text),
        Value::Date(date) => json!(date),
        Value::Period(period) => json!(period),
        Value::Number(number) => json!(number),
        Value::Boolean(truth) => json!(truth),
        Value::Reference(reference) => json!(reference.to_string()),
        Value::List(values) => values.iter().map(|value| value_json(kind, value)).collect(),
        Value::Table(rows) => {
            let columns: &[Column] = if let FieldKind::Table(columns) = kind { columns } else { &[] };
            rows.iter()
                .map(|row| {
                    let cells = columns
                        .iter()
                        .zip(row)
                        .map(|(column, cell)| (column.key.clone(), cell.as_ref().map_or(Json::Null, |cell| value_json(&column.kind, cell))));
                    Json::Object(cells.collect())
                })
                .collect()
        }
    }
}

fn release_twin(scope: &Scope, id: &str) -> Option<ReleaseTwin> {
    use crate::model::settings::ReleaseStatus;
    let site = scope.site();
    let entry = site.settings.releases.iter().find(|release| &*release.id == id)?;
    let held = site.releases.iter().find(|release| release.id.as_deref() == Some(id)).filter(|_| !is_withdrawn(&entry.status));
    let (comment_until, reason) = match &entry.status {
        ReleaseStatus::Released => (None, None),
        ReleaseStatus::Consultation { comment_until } => (Some(*comment_until), None),
        ReleaseStatus::Withdrawn { reason } => (None, Some(reason.clone())),
    };
    let mut things = BTreeMap::new();
    if let Some(release) = held {
        let model = &release.model;
        things.extend(model.use_cases.values().map(|thing| (format!("use-case:{}", thing.id), Some(thing.lifecycle.version))));
        things.extend(model.indicators.values().map(|thing| (format!("indicator:{}", thing.id), Some(thing.lifecycle.version))));
        things.extend(model.concept_models.values().map(|thing| (format!("concept-model:{}", thing.id), Some(thing.lifecycle.version))));
        things.extend(model.code_lists.values().map(|thing| (format!("code-list:{}", thing.id), Some(thing.lifecycle.version))));
        if let Some(information) = &model.information {
            things.insert("information-model:information-model".to_owned(), Some(information.lifecycle.version));
        }
        for collection in model.collections.values() {
            things.extend(collection.documents.keys().map(|document| (format!("{}:{document}", collection.id), None)));
        }
    }
    Some(ReleaseTwin { date: entry.date, status: entry.status.word().to_owned(), comment_until, reason, format: entry.format, things })
}

/// The JSON Schema of a kind's twin.
pub fn schema(kind: &str) -> Vec<u8> {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = match kind {
        "information-model" => root::<InformationModel>(&mut generator),
        "area" => root::<Area>(&mut generator),
        "use-case" => root::<UseCase>(&mut generator),
        "concept-model" => root::<ConceptModel>(&mut generator),
        "concept" => root::<ConceptTwin>(&mut generator),
        "code-list" => root::<CodeList>(&mut generator),
        "indicator" => root::<IndicatorTwin>(&mut generator),
        "region" => root::<RegionTwin>(&mut generator),
        "collection" => root::<CollectionTwin>(&mut generator),
        "release" => root::<ReleaseTwin>(&mut generator),
        _ => root::<DocumentTwin>(&mut generator),
    };
    super::json(&schema)
}

fn root<T: JsonSchema>(generator: &mut SchemaGenerator) -> schemars::Schema {
    let mut schema = generator.root_schema_for::<Twin<T>>();
    // Head and thing both name the id; a schema may require a key once.
    if let Some(required) = schema.get_mut("required").and_then(Json::as_array_mut) {
        let mut seen = std::collections::BTreeSet::new();
        required.retain(|key| seen.insert(key.as_str().map(str::to_owned)));
    }
    schema
}
