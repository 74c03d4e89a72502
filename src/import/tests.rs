//! Whole files in, whole source files out; what is written is read back and checked.

use proptest::prelude::*;

use super::*;
use crate::model::Model;
use crate::source::Sources;
use crate::testing;

/// An import into a site of three languages.
pub fn given(name: &str, bytes: &[u8]) -> Given {
    let language = |code: &str| Language::parse(code).expect("a language");
    Given {
        id: Id::from("made"),
        file: Input { name: name.to_owned(), bytes: bytes.to_vec() },
        tables: None,
        shape: None,
        languages: vec![language("fi"), language("sv"), language("en")],
        language: language("fi"),
        source: None,
        url: None,
        license: None,
        version: None,
        date: None,
        fallback_date: Date::new(2024, 1, 31).expect("a day"),
    }
}

/// The model of a site that holds what was imported, and what `check` says of it.
fn checked(made: &Import) -> (Model, String) {
    let site = "title = \"Site\"\nbase_url = \"https://example.org/\"\nlanguages = [\"fi\", \"sv\", \"en\"]\n".to_owned();
    let files: Vec<(String, String)> =
        [("site.toml".to_owned(), site), ("content/index.md".to_owned(), "+++\ntitle = \"Home\"\n+++\n".to_owned())].into_iter().chain(made.files()).collect();
    let sources = Sources::of(files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())));
    let report = testing::findings(&sources).errors_only();
    (testing::resolved(&sources).0, report.human(false))
}

/// What was made passes `check`, and reads back as the very model that was written.
#[track_caller]
pub fn holds(made: &Import) {
    let (model, findings) = checked(made);
    assert_eq!(findings, "");
    for one in &made.models {
        assert_eq!(model.concept_models.get(&one.id), Some(one));
    }
    for one in &made.lists {
        assert_eq!(model.code_lists.get(&one.id), Some(one));
    }
}

/// A file of the public data, if it is there.
fn data(path: &str) -> Option<Vec<u8>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(path);
    let read = std::fs::read(&path).ok();
    if read.is_none() {
        #[expect(clippy::print_stderr, reason = "a test that is not run says so")]
        {
            eprintln!("SKIPPED: {} is not there", path.display());
        }
    }
    read
}

fn numbers(made: &Import) -> [usize; 4] {
    let model = &made.models[0];
    let general = model.relations.iter().filter(|one| one.kind == crate::model::concept::RelationKind::Generalization).count();
    [model.concepts.len(), model.concepts.iter().map(|concept| concept.attributes.len()).sum(), model.relations.len() - general, general]
}

#[test]
fn the_national_uml_model_is_carried_over_whole_in_every_state() {
    for (name, expected) in [
        ("01_2021-11-16_5319841.xml", [26, 48, 11, 20]),
        ("02_2021-12-14_cf96b4a.xml", [25, 41, 11, 21]),
        ("03_2021-12-15_7ca39a5.xml", [28, 46, 11, 22]),
        ("04_2022-01-10_135c08a.xml", [28, 49, 9, 23]),
        ("05_2022-01-11_5c44c08.xml", [30, 49, 9, 25]),
        ("06_2022-03-04_d1e940d.xml", [29, 49, 9, 24]),
    ] {
        let Some(bytes) = data(&format!("cm-kaavatietomalli/xmi/{name}")) else { return };
        let made = import(Format::Xmi, &given(name, &bytes)).unwrap_or_else(|error| panic!("{}", error.message));
        assert_eq!(numbers(&made), expected, "{name}");
        holds(&made);
    }
    let name = "07_2023-01-18_3ae8854.xmi11.xml";
    let Some(bytes) = data(&format!("cm-kaavatietomalli/xmi/{name}")) else { return };
    let made = import(Format::Xmi, &given(name, &bytes)).unwrap_or_else(|error| panic!("{}", error.message));
    assert_eq!(numbers(&made), [38, 60, 10, 20]);
    holds(&made);
}

