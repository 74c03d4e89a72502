//! The elements of a concept model: attributes as rows, references to elements as links.

use serde::Serialize;

use crate::model::concept::{Cardinality, DataType};
use crate::model::lifecycle::Deprecated;
use crate::model::use_case::Requirement;
use crate::model::{Attribute, Concept, ConceptRef, Id, Kind, Reference, UseCase};
use crate::plan::route::Place;
use crate::render::scope::{Link, Scope, escape};
use crate::render::view::banner::anchor;

/// An attribute as a row of a table.
#[derive(Debug, Clone, Serialize)]
pub struct AttributeRow {
    /// Its anchor on the page of its concept.
    pub id: String,
    /// Its name, as HTML.
    pub name: String,
    /// What it is, as HTML; `None` where nobody has said.
    pub definition: Option<String>,
    /// The type of its values, in words.
    pub data_type: String,
    /// The type in the words of the model it was imported from.
    pub source_type: Option<String>,
    /// The list its codes come from.
    pub code_list: Option<Link>,
    /// How many values there are, as UML writes it.
    pub cardinality: String,
    /// The same in words.
    pub cardinality_words: String,
    /// Whether it can tell who somebody is.
    pub personal_data: bool,
    /// Whether a requirement of a use case speaks of it.
    pub required: bool,
    /// Whether a view of the key elements leaves it out: it may be absent, tells nothing apart, and no requirement speaks of it.
    pub minor: bool,
    /// How its row is dressed.
    pub class: Option<&'static str>,
    /// Why it is no longer to be used, as HTML.
    pub deprecated: Option<String>,
    /// Ids it had before, as HTML.
    pub former: Option<String>,
    /// The same as anchors.
    pub before: Vec<String>,
}

/// The attributes of a concept; `page` is where it is described, empty on that very page.
pub fn attributes(scope: &Scope, page: &str, of: &ConceptRef, concept: &Concept) -> Vec<AttributeRow> {
    concept.attributes.iter().map(|attribute| row(scope, page, of, concept, attribute)).collect()
}

/// Requirements on a concept or on one of its attributes, with the use cases that make them.
pub fn requirements_on<'a>(scope: &Scope<'a>, of: &'a ConceptRef) -> impl Iterator<Item = (&'a UseCase, &'a Requirement)> + use<'a> {
    let all = scope.model().use_cases.values().flat_map(|use_case| use_case.requirements.iter().map(move |requirement| (use_case, requirement)));
    all.filter(|(_, requirement)| requirement.concept.as_ref().is_some_and(|on| on.model == of.model && on.concept == of.concept))
}

fn row(scope: &Scope, page: &str, of: &ConceptRef, concept: &Concept, attribute: &Attribute) -> AttributeRow {
    let other = |id: &Id| concept.attributes.iter().find(|other| other.id == *id);
    let name = |id: &Id| other(id).map_or_else(|| escape(id), |other| scope.label(&other.name));
    let required = requirements_on(scope, of).any(|(_, requirement)| requirement.concept.as_ref().and_then(|on| on.attribute.as_ref()) == Some(&attribute.id));
    let is_key = attribute.cardinality.least > 0 || attribute.data_type == DataType::Identifier;
    let minor = attribute.deprecated.is_some() || !(required || is_key);
    AttributeRow {
        id: attribute.id.to_string(),
        name: scope.label(&attribute.name),
        definition: attribute.definition.as_ref().map(|definition| scope.html(definition)),
        data_type: type_word(scope, attribute.data_type),
        source_type: attribute.source_type.clone(),
        code_list: attribute.code_list.as_ref().map(|list| scope.thing(&Reference::new(Kind::CodeList, list.clone()))),
        cardinality: attribute.cardinality.to_string(),
        cardinality_words: how_many(scope, attribute.cardinality),
        personal_data: attribute.personal_data,
        minor,
        class: match (attribute.deprecated.is_some(), minor) {
            (true, _) => Some("is-gone is-minor"),
            (false, true) => Some("is-minor"),
            (false, false) => None,
        },
        required,
        deprecated: attribute.deprecated.as_ref().map(|gone| deprecated(scope, gone, |id| Some(format!("{page}#{id}")), name)),
        before: crate::render::view::life::former_anchors(&attribute.renamed_from),
        former: (!attribute.renamed_from.is_empty()).then(|| crate::render::view::life::former_ids(&attribute.renamed_from)),
    }
}

/// A type in words.
pub fn type_word(scope: &Scope, data_type: DataType) -> String {
    escape(scope.words.get(&format!("type.{}", data_type.word())))
}

/// A cardinality in words: exactly one, at most one, one or more.
pub fn how_many(scope: &Scope, cardinality: Cardinality) -> String {
    let (least, most) = (cardinality.least, cardinality.most);
    let number = |n: u32| scope.words.integer(n as usize);
    let key = match (least, most) {
        (_, Some(most)) if most == least => "exactly",
        (0, Some(_)) => "at-most",
        (_, Some(_)) => "between",
        (_, None) => "or-more",
    };
    let most = most.map(number).unwrap_or_default();
    scope.words.say(&format!("cardinality.{key}"), &[("least", &number(least)), ("most", &most)])
}

/// Since when and why something is not to be used, and what to use instead.
///
/// `href` and `name` find the replacement, which is in the same document.
pub fn deprecated(scope: &Scope, gone: &Deprecated, href: impl Fn(&Id) -> Option<String>, name: impl Fn(&Id) -> String) -> String {
    let mut sentences = vec![match &gone.since {
        Some(since) => scope.sentence("deprecated.since", &[("since", &escape(since))]),
        None => scope.sentence("deprecated.plain", &[]),
    }];
    sentences.extend(gone.replaced_by.as_ref().map(|id| {
        let link = anchor(&Link { href: href(id), html: name(id) });
        scope.sentence("deprecated.replaced-by", &[("link", &link)])
    }));
    sentences.extend(gone.reason.as_ref().map(|reason| scope.html(reason)));
    sentences.join(" ")
}

/// A concept or attribute as a link under its name: `käynti`, `käynti: ajankohta`.
pub fn element(scope: &Scope, reference: &ConceptRef) -> Link {
    let concept = scope.model().concept(reference);
    let name = concept.map_or_else(|| escape(&reference.concept), |concept| scope.label(&concept.name));
    let page = scope.href(&Place::Concept(reference.model.clone(), reference.concept.clone()));
    let Some(id) = &reference.attribute else { return Link { href: page, html: name } };
    let attribute = concept.and_then(|concept| concept.attributes.iter().find(|attribute| attribute.id == *id));
    let attribute = attribute.map_or_else(|| escape(id), |attribute| scope.label(&attribute.name));
    Link { href: page.map(|page| format!("{page}#{id}")), html: format!("{name}: {attribute}") }
}
