//! All kinds of charts in all hard cases, as golden files: what a change of one looks like is read there first.
//!
//! Where pictures are meant to change, run the tests once with `VIRTA_RECORD=1` and look at the difference.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::testing::lines;
use super::*;

/// Values of regions over time, as all kinds of charts show them.
struct Case {
    name: &'static str,
    language: &'static str,
    regions: Vec<(&'static str, Vec<Figure>)>,
}

/// One value, or why there is none.
#[derive(Clone, Copy)]
enum Figure {
    Given(f64),
    /// A value with which a new series begins.
    Starts(f64),
    Provisional(f64),
    Suppressed,
    NotCollected,
    CannotExist,
}
use Figure::{CannotExist, Given, NotCollected, Provisional, Starts, Suppressed};

impl Figure {
    fn value(self) -> Option<f64> {
        match self {
            Given(value) | Starts(value) | Provisional(value) => Some(value),
            _ => None,
        }
    }

    fn point(self) -> Option<Point> {
        Some(Point { value: self.value()?, provisional: matches!(self, Provisional(_)), starts: matches!(self, Starts(_)) })
    }

    fn text(self) -> String {
        match self {
            Suppressed => "suojattu".to_owned(),
            NotCollected => "ei kerätty".to_owned(),
            CannotExist => "ei voi olla".to_owned(),
            given => format!("{}\u{a0}%", written(given.value().unwrap_or_default(), 1)),
        }
    }

    fn shade(self, at: usize) -> Shade {
        match self {
            Suppressed => Shade::Suppressed,
            NotCollected => Shade::NotCollected,
            CannotExist => Shade::CannotExist,
            _ => Shade::Step(at as u8 % 4),
        }
    }
}

/// A number as Finnish readers know it.
fn written(value: f64, decimals: u8) -> String {
    let plain = format!("{:.*}", usize::from(decimals), value.abs());
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    let sign = if value < 0.0 { "−" } else { "" };
    if part.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped},{part}") }
}

const FINNISH: [&str; 6] = [
    "Vantaan ja Keravan hyvinvointialue",
    "Pohjois-Pohjanmaan hyvinvointialue",
    "Etelä-Pohjanmaan hyvinvointialue",
    "Varsinais-Suomen hyvinvointialue",
    "Ahvenanmaan maakunta",
    "Koko maa",
];
const SWEDISH: [&str; 6] = [
    "Vanda och Kervo välfärdsområde",
    "Mellersta Österbottens välfärdsområde",
    "Egentliga Finlands välfärdsområde",
    "Norra Savolax välfärdsområde",
    "Landskapet Åland",
    "Hela landet",
];

/// Five regions and the country over six years.
fn case(name: &'static str, of: impl Fn(usize, usize) -> Figure) -> Case {
    let regions = FINNISH.iter().enumerate().map(|(region, name)| (*name, (0..6).map(|year| of(region, year)).collect()));
    Case { name, language: "fi", regions: regions.collect() }
}

fn cases() -> Vec<Case> {
    let usual = |region: usize, year: usize| Given(62.0 + region as f64 * 3.7 + (year * (region + 2) % 7) as f64 * 1.3);
    let swedish = Case { name: "longest names, sv", language: "sv", ..case("", usual) };
    let swedish = Case { regions: SWEDISH.into_iter().zip(swedish.regions).map(|(name, (_, values))| (name, values)).collect(), ..swedish };
    vec![
        case("longest names, fi", usual),
        swedish,
        case("one value", |region, year| if (region, year) == (2, 3) { Given(71.3) } else { NotCollected }),
        case("none", |_, _| NotCollected),
        case("all equal", |_, _| Given(5.0)),
        case("negative", |region, year| Given(region as f64 * 2.3 - 7.0 + year as f64 * 0.4)),
        case("huge", |region, year| Given(987_654_321.0 * (region + 1) as f64 + 1e7 * year as f64)),
        case("suppressed", |region, year| match region {
            1 => Suppressed,
            3 if year > 2 => Suppressed,
            4 => CannotExist,
            _ => usual(region, year),
        }),
        case("broken", |region, year| match year {
            1 if region == 0 => NotCollected,
            3 => Starts(40.0 + region as f64 * 3.0),
            5 => Provisional(44.0 + region as f64 * 2.0),
            _ => usual(region, year),
        }),
    ]
}

impl Case {
    fn alternative(&self) -> Alternative {
        Alternative { id: "c".into(), title: self.name.into(), description: "Keksittyjä arvoja.".into() }
    }

