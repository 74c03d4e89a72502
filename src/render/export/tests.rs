//! Every export is read back and compared with the model it was made from.

use std::collections::BTreeMap;

use oxrdf::{Graph, NamedNodeRef, NamedOrBlankNodeRef, TermRef, Triple};
use oxttl::TurtleParser;
use serde_json::{Value, json};

use super::rdf::{PREFIXES, name};
use crate::testing::file;

/// A project that has something of everything a concept model and a code list can say; tools of others check it too.
pub const PROJECT: &str = include_str!("../../../tests/exports/model.txt");

/// The triples of a Turtle text.
pub fn parsed(turtle: &[u8]) -> Graph {
    TurtleParser::new().for_slice(turtle).map(|triple| triple.unwrap_or_else(|error| panic!("{error}"))).collect()
}

/// The triples of a JSON-LD text.
fn parsed_json(json: &[u8]) -> Graph {
    let quads = oxjsonld::JsonLdParser::new().for_slice(json);
    quads.map(|quad| quad.map_or_else(|error| panic!("{error}"), Triple::from)).collect()
}

/// What a graph says of a subject by a predicate, in order of the alphabet; languages follow `@`.
pub fn said(graph: &Graph, subject: &str, predicate: &str) -> Vec<String> {
    let subject = NamedNodeRef::new(subject).expect("an address");
    let predicate = name(predicate);
    let mut said: Vec<String> = graph.objects_for_subject_predicate(NamedOrBlankNodeRef::from(subject), predicate.as_ref()).map(word).collect();
    said.sort();
    said
}

fn word(term: TermRef<'_>) -> String {
    match term {
        TermRef::NamedNode(node) => {
            let node = node.as_str();
            PREFIXES.iter().find_map(|(prefix, base)| node.strip_prefix(base).map(|local| format!("{prefix}:{local}"))).unwrap_or_else(|| node.to_owned())
        }
        TermRef::Literal(literal) => match literal.language() {
            Some(language) => format!("{}@{language}", literal.value()),
            None => literal.value().to_owned(),
        },
        TermRef::BlankNode(_) => "_".to_owned(),
    }
}

const ASIAKAS: &str = "https://example.org/kasitemallit/hoito/asiakas/";
const KAYNTI: &str = "https://example.org/kasitemallit/hoito/kaynti/";
const STATUS: &str = "http://uri.suomi.fi/codelist/interoperabilityplatform/interoperabilityplatform_status/code/";

#[test]
fn a_concept_model_is_read_back_from_turtle() {
    let graph = parsed(&file(PROJECT, "kasitemallit/hoito/skos.ttl"));
    let of = |subject: &str, predicate: &str| said(&graph, subject, predicate);
    let scheme = "https://example.org/kasitemallit/hoito/";
    assert_eq!(of(scheme, "skos:prefLabel"), ["Hoito@fi", "Vård@sv"]);
    assert_eq!(of(scheme, "dcterms:description"), ["Mallin kuvaus.@fi"]);
    assert_eq!(of(scheme, "owl:versionInfo"), ["1.1.0"]);
    assert_eq!(of(scheme, "dcterms:created"), ["2022-01-01"]);
    assert_eq!(of(scheme, "dcterms:modified"), ["2022-02-01"]);
    assert_eq!(of(scheme, "dcterms:contributor"), ["Yksikkö@fi"]);
    assert_eq!(of(scheme, "suomi-meta:publicationStatus"), [format!("{STATUS}SUGGESTED")]);
    assert_eq!(of(scheme, "skos:hasTopConcept").len(), 4);
    assert_eq!(of(ASIAKAS, "skos:prefLabel"), ["asiakas@fi", "klient@sv"]);
    assert_eq!(of(ASIAKAS, "skos:altLabel"), ["kuntalainen@fi", "patient@sv", "potilas@fi"]);
    assert_eq!(of(ASIAKAS, "skos:definition"), ["Se, jota hoidetaan.@fi"]);
    assert_eq!(of(ASIAKAS, "skos:note"), ["Huom.@fi"]);
    assert_eq!(of(ASIAKAS, "term:source"), ["Laki@fi"]);
    assert_eq!(of(ASIAKAS, "skos:exactMatch"), ["https://iri.suomi.fi/terminology/x/c1"]);
    assert_eq!(of(ASIAKAS, "skos:broadMatch"), ["https://example.com/a/b"]);
    assert_eq!(of(ASIAKAS, "skos:related"), [KAYNTI]);
    assert_eq!(of(&format!("{ASIAKAS}#term.fi.3"), "skos-xl:literalForm"), ["kuntalainen@fi"]);
    assert_eq!(of("https://example.org/kasitemallit/hoito/kotikaynti/", "skos:broader"), [KAYNTI]);
    assert_eq!(of(KAYNTI, "dcterms:hasPart"), ["https://example.org/kasitemallit/hoito/lasku/"]);
    let lasku = "https://example.org/kasitemallit/hoito/lasku/";
    assert_eq!(of(lasku, "dcterms:isReplacedBy"), [KAYNTI]);
    assert_eq!(of(lasku, "owl:deprecated"), ["true"]);
    assert_eq!(of(lasku, "skos:changeNote"), ["Ei enää.@fi"]);
    assert_eq!(of(lasku, "suomi-meta:publicationStatus"), [format!("{STATUS}SUPERSEDED")]);
    assert_eq!(graph.subjects_for_predicate_object(name("rdf:type").as_ref(), name("skos:Concept").as_ref()).count(), 5);
}

