//! What changed between snapshots, what it demands, and the lines that are written for it.

use serde_json::Value as Json;

use crate::cli::releases::git;
use crate::support::folder::Folder;
use crate::support::program::virta;

const LIST: &str = "name = \"Sukupuoli\"\nversion = \"1.0.0\"\nstatus = \"valid\"\n\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"Ensimmäinen.\"\n\n[[codes]]\ncode = \"1\"\nname = \"Miehet\"\n\n[[codes]]\ncode = \"2\"\nname = \"Naiset\"\n";
const PATH: &str = "models/code-lists/sukupuoli.toml";

/// A site with one release, and a working tree that is the same.
fn site() -> Folder {
    let root = Folder::new("difference");
    let release = "[[releases]]\nid = \"2022.1\"\ndate = 2022-06-15\nstatus = \"released\"\nsource = { path = \"releases/2022.1\" }\nformat = 1\n";
    root.write("site.toml", format!("title = \"Sivusto\"\nbase_url = \"https://example.org/\"\nlanguages = [\"fi\"]\n\n{release}"));
    for at in ["", "releases/2022.1/"] {
        root.write(&format!("{at}content/index.md"), "+++\ntitle = \"Etusivu\"\n+++\n\nTervetuloa.\n");
        root.write(&format!("{at}{PATH}"), LIST);
    }
    root
}

fn json(root: &Folder, args: &[&str]) -> Json {
    let run = virta(root.path(), ["diff"].iter().chain(args).chain(&["--format", "json"])).succeeds();
    serde_json::from_str(&run.stdout).expect("JSON")
}

#[test]
fn a_change_is_told_in_the_form_of_the_contract() {
    let root = site();
    root.replace(PATH, "name = \"Naiset\"", "name = \"Naishenkilöt\"");
    let told = json(&root, &["2022.1", "."]);
    assert_eq!((&told["old"], &told["new"]), (&Json::from("2022.1"), &Json::from(".")));
    let change = &told["changes"][0];
    assert_eq!(told["changes"].as_array().map(Vec::len), Some(1));
    let mut keys: Vec<&str> = change.as_object().expect("a table").keys().map(String::as_str).collect();
    keys.sort_unstable();
    let wanted = ["class", "field", "fingerprint", "id", "kind", "matched_by", "new", "new_place", "old", "old_place", "rule", "sentence"];
    assert_eq!(keys, wanted);
    for (key, value) in [("rule", "name-changed"), ("class", "clarifying"), ("kind", "code"), ("id", "sukupuoli/2"), ("field", "name"), ("matched_by", "id")] {
        assert_eq!(change[key], value, "{key}");
    }
    assert_eq!(change["old"]["fi"], "Naiset");
    assert_eq!((&change["old_place"], &change["new_place"]), (&Json::from(format!("{PATH}:16")), &Json::from(format!("{PATH}:16"))));
    assert_eq!(change["sentence"]["fi"], "Koodiston ”Sukupuoli” koodin ”Naishenkilöt” nimi muuttui: ”Naiset” → ”Naishenkilöt”.");
}

#[test]
fn snapshots_are_named_in_every_way() {
    let root = site();
    root.replace(PATH, "name = \"Naiset\"", "name = \"Naishenkilöt\"");
    git(root.path(), &["init", "-q"]);
    git(root.path(), &["add", "-A"]);
    git(root.path(), &["commit", "-qm", "All"]);
    let folder = root.join("releases/2022.1");
    let named = format!("dir:{}", folder.display());
    for (old, new) in [("release:2022.1", "."), (named.as_str(), "git:HEAD"), (folder.to_str().expect("UTF-8"), "HEAD")] {
        let told = json(&root, &[old, new]);
        assert_eq!(told["changes"].as_array().map(Vec::len), Some(1), "{old} {new}");
    }
    virta(root.path(), ["diff", "2022.9", "."]).ends_with(1).says("the releases are 2022.1");
    virta(root.path(), ["diff", "release:2022.9", "."]).ends_with(1).says("there is no release `2022.9`");
    virta(root.path(), ["diff", "2022.1"]).ends_with(2);
    virta(root.path(), ["diff", "2022.1", ".", "--fail-on", "bad"]).ends_with(2).says("changes-the-number");
}

