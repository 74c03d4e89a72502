//! All that a use case specifies, in one package: text, schemas, tables, templates, code lists, examples, requirements, changes.
//!
//! **The same bytes on every run:** files stand in the order of their names, their times are those of the
//! beginning of the ZIP calendar, and `manifest.json` has the SHA-256 of each.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use serde_json::json;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::csv::text;
use super::names::Names;
use super::{csv, json_schema, shacl, skos, sql, template};
use crate::model::use_case::RequirementLevel;
use crate::model::{CodeList, ConceptModel, Id, Indicator, Language, Lifecycle, UseCase};
use crate::plan::{Export, Place};
use crate::relational::{Tables, models_of};
use crate::render::scope::Scope;

/// The package as a ZIP.
pub fn archive(scope: &Scope, case: &UseCase) -> Vec<u8> {
    written(&files(scope, case)).unwrap_or_default()
}

fn written(files: &BTreeMap<String, Vec<u8>>) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default()).unix_permissions(0o644);
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// The files of the package, by path.
pub fn files(scope: &Scope, case: &UseCase) -> BTreeMap<String, Vec<u8>> {
    let names = Names::new(scope);
    let models = models_of(scope.model(), case);
    let lists = lists(scope, case, &models);
    let indicators: Vec<&Indicator> = case.indicators.iter().filter_map(|id| scope.model().indicators.get(id)).collect();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for language in names.languages() {
        files.insert(format!("specification.{language}.md"), specification(names, case, *language).into_bytes());
    }
    files.insert("requirements.csv".into(), requirements(names, case).into_bytes());
    files.insert("history.csv".into(), history(names, case, &models, &lists, &indicators).into_bytes());
    let title = format!("{} {}", names.first(&case.title), case.lifecycle.version);
    let address = names.file(Place::UseCase(case.id.clone()), "schema.json");
    let mut schema = json_schema::schema(names, &models, &address);
    schema["title"] = json!(title);
    files.insert("schemas/schema.json".into(), super::json(&schema));
    files.insert("schemas/schema.sql".into(), sql::ddl(names, &models, &title).into_bytes());
    for model in &models {
        let folder = format!("schemas/{}", model.id);
        files.insert(format!("{folder}/skos.ttl"), skos::model(scope, model).turtle());
        files.insert(format!("{folder}/skos.jsonld"), skos::model(scope, model).json_ld());
        files.insert(format!("{folder}/shacl.ttl"), shacl::model(scope, model).turtle());
    }
    for list in &lists {
        files.insert(format!("code-lists/{}.csv", list.id), csv::codes(scope, list).into_bytes());
        files.insert(format!("code-lists/{}.ttl", list.id), skos::code_list(scope, list).turtle());
    }
    templates(&mut files, names, &models);
    for indicator in indicators {
        examples(&mut files, indicator);
    }
    files.insert("manifest.json".into(), manifest(scope, case, &files));
    files
}

/// The code lists of the use case and of its models' attributes.
fn lists<'s>(scope: &'s Scope, case: &UseCase, models: &[&ConceptModel]) -> Vec<&'s CodeList> {
    let attributes = models.iter().flat_map(|model| &model.concepts).flat_map(|concept| &concept.attributes);
    let ids: BTreeSet<&Id> = attributes.filter_map(|attribute| attribute.code_list.as_ref()).chain(case.dimensions.iter().map(|pin| &pin.id)).collect();
    ids.into_iter().filter_map(|id| scope.model().code_lists.get(id)).collect()
}

/// The use case as a text of one language.
fn specification(names: Names<'_>, case: &UseCase, language: Language) -> String {
    let said = |text: &crate::model::Text| names.plain(text);
    let of = |text: &crate::model::Text| {
        let versions = said(text);
        let own = versions.iter().find(|(known, _)| *known == language).or_else(|| versions.first());
        own.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let mut out = format!("# {}\n\n{}\n", of(&case.title), case.lifecycle.version);
    if let Some(summary) = &case.summary {
        let _ = write!(out, "\n{}\n", of(summary));
    }
    for question in &case.questions {
        let _ = write!(out, "\n- **{}** {}", question.id, of(&question.text));
    }
    if !case.questions.is_empty() {
        out.push('\n');
    }
    for requirement in &case.requirements {
        let _ = write!(out, "\n- **{}** ({}) {}", requirement.id, level(requirement.level), of(&requirement.text));
    }
    out.push('\n');
    if let Some(prose) = case.prose.get(language) {
        let _ = write!(out, "\n{}\n", prose.body.as_str().trim());
    }
    out
}

fn level(level: RequirementLevel) -> &'static str {
    RequirementLevel::WORDS.iter().find(|(_, known)| *known == level).map_or("", |(word, _)| word)
}

