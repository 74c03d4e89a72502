//! Pages of concept models and concepts, from whole small sites.

use crate::testing::{page, says};

const SITE: &str = r#"
//- site.toml
title = "Site"
base_url = "https://example.org/"
languages = ["en", "fi"]
//- models/code-lists/mode.toml
name = "Mode"
version = "1.0.0"
status = "valid"
codes = [{ code = "phone", name = "Telephone" }]
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First."
//- models/concepts/event.toml
name = "Event"
description = "What happens."
version = "1.1.0"
status = "testing"
[[history]]
version = "1.1.0"
date = 2022-01-01
summary = "First."
[concepts.client]
name = { en = "client", fi = "asiakas" }
synonyms = { en = ["patient"] }
definition = "A person who is served."
mappings = [{ match = "broad", uri = "https://example.org/person" }]
[concepts.client.attributes.born]
name = "date of birth"
type = "date"
cardinality = "0..1"
personal_data = true
[concepts.visit]
name = "visit"
definition = "A meeting with a [client](concept:event/client)."
[concepts.visit.attributes.mode]
name = "mode"
type = "code"
code_list = "mode"
cardinality = "1"
[concepts.visit.attributes.remote]
name = "remote"
type = "boolean"
cardinality = "1"
deprecated = { since = "1.1.0", replaced_by = "mode" }
[concepts.call]
name = "call"
deprecated = { since = "1.1.0", replaced_by = "visit", reason = "A call is a visit." }
[[relations]]
id = "visits"
kind = "association"
from = { concept = "client", cardinality = "1" }
to = { concept = "visit", cardinality = "0..*", role = "served time" }
name = "makes"
//- models/concepts/cost.toml
name = "Cost"
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First."
[concepts.price]
name = "price"
[[relations]]
id = "priced"
kind = "composition"
from = { concept = "event/visit", cardinality = "1" }
to = { concept = "price", cardinality = "1..*" }
//- content/indicators/wait/index.md
+++
name = "Waiting time"
version = "1.0.0"
status = "draft"
unit = "days"
concepts = ["event/visit"]
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
models = [{ id = "event", version = "1.1.0" }]
[[requirements]]
id = "r1"
text = "The mode is recorded."
level = "should"
concept = "event/visit.mode"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First."
+++

![The model](diagram:event)
"#;

#[test]
fn a_model_shows_its_diagram_then_the_same_as_tables() {
    let page = page(SITE, "concept-models/event/index.html");
    says(
        &page,
        &[
            "3 concepts, 3 attributes, 1 relation",
            r#"<div class="diagram" role="region" aria-label="Concept diagram Event, scrollable" tabindex="0">"#,
            r#"role="group""#,
            r#"<a href="client/">"#,
            r#"<tbody role="rowgroup" id="client">"#,
            "A person who is served.",
            "Also: patient",
            r#"<a href="client/#born">date of birth</a>"#,
            "definition missing",
            "0..1<span class=\"hide\">, at most 1</span>",
            r#"<abbr class="flag" title="personal data">"#,
            r#"<tr role="row" id="visits">"#,
            "exactly 1",
            "0 or more",
        ],
    );
}

#[test]
fn a_model_tells_what_rests_on_it() {
    let page = page(SITE, "concept-models/event/index.html");
    says(
        &page,
        &[
            r#"<a href="../../use-cases/waiting/">Waiting</a>"#,
            "written for version 1.1.0",
            r#"<a href="../../indicators/wait/">Waiting time</a>"#,
            "visit",
            r#"<a href="../cost/">Cost</a>"#,
        ],
    );
}

#[test]
fn a_concept_opens_with_its_words_and_its_definition() {
    let page = page(SITE, "concept-models/event/client/index.html");
    says(
        &page,
        &[
            "<h1>client</h1>",
            r#"Concept of the model <a href="../">Event</a> 1.1.0"#,
            r#"<span lang="fi">asiakas</span> (fi)"#,
            "A person who is served.",
            "patient",
            "<dt>Source</dt><dd><span class=\"void\">not recorded</span>",
            r#"narrower than: <a href="https://example.org/person">"#,
        ],
    );
}

