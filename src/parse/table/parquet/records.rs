//! A Parquet file record by record, each cell as the text that a CSV would hold: the form in which extracts are judged.
//!
//! Some thousand rows of a group are held at a time. Whole numbers stay exact, since they may be keys.

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::basic::{Compression, ConvertedType, LogicalType, TimeUnit, Type};
use parquet::column::reader::{ColumnReader, get_column_reader};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, ParquetMetaDataReader};
use parquet::schema::types::ColumnDescriptor;

use super::ROWS;
use super::pages::Pages;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    /// Text.
    Text,
    /// Whole numbers, with so many digits after the mark.
    Whole(usize),
    /// Other numbers.
    Number,
    /// Days since the first of 1970.
    Day,
    /// Moments since then, so many in a second.
    Moment(i64),
    /// Yes or no.
    Truth,
    /// Whole numbers as bytes, the greatest first, with so many digits after the mark.
    Long(usize),
    /// Sixteen bytes that tell a thing from all others.
    Uuid,
}

/// A file that is read from its first record to its last.
pub struct Sheet {
    bytes: Bytes,
    directory: ParquetMetaData,
    names: Vec<String>,
    /// The columns that are read: their places in the file and what they hold.
    wanted: Vec<(usize, Form)>,
    /// Columns that are not, each with why.
    unread: Vec<(String, String)>,
    /// The next group of rows.
    group: usize,
    /// How many rows of the open group are yet to be read.
    left: usize,
    columns: Vec<Column>,
    /// The next row of those that are held, and how many are.
    row: usize,
    held: usize,
}

impl Sheet {
    /// Reads the directory of a file; an error says why it cannot be read.
    pub fn open(bytes: Vec<u8>) -> Result<Self, String> {
        let bytes = Bytes::from(bytes);
        let read = catch_unwind(AssertUnwindSafe(|| ParquetMetaDataReader::new().parse_and_finish(&bytes)));
        let Ok(Ok(directory)) = read else { return Err("the file is not Parquet, or is cut short".to_owned()) };
        let (mut names, mut wanted, mut unread) = (Vec::new(), Vec::new(), Vec::new());
        let columns = directory.file_metadata().schema_descr().columns();
        let top = |column: &ColumnDescriptor| column.path().parts().first().cloned().unwrap_or_default();
        for (at, column) in columns.iter().enumerate() {
            let name = top(column);
            // pandas keeps the numbers of rows beside them.
            if name.starts_with("__index_level_") {
                continue;
            }
            match form(column).filter(|_| columns.iter().filter(|other| top(other) == name).count() == 1 || column.path().parts().len() == 1) {
                Some(form) => {
                    names.push(name);
                    wanted.push((at, form));
                }
                None if unread.iter().any(|(other, _)| *other == name) => {}
                None => unread.push((name, "holds neither text, numbers, days, truth nor a list of them".to_owned())),
            }
        }
        Ok(Self { bytes, directory, names, wanted, unread, group: 0, left: 0, columns: Vec::new(), row: 0, held: 0 })
    }

    /// Columns that cannot be read, each with why.
    pub fn unread(&self) -> &[(String, String)] {
        &self.unread
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.names
    }

    /// Gives the cells of the next record; `false` where there is none, an error where the file cannot be read on.
    pub fn next(&mut self, mut put: impl FnMut(&[u8])) -> Result<bool, String> {
        while self.row == self.held {
            let more = catch_unwind(AssertUnwindSafe(|| self.more()));
            if !more.unwrap_or_else(|_| Err("it cannot be decoded".to_owned()))? {
                return Ok(false);
            }
        }
        self.columns.iter().for_each(|column| put(column.cell(self.row)));
        self.row += 1;
        Ok(true)
    }

