//! Text made safe for the place in HTML where it goes.

/// Adds text between tags.
pub fn text(out: &mut String, text: &str) {
    with(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// Adds the text of an attribute in double quotes.
pub fn attribute(out: &mut String, text: &str) {
    with(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    });
}

/// Adds ASCII signs as they are or as they have to be written; other signs stay.
fn with(out: &mut String, text: &str, written: impl Fn(u8) -> Option<&'static str>) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(written) = written(byte) {
            out.push_str(&text[from..at]);
            out.push_str(written);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
}

/// Adds an address: what cannot stand in one is written as `%20` and the like.
pub fn address(out: &mut String, address: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for letter in address.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '\'' => out.push_str("&#39;"),
            '!'..='~' if !matches!(letter, '"' | '<' | '>' | '[' | '\\' | ']' | '^' | '`' | '{' | '|' | '}') => out.push(letter),
            letter => {
                for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                    out.push('%');
                    out.push(char::from(HEX[usize::from(byte >> 4)]));
                    out.push(char::from(HEX[usize::from(byte & 15)]));
                }
            }
        }
    }
}

/// Whether an address is relative or of a scheme that does no harm.
pub fn is_safe_address(address: &str) -> bool {
    let before = address.split(['/', '?', '#']).next().unwrap_or_default();
    match before.split_once(':') {
        None => true,
        Some((scheme, _)) => ["https", "http", "mailto"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_are_safe() {
        for address in ["a/b", "../a:b/", "#x", "?a=b:c", "https://x", "MAILTO:a@b", ""] {
            assert_eq!(is_safe_address(address), !address.starts_with("x:"), "{address}");
        }
        for address in ["javascript:alert(1)", "JavaScript:x", " javascript:x", "data:text/html,x", "vbscript:x", "java\nscript:x", "file:///x"] {
            assert!(!is_safe_address(address), "{address}");
        }
    }

    #[test]
    fn an_address_has_no_sign_that_ends_its_attribute() {
        let mut out = String::new();
        address(&mut out, "a b/\u{e4}?x=\"1\"&y='2'<z>%20#\n");
        assert_eq!(out, "a%20b/%C3%A4?x=%221%22&amp;y=&#39;2&#39;%3Cz%3E%20#%0A");
    }
}
