//! What other programs read: manifest, twins, tables, catalogue, map and feeds.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Document;
use sha2::{Digest, Sha256};

use crate::support::expected::sources_of_root;
use crate::support::json::Json;
use crate::support::links::{Target, follow};
use crate::support::none;
use crate::support::page::own_pages;
use crate::support::site::{Built, own, repository};

const BASE: &str = "https://example.org/virta/";

/// Reads a JSON file of a site.
#[track_caller]
fn json(built: &Built, path: &str) -> Json {
    Json::parse(&built.bytes(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_manifest_names_every_other_file_with_its_digest() {
    let built = own();
    let manifest = json(built, "manifest.json");
    let text = |entry: &Json, key: &str| entry.get(key).and_then(Json::text).unwrap_or_default().to_owned();
    let named: BTreeMap<String, String> =
        manifest.get("files").map_or(&[][..], Json::items).iter().map(|entry| (text(entry, "path"), text(entry, "sha256"))).collect();
    let mut wrong: Vec<String> =
        built.files.iter().filter(|path| *path != "manifest.json" && !named.contains_key(*path)).map(|path| format!("{path} is not named")).collect();
    for (path, digest) in &named {
        if !built.files.contains(path) || path == "manifest.json" {
            wrong.push(format!("{path} should not be named"));
        } else if *digest != format!("{:x}", Sha256::digest(built.bytes(path))) {
            wrong.push(format!("{path} has another digest"));
        }
    }
    none("errors of the manifest", wrong);
}

#[test]
fn every_json_file_can_be_read_and_says_each_key_once() {
    let built = own();
    let files = built.ending(".json").chain(built.ending(".jsonld"));
    none("JSON that cannot be read", files.filter_map(|path| Json::parse(&built.bytes(path)).err().map(|error| format!("{path}: {error}"))));
}

#[test]
fn every_twin_begins_with_what_it_is() {
    let built = own();
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in built.ending("index.json") {
        count += 1;
        // What cannot be read is told by the test above.
        let Ok(twin) = Json::parse(&built.bytes(path)) else { continue };
        let keys = twin.keys();
        if keys.get(..5) != Some(&["schema", "kind", "id", "release", "illustrative"]) {
            wrong.push(format!("{path} begins with {:?}", keys.iter().take(5).collect::<Vec<_>>()));
            continue;
        }
        let kind = twin.get("kind").and_then(Json::text).unwrap_or_default();
        let schema = twin.get("schema").and_then(Json::text).unwrap_or_default();
        match follow(path, schema, &built.files, true) {
            Target::File(file, _) if file == format!("schema/{kind}.json") => {}
            other => wrong.push(format!("{path}: the schema {schema} of a {kind} leads to {other:?}")),
        }
        if !matches!(twin.get("illustrative"), Some(Json::Boolean(_))) {
            wrong.push(format!("{path}: illustrative is {:?}", twin.get("illustrative")));
        }
        if !matches!(twin.get("release"), Some(Json::Null | Json::Text(_))) {
            wrong.push(format!("{path}: release is {:?}", twin.get("release")));
        }
        let id = twin.get("id").and_then(Json::text).unwrap_or_default();
        let folder = path.trim_end_matches("/index.json").rsplit('/').next().unwrap_or_default();
        let is_named_otherwise = matches!(kind, "region" | "information-model");
        if id.rsplit('/').next() != Some(folder) && !is_named_otherwise {
            wrong.push(format!("{path}: the id is `{id}`"));
        }
    }
    none("twins that do not begin as promised", wrong);
    assert!(count > 100, "there are only {count} twins");
}

#[test]
fn every_page_of_a_typed_thing_names_its_twin() {
    let built = own();
    let mut wrong = Vec::new();
    for page in own_pages() {
        let folder = page.path.trim_end_matches("index.html");
        let has_twin = built.files.contains(&format!("{folder}index.json"));
        let named: Vec<&str> = page.links.iter().filter(|link| link.media_type == "application/json").map(|link| link.address.as_str()).collect();
        let leads =
            named.iter().all(|address| matches!(follow(&page.path, address, &built.files, true), Target::File(path, _) if path.ends_with("index.json")));
        if !leads || has_twin && named.is_empty() {
            wrong.push(format!("{}: {named:?}", page.path));
        }
    }
    none("pages that do not name their twin, or name what is not there", wrong);
}

/// A table of values: its header, and its rows.
type Table = (Vec<String>, Vec<Vec<String>>);

fn table(text: &str, separator: u8) -> Table {
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let words = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = words(reader.headers().expect("a table has a header"));
    let rows = reader.records().map(|row| words(&row.expect("a row can be read"))).collect();
    (header, rows)
}

/// A row's value by what it is about: region, period and the cells of its dimensions.
fn values(table: &Table, dimensions: &[&str]) -> BTreeMap<Vec<String>, Option<f64>> {
    table.1.iter().map(|row| (about(table, row, dimensions), cell(table, row, "value").replace(',', ".").parse().ok())).collect()
}

/// What the suppressed rows of a table are about.
fn suppressed(table: &Table, dimensions: &[&str]) -> BTreeSet<Vec<String>> {
    table.1.iter().filter(|row| cell(table, row, "status") == "Q").map(|row| about(table, row, dimensions)).collect()
}

/// Region, period and codes of a row.
fn about(table: &Table, row: &[String], dimensions: &[&str]) -> Vec<String> {
    let total = |cell: String| if cell == "total" { String::new() } else { cell };
    ["region", "period"].iter().map(|name| cell(table, row, name)).chain(dimensions.iter().map(|name| total(cell(table, row, name)))).collect()
}

fn cell(table: &Table, row: &[String], name: &str) -> String {
    let at = table.0.iter().position(|column| column == name);
    at.and_then(|at| row.get(at)).map(|cell| cell.trim().to_owned()).unwrap_or_default()
}

#[test]
fn a_published_table_says_what_its_source_says_in_one_form() {
    let built = own();
    let root = sources_of_root(repository());
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in built.ending("/data.csv").filter(|path| path.starts_with("mittarit/")) {
        count += 1;
        let text = built.text(path);
        let id = path.split('/').nth(1).unwrap_or_default();
        if text.contains('\r') || !text.ends_with('\n') || text.starts_with('\u{feff}') {
            wrong.push(format!("{path}: lines end with LF, and there is no mark at the beginning"));
        }
        let published = table(&text, b',');
        let known = ["region", "period", "value", "numerator", "denominator", "lower", "upper", "status", "note", "illustrative"];
        let dimensions: Vec<&str> = published.0.iter().map(String::as_str).filter(|column| !known.contains(column)).collect();
        if published.0.last().map(String::as_str) != Some("illustrative") || !dimensions.is_sorted() {
            wrong.push(format!("{path}: the columns are {:?}", published.0));
        }
        if published.1.iter().any(|row| row.len() != published.0.len() || !matches!(row.last().map(String::as_str), Some("true" | "false"))) {
            wrong.push(format!("{path}: rows are as long as the header and end with true or false"));
        }
        let source = root.path().join(format!("content/indicators/{id}/data.csv"));
        let Ok(source) = std::fs::read_to_string(source) else { continue };
        let header = source.lines().next().unwrap_or_default();
        let separator = *[b';', b',', b'\t'].iter().find(|mark| header.bytes().any(|byte| byte == **mark)).unwrap_or(&b',');
        let source = table(source.trim_start_matches('\u{feff}'), separator);
        let missing: Vec<&String> = source.0.iter().filter(|column| !published.0.contains(column)).collect();
        if !missing.is_empty() {
            wrong.push(format!("{path}: the source's columns {missing:?} are gone"));
        }
        // What the working tree suppresses is withheld from every release at once.
        let newer = std::fs::read_to_string(repository().join(format!("content/indicators/{id}/data.csv"))).unwrap_or_default();
        let secret = suppressed(&table(&newer, separator), &dimensions);
        let told = |rows: &Table| values(rows, &dimensions).into_iter().filter(|(about, _)| !secret.contains(about)).collect::<Vec<_>>();
        if told(&source) != told(&published) {
            wrong.push(format!("{path}: the values are not the source's"));
        }
    }
    none("tables that are not in the promised form", wrong);
    assert!(count > 10, "there are only {count} tables");
}

#[test]
fn pictures_of_charts_are_xml_that_loads_nothing() {
    let built = own();
    let mut wrong = Vec::new();
    for path in built.ending(".svg") {
        let text = built.text(path);
        match Document::parse(&text) {
            Err(error) => wrong.push(format!("{path}: {error}")),
            Ok(document) => {
                let root = document.root_element();
                if root.tag_name().namespace() != Some("http://www.w3.org/2000/svg") {
                    wrong.push(format!("{path}: the root is not an SVG"));
                }
                if root.attribute("viewBox").is_none() && root.attribute("width").is_none() {
                    wrong.push(format!("{path}: has no size"));
                }
                let outside = |node: &roxmltree::Node| {
                    node.has_tag_name("script") || node.attributes().any(|attribute| attribute.name() == "href" && attribute.value().contains("//"))
                };
                wrong.extend(document.descendants().filter(outside).map(|node| format!("{path}: <{}> loads or runs something", node.tag_name().name())));
            }
        }
    }
    none("pictures that are not sound", wrong);
}

#[test]
fn every_page_of_charts_has_pictures_beside_it() {
    let built = own();
    let is_indicator = |path: &str| {
        let parts: Vec<&str> = path.split('/').collect();
        matches!(parts.as_slice(), ["mittarit", _, _] | ["sv", "indikatorer", _, _] | ["en", "indicators", _, _])
    };
    let pictures = |folder: &str| built.ending(".svg").filter(|file| file.strip_prefix(folder).is_some_and(|name| !name.contains('/'))).count();
    let bare =
        own_pages().iter().filter(|page| is_indicator(&page.path)).filter(|page| (page.charts > 0) != (pictures(page.path.trim_end_matches("index.html")) > 0));
    none("indicators with charts and no pictures, or the other way", bare.map(|page| format!("{}: {} charts", page.path, page.charts)));
}

#[test]
fn the_words_of_a_chart_are_in_the_language_of_its_page() {
    let built = own();
    let mut wrong = Vec::new();
    for path in built.ending(".svg").filter(|path| path.starts_with("mittarit/")) {
        let said = |path: &str| {
            let text = built.text(path);
            let document = Document::parse(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            let words = |name: &str| document.descendants().find(|node| node.has_tag_name(name)).and_then(|node| node.text()).unwrap_or_default().to_owned();
            (words("title"), words("desc"))
        };
        let rest = path.trim_start_matches("mittarit/");
        let (finnish, swedish, english) = (said(path), said(&format!("sv/indikatorer/{rest}")), said(&format!("en/indicators/{rest}")));
        if finnish.1.is_empty()
            || finnish.0 == swedish.0
            || finnish.0 == english.0
            || finnish.1 == swedish.1
            || finnish.1 == english.1
            || swedish.1 == english.1
        {
            wrong.push(format!("{path}: {finnish:?}, {swedish:?}, {english:?}"));
        }
    }
    none("charts that say the same in two languages", wrong);
}

#[test]
fn the_map_of_the_site_names_every_page_once() {
    let built = own();
    let text = built.text("sitemap.xml");
    let document = Document::parse(&text).expect("the map is XML");
    let addresses: Vec<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.sitemaps.org/schemas/sitemap/0.9", "loc")))
        .filter_map(|node| node.text())
        .collect();
    let mut wrong = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for address in &addresses {
        let Some(path) = address.strip_prefix(BASE) else {
            wrong.push(format!("{address} is not an address of the site"));
            continue;
        };
        if !seen.insert(path) {
            wrong.push(format!("{address} comes twice"));
        }
        if !built.files.contains(&format!("{path}index.html")) {
            wrong.push(format!("{address} is not there"));
        }
    }
    let dated = |path: &str| path.contains("/sivusto/") || path.contains("/webbplats/") || path.contains("/site/");
    let pages = built.ending("index.html").map(|path| path.trim_end_matches("index.html")).filter(|path| !dated(path));
    wrong.extend(pages.filter(|path| !seen.contains(path)).map(|path| format!("/{path} is not named")));
    none("errors of the map", wrong);
}

#[test]
fn every_language_has_a_feed_whose_entries_lead_somewhere() {
    let built = own();
    let mut wrong = Vec::new();
    for (path, language) in [("feed.xml", "fi"), ("sv/feed.xml", "sv"), ("en/feed.xml", "en")] {
        let text = built.text(path);
        let document = Document::parse(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let root = document.root_element();
        let atom = "http://www.w3.org/2005/Atom";
        let child = |node: roxmltree::Node, name: &str| node.children().filter(|child| child.has_tag_name((atom, name))).count();
        assert!(root.has_tag_name((atom, "feed")), "{path} is not a feed");
        assert_eq!(root.attribute(("http://www.w3.org/XML/1998/namespace", "lang")), Some(language), "{path}");
        for name in ["id", "title", "updated"] {
            assert_eq!(child(root, name), 1, "{path}: {name}");
        }
        let mut ids = std::collections::BTreeSet::new();
        let mut count = 0;
        for entry in root.children().filter(|node| node.has_tag_name((atom, "entry"))) {
            count += 1;
            let id = entry.children().find(|child| child.has_tag_name((atom, "id"))).and_then(|id| id.text()).unwrap_or_default();
            if !ids.insert(id.to_owned()) {
                wrong.push(format!("{path}: the id {id} comes twice"));
            }
            wrong.extend(["title", "updated"].iter().filter(|name| child(entry, name) != 1).map(|name| format!("{path}: {id} has no {name}")));
            for link in entry.children().filter(|child| child.has_tag_name((atom, "link"))).filter_map(|link| link.attribute("href")) {
                let there = link.strip_prefix(BASE).map(|rest| follow("index.html", if rest.is_empty() { "./" } else { rest }, &built.files, false));
                if !matches!(there, Some(Target::File(..))) {
                    wrong.push(format!("{path}: {link} leads nowhere"));
                }
            }
        }
        assert!(count > 0, "{path} has no entries");
    }
    none("errors of the feeds", wrong);
}

#[test]
fn the_catalogue_names_each_indicator_that_has_values_with_its_files() {
    let built = own();
    let text = built.text("catalog.jsonld");
    let catalogue = json(built, "catalog.jsonld");
    assert!(catalogue.get("@context").is_some(), "the catalogue has no context");
    let tables = built.ending("/data.csv").filter(|path| path.starts_with("mittarit/"));
    none("tables that the catalogue does not name", tables.filter(|path| !text.contains(&format!("\"{BASE}{path}\""))));
    let addresses = text.split('"').filter_map(|word| word.strip_prefix(BASE)).map(|path| path.split('#').next().unwrap_or_default());
    let lost = addresses.filter(|path| !path.is_empty()).filter(|path| matches!(follow("index.html", path, &built.files, false), Target::Nowhere(_)));
    none("addresses of the catalogue that are not there", lost);
}
