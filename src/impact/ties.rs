//! The ties of a model, kind of thing by kind of thing.

use std::collections::BTreeSet;

use super::{Thing, Tie};
use crate::model::concept::RelationKind;
use crate::model::{Concept, ConceptModel, ConceptRef, Document, Id, Indicator, Model, Text, UseCase};
use crate::parse::prose;
use crate::resolve::target::{Target, target};

/// Where ties go: from what, why, to what.
type Sink<'a> = &'a mut dyn FnMut(Thing, Tie, Thing);

/// Names every tie of a model, in no promised order.
pub fn collect(model: &Model, add: Sink) {
    model.concept_models.values().for_each(|one| of_concept_model(one, add));
    of_code_lists(model, add);
    model.indicators.values().for_each(|one| of_indicator(model, one, add));
    model.use_cases.values().for_each(|one| of_use_case(one, add));
    of_needs(model, add);
    for collection in model.collections.values() {
        collection.documents.values().for_each(|one| of_document(&collection.id, one, add));
    }
}

fn of_concept_model(model: &ConceptModel, add: Sink) {
    for concept in &model.concepts {
        add(Thing::Concept(model.id.clone(), concept.id.clone()), Tie::Part, Thing::ConceptModel(model.id.clone()));
        of_concept(model, concept, add);
    }
    for relation in &model.relations {
        let (from, to) = (Thing::of_concept(&relation.from.concept), Thing::of_concept(&relation.to.concept));
        match relation.kind {
            RelationKind::Generalization => add(to, Tie::Kind, from),
            RelationKind::Aggregation | RelationKind::Composition => add(to, Tie::Whole, from),
            RelationKind::Association => {}
        }
    }
}

fn of_concept(model: &ConceptModel, concept: &Concept, add: Sink) {
    let here = Thing::Concept(model.id.clone(), concept.id.clone());
    of_texts([&concept.definition, &concept.note], &here, add);
    for attribute in &concept.attributes {
        let its = Thing::Attribute(model.id.clone(), concept.id.clone(), attribute.id.clone());
        of_texts([&attribute.definition], &its, add);
        if let Some(list) = &attribute.code_list {
            add(Thing::CodeList(list.clone()), Tie::Values, its.clone());
        }
        add(its, Tie::Part, here.clone());
    }
}

fn of_code_lists(model: &Model, add: Sink) {
    for list in model.code_lists.values() {
        for code in &list.codes {
            let here = Thing::Code(list.id.clone(), code.code.clone());
            of_texts([&code.definition], &here, add);
            if let Some(broader) = &code.broader {
                add(Thing::Code(list.id.clone(), broader.clone()), Tie::Under, here.clone());
            }
            add(here, Tie::Part, Thing::CodeList(list.id.clone()));
        }
    }
}

fn of_indicator(model: &Model, indicator: &Indicator, add: Sink) {
    let here = Thing::Indicator(indicator.id.clone());
    of_texts([&indicator.definition, &indicator.numerator, &indicator.denominator, &indicator.exclusions, &indicator.limits], &here, add);
    for concept in &indicator.concepts {
        add(Thing::of_concept(concept), Tie::Rests, here.clone());
    }
    for list in &indicator.dimensions {
        add(Thing::CodeList(list.clone()), Tie::Dimension, here.clone());
    }
    for (list, code) in counted(indicator) {
        add(Thing::Code(list, code), Tie::Counted, here.clone());
    }
    if let Some(area) = &indicator.area {
        add(here.clone(), Tie::Belongs, Thing::Area(area.clone()));
    }
    for example in &indicator.examples {
        let its = Thing::Example(indicator.id.clone(), example.id.clone());
        for table in &example.tables {
            for concept in recorded(model, indicator, &table.concept) {
                for column in &table.columns {
                    add(Thing::Attribute(concept.model.clone(), concept.concept.clone(), column.as_str().into()), Tie::Records, its.clone());
                }
                add(Thing::of_concept(concept), Tie::Records, its.clone());
            }
        }
        add(its, Tie::Part, here.clone());
    }
}

