//! The pages of a column, unpacked by decoders in Rust.

use std::io::Read;

use bytes::Bytes;
use parquet::basic::{Compression, Encoding};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;

use super::header::{PageHeader, encoding, page_header};

/// A page is never larger when it is unpacked.
const LARGEST: usize = 256 << 20;

/// The pages of one column in one group of rows.
pub struct Pages {
    bytes: Bytes,
    compression: Compression,
    /// How many entries the dictionary has, where pages give places in it instead of what stands there.
    places: Option<u32>,
}

impl Pages {
    /// The pages of a column in a file; `None` where the file is shorter than it says.
    pub fn of(file: &Bytes, chunk: &ColumnChunkMetaData) -> Option<Self> {
        let start = chunk.dictionary_page_offset().filter(|offset| *offset > 0).map_or(chunk.data_page_offset(), |offset| offset.min(chunk.data_page_offset()));
        let start = usize::try_from(start).ok()?;
        let end = start.checked_add(usize::try_from(chunk.compressed_size()).ok()?).filter(|end| *end <= file.len())?;
        Some(Self::new(file.slice(start..end), chunk.compression()))
    }

    /// The pages in some bytes.
    pub const fn new(bytes: Bytes, compression: Compression) -> Self {
        Self { bytes, compression, places: None }
    }

    /// The dictionary of a column of texts, where every page draws on it; from then on pages give places in it, as whole numbers.
    pub fn dictionary(&mut self) -> Option<Vec<ByteArray>> {
        let mut ahead = Self::new(self.bytes.clone(), self.compression);
        let (header, packed) = ahead.cut_off().ok()??;
        let Page::DictionaryPage { buf, num_values, .. } = self.page(&header, &packed).ok()?? else { return None };
        let texts = texts(&buf, num_values)?;
        while let Some((header, _)) = ahead.cut_off().ok()? {
            let coded = match header.kind {
                0 => header.parts[2],
                3 => header.parts[4],
                _ => continue,
            };
            if !matches!(coded.and_then(encoding), Some(Encoding::PLAIN_DICTIONARY | Encoding::RLE_DICTIONARY)) {
                return None;
            }
        }
        self.places = Some(num_values);
        Some(texts)
    }

    fn header(&self) -> Result<Option<(PageHeader, usize)>> {
        if self.bytes.is_empty() {
            return Ok(None);
        }
        page_header(&self.bytes).map(Some).ok_or_else(|| wrong("the header of a page cannot be read"))
    }

    /// Takes the next page off the bytes.
    fn cut_off(&mut self) -> Result<Option<(PageHeader, Bytes)>> {
        let Some((header, length)) = self.header()? else { return Ok(None) };
        let packed = usize::try_from(header.packed).ok().and_then(|packed| length.checked_add(packed)).filter(|end| *end <= self.bytes.len());
        let end = packed.ok_or_else(|| wrong("a page is longer than the file"))?;
        let page = self.bytes.slice(length..end);
        self.bytes = self.bytes.slice(end..);
        Ok(Some((header, page)))
    }

