//! Values: how tables of them are written, and what they must not show.

use std::collections::BTreeMap;

use super::Rule;
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::model::indicator::Counts;
use crate::model::{Id, Observations, Period};
use crate::parse::table::{TOLD, visit};
use crate::source::SourceFile;

/// Finds counts of persons from one up to `minimum - 1`.
///
/// A count is a numerator, or a value where the unit is `count`. Only the first findings of a
/// file are told, and one that counts the others.
pub fn small_counts(file: &SourceFile, observations: &Observations, unit: &Id, counts: Counts, minimum: u32, report: &mut Report) {
    if counts == Counts::Other {
        return;
    }
    let is_small = |count: Option<f64>| count.is_some_and(|count| count > 0.0 && count < f64::from(minimum));
    let mut small: BTreeMap<(&str, Period, Vec<Option<&str>>), &str> = BTreeMap::new();
    for row in observations.iter() {
        let column = match (is_small(row.numerator), **unit == *"count" && is_small(row.value)) {
            (true, _) => "numerator",
            (false, true) => "value",
            (false, false) => continue,
        };
        small.insert((row.region, row.period, row.cell.iter().map(Option::as_deref).collect()), column);
    }
    if small.is_empty() {
        return;
    }
    let mut told = 0;
    visit(file, &observations.dimensions, &mut |row| {
        let Some(column) = small.get(&(row.region, row.period, row.cell.clone())) else { return };
        told += 1;
        if told <= TOLD {
            let message = format!("`{}` has a small count in {}: fewer than {minimum} persons", row.region, row.period);
            let finding = Diagnostic::error(file, row.span(column), "small-count", message);
            report.push(
                finding.help("leave the figures of the row out and give the status `Q`; where no people are counted, the indicator says counts = \"other\""),
            );
        }
    });
    if told > TOLD {
        let place = Place { release: file.release.clone(), ..Place::of_file(&file.path) };
        report.push(Diagnostic::new(Severity::Error, place, "small-count", format!("the table has {} more small counts", told - TOLD)));
    }
}

/// Rules on tables of values, which [`crate::parse::table`] holds them to, and on what they disclose.
pub const RULES: &[Rule] = &[
    Rule {
        name: "missing-column",
        paragraph: "A table of values has a header row with at least the columns `region`, `period` and `value`.",
        stays_an_error: true,
    },
    Rule {
        name: "unknown-column",
        paragraph: "The columns of a table of values are `region`, `period`, `value`, the code lists among the indicator's `dimensions`, and `numerator`, \
                    `denominator`, `lower`, `upper`, `status` and `note`. A column of another name is not read.",
        stays_an_error: false,
    },
    Rule { name: "duplicate-column", paragraph: "Each column of a table of values is there once.", stays_an_error: false },
    Rule {
        name: "cells-do-not-match-header",
        paragraph: "Each row has as many cells as the header. A decimal comma in a file whose separator is a comma makes one cell too many: quote \
                    the number with a decimal point, or separate the cells by semicolons.",
        stays_an_error: false,
    },
    Rule {
        name: "unclosed-quote",
        paragraph: "A cell that begins with a quotation mark ends with one; a quotation mark inside is written twice.",
        stays_an_error: false,
    },
    Rule {
        name: "unknown-region",
        paragraph: "A region is named by its code in `models/regions.toml`. The code is text: `01` is not `1`.",
        stays_an_error: false,
    },
    Rule { name: "malformed-period", paragraph: "A period is `2023`, `2023-Q1`, `2023-05` or `2023-W07`.", stays_an_error: false },
    Rule { name: "unknown-code", paragraph: "A cell of a dimension is a code of its code list, or empty or `total` for all.", stays_an_error: false },
    Rule {
        name: "unknown-status",
        paragraph: "A status is a code of SDMX `CL_OBS_STATUS`, such as `A` normal, `P` provisional, `E` estimated, `B` break, `M` cannot exist, \
                    `L` not collected, `Q` suppressed, `U` low reliability.",
        stays_an_error: false,
    },
    Rule {
        name: "malformed-number",
        paragraph: "A number is written with digits, perhaps a minus sign, and a decimal point, or a decimal comma where cells are not separated by commas: \
                    `1234.5`, `-3,1`, `1.2e-5`. Thousands are not grouped, and no unit or sign stands beside it.",
        stays_an_error: false,
    },
    Rule {
        name: "number-out-of-range",
        paragraph: "A number lies between -9007199254740991 and 9007199254740991, where numbers are exact.",
        stays_an_error: false,
    },
    Rule { name: "mixed-decimal-marks", paragraph: "One table uses one decimal mark, point or comma, throughout.", stays_an_error: false },
    Rule {
        name: "missing-status",
        paragraph: "A row without a value has a status that says why: `L`, `M`, `Q` and others that explain an absence.",
        stays_an_error: false,
    },
    Rule {
        name: "value-beside-suppressed",
        paragraph: "Where the status is `Q`, suppressed, the row has no value, numerator or bound: the figure must not be in the source at all.",
        stays_an_error: true,
    },
    Rule { name: "value-outside-interval", paragraph: "A value lies within its interval: lower ≤ value ≤ upper.", stays_an_error: false },
    Rule { name: "impossible-denominator", paragraph: "A denominator is greater than zero where there is a numerator.", stays_an_error: false },
    Rule { name: "duplicate-value", paragraph: "There is one row for each region, period and cell of the dimensions.", stays_an_error: false },
    Rule {
        name: "missing-total",
        paragraph: "Each region and period with values by a dimension has a row where every dimension is total. Pages, ranks and charts use that row; \
                    nothing is summed from parts.",
        stays_an_error: false,
    },
    Rule {
        name: "further-findings",
        paragraph: "Of the findings of one table the first twenty are told; when they are mended, the others follow.",
        stays_an_error: false,
    },
    Rule {
        name: "small-count",
        paragraph: "Where an indicator counts persons, no numerator, and no value of the unit `count`, lies between 1 and one less than \
                    `disclosure.minimum_count` of the settings: somebody could be recognised. Leave the figures out and give the status `Q`. \
                    Where something else than people is counted, say so in the indicator: `counts = \"other\"`.",
        stays_an_error: true,
    },
];
