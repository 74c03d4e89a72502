//! A pair of snapshots for each rule: the complete site, and the same with one text replaced.

use std::collections::BTreeSet;

use crate::diff::{RULES, diff};
use crate::model::Model;
use crate::source::{SourceFile, Sources};
use crate::testing::{resolved, sources};

/// The rule, the file, what is replaced, and by what; nothing replaced is a new file, and nothing instead takes it away.
pub type Fixture = (&'static str, &'static str, &'static str, &'static str);

const CASE: &str = "content/use-cases/home-care/index.md";
const INDICATOR: &str = "content/indicators/falls/index.md";
const DATA: &str = "content/indicators/falls/data.csv";
const LIST: &str = "models/code-lists/sex.toml";
const MODEL: &str = "models/concepts/events.toml";
const SCHEMA: &str = "models/collections/reports.toml";
const INFORMATION: &str = "models/information-model.toml";
const REGIONS: &str = "models/regions.toml";

/// Two indicator sets, in one order and in the other.
const SETS: [&str; 2] = [
    "[[sets]]\nid          = \"core\"\nname        = { en = \"Core\" }\nowner       = \"Agency\"\nvalid_from  = 2020-01-01\nvalid_to    = 2023-12-31\nreplaced_by = \"new-core\"\n\n[[sets]]\nid   = \"new-core\"\nname = { en = \"New core\" }\n",
    "[[sets]]\nid   = \"new-core\"\nname = { en = \"New core\" }\n\n[[sets]]\nid          = \"core\"\nname        = { en = \"Core\" }\nowner       = \"Agency\"\nvalid_from  = 2020-01-01\nvalid_to    = 2023-12-31\nreplaced_by = \"new-core\"\n",
];