#[test]
fn one_list_is_the_same_from_its_vocabulary_and_from_its_table() {
    let (Some(rdf), Some(csv)) = (data("cm-ptvl/ptvl-skos.rdf"), data("cm-ptvl/jupo_serviceclassification.csv")) else { return };
    let from_rdf = import(Format::Skos, &given("ptvl-skos.rdf", &rdf)).unwrap_or_else(|error| panic!("{}", error.message));
    let from_csv = import(Format::CodeList, &given("jupo_serviceclassification.csv", &csv)).unwrap_or_else(|error| panic!("{}", error.message));
    holds(&from_rdf);
    holds(&from_csv);
    let (one, other) = (&from_rdf.lists[0], &from_csv.lists[0]);
    assert_eq!((one.codes.len(), other.codes.len()), (221, 221));
    for code in &one.codes {
        let same = other.code(&code.code).unwrap_or_else(|| panic!("{} is not in the table", code.code));
        assert_eq!((&code.broader, &code.uri, &code.name), (&same.broader, &same.uri, &same.name));
    }
}

#[test]
fn a_state_that_differs_in_form_alone_is_the_same_list() {
    let states = ["ptvl-skos.rev-a2b4c47d.rdf", "ptvl-skos.rev-56fd3782.rdf", "ptvl-skos.rdf"];
    let lists: Vec<CodeList> = states
        .iter()
        .filter_map(|name| {
            Some(
                import(Format::Skos, &given("ptvl.rdf", &data(&format!("cm-ptvl/{name}"))?))
                    .unwrap_or_else(|error| panic!("{}", error.message))
                    .lists
                    .remove(0),
            )
        })
        .collect();
    let [first, second, third] = lists.as_slice() else { return };
    assert_eq!(first.codes, second.codes);
    let changed: Vec<&str> = second.codes.iter().zip(&third.codes).filter(|(one, other)| one != other).filter_map(|(one, _)| one.uri.as_deref()).collect();
    assert_eq!(changed, ["http://urn.fi/URN:NBN:fi:au:ptvl:v1156"]);
}

#[test]
fn a_data_dictionary_becomes_a_model_with_a_concept_for_each_table() {
    for (version, tables, fields, keys) in [("5.3", 37, 396, 157), ("5.4", 39, 432, 176)] {
        let names = [format!("OMOP_CDMv{version}_Field_Level.csv"), format!("OMOP_CDMv{version}_Table_Level.csv")];
        let (Some(field_level), Some(table_level)) = (data(&format!("cm-omop/{}", names[0])), data(&format!("cm-omop/{}", names[1]))) else { return };
        let mut given = given(&names[0], &field_level);
        given.tables = Some(Input { name: names[1].clone(), bytes: table_level });
        let made = import(Format::Tables, &given).unwrap_or_else(|error| panic!("{}", error.message));
        assert_eq!(numbers(&made), [tables, fields, keys, 0]);
        holds(&made);
    }
}

#[test]
fn a_vocabulary_of_classes_keeps_its_classes_and_properties() {
    for (name, classes, properties) in
        [("cpsv-ap_2.2.ttl", 24, 43), ("cpsv-ap_3.0.0.ttl", 28, 64), ("cpsv-ap_3.1.1.ttl", 24, 71), ("cpsv-ap_3.2.0.ttl", 24, 71)]
    {
        let Some(bytes) = data(&format!("cm-cpsv-ap/{name}")) else { return };
        let made = import(Format::Skos, &given(name, &bytes)).unwrap_or_else(|error| panic!("{}", error.message));
        let of_their_own = made.models.iter().find(|model| &*model.id == "made-properties").map_or(0, |model| model.concepts.len());
        assert_eq!((numbers(&made)[0], of_their_own), (classes, properties), "{name}");
        holds(&made);
    }
}

