//! A site written from the contract alone: it builds without a word, and everything that it says is published.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::support::expected::expected;
use crate::support::folder::{Folder, paths};
use crate::support::json::Json;
use crate::support::none;
use crate::support::page::{broken_links, look};
use crate::support::program::{build, virta};
use crate::support::site::{Built, repository};

/// The site.
pub fn site() -> PathBuf {
    repository().join("tests/sites/contract")
}

/// The site with its working tree at the root, built once.
fn drafts() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("contract");
        let _ = std::fs::remove_dir_all(&root);
        Built::of(&site(), &root, &["--drafts"]).0
    })
}

#[test]
fn it_is_published_without_an_error_or_a_warning() {
    let said = |args: &[&str]| {
        let run = virta(&site(), args).succeeds();
        let report = Json::parse(run.stdout.as_bytes()).expect("the findings are JSON");
        let is_loud = |finding: &&Json| finding.get("severity").and_then(Json::text) != Some("note");
        none("findings", report.get("diagnostics").map_or(&[][..], Json::items).iter().filter(is_loud).map(|finding| format!("{finding:?}")));
    };
    let folder = Folder::new("contract");
    let output = folder.join("output").display().to_string();
    said(&["check", "--format", "json"]);
    said(&["check", "--deny", "warnings", "--format", "json"]);
    said(&["build", "--format", "json", "--output", &output]);
    said(&["build", "--drafts", "--format", "json", "--output", &output]);
}

#[test]
fn its_addresses_are_the_contracts_and_its_pages_are_sound() {
    let folder = Folder::new("contract");
    let (current, _) = Built::of(&site(), &folder.join("output"), &[]);
    for (built, drafts) in [(&current, false), (drafts(), true)] {
        let expected = expected(&site(), drafts);
        none("pages that are not there", expected.pages.difference(&built.files));
        none("files that are not there", expected.files.difference(&built.files));
        none("pages that nothing stands behind", built.ending("index.html").filter(|path| !expected.allows(path)));
        let pages = look(built);
        none("links that lead nowhere", broken_links(built, &pages, false));
        none("problems of pages", pages.iter().flat_map(|page| page.problems.iter().map(|(check, problem)| format!("{}: {check}: {problem}", page.path))));
    }
}

