//! `virta import`: reads a model or code list of another format and writes source files.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Outcome, Stop, print, say};
use crate::diagnostic::Report;
use crate::import::{self, Format, Given, Import, Input, Shape};
use crate::model::{Date, Id, Language, Version};
use crate::parse::form::is_segment;
use crate::{resolve, source};

/// What `import` can be told.
#[derive(clap::Args)]
#[command(after_help = "\
Formats:
  skos       an RDF vocabulary (SKOS, OWL, RDF Schema, SHACL) as Turtle, RDF/XML or JSON-LD
  xmi        a UML model as XMI 1.x or 2.x, as Enterprise Architect writes it
  code-list  the CSV form of the national interoperability platform's code lists
  comments   the answer of a review bundle, as JSON: documents of the collection `comments`
  tables     a data dictionary: a CSV of fields; the CSV of tables is found beside it

Files are written to models/ of the site folder. The ids and the origin of what was imported are
kept in them, what could not be carried over is listed on standard error and as comments at the
end of the first file, and the result passes `virta check`. With --force, what was imported before
keeps its ids, and what its file said that the import does not is listed in the same two places.")]
pub struct Args {
    /// The form of the file
    format: FormatName,
    /// The file
    path: PathBuf,
    /// The id of what is made (default: from the file's name)
    #[arg(long)]
    id: Option<String>,
    /// Write over files that are there
    #[arg(long)]
    force: bool,
    /// The language of texts that do not name theirs (default: the site's first)
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// What a vocabulary becomes (default: a code list where every concept has a notation)
    #[arg(long = "as", value_name = "KIND")]
    shape: Option<ShapeName>,
    /// The file of tables that belongs to a file of fields
    #[arg(long, value_name = "FILE")]
    tables: Option<PathBuf>,
    /// Whose it is, for the origin
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// Where it was found, for the origin
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// On what terms it is given, for the origin
    #[arg(long, value_name = "TEXT")]
    license: Option<String>,
    /// The version of the result (default: the file's own, else 1.0.0)
    #[arg(long = "as-version", value_name = "VERSION")]
    version: Option<String>,
    /// The day of the import (default: the file's own)
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum FormatName {
    Skos,
    Xmi,
    CodeList,
    Tables,
    Comments,
}

/// The reader of a model's or code list's format; comments are read by their own.
fn reader(name: FormatName) -> Option<Format> {
    Some(match name {
        FormatName::Skos => Format::Skos,
        FormatName::Xmi => Format::Xmi,
        FormatName::CodeList => Format::CodeList,
        FormatName::Tables => Format::Tables,
        FormatName::Comments => return None,
    })
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum ShapeName {
    CodeList,
    ConceptModel,
}

impl From<ShapeName> for Shape {
    fn from(name: ShapeName) -> Self {
        match name {
            ShapeName::CodeList => Self::CodeList,
            ShapeName::ConceptModel => Self::ConceptModel,
        }
    }
}

/// Imports a file.
pub fn run(site: &Path, args: &Args) -> Outcome {
    let Some(format) = reader(args.format) else { return comments(site, args) };
    let given = given(site, args)?;
    let mut made = match import::import(format, &given) {
        Ok(made) => made,
        Err(error) => {
            let mut report = Report::default();
            report.push(*error);
            return super::report(&report, super::Format::Human);
        }
    };
    for item in &made.items {
        say(&format!("note: {}: {}", one_line(&item.about), one_line(&item.what)));
    }
    write(site, &mut made, args.force)?;
    if !made.items.is_empty() {
        say(&format!("{} of the source could not be carried over as they are; they are listed in the first file too", made.items.len()));
    }
    print(&made.summary())
}

fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn given(site: &Path, args: &Args) -> Result<Given, Stop> {
    let languages = languages(site)?;
    let language = match &args.language {
        Some(code) => Language::parse(code)
            .filter(|language| languages.contains(language))
            .ok_or_else(|| Stop::Usage(format!("`{code}` is none of the site's languages; they are listed in site.toml")))?,
        None => *languages.first().ok_or_else(|| Stop::Failure("the site has no language".to_owned()))?,
    };
    let parsed = |what: &str, text: &str, example: &str| Stop::Usage(format!("`{text}` is no {what}; for example: {example}"));
    let date = args.date.as_deref().map(|text| Date::parse(text).ok_or_else(|| parsed("day", text, "2023-05-31"))).transpose()?;
    let version = args.version.as_deref().map(|text| Version::parse(text).ok_or_else(|| parsed("version", text, "1.0.0"))).transpose()?;
    if let Some(url) = args.url.as_deref().filter(|url| !import::is_address(url)) {
        return Err(parsed("address", url, "https://example.org/model.xml"));
    }
    let tables = args.tables.clone().or_else(|| companion(&args.path).filter(|_| matches!(args.format, FormatName::Tables)));
    Ok(Given {
        id: id(args)?,
        file: input(&args.path)?,
        tables: tables.as_deref().map(input).transpose()?,
        shape: args.shape.map(Shape::from),
        languages,
        language,
        source: args.source.clone(),
        url: args.url.clone(),
        license: args.license.clone(),
        version,
        date,
        fallback_date: changed(&args.path)?,
    })
}

fn id(args: &Args) -> Result<Id, Stop> {
    let id = match &args.id {
        Some(id) => id.clone(),
        None => import::id_of_file(&args.path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default()),
    };
    if !is_segment(&id) {
        return Err(Stop::Usage(format!("`{id}` cannot be an id: use lower-case letters a-z, digits and hyphens")));
    }
    Ok(Id::from(id))
}

fn languages(site: &Path) -> Result<Vec<Language>, Stop> {
    if !site.is_dir() {
        return Err(Stop::Failure(format!("{} is not a folder; name the site folder with --site", site.display())));
    }
    let (settings, report) = resolve::settings(&source::folder(site).sources);
    settings.map(|settings| settings.languages).ok_or_else(|| {
        let _ = super::report(&report.sorted(), super::Format::Human);
        Stop::Failure("the site's languages are not known; mend site.toml first, or start a site with: virta init".to_owned())
    })
}

fn input(path: &Path) -> Result<Input, Stop> {
    if path.is_dir() {
        return Err(Stop::Usage(format!("{} is a folder; name the file in it", path.display())));
    }
    let bytes = fs::read(path).map_err(|error| Stop::Failure(format!("cannot read {}: {error}", path.display())))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Input { name, bytes })
}

/// The day a file was last changed: where nothing else gives a day, its content is of that one.
fn changed(path: &Path) -> Result<Date, Stop> {
    let modified = fs::metadata(path).and_then(|about| about.modified()).map_err(|error| Stop::Failure(format!("cannot read {}: {error}", path.display())))?;
    let seconds = modified.duration_since(std::time::UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    Ok(Date::of_unix_day(seconds / 86_400))
}

/// The file of tables beside a file of fields: `…_Field_Level.csv` has `…_Table_Level.csv`.
fn companion(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let pairs = [
        ("Fields", "Tables"),
        ("Field", "Table"),
        ("fields", "tables"),
        ("field", "table"),
        ("Columns", "Tables"),
        ("columns", "tables"),
        ("kentat", "taulut"),
        ("sarakkeet", "taulut"),
    ];
    pairs.iter().filter(|(field, _)| name.contains(field)).map(|(field, table)| path.with_file_name(name.replacen(field, table, 1))).find(|path| path.is_file())
}

/// Comments of a review bundle become documents of the collection `comments`.
fn comments(site: &Path, args: &Args) -> Outcome {
    languages(site)?;
    let files = import::comments::documents(&input(&args.path)?.bytes).map_err(|words| Stop::Failure(format!("{}: {words}", args.path.display())))?;
    put(site, &files, args.force)?;
    print(&files.iter().fold(String::new(), |list, (path, _)| list + path + "\n"))
}

/// Writes the files; what is there keeps its ids, and what the import does not hold of it is told, and kept as comments.
fn write(site: &Path, made: &mut Import, force: bool) -> Outcome {
    if force && made.files().iter().any(|(path, _)| site.join(path).exists()) {
        let sources = source::folder(site).sources;
        if let (Some(settings), _) = resolve::settings(&sources) {
            made.keep_ids(&resolve::resolve(&sources, &settings).0);
        }
    }
    let mut files = made.files();
    if force {
        for (path, text) in &mut files {
            // What cannot be read as text is nothing that an import wrote.
            let Ok(before) = fs::read_to_string(site.join(&*path)) else { continue };
            let lost = import::lost(&before, text);
            for line in &lost {
                say(&format!("note: {path}: was there before: {}", one_line(line)));
            }
            if !lost.is_empty() {
                say(&format!("what {path} said before this import, and does not now, stands in it as comments at its end"));
            }
            text.push_str(&import::kept_lines(&lost));
        }
    }
    put(site, &files, force)
}

fn put(site: &Path, files: &[(String, String)], force: bool) -> Outcome {
    let there: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).filter(|path| site.join(path).exists()).collect();
    if !there.is_empty() && !force {
        return Err(Stop::Failure(format!("{} is there already; --force writes over it, --id gives another name", there.join(", "))));
    }
    for (path, text) in files {
        let target = site.join(path);
        let failure = |error: std::io::Error| Stop::Failure(format!("cannot write {}: {error}", target.display()));
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(failure)?;
        }
        fs::write(&target, text).map_err(failure)?;
    }
    Ok(())
}
