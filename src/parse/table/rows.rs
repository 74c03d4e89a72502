//! The rows: pieces of the file, each read into columns of numbers.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::diagnostic::{Severity, nearest};
use crate::model::observation::{Column, Unsorted};
use crate::model::{CodeList, Id, ObservationStatus, Period, Regions};
use crate::parse::form::{TAKE_OUT, control_character};
use crate::source::SourceFile;

use super::TOLD;
use super::advice;
use super::cell::{self, LARGEST, Number};
use super::header::Header;
use super::lines;

/// A reader of records whose cells some sign separates. A record may have any number of cells.
pub fn reader(bytes: &[u8], separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).buffer_capacity(1 << 16).from_reader(bytes)
}

/// One record of a table, whatever form the table has.
pub trait Record {
    /// The text of a cell without blanks around it; empty where there is no cell.
    fn text(&self, column: usize) -> &[u8];

    /// The number of a cell, where the form knows numbers; the inner `None` where there is no cell.
    #[expect(clippy::option_option, reason = "text, or no cell, or a number")]
    fn number(&self, column: usize) -> Option<Option<f64>>;
}

/// A record that may have any number of cells.
pub trait Cells: Record {
    /// How many cells there are.
    fn count(&self) -> usize;
}

impl Cells for csv::ByteRecord {
    fn count(&self) -> usize {
        self.len()
    }
}

impl Record for csv::ByteRecord {
    fn text(&self, column: usize) -> &[u8] {
        cell::trimmed(self.get(column).unwrap_or_default())
    }

    fn number(&self, _: usize) -> Option<Option<f64>> {
        None
    }
}

/// What cells of names can say: regions and codes, each by its place in a list that is in order.
#[derive(Debug)]
pub struct Lists<'a> {
    /// Regions, in order of their codes.
    pub regions: Vec<Id>,
    region_places: HashMap<&'a [u8], u16>,
    source: &'a Regions,
    /// For each dimension its codes, in order; place 0 is the total.
    pub codes: Vec<Vec<Id>>,
    code_places: Vec<HashMap<&'a [u8], u16>>,
    code_lists: Vec<&'a CodeList>,
}

impl<'a> Lists<'a> {
    /// The lists that the columns of a table draw on.
    pub fn new(header: &Header, code_lists: &'a BTreeMap<Id, CodeList>, regions: &'a Regions) -> Self {
        let places = |ids: &mut dyn Iterator<Item = &'a Id>| (0u16..).zip(ids).map(|(place, id)| (id.as_bytes(), place)).collect::<HashMap<_, _>>();
        let lists: Vec<&CodeList> = header.dimensions.iter().filter_map(|(id, _)| code_lists.get(id)).collect();
        let mut codes = Vec::new();
        let mut code_places = Vec::new();
        for list in &lists {
            let mut sorted: Vec<&'a Id> = list.codes.iter().map(|code| &code.code).collect();
            sorted.sort_unstable();
            code_places.push((1u16..).zip(&sorted).map(|(place, id)| (id.as_bytes(), place)).collect());
            codes.push(sorted.into_iter().cloned().collect());
        }
        Self {
            regions: regions.regions.keys().cloned().collect(),
            region_places: places(&mut regions.regions.keys()),
            source: regions,
            codes,
            code_places,
            code_lists: lists,
        }
    }

    /// Why a column cannot hold a text: rule, message and help.
    pub fn refusal(&self, header: &Header, column: usize, text: &[u8]) -> Option<(&'static str, String, String)> {
        let said = String::from_utf8_lossy(text);
        let told = |rule, (message, help)| Some((rule, message, help));
        if column == header.region {
            return if self.region_places.contains_key(text) { None } else { told("unknown-region", unknown_region(&said, self)) };
        }
        if column == header.period {
            return if Period::parse(&said).is_some() { None } else { told("malformed-period", malformed_period(&said)) };
        }
        let dimension = header.dimensions.iter().position(|(_, at)| *at == column)?;
        let is_known = text.is_empty() || text == b"total" || self.code_places[dimension].contains_key(text);
        if is_known { None } else { told("unknown-code", unknown_code(&said, self.code_lists[dimension])) }
    }

