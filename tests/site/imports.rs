//! Public models of other hands, imported by the command, checked and built.
//!
//! They are those of `../shared/data`; where that folder is absent, the tests say so and do nothing.

use crate::support::folder::Folder;
use crate::support::program::virta;
use crate::support::say_aloud;
use crate::support::site::{Built, repository};

/// Imports real files, each with its id, and publishes them.
fn published(imports: &[(&str, &str, &str)]) -> Option<(Folder, Built, Vec<String>)> {
    let data = repository().join("../shared/data");
    if let Some((_, path, _)) = imports.iter().find(|(_, path, _)| !data.join(path).is_file()) {
        say_aloud(&format!("SKIPPED: {path} is not there, so it is not imported"));
        return None;
    }
    let site = Folder::new("imports");
    virta(site.path(), ["init"]).succeeds();
    let mut said = Vec::new();
    for (format, path, id) in imports {
        let file = data.join(path);
        said.push(virta(site.path(), ["import", format, &file.to_string_lossy(), "--id", id, "--date", "2024-01-31"]).succeeds().stdout);
    }
    virta(site.path(), ["check"]).succeeds();
    let output = site.join("output");
    let (built, _) = Built::of(site.path(), &output, &[]);
    Some((site, built, said))
}

#[test]
fn public_models_are_imported_checked_and_published() {
    let Some((site, built, said)) = published(&[
        ("xmi", "cm-kaavatietomalli/xmi/06_2022-03-04_d1e940d.xml", "kaava"),
        ("skos", "cm-cpsv-ap/cpsv-ap_3.2.0.ttl", "cpsv"),
        ("tables", "cm-omop/OMOP_CDMv5.4_Field_Level.csv", "omop"),
        ("skos", "cm-ptvl/ptvl-skos.rdf", "ptvl"),
        ("code-list", "cm-ptvl/jupo_serviceclassification.csv", "palveluluokat"),
    ]) else {
        return;
    };
    for (said, expected) in said.iter().zip([
        "models/concepts/kaava.toml: 29 concepts, 49 attributes, 9 associations, 24 generalizations\n",
        "models/concepts/cpsv.toml: 24 concepts, ",
        "models/concepts/omop.toml: 39 concepts, 432 attributes, 176 associations, 0 generalizations\n",
        "models/code-lists/ptvl.toml: 221 codes\n",
        "models/code-lists/palveluluokat.toml: 221 codes\n",
    ]) {
        assert!(said.starts_with(expected), "{said}");
    }
    for page in [
        "kasitemallit/kaava/kaava/index.html",
        "kasitemallit/omop/person/index.html",
        "kasitemallit/cpsv/public-service/index.html",
        "koodistot/ptvl/index.html",
    ] {
        assert!(built.files.contains(page), "{page} is not there");
    }
    let text = site.text("models/concepts/kaava.toml");
    assert!(text.contains("# Not carried over from the source"), "what was left out is not listed");
}

#[test]
fn nothing_is_written_over_without_being_told() {
    let site = Folder::new("import-twice");
    virta(site.path(), ["init"]).succeeds();
    site.write("lista.csv", "CODEVALUE;PREFLABEL_FI\n1;Yksi\n");
    let file = site.join("lista.csv").to_string_lossy().into_owned();
    let import = |more: &[&str]| virta(site.path(), ["import", "code-list", &file, "--date", "2024-01-31"].into_iter().chain(more.iter().copied()));
    let run = import(&["--id", "luvut"]).succeeds();
    assert_eq!(run.stdout, "models/code-lists/luvut.toml: 1 code\n");
    let before = site.text("models/code-lists/luvut.toml");
    site.write("lista.csv", "CODEVALUE;PREFLABEL_FI\n1;Ensimmäinen\n");
    import(&["--id", "luvut"]).ends_with(1).says("models/code-lists/luvut.toml is there already; --force writes over it");
    assert_eq!(site.text("models/code-lists/luvut.toml"), before);
    import(&["--id", "luvut", "--force"]).succeeds();
    assert!(site.text("models/code-lists/luvut.toml").contains("Ensimmäinen"));
    import(&["--id", "Iso Kirjain"]).ends_with(2);
    import(&["--id", "luvut", "--language", "ru"]).ends_with(2).says("none of the site's languages");
    site.write("lista.csv", "CODEVALUE;PREFLABEL_FI\n1;Yksi\n1;Kaksi\n");
    import(&["--id", "uusi"]).ends_with(1).says("error[unreadable-import]: the code `1` is there twice\n --> lista.csv:3:1");
    assert!(!site.join("models/code-lists/uusi.toml").exists());
}

