//! The page of a concept: what it is comes first, then what it has, then what rests on it.

use serde::Serialize;

use super::element::{AttributeRow, attributes, deprecated, element, requirements_on};
use super::relation::{RelationRow, relation, touches};
use crate::impact::Thing;
use crate::model::concept::MappingMatch;
use crate::model::use_case::Requirement;
use crate::model::{Concept, ConceptModel, ConceptRef, Id, Kind, Reference, Relation, UseCase};
use crate::plan::route::Place;
use crate::render::drawing;
use crate::render::scope::{Link, Scope, TocEntry, escape};
use crate::render::view::banner::{Banner, anchor};
use crate::render::view::impact::{self, Reach};
use crate::render::view::life::{external, former_ids, in_lines, unless_valid};
use crate::render::view::parts::{Fact, Row, Tag};
use crate::render::view::ties::{Group, documents};
use crate::render::view::{Shown, use_case};

/// What the page shows.
#[derive(Serialize)]
struct ConceptView {
    /// Other words, note, source, mappings.
    facts: Vec<Fact>,
    /// What it has.
    attributes: Vec<AttributeRow>,
    /// Whether a view of the key elements would leave some out, and not all.
    has_minor: bool,
    /// The concept among its neighbours, as HTML.
    diagram: Option<String>,
    /// What the marks of the picture mean.
    key: Vec<String>,
    /// Relations, those that start here first.
    relations: Vec<RelationRow>,
    /// Relations of other models that reach it.
    relations_elsewhere: Vec<RelationRow>,
    /// Requirements that speak of it.
    requirements: Vec<RequirementRow>,
    /// What else rests on it.
    used_by: Vec<Group>,
    /// Documents of collections that refer to it.
    documents: Vec<Group>,
    /// What it reaches when it changes.
    impact: Option<Reach>,
}

#[derive(Serialize)]
struct RequirementRow {
    link: Link,
    level: Tag,
    html: String,
    attribute: Option<Link>,
    use_case: Link,
}

/// The page of a concept.
pub fn concept(scope: &Scope, model: &ConceptModel, concept: &Concept) -> Shown {
    let here = ConceptRef { model: model.id.clone(), concept: concept.id.clone(), attribute: None };
    let thing = Reference::new(Kind::Concept, format!("{}/{}", model.id, concept.id));
    let name = scope.plain_text(&concept.name);
    let own = model.relations.iter().filter(|one| touches(one, &model.id, &concept.id));
    let (outgoing, incoming): (Vec<&Relation>, Vec<&Relation>) =
        own.partition(|one| one.from.concept.concept == concept.id && one.from.concept.model == model.id);
    let own: Vec<&Relation> = outgoing.into_iter().chain(incoming).collect();
    let others = scope.model().concept_models.values().filter(|other| other.id != model.id).flat_map(|other| &other.relations);
    let elsewhere: Vec<&Relation> = others.filter(|one| touches(one, &model.id, &concept.id)).collect();
    let all: Vec<&Relation> = own.iter().chain(&elsewhere).copied().collect();
    let attributes = attributes(scope, "", &here, concept);
    let view = ConceptView {
        facts: facts(scope, concept),
        has_minor: attributes.iter().any(|one| one.minor) && attributes.iter().any(|one| !one.minor),
        attributes,
        diagram: drawing::of_concept(scope, model, concept, &all, "s-diagram").map(|svg| drawing::figure(scope, &svg, &name)),
        key: drawing::key_of(scope, &all, &model.id),
        relations: own.iter().map(|one| relation(scope, one, Some(&here))).collect(),
        relations_elsewhere: elsewhere.iter().map(|one| relation(scope, one, Some(&here))).collect(),
        requirements: requirements_on(scope, &here).map(|(case, requirement)| requirement_row(scope, case, requirement)).collect(),
        used_by: used_by(scope, &thing),
        documents: documents(scope, std::slice::from_ref(&thing)),
        impact: impact::of(scope, &Thing::of_concept(&here), &parts(&here, concept)),
    };
    let toc = contents(scope, &view);
    let mut shown = Shown::new("concept.html", scope.plain(&concept.name), &view)
        .summary(scope, concept.definition.as_ref())
        .crumb(scope.word_link(&Place::ConceptModels, "nav.concept-models"))
        .crumb(scope.link(&Place::ConceptModel(model.id.clone()), &model.name))
        .banner(concept.deprecated.as_ref().map(|gone| notice(scope, model, gone)))
        .sections(toc);
    shown.facts = strip(scope, model, concept);
    // The definition has an anchor of its own, to be quoted by.
    let anchor = format!(" <a class=\"anchor\" href=\"#s-definition\" aria-label=\"{}\">#</a>", escape(&scope.word("prose.permalink")));
    shown.lead = shown.lead.map(|lead| format!("<span id=\"s-definition\">{lead}</span>{anchor}"));
    shown
}

/// The attributes of a concept as things that can change.
fn parts(here: &ConceptRef, concept: &Concept) -> Vec<Thing> {
    concept.attributes.iter().map(|attribute| Thing::of_concept(&ConceptRef { attribute: Some(attribute.id.clone()), ..here.clone() })).collect()
}

