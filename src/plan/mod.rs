//! Which pages a site has, and where: a page is an address and a form, and nothing is rendered here.
//!
//! **Nobody ever holds the whole site.** A [`Page`] is a few words long; what it shows is worked
//! out from the release when its bytes are asked for, one page at a time.

mod export;
pub mod route;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place as SourcePlace, Report, Severity};
use crate::model::region::Level;
use crate::model::settings::ReleaseStatus;
use crate::model::states::states;
use crate::model::{Id, Indicator, Kind, Language, Model, Region, Settings};
use crate::parse::form::is_segment;
use crate::release::{MOST_PAIRED, Papers, Release};

pub use export::Export;
pub use route::{Edition, Place, Route};

/// A site: its settings and the releases that have pages.
#[derive(Debug)]
pub struct Site {
    /// The settings, from the working tree.
    pub settings: Settings,
    /// The releases that can be shown, oldest first; the working tree, where it is shown, is last.
    pub releases: Vec<Release>,
    /// Which of them the root shows.
    pub root: usize,
}

impl Site {
    /// The release that an edition shows.
    pub fn release(&self, edition: &Edition) -> &Release {
        let found = match edition {
            Edition::Root => None,
            Edition::Dated(id) => self.releases.iter().find(|release| release.id.as_ref() == Some(id)),
        };
        found.unwrap_or(&self.releases[self.root])
    }

    /// Whether a page is there.
    pub fn has(&self, edition: &Edition, place: &Place) -> bool {
        match place {
            Place::Releases => !self.settings.releases.is_empty(),
            Place::Release(id) => self.settings.releases.iter().any(|release| release.id == *id),
            Place::Changes(id) => self.releases.iter().any(|release| release.id.as_ref() == Some(id)),
            Place::DocumentChanges(place) => {
                self.releases.len() > 1 && self.releases.iter().any(|release| release.id.is_some() && place.has_version(&release.model))
            }
            Place::Pair(..) => *edition == Edition::Root && self.release(edition).has_pairs() && place.exists_in(&self.release(edition).model),
            Place::Summary(slug) => self.release(edition).has_summary(slug),
            _ => place.exists_in(&self.release(edition).model),
        }
    }

    /// What stands beside the snapshot of a release that can be shown.
    pub fn papers(&self, id: &Id) -> Option<&Papers> {
        self.releases.iter().find(|release| release.id.as_ref() == Some(id)).map(|release| &release.papers)
    }

    /// The editions of the site: the root, then each release under its own address.
    pub fn editions(&self) -> Vec<Edition> {
        let dated = self.releases.iter().filter_map(|release| release.id.clone()).map(Edition::Dated);
        std::iter::once(Edition::Root).chain(dated).collect()
    }
}

/// One file of the output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Page {
    /// Where it belongs.
    pub route: Route,
    /// What kind of file it is.
    pub form: Form,
}

/// What kind of file a page is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// The page that people read: `index.html`.
    Html,
    /// The machine-readable twin: `index.json`.
    Twin,
    /// The values of an indicator or a region: `data.csv`.
    Data,
    /// The changes of a release: `changes.json`.
    Changes,
    /// The things that a release renamed: `renames.csv`.
    Renames,
    /// What a release was when it was frozen: `manifest.json`.
    Manifest,
    /// A chart of an indicator or a collection's document: `<name>.svg`.
    Chart(String),
    /// A machine form of the thing that the page shows.
    Export(Export),
    /// A source file that stands beside a document, by its path in the sources.
    File(Arc<str>),
    /// `feed.xml` of a language.
    Feed,
    /// `sitemap.xml`
    Sitemap,
    /// `catalog.jsonld`
    Catalog,
    /// `404.html`
    NotFound,
    /// A JSON Schema of a twin: `schema/<kind>.json`.
    Schema(&'static str),
    /// A file of the theme, by its path in `static/`.
    Asset(Arc<str>),
    /// What the free comparison can choose among, in one language: `choices.json`.
    Choices,
    /// Values of some indicators for the free comparison: `values-<n>.json`, from 0.
    Shard(usize),
    /// The names of all things of an edition in one language, for the search page: `things.json`.
    SearchIndex,
}

/// All pages of a site, ordered by path.
#[derive(Debug)]
pub struct Plan {
    /// Path from the output's root, and page.
    pub pages: Vec<(String, Page)>,
}

