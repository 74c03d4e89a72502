//! What the pages say of values, held against a second calculation from the published files: by other formulas, and by other code.
//!
//! * **Read:** only `index.json` and `data.csv`, as any reader could.
//! * **Ranks** are places in a sorted list of values as they are written.
//! * **Wilson's bounds** are where the score test just does not reject, found by halving.
//! * **Mann–Kendall** counts arrangements by dividing one q-factorial by others, in whole numbers.
//! * **The median** is the mean of the middle two.
//! * **Quartiles** divide the gaps between sorted values into four, in whole numbers of quarters; what pages draw of them is
//!   measured in their pictures.

use std::collections::BTreeMap;

use crate::support::json::Json;
use crate::support::none;
use crate::support::site::{Built, own};

/// A row of `data.csv` in which every dimension is total.
#[derive(Debug, Clone)]
struct Row {
    period: String,
    value: Option<f64>,
    status: String,
    numerator: Option<f64>,
    denominator: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
}

/// An indicator as it is published.
struct Indicator {
    id: String,
    polarity: String,
    interval: String,
    unit: String,
    decimals: usize,
    rows: BTreeMap<String, Vec<Row>>,
}

/// A region as it is published.
struct Region {
    code: String,
    slug: String,
    name: String,
    level: String,
    successors: Vec<String>,
    groups: Vec<String>,
}

