//! Addresses: the one place that knows them.

use crate::model::{Id, Kind, Language, Model, Reference, Settings};

/// A page's place in a site, the same in every language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The front page.
    Front,
    /// The information model.
    Information,
    /// An area of it.
    Area(Id),
    /// All use cases.
    UseCases,
    /// A use case.
    UseCase(Id),
    /// All concept models.
    ConceptModels,
    /// A concept model.
    ConceptModel(Id),
    /// A concept of a model.
    Concept(Id, Id),
    /// All code lists.
    CodeLists,
    /// A code list.
    CodeList(Id),
    /// All indicators.
    Indicators,
    /// An indicator.
    Indicator(Id),
    /// The regions in an indicator by the codes of one of its dimensions.
    Dimension(Id, Id),
    /// All regions.
    Regions,
    /// A region, by its slug.
    Region(Id),
    /// A region in two printed pages, by its slug.
    Summary(Id),
    /// Comparison of regions.
    Comparison,
    /// All regions in all indicators, by what can be said of them.
    Overview,
    /// Two regions compared, by their slugs, in code order.
    Pair(Id, Id),
    /// A page of prose.
    Page(Id),
    /// A collection.
    Collection(Id),
    /// A document of a collection.
    Document(Id, Id),
    /// All releases.
    Releases,
    /// A release.
    Release(Id),
    /// What changed in a release.
    Changes(Id),
    /// What changed in a document, release by release.
    DocumentChanges(Box<Place>),
    /// Search.
    Search,
    /// The glossary: all terms by letter. It lies under search, where no id can be.
    Glossary,
}

/// Under which prefix a page lives: the root, or the whole dated site of a release.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// The root of the site.
    Root,
    /// `…/<release>/sivusto/`
    Dated(Id),
}

/// The address of a page: which edition, which language, which place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route {
    /// Under which prefix.
    pub edition: Edition,
    /// In which language.
    pub language: Language,
    /// Where.
    pub place: Place,
}

/// The words that addresses are made of, in one language.
struct Segments {
    information: &'static str,
    use_cases: &'static str,
    concept_models: &'static str,
    code_lists: &'static str,
    indicators: &'static str,
    regions: &'static str,
    comparison: &'static str,
    releases: &'static str,
    changes: &'static str,
    site: &'static str,
    search: &'static str,
    accessibility: &'static str,
    glossary: &'static str,
    /// Below a region, never at the root.
    summary: &'static str,
    /// Below the comparison, never at the root.
    overview: &'static str,
}

const FI: Segments = Segments {
    information: "tietomalli",
    use_cases: "kayttotapaukset",
    concept_models: "kasitemallit",
    code_lists: "koodistot",
    indicators: "mittarit",
    regions: "alueet",
    comparison: "vertailu",
    releases: "julkaisut",
    changes: "muutokset",
    site: "sivusto",
    search: "haku",
    accessibility: "saavutettavuus",
    glossary: "sanasto",
    summary: "tiivistelma",
    overview: "kaikki",
};

const SV: Segments = Segments {
    information: "informationsmodell",
    use_cases: "anvandningsfall",
    concept_models: "begreppsmodeller",
    code_lists: "kodlistor",
    indicators: "indikatorer",
    regions: "regioner",
    comparison: "jamforelse",
    releases: "utgavor",
    changes: "andringar",
    site: "webbplats",
    search: "sok",
    accessibility: "tillganglighet",
    glossary: "ordlista",
    summary: "sammanfattning",
    overview: "alla",
};

const EN: Segments = Segments {
    information: "information-model",
    use_cases: "use-cases",
    concept_models: "concept-models",
    code_lists: "code-lists",
    indicators: "indicators",
    regions: "regions",
    comparison: "comparison",
    releases: "releases",
    changes: "changes",
    site: "site",
    search: "search",
    accessibility: "accessibility",
    glossary: "glossary",
    summary: "summary",
    overview: "all",
};

impl Segments {
    /// The words of a language; one without words of its own is addressed in English.
    fn of(language: Language) -> &'static Self {
        match language.code().split('-').next() {
            Some("fi") => &FI,
            Some("sv") => &SV,
            _ => &EN,
        }
    }

    /// Those that no page or collection may have; others stand under these and take nothing away.
    const fn all(&self) -> [&'static str; 12] {
        let Self {
            information, use_cases, concept_models, code_lists, indicators, regions, comparison, releases, changes, site, search, accessibility, ..
        } = self;
        [information, use_cases, concept_models, code_lists, indicators, regions, comparison, releases, changes, site, search, accessibility]
    }
}

/// The collection whose documents are terms of the glossary, beside the concepts.
pub const GLOSSARY: &str = "glossary";

/// The page that holds the accessibility statement; it has an address of its own in each language.
pub const ACCESSIBILITY_PAGE: &str = "saavutettavuus";