/// Works out which pages a site has.
///
/// Two pages with one address are an error at the later one's source.
pub fn plan(site: &Site, assets: &[(Arc<str>, String)]) -> (Plan, Report) {
    let mut pages = Vec::new();
    for edition in site.editions() {
        let release = site.release(&edition);
        let places = places(site, &edition, &release.model);
        for language in &site.settings.languages {
            for place in &places {
                let route = Route { edition: edition.clone(), language: *language, place: place.clone() };
                add_forms(&mut pages, site, &release.model, &route);
            }
        }
        add_files(&mut pages, site, &edition, &release.model);
    }
    add_site_files(&mut pages, site, assets);
    pages.sort();
    let mut report = collisions(&pages);
    report.extend(pairs_left_out(site.release(&Edition::Root)));
    (Plan { pages }, report)
}

/// The places of one edition.
fn places(site: &Site, edition: &Edition, model: &Model) -> Vec<Place> {
    let mut places = vec![Place::Front, Place::Search, Place::Glossary];
    places.push(Place::Information);
    places.extend(model.areas().iter().map(|area| Place::Area(area.id.clone())));
    places.push(Place::UseCases);
    places.extend(model.use_cases.keys().cloned().map(Place::UseCase));
    places.push(Place::ConceptModels);
    for concept_model in model.concept_models.values() {
        places.push(Place::ConceptModel(concept_model.id.clone()));
        places.extend(concept_model.concepts.iter().map(|concept| Place::Concept(concept_model.id.clone(), concept.id.clone())));
    }
    places.push(Place::CodeLists);
    places.extend(model.code_lists.keys().cloned().map(Place::CodeList));
    places.push(Place::Indicators);
    places.extend(model.indicators.keys().cloned().map(Place::Indicator));
    places.extend(model.indicators.values().flat_map(|indicator| indicator.dimensions.iter().map(|id| Place::Dimension(indicator.id.clone(), id.clone()))));
    places.push(Place::Regions);
    places.extend(model.regions.regions.values().flat_map(|region| [Place::Region(region.slug.clone()), Place::Summary(region.slug.clone())]));
    places.extend([Place::Comparison, Place::Overview]);
    places.extend(model.pages.keys().cloned().map(Place::Page));
    for collection in model.collections.values() {
        places.push(Place::Collection(collection.id.clone()));
        places.extend(collection.documents.keys().map(|id| Place::Document(collection.id.clone(), id.clone())));
    }
    let former = model.former_ids();
    for (kind, id) in model.removed.iter().map(|removed| (&removed.kind, &removed.id)).chain(former.iter().map(|thing| (&thing.kind, &thing.id))) {
        let id = id.clone();
        places.extend(match kind {
            Kind::Page => Some(Place::Page(id)),
            Kind::UseCase => Some(Place::UseCase(id)),
            Kind::Indicator => Some(Place::Indicator(id)),
            Kind::ConceptModel => Some(Place::ConceptModel(id)),
            Kind::Concept => id.split_once('/').map(|(model, concept)| Place::Concept(model.into(), concept.into())),
            Kind::CodeList => Some(Place::CodeList(id)),
            Kind::Document(collection) => Some(Place::Document(collection.clone(), id)),
            Kind::Region | Kind::Area | Kind::Release => None,
        });
    }
    if *edition == Edition::Root {
        places.extend(pairs(site, edition, model));
        places.push(Place::Releases);
        for release in &site.settings.releases {
            places.push(Place::Release(release.id.clone()));
            places.push(Place::Changes(release.id.clone()));
        }
        places.extend(site.releases.iter().flat_map(|release| versioned(&release.model)).map(|place| Place::DocumentChanges(Box::new(place))));
    }
    places.retain(|place| !is_misnamed(place, site, model) && site.has(edition, place));
    places.sort();
    places.dedup();
    places
}

/// The documents of a model that have versions.
fn versioned(model: &Model) -> Vec<Place> {
    let mut places = vec![Place::Information, Place::Regions];
    places.extend(model.use_cases.keys().cloned().map(Place::UseCase));
    places.extend(model.concept_models.keys().cloned().map(Place::ConceptModel));
    places.extend(model.code_lists.keys().cloned().map(Place::CodeList));
    places.extend(model.indicators.keys().cloned().map(Place::Indicator));
    places
}

