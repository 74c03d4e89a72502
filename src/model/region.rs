//! Regions in their classifications, valid in time.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::indicator::ExternalId;
use super::outline::Outlines;
use super::{Date, Id, Lifecycle, Prose, Text};

/// The regions of a site.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Regions {
    /// Version, status and history of the file; `None` where the site has none.
    #[serde(flatten)]
    pub lifecycle: Option<Lifecycle>,
    /// Classifications, in the order of the source.
    pub classifications: Vec<Classification>,
    /// Regions by code.
    pub regions: BTreeMap<Id, Region>,
    /// Groups of peers.
    pub groups: Vec<RegionGroup>,
    /// Where regions lie, where the site has a map.
    #[serde(skip)]
    pub outlines: Option<Outlines>,
}

impl Regions {
    /// A region by its code.
    pub fn get(&self, code: &str) -> Option<&Region> {
        self.regions.get(code)
    }

    /// A region by the last segment of its address.
    pub fn by_slug(&self, slug: &str) -> Option<&Region> {
        self.regions.values().find(|region| &*region.slug == slug)
    }

    /// The whole country, where it is given; of several the one valid longest.
    pub fn country(&self) -> Option<&Region> {
        self.of_level(Level::Country).max_by_key(|region| region.valid_to.is_none())
    }

    /// Regions of a level, in code order.
    pub fn of_level(&self, level: Level) -> impl Iterator<Item = &Region> {
        self.regions.values().filter(move |region| region.level == level)
    }

    /// Regions that are compared on a day: of level county and valid then, in code order.
    pub fn comparable(&self, day: Option<Date>) -> impl Iterator<Item = &Region> {
        self.of_level(Level::County).filter(move |region| self.is_valid(region, day))
    }

    /// Whether a region and its classification are valid on a day; without a day, whether neither has ended.
    pub fn is_valid(&self, region: &Region, day: Option<Date>) -> bool {
        let holds = |from: Option<Date>, to: Option<Date>| match day {
            Some(day) => from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to),
            None => to.is_none(),
        };
        let classification = self.classifications.iter().find(|classification| classification.id == region.classification);
        holds(region.valid_from, region.valid_to) && classification.is_none_or(|classification| holds(classification.valid_from, classification.valid_to))
    }

    /// The first and the last day of a region, as far as it or its classification says them.
    pub fn validity(&self, region: &Region) -> (Option<Date>, Option<Date>) {
        let classification = self.classifications.iter().find(|classification| classification.id == region.classification);
        let from = [region.valid_from, classification.and_then(|classification| classification.valid_from)];
        let to = [region.valid_to, classification.and_then(|classification| classification.valid_to)];
        (from.into_iter().flatten().max(), to.into_iter().flatten().min())
    }

    /// The ended region that a region continues: each is the other's only one.
    pub fn only_predecessor(&self, region: &Region) -> Option<&Region> {
        let mut before = self.regions.values().filter(|other| other.successors.contains(&region.code));
        let only = before.next()?;
        (before.next().is_none() && only.successors.len() == 1).then_some(only)
    }

    /// Whether there is any region.
    pub fn is_empty(&self) -> bool {
        self.regions.is_empty()
    }
}

/// A division of the country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Classification {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// The first day it holds.
    pub valid_from: Option<Date>,
    /// The last day it holds.
    pub valid_to: Option<Date>,
}

/// What kind of area a region is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The whole country.
    Country,
    /// A collaboration area.
    CollaborationArea,
    /// A county, or a city with a county's duty: what is compared.
    County,
    /// A joint authority; has a page, but no rank.
    JointAuthority,
    /// Any other.
    Other,
}

impl Level {
    /// The words of the sources.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("country", Self::Country),
        ("collaboration-area", Self::CollaborationArea),
        ("county", Self::County),
        ("joint-authority", Self::JointAuthority),
        ("other", Self::Other),
    ];
}

/// A region.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Region {
    /// Statistics Finland's code, unique over all classifications.
    pub code: Id,
    /// The classification it belongs to.
    pub classification: Id,
    /// What kind of area it is.
    pub level: Level,
    /// Its official name.
    pub name: Text,
    /// A short name for tables and charts.
    pub short_name: Text,
    /// The last segment of its address, the same in every language.
    pub slug: Id,
    /// The region it is part of.
    pub parent: Option<Id>,
    /// The first day it exists.
    pub valid_from: Option<Date>,
    /// The last day it exists.
    pub valid_to: Option<Date>,
    /// What followed it.
    pub successors: Vec<Id>,
    /// Its numbers in other services.
    pub external: BTreeMap<String, ExternalId>,
    /// Its column and row on the tile map.
    pub tile: Option<(i64, i64)>,
    /// A heading of its own, from its prose.
    pub title: Option<Text>,
    /// What is said of it in short.
    pub summary: Option<Text>,
    /// What is said of it.
    pub prose: Prose,
}

/// Regions to compare with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RegionGroup {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// Its members.
    pub regions: Vec<Id>,
}
