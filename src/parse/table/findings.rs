//! The findings of one file: the first ones are told, the others counted.

use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::source::SourceFile;

use super::TOLD;

/// What was found in one table.
#[derive(Debug, Default)]
pub struct Findings {
    told: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
}

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, finding: Diagnostic) {
        self.told.push(finding);
    }

    /// Counts findings that nobody wants to read.
    pub fn count(&mut self, severity: Severity, more: usize) {
        match severity {
            Severity::Error => self.errors += more,
            Severity::Warning | Severity::Note => self.warnings += more,
        }
    }

    /// Hands over the first findings, errors before warnings, and one that counts the rest.
    pub fn tell(mut self, file: &SourceFile, report: &mut Report) {
        self.told.sort_by_key(|finding| finding.severity);
        let rest = self.told.split_off(self.told.len().min(TOLD));
        for finding in &rest {
            self.count(finding.severity, 1);
        }
        self.told.into_iter().for_each(|finding| report.push(finding));
        let (severity, kind) = if self.errors > 0 { (Severity::Error, "errors") } else { (Severity::Warning, "warnings") };
        let more = self.errors + self.warnings;
        if more > 0 {
            let place = Place { release: file.release.clone(), ..Place::of_file(&file.path) };
            let message = match (self.errors, self.warnings) {
                (0, _) | (_, 0) => format!("the table has {more} more {kind}"),
                (errors, warnings) => format!("the table has {errors} more errors and {warnings} more warnings"),
            };
            report.push(Diagnostic::new(severity, place, "further-findings", message).help("mend those that are told; the others follow"));
        }
    }
}
