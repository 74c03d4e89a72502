//! Pages of the information model and its areas, from whole small sites.

use crate::testing::{page, says};

const SITE: &str = r#"
//- models/information-model.toml
name = "Model"
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First."
[[areas]]
id = "access"
name = "Access"
description = "Is help there in time?"
readiness = "partly"
legal_basis = [{ act = "Act 612/2021", section = "29 §", url = "https://example.org/612" }]
[[areas]]
id = "cost"
name = "Cost"
[[audiences]]
id = "organiser"
name = "Organiser"
[[perspectives]]
id = "region"
name = "Region"
[[needs]]
id = "wait"
text = "How long do people wait?"
areas = ["access", "cost"]
audiences = ["organiser"]
perspectives = ["region"]
indicators = ["wait"]
use_cases = ["waiting"]
[[needs]]
id = "reach"
text = "Does the telephone get answered?"
areas = ["access"]
perspectives = ["region"]
[[sets]]
id = "old"
name = "Old set"
valid_to = 2023-12-31
replaced_by = "new"
[[sets]]
id = "new"
name = "New set"
owner = "The institute"
valid_from = 2024-01-01
[[units]]
id = "person-years"
name = "person-years"
//- models/collections/findings.toml
name = "Findings"
[fields.class]
type = "enum"
values = ["A", "B"]
label = "Class"
[fields.target]
type = "reference"
to = "use-case"
//- content/findings/one/index.md
+++
title = "Days were counted differently"
class = "B"
target = "waiting"
+++
//- content/indicators/wait/index.md
+++
name = "Waiting time"
version = "1.0.0"
status = "retired"
unit = "days"
area = "access"
sets = ["old"]
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First."
+++
//- content/use-cases/waiting/index.md
+++
title = "Waiting"
version = "1.0.0"
status = "draft"
area = "access"
[[questions]]
id = "q1"
text = "How long is the wait?"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First."
+++
"#;

#[test]
fn an_area_tells_how_ready_it_is_and_what_it_has() {
    let page = page(SITE, "information-model/index.html");
    says(
        &page,
        &[
            r#"<a href="access/">Access</a>"#,
            "1 use case",
            "1 indicator",
            "2 information needs, of which 1 without an indicator",
            r#"<span class="tag tag--box lv-should">Partly ready</span>"#,
            r#"<a href="cost/">Cost</a>"#,
            "0 use cases",
            r#"<span class="void">readiness: not recorded</span>"#,
        ],
    );
}

#[test]
fn coverage_counts_needs_by_area_and_perspective_and_the_open_ones_among_them() {
    let page = page(SITE, "information-model/index.html");
    says(
        &page,
        &[
            "Information needs by area and perspective",
            r##"<a href="#perspective-region">Region</a>"##,
            r#"<b>2</b><span class="below">1 open</span>"#,
            "<b>1</b></td>",
        ],
    );
}

#[test]
fn a_need_is_an_anchor_under_its_first_area_and_is_open_while_nothing_measures_it() {
    let page = page(SITE, "information-model/index.html");
    says(
        &page,
        &[
            r#"<h2 id="s-needs">"#,
            "2 information needs, of which 1 without an indicator",
            r#"<tr role="row" id="wait">"#,
            "How long do people wait?",
            r#"Also: <a href="cost/">Cost</a>"#,
            r#"<a href="../indicators/wait/">Waiting time</a>"#,
            r#"Use case: <a href="../use-cases/waiting/">Waiting</a>"#,
            "#audience-organiser",
            r#"<tr role="row" id="reach">"#,
            r#"<span class="tag tag--box lv-may">no indicator yet</span>"#,
        ],
    );
    assert_eq!(page.matches(r#"id="wait""#).count(), 1, "a need stands once");
}

#[test]
fn sets_tell_owner_validity_successor_and_size() {
    let page = page(SITE, "information-model/index.html");
    says(
        &page,
        &[
            r#"id="set-old""#,
            "not recorded",
            "until 31 December 2023",
            r##"<a href="#set-new">New set</a>"##,
            ">1</td>",
            r#"id="set-new""#,
            "The institute",
            "from 1 January 2024",
            ">0</td>",
            "person-years",
        ],
    );
}

#[test]
fn the_page_of_an_area_gathers_what_belongs_to_it() {
    let page = page(SITE, "information-model/access/index.html");
    says(
        &page,
        &[
            "<h1>Access</h1>",
            "Partly ready",
            "Is help there in time?",
            r#"<a href="../../use-cases/waiting/">Waiting</a>"#,
            r#"<a class="self" href="../../use-cases/waiting/#q1">q1</a>"#,
            "Waiting time",
            "Retired",
            "no values",
            r#"href="../#wait""#,
            "Days were counted differently",
            "Class B",
            r#"<a href="https://example.org/612">Act 612/2021"#,
            r#"<b aria-current="page">Access</b>"#,
        ],
    );
}

#[test]
fn an_area_without_content_says_what_is_missing() {
    let page = page(SITE, "information-model/cost/index.html");
    says(&page, &["no use case yet", "no indicator yet", "not recorded"]);
}