/// Every two comparable regions, in code order.
fn pairs(site: &Site, edition: &Edition, model: &Model) -> Vec<Place> {
    let release = site.release(edition);
    let regions: Vec<_> = model.regions.comparable(release.date).filter(|_| release.has_pairs()).collect();
    let mut pairs = Vec::new();
    for (at, first) in regions.iter().enumerate() {
        pairs.extend(regions[at + 1..].iter().map(|second| Place::Pair(first.slug.clone(), second.slug.clone())));
    }
    pairs
}

/// A page and the files beside it.
fn add_forms(pages: &mut Vec<(String, Page)>, site: &Site, model: &Model, route: &Route) {
    let folder = route.folder(&site.settings);
    let is_default = route.language == site.settings.default_language();
    let mut add = |name: &str, form: Form| pages.push((format!("{folder}{name}"), Page { route: route.clone(), form }));
    add("index.html", Form::Html);
    if is_default && has_twin(&route.place, model) {
        add("index.json", Form::Twin);
    }
    if let Some(thing) = route.place.thing().filter(|_| is_default && has_twin(&route.place, model)) {
        for export in Export::of(&thing.kind) {
            add(&export.file_name(&thing), Form::Export(*export));
        }
    }
    match &route.place {
        Place::Indicator(id) => {
            if let Some(indicator) = model.indicators.get(id).filter(|indicator| indicator.data.is_some()) {
                if is_default {
                    add("data.csv", Form::Data);
                }
                for name in chart_names(indicator, site.release(&route.edition)) {
                    add(&format!("{name}.svg"), Form::Chart(name.to_owned()));
                }
            }
        }
        Place::Document(collection, id) => {
            let collection = model.collections.get(collection);
            if let Some((collection, document)) = collection.and_then(|collection| Some((collection, collection.documents.get(id)?))) {
                let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
                for chart in &collection.charts {
                    let count = seen.entry(chart.kind.word()).or_default();
                    *count += 1;
                    let name = if *count == 1 { chart.kind.word().to_owned() } else { format!("{}-{count}", chart.kind.word()) };
                    // A table that a document leaves out has no picture.
                    if document.value(&chart.table).is_some() {
                        add(&format!("{name}.svg"), Form::Chart(name.clone()));
                    }
                }
            }
        }
        Place::Release(id) if is_default && site.papers(id).is_some_and(|papers| papers.manifest.is_some()) => add("manifest.json", Form::Manifest),
        Place::Changes(id) if is_default && site.settings.releases.first().is_some_and(|first| first.id != *id) => {
            add("changes.json", Form::Changes);
            add("renames.csv", Form::Renames);
        }
        Place::Collection(id) => {
            let count = model.collections.get(id).map_or(0, |collection| states(collection).len());
            for name in (0..count).map(|at| numbered("matrix", at)) {
                add(&format!("{name}.svg"), Form::Chart(name.clone()));
            }
        }
        Place::Front if route.edition == Edition::Root => add("feed.xml", Form::Feed),
        Place::Region(slug) => {
            let region = model.regions.by_slug(slug);
            if is_default && region.is_some_and(|region| has_values(model, &region.code)) {
                add("data.csv", Form::Data);
            }
            if region.is_some_and(|region| has_profile(region, site.release(&route.edition))) {
                add("profile.svg", Form::Chart("profile".to_owned()));
            }
        }
        Place::Comparison => {
            add("choices.json", Form::Choices);
            for shard in 0..shards(model).count() {
                add(&format!("values-{}.json", shard + 1), Form::Shard(shard));
            }
        }
        Place::DocumentChanges(_) => add("feed.xml", Form::Feed),
        Place::Search => add("things.json", Form::SearchIndex),
        _ => {}
    }
}

/// Whether any indicator has rows of a region.
pub fn has_values(model: &Model, region: &Id) -> bool {
    model.indicators.values().any(|indicator| indicator.data.as_ref().is_some_and(|data| data.regions().contains(region)))
}

/// How many indicators stand in one file that the free comparison reads.
const SHARD: usize = 64;

/// The indicators with values as the files of the free comparison hold them, in the order of their ids.
pub fn shards(model: &Model) -> impl Iterator<Item = Vec<&Indicator>> {
    let with_values: Vec<&Indicator> = model.indicators.values().filter(|indicator| indicator.data.is_some()).collect();
    let shards: Vec<Vec<&Indicator>> = with_values.chunks(SHARD).map(<[&Indicator]>::to_vec).collect();
    shards.into_iter()
}

