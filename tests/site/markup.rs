//! Every page is sound HTML that a strict policy lets through.

use crate::support::links::{Target, follow};
use crate::support::none;
use crate::support::page::own_pages;
use crate::support::site::own;

/// What one check finds on all pages.
#[track_caller]
fn hold(check: &str) {
    let found =
        own_pages().iter().flat_map(|page| page.problems.iter().filter(|(name, _)| *name == check).map(|(_, problem)| format!("{}: {problem}", page.path)));
    none(check, found);
}

#[test]
fn elements_nest_and_nothing_is_an_error_of_syntax() {
    hold("syntax");
}

#[test]
fn ids_are_unique_on_their_page() {
    hold("ids");
}

#[test]
fn what_names_an_id_of_its_page_names_one_that_is_there() {
    hold("named ids");
}

#[test]
fn no_script_or_style_stands_in_a_page() {
    hold("scripts and styles");
}

#[test]
fn a_strict_policy_is_stated_and_no_request_leaves_the_site() {
    hold("policy");
}

#[test]
fn every_page_has_a_language_a_title_one_main_heading_and_headers_in_its_tables() {
    hold("parts");
}

#[test]
fn a_chart_is_one_named_image_and_a_diagram_a_named_group() {
    hold("pictures");
}

#[test]
fn nothing_of_a_template_or_of_a_number_without_meaning_is_left() {
    hold("leftovers");
}

#[test]
fn the_language_of_a_page_is_the_one_of_its_address() {
    let wanted = |path: &str| ["sv", "en"].into_iter().find(|code| path.starts_with(&format!("{code}/"))).unwrap_or("fi");
    let wrong = own_pages().iter().filter(|page| page.lang != wanted(&page.path));
    none("pages that say another language", wrong.map(|page| format!("{}: “{}”", page.path, page.lang)));
}

#[test]
fn the_style_sheets_load_nothing_from_elsewhere() {
    let built = own();
    let mut wrong = Vec::new();
    for path in built.ending(".css") {
        let text = built.text(path);
        wrong.extend(
            ["@import", "http:", "https:", "url(//", "url(data:", "url(\"data:", "url('data:"]
                .iter()
                .filter(|hole| text.contains(*hole))
                .map(|hole| format!("{path}: {hole}")),
        );
        for named in text.split("url(").skip(1).filter_map(|rest| rest.split(')').next()) {
            let address = named.trim_matches(['"', '\'', ' ']);
            if let Target::Nowhere(why) = follow(path, address, &built.files, true) {
                wrong.push(format!("{path}: {address}: {why}"));
            }
        }
    }
    none("style sheets that load from elsewhere", wrong);
}
