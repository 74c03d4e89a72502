//! `virta conform`: holds a county's own extracts against the specification of a use case.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::load::{Loaded, Options, load};
use super::{Format, Outcome, Stop, counted, print, report};
use crate::conform::{self, Compared, Extract, Finding, Judged, Judgement, Mapping, Records, Specification, TableMapping, Told, page};
use crate::diagnostic::{Report, Severity, nearest};
use crate::model::{Id, Period, UseCase};
use crate::parse::table::{Sheet, span};

/// What `conform` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// Files of the extract (CSV or Parquet), one for each concept, or folders that hold them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The use case that specifies the extract
    #[arg(long, value_name = "ID")]
    use_case: String,
    /// What the county calls its files, columns and codes (TOML)
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// The county's own figures, to compare with the published ones (CSV)
    #[arg(long, value_name = "FILE")]
    values: Option<PathBuf>,
    /// Write a page to send back (HTML)
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// The form of the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Holds an extract against its specification.
pub fn run(folder: &Path, args: &Args) -> Outcome {
    let Loaded { site, theme, report: findings } = load(folder, &Options::default())?;
    let Some((site, theme)) = site.zip(theme).filter(|_| !findings.has_errors()) else { return report(&findings.errors_only(), Format::Human) };
    let model = &site.releases[site.root].model;
    let case = model.use_cases.get(args.use_case.as_str()).ok_or_else(|| unknown(&args.use_case, model.use_cases.keys()))?;
    let specification = conform::specification(model, case, site.releases[site.root].date);
    let files = files(&args.paths)?;
    let mapping = match args.mapping.as_deref().map(read_mapping).transpose()? {
        Some(Err(finding)) => return report(&Report { diagnostics: vec![finding.diagnostic()] }, args.format),
        Some(Ok(mapping)) => mapping,
        None => Mapping::default(),
    };
    let (extracts, mut found) = extracts(&specification, &files, &mapping);
    let names: Vec<String> = files.iter().map(|file| name(file)).collect();
    found.extend(conform::misnamed(&specification, &mapping, &extracts, &names));
    found.extend(without_file(&specification, case, &extracts));
    let mut judgement = conform::check(&specification, extracts);
    judgement.findings.splice(0..0, found);
    let values = match &args.values {
        Some(path) => compare(&specification, path, case, &mut judgement)?,
        None => BTreeMap::new(),
    };
    let requirements = conform::requirements(&specification, case, &judgement);
    if let Some(target) = &args.report {
        let page = page::Page { specification: &specification, case, judgement: &judgement, requirements: &requirements, values: &values };
        let html = page::html(&page, theme.words(site.settings.default_language()));
        fs::write(target, html).map_err(|error| Stop::Failure(format!("cannot write {}: {error}", target.display())))?;
    }
    let diagnostics = Report { diagnostics: judgement.findings.iter().map(Finding::diagnostic).collect() }.sorted();
    match args.format {
        Format::Human => print(&text(&specification, &judgement, &requirements, &values))?,
        Format::Json => return told_as_json(&specification, case, &judgement, &requirements, &values, &diagnostics),
        Format::Github | Format::Sarif => {}
    }
    report(&diagnostics, args.format)
}

fn unknown<'a>(asked: &str, ids: impl Iterator<Item = &'a Id>) -> Stop {
    Stop::Failure(match nearest(asked, ids.map(Id::as_str)) {
        Some(near) => format!("there is no use case `{asked}`; did you mean `{near}`?"),
        None => format!("there is no use case `{asked}`"),
    })
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> Stop {
    Stop::Failure(format!("cannot read {}: {error}", path.display()))
}

/// A mapping, or what is wrong with its form.
fn read_mapping(path: &Path) -> Result<Result<Mapping, Box<Finding>>, Stop> {
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    Ok(Mapping::read(&name(path), &bytes))
}

/// The files named, and those of the folders named, in the order of their names.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            for entry in fs::read_dir(path).map_err(|error| unreadable(path, &error))? {
                let file = entry.map_err(|error| unreadable(path, &error))?.path();
                files.extend(Some(file).filter(|file| has_ending(file, "csv") || has_ending(file, "parquet")));
            }
        } else if path.exists() {
            files.push(path.clone());
        } else {
            return Err(Stop::Failure(format!("there is no file or folder {}", path.display())));
        }
    }
    files.sort();
    files.dedup();
    if files.is_empty() {
        let folders: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
        return Err(Stop::Failure(format!("there is no CSV or Parquet file in {}", folders.join(", "))));
    }
    Ok(files)
}