const UML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmi:version="2.1" xmlns:uml="http://schema.omg.org/spec/UML/2.1" xmlns:xmi="http://schema.omg.org/spec/XMI/2.1">
<uml:Model xmi:type="uml:Model" name="M"><packagedElement xmi:type="uml:Package" xmi:id="p" name="Palvelut">
<packagedElement xmi:type="uml:Class" xmi:id="EAID_6386F065_D428_444b_86ED_578B1F67DD3D" name="HoitoJakso" isAbstract="true">
<ownedAttribute xmi:id="a1" name="alkoi"><type xmi:type="uml:PrimitiveType" href="http://schema.omg.org/spec/UML/2.1/uml.xml#Date"/></ownedAttribute>
<ownedAttribute xmi:id="a2" name="sukupuoli" type="e"><lowerValue xmi:type="uml:LiteralInteger"/><upperValue value="*"/></ownedAttribute>
<ownedAttribute xmi:id="a3" name="osa" type="c2" association="as1" aggregation="composite"><lowerValue value="1"/><upperValue value="-1"/></ownedAttribute>
<ownedOperation xmi:id="o" name="laske"/>
<generalization xmi:id="g" general="elsewhere"/>
<ownedComment xmi:id="k" body="Hoidon &lt;b&gt;jakso&lt;/b&gt;"/>
</packagedElement>
<packagedElement xmi:type="uml:Class" xmi:id="c2" name="Osa"/>
<packagedElement xmi:type="uml:Enumeration" xmi:id="e" name="Sukupuoli"><ownedLiteral xmi:id="l1" name="nainen"/><ownedLiteral xmi:id="l2" name="mies"/></packagedElement>
<packagedElement xmi:type="uml:Association" xmi:id="as1" memberEnd="a3 b1"><ownedEnd xmi:id="b1" name="kokonaisuus" type="EAID_6386F065_D428_444b_86ED_578B1F67DD3D"><lowerValue value="1"/><upperValue value="1"/></ownedEnd></packagedElement>
</packagedElement></uml:Model></xmi:XMI>"#;

#[test]
fn a_uml_model_of_another_tool_is_written_word_by_word() {
    let made = import(Format::Xmi, &given("malli.xml", UML.as_bytes())).unwrap_or_else(|error| panic!("{}", error.message));
    holds(&made);
    let text = &made.files()[0].1;
    let from_concepts = &text[text.find("[concepts").expect("concepts")..];
    assert_eq!(
        from_concepts,
        r#"[concepts.hoito-jakso]
name = { fi = "HoitoJakso" }
definition = { fi = "Hoidon **jakso**" }
note = { fi = "{abstract}" }
mappings = [{ match = "exact", uri = "urn:uuid:6386f065-d428-444b-86ed-578b1f67dd3d" }]

[concepts.hoito-jakso.attributes.alkoi]
name = { fi = "alkoi" }
type = "date"
source_type = "Date"
cardinality = "1"
mappings = [{ match = "exact", uri = "urn:xmi:a1" }]

[concepts.hoito-jakso.attributes.sukupuoli]
name = { fi = "sukupuoli" }
type = "code"
source_type = "Sukupuoli"
cardinality = "0..*"
code_list = "made-sukupuoli"
mappings = [{ match = "exact", uri = "urn:xmi:a2" }]

[concepts.hoito-jakso.attributes.osa]
name = { fi = "osa" }
type = "identifier"
source_type = "Osa"
cardinality = "1..*"
mappings = [{ match = "exact", uri = "urn:xmi:a3" }]

[concepts.osa]
name = { fi = "Osa" }
mappings = [{ match = "exact", uri = "urn:xmi:c2" }]

[[relations]]
id = "hoito-jakso-osa"
kind = "composition"
from = { concept = "hoito-jakso", cardinality = "1", role = { fi = "kokonaisuus" } }
to = { concept = "osa", cardinality = "1..*", role = { fi = "osa" } }
mappings = [{ match = "exact", uri = "urn:xmi:as1" }]

[[relations]]
id = "hoito-jakso-elsewhere"
kind = "generalization"
from = { concept = "hoito-jakso" }
to = { concept = "made-referenced/elsewhere" }
mappings = [{ match = "exact", uri = "urn:xmi:g" }]

# Not carried over from the source, or changed on the way:
# - class `elsewhere`: the file speaks of it, does not hold it and does not name it; it is a concept of `made-referenced`
# - class `HoitoJakso`: operation `laske`
"#
    );
}