fn json(built: &Built, path: &str) -> Json {
    Json::parse(&built.bytes(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn word(json: &Json, key: &str) -> String {
    json.get(key).and_then(Json::text).unwrap_or_default().to_owned()
}

fn words(json: &Json, key: &str) -> Vec<String> {
    json.get(key).map(|list| list.items().iter().filter_map(|item| item.text().map(str::to_owned)).collect()).unwrap_or_default()
}

/// The folders right below one that hold a twin.
fn twins<'b>(built: &'b Built, folder: &str) -> Vec<&'b str> {
    let below = |path: &&str| path.strip_prefix(folder).is_some_and(|rest| rest.matches('/').count() == 1);
    built.ending("/index.json").filter(below).collect()
}

fn regions(built: &Built) -> BTreeMap<String, Region> {
    let read = |path: &str| {
        let region = json(built, path);
        let name = region.get("short_name").map(|name| word(name, "fi")).unwrap_or_default();
        let code = word(&region, "code");
        let read = Region {
            code: code.clone(),
            slug: word(&region, "slug"),
            name,
            level: word(&region, "level"),
            successors: words(&region, "successors"),
            groups: words(&region, "groups"),
        };
        (code, read)
    };
    twins(built, "alueet/").into_iter().map(read).collect()
}

fn indicators(built: &Built) -> Vec<Indicator> {
    let with_values = twins(built, "mittarit/").into_iter().filter(|path| built.files.contains(&path.replace("index.json", "data.csv")));
    with_values.map(|path| indicator(built, path)).collect()
}

fn indicator(built: &Built, path: &str) -> Indicator {
    let twin = json(built, path);
    let dimensions = words(&twin, "dimensions");
    let bytes = built.bytes(&path.replace("index.json", "data.csv"));
    let mut table = csv::Reader::from_reader(bytes.as_slice());
    let heads = table.headers().expect("a header").clone();
    let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for record in table.records().map(|record| record.expect("a row")) {
        let cell = |name: &str| heads.iter().position(|head| head == name).map(|at| record[at].to_owned()).unwrap_or_default();
        if dimensions.iter().any(|dimension| !matches!(cell(dimension).as_str(), "" | "total")) {
            continue;
        }
        let number = |name: &str| cell(name).parse().ok();
        let status = Some(cell("status")).filter(|status| !status.is_empty()).unwrap_or_else(|| "A".into());
        let row = Row {
            period: cell("period"),
            value: number("value"),
            status,
            numerator: number("numerator"),
            denominator: number("denominator"),
            lower: number("lower"),
            upper: number("upper"),
        };
        rows.entry(cell("region")).or_default().push(row);
    }
    let decimals = match twin.get("decimals") {
        Some(Json::Number(decimals)) => *decimals as usize,
        _ => 0,
    };
    Indicator { id: word(&twin, "id"), polarity: word(&twin, "polarity"), interval: word(&twin, "interval"), unit: word(&twin, "unit"), decimals, rows }
}

impl Indicator {
    fn at(&self, region: &str, period: &str) -> Option<&Row> {
        self.rows.get(region)?.iter().find(|row| row.period == period)
    }

    /// A value as it is written, as a number.
    fn shown(&self, value: f64) -> f64 {
        // Half away from zero, digit by digit of what the source wrote.
        let text = value.abs().to_string();
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let kept: String = part.chars().chain(std::iter::repeat('0')).take(self.decimals).collect();
        let mut number: i128 = format!("{whole}{kept}").parse().expect("digits");
        number += i128::from(part.chars().nth(self.decimals).is_some_and(|digit| digit >= '5'));
        number as f64 * if value < 0.0 { -1.0 } else { 1.0 } + 0.0
    }

    /// The newest period with values of at least half of the counties.
    fn latest(&self, counties: &[&Region]) -> Option<String> {
        let mut periods: Vec<&String> = self.rows.values().flatten().map(|row| &row.period).collect();
        periods.sort();
        periods.dedup();
        let valued = |period: &str| counties.iter().filter(|region| self.at(&region.code, period).is_some_and(|row| row.value.is_some())).count();
        periods.into_iter().rfind(|period| valued(period) * 2 >= counties.len() && valued(period) > 0).cloned()
    }

    /// The interval of a row, by the method that the indicator names.
    fn bounds(&self, row: &Row) -> Option<(f64, f64)> {
        row.value?;
        let scale = match self.unit.as_str() {
            "percent" => 100.0,
            "per-1000" => 1e3,
            "per-10000" => 1e4,
            "per-100000" => 1e5,
            _ => 1.0,
        };
        match self.interval.as_str() {
            "source" => Some((row.lower?, row.upper?)),
            "wilson" => wilson(row.numerator?, row.denominator?).map(|(low, high)| (low * scale, high * scale)),
            "byar" => byar(row.numerator?, row.denominator?).map(|(low, high)| (low * scale, high * scale)),
            _ => None,
        }
    }

    fn judged(&self, is_higher: bool) -> &'static str {
        match (self.polarity.as_str(), is_higher) {
            ("higher-is-better", true) | ("lower-is-better", false) => "parempi",
            ("higher-is-better" | "lower-is-better", _) => "heikompi",
            (_, true) => "suurempi",
            _ => "pienempi",
        }
    }

    /// What can be said of two values without an interval.
    fn bare(&self, value: f64, other: f64) -> &'static str {
        match self.shown(value).total_cmp(&self.shown(other)) {
            std::cmp::Ordering::Equal => "sama",
            _ if value > other => "suurempi",
            _ => "pienempi",
        }
    }

    /// A row against a benchmark.
    fn against(&self, row: &Row, bench: f64) -> Option<&'static str> {
        let value = row.value?;
        Some(match self.bounds(row) {
            None => self.bare(value, bench),
            Some((low, high)) if bench < low || bench > high => self.judged(value > bench),
            Some(_) => "ei eroa",
        })
    }

    /// Two rows of comparable regions.
    fn between(&self, first: &Row, second: &Row) -> Option<&'static str> {
        let (a, b) = (first.value?, second.value?);
        Some(match (self.bounds(first), self.bounds(second)) {
            (Some((low, high)), Some((other_low, other_high))) if high < other_low || other_high < low => self.judged(a > b),
            (Some(_), Some(_)) => "ei eroa",
            _ => self.bare(a, b),
        })
    }

    /// The place of each county in the sorted list of values as they are written.
    fn ranks(&self, counties: &[&Region], period: &str) -> BTreeMap<String, usize> {
        let mut list: Vec<(f64, &str)> =
            counties.iter().filter_map(|region| Some((self.shown(self.at(&region.code, period)?.value?), region.code.as_str()))).collect();
        list.sort_by(|a, b| a.0.total_cmp(&b.0));
        if self.polarity != "lower-is-better" {
            list.reverse();
        }
        let first = |value: f64| list.iter().position(|(other, _)| other.total_cmp(&value).is_eq()).expect("it is in the list") + 1;
        list.iter().map(|(value, code)| ((*code).to_owned(), first(*value))).collect()
    }

    /// A region's series, before it that of the region it wholly continues.
    fn series(&self, region: &str, regions: &BTreeMap<String, Region>) -> Vec<Row> {
        let own = self.rows.get(region).cloned().unwrap_or_default();
        let before: Vec<&Region> = regions.values().filter(|other| other.successors.iter().any(|code| code == region)).collect();
        let mut rows = match before.as_slice() {
            [only] if only.successors.len() == 1 => self.rows.get(&only.code).cloned().unwrap_or_default(),
            _ => Vec::new(),
        };
        if let Some(first) = own.iter().map(|row| row.period.clone()).min() {
            rows.retain(|row| row.period < first);
        }
        rows.extend(own);
        rows.sort_by(|a, b| a.period.cmp(&b.period));
        rows
    }

    fn direction(&self, rows: &[Row]) -> &'static str {
        let since = rows.iter().rposition(|row| row.status == "B").unwrap_or(0);
        let values: Vec<f64> = rows[since..].iter().filter_map(|row| row.value).collect();
        if values.len() < 5 {
            return "ei voida laskea";
        }
        let (score, p) = mann_kendall(&values);
        match (score.signum(), self.polarity.as_str()) {
            _ if p >= 0.05 => "ei selvää suuntaa",
            (1, "higher-is-better") => "nousee, paranee",
            (1, "lower-is-better") => "nousee, heikkenee",
            (1, _) => "nousee",
            (_, "higher-is-better") => "laskee, heikkenee",
            (_, "lower-is-better") => "laskee, paranee",
            _ => "laskee",
        }
    }
}

