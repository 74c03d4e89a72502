//! Links of bodies and texts: each goes somewhere.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diagnostic::Report;
use crate::model::{Id, Model, Reference};
use crate::source::{SourceFile, Sources};

/// What links are held against.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// All that the snapshot says.
    pub model: &'a Model,
    /// Its files.
    pub sources: &'a Sources,
    /// Releases of the settings.
    pub releases: &'a [Id],
    /// Things whose files are there and could not be understood: what links to them is not wrong.
    pub broken: &'a BTreeSet<Reference>,
}

/// Checks the links of a body that begins at a byte of its file and goes to the end.
///
/// `anchors` are the ids that the document has besides its headings: questions, requirements.
/// Gives the paths in the sources of the files that the body links to.
pub fn check(_file: &SourceFile, _start: usize, _anchors: &[&str], _world: World<'_>, _report: &mut Report) -> Vec<String> {
    Vec::new()
}

/// Checks the links of an inline text; what is wrong is reported at the place of the whole string.
pub fn check_inline(_file: &SourceFile, _span: Range<usize>, _text: &str, _anchors: &[&str], _world: World<'_>, _report: &mut Report) -> Vec<String> {
    Vec::new()
}