#[test]
fn a_code_list_is_read_back_from_turtle() {
    let graph = parsed(&file(PROJECT, "koodistot/kiire/skos.ttl"));
    let of = |subject: &str, predicate: &str| said(&graph, subject, predicate);
    let scheme = "http://uri.suomi.fi/codelist/test/kiire";
    let (first, second) = ("https://example.org/koodistot/kiire/#1", "http://uri.suomi.fi/codelist/test/kiire/code/1a");
    assert_eq!(of(scheme, "rdf:type"), ["skos:ConceptScheme", "suomi-meta:CodeScheme"]);
    assert_eq!(of(scheme, "dcterms:identifier"), ["urn:oid:1.2.246.1"]);
    assert_eq!(of(first, "skos:prefLabel"), ["brådskande@sv", "kiireellinen@fi"]);
    assert_eq!(of(first, "skos:definition"), ["Hoidettava heti.@fi"]);
    assert_eq!(of(first, "euvoc:startDate"), ["2020-01-01"]);
    assert_eq!(of(second, "skos:broader"), [first]);
    assert_eq!(of(second, "skos:prefLabel"), ["heti \"nyt\"@fi"]);
    let third = "https://example.org/koodistot/kiire/#2";
    assert_eq!(of(third, "euvoc:endDate"), ["2023-12-31"]);
    assert_eq!(of(third, "dcterms:isReplacedBy"), [first]);
    let order: BTreeMap<String, String> =
        [first, second, third].iter().map(|code| (of(code, "sh:order").concat(), of(code, "skos:notation").concat())).collect();
    assert_eq!(order.into_values().collect::<Vec<_>>(), ["1", "1/a", "2"]);
}

#[test]
fn json_ld_says_what_turtle_says() {
    for folder in ["kasitemallit/hoito/", "koodistot/kiire/"] {
        let turtle = parsed(&file(PROJECT, &format!("{folder}skos.ttl")));
        let json = parsed_json(&file(PROJECT, &format!("{folder}skos.jsonld")));
        assert!(turtle.len() > 20 && turtle == json, "{folder}: {} triples and {}", turtle.len(), json.len());
    }
}

const MODEL: &str = "https://example.org/kasitemallit/hoito/";

