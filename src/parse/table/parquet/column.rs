//! One column of a group of rows, some rows at a time.

use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{ConvertedType, LogicalType, Type};
use parquet::column::reader::{ColumnReader, get_column_reader};
use parquet::data_type::ByteArray;
use parquet::errors::Result;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::schema::types::{ColumnDescPtr, ColumnDescriptor};

use super::pages::Pages;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole numbers, and by how much they are divided.
    Whole(f64),
    /// Other numbers.
    Number,
}

/// What a column holds; `None` where it is nothing that a table of values is made of.
pub fn kind(column: &ColumnDescriptor) -> Option<Kind> {
    if column.max_rep_level() > 0 || column.max_def_level() > 1 {
        return None;
    }
    let logical = column.logical_type_ref();
    let is_time = matches!(
        column.converted_type(),
        ConvertedType::DATE | ConvertedType::TIME_MILLIS | ConvertedType::TIME_MICROS | ConvertedType::TIMESTAMP_MILLIS | ConvertedType::TIMESTAMP_MICROS
    ) || matches!(logical, Some(LogicalType::Date | LogicalType::Time { .. } | LogicalType::Timestamp { .. }));
    match column.physical_type() {
        _ if is_time => None,
        Type::INT32 | Type::INT64 if column.converted_type() == ConvertedType::DECIMAL || matches!(logical, Some(LogicalType::Decimal { .. })) => {
            (0..=18).contains(&column.type_scale()).then(|| Kind::Whole(10f64.powi(column.type_scale())))
        }
        Type::INT32 | Type::INT64 => Some(Kind::Whole(1.0)),
        Type::FLOAT | Type::DOUBLE => Some(Kind::Number),
        Type::BYTE_ARRAY => Some(Kind::Text),
        Type::BOOLEAN | Type::INT96 | Type::FIXED_LEN_BYTE_ARRAY => None,
    }
}

/// A column like another, of whole numbers.
fn whole_numbers(column: &ColumnDescriptor) -> Option<ColumnDescPtr> {
    let kind = parquet::schema::types::Type::primitive_type_builder(column.name(), Type::INT32).build().ok()?;
    Some(Arc::new(ColumnDescriptor::new(Arc::new(kind), column.max_def_level(), column.max_rep_level(), column.path().clone())))
}

/// A column that is read from its start to its end.
pub struct Leaf {
    reader: ColumnReader,
    is_optional: bool,
    divisor: f64,
    /// Whether its numbers are wanted as text.
    as_text: bool,
    levels: Vec<i16>,
    wholes: Vec<i64>,
    small: Vec<i32>,
    single: Vec<f32>,
    numbers: Vec<f64>,
    /// The texts of these rows, or the dictionary that all rows draw on.
    texts: Vec<ByteArray>,
    has_dictionary: bool,
    /// For each row the place of its cell among those that are there.
    slots: Vec<u32>,
}

/// There is no cell.
const EMPTY: u32 = u32::MAX;

impl Leaf {
    /// The column of a group, from the bytes of the file.
    pub fn new(file: &Bytes, chunk: &ColumnChunkMetaData, kind: Kind, as_text: bool) -> Option<Self> {
        let mut pages = Pages::of(file, chunk)?;
        // Texts mostly repeat, and their places in a dictionary are read much quicker than they are.
        let dictionary = if kind == Kind::Text { pages.dictionary() } else { None };
        let column = if dictionary.is_some() { whole_numbers(chunk.column_descr())? } else { chunk.column_descr_ptr() };
        Some(Self {
            reader: get_column_reader(column, Box::new(pages)),
            has_dictionary: dictionary.is_some(),
            texts: dictionary.unwrap_or_default(),
            is_optional: chunk.column_descr().max_def_level() > 0,
            divisor: if let Kind::Whole(divisor) = kind { divisor } else { 1.0 },
            as_text,
            levels: Vec::new(),
            wholes: Vec::new(),
            small: Vec::new(),
            single: Vec::new(),
            numbers: Vec::new(),
            slots: Vec::new(),
        })
    }

