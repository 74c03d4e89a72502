//! Every kind of page, in every language, in light and dark, narrow and wide: nothing is wrong with it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use std::thread;

use serde_json::{Value, json};

use super::chromium::{Browser, Mode, at_once};
use super::kinds::{Shown, shown};
use super::server::Server;
use crate::support::none;
use crate::support::program::build;
use crate::support::site::{Built, repository};

/// The path below which the site is served: it must not care.
const BELOW: &str = "/alue/virta/";

/// The repository's own site, and where it is served.
pub struct Served {
    /// The files.
    pub built: Built,
    /// The address of its front page.
    pub address: String,
    /// The pages that are shown.
    pub pages: Vec<Shown>,
}

/// The repository's own site, built for the address at which it is served.
#[track_caller]
pub fn served() -> &'static Served {
    static SERVED: OnceLock<Result<Served, String>> = OnceLock::new();
    let served = SERVED.get_or_init(|| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("served");
        let _ = fs::remove_dir_all(&root);
        let Server { address } = Server::start(&root, BELOW);
        let run = build(repository(), &root, &["--base-url", &address]);
        if run.code != Some(0) {
            return Err(format!("the repository's own site cannot be built ({:?})\n{}", run.code, run.stderr));
        }
        let built = Built::at(&root);
        let pages = shown(&built);
        Ok(Served { built, address, pages })
    });
    served.as_ref().unwrap_or_else(|error| panic!("{error}"))
}

/// The pages in the default language, for what is the same in all.
pub fn in_finnish() -> Vec<&'static Shown> {
    served().pages.iter().filter(|page| page.language == "fi" && page.address != "404.html").collect()
}

const MODES: [Mode; 4] = [Mode::light(1280), Mode::dark(1280), Mode::dark(360), Mode::light(360)];

/// What is wrong, and where: one line a problem, however many pages have it.
#[derive(Default)]
pub struct Problems(BTreeMap<String, Vec<String>>);

impl Problems {
    /// Adds a problem of a page.
    pub fn add(&mut self, place: impl Into<String>, problem: impl Into<String>) {
        self.0.entry(problem.into()).or_default().push(place.into());
    }

    /// Adds all of others.
    pub fn extend(&mut self, others: Self) {
        for (problem, places) in others.0 {
            self.0.entry(problem).or_default().extend(places);
        }
    }

    /// Fails where there are some.
    #[track_caller]
    pub fn are_none(self, what: &str) {
        let line = |(problem, places): (String, Vec<String>)| {
            let shown = places.iter().take(4).map(String::as_str).collect::<Vec<_>>().join(", ");
            let more = places.len().saturating_sub(4);
            format!("{problem}\n      on {shown}{}", if more > 0 { format!(" and {more} more") } else { String::new() })
        };
        none(what, self.0.into_iter().map(line));
    }
}

/// Gives each page to one of as many browsers as the machine bears, and gathers what is wrong.
pub fn on_each<T: Sync>(pages: &[T], look: impl Fn(&mut Browser, &T, &mut Problems) + Sync) -> Problems {
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Problems::default());
    thread::scope(|scope| {
        for _ in 0..at_once().min(pages.len()) {
            scope.spawn(|| {
                let mut browser = Browser::start();
                let mut problems = Problems::default();
                while let Some(page) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
                    look(&mut browser, page, &mut problems);
                }
                all.lock().expect("no other thread fails while it writes").extend(problems);
            });
        }
    });
    all.into_inner().expect("no thread failed while it wrote")
}

/// Shows all that is folded, so that it is judged too.
const UNFOLD: &str = "for (const fold of document.querySelectorAll('details')) fold.open = true";

