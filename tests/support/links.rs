//! Where an address on a page leads.

use std::collections::BTreeSet;

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Out of the site, or to another program: `https:`, `mailto:`.
    Outside,
    /// To a file of the site, by its path, and perhaps to an id in it.
    File(String, Option<String>),
    /// Nowhere, and why.
    Nowhere(String),
}

/// Follows an address of a page. `files` are all files of the site; a folder is served as its `index.html`,
/// except where `by_name`: there files are opened by their names, as from a disk.
pub fn follow(page: &str, address: &str, files: &BTreeSet<String>, by_name: bool) -> Target {
    if has_scheme(address) {
        return Target::Outside;
    }
    if address.starts_with('/') {
        return Target::Nowhere("is absolute".to_owned());
    }
    let (address, fragment) = address.split_once('#').map_or((address, None), |(path, id)| (path, Some(decoded(id))));
    let fragment = fragment.filter(|id| !id.is_empty());
    let path = decoded(address.split('?').next().unwrap_or_default());
    if path.is_empty() {
        return Target::File(page.to_owned(), fragment);
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Target::Nowhere("leads out of the site".to_owned());
                }
            }
            part => parts.push(part),
        }
    }
    let is_folder = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..") || path == "." || path == "..";
    if is_folder && parts.last().is_some_and(|last| last.is_empty()) {
        parts.pop();
    }
    if is_folder && by_name {
        return Target::Nowhere("names a folder".to_owned());
    }
    if is_folder {
        parts.push("index.html");
    }
    let path = parts.join("/");
    if files.contains(&path) { Target::File(path, fragment) } else { Target::Nowhere(format!("there is no {path}")) }
}

fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else { return address.starts_with("//") };
    address.starts_with("//") || scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// `%C3%A4` → `ä`.
pub fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok());
        out.push(pair.unwrap_or(bytes[at]));
        at += if pair.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}
