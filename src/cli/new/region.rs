//! A region that prose is begun for is declared too, where it is not yet.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::cli::Stop;
use crate::diagnostic::Severity;
use crate::resolve;
use crate::source;

/// Where regions are declared.
pub const FILE: &str = "models/regions.toml";

/// How the file begins.
const BEGINNING: &str = include_str!("regions.toml");

/// Declares a region that is not there, at the end of the file; tells whether it did.
pub fn declare(site: &Path, code: &str) -> Result<bool, Stop> {
    let sources = source::folder(site).sources;
    let (Some(settings), _) = resolve::settings(&sources) else { return Ok(false) };
    let (model, report) = resolve::resolve(&sources, &settings);
    let is_broken = report.diagnostics.iter().any(|found| found.severity == Severity::Error && &*found.place.file == FILE);
    if model.regions.get(code).is_some() || is_broken {
        return Ok(false);
    }
    let mut text = match sources.get(FILE) {
        Some(file) => file.text().to_owned(),
        None => BEGINNING.to_owned(),
    };
    let classification = model.regions.regions.values().last().map_or("alueet", |region| region.classification.as_str());
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let slug = code.to_lowercase();
    let _ = write!(
        text,
        "\n[[regions]]\ncode           = \"{code}\"\nclassification = \"{classification}\"\nlevel          = \"county\"\nname           = \"Alue {code}\"\nslug           = \"alue-{slug}\"\n"
    );
    let target = site.join(FILE);
    let failure = |error: std::io::Error| Stop::Failure(format!("cannot write {}: {error}", target.display()));
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).map_err(failure)?;
    }
    fs::write(&target, text).map_err(failure)?;
    Ok(true)
}
