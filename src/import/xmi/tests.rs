//! Models as different tools write them, made up for the test: what each becomes, word by word.

use crate::import::tests::{given, holds};
use crate::import::{Format, import};

/// Imports a model and holds all that was made against the expected text; origins and histories are the same for all.
#[track_caller]
fn becomes(name: &str, model: &str, expected: &str) {
    let made = import(Format::Xmi, &given(name, model.as_bytes())).unwrap_or_else(|error| panic!("{}", error.message));
    holds(&made);
    let content = |text: &str| text[text.find("\n[concepts").or_else(|| text.find("\n[[codes]]")).unwrap_or(0)..].trim().to_owned();
    let told: Vec<String> = made.files().iter().map(|(path, text)| format!("== {path}\n{}", content(text))).collect();
    let told = told.join("\n");
    assert!(told.trim_end() == expected.trim_end(), "{name} becomes\n{told}");
}

#[test]
fn enterprise_architect_in_xmi_1_1() {
    becomes("ea.xml", include_str!("tests/ea-1.1.xml"), include_str!("tests/ea-1.1.txt"));
}

#[test]
fn enterprise_architect_in_xmi_2_5() {
    becomes("ea.xml", include_str!("tests/ea-2.5.xml"), include_str!("tests/ea-2.5.txt"));
}

#[test]
fn argouml_in_xmi_1_2() {
    becomes("malli.xmi", include_str!("tests/argouml.xmi"), include_str!("tests/argouml.txt"));
}

#[test]
fn magicdraw_in_xmi_2_1() {
    becomes("malli.xml", include_str!("tests/magicdraw.xml"), include_str!("tests/magicdraw.txt"));
}

#[test]
fn papyrus_in_its_own_file() {
    becomes("malli.uml", include_str!("tests/papyrus.uml"), include_str!("tests/papyrus.txt"));
}
