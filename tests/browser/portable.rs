//! A portable build, opened from the disk: the same site, without a server.

use crate::support::folder::Folder;
use crate::support::none;
use crate::support::page::{broken_links, look};
use crate::support::site::{Built, repository};

use super::chromium::{Browser, Mode};
use super::kinds::shown;
use super::modes::{Problems, heard};

#[test]
fn a_portable_build_is_read_from_the_disk() {
    let folder = Folder::new("portable site");
    let (built, _) = Built::of(repository(), &folder.join("ä site"), &["--portable"]);
    none("links that a disk does not follow", broken_links(&built, &look(&built), true));

    let mut browser = Browser::start();
    let mut problems = Problems::default();
    browser.show_as(Mode::light(1280));
    let root = format!("file://{}/", built.root.display()).replace(' ', "%20").replace('ä', "%C3%A4");
    for page in shown(&built).iter().filter(|page| page.language != "en" && page.address != "404.html") {
        browser.events();
        browser.open(&format!("{root}{}index.html", page.address));
        if browser.value("document.styleSheets.length > 0 && getComputedStyle(document.body).margin === '0px'") != true {
            problems.add(&page.address, "the style sheet is not applied");
        }
        for problem in heard(&mut browser, &root) {
            problems.add(&page.address, problem);
        }
    }
    browser.open(&format!("{root}index.html"));
    browser.value("document.querySelector('main a[href$=\"index.html\"], nav a[href$=\"index.html\"]').click()");
    browser.wait_for("Page.loadEventFired");
    if browser.value("document.querySelectorAll('main h1').length") != 1 || browser.value("location.protocol") != "file:" {
        problems.add("index.html", "a link leads to no page");
    }
    problems.are_none("problems of the portable build");
}