fn has_ending(file: &Path, ending: &str) -> bool {
    file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

/// The name of a file in findings: no folder of the county's is told.
fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Files as extracts; one that belongs to no concept is told and left alone.
fn extracts<'a>(specification: &Specification<'_>, files: &[PathBuf], mapping: &'a Mapping) -> (Vec<Extract<'a>>, Vec<Finding>) {
    let tables = &specification.tables.tables;
    let place = |concept: &str| specification.tables.called(concept);
    let (mut extracts, mut findings): (Vec<Extract<'a>>, Vec<Finding>) = (Vec::new(), Vec::new());
    for path in files {
        let file = name(path);
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let is_named = |mapping: &TableMapping| mapping.file.as_ref().is_some_and(|named| *named.get_ref() == file);
        let mapped = mapping.tables.iter().filter(|(_, mapping)| is_named(mapping)).find_map(|(concept, _)| place(concept.get_ref()));
        let Some(table) = mapped.or_else(|| place(&stem)) else {
            findings.push(Finding::unknown_file(&file, nearest(&stem, tables.iter().map(|table| table.name.as_str()))));
            continue;
        };
        if extracts.iter().any(|extract| extract.table == table) {
            findings.push(Finding::repeated_file(&file, table));
            continue;
        }
        let mapping = mapping.of(|concept| place(concept) == Some(table));
        let records = open(path, &conform::names(specification, table, mapping));
        extracts.push(Extract { file, table, mapping, records });
    }
    (extracts, findings)
}

/// Concepts that a binding requirement speaks of and that have no file.
fn without_file(specification: &Specification<'_>, case: &UseCase, extracts: &[Extract<'_>]) -> Vec<Finding> {
    let binding = case.requirements.iter().filter(|requirement| requirement.deprecated.is_none() && requirement.until.is_none());
    let concepts = binding.filter(|requirement| conform::binds(requirement.level)).filter_map(|requirement| requirement.concept.as_ref());
    let mut tables: Vec<usize> = concepts.filter_map(|one| specification.tables.of_concept(&one.model, &one.concept)).collect();
    tables.sort_unstable();
    tables.dedup();
    tables.retain(|table| extracts.iter().all(|extract| extract.table != *table));
    tables.into_iter().map(|table| Finding::no_file(&specification.tables.tables[table].name, table)).collect()
}

/// The records of a file whose columns may be called so, or why they cannot be read.
fn open<'a>(path: &Path, names: &[String]) -> Result<Box<dyn Records + 'a>, String> {
    if has_ending(path, "parquet") {
        let bytes = fs::read(path).map_err(|error| error.to_string())?;
        return Ok(Box::new(Stored(Sheet::open(bytes)?)));
    }
    Ok(Box::new(Csv::open(path, names)?))
}

/// A Parquet file, read a record at a time.
struct Stored(Sheet);

impl Records for Stored {
    fn columns(&self) -> &[String] {
        self.0.columns()
    }

    fn next(&mut self, record: &mut csv::ByteRecord) -> Result<bool, String> {
        record.clear();
        self.0.next(|cell| record.push_field(cell))
    }

    fn separator(&self) -> u8 {
        // Numbers have a point.
        b','
    }

    fn is_in_lines(&self) -> bool {
        false
    }

    fn unread(&self) -> &[(String, String)] {
        self.0.unread()
    }

    fn has_moments_for_days(&self) -> bool {
        true
    }
}

/// A CSV file, read a record at a time.
struct Csv {
    reader: csv::Reader<BufReader<File>>,
    columns: Vec<String>,
    separator: u8,
    /// How many bytes stand before the header.
    before: u64,
    /// How many lines more there are before a record than its position says.
    lines: u64,
    /// Where the last record begins, and how many cells it has.
    last: Option<(csv::Position, usize)>,
}

impl Csv {
    fn open(path: &Path, names: &[String]) -> Result<Self, String> {
        let mut file = BufReader::with_capacity(1 << 16, File::open(path).map_err(|error| error.to_string())?);
        let written = conform::written(file.fill_buf().map_err(|error| error.to_string())?, names)?;
        file.consume(written.start);
        let mut reader = csv::ReaderBuilder::new().delimiter(written.separator).flexible(true).buffer_capacity(1 << 18).from_reader(file);
        let header = reader.byte_headers().map_err(|error| error.to_string())?;
        let columns = header.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
        // Where lines end with two signs, a position is the end of the line before.
        let breaks = header.iter().flatten().filter(|byte| **byte == b'\n').count() as u64;
        let lines = written.lines + u64::from(reader.position().line() == 1 + breaks);
        Ok(Self { reader, columns, separator: written.separator, before: written.start as u64, lines, last: None })
    }

