//! Every address of the contract is there in every language, and nothing else is.

use crate::support::expected::expected;
use crate::support::none;
use crate::support::site::{own, repository};

#[test]
fn every_promised_page_is_there_in_every_language() {
    let expected = expected(repository(), false);
    assert!(expected.pages.len() > 1000, "only {} pages are promised", expected.pages.len());
    none("pages that are not there", expected.pages.difference(&own().files));
}

#[test]
fn no_page_is_there_for_what_is_absent() {
    let expected = expected(repository(), false);
    none("pages that nothing stands behind", own().ending("index.html").filter(|path| !expected.allows(path)));
}

#[test]
fn twins_tables_feeds_and_the_files_of_the_whole_site_are_there() {
    let expected = expected(repository(), false);
    none("files that are not there", expected.files.difference(&own().files));
    let known = |path: &&str| expected.files.contains(*path);
    none("twins that nothing stands behind", own().ending("index.json").filter(|path| !known(path)));
}

#[test]
fn a_dated_comparison_says_why_it_has_no_pairs() {
    for (path, words) in [
        ("julkaisut/2022.1/sivusto/vertailu/index.html", "ei ole kahden alueen vertailusivuja: ne ovat vain voimassa olevilla sivuilla."),
        ("sv/utgavor/2022.1/webbplats/jamforelse/index.html", "inga sidor som jämför två områden: de finns bara bland de aktuella sidorna."),
        ("en/releases/2022.1/site/comparison/index.html", "no pages of two regions: only the current pages do."),
    ] {
        assert!(own().text(path).contains(words), "{path} does not say `{words}`");
    }
    assert!(!own().text("vertailu/index.html").contains("ei ole kahden alueen vertailusivuja"));
}
