//! Histories of real publishers, whose changes are known.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use super::fixtures::{base, model};
use crate::diff::diff;
use crate::import::{Format, Given, Input, import};
use crate::model::observation::{Columns, ObservationStatus, Row};
use crate::model::{Date, Id, Language, Model, Observations, Period};

/// A file of the shared data, or nothing where that folder is absent, which is said aloud.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn shared(path: &str) -> Option<PathBuf> {
    let file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")).join(path);
    if !file.is_file() {
        eprintln!("SKIPPED: there is no shared/data/{path}");
        return None;
    }
    Some(file)
}

/// What a publisher printed of a cell in each revision.
type Sides<'a> = (Option<&'a [String; 3]>, Option<&'a [String; 3]>);

/// Rows of the publisher's table: where, when and which class; then cost, purchases and people, as printed.
type Printed = BTreeMap<(String, String, String), [String; 3]>;

fn printed(csv: &str) -> Printed {
    let rows = csv.trim_start_matches('\u{feff}').lines().skip(1).map(|line| line.split(';').map(|cell| cell.trim_matches('"').to_owned()).collect::<Vec<_>>());
    rows.map(|row| ((row[9].clone(), format!("{}-W{:0>2}", row[0], row[1]), row[5].clone()), [row[2].clone(), row[3].clone(), row[4].clone()])).collect()
}

fn observations(printed: &Printed) -> Observations {
    let number = |text: &str| text.replace(',', ".").parse().ok();
    let rows = printed.iter().map(|((region, week, class), [cost, purchases, people])| Row {
        region: Id::from(region.as_str()),
        period: Period::parse(week).expect("a week"),
        cell: vec![(!class.is_empty()).then(|| Id::from(class.as_str()))],
        value: number(cost),
        status: ObservationStatus::A,
        numerator: number(purchases),
        denominator: number(people),
        lower: None,
        upper: None,
        note: None,
    });
    Observations::new(vec!["atc".into()], Columns { numerator: true, denominator: true, ..Columns::default() }, rows.collect())
}

#[test]
fn two_revisions_of_one_table_differ_in_just_the_cells_that_were_revised() {
    let (Some(old), Some(new)) =
        (shared("ind-kela-atc-hva/hva_2026_atc0-1_rev-2026-06-24.csv.gz"), shared("ind-kela-atc-hva/hva_2026_atc0-1_rev-2026-07-01.csv"))
    else {
        return;
    };
    let unzipped = Command::new("gzip").arg("-dc").arg(old).output().expect("gzip is there").stdout;
    let (old, new) = (printed(&String::from_utf8(unzipped).expect("UTF-8")), printed(&std::fs::read_to_string(new).expect("a file")));
    let start = model(&base());
    let with = |printed: &Printed| {
        let mut model = Model { indicators: start.indicators.clone(), ..Model::default() };
        model.indicators.get_mut("falls").expect("an indicator").data = Some(Arc::new(observations(printed)));
        model
    };
    let changes = diff(&with(&old), &with(&new)).changes;
    let mut found: BTreeMap<&str, BTreeSet<(String, String, String)>> = BTreeMap::new();
    for change in &changes {
        let cell = change.cell.as_ref().expect("only values changed");
        let class = cell.codes.first().map(|(_, code)| code.to_string()).unwrap_or_default();
        found.entry(change.rule.name).or_default().insert((cell.region.to_string(), cell.period.to_string(), class));
    }
    // The publisher's own columns, compared as text.
    let keys = |wanted: fn(Sides<'_>) -> bool| -> BTreeSet<(String, String, String)> {
        old.keys().chain(new.keys()).filter(|key| wanted((old.get(*key), new.get(*key)))).cloned().collect()
    };
    let wanted = BTreeMap::from([
        ("value-added", keys(|(old, new)| old.is_none() && new.is_some())),
        ("value-annotated", keys(|(old, new)| old.zip(new).is_some_and(|(old, new)| old[0] == new[0] && old != new))),
        ("value-revised", keys(|(old, new)| old.zip(new).is_some_and(|(old, new)| old[0] != new[0]))),
        ("value-withdrawn", keys(|(old, new)| old.is_some() && new.is_none())),
    ]);
    for (rule, cells) in &wanted {
        assert_eq!(found.remove(rule).unwrap_or_default(), *cells, "{rule}");
    }
    assert!(found.is_empty(), "{:?}", found.keys());
    assert!(wanted["value-added"].len() > 300 && wanted["value-revised"].len() > 1000, "the two revisions do differ");
}

