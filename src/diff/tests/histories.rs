//! Histories of real publishers, whose changes are known.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use super::fixtures::{base, model};
use crate::diff::diff;
use crate::model::observation::{Columns, ObservationStatus, Row};
use crate::model::{Id, Model, Observations, Period};

/// A file of the shared data, or nothing where that folder is absent, which is said aloud.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn shared(path: &str) -> Option<PathBuf> {
    let file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")).join(path);
    if !file.is_file() {
        eprintln!("SKIPPED: there is no shared/data/{path}");
        return None;
    }
    Some(file)
}

/// What a publisher printed of a cell in each revision.
type Sides<'a> = (Option<&'a [String; 3]>, Option<&'a [String; 3]>);

/// Rows of the publisher's table: where, when and which class; then cost, purchases and people, as printed.
type Printed = BTreeMap<(String, String, String), [String; 3]>;

fn printed(csv: &str) -> Printed {
    let rows = csv.trim_start_matches('\u{feff}').lines().skip(1).map(|line| line.split(';').map(|cell| cell.trim_matches('"').to_owned()).collect::<Vec<_>>());
    rows.map(|row| ((row[9].clone(), format!("{}-W{:0>2}", row[0], row[1]), row[5].clone()), [row[2].clone(), row[3].clone(), row[4].clone()])).collect()
}

fn observations(printed: &Printed) -> Observations {
    let number = |text: &str| text.replace(',', ".").parse().ok();
    let rows = printed.iter().map(|((region, week, class), [cost, purchases, people])| Row {
        region: Id::from(region.as_str()),
        period: Period::parse(week).expect("a week"),
        cell: vec![(!class.is_empty()).then(|| Id::from(class.as_str()))],
        value: number(cost),
        status: ObservationStatus::A,
        numerator: number(purchases),
        denominator: number(people),
        lower: None,
        upper: None,
        note: None,
    });
    Observations::new(vec!["atc".into()], Columns { numerator: true, denominator: true, ..Columns::default() }, rows.collect())
}

#[test]
fn two_revisions_of_one_table_differ_in_just_the_cells_that_were_revised() {
    let (Some(old), Some(new)) =
        (shared("ind-kela-atc-hva/hva_2026_atc0-1_rev-2026-06-24.csv.gz"), shared("ind-kela-atc-hva/hva_2026_atc0-1_rev-2026-07-01.csv"))
    else {
        return;
    };
    let unzipped = Command::new("gzip").arg("-dc").arg(old).output().expect("gzip is there").stdout;
    let (old, new) = (printed(&String::from_utf8(unzipped).expect("UTF-8")), printed(&std::fs::read_to_string(new).expect("a file")));
    let start = model(&base());
    let with = |printed: &Printed| {
        let mut model = Model { indicators: start.indicators.clone(), ..Model::default() };
        model.indicators.get_mut("falls").expect("an indicator").data = Some(Arc::new(observations(printed)));
        model
    };
    let changes = diff(&with(&old), &with(&new)).changes;
    let mut found: BTreeMap<&str, BTreeSet<(String, String, String)>> = BTreeMap::new();
    for change in &changes {
        let cell = change.cell.as_ref().expect("only values changed");
        let class = cell.codes.first().map(|(_, code)| code.to_string()).unwrap_or_default();
        found.entry(change.rule.name).or_default().insert((cell.region.to_string(), cell.period.to_string(), class));
    }
    // The publisher's own columns, compared as text.
    let keys = |wanted: fn(Sides<'_>) -> bool| -> BTreeSet<(String, String, String)> {
        old.keys().chain(new.keys()).filter(|key| wanted((old.get(*key), new.get(*key)))).cloned().collect()
    };
    let wanted = BTreeMap::from([
        ("value-added", keys(|(old, new)| old.is_none() && new.is_some())),
        ("value-annotated", keys(|(old, new)| old.zip(new).is_some_and(|(old, new)| old[0] == new[0] && old != new))),
        ("value-revised", keys(|(old, new)| old.zip(new).is_some_and(|(old, new)| old[0] != new[0]))),
        ("value-withdrawn", keys(|(old, new)| old.is_some() && new.is_none())),
    ]);
    for (rule, cells) in &wanted {
        assert_eq!(found.remove(rule).unwrap_or_default(), *cells, "{rule}");
    }
    assert!(found.is_empty(), "{:?}", found.keys());
    assert!(wanted["value-added"].len() > 300 && wanted["value-revised"].len() > 1000, "the two revisions do differ");
}

/// A snapshot of the program's own site.
fn own(folder: &str) -> Model {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let settings = crate::resolve::settings(&crate::source::folder(&root).sources).0.expect("settings");
    crate::resolve::resolve(&crate::source::folder(&root.join(folder)).sources, &settings).0
}

#[test]
fn the_own_releases_show_every_class() {
    let steps = ["releases/2021.2", "releases/2022.1", "releases/2022.2", "."].map(own);
    let mut shown = BTreeSet::new();
    for pair in steps.windows(2) {
        let changes = diff(&pair[0], &pair[1]);
        if let Ok(file) = std::env::var("VIRTA_SHOW") {
            let language = crate::model::Language::parse("fi").expect("a language");
            let text = crate::diff::report::text(&changes.changes, "old", "new", language);
            std::fs::write(format!("{file}-{}", shown.len()), text).expect("a file");
        }
        shown.extend(changes.changes.iter().map(|change| change.class.word()));
    }
    let classes: BTreeSet<&str> = crate::diff::Class::WORDS.iter().map(|(word, _)| *word).collect();
    assert_eq!(shown, classes);
}
