//! Bytes become text: marks of order, XML's own declaration, UTF-8, and else Windows-1252.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::Item;

/// The text of a file, with what had to be guessed.
pub struct Decoded {
    /// The text.
    pub text: String,
    /// Remarks on how it was read.
    pub items: Vec<Item>,
}

/// Reads bytes as text. XML may declare its encoding; a mark of order goes before all.
pub fn decode(name: &str, bytes: &[u8]) -> Decoded {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked.or_else(|| declared(bytes)).unwrap_or_else(|| if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 });
    let (text, used, had_errors) = encoding.decode(bytes);
    let mut items = Vec::new();
    let mut remark = |what: String| items.push(Item { about: name.to_owned(), what });
    if had_errors {
        remark(format!("some bytes are not {}; each became the sign \u{fffd}", used.name()));
    } else if used != UTF_8 && marked.is_none() && declared(bytes).is_none() {
        remark(format!("it is not UTF-8 and was read as {}", used.name()));
    }
    Decoded { text: text.into_owned(), items }
}

/// The encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(200)];
    let head: String = head.iter().take_while(|byte| **byte != b'>').map(|byte| char::from(*byte)).collect();
    let rest = head.trim_start().strip_prefix("<?xml")?;
    let (_, rest) = rest.split_once("encoding")?;
    let label = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '=');
    let quote = label.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = label[1..].split(quote).next()?;
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_as_it_says_or_as_it_must_be() {
        for (bytes, text, remarks) in [
            (&b"<?xml version='1.0' encoding='windows-1252'?><a>\xe4</a>"[..], "<?xml version='1.0' encoding='windows-1252'?><a>ä</a>", 0),
            ("ä".as_bytes(), "ä", 0),
            (b"\xef\xbb\xbfa", "a", 0),
            (b"\xff\xfea\0\xe4\0", "aä", 0),
            (b"\xe4", "ä", 1),
            (b"", "", 0),
        ] {
            let read = decode("a", bytes);
            assert_eq!((read.text.as_str(), read.items.len()), (text, remarks));
        }
    }
}
