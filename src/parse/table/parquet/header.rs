//! The headers of pages, in Thrift's compact form.
//!
//! Written by hand because the library reads pages only together with decompressors in C.

use parquet::basic::Encoding;

/// What stands before the bytes of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageHeader {
    /// Data, index, dictionary or data of the second version: 0 to 3.
    pub kind: i64,
    /// Bytes of the page when it is unpacked.
    pub unpacked: i64,
    /// Bytes of the page in the file.
    pub packed: i64,
    /// The parts of the page's own header by number: of data, of a dictionary, or of data of the second version.
    pub parts: [Option<i64>; 8],
}

/// Reads a header; gives it with its length in bytes.
pub fn page_header(bytes: &[u8]) -> Option<(PageHeader, usize)> {
    let mut reading = Reading { bytes, at: 0 };
    let mut header = PageHeader::default();
    let mut field = 0;
    while let Some(kind) = reading.field(&mut field)? {
        match (field, kind) {
            (1, INTEGER) => header.kind = reading.integer()?,
            (2, INTEGER) => header.unpacked = reading.integer()?,
            (3, INTEGER) => header.packed = reading.integer()?,
            (5 | 7 | 8, STRUCTURE) => header.parts = reading.parts()?,
            _ => reading.skip(kind, 0)?,
        }
    }
    Some((header, reading.at))
}

/// The encoding of a number.
#[allow(deprecated, reason = "old files have levels that are packed by bits")]
pub const fn encoding(number: i64) -> Option<Encoding> {
    Some(match number {
        0 => Encoding::PLAIN,
        2 => Encoding::PLAIN_DICTIONARY,
        3 => Encoding::RLE,
        4 => Encoding::BIT_PACKED,
        5 => Encoding::DELTA_BINARY_PACKED,
        6 => Encoding::DELTA_LENGTH_BYTE_ARRAY,
        7 => Encoding::DELTA_BYTE_ARRAY,
        8 => Encoding::RLE_DICTIONARY,
        9 => Encoding::BYTE_STREAM_SPLIT,
        _ => return None,
    })
}

const YES: u8 = 1;
const NO: u8 = 2;
const BYTE: u8 = 3;
const SHORT: u8 = 4;
const INTEGER: u8 = 5;
const LONG: u8 = 6;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCTURE: u8 = 12;

/// How deep structures are followed.
const DEEPEST: usize = 16;

struct Reading<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reading<'_> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn pass(&mut self, bytes: usize) -> Option<()> {
        self.at = self.at.checked_add(bytes).filter(|at| *at <= self.bytes.len())?;
        Some(())
    }

    fn unsigned(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn integer(&mut self) -> Option<i64> {
        let number = self.unsigned()?;
        let half = i64::try_from(number >> 1).ok()?;
        Some(if number & 1 == 0 { half } else { -half - 1 })
    }

    /// The kind of the next field, whose number is put into `field`; the inner `None` at the end of a structure.
    #[expect(clippy::option_option, reason = "cut short, or the end, or a field")]
    fn field(&mut self, field: &mut i64) -> Option<Option<u8>> {
        let byte = self.byte()?;
        if byte == 0 {
            return Some(None);
        }
        let step = i64::from(byte >> 4);
        *field = if step == 0 { self.integer()? } else { field.checked_add(step)? };
        Some(Some(byte & 0x0f))
    }

    /// The whole numbers and flags of a structure by their numbers; what else it holds is passed over.
    fn parts(&mut self) -> Option<[Option<i64>; 8]> {
        let mut parts = [None; 8];
        let mut field = 0;
        while let Some(kind) = self.field(&mut field)? {
            let part = match kind {
                INTEGER => self.integer()?,
                YES => 1,
                NO => 0,
                _ => {
                    self.skip(kind, 1)?;
                    continue;
                }
            };
            if let Some(slot) = usize::try_from(field).ok().and_then(|field| parts.get_mut(field)) {
                *slot = Some(part);
            }
        }
        Some(parts)
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match kind {
            YES | NO => Some(()),
            BYTE => self.pass(1),
            SHORT | INTEGER | LONG => self.unsigned().map(|_| ()),
            DOUBLE => self.pass(8),
            BINARY => {
                let length = self.unsigned()?;
                self.pass(usize::try_from(length).ok()?)
            }
            LIST | SET => {
                let byte = self.byte()?;
                let count = if byte >> 4 == 15 { self.unsigned()? } else { u64::from(byte >> 4) };
                self.skip_all(count, byte & 0x0f, depth)
            }
            MAP => {
                let count = self.unsigned()?;
                if count == 0 {
                    return Some(());
                }
                let kinds = self.byte()?;
                (0..count).try_for_each(|_| {
                    let before = self.at;
                    self.skip_all(1, kinds >> 4, depth)?;
                    self.skip_all(1, kinds & 0x0f, depth)?;
                    (self.at > before).then_some(())
                })
            }
            STRUCTURE => {
                let mut field = 0;
                while let Some(kind) = self.field(&mut field)? {
                    self.skip(kind, depth + 1)?;
                }
                Some(())
            }
            _ => None,
        }
    }

    /// Passes over the members of a list; a flag in a list is a byte.
    fn skip_all(&mut self, count: u64, kind: u8, depth: usize) -> Option<()> {
        if matches!(kind, YES | NO) {
            return self.pass(usize::try_from(count).ok()?);
        }
        (0..count).try_for_each(|_| self.skip(kind, depth + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_and_what_it_holds_besides_is_passed_over() {
        // Data, 300 and 20 bytes, a checksum, and a data header with statistics: two texts and a list of flags.
        let bytes = [
            0x15, 0x00, 0x15, 0xd8, 0x04, 0x15, 0x28, 0x15, 0x07, 0x1c, 0x15, 0x0a, 0x15, 0x10, 0x15, 0x06, 0x15, 0x06, 0x1c, 0x18, 0x01, 0x61, 0x18, 0x00,
            0x19, 0x21, 0x01, 0x02, 0x00, 0x00, 0x00, 0xff,
        ];
        let (header, length) = page_header(&bytes).expect("a header");
        assert_eq!((header.kind, header.unpacked, header.packed, length), (0, 300, 20, bytes.len() - 1));
        assert_eq!(header.parts[..5], [None, Some(5), Some(8), Some(3), Some(3)]);
        for end in 0..length {
            assert_eq!(page_header(&bytes[..end]), None, "{end}");
        }
    }

    #[test]
    fn a_header_that_lies_ends() {
        assert_eq!(page_header(&[0x15; 64]), None);
        assert_eq!(page_header(&[0x1c; 4096]), None);
        assert_eq!(page_header(&[0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x11]), None);
        assert_eq!(page_header(&[0x18, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]), None);
    }
}
