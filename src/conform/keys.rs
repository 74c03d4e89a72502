//! Keys: each once in its file, and references that lead to one, as often as a relation allows.

use rayon::prelude::*;

use super::scan::{Lines, Scanned};
use super::{Finding, Rows, Specification};
use crate::diagnostic::Severity;
use crate::relational::Target;

/// A digest and the row it stands in.
type Digest = (u64, u32);

/// What is wrong across the files.
pub fn check(specification: &Specification<'_>, scanned: &mut [Scanned]) -> Vec<Finding> {
    scanned.par_iter_mut().for_each(|one| {
        one.keys.iter_mut().for_each(|keys| keys.par_sort_unstable());
        one.references.iter_mut().for_each(|(_, references)| references.par_sort_unstable());
    });
    let scanned: &[Scanned] = scanned;
    let repeated = scanned.iter().filter_map(|one| repeats(specification, one));
    let across = scanned
        .par_iter()
        .flat_map_iter(|one| one.references.iter().flat_map(|(column, references)| reference(specification, scanned, one, *column, references)));
    repeated.chain(across.collect::<Vec<_>>()).collect()
}

/// Rows of a file in their order.
fn rows(mut numbers: Vec<u32>, lines: &Lines) -> Rows {
    numbers.sort_unstable();
    numbers.dedup();
    let mut rows = Rows::default();
    for row in numbers {
        rows.add(u64::from(row), lines.of(u64::from(row)));
    }
    rows
}

fn repeats(specification: &Specification<'_>, one: &Scanned) -> Option<Finding> {
    let keys = one.keys.as_ref()?;
    let again: Vec<u32> = keys.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[1].1).collect();
    let name = &specification.tables.tables[one.table].key_column()?.name;
    (!again.is_empty()).then(|| Finding {
        column: Some(name.clone()),
        rows: rows(again, &one.lines),
        ..Finding::of_file("extract-repeated-key", Severity::Error, &one.file, Some(one.table), format!("`{name}` is the key of a row before"))
    })
}

/// One column of references against the keys they lead to.
fn reference(specification: &Specification<'_>, scanned: &[Scanned], one: &Scanned, column: usize, references: &[Digest]) -> Vec<Finding> {
    let is_key = specification.tables.tables[one.table].key == Some(column);
    let column = &specification.tables.tables[one.table].columns[column];
    let Some(Target::Table(target)) = column.refers_to else { return Vec::new() };
    let Some(owner) = scanned.iter().find(|other| other.table == target) else { return Vec::new() };
    let Some(own) = &owner.keys else { return Vec::new() };
    // What is a kind of the target stands for it too; but a key does not stand for itself.
    let mut of_kinds = kinds(specification, target);
    of_kinds.retain(|kind| !(is_key && *kind == one.table));
    let keys: Vec<&[Digest]> = std::iter::once(own.as_slice())
        .chain(scanned.iter().filter(|other| of_kinds.contains(&other.table)).filter_map(|other| other.keys.as_deref()))
        .collect();
    let leads = |digest: u64| keys.iter().any(|keys| keys.binary_search_by_key(&digest, |(key, _)| *key).is_ok());
    let dangling: Vec<u32> = references.chunk_by(|a, b| a.0 == b.0).filter(|same| !leads(same[0].0)).flatten().map(|(_, row)| *row).collect();
    let mut findings = Vec::new();
    let name = &column.name;
    let about = |rule, message| Finding { column: Some(name.clone()), ..Finding::of_file(rule, Severity::Error, &one.file, Some(one.table), message) };
    if !dangling.is_empty() {
        let message = format!("`{name}` leads to no row of {}", owner.file);
        findings.push(Finding { rows: rows(dangling, &one.lines), ..about("extract-dangling-reference", message) });
    }
    let Some(counted) = column.counted else { return findings };
    if let Some(most) = counted.most {
        let beyond: Vec<u32> = references
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|same| same.len() > most as usize)
            .flat_map(|same| &same[most as usize..])
            .map(|(_, row)| *row)
            .collect();
        if !beyond.is_empty() {
            let message = format!("more rows lead to one row of {} by `{name}` than {counted}", owner.file);
            findings.push(Finding { rows: rows(beyond, &one.lines), ..about("extract-too-many-related", message) });
        }
    }
    if counted.least > 0 && specification.is_whole {
        let count = |key: u64| {
            let start = references.partition_point(|(digest, _)| *digest < key);
            references[start..].iter().take(counted.least as usize).take_while(|(digest, _)| *digest == key).count()
        };
        let lonely: Vec<u32> = own.iter().filter(|(key, _)| count(*key) < counted.least as usize).map(|(_, row)| *row).collect();
        if !lonely.is_empty() {
            let message = format!("fewer rows of {} lead here by `{name}` than {counted}", one.file);
            let finding = Finding::of_file("extract-too-few-related", Severity::Error, &owner.file, Some(owner.table), message);
            findings.push(Finding { rows: rows(lonely, &owner.lines), ..finding });
        }
    }
    findings
}

/// The tables that are a kind of one.
fn kinds(specification: &Specification<'_>, of: usize) -> Vec<usize> {
    let tables = &specification.tables.tables;
    let (mut kinds, mut next) = (Vec::new(), vec![of]);
    while let Some(general) = next.pop() {
        for special in (0..tables.len()).filter(|at| tables[*at].general.contains(&general)) {
            if !kinds.contains(&special) {
                kinds.push(special);
                next.push(special);
            }
        }
    }
    kinds
}
