//! Code lists.

use std::collections::{BTreeMap, BTreeSet};

use super::lifecycle::{deprecated, is_first, lifecycle, renamed_from, validity};
use super::{Desk, named};
use crate::diagnostic::Diagnostic;
use crate::model::{Code, CodeList, Id};
use crate::parse::Written;
use crate::parse::code_list::{CodeListMatter, CodeMatter};
use crate::parse::fields::Spanned;

/// Code lists by id.
pub fn code_lists(desk: &mut Desk<'_>) -> BTreeMap<Id, CodeList> {
    let documents = desk.documents;
    documents.code_lists.documents.iter().map(|(id, document)| (id.clone(), code_list(document, desk))).collect()
}

fn code_list(document: &Written<CodeListMatter>, desk: &mut Desk<'_>) -> CodeList {
    desk.note_missing_translations(document);
    let matter = &document.matter;
    CodeList {
        id: document.id.clone(),
        name: named(matter.name.as_ref(), &document.id, desk.language()),
        description: matter.description.clone(),
        lifecycle: lifecycle(document, &matter.lifecycle, Some(&desk.names.code_lists), desk),
        uri: matter.uri.clone(),
        oid: matter.oid.clone(),
        codes: codes(document, desk),
    }
}

fn codes(document: &Written<CodeListMatter>, desk: &mut Desk<'_>) -> Vec<Code> {
    let written = &document.matter.codes;
    let known: BTreeMap<&str, &CodeMatter> = written.iter().filter_map(|code| Some((code.value.code.as_ref()?.value.as_str(), &code.value))).collect();
    let mut seen = BTreeSet::new();
    let mut codes = Vec::new();
    for Spanned { value: matter, .. } in written {
        let Some(code) = &matter.code else { continue };
        if is_first(code, &mut seen, "code", &document.file, desk.report) {
            codes.push(self::code(code, matter, &known, document, desk));
        }
    }
    codes
}

fn code(code: &Spanned<Id>, matter: &CodeMatter, known: &BTreeMap<&str, &CodeMatter>, document: &Written<CodeListMatter>, desk: &mut Desk<'_>) -> Code {
    let file = &document.file;
    let siblings = || document.matter.codes.iter().map(|other| other.value.code.as_ref().map(|code| code.value.as_str())).collect();
    let (valid_from, valid_to) = validity(&matter.validity, file, desk.report);
    Code {
        code: code.value.clone(),
        name: named(matter.name.as_ref(), &code.value, desk.language()),
        definition: matter.definition.clone(),
        broader: broader(code, matter, known, document, desk),
        uri: matter.uri.clone(),
        valid_from,
        valid_to,
        renamed_from: renamed_from(&matter.renamed_from, |id| known.contains_key(id), file, desk.report),
        deprecated: deprecated(matter.deprecated.as_ref(), siblings, "code", file, desk.report),
    }
}

fn broader(
    code: &Spanned<Id>,
    matter: &CodeMatter,
    known: &BTreeMap<&str, &CodeMatter>,
    document: &Written<CodeListMatter>,
    desk: &mut Desk<'_>,
) -> Option<Id> {
    let asked = matter.broader.as_ref()?;
    let file = &document.file;
    if !known.contains_key(asked.value.as_str()) {
        // A code that could not be read may be the one.
        if document.matter.codes.iter().all(|other| other.value.code.is_some()) {
            let error = Diagnostic::error(file, asked.span.clone(), "unknown-code", format!("the list has no code `{}`", asked.value));
            desk.report.push(error.suggest(&asked.value, known.keys().copied(), "the broader code is one of the same list"));
        }
        return None;
    }
    if is_in_circle(&code.value, known) {
        desk.report.push(
            Diagnostic::error(file, asked.span.clone(), "broader-in-a-circle", format!("`{}` is broader than itself by way of `{}`", code.value, asked.value))
                .help("the broadest code has no `broader`"),
        );
        return None;
    }
    Some(asked.value.clone())
}

/// Whether going up from a code comes back to it.
fn is_in_circle(code: &Id, known: &BTreeMap<&str, &CodeMatter>) -> bool {
    let mut at = code.as_str();
    for _ in 0..known.len() {
        match known.get(at).and_then(|matter| matter.broader.as_ref()) {
            Some(up) if up.value == *code => return true,
            Some(up) => at = up.value.as_str(),
            None => return false,
        }
    }
    false
}
