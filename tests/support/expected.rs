//! The addresses that a site folder promises, worked out from its files and the table of the contract, not from the program.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::folder::{Folder, paths};

/// The segments of the contract's table, and of pages below them: what stands for them here, Finnish, Swedish, English.
const SEGMENTS: [(&str, [&str; 3]); 15] = [
    ("{information}", ["tietomalli", "informationsmodell", "information-model"]),
    ("{use-cases}", ["kayttotapaukset", "anvandningsfall", "use-cases"]),
    ("{concept-models}", ["kasitemallit", "begreppsmodeller", "concept-models"]),
    ("{code-lists}", ["koodistot", "kodlistor", "code-lists"]),
    ("{indicators}", ["mittarit", "indikatorer", "indicators"]),
    ("{regions}", ["alueet", "regioner", "regions"]),
    ("{comparison}", ["vertailu", "jamforelse", "comparison"]),
    ("{releases}", ["julkaisut", "utgavor", "releases"]),
    ("{changes}", ["muutokset", "andringar", "changes"]),
    ("{site}", ["sivusto", "webbplats", "site"]),
    ("{search}", ["haku", "sok", "search"]),
    ("{accessibility}", ["saavutettavuus", "tillganglighet", "accessibility"]),
    ("{glossary}", ["sanasto", "ordlista", "glossary"]),
    // Below a region and the comparison: of the program's own design.
    ("{summary}", ["tiivistelma", "sammanfattning", "summary"]),
    ("{all}", ["kaikki", "alla", "all"]),
];

/// What a site folder promises.
#[derive(Debug, Default)]
pub struct Expected {
    /// Every page that people read.
    pub pages: BTreeSet<String>,
    /// Every twin, table, feed and file that the site has once.
    pub files: BTreeSet<String>,
    /// Ids that something had before: their pages point on.
    former: BTreeSet<String>,
}

impl Expected {
    /// Whether a page is promised, tells the changes of something that is, or stands where something was before.
    pub fn allows(&self, path: &str) -> bool {
        let changes = ["muutokset", "andringar", "changes"].map(|word| format!("/{word}/index.html"));
        let thing = changes.iter().find_map(|end| path.strip_suffix(end.as_str())).map_or_else(|| path.to_owned(), |thing| format!("{thing}/index.html"));
        let is_former = thing.rsplit('/').nth(1).is_some_and(|id| self.former.contains(id));
        self.pages.contains(&thing) || is_former
    }
}

/// One page of a snapshot, with segments still to be put in.
struct Place {
    address: String,
    has_twin: bool,
    has_data: bool,
}

impl Place {
    fn page(address: impl Into<String>) -> Self {
        Self { address: address.into(), has_twin: false, has_data: false }
    }

    fn thing(address: impl Into<String>) -> Self {
        Self { address: address.into(), has_twin: true, has_data: false }
    }
}

/// The folder of the sources that the root of a site shows: the last release with the status released, or the working tree.
pub fn sources_of_root(site: &Path) -> Snapshot {
    let settings = toml_of(&site.join("site.toml"));
    let releases = tables(&settings, "releases");
    let current = releases.iter().rev().find(|release| word(release, "status") == "released");
    current.map_or_else(|| Snapshot::Folder(site.to_owned()), |release| snapshot(site, release))
}

/// A snapshot on the disk; one that was read from git is a folder of its own for as long as this lives.
pub enum Snapshot {
    /// A folder of the site.
    Folder(PathBuf),
    /// What was read from git.
    Git(Folder),
}

impl Snapshot {
    /// Where it is.
    pub fn path(&self) -> &Path {
        match self {
            Self::Folder(path) => path,
            Self::Git(folder) => folder.path(),
        }
    }
}

