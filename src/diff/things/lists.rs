//! Code lists, and regions in their classifications.

use crate::diff::judge::Judge;
use crate::diff::pointer::Pointer;
use crate::diff::rules::{DETAIL_CHANGED, HIERARCHY_CHANGED, LINK_CHANGED};
use crate::diff::thing::Thing;
use crate::model::region::{Classification, RegionGroup};
use crate::model::{Code, CodeList, Region, Regions, Text};

/// A code list.
pub fn code_list(list: &CodeList) -> Thing {
    let CodeList { id, name, description, lifecycle, uri, oid, codes } = list;
    let at = Pointer::file(format!("models/code-lists/{id}.toml"));
    Thing::new("code-list", id, name, at.clone())
        .text("name", name, Judge::Name)
        .some_text("description", description.as_ref(), Judge::Explains)
        .lifecycle(lifecycle)
        .field("uri", uri, Judge::Is(&DETAIL_CHANGED))
        .field("oid", oid, Judge::Is(&DETAIL_CHANGED))
        .parts("codes", codes.iter().map(|code| self::code(code, id, &at)).collect())
}

fn code(code: &Code, of: &str, at: &Pointer) -> Thing {
    let Code { code, name, definition, broader, uri, valid_from, valid_to, renamed_from, deprecated } = code;
    Thing::part("code", of, '/', code, name, at.item("codes", "code", code))
        .text("name", name, Judge::Name)
        .some_text("definition", definition.as_ref(), Judge::Defines)
        .field("broader", broader, Judge::Is(&HIERARCHY_CHANGED))
        .field("uri", uri, Judge::Is(&DETAIL_CHANGED))
        .validity(*valid_from, *valid_to)
        .before(renamed_from)
        .deprecated(deprecated.as_ref())
}

/// The file of regions, without the regions: each of them has a page of its own.
pub fn regions(regions: &Regions) -> Thing {
    let Regions { lifecycle, classifications, regions: _, groups, outlines: _ } = regions;
    let at = Pointer::file("models/regions.toml");
    let thing = Thing::new("regions", "", &Text::default(), at.clone());
    let thing = match lifecycle {
        Some(lifecycle) => thing.lifecycle(lifecycle),
        None => thing,
    };
    thing
        .parts("classifications", classifications.iter().map(|classification| self::classification(classification, &at)).collect())
        .parts("groups", groups.iter().map(|group| self::group(group, &at)).collect())
}

fn classification(classification: &Classification, at: &Pointer) -> Thing {
    let Classification { id, name, valid_from, valid_to } = classification;
    Thing::new("classification", id, name, at.item("classifications", "id", id)).text("name", name, Judge::Name).validity(*valid_from, *valid_to)
}

fn group(group: &RegionGroup, at: &Pointer) -> Thing {
    let RegionGroup { id, name, regions } = group;
    Thing::new("region-group", id, name, at.item("groups", "id", id)).text("name", name, Judge::Name).field("regions", regions, Judge::Links)
}

/// A region.
pub fn region(region: &Region) -> Thing {
    let Region { code, classification, level, name, short_name, slug, parent, valid_from, valid_to, successors, external, tile, title, summary, prose } =
        region;
    Thing::new("region", code, name, Pointer::file("models/regions.toml").item("regions", "code", code))
        .field("classification", classification, Judge::Is(&LINK_CHANGED))
        .field("level", level, Judge::Is(&HIERARCHY_CHANGED))
        .text("name", name, Judge::Name)
        .text("short_name", short_name, Judge::Name)
        .field("slug", slug, Judge::Is(&LINK_CHANGED))
        .field("parent", parent, Judge::Is(&HIERARCHY_CHANGED))
        .validity(*valid_from, *valid_to)
        .field("successors", successors, Judge::Links)
        .field("external", external, Judge::Is(&DETAIL_CHANGED))
        .field("tile", tile, Judge::Is(&DETAIL_CHANGED))
        .some_text("title", title.as_ref(), Judge::Name)
        .some_text("summary", summary.as_ref(), Judge::Explains)
        .prose(prose)
}