    /// The line of the last record where a quotation mark in it is not closed: then all that follows was taken for one cell.
    fn unclosed(&mut self) -> io::Result<Option<u64>> {
        let Some((at, cells)) = self.last.take() else { return Ok(None) };
        let file = self.reader.get_mut().get_mut();
        file.seek(SeekFrom::Start(self.before + at.byte()))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let is_open = (0..cells).any(|column| !span(&bytes, 0, column, self.separator).1);
        Ok(is_open.then(|| at.line() + self.lines))
    }
}

impl Records for Csv {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn next(&mut self, record: &mut csv::ByteRecord) -> Result<bool, String> {
        if self.reader.read_byte_record(record).map_err(|error| error.to_string())? {
            self.last = record.position().map(|at| (at.clone(), record.len()));
            if self.lines > 0 {
                let moved = record.position().cloned().map(|mut at| {
                    at.set_line(at.line() + self.lines);
                    at
                });
                record.set_position(moved);
            }
            return Ok(true);
        }
        match self.unclosed().map_err(|error| error.to_string())? {
            Some(line) => Err(format!("nothing closes a quotation mark in the record that begins in line {line}, so what follows it is lost")),
            None => Ok(false),
        }
    }

    fn separator(&self) -> u8 {
        self.separator
    }
}

/// The county's own figures beside the published ones.
fn compare(specification: &Specification<'_>, path: &Path, case: &UseCase, judgement: &mut Judgement) -> Result<BTreeMap<(Id, Period), Compared>, Stop> {
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    let stem: Id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default().into();
    let only = Some(&stem)
        .filter(|stem| specification.model.indicators.contains_key(*stem))
        .or_else(|| case.indicators.first().filter(|_| case.indicators.len() == 1));
    let (values, findings) = conform::compare(specification.model, &name(path), only, &bytes);
    judgement.findings.extend(findings);
    Ok(values)
}

/// The result for people: files, requirements, figures. Findings follow on standard error.
fn text(specification: &Specification<'_>, judgement: &Judgement, requirements: &[Told<'_>], values: &BTreeMap<(Id, Period), Compared>) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for Judged { file, table, rows, .. } in &judgement.files {
        let rows = counted(usize::try_from(*rows).unwrap_or(usize::MAX), "row");
        let _ = writeln!(out, "{file}: {}, {rows}", specification.tables.tables[*table].name);
    }
    for told in requirements {
        let _ = writeln!(out, "{}: {}", told.requirement.id, told.outcome.word());
    }
    for ((indicator, period), told) in values {
        let _ = writeln!(
            out,
            "{indicator} {period}: {} same, {} other, {} not published, {} missing",
            told.same.count, told.other.count, told.unpublished.count, told.missing
        );
    }
    out
}

/// The findings as every command gives them, and beside them files, requirements and figures.
fn told_as_json(
    specification: &Specification<'_>,
    case: &UseCase,
    judgement: &Judgement,
    requirements: &[Told<'_>],
    values: &BTreeMap<(Id, Period), Compared>,
    diagnostics: &Report,
) -> Outcome {
    let mut whole: serde_json::Map<String, Json> = serde_json::from_str(&diagnostics.json()).unwrap_or_default();
    whole.insert("use_case".into(), json!({ "id": case.id, "version": case.lifecycle.version }));
    let files = judgement
        .files
        .iter()
        .map(|Judged { file, table, rows, .. }| json!({ "file": file, "concept": specification.tables.tables[*table].concept, "rows": rows }));
    whole.insert("files".into(), files.collect());
    let requirements = requirements
        .iter()
        .map(|told| json!({ "id": told.requirement.id, "level": told.requirement.level, "outcome": told.outcome.word(), "findings": told.findings }));
    whole.insert("requirements".into(), requirements.collect());
    let values = values.iter().map(|((indicator, period), told)| {
        json!({
            "indicator": indicator, "period": period, "same": told.same.count, "other": told.other.count,
            "unpublished": told.unpublished.count, "missing": told.missing,
        })
    });
    whole.insert("values".into(), values.collect());
    print(&format!("{}\n", serde_json::to_string_pretty(&whole).unwrap_or_default()))?;
    let has_errors = judgement.findings.iter().any(|finding| finding.severity == Severity::Error);
    if has_errors { Err(Stop::Findings) } else { Ok(()) }
}