/// What a site folder promises; `drafts` shows the working tree at the root, whatever has been released.
pub fn expected(site: &Path, drafts: bool) -> Expected {
    let settings = toml_of(&site.join("site.toml"));
    let languages: Vec<String> = items(&settings, "languages").iter().filter_map(|code| code.as_str().map(str::to_owned)).collect();
    let releases: Vec<Table> = tables(&settings, "releases");
    let current = releases.iter().rev().find(|release| word(release, "status") == "released").filter(|_| !drafts);
    let root = current.map_or_else(|| Snapshot::Folder(site.to_owned()), |release| snapshot(site, release));

    let mut expected = Expected { former: former(site), ..Expected::default() };
    let mut places = places(root.path(), current.map(|release| value_of(release, "date")).as_deref(), true);
    if !releases.is_empty() {
        places.push(Place::page("{releases}/"));
    }
    for release in &releases {
        let id = word(release, "id");
        places.push(Place::thing(format!("{{releases}}/{id}/")));
        if word(release, "status") == "withdrawn" {
            continue;
        }
        places.push(Place::page(format!("{{releases}}/{id}/{{changes}}/")));
        let source = snapshot(site, release);
        let dated = self::places(source.path(), Some(&value_of(release, "date")), false);
        places.extend(dated.into_iter().map(|place| Place { address: format!("{{releases}}/{id}/{{site}}/{}", place.address), ..place }));
    }
    for (at, language) in languages.iter().enumerate() {
        for place in &places {
            let folder = localized(&place.address, language, at == 0);
            expected.pages.insert(format!("{folder}index.html"));
            if at == 0 && place.has_twin {
                expected.files.insert(format!("{folder}index.json"));
            }
            if at == 0 && place.has_data {
                expected.files.insert(format!("{folder}data.csv"));
            }
        }
        expected.files.insert(localized("feed.xml", language, at == 0));
    }
    expected.files.extend(["manifest.json", "sitemap.xml", "catalog.jsonld", "404.html"].map(str::to_owned));
    expected
}