#[test]
fn shapes_say_what_the_model_says() {
    let graph = parsed(&file(PROJECT, "kasitemallit/hoito/shacl.ttl"));
    let of = |subject: &str, predicate: &str| said(&graph, subject, predicate);
    let class = |concept: &str| format!("{MODEL}#{concept}");
    assert_eq!(of(&class("asiakas"), "rdf:type"), ["owl:Class", "rdfs:Class", "sh:NodeShape"]);
    assert_eq!(of(&class("asiakas"), "dcterms:subject"), [ASIAKAS]);
    assert_eq!(of(&class("kotikaynti"), "rdfs:subClassOf"), [class("kaynti")]);
    // A shape for each attribute and for each end of a relation.
    assert_eq!(of(&class("kaynti"), "sh:property").len(), 12 + 3);
    let shape = |attribute: &str| format!("{KAYNTI}#shape.{attribute}");
    for (attribute, datatype, least, most) in [
        ("tunniste", "xsd:string", "1", "1"),
        ("alkoi", "xsd:dateTime", "1", "1"),
        ("kiire", "xsd:string", "1", "1"),
        ("hinta", "xsd:decimal", "", "1"),
        ("kesto", "xsd:duration", "", "1"),
        ("vuosi", "xsd:gYear", "", "1"),
        ("maara", "xsd:integer", "", "1"),
        ("peruttu", "xsd:boolean", "", "1"),
        ("syyt", "xsd:string", "1", ""),
    ] {
        let said = [of(&shape(attribute), "sh:datatype"), of(&shape(attribute), "sh:minCount"), of(&shape(attribute), "sh:maxCount")].map(|said| said.concat());
        assert_eq!(said, [datatype, least, most], "{attribute}");
        assert_eq!(of(&shape(attribute), "sh:path"), [format!("{KAYNTI}#{attribute}")]);
    }
    assert_eq!(codes(&graph, &shape("kiire")), ["1", "1/a", "2"]);
    assert_eq!(of(&format!("{KAYNTI}#kiire"), "suomi-meta:codeList"), ["http://uri.suomi.fi/codelist/test/kiire"]);
    assert!(of(&format!("{ASIAKAS}#syntynyt"), "rdf:type").contains(&"dpv:PersonalData".to_owned()));
    assert_eq!(of(&format!("{KAYNTI}#peruttu"), "owl:deprecated"), ["true"]);
    assert_eq!(of(&format!("{KAYNTI}#peruttu"), "dcterms:isReplacedBy"), [format!("{KAYNTI}#kesto")]);
    let end =
        |end: &str| [of(&format!("{MODEL}#{end}"), "sh:class"), of(&format!("{MODEL}#{end}"), "sh:minCount"), of(&format!("{MODEL}#{end}"), "sh:maxCount")];
    assert_eq!(end("forth.kavija").map(|said| said.concat()), [class("kaynti").as_str(), "", ""]);
    assert_eq!(end("back.kavija").map(|said| said.concat()), [class("asiakas").as_str(), "1", "1"]);
    assert_eq!(end("forth.hoitajat").map(|said| said.concat()), [class("hoitaja").as_str(), "1", ""]);
    assert_eq!(of(&format!("{MODEL}#laskut"), "rdfs:subPropertyOf"), ["dcterms:hasPart"]);
}

/// The items of the list of codes that a shape demands.
fn codes(graph: &Graph, shape: &str) -> Vec<String> {
    let mut codes = Vec::new();
    let mut at = graph.object_for_subject_predicate(NamedNodeRef::new(shape).expect("an address"), name("sh:in").as_ref());
    while let Some(TermRef::BlankNode(node)) = at {
        codes.extend(graph.object_for_subject_predicate(node, name("rdf:first").as_ref()).map(word));
        at = graph.object_for_subject_predicate(node, name("rdf:rest").as_ref());
    }
    codes
}