/// The codes for which an indicator has values of their own.
fn counted(indicator: &Indicator) -> BTreeSet<(Id, Id)> {
    let Some(data) = &indicator.data else { return BTreeSet::new() };
    let of_cell =
        |cell: &Vec<Option<Id>>| -> Vec<(Id, Id)> { data.dimensions.iter().zip(cell).filter_map(|(list, code)| Some((list.clone(), code.clone()?))).collect() };
    data.cells().iter().flat_map(of_cell).collect()
}

/// The concepts that a table of an example holds records of: those of its name among the indicator's own.
fn recorded<'a>(model: &'a Model, indicator: &'a Indicator, name: &'a Id) -> impl Iterator<Item = &'a ConceptRef> {
    indicator.concepts.iter().filter(move |one| one.concept == *name && model.concept(one).is_some())
}

fn of_use_case(case: &UseCase, add: Sink) {
    let here = Thing::UseCase(case.id.clone());
    for indicator in &case.indicators {
        add(Thing::Indicator(indicator.clone()), Tie::Answers, here.clone());
    }
    for pin in &case.models {
        add(Thing::ConceptModel(pin.id.clone()), Tie::Rests, here.clone());
    }
    for pin in &case.dimensions {
        add(Thing::CodeList(pin.id.clone()), Tie::Dimension, here.clone());
    }
    if let Some(area) = &case.area {
        add(here.clone(), Tie::Belongs, Thing::Area(area.clone()));
    }
    for question in &case.questions {
        let its = Thing::Question(case.id.clone(), question.id.clone());
        of_text(&question.text, &its, add);
        for indicator in &question.indicators {
            add(Thing::Indicator(indicator.clone()), Tie::Answers, its.clone());
        }
        add(its, Tie::Part, here.clone());
    }
    for requirement in &case.requirements {
        let its = Thing::Requirement(case.id.clone(), requirement.id.clone());
        of_text(&requirement.text, &its, add);
        if let Some(concept) = &requirement.concept {
            add(Thing::of_concept(concept), Tie::Required, its.clone());
        }
        for example in &requirement.verified_by {
            if let Some((indicator, example)) = example.split_once('/') {
                add(Thing::Example(indicator.into(), example.into()), Tie::Checks, its.clone());
            }
        }
        add(its, Tie::Part, here.clone());
    }
}

fn of_needs(model: &Model, add: Sink) {
    for need in model.information.iter().flat_map(|information| &information.needs) {
        let here = Thing::Need(need.id.clone());
        of_text(&need.text, &here, add);
        for indicator in &need.indicators {
            add(Thing::Indicator(indicator.clone()), Tie::Meets, here.clone());
        }
        for case in &need.use_cases {
            add(Thing::UseCase(case.clone()), Tie::Meets, here.clone());
        }
        for area in &need.areas {
            add(here.clone(), Tie::Belongs, Thing::Area(area.clone()));
        }
    }
}

/// The keys under which a document of a collection names a part of the thing it refers to.
pub const PARTS: [&str; 2] = ["requirement", "part"];

/// A document is tied to what it refers to; one about a requirement also to that.
fn of_document(collection: &Id, document: &Document, add: Sink) {
    let here = Thing::Document(collection.clone(), document.id.clone());
    for (_, reference) in document.references() {
        let Some(thing) = Thing::of(reference) else { continue };
        if let Thing::UseCase(case) = &thing {
            for part in PARTS.iter().filter_map(|key| document.text(key)).flat_map(words) {
                add(Thing::Requirement(case.clone(), part.into()), Tie::Refers, here.clone());
            }
        }
        add(thing, Tie::Refers, here.clone());
    }
}

/// The words of a text that can be ids.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '-' | '_'))).filter(|word| !word.is_empty())
}

fn of_texts<const N: usize>(texts: [&Option<Text>; N], to: &Thing, add: Sink) {
    texts.into_iter().flatten().for_each(|text| of_text(text, to, add));
}

/// What a definition links to is what it is made of.
fn of_text(text: &Text, to: &Thing, add: Sink) {
    for link in text.versions().flat_map(|(_, text)| prose::inline_outline(text).links) {
        let from = match target(&link.destination) {
            Ok(Target::Concept(concept)) => Some(Thing::of_concept(&concept)),
            Ok(Target::Thing(reference, _)) => Thing::of(&reference).filter(|thing| !thing.is_end()),
            _ => None,
        };
        if let Some(from) = from {
            add(from, Tie::Defines, to.clone());
        }
    }
}
