//! What every page promises, whatever it shows; and what the pages of this room say.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{Form, Plan, Site, plan};
use crate::release::Release;
use crate::render::Renderer;
use crate::render::theme::Theme;
use crate::resolve;
use crate::source::Sources;
use crate::testing::{resolved, sources};

/// A small site in three languages and one that no catalogue speaks, with two releases, a collection and something removed.
const PROJECT: &str = r#"
//- site.toml
title = { fi = "Koe", sv = "Prov", en = "Trial" }
base_url = "https://example.org/koe/"
languages = ["fi", "sv", "en", "se"]
publisher = { name = "Julkaisija", url = "https://example.org/" }
edit_url = "https://example.org/edit/"
[[releases]]
id = "0"
date = 2021-01-31
status = "withdrawn"
reason = { fi = "Väärät luvut." }
source = { path = "releases/0" }
format = 1
[[releases]]
id = "1"
date = 2022-01-31
status = "released"
source = { path = "releases/1" }
format = 1
[[releases]]
id = "2"
date = 2023-01-31
status = "released"
source = { path = "releases/2" }
format = 1
[[releases]]
id = "3"
date = 2024-01-31
status = "consultation"
comment_until = 2024-02-29
source = { path = "releases/3" }
format = 1
//- content/index.md
+++
title = { fi = "Lupaus", sv = "Löfte", en = "Promise" }
summary = { fi = "Yksi lause.", sv = "En mening." }
+++
Alku.

## Väliotsikko
//- content/pages/ohje/index.md
+++
title = { fi = "Ohje", en = "Guide" }
nav = true
+++
## Yksi
## Kaksi
## Kolme
//- content/pages/ohje/index.sv.md
+++
title = "Anvisning"
+++
## Ett
//- models/collections/asiat.toml
name = { fi = "Asiat", sv = "Saker", en = "Things" }
[fields.kind]
type = "enum"
values = ["iso", "pieni"]
label = { fi = "Koko", sv = "Storlek", en = "Size" }
[fields.day]
type = "date"
required = true
label = { fi = "Päivä", sv = "Dag", en = "Day" }
[fields.rows]
type = "table"
label = { fi = "Rivit", sv = "Rader", en = "Rows" }
[fields.rows.columns.name]
type = "localized"
label = { fi = "Nimi" }
[fields.rows.columns.amount]
type = "number"
label = { fi = "Määrä" }
[[charts]]
kind = "stacked"
table = "rows"
columns = ["name", "amount"]
//- content/asiat/a/index.md
+++
title = "Äiti & <isä>"
day = "2022-10"
kind = "iso"
[[rows]]
name = { fi = "rivi", sv = "rad", en = "row" }
amount = 1.5
[[rows]]
name = { fi = "toinen", sv = "andra", en = "second" }
+++
//- models/removed.toml
[[removed]]
kind = "page"
id = "vanha"
release = "2"
reason = { fi = "Vanheni.", sv = "Föråldrades." }
replaced_by = "ohje"
"#;

/// The site of the project: each release says the same, but the first still has what was removed later.
fn site(sources: &Sources) -> Site {
    let (settings, _) = resolve::settings(sources);
    let settings = settings.expect("the settings are good");
    let (model, report) = resolved(sources);
    assert!(report.diagnostics.iter().all(|found| found.severity != crate::diagnostic::Severity::Error), "{}", report.human(false));
    let mut releases = Vec::new();
    for entry in settings.releases.iter().filter(|entry| !crate::plan::is_withdrawn(&entry.status)) {
        let mut model = model.clone();
        if &*entry.id == "1" {
            let mut old = model.pages[&crate::model::Id::from("ohje")].clone();
            old.id = "vanha".into();
            model.pages.insert(old.id.clone(), old);
            model.removed.clear();
        }
        releases.push(Release::new(entry.id.clone(), entry.date, &entry.status, &*entry.id == "2", model));
    }
    Site { settings, releases, root: 1 }
}

/// The pages that people read, by path.
struct Pages {
    html: BTreeMap<String, String>,
    paths: BTreeSet<String>,
}

fn pages(portable: bool) -> Pages {
    let sources = sources(PROJECT);
    let site = site(&sources);
    let theme = Theme::new(&site.settings, "virta", &Sources::default()).0.expect("the theme is good");
    let (plan, _): (Plan, _) = plan(&site, &theme.published());
    let renderer = Renderer::new(&site, &plan, &theme, portable);
    let mut html = BTreeMap::new();
    for (path, page) in plan.pages.iter().filter(|(_, page)| matches!(page.form, Form::Html | Form::NotFound)) {
        let bytes = renderer.bytes(page).unwrap_or_else(|error| panic!("{path}: {}", error.0));
        html.insert(path.clone(), String::from_utf8(bytes).expect("a page is UTF-8"));
    }
    Pages { html, paths: plan.pages.iter().map(|(path, _)| path.clone()).collect() }
}