#[test]
fn a_json_schema_says_what_the_model_says() {
    let schema: Value = serde_json::from_slice(&file(PROJECT, "kasitemallit/hoito/schema.json")).expect("JSON");
    assert_eq!(schema["$id"], "https://example.org/kasitemallit/hoito/schema.json");
    let visit = &schema["$defs"]["kaynti"];
    assert_eq!(visit["required"], json!(["tunniste", "asiakas", "alkoi", "kiire", "syyt"]));
    assert_eq!(visit["properties"]["kiire"]["enum"], json!(["1", "1/a", "2"]));
    assert_eq!(visit["properties"]["asiakas"]["x-personal-data"], true);
    assert_eq!(visit["properties"]["peruttu"]["deprecated"], true);
    assert_eq!(visit["properties"]["syyt"]["minItems"], 1);
    let types = ["maara", "osuus", "hinta", "vuosi", "peruttu", "kesto", "syyt"].map(|key| visit["properties"][key]["type"].clone());
    assert_eq!(json!(types), json!(["integer", "number", "number", "integer", "boolean", "string", "array"]));
    assert_eq!(schema["$defs"]["kotikaynti"]["allOf"], json!([{ "$ref": "#/$defs/kaynti" }]));
    assert_eq!(schema["$defs"]["kotikaynti"]["required"], json!(["matka"]));
    assert_eq!(schema["$defs"]["asiakas"]["x-title"], json!({ "fi": "asiakas", "sv": "klient" }));
    assert_eq!(schema["$defs"]["lasku"]["deprecated"], true);
    let lists: Vec<&String> = schema["properties"].as_object().expect("an object").keys().collect();
    assert_eq!(lists.len(), 6, "{lists:?}");
}

#[test]
fn tables_of_sql_say_what_the_model_says() {
    let sql = String::from_utf8(file(PROJECT, "kasitemallit/hoito/schema.sql")).expect("UTF-8");
    crate::testing::says(
        &sql,
        &[
            "-- Hoito 1.1.0\n",
            "CREATE TABLE \"code-list.kiire\" (",
            "  ('1/a', 'heti \"nyt\"', '1', NULL, NULL, FALSE),\n  ('2', 'kiireetön', NULL, NULL, '2023-12-31', TRUE);",
            "-- asiakas\n-- Se, jota hoidetaan.\nCREATE TABLE \"asiakas\" (\n  -- tunniste [personal data]\n  \"tunniste\" VARCHAR(255) NOT NULL,\n",
            "  \"syntynyt\" DATE,\n  PRIMARY KEY (\"tunniste\")\n);",
            "CREATE TABLE \"kaynti\" (",
            "  \"alkoi\" TIMESTAMP NOT NULL,",
            "  \"hinta\" DECIMAL(18, 4),",
            "  -- peruttu [deprecated]\n  \"peruttu\" BOOLEAN,",
            "  FOREIGN KEY (\"asiakas\") REFERENCES \"asiakas\" (\"tunniste\"),\n  FOREIGN KEY (\"kiire\") REFERENCES \"code-list.kiire\" (\"code\")\n);",
            "CREATE TABLE \"kaynti.syyt\" (\n  \"tunniste\" VARCHAR(255) NOT NULL,\n  \"value\" VARCHAR(4000) NOT NULL,\n  FOREIGN KEY (\"tunniste\") REFERENCES \"kaynti\" (\"tunniste\")\n);",
            "CREATE TABLE \"kotikaynti\" (\n  \"tunniste\" VARCHAR(255) NOT NULL,",
            "  PRIMARY KEY (\"tunniste\"),\n  FOREIGN KEY (\"tunniste\") REFERENCES \"kaynti\" (\"tunniste\")\n);",
            "CREATE TABLE \"hoitajat\" (\n  \"kaynti\" VARCHAR(255) NOT NULL REFERENCES \"kaynti\" (\"tunniste\"),\n  \"hoitaja\" VARCHAR(255) NOT NULL REFERENCES \"hoitaja\" (\"tunniste\"),\n  PRIMARY KEY (\"kaynti\", \"hoitaja\")\n);",
        ],
    );
}

