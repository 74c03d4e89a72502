//! Pages and settings, whole projects in, exact words out.

use crate::testing::{is_clean, reports};

#[test]
fn an_unknown_key_is_told_with_the_nearest_one() {
    reports(
        r#"
//- content/pages/about/index.md
+++
tiltle = "About"
order = "first"
+++
"#,
        r#"
error[unknown-key]: there is no key `tiltle` here
 --> content/pages/about/index.md:2:1
   2 | tiltle = "About"
     | ^^^^^^
     = help: did you mean `title`?
error[wrong-type]: `order` is text, and a whole number is wanted
 --> content/pages/about/index.md:3:9
   3 | order = "first"
     |         ^^^^^^^
     = help: for example: order = 1
"#,
    );
}

#[test]
fn a_small_site_is_clean() {
    is_clean("");
}
