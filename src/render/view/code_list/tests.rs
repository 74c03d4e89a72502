//! Pages of code lists, from whole small sites.

use crate::testing::{page, says};

const SITE: &str = r#"
//- models/code-lists/mode.toml
name = "Mode"
version = "1.1.0"
status = "valid"
oid = "1.2.246"
[[history]]
version = "1.1.0"
date = 2022-01-01
summary = "First."
[[codes]]
code = "phone"
name = "Telephone"
broader = "remote"
valid_to = 2022-12-31
deprecated = { since = "1.1.0", replaced_by = "video" }
[[codes]]
code = "remote"
name = "Remote"
definition = "In different places."
uri = "https://example.org/remote"
[[codes]]
code = "video"
name = "Video"
broader = "remote"
renamed_from = ["film"]
//- models/concepts/event.toml
name = "Event"
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First."
[concepts.visit]
name = "visit"
[concepts.visit.attributes.mode]
name = "mode of contact"
type = "code"
cardinality = "1"
code_list = "mode"
//- content/use-cases/waiting/index.md
+++
title = "Waiting"
version = "1.0.0"
status = "draft"
dimensions = [{ code_list = "mode", version = "1.0.0" }]
[[history]]
version = "1.0.0"
date = 2022-01-01
summary = "First."
+++
"#;

#[test]
fn codes_stand_under_the_codes_they_belong_to() {
    let page = page(SITE, "code-lists/mode/index.html");
    says(
        &page,
        &[
            "3 codes",
            r#"<tr role="row" id="remote">"#,
            r##"<th role="rowheader" scope="row"><a class="self" href="#remote""##,
            "In different places.",
            r#"id="phone" class="is-gone""#,
            r#"class="tree-1""#,
            "valid until 31 December 2022",
            r##"Use <a href="#video">video Video</a> instead."##,
            r#"id="video""#,
            r#"<span id="film"></span>"#,
            "formerly <code>film</code>",
            "not recorded",
        ],
    );
}

#[test]
fn a_list_tells_where_it_is_known_and_what_rests_on_it() {
    let page = page(SITE, "code-lists/mode/index.html");
    says(
        &page,
        &[
            r#"<a href="../../concept-models/event/visit/#mode">visit: mode of contact</a>"#,
            "written for version 1.0.0, the newest is 1.1.0",
            "<dt>Address</dt><dd><span class=\"void\">not recorded</span>",
            "<code>1.2.246</code>",
        ],
    );
}

#[test]
fn the_index_tells_how_long_a_list_is() {
    says(&page(SITE, "code-lists/index.html"), &["1 code list", r#"<a href="mode/">Mode</a>"#, "version 1.1.0", "3 codes"]);
}
