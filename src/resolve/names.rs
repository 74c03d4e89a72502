//! What can be referred to, and the words in which a reference to nothing is reported.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Report};
use crate::model::information::BUILT_IN_UNITS;
use crate::model::{ConceptRef, Id, Kind, Reference, Settings};
use crate::parse::fields::Spanned;
use crate::parse::{self, Documents, Shelf};
use crate::source::{SourceFile, Sources};

/// The names of one sort of things.
#[derive(Debug)]
pub struct Names {
    /// The rule that a reference to nothing breaks.
    rule: &'static str,
    /// What one of them is called.
    noun: &'static str,
    /// Where they come from, for the help.
    origin: String,
    ids: BTreeSet<Id>,
    /// Those whose file is there but broken.
    broken: BTreeSet<Id>,
    /// Whether the file that would name them is broken: then nothing is known.
    is_unknown: bool,
    /// Those that were there in an earlier release, with what is to be said of each.
    removed: BTreeMap<Id, String>,
}

impl Names {
    fn new(rule: &'static str, noun: &'static str, origin: impl Into<String>) -> Self {
        Self { rule, noun, origin: origin.into(), ids: BTreeSet::new(), broken: BTreeSet::new(), is_unknown: false, removed: BTreeMap::new() }
    }

    fn of<T>(mut self, written: &Shelf<T>) -> Self {
        self.ids.extend(written.documents.keys().cloned());
        self.broken.extend(written.broken.iter().cloned());
        self
    }

    fn without(mut self, removed: BTreeMap<Id, String>) -> Self {
        self.removed = removed;
        self
    }