    /// The cell of places as codes.
    pub fn cell(&self, places: &[u16]) -> Vec<Option<Id>> {
        places.iter().zip(&self.codes).map(|(place, codes)| usize::from(*place).checked_sub(1).and_then(|at| codes.get(at)).cloned()).collect()
    }
}

/// What is wrong in a record, before its place is worked out.
#[derive(Debug)]
pub struct Wrong {
    /// Where the record begins.
    pub record: usize,
    /// Which cell.
    pub column: usize,
    /// How bad.
    pub severity: Severity,
    /// The rule.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A stretch of the file, read.
#[derive(Debug, Default)]
pub struct Piece {
    /// Rows; their cells are places in `cells`.
    pub rows: Unsorted,
    /// Cells of the dimensions, in the order they were met.
    pub cells: Vec<Box<[u16]>>,
    /// The first findings.
    pub wrong: Vec<Wrong>,
    /// How many errors there are besides.
    pub more: usize,
    /// Where a decimal comma and a decimal point first stand: record and column.
    pub marks: [Option<(usize, usize)>; 2],
    /// Regions and periods of rows that were left out: a total among them is not missing.
    pub left_out: Vec<(u16, Period)>,
    /// Whether a row was left out of which nobody knows where it belongs.
    pub has_lost_rows: bool,
    /// Where the last record begins.
    pub last: Option<usize>,
}

/// How large a piece is, at least and at most: the room of the columns of large pieces is given back as soon as they are joined.
const PIECE: [usize; 2] = [1 << 20, 1 << 23];

/// Reads the rows of a file.
pub fn pieces(file: &SourceFile, header: &Header, lists: &Lists<'_>) -> Vec<Piece> {
    let body = header.body.min(file.bytes.len());
    let rows = &file.bytes[body..];
    let cuts = lines::cuts(rows, header.separator, (rows.len() / 16).clamp(PIECE[0], PIECE[1]));
    cuts.par_windows(2).map(|cut| piece(&rows[cut[0]..cut[1]], body + cut[0], header, lists)).collect()
}

fn piece(bytes: &[u8], start: usize, header: &Header, lists: &Lists<'_>) -> Piece {
    let mut reading = Reading::new(header, lists);
    reading.piece.rows.reserve(bytes.iter().filter(|byte| **byte == b'\n').count() + 1, header.columns());
    if !bytes.contains(&b'"') {
        lines::each(bytes, header.separator, |line, at| reading.row(line, start + at));
        return reading.piece;
    }
    let mut reader = reader(bytes, header.separator);
    let mut record = csv::ByteRecord::with_capacity(64, header.width);
    loop {
        let at = start + usize::try_from(reader.position().byte()).unwrap_or_default();
        match reader.read_byte_record(&mut record) {
            Ok(true) => reading.row(&record, at),
            Ok(false) | Err(_) => break,
        }
    }
    reading.piece
}

/// What a cell said in the row before: most rows repeat it.
#[derive(Debug, Clone)]
struct Last<T> {
    text: Vec<u8>,
    meaning: Option<T>,
}

impl<T> Last<T> {
    const fn nothing() -> Self {
        Self { text: Vec::new(), meaning: None }
    }
}

impl<T: Copy> Last<T> {
    fn meaning(&mut self, text: &[u8], look_up: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        if self.meaning.is_none() || self.text != text {
            self.meaning = look_up(text);
            self.text.clear();
            self.text.extend_from_slice(text);
        }
        self.meaning
    }
}

/// The numbers of a row.
#[derive(Debug, Clone, Copy, Default)]
struct Numbers {
    value: Option<f64>,
    /// What the value is below, where it is rounded to zero.
    below: Option<f64>,
    numerator: Option<f64>,
    denominator: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
}

/// A table on its way from records to columns.
pub struct Reading<'a> {
    header: &'a Header,
    lists: &'a Lists<'a>,
    /// What has been read.
    pub piece: Piece,
    cell_places: HashMap<Box<[u16]>, u32>,
    region: Last<u16>,
    period: Last<Period>,
    codes: Vec<Last<u16>>,
    /// The codes of the row, and the place of their cell where it is known.
    cell: (Vec<u16>, Option<u32>),
}

