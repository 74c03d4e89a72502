//! What things are called outside the site: addresses that stay, and texts without marks.
//!
//! **An address names the thing, not one release of it**: it is that of the root edition in the
//! default language. Addresses of parts are anchors of the page; a sign that no id may hold, the
//! dot, keeps names that are made here apart from anchors that a page has.

use oxrdf::NamedNode;

use super::rdf::{encoded, node};
use crate::model::{Code, CodeList, ConceptModel, ConceptRef, Id, Language, Model, Relation, Text};
use crate::plan::route::{Edition, Place, Route};
use crate::render::markdown::{self, Links};
use crate::render::scope::{Scope, name_text};
use crate::resolve::target::{ChartRequest, Target};

/// Names of things of a page's release.
#[derive(Clone, Copy)]
pub struct Names<'s> {
    scope: &'s Scope<'s>,
}

impl<'s> Names<'s> {
    /// The names that hold for what a page shows.
    pub fn new(scope: &'s Scope<'s>) -> Self {
        Self { scope }
    }

    /// What the release says.
    pub fn model(self) -> &'s Model {
        self.scope.model()
    }

    /// The address of a place, with a part of it.
    fn address(self, edition: &Edition, place: Place, fragment: &str) -> NamedNode {
        let settings = self.scope.settings();
        let route = Route { edition: edition.clone(), language: settings.default_language(), place };
        let address = format!("{}{}{fragment}", settings.base_url, route.folder(settings));
        node(&address).unwrap_or_else(|| NamedNode::new_unchecked(format!("urn:virta:{}{}", encoded(&route.folder(settings)), encoded(fragment))))
    }

    /// A concept model.
    pub fn concept_model(self, id: &Id) -> NamedNode {
        self.address(&Edition::Root, Place::ConceptModel(id.clone()), "")
    }

    /// A concept.
    pub fn concept(self, concept: &ConceptRef) -> NamedNode {
        self.address(&Edition::Root, Place::Concept(concept.model.clone(), concept.concept.clone()), "")
    }

    /// A concept as a class: its place on the model's page.
    pub fn class(self, concept: &ConceptRef) -> NamedNode {
        self.address(&Edition::Root, Place::ConceptModel(concept.model.clone()), &format!("#{}", concept.concept))
    }

    /// An attribute: its place on the concept's page.
    pub fn attribute(self, concept: &ConceptRef, attribute: &Id) -> NamedNode {
        self.address(&Edition::Root, Place::Concept(concept.model.clone(), concept.concept.clone()), &format!("#{attribute}"))
    }

    /// What holds of an attribute's values.
    pub fn shape(self, concept: &ConceptRef, attribute: &Id) -> NamedNode {
        self.address(&Edition::Root, Place::Concept(concept.model.clone(), concept.concept.clone()), &format!("#shape.{attribute}"))
    }

    /// A relation: its place on the model's page, unless a concept has the same id.
    pub fn relation(self, model: &ConceptModel, relation: &Relation) -> NamedNode {
        let fragment = if model.concept(&relation.id).is_some() { format!("#relation.{}", relation.id) } else { format!("#{}", relation.id) };
        self.address(&Edition::Root, Place::ConceptModel(model.id.clone()), &fragment)
    }

    /// What holds at one end of a relation.
    pub fn shape_of_relation(self, model: &ConceptModel, relation: &Relation, end: &str) -> NamedNode {
        self.address(&Edition::Root, Place::ConceptModel(model.id.clone()), &format!("#{end}.{}", relation.id))
    }

    /// The address of a file beside the page of a place.
    pub fn file(self, place: Place, name: &str) -> String {
        self.address(&Edition::Root, place, name).into_string()
    }

    /// A word for a concept: the preferred one of a language is the first.
    pub fn word(self, concept: &ConceptRef, language: Language, at: usize) -> NamedNode {
        self.address(&Edition::Root, Place::Concept(concept.model.clone(), concept.concept.clone()), &format!("#term.{language}.{at}"))
    }

    /// A code list: its address in the world, where it has one.
    pub fn code_list(self, list: &CodeList) -> NamedNode {
        list.uri.as_deref().and_then(node).unwrap_or_else(|| self.address(&Edition::Root, Place::CodeList(list.id.clone()), ""))
    }

    /// A code of a list: its address in the world, where it has one.
    pub fn code(self, list: &CodeList, code: &Code) -> NamedNode {
        let own = || self.address(&Edition::Root, Place::CodeList(list.id.clone()), &format!("#{}", encoded(&code.code).replace('#', "%23")));
        code.uri.as_deref().and_then(node).unwrap_or_else(own)
    }

    /// A place in the release that is shown, where it is a dated one.
    pub fn edition(self, place: Place) -> Option<NamedNode> {
        let id = self.scope.release.id.clone()?;
        Some(self.address(&Edition::Dated(id), place, ""))
    }

    /// A text without marks in each of its languages; links say the names of what they go to.
    pub fn plain(self, text: &Text) -> Vec<(Language, String)> {
        text.versions().map(|(language, text)| (language, self.plain_of(language, text))).collect()
    }

    /// A text without marks in the site's first language.
    pub fn first(self, text: &Text) -> String {
        text.get(self.scope.settings().default_language()).map(|(language, text)| self.plain_of(language, text)).unwrap_or_default()
    }

    fn plain_of(self, language: Language, text: &str) -> String {
        markdown::plain(text, &Called { model: self.model(), language })
    }

    /// The languages of the site.
    pub fn languages(self) -> &'s [Language] {
        &self.scope.settings().languages
    }
}

/// What links of a text say where nothing can be linked.
struct Called<'m> {
    model: &'m Model,
    language: Language,
}

impl Links for Called<'_> {
    fn link(&self, _: &Target) -> Option<String> {
        None
    }

    fn name(&self, target: &Target) -> Option<(String, Option<String>)> {
        match target {
            Target::External(address) => Some((address.strip_prefix("mailto:").unwrap_or(address).to_owned(), None)),
            _ => Some((markdown::plain(name_text(self.model, target)?.or_any(self.language), &markdown::NoLinks), None)),
        }
    }

    fn chart(&self, _: &ChartRequest, alt: &str) -> String {
        alt.to_owned()
    }

    fn diagram(&self, _: &Id, alt: &str) -> String {
        alt.to_owned()
    }

    fn word(&self, key: &str) -> String {
        key.to_owned()
    }
}
