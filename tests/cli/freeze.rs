//! How a release is cut, and how what was published is held against it.

use crate::cli::releases::git;
use crate::support::folder::{Folder, paths, tree};
use crate::support::program::virta;

const SETTINGS: &str =
    "# What we publish.\ntitle = \"x\"\nbase_url = \"https://example.org/\"\nlanguages = [\"fi\", \"sv\"]\n\n[disclosure] # last\nminimum_count = 5";

fn site() -> Folder {
    let site = Folder::new("freeze");
    site.write("site.toml", SETTINGS);
    site.write("content/index.md", "+++\ntitle = \"m-front\"\n+++\n");
    site.write("content/pages/tietoa/index.md", "+++\ntitle = \"m-about\"\n+++\n\nm-words\n");
    site.write("content/pages/tietoa/~not-this~", "x");
    site.write(
        "models/code-lists/sukupuoli.toml",
        "name = \"Sukupuoli\"\nversion = \"1.2.0\"\nstatus = \"valid\"\n[[history]]\nversion = \"1.2.0\"\ndate = 2024-01-01\nsummary = \"Alku.\"\n[[codes]]\ncode = \"1\"\nname = \"mies\"\n",
    );
    site
}

fn release(site: &Folder, args: &[&str]) -> crate::support::program::Run {
    virta(site.path(), ["release"].iter().chain(args))
}

#[test]
fn a_release_is_frozen_whole_and_listed_at_the_end_of_the_settings() {
    let site = site();
    let before = tree(&site.join("content"));
    let run = release(&site, &["2024.1", "--date", "2024-01-31"]).succeeds();
    assert!(run.stdout.starts_with("release 2024.1 of 2024-01-31: 3 objects, 3 files\n"), "{}", run.stdout);
    let entry = "\n\n[[releases]]\nid     = \"2024.1\"\ndate   = 2024-01-31\nstatus = \"released\"\nsource = { path = \"releases/2024.1\" }\nformat = 1\n";
    assert_eq!(site.text("site.toml"), format!("{SETTINGS}{entry}"));
    let mut frozen = before.clone();
    frozen.remove("pages/tietoa/~not-this~");
    assert_eq!(tree(&site.join("releases/2024.1/content")), frozen);
    let manifest: serde_json::Value = serde_json::from_str(&site.text("releases/2024.1/manifest.json")).expect("the manifest is JSON");
    assert_eq!(manifest["objects"][0]["kind"], "code-list");
    assert_eq!(manifest["objects"][0]["id"], "sukupuoli");
    assert_eq!(manifest["objects"][0]["version"], "1.2.0");
    let names = paths(site.path());
    assert!(!names.iter().any(|name| name.contains("staging")), "{names:?}");
    virta(site.path(), ["check"]).succeeds();
    virta(site.path(), ["build"]).succeeds();
    let run = virta(site.path(), ["verify".as_ref(), site.join("output").as_os_str()]).succeeds();
    assert!(run.stdout.ends_with(" files as published; as released: 2024.1\n"), "{}", run.stdout);
    assert_eq!(site.text("output/julkaisut/2024.1/manifest.json"), site.text("releases/2024.1/manifest.json"));
}

#[test]
fn a_release_that_is_made_anew_under_its_old_id_is_not_what_was_released() {
    let site = site();
    git(site.path(), &["init", "-q"]);
    release(&site, &["2024.1", "--date", "2024-01-31"]).succeeds();
    git(site.path(), &["add", "-A"]);
    git(site.path(), &["commit", "-qm", "Release 2024.1"]);
    let first = git(site.path(), &["rev-parse", "HEAD"])[..12].to_owned();
    virta(site.path(), ["check"]).succeeds();
    // Other words, and a release of them under the same id, committed in two steps.
    std::fs::remove_dir_all(site.join("releases")).expect("the release can be removed");
    site.write("site.toml", SETTINGS);
    site.replace("content/pages/tietoa/index.md", "m-words", "m-other-words");
    git(site.path(), &["add", "-A"]);
    git(site.path(), &["commit", "-qm", "Nothing to see"]);
    release(&site, &["2024.1", "--date", "2024-01-31"]).succeeds();
    git(site.path(), &["add", "-A"]);
    git(site.path(), &["commit", "-qm", "Nothing to see here either"]);
    let said = format!(
        "error[changed-release]: the release `2024.1` is not what was released: its manifest is another one than in commit {first}, which brought it\n --> releases/2024.1/manifest.json:1:1\n"
    );
    virta(site.path(), ["check"]).ends_with(1).says(&said).says(&format!("git checkout {first} -- releases/2024.1"));
    // The site is published all the same, and can be repaired as the help says.
    virta(site.path(), ["build"]).succeeds();
    git(site.path(), &["checkout", "-q", &first, "--", "releases/2024.1"]);
    virta(site.path(), ["check"]).succeeds();
}