/// The charts of an indicator that has values: the names of their files.
pub fn chart_names(indicator: &Indicator, release: &Release) -> Vec<&'static str> {
    let regions = &release.model.regions;
    let has_periods = indicator.data.as_ref().is_some_and(|data| data.periods().len() > 1);
    let any = |holds: &dyn Fn(&Region) -> bool| regions.comparable(release.date).any(holds);
    let charts = [
        ("ranking", true),
        ("trend", true),
        ("tile-map", any(&|region| region.tile.is_some())),
        ("map", regions.outlines.as_ref().is_some_and(|outlines| any(&|region| outlines.rings.contains_key(&region.code)))),
        ("small-multiples", has_periods && any(&|_| true)),
    ];
    charts.into_iter().filter(|(_, is_there)| *is_there).map(|(name, _)| name).collect()
}

/// Whether a region stands in any indicator: it is one of those that are compared, or has rows.
fn has_profile(region: &Region, release: &Release) -> bool {
    let regions = &release.model.regions;
    let is_compared = region.level == Level::County && regions.is_valid(region, release.date);
    let mut data = release.model.indicators.values().filter_map(|indicator| indicator.data.as_ref());
    data.any(|data| is_compared || data.regions().contains(&region.code))
}

/// The name of a chart's file where a page has several of a kind, counted from 0.
pub fn numbered(kind: &str, at: usize) -> String {
    if at == 0 { kind.to_owned() } else { format!("{kind}-{}", at + 1) }
}

/// Whether a page shows a typed thing, which has a machine-readable twin.
pub fn has_twin(place: &Place, model: &Model) -> bool {
    match place {
        Place::Information | Place::Area(_) | Place::Region(_) | Place::Collection(_) | Place::Release(_) => true,
        Place::UseCase(id) => model.use_cases.contains_key(id),
        Place::ConceptModel(id) => model.concept_models.contains_key(id),
        Place::Concept(id, concept) => model.concept_models.get(id).is_some_and(|model| model.concept(concept).is_some()),
        Place::CodeList(id) => model.code_lists.contains_key(id),
        Place::Indicator(id) => model.indicators.contains_key(id),
        Place::Document(collection, id) => model.collections.get(collection).is_some_and(|collection| collection.documents.contains_key(id)),
        _ => false,
    }
}

/// Files that stand beside documents are published once, in the default language's tree.
fn add_files(pages: &mut Vec<(String, Page)>, site: &Site, edition: &Edition, model: &Model) {
    for path in model.files.keys() {
        if let Some((place, name)) = beside(path, model) {
            let route = Route { edition: edition.clone(), language: site.settings.default_language(), place };
            let folder = route.folder(&site.settings);
            pages.push((format!("{folder}{name}"), Page { route, form: Form::File(path.clone()) }));
        }
    }
}

/// The page beside which a source file is published, and the file's name there.
pub fn beside<'p>(path: &'p str, model: &Model) -> Option<(Place, &'p str)> {
    let rest = path.strip_prefix("content/")?;
    let mut parts = rest.splitn(3, '/');
    let (first, second, third) = (parts.next()?, parts.next(), parts.next());
    Some(match (first, second, third) {
        (name, None, None) => (Place::Front, name),
        (collection, Some(id), Some(name)) => {
            let id: Id = id.into();
            let place = match collection {
                "pages" => Place::Page(id),
                "use-cases" => Place::UseCase(id),
                "indicators" => Place::Indicator(id),
                "regions" => Place::Region(model.regions.get(&id)?.slug.clone()),
                collection => Place::Document(collection.into(), id),
            };
            (place, name)
        }
        _ => return None,
    })
}

/// Whether a place would take an address that the program or a collection has, or that is none: that is reported where the name stands.
fn is_misnamed(place: &Place, site: &Site, model: &Model) -> bool {
    let reserved = |name: &Id| route::is_reserved(name, &site.settings.languages);
    match place {
        Place::Page(id) => !is_segment(id) || id.as_str() != route::ACCESSIBILITY_PAGE && (reserved(id) || model.collections.contains_key(id)),
        Place::Collection(name) => !is_segment(name) || reserved(name),
        Place::Document(name, id) => !is_segment(id) || reserved(name),
        Place::UseCase(id) | Place::Indicator(id) | Place::Dimension(id, _) | Place::ConceptModel(id) | Place::Concept(id, _) | Place::CodeList(id) => {
            !is_segment(id)
        }
        _ => false,
    }
}