const SKOS: &str = r#"@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix e: <https://e.org/> .
e: a skos:ConceptScheme ; dct:title "Sanasto"@fi , "Ordlista"@sv ; dct:modified "2023-05-31" ; dct:license <https://e.org/l> ; owl:versionInfo "2.1" .
e:b a skos:Concept ; skos:inScheme e: ; skos:broader e:a ; skos:prefLabel "b*"@fi-FI , "B"@de ; skos:related e:c ; skos:changeNote "then"@fi .
e:a a skos:Concept ; skos:inScheme e: ; xl:prefLabel [ a xl:Label ; xl:literalForm "ylä"@fi ] ; skos:altLabel "katto"@fi ; skos:definition "Se <b>ylin</b>."@fi ; skos:topConceptOf e: .
e:c a skos:Concept ; skos:inScheme e: ; skos:prefLabel "c"@fi ; owl:deprecated true ; dct:isReplacedBy e:a ; skos:exactMatch <https://other.org/c> ; skos:broader e:far .
e:set a skos:Collection ; skos:member e:a .
"#;

#[test]
fn a_vocabulary_is_written_word_by_word() {
    let made = import(Format::Skos, &given("sanasto.ttl", SKOS.as_bytes())).unwrap_or_else(|error| panic!("{}", error.message));
    holds(&made);
    let sum = given("sanasto.ttl", SKOS.as_bytes()).sha256();
    assert_eq!(
        made.files()[0].1.replace(&sum, "SUM"),
        r#"name = { fi = "Sanasto", sv = "Ordlista" }
version = "2.1.0"
status = "draft"
origin = { source = "sanasto.ttl", url = "https://e.org/", date = 2023-05-31, sha256 = "SUM", license = "https://e.org/l" }

[[history]]
version = "2.1.0"
date = 2023-05-31
summary = { fi = "Tuotu tiedostosta sanasto.ttl.", sv = "Importerad från filen sanasto.ttl.", en = "Imported from the file sanasto.ttl." }

[concepts.a]
name = { fi = "ylä" }
synonyms = { fi = ["katto"] }
definition = { fi = "Se **ylin**." }
mappings = [{ match = "exact", uri = "https://e.org/a" }]

[concepts.b]
name = { fi = "b\\*" }
mappings = [{ match = "exact", uri = "https://e.org/b" }]

[concepts.c]
name = { fi = "c" }
mappings = [{ match = "exact", uri = "https://e.org/c" }, { match = "exact", uri = "https://other.org/c" }]
deprecated = { replaced_by = "a" }

[[relations]]
id = "b-a"
kind = "generalization"
from = { concept = "b" }
to = { concept = "a" }

[[relations]]
id = "b-c"
kind = "association"
from = { concept = "b" }
to = { concept = "c" }

# Not carried over from the source, or changed on the way:
# - <https://e.org/set>: a collection of <https://e.org/a>
# - <https://e.org/c>: its broader concept <https://e.org/far> is not in the file
# - <https://e.org/b>: label in de: B
# - <https://e.org/b>: skos:changeNote = then (fi)
"#
    );
}

const CODES: &str = "CODEVALUE;BROADER;STATUS;PREFLABEL_FI;PREFLABEL_SV;PREFLABEL_EN;PREFLABEL_RU;DEFINITION_FI;STARTDATE;ENDDATE;SHORTNAME;URI\n\
1;;VALID;Yksi;Ett;One;Один;Se on <puuttuu>;2020-01-01;;Y;http://uri.suomi.fi/codelist/r/s/code/1\n\
1 a;1;RETIRED;Yksi a;;;;;2020-01-01;2019-01-01;;http://uri.suomi.fi/codelist/r/s/code/1a\n";