/// The words for the concept in the site's languages come before all else: they are what a reader searches by.
fn strip(scope: &Scope, model: &ConceptModel, concept: &Concept) -> Vec<String> {
    let of_model = anchor(&scope.link(&Place::ConceptModel(model.id.clone()), &model.name));
    let mut facts: Vec<String> = unless_valid(scope, &model.lifecycle).map(|tag| tag.html()).into_iter().collect();
    facts.push(scope.sentence("concept.kind", &[("model", &of_model), ("version", &model.lifecycle.version.to_string())]));
    let shown = concept.name.get(scope.language()).map(|(language, _)| language);
    for language in &scope.settings().languages {
        if let Some(term) = concept.name.exactly(*language).filter(|_| shown != Some(*language)) {
            facts.push(format!("<span lang=\"{language}\">{}</span> ({language})", escape(&crate::render::markdown::plain(term, scope))));
        }
    }
    facts
}

fn notice(scope: &Scope, model: &ConceptModel, gone: &crate::model::lifecycle::Deprecated) -> Banner {
    let page = |id: &Id| scope.href(&Place::Concept(model.id.clone(), id.clone()));
    let name = |id: &Id| model.concept(id).map_or_else(|| escape(id), |other| scope.label(&other.name));
    Banner { kind: "alert", title: scope.word("lifecycle.deprecated"), html: deprecated(scope, gone, page, name) }
}

fn facts(scope: &Scope, concept: &Concept) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let synonyms = synonyms(scope, concept);
    if !synonyms.is_empty() {
        facts.push(Fact::word(scope, "concept.synonyms", synonyms.join(", ")));
    }
    facts.extend(Fact::text(scope, "concept.note", concept.note.as_ref()));
    facts.push(Fact::word(scope, "concept.source", concept.source.as_ref().map(|source| scope.html(source)).unwrap_or_default()));
    facts.push(Fact::word(scope, "concept.mappings", mappings(scope, concept)));
    if !concept.renamed_from.is_empty() {
        facts.push(Fact::word(scope, "life.renamed-from", former_ids(&concept.renamed_from)));
    }
    facts
}

/// Other terms in the page's language, as HTML; without any, those of the first language that has some, marked.
pub fn synonyms(scope: &Scope, concept: &Concept) -> Vec<String> {
    let filled = || concept.synonyms.iter().filter(|(_, terms)| !terms.is_empty());
    let found = filled().find(|(language, _)| *language == scope.language()).or_else(|| filled().next());
    let Some((language, terms)) = found else { return Vec::new() };
    let is_own = *language == scope.words.interface;
    terms.iter().map(|term| if is_own { escape(term) } else { format!("<span lang=\"{language}\">{}</span>", escape(term)) }).collect()
}

fn mappings(scope: &Scope, concept: &Concept) -> String {
    let lines = concept.mappings.iter().map(|mapping| {
        let word = MappingMatch::WORDS.iter().find(|(_, known)| *known == mapping.kind).map_or("", |(word, _)| word);
        format!("{}: {}", escape(scope.words.get(&format!("match.{word}"))), external(&mapping.uri, &escape(&mapping.uri)))
    });
    in_lines(lines.collect())
}

fn requirement_row(scope: &Scope, case: &UseCase, requirement: &Requirement) -> RequirementRow {
    let page = scope.href(&Place::UseCase(case.id.clone()));
    RequirementRow {
        link: Link { href: page.map(|page| format!("{page}#{}", requirement.id)), html: escape(&requirement.id) },
        level: use_case::level(scope, requirement.level),
        html: scope.html(&requirement.text),
        attribute: requirement.concept.as_ref().and_then(|on| {
            let attribute = on.attribute.as_ref()?;
            let name =
                scope.model().concept(on)?.attributes.iter().find(|one| one.id == *attribute).map_or_else(|| escape(attribute), |one| scope.label(&one.name));
            Some(Link { href: Some(format!("#{attribute}")), html: name })
        }),
        use_case: scope.thing(&Reference::new(Kind::UseCase, case.id.clone())),
    }
}

/// Indicators whose definitions rest on the concept, and other models that reach it.
fn used_by(scope: &Scope, thing: &Reference) -> Vec<Group> {
    let rows = |kind: Kind| -> Vec<Row> {
        scope.release.index.of_kind(thing, &kind).map(|id| Row::of(scope.thing(&Reference::new(kind.clone(), id.clone())))).collect()
    };
    let groups = [Group::word(scope, "ties.indicators", rows(Kind::Indicator)), Group::word(scope, "ties.concept-models", rows(Kind::ConceptModel))];
    groups.into_iter().flatten().collect()
}

fn contents(scope: &Scope, view: &ConceptView) -> Vec<TocEntry> {
    let is_used = !(view.requirements.is_empty() && view.used_by.is_empty());
    let sections = [
        (true, "s-about", "concept.about"),
        (!view.attributes.is_empty(), "s-attributes", "concept.attributes"),
        (!(view.relations.is_empty() && view.relations_elsewhere.is_empty()), "s-relations", "concept.relations"),
        (is_used, "s-used-by", "links.used-by"),
        (!view.documents.is_empty(), "s-documents", "ties.documents"),
        (view.impact.is_some(), "s-impact", "impact.title"),
    ];
    sections.into_iter().filter(|(is_there, ..)| *is_there).map(|(_, id, key)| scope.toc_word(id, key)).collect()
}

/// A concept as a link that also names its model, where several models may use one word.
pub fn with_model(scope: &Scope, model: &ConceptModel, concept: &Concept) -> Row {
    let reference = ConceptRef { model: model.id.clone(), concept: concept.id.clone(), attribute: None };
    Row::of(element(scope, &reference)).note(scope.label(&model.name))
}
