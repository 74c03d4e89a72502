//! A build after a build: nothing is read or written for nothing, and nothing that changed goes unseen.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::SystemTime;

use crate::cli::releases::git;
use crate::support::folder::{Folder, assert_same, copy, paths, tree};
use crate::support::program::{Run, command, run};

const SETTINGS: &str = "title = \"x\"\nbase_url = \"https://example.org/\"\nlanguages = [\"fi\", \"sv\"]\n";
/// A page of the older release.
const OLD: &str = "julkaisut/1/sivusto/tietoa/index.html";

/// A site of two releases, whose working tree has gone on.
fn site() -> Folder {
    let site = Folder::new("kept");
    let life = "version = \"1.0.0\"\nstatus = \"valid\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2021-01-01\nsummary = \"Alku.\"\n";
    let region = "[[regions]]\ncode = \"01\"\nclassification = \"c\"\nlevel = \"county\"\nname = \"Yksi\"\nshort_name = \"Yksi\"\nslug = \"yksi\"\n";
    site.write("models/regions.toml", format!("{life}[[classifications]]\nid = \"c\"\nname = \"Alueet\"\n{region}"));
    let indicator = format!("name = \"Kaatumiset\"\nunit = \"count\"\ndecimals = 0\ncounts = \"other\"\npolarity = \"none\"\n{life}");
    site.write("content/indicators/falls/index.md", format!("+++\n{indicator}+++\n"));
    site.write("content/indicators/falls/data.csv", "region,period,value,status,note\n01,2020,34567,A,\n01,2021,40,A,\n");
    site.write("content/pages/tietoa/index.md", "+++\ntitle = \"m-about\"\n+++\n\nm-words-1\n");
    let mut settings = SETTINGS.to_owned();
    for id in ["1", "2"] {
        site.write("content/index.md", format!("+++\ntitle = \"m-front-{id}\"\n+++\n"));
        for top in ["content", "models"] {
            copy(&site.join(top), &site.join(&format!("releases/{id}/{top}")));
        }
        let _ =
            write!(settings, "[[releases]]\nid = \"{id}\"\ndate = 202{id}-01-31\nstatus = \"released\"\nsource = {{ path = \"releases/{id}\" }}\nformat = 1\n");
    }
    site.write("site.toml", settings);
    site.write("content/index.md", "+++\ntitle = \"m-front-working-tree\"\n+++\n");
    site
}

fn build(site: &Path, args: &[&str]) -> Run {
    run(command(Path::new("."), ["build"]).args(args).current_dir(site))
}

/// Builds a site over what stands there, and the same from nothing: both say the same and publish the same.
#[track_caller]
fn as_from_nothing(site: &Folder, args: &[&str]) -> Run {
    let fresh = Folder::new("fresh");
    for path in paths(site.path()).iter().filter(|path| !path.starts_with("output/") && !path.starts_with(".output.")) {
        fresh.write(path, std::fs::read(site.join(path)).expect("the file is there"));
    }
    let (here, there) = (build(site.path(), args), build(fresh.path(), args));
    assert_eq!((here.code, &here.stdout, &here.stderr), (there.code, &there.stdout, &there.stderr));
    if here.code == Some(0) {
        assert_same(&format!("build {args:?} over another"), &site.join("output"), &fresh.join("output"));
    }
    here
}

/// What tells whether a published file was written again.
fn written(site: &Folder) -> BTreeMap<String, (u64, SystemTime)> {
    let root = site.join("output");
    let mark = |path: String| {
        let found = std::fs::metadata(root.join(&path)).expect("the file was published");
        (path, (found.ino(), found.modified().expect("it has a day")))
    };
    paths(&root).into_iter().map(mark).collect()
}

/// Changes a byte of a file, and sets its day back.
fn touch(path: &Path, old: &str, new: &str) {
    let day = std::fs::metadata(path).and_then(|found| found.modified()).expect("the file has a day");
    let text = std::fs::read_to_string(path).expect("the file is text");
    assert!(text.contains(old) && old.len() == new.len(), "{} does not hold {old}", path.display());
    std::fs::write(path, text.replacen(old, new, 1)).expect("the file can be written");
    std::fs::OpenOptions::new().write(true).open(path).and_then(|file| file.set_modified(day)).expect("the day can be set");
}

