//! Regions, and the prose of each.

use std::collections::{BTreeMap, BTreeSet};

use super::lifecycle::{is_first, lifecycle, validity};
use super::outlines::outlines;
use super::{Desk, named, prose_of};
use crate::diagnostic::Diagnostic;
use crate::model::region::{Classification, Level, RegionGroup};
use crate::model::{Id, Region, Regions};
use crate::parse::Written;
use crate::parse::fields::Spanned;
use crate::parse::regions::{RegionMatter, RegionsMatter};

/// The regions of a site; none where it has no `models/regions.toml`.
pub fn regions(desk: &mut Desk<'_>) -> Regions {
    check_prose(desk);
    let Some(document) = desk.documents.regions.only() else { return Regions::default() };
    desk.note_missing_translations(document);
    let regions = by_code(document, desk);
    Regions {
        lifecycle: Some(lifecycle(document, &document.matter.lifecycle, None, desk)),
        classifications: classifications(document, desk),
        outlines: outlines(document.matter.map.as_ref().map(|map| &map.value), &regions, desk),
        regions,
        groups: groups(document, desk),
    }
}

/// Prose belongs to a region that is there.
fn check_prose(desk: &mut Desk<'_>) {
    for (code, document) in &desk.documents.region_prose.documents {
        desk.names.regions.find(&Spanned::new(code.clone(), 0..0), &document.file, desk.report);
    }
}

fn classifications(document: &Written<RegionsMatter>, desk: &mut Desk<'_>) -> Vec<Classification> {
    let mut seen = BTreeSet::new();
    let mut classifications = Vec::new();
    for Spanned { value: matter, .. } in &document.matter.classifications {
        let (valid_from, valid_to) = validity(&matter.validity, &document.file, desk.report);
        let Some(id) = &matter.id else { continue };
        if is_first(id, &mut seen, "classification", &document.file, desk.report) {
            let name = named(matter.name.as_ref(), &id.value, desk.language());
            classifications.push(Classification { id: id.value.clone(), name, valid_from, valid_to });
        }
    }
    classifications
}

fn by_code(document: &Written<RegionsMatter>, desk: &mut Desk<'_>) -> BTreeMap<Id, Region> {
    let mut seen = Seen::default();
    let mut regions = BTreeMap::new();
    for Spanned { value: matter, .. } in &document.matter.regions {
        let is_new = seen.check(matter, document, desk);
        let region = region(matter, document, desk);
        if let Some(region) = region.filter(|_| is_new) {
            regions.insert(region.code.clone(), region);
        }
    }
    regions
}

/// What no two regions share.
#[derive(Default)]
struct Seen<'a> {
    codes: BTreeSet<String>,
    slugs: BTreeSet<&'a str>,
    /// By classification: maps of different times may overlap.
    tiles: BTreeSet<(Option<&'a str>, i64, i64)>,
}

impl<'a> Seen<'a> {
    /// Whether a region has a code of its own; what it shares with another is reported.
    fn check(&mut self, matter: &'a RegionMatter, document: &Written<RegionsMatter>, desk: &mut Desk<'_>) -> bool {
        let mut error = |span: &std::ops::Range<usize>, rule, message: String, help: &str| {
            desk.report.push(Diagnostic::error(&document.file, span.clone(), rule, message).help(help));
        };
        if let Some(slug) = matter.slug.as_ref().filter(|slug| !self.slugs.insert(slug.value.as_str())) {
            error(&slug.span, "duplicate-slug", format!("another region has the slug `{}`", slug.value), "the slug is the region's address; give each its own");
        }
        if let [column, row] = matter.tile.as_slice() {
            let classification = matter.classification.as_ref().map(|classification| classification.value.as_str());
            if !self.tiles.insert((classification, column.value, row.value)) {
                error(
                    &matter.tile_span,
                    "duplicate-tile",
                    format!("another region has the tile [{}, {}]", column.value, row.value),
                    "each region of a classification has a place of its own on the map",
                );
            }
        }
        let Some(code) = &matter.code else { return false };
        let is_new = self.codes.insert(code.value.to_lowercase());
        if !is_new {
            error(
                &code.span,
                "duplicate-id",
                format!("there is another region `{}`, perhaps in other letters", code.value),
                "areas of an ended classification carry a prefix, as 2020-16",
            );
        }
        is_new
    }
}

