//! A county's extract against the specification, as the county runs it.

use crate::support::folder::Folder;
use crate::support::json::Json;
use crate::support::program::{command, run, virta};

const CASE: &str = "+++\ntitle = \"Käynnit\"\nversion = \"1.0.0\"\nstatus = \"valid\"\nmodels = [{ id = \"hoito\" }]\n[[history]]\nversion = \"1.0.0\"\n\
    date = 2022-01-01\nsummary = \"Alku\"\n[[requirements]]\nid = \"v1\"\ntext = \"Asiakkaat ovat mukana.\"\nlevel = \"shall\"\nconcept = \"hoito/asiakas\"\n\
    [[requirements]]\nid = \"v2\"\ntext = \"Hoitajat ovat mukana.\"\nlevel = \"shall\"\nconcept = \"hoito/hoitaja\"\n+++\n";

pub fn site() -> Folder {
    let folder = Folder::new("conform");
    for part in include_str!("../exports/model.txt").split("//- ").filter(|part| !part.is_empty()) {
        let (path, text) = part.split_once('\n').expect("a path and a text");
        folder.write(path, text);
    }
    folder.write("content/use-cases/kaynnit/index.md", CASE);
    folder
}

#[test]
fn a_path_that_is_not_there_is_a_failure() {
    let site = super::start::started();
    virta(site.path(), ["new", "use-case", "hoito"]).succeeds();
    virta(site.path(), ["conform", "nowhere.csv", "--use-case", "hoito"]).ends_with(1).says("there is no file or folder nowhere.csv");
}

#[test]
fn an_extract_is_judged_and_nothing_of_it_is_told() {
    let site = site();
    site.write("poiminta/HENKILOT.csv", "\u{feff}ID;syntynyt\nSALAINEN1;1980-01-01\nSALAINEN1;SALAINEN2\n");
    site.write("poiminta/muuta.csv", "a\n1\n");
    site.write("omat.toml", "[asiakas]\nfile = \"HENKILOT.csv\"\ncolumns = { tunniste = \"ID\" }\n");
    let args = |format: &str| {
        let mut command = command(site.path(), ["conform"]);
        command.arg(site.join("poiminta")).args(["--use-case", "kaynnit", "--format", format, "--mapping"]).arg(site.join("omat.toml"));
        command.arg("--report").arg(site.join("vastaus.html"));
        command
    };
    let human = run(&mut args("human")).ends_with(1);
    assert_eq!(human.stdout, "HENKILOT.csv: asiakas, 2 rows\nv1: not-met\nv2: no-file\n");
    assert_eq!(
        human.stderr,
        "error[extract-malformed-value]: `syntynyt` is not a day of the calendar, such as 2023-05-31: 1 row (row 2)\n --> HENKILOT.csv:3:1\n\
         error[extract-repeated-key]: `tunniste` is the key of a row before: 1 row (row 2)\n --> HENKILOT.csv:3:1\n\
         error[extract-missing-file]: there is no file of `hoitaja`, which a requirement speaks of\n --> hoitaja.csv:1:1\n\
         warning[extract-unknown-file]: the file is called like no concept of the use case's models\n --> muuta.csv:1:1\n     \
         = help: name it after a concept, or say in a mapping what it holds\n\
         3 errors, 1 warning\n"
    );
    let page = site.text("vastaus.html");
    assert!(page.contains("Poiminnassa on korjattavaa.") && page.contains("tiedosto puuttuu"), "{page}");
    let json = run(&mut args("json")).ends_with(1).stdout;
    let told = Json::parse(json.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(told.get("diagnostics").map_or(0, |found| found.items().len()), 4);
    let (github, sarif) = (run(&mut args("github")).ends_with(1).stdout, run(&mut args("sarif")).ends_with(1).stdout);
    assert!([human.stdout, human.stderr, page, json, github, sarif].iter().all(|said| !said.contains("SALAINEN")));
}

#[test]
fn rows_that_a_quotation_mark_swallows_are_not_passed_over() {
    let site = site();
    let lines = (0..50).map(|at| format!("k{at},2000-01-01\n")).collect::<Vec<_>>().concat();
    for (table, is_whole) in [
        (format!("tunniste,syntynyt\n\"k,1980-01-01\n{lines}"), false),
        (format!("tunniste,syntynyt\n{lines}x,\"2000-01-01\n"), false),
        (format!("tunniste,syntynyt\n{lines}\"x\",\"2000-01-01\""), true),
    ] {
        site.write("poiminta/asiakas.csv", &table);
        let mut command = command(site.path(), ["conform"]);
        command.arg(site.join("poiminta/asiakas.csv")).args(["--use-case", "kaynnit"]);
        let said = run(&mut command).stderr;
        assert_eq!(
            said.contains("error[extract-unreadable]: nothing closes a quotation mark in the record that begins in line "),
            !is_whole,
            "{table}: {said}"
        );
    }
}

#[test]
fn a_sound_extract_conforms() {
    let site = site();
    site.write("asiakas.csv", "tunniste,syntynyt\na1,1980-01-01\n");
    site.write("hoitaja.csv", "tunniste\nh1\n");
    let files = [site.join("asiakas.csv"), site.join("hoitaja.csv")];
    let run = run(command(site.path(), ["conform", "--use-case", "kaynnit"]).args(files)).succeeds();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("asiakas.csv: asiakas, 1 row\nhoitaja.csv: hoitaja, 1 row\nv1: met\nv2: met\n", ""));
    virta(site.path(), ["conform", "--use-case", "kaynti", "x.csv"]).ends_with(1).says("did you mean `kaynnit`?");
}