    /// Reads the next rows; `false` at the end of the file.
    fn more(&mut self) -> Result<bool, String> {
        if self.left == 0 {
            let Some(group) = self.directory.row_groups().get(self.group) else { return Ok(false) };
            self.left = usize::try_from(group.num_rows()).map_err(|_| "it has less than no rows")?;
            let chunk = |(at, form): &(usize, Form)| Column::of(&self.bytes, group.columns().get(*at).ok_or("it lacks a column")?, *form);
            self.columns = self.wanted.iter().map(chunk).collect::<Result<_, String>>()?;
            self.group += 1;
        }
        let rows = ROWS.min(self.left);
        for column in &mut self.columns {
            column.read(rows)?;
        }
        self.left -= rows;
        (self.row, self.held) = (0, rows);
        Ok(true)
    }
}

/// What a column holds; `None` where it is nothing that a cell can say.
fn form(column: &ColumnDescriptor) -> Option<Form> {
    // A list has one level that repeats; the parts of a thing have a level of their own and none that does.
    let is_list = column.max_rep_level() == 1 && column.path().parts().len() <= 3;
    if !is_list && (column.max_rep_level() > 0 || column.path().parts().len() > 1) {
        return None;
    }
    let logical = column.logical_type_ref();
    let converted = column.converted_type();
    let scale = usize::try_from(column.type_scale()).ok().filter(|scale| *scale <= 18);
    let is_decimal = converted == ConvertedType::DECIMAL || matches!(logical, Some(LogicalType::Decimal { .. }));
    let moment = match (logical, converted) {
        (Some(LogicalType::Timestamp(moment)), _) => Some(match moment.unit {
            TimeUnit::MILLIS => 1_000,
            TimeUnit::MICROS => 1_000_000,
            TimeUnit::NANOS => 1_000_000_000,
        }),
        (_, ConvertedType::TIMESTAMP_MILLIS) => Some(1_000),
        (_, ConvertedType::TIMESTAMP_MICROS) => Some(1_000_000),
        _ => None,
    };
    match column.physical_type() {
        Type::BOOLEAN => Some(Form::Truth),
        Type::FLOAT | Type::DOUBLE => Some(Form::Number),
        Type::BYTE_ARRAY if !is_decimal => Some(Form::Text),
        Type::INT32 if converted == ConvertedType::DATE || matches!(logical, Some(LogicalType::Date)) => Some(Form::Day),
        Type::INT64 if moment.is_some() => moment.map(Form::Moment),
        Type::INT32 | Type::INT64 if is_decimal => scale.map(Form::Whole),
        Type::INT32 | Type::INT64 => Some(Form::Whole(0)),
        Type::BYTE_ARRAY | Type::FIXED_LEN_BYTE_ARRAY if is_decimal => scale.map(Form::Long),
        Type::FIXED_LEN_BYTE_ARRAY if matches!(logical, Some(LogicalType::Uuid)) => Some(Form::Uuid),
        // Moments as older tools write them.
        Type::INT96 => Some(Form::Moment(1_000_000_000)),
        Type::BYTE_ARRAY | Type::FIXED_LEN_BYTE_ARRAY => None,
    }
}

/// A column of a group, some rows of it as text.
struct Column {
    reader: ColumnReader,
    /// The levels at which a value is there, and at which it repeats.
    most: (i16, i16),
    form: Form,
    text: Vec<u8>,
    /// Where the cell of each row ends.
    ends: Vec<usize>,
}

impl Column {
    fn of(file: &Bytes, chunk: &ColumnChunkMetaData, form: Form) -> Result<Self, String> {
        if let Compression::LZO | Compression::BROTLI(_) | Compression::LZ4 | Compression::LZ4_RAW = chunk.compression() {
            return Err(format!("it is compressed by {}", chunk.compression().to_string().split('(').next().unwrap_or_default()));
        }
        let pages = Pages::of(file, chunk).ok_or("a column is longer than the file")?;
        let reader = get_column_reader(chunk.column_descr_ptr(), Box::new(pages));
        Ok(Self { reader, most: (chunk.column_descr().max_def_level(), chunk.column_descr().max_rep_level()), form, text: Vec::new(), ends: Vec::new() })
    }

