//! The page and the index of use cases, from whole small sites.

use crate::testing::{page, says};

const SITE: &str = r#"
//- site.toml
title = "Site"
base_url = "https://example.org/"
languages = ["en", "fi"]
//- models/information-model.toml
name = "Model"
version = "1.0.0"
status = "valid"
areas = [{ id = "access", name = "Access" }, { id = "cost", name = "Cost" }]
audiences = [{ id = "organiser", name = "Organiser" }]
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First."
//- models/concepts/event.toml
name = "Event"
version = "1.1.0"
status = "valid"
[[history]]
version = "1.1.0"
date = 2022-01-01
summary = "First."
[concepts.visit]
name = "visit"
definition = "A meeting."
[concepts.visit.attributes.begins]
name = "beginning"
type = "date-time"
cardinality = "1"
//- models/regions.toml
version = "1.0.0"
status = "valid"
classifications = [{ id = "now", name = "Now" }]
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First."
[[regions]]
code = "20"
classification = "now"
level = "county"
name = "Kainuu county"
short_name = "Kainuu"
slug = "kainuu"
//- models/collections/implementations.toml
name = "Implementation"
[fields.region]
type = "reference"
to = "region"
[fields.use_case]
type = "reference"
to = "use-case"
[fields.requirement]
type = "text"
[fields.state]
type = "enum"
values = ["done", "planned"]
[fields.example]
type = "boolean"
label = "made up"
//- content/implementations/one/index.md
+++
title = "Kainuu and r1"
region = "20"
use_case = "waiting"
requirement = "r1"
state = "planned"
example = true
+++
//- content/indicators/wait/index.md
+++
name = "Waiting time"
version = "1.0.0"
status = "draft"
unit = "days"
area = "access"
concepts = ["event/visit"]
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First."
+++
//- content/indicators/wait/examples/days/visit.csv
begins
2022-01-01T08:00
//- content/indicators/wait/examples/days/expected.csv
region;period;value
20;2022;1
//- content/use-cases/waiting/index.md
+++
title = { en = "Waiting", fi = "Odotus" }
summary = "How long people wait."
version = "2.0.0"
status = "valid"
owner = "The project"
valid_from = 2022-09-30
area = "access"
sector = "health"
audiences = ["organiser"]
purposes = ["monitoring", "steering"]
models = [{ id = "event", version = "1.0.0" }]
[[questions]]
id = "q1"
text = "How long is the wait?"
indicators = ["wait"]
[[questions]]
id = "q2"
text = "Who waits longest?"
[[requirements]]
id = "r1"
text = "The time of a visit is recorded."
level = "shall"
concept = "event/visit.begins"
since = "1.0.0"
effective_from = 2023-01-01
verified_by = ["wait/days"]
[[requirements]]
id = "r2"
text = "The day is recorded."
level = "may"
deprecated = { since = "2.0.0", replaced_by = "r1", reason = "A day is too coarse." }
[[history]]
version = "1.0.0"
date = 2021-08-31
summary = "First."
[[history]]
version = "2.0.0"
date = 2022-09-30
summary = "Times instead of days."
+++

A wait begins with a contact.

## Limits

Private care is left out.
"#;

#[test]
fn a_question_is_an_anchor_and_names_what_answers_it() {
    let page = page(SITE, "use-cases/waiting/index.html");
    says(
        &page,
        &[
            r##"<li id="q1"><a class="self" href="#q1""##,
            "How long is the wait?",
            r#"<a href="../../indicators/wait/">Waiting time</a>"#,
            r#"<li id="q2">"#,
            "Who waits longest?",
            "no indicator yet",
        ],
    );
}

#[test]
fn a_requirement_says_how_binding_it_is_what_it_is_about_and_who_meets_it() {
    let page = page(SITE, "use-cases/waiting/index.html");
    says(
        &page,
        &[
            "1 shall be met",
            r#"<tr role="row" id="r1">"#,
            r#"<span class="tag tag--box lv-shall">Shall</span>"#,
            "The time of a visit is recorded.",
            r#"<a href="../../concept-models/event/visit/#begins">visit: beginning</a>"#,
            r##"since version <a href="#s-1.0.0">1.0.0</a>, binding from 1 January 2023"##,
            r#"<a href="../../indicators/wait/#example-days">Waiting time, days</a>"#,
            r#"<a href="../../implementations/one/">Kainuu</a> planned (made up)"#,
        ],
    );
}

#[test]
fn a_requirement_that_is_no_longer_used_says_so_and_counts_no_more() {
    let page = page(SITE, "use-cases/waiting/index.html");
    assert!(!page.contains("may be met"));
    says(
        &page,
        &[
            r#"id="r2" class="is-gone""#,
            r##"Not to be used since version 2.0.0. Use <a href="#r1">r1</a> instead. A day is too coarse."##,
            "The day is recorded.",
        ],
    );
}

#[test]
fn a_newer_model_than_the_use_case_was_written_for_is_pointed_out() {
    let page = page(SITE, "use-cases/waiting/index.html");
    says(&page, &[r#"<a href="../../concept-models/event/">Event</a>"#, "1.0.0", "this release has version 1.1.0"]);
}

#[test]
fn what_stands_under_the_heading_tells_state_version_area_and_sector() {
    let page = page(SITE, "use-cases/waiting/index.html");
    says(
        &page,
        &[
            "<h1>Waiting</h1>",
            r#"<span class="tag tag--box st-valid">In force</span>"#,
            "Use case 2.0.0",
            "in force from 30 September 2022",
            r#"<a href="../../information-model/access/">Access</a>"#,
            "Health care",
            "How long people wait.",
        ],
    );
}

#[test]
fn what_nobody_recorded_is_said_so() {
    let page = page(SITE, "use-cases/waiting/index.html");
    says(&page, &["Organiser</a>", "monitoring, steering", "The project", "<dt>Approved by</dt><dd><span class=\"void\">not recorded</span>"]);
}

#[test]
fn a_description_that_begins_without_a_heading_is_given_one() {
    let page = page(SITE, "use-cases/waiting/index.html");
    says(
        &page,
        &[r##"<a href="#s-description">Description</a>"##, r##"<a href="#limits">Limits</a>"##, r#"<h2 id="s-description">Description</h2>"#, "A wait begins"],
    );
}

#[test]
fn steps_stand_newest_first_with_anchors_of_their_own() {
    let page = page(SITE, "use-cases/waiting/index.html");
    says(&page, &[r#"id="s-2.0.0""#, "this version", "Times instead of days.", r#"id="s-1.0.0""#, "First."]);
}

#[test]
fn anchors_and_ids_are_the_same_in_every_language() {
    let page = page(SITE, "fi/kayttotapaukset/waiting/index.html");
    says(
        &page,
        &[
            "<h1>Odotus</h1>",
            r#"<li id="q1">"#,
            r#"<span lang="en">How long is the wait?</span>"#,
            r#"<h2 id="s-requirements">Vaatimukset</h2>"#,
            r#"id="r1""#,
            "Pitää",
        ],
    );
}

#[test]
fn the_index_stands_by_area_and_shows_an_area_without_a_use_case() {
    let page = page(SITE, "use-cases/index.html");
    says(
        &page,
        &[
            r#"<h2 id="access"><a href="../information-model/access/">Access</a></h2>"#,
            r#"<a href="waiting/">Waiting</a>"#,
            "version 2.0.0",
            "2 questions, 2 requirements",
            r#"<h2 id="cost">"#,
            "no use case yet",
        ],
    );
}