/// A row of cells.
fn row<'c>(out: &mut String, cells: impl IntoIterator<Item = &'c str>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        text(out, cell);
    }
    out.push('\n');
}

fn requirements(names: Names<'_>, case: &UseCase) -> String {
    let mut out = String::from("id,level,concept,since,until,effective_from,verified_by,deprecated");
    for language in names.languages() {
        let _ = write!(out, ",text_{language}");
    }
    out.push('\n');
    for one in &case.requirements {
        let concept = one.concept.as_ref().map(ToString::to_string).unwrap_or_default();
        let from = one.effective_from.map(|day| day.to_string()).unwrap_or_default();
        let verified = one.verified_by.iter().map(Id::as_str).collect::<Vec<_>>().join("|");
        let said = names.plain(&one.text);
        let texts = names.languages().iter().map(|language| said.iter().find(|(known, _)| known == language).map_or("", |(_, text)| text.as_str()));
        let own = [
            one.id.as_str(),
            level(one.level),
            &concept,
            one.since.as_deref().unwrap_or_default(),
            one.until.as_deref().unwrap_or_default(),
            &from,
            &verified,
            if one.deprecated.is_some() { "true" } else { "false" },
        ];
        row(&mut out, own.into_iter().chain(texts));
    }
    out
}

/// What changed in the use case and in all that it rests on, newest first.
fn history(names: Names<'_>, case: &UseCase, models: &[&ConceptModel], lists: &[&CodeList], indicators: &[&Indicator]) -> String {
    let mut things: Vec<(String, &Lifecycle)> = vec![(format!("use-case:{}", case.id), &case.lifecycle)];
    things.extend(models.iter().map(|model| (format!("concept-model:{}", model.id), &model.lifecycle)));
    things.extend(lists.iter().map(|list| (format!("code-list:{}", list.id), &list.lifecycle)));
    things.extend(indicators.iter().map(|indicator| (format!("indicator:{}", indicator.id), &indicator.lifecycle)));
    let mut entries: Vec<_> = things.iter().flat_map(|(thing, life)| life.history.iter().map(move |entry| (entry, thing))).collect();
    entries.sort_by(|(a, of_a), (b, of_b)| (b.date, of_a, b.version).cmp(&(a.date, of_b, a.version)));
    let mut out = String::from("date,thing,version,summary\n");
    for (entry, thing) in entries {
        row(&mut out, [entry.date.to_string().as_str(), thing, &entry.version.to_string(), &names.first(&entry.summary)]);
    }
    out
}

/// An empty file for each concept, and one description of them all with the references between them.
fn templates(files: &mut BTreeMap<String, Vec<u8>>, names: Names<'_>, models: &[&ConceptModel]) {
    let tables = Tables::of(models);
    let mut described = Vec::new();
    for table in &tables.tables {
        let file = format!("{}.csv", table.name);
        files.insert(format!("templates/{file}"), template::header(table).into_bytes());
        let mut description = template::described(names, table, &file);
        description["tableSchema"]["foreignKeys"] = json!(template::foreign_keys(&tables, table));
        described.push(description);
    }
    let group = json!({ "@context": ["http://www.w3.org/ns/csvw", { "@language": "und" }], "tables": described });
    files.insert("templates/csv-metadata.json".into(), super::json(&group));
}

fn examples(files: &mut BTreeMap<String, Vec<u8>>, indicator: &Indicator) {
    for example in &indicator.examples {
        let folder = format!("examples/{}/{}", indicator.id, example.id);
        for table in &example.tables {
            let mut out = String::new();
            row(&mut out, table.columns.iter().map(String::as_str));
            for record in &table.rows {
                row(&mut out, record.iter().map(String::as_str));
            }
            files.insert(format!("{folder}/{}.csv", table.concept), out.into_bytes());
        }
        if let Some(expected) = &example.expected {
            files.insert(format!("{folder}/expected.csv"), csv::csv(expected, true).into_bytes());
        }
        if let Some(calculation) = &example.calculation {
            files.insert(format!("{folder}/calculation.sql"), calculation.clone().into_bytes());
        }
    }
}

fn manifest(scope: &Scope, case: &UseCase, files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let entry = |(path, bytes): (&String, &Vec<u8>)| {
        let digest = Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        json!({ "path": path, "bytes": bytes.len(), "sha256": digest })
    };
    super::json(&json!({
        "schema": "package",
        "use_case": case.id,
        "version": case.lifecycle.version,
        "release": scope.release.id,
        "form": Export::Package.word(),
        "files": files.iter().map(entry).collect::<Vec<_>>(),
    }))
}