/// Files that the site has once.
fn add_site_files(pages: &mut Vec<(String, Page)>, site: &Site, assets: &[(Arc<str>, String)]) {
    let route = Route { edition: Edition::Root, language: site.settings.default_language(), place: Place::Front };
    let mut add = |path: String, form: Form| pages.push((path, Page { route: route.clone(), form }));
    add("sitemap.xml".into(), Form::Sitemap);
    add("catalog.jsonld".into(), Form::Catalog);
    add("404.html".into(), Form::NotFound);
    for kind in SCHEMAS {
        add(format!("schema/{kind}.json"), Form::Schema(kind));
    }
    for (name, published) in assets {
        add(published.clone(), Form::Asset(name.clone()));
    }
}

/// The kinds of twins.
pub const SCHEMAS: [&str; 11] =
    ["information-model", "area", "use-case", "concept-model", "concept", "code-list", "indicator", "region", "collection", "document", "release"];

/// That there are too many regions for a page of each pair.
fn pairs_left_out(release: &Release) -> Report {
    let mut report = Report::default();
    if !release.has_pairs() {
        let count = release.model.regions.comparable(release.date).count();
        let message = format!("{count} regions are compared, so no pair of them has a page of its own");
        let note = Diagnostic::new(Severity::Note, SourcePlace::of_file("models/regions.toml"), "pairs-left-out", message);
        report.push(note.help(format!("pages of pairs are made for at most {MOST_PAIRED} regions; any of them can be compared on the page of the comparison")));
    }
    report
}

/// Two pages at one address, or at two that differ only in case.
fn collisions(pages: &[(String, Page)]) -> Report {
    let mut report = Report::default();
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (path, _) in pages {
        if let Some(other) = seen.insert(path.to_lowercase(), path) {
            report.push(
                Diagnostic::new(
                    Severity::Error,
                    SourcePlace::of_file("site.toml"),
                    "address-taken",
                    format!("two pages want the address `{path}` (and `{other}`)"),
                )
                .help("give one of them another id: a page's id, a collection's name and a document's id are addresses"),
            );
        }
    }
    report
}

/// The state of a release in the settings' list, for pages about releases.
pub fn is_withdrawn(status: &ReleaseStatus) -> bool {
    matches!(status, ReleaseStatus::Withdrawn { .. })
}

/// The languages of a site in order, with their root folders in an edition.
pub fn language_roots<'s>(site: &'s Site, edition: &'s Edition) -> impl Iterator<Item = (Language, String)> + 's {
    site.settings.languages.iter().map(move |language| (*language, route::root_of(edition, *language, &site.settings)))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::testing::{resolved, sources};

    /// How many pages of pairs there are with so many counties, and what is found.
    fn pairs(counties: usize) -> (usize, String) {
        let mut project = String::from(
            "\n//- site.toml\ntitle = \"Koe\"\nbase_url = \"https://example.org/\"\nlanguages = [\"fi\"]\n//- content/index.md\n+++\ntitle = \"Koe\"\n+++\n\
             //- content/indicators/i/index.md\n+++\nname = \"Osuus\"\nversion = \"1.0.0\"\nstatus = \"valid\"\nunit = \"percent\"\n[[history]]\n\
             version = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"x\"\n+++\n//- models/regions.toml\nversion = \"1.0.0\"\nstatus = \"valid\"\n[[history]]\n\
             version = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"x\"\n[[classifications]]\nid = \"now\"\nname = \"Nyt\"\n",
        );
        for at in 0..counties {
            let _ = writeln!(project, "[[regions]]\ncode = \"{at}\"\nclassification = \"now\"\nlevel = \"county\"\nname = \"Alue {at}\"\nslug = \"a{at}\"");
        }
        let sources = sources(&project);
        let (settings, _) = crate::resolve::settings(&sources);
        let site = Site { settings: settings.expect("the settings are in order"), releases: vec![Release::working_tree(resolved(&sources).0, true)], root: 0 };
        let (plan, report) = plan(&site, &[]);
        let pairs = plan.pages.iter().filter(|(_, page)| matches!(page.route.place, Place::Pair(..))).count();
        (pairs, report.human(false))
    }

    #[test]
    fn very_many_regions_have_no_pages_of_pairs() {
        assert_eq!(pairs(MOST_PAIRED), (4950, String::new()));
        let (count, found) = pairs(MOST_PAIRED + 1);
        assert_eq!(count, 0);
        assert_eq!(found.trim_end(), "note[pairs-left-out]: models/regions.toml:1:1: 101 regions are compared, so no pair of them has a page of its own");
    }
}
