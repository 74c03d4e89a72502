//! UML as XMI 1.x and 2.x, as Enterprise Architect and other tools write it.
//!
//! * A class, an interface and a data type with parts is a concept; its stereotypes stand in its
//!   note, as UML writes them: `«FeatureType»`.
//! * **An attribute that is the end of an association is both**: in UML the class owns it, and the
//!   association has it as its role. It is kept as an attribute of the type `identifier`, and as
//!   the role of the relation.
//! * An enumeration is a code list, and so are the literals of a class that is one by stereotype.
//! * What the model speaks of and does not hold, such as the classes of another package, are
//!   concepts of a second model, `<id>-referenced`: every relation is kept, and no class is added
//!   to those of the model.
//! * A GUID is an address of its own: `urn:uuid:…`, a mapping of the concept, attribute or relation.

mod build;
mod node;
mod uml;
mod v1;
mod v2;

#[cfg(test)]
mod tests;

use roxmltree::{Document, ParsingOptions};

use super::decode::decode;
use super::{Given, Import, broken};
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;

/// Deeper than any model of a tool, and not so deep that reading it could fail.
const DEEPEST: usize = 500;

/// Reads a UML model.
pub fn import(given: &Given) -> Result<Import, Box<Diagnostic>> {
    let decoded = decode(&given.file.name, &given.file.bytes);
    let file = SourceFile::new(&given.file.name, decoded.text.as_bytes().to_vec());
    refuse_depth(&decoded.text, &file)?;
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&decoded.text, options).map_err(|error| {
        let at = offset(&decoded.text, error.pos());
        broken(&file, at..at, format!("the XML is broken: {}", cause(&error)), "export the model again; XMI is well-formed XML")
    })?;
    let root = document.root_element();
    let is_xmi = root.tag_name().name() == "XMI" || root.descendants().take(2000).any(|node| node.is_element() && node.tag_name().name() == "packagedElement");
    if !is_xmi {
        let message = format!("it begins with `{}`, and is no XMI", root.tag_name().name());
        return Err(broken(&file, root.range().start..root.range().start + 1, message, "export the model as XMI 1.1 or 2.1"));
    }
    let is_old = root.attributes().any(|one| one.name() == "xmi.version") || root.descendants().any(|node| node.tag_name().name() == "XMI.content");
    let uml = if is_old { v1::read(&document) } else { v2::read(&document) };
    let mut made = Import { items: decoded.items, ..Import::default() };
    build::build(uml, given, &mut made);
    Ok(made)
}

/// The words of an error without its place, which is given beside it.
fn cause(error: &roxmltree::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at ").map_or(text.clone(), |(cause, _)| cause.to_owned())
}

/// The byte of a line and column.
pub(in crate::import) fn offset(text: &str, position: roxmltree::TextPos) -> usize {
    let line: usize = text.split_inclusive('\n').take(position.row.saturating_sub(1) as usize).map(str::len).sum();
    let rest = text.get(line..).unwrap_or_default();
    line + rest.chars().take(position.col.saturating_sub(1) as usize).map(char::len_utf8).sum::<usize>()
}

/// Elements inside elements beyond reason are refused before they are read.
pub(in crate::import) fn refuse_depth(text: &str, file: &SourceFile) -> Result<(), Box<Diagnostic>> {
    let (mut depth, mut at) = (0usize, 0);
    let bytes = text.as_bytes();
    while let Some(found) = text[at..].find('<') {
        at += found;
        let end = text[at..].find('>').map_or(text.len(), |end| at + end);
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) if end > 0 && bytes.get(end - 1) == Some(&b'/') => {}
            Some(_) => depth += 1,
        }
        if depth > DEEPEST {
            return Err(broken(file, at..at + 1, format!("more than {DEEPEST} elements stand inside each other"), "no model is so deep; export it again"));
        }
        at += 1;
    }
    Ok(())
}
