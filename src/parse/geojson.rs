//! `models/regions.geojson`: features with their properties and rings, as RFC 7946 has them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;

/// A ring of places, in the coordinates of the file.
pub type Ring = Vec<(f64, f64)>;

/// A thing on a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Its properties that are words or whole numbers, as text; its `id` is one of them.
    pub properties: BTreeMap<String, String>,
    /// Its rings, holes among them.
    pub rings: Vec<Ring>,
}

#[derive(Deserialize)]
struct Collection {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    features: Vec<Written>,
}

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    id: Json,
    #[serde(default)]
    properties: Option<BTreeMap<String, Json>>,
    #[serde(default)]
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Geometry {
    Polygon {
        coordinates: Vec<Vec<Vec<f64>>>,
    },
    MultiPolygon {
        coordinates: Vec<Vec<Vec<Vec<f64>>>>,
    },
    #[serde(rename = "GeometryCollection")]
    Several {
        geometries: Vec<Geometry>,
    },
    /// A point or a line, which encloses nothing.
    #[serde(other)]
    Other,
}

/// The features of a map that enclose anything, or why there are none, in the words of a finding.
pub fn features(bytes: &[u8]) -> Result<Vec<Feature>, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let read: Collection = serde_json::from_slice(bytes).map_err(|error| format!("it is no GeoJSON: {error}"))?;
    if read.kind != "FeatureCollection" {
        return Err(format!("it is a `{}`, not a `FeatureCollection`", read.kind));
    }
    let features: Vec<Feature> = read.features.into_iter().map(feature).filter(|feature| !feature.rings.is_empty()).collect();
    if features.is_empty() { Err("it has no polygons".to_owned()) } else { Ok(features) }
}

fn feature(written: Written) -> Feature {
    let mut properties: BTreeMap<String, String> = BTreeMap::new();
    let id = ("id".to_owned(), written.id);
    for (key, value) in std::iter::once(id).chain(written.properties.into_iter().flatten()) {
        match value {
            Json::String(text) => properties.insert(key, text),
            Json::Number(number) => properties.insert(key, number.to_string()),
            _ => None,
        };
    }
    let mut rings = Vec::new();
    if let Some(geometry) = written.geometry {
        collect(geometry, &mut rings);
    }
    Feature { properties, rings }
}

fn collect(geometry: Geometry, rings: &mut Vec<Ring>) {
    match geometry {
        Geometry::Polygon { coordinates } => rings.extend(coordinates.iter().filter_map(|ring| closed(ring))),
        Geometry::MultiPolygon { coordinates } => rings.extend(coordinates.iter().flatten().filter_map(|ring| closed(ring))),
        Geometry::Several { geometries } => geometries.into_iter().for_each(|geometry| collect(geometry, rings)),
        Geometry::Other => {}
    }
}

/// A ring of at least three places; those that are none are left out.
fn closed(ring: &[Vec<f64>]) -> Option<Ring> {
    let places = ring.iter().filter_map(|place| match place[..] {
        [x, y, ..] if x.is_finite() && y.is_finite() => Some((x, y)),
        _ => None,
    });
    let places: Ring = places.collect();
    (places.len() >= 3).then_some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polygons_are_read_with_their_words() {
        let read = features(
            br#"{"type":"FeatureCollection","features":[
                {"type":"Feature","id":7,"properties":{"code":"01","area":1.5,"is":true},
                 "geometry":{"type":"MultiPolygon","coordinates":[[[[0,0,9],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}},
                {"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[1,2]}},
                {"type":"Feature","properties":{},"geometry":null}]}"#,
        )
        .expect("a map");
        assert_eq!(read.len(), 1);
        let words: Vec<(&str, &str)> = read[0].properties.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(words, [("area", "1.5"), ("code", "01"), ("id", "7")]);
        assert_eq!(read[0].rings, [vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)], vec![(5.0, 5.0), (6.0, 5.0), (6.0, 6.0), (5.0, 5.0)]]);
    }

    #[test]
    fn what_is_no_map_says_why() {
        for (bytes, why) in [
            ("", "it is no GeoJSON: EOF while parsing a value at line 1 column 0"),
            ("[]", "it is no GeoJSON: invalid length 0, expected struct Collection with 2 elements at line 1 column 2"),
            (r#"{"type":"Topology"}"#, "it is a `Topology`, not a `FeatureCollection`"),
            (r#"{"type":"FeatureCollection","features":[]}"#, "it has no polygons"),
        ] {
            assert_eq!(features(bytes.as_bytes()), Err(why.to_owned()), "{bytes}");
        }
    }
}