/// A snapshot of the program's own site.
fn own(folder: &str) -> Model {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let settings = crate::resolve::settings(&crate::source::folder(&root).sources).0.expect("settings");
    crate::resolve::resolve(&crate::source::folder(&root.join(folder)).sources, &settings).0
}

#[test]
fn the_own_releases_show_every_class() {
    let steps = ["releases/2021.2", "releases/2022.1", "releases/2022.2", "."].map(own);
    let mut shown = BTreeSet::new();
    for pair in steps.windows(2) {
        let changes = diff(&pair[0], &pair[1]);
        shown.extend(changes.changes.iter().map(|change| change.class.word()));
    }
    let classes: BTreeSet<&str> = crate::diff::Class::WORDS.iter().map(|(word, _)| *word).collect();
    assert_eq!(shown, classes);
}

/// A model without anything but what an import makes of a file.
fn imported(format: Format, path: &str, tables: Option<&str>) -> Option<Model> {
    let read = |path: &str| Some(Input { name: path.rsplit('/').next().unwrap_or(path).to_owned(), bytes: std::fs::read(shared(path)?).expect("a file") });
    let (file, tables) = (read(path)?, tables.and_then(read));
    let languages: Vec<Language> = ["fi", "sv", "en"].into_iter().filter_map(Language::parse).collect();
    let language = if format == Format::Tables { languages[2] } else { languages[0] };
    let fallback_date = Date::parse("2024-01-01").expect("a day");
    let given = Given {
        id: "imported".into(),
        file,
        tables,
        shape: None,
        languages,
        language,
        source: None,
        url: None,
        license: None,
        version: None,
        date: None,
        fallback_date,
    };
    let made = import(format, &given).unwrap_or_else(|error| panic!("{path}: {}", error.message));
    let mut model = Model::default();
    model.concept_models.extend(made.models.into_iter().map(|model| (model.id.clone(), model)));
    model.code_lists.extend(made.lists.into_iter().map(|list| (list.id.clone(), list)));
    Some(model)
}

/// What came, went and got another id among things of a kind, by names in one form.
fn came_and_went(old: &Model, new: &Model, kind: &str) -> [BTreeSet<String>; 3] {
    let id = |id: &str| id.split_once('/').map_or(id, |(_, id)| id).to_lowercase().replace('-', "_");
    let mut sets = [const { BTreeSet::new() }; 3];
    for change in diff(old, new).changes.iter().filter(|change| change.subject.kind == kind && (change.field.is_none() || change.rule.name == "thing-renamed"))
    {
        match change.rule.name {
            "thing-removed" => sets[1].insert(id(&change.subject.id)),
            "thing-renamed" => sets[2].insert(format!("{} < {}", id(&change.subject.id), id(change.old.as_ref().and_then(|old| old.as_str()).expect("an id")))),
            _ => sets[0].insert(id(&change.subject.id)),
        };
    }
    sets
}