#[test]
fn a_consultation_is_listed_with_its_last_day() {
    let site = site();
    release(&site, &["2024.1-luonnos", "--date", "2024-01-31", "--comment-until", "2024-03-01"]).succeeds();
    let end = "status = \"consultation\"\ncomment_until = 2024-03-01\nsource = { path = \"releases/2024.1-luonnos\" }\nformat = 1\n";
    assert!(site.text("site.toml").ends_with(end), "{}", site.text("site.toml"));
    virta(site.path(), ["check"]).succeeds();
}

#[test]
fn a_release_that_is_refused_leaves_nothing_behind() {
    let site = site();
    release(&site, &["2024.1", "--date", "2024-01-31"]).succeeds();
    let before = tree(site.path());
    release(&site, &["2024.1", "--date", "2024-02-01"]).ends_with(1).says("there is a release `2024.1` already");
    release(&site, &["2023.9", "--date", "2024-01-30"]).ends_with(1).says("before `2024.1` of 2024-01-31; say another day with --date");
    release(&site, &["2024.2", "--date", "2024-02-30"]).ends_with(2).says("a date is written as 2024-01-31");
    release(&site, &["../2024.2"]).ends_with(2).says("cannot be the id of a release");
    release(&site, &["2024.2", "--date", "2024-02-01", "--comment-until", "2024-01-31"]).ends_with(1).says("comments would end on 2024-01-31");
    release(&site, &["2024.2", "--git"]).ends_with(1);
    assert_eq!(tree(site.path()), before);
    site.write("content/pages/tietoa/index.md", "+++\ntitle = \"m-about\"\n+++\n\n[x](page:gone)\n");
    let before = tree(site.path());
    release(&site, &["2024.2", "--date", "2024-02-01"]).ends_with(1).says(" --> content/pages/tietoa/index.md:5:");
    assert_eq!(tree(site.path()), before);
}

#[test]
fn settings_that_take_no_table_at_their_end_are_left_alone() {
    let site = site();
    let text = "title = \"x\"\nbase_url = \"https://example.org/\"\nlanguages = [\"fi\"]\nreleases = []\n";
    site.write("site.toml", text);
    release(&site, &["2024.1", "--date", "2024-01-31"]).ends_with(1).says("site.toml does not take the release at its end").says("id     = \"2024.1\"");
    assert_eq!(site.text("site.toml"), text);
    assert!(!site.join("releases/2024.1").exists());
}

#[test]
fn a_tag_is_made_of_what_was_checked() {
    let site = site();
    git(site.path(), &["init", "-q"]);
    release(&site, &["2024.1", "--date", "2024-01-31", "--git"]).ends_with(1).says("nothing has been committed here yet");
    git(site.path(), &["add", "-A"]);
    git(site.path(), &["commit", "-qm", "All"]);
    site.write("content/pages/uusi/index.md", "+++\ntitle = \"m-new\"\n+++\n");
    let before = tree(&site.join("content"));
    release(&site, &["2024.1", "--date", "2024-01-31", "--git"]).ends_with(1).says("`content/pages/uusi/index.md` is not committed as it is");
    assert_eq!((tree(&site.join("content")), site.text("site.toml"), git(site.path(), &["tag"])), (before, SETTINGS.to_owned(), String::new()));
    git(site.path(), &["add", "-A"]);
    git(site.path(), &["commit", "-qm", "More"]);
    release(&site, &["2024.1", "--date", "2024-01-31", "--git"]).succeeds();
    assert_eq!(git(site.path(), &["rev-parse", "2024.1"]), git(site.path(), &["rev-parse", "HEAD"]));
    assert!(site.text("site.toml").ends_with("source = { git = \"2024.1\" }\nformat = 1\n"));
    assert!(!site.join("releases/2024.1/content").exists());
    site.replace("content/pages/uusi/index.md", "m-new", "m-newer");
    virta(site.path(), ["check"]).succeeds();
    virta(site.path(), ["build"]).succeeds();
    assert!(site.text("output/uusi/index.html").contains("m-new<"));
    virta(site.path(), ["verify".as_ref(), site.join("output").as_os_str()]).succeeds();
}