    fn cell(&self, row: usize) -> &[u8] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[row]]
    }

    /// Reads the next rows and writes them out.
    fn read(&mut self, rows: usize) -> Result<(), String> {
        self.text.clear();
        self.ends.clear();
        let (mut levels, mut repeats, form) = (Vec::new(), Vec::new(), self.form);
        let (most, most_repeated) = self.most;
        macro_rules! read {
            ($reader:expr, $write:expr) => {{
                let mut values = Vec::new();
                let given = (most > 0).then_some(&mut levels);
                let again = (most_repeated > 0).then_some(&mut repeats);
                let (.., read) = $reader.read_records(rows, given, again, &mut values).map_err(|error| error.to_string())?;
                let mut values = values.iter();
                let read = if most > 0 { read } else { values.len() };
                for at in 0..read {
                    // The values of a list stand in one cell.
                    if repeats.get(at).is_some_and(|repeat| *repeat > 0) {
                        self.ends.pop();
                        self.text.push(b'|');
                    }
                    if most == 0 || levels.get(at).is_some_and(|level| *level == most) {
                        if let Some(value) = values.next() {
                            $write(value, &mut self.text);
                        }
                    }
                    self.ends.push(self.text.len());
                }
            }};
        }
        match &mut self.reader {
            ColumnReader::Int32ColumnReader(reader) => read!(reader, |value: &i32, text: &mut Vec<u8>| whole(i64::from(*value), form, text)),
            ColumnReader::Int64ColumnReader(reader) => read!(reader, |value: &i64, text: &mut Vec<u8>| whole(*value, form, text)),
            ColumnReader::FloatColumnReader(reader) => read!(reader, |value: &f32, text: &mut Vec<u8>| number(f64::from(*value), &value, text)),
            ColumnReader::DoubleColumnReader(reader) => read!(reader, |value: &f64, text: &mut Vec<u8>| number(*value, &value, text)),
            ColumnReader::BoolColumnReader(reader) => read!(reader, |value: &bool, text: &mut Vec<u8>| _ = write!(text, "{value}")),
            ColumnReader::ByteArrayColumnReader(reader) => {
                read!(reader, |value: &parquet::data_type::ByteArray, text: &mut Vec<u8>| bytes(value.data(), form, text));
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                read!(reader, |value: &parquet::data_type::FixedLenByteArray, text: &mut Vec<u8>| bytes(value.data(), form, text));
            }
            ColumnReader::Int96ColumnReader(reader) => {
                read!(reader, |value: &parquet::data_type::Int96, text: &mut Vec<u8>| whole(value.to_nanos(), form, text));
            }
        }
        if self.ends.len() == rows { Ok(()) } else { Err("a column has fewer rows than the file says".to_owned()) }
    }
}

/// Writes a number; data tools write what is not there as what is not a number.
fn number(value: f64, written: &dyn std::fmt::Display, text: &mut Vec<u8>) {
    if !value.is_nan() {
        let _ = write!(text, "{written}");
    }
}

/// Writes a whole number as what it stands for.
fn whole(value: i64, form: Form, text: &mut Vec<u8>) {
    const DAY: i64 = 86_400;
    let _ = match form {
        Form::Day => write!(text, "{}", day(value)),
        Form::Moment(parts) => {
            let (seconds, rest) = (value.div_euclid(parts), value.rem_euclid(parts));
            let (hour, minute, second) = (seconds.rem_euclid(DAY) / 3_600, seconds.rem_euclid(3_600) / 60, seconds.rem_euclid(60));
            let width = parts.ilog10() as usize;
            let fraction = if rest == 0 { String::new() } else { format!(".{rest:0width$}") };
            write!(text, "{}T{hour:02}:{minute:02}:{second:02}{fraction}", day(seconds.div_euclid(DAY)))
        }
        Form::Whole(scale) => return decimal(i128::from(value), scale, text),
        _ => write!(text, "{value}"),
    };
}