const Z: f64 = 1.959_963_984_540_054;

/// The shares at which the score test of a proportion just does not reject, by halving.
fn wilson(numerator: f64, denominator: f64) -> Option<(f64, f64)> {
    if denominator <= 0.0 || numerator < 0.0 || numerator > denominator {
        return None;
    }
    let p = numerator / denominator;
    let holds = |share: f64| (p - share).abs() <= Z * (share * (1.0 - share) / denominator).sqrt();
    let edge = |mut outside: f64, mut inside: f64| {
        if holds(outside) {
            return outside;
        }
        for _ in 0..200 {
            let middle = f64::midpoint(outside, inside);
            if holds(middle) { inside = middle } else { outside = middle }
        }
        inside
    };
    Some((edge(0.0, p), edge(1.0, p)))
}

/// Byar's bounds of a count as cubes of a normal variable: `x (1 - 1/9x ± z/(3√x))³`.
fn byar(numerator: f64, denominator: f64) -> Option<(f64, f64)> {
    if denominator <= 0.0 || numerator < 0.0 {
        return None;
    }
    let cube = |x: f64, z: f64| {
        let root = x.cbrt() - 1.0 / (9.0 * x.powf(2.0 / 3.0)) + z / (3.0 * x.powf(1.0 / 6.0));
        root * root * root
    };
    let low = if numerator > 0.0 { cube(numerator, -Z).max(0.0) } else { 0.0 };
    Some((low / denominator, cube(numerator + 1.0, Z) / denominator))
}

/// Kendall's score, and the share of arrangements whose score is as far from zero.
fn mann_kendall(values: &[f64]) -> (i64, f64) {
    let mut score: i64 = 0;
    for later in 1..values.len() {
        for earlier in 0..later {
            score += match values[later].partial_cmp(&values[earlier]) {
                Some(std::cmp::Ordering::Greater) => 1,
                Some(std::cmp::Ordering::Less) => -1,
                _ => 0,
            };
        }
    }
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for value in values {
        *counts.entry((value + 0.0).to_bits()).or_default() += 1;
    }
    // Arrangements of a multiset by inversions: the q-factorial of all over those of each group.
    let mut arrangements = factorial(values.len());
    for count in counts.values() {
        arrangements = divided(&arrangements, &factorial(*count));
    }
    let most = arrangements.len() as i64 - 1;
    let all: u128 = arrangements.iter().sum();
    let far: u128 =
        arrangements.iter().enumerate().filter(|(inversions, _)| (most - 2 * *inversions as i64).abs() >= score.abs()).map(|(_, count)| count).sum();
    (score, far as f64 / all as f64)
}