#[test]
fn codes_and_templates_are_tables() {
    assert_eq!(
        String::from_utf8(file(PROJECT, "koodistot/kiire/codes.csv")).expect("UTF-8"),
        "CODEVALUE,URI,STATUS,ORDER,HIERARCHYLEVEL,BROADER,PREFLABEL_FI,PREFLABEL_SV,DEFINITION_FI,DEFINITION_SV,STARTDATE,ENDDATE\n\
         1,https://example.org/koodistot/kiire/#1,VALID,1,1,,kiireellinen,brådskande,Hoidettava heti.,,2020-01-01,\n\
         1/a,http://uri.suomi.fi/codelist/test/kiire/code/1a,VALID,2,2,1,\"heti \"\"nyt\"\"\",,,,,\n\
         2,https://example.org/koodistot/kiire/#2,SUPERSEDED,3,1,,kiireetön,,,,,2023-12-31\n"
    );
    let template = String::from_utf8(file(PROJECT, "kasitemallit/hoito/kotikaynti/kotikaynti.csv")).expect("UTF-8");
    assert_eq!(template, "tunniste,matka\n");
    let csvw: Value = serde_json::from_slice(&file(PROJECT, "kasitemallit/hoito/kaynti/kaynti.csv-metadata.json")).expect("JSON");
    assert_eq!(csvw["url"], "kaynti.csv");
    assert_eq!(csvw["tableSchema"]["primaryKey"], "tunniste");
    let columns = csvw["tableSchema"]["columns"].as_array().expect("columns");
    let column = |name: &str| columns.iter().find(|column| column["name"] == name).expect("a column");
    assert_eq!(column("kiire")["datatype"], json!({ "base": "string", "format": "1|1\\/a|2" }));
    assert_eq!(column("syyt")["separator"], "|");
    assert_eq!(column("asiakas")["dc:accessRights"], "personal data");
    assert_eq!(column("alkoi")["required"], true);
}

#[test]
fn a_package_holds_what_its_manifest_names() {
    let case = "//- content/use-cases/kaynnit/index.md\n+++\ntitle = \"Käynnit\"\nversion = \"1.0.0\"\nstatus = \"valid\"\n\
                models = [{ id = \"hoito\", version = \"1.1.0\" }]\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-03-01\nsummary = \"Alku, ja jatko\"\n\
                [[requirements]]\nid = \"v1\"\ntext = \"Alku on.\"\nlevel = \"shall\"\nconcept = \"hoito/kaynti.alkoi\"\n+++\nTeksti.\n";
    let project = format!("{PROJECT}{case}");
    let bytes = file(&project, "kayttotapaukset/kaynnit/kaynnit.zip");
    assert!(bytes == file(&project, "kayttotapaukset/kaynnit/kaynnit.zip"), "the same bytes on every run");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a ZIP");
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("an entry");
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut content).expect("its bytes");
        files.insert(entry.name().expect("a name").into_owned(), content);
    }
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "code-lists/kiire.csv",
            "code-lists/kiire.ttl",
            "history.csv",
            "manifest.json",
            "requirements.csv",
            "schemas/hoito/shacl.ttl",
            "schemas/hoito/skos.jsonld",
            "schemas/hoito/skos.ttl",
            "schemas/schema.json",
            "schemas/schema.sql",
            "specification.fi.md",
            "specification.sv.md",
            "templates/asiakas.csv",
            "templates/csv-metadata.json",
            "templates/hoitaja.csv",
            "templates/kaynti.csv",
            "templates/kotikaynti.csv",
            "templates/lasku.csv",
        ]
    );
    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).expect("JSON");
    let entries = manifest["files"].as_array().expect("files");
    assert_eq!(entries.len(), files.len() - 1);
    for entry in entries {
        let content = &files[entry["path"].as_str().expect("a path")];
        assert_eq!(entry["sha256"], format!("{:x}", <sha2::Sha256 as sha2::Digest>::digest(content)));
    }
    let text = |name: &str| String::from_utf8(files[name].clone()).expect("UTF-8");
    assert_eq!(
        text("requirements.csv"),
        "id,level,concept,since,until,effective_from,verified_by,deprecated,text_fi,text_sv\nv1,shall,hoito/kaynti.alkoi,,,,,false,Alku on.,\n"
    );
    assert_eq!(text("history.csv").lines().nth(1), Some("2022-03-01,use-case:kaynnit,1.0.0,\"Alku, ja jatko\""));
    assert!(text("specification.fi.md").starts_with("# Käynnit\n\n1.0.0\n"));
}