#[test]
fn an_attribute_is_an_anchor_and_says_what_it_holds() {
    let page = page(SITE, "concept-models/event/visit/index.html");
    says(
        &page,
        &[
            r#"<tr role="row" id="mode">"#,
            r#"code: <a href="../../../code-lists/mode/">Mode</a>"#,
            "exactly 1",
            "a requirement refers to this",
            r#"id="remote" class="is-gone is-minor""#,
            r##"Not to be used since version 1.1.0. Use <a href="#mode">mode</a> instead."##,
        ],
    );
}

#[test]
fn relations_are_read_as_sentences_from_both_ends_and_from_other_models() {
    let page = page(SITE, "concept-models/event/visit/index.html");
    says(
        &page,
        &[
            r#"<a href="../client/">client</a> – makes – <b>visit</b>"#,
            "Relations of other models to this concept",
            r#"<b>visit</b> – whole and parts – <a href="../../cost/price/">price</a>"#,
            "1 or more",
        ],
    );
}

#[test]
fn a_concept_tells_the_requirements_that_speak_of_it() {
    let page = page(SITE, "concept-models/event/visit/index.html");
    says(&page, &[r#"<a href="../../../use-cases/waiting/#r1">r1</a>"#, "lv-should", "The mode is recorded.", r##"<a href="#mode">mode</a>"##, "Waiting time"]);
}

#[test]
fn a_concept_that_is_no_longer_used_says_so_before_its_heading() {
    let page = page(SITE, "concept-models/event/call/index.html");
    says(
        &page,
        &[
            "banner--alert",
            r#"Not to be used since version 1.1.0. Use <a href="../visit/">visit</a> instead. A call is a visit."#,
            "<h1>call</h1>",
            "Definition missing.",
        ],
    );
}

#[test]
fn prose_shows_a_diagram_under_its_text_with_a_link_to_the_tables() {
    let page = page(SITE, "use-cases/waiting/index.html");
    says(
        &page,
        &[
            r#"<figure class="drawing"><figcaption><b>The model</b></figcaption>"#,
            r#"aria-labelledby="s-diagram-1-title s-diagram-1-desc""#,
            r#"<a href="../../concept-models/event/">Concept model Event: definitions and tables</a>"#,
        ],
    );
}

#[test]
fn the_index_names_every_concept_with_its_model() {
    let page = page(SITE, "concept-models/index.html");
    says(
        &page,
        &["2 concept models", "4 concepts", r#"<a href="cost/">Cost</a>"#, r#"<a href="event/call/">call</a>"#, "Event", r#"<a href="cost/price/">price</a>"#],
    );
}

#[test]
fn a_link_to_a_concept_carries_its_definition() {
    let page = page(SITE, "concept-models/event/visit/index.html");
    says(&page, &[r#"<a href="../client/" data-tip="A person who is served.">client</a>"#, r##"<a class="anchor" href="#s-definition""##]);
}

#[test]
fn a_role_stands_at_its_end_of_a_line() {
    let page = page(SITE, "concept-models/event/index.html");
    says(&page, &[">0..* served time</text>"]);
}

#[test]
fn a_concept_says_what_it_reaches_step_by_step_and_each_attribute_what_it_reaches_beside() {
    let page = page(SITE, "concept-models/event/client/index.html");
    says(
        &page,
        &[
            r#"<h2 id="s-impact">What a change reaches</h2>"#,
            "Directly (2)</h3>",
            r#"<a href="../">Event</a></span><span class="rows__note">has as a part: client</span>"#,
            r#"<a href="../visit/">visit</a></span><span class="rows__note">defined with: client</span>"#,
            "<summary>2 steps away",
        ],
    );
}

#[test]
fn key_elements_can_be_seen_alone() {
    let page = page(SITE, "concept-models/event/index.html");
    says(
        &page,
        &[
            r#"<input type="checkbox" id="all-elements" value="minor" checked>"#,
            r#"<tr role="row" class="is-minor"><th role="rowheader" scope="row" class="tree-1">"#,
        ],
    );
}
