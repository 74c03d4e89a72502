//! What a link goes to: the destinations of contract §1.9 as values.
//!
//! **A target is read from its words alone.** Whether there is such a thing is another question,
//! which [`super::rules::links`] asks of the model; so a page can be rendered from content that
//! has mistakes in it.

use crate::model::region::Level;
use crate::model::{ConceptRef, Id, Kind, Period, Reference};

/// What a link or an image goes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// A thing of the site, and an anchor on its page: `use-case:id#question`.
    Thing(Reference, Option<String>),
    /// A concept, or an attribute of one: `concept:model/concept.attribute`.
    Concept(ConceptRef),
    /// A chart over the site's own values: `chart:kind?…`.
    Chart(Box<ChartRequest>),
    /// The diagram of a concept model: `diagram:model`.
    Diagram(Id),
    /// An address in the world: `https:`, `http:`, `mailto:`.
    External(String),
    /// An anchor of the same page: `#id`.
    Anchor(String),
    /// A file beside the document, and a place in it: `report.pdf#page=3`.
    File(String, Option<String>),
}

/// A chart that prose asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartRequest {
    /// What it looks like.
    pub kind: ChartKind,
    /// What it shows.
    pub data: ChartData,
}

/// What a chart shows.
#[derive(Debug, Clone, PartialEq)]
pub enum ChartData {
    /// Values of an indicator.
    Indicator {
        /// Which.
        indicator: Id,
        /// Regions by code; none are named where all that are compared are meant.
        regions: Vec<Id>,
        /// The level of regions, where one is asked for.
        level: Option<Level>,
        /// The period; `None` is the latest.
        period: Option<Period>,
        /// Dimensions and the code of each; those that are not named are total.
        cell: Vec<(Id, Id)>,
    },
    /// A region in all indicators.
    Region(Id),
    /// The states of a collection's documents, by region and theme.
    Collection(Id),
    /// A table of a collection's document.
    Table {
        /// The collection.
        collection: Id,
        /// The document.
        document: Id,
        /// The field that holds the table.
        table: String,
    },
}

/// The kinds of charts that prose can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChartKind {
    /// Values over time.
    Trend,
    /// Regions in the order of their values.
    Ranking,
    /// Parts of a whole, from a table.
    Stacked,
    /// Rows over time, from a table.
    Timeline,
    /// Values over time, as small as a word.
    Sparkline,
    /// A region in all indicators, each between the worst and the best region.
    Profile,
    /// Regions as tiles.
    TileMap,
    /// Regions as land.
    Map,
    /// A small trend for each region.
    SmallMultiples,
    /// States of regions by theme, from the documents of a collection.
    Matrix,
}

impl ChartKind {
    /// The words of the sources.
    pub const WORDS: [(&'static str, Self); 10] = [
        ("trend", Self::Trend),
        ("ranking", Self::Ranking),
        ("profile", Self::Profile),
        ("tile-map", Self::TileMap),
        ("map", Self::Map),
        ("small-multiples", Self::SmallMultiples),
        ("stacked", Self::Stacked),
        ("timeline", Self::Timeline),
        ("matrix", Self::Matrix),
        ("sparkline", Self::Sparkline),
    ];

    /// The word of the sources.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    /// Whether it is drawn from a collection's table.
    pub const fn is_of_table(self) -> bool {
        matches!(self, Self::Stacked | Self::Timeline)
    }
}

/// Why a destination is none, in the words of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// The rule that it breaks.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Malformed {
    fn new(rule: &'static str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { rule, message: message.into(), help: help.into() }
    }
}

/// Schemes that are not those of things.
pub const OTHER_SCHEMES: [&str; 5] = ["chart", "diagram", "https", "http", "mailto"];

/// Reads a destination. A scheme that nobody knows is taken for a collection's.
pub fn target(destination: &str) -> Result<Target, Malformed> {
    if destination.is_empty() {
        return Err(Malformed::new("empty-link", "the link goes nowhere", "write where it goes between the parentheses"));
    }
    if let Some(anchor) = destination.strip_prefix('#') {
        return Ok(Target::Anchor(decoded(anchor)));
    }
    match scheme(destination) {
        None => Ok(file(destination)),
        Some(scheme) => of_scheme(scheme, &destination[scheme.len() + 1..], destination),
    }
}

/// The scheme of a destination, without its colon.
pub fn scheme(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    let is_scheme = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-' | b'_'));
    (is_scheme && !scheme.is_empty()).then_some(scheme)
}