    /// Reads the next rows, at most as many as wanted; says how many.
    pub fn read(&mut self, rows: usize) -> Result<usize> {
        self.levels.clear();
        self.numbers.clear();
        if !self.has_dictionary {
            self.texts.clear();
        }
        let levels = self.is_optional.then_some(&mut self.levels);
        let (read, _, _) = match &mut self.reader {
            ColumnReader::Int32ColumnReader(reader) => {
                self.small.clear();
                let read = reader.read_records(rows, levels, None, &mut self.small)?;
                if self.has_dictionary {
                    self.look_up(read.0);
                    return Ok(read.0);
                }
                self.numbers.extend(self.small.iter().map(|number| f64::from(*number) / self.divisor));
                read
            }
            ColumnReader::Int64ColumnReader(reader) => {
                self.wholes.clear();
                let read = reader.read_records(rows, levels, None, &mut self.wholes)?;
                self.numbers.extend(self.wholes.iter().map(|number| *number as f64 / self.divisor));
                read
            }
            ColumnReader::FloatColumnReader(reader) => {
                self.single.clear();
                let read = reader.read_records(rows, levels, None, &mut self.single)?;
                // 0.1 of half the precision means 0.1, not the number that is nearest to it.
                self.numbers.extend(self.single.iter().map(|number| number.to_string().parse().unwrap_or_else(|_| f64::from(*number))));
                read
            }
            ColumnReader::DoubleColumnReader(reader) => reader.read_records(rows, levels, None, &mut self.numbers)?,
            ColumnReader::ByteArrayColumnReader(reader) => reader.read_records(rows, levels, None, &mut self.texts)?,
            _ => (0, 0, 0),
        };
        self.place(read);
        if self.as_text && self.texts.is_empty() {
            self.write_out();
        }
        Ok(read)
    }

    /// Works out where the cells of rows are.
    fn place(&mut self, rows: usize) {
        self.slots.clear();
        let cells = u32::try_from(self.numbers.len().max(self.texts.len())).unwrap_or(EMPTY);
        if !self.is_optional {
            self.slots.extend((0..cells).take(rows));
            return;
        }
        let mut next = 0;
        for level in self.levels.iter().take(rows) {
            let is_there = *level > 0 && next < cells;
            self.slots.push(if is_there { next } else { EMPTY });
            next += u32::from(is_there);
        }
    }

    /// Works out which entries of the dictionary the cells of rows are.
    fn look_up(&mut self, rows: usize) {
        self.slots.clear();
        let mut places = self.small.iter().map(|place| u32::try_from(*place).unwrap_or(EMPTY));
        if self.is_optional {
            let slots = self.levels.iter().take(rows).map(|level| if *level > 0 { places.next().unwrap_or(EMPTY) } else { EMPTY });
            self.slots.extend(slots);
        } else {
            self.slots.extend(places.take(rows));
        }
    }

    /// Writes numbers as text; rows mostly repeat the one before.
    fn write_out(&mut self) {
        let mut last: Option<(u64, ByteArray)> = None;
        for number in &self.numbers {
            let text = match &last {
                Some((bits, text)) if *bits == number.to_bits() => text.clone(),
                _ => ByteArray::from(number.to_string().into_bytes()),
            };
            last = Some((number.to_bits(), text.clone()));
            self.texts.push(text);
        }
    }

    fn slot(&self, row: usize) -> Option<usize> {
        self.slots.get(row).filter(|slot| **slot != EMPTY).map(|slot| *slot as usize)
    }

    /// The text in a row; nothing where there is no cell.
    pub fn text(&self, row: usize) -> &[u8] {
        self.slot(row).and_then(|slot| self.texts.get(slot)).map(ByteArray::data).unwrap_or_default()
    }

    /// The number in a row, where the column holds numbers; what is not a number is no cell.
    #[expect(clippy::option_option, reason = "text, or no cell, or a number")]
    pub fn number(&self, row: usize) -> Option<Option<f64>> {
        if self.numbers.is_empty() && !self.texts.is_empty() {
            return None;
        }
        Some(self.slot(row).and_then(|slot| self.numbers.get(slot)).copied().filter(|number| !number.is_nan()))
    }
}
