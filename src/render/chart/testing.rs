//! What the tests of all kinds of charts ask for: nothing overlaps, nothing leaves the picture,
//! and the SVG is well-formed XML in classes that the theme paints.

use proptest::prelude::*;

use super::Alternative;
use super::picture::Picture;
use super::svg::TextBox;

/// The stylesheet of the built-in theme.
pub(super) const STYLE: &str = include_str!("../../../themes/virta/static/chart.css");

/// A name for a chart in tests.
pub(super) fn alternative() -> Alternative {
    Alternative { id: "c".into(), title: "T".into(), description: "D".into() }
}

/// A number as tests write it on an axis.
pub(super) fn number(value: f64, decimals: u8) -> String {
    format!("{value:.*}", usize::from(decimals))
}

/// What any chart must hold to.
pub(super) fn assert_sound(picture: &Picture) -> Result<String, TestCaseError> {
    let texts = picture.canvas().texts();
    let svg = picture.finish();
    let (wide, high) = svg.size();
    for text in &texts {
        let is_inside = text.x.0 >= -0.5 && text.x.1 <= f64::from(wide) + 0.5 && text.y.0 >= -0.5 && text.y.1 <= f64::from(high) + 0.5;
        prop_assert!(is_inside, "outside of {wide} × {high}: {text:?}");
    }
    for (index, text) in texts.iter().enumerate() {
        for other in &texts[..index] {
            prop_assert!(!overlap(text, other), "{text:?} lies on {other:?}");
        }
    }
    if let Err(why) = well_formed(svg.as_str()) {
        prop_assert!(false, "{why}: {svg}");
    }
    Ok(svg.into_string())
}

fn overlap(a: &TextBox, b: &TextBox) -> bool {
    let apart = 0.2;
    a.x.0 + apart < b.x.1 && b.x.0 + apart < a.x.1 && a.y.0 + apart < b.y.1 && b.y.0 + apart < a.y.1
}

/// Whether tags are balanced, attributes quoted, and nothing stands that XML cannot hold.
pub(super) fn well_formed(xml: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut pieces = xml.split('<');
    if pieces.next() != Some("") {
        return Err("text before the element".into());
    }
    for piece in pieces {
        let (tag, text) = piece.split_once('>').ok_or("a tag without an end")?;
        check_text(text)?;
        if text.contains('>') {
            return Err("a bare `>`".into());
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("`{name}` is closed, but not open"));
            }
            continue;
        }
        let body = tag.strip_suffix('/').unwrap_or(tag);
        let (name, attributes) = body.split_once(' ').unwrap_or((body, ""));
        check_text(attributes)?;
        let names = attributes.trim_end().split('"').step_by(2);
        let is_name = |name: &str| name.trim_start().strip_suffix('=').is_some_and(|name| !name.is_empty() && !name.contains(['=', ' ']));
        let quotes = attributes.matches('"').count();
        if !quotes.is_multiple_of(2) || !names.take(quotes / 2).all(is_name) || (quotes == 0 && !attributes.is_empty()) {
            return Err(format!("attributes of `{tag}`"));
        }
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("not closed: {open:?}")) }
}

fn check_text(text: &str) -> Result<(), String> {
    if text.chars().any(|c| c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}')) {
        return Err("a letter that XML cannot hold".into());
    }
    let known = ["&amp;", "&lt;", "&gt;", "&quot;"];
    match text.match_indices('&').find(|(at, _)| !known.iter().any(|entity| text[*at..].starts_with(entity))) {
        Some((at, _)) => Err(format!("a bare `&` at {at}")),
        None => Ok(()),
    }
}

/// One element a line, for people who compare.
pub(super) fn lines(svg: &super::Svg) -> String {
    svg.as_str().replace("><", ">\n<")
}

/// Names that are long, empty, foreign or hostile.
pub(super) fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "Kainuu", "Koko maa", "Helsinki", "Vantaan ja Keravan hyvinvointialue", "Mellersta Österbottens välfärdsområde",
            "Pohjois-Pohjanmaan hyvinvointialue", "Davvi-Suoma", "Ikääntyneiden palvelut", "Lasten ja perheiden palvelut",
        ]).prop_map(str::to_owned),
        1 => prop::sample::select(vec![
            "", " ", "<script>&\"'", "yksisanainenmuttaaivanliianpitkähyvinvointialueenhallintomalli", "\u{ad}pitkä\u{ad}sana\u{ad}katkeaa",
            "rivi\nvaihtuu\tja\u{0}muuta", "漢字かな交じり文の長い名前です", "a/b-c/d-e", "ǥŋŧ ǩ\u{301}",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,60}",
    ]
}

/// Words after a number: short, long or none.
pub(super) fn unit() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "%", "käyntiä / 1 000 asukasta", "euroa asukasta kohti vuoden 2021 hinnoin ja väestön ikärakenteella vakioituna"])
        .prop_map(str::to_owned)
}

/// Values of all sizes, and what is no value.
pub(super) fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        8 => -10.0..120.0,
        1 => Just(5.0),
        1 => -1e18..1e18,
        1 => -1e-9..1e-9,
        1 => prop::sample::select(vec![0.0, -0.0, f64::MAX, f64::MIN, f64::MIN_POSITIVE, f64::INFINITY, f64::NEG_INFINITY, f64::NAN]),
    ]
}

/// Any fill.
pub(super) fn shade() -> impl Strategy<Value = super::Shade> {
    use super::Shade::{Absent, CannotExist, NotCollected, Step, Suppressed};
    prop::sample::select(vec![Step(0), Step(1), Step(2), Step(3), Step(9), Suppressed, NotCollected, CannotExist, Absent])
}

/// A value as it is written.
pub(super) fn written(value: f64) -> String {
    format!("{value:.1} %")
}

#[test]
fn every_class_is_painted() {
    let classes = super::ink::Ink::ALL.iter().flat_map(|ink| ink.class().split(' ')).filter(|class| !class.is_empty() && !class.starts_with('#'));
    for class in classes.chain(["pl", "pd", "pq", "s3", "s5", "hatch", "q3", "q5", "c1", "c6", "end", "mid", "land path"]) {
        assert!(STYLE.contains(&format!(".{class} ")) || STYLE.contains(&format!(".{class},")), "`{class}` is not in chart.css");
    }
}

#[test]
fn the_check_of_xml_sees_what_is_wrong() {
    assert_eq!(well_formed("<a b=\"c\"><d/>x &amp; y</a>"), Ok(()));
    for wrong in ["<a>", "<a></b>", "<a b=c/>", "<a>&</a>", "<a>\u{1}</a>", "a"] {
        assert!(well_formed(wrong).is_err(), "{wrong}");
    }
}