pub const FIXTURES: &[Fixture] = &[
    ("calculation-changed", INDICATOR, "numerator    = \"Falls\"", "numerator    = \"Falls and slips\""),
    ("calculation-changed", INDICATOR, "exclusions   = \"None\"\n", ""),
    ("calculation-described", "content/indicators/slips/index.md", "numerator = \"Slips\"\n", "numerator = \"Slips\"\ndenominator = \"Visits\"\n"),
    ("cardinality-narrowed", MODEL, "cardinality   = \"0..1\"", "cardinality   = \"1\""),
    ("cardinality-widened", MODEL, "concept = \"event\", cardinality = \"1\"", "concept = \"event\", cardinality = \"1..*\""),
    ("code-list-changed", MODEL, "code_list = \"sex\"\n", "code_list = \"other\"\n"),
    ("definition-added", LIST, "name = { en = \"women\" }\n", "name = { en = \"women\" }\ndefinition = \"Registered as women\"\n"),
    ("definition-removed", MODEL, "definition   = { en = \"Somebody comes\" }\n", ""),
    ("definition-replaced", MODEL, "Somebody comes", "Nobody goes away"),
    ("definition-reworded", LIST, "Registered as men", "Those registered as men"),
    ("deprecation-changed", LIST, "deprecated   = { since = \"1.0.0\", replaced_by = \"2\", reason = \"For the test\" }\n", ""),
    ("detail-changed", CASE, "owner         = \"Agency\"", "owner         = \"Another agency\""),
    ("detail-changed", "content/reports/spring/index.md", "share   = 41.9", "share   = 42"),
    ("detail-changed", MODEL, "en = [\"call\"]", "en = [\"call\", \"stay\"]"),
    ("example-changed", "content/indicators/falls/examples/basic/calculation.sql", "SELECT 1.5", "SELECT 3 / 2.0"),
    ("example-changed", "content/indicators/falls/examples/basic/expected.csv", "1.5", "2.5"),
    ("explanation-changed", INDICATOR, "limits       = \"Many\"", "limits       = \"Few\""),
    ("file-changed", "content/pages/about/plan.csv", "a,b", "a,c"),
    ("hierarchy-changed", LIST, "broader      = \"0\"\n", ""),
    ("hierarchy-changed", REGIONS, "parent         = \"SSS\"\n", ""),
    ("legal-basis-changed", CASE, "Act 612/2021", "Act 741/2023"),
    ("link-added", INFORMATION, "indicators   = [\"falls\"]", "indicators   = [\"falls\", \"slips\"]"),
    ("link-changed", REGIONS, "slug           = \"south\"", "slug           = \"far-south\""),
    ("link-removed", CASE, "indicators    = [\"falls\"]\n", ""),
    ("measurement-changed", INDICATOR, "unit         = \"per-visit\"", "unit         = \"percent\""),
    ("name-changed", LIST, "en = \"men\"", "en = \"males\""),
    (
        "obligation-added",
        CASE,
        "[[requirements]]\nid    = \"r2\"",
        "[[requirements]]\nid = \"r3\"\ntext = \"Nothing is forgotten\"\nlevel = \"shall\"\n\n[[requirements]]\nid    = \"r2\"",
    ),
    (
        "obligation-added",
        MODEL,
        "[concepts.visit.attributes.sex]",
        "[concepts.visit.attributes.place]\nname = \"place\"\ntype = \"string\"\ncardinality = \"1\"\n\n[concepts.visit.attributes.sex]",
    ),
    ("obligation-relaxed", CASE, "level          = \"shall\"", "level          = \"may\""),
    ("obligation-tightened", CASE, "effective_from = 2022-06-01", "effective_from = 2022-01-01"),
    ("order-changed", INFORMATION, SETS[0], SETS[1]),
    ("personal-data-changed", MODEL, "personal_data = true\n", ""),
    ("pin-moved-major", CASE, "{ id = \"events\", version = \"1.0.0\" }", "{ id = \"events\", version = \"2.0.0\" }"),
    ("pin-moved-minor", CASE, "{ id = \"events\", version = \"1.0.0\" }", "{ id = \"events\", version = \"1.1.0\" }"),
    ("pin-moved-patch", CASE, "{ code_list = \"sex\", version = \"1.0.0\" }", "{ code_list = \"sex\", version = \"1.0.1\" }"),
    ("prose-changed", "content/pages/about/index.md", "and <indicator:falls>.", "and <indicator:falls> or <use-case:home-care>."),
    ("reading-changed", INDICATOR, "lower-is-better", "higher-is-better"),
    ("record-kept", LIST, "summary = \"First\"", "summary = \"The first\""),
    (
        "reference-followed",
        "models/code-lists/other.toml",
        "code = \"all\"\nname = \"every\"\n\n[[codes]]\ncode = \"some\"\nname = \"a few\"\nbroader = \"all\"\n",
        "code = \"whole\"\nname = \"every\"\nrenamed_from = [\"all\"]\n\n[[codes]]\ncode = \"some\"\nname = \"a few\"\nbroader = \"whole\"\n",
    ),
    ("requirement-replaced", CASE, "en = \"Every visit is recorded\"", "en = \"No visit is forgotten\""),
    ("requirement-reworded", CASE, "en = \"Every visit is recorded\"", "en = \"Every visit is always recorded\""),
    ("schema-narrowed", SCHEMA, "values = [\"begun\", \"done\"]", "values = [\"done\"]"),
    ("schema-widened", SCHEMA, "values = [\"begun\", \"done\"]", "values = [\"begun\", \"done\", \"left\"]"),
    ("sorting-changed", CASE, "sector        = \"both\"", "sector        = \"health\""),
    ("spelling-corrected", MODEL, "Somebody comes", "Somebody, comes"),
    ("status-changed", INFORMATION, "status      = \"draft\"", "status      = \"valid\""),
    ("target-changed", INDICATOR, "value       = 1.5", "value       = 2"),
    ("thing-added", LIST, "[[codes]]\ncode = \"2\"", "[[codes]]\ncode = \"9\"\nname = \"not known\"\n\n[[codes]]\ncode = \"2\""),
    ("thing-added", "content/pages/more/index.md", "", "+++\ntitle = \"More\"\n+++\nMore.\n"),
    (
        "thing-added",
        REGIONS,
        "[[groups]]",
        "[[regions]]\ncode = \"22\"\nclassification = \"counties\"\nlevel = \"county\"\nname = \"East\"\nslug = \"east\"\n\n[[groups]]",
    ),
    ("thing-moved", MODEL, "[concepts.visit.attributes.room]", "[concepts.event.attributes.room]"),
    (
        "thing-removed",
        MODEL,
        "[[relations]]\nid   = \"visit-is-event\"\nkind = \"generalization\"\nfrom = { concept = \"visit\" }\nto   = { concept = \"event\" }\n",
        "",
    ),
    ("thing-renamed", "models/code-lists/other.toml", "code = \"x\"\nname = \"any\"\n", "code = \"y\"\nname = \"any\"\nrenamed_from = [\"x\"]\n"),
    ("thing-renamed", MODEL, "id   = \"visit-is-event\"", "id   = \"visit-kind\""),
    ("translation-added", LIST, "{ en = \"women\" }", "{ en = \"women\", sv = \"kvinnor\" }"),
    ("translation-changed", "content/index.sv.md", "Vad det är", "Vad saken gäller"),
    ("translation-removed", "content/index.sv.md", "summary = \"Vad det är\"\n", ""),
    ("type-changed", MODEL, "type          = \"date\"", "type          = \"money\""),
    ("type-widened", MODEL, "type          = \"date\"", "type          = \"string\""),
    ("validity-changed", CASE, "valid_to      = 2030-12-31", "valid_to      = 2031-12-31"),
    ("value-added", DATA, "20,2022,,1.5,A,\n", "20,2022,,1.5,A,\n20,2023,,1.6,A,\n"),
    ("value-annotated", DATA, "21,2022,,3.5,A,", "21,2022,,3.5,P,"),
    ("value-revised", DATA, "20,2022,,1.5", "20,2022,,1.25"),
    ("value-suppressed", DATA, "21,2022,,3.5,A,", "21,2022,,,Q,"),
    ("value-withdrawn", DATA, "20,2022,1,1.75,A,\n", ""),
    ("values-added", "content/indicators/slips/data.csv", "", "region,period,value\n20,2022,3\n"),
    ("values-changed-form", DATA, "region,period,sex,value,status,note", "region,period,sex,value,status,numerator"),
    ("values-removed", DATA, "*", ""),
];

