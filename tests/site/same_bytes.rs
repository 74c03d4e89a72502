//! The same input gives the same bytes: in any folder, with any number of threads, in any place and language of the machine.

use crate::support::folder::{Folder, assert_same, copy};
use crate::support::program::{command, run};
use crate::support::site::{own, repository};

/// A copy of the repository's sources; the folder around it is the caller's.
fn sources(folder: &Folder, path: &str) -> std::path::PathBuf {
    let site = folder.join(path);
    for part in ["content", "models", "releases", "themes"] {
        copy(&repository().join(part), &site.join(part));
    }
    std::fs::copy(repository().join("site.toml"), site.join("site.toml")).expect("the settings can be copied");
    site
}

#[test]
fn one_thread_or_two_here_or_there_today_or_tomorrow() {
    let folder = Folder::new("same-bytes");
    if std::fs::read_to_string(repository().join("site.toml")).is_ok_and(|settings| settings.contains("git =")) {
        // Releases that are read from git can only be built where the repository is.
        build(repository(), &folder.join("a"), "1", "Pacific/Kiritimati", "fi_FI.UTF-8");
        build(repository(), &folder.join("b/c"), "2", "America/Adak", "C");
    } else {
        build(&sources(&folder, "site"), &folder.join("a"), "1", "Pacific/Kiritimati", "fi_FI.UTF-8");
        build(&sources(&folder, "another folder/with a longer name"), &folder.join("b/c"), "2", "America/Adak", "C");
    }
    assert_same("one thread and two", &folder.join("a"), &folder.join("b/c"));
    assert_same("this folder and another", &own().root, &folder.join("a"));
}

fn build(site: &std::path::Path, output: &std::path::Path, jobs: &str, zone: &str, locale: &str) {
    std::fs::create_dir_all(output.parent().expect("the output is in a folder")).expect("a folder can be made");
    let mut command = command(site, ["build", "--jobs", jobs, "--output"]);
    run(command.arg(output).env("TZ", zone).env("LC_ALL", locale).env("LANG", locale)).succeeds();
}

#[test]
fn a_second_build_over_the_first_changes_nothing() {
    let folder = Folder::new("again");
    let site = folder.join("site");
    run(command(&site, ["init"]).arg(&site)).succeeds();
    run(&mut command(&site, ["build"])).succeeds();
    let first = crate::support::folder::tree(&site.join("output"));
    run(&mut command(&site, ["build"])).succeeds();
    assert_eq!(first, crate::support::folder::tree(&site.join("output")));
}