impl<'a> Reading<'a> {
    /// Nothing has been read yet.
    pub fn new(header: &'a Header, lists: &'a Lists<'a>) -> Self {
        Self {
            header,
            lists,
            piece: Piece::default(),
            cell_places: HashMap::new(),
            region: Last::nothing(),
            period: Last::nothing(),
            codes: vec![Last::nothing(); header.dimensions.len()],
            cell: (vec![0; header.dimensions.len()], None),
        }
    }

    fn row(&mut self, record: &impl Cells, at: usize) {
        self.piece.last = Some(at);
        let (cells, width) = (record.count(), self.header.width);
        if cells != width {
            return self.uneven(cells, at);
        }
        if (0..cells).any(|column| !record.text(column).is_empty()) {
            self.judge(record, at);
        }
    }

    /// Passes over a record in which a name is not known, which has been told.
    pub fn pass_over(&mut self, record: &impl Record) {
        let region = self.lists.region_places.get(record.text(self.header.region)).copied();
        let period = std::str::from_utf8(record.text(self.header.period)).ok().and_then(Period::parse);
        match region.zip(period) {
            Some(place) => self.piece.left_out.push(place),
            None => self.piece.has_lost_rows = true,
        }
    }

    /// Keeps a record, or says what is wrong with it; `at` is where it begins.
    pub fn judge(&mut self, record: &impl Record, at: usize) {
        let region = self.read_region(record, at);
        let period = self.read_period(record, at);
        let has_cell = self.read_codes(record, at);
        let numbers = self.numbers(record, at);
        let status = self.status(record, at, numbers);
        self.note(record, at);
        match (region, period, numbers, status) {
            (Some(region), Some(period), Some(numbers), Some(status)) if has_cell => self.keep(record, region, period, numbers, status),
            (Some(region), Some(period), ..) if has_cell => self.piece.left_out.push((region, period)),
            _ => self.piece.has_lost_rows = true,
        }
    }

    fn note(&mut self, record: &impl Record, at: usize) {
        let Some(column) = self.header.optional.note else { return };
        let text = String::from_utf8_lossy(record.text(column));
        if let Some((_, message)) = control_character(&text) {
            self.wrong(at, column, "control-character", || (message, TAKE_OUT.to_owned()));
        }
    }

    fn keep(&mut self, record: &impl Record, region: u16, period: Period, numbers: Numbers, status: ObservationStatus) {
        let cell = self.cell_place();
        let optional = self.header.optional;
        let rows = &mut self.piece.rows;
        if let Some(note) = optional.note.map(|column| record.text(column)).filter(|note| !note.is_empty()) {
            let at = u32::try_from(rows.period.len()).unwrap_or(u32::MAX);
            rows.notes.insert(at, String::from_utf8_lossy(note).into());
        }
        if let Some(below) = numbers.below {
            rows.below.insert(u32::try_from(rows.period.len()).unwrap_or(u32::MAX), below);
        }
        rows.region.push(region);
        rows.cell.push(cell);
        rows.period.push(period);
        rows.status.push(status);
        rows.value.push(numbers.value);
        let push = |column: &mut Column, place: Option<usize>, number| {
            if place.is_some() {
                column.push(number);
            }
        };
        push(&mut rows.numerator, optional.numerator, numbers.numerator);
        push(&mut rows.denominator, optional.denominator, numbers.denominator);
        push(&mut rows.lower, optional.lower, numbers.lower);
        push(&mut rows.upper, optional.upper, numbers.upper);
    }

