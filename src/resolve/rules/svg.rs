//! Pictures that are published do nothing: no script, no handler, nothing fetched from elsewhere.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Report};
use crate::parse::front_matter::readable;
use crate::source::SourceFile;

/// Reports the first thing in an SVG that could act or fetch; other files are let through.
pub fn check(file: &SourceFile, report: &mut Report) {
    if !file.path.ends_with(".svg") {
        return;
    }
    let Some(text) = readable(file, report) else { return };
    if let Some((span, what)) = active(text) {
        report.push(
            Diagnostic::error(file, span, "active-picture", format!("the picture has {what}"))
                .help("a published picture only shows; save it as plain SVG, without scripts, handlers and references to other files"),
        );
    }
}

/// The first active part of an SVG, and what it is.
fn active(text: &str) -> Option<(Range<usize>, &'static str)> {
    let mut at = 0;
    while let Some(open) = text.get(at..)?.find('<').map(|open| at + open) {
        let rest = &text[open..];
        let (end, found) = if rest.starts_with("<!--") {
            (rest.find("-->").map_or(rest.len(), |end| end + 3), None)
        } else if rest.starts_with("<![CDATA[") {
            (rest.find("]]>").map_or(rest.len(), |end| end + 3), style(rest))
        } else if rest.starts_with("<?xml-stylesheet") {
            (2, Some("a style sheet of its own"))
        } else if rest.starts_with("<!") {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            (end, rest[..end].contains('[').then_some("declarations of its own"))
        } else {
            let end = tag_end(rest);
            (end, tag(&rest[..end]).or_else(|| style(between(rest, end))))
        };
        if let Some(what) = found {
            return Some((open..open + end.min(rest.find('\n').unwrap_or(rest.len())), what));
        }
        at = open + end.max(1);
    }
    None
}

/// The text from the end of a tag to the next one.
fn between(rest: &str, end: usize) -> &str {
    let text = &rest[end..];
    &text[..text.find('<').unwrap_or(text.len())]
}

/// Where a tag ends, with its `>`; quotes may hold one.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, sign) in text.char_indices() {
        match (quote, sign) {
            (None, '"' | '\'') => quote = Some(sign),
            (Some(open), sign) if open == sign => quote = None,
            (None, '>') => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn tag(text: &str) -> Option<&'static str> {
    let inner = text.trim_start_matches(['<', '/']).trim_end_matches(['>', '/']);
    let name_end = inner.find(|sign: char| sign.is_whitespace() || sign == '/').unwrap_or(inner.len());
    let name = local(&inner[..name_end]);
    match name.as_str() {
        "script" | "handler" | "listener" => return Some("a script"),
        "foreignobject" | "iframe" | "embed" | "object" | "audio" | "video" => return Some("another document inside"),
        _ => {}
    }
    attributes(&inner[name_end..]).into_iter().find_map(|(key, value)| attribute(&key, value))
}

fn attribute(key: &str, value: &str) -> Option<&'static str> {
    if key.starts_with("on") {
        return Some("a handler of events");
    }
    if matches!(key, "href" | "src") && !is_inside(value) {
        return Some("a reference to another file");
    }
    // Of animations: a reference can be set to a value.
    if matches!(key, "to" | "from" | "values" | "by") && value.contains(':') {
        return Some("a reference that is animated");
    }
    style(value)
}

/// Whether a reference stays in the picture: an id, or a picture written into it.
fn is_inside(value: &str) -> bool {
    let value = value.trim();
    value.starts_with('#') || ["data:image/png;", "data:image/jpeg;", "data:image/webp;", "data:image/gif;"].iter().any(|kind| value.starts_with(kind))
}

/// Style rules, or a value that may be one: nothing is fetched, nothing is spelt so that one cannot see it.
fn style(text: &str) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    if lower.contains("@import") {
        return Some("a style sheet of its own");
    }
    let mut rest = lower.as_str();
    while let Some(at) = rest.find("url(") {
        rest = &rest[at + 4..];
        let quoted = rest.trim_start();
        let target = ["&quot;", "&apos;", "\"", "'"].iter().find_map(|quote| quoted.strip_prefix(quote)).unwrap_or(quoted);
        if !is_inside(target) {
            return Some("a reference to another file");
        }
    }
    let is_hidden = lower.contains('\\') || lower.contains("&#");
    (is_hidden && lower.contains('(')).then_some("a style that is spelt in a hidden way")
}

/// A name without its prefix, in small letters.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase()
}

/// The attributes of a tag: names without prefixes, and values as written.
fn attributes(text: &str) -> Vec<(String, &str)> {
    let mut attributes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('=') {
        let key = before.rsplit(|sign: char| sign.is_whitespace() || matches!(sign, '"' | '\'' | '/')).find(|word| !word.is_empty()).unwrap_or_default();
        let value = after.trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        // A name space is no reference.
        if !before.trim_start().starts_with("xmlns") {
            attributes.push((local(key), value));
        }
        rest = after;
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_only_shows_is_let_through() {
        let plain = r##"<?xml version="1.0"?><!DOCTYPE svg PUBLIC "a" "b"><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><!-- <script> --><defs><path id="a" d="M0 0"/></defs><use xlink:href="#a" fill="url(#g)"/><style>.a { fill: url("#b") }</style><image href="data:image/png;base64,AA=="/><text font-family='A'>1 &gt; 0 : on</text></svg>"##;
        assert_eq!(active(plain), None);
    }

    #[test]
    fn a_picture_that_acts_or_fetches_is_not() {
        for picture in [
            "<svg><script>alert(1)</script></svg>",
            "<svg><svg:script href='#a'/></svg>",
            "<svg onload=\"alert(1)\"></svg>",
            "<svg\nONLOAD=alert(1)></svg>",
            "<svg/onload=alert(1)>",
            "<svg><foreignObject/></svg>",
            "<svg><a href='https://example.org'/></svg>",
            "<svg><a xlink:href='java&#x73;cript:alert(1)'/></svg>",
            "<svg><image href=\"other.png\"/></svg>",
            "<svg><image href='data:image/svg+xml;base64,AA'/></svg>",
            "<svg><style>@import 'a.css';</style></svg>",
            "<svg><style><![CDATA[a { fill: url(http://a) }]]></style></svg>",
            "<svg><rect style=\"fill:url('http://a')\"/></svg>",
            "<svg><rect style=\"fill:u\\72l(http://a)\"/></svg>",
            "<svg><set attributeName='href' to='javascript:alert(1)'/></svg>",
            "<?xml-stylesheet href='a.css'?><svg/>",
            "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>",
        ] {
            assert!(active(picture).is_some(), "{picture}");
        }
        for odd in ["<", "<svg", "<!--", "<![CDATA[", "<!DOCTYPE", "</", "<a b", "<a b=", "<a b='", "ä<ö=\"å"] {
            let _ = active(odd);
        }
    }
}