fn region(matter: &RegionMatter, document: &Written<RegionsMatter>, desk: &mut Desk<'_>) -> Option<Region> {
    let file = &document.file;
    let names = desk.names;
    let classification = names.classifications.find_some(matter.classification.as_ref(), file, desk.report);
    let parent = names.regions.find_some(matter.parent.as_ref(), file, desk.report);
    let successors = names.regions.find_all(&matter.successors, file, desk.report);
    let (valid_from, valid_to) = validity(&matter.validity, file, desk.report);
    let tile = tile(matter, document, desk);
    let code = matter.code.as_ref()?.value.clone();
    let parent = parent.filter(|_| !is_in_circle(&code, matter, document, desk));
    let name = named(matter.name.as_ref(), &code, desk.language());
    let said = desk.documents.region_prose.documents.get(&code);
    Some(Region {
        classification: classification.unwrap_or_else(|| Id::from("")),
        level: matter.level.as_ref().map_or(Level::Other, |level| level.value),
        short_name: matter.short_name.clone().unwrap_or_else(|| name.clone()),
        name,
        slug: matter.slug.as_ref().map_or_else(|| code.to_lowercase().into(), |slug| slug.value.clone()),
        parent,
        valid_from,
        valid_to,
        successors,
        external: matter.external.iter().map(|(service, id)| (service.value.clone(), id.value.clone())).collect(),
        tile,
        title: said.and_then(|said| said.matter.title.clone()),
        summary: said.and_then(|said| said.matter.summary.clone()),
        prose: said.map(prose_of).unwrap_or_default(),
        code,
    })
}

/// Whether going up from a region comes back to it, which is reported.
fn is_in_circle(code: &Id, matter: &RegionMatter, document: &Written<RegionsMatter>, desk: &mut Desk<'_>) -> bool {
    let parents: BTreeMap<&str, &str> = document
        .matter
        .regions
        .iter()
        .filter_map(|region| Some((region.value.code.as_ref()?.value.as_str(), region.value.parent.as_ref()?.value.as_str())))
        .collect();
    let mut at = code.as_str();
    for _ in 0..parents.len() {
        match parents.get(at) {
            Some(up) if *up == code.as_str() => {
                let span = matter.parent.as_ref().map_or(0..0, |parent| parent.span.clone());
                desk.report.push(
                    Diagnostic::error(&document.file, span, "region-in-a-circle", format!("by this `{code}` is a part of itself"))
                        .help("the whole country has no parent"),
                );
                return true;
            }
            Some(up) => at = up,
            None => return false,
        }
    }
    false
}

fn tile(matter: &RegionMatter, document: &Written<RegionsMatter>, desk: &mut Desk<'_>) -> Option<(i64, i64)> {
    match matter.tile.as_slice() {
        [] => None,
        [column, row] => Some((column.value, row.value)),
        tile => {
            let message = format!("a tile is a column and a row, and this is {} number(s)", tile.len());
            desk.report.push(Diagnostic::error(&document.file, matter.tile_span.clone(), "malformed-tile", message).help("for example: tile = [3, 5]"));
            None
        }
    }
}

fn groups(document: &Written<RegionsMatter>, desk: &mut Desk<'_>) -> Vec<RegionGroup> {
    let mut seen = BTreeSet::new();
    let mut groups = Vec::new();
    for Spanned { value: matter, .. } in &document.matter.groups {
        let regions = desk.names.regions.find_all(&matter.regions, &document.file, desk.report);
        let Some(id) = &matter.id else { continue };
        if is_first(id, &mut seen, "group", &document.file, desk.report) {
            groups.push(RegionGroup { id: id.value.clone(), name: named(matter.name.as_ref(), &id.value, desk.language()), regions });
        }
    }
    groups
}