    /// The place of the row's cell among those of the piece.
    fn cell_place(&mut self) -> u32 {
        if let (_, Some(place)) = self.cell {
            return place;
        }
        let place = match self.cell_places.get(self.cell.0.as_slice()) {
            Some(place) => *place,
            None => {
                let place = u32::try_from(self.piece.cells.len()).unwrap_or(u32::MAX);
                let cell: Box<[u16]> = self.cell.0.as_slice().into();
                self.cell_places.insert(cell.clone(), place);
                self.piece.cells.push(cell);
                place
            }
        };
        self.cell.1 = Some(place);
        place
    }

    fn read_region(&mut self, record: &impl Record, at: usize) -> Option<u16> {
        let text = record.text(self.header.region);
        let found = self.region.meaning(text, |text| self.lists.region_places.get(text).copied());
        if found.is_none() {
            let lists = self.lists;
            self.wrong(at, self.header.region, "unknown-region", || unknown_region(&String::from_utf8_lossy(text), lists));
        }
        found
    }

    fn read_period(&mut self, record: &impl Record, at: usize) -> Option<Period> {
        let text = record.text(self.header.period);
        let found = self.period.meaning(text, |text| std::str::from_utf8(text).ok().and_then(Period::parse));
        if found.is_none() {
            self.wrong(at, self.header.period, "malformed-period", || malformed_period(&String::from_utf8_lossy(text)));
        }
        found
    }

    /// Reads the row's codes; says whether all are known.
    fn read_codes(&mut self, record: &impl Record, at: usize) -> bool {
        let mut all_known = true;
        for dimension in 0..self.header.dimensions.len() {
            let column = self.header.dimensions[dimension].1;
            let text = record.text(column);
            let places = &self.lists.code_places[dimension];
            let found = self.codes[dimension].meaning(text, |text| if text.is_empty() || text == b"total" { Some(0) } else { places.get(text).copied() });
            if let Some(place) = found {
                if self.cell.0[dimension] != place {
                    self.cell.0[dimension] = place;
                    self.cell.1 = None;
                }
            } else {
                all_known = false;
                let list = self.lists.code_lists[dimension];
                self.wrong(at, column, "unknown-code", || unknown_code(&String::from_utf8_lossy(text), list));
            }
        }
        all_known
    }

    fn numbers(&mut self, record: &impl Record, at: usize) -> Option<Numbers> {
        let optional = self.header.optional;
        let below = rounded(record, self.header);
        let value = if below.is_some() { Some(Some(0.0)) } else { self.number(record, at, Some(self.header.value)) };
        let numerator = self.number(record, at, optional.numerator);
        let denominator = self.number(record, at, optional.denominator);
        let lower = self.number(record, at, optional.lower);
        let upper = self.number(record, at, optional.upper);
        let numbers = Numbers { value: value?, below, numerator: numerator?, denominator: denominator?, lower: lower?, upper: upper? };
        self.agree(at, numbers).then_some(numbers)
    }

    /// The number in a column; the outer `None` where the cell is no number, which has been reported.
    #[expect(clippy::option_option, reason = "a cell is wrong, or empty, or a number")]
    fn number(&mut self, record: &impl Record, at: usize, column: Option<usize>) -> Option<Option<f64>> {
        let Some(column) = column else { return Some(None) };
        if let Some(number) = record.number(column) {
            let Some(large) = number.filter(|number| number.is_nan() || number.abs() > LARGEST) else { return Some(number) };
            self.wrong(at, column, "number-out-of-range", || too_large(&format!("{large:?}")));
            return None;
        }
        let text = record.text(column);
        if text.is_empty() {
            return Some(None);
        }
        let separator = self.header.separator;
        match cell::number(text) {
            Number::Read(number, None) => return Some(Some(number)),
            Number::Read(number, Some(mark)) if mark == b'.' || separator != b',' => {
                let first = &mut self.piece.marks[usize::from(mark == b'.')];
                first.get_or_insert((at, column));
                return Some(Some(number));
            }
            Number::TooLarge => self.wrong(at, column, "number-out-of-range", || too_large(&String::from_utf8_lossy(text))),
            Number::Read(..) | Number::Malformed => self.wrong(at, column, "malformed-number", || {
                let text = String::from_utf8_lossy(text);
                (format!("`{text}` is not a number"), advice::number(&text, separator))
            }),
        }
        None
    }