    fn years() -> Vec<String> {
        (2018..2024).map(|year| year.to_string()).collect()
    }

    /// The regions without the country.
    fn counties(&self) -> impl Iterator<Item = (usize, &'static str, &[Figure])> {
        self.regions[..5].iter().enumerate().map(|(at, (name, values))| (at, *name, values.as_slice()))
    }

    fn country(&self) -> (&'static str, &[Figure]) {
        (self.regions[5].0, &self.regions[5].1)
    }

    fn bench(&self) -> Option<f64> {
        self.country().1[5].value()
    }

    fn empty(&self) -> String {
        if self.language == "sv" { "Inga värden finns.".into() } else { "Arvoja ei ole.".into() }
    }

    fn trend(&self) -> Svg {
        let line = |name: &str, values: &[Figure], role| Line {
            name: name.into(),
            end: values[5].text(),
            role,
            points: values.iter().map(|figure| figure.point()).collect(),
        };
        let (name, values) = self.country();
        let mut lines = vec![line(name, values, LineRole::Country)];
        lines.extend(self.counties().map(|(at, name, values)| line(name, values, if at < 3 { LineRole::Chosen } else { LineRole::Context })));
        let breaks = if matches!(values[3], Starts(_)) { vec![Break { at: 3, label: "Määritelmä muuttui".into() }] } else { Vec::new() };
        let targets = vec![Target { label: "Tavoite 80\u{a0}%".into(), value: 80.0, from: Some(2), to: None }];
        let targets = if self.bench().is_some_and(|bench| bench.abs() < 200.0) { targets } else { Vec::new() };
        let view = TrendView {
            alternative: self.alternative(),
            unit: "%".into(),
            periods: Self::years(),
            lines,
            breaks,
            targets,
            from_zero: false,
            empty: self.empty(),
        };
        trend(&view, &written)
    }

    fn ranking(&self) -> Svg {
        let marks = [Mark::Better, Mark::Same, Mark::Worse, Mark::Higher, Mark::Lower];
        let row = |(at, name, values): (usize, &str, &[Figure])| {
            let measured = match values[5].value() {
                Some(value) => Measured::Given {
                    value,
                    text: written(value, 1),
                    interval: Some((value - value.abs() * 0.05, value + value.abs() * 0.05)),
                    mark: marks[at],
                },
                None => Measured::Missing(values[5].text()),
            };
            RankingRow { name: name.into(), measured, chosen: at == 1 }
        };
        let bench = self.bench().map(|value| Bench { label: format!("{} {}", self.country().0, self.country().1[5].text()), value });
        let view = RankingView {
            alternative: self.alternative(),
            unit: "%".into(),
            rows: self.counties().map(row).collect(),
            bench,
            note: "* Ennakkotieto.".into(),
            empty: self.empty(),
        };
        ranking(&view, &written)
    }

    fn sparkline(&self) -> Svg {
        let values = self.country().1;
        let breaks = (0..6).filter(|at| matches!(values[*at], Starts(_))).collect();
        let view = SparklineView {
            points: values.iter().map(|figure| figure.value()).collect(),
            breaks,
            range: None,
            provisional: matches!(values[5], Provisional(_)),
        };
        sparkline(&view)
    }

    fn stacked(&self) -> Svg {
        let row = |(at, name, values): (usize, &str, &[Figure])| StackedRow {
            name: name.into(),
            total: if values.iter().all(|figure| figure.value().is_some()) {
                format!("{} euroa", written(values.iter().filter_map(|figure| figure.value()).sum(), 0))
            } else {
                String::new()
            },
            cells: values
                .iter()
                .map(|figure| match figure.value() {
                    Some(value) => Cell::Given { value, text: written(value, 0) },
                    None => Cell::Missing(figure.text()),
                })
                .collect(),
            chosen: at == 0,
        };
        let series = ["Ikääntyneiden palvelut", "Lasten ja perheiden palvelut", "Vammaispalvelut", "Perusterveydenhuolto", "Erikoissairaanhoito", "Muut"];
        let view = StackedView {
            alternative: self.alternative(),
            shares: false,
            series: series.map(str::to_owned).to_vec(),
            rows: self.counties().map(row).collect(),
            empty: self.empty(),
        };
        stacked(&view)
    }