#[test]
fn one_changed_byte_of_a_published_site_is_found() {
    let site = site();
    release(&site, &["2024.1", "--date", "2024-01-31"]).succeeds();
    virta(site.path(), ["build"]).succeeds();
    let output = site.join("output");
    let verify = || virta(site.path(), ["verify".as_ref(), output.as_os_str()]);
    for path in ["tietoa/index.html", "feed.xml", "julkaisut/2024.1/sivusto/sv/index.html", "koodistot/sukupuoli/index.json", "julkaisut/2024.1/manifest.json"]
    {
        let path = if output.join(path).is_file() { path } else { "sv/julkaisut/2024.1/sivusto/index.html" };
        let path = if output.join(path).is_file() { path } else { "index.html" };
        let good = std::fs::read(output.join(path)).expect("the file was published");
        let mut bad = good.clone();
        let middle = bad.len() / 2;
        bad[middle] ^= 1;
        std::fs::write(output.join(path), &bad).expect("the file can be written");
        let run = verify().ends_with(1);
        assert!(run.stderr.starts_with(&format!("error[changed-file]: `{path}` is not what was published\n --> {path}:1:1\n")), "{}", run.stderr);
        std::fs::write(output.join(path), &good).expect("the file can be written");
    }
    site.write("output/tietoa/extra.txt", "x");
    verify().ends_with(1).says("error[additional-file]: `tietoa/extra.txt` was not published\n --> tietoa/extra.txt:1:1\n");
    std::fs::remove_file(output.join("tietoa/extra.txt")).expect("the file is there");
    std::fs::remove_file(output.join("sitemap.xml")).expect("the file is there");
    verify().ends_with(1).says("error[lost-file]: `sitemap.xml` was published and is not there\n --> sitemap.xml:1:1\n");
    virta(site.path(), ["verify", "content"]).ends_with(1).says("a site that virta has published holds one");
}

#[test]
fn a_manifest_that_agrees_with_a_changed_site_does_not_agree_with_the_release() {
    let site = site();
    release(&site, &["2024.1", "--date", "2024-01-31"]).succeeds();
    let manifest = site.text("releases/2024.1/manifest.json");
    virta(site.path(), ["build"]).succeeds();
    site.write("releases/2024.1/manifest.json", manifest.replace("1.2.0", "1.1.0"));
    virta(site.path(), ["verify".as_ref(), site.join("output").as_os_str()])
        .ends_with(1)
        .says("the manifest of the release `2024.1` is another than releases/2024.1/manifest.json");
    virta(site.path(), ["build"]).succeeds();
    virta(site.path(), ["verify".as_ref(), site.join("output").as_os_str()])
        .ends_with(1)
        .says("the page has version 1.2.0, and the release `2024.1` has 1.1.0\n --> julkaisut/2024.1/sivusto/koodistot/sukupuoli/index.json:1:1");
}