    /// Whether the numbers of a row can be true together.
    fn agree(&mut self, at: usize, numbers: Numbers) -> bool {
        let optional = self.header.optional;
        let Numbers { value, below: _, numerator, denominator, lower, upper } = numbers;
        if let (Some(_), Some(denominator), Some(column)) = (numerator, denominator, optional.denominator)
            && denominator <= 0.0
        {
            self.wrong(at, column, "impossible-denominator", || {
                (format!("the denominator is {denominator}"), "a numerator is divided by more than nothing".to_owned())
            });
            return false;
        }
        for (bound, column, word) in [(lower, optional.lower, "lower"), (upper, optional.upper, "upper")] {
            let other = value.or(if word == "lower" { upper } else { lower });
            if let (Some(bound), Some(column), Some(other)) = (bound, column, other) {
                let is_within = if word == "lower" { bound <= other } else { bound >= other };
                if !is_within {
                    let (side, what) = (if word == "lower" { "above" } else { "below" }, if value.is_some() { "value" } else { "other bound" });
                    self.wrong(at, column, "value-outside-interval", || {
                        (format!("the {word} bound {bound} is {side} the {what} {other}"), "lower ≤ value ≤ upper".to_owned())
                    });
                    return false;
                }
            }
        }
        true
    }

    /// The status of a row, held against whether it has a value; `None` where it is wrong.
    fn status(&mut self, record: &impl Record, at: usize, numbers: Option<Numbers>) -> Option<ObservationStatus> {
        let column = self.header.optional.status;
        let text = column.map(|column| record.text(column)).unwrap_or_default();
        let status = match std::str::from_utf8(text) {
            Ok("") => ObservationStatus::A,
            Ok(code) => match ObservationStatus::parse(code) {
                Some(status) => status,
                None => {
                    self.wrong(at, column.unwrap_or_default(), "unknown-status", || unknown_status(code));
                    return None;
                }
            },
            Err(_) => return None,
        };
        let numbers = numbers?;
        let (optional, value) = (self.header.optional, self.header.value);
        if status == ObservationStatus::Q {
            let shown =
                [(numbers.value, Some(value)), (numbers.numerator, optional.numerator), (numbers.lower, optional.lower), (numbers.upper, optional.upper)];
            if let Some((_, Some(column))) = shown.into_iter().find(|(number, _)| number.is_some()) {
                self.wrong(at, column, "value-beside-suppressed", || {
                    (
                        "the row is suppressed, and a figure stands in it".to_owned(),
                        "take the figure out of the source, or give another status than `Q`".to_owned(),
                    )
                });
                return None;
            }
        }
        if numbers.value.is_none() && !status.explains_absence() {
            self.wrong(at, if text.is_empty() { value } else { column.unwrap_or(value) }, "missing-status", || missing_status(status, !text.is_empty()));
            return None;
        }
        Some(status)
    }

    /// A record with more or fewer cells than the header.
    fn uneven(&mut self, cells: usize, at: usize) {
        self.piece.has_lost_rows = true;
        let width = self.header.width;
        let help = if cells > width && self.header.separator == b',' {
            "a decimal comma splits a number in two: use a point, or separate the cells by semicolons"
        } else {
            "an empty cell has its separator too"
        };
        let column = if cells > width { width } else { 0 };
        self.wrong(at, column, "cells-do-not-match-header", || (format!("the row has {cells} cells and the header {width}"), help.to_owned()));
    }