/// What stands in any `renamed_from` of a site, its releases among it.
fn former(site: &Path) -> BTreeSet<String> {
    let sources = ["content", "models", "releases"].map(|part| site.join(part));
    let files = sources.iter().filter(|folder| folder.is_dir()).flat_map(|folder| paths(folder).into_iter().map(move |path| folder.join(path)));
    let mut former = BTreeSet::new();
    for text in files.filter_map(|path| fs::read_to_string(path).ok()) {
        for (_, list) in text.lines().filter(|line| line.starts_with("renamed_from")).filter_map(|line| line.split_once('=')) {
            former.extend(list.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    former
}

/// An address in a language: the default one lives at the root, the others under their codes.
pub fn localized(address: &str, language: &str, is_default: bool) -> String {
    let column = match language {
        "fi" => 0,
        "sv" => 1,
        _ => 2,
    };
    let address = SEGMENTS.iter().fold(address.to_owned(), |address, (mark, words)| address.replace(mark, words[column]));
    if is_default { address } else { format!("{language}/{address}") }
}

/// The pages of one snapshot.
fn places(root: &Path, date: Option<&str>, has_pairs: bool) -> Vec<Place> {
    let mut places = vec![Place::page(""), Place::page("{search}/")];
    let models = root.join("models");
    if let Some(model) = maybe_toml(&models.join("information-model.toml")) {
        places.push(Place::thing("{information}/"));
        places.extend(tables(&model, "areas").iter().map(|area| Place::thing(format!("{{information}}/{}/", word(area, "id")))));
    }
    let index = |places: &mut Vec<Place>, name: &str, found: Vec<Place>| {
        if !found.is_empty() {
            places.push(Place::page(format!("{name}/")));
            places.extend(found);
        }
    };
    let use_cases = documents(root, "use-cases").iter().map(|id| Place::thing(format!("{{use-cases}}/{id}/"))).collect();
    index(&mut places, "{use-cases}", use_cases);
    let mut concepts = Vec::new();
    for id in files(&models.join("concepts")) {
        concepts.push(Place::thing(format!("{{concept-models}}/{id}/")));
        let model = toml_of(&models.join(format!("concepts/{id}.toml")));
        let named = model.get("concepts").and_then(Value::as_table).into_iter().flat_map(Table::keys);
        concepts.extend(named.map(|concept| Place::thing(format!("{{concept-models}}/{id}/{concept}/"))));
    }
    let has_terms = concepts.iter().any(|place| place.address.matches('/').count() > 2) || !documents(root, "glossary").is_empty();
    places.extend(has_terms.then(|| Place::page("{search}/{glossary}/")));
    index(&mut places, "{concept-models}", concepts);
    let lists = files(&models.join("code-lists")).iter().map(|id| Place::thing(format!("{{code-lists}}/{id}/"))).collect();
    index(&mut places, "{code-lists}", lists);
    let indicators = documents(root, "indicators");
    let has_data = |id: &str| ["csv", "parquet", "json"].iter().any(|form| root.join(format!("content/indicators/{id}/data.{form}")).is_file());
    let mut found: Vec<Place> = indicators.iter().map(|id| Place { has_data: has_data(id), ..Place::thing(format!("{{indicators}}/{id}/")) }).collect();
    for id in &indicators {
        found.extend(dimensions(&root.join("content/indicators").join(id)).iter().map(|list| Place::page(format!("{{indicators}}/{id}/{list}/"))));
    }
    index(&mut places, "{indicators}", found);
    if let Some(regions) = maybe_toml(&models.join("regions.toml")) {
        let found = tables(&regions, "regions").iter().map(|region| Place::thing(format!("{{regions}}/{}/", word(region, "slug")))).collect();
        index(&mut places, "{regions}", found);
        if !indicators.is_empty() {
            places.push(Place::page("{comparison}/"));
            let counties = counties(&regions, date);
            if indicators.iter().any(|id| has_data(id)) {
                places.push(Place::page("{comparison}/{all}/"));
                places.extend(counties.iter().map(|slug| Place::page(format!("{{regions}}/{slug}/{{summary}}/"))));
            }
            if has_pairs {
                places.extend(pairs(&counties));
            }
        }
    }
    places.extend(documents(root, "pages").into_iter().map(|id| match id.as_str() {
        "saavutettavuus" => Place::page("{accessibility}/"),
        id => Place::page(format!("{id}/")),
    }));
    for collection in collections(root) {
        places.push(Place::thing(format!("{collection}/")));
        places.extend(documents(root, &collection).iter().map(|id| Place::thing(format!("{collection}/{id}/"))));
    }
    places.extend(removed(root));
    places
}

/// The dimensions of an indicator by whose codes alone its table gives values.
fn dimensions(folder: &Path) -> Vec<String> {
    let (Ok(text), Ok(data)) = (fs::read_to_string(folder.join("index.md")), fs::read_to_string(folder.join("data.csv"))) else { return Vec::new() };
    let matter = text.split("+++").nth(1).and_then(|matter| matter.parse::<Table>().ok()).unwrap_or_default();
    let dimensions: Vec<String> = items(&matter, "dimensions").iter().filter_map(|id| id.as_str().map(str::to_owned)).collect();
    let head = data.lines().next().unwrap_or_default();
    let mark = [';', '\t'].into_iter().find(|mark| head.contains(*mark)).unwrap_or(',');
    let columns: Vec<&str> = head.split(mark).map(str::trim).collect();
    let at: Vec<Option<usize>> = dimensions.iter().map(|id| columns.iter().position(|column| column == id)).collect();
    let mut found: BTreeSet<usize> = BTreeSet::new();
    for line in data.lines().skip(1) {
        let cells: Vec<&str> = line.split(mark).map(str::trim).collect();
        let is_coded = |place: &Option<usize>| place.and_then(|place| cells.get(place)).is_some_and(|cell| !matches!(*cell, "" | "total"));
        let coded: Vec<usize> = at.iter().enumerate().filter(|(_, place)| is_coded(place)).map(|(dimension, _)| dimension).collect();
        if let [only] = coded.as_slice() {
            found.insert(*only);
        }
    }
    found.into_iter().map(|dimension| dimensions[dimension].clone()).collect()
}

/// The slugs of the counties that are valid on the day, in code order.
fn counties(regions: &Table, date: Option<&str>) -> Vec<String> {
    let holds = |table: &Table| {
        let (from, to) = (value_of(table, "valid_from"), value_of(table, "valid_to"));
        match date {
            Some(date) => (from.is_empty() || from.as_str() <= date) && (to.is_empty() || date <= to.as_str()),
            None => to.is_empty(),
        }
    };
    let classifications = tables(regions, "classifications");
    let mut counties: Vec<Table> = tables(regions, "regions").into_iter().filter(|region| word(region, "level") == "county" && holds(region)).collect();
    counties.retain(|region| classifications.iter().find(|known| word(known, "id") == word(region, "classification")).is_none_or(&holds));
    counties.sort_by_key(|region| word(region, "code"));
    counties.iter().map(|region| word(region, "slug")).collect()
}

/// Every two of them.
fn pairs(counties: &[String]) -> Vec<Place> {
    let mut pairs = Vec::new();
    for (at, first) in counties.iter().enumerate() {
        pairs.extend(counties[at + 1..].iter().map(|second| Place::page(format!("{{comparison}}/{first}/{second}/"))));
    }
    pairs
}

/// Collections: those that are declared, and the reserved ones that have documents.
fn collections(root: &Path) -> BTreeSet<String> {
    let reserved = ["findings", "test-rounds", "implementations", "comments"].map(str::to_owned);
    let used = reserved.into_iter().filter(|name| !documents(root, name).is_empty());
    files(&root.join("models/collections")).into_iter().chain(used).collect()
}

/// What was removed keeps its address.
fn removed(root: &Path) -> Vec<Place> {
    let Some(file) = maybe_toml(&root.join("models/removed.toml")) else { return Vec::new() };
    let place = |entry: &Table| {
        let (kind, id) = (word(entry, "kind"), word(entry, "id"));
        match kind.as_str() {
            "page" => Some(Place::page(format!("{id}/"))),
            "use-case" | "indicator" | "concept-model" | "code-list" => Some(Place::page(format!("{{{kind}s}}/{id}/"))),
            "concept" => Some(Place::page(format!("{{concept-models}}/{id}/"))),
            "region" | "area" | "release" => None,
            collection => Some(Place::page(format!("{collection}/{id}/"))),
        }
    };
    tables(&file, "removed").iter().filter_map(place).collect()
}

fn snapshot(site: &Path, release: &Table) -> Snapshot {
    let source = release.get("source").and_then(Value::as_table).expect("a release has a source");
    if let Some(path) = source.get("path").and_then(Value::as_str) {
        return Snapshot::Folder(site.join(path));
    }
    let revision = word(source, "git");
    let folder = Folder::new("revision");
    let script = format!("git archive {revision} content models | tar -x -C {}", folder.path().display());
    let status = std::process::Command::new("sh").arg("-c").arg(script).current_dir(site).status().expect("git and tar are there");
    assert!(status.success(), "the revision {revision} cannot be read");
    Snapshot::Git(folder)
}

/// The ids of the documents of a kind: folders that hold an `index.md`.
fn documents(root: &Path, kind: &str) -> Vec<String> {
    let folder = root.join("content").join(kind);
    names(&folder).into_iter().filter(|id| folder.join(id).join("index.md").is_file()).collect()
}

/// The names of the TOML files of a folder.
fn files(folder: &Path) -> Vec<String> {
    names(folder).iter().filter_map(|name| name.strip_suffix(".toml").map(str::to_owned)).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).filter(|name| !name.starts_with('.') && !name.ends_with('~')).collect();
    names.sort();
    names
}

fn maybe_toml(path: &Path) -> Option<Table> {
    path.is_file().then(|| toml_of(path))
}

fn toml_of(path: &Path) -> Table {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn items<'t>(table: &'t Table, key: &str) -> &'t [Value] {
    table.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn tables(table: &Table, key: &str) -> Vec<Table> {
    items(table, key).iter().filter_map(|item| item.as_table().cloned()).collect()
}

fn word(table: &Table, key: &str) -> String {
    table.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A day as it is written; empty where there is none.
fn value_of(table: &Table, key: &str) -> String {
    table.get(key).and_then(Value::as_datetime).map_or_else(String::new, ToString::to_string)
}