/// How many orders of `n` different values have how many inversions.
fn factorial(n: usize) -> Vec<u128> {
    let mut orders = vec![1u128];
    for size in 2..=n {
        let mut next = vec![0u128; orders.len() + size - 1];
        for (at, count) in orders.iter().enumerate() {
            next[at..at + size].iter_mut().for_each(|place| *place += count);
        }
        orders = next;
    }
    orders
}

/// One polynomial over another that divides it; both begin with 1.
fn divided(whole: &[u128], part: &[u128]) -> Vec<u128> {
    let mut rest: Vec<i128> = whole.iter().map(|count| *count as i128).collect();
    let mut quotient = Vec::new();
    for at in 0..=(whole.len() - part.len()) {
        let factor = rest[at];
        quotient.push(factor as u128);
        part.iter().enumerate().for_each(|(offset, count)| rest[at + offset] -= factor * *count as i128);
    }
    assert!(rest.iter().all(|left| *left == 0), "the division leaves a rest");
    quotient
}

/// The rows of a table of a page: the indicator that each links to, and its cells as HTML.
fn rows_of(html: &str, table: &str) -> BTreeMap<String, Vec<String>> {
    let Some((_, after)) = html.split_once(&format!("id=\"{table}-caption\"")) else { return BTreeMap::new() };
    let table = after.split("</table>").next().unwrap_or_default();
    let rows = table.split("<tr").filter_map(|row| {
        let (_, after) = row.split_once("mittarit/")?;
        let id = after.split('/').next()?.to_owned();
        Some((id, row.split("<td").skip(1).map(str::to_owned).collect()))
    });
    rows.collect()
}

/// A number as a reader of Finnish reads it.
fn read(written: &str) -> String {
    written.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().replace('\u{2212}', "-").replace(',', ".")
}

/// The text of a cell without its elements.
fn text(cell: &str) -> String {
    let inside = cell.split_once('>').map_or("", |(_, inside)| inside);
    let mut out = String::new();
    let mut is_tag = false;
    for letter in inside.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if !is_tag => out.push(letter),
            _ => {}
        }
    }
    out.trim().to_owned()
}

fn counties(regions: &BTreeMap<String, Region>) -> Vec<&Region> {
    regions.values().filter(|region| region.level == "county").collect()
}

fn expect(problems: &mut Vec<String>, place: &str, what: &str, page: &str, own: &str) {
    if page != own {
        problems.push(format!("{place}: {what} is `{page}` on the page and `{own}` by the second calculation"));
    }
}

#[test]
fn words_ranks_and_trends_of_every_region_and_indicator_agree_with_a_second_calculation() {
    let built = own();
    let (regions, indicators) = (regions(built), indicators(built));
    let counties = counties(&regions);
    assert!(counties.len() == 23 && indicators.len() > 30, "{} counties, {} indicators", counties.len(), indicators.len());
    let mut problems = Vec::new();
    let mut seen = 0;
    for region in &counties {
        let rows = rows_of(&built.text(&format!("alueet/{}/index.html", region.slug)), "values");
        for indicator in &indicators {
            let place = format!("{} {}", region.slug, indicator.id);
            let (Some(cells), Some(period)) = (rows.get(&indicator.id), indicator.latest(&counties)) else {
                problems.push(format!("{place}: there is no row, or no period"));
                continue;
            };
            let row = indicator.at(&region.code, &period);
            let bench = indicator.at("SSS", &period).and_then(|row| row.value);
            let verdict = row.zip(bench).and_then(|(row, bench)| indicator.against(row, bench)).unwrap_or("ei verrata");
            expect(&mut problems, &place, "the verdict", &text(&cells[1]), verdict);
            let ranks = indicator.ranks(&counties, &period);
            let rank = ranks.get(&region.code).map(|rank| format!("{rank} / {}", ranks.len())).unwrap_or_default();
            expect(&mut problems, &place, "the rank", &text(&cells[4]), &rank);
            let trend_cell = &cells[cells.len() - 2];
            let said = text(trend_cell.split("<small").next().unwrap_or_default());
            expect(&mut problems, &place, "the trend", &said, indicator.direction(&indicator.series(&region.code, &regions)));
            seen += 1;
        }
    }
    assert!(seen > 700, "only {seen} cells were compared");
    none("cells that a second calculation contradicts", problems);
}