#[test]
fn what_was_added_by_hand_outlives_the_next_import_and_ids_stay() {
    let site = Folder::new("import-again");
    virta(site.path(), ["init"]).succeeds();
    let model = |class: &str, attribute: &str| {
        format!(
            "<?xml version=\"1.0\"?><xmi:XMI xmlns:xmi=\"http://schema.omg.org/spec/XMI/2.1\" xmlns:uml=\"http://schema.omg.org/spec/UML/2.1\">\
             <uml:Model xmi:type=\"uml:Model\" name=\"m\"><packagedElement xmi:type=\"uml:Class\" xmi:id=\"c1\" name=\"{class}\">\
             <ownedAttribute xmi:type=\"uml:Property\" xmi:id=\"a1\" name=\"{attribute}\"/></packagedElement>\
             <packagedElement xmi:type=\"uml:Class\" xmi:id=\"c2\" name=\"Muu\"><generalization xmi:type=\"uml:Generalization\" xmi:id=\"g1\" general=\"c1\"/></packagedElement>\
             </uml:Model></xmi:XMI>"
        )
    };
    let path = "models/concepts/malli.toml";
    let file = site.join("malli.xml").to_string_lossy().into_owned();
    let import = |more: &[&str]| virta(site.path(), ["import", "xmi", &file, "--id", "malli", "--date", "2024-01-31"].into_iter().chain(more.iter().copied()));
    site.write("malli.xml", model("Hoito", "alku"));
    import(&[]).succeeds();
    let first = site.text(path);
    let again = import(&["--force"]).succeeds();
    assert_eq!((site.text(path), again.stderr.contains("before")), (first.clone(), false), "{}", again.stderr);

    // The source renames a class and its attribute; by hand a translation, an attribute, a concept and a remark have come.
    site.write("malli.xml", model("Hoitojakso", "alkoi"));
    site.replace(path, "name = { fi = \"Hoito\" }", "name = { fi = \"Hoito\", sv = \"Vård\" }");
    site.write(
        path,
        site.text(path)
            + "\n[concepts.hoito.attributes.oma]\nname = \"oma\"\ntype = \"string\"\n[concepts.kasin]\nname = \"käsin \\\"lisätty\\\"\"\n# Kysy tästä vielä.\n",
    );
    let run = import(&["--force"]).succeeds();
    let lost = [
        r#"concepts.hoito.attributes.alku.name.fi = "alku""#,
        r#"concepts.hoito.attributes.oma.name = "oma""#,
        r#"concepts.hoito.attributes.oma.type = "string""#,
        r#"concepts.hoito.name.fi = "Hoito""#,
        r#"concepts.hoito.name.sv = "Vård""#,
        r#"concepts.kasin.name = "käsin \"lisätty\"""#,
        "# Kysy tästä vielä.",
    ];
    let told: String = lost.iter().map(|line| format!("note: {path}: was there before: {line}\n")).collect::<Vec<_>>().concat();
    assert!(run.stderr.contains(&told), "{}", run.stderr);
    let kept: String = lost.iter().map(|line| format!("#~ {line}\n")).collect::<Vec<_>>().concat();
    let text = site.text(path);
    assert!(text.ends_with(&format!("\n# Before this import the file said as well, or otherwise:\n{kept}")), "{text}");
    assert!(text.contains("[concepts.hoito.attributes.alku]\nname = { fi = \"alkoi\" }") && text.contains("to = { concept = \"hoito\" }"), "{text}");
    virta(site.path(), ["check"]).succeeds();

    // They outlive imports that bring nothing new.
    import(&["--force"]).succeeds();
    assert_eq!(site.text(path), text);
}