#[test]
fn a_code_list_of_the_platform_is_written_word_by_word() {
    let made = import(Format::CodeList, &given("lista.csv", CODES.as_bytes())).unwrap_or_else(|error| panic!("{}", error.message));
    holds(&made);
    let text = &made.files()[0].1;
    assert_eq!(
        &text[text.find("[[codes]]").expect("codes")..],
        r#"[[codes]]
code = "1"
name = { fi = "Yksi", sv = "Ett", en = "One" }
definition = { fi = "Se on \\<puuttuu>" }
uri = "http://uri.suomi.fi/codelist/r/s/code/1"
valid_from = 2020-01-01

[[codes]]
code = "1-a"
name = { fi = "Yksi a" }
broader = "1"
uri = "http://uri.suomi.fi/codelist/r/s/code/1a"
valid_from = 2020-01-01
deprecated = { reason = { fi = "Tila lähteessä: RETIRED.", sv = "Status i källan: RETIRED.", en = "Status in the source: RETIRED." } }

# Not carried over from the source, or changed on the way:
# - column `PREFLABEL_RU`: the site does not have its language
# - code `1`: `PREFLABEL_RU` = Один
# - code `1`: `SHORTNAME` = Y
# - code `1 a`: a code has no blanks and is not `total`; it became `1-a`
# - code `1 a`: it ends before it begins; the end was left out
# - lista.csv: the file does not name the list; its name is the file's
"#
    );
}

#[test]
fn a_data_dictionary_in_other_words_is_understood() {
    let text = "Taulu;Kenttä;Tietotyyppi;Pakollinen;Kuvaus;Viittaa\nASIAKAS;ASIAKAS_ID;integer;kyllä;Tunniste;\n;syntynyt;date;ei;;\nKAYNTI;asiakas_id;integer;kyllä;Kuka;ASIAKAS.ASIAKAS_ID\n";
    let made = import(Format::Tables, &given("sanakirja.csv", text.as_bytes())).unwrap_or_else(|error| panic!("{}", error.message));
    holds(&made);
    assert_eq!(numbers(&made), [2, 3, 1, 0]);
    assert_eq!(made.models[0].concepts[0].attributes[1].id.as_str(), "syntynyt");
    assert_eq!(made.models[0].relations[0].id.as_str(), "kaynti-asiakas_id");
}

#[test]
fn notes_that_are_things_of_their_own_are_read() {
    let text = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n\
        <http://example.org/a> a skos:Concept ; skos:prefLabel \"eläin\"@fi ; skos:definition [ rdf:value \"elävä olento\"@fi ] .";
    let made = import(Format::Skos, &given("a.ttl", text.as_bytes())).unwrap_or_else(|error| panic!("{}", error.message));
    let concept = &made.models[0].concepts[0];
    let finnish = Language::parse("fi").expect("a language");
    let definition = concept.definition.as_ref().map(|text| text.or_any(finnish).to_owned());
    assert_eq!(definition.as_deref(), Some("elävä olento"));
    holds(&made);
}

#[test]
fn columns_are_known_by_names_with_words_in_brackets_and_by_either_of_two() {
    let text = "Variable / Field Name,Form Name,Mandatory (Y/N),Format\nsex,person,Y,Coded\nborn,person,N,CCYYMMDD\n";
    let made = import(Format::Tables, &given("t.csv", text.as_bytes())).unwrap_or_else(|error| panic!("{}", error.message));
    let attributes: Vec<String> = made.models[0].concepts[0].attributes.iter().map(|one| format!("{} {}", one.id, one.cardinality)).collect();
    assert_eq!(attributes, ["sex 1", "born 0..1"]);
    let list = "code,label,start,end\nA,Alfa,2020-01-01,31.12.2021\n";
    let made = import(Format::CodeList, &given("l.csv", list.as_bytes())).unwrap_or_else(|error| panic!("{}", error.message));
    let code = &made.lists[0].codes[0];
    assert_eq!((code.valid_from, code.valid_to), (Date::new(2020, 1, 1), Date::new(2021, 12, 31)));
}