/// The complete site, with what it takes to show every rule.
pub fn base() -> Sources {
    let mut base = sources(include_str!("../../resolve/tests/complete.txt"));
    let slips = "+++\nname = \"Slips\"\nversion = \"1.0.0\"\nstatus = \"draft\"\nunit = \"count\"\ncounts = \"other\"\nnumerator = \"Slips\"\n\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First\"\n+++\n";
    let other = "name = \"Other\"\nversion = \"1.0.0\"\nstatus = \"draft\"\n\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First\"\n\n[[codes]]\ncode = \"x\"\nname = \"any\"\n\n[[codes]]\ncode = \"all\"\nname = \"every\"\n\n[[codes]]\ncode = \"some\"\nname = \"a few\"\nbroader = \"all\"\n";
    let data = "region,period,sex,value,status,note\n20,2022,,1.5,A,\n20,2022,1,1.75,A,\n21,2022,,3.5,A,\n";
    for (path, text) in
        [("content/indicators/slips/index.md", slips), ("models/code-lists/other.toml", other), (DATA, data), ("content/pages/about/plan.csv", "a,b\n")]
    {
        base.insert(SourceFile::new(path, text.as_bytes()));
    }
    let place = "[concepts.visit.attributes.room]\nname = \"room\"\ntype = \"string\"\n\n[concepts.visit.attributes.sex]";
    let events = base.get(MODEL).map_or("", |file| file.text()).replace("[concepts.visit.attributes.sex]", place);
    base.insert(SourceFile::new(MODEL, events.as_bytes()));
    // The list of removals has the id that is used here.
    base.files.remove("models/removed.toml");
    let about = base.get("content/pages/about/index.md").map_or("", |file| file.text()).replace("See ", "See [the plan](plan.csv) and ");
    base.insert(SourceFile::new("content/pages/about/index.md", about.as_bytes()));
    base
}

/// Sources with the edit of a fixture, where what it replaces is there.
pub fn edited(sources: &Sources, (_, path, old, new): &Fixture) -> Option<Sources> {
    let text = sources.get(path).map_or("", |file| file.text());
    let text = match *old {
        "" if text.is_empty() => (*new).to_owned(),
        "*" if !text.is_empty() => String::new(),
        "" | "*" => return None,
        old if text.contains(old) => text.replacen(old, new, 1),
        _ => return None,
    };
    let mut edited = sources.clone();
    if text.is_empty() {
        edited.files.remove(*path);
    } else {
        edited.insert(SourceFile::new(path, text.as_bytes()));
    }
    Some(edited)
}

pub fn model(sources: &Sources) -> Model {
    resolved(sources).0
}

#[test]
fn the_base_is_clean() {
    let report = resolved(&base()).1.errors_only();
    assert_eq!(report.human(false), "");
}

#[test]
fn every_rule_is_run_on_every_pair() {
    let base = base();
    let old = model(&base);
    let mut wrong = Vec::new();
    for fixture in FIXTURES {
        let Some(new) = edited(&base, fixture) else {
            wrong.push(format!("{}: {} does not hold {:?}", fixture.0, fixture.1, fixture.2));
            continue;
        };
        let changes = diff(&old, &model(&new)).changes;
        // What keeps the record goes with every change, and what follows another id with that.
        let goes_along = |name: &str| name == "record-kept" || (name == "thing-renamed" && fixture.0 == "reference-followed");
        let found: BTreeSet<&str> = changes.iter().map(|change| change.rule.name).filter(|name| !goes_along(name) || fixture.0 == *name).collect();
        if found != BTreeSet::from([fixture.0]) {
            wrong.push(format!("{} in {}: {found:?}", fixture.0, fixture.1));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_pair_and_a_paragraph() {
    let shown: BTreeSet<&str> = FIXTURES.iter().map(|fixture| fixture.0).collect();
    let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(shown, rules);
    for pair in RULES.windows(2) {
        assert!(pair[0].name < pair[1].name, "{} {}", pair[0].name, pair[1].name);
    }
    for rule in RULES {
        assert!(rule.paragraph.ends_with('.') && rule.paragraph.len() > 30, "{}", rule.name);
    }
}

#[test]
fn the_readme_lists_every_rule_with_its_class_and_least_step() {
    let table = RULES.iter().fold("| rule | class | least step |\n|---|---|---|\n".to_owned(), |table, rule| {
        let step = rule.class.least_step().filter(|_| rule.demands_a_step).map_or_else(|| "–".to_owned(), |step| step.to_string());
        format!("{table}| `{}` | {} | {step} |\n", rule.name, rule.class.word())
    });
    let readme = include_str!("../../../README.md");
    let listed = readme.split("<!-- changes -->\n").nth(1).and_then(|rest| rest.split("<!-- /changes -->").next());
    assert!(listed == Some(&table), "put this between the marks of README.md:\n{table}");
}