/// Writes bytes as what they stand for.
fn bytes(value: &[u8], form: Form, text: &mut Vec<u8>) {
    match form {
        Form::Long(scale) => match long(value) {
            Some(number) => decimal(number, scale, text),
            // A number of more than 38 digits: no cell of an extract says that, and its bytes are no number.
            None => text.push(b'?'),
        },
        Form::Uuid => {
            for (at, byte) in value.iter().enumerate() {
                let _ = write!(text, "{}{byte:02x}", if matches!(at, 4 | 6 | 8 | 10) { "-" } else { "" });
            }
        }
        _ => text.extend_from_slice(value),
    }
}

/// The number that bytes say, the greatest first and the first of them signed; none where there are too many.
fn long(bytes: &[u8]) -> Option<i128> {
    let sign = if bytes.first().is_some_and(|first| *first >= 0x80) { 0xff } else { 0 };
    let spare = bytes.len().saturating_sub(16);
    let is_spare = bytes[..spare].iter().all(|byte| *byte == sign) && (spare == 0 || (bytes[spare] >= 0x80) == (sign != 0));
    let start = if sign == 0 { 0 } else { -1 };
    is_spare.then(|| bytes[spare..].iter().fold(start, |number, byte| (number << 8) | i128::from(*byte)))
}

/// Writes a number of which the last digits stand after the mark.
fn decimal(value: i128, scale: usize, text: &mut Vec<u8>) {
    if scale == 0 {
        let _ = write!(text, "{value}");
        return;
    }
    let one = 10_u128.pow(u32::try_from(scale).unwrap_or_default());
    let (sign, size) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
    let _ = write!(text, "{sign}{}.{:0scale$}", size / one, size % one);
}

/// The day of the calendar that is so many days after the first of 1970.
fn day(days: i64) -> String {
    // Years that begin in March, in eras of 400 of them.
    let shifted = days.clamp(-4_000_000, 4_000_000) + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march = (5 * of_year + 2) / 153;
    let month = if march < 10 { march + 3 } else { march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{:02}", of_year - (153 * march + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_moments_and_decimals_are_written_as_a_csv_has_them() {
        let told = |value: i64, form: Form| {
            let mut text = Vec::new();
            whole(value, form, &mut text);
            String::from_utf8(text).unwrap_or_default()
        };
        assert_eq!(told(0, Form::Day), "1970-01-01");
        assert_eq!(told(19_782, Form::Day), "2024-02-29");
        assert_eq!(told(-1, Form::Day), "1969-12-31");
        assert_eq!(told(1_685_520_900_250, Form::Moment(1_000)), "2023-05-31T08:15:00.250");
        assert_eq!(told(1_685_520_900_000_000, Form::Moment(1_000_000)), "2023-05-31T08:15:00");
        assert_eq!(told(-1205, Form::Whole(2)), "-12.05");
        assert_eq!(told(9_007_199_254_740_993, Form::Whole(0)), "9007199254740993");
        let told = |value: &[u8], form: Form| {
            let mut text = Vec::new();
            bytes(value, form, &mut text);
            String::from_utf8(text).unwrap_or_default()
        };
        assert_eq!(told(&[0x04, 0xb5], Form::Long(2)), "12.05");
        assert_eq!(told(&[0xff, 0xfb, 0x4b], Form::Long(2)), "-12.05");
        assert_eq!(told(&[0xff; 20], Form::Long(0)), "-1");
        assert_eq!(told(&[0x01; 20], Form::Long(0)), "?");
        assert_eq!(told(&[], Form::Long(0)), "0");
        assert_eq!(told(&[0xab; 16], Form::Uuid), "abababab-abab-abab-abab-abababababab");
    }

    #[test]
    fn the_cells_of_a_file_are_those_of_its_table_however_it_is_packed() {
        for (name, bytes) in super::super::tests::SAME {
            let mut sheet = Sheet::open(bytes.to_vec()).unwrap_or_else(|error| panic!("{name}: {error}"));
            let mut rows = 0;
            while sheet.next(|_| {}).unwrap_or_else(|error| panic!("{name}: {error}")) {
                rows += 1;
            }
            assert_eq!(rows, super::super::tests::expected().len(), "{name}");
        }
        assert_eq!(Sheet::open(b"region,period\n".to_vec()).err().as_deref(), Some("the file is not Parquet, or is cut short"));
    }
}