fn names(names: &str) -> BTreeSet<String> {
    names.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn a_classification_that_is_only_written_otherwise_has_not_changed() {
    let states = ["a2b4c47d.rdf", "56fd3782.rdf"].map(|state| imported(Format::Skos, &format!("cm-ptvl/ptvl-skos.rev-{state}"), None));
    let [Some(first), Some(second)] = states else { return };
    let Some(third) = imported(Format::Skos, "cm-ptvl/ptvl-skos.rdf", None) else { return };
    let told = |old: &Model, new: &Model| -> Vec<String> {
        let changes = diff(old, new).changes.into_iter().filter(|change| change.rule.name != "record-kept");
        changes.map(|change| format!("{} {} {:?} {:?}", change.rule.name, change.field.unwrap_or_default(), change.old, change.new)).collect()
    };
    assert_eq!(told(&first, &second), Vec::<String>::new());
    let step = told(&second, &third);
    assert_eq!(step.len(), 1, "{step:#?}");
    assert!(step[0].starts_with("name-changed name ") && step[0].contains("Kartat") && step[0].contains("Geospatial data"), "{}", step[0]);
}

#[test]
fn each_step_of_an_information_model_is_told_with_renames_as_renames() {
    // The last is written in another version of the format.
    let files = [
        "01_2021-11-16_5319841",
        "02_2021-12-14_cf96b4a",
        "03_2021-12-15_7ca39a5",
        "04_2022-01-10_135c08a",
        "05_2022-01-11_5c44c08",
        "06_2022-03-04_d1e940d",
        "07_2023-01-18_3ae8854.xmi11",
    ];
    let states: Vec<Model> = files.iter().filter_map(|file| imported(Format::Xmi, &format!("cm-kaavatietomalli/xmi/{file}.xml"), None)).collect();
    if states.len() < files.len() {
        return;
    }
    let called = |model: &Model| -> BTreeMap<String, String> {
        let concepts = model.concept_models.values().filter(|model| &*model.id == "imported").flat_map(|model| &model.concepts);
        concepts.map(|concept| (concept.id.to_string(), concept.name.versions().next().map_or("", |(_, name)| name).to_owned())).collect()
    };
    let mut told = Vec::new();
    for pair in states.windows(2) {
        let (before, after) = (called(&pair[0]), called(&pair[1]));
        let mut sets: [BTreeSet<String>; 3] = [const { BTreeSet::new() }; 3];
        for change in diff(&pair[0], &pair[1]).changes.iter().filter(|change| change.subject.kind == "concept") {
            // What the file only speaks of is in a model of its own.
            let Some(id) = change.subject.id.strip_prefix("imported/") else { continue };
            match (change.rule.name, change.field.as_deref()) {
                ("thing-removed", _) => sets[1].insert(before[id].clone()),
                ("thing-added", _) => sets[0].insert(after[id].clone()),
                ("name-changed" | "spelling-corrected", Some("name")) => sets[2].insert(after[id].clone()),
                _ => false,
            };
        }
        told.push(sets);
    }
    let wanted = [
        (
            "Kaavamääräysryhmä",
            "Suunnittelukohde KaavanLaatija",
            "AbstraktiKaavamääräysLaji AbstraktiYmparistömuutoksenLaji Kaavamääräys KaavamääräysLajiAsemakaava KaavamääräysLajiYleiskaava KaavanKäsittelytapahtumanLaji LisätiedonLajiAsemakaava LisätiedonLajiYleiskaava YmparistömuutoksenLajiYleiskaava",
        ),
        ("KaavanKiinteistö Kaavayksikkö KaavayksikönLaji", "", ""),
        ("KaavanHyväksymispäätös", "AbstraktiKaavakohdeLaji", "Muodostajakiinteistö"),
        ("KaavanAsiakirjanLaji KaavanLähtötietoaineistonLaji", "", ""),
        ("", "KaavanHyväksymispäätös", ""),
        (
            "KaavayksikönElinkaaritila KaavayksikönMuutoslaji RakentamisenArvojenjyvitys TonttijakotontinSuhdePeruskiinteistöön EARootClass Class1 Class2 Class3 Class4",
            "",
            "",
        ),
    ];
    assert_eq!(told.len(), wanted.len());
    for (at, ([added, removed, renamed], wanted)) in told.iter().zip(wanted).enumerate() {
        assert_eq!((added, removed, renamed), (&names(wanted.0), &names(wanted.1), &names(wanted.2)), "step {}", at + 1);
    }
}

#[test]
fn the_publisher_s_own_list_of_changes_is_found() {
    let state = |version: &str| {
        imported(Format::Tables, &format!("cm-omop/OMOP_CDMv{version}_Field_Level.csv"), Some(&format!("cm-omop/OMOP_CDMv{version}_Table_Level.csv")))
    };
    let (Some(old), Some(new)) = (state("5.3"), state("5.4")) else { return };
    let [tables, gone, _] = came_and_went(&old, &new, "concept");
    assert_eq!((tables, gone), (names("cohort episode episode_event"), names("attribute_definition")));
    let [added, removed, renamed] = came_and_went(&old, &new, "attribute");
    let wanted = "visit_occurrence.admitted_from_concept_id<admitting_source_concept_id visit_occurrence.admitted_from_source_value<admitting_source_value visit_occurrence.discharged_to_concept_id<discharge_to_concept_id visit_occurrence.discharged_to_source_value<discharge_to_source_value visit_detail.admitted_from_concept_id<admitting_source_concept_id visit_detail.admitted_from_source_value<admitting_source_value visit_detail.discharged_to_concept_id<discharge_to_concept_id visit_detail.discharged_to_source_value<discharge_to_source_value visit_detail.parent_visit_detail_id<visit_detail_parent_id";
    let renamed: BTreeSet<String> = renamed.iter().map(|one| one.replace(' ', "")).collect();
    assert_eq!(renamed, names(wanted), "removed: {removed:?}");
    let wanted = "procedure_occurrence.procedure_end_date procedure_occurrence.procedure_end_datetime device_exposure.production_id device_exposure.unit_concept_id device_exposure.unit_source_value device_exposure.unit_source_concept_id measurement.unit_source_concept_id measurement.measurement_event_id measurement.meas_event_field_concept_id observation.value_source_value observation.observation_event_id observation.obs_event_field_concept_id note.note_event_id note.note_event_field_concept_id location.country_concept_id location.country_source_value location.latitude location.longitude metadata.metadata_id metadata.value_as_number cdm_source.cdm_version_concept_id";
    assert_eq!(added, names(wanted));
    assert_eq!(removed, BTreeSet::new());
    // Every cell of the two tables that differs is told, and no other.
    let (before, after) = (cells("cm-omop/OMOP_CDMv5.3_Field_Level.csv"), cells("cm-omop/OMOP_CDMv5.4_Field_Level.csv"));
    let was: BTreeMap<&str, String> = renamed
        .iter()
        .filter_map(|one| one.split_once('<'))
        .map(|(now, was)| (now, format!("{}.{was}", now.split_once('.').map_or("", |(table, _)| table))))
        .collect();
    let mut wanted: BTreeSet<(String, &str)> = BTreeSet::new();
    for (id, now) in &after {
        let Some(was) = before.get(was.get(id.as_str()).unwrap_or(id)) else { continue };
        let differs = |columns: &[&str]| columns.iter().any(|column| was[*column].split_whitespace().ne(now[*column].split_whitespace()));
        for (field, columns) in [
            ("cardinality", ["isRequired"].as_slice()),
            ("source_type", &["cdmDatatype"]),
            ("type", &["isForeignKey", "isPrimaryKey"]),
            ("definition", &["userGuidance", "etlConventions"]),
        ] {
            if differs(columns) {
                wanted.insert((id.clone(), field));
            }
        }
    }
    let changes = diff(&old, &new).changes;
    let mut found: BTreeSet<(String, &str)> = BTreeSet::new();
    for change in changes.iter().filter(|change| change.subject.kind == "attribute") {
        let id = change.subject.id.trim_start_matches("imported/").to_owned();
        match change.field.as_deref() {
            Some(field @ ("cardinality" | "source_type" | "type" | "definition")) => {
                found.insert((id, ["cardinality", "source_type", "type", "definition"].into_iter().find(|known| *known == field).expect("a field")))
            }
            Some("id") | None => continue,
            Some("name") => {
                assert!(was.contains_key(id.as_str()), "{id} has the same name");
                continue;
            }
            Some(other) => panic!("{other} of {id} is invented"),
        };
    }
    assert_eq!(found.difference(&wanted).collect::<Vec<_>>(), Vec::<&(String, &str)>::new(), "invented");
    assert_eq!(wanted.difference(&found).collect::<Vec<_>>(), Vec::<&(String, &str)>::new(), "not found");
    // Only letters differ in `Integer` and `integer`, and a key to another table takes nothing away.
    let breaking: BTreeSet<&str> = changes.iter().filter(|change| change.rule.name == "type-changed").map(|change| change.subject.id.as_str()).collect();
    assert_eq!(breaking, BTreeSet::from(["imported/device_exposure.unique_device_id"]));
    // A tie to another table follows the field that makes it.
    let [_, gone, renamed] = came_and_went(&old, &new, "relation");
    assert_eq!((gone.len(), renamed.len()), (1, 5), "{gone:?} {renamed:?}");
}

/// The cells of a table of fields by `table.field` and column.
fn cells(path: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let text = std::fs::read_to_string(shared(path).expect("a file")).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let rows = reader.records().map(|record| {
        let record = record.expect("a row");
        let row: BTreeMap<String, String> =
            header.iter().cloned().zip(record.iter().map(|cell| if cell == "NA" { String::new() } else { cell.to_owned() })).collect();
        (format!("{}.{}", row["cdmTableName"], row["cdmFieldName"]).to_lowercase(), row)
    });
    rows.collect()
}