/// The values of an attribute on a page.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    page.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_has_its_frame() {
    for (path, page) in &pages(false).html {
        for (part, times) in
            [("<h1", 1), ("<main id=\"main-content\"", 1), ("href=\"#main-content\"", 1), ("<nav class=\"nav\"", 1), ("Content-Security-Policy", 1)]
        {
            assert_eq!(page.matches(part).count(), times, "{path}: {part}");
        }
        assert!(page.starts_with("<!doctype html>\n<html lang=\""), "{path}");
        assert!(!page.contains(" style=\"") && !page.contains("<style") && !page.contains(" onclick"), "{path}: inline style or script");
        assert_eq!(page.matches("<script").count(), 1, "{path}: only the one script");
        let ids = values(page, "id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{path}: an id twice in {ids:?}");
    }
}

#[test]
fn every_link_leads_to_a_page_or_file() {
    for portable in [false, true] {
        let pages = pages(portable);
        for (path, page) in pages.html.iter().filter(|(path, _)| *path != "404.html") {
            for link in values(page, "href").into_iter().chain(values(page, "src")) {
                if link.starts_with("https://") {
                    continue;
                }
                let (address, anchor) = link.split_once('#').unwrap_or((link, ""));
                let target = resolve_link(path, address);
                assert!(pages.paths.contains(&target), "{path}: `{link}` leads to `{target}`, where nothing is");
                assert!(!portable || !address.ends_with('/'), "{path}: `{link}` names a folder");
                if let Some(other) = pages.html.get(&target).filter(|_| !anchor.is_empty()) {
                    assert!(values(other, "id").contains(&anchor), "{path}: no `#{anchor}` in {target}");
                }
            }
        }
    }
}

/// The path of a relative address on a page; a folder's is its `index.html`.
fn resolve_link(from: &str, address: &str) -> String {
    if address.is_empty() {
        return from.to_owned();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    if address.ends_with('/') || address == ".." {
        parts.push("index.html");
    }
    parts.join("/")
}

#[test]
fn what_must_be_known_stands_before_the_heading() {
    let pages = pages(false);
    for (path, said) in [
        ("julkaisut/1/sivusto/index.html", "Korvattu julkaisu."),
        ("julkaisut/3/sivusto/index.html", "Kommentoitavana."),
        ("en/releases/3/index.html", "Open for comments."),
        ("julkaisut/0/index.html", "Peruttu julkaisu."),
        ("en/ohje/index.html", "Not translated."),
        ("vanha/index.html", "Poistettu."),
    ] {
        let page = &pages.html[path];
        let banner = page.find(said).unwrap_or_else(|| panic!("{path} does not say `{said}`"));
        assert!(banner < page.find("<h1").unwrap_or(0), "{path}: `{said}` comes after the heading");
    }
    let current = &pages.html["index.html"];
    assert!(!current.contains("class=\"banner"), "the release in force needs no notice");
    assert!(pages.html["julkaisut/1/sivusto/vanha/index.html"].contains("<h1>Ohje</h1>"), "what was removed stays where it was");
}

#[test]
fn a_removed_page_says_when_why_and_what_instead() {
    let pages = pages(false);
    let page = &pages.html["sv/vanha/index.html"];
    for part in ["<h1>Anvisning</h1>", "Föråldrades.", "<a href=\"../ohje/\">Anvisning</a>", "<a href=\"../utgavor/2/\">2</a>", "../utgavor/1/webbplats/vanha/"]
    {
        assert!(page.contains(part), "no `{part}`");
    }
}

#[test]
fn a_language_without_words_or_texts_marks_what_it_borrows() {
    let pages = pages(false);
    let page = &pages.html["se/asiat/a/index.html"];
    assert!(page.contains("<html lang=\"se\">") && page.contains("<body lang=\"fi\">"));
    assert!(page.contains("<title lang=\"fi\">") && page.contains("<h1 lang=\"fi\">Äiti &amp; &lt;isä&gt;</h1>"));
    let english = &pages.html["en/asiat/a/index.html"];
    assert!(english.contains("<span lang=\"fi\">iso</span>"), "a word of a schema is in the default language");
    assert!(english.contains("<h1 lang=\"fi\">"));
    assert!(english.contains("October 2022") && english.contains("not recorded"));
}

#[test]
fn the_missing_page_speaks_every_language_with_whole_addresses() {
    let pages = pages(false);
    let page = &pages.html["404.html"];
    for part in ["Sivua ei löytynyt", "Sidan hittades inte", "Page not found", "<section lang=\"sv\">"] {
        assert!(page.contains(part), "no `{part}`");
    }
    for link in values(page, "href").into_iter().filter(|link| *link != "#main-content") {
        assert!(link.starts_with("https://example.org/"), "`{link}` holds from one address only");
    }
}

#[test]
fn only_a_portable_site_lets_files_in() {
    assert!(pages(true).html["index.html"].contains("style-src 'self' file:;"));
    assert!(!pages(false).html["index.html"].contains("file:"));
}

#[test]
fn a_chart_of_a_collection_stands_after_its_table() {
    let pages = pages(false);
    let page = &pages.html["asiat/a/index.html"];
    let (table, chart) = (page.find("<table").expect("a table"), page.find("role=\"img\"").expect("a chart"));
    assert!(table < chart);
    assert!(page.contains("href=\"stacked.svg\"") && pages.paths.contains("asiat/a/stacked.svg"));
}
