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
target = "use-case:waiting"
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
            r#"<tr role="row" id="wait" data-of="audience-organiser">"#,
            "How long do people wait?",
            r#"Also: <a href="cost/">Cost</a>"#,
            r#"<a href="../indicators/wait/">Waiting time</a>"#,
            r#"Use case: <a href="../use-cases/waiting/">Waiting</a>"#,
            "#audience-organiser",
            r#"<tr role="row" id="reach" data-of="">"#,
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

/// An area with one use case, tested in one region and in practice there in part.
const TRIED: &str = r#"
//- models/regions.toml
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First."
[[classifications]]
id = "c"
name = "Counties"
[[regions]]
code = "01"
classification = "c"
level = "county"
name = "North"
short_name = "North"
slug = "north"
[[regions]]
code = "02"
classification = "c"
level = "county"
name = "South"
short_name = "South"
slug = "south"
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
legal_basis = [{ act = "Act 612/2021" }]
[[areas]]
id = "cost"
name = "Cost"
[[needs]]
id = "reach"
text = "Does the telephone get answered?"
areas = ["access"]
//- content/use-cases/waiting/index.md
+++
title = "Waiting"
version = "1.0.0"
status = "valid"
area = "access"
indicators = ["wait"]
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First."
[[questions]]
id = "q1"
text = "Who waits?"
[[requirements]]
id = "r1"
text = "The day is recorded."
level = "shall"
[[requirements]]
id = "r2"
text = "The place is recorded."
level = "should"
+++
//- content/indicators/wait/index.md
+++
name = "Waiting time"
version = "1.0.0"
status = "valid"
area = "access"
unit = "days"
decimals = 0
polarity = "none"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First."
+++
//- content/indicators/wait/data.csv
region,period,value
01,2020,30
01,2021,31
//- content/test-rounds/one/index.md
+++
title = "First round"
target = "use-case:waiting"
region = "01"
role = "test"
state = "done"
+++
//- content/test-rounds/two/index.md
+++
title = "A tester is wanted"
target = "use-case:waiting"
role = "test"
state = "wanted"
+++
//- content/implementations/one/index.md
+++
title = "North, r1"
use_case = "waiting"
region = "01"
requirement = "r1"
state = "done"
+++
"#;

#[test]
fn an_area_says_what_is_described_measured_tested_in_practice_and_missing() {
    let page = page(TRIED, "information-model/access/index.html");
    says(
        &page,
        &[
            "Described</dt><dd>1 use case<br>",
            "Modelled</dt><dd>0/2 requirements with a concept</dd>",
            "Measured</dt><dd>1 indicator<br>2020–2021<br>values from 1/2 regions</dd>",
            "Tested</dt><dd>1 region<br>",
            "In practice</dt><dd>1 region<br>",
            "Missing</dt><dd><a href=\"./#s-missing\">3 gaps</a></dd>",
            "<h2 id=\"s-tests\">",
            "<th scope=\"row\"><a href=\"../../regions/north/\">North</a></th><td><a href=\"../../test-rounds/one/\">",
            "region not known</th><td><a href=\"../../test-rounds/two/\">",
            "<h2 id=\"s-practice\">",
            "<a href=\"../../use-cases/waiting/#r1\">r1</a> <span class=\"sub\">The day is recorded.</span></th><td><a href=\"../../implementations/one/\">",
            "<a href=\"../../use-cases/waiting/#r2\">r2</a> <span class=\"sub\">The place is recorded.</span></th><td class=\" void\">not recorded</td>",
            "<h2 id=\"s-missing\">",
            "Waiting</a></span><span class=\"rows__note\">no concept model",
            "Who waits?</a></span><span class=\"rows__note\">no indicator answers the question",
            "Does the telephone get answered?</a></span><span class=\"rows__note\">the need has no indicator",
        ],
    );
}

#[test]
fn the_way_from_the_law_to_the_indicator_tells_where_it_breaks() {
    let page = page(TRIED, "information-model/index.html");
    says(
        &page,
        &[
            "<h2 id=\"s-state\">",
            "<a href=\"cost/\">Cost</a></th><td role=\"cell\" data-head=\"Described\"><span class=\"void\">not recorded</span>",
            "<h2 id=\"s-ways\">",
            "Access</a></th><td role=\"cell\" colspan=\"2\" data-head=\"Legal basis\">Act 612/2021</td>",
            "<a href=\"../use-cases/waiting/\">Waiting</a>",
            "<a href=\"../indicators/wait/\">Waiting time</a>",
            "<li>no concept model</li><li>1 question without an indicator</li>",
            "Cost</a></th><td role=\"cell\" colspan=\"2\" data-head=\"Legal basis\"><span class=\"void\">legal basis not recorded</span>",
            "no use case yet",
        ],
    );
}