#[test]
fn a_grave_change_ends_with_1_where_that_is_asked_for() {
    let root = site();
    root.replace(PATH, "name = \"Naiset\"", "name = \"Naishenkilöt\"");
    virta(root.path(), ["diff", "2022.1", ".", "--fail-on", "clarifying"]).ends_with(1);
    virta(root.path(), ["diff", "2022.1", ".", "--fail-on", "additive"]).succeeds();
    let text = virta(root.path(), ["diff", "2022.1", "."]).succeeds().stdout;
    assert_eq!(
        text,
        "2022.1 → .\n\nTarkennukset [clarifying]\n  code-list:sukupuoli\n    Koodiston ”Sukupuoli” koodin ”Naishenkilöt” nimi muuttui: ”Naiset” → ”Naishenkilöt”.  (models/code-lists/sukupuoli.toml:16)\n"
    );
    let markdown = virta(root.path(), ["diff", "2022.1", ".", "--format", "markdown"]).succeeds().stdout;
    assert!(markdown.starts_with("## 2022.1 → .\n\n### Tarkennukset (1)\n\n**code-list:sukupuoli**\n\n- Koodiston"), "{markdown}");
    assert_eq!(virta(root.path(), ["diff", ".", "."]).succeeds().stdout, ". → .\nMikään ei muuttunut.\n");
}

#[test]
fn only_what_a_thing_reaches_is_told_where_that_is_asked_for() {
    let root = site();
    root.replace(PATH, "name = \"Naiset\"", "name = \"Naishenkilöt\"");
    root.replace("content/index.md", "Tervetuloa.", "Tervetuloa lukemaan.");
    assert_eq!(json(&root, &["2022.1", "."])["changes"].as_array().map(Vec::len), Some(2));
    assert_eq!(json(&root, &["2022.1", ".", "--for", "code-list:sukupuoli"])["changes"].as_array().map(Vec::len), Some(1));
    virta(root.path(), ["diff", "2022.1", ".", "--for", "code-list:none"]).ends_with(1).says("neither snapshot has `code-list:none`");
}

#[test]
fn a_step_that_is_demanded_is_written_and_then_the_gate_is_content() {
    let root = site();
    root.replace(PATH, "[[codes]]\ncode = \"2\"", "[[codes]]\ncode = \"9\"\nname = \"Ei tiedossa\"\n\n[[codes]]\ncode = \"2\"");
    virta(root.path(), ["check"]).ends_with(1).says("error[version-too-low]").says(&format!(" --> {PATH}:2:1")).says("version = \"1.1.0\"");
    let changed = root.text(PATH);
    virta(root.path(), ["bump", "code-list", "sukupuoli", "--summary", "Tuntematon lisätty.", "--date", "2022-07-01"]).succeeds();
    let entry = "\n[[history]]\nversion = \"1.1.0\"\ndate = 2022-07-01\nsummary = \"Tuntematon lisätty.\"\n";
    let wanted = changed.replacen("version = \"1.0.0\"", "version = \"1.1.0\"", 1).replacen("\n\n[[codes]]", &format!("\n{entry}\n[[codes]]"), 1);
    assert_eq!(root.text(PATH), wanted);
    virta(root.path(), ["check"]).succeeds();
    let again = virta(root.path(), ["bump", "code-list", "sukupuoli", "--summary", "Uudelleen."]).succeeds();
    assert_eq!(again.stdout, "code-list:sukupuoli is at 1.1.0, and nothing that changed since release 2022.1 demands more\n");
    assert_eq!(root.text(PATH), wanted);
    virta(root.path(), ["bump", "page", "x", "--summary", "y"]).ends_with(2);
}

#[test]
fn a_value_that_came_to_be_withheld_is_told_nowhere() {
    let root = site();
    let regions = "version = \"1.0.0\"\nstatus = \"valid\"\n\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"x\"\n\n[[classifications]]\nid = \"c\"\nname = \"C\"\n\n[[regions]]\ncode = \"01\"\nclassification = \"c\"\nlevel = \"county\"\nname = \"Ykkönen\"\nslug = \"yksi\"\n";
    let indicator = "+++\nname = \"Luku\"\nversion = \"1.0.0\"\nstatus = \"valid\"\nunit = \"percent\"\ndecimals = 1\n\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"x\"\n+++\n";
    for (at, row) in [("", "01,2021,,Q"), ("releases/2022.1/", "01,2021,77.25,A")] {
        root.write(&format!("{at}models/regions.toml"), regions);
        root.write(&format!("{at}content/indicators/luku/index.md"), indicator);
        root.write(&format!("{at}content/indicators/luku/data.csv"), format!("region,period,value,status\n{row}\n"));
    }
    for (old, new) in [("2022.1", "."), (".", "2022.1")] {
        for form in ["text", "markdown", "json"] {
            let told = virta(root.path(), ["diff", old, new, "--format", form]).succeeds().stdout;
            assert!(!told.contains("77"), "{told}");
        }
    }
    assert_eq!(json(&root, &["2022.1", "."])["changes"][0]["rule"], "value-suppressed");
}