    fn page(&self, header: &PageHeader, packed: &Bytes) -> Result<Option<Page>> {
        let unpacked = usize::try_from(header.unpacked).ok().filter(|size| *size <= LARGEST).ok_or_else(|| wrong("a page is too large"))?;
        let part = |at: usize| header.parts[at].and_then(|part| u32::try_from(part).ok()).ok_or_else(|| wrong("the header of a page is not whole"));
        let coded = |at: usize| header.parts[at].and_then(encoding).ok_or_else(|| wrong("a page is encoded in a way that is not read"));
        Ok(Some(match header.kind {
            0 => Page::DataPage {
                buf: self.unpack(packed, unpacked)?,
                num_values: part(1)?,
                encoding: coded(2)?,
                def_level_encoding: coded(3)?,
                rep_level_encoding: Encoding::RLE,
                statistics: None,
            },
            2 if self.places.is_some() => {
                let num_values = self.places.unwrap_or_default();
                let buf = (0..num_values).flat_map(u32::to_le_bytes).collect::<Vec<u8>>().into();
                Page::DictionaryPage { buf, num_values, encoding: Encoding::PLAIN, is_sorted: false }
            }
            2 => Page::DictionaryPage { buf: self.unpack(packed, unpacked)?, num_values: part(1)?, encoding: coded(2)?, is_sorted: false },
            3 => {
                let (definitions, repetitions) = (part(5)?, part(6)?);
                let levels = definitions as usize + repetitions as usize;
                let is_compressed = header.parts[7] != Some(0);
                if levels > packed.len() || levels > unpacked {
                    return Err(wrong("a page is shorter than its levels"));
                }
                let buf = if is_compressed && self.compression != Compression::UNCOMPRESSED && packed.len() > levels {
                    let mut whole = packed[..levels].to_vec();
                    whole.extend_from_slice(&self.unpack(&packed.slice(levels..), unpacked - levels)?);
                    whole.into()
                } else {
                    packed.clone()
                };
                Page::DataPageV2 {
                    buf,
                    num_values: part(1)?,
                    encoding: coded(4)?,
                    num_nulls: part(2)?,
                    num_rows: part(3)?,
                    def_levels_byte_len: definitions,
                    rep_levels_byte_len: repetitions,
                    is_compressed: false,
                    statistics: None,
                }
            }
            _ => return Ok(None),
        }))
    }

    fn unpack(&self, packed: &Bytes, size: usize) -> Result<Bytes> {
        let unpacked = match self.compression {
            Compression::UNCOMPRESSED => return Ok(packed.clone()),
            Compression::SNAPPY => {
                if snap::raw::decompress_len(packed).ok() != Some(size) {
                    return Err(wrong("a page is not as long as it says"));
                }
                snap::raw::Decoder::new().decompress_vec(packed).map_err(|_| wrong("a page cannot be unpacked"))?
            }
            Compression::GZIP(_) => read(flate2::read::MultiGzDecoder::new(&packed[..]), size)?,
            Compression::ZSTD(_) => read(ruzstd::decoding::StreamingDecoder::new(&packed[..]).map_err(|_| wrong("a page cannot be unpacked"))?, size)?,
            Compression::LZO | Compression::BROTLI(_) | Compression::LZ4 | Compression::LZ4_RAW => return Err(wrong("the compression is not read")),
        };
        if unpacked.len() == size { Ok(unpacked.into()) } else { Err(wrong("a page is not as long as it says")) }
    }
}

/// The texts of a dictionary, each after its length; nothing where they are not as many as it says.
fn texts(dictionary: &Bytes, count: u32) -> Option<Vec<ByteArray>> {
    let mut texts = Vec::new();
    let mut at = 0usize;
    for _ in 0..count {
        let (length, _) = dictionary.get(at..)?.split_first_chunk()?;
        let start = at + 4;
        at = start.checked_add(usize::try_from(u32::from_le_bytes(*length)).ok()?).filter(|end| *end <= dictionary.len())?;
        texts.push(dictionary.slice(start..at).into());
    }
    Some(texts)
}

/// Reads what a decoder gives, and one byte more than is wanted at most; room is made as bytes come.
fn read(from: impl Read, size: usize) -> Result<Vec<u8>> {
    let mut unpacked = Vec::with_capacity(size.min(1 << 20));
    from.take(size as u64 + 1).read_to_end(&mut unpacked).map_err(|_| wrong("a page cannot be unpacked"))?;
    Ok(unpacked)
}

fn wrong(words: &str) -> ParquetError {
    ParquetError::General(words.to_owned())
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        while let Some((header, packed)) = self.cut_off()? {
            if let Some(page) = self.page(&header, &packed)? {
                return Ok(Some(page));
            }
        }
        Ok(None)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        let Some((header, _)) = self.header()? else { return Ok(None) };
        let part = |at: usize| header.parts[at].and_then(|part| usize::try_from(part).ok());
        let num_rows = if header.kind == 3 { part(3) } else { None };
        Ok(Some(PageMetadata { num_rows, num_levels: part(1), is_dict: header.kind == 2 }))
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.cut_off().map(|_| ())
    }
}
