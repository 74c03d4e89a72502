//! What a region is: its classification, its parts, whom it followed, and its peers.

use crate::model::region::Level;
use crate::model::{Id, Kind, Reference, Region};
use crate::plan::route::Place;
use crate::render::export::csv;
use crate::render::scope::{Link, Scope, escape};
use crate::render::view::banner::{Banner, anchor};
use crate::render::view::life;
use crate::render::view::parts::{Fact, Row};
use crate::statistics::predecessors;

/// The word for a region's level, as HTML.
pub fn level(scope: &Scope, region: &Region) -> String {
    let word = Level::WORDS.iter().find(|(_, level)| *level == region.level).map_or("", |(word, _)| word);
    escape(scope.words.get(&format!("level.{word}")))
}

/// What is known of a region; what nobody recorded is left out, for most regions have no successors.
pub fn facts(scope: &Scope, region: &Region) -> Vec<Fact> {
    let regions = &scope.model().regions;
    let classification = regions.classifications.iter().find(|classification| classification.id == region.classification);
    let (from, to) = (region.valid_from.or_else(|| classification?.valid_from), region.valid_to.or_else(|| classification?.valid_to));
    let links = |codes: Vec<Id>| codes.into_iter().map(|code| anchor(&scope.thing(&Reference::new(Kind::Region, code)))).collect::<Vec<_>>().join(", ");
    let external = region.external.iter().map(|(service, id)| escape(&format!("{} {id}", super::super::indicator::capital(service))));
    let groups = regions.groups.iter().filter(|group| group.regions.contains(&region.code)).map(|group| scope.label(&group.name));
    let facts = [
        ("official-name", scope.label(&region.name)),
        ("level", level(scope, region)),
        ("code", format!("<code>{}</code>", escape(&region.code))),
        ("classification", classification.map(|classification| scope.label(&classification.name)).unwrap_or_default()),
        ("valid", life::validity(scope, from, to).map(|days| escape(&days)).unwrap_or_default()),
        ("parent", links(region.parent.iter().cloned().collect())),
        ("groups", groups.collect::<Vec<_>>().join(", ")),
        ("successors", links(region.successors.clone())),
        ("predecessors", links(predecessors(regions, region).map(|region| region.code.clone()).collect())),
        ("external", external.collect::<Vec<_>>().join(", ")),
    ];
    let known = facts.into_iter().filter(|(_, html)| !html.is_empty());
    known.map(|(key, html)| Fact::word(scope, &format!("region.fact.{key}"), html)).collect()
}

/// The regions that are part of a region on the release's day, by name.
pub fn parts(scope: &Scope, region: &Region) -> Vec<Link> {
    let regions = &scope.model().regions;
    let parts = regions.regions.values().filter(|part| part.parent.as_ref() == Some(&region.code) && regions.is_valid(part, scope.release.date));
    named(scope, parts.collect())
}

fn named(scope: &Scope, mut regions: Vec<&Region>) -> Vec<Link> {
    scope.sort_by_name(&mut regions, |region| scope.plain_text(&region.short_name));
    regions.into_iter().map(|region| scope.link(&Place::Region(region.slug.clone()), &region.short_name)).collect()
}

/// The comparison of a comparable region with each other one, by name.
pub fn pairs(scope: &Scope, region: &Region) -> Vec<Link> {
    links(scope, region, |_| true)
}

/// Links to comparisons with some of the other regions, under their names; only those that have a page.
pub fn links(scope: &Scope, region: &Region, is_wanted: impl Fn(&Id) -> bool) -> Vec<Link> {
    if scope.place_of(region).is_none() {
        return Vec::new();
    }
    let others = scope.register().comparable().iter().filter(|(code, _)| *code != region.code && is_wanted(code));
    let links = others.filter_map(|(code, name)| {
        let place = pair(region, scope.model().regions.get(code)?);
        Some(Link { href: Some(scope.href(&place)?), html: name.clone() })
    });
    links.collect()
}

/// The place where two regions are compared: in the order of their codes.
pub fn pair(a: &Region, b: &Region) -> Place {
    let (first, second) = if a.code <= b.code { (a, b) } else { (b, a) };
    Place::Pair(first.slug.clone(), second.slug.clone())
}

/// That a region is no longer there, and what came after it.
pub fn ended(scope: &Scope, region: &Region) -> Option<Banner> {
    let regions = &scope.model().regions;
    if regions.is_valid(region, scope.release.date) || !has_ended(scope, region) {
        return None;
    }
    let names: Vec<String> = region.successors.iter().map(|code| anchor(&scope.thing(&Reference::new(Kind::Region, code.clone())))).collect();
    let is_continued = region.successors.first().filter(|_| region.successors.len() == 1).and_then(|code| regions.get(code));
    let is_continued = is_continued.and_then(|successor| crate::statistics::predecessor(regions, successor)).is_some_and(|before| before.code == region.code);
    let key = match (names.is_empty(), is_continued) {
        (true, _) => "region-ended",
        (false, true) => "region-continued",
        (false, false) => "region-split",
    };
    Some(Banner::of(scope, "note", key, &[("names", &names.join(", "))]))
}

/// Whether a region or its classification has a last day that is over.
fn has_ended(scope: &Scope, region: &Region) -> bool {
    let classification = scope.model().regions.classifications.iter().find(|classification| classification.id == region.classification);
    let last = region.valid_to.into_iter().chain(classification.and_then(|classification| classification.valid_to)).min();
    match (last, scope.release.date) {
        (Some(last), Some(day)) => last < day,
        (last, _) => last.is_some(),
    }
}

/// The files of a region.
pub fn downloads(scope: &Scope, region: &Region) -> Vec<Row> {
    let place = Place::Region(region.slug.clone());
    let row = |href: Option<String>, key: &str| Row::of(Link { href, html: escape(scope.words.get(&format!("region.download.{key}"))) });
    let count = csv::rows_of_region(scope.model(), &region.code);
    let mut rows = Vec::new();
    if crate::plan::has_values(scope.model(), &region.code) {
        let indicators = anchor(&scope.word_link(&Place::Indicators, "nav.indicators"));
        let hint = scope.sentence("region.download.csv-hint", &[("indicators", &indicators)]);
        rows.push(row(scope.beside(&place, "data.csv"), "csv").note(escape(&scope.words.count("indicator.download.rows", count))).text(Some(hint)));
    }
    rows.push(row(scope.beside(&place, "index.json"), "json"));
    rows
}
