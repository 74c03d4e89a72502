//! Outlines of regions from a map: matched by code, put on a plane, fitted together, simplified.
//!
//! * **Neighbours stay neighbours.** A border that two regions share is cut at the places where others meet it and
//!   simplified once, so no gap opens between them.
//! * **Any coordinates**: degrees are put on a plane that is true in the middle of the map; those of a projection are
//!   taken as they are.
//! * Numbers are made by sums and products only, so that a map is the same on every machine.

mod simplified;

use std::collections::{BTreeMap, BTreeSet};

use super::Desk;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::model::outline::Outlines;
use crate::model::region::Level;
use crate::model::{Id, Region};
use crate::parse::geojson::{self, Feature};
use crate::parse::regions::MapMatter;
use crate::source::SourceFile;

/// The larger side of the plane.
const SIDE: f64 = 2000.0;

/// The outlines of a site's regions; `None` where the site has no map that can be read.
pub fn outlines(matter: Option<&MapMatter>, regions: &BTreeMap<Id, Region>, desk: &mut Desk<'_>) -> Option<Outlines> {
    let file = desk.documents.map.as_ref().filter(|map| !map.is_refused)?;
    let features = match geojson::features(&file.bytes) {
        Ok(features) => features,
        Err(why) => {
            let help = "a map is a GeoJSON FeatureCollection whose features are polygons with the code of their region";
            desk.report.push(finding(Severity::Error, file, "malformed-map", format!("the map cannot be read: {why}")).help(help));
            return None;
        }
    };
    let asked = matter.and_then(|matter| matter.property.as_ref());
    let (property, found) = by_property(&features, asked.map(|asked| asked.value.as_str()), regions);
    if found.is_empty() {
        let message = match &property {
            Some(property) => format!("no feature of the map has the code of a region as `{property}`"),
            None => "no property of the map's features holds codes of regions".to_owned(),
        };
        let known: BTreeSet<&String> = features.iter().flat_map(|feature| feature.properties.keys()).collect();
        let known: Vec<&str> = known.into_iter().map(String::as_str).take(12).collect();
        let help = format!("name the property that holds the code in models/regions.toml: [map] property = \"…\"; the features have {}", known.join(", "));
        desk.report.push(finding(Severity::Error, file, "map-without-regions", message).help(help));
        return None;
    }
    report_missing(&found, regions, file, desk);
    let source = matter.and_then(|matter| matter.source.clone());
    let (size, rings) = simplified::simplified(&on_a_plane(found));
    Some(Outlines { size, rings, source })
}

/// A finding about the whole file: its lines may be as long as itself.
fn finding(severity: Severity, file: &SourceFile, rule: &'static str, message: String) -> Diagnostic {
    Diagnostic::new(severity, Place { release: file.release.clone(), ..Place::of_file(&file.path) }, rule, message)
}

/// Rings of places by the code of their region.
type Found = BTreeMap<Id, Vec<geojson::Ring>>;

/// The features whose property is the code of a region; without a name the property that matches most.
fn by_property(features: &[Feature], asked: Option<&str>, regions: &BTreeMap<Id, Region>) -> (Option<String>, Found) {
    if let Some(asked) = asked {
        return (Some(asked.to_owned()), matching(features, asked, regions));
    }
    let keys: BTreeSet<&str> = features.iter().flat_map(|feature| feature.properties.keys().map(String::as_str)).collect();
    let mut best = (None, Found::new());
    for key in keys {
        let found = matching(features, key, regions);
        if found.len() > best.1.len() {
            best = (Some(key.to_owned()), found);
        }
    }
    best
}

fn matching(features: &[Feature], property: &str, regions: &BTreeMap<Id, Region>) -> Found {
    let mut found = Found::new();
    for feature in features {
        if let Some(code) = feature.properties.get(property).and_then(|value| code(value, regions)) {
            found.entry(code).or_default().extend(feature.rings.iter().cloned());
        }
    }
    found
}

/// The code that a value is; a number may have lost its leading zeros.
fn code(value: &str, regions: &BTreeMap<Id, Region>) -> Option<Id> {
    let value = value.trim();
    let padded = |wide: usize| regions.get_key_value(format!("{value:0>wide$}").as_str());
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let found = regions.get_key_value(value).or_else(|| (2..=3).filter(|_| is_number).find_map(padded));
    found.map(|(code, _)| code.clone())
}