fn of_scheme(scheme: &str, rest: &str, whole: &str) -> Result<Target, Malformed> {
    if ["https", "http", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return external(scheme, rest, whole);
    }
    match scheme {
        "chart" => chart(rest).map(|request| Target::Chart(Box::new(request))),
        "diagram" if rest.is_empty() => {
            Err(Malformed::new("unknown-concept-model", "the diagram names no concept model", "write `diagram:` and the model's id"))
        }
        "diagram" => Ok(Target::Diagram(decoded(rest).into())),
        "concept" => concept(rest),
        _ => thing(scheme, rest),
    }
}

fn external(scheme: &str, rest: &str, whole: &str) -> Result<Target, Malformed> {
    let is_mail = scheme.eq_ignore_ascii_case("mailto");
    let is_whole =
        if is_mail { rest.contains('@') } else { rest.strip_prefix("//").is_some_and(|host| !host.is_empty() && !host.starts_with(['/', '?', '#'])) };
    if is_whole && !whole.contains(|sign: char| sign.is_control() || sign.is_whitespace()) {
        return Ok(Target::External(whole.to_owned()));
    }
    let example = if is_mail { "mailto:name@example.org" } else { "https://example.org/" };
    Err(Malformed::new("malformed-address", format!("`{whole}` is not a whole address"), format!("for example: {example}")))
}

fn concept(rest: &str) -> Result<Target, Malformed> {
    match ConceptRef::parse(&decoded(rest)) {
        Some(reference) => Ok(Target::Concept(reference)),
        None => Err(Malformed::new(
            "malformed-concept",
            format!("`{rest}` is not a concept of a model"),
            "write `concept:model/concept` or `concept:model/concept.attribute`",
        )),
    }
}

fn thing(scheme: &str, rest: &str) -> Result<Target, Malformed> {
    let (id, fragment) = split_fragment(rest);
    if id.is_empty() {
        return Err(Malformed::new("empty-link", format!("`{scheme}:` names nothing"), format!("write the id after `{scheme}:`")));
    }
    let kind = Kind::built_in(scheme).unwrap_or_else(|| Kind::Document(scheme.into()));
    Ok(Target::Thing(Reference::new(kind, decoded(id)), fragment))
}

fn file(destination: &str) -> Target {
    let (path, fragment) = split_fragment(destination);
    Target::File(decoded(path), fragment)
}

fn split_fragment(text: &str) -> (&str, Option<String>) {
    match text.split_once('#') {
        Some((id, "")) => (id, None),
        Some((id, fragment)) => (id, Some(decoded(fragment))),
        None => (text, None),
    }
}

/// Reads what follows `chart:`.
fn chart(rest: &str) -> Result<ChartRequest, Malformed> {
    let (word, query) = rest.split_once('?').unwrap_or((rest, ""));
    let Some(kind) = ChartKind::WORDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind) else {
        let help = crate::diagnostic::nearest(word, ChartKind::WORDS.map(|(word, _)| word))
            .map_or_else(|| format!("charts that are drawn: {}", ChartKind::WORDS.map(|(word, _)| word).join(", ")), |near| format!("did you mean `{near}`?"));
        return Err(Malformed::new("unknown-chart", format!("there is no chart `{word}`"), help));
    };
    let mut parameters = Vec::new();
    for part in query.split('&').filter(|part| !part.is_empty()) {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let (key, value) = (decoded(key), decoded(value));
        if value.is_empty() {
            return Err(Malformed::new(
                "chart-parameter",
                format!("the parameter `{key}` says nothing"),
                format!("write `{key}=` and a value, or leave it out"),
            ));
        }
        if parameters.iter().any(|(known, _)| *known == key) {
            return Err(Malformed::new(
                "chart-parameter",
                format!("the parameter `{key}` is there twice"),
                "several regions are one parameter: `regions=20,21`",
            ));
        }
        parameters.push((key, value));
    }
    let data = match kind {
        ChartKind::Profile => of_region(parameters)?,
        ChartKind::Matrix => of_collection(parameters)?,
        _ if kind.is_of_table() => of_table(kind, parameters)?,
        _ => of_indicator(kind, parameters)?,
    };
    Ok(ChartRequest { kind, data })
}