#[test]
fn a_data_dictionary_that_marks_personal_data_keeps_the_marks() {
    let text = "Field Name;Form Name;Field Type;Identifier?\nrecord;demographics;text;\nssn;demographics;text;y\nborn;demographics;date;perhaps\n";
    let made = import(Format::Tables, &given("t.csv", text.as_bytes())).unwrap_or_else(|error| panic!("{}", error.message));
    holds(&made);
    let marked: Vec<bool> = made.models[0].concepts[0].attributes.iter().map(|one| one.personal_data).collect();
    assert_eq!(marked, [false, true, false]);
    let told: Vec<String> = made.items.iter().map(|item| format!("{}: {}", item.about, item.what)).collect();
    assert_eq!(told, ["field `demographics.born`: whether it is personal data: perhaps"]);
}

#[test]
fn broken_files_are_refused_at_their_place() {
    for (format, name, text, message, line) in [
        (Format::Xmi, "a.xml", "<?xml version=\"1.0\"?>\n<XMI><a></XMI>", "the XML is broken: expected 'a' tag, not 'XMI'", 2),
        (Format::Xmi, "a.xml", "<html/>", "it begins with `html`, and is no XMI", 1),
        (Format::Xmi, "a.xml", "<XMI/>", "there is nothing in it that could be imported", 1),
        (Format::Xmi, "a.xml", "", "the XML is broken: the document does not have a root node", 1),
        (Format::CodeList, "a.csv", "A,B\n1,2\n", "no column holds the codes", 1),
        (Format::CodeList, "a.csv", "CODEVALUE,B\n1,2\n,3\n", "the row has no code", 3),
        (Format::CodeList, "a.csv", "CODEVALUE\n1\n1\n", "the code `1` is there twice", 3),
        (Format::CodeList, "a.csv", "CODEVALUE,B\n1,\"x\n2,y\n", "the quotation mark is not closed", 2),
        (Format::CodeList, "a.csv", "CODEVALUE\n1,2\n", "the row has 2 cells, and the header names 1 columns", 2),
        (Format::CodeList, "a.csv", "", "the table is empty", 1),
        (Format::Tables, "a.csv", "x,y\n1,2\n", "no column names the fields", 1),
    ] {
        let error = import(format, &given(name, text.as_bytes())).expect_err(text);
        assert_eq!((error.message.as_str(), error.place.line), (message, line), "{text}");
    }
    let error = import(Format::Skos, &given("a.ttl", b"<a> <b> .\n<c> <d> <e> .")).expect_err("broken");
    assert!(error.message.starts_with("the Turtle is broken"), "{}", error.message);
    assert_eq!(error.place.line, 1);
    let deep = format!("<XMI>{}", "<a>".repeat(100_000));
    assert!(import(Format::Xmi, &given("a.xml", deep.as_bytes())).expect_err("deep").message.contains("inside each other"));
}

const OWL: &str = r#"@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <https://e.org/> .
e: a owl:Ontology ; rdfs:label "Malli"@fi .
e:A a owl:Class ; rdfs:label "A"@en ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty e:p ; owl:minCardinality 1 ] .
e:B a rdfs:Class ; rdfs:label "B"@en ; rdfs:subClassOf e:A .
e:p a owl:DatatypeProperty ; rdfs:domain e:A ; rdfs:range xsd:date ; rdfs:label "p"@en .
e:q a owl:ObjectProperty , owl:FunctionalProperty ; rdfs:domain [ a owl:Class ; owl:unionOf ( e:A e:B ) ] ; rdfs:range e:B .
e:r a owl:ObjectProperty ; rdfs:domain e:A ; rdfs:range <http://xmlns.com/foaf/0.1/Agent> .
e:loose a owl:DatatypeProperty ; rdfs:label "irti"@fi ; rdfs:range xsd:string .
e:S a sh:NodeShape ; rdfs:label "S"@fi ; sh:targetClass e:A ; sh:property [ sh:path e:p ; sh:datatype xsd:dateTime ; sh:minCount 1 ; sh:maxCount 1 ] , [ sh:path e:q ; sh:class e:B ] .
"#;

