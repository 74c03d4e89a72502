//! `models/regions.toml`.

use super::fields::{Fields, Spanned};
use super::form::{External, ID, Integer, Line, NAME, REGION_CODE, SEGMENT, Word};
use super::lifecycle::{LifecycleMatter, Validity, lifecycle, validity};
use crate::model::indicator::ExternalId;
use crate::model::region::Level;
use crate::model::{Id, Text};

/// Regions as written.
#[derive(Debug, Clone)]
pub struct RegionsMatter {
    /// Version, status, history.
    pub lifecycle: LifecycleMatter,
    /// `[[classifications]]`
    pub classifications: Vec<Spanned<ClassificationMatter>>,
    /// `[[regions]]`
    pub regions: Vec<Spanned<RegionMatter>>,
    /// `[[groups]]`
    pub groups: Vec<Spanned<GroupMatter>>,
    /// `[map]`
    pub map: Option<Spanned<MapMatter>>,
}

/// How the map beside the regions is read, as written.
#[derive(Debug, Clone)]
pub struct MapMatter {
    /// `property`
    pub property: Option<Spanned<String>>,
    /// `source`
    pub source: Option<Text>,
}

/// A classification as written.
#[derive(Debug, Clone)]
pub struct ClassificationMatter {
    /// `id`
    pub id: Option<Spanned<Id>>,
    /// `name`
    pub name: Option<Text>,
    /// `valid_from` and `valid_to`
    pub validity: Validity,
}

/// A region as written.
#[derive(Debug, Clone)]
pub struct RegionMatter {
    /// `code`
    pub code: Option<Spanned<Id>>,
    /// `classification`
    pub classification: Option<Spanned<Id>>,
    /// `level`
    pub level: Option<Spanned<Level>>,
    /// `name`
    pub name: Option<Text>,
    /// `short_name`
    pub short_name: Option<Text>,
    /// `slug`
    pub slug: Option<Spanned<Id>>,
    /// `parent`
    pub parent: Option<Spanned<Id>>,
    /// `valid_from` and `valid_to`
    pub validity: Validity,
    /// `successors`
    pub successors: Vec<Spanned<Id>>,
    /// `external`
    pub external: Vec<(Spanned<String>, Spanned<ExternalId>)>,
    /// `tile`, of which two numbers make a place.
    pub tile: Vec<Spanned<i64>>,
    /// Where its value stands.
    pub tile_span: std::ops::Range<usize>,
}

/// A group of peers as written.
#[derive(Debug, Clone)]
pub struct GroupMatter {
    /// `id`
    pub id: Option<Spanned<Id>>,
    /// `name`
    pub name: Option<Text>,
    /// `regions`
    pub regions: Vec<Spanned<Id>>,
}

/// Reads regions.
pub fn regions(fields: &mut Fields<'_>) -> RegionsMatter {
    RegionsMatter {
        lifecycle: lifecycle(fields),
        classifications: fields.tables("classifications", |fields| ClassificationMatter {
            id: fields.required("id", ID),
            name: fields.required_text("name"),
            validity: validity(fields),
        }),
        regions: fields.tables("regions", region),
        groups: fields.tables("groups", |fields| GroupMatter {
            id: fields.required("id", ID),
            name: fields.required_text("name"),
            regions: fields.list("regions", NAME),
        }),
        map: fields.table("map", |fields| MapMatter { property: fields.optional("property", Line), source: fields.text("source") }),
    }
}

fn region(fields: &mut Fields<'_>) -> RegionMatter {
    RegionMatter {
        code: fields.required("code", REGION_CODE),
        classification: fields.required("classification", NAME),
        level: fields.required("level", Word(&Level::WORDS)),
        name: fields.required_text("name"),
        short_name: fields.text("short_name"),
        slug: fields.required("slug", SEGMENT),
        parent: fields.optional("parent", NAME),
        validity: validity(fields),
        successors: fields.list("successors", NAME),
        external: fields.map("external", External),
        tile: fields.list("tile", Integer { least: 0, most: 1000 }),
        tile_span: fields.span("tile"),
    }
}