    fn timeline(&self) -> Svg {
        let row = |(at, name, values): (usize, &str, &[Figure])| {
            let date = |figure: Figure| {
                let value = figure.value()?;
                Some(PartialDate { year: 2000 + (value.abs() % 25.0) as i32, month: (at % 2 == 0).then_some(1 + at as u8), day: None })
            };
            let (start, end) = (date(values[0]), date(values[5]).filter(|_| at != 2));
            let extent = if start.is_none() && end.is_none() {
                Extent::Unknown
            } else {
                Extent::Span(start, end.filter(|end| start.is_none_or(|start| start.year <= end.year)))
            };
            let year = |date: Option<PartialDate>| date.map(|date| date.year.to_string()).unwrap_or_default();
            let when = if extent == Extent::Unknown { values[0].text() } else { format!("{} – {}", year(start), year(end)) };
            TimelineRow { name: name.into(), when, extent, chosen: at == 1 }
        };
        let view = TimelineView {
            alternative: self.alternative(),
            rows: self.counties().map(row).collect(),
            reference: Some((PartialDate { year: 2012, month: Some(6), day: Some(15) }, "Julkaisupäivä 15.6.2012".into())),
            empty: self.empty(),
        };
        timeline(&view, &|date| date.year.to_string())
    }

    fn legend() -> Vec<Meaning> {
        let steps = ["alle 64,0", "64,0–69,9", "70,0–73,9", "74,0 tai yli"];
        let mut legend: Vec<Meaning> = steps.iter().enumerate().map(|(at, text)| Meaning { shade: Shade::Step(at as u8), text: (*text).into() }).collect();
        let missing = [(Shade::Suppressed, "suojattu"), (Shade::NotCollected, "ei kerätty"), (Shade::CannotExist, "ei voi olla")];
        legend.extend(missing.map(|(shade, text)| Meaning { shade, text: text.into() }));
        legend
    }

    fn tile_map(&self) -> Svg {
        let tile = |(at, name, values): (usize, &str, &[Figure])| Tile {
            place: ([2, 3, 1, 2, 0][at], [0, 1, 1, 2, 3][at]),
            name: format!("{name}, {}", values[5].text()),
            short: name.chars().take(3).collect::<String>().to_uppercase(),
            text: values[5].text().trim_end_matches("\u{a0}%").to_owned(),
            shade: values[5].shade(at),
            href: (self.name == "broken").then(|| format!("../region-{at}/")),
            chosen: at == 1,
        };
        let tiles = if self.name == "none" { Vec::new() } else { self.counties().map(tile).collect() };
        tile_map(&TileMapView { alternative: self.alternative(), tiles, legend: Self::legend(), empty: self.empty() })
    }

    fn map(&self) -> Svg {
        let area = |(at, name, values): (usize, &str, &[Figure])| {
            let (x, y) = ([40.0, 100.0, 40.0, 100.0, 0.0][at], [0.0, 30.0, 60.0, 90.0, 130.0][at]);
            let ring = vec![(x, y), (x + 60.0, y + 8.0), (x + 50.0, y + 60.0), (x + 20.0, y + 70.0), (x - 4.0, y + 40.0)];
            Area {
                rings: vec![ring],
                name: format!("{name}, {}", values[5].text()),
                short: name.chars().take(3).collect::<String>().to_uppercase(),
                shade: values[5].shade(at),
                href: (self.name == "broken").then(|| format!("../region-{at}/")),
            }
        };
        let areas = if self.name == "none" { Vec::new() } else { self.counties().map(area).collect() };
        map(&MapView { alternative: self.alternative(), size: (160.0, 200.0), areas, legend: Self::legend(), empty: self.empty() })
    }

    fn small_multiples(&self) -> Svg {
        let panel = |(_, name, values): (usize, &str, &[Figure])| Panel {
            name: name.into(),
            end: values[5].text(),
            points: values.iter().map(|figure| figure.point()).collect(),
        };
        let (name, values) = self.country();
        let view = SmallMultiplesView {
            alternative: self.alternative(),
            periods: Self::years(),
            panels: self.counties().map(panel).collect(),
            country: values.iter().map(|figure| figure.point()).collect(),
            reference: format!("{name} {}", values[5].text()),
            empty: self.empty(),
        };
        small_multiples(&view, &written)
    }

