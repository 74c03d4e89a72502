//! The output folder is complete, old or new, at every instant, and nobody else's folder is touched.

use std::fs::{self, File};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::folder::{Folder, tree};
use crate::support::program::{build, command, run, virta};
use crate::support::site::own;

/// A small site with an output.
fn small() -> Folder {
    let folder = Folder::new("output");
    run(command(folder.path(), ["init"]).arg(folder.path())).succeeds();
    virta(folder.path(), ["build"]).succeeds();
    folder
}

/// What a build has left beside the output.
fn beside(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("a name").file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with(".output")).collect()
}

#[test]
fn a_build_that_fails_leaves_the_last_good_output() {
    let site = small();
    let before = tree(&site.join("output"));
    site.replace("content/index.md", "page:tietoa", "page:tieota");
    virta(site.path(), ["build"]).ends_with(1).says("content/index.md:");
    assert_eq!(before, tree(&site.join("output")));
    site.replace("content/index.md", "page:tieota", "page:tietoa");
    site.write("themes/virta/templates/base.html", "{{ nothing.of.this }}{% if %}");
    virta(site.path(), ["build"]).ends_with(1);
    assert_eq!(before, tree(&site.join("output")));
    assert_eq!(beside(site.path()), [""; 0], "something is left beside the output");
}

#[test]
fn what_was_published_before_and_is_no_longer_meant_is_gone() {
    let site = small();
    virta(site.path(), ["new", "page", "hetki"]).succeeds();
    virta(site.path(), ["build"]).succeeds();
    assert!(site.join("output/hetki/index.html").is_file());
    fs::remove_dir_all(site.join("content/pages/hetki")).expect("the page can be removed");
    virta(site.path(), ["build"]).succeeds();
    assert!(!site.join("output/hetki").exists(), "a page stays that has no source");
    assert_eq!(beside(site.path()), [""; 0], "something is left beside the output");
}

#[test]
fn two_builds_of_one_folder_do_not_mix() {
    let site = small();
    let before = tree(&site.join("output"));
    let staging = site.join(".output.staging");
    fs::create_dir_all(&staging).expect("a folder can be made");
    let lock = File::open(&staging).expect("the folder can be opened");
    lock.try_lock().expect("nobody else is here");
    virta(site.path(), ["build"]).ends_with(1).says("another run is writing");
    assert_eq!(before, tree(&site.join("output")));
    drop(lock);
    virta(site.path(), ["build"]).succeeds();
}

#[test]
fn what_a_run_that_was_cut_off_has_left_is_no_hindrance() {
    let site = small();
    let before = tree(&site.join("output"));
    for left in [".output.staging/sv/index.html", ".output.old/sv/index.html"] {
        site.write(left, "half a page");
    }
    virta(site.path(), ["build"]).succeeds();
    assert_eq!(before, tree(&site.join("output")));
    virta(site.path(), ["build"]).succeeds();
    assert!(!site.join(".output.staging").exists() && !site.join(".output.old").exists(), "leftovers stay");
}

#[test]
fn a_folder_that_holds_something_else_is_refused() {
    let site = small();
    site.write("mine/letter.txt", "my own");
    virta(site.path(), ["build", "--output"].map(str::to_owned).into_iter().chain([site.join("mine").display().to_string()])).ends_with(1).says("mine");
    assert_eq!(tree(&site.join("mine")).len(), 1);
    site.write("file", "my own");
    build(site.path(), &site.join("file"), &[]).ends_with(1);
    assert_eq!(site.text("file"), "my own");
    for sources in ["content", "models", "themes", "releases/x", "content/pages/new", "."] {
        build(site.path(), &site.join(sources), &[]).ends_with(1);
        assert!(site.join("content/index.md").is_file(), "{sources}");
    }
    fs::create_dir_all(site.join("empty")).expect("a folder can be made");
    build(site.path(), &site.join("empty"), &[]).succeeds();
    build(site.path(), &site.join("deep/er/than/that"), &[]).succeeds();
}

#[test]
fn a_build_that_is_killed_leaves_the_old_output_or_the_new_one() {
    let folder = Folder::new("killed");
    let site = folder.join("site");
    run(command(&site, ["init"]).arg(&site)).succeeds();
    // Enough pages that there is a middle to be killed in.
    for at in 0..600 {
        folder.write(&format!("site/content/pages/sivu-{at}/index.md"), format!("+++\ntitle = \"Sivu {at}\"\n+++\n\n{}\n", "Sanoja sivulla. ".repeat(50)));
    }
    let settings = fs::read_to_string(site.join("site.toml")).expect("the settings are there");
    let output = folder.join("output");
    let started = Instant::now();
    build(&site, &output, &[]).succeeds();
    let whole = started.elapsed();
    let old = tree(&output);
    fs::write(site.join("site.toml"), settings.replace("Uusi sivusto", "Toinen nimi")).expect("the settings can be written");
    build(&site, &folder.join("new"), &[]).succeeds();
    let new = tree(&folder.join("new"));
    assert_ne!(old.get("index.html"), new.get("index.html"));
    for part in [30, 60, 80, 90, 96] {
        let mut child = command(&site, ["build", "--output"])
            .arg(&output)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("the program starts");
        thread::sleep(whole * part / 100);
        child.kill().expect("the program can be killed");
        child.wait().expect("the program ends");
        let now = tree(&output);
        assert!(now == old || now == new, "after {part} % of a build the output is neither the old one nor the new one");
    }
    build(&site, &output, &[]).succeeds();
    assert!(tree(&output) == new, "after runs that were cut off, a whole one publishes all");
}

#[test]
fn a_reader_finds_a_page_at_every_instant() {
    let site = small();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !done.load(Ordering::Relaxed) {
                for page in ["index.html", "sv/tietoa/index.html", "manifest.json"] {
                    let text = fs::read_to_string(site.join("output").join(page)).unwrap_or_else(|error| panic!("{page}: {error}"));
                    assert!(text.trim_end().ends_with(if page.ends_with("json") { '}' } else { '>' }), "{page} is not whole");
                    reads += 1;
                }
                thread::sleep(Duration::from_micros(200));
            }
            reads
        });
        // Another name each time, so that each run publishes.
        for (old, new) in [("Uusi sivusto", "Nimi 1"), ("Nimi 1", "Nimi 2"), ("Nimi 2", "Nimi 3"), ("Nimi 3", "Nimi 4"), ("Nimi 4", "Nimi 5")] {
            site.replace("site.toml", old, new);
            virta(site.path(), ["build"]).succeeds();
        }
        done.store(true, Ordering::Relaxed);
        assert!(reader.join().expect("every page was there") > 100, "hardly anything was read");
    });
}

#[test]
fn nothing_that_is_published_can_only_be_read_by_its_owner() {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o444;
        assert_eq!(mode(&own().root.join("index.html")), 0o444);
        assert_eq!(mode(&own().root), 0o444);
    }
}
