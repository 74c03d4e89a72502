//! Every link leads somewhere, whichever folder the site is put into.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::links::{Target, follow};
use crate::support::none;
use crate::support::page::{Seen, broken_links, own_pages};
use crate::support::site::own;

const BASE: &str = "https://example.org/virta/";

#[test]
fn every_link_of_the_site_leads_to_a_page_and_an_id_that_are_there() {
    none("links that lead nowhere", broken_links(own(), own_pages(), false));
}

#[test]
fn only_the_error_page_and_canonical_links_name_the_site_by_its_address() {
    let links = own_pages().iter().filter(|page| page.path != "404.html").flat_map(|page| page.links.iter().map(move |link| (page, link)));
    let links: Vec<_> = links.filter(|(_, link)| !link.is_canonical).collect();
    let says = |(page, link): &(&Seen, &crate::support::page::Link)| format!("{}: {} {}", page.path, link.element, link.address);
    let absolute = links.iter().filter(|(_, link)| link.address.starts_with('/') || link.address.starts_with(BASE.trim_end_matches('/')));
    none("absolute links into the site", absolute.map(says));
    let files = links
        .iter()
        .filter(|(_, link)| !link.address.contains("://") && link.address.split(['#', '?']).next().is_some_and(|path| path.ends_with("index.html")));
    none("links that name index.html", files.map(says));
}

#[test]
fn every_page_is_reached_from_its_front_page_in_four_steps() {
    let built = own();
    let by_path: BTreeMap<&str, &Seen> = own_pages().iter().map(|page| (page.path.as_str(), page)).collect();
    let is_front = |path: &str| {
        let folder = path.trim_end_matches("index.html").trim_end_matches('/');
        matches!(folder, "" | "sv" | "en") || ["sivusto", "webbplats", "site"].contains(&folder.rsplit('/').next().unwrap_or_default())
    };
    let mut seen: BTreeSet<&str> = by_path.keys().copied().filter(|path| is_front(path)).collect();
    assert!(seen.len() >= 3, "{seen:?}");
    let mut last: Vec<&str> = seen.iter().copied().collect();
    for _ in 0..4 {
        let mut next = Vec::new();
        for page in last.iter().filter_map(|path| by_path.get(path)) {
            for link in page.links.iter().filter(|link| link.element.starts_with("<a ")) {
                if let Target::File(path, _) = follow(&page.path, &link.address, &built.files, false)
                    && let Some((path, _)) = by_path.get_key_value(path.as_str())
                    && seen.insert(path)
                {
                    next.push(*path);
                }
            }
        }
        last = next;
    }
    none("pages more than four steps away", by_path.keys().filter(|path| **path != "404.html" && !seen.contains(*path)));
}

#[test]
fn the_error_page_works_wherever_it_is_shown() {
    let page = own_pages().iter().find(|page| page.path == "404.html").expect("there is an error page");
    let mut count = 0;
    let mut wrong = Vec::new();
    for link in page.links.iter().filter(|link| !link.address.starts_with('#')) {
        count += 1;
        match link.address.strip_prefix(BASE) {
            Some(rest) => match follow("index.html", if rest.is_empty() { "./" } else { rest }, &own().files, false) {
                Target::Nowhere(why) => wrong.push(format!("{}: {why}", link.address)),
                Target::Outside | Target::File(..) => {}
            },
            None if link.address.contains("://") => {}
            None => wrong.push(format!("{} is relative", link.address)),
        }
    }
    none("links of 404.html", wrong);
    assert!(count > 3, "404.html has hardly any links");
}

#[test]
fn addresses_are_followed_from_their_page() {
    let files: BTreeSet<String> = ["index.html", "a/index.html", "a/b/index.html", "a/data.csv"].map(str::to_owned).into();
    let file = |path: &str, id: Option<&str>| Target::File(path.to_owned(), id.map(str::to_owned));
    assert_eq!(follow("a/b/index.html", "../../", &files, false), file("index.html", None));
    assert_eq!(follow("a/b/index.html", "../data.csv", &files, false), file("a/data.csv", None));
    assert_eq!(follow("a/index.html", "#x", &files, false), file("a/index.html", Some("x")));
    assert_eq!(follow("a/index.html", "./", &files, false), file("a/index.html", None));
    assert_eq!(follow("a/index.html", "b/?q=1#k%C3%A4", &files, false), file("a/b/index.html", Some("kä")));
    assert_eq!(follow("index.html", "a/b/index.html", &files, true), file("a/b/index.html", None));
    assert_eq!(follow("index.html", "mailto:a@b.fi", &files, false), Target::Outside);
    for nowhere in ["../../../", "/a/", "c/", "a"] {
        assert!(matches!(follow("a/b/index.html", nowhere, &files, false), Target::Nowhere(_)), "{nowhere}");
    }
    assert!(matches!(follow("index.html", "a/", &files, true), Target::Nowhere(_)));
}
