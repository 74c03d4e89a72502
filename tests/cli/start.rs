//! The first minutes: a new site builds at once, and every scaffold passes `check`.

use crate::support::folder::{Folder, paths};
use crate::support::program::{command, run, virta};

/// A site as `init` starts it.
pub fn started() -> Folder {
    let folder = Folder::new("started");
    run(command(folder.path(), ["init"]).arg(folder.path())).succeeds();
    folder
}

#[test]
fn a_new_site_builds_at_once() {
    let folder = Folder::new("init");
    let site = folder.join("new/site");
    run(command(folder.path(), ["init"]).arg(&site)).succeeds();
    virta(&site, ["check", "--deny", "warnings"]).succeeds();
    virta(&site, ["build"]).succeeds();
    for page in ["index.html", "sv/index.html", "en/index.html", "manifest.json", "404.html"] {
        assert!(site.join("output").join(page).is_file(), "{page} is not there");
    }
}

#[test]
fn a_site_is_started_in_the_site_folder_too_and_never_over_something() {
    let folder = Folder::new("init-here");
    virta(folder.path(), ["init"]).succeeds();
    virta(folder.path(), ["check", "--deny", "warnings"]).succeeds();
    let before = paths(folder.path());
    virta(folder.path(), ["init"]).ends_with(1).says("not empty");
    assert_eq!(before, paths(folder.path()));
    folder.write("clone/.git/HEAD", "ref: refs/heads/main\n");
    virta(&folder.join("clone"), ["init"]).succeeds();
    folder.write("file", "");
    virta(&folder.join("file"), ["init"]).ends_with(1);
}

#[test]
fn every_scaffold_passes_check() {
    let site = started();
    site.write(
        "models/regions.toml",
        "version = \"1.0.0\"\nstatus = \"valid\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"x\"\n\
         [[classifications]]\nid = \"c\"\nname = \"c\"\n[[regions]]\ncode = \"K-01\"\nclassification = \"c\"\nlevel = \"county\"\nname = \"x\"\nslug = \"x\"\n",
    );
    site.write("models/collections/reports.toml", "name = \"Reports\"\n[fields.words]\ntype = \"text\"\n");
    for (kind, id, path) in [
        ("page", "uusi-sivu", "content/pages/uusi-sivu/index.md"),
        ("use-case", "uusi", "content/use-cases/uusi/index.md"),
        ("indicator", "uusi", "content/indicators/uusi/index.md"),
        ("concept-model", "uusi", "models/concepts/uusi.toml"),
        ("code-list", "uusi", "models/code-lists/uusi.toml"),
        ("region", "K-01", "content/regions/K-01/index.md"),
        ("reports", "uusi", "content/reports/uusi/index.md"),
        ("findings", "uusi", "content/findings/uusi/index.md"),
        ("test-rounds", "uusi", "content/test-rounds/uusi/index.md"),
        ("implementations", "uusi", "content/implementations/uusi/index.md"),
        ("comments", "uusi", "content/comments/uusi/index.md"),
    ] {
        let run = virta(site.path(), ["new", kind, id]).succeeds();
        assert!(run.stdout.contains(path), "{kind}: {}", run.stdout);
        assert!(site.join(path).is_file(), "{path} is not there");
        virta(site.path(), ["check", "--deny", "warnings"]).succeeds();
        let before = site.text(path);
        virta(site.path(), ["new", kind, id]).ends_with(1).says("already");
        assert_eq!(before, site.text(path));
    }
    virta(site.path(), ["build"]).succeeds();
}

#[test]
fn a_region_is_declared_where_it_is_not_yet() {
    let site = started();
    assert_eq!(virta(site.path(), ["new", "region", "20"]).succeeds().stdout, "content/regions/20/index.md\nmodels/regions.toml\n");
    assert_eq!(virta(site.path(), ["new", "region", "K-01"]).succeeds().stdout, "content/regions/K-01/index.md\nmodels/regions.toml\n");
    virta(site.path(), ["check", "--deny", "warnings"]).succeeds();
    virta(site.path(), ["build"]).succeeds();
    assert!(site.join("output/alueet/alue-k-01/index.html").is_file());
}