    /// Names from a list in a file; an id that could not be read may be any.
    fn listing<'a>(mut self, ids: impl IntoIterator<Item = &'a Option<Spanned<Id>>>, is_unknown: bool) -> Self {
        self.is_unknown = is_unknown;
        for id in ids {
            match id {
                Some(id) => {
                    self.ids.insert(id.value.clone());
                }
                None => self.is_unknown = true,
            }
        }
        self
    }

    /// Whether all that there is has been read.
    pub fn is_whole(&self) -> bool {
        !self.is_unknown
    }

    /// Whether there is such a thing.
    pub fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// Whether a reference to it can be blamed on nobody but itself.
    fn is_excused(&self, id: &str) -> bool {
        self.is_unknown || self.broken.contains(id)
    }

    /// Looks one up, or says where it was asked for and what was probably meant.
    pub fn find(&self, asked: &Spanned<Id>, file: &SourceFile, report: &mut Report) -> Option<Id> {
        self.find_at(&asked.value, asked, file, report)
    }

    fn find_at(&self, id: &str, asked: &Spanned<Id>, file: &SourceFile, report: &mut Report) -> Option<Id> {
        if let Some(found) = self.ids.get(id) {
            return Some(found.clone());
        }
        if !self.is_excused(id) {
            let error = Diagnostic::error(file, asked.span.clone(), self.rule, format!("there is no {} `{id}`", self.noun));
            report.push(match self.removed.get(id) {
                Some(what) => error.help(what),
                None => error.suggest(id, self.ids.iter().map(Id::as_str), &*self.origin),
            });
        }
        None
    }

    /// Looks several up; those that are not there are left out.
    pub fn find_all(&self, asked: &[Spanned<Id>], file: &SourceFile, report: &mut Report) -> Vec<Id> {
        let mut found: Vec<Id> = Vec::new();
        for id in asked.iter().filter_map(|asked| self.find(asked, file, report)) {
            // Named twice is meant once.
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    /// Looks up one that need not be named.
    pub fn find_some(&self, asked: Option<&Spanned<Id>>, file: &SourceFile, report: &mut Report) -> Option<Id> {
        asked.and_then(|asked| self.find(asked, file, report))
    }
}

/// The names of all that a snapshot holds.
#[derive(Debug)]
pub struct Everything {
    /// Use cases.
    pub use_cases: Names,
    /// Indicators.
    pub indicators: Names,
    /// Code lists.
    pub code_lists: Names,
    /// Concept models.
    pub concept_models: Names,
    /// Pages of prose.
    pub pages: Names,
    /// Areas of the information model.
    pub areas: Names,
    /// Its audiences.
    pub audiences: Names,
    /// Its perspectives.
    pub perspectives: Names,
    /// Its indicator sets.
    pub sets: Names,
    /// Units, built in and its own.
    pub units: Names,
    /// Regions.
    pub regions: Names,
    /// Classifications of regions.
    pub classifications: Names,
    /// Releases of the settings.
    pub releases: Names,
    /// Worked examples, as `indicator/case`.
    pub examples: Names,
    /// Documents of each collection.
    pub collections: BTreeMap<Id, Names>,
    /// Concepts of each model, with their attributes.
    concepts: BTreeMap<Id, BTreeMap<Id, BTreeSet<Id>>>,
}

impl Everything {
    /// The names of documents and settings.
    pub fn of(documents: &Documents, sources: &Sources, settings: &Settings) -> Self {
        let information = documents.information.only().map(|written| &written.matter);
        let no_information = !documents.information.broken.is_empty();
        let regions = documents.regions.only().map(|written| &written.matter);
        let no_regions = !documents.regions.broken.is_empty();
        let in_information = |rule, noun, key: &str| Names::new(rule, noun, format!("they are the [[{key}]] of models/information-model.toml"));
        let removed = |kind: &Kind| removed(documents, kind);
        let mut units = in_information("unknown-unit", "unit", "units")
            .listing(information.iter().flat_map(|model| &model.units).map(|unit| &unit.value.id), no_information);
        units.origin = format!("built in are {}; more are the [[units]] of models/information-model.toml", BUILT_IN_UNITS.join(", "));
        units.ids.extend(BUILT_IN_UNITS.map(Id::from));
        Self {
            use_cases: Names::new("unknown-use-case", "use case", "use cases are the folders of content/use-cases/")
                .of(&documents.use_cases)
                .without(removed(&Kind::UseCase)),
            indicators: Names::new("unknown-indicator", "indicator", "indicators are the folders of content/indicators/")
                .of(&documents.indicators)
                .without(removed(&Kind::Indicator)),
            code_lists: Names::new("unknown-code-list", "code list", "code lists are the files of models/code-lists/")
                .of(&documents.code_lists)
                .without(removed(&Kind::CodeList)),
            concept_models: Names::new("unknown-concept-model", "concept model", "concept models are the files of models/concepts/")
                .of(&documents.concept_models)
                .without(removed(&Kind::ConceptModel)),
            pages: Names::new("unknown-page", "page", "pages are the folders of content/pages/").of(&documents.pages).without(removed(&Kind::Page)),
            areas: in_information("unknown-area", "area", "areas")
                .listing(information.iter().flat_map(|model| &model.areas).map(|area| &area.value.id), no_information),
            audiences: in_information("unknown-audience", "audience", "audiences")
                .listing(information.iter().flat_map(|model| &model.audiences).map(|audience| &audience.value.id), no_information),
            perspectives: in_information("unknown-perspective", "perspective", "perspectives")
                .listing(information.iter().flat_map(|model| &model.perspectives).map(|perspective| &perspective.value.id), no_information),
            sets: in_information("unknown-indicator-set", "indicator set", "sets")
                .listing(information.iter().flat_map(|model| &model.sets).map(|set| &set.value.id), no_information),
            units,
            regions: Names::new("unknown-region", "region", "regions are the [[regions]] of models/regions.toml, by their code")
                .listing(regions.iter().flat_map(|regions| &regions.regions).map(|region| &region.value.code), no_regions),
            classifications: Names::new("unknown-classification", "classification", "they are the [[classifications]] of models/regions.toml")
                .listing(regions.iter().flat_map(|regions| &regions.classifications).map(|classification| &classification.value.id), no_regions),
            releases: releases(sources, settings),
            examples: examples(documents),
            collections: collections(documents),
            concepts: concepts(documents),
        }
    }

    /// Looks a concept or an attribute up.
    pub fn concept(&self, asked: &Spanned<ConceptRef>, file: &SourceFile, report: &mut Report) -> Option<ConceptRef> {
        let ConceptRef { model, concept, attribute } = &asked.value;
        let at = |id: &Id| Spanned::new(id.clone(), asked.span.clone());
        self.concept_models.find(&at(model), file, report)?;
        let concepts = self.concepts.get(model)?;
        let Some(attributes) = concepts.get(concept) else {
            let error = Diagnostic::error(file, asked.span.clone(), "unknown-concept", format!("the model `{model}` has no concept `{concept}`"));
            report.push(error.suggest(concept, concepts.keys().map(Id::as_str), format!("its concepts are in models/concepts/{model}.toml")));
            return None;
        };
        if let Some(attribute) = attribute.as_ref().filter(|attribute| !attributes.contains(*attribute)) {
            let error =
                Diagnostic::error(file, asked.span.clone(), "unknown-attribute", format!("the concept `{model}/{concept}` has no attribute `{attribute}`"));
            report.push(error.suggest(attribute, attributes.iter().map(Id::as_str), format!("its attributes are in models/concepts/{model}.toml")));
            return None;
        }
        Some(asked.value.clone())
    }

    /// The names of a kind; `None` for a collection that is not there, and for concepts, which are found otherwise.
    fn of_kind(&self, kind: &Kind) -> Option<&Names> {
        Some(match kind {
            Kind::Page => &self.pages,
            Kind::UseCase => &self.use_cases,
            Kind::Indicator => &self.indicators,
            Kind::Region => &self.regions,
            Kind::Area => &self.areas,
            Kind::ConceptModel => &self.concept_models,
            Kind::CodeList => &self.code_lists,
            Kind::Release => &self.releases,
            Kind::Concept => return None,
            Kind::Document(collection) => return self.collections.get(collection),
        })
    }

    /// Looks up a kind by the name that a source gives it.
    pub fn kind(&self, asked: &Spanned<Id>, file: &SourceFile, report: &mut Report) -> Option<Kind> {
        if let Some(kind) = Kind::built_in(&asked.value) {
            return Some(kind);
        }
        if self.collections.contains_key(&asked.value) {
            return Some(Kind::Document(asked.value.clone()));
        }
        let error = Diagnostic::error(file, asked.span.clone(), "unknown-kind", format!("there is no kind or collection `{}`", asked.value));
        let names = Kind::BUILT_IN.into_iter().chain(self.collections.keys().map(Id::as_str));
        report.push(error.suggest(&asked.value, names, format!("the kinds are {}, and the collections of models/collections/", Kind::BUILT_IN.join(", "))));
        None
    }

    /// Looks up a thing of a kind.
    pub fn thing(&self, kind: &Kind, asked: &Spanned<Id>, file: &SourceFile, report: &mut Report) -> Option<Reference> {
        if *kind == Kind::Concept {
            let Some(reference) = ConceptRef::parse(&asked.value) else {
                report.push(
                    Diagnostic::error(file, asked.span.clone(), "malformed-concept", format!("`{}` is not a concept as `model/concept`", asked.value))
                        .help("for example: palvelutapahtuma/kaynti"),
                );
                return None;
            };
            self.concept(&Spanned::new(reference, asked.span.clone()), file, report)?;
            return Some(Reference::new(Kind::Concept, asked.value.clone()));
        }
        // A collection that is not there has been reported where it was named.
        let id = self.of_kind(kind)?.find(asked, file, report)?;
        Some(Reference::new(kind.clone(), id))
    }

    /// Looks up what is written as `kind:id`, or as an id where the kind is given or only one can be meant.
    pub fn reference(&self, of: Option<&Kind>, asked: &Spanned<Id>, file: &SourceFile, report: &mut Report) -> Option<Reference> {
        let at = |text: &str| Spanned::new(Id::from(text), asked.span.clone());
        if let Some((kind, id)) = asked.value.split_once(':') {
            let kind = self.kind(&at(kind), file, report)?;
            if let Some(of) = of.filter(|of| **of != kind) {
                report.push(
                    Diagnostic::error(file, asked.span.clone(), "reference-of-another-kind", format!("`{}` is not of the kind `{}`", asked.value, of.name()))
                        .help(format!("the schema of the collection wants the kind `{}` here", of.name())),
                );
                return None;
            }
            return self.thing(&kind, &at(id), file, report);
        }
        match of {
            Some(kind) => self.thing(kind, asked, file, report),
            None => self.versioned(asked, file, report),
        }
    }

    /// The one thing with a version that has an id.
    fn versioned(&self, asked: &Spanned<Id>, file: &SourceFile, report: &mut Report) -> Option<Reference> {
        let kinds = [Kind::UseCase, Kind::Indicator, Kind::ConceptModel, Kind::CodeList];
        let names = |kind: &Kind| self.of_kind(kind);
        let found: Vec<&Kind> = kinds.iter().filter(|kind| names(kind).is_some_and(|names| names.has(&asked.value))).collect();
        match found.as_slice() {
            [kind] => return Some(Reference::new((*kind).clone(), asked.value.clone())),
            [] if kinds.iter().filter_map(names).any(|names| names.is_excused(&asked.value)) => {}
            [] => {
                let all = kinds.iter().filter_map(names).flat_map(|names| names.ids.iter().map(Id::as_str));
                let error = Diagnostic::error(file, asked.span.clone(), "unknown-target", format!("there is nothing called `{}`", asked.value));
                report.push(error.suggest(&asked.value, all, "write `kind:id`, or the id of a use case, an indicator, a concept model or a code list"));
            }
            several => {
                let forms: Vec<String> = several.iter().map(|kind| format!("`{}:{}`", kind.name(), asked.value)).collect();
                report.push(
                    Diagnostic::error(file, asked.span.clone(), "ambiguous-target", format!("`{}` can mean more than one thing", asked.value))
                        .help(format!("write {}", forms.join(" or "))),
                );
            }
        }
        None
    }
}

/// Releases of the settings, and those of the file that could not become one.
fn releases(sources: &Sources, settings: &Settings) -> Names {
    let names = Names::new("unknown-release", "release", "releases are listed in site.toml");
    let written = sources.get("site.toml").map(|file| parse::settings::settings(file).0);
    let mut names = names.listing(written.iter().flat_map(|settings| &settings.releases).map(|release| &release.value.id), false);
    names.ids.extend(settings.releases.iter().map(|release| release.id.clone()));
    names
}

/// What is to be said of the things of a kind that were removed.
fn removed(documents: &Documents, kind: &Kind) -> BTreeMap<Id, String> {
    let entries = documents.removed.only().into_iter().flat_map(|document| &document.matter.removed).map(|entry| &entry.value);
    let of_kind = entries.filter(|entry| entry.kind.as_ref().is_some_and(|of| parse::collection::kind(&of.value) == *kind));
    of_kind
        .filter_map(|entry| {
            let release = entry.release.as_ref().map(|release| format!(" in {}", release.value)).unwrap_or_default();
            let instead = entry.replaced_by.as_ref().map(|instead| format!("; `{}` has taken its place", instead.value)).unwrap_or_default();
            Some((entry.id.as_ref()?.value.clone(), format!("it was removed{release}{instead}")))
        })
        .collect()
}

fn examples(documents: &Documents) -> Names {
    let mut names =
        Names::new("unknown-example", "worked example", "written as `indicator/case`, they are the folders of content/indicators/<indicator>/examples/");
    for (id, indicator) in &documents.indicators.documents {
        names.ids.extend(indicator.examples.keys().map(|case| Id::from(format!("{id}/{case}"))));
    }
    names
}

fn collections(documents: &Documents) -> BTreeMap<Id, Names> {
    let mut collections = BTreeMap::new();
    for name in documents.schemas.documents.keys().chain(&documents.schemas.broken) {
        let mut names = Names::new("unknown-document", "document", format!("documents of `{name}` are the folders of content/{name}/"));
        if let Some(shelf) = documents.collections.get(name) {
            names = names.of(shelf);
        }
        let names = names.without(removed(documents, &Kind::Document(name.clone())));
        collections.insert(name.clone(), names);
    }
    collections
}

fn concepts(documents: &Documents) -> BTreeMap<Id, BTreeMap<Id, BTreeSet<Id>>> {
    let of_model = |model: &crate::parse::concept::ConceptModelMatter| {
        model.concepts.iter().map(|(id, concept)| (id.value.clone(), concept.attributes.iter().map(|(id, _)| id.value.clone()).collect())).collect()
    };
    documents.concept_models.documents.iter().map(|(id, model)| (id.clone(), of_model(&model.matter))).collect()
}