/// The words of the sources that stand nowhere else: `m-…`.
fn markers() -> BTreeSet<String> {
    let site = site();
    let sources = ["content", "models"].iter().flat_map(|part| paths(&site.join(part)).into_iter().map(move |path| format!("{part}/{path}")));
    let mut markers = BTreeSet::new();
    for path in sources.chain(["site.toml".to_owned()]) {
        let text = std::fs::read_to_string(site.join(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let words = text.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')).map(|word| word.trim_end_matches('-'));
        markers.extend(words.filter(|word| word.starts_with("m-")).map(str::to_owned));
    }
    markers
}

/// Whether a text holds a word, and not only the beginning of a longer one.
fn holds(text: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    text.match_indices(word).any(|(at, _)| !is_part(text[..at].chars().next_back()) && !is_part(text[at + word.len()..].chars().next()))
}

/// What the files of some endings say together.
fn said(endings: &[&str]) -> String {
    let built = drafts();
    endings.iter().flat_map(|ending| built.ending(ending)).map(|path| built.text(path)).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_word_of_the_sources_is_published() {
    let said = said(&[".html", ".json", ".csv", ".svg", ".xml"]);
    let markers = markers();
    assert!(markers.len() > 150, "only {} words are looked for", markers.len());
    none("words that are not published", markers.iter().filter(|word| !holds(&said, word)));
}

#[test]
fn every_word_of_the_sources_can_be_read_on_a_page() {
    // Inside of files, a value that no document uses, and former ids, by which machines alone compare.
    const ELSEWHERE: [&str; 5] = ["m-picture-inside", "m-file-column", "m-doc-state-shut", "m-question-old", "m-requirement-old"];
    let said = said(&[".html"]);
    none("words that are on no page", markers().iter().filter(|word| !ELSEWHERE.contains(&word.as_str()) && !holds(&said, word)));
}

/// What is no word of its own: the file, the key and its value. Keys that are words are looked for above.
const VALUES: &[(&str, &str, &str)] = &[
    // §1.2
    ("use-cases/access/index.json", "version", "2.1.0"),
    ("use-cases/access/index.json", "status", "valid"),
    ("use-cases/access/index.json", "valid_from", "2031-01-11"),
    ("use-cases/access/index.json", "valid_to", "2039-01-12"),
    ("use-cases/access/index.json", "date", "2031-03-14"),
    ("use-cases/access/index.json", "findings", "f-1"),
    ("use-cases/access/index.json", "renamed_from", "m-uc-old-id"),
    ("use-cases/access/index.json", "url", "https://law.example.org/m-uc-law"),
    ("use-cases/former/index.json", "status", "superseded"),
    ("use-cases/former/index.json", "superseded_by", "access"),
    ("use-cases/in-draft/index.json", "status", "draft"),
    ("use-cases/in-consultation/index.json", "status", "consultation"),
    ("use-cases/in-testing/index.json", "status", "testing"),
    ("use-cases/in-retired/index.json", "status", "retired"),
    ("indicators/waits/index.json", "date", "2031-06-18"),
    ("indicators/waits/index.json", "kind", "added"),
    ("indicators/waits/index.json", "kind", "revised"),
    ("indicators/waits/index.json", "kind", "withdrawn"),
    ("concept-models/care/index.json", "date", "2030-10-28"),
    ("concept-models/care/index.json", "sha256", "11aa22bb33cc44dd55ee66ff77aa88bb99cc00dd11ee22ff33aa44bb55cc66dd"),
    // §1.3
    ("use-cases/access/index.json", "area", "availability"),
    ("use-cases/access/index.json", "sector", "both"),
    ("use-cases/access/index.json", "audiences", "leaders"),
    ("use-cases/access/index.json", "purposes", "planning"),
    ("use-cases/access/index.json", "purposes", "monitoring"),
    ("use-cases/access/index.json", "purposes", "steering"),
    ("use-cases/access/index.json", "purposes", "supervision"),
    ("use-cases/access/index.json", "purposes", "forecasting"),
    ("use-cases/access/index.json", "indicators", "waits"),
    ("use-cases/access/index.json", "indicators", "costs"),
    ("use-cases/access/index.json", "level", "shall"),
    ("use-cases/access/index.json", "level", "should"),
    ("use-cases/access/index.json", "level", "may"),
    ("use-cases/access/index.json", "concept", "care/visit.start"),
    ("use-cases/access/index.json", "since", "2.0.0"),
    ("use-cases/access/index.json", "until", "2.1.0"),
    ("use-cases/access/index.json", "effective_from", "2031-04-15"),
    ("use-cases/access/index.json", "verified_by", "waits/plain"),
    ("use-cases/access/index.json", "replaced_by", "r-count"),
    // §1.4
    ("indicators/waits/index.json", "area", "availability"),
    ("indicators/waits/index.json", "sets", "core"),
    ("indicators/waits/index.json", "unit", "percent"),
    ("indicators/costs/index.json", "unit", "m-own-unit-id"),
    ("indicators/waits/index.json", "decimals", "2"),
    ("indicators/waits/index.json", "polarity", "lower-is-better"),
    ("indicators/weekly/index.json", "polarity", "higher-is-better"),
    ("indicators/costs/index.json", "polarity", "none"),
    ("indicators/waits/index.json", "frequency", "annual"),
    ("indicators/biennial/index.json", "frequency", "biennial"),
    ("indicators/costs/index.json", "frequency", "quarterly"),
    ("indicators/monthly/index.json", "frequency", "monthly"),
    ("indicators/weekly/index.json", "frequency", "weekly"),
    ("indicators/rare/index.json", "frequency", "irregular"),
    ("indicators/waits/index.json", "dimensions", "urgency"),
    ("indicators/waits/index.json", "concepts", "care/visit"),
    ("indicators/waits/index.json", "license", "CC-BY-4.0"),
    ("indicators/waits/index.json", "sotkanet", "987001"),
    ("indicators/waits/index.json", "interval", "wilson"),
    ("indicators/costs/index.json", "interval", "source"),
    ("indicators/weekly/index.json", "interval", "none"),
    ("indicators/waits/index.json", "counts", "persons"),
    ("indicators/costs/index.json", "counts", "other"),
    ("indicators/waits/index.json", "value", "12.75"),
    ("indicators/waits/index.json", "valid_from", "2030-01-21"),
    ("indicators/waits/index.json", "valid_to", "2039-01-22"),
    ("indicators/waits/index.json", "illustrative", "true"),
    ("indicators/costs/index.json", "illustrative", "false"),
    // §1.5
    ("concept-models/care/client/index.json", "match", "exact"),
    ("concept-models/care/client/index.json", "match", "close"),
    ("concept-models/care/client/index.json", "match", "broad"),
    ("concept-models/care/client/index.json", "match", "narrow"),
    ("concept-models/care/client/index.json", "match", "related"),
    ("concept-models/care/client/index.json", "uri", "https://terms.example.org/m-map-exact"),
    ("concept-models/care/client/index.json", "type", "date"),
    ("concept-models/care/client/index.json", "cardinality", "0..1"),
    ("concept-models/care/client/index.json", "personal_data", "true"),
    ("concept-models/care/visit/index.json", "type", "code"),
    ("concept-models/care/visit/index.json", "code_list", "urgency"),
    ("concept-models/care/visit/index.json", "since", "1.1.0"),
    ("concept-models/care/index.json", "id", "visits-of-a-client"),
    ("concept-models/care/index.json", "kind", "association"),
    ("concept-models/care/index.json", "kind", "aggregation"),
    ("concept-models/care/index.json", "kind", "composition"),
    ("concept-models/care/index.json", "kind", "generalization"),
    ("concept-models/care/index.json", "cardinality", "0..*"),
    ("concept-models/care/index.json", "cardinality", "2..3"),
    ("concept-models/care/index.json", "concept", "money/bill"),
    ("concept-models/money/bill/index.json", "type", "string"),
    ("concept-models/money/bill/index.json", "type", "text"),
    ("concept-models/money/bill/index.json", "type", "integer"),
    ("concept-models/money/bill/index.json", "type", "decimal"),
    ("concept-models/money/bill/index.json", "type", "boolean"),
    ("concept-models/money/bill/index.json", "type", "date-time"),
    ("concept-models/money/bill/index.json", "type", "year"),
    ("concept-models/money/bill/index.json", "type", "identifier"),
    ("concept-models/money/bill/index.json", "type", "money"),
    ("concept-models/money/bill/index.json", "type", "duration"),
    // §1.6
    ("code-lists/urgency/index.json", "oid", "1.2.246.777.9.1"),
    ("code-lists/urgency/index.json", "uri", "https://codes.example.org/m-list-uri"),
    ("code-lists/urgency/index.json", "code", "urgent"),
    ("code-lists/urgency/index.json", "broader", "other"),
    ("code-lists/urgency/index.json", "valid_from", "2026-01-15"),
    ("code-lists/urgency/index.json", "valid_to", "2038-01-16"),
    ("regions/m-slug-one/index.json", "code", "K01"),
    ("regions/m-slug-one/index.json", "classification", "counties"),
    ("regions/m-slug-one/index.json", "level", "county"),
    ("regions/m-whole-country/index.json", "level", "country"),
    ("regions/m-collaboration/index.json", "level", "collaboration-area"),
    ("regions/m-joint/index.json", "level", "joint-authority"),
    ("regions/m-ended/index.json", "level", "other"),
    ("regions/m-slug-one/index.json", "slug", "m-slug-one"),
    ("regions/m-slug-one/index.json", "parent", "C01"),
    ("regions/m-slug-one/index.json", "valid_from", "2026-02-20"),
    ("regions/m-ended/index.json", "valid_to", "2026-02-19"),
    ("regions/m-ended/index.json", "successors", "K01"),
    ("regions/m-slug-one/index.json", "sotkanet", "987002"),
    ("regions/m-slug-one/index.json", "tile", "2"),
    ("regions/m-slug-one/index.json", "groups", "peers"),
    ("information-model/index.json", "version", "5.0.3"),
    ("information-model/index.json", "readiness", "partly"),
    ("information-model/index.json", "readiness", "ready"),
    ("information-model/index.json", "readiness", "not-recorded"),
    ("information-model/index.json", "areas", "availability"),
    ("information-model/index.json", "perspectives", "equity"),
    ("information-model/index.json", "audiences", "leaders"),
    ("information-model/index.json", "indicators", "waits"),
    ("information-model/index.json", "use_cases", "access"),
    ("information-model/index.json", "valid_from", "2027-05-22"),
    ("information-model/index.json", "valid_to", "2027-05-21"),
    ("information-model/index.json", "replaced_by", "core"),
    // §1.7
    ("library/index.json", "type", "localized"),
    ("library/index.json", "type", "table"),
    ("library/index.json", "required", "true"),
    ("library/index.json", "list", "true"),
    ("library/index.json", "to", "use-case"),
    ("library/index.json", "values", "m-doc-state-shut"),
    ("library/index.json", "columns", "unused"),
    ("library/first/index.json", "day", "2031-09-25"),
    ("library/first/index.json", "span", "2031-Q3"),
    ("library/first/index.json", "amount", "8123.5"),
    ("library/first/index.json", "agreed", "true"),
    ("library/first/index.json", "about", "use-case:access"),
    ("library/first/index.json", "others", "indicator:costs"),
    ("library/first/index.json", "spent", "702"),
    ("findings/f-1/index.json", "class", "A"),
    ("findings/f-2/index.json", "class", "B"),
    ("findings/f-1/index.json", "target", "use-case:access"),
    ("findings/f-1/index.json", "region", "region:K02"),
    ("findings/f-1/index.json", "date", "2031-02-26"),
    ("findings/f-1/index.json", "resolved_in", "2.1.0"),
    ("test-rounds/t-0/index.json", "role", "test"),
    ("test-rounds/t-1/index.json", "role", "cross-test"),
    ("test-rounds/t-0/index.json", "state", "wanted"),
    ("test-rounds/t-1/index.json", "state", "ongoing"),
    ("test-rounds/t-2/index.json", "state", "done"),
    ("implementations/i-1/index.json", "use_case", "use-case:access"),
    ("implementations/i-1/index.json", "requirement", "r-count"),
    ("implementations/i-1/index.json", "date", "2031-07-27"),
    ("comments/c-1/index.json", "release", "2031.1"),
    // §1.1 and §1.8
    ("releases/2029.1/index.json", "date", "2029-12-01"),
    ("releases/2029.1/index.json", "status", "released"),
    ("releases/2030.1-pulled/index.json", "status", "withdrawn"),
    ("releases/2031.1/index.json", "status", "consultation"),
    ("releases/2031.1/index.json", "comment_until", "2032-01-31"),
];

#[test]
fn every_value_of_the_sources_reaches_a_twin() {
    let built = drafts();
    let mut wrong = Vec::new();
    for (path, key, value) in VALUES {
        if !built.files.contains(*path) {
            wrong.push(format!("{path} is not there"));
        } else if !Json::parse(&built.bytes(path)).unwrap_or_else(|error| panic!("{path}: {error}")).says(key, value) {
            wrong.push(format!("{path} does not say {key}: {value}"));
        }
    }
    none("values that are not published", wrong);
}

#[test]
fn every_given_value_of_an_indicator_is_in_its_table_and_on_its_page() {
    let built = drafts();
    let table = built.text("indicators/waits/data.csv");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header: Vec<String> = reader.headers().expect("there is a header").iter().map(str::to_owned).collect();
    assert_eq!(header, ["region", "period", "urgency", "value", "numerator", "denominator", "status", "note", "illustrative"], "the columns of data.csv");
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.expect("a row can be read").iter().map(str::to_owned).collect()).collect();
    assert_eq!(rows.len(), 36, "the rows of data.csv");
    let withheld = rows.iter().find(|row| row[..2] == ["K01", "2028"]).expect("the withheld row is there");
    assert_eq!(withheld[2..], ["total", "", "", "", "Q", "m-data-note", "true"]);
    let page = built.text("indicators/waits/index.html");
    for row in rows.iter().filter(|row| row[1] == "2030" && row[2] == "total" && row[0].starts_with('K')) {
        assert!(page.contains(&row[3]), "{} is not on the page", row[3]);
    }
}

/// Whether a text in English says that values are made up.
fn says_it_is_made_up(text: &str) -> bool {
    let text = text.to_lowercase();
    ["illustrative", "made up", "made-up"].iter().any(|word| text.contains(word))
}

#[test]
fn what_is_made_up_says_so_wherever_it_is_shown() {
    let built = drafts();
    let twin = Json::parse(&built.bytes("indicators/waits/index.json")).expect("the twin can be read");
    assert!(twin.says("illustrative", "true"));
    assert!(built.text("indicators/waits/data.csv").lines().skip(1).all(|line| line.ends_with(",true")), "data.csv does not say so");
    assert!(built.text("indicators/costs/data.csv").lines().skip(1).all(|line| line.ends_with(",false")), "data.csv says so of real values");
    let says_so = |path: &str| says_it_is_made_up(&built.text(path));
    let showing = [
        "indicators/waits/index.html",
        "indicators/waits/ranking.svg",
        "indicators/waits/trend.svg",
        "regions/m-slug-one/index.html",
        "comparison/m-slug-one/m-slug-two/index.html",
        "index.html",
    ];
    let mut silent: Vec<String> = showing.iter().filter(|path| !says_so(path)).map(|path| (*path).to_owned()).collect();
    // A picture goes its own way, so it says so to the eye as well.
    for path in built.ending(".svg").filter(|path| path.starts_with("indicators/waits/")) {
        let text = built.text(path);
        let picture = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let seen: String =
            picture.descendants().filter(|node| node.has_tag_name("text")).flat_map(|node| node.descendants().filter_map(|part| part.text())).collect();
        if !says_it_is_made_up(&seen) {
            silent.push(format!("{path} to the eye"));
        }
    }
    none("shows made-up values without saying so", silent);
    assert!(!says_so("indicators/costs/index.html"), "real values are called made up");
}

#[test]
fn a_release_that_was_withdrawn_shows_when_and_why_and_none_of_its_data() {
    let folder = Folder::new("contract");
    build(&site(), &folder.join("output"), &[]).succeeds();
    let built = Built::at(&folder.join("output"));
    let page = built.text("releases/2030.1-pulled/index.html");
    assert!(page.contains("m-withdrawn-reason"), "the page does not say why");
    let said: Vec<&str> = built
        .files
        .iter()
        .map(String::as_str)
        .filter(|path| std::fs::read(built.root.join(path)).is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains("of-2030.1")))
        .collect();
    none("files that show what was withdrawn", said);
    let consultation = built.text("releases/2031.1/site/index.html");
    assert!(consultation.contains("2032") && consultation.contains("m-front-of-2031.1"), "a release out for comment has an address and a banner");
    assert!(built.text("index.html").contains("m-front-of-2029.1"), "the root shows the last release with the status released");
}