#[test]
fn a_frozen_release_that_was_touched_is_an_error_at_the_file() {
    let site = site();
    release(&site, &["2024.1", "--date", "2024-01-31"]).succeeds();
    site.replace("releases/2024.1/content/pages/tietoa/index.md", "m-words", "m-other");
    std::fs::remove_file(site.join("releases/2024.1/models/code-lists/sukupuoli.toml")).expect("the file is there");
    site.write("releases/2024.1/content/pages/lisa/index.md", "+++\ntitle = \"m-more\"\n+++\n");
    let run = virta(site.path(), ["check"]).ends_with(1);
    for (path, what) in [
        ("content/pages/lisa/index.md", "was not part of the release"),
        ("content/pages/tietoa/index.md", "has changed since it was released"),
        ("models/code-lists/sukupuoli.toml", "was released and is not there"),
    ] {
        assert!(run.stderr.contains(&format!("error[changed-release]: `{path}` {what}\n --> release 2024.1: {path}:1:1\n")), "{}", run.stderr);
    }
    virta(site.path(), ["build"]).ends_with(1);
}

#[test]
fn pages_of_a_frozen_release_are_linked_from_the_last_output_and_come_out_the_same() {
    use std::os::unix::fs::MetadataExt;
    let site = site();
    release(&site, &["2024.1", "--date", "2024-01-31"]).succeeds();
    site.replace("content/index.md", "m-front", "m-newer-front");
    release(&site, &["2024.2", "--date", "2024-02-29"]).succeeds();
    let inode = |path: &str| std::fs::metadata(site.join("output").join(path)).expect("the file was published").ino();
    let (old, root) = ("julkaisut/2024.1/sivusto/index.html", "index.html");
    virta(site.path(), ["build"]).succeeds();
    let (first, before, front) = (tree(&site.join("output")), inode(old), inode(root));
    // As if something else had changed: without this record the site is put together anew.
    std::fs::remove_file(site.join(".output.cache/kept")).expect("the record is there");
    virta(site.path(), ["build"]).succeeds();
    assert_eq!(inode(old), before, "the page was written again");
    assert_ne!(inode(root), front);
    assert!(tree(&site.join("output")) == first);
    virta(site.path(), ["verify".as_ref(), site.join("output").as_os_str()]).succeeds();
    // Touched, even with its old day and size: it is rendered.
    let path = site.join("output").join(old);
    let (good, day) =
        (std::fs::read(&path).expect("the page is there"), std::fs::metadata(&path).expect("the page is there").modified().expect("it has a day"));
    let mut bad = good.clone();
    bad[10] ^= 1;
    let file = std::fs::OpenOptions::new().write(true).open(&path).expect("the page can be opened");
    std::io::Write::write_all(&mut &file, &bad).expect("the page can be written");
    file.set_modified(day).expect("the day can be set");
    virta(site.path(), ["build"]).succeeds();
    assert!(tree(&site.join("output")) == first, "what was touched is not what is published");
    // Without the record, and after a change of the list of releases.
    std::fs::remove_file(site.join(".output.cache/frozen.json")).expect("the record is there");
    virta(site.path(), ["build"]).succeeds();
    assert!(tree(&site.join("output")) == first);
    site.replace("site.toml", "https://example.org/", "https://example.org/other/");
    virta(site.path(), ["build"]).succeeds();
    assert!(std::fs::read(&path).expect("the page is there") != good, "the citation has the site's address");
}

#[test]
fn comments_of_a_review_become_documents() {
    let site = site();
    release(&site, &["2024.1", "--date", "2024-01-31"]).succeeds();
    let json = r#"{"schema": "comments", "old": "2023.1", "new": "2024.1", "organisation": "Lapin hyvinvointialue", "comments": [
        {"fingerprint": "0a1b2c", "target": "code-list:sukupuoli", "title": "Koodi lisättiin", "text": "Miksi <b>?"}], "accepted": []}"#;
    site.write("answer.json", json);
    let run = virta(site.path(), ["import".as_ref(), "comments".as_ref(), site.join("answer.json").as_os_str()]).succeeds();
    assert_eq!(run.stdout, "content/comments/2024-1-lapin-hyvinvointialue-0a1b2c/index.md\n");
    virta(site.path(), ["check"]).succeeds();
    virta(site.path(), ["import".as_ref(), "comments".as_ref(), site.join("answer.json").as_os_str()])
        .ends_with(1)
        .says("is there already; --force writes over it");
    virta(site.path(), ["build", "--drafts"]).succeeds();
    assert!(site.text("output/comments/2024-1-lapin-hyvinvointialue-0a1b2c/index.html").contains("Miksi &lt;b&gt;?"));
}