#[test]
fn classes_have_the_properties_of_their_domains_restrictions_and_shapes() {
    let made = import(Format::Skos, &given("malli.ttl", OWL.as_bytes())).unwrap_or_else(|error| panic!("{}", error.message));
    holds(&made);
    let said: Vec<String> =
        made.models.iter().map(|model| format!("{}: {}", model.id, model.concepts.iter().map(|one| &*one.id).collect::<Vec<_>>().join(" "))).collect();
    assert_eq!(said, ["made: a b s", "made-referenced: agent", "made-properties: loose"]);
    assert_eq!(numbers(&made), [3, 2, 4, 1]);
    let attributes: Vec<String> = made.models[0]
        .concepts
        .iter()
        .flat_map(|concept| concept.attributes.iter().map(move |one| format!("{}.{} {} {}", concept.id, one.id, one.data_type.word(), one.cardinality)))
        .collect();
    assert_eq!(attributes, ["a.p date 1..*", "s.p date-time 1"]);
}

const JSON_LD: &str = r#"{"@context":{"skos":"http://www.w3.org/2004/02/skos/core#","prefLabel":{"@id":"skos:prefLabel","@container":"@language"},"broader":{"@id":"skos:broader","@type":"@id"},"notation":"skos:notation"},
"@graph":[{"@id":"https://e.org/1","@type":"skos:Concept","prefLabel":{"fi":"Yksi","en":"One"},"notation":"1"},{"@id":"https://e.org/10","@type":"skos:Concept","prefLabel":{"fi":"Kymmenen"},"notation":"10"},{"@id":"https://e.org/2","@type":"skos:Concept","prefLabel":{"fi":"Kaksi"},"notation":"2","broader":"https://e.org/1"}]}"#;

#[test]
fn a_vocabulary_with_notations_is_a_code_list_in_the_order_of_its_signs() {
    let made = import(Format::Skos, &given("lista.jsonld", JSON_LD.as_bytes())).unwrap_or_else(|error| panic!("{}", error.message));
    holds(&made);
    let codes: Vec<&str> = made.lists[0].codes.iter().map(|code| code.code.as_str()).collect();
    assert_eq!(codes, ["1", "2", "10"]);
    let mut as_model = given("lista.jsonld", JSON_LD.as_bytes());
    as_model.shape = Some(Shape::ConceptModel);
    let made = import(Format::Skos, &as_model).unwrap_or_else(|error| panic!("{}", error.message));
    holds(&made);
    assert_eq!(numbers(&made), [3, 0, 0, 1]);
    let far = r#"{"@context":"https://example.org/context.jsonld","@id":"https://e.org/1"}"#;
    let error = import(Format::Skos, &given("a.jsonld", far.as_bytes())).expect_err("no context is fetched");
    assert!(error.message.starts_with("the JSON-LD is broken"), "{}", error.message);
}

const OLD_UML: &str = r#"<?xml version="1.0" encoding="windows-1252"?>
<XMI xmi.version="1.1" xmlns:UML="omg.org/UML1.3" timestamp="2022-11-30 14:33:24"><XMI.content><UML:Model name="M" xmi.id="m"><UML:Namespace.ownedElement>
<UML:Package name="P" xmi.id="p"><UML:ModelElement.taggedValue><UML:TaggedValue tag="version" value="2.0"/></UML:ModelElement.taggedValue><UML:Namespace.ownedElement>
<UML:Class name="Asiakas" xmi.id="EAID_2DE58D5C_4D57_41e8_8706_F173CCB76F5C"><UML:ModelElement.stereotype><UML:Stereotype name="FeatureType"/></UML:ModelElement.stereotype>
<UML:ModelElement.taggedValue><UML:TaggedValue tag="documentation" value="Se &lt;i&gt;joka&lt;/i&gt;"/></UML:ModelElement.taggedValue>
<UML:Classifier.feature><UML:Attribute name="syntynyt"><UML:StructuralFeature.type><UML:Classifier xmi.idref="d"/></UML:StructuralFeature.type>
<UML:ModelElement.taggedValue><UML:TaggedValue tag="type" value="Date"/><UML:TaggedValue tag="lowerBound" value="0"/><UML:TaggedValue tag="upperBound" value="1"/><UML:TaggedValue tag="ea_guid" value="{21CB9186-4150-43c5-B7D5-BBC66564B77F}"/></UML:ModelElement.taggedValue></UML:Attribute></UML:Classifier.feature></UML:Class>
<UML:Class name="Kaynti" xmi.id="k"/>
<UML:Association name="" xmi.id="as"><UML:Association.connection><UML:AssociationEnd name="kuka" multiplicity="1" aggregation="composite" type="EAID_2DE58D5C_4D57_41e8_8706_F173CCB76F5C"/><UML:AssociationEnd name="kaynnit" multiplicity="0..*" isNavigable="true" type="k"/></UML:Association.connection></UML:Association>
<UML:Generalization xmi.id="g" subtype="k" supertype="far"/>
</UML:Namespace.ownedElement></UML:Package></UML:Namespace.ownedElement></UML:Model></XMI.content><XMI.extensions><EAStub xmi.id="far" name="Tapahtuma" UMLType="Class"/></XMI.extensions></XMI>"#;

