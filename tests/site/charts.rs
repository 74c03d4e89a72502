//! Charts on pages, in prose and beside their pages: every kind is there, after the table that carries its values.

#[path = "../../benches/charts/ours.rs"]
mod ours;

use crate::site::contract::site;
use crate::support::folder::Folder;
use crate::support::none;
use crate::support::page::{broken_links, look};
use crate::support::program::build;
use crate::support::site::Built;

/// Three counties side by side, the third an island, in metres of a projection.
const MAP: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"a","code":"K01"},"geometry":{"type":"Polygon","coordinates":[[[300000,6700000],[400000,6700000],[400000,6900000],[300000,6900000],[300000,6700000]]]}},
{"type":"Feature","properties":{"name":"b","code":"K02"},"geometry":{"type":"Polygon","coordinates":[[[400000,6700000],[500000,6700000],[500000,6900000],[400000,6900000],[400000,6700000]]]}},
{"type":"Feature","properties":{"name":"c","code":"K03"},"geometry":{"type":"Polygon","coordinates":[[[520000,6700000],[560000,6700000],[560000,6800000],[520000,6700000]]]}}]}"#;

/// One of each kind, in prose.
const PROSE: &str = "
![chart-1](chart:trend?indicator=waits&regions=K01,ALL)

![chart-2](chart:ranking?indicator=waits)

![chart-3](chart:tile-map?indicator=waits)

![chart-4](chart:map?indicator=waits)

![chart-5](chart:small-multiples?indicator=waits)

![chart-6](chart:sparkline?indicator=waits&regions=K01)

![chart-7](chart:profile?regions=K01)

![chart-8](chart:matrix?collection=test-rounds)

![chart-9](chart:stacked?collection=library&id=first&table=costs)
";

fn with_charts(name: &str) -> Folder {
    let folder = Folder::copy_of(name, &site());
    folder.write("models/regions.geojson", MAP);
    let page = folder.text("content/pages/manual/index.md");
    folder.write("content/pages/manual/index.md", format!("{page}{PROSE}"));
    folder
}

#[test]
fn every_kind_of_chart_stands_in_prose_after_its_values() {
    let folder = with_charts("charts");
    let (built, _) = Built::of(folder.path(), &folder.join("output"), &["--drafts"]);
    let page = built.text("manual/index.html");
    let mut missing = Vec::new();
    for at in 1..=9 {
        let figure = page.split("<figure class=\"chart\">").find(|part| part.contains(&format!("<b>chart-{at}</b>")));
        let Some(figure) = figure.and_then(|part| part.split("</figure>").next()) else {
            missing.push(format!("chart-{at} is not drawn"));
            continue;
        };
        let (table, picture) = (figure.find("<table"), figure.rfind("<svg"));
        if table.is_none() || picture < table {
            missing.push(format!("chart-{at} has no table before it"));
        }
    }
    none("charts in prose", missing);
    let is_group = |part: &&str| part.split('>').next().is_some_and(|tag| tag.contains("role=\"group\"") && tag.contains("s-chart-3"));
    let group = page.split("<svg").find(is_group).and_then(|part| part.split("</svg>").next()).expect("a tile map of links");
    assert_eq!(group.matches("<a href=").count(), 3, "a link for each county");
    none("links that lead nowhere", broken_links(&built, &look(&built), false));
}

#[test]
fn charts_are_files_beside_their_pages() {
    let folder = with_charts("charts");
    let (built, _) = Built::of(folder.path(), &folder.join("output"), &["--drafts"]);
    let files = [
        "indicators/waits/ranking.svg",
        "indicators/waits/trend.svg",
        "indicators/waits/tile-map.svg",
        "indicators/waits/map.svg",
        "indicators/waits/small-multiples.svg",
        "regions/m-slug-one/profile.svg",
        "test-rounds/matrix.svg",
        "implementations/matrix.svg",
    ];
    none("files that are not there", files.iter().filter(|file| !built.files.contains(**file)));
    let is_bad = |path: &&str| roxmltree::Document::parse(&built.text(path)).is_err() || built.text(path).contains("<a ");
    none("files that are no pictures, or have links", built.ending(".svg").filter(|path| !path.contains("m-picture")).filter(is_bad));
    let page = built.text("indicators/waits/index.html");
    for (before, after) in [("id=\"by-region", "tile-map-t"), ("id=\"by-region", "map-t"), ("id=\"by-region-and-period", "small-multiples-t")] {
        assert!(page.find(before) < page.find(after) && page.contains(before), "{after} stands before {before}");
    }
}

#[test]
fn a_map_that_is_none_says_why() {
    for (map, words) in [
        (
            "{",
            "error[malformed-map]: the map cannot be read: it is no GeoJSON: EOF while parsing an object at line 1 column 1\n --> models/regions.geojson:1:1",
        ),
        (&MAP.replace("K0", "X0"), "error[map-without-regions]: no property of the map's features holds codes of regions\n --> models/regions.geojson:1:1"),
        (&MAP.replace("K03", "X03"), "warning[region-not-on-map]: the map has no feature for K03\n --> models/regions.geojson:1:1"),
    ] {
        let folder = with_charts("charts");
        folder.write("models/regions.geojson", map);
        let run = build(folder.path(), &folder.join("output"), &["--drafts"]);
        let is_error = words.starts_with("error");
        run.ends_with(i32::from(is_error)).says(words);
    }
}

/// Long names, as the regions call themselves and as some call each other.
const LONG: [&str; 22] = [
    "Helsingin kaupunki",
    "Vantaan ja Keravan hyvinvointialue",
    "Länsi-Uudenmaan hyvinvointialue",
    "Itä-Uudenmaan hyvinvointialue",
    "Keski-Uudenmaan hyvinvointialue",
    "Varsinais-Suomen hyvinvointialue",
    "Satakunnan hyvinvointialue",
    "Kanta-Hämeen hyvinvointialue",
    "Pirkanmaan hyvinvointialue",
    "Päijät-Hämeen hyvinvointialue",
    "Kymenlaakson hyvinvointialue",
    "Etelä-Karjalan hyvinvointialue",
    "Etelä-Savon hyvinvointialue",
    "Pohjois-Savon hyvinvointialue",
    "Pohjois-Karjalan hyvinvointialue",
    "Keski-Suomen hyvinvointialue",
    "Etelä-Pohjanmaan hyvinvointialue",
    "Österbottens välfärdsområde",
    "Mellersta Österbottens välfärdsområde",
    "Norra Österbottens välfärdsområde",
    "Kainuun hyvinvointialue",
    "Lapin hyvinvointialue",
];

#[test]
fn a_chart_of_all_regions_is_ten_kilobytes_at_most() {
    let mut large = Vec::new();
    for (kind, draw) in ours::KINDS {
        for seed in 0..20 {
            for (names, values) in [("short", ours::Values::of(seed)), ("long", ours::Values { regions: LONG, ..ours::Values::of(seed) })] {
                let bytes = draw(&values).len();
                if bytes > 10_000 {
                    large.push(format!("{kind} with {names} names, {seed}: {bytes} bytes"));
                }
            }
        }
    }
    none("charts that are too large", large);
}
