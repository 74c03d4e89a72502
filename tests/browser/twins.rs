//! Every machine-readable twin is what its published schema says, by the word of another program.

use std::path::Path;
use std::process::Command;

use super::modes::served;
use crate::support::program::run;

#[test]
fn every_twin_keeps_to_its_schema() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    assert!(folder.join("node_modules/ajv").is_dir(), "ajv is not installed, and this test cannot be done without it: cd tests/browser && npm ci");
    let run = run(Command::new("node").arg(folder.join("twins.mjs")).arg(&served().built.root));
    assert!(run.code == Some(0), "{}{}", run.stdout, run.stderr);
    let count: usize = run.stdout.split_whitespace().next().and_then(|count| count.parse().ok()).unwrap_or_default();
    assert!(count > 100, "only {count} twins were looked at");
}