    fn profile(&self) -> Svg {
        let names =
            ["Lääkärille seitsemässä vuorokaudessa, %", "Liian vähän liikkuvien osuus, %", "Erikoissairaanhoitoa yli 6 kk odottaneet 10 000 asukasta kohti"];
        let marks = [Mark::Better, Mark::Worse, Mark::Higher];
        let row = |at: usize| {
            let year = [5, 3, 4][at];
            let mut values: Vec<f64> = self.counties().filter_map(|(_, _, values)| values[year].value()).collect();
            values.sort_by(f64::total_cmp);
            let spread = values.first().zip(values.last()).filter(|_| values.len() > 1).map(|(low, high)| Spread {
                range: (*low, *high),
                written: if at == 1 { (written(*high, 1), written(*low, 1)) } else { (written(*low, 1), written(*high, 1)) },
                middle: (low + (high - low) * 0.3, low + (high - low) * 0.7),
                bench: self.country().1[year].value().unwrap_or(low + (high - low) * 0.4),
                reversed: at == 1,
            });
            let own = self.regions[1].1[year];
            ProfileRow { name: names[at].into(), text: own.text(), value: own.value(), mark: marks[at], spread }
        };
        let groups = if self.name == "none" {
            Vec::new()
        } else {
            vec![
                ProfileGroup { name: "Väestön hyvinvointi ja terveys".into(), rows: vec![row(0)] },
                ProfileGroup { name: "Yhdenvertaisuus ja palvelujen yhteensovittaminen".into(), rows: vec![row(1), row(2)] },
            ]
        };
        let ends = if self.language == "sv" { ["sämst", "Hela landet", "bäst"] } else { ["heikoin", "Koko maa", "paras"] };
        let note = "Kolmio: ei tiedetä, kumpi suunta on parempi; oikealla on suurin.".into();
        profile(&ProfileView { alternative: self.alternative(), ends: ends.map(str::to_owned), groups, note, empty: self.empty() })
    }

    fn matrix(&self) -> Svg {
        let words = ["käytössä", "osittain", "testataan", "suunniteltu"];
        let row = |(at, name, values): (usize, &str, &[Figure])| MatrixRow {
            name: name.into(),
            cells: values
                .iter()
                .enumerate()
                .take(if self.name == "one value" { 1 } else { 6 })
                .map(|(year, figure)| match figure.shade(at + year) {
                    Shade::Step(step) => State { shade: Shade::Step(3 - step), word: words[usize::from(step)].into() },
                    shade => State { shade, word: figure.text() },
                })
                .collect(),
        };
        let columns: Vec<String> = match self.name {
            "none" => Vec::new(),
            "one value" => vec!["Saatavuus".into()],
            "all equal" => vec!["Saatavuus".into(), "Laatu".into()],
            _ => ["Saatavuus, terveydenhuolto", "Saatavuus, sosiaalihuolto", "Kustannukset", "Henkilöstövoimavarat", "Väestön hyvinvointi ja terveys", "Laatu"]
                .map(str::to_owned)
                .to_vec(),
        };
        matrix(&MatrixView { alternative: self.alternative(), columns, rows: self.counties().map(row).collect(), empty: self.empty() })
    }
}

type Kind = (&'static str, fn(&Case) -> Svg);
const KINDS: [Kind; 10] = [
    ("trend", Case::trend),
    ("ranking", Case::ranking),
    ("profile", Case::profile),
    ("tile-map", Case::tile_map),
    ("map", Case::map),
    ("small-multiples", Case::small_multiples),
    ("stacked", Case::stacked),
    ("timeline", Case::timeline),
    ("matrix", Case::matrix),
    ("sparkline", Case::sparkline),
];

#[test]
fn every_kind_in_every_hard_case_is_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render/chart/golden");
    let is_recording = std::env::var_os("VIRTA_RECORD").is_some();
    let mut changed = Vec::new();
    for (kind, draw) in KINDS {
        let mut drawn = String::new();
        for case in cases() {
            let _ = writeln!(drawn, "=== {} ===\n{}", case.name, lines(&draw(&case)));
        }
        let file = folder.join(format!("{kind}.txt"));
        if is_recording {
            fs::create_dir_all(&folder).and_then(|()| fs::write(&file, &drawn)).expect("the golden files can be written");
        }
        let recorded = fs::read_to_string(&file).unwrap_or_default();
        let differs = recorded.lines().zip(drawn.lines()).position(|(before, now)| before != now);
        if recorded != drawn {
            let at = differs.unwrap_or(recorded.lines().count().min(drawn.lines().count()));
            let line = |text: &str| text.lines().nth(at).unwrap_or("nothing").to_owned();
            changed.push(format!("{kind}.txt:{}: was\n  {}\nand is\n  {}", at + 1, line(&recorded), line(&drawn)));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}