/// Whether a segment is used by the program itself, so that no page or collection may have it as its id.
pub fn is_reserved(segment: &str, settings_languages: &[Language]) -> bool {
    [&FI, &SV, &EN].iter().any(|segments| segments.all().contains(&segment))
        || matches!(segment, "assets" | "schema")
        || settings_languages.iter().any(|language| language.code().eq_ignore_ascii_case(segment))
}

impl Place {
    /// The place of a thing; `None` where there is no such thing in the model.
    pub fn of(reference: &Reference, model: &Model) -> Option<Self> {
        let id = reference.id.clone();
        let place = match &reference.kind {
            Kind::Page => Self::Page(id),
            Kind::UseCase => Self::UseCase(id),
            Kind::Indicator => Self::Indicator(id),
            Kind::Region => Self::Region(model.regions.get(&id)?.slug.clone()),
            Kind::Area => Self::Area(id),
            Kind::ConceptModel => Self::ConceptModel(id),
            Kind::Concept => {
                let (model, concept) = id.split_once('/')?;
                Self::Concept(model.into(), concept.into())
            }
            Kind::CodeList => Self::CodeList(id),
            Kind::Release => Self::Release(id),
            Kind::Document(collection) => Self::Document(collection.clone(), id),
        };
        place.exists_in(model).then_some(place)
    }

    /// The thing that a place shows, where it is a use case, a concept model, a concept or a code list.
    pub fn thing(&self) -> Option<Reference> {
        Some(match self {
            Self::UseCase(id) => Reference::new(Kind::UseCase, id.clone()),
            Self::ConceptModel(id) => Reference::new(Kind::ConceptModel, id.clone()),
            Self::Concept(model, concept) => Reference::new(Kind::Concept, format!("{model}/{concept}")),
            Self::CodeList(id) => Reference::new(Kind::CodeList, id.clone()),
            _ => return None,
        })
    }

    /// Whether it tells of releases, and so belongs to the site and not to one of them.
    pub fn belongs_to_site(&self) -> bool {
        matches!(self, Self::Releases | Self::Release(_) | Self::Changes(_) | Self::DocumentChanges(_))
    }

    /// Whether a model has a document with a version here.
    pub fn has_version(&self, model: &Model) -> bool {
        match self {
            Self::Information => model.information.is_some(),
            Self::UseCase(id) => model.use_cases.contains_key(id),
            Self::ConceptModel(id) => model.concept_models.contains_key(id),
            Self::CodeList(id) => model.code_lists.contains_key(id),
            Self::Indicator(id) => model.indicators.contains_key(id),
            Self::Regions => model.regions.lifecycle.is_some(),
            _ => false,
        }
    }

    /// Whether a model has something to show here. Releases and their changes belong to the site, not to a model.
    pub fn exists_in(&self, model: &Model) -> bool {
        match self {
            Self::Front | Self::Search | Self::Releases | Self::Release(_) | Self::Changes(_) | Self::DocumentChanges(_) => true,
            Self::Glossary => model.concept_models.values().any(|model| !model.concepts.is_empty()) || model.documents(GLOSSARY).next().is_some(),
            Self::Information => model.information.is_some(),
            Self::Area(id) => model.area(id).is_some(),
            Self::UseCases => !model.use_cases.is_empty() || model.has_removed(&Kind::UseCase),
            Self::UseCase(id) => model.use_cases.contains_key(id) || was_there(model, &Kind::UseCase, id),
            Self::ConceptModels => !model.concept_models.is_empty() || model.has_removed(&Kind::ConceptModel),
            Self::ConceptModel(id) => model.concept_models.contains_key(id) || was_there(model, &Kind::ConceptModel, id),
            Self::Concept(id, concept) => {
                model.concept_models.get(id).is_some_and(|model| model.concept(concept).is_some())
                    || was_there(model, &Kind::Concept, &format!("{id}/{concept}"))
            }
            Self::CodeLists => !model.code_lists.is_empty() || model.has_removed(&Kind::CodeList),
            Self::CodeList(id) => model.code_lists.contains_key(id) || was_there(model, &Kind::CodeList, id),
            Self::Indicators => !model.indicators.is_empty() || model.has_removed(&Kind::Indicator),
            Self::Indicator(id) => model.indicators.contains_key(id) || was_there(model, &Kind::Indicator, id),
            Self::Dimension(id, dimension) => model.indicators.get(id).is_some_and(|indicator| indicator.has_groups(dimension)),
            Self::Regions => !model.regions.is_empty(),
            Self::Comparison => !model.regions.is_empty() && !model.indicators.is_empty(),
            Self::Overview => !model.regions.is_empty() && model.indicators.values().any(|indicator| indicator.data.is_some()),
            Self::Region(slug) | Self::Summary(slug) => model.regions.by_slug(slug).is_some(),
            Self::Pair(a, b) => !model.indicators.is_empty() && model.regions.by_slug(a).is_some() && model.regions.by_slug(b).is_some(),
            Self::Page(id) => model.pages.contains_key(id) || model.removed(&Kind::Page, id).is_some(),
            Self::Collection(id) => model.collections.contains_key(id),
            Self::Document(collection, id) => {
                model.collections.get(collection).is_some_and(|collection| collection.documents.contains_key(id))
                    || model.removed(&Kind::Document(collection.clone()), id).is_some()
            }
        }
    }