#[test]
fn every_kind_of_page_is_sound_in_every_language_colour_and_width() {
    let shots = std::env::var_os("VIRTA_SHOTS").map(PathBuf::from);
    let Served { address, pages, .. } = served();
    let problems = on_each(pages, |browser, page, problems| {
        browser.events();
        browser.show_as(MODES[0]);
        browser.open(&format!("{address}{}", page.address));
        let lang = browser.value("document.documentElement.lang");
        if lang != page.language {
            problems.add(&page.address, format!("the page says it is in {lang}, not in {}", page.language));
        }
        browser.value(UNFOLD);
        browser.value(axe());
        for mode in MODES {
            browser.show_as(mode);
            let place = format!("{} ({mode})", page.address);
            judge(browser, &place, problems);
            if browser.value("document.documentElement.scrollWidth > document.documentElement.clientWidth") == true {
                problems.add(&place, format!("the page scrolls sideways: {}", widest(browser)));
            }
            if let Some(folder) = &shots {
                browser.picture(&folder.join(format!("{}{mode}.png", page.address.replace('/', "_"))));
            }
        }
        for problem in heard(browser, address) {
            problems.add(&page.address, problem);
        }
    });
    problems.are_none("problems of pages");
}

/// axe-core, which is put into each page.
fn axe() -> &'static str {
    static AXE: OnceLock<String> = OnceLock::new();
    AXE.get_or_init(|| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules/axe-core/axe.min.js");
        fs::read_to_string(&file).unwrap_or_else(|_| panic!("axe-core is not installed, and these tests cannot be done without it: cd tests/browser && npm ci"))
    })
}

/// What axe-core has to say of the page as it is shown now.
fn judge(browser: &mut Browser, place: &str, problems: &mut Problems) {
    const RUN: &str = "axe.run(document, { resultTypes: ['violations'], runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } })
        .then(result => result.violations.map(rule => [rule.id, rule.nodes.map(node => [node.target.join(' '), node.failureSummary])]))";
    for rule in browser.value(RUN).as_array().into_iter().flatten() {
        let id = rule[0].as_str().unwrap_or_default();
        for node in rule[1].as_array().into_iter().flatten() {
            let summary = node[1].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
            problems.add(place, format!("axe {id}: {} — {summary}", node[0].as_str().unwrap_or_default()));
        }
    }
}

/// The elements that make a page too wide.
pub fn widest(browser: &mut Browser) -> String {
    const FIND: &str = "(() => {
        const width = document.documentElement.clientWidth;
        const scrolls = element => { for (let at = element.parentElement; at; at = at.parentElement) if (getComputedStyle(at).overflowX !== 'visible') return true; return false; };
        return [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > width + 1 && !scrolls(element)).slice(0, 3)
            .map(element => element.tagName.toLowerCase() + (element.id ? '#' + element.id : '') + [...element.classList].map(name => '.' + name).join('')).join(', ');
    })()";
    browser.value(FIND).as_str().unwrap_or_default().to_owned()
}

/// What the browser had to say of the page: errors, warnings, and requests that left the site.
pub fn heard(browser: &mut Browser, address: &str) -> Vec<String> {
    let mut found = Vec::new();
    for event in browser.events() {
        let params = &event["params"];
        match event["method"].as_str().unwrap_or_default() {
            "Runtime.consoleAPICalled" if ["error", "warning", "assert"].iter().any(|kind| params["type"] == *kind) => {
                found.push(format!("console {}: {}", params["type"], params["args"]));
            }
            "Runtime.exceptionThrown" => found.push(format!("exception: {}", params["exceptionDetails"]["exception"]["description"])),
            "Log.entryAdded" if params["entry"]["level"] == "error" || params["entry"]["level"] == "warning" => {
                found.push(format!("log {}: {} {}", params["entry"]["level"], params["entry"]["text"], params["entry"]["url"]));
            }
            "Network.requestWillBeSent" => {
                let asked = params["request"]["url"].as_str().unwrap_or_default();
                if !asked.starts_with(address) {
                    found.push(format!("a request leaves the site: {asked}"));
                }
            }
            "Network.loadingFailed" if params["canceled"] != true => found.push(format!("loading failed: {}", params["errorText"])),
            "Audits.issueAdded" => found.push(issue(&params["issue"])),
            _ => {}
        }
    }
    found
}

fn issue(issue: &Value) -> String {
    let details = issue["details"].as_object().map(|details| json!(details.values().next())).unwrap_or_default();
    format!("issue {}: {details:.300}", issue["code"].as_str().unwrap_or_default())
}
