//! The same input gives the same bytes: in any folder, with any number of threads, in any place and language of the machine.

use std::path::{Path, PathBuf};

use super::contract;
use crate::support::folder::{Folder, assert_same, copy, tree};
use crate::support::program::{command, run};
use crate::support::site::{own, repository};

/// A copy of the repository's sources. Releases that are kept in git can only be read where the repository is.
fn sources(folder: &Folder) -> PathBuf {
    let settings = std::fs::read_to_string(repository().join("site.toml")).expect("the settings are there");
    if settings.contains("git =") {
        return repository().to_owned();
    }
    for part in ["content", "models", "releases", "themes"] {
        copy(&repository().join(part), &folder.join("another folder/with a longer name").join(part));
    }
    folder.write("another folder/with a longer name/site.toml", settings);
    folder.join("another folder/with a longer name")
}

fn build(site: &Path, output: &Path, jobs: &str, zone: &str, locale: &str) {
    std::fs::create_dir_all(output.parent().expect("the output is in a folder")).expect("a folder can be made");
    let mut command = command(site, ["build", "--jobs", jobs, "--output"]);
    run(command.arg(output).env("TZ", zone).env("LC_ALL", locale).env("LANG", locale)).succeeds();
}

#[test]
fn the_repositorys_own_site_is_the_same_wherever_it_is_built() {
    let folder = Folder::new("same-bytes");
    build(&sources(&folder), &folder.join("a/b"), "1", "Pacific/Kiritimati", "fi_FI.UTF-8");
    assert_same("with all threads here, with one thread elsewhere", &own().root, &folder.join("a/b"));
}

#[test]
fn neither_threads_nor_place_nor_language_of_the_machine_change_a_byte() {
    let folder = Folder::copy_of("same-bytes", &contract::site());
    let ways =
        [("1", "UTC", "C"), ("2", "UTC", "C"), ("8", "America/Adak", "C"), ("2", "Pacific/Kiritimati", "tr_TR.UTF-8"), ("2", "Asia/Kathmandu", "fi_FI.UTF-8")];
    for (at, (jobs, zone, locale)) in ways.into_iter().enumerate() {
        build(&contract::site(), &folder.join(&format!("out/{at}/output")), jobs, zone, locale);
        assert_same(&format!("--jobs {jobs}, TZ={zone}, LC_ALL={locale}"), &folder.join("out/0/output"), &folder.join(&format!("out/{at}/output")));
    }
    build(folder.path(), &folder.join("moved"), "2", "UTC", "C");
    assert_same("in another folder", &folder.join("out/0/output"), &folder.join("moved"));
}

#[test]
fn a_second_build_over_the_first_changes_nothing() {
    let folder = Folder::new("again");
    let output = folder.join("output");
    build(&contract::site(), &output, "2", "UTC", "C");
    let first = tree(&output);
    build(&contract::site(), &output, "2", "UTC", "C");
    assert_eq!(first, tree(&output));
}