/// Says which regions that are compared are not on the map.
fn report_missing(found: &Found, regions: &BTreeMap<Id, Region>, file: &SourceFile, desk: &mut Desk<'_>) {
    let is_wanted = |region: &&Region| region.level == Level::County && region.valid_to.is_none();
    // A map shows one classification: that of most of its regions.
    let on_map = |classification: &Id| regions.values().filter(|region| region.classification == *classification && found.contains_key(&region.code)).count();
    let classifications: BTreeSet<&Id> = regions.values().map(|region| &region.classification).collect();
    let Some(shown) = classifications.into_iter().max_by_key(|classification| on_map(classification)) else { return };
    let missing: Vec<&str> = regions
        .values()
        .filter(is_wanted)
        .filter(|region| region.classification == *shown && !found.contains_key(&region.code))
        .map(|region| &*region.code)
        .collect();
    if !missing.is_empty() {
        let message = format!("the map has no feature for {}", missing.join(", "));
        let help = "a region that is not on the map stays in tables and in the tile map";
        desk.report.push(finding(Severity::Warning, file, "region-not-on-map", message).help(help));
    }
}

/// Places on a plane whose larger side is [`SIDE`], y downwards, rounded to whole numbers.
fn on_a_plane(found: Found) -> (simplified::Size, simplified::Shapes) {
    let all = || found.values().flatten().flatten().copied();
    let (mut low, mut high) = ((f64::INFINITY, f64::INFINITY), (f64::NEG_INFINITY, f64::NEG_INFINITY));
    for (x, y) in all() {
        low = (low.0.min(x), low.1.min(y));
        high = (high.0.max(x), high.1.max(y));
    }
    let is_degrees = low.0 >= -180.0 && high.0 <= 180.0 && low.1 >= -90.0 && high.1 <= 90.0;
    let narrow = if is_degrees { cosine(f64::midpoint(low.1, high.1)).max(0.01) } else { 1.0 };
    let (wide, tall) = ((high.0 - low.0) * narrow, high.1 - low.1);
    let scale = if wide.max(tall) > 0.0 { SIDE / wide.max(tall) } else { 0.0 };
    let place = |(x, y): (f64, f64)| (((x - low.0) * narrow * scale).round() as i32, ((high.1 - y) * scale).round() as i32);
    let shapes = found.into_iter().map(|(code, rings)| (code, rings.into_iter().map(|ring| ring.into_iter().map(place).collect()).collect()));
    (((wide * scale).round() as i32, (tall * scale).round() as i32), shapes.collect())
}

/// The cosine of an angle in degrees, between a quarter turn to both sides, by its series: the same on every machine.
fn cosine(degrees: f64) -> f64 {
    let angle = degrees * (std::f64::consts::PI / 180.0);
    let square = angle * angle;
    let mut term = 1.0;
    let mut sum = 1.0;
    for step in 1..12 {
        let count = f64::from(2 * step);
        term *= -square / (count * (count - 1.0));
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    #![expect(clippy::print_stdout, reason = "a test that is skipped says so aloud")]

    use std::path::Path;

    use super::cosine;
    use crate::source::{SourceFile, Sources};
    use crate::testing::{resolved, sources};

    #[test]
    fn the_cosine_is_the_cosine() {
        for degrees in [0.0, 25.0, 60.0, 64.9, -80.0, 90.0] {
            assert!((cosine(degrees) - (degrees * std::f64::consts::PI / 180.0).cos()).abs() < 1e-12, "{degrees}");
        }
    }

    /// The repository's own regions with a map of them.
    fn with_map(bytes: Vec<u8>) -> Option<Sources> {
        let regions = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("models/regions.toml")).ok()?;
        let mut sources = sources("//- content/index.md\n+++\ntitle = \"Front\"\n+++\n");
        sources.insert(SourceFile::new("models/regions.toml", regions));
        sources.insert(SourceFile::new("models/regions.geojson", bytes));
        Some(sources)
    }

    #[test]
    fn real_outlines_are_matched_by_code_and_stay_small() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/reg-fi-boundaries/hyvinvointialueet.2023.derived.json");
        let Some(sources) = std::fs::read(&file).ok().and_then(with_map) else {
            println!("SKIPPED: {} is not there", file.display());
            return;
        };
        let (model, report) = resolved(&sources);
        assert!(!report.human(false).contains("regions.geojson"), "{}", report.human(false));
        let outlines = model.regions.outlines.as_ref().expect("a map");
        let missing: Vec<&str> = model.regions.comparable(None).map(|region| &*region.code).filter(|code| !outlines.rings.contains_key(*code)).collect();
        assert_eq!(missing, Vec::<&str>::new());
        let corners: usize = outlines.rings.values().flatten().map(Vec::len).sum();
        assert!((300..=700).contains(&corners), "{corners} corners");
        assert!(outlines.size.1 == 2000 && (900..1300).contains(&outlines.size.0), "{:?}", outlines.size);
    }
}