#[test]
fn an_older_serialisation_says_the_same_of_ends_and_wholes() {
    let made = import(Format::Xmi, &given("malli.xml", OLD_UML.as_bytes())).unwrap_or_else(|error| panic!("{}", error.message));
    holds(&made);
    assert_eq!(numbers(&made), [2, 2, 1, 1]);
    let [client, _] = made.models[0].concepts.as_slice() else { panic!("two concepts") };
    let attributes: Vec<String> =
        client.attributes.iter().map(|one| format!("{} {} {} {}", one.id, one.data_type.word(), one.cardinality, one.mappings[0].uri)).collect();
    assert_eq!(attributes, ["syntynyt date 0..1 urn:uuid:21cb9186-4150-43c5-b7d5-bbc66564b77f", "kaynnit identifier 0..* urn:xmi:as-dst"]);
    assert_eq!(made.models[0].relations[0].kind, crate::model::concept::RelationKind::Composition);
    assert_eq!(&*made.models[1].concepts[0].id, "tapahtuma");
    assert_eq!(made.models[0].lifecycle.version.to_string(), "2.0.0");
}

#[test]
fn an_attribute_with_neither_name_nor_id_goes_by_its_type() {
    // With its type, and with nothing at all.
    for (left, id) in [("", "osa"), ("xmi:", "x-e3b0c4")] {
        let text = UML.replace("xmi:id=\"a3\" name=\"osa\" ", left);
        assert_ne!(text, UML);
        let made = import(Format::Xmi, &given("a.xml", text.as_bytes())).unwrap_or_else(|error| panic!("{}", error.message));
        holds(&made);
        let names: Vec<&str> = made.models[0].concepts.iter().flat_map(|one| &one.attributes).map(|one| &*one.id).collect();
        assert!(names.contains(&id), "{names:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Whatever is done to a file, it is refused or becomes sources that pass `check`.
    #[test]
    fn no_file_breaks_the_program(which in 0usize..7, cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[<>\"/;,.:@_*\\[\\]{}a1 \n\u{e4}]{0,3}"), 1..5)) {
        let tables = "table,field,type,required,description,references\na,b,integer,yes,*x,c.d\nc,d,date,no,<b>,\n";
        let (format, name, text) = [(Format::Xmi, "a.xml", UML), (Format::Skos, "a.ttl", SKOS), (Format::CodeList, "a.csv", CODES), (Format::Tables, "a.csv", tables), (Format::Skos, "b.ttl", OWL), (Format::Skos, "a.jsonld", JSON_LD), (Format::Xmi, "b.xml", OLD_UML)][which];
        let mut bytes = text.as_bytes().to_vec();
        for (at, length, put) in cuts {
            let from = at.index(bytes.len() + 1);
            let to = (from + length.index(40)).min(bytes.len());
            bytes.splice(from..to, put.bytes());
        }
        if let Ok(made) = import(format, &given(name, &bytes)) {
            let (_, findings) = checked(&made);
            prop_assert_eq!(findings, "");
        }
    }
}