#[test]
fn words_between_every_two_regions_agree_with_a_second_calculation() {
    let built = own();
    let (regions, indicators) = (regions(built), indicators(built));
    let counties = counties(&regions);
    let mut problems = Vec::new();
    let mut pairs = 0;
    for (at, first) in counties.iter().enumerate() {
        for second in &counties[at + 1..] {
            pairs += 1;
            let rows = rows_of(&built.text(&format!("vertailu/{}/{}/index.html", first.slug, second.slug)), "values");
            for indicator in &indicators {
                let Some(cells) = rows.get(&indicator.id) else { continue };
                let period = indicator.latest(&counties).expect("a period");
                let both = indicator.at(&first.code, &period).zip(indicator.at(&second.code, &period));
                let word = both.and_then(|(a, b)| indicator.between(a, b)).unwrap_or("ei verrata");
                expect(&mut problems, &format!("{} {} {}", first.slug, second.slug, indicator.id), "the verdict", &text(&cells[2]), word);
            }
        }
    }
    assert_eq!(pairs, 253);
    none("pairs that a second calculation contradicts", problems);
}

#[test]
fn medians_of_peers_agree_with_a_second_calculation() {
    let built = own();
    let (regions, indicators) = (regions(built), indicators(built));
    let counties = counties(&regions);
    let mut problems = Vec::new();
    let mut seen = 0;
    for region in &counties {
        let html = built.text(&format!("alueet/{}/index.html", region.slug));
        for group in &region.groups {
            let rows = rows_of(&html, &format!("peers-{group}-values"));
            for indicator in &indicators {
                let period = indicator.latest(&counties).expect("a period");
                let members = regions.values().filter(|other| other.groups.contains(group) && other.code != region.code);
                let mut others: Vec<f64> = members.filter_map(|other| indicator.at(&other.code, &period)?.value).collect();
                others.sort_by(f64::total_cmp);
                let (Some(cells), true) = (rows.get(&indicator.id), others.len() > 1) else { continue };
                let median = f64::midpoint(others[(others.len() - 1) / 2], others[others.len() / 2]);
                // A number that is its own key has no other: then the one that is read is the whole one.
                let key = cells[1].split("data-key=\"").nth(1).and_then(|rest| rest.split('"').next()).map_or_else(|| read(&text(&cells[1])), str::to_owned);
                let key = key.parse::<f64>().ok();
                if key.is_none_or(|key| (key - median).abs() > 1e-9 * median.abs().max(1.0)) {
                    problems.push(format!("{} {group} {}: {key:?} instead of {median}", region.name, indicator.id));
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 500, "only {seen} medians were compared");
    none("medians that a second calculation contradicts", problems);
}

/// The quartiles of type 7: after a quarter, a half and three quarters of all gaps between sorted values.
fn quartiles(values: &[f64]) -> Option<[f64; 3]> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let gaps = sorted.len().checked_sub(1)?;
    let after = |quarters: usize| {
        let (gap, part) = (gaps * quarters / 4, gaps * quarters % 4);
        let next = sorted[(gap + 1).min(gaps)];
        (sorted[gap] * (4 - part) as f64 + next * part as f64) / 4.0
    };
    Some([after(1), after(2), after(3)])
}

/// The rectangles of a class in a picture: where each begins and how wide it is.
fn rectangles(svg: &str, class: &str) -> Vec<(f64, f64)> {
    let Some((_, path)) = svg.split_once(&format!("<path class=\"{class}\" d=\"")) else { return Vec::new() };
    let path = path.split('"').next().unwrap_or_default();
    let rectangle = |part: &str| {
        let x = part.split(' ').next()?.parse().ok()?;
        let wide = part.split_once('h')?.1.split('v').next()?.parse().ok()?;
        Some((x, wide))
    };
    path.split('M').filter_map(rectangle).collect()
}

#[test]
fn quartiles_of_profiles_and_maps_agree_with_a_second_calculation() {
    let built = own();
    let (regions, indicators) = (regions(built), indicators(built));
    let counties = counties(&regions);
    let latest = |indicator: &Indicator| -> Vec<(String, f64)> {
        let period = indicator.latest(&counties).expect("a period");
        counties.iter().filter_map(|region| Some((region.slug.clone(), indicator.at(&region.code, &period)?.value?))).collect()
    };
    let mut problems = Vec::new();
    let (mut spines, mut tiles) = (0, 0);
    // Where the first and the third quartile lie between the ends of the spine, worst first.
    let mut wanted = Vec::new();
    for indicator in &indicators {
        let values: Vec<f64> = latest(indicator).into_iter().map(|(_, value)| value).collect();
        let Some([first, _, third]) = quartiles(&values) else { continue };
        let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(*value), high.max(*value)));
        let share = |value: f64| (value - low) / (high - low);
        let ends = if indicator.polarity == "lower-is-better" { (1.0 - share(third), 1.0 - share(first)) } else { (share(first), share(third)) };
        wanted.push((indicator.id.clone(), ends));
    }
    for region in &counties {
        let html = built.text(&format!("alueet/{}/index.html", region.slug));
        let Some(svg) = html.split("<svg").find(|part| part.contains("id=\"profile-t\"")) else {
            problems.push(format!("{} has no profile", region.slug));
            continue;
        };
        let drawn = rectangles(svg, "sp-range").into_iter().zip(rectangles(svg, "sp-quart"));
        let mut drawn: Vec<(f64, f64)> = drawn.map(|((x, wide), (from, part))| ((from - x) / wide, (from + part - x) / wide)).collect();
        for (id, (first, third)) in &wanted {
            // Units are written with one decimal, and no spine is narrower than forty of them.
            let near = drawn.iter().position(|(a, b)| (a - first).abs() < 0.006 && (b - third).abs() < 0.006);
            match near {
                Some(at) => _ = drawn.swap_remove(at),
                None => problems.push(format!("{} {id}: no spine has its quartiles at {first:.3} and {third:.3}", region.slug)),
            }
            spines += 1;
        }
    }
    for indicator in &indicators {
        let html = built.text(&format!("mittarit/{}/index.html", indicator.id));
        let Some(svg) = html.split("<svg").find(|part| part.contains("id=\"tile-map-t\"")) else { continue };
        let values = latest(indicator);
        let Some(cuts) = quartiles(&values.iter().map(|(_, value)| *value).collect::<Vec<_>>()) else { continue };
        for (slug, value) in values {
            let Some((_, tile)) = svg.split_once(&format!("alueet/{slug}/\"")) else { continue };
            let fill = tile.split("<path ").nth(1).unwrap_or_default();
            let step = ["class=\"q1\"", "-p7)", "-p8)", "-p9)"].iter().position(|mark| fill.split("/>").next().unwrap_or_default().contains(mark));
            let is_at_cut = cuts.iter().any(|cut| (value - cut).abs() < 1e-9 * cut.abs().max(1.0));
            if !is_at_cut && step != Some(cuts.iter().filter(|cut| value > **cut).count()) {
                problems.push(format!("{} {slug}: the tile is of the group {step:?}, and {value} lies among {cuts:?}", indicator.id));
            }
            tiles += 1;
        }
    }
    assert!(spines > 700 && tiles > 500, "only {spines} spines and {tiles} tiles were compared");
    none("quartiles that a second calculation contradicts", problems);
}

#[test]
fn the_second_calculation_knows_what_the_books_say() {
    assert_eq!(mann_kendall(&[1.0, 2.0, 3.0, 4.0, 5.0]), (10, 2.0 / 120.0));
    assert_eq!(mann_kendall(&[1.0, 1.0, 1.0, 1.0, 1.0]), (0, 1.0));
    // The example of Hyndman and Fan's type 7 in the handbooks: 1, 2, 3, 4.
    assert_eq!(quartiles(&[4.0, 1.0, 3.0, 2.0]), Some([1.75, 2.5, 3.25]));
    let (low, high) = wilson(65.0, 100.0).expect("an interval");
    assert!((low - 0.552_546).abs() < 1e-5 && (high - 0.736_365).abs() < 1e-5, "{low} {high}");
    let (low, high) = byar(10.0, 1.0).expect("an interval");
    assert!((low - 4.7874).abs() < 1e-3 && (high - 18.3915).abs() < 1e-3, "{low} {high}");
}