#[test]
fn another_run_that_is_writing_is_told_whether_or_not_there_is_something_to_do() {
    let site = site();
    assert_eq!(build(site.path(), &[]).code, Some(0));
    let staging = site.join(".output.staging");
    std::fs::create_dir_all(&staging).expect("a folder can be made");
    let writing = std::fs::File::open(&staging).expect("it can be opened");
    writing.lock().expect("nobody else is writing");
    let nothing_to_do = build(site.path(), &[]);
    let something_to_do = build(site.path(), &["--portable"]);
    assert_eq!((nothing_to_do.code, &nothing_to_do.stderr), (something_to_do.code, &something_to_do.stderr));
    assert!(nothing_to_do.stderr.contains("another run is writing to "), "{}", nothing_to_do.stderr);
    drop(writing);
    assert_eq!(build(site.path(), &[]).code, Some(0));
}

#[test]
fn where_nothing_changed_nothing_is_written_and_the_working_tree_is_judged_all_the_same() {
    let site = site();
    build(site.path(), &[]).succeeds();
    let before = written(&site);
    as_from_nothing(&site, &[]).succeeds();
    assert!(written(&site) == before, "something was written");
    for format in ["human", "json", "github", "sarif"] {
        as_from_nothing(&site, &["--format", format]).succeeds();
    }
    // A warning, an error, and what the gate refuses when it is asked.
    site.replace("content/pages/tietoa/index.md", "m-words-1", "m-words-2");
    site.write("content/pages/tietoa/strange.xyz", "x");
    as_from_nothing(&site, &[]).succeeds().says("warning[unknown-file]");
    site.replace("content/indicators/falls/index.md", "counts = \"other\"", "counts = \"other\"\ndefinition = \"Toinen.\"");
    as_from_nothing(&site, &[]).succeeds().says("warning[unknown-file]");
    assert!(written(&site) == before, "something was written");
    site.replace("content/pages/tietoa/index.md", "m-words-2", "[x](page:gone)");
    as_from_nothing(&site, &[]).ends_with(1).says(" --> content/pages/tietoa/index.md:5:");
    as_from_nothing(&site, &["--format", "json"]).ends_with(1);
    assert!(written(&site) == before, "something was written");
}

#[test]
fn a_working_tree_at_the_root_is_written_again_where_it_changed() {
    let site = site();
    build(site.path(), &["--drafts"]).succeeds();
    let before = written(&site);
    as_from_nothing(&site, &["--drafts"]).succeeds();
    assert!(written(&site) == before, "something was written");
    site.replace("content/pages/tietoa/index.md", "m-words-1", "m-words-2");
    as_from_nothing(&site, &["--drafts"]).succeeds();
    assert!(site.text("output/tietoa/index.html").contains("m-words-2"));
    site.write("site.toml", SETTINGS);
    for words in ["m-words-2", "m-words-3", "m-words-4"] {
        site.replace("content/pages/tietoa/index.md", "m-words-", &format!("{words} m-words-"));
        as_from_nothing(&site, &[]).succeeds();
        assert!(site.text("output/tietoa/index.html").contains(words));
    }
}

#[test]
fn a_byte_of_an_old_release_is_seen_at_once_and_with_its_day_set_back() {
    let site = site();
    build(site.path(), &[]).succeeds();
    for round in 1..8 {
        touch(&site.join("releases/1/content/pages/tietoa/index.md"), &format!("m-words-{round}"), &format!("m-words-{}", round + 1));
        build(site.path(), &[]).succeeds();
        assert!(site.text(&format!("output/{OLD}")).contains(&format!("m-words-{}", round + 1)), "round {round}");
    }
    // Another file of the same size and day in its place, one that comes, one that goes, and notes beside it.
    let (path, other) = (site.join("releases/1/content/pages/tietoa/index.md"), site.join("other.md"));
    std::fs::copy(&path, &other).expect("the file is there");
    touch(&other, "m-words-8", "m-words-9");
    std::fs::rename(&other, &path).expect("the file can be moved");
    as_from_nothing(&site, &[]).succeeds();
    assert!(site.text(&format!("output/{OLD}")).contains("m-words-9"));
    site.write("releases/1/content/pages/uusi/index.md", "+++\ntitle = \"m-new\"\n+++\n");
    as_from_nothing(&site, &[]).succeeds();
    assert!(site.join("output/julkaisut/1/sivusto/uusi/index.html").exists());
    std::fs::remove_file(site.join("releases/1/content/pages/uusi/index.md")).expect("the page is there");
    as_from_nothing(&site, &[]).succeeds();
    site.write("releases/1/notes.md", "m-notes\n");
    as_from_nothing(&site, &[]).succeeds();
    assert!(site.text("output/julkaisut/1/index.html").contains("m-notes"));
}

