//! What each path of a snapshot is.

/// What a file is, by its path alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path<'a> {
    /// `site.toml`
    Settings,
    /// A file of the front page.
    Front(Part<'a>),
    /// A file in a document's folder: `content/<kind>/<id>/…`.
    Document {
        /// The folder of its kind: `pages`, `indicators`, or a collection's name.
        kind: &'a str,
        /// The document's own folder.
        id: &'a str,
        /// Which file of it.
        part: Part<'a>,
    },
    /// `models/information-model.toml`
    InformationModel,
    /// `models/regions.toml`
    Regions,
    /// `models/regions.geojson`
    Map,
    /// `models/removed.toml`
    Removed,
    /// `models/<folder>/<id>.toml`
    Model {
        /// `code-lists`, `concepts` or `collections`.
        folder: &'a str,
        /// The file's name without its ending.
        id: &'a str,
    },
    /// No rule knows it.
    Unknown,
}

/// A file of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// `index.md`
    Original,
    /// `index.<language>.md`
    Translation(&'a str),
    /// `data.csv`, `data.parquet` or `data.json` of an indicator
    Data,
    /// `examples/<case>/<file>` of an indicator
    Example {
        /// The case.
        case: &'a str,
        /// The file.
        file: &'a str,
    },
    /// A picture, PDF or table that prose may link to.
    Attachment,
}

/// Folders of `content/` that are not collections.
pub const BUILT_IN: [&str; 4] = ["pages", "use-cases", "indicators", "regions"];

/// Files that the values of an indicator can be in.
pub const DATA_FILES: [&str; 3] = ["data.csv", "data.parquet", "data.json"];

/// Endings of files that prose may link to.
pub const ATTACHMENTS: [&str; 6] = ["png", "jpg", "webp", "svg", "pdf", "csv"];

/// What the file at a path is.
pub fn path(path: &str) -> Path<'_> {
    let segments: Vec<&str> = path.split('/').collect();
    match *segments.as_slice() {
        ["site.toml"] => Path::Settings,
        ["models", "information-model.toml"] => Path::InformationModel,
        ["models", "regions.toml"] => Path::Regions,
        ["models", "regions.geojson"] => Path::Map,
        ["models", "removed.toml"] => Path::Removed,
        ["models", folder @ ("code-lists" | "concepts" | "collections"), file] => {
            file.strip_suffix(".toml").map_or(Path::Unknown, |id| Path::Model { folder, id })
        }
        ["content", file] => text_part(file).or_else(|| attachment(file)).map_or(Path::Unknown, Path::Front),
        ["content", kind, id, ref rest @ ..] if !rest.is_empty() => part(kind, rest).map_or(Path::Unknown, |part| Path::Document { kind, id, part }),
        _ => Path::Unknown,
    }
}

fn part<'a>(kind: &str, rest: &[&'a str]) -> Option<Part<'a>> {
    match *rest {
        [file] if kind == "indicators" && DATA_FILES.contains(&file) => Some(Part::Data),
        ["examples", case, file] if kind == "indicators" && is_of_example(file) => Some(Part::Example { case, file }),
        ["examples", ..] if kind == "indicators" => None,
        [file] => text_part(file).or_else(|| attachment(file)),
        [.., file] => attachment(file),
        [] => None,
    }
}

fn is_of_example(file: &str) -> bool {
    file == "calculation.sql" || file.strip_suffix(".csv").is_some()
}

fn text_part(file: &str) -> Option<Part<'_>> {
    if file == "index.md" {
        return Some(Part::Original);
    }
    let language = file.strip_prefix("index.")?.strip_suffix(".md")?;
    (!language.is_empty() && !language.contains('.')).then_some(Part::Translation(language))
}

fn attachment(file: &str) -> Option<Part<'_>> {
    let (name, ending) = file.rsplit_once('.')?;
    (!name.is_empty() && ATTACHMENTS.contains(&ending)).then_some(Part::Attachment)
}

/// What to do with a file that no rule knows.
pub fn advice(path: &str) -> String {
    let segments: Vec<&str> = path.split('/').collect();
    match *segments.as_slice() {
        ["content" | "models"] | ["content", "pages" | "use-cases" | "indicators" | "regions"] | ["models", "concepts" | "code-lists" | "collections"] => {
            format!("`{path}` is a folder; take the file away")
        }
        [.., file] if file != "index.md" && file.eq_ignore_ascii_case("index.md") => "a document is index.md, in small letters".to_owned(),
        ["content", kind, file] if file.strip_suffix(".md").is_some() => {
            format!("a document is a folder: content/{kind}/{}/index.md", file.trim_end_matches(".md"))
        }
        ["content", _, _, file] if file.strip_suffix(".md").is_some() => "a document is index.md; a translation is index.<language>.md".to_owned(),
        ["content", "indicators", _, "examples", ..] => {
            "a worked example is a folder: examples/<case>/ with <concept>.csv, expected.csv and perhaps calculation.sql".to_owned()
        }
        ["models", "concepts" | "code-lists" | "collections", file] => format!("models are TOML files; this is `{file}`"),
        ["models", ..] => {
            "in models/ there are information-model.toml, regions.toml, regions.geojson, removed.toml and the folders code-lists/, concepts/ and collections/"
                .to_owned()
        }
        _ => format!("beside a document there can be files of the kinds {}", ATTACHMENTS.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_of_the_site_folder_is_known() {
        assert_eq!(path("site.toml"), Path::Settings);
        assert_eq!(path("content/index.md"), Path::Front(Part::Original));
        assert_eq!(path("content/index.sv.md"), Path::Front(Part::Translation("sv")));
        assert_eq!(path("content/logo.svg"), Path::Front(Part::Attachment));
        assert_eq!(path("content/pages/tietoa/index.md"), Path::Document { kind: "pages", id: "tietoa", part: Part::Original });
        assert_eq!(path("content/indicators/falls/data.csv"), Path::Document { kind: "indicators", id: "falls", part: Part::Data });
        assert_eq!(path("content/reports/kara/data.csv"), Path::Document { kind: "reports", id: "kara", part: Part::Attachment });
        let example = Part::Example { case: "yksi", file: "kaynti.csv" };
        assert_eq!(path("content/indicators/falls/examples/yksi/kaynti.csv"), Path::Document { kind: "indicators", id: "falls", part: example });
        assert_eq!(path("models/concepts/palaute.toml"), Path::Model { folder: "concepts", id: "palaute" });
        for unknown in ["content/pages/tietoa.md", "content/pages/tietoa/readme.md", "content/notes.txt", "models/x.toml", "models/concepts/a.json", "", "a"] {
            assert_eq!(path(unknown), Path::Unknown, "{unknown}");
        }
    }
}