#[test]
fn nothing_is_scaffolded_outside_a_site_or_at_an_address_of_the_program() {
    let folder = Folder::new("no-site");
    virta(folder.path(), ["new", "page", "ohje"]).ends_with(1).says("there is no site.toml");
    assert_eq!(paths(folder.path()), [""; 0]);
    let site = started();
    let before = paths(site.path());
    virta(site.path(), ["new", "page", "mittarit"]).ends_with(2).says("no page can be called `mittarit`: the site has pages of its own there");
    virta(site.path(), ["new", "page", "sv"]).ends_with(2).says("no page can be called `sv`");
    assert_eq!(before, paths(site.path()));
    virta(site.path(), ["new", "page", "saavutettavuus"]).succeeds();
}

#[test]
fn a_name_that_is_reserved_is_one_finding() {
    let site = started();
    site.write("content/pages/haku/index.md", "+++\ntitle = \"Haku\"\n+++\n");
    let run = virta(site.path(), ["build"]).ends_with(1);
    let expected = "error[reserved-name]: no page can be called `haku`\n --> content/pages/haku/index.md:1:1\n   1 | +++\n     | ^\n     \
                    = help: the program has pages of its own there; choose another name\n1 error, 0 warnings\n";
    assert_eq!(run.stderr, expected);
    std::fs::rename(site.join("content/pages/haku"), site.join("content/pages/Tietoa")).expect("the folder can be renamed");
    let run = virta(site.path(), ["build"]).ends_with(1);
    let expected = "error[malformed-id]: `Tietoa` is not an id of small letters a to z, digits and `-`\n --> content/pages/Tietoa/index.md:1:1\n   1 | +++\n     \
                    | ^\n     = help: the name of the folder or file is the id, and the id is the address; rename it\n1 error, 0 warnings\n";
    assert_eq!(run.stderr, expected);
}

#[test]
fn a_kind_or_an_id_that_cannot_be_is_a_wrong_command_line() {
    let site = started();
    let before = paths(site.path());
    virta(site.path(), ["new", "indicatr", "x"]).ends_with(2).says("indicator");
    virta(site.path(), ["new", "page", "Iso Kirjain"]).ends_with(2);
    virta(site.path(), ["new", "page", "../out"]).ends_with(2);
    virta(site.path(), ["new", "page", ""]).ends_with(2);
    assert_eq!(before, paths(site.path()));
}

#[test]
fn a_wrong_command_line_is_told_from_a_failure() {
    let site = started();
    for wrong in [
        vec!["bild"],
        vec!["build", "--jobs", "0"],
        vec!["build", "--jobs", "many"],
        vec!["build", "--base-url", "example.org"],
        vec!["check", "--format", "xml"],
        vec!["check", "--deny", "notes"],
        vec![],
    ] {
        let run = virta(site.path(), wrong.clone());
        assert_eq!(run.code, Some(2), "{wrong:?}: {}", run.stderr);
        assert!(run.stdout.is_empty(), "{wrong:?} prints to standard output");
    }
    virta(site.path(), ["--help"]).succeeds();
    virta(site.path(), ["--version"]).succeeds();
    let nowhere = virta(&site.join("nowhere"), ["check"]);
    assert!(matches!(nowhere.code, Some(1 | 2)) && nowhere.stderr.contains("nowhere"), "{nowhere:?}");
    site.write("empty/x", "");
    virta(&site.join("empty"), ["check"]).ends_with(1).says("site.toml");
}

#[test]
fn the_schemas_of_the_source_forms_are_written() {
    let site = started();
    let folder = site.join("schemas").display().to_string();
    virta(site.path(), ["schema", &folder]).succeeds();
    let written = paths(&site.join("schemas"));
    assert!(written.len() > 7, "{written:?}");
    for path in written {
        crate::support::json::Json::parse(&std::fs::read(site.join("schemas").join(&path)).expect("the schema is there"))
            .unwrap_or_else(|error| panic!("{path}: {error}"));
    }
}