#[test]
fn what_was_touched_in_the_output_is_mended() {
    let site = site();
    build(site.path(), &[]).succeeds();
    let first = tree(&site.join("output"));
    for path in ["index.html", OLD, "manifest.json"] {
        let (old, new) = if path == "manifest.json" { ("\"schema\"", "\"schemb\"") } else { ("m-", "x-") };
        touch(&site.join("output").join(path), old, new);
        build(site.path(), &[]).succeeds();
        assert!(tree(&site.join("output")) == first, "{path} was touched and stays so");
        std::fs::remove_file(site.join("output/tietoa/index.html")).expect("the page is there");
        build(site.path(), &[]).succeeds();
        assert!(tree(&site.join("output")) == first, "a page was taken away and is not brought back");
    }
    site.write("output/tietoa/more.html", "x");
    build(site.path(), &[]).succeeds();
    assert!(tree(&site.join("output")) == first, "what was added is still there");
    std::fs::remove_dir_all(site.join(".output.cache")).expect("there is a record");
    build(site.path(), &[]).succeeds();
    assert!(tree(&site.join("output")) == first, "without the record");
}

#[test]
fn a_value_that_is_withheld_from_now_on_is_withheld_in_old_releases() {
    let site = site();
    build(site.path(), &[]).succeeds();
    let tells = || tree(&site.join("output")).into_iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("34567")).count();
    assert!(tells() > 2, "the value is published");
    site.replace("content/indicators/falls/data.csv", "34567,A", ",Q");
    as_from_nothing(&site, &[]).succeeds();
    assert_eq!(tells(), 0);
    let before = written(&site);
    as_from_nothing(&site, &[]).succeeds();
    assert!(written(&site) == before, "something was written");
}

#[test]
fn other_options_settings_and_themes_make_another_site() {
    let site = site();
    build(site.path(), &[]).succeeds();
    for args in [&["--portable"][..], &["--base-url", "https://example.org/other/"], &["--drafts"], &["--drafts", "--portable"], &[]] {
        as_from_nothing(&site, args).succeeds();
        let before = written(&site);
        as_from_nothing(&site, args).succeeds();
        assert!(written(&site) == before, "{args:?}: something was written");
    }
    site.replace("content/pages/tietoa/index.md", "m-words-1", "m-words-2");
    as_from_nothing(&site, &["--drafts"]).succeeds();
    assert!(site.text("output/tietoa/index.html").contains("m-words-2"));
    build(site.path(), &[]).succeeds();
    site.write("themes/virta/static/site.js", "// m-script\n");
    as_from_nothing(&site, &[]).succeeds();
    site.replace("site.toml", "title = \"x\"", "title = \"y\"");
    as_from_nothing(&site, &[]).succeeds();
    // Another program has another mark.
    let (before, record) = (written(&site), site.text(".output.cache/kept"));
    let mark = record.lines().nth(1).expect("the record has a mark");
    site.write(".output.cache/kept", record.replacen(mark, &"0".repeat(64), 1));
    as_from_nothing(&site, &[]).succeeds();
    assert!(written(&site) != before, "a record with another mark was believed");
}

#[test]
fn a_finding_of_a_release_is_told_every_time() {
    let site = site();
    build(site.path(), &[]).succeeds();
    site.write("releases/1/manifest.json", "{}");
    for _ in 0..2 {
        as_from_nothing(&site, &[]).ends_with(1).says("the manifest of the release `1` cannot be read");
    }
}

#[test]
fn a_tag_that_was_moved_is_seen() {
    let site = site();
    git(site.path(), &["init", "-q"]);
    git(site.path(), &["add", "-A"]);
    git(site.path(), &["commit", "-qm", "All"]);
    git(site.path(), &["tag", "one"]);
    site.replace("site.toml", "path = \"releases/1\"", "git = \"one\"");
    build(site.path(), &[]).succeeds();
    let before = written(&site);
    build(site.path(), &[]).succeeds();
    assert!(written(&site) == before, "something was written");
    site.replace("content/pages/tietoa/index.md", "m-words-1", "m-words-2");
    git(site.path(), &["commit", "-qam", "Other words"]);
    build(site.path(), &[]).succeeds();
    assert!(written(&site) == before, "the tag is where it was");
    git(site.path(), &["tag", "-f", "one"]);
    build(site.path(), &[]).succeeds();
    assert!(site.text(&format!("output/{OLD}")).contains("m-words-2"));
}