#[test]
fn a_thing_is_exported_with_the_bytes_that_are_published() {
    let site = site();
    virta(site.path(), ["build"]).succeeds();
    for (format, kind, id, path) in [
        ("turtle", "concept-model", "hoito", "kasitemallit/hoito/skos.ttl"),
        ("shacl", "concept-model", "hoito", "kasitemallit/hoito/shacl.ttl"),
        ("csv", "code-list", "kiire", "koodistot/kiire/codes.csv"),
        ("csvw", "concept", "hoito/kaynti", "kasitemallit/hoito/kaynti/kaynti.csv-metadata.json"),
        ("sql", "use-case", "kaynnit", "kayttotapaukset/kaynnit/schema.sql"),
        ("json", "use-case", "kaynnit", "kayttotapaukset/kaynnit/index.json"),
    ] {
        assert_eq!(virta(site.path(), ["export", format, kind, id]).succeeds().stdout, site.text(&format!("output/{path}")), "{format} {kind}");
    }
    virta(site.path(), ["export", "turtel", "concept-model", "hoito"]).ends_with(2).says("did you mean `turtle`?");
    virta(site.path(), ["export", "turtle", "concept-model", "hoita"]).ends_with(1).says("did you mean `hoito`?");
}

#[test]
fn a_file_that_cannot_be_read_is_a_finding_and_the_others_are_judged() {
    let site = site();
    for (file, bytes, said) in [
        ("asiakas.parquet", &b""[..], "the file is not Parquet, or is cut short"),
        ("asiakas.parquet", b"tunniste\na1\n", "the file is not Parquet, or is cut short"),
        ("asiakas.csv", b"", "the file is empty: its first line names the columns"),
        ("asiakas.csv", b"\xff\xfet\0u\0", "the file is UTF-16: save it as UTF-8, which a spreadsheet calls `CSV UTF-8`"),
    ] {
        site.write("poiminta/hoitaja.csv", "tunniste\nh1\nh1\n");
        site.write(&format!("poiminta/{file}"), bytes);
        let run = run(command(site.path(), ["conform", "--use-case", "kaynnit"]).arg(site.join("poiminta"))).ends_with(1);
        assert_eq!(run.stdout, format!("{file}: asiakas, 0 rows\nhoitaja.csv: hoitaja, 2 rows\nv1: not-met\nv2: not-met\n"));
        let expected = format!(
            "error[extract-unreadable]: {said}\n --> {file}:1:1\n\
             error[extract-repeated-key]: `tunniste` is the key of a row before: 1 row (row 2)\n --> hoitaja.csv:3:1\n2 errors, 0 warnings\n"
        );
        assert_eq!(run.stderr, expected, "{file}");
        std::fs::remove_file(site.join(&format!("poiminta/{file}"))).expect("it can be taken away");
    }
}

#[test]
fn a_file_as_a_spreadsheet_writes_it_is_read_and_its_lines_are_right() {
    let site = site();
    site.write("poiminta/asiakas.csv", "\u{feff}sep=;\r\ntunniste;syntynyt\r\na1;1980-01-01\r\n");
    site.write("poiminta/hoitaja.csv", "sep=,\r\ntunniste\r\nh1\r\nh1\r\n");
    let run = run(command(site.path(), ["conform", "--use-case", "kaynnit"]).arg(site.join("poiminta"))).ends_with(1);
    assert_eq!(run.stderr, "error[extract-repeated-key]: `tunniste` is the key of a row before: 1 row (row 2)\n --> hoitaja.csv:4:1\n1 error, 0 warnings\n");
}

#[test]
fn a_mapping_is_held_against_the_extract_and_the_specification() {
    let site = site();
    site.write("asiakas.csv", "ID\na1\n");
    site.write("hoitaja.csv", "tunniste\nh1\n");
    site.write("omat.toml", "[asiakas]\ncolumns = { tunnste = \"ID\" }\n");
    let conform = |mapping: &str| {
        let files = [site.join("asiakas.csv"), site.join("hoitaja.csv")];
        run(command(site.path(), ["conform", "--use-case", "kaynnit", "--mapping"]).arg(site.join(mapping)).args(files)).ends_with(1)
    };
    assert_eq!(
        conform("omat.toml").stderr.lines().skip(4).collect::<Vec<_>>(),
        [
            "error[mapping-unknown-name]: `tunnste` is no column of `asiakas`",
            " --> omat.toml:2:13",
            "   2 | columns = { tunnste = \"ID\" }",
            "     |             ^^^^^^^",
            "     = help: did you mean `tunniste`?",
            "2 errors, 1 warning",
        ]
    );
    site.write("rikki.toml", "[asiakas]\ncolumns = { tunniste = \"ID\", tunniste = \"X\" }\n");
    let said = conform("rikki.toml").stderr;
    assert!(said.starts_with("error[mapping-unreadable]: duplicate key\n --> rikki.toml:2:30\n"), "{said}");
}