    /// The folder below the language's root, with its final `/`; the front page's is empty.
    fn folder(&self, language: Language) -> String {
        let s = Segments::of(language);
        match self {
            Self::Front => String::new(),
            Self::Information => format!("{}/", s.information),
            Self::Area(id) => format!("{}/{id}/", s.information),
            Self::UseCases => format!("{}/", s.use_cases),
            Self::UseCase(id) => format!("{}/{id}/", s.use_cases),
            Self::ConceptModels => format!("{}/", s.concept_models),
            Self::ConceptModel(id) => format!("{}/{id}/", s.concept_models),
            Self::Concept(model, concept) => format!("{}/{model}/{concept}/", s.concept_models),
            Self::CodeLists => format!("{}/", s.code_lists),
            Self::CodeList(id) => format!("{}/{id}/", s.code_lists),
            Self::Indicators => format!("{}/", s.indicators),
            Self::Indicator(id) => format!("{}/{id}/", s.indicators),
            Self::Dimension(id, dimension) => format!("{}/{id}/{dimension}/", s.indicators),
            Self::Regions => format!("{}/", s.regions),
            Self::Region(slug) => format!("{}/{slug}/", s.regions),
            Self::Summary(slug) => format!("{}/{slug}/{}/", s.regions, s.summary),
            Self::Comparison => format!("{}/", s.comparison),
            Self::Overview => format!("{}/{}/", s.comparison, s.overview),
            Self::Pair(a, b) => format!("{}/{a}/{b}/", s.comparison),
            Self::Page(id) if &**id == ACCESSIBILITY_PAGE => format!("{}/", s.accessibility),
            Self::Page(id) | Self::Collection(id) => format!("{id}/"),
            Self::Document(collection, id) => format!("{collection}/{id}/"),
            Self::Releases => format!("{}/", s.releases),
            Self::Release(id) => format!("{}/{id}/", s.releases),
            Self::Changes(id) => format!("{}/{id}/{}/", s.releases, s.changes),
            Self::DocumentChanges(document) => format!("{}{}/", document.folder(language), s.changes),
            Self::Search => format!("{}/", s.search),
            Self::Glossary => format!("{}/{}/", s.search, s.glossary),
        }
    }
}

/// Whether a thing was removed or renamed: its address stays.
fn was_there(model: &Model, kind: &Kind, id: &str) -> bool {
    model.removed(kind, id).is_some() || model.renamed(kind, id).is_some()
}

impl Route {
    /// The folder of the page from the output's root, with its final `/`; the root's is empty.
    pub fn folder(&self, settings: &Settings) -> String {
        let mut path = root_of(&self.edition, self.language, settings);
        path.push_str(&self.place.folder(self.language));
        path
    }
}

/// The folder where a language of an edition begins: `""`, `sv/`, `julkaisut/2022.1/sivusto/`.
pub fn root_of(edition: &Edition, language: Language, settings: &Settings) -> String {
    let mut path = String::new();
    if language != settings.default_language() {
        path.push_str(language.code());
        path.push('/');
    }
    if let Edition::Dated(id) = edition {
        let s = Segments::of(language);
        path.push_str(s.releases);
        path.push('/');
        path.push_str(id);
        path.push('/');
        path.push_str(s.site);
        path.push('/');
    }
    path
}

/// The relative address from a folder to a path, both from the output's root.
pub fn relative(from_folder: &str, to: &str) -> String {
    let same = from_folder.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    let common = to.as_bytes()[..same].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    let up = from_folder.as_bytes()[common..].iter().filter(|byte| **byte == b'/').count();
    let mut path = String::with_capacity(3 * up + to.len() - common);
    for _ in 0..up {
        path.push_str("../");
    }
    path.push_str(&to[common..]);
    if path.is_empty() { "./".to_owned() } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_name_the_folder() {
        assert_eq!(relative("", ""), "./");
        assert_eq!(relative("", "mittarit/x/"), "mittarit/x/");
        assert_eq!(relative("mittarit/x/", ""), "../../");
        assert_eq!(relative("mittarit/x/", "mittarit/y/"), "../y/");
        assert_eq!(relative("sv/indikatorer/x/", "mittarit/x/data.csv"), "../../../mittarit/x/data.csv");
        assert_eq!(relative("mittarit/x/", "mittarit/x/"), "./");
        assert_eq!(relative("mittarit/x/", "mittarit/"), "../");
        assert_eq!(relative("a/", "a/b/index.html"), "b/index.html");
    }
}