fn of_region(parameters: Vec<(String, String)>) -> Result<ChartData, Malformed> {
    let mut region = None;
    for (key, value) in parameters {
        match key.as_str() {
            "regions" => region = Some(value),
            _ => return Err(unknown_parameter(ChartKind::Profile, &key, &["regions"])),
        }
    }
    match region {
        Some(region) if !region.contains(',') => Ok(ChartData::Region(region.into())),
        _ => Err(Malformed::new("chart-parameter", "`profile` needs one region", "chart:profile?regions=…")),
    }
}

fn of_collection(parameters: Vec<(String, String)>) -> Result<ChartData, Malformed> {
    let mut collection = None;
    for (key, value) in parameters {
        match key.as_str() {
            "collection" => collection = Some(value),
            _ => return Err(unknown_parameter(ChartKind::Matrix, &key, &["collection"])),
        }
    }
    match collection {
        Some(collection) => Ok(ChartData::Collection(collection.into())),
        None => Err(Malformed::new("chart-parameter", "`matrix` needs a collection", "chart:matrix?collection=…")),
    }
}

fn of_table(kind: ChartKind, parameters: Vec<(String, String)>) -> Result<ChartData, Malformed> {
    const KNOWN: [&str; 3] = ["collection", "id", "table"];
    let (mut collection, mut document, mut table) = (None, None, None);
    for (key, value) in parameters {
        match key.as_str() {
            "collection" => collection = Some(value.into()),
            "id" => document = Some(value.into()),
            "table" => table = Some(value),
            _ => return Err(unknown_parameter(kind, &key, &KNOWN)),
        }
    }
    match (collection, document, table) {
        (Some(collection), Some(document), Some(table)) => Ok(ChartData::Table { collection, document, table }),
        _ => Err(Malformed::new(
            "chart-parameter",
            format!("`{}` needs a collection, an id and a table", kind.word()),
            format!("chart:{}?collection=…&id=…&table=…", kind.word()),
        )),
    }
}

fn of_indicator(kind: ChartKind, parameters: Vec<(String, String)>) -> Result<ChartData, Malformed> {
    let (mut indicator, mut regions, mut level, mut period, mut cell) = (None, Vec::new(), None, None, Vec::new());
    for (key, value) in parameters {
        match key.as_str() {
            "indicator" => indicator = Some(value.into()),
            "regions" => regions = value.split(',').map(str::trim).filter(|code| !code.is_empty()).map(Id::from).collect(),
            "level" => level = Some(read_level(&value)?),
            "period" => period = read_period(&value)?,
            "collection" | "id" | "table" => return Err(unknown_parameter(kind, &key, &["indicator", "regions", "period", "level"])),
            _ => cell.push((key.into(), value.into())),
        }
    }
    match indicator {
        Some(indicator) => Ok(ChartData::Indicator { indicator, regions, level, period, cell }),
        None => Err(Malformed::new("chart-parameter", format!("`{}` needs an indicator", kind.word()), format!("chart:{}?indicator=…", kind.word()))),
    }
}

fn unknown_parameter(kind: ChartKind, key: &str, known: &[&str]) -> Malformed {
    let help = crate::diagnostic::nearest(key, known.iter().copied())
        .map_or_else(|| format!("its parameters are: {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
    Malformed::new("unknown-chart-parameter", format!("`{}` has no parameter `{key}`", kind.word()), help)
}

fn read_level(value: &str) -> Result<Level, Malformed> {
    Level::WORDS.iter().find(|(word, _)| *word == value).map(|(_, level)| *level).ok_or_else(|| {
        let words = Level::WORDS.map(|(word, _)| word);
        let help =
            crate::diagnostic::nearest(value, words).map_or_else(|| format!("levels are: {}", words.join(", ")), |near| format!("did you mean `{near}`?"));
        Malformed::new("chart-parameter", format!("there is no level `{value}`"), help)
    })
}

fn read_period(value: &str) -> Result<Option<Period>, Malformed> {
    if value == "latest" {
        return Ok(None);
    }
    Period::parse(value)
        .map(Some)
        .ok_or_else(|| Malformed::new("malformed-period", format!("`{value}` is not a period"), "write `latest`, `2023`, `2023-Q1`, `2023-05` or `2023-W07`"))
}

/// A text with its `%20` and the like resolved, as far as that gives text.
fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten().filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// The path in the sources of a file that is named relative to a folder.
///
/// `None` where the path is absolute or leads out of the site folder.
pub fn beside(folder: &str, path: &str) -> Option<String> {
    if path.is_empty() || path.starts_with('/') || path.contains(['\\', '\0', ':']) {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
