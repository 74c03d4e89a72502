//! What is looked at on every page of a site; each page is taken apart once for all of it.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::html::Page;
use super::links::{Target, follow};
use super::site::{Built, own};

/// What was seen of a page.
#[derive(Debug)]
pub struct Seen {
    /// Its path.
    pub path: String,
    /// The language it says it is in.
    pub lang: String,
    /// Its ids.
    pub ids: BTreeSet<String>,
    /// The addresses it names.
    pub links: Vec<Link>,
    /// How many charts stand in it.
    pub charts: usize,
    /// What is wrong with it: the name of the check, and the problem.
    pub problems: Vec<(&'static str, String)>,
}

/// An address on a page.
#[derive(Debug)]
pub struct Link {
    /// The element and attribute that names it.
    pub element: String,
    /// What it names.
    pub address: String,
    /// Whether it says where the page lives, which takes an absolute address.
    pub is_canonical: bool,
    /// The type it announces.
    pub media_type: String,
}

/// A check of one page: its name and what it finds.
type Check = (&'static str, fn(&Page, &str) -> Vec<String>);

const CHECKS: [Check; 8] = [
    ("syntax", |page, _| page.wrong.clone()),
    ("ids", ids),
    ("named ids", named_ids),
    ("scripts and styles", scripts_and_styles),
    ("policy", policy),
    ("parts", parts),
    ("pictures", pictures),
    ("leftovers", leftovers),
];

/// Looks at every page of a site.
pub fn look(built: &Built) -> Vec<Seen> {
    built.each_page(|path, page| {
        let links = page.addresses().map(|(tag, name, address)| Link {
            element: format!("<{} {name}>", tag.name),
            address: address.to_owned(),
            is_canonical: tag.get("rel") == Some("canonical"),
            media_type: tag.get("type").unwrap_or_default().to_owned(),
        });
        let problems = CHECKS.iter().flat_map(|(name, check)| check(page, path).into_iter().map(|problem| (*name, problem)));
        vec![Seen {
            path: path.to_owned(),
            lang: page.tags.iter().find(|tag| tag.name == "html").and_then(|tag| tag.get("lang")).unwrap_or_default().to_owned(),
            ids: page.ids().map(str::to_owned).collect(),
            links: links.collect(),
            charts: page.tags.iter().filter(|tag| tag.name == "svg" && tag.get("role") == Some("img")).count(),
            problems: problems.collect(),
        }]
    })
}

/// What was seen of the repository's own site.
#[track_caller]
pub fn own_pages() -> &'static [Seen] {
    static SEEN: OnceLock<Vec<Seen>> = OnceLock::new();
    let own = own();
    SEEN.get_or_init(|| look(own))
}

/// Links that lead nowhere. `by_name`: as from a disk, where a folder is not a page.
pub fn broken_links(built: &Built, pages: &[Seen], by_name: bool) -> Vec<String> {
    let by_path: std::collections::BTreeMap<&str, &Seen> = pages.iter().map(|page| (page.path.as_str(), page)).collect();
    let mut broken = Vec::new();
    for page in pages.iter().filter(|page| page.path != "404.html") {
        for link in &page.links {
            let why = match follow(&page.path, &link.address, &built.files, by_name) {
                Target::Nowhere(why) => why,
                Target::File(path, Some(id)) => match by_path.get(path.as_str()) {
                    Some(there) if !there.ids.contains(&id) => format!("{path} has no #{id}"),
                    _ => continue,
                },
                Target::File(..) | Target::Outside => continue,
            };
            broken.push(format!("{}: {} {}: {why}", page.path, link.element, link.address));
        }
    }
    broken
}

/// Ids come once, and are ids.
fn ids(page: &Page, _: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let twice = page.ids().filter(|id| !seen.insert(*id)).map(|id| format!("#{id} comes twice"));
    twice.chain(page.ids().filter(|id| id.is_empty() || id.contains(char::is_whitespace)).map(|id| format!("“{id}” is no id"))).collect()
}

/// What names an id of its page names one that is there.
fn named_ids(page: &Page, _: &str) -> Vec<String> {
    const NAMING: [&str; 8] = ["for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "list"];
    let ids: BTreeSet<&str> = page.ids().collect();
    let named = page.tags.iter().flat_map(|tag| NAMING.iter().filter_map(move |name| Some((tag, *name, tag.get(name)?))));
    let named = named.flat_map(|(tag, name, value)| value.split_whitespace().map(move |id| (tag, name, id)));
    named.filter(|(_, _, id)| !ids.contains(id)).map(|(tag, name, id)| format!("<{} {name}=\"{id}\">", tag.name)).collect()
}

/// No script and no style stands in the page itself.
fn scripts_and_styles(page: &Page, _: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in &page.tags {
        if tag.name == "style" || tag.name == "script" && tag.get("src").is_none() {
            found.push(format!("<{}>", tag.name));
        }
        found.extend(tag.attributes.keys().filter(|name| *name == "style" || name.starts_with("on")).map(|name| format!("<{} {name}>", tag.name)));
        let addresses = ["href", "src", "action", "xlink:href"].iter().filter_map(|name| tag.get(name));
        let scripted = addresses.filter(|value| ["javascript:", "data:", "vbscript:"].iter().any(|scheme| value.trim().to_lowercase().starts_with(scheme)));
        found.extend(scripted.map(|value| format!("<{}> names {value}", tag.name)));
    }
    found
}

/// A strict policy is stated, and nothing is loaded from elsewhere.
fn policy(page: &Page, path: &str) -> Vec<String> {
    let is_policy = |value: &str| value.eq_ignore_ascii_case("content-security-policy");
    let stated = page.tags.iter().find(|tag| tag.get("http-equiv").is_some_and(is_policy)).and_then(|tag| tag.get("content"));
    let mut found = Vec::new();
    match stated {
        None => found.push("there is no Content-Security-Policy".to_owned()),
        Some(policy) => {
            found.extend(
                ["unsafe-inline", "unsafe-eval", "http:", "data:", "*"]
                    .iter()
                    .filter(|hole| policy.contains(*hole))
                    .map(|hole| format!("{hole} is let through")),
            );
            if !policy.contains("default-src 'none'") {
                found.push(format!("more than nothing is let through to begin with: {policy}"));
            }
        }
    }
    let loads = |name: &str| matches!(name, "script" | "img" | "iframe" | "source" | "video" | "audio" | "object" | "embed" | "use" | "image");
    let is_resource =
        |rel: &str| ["stylesheet", "icon", "preload", "modulepreload", "manifest"].iter().any(|word| rel.split_whitespace().any(|part| part == *word));
    let loading = page.tags.iter().filter(|tag| loads(&tag.name) || tag.name == "link" && tag.get("rel").is_some_and(is_resource));
    let addresses = loading.flat_map(|tag| ["src", "srcset", "href", "data", "xlink:href", "poster"].iter().filter_map(|name| tag.get(name)));
    // The error page alone names its parts by the site's own address, which the tests of links follow.
    let outside = addresses.filter(|address| address.contains("//") && path != "404.html");
    found.extend(outside.map(|address| format!("{address} is loaded from elsewhere")));
    found
}

/// A page has a language, a title, one main part and one main heading.
fn parts(page: &Page, _: &str) -> Vec<String> {
    let count = |name: &str| page.tags.iter().filter(|tag| tag.name == name).count();
    let mut found: Vec<String> = ["html", "main", "h1"]
        .iter()
        .map(|name| (name, count(name)))
        .filter(|(_, count)| *count != 1)
        .map(|(name, count)| format!("{count} <{name}>"))
        .collect();
    if page.tags.iter().find(|tag| tag.name == "html").and_then(|tag| tag.get("lang")).is_none_or(str::is_empty) {
        found.push("<html> has no lang".to_owned());
    }
    let is_title = |inside: &[String]| inside.last().is_some_and(|name| name == "title") && !inside.iter().any(|name| name == "svg");
    if !page.texts.iter().any(|text| is_title(&text.inside)) {
        found.push("there is no title".to_owned());
    }
    let mut tables: Vec<(usize, usize)> = Vec::new();
    for tag in &page.tags {
        match (tag.name.as_str(), tables.last_mut()) {
            ("table", _) => tables.push((0, 0)),
            ("tr", Some(table)) => table.0 += 1,
            ("th", Some(table)) => table.1 += 1,
            _ => {}
        }
    }
    found.extend(tables.iter().enumerate().filter(|(_, (rows, headers))| *rows > 0 && *headers == 0).map(|(at, _)| format!("table {} has no headers", at + 1)));
    found
}

/// A chart is one named image, a diagram a named group, and every other picture has words or none to be said.
fn pictures(page: &Page, _: &str) -> Vec<String> {
    let heard = page.tags.iter().filter(|tag| tag.name == "svg" && tag.get("aria-hidden") != Some("true"));
    let is_named = |tag: &&super::html::Tag| tag.get("aria-labelledby").is_some() || tag.get("aria-label").is_some();
    let bad = heard.filter(|tag| !matches!(tag.get("role"), Some("img" | "group")) || !is_named(tag));
    let images = page.tags.iter().filter(|tag| tag.name == "img" && tag.get("alt").is_none());
    bad.map(|tag| format!("<svg class={:?} role={:?}>", tag.get("class"), tag.get("role")))
        .chain(images.map(|tag| format!("<img src={:?}>", tag.get("src"))))
        .collect()
}

/// Nothing of a template, of a number without meaning or of broken text is left.
fn leftovers(page: &Page, _: &str) -> Vec<String> {
    // Code that is shown may look like anything.
    let texts = page.texts.iter().filter(|text| !text.inside.iter().any(|name| name == "code" || name == "pre")).map(|text| text.words.as_str());
    let values = page.tags.iter().flat_map(|tag| tag.attributes.values().map(String::as_str));
    let left = texts.chain(values).filter(|text| ["{{", "}}", "{%", "%}", "NaN", "Some(", "\u{fffd}"].iter().any(|mark| text.contains(mark)));
    left.map(|text| text.trim().chars().take(80).collect()).collect()
}
