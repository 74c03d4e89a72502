//! `virta schema`: the JSON Schemas of the source forms, for editors.

use std::fs;
use std::path::PathBuf;

use super::{Outcome, Stop, print};
use crate::parse;

/// What `schema` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// The folder to write them into
    folder: PathBuf,
}

/// Writes one schema a source form.
pub fn run(args: &Args) -> Outcome {
    let failure = |path: &std::path::Path, error: &dyn std::fmt::Display| Stop::Failure(format!("cannot write {}: {error}", path.display()));
    fs::create_dir_all(&args.folder).map_err(|error| failure(&args.folder, &error))?;
    let schemas = parse::schemas();
    for (name, schema) in &schemas {
        let path = args.folder.join(format!("{name}.json"));
        let mut text = serde_json::to_string_pretty(schema).map_err(|error| failure(&path, &error))?;
        text.push('\n');
        fs::write(&path, text).map_err(|error| failure(&path, &error))?;
    }
    print(&format!("{} schemas in {}\n", schemas.len(), args.folder.display()))
}
