//! Whole files as other tools write them, and the whole sources that they become.

use oxrdf::{BlankNode, NamedOrBlankNode, Term, Triple};

use super::tests::{given, holds};
use super::*;

/// All that an import writes, file by file; the hash of its bytes is left out.
fn written(format: Format, name: &str, bytes: &[u8]) -> String {
    let given = given(name, bytes);
    let made = import(format, &given).unwrap_or_else(|error| panic!("{name}: {}", error.message));
    holds(&made);
    made.files().iter().map(|(path, text)| format!("//- {path}\n{text}")).collect::<Vec<_>>().concat().replace(&given.sha256(), "SUM")
}

#[track_caller]
fn same(actual: &str, expected: &str) {
    assert!(actual == expected, "expected <<<<\n{expected}>>>>, and it is <<<<\n{actual}>>>>");
}

const VOCABULARY: &str = include_str!("../../tests/imports/vocabulary.ttl");

#[test]
fn a_vocabulary_of_extended_labels_noted_definitions_and_collections_is_written_word_by_word() {
    same(&written(Format::Skos, "sanat", VOCABULARY.as_bytes()), include_str!("../../tests/imports/vocabulary.txt"));
}

/// The statements of the vocabulary in another order, nameless things under other names.
fn turned() -> Vec<Triple> {
    let read = oxttl::TurtleParser::new().for_slice(VOCABULARY.as_bytes());
    let mut triples: Vec<Triple> = read.map(|triple| triple.unwrap_or_else(|error| panic!("{error}"))).collect();
    triples.reverse();
    triples.rotate_left(7);
    let mut names: Vec<BlankNode> = Vec::new();
    let mut renamed = |node: &BlankNode| {
        let at = names.iter().position(|known| known == node).unwrap_or_else(|| {
            names.push(node.clone());
            names.len() - 1
        });
        BlankNode::new_unchecked(format!("z{}", 99 - at))
    };
    for triple in &mut triples {
        if let NamedOrBlankNode::BlankNode(node) = &triple.subject {
            triple.subject = renamed(node).into();
        }
        if let Term::BlankNode(node) = &triple.object {
            triple.object = renamed(node).into();
        }
    }
    triples
}

#[test]
fn one_vocabulary_is_one_import_in_every_order_and_serialisation() {
    let expected = include_str!("../../tests/imports/vocabulary.txt");
    let lines = turned().iter().map(|triple| format!("{triple} .\n")).collect::<Vec<_>>().concat();
    same(&written(Format::Skos, "sanat", lines.as_bytes()), expected);
    let mut xml = oxrdfxml::RdfXmlSerializer::new().for_writer(Vec::new());
    let mut json = oxjsonld::JsonLdSerializer::new().for_writer(Vec::new());
    for triple in &turned() {
        xml.serialize_triple(triple).expect("it can be written");
        json.serialize_quad(triple.as_ref().in_graph(oxrdf::GraphNameRef::DefaultGraph)).expect("it can be written");
    }
    same(&written(Format::Skos, "sanat", &xml.finish().expect("it can be written")), expected);
    same(&written(Format::Skos, "sanat", &json.finish().expect("it can be written")), expected);
}

#[test]
fn a_uml_model_with_what_tools_do_differently_is_written_word_by_word() {
    same(&written(Format::Xmi, "malli.xml", include_bytes!("../../tests/imports/model.xml")), include_str!("../../tests/imports/model.txt"));
}

#[test]
fn a_data_dictionary_of_a_database_is_written_word_by_word() {
    same(&written(Format::Tables, "sanakirja.csv", include_bytes!("../../tests/imports/dictionary.csv")), include_str!("../../tests/imports/dictionary.txt"));
}

const CODES: &str = "KOODI\tNIMI\tNIMI_SV\tYLÄKOODI\tTILA\n1\tHoito\tVård\t\tVALID\n1.1\tKäynti\tBesök\t1\tVALID\n1.2\tLäsnäolo\tNärvaro\t1\tOBSOLETE\n";

#[test]
fn a_code_list_is_the_same_with_other_separators_and_in_other_encodings() {
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(CODES.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (western, ..) = encoding_rs::WINDOWS_1252.encode(CODES);
    let semicolons = CODES.replace('\t', ";").replace('\n', "\r\n");
    let expected = include_str!("../../tests/imports/codes.txt");
    for bytes in [CODES.as_bytes(), &utf16, semicolons.as_bytes(), format!("\u{feff}{CODES}").as_bytes()] {
        same(&written(Format::CodeList, "koodit.txt", bytes), expected);
    }
    let guessed = "# - koodit.txt: it is not UTF-8 and was read as windows-1252\n";
    same(&written(Format::CodeList, "koodit.txt", &western).replace(guessed, ""), expected);
}