/// Lists a release that holds what the working tree holds now.
fn add(site: &Folder, id: &str, status: &str) {
    for top in ["content", "models"] {
        copy(&site.join(top), &site.join(&format!("releases/{id}/{top}")));
    }
    let entry = format!("[[releases]]\nid = \"{id}\"\ndate = 202{id}-01-31\n{status}\nsource = {{ path = \"releases/{id}\" }}\nformat = 1\n");
    site.write("site.toml", site.text("site.toml") + &entry);
}

const RELEASED: &str = "status = \"released\"";

/// The files that were written again, below a folder.
fn rewritten(site: &Folder, before: &BTreeMap<String, (u64, SystemTime)>, below: &str) -> Vec<String> {
    let now = written(site);
    before.iter().filter(|(path, mark)| path.starts_with(below) && now.get(*path) != Some(*mark)).map(|(path, _)| path.clone()).collect()
}

#[test]
fn a_release_that_follows_leaves_older_dated_pages_as_they_are() {
    let site = site();
    build(site.path(), &[]).succeeds();
    let before = written(&site);
    add(&site, "3", RELEASED);
    as_from_nothing(&site, &[]).succeeds();
    assert!(before.keys().filter(|path| path.starts_with("julkaisut/1/sivusto/")).count() > 10);
    assert_eq!(rewritten(&site, &before, "julkaisut/1/sivusto/"), [""; 0]);
    assert_ne!(rewritten(&site, &before, "julkaisut/2/sivusto/"), [""; 0], "what was in force is no longer");
    // The release in force has no longer the page: only that page says so, in each language.
    let before = written(&site);
    std::fs::remove_dir_all(site.join("content/pages/tietoa")).expect("the page is there");
    add(&site, "4", RELEASED);
    as_from_nothing(&site, &[]).succeeds();
    assert_eq!(rewritten(&site, &before, "julkaisut/1/sivusto/"), [OLD]);
    assert_eq!(rewritten(&site, &before, "sv/utgavor/1/webbplats/"), ["sv/utgavor/1/webbplats/tietoa/index.html"]);
    assert_eq!(rewritten(&site, &before, "julkaisut/2/sivusto/"), [OLD.replace("/1/", "/2/")]);
    let page = site.text(&format!("output/{OLD}"));
    for said in ["Luet julkaisua 1, jonka tilalle on tullut uudempi. Voimassa olevassa julkaisussa tätä sivua ei ole.", "Kaikki julkaisut"] {
        assert!(page.contains(said), "no `{said}`");
    }
}

#[test]
fn whatever_changes_the_site_is_as_it_would_be_from_nothing() {
    let site = site();
    let schema = "name = \"Kommentit\"\n[fields.resolved_in]\ntype = \"text\"\n";
    site.write("models/collections/comments.toml", schema);
    site.write("content/comments/a/index.md", "+++\ntitle = \"Kommentti\"\nresolved_in = \"5\"\n+++\n");
    build(site.path(), &[]).succeeds();
    add(&site, "3", "status = \"consultation\"\ncomment_until = 2023-03-01");
    as_from_nothing(&site, &[]).succeeds();
    site.replace("site.toml", "status = \"consultation\"\ncomment_until = 2023-03-01", RELEASED);
    as_from_nothing(&site, &[]).succeeds();
    // Removed in the next release, and a comment that names one which does not exist yet.
    std::fs::remove_dir_all(site.join("content/pages/tietoa")).expect("the page is there");
    site.write("models/removed.toml", "[[removed]]\nkind = \"page\"\nid = \"tietoa\"\nrelease = \"4\"\nreason = \"Vanheni.\"\n");
    for id in ["4", "5"] {
        add(&site, id, RELEASED);
        as_from_nothing(&site, &[]).succeeds();
        as_from_nothing(&site, &["--drafts"]).succeeds();
        as_from_nothing(&site, &[]).succeeds();
    }
    site.replace("site.toml", RELEASED, "status = \"withdrawn\"\nreason = \"Virhe.\"");
    as_from_nothing(&site, &[]).succeeds();
    site.replace("content/indicators/falls/data.csv", "40,A", ",Q");
    as_from_nothing(&site, &[]).succeeds();
    site.write("themes/virta/static/site.js", "// m-script\n");
    as_from_nothing(&site, &[]).succeeds();
    as_from_nothing(&site, &["--portable"]).succeeds();
    let last = "[[releases]]\nid = \"5\"";
    let settings = site.text("site.toml");
    site.write("site.toml", settings.split(last).next().expect("the list has a last release"));
    as_from_nothing(&site, &[]).succeeds();
}
