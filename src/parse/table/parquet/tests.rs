use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::tests::{read_file, rows};

macro_rules! table {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../../../tests/tables/", $name, ".parquet")).as_slice())
    };
}

/// Tables that all say the same; `tests/tables/make.py` writes them.
pub(super) const SAME: [(&str, &[u8]); 9] = [
    table!("plain"),
    table!("snappy"),
    table!("gzip"),
    table!("zstd"),
    table!("second-version"),
    table!("plainly-coded"),
    table!("deltas"),
    table!("other-types"),
    table!("single"),
];

/// What they say.
pub(super) fn expected() -> Vec<String> {
    let mut rows = Vec::new();
    for (sex, more) in [("*", 0.0), ("1", 5.0), ("2", 9.0)] {
        for region in ["20", "21", "SSS"] {
            for year in 2021..2024 {
                let value = f64::from(year - 2000) / 2.0 + more + 0.1;
                let is_hidden = (region, year, sex) == ("21", 2022, "1");
                rows.push(if is_hidden { format!("{region} {year} {sex} - Q") } else { format!("{region} {year} {sex} {value} A") });
            }
        }
    }
    rows
}

#[test]
fn a_table_is_read_however_it_is_packed_and_encoded() {
    for (name, bytes) in SAME {
        let (table, report) = read_file("data.parquet", bytes);
        assert_eq!(report, "", "{name}");
        let table = table.unwrap_or_default();
        assert_eq!(rows(&table), expected(), "{name}");
        assert_eq!(table.iter().filter_map(|row| row.note).collect::<Vec<_>>(), ["pieni lukumäärä"], "{name}");
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    let (table, report) = read_file("data.parquet", table!("brotli").1);
    assert_eq!(table, None);
    assert_eq!(
        report,
        "error[malformed-parquet]: the file cannot be read: it is compressed by BROTLI\n --> data.parquet:1:1\n     = help: write the file again, plain or compressed by Snappy, gzip or Zstandard\n"
    );
    let (_, report) = read_file("data.parquet", table!("nested").1);
    assert!(report.starts_with("error[malformed-parquet]: the column `value` holds neither text nor numbers\n --> data.parquet:1:1\n"), "{report}");
    assert!(report.contains("error[missing-column]: the table has no column `value`\n"), "{report}");
    for bytes in [&b""[..], b"PAR1", b"PAR1PAR1", b"region,period,value\n20,2023,1\n"] {
        let (table, report) = read_file("data.parquet", bytes);
        assert_eq!(table, None);
        assert!(report.starts_with("error[malformed-parquet]: the file is not Parquet, or is cut short\n --> data.parquet:1:1\n"), "{report}");
    }
}

#[test]
fn each_bad_cell_is_one_finding_that_names_its_row() {
    let (table, report) = read_file("data.parquet", table!("wrong-rows").1);
    assert_eq!(rows(&table.unwrap_or_default()), ["20 2023 1 A"]);
    let lines: Vec<&str> = report.lines().filter(|line| line.starts_with("error")).collect();
    assert_eq!(
        lines,
        [
            "error[malformed-period]: row 3: `2023/24` is not a period",
            "error[number-out-of-range]: row 4: `inf` is too large to be exact",
            "error[unknown-region]: row 2: there is no region `99`",
        ]
    );
}

/// A table with some bytes changed, or cut.
fn harmed() -> impl Strategy<Value = Vec<u8>> {
    let changes = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12);
    (0..SAME.len(), changes, proptest::option::weighted(0.2, any::<prop::sample::Index>())).prop_map(|(file, changes, cut)| {
        let mut bytes = SAME[file].1.to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn no_file_that_lies_does_harm(bytes in harmed()) {
        let (table, report) = read_file("data.parquet", &bytes);
        prop_assert!(table.is_some() || report.contains("error["), "neither a table nor a finding");
    }
}

#[test]
fn no_cut_does_harm() {
    for (name, bytes) in SAME {
        let found: BTreeMap<bool, usize> = (0..bytes.len()).step_by(7).fold(BTreeMap::new(), |mut found, end| {
            *found.entry(read_file("data.parquet", &bytes[..end]).0.is_some()).or_default() += 1;
            found
        });
        assert_eq!(found.get(&true), None, "{name}");
    }
}