    fn wrong(&mut self, record: usize, column: usize, rule: &'static str, words: impl FnOnce() -> (String, String)) {
        if self.piece.wrong.len() >= TOLD {
            self.piece.more += 1;
            return;
        }
        let (message, help) = words();
        self.piece.wrong.push(Wrong { record, column, severity: Severity::Error, rule, message, help });
    }
}

/// What a value is below that is written as rounded to zero: `<0.05`, in the decimal mark of the table.
fn rounded(record: &impl Record, header: &Header) -> Option<f64> {
    if record.number(header.value).is_some() {
        return None;
    }
    let bound = record.text(header.value).strip_prefix(b"<")?.trim_ascii();
    match cell::number(bound) {
        Number::Read(number, mark) if number > 0.0 && number <= 1.0 && (mark != Some(b',') || header.separator != b',') => Some(number),
        _ => None,
    }
}

fn too_large(number: &str) -> (String, String) {
    (format!("`{number}` is too large to be exact"), "numbers lie between -9007199254740991 and 9007199254740991".to_owned())
}

fn unknown_region(asked: &str, lists: &Lists<'_>) -> (String, String) {
    if asked.is_empty() {
        return ("the row names no region".to_owned(), "give the region's code".to_owned());
    }
    let same = |name: &str| name.eq_ignore_ascii_case(asked);
    let named = lists.source.regions.values().find(|region| {
        same(&region.slug) || region.name.versions().chain(region.short_name.versions()).any(|(_, name)| name.to_lowercase() == asked.to_lowercase())
    });
    let padded = format!("0{asked}");
    let help = if let Some(region) = named {
        format!("its code is `{}`", region.code)
    } else if lists.source.get(&padded).is_some() {
        format!("did you mean `{padded}`? spreadsheets take leading zeros away")
    } else if let Some(near) = nearest(asked, lists.regions.iter().map(Id::as_str)) {
        format!("did you mean `{near}`?")
    } else {
        "regions are those of models/regions.toml, named by their codes".to_owned()
    };
    (format!("there is no region `{asked}`"), help)
}

fn malformed_period(text: &str) -> (String, String) {
    let message = if text.is_empty() { "the row names no period".to_owned() } else { format!("`{text}` is not a period") };
    (message, advice::period(text))
}

fn unknown_code(asked: &str, list: &CodeList) -> (String, String) {
    let lower = asked.to_lowercase();
    let named = list.codes.iter().find(|code| code.name.versions().any(|(_, name)| name.to_lowercase() == lower));
    let help = if let Some(code) = named {
        format!("its code is `{}`", code.code)
    } else if let Some(near) = nearest(asked, list.codes.iter().map(|code| code.code.as_str()).chain(["total"])) {
        format!("did you mean `{near}`?")
    } else if list.codes.len() <= 12 {
        let codes: Vec<&str> = list.codes.iter().map(|code| code.code.as_str()).collect();
        format!("its codes are {}; empty or `total` is all", codes.join(", "))
    } else {
        format!("its codes are in models/code-lists/{}.toml; empty or `total` is all", list.id)
    };
    (format!("the code list `{}` has no code `{asked}`", list.id), help)
}

fn unknown_status(asked: &str) -> (String, String) {
    let upper = asked.to_uppercase();
    let help = if ObservationStatus::parse(&upper).is_some() {
        format!("did you mean `{upper}`?")
    } else {
        "a status is a code of CL_OBS_STATUS: A, B, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, S, U, V, W".to_owned()
    };
    (format!("there is no status `{asked}`"), help)
}

fn missing_status(status: ObservationStatus, is_given: bool) -> (String, String) {
    let message =
        if is_given { format!("there is no value, and `{}` does not say why", status.code()) } else { "there is no value, and no status says why".to_owned() };
    (message, "statuses that explain an absence: L not collected, M cannot exist, Q suppressed, K in another category, and H, J, N, O, S".to_owned())
}
