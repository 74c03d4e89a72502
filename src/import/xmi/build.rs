//! UML becomes a concept model, its code lists, and the model of what it only speaks of.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::uml::{Association, Attribute as Property, Classifier, End, Sort, Uml, Whole};
use crate::import::code_list::sign;
use crate::import::ids::Ids;
use crate::import::life::{self, Said};
use crate::import::{Given, Import, types, words};
use crate::model::concept::{Cardinality, DataType, Mapping, MappingMatch, RelationEnd, RelationKind};
use crate::model::{Attribute, Code, CodeList, Concept, ConceptModel, ConceptRef, Id, Relation, Text};

/// Makes the model.
pub fn build(mut uml: Uml, given: &Given, made: &mut Import) {
    if uml.classifiers.is_empty() {
        return;
    }
    tell_apart(&mut uml, made);
    let said = Said { version: uml.version.clone(), date: uml.date, source: uml.name.clone(), ..Said::default() };
    let mut build = Build {
        uml: &uml,
        given,
        made,
        said,
        concepts: BTreeMap::new(),
        lists: BTreeMap::new(),
        strangers: Vec::new(),
        stranger_ids: Ids::default(),
        list_ids: BTreeSet::new(),
    };
    build.name_lists();
    build.name_concepts();
    let kept: Vec<&Classifier> = uml.classifiers.iter().filter(|one| build.concepts.contains_key(one.id.as_str())).collect();
    let concepts: Vec<Concept> = kept.into_iter().map(|one| build.concept(one)).collect();
    let relations = build.relations();
    build.lists_of_codes();
    build.models(concepts, relations);
    for (about, what) in &uml.rest {
        made.leave(about, words::words(&named(what, &uml)));
    }
}

/// Classifiers of one id, or of none, get ids of their own: what refers to the id means the first.
fn tell_apart(uml: &mut Uml, made: &mut Import) {
    let mut seen = BTreeSet::new();
    for (at, classifier) in uml.classifiers.iter_mut().enumerate() {
        if classifier.id.is_empty() || !seen.insert(classifier.id.clone()) {
            made.leave(format!("class `{}`", classifier.name), format!("its id `{}` is not its own", classifier.id));
            classifier.id = format!("{}-{at}", classifier.id);
            seen.insert(classifier.id.clone());
        }
    }
}

struct Build<'a> {
    uml: &'a Uml,
    given: &'a Given,
    made: &'a mut Import,
    said: Said,
    /// The concept of a classifier, by the classifier's id.
    concepts: BTreeMap<&'a str, Id>,
    /// The code list of a classifier, by the classifier's id.
    lists: BTreeMap<&'a str, Id>,
    /// Concepts of the second model: the id in the file, and what they became.
    strangers: Vec<(String, Concept)>,
    stranger_ids: Ids,
    list_ids: BTreeSet<Id>,
}

/// Whether a class is a list of codes by its stereotype.
fn is_list(classifier: &Classifier) -> bool {
    classifier.sort == Sort::Enumeration
        || classifier.stereotypes.iter().any(|one| matches!(one.to_lowercase().as_str(), "codelist" | "enumeration" | "enum" | "valueset" | "koodisto"))
}

/// Literals of an enumeration, or the attributes of a class that is one, which have no type.
fn codes_of(classifier: &Classifier) -> Vec<(&str, &str, &str)> {
    let literals =
        classifier.literals.iter().map(|literal| (literal.value.as_deref().unwrap_or(&literal.name), literal.name.as_str(), literal.documentation.as_str()));
    let attributes = classifier
        .attributes
        .iter()
        .filter(|_| is_list(classifier))
        .filter(|one| !one.is_end)
        .map(|one| (one.initial.as_deref().unwrap_or(&one.name), one.name.as_str(), one.documentation.as_str()));
    literals.chain(attributes).filter(|(code, ..)| !code.is_empty()).collect()
}

impl<'a> Build<'a> {
    fn text(&self, text: &str) -> Option<Text> {
        (!text.trim().is_empty()).then(|| Text::of(self.given.language, text))
    }

    fn name_lists(&mut self) {
        for classifier in self.uml.classifiers.iter().filter(|one| !codes_of(one).is_empty()) {
            let mut id = self.given.id_of(&classifier.name);
            let mut number = 2;
            while !self.list_ids.insert(id.clone()) {
                id = Id::from(format!("{}-{number}", self.given.id_of(&classifier.name)));
                number += 1;
            }
            self.lists.insert(&classifier.id, id);
        }
    }

    fn name_concepts(&mut self) {
        let mut ids = Ids::default();
        let related: BTreeSet<&str> = self
            .uml
            .generalizations
            .iter()
            .flat_map(|one| [one.child.as_str(), one.parent.as_str()])
            .chain(self.uml.associations.iter().flat_map(|one| [one.from.class.as_str(), one.to.class.as_str()]))
            .collect();
        for classifier in &self.uml.classifiers {
            let is_concept = match classifier.sort {
                Sort::Class => true,
                Sort::DataType => !classifier.attributes.is_empty() || related.contains(classifier.id.as_str()),
                Sort::Enumeration => related.contains(classifier.id.as_str()) || classifier.literals.is_empty(),
                Sort::Primitive => false,
            };
            if is_concept {
                self.concepts.insert(&classifier.id, ids.give(&classifier.name, &classifier.id));
                if classifier.name.is_empty() {
                    self.made.leave(format!("class `{}`", classifier.id), "it has no name");
                }
            } else if !self.lists.contains_key(classifier.id.as_str()) {
                self.made.leave(format!("type `{}`", classifier.name), "it has no parts, and is kept as the type of attributes alone");
            }
        }
    }

    fn concept(&mut self, classifier: &'a Classifier) -> Concept {
        let mut ids = Ids::default();
        let is_list = self.lists.contains_key(classifier.id.as_str());
        let kept: Vec<&Property> = classifier.attributes.iter().filter(|one| !is_list || one.is_end).collect();
        let mut attributes: Vec<Attribute> = kept.into_iter().map(|one| self.attribute(classifier, one, &mut ids)).collect();
        attributes.extend(self.ends_of(classifier, &mut ids));
        let mut mappings: Vec<Mapping> = identifier(&classifier.id).into_iter().map(exact).collect();
        mappings.extend(classifier.vocabulary.iter().map(|uri| Mapping { kind: MappingMatch::Close, uri: uri.clone() }));
        Concept {
            id: self.concepts[classifier.id.as_str()].clone(),
            name: Text::of(self.given.language, &label_or(&classifier.name, &classifier.id)),
            synonyms: Vec::new(),
            definition: self.text(&words::note(&classifier.documentation)),
            note: self.text(&self.note(classifier)),
            source: None,
            mappings,
            attributes,
            renamed_from: Vec::new(),
            deprecated: None,
        }
    }

    /// Stereotypes and packages, as UML writes them, and the code list.
    fn note(&self, classifier: &Classifier) -> String {
        let mut parts: Vec<String> = classifier.stereotypes.iter().map(|one| format!("«{}»", words::label(one))).collect();
        if classifier.is_abstract {
            parts.push("{abstract}".to_owned());
        }
        let is_elsewhere = classifier.packages.first().is_some_and(|outer| !outer.is_empty() && self.uml.name.as_deref() != Some(outer));
        if classifier.packages.len() > 1 || is_elsewhere {
            parts.push(words::plain(&classifier.packages.join("::")));
        }
        parts.extend(self.lists.get(classifier.id.as_str()).map(|list| format!("<code-list:{list}>")));
        parts.join(" ")
    }

    fn attribute(&mut self, of: &'a Classifier, property: &Property, ids: &mut Ids) -> Attribute {
        let type_name = self.type_name(property);
        // An end without a name goes by what stands there, another attribute by its id, and at last by its type.
        let by_type = || type_name.as_ref().filter(|_| property.is_end || property.id.is_empty());
        let label = Some(&property.name).filter(|name| !name.is_empty()).or_else(by_type).unwrap_or(&property.id).clone();
        let about = format!("attribute `{}.{label}`", of.name);
        let (data_type, code_list) = self.data_type(property, type_name.as_deref(), &about);
        if let Some(value) = &property.initial {
            self.made.leave(&about, format!("initial value {value}"));
        }
        let cardinality = types::cardinality(property.least.as_deref(), property.most.as_deref());
        let unsaid = if property.is_end { Cardinality { least: 0, most: Some(1) } } else { Cardinality::ONE };
        let cardinality = match cardinality {
            Some(_) if property.is_end && property.least.is_none() && property.most.is_none() => unsaid,
            Some(cardinality) => cardinality,
            None => {
                let written = format!("{}..{}", property.least.as_deref().unwrap_or("?"), property.most.as_deref().unwrap_or("?"));
                self.made.leave(&about, format!("the multiplicity {written} is none; it became {unsaid}"));
                unsaid
            }
        };
        let mut mappings: Vec<Mapping> = identifier(&property.id).into_iter().map(exact).collect();
        mappings.extend(property.vocabulary.iter().map(|uri| Mapping { kind: MappingMatch::Close, uri: uri.clone() }));
        let id = ids.give(&label, &property.id);
        Attribute {
            name: Text::of(self.given.language, &label_or(&label, &id)),
            id,
            definition: self.text(&words::note(&property.documentation)),
            data_type,
            source_type: type_name.map(|name| words::words(&name)).filter(|name| !name.trim().is_empty()),
            cardinality,
            code_list,
            personal_data: false,
            mappings,
            renamed_from: Vec::new(),
            deprecated: None,
        }
    }

    fn type_name(&self, property: &Property) -> Option<String> {
        let by_id = property.type_id.as_deref().and_then(|id| self.uml.name_of(id));
        let named = by_id.or(property.type_name.as_deref()).or(property.type_id.as_deref());
        // Tools name their own types after their languages: `EAJava_int`.
        named.map(|name| ["EAJava_", "EAnone_", "EAC__", "EAUML_"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name).to_owned())
    }

    fn data_type(&mut self, property: &Property, name: Option<&str>, about: &str) -> (DataType, Option<Id>) {
        let classifier = property.type_id.as_deref().and_then(|id| self.uml.classifier(id));
        if let Some(classifier) = classifier.filter(|one| is_list(one) || !one.literals.is_empty()) {
            return (DataType::Code, self.lists.get(classifier.id.as_str()).cloned());
        }
        if property.vocabulary.is_some() {
            return (DataType::Code, None);
        }
        if property.is_end || property.is_id {
            return (DataType::Identifier, None);
        }
        let known = name.and_then(types::data_type);
        let data_type = match (classifier.map(|one| one.sort), known, name) {
            (Some(Sort::Class), None, Some(name)) => {
                self.made.leave(about, format!("its type is the class `{name}`; it became `identifier`, with the class as its source type"));
                DataType::Identifier
            }
            (_, Some(known), _) => known,
            (_, None, Some(name)) => {
                self.made.leave(about, format!("its type `{name}` has no like; it became `text`, with the type as its source type"));
                DataType::Text
            }
            (_, None, None) => {
                self.made.leave(about, "it has no type; it became `string`");
                DataType::String
            }
        };
        (data_type, None)
    }

    /// Ends that a class knows of and that the file does not give it as attributes, as XMI 1.x does not.
    fn ends_of(&mut self, classifier: &'a Classifier, ids: &mut Ids) -> Vec<Attribute> {
        let mut found = Vec::new();
        for association in &self.uml.associations {
            for (near, far, side) in [(&association.from, &association.to, "dst"), (&association.to, &association.from, "src")] {
                let Some(role) = far.role.as_deref().filter(|_| near.class == classifier.id && far.is_navigable) else { continue };
                if classifier.attributes.iter().any(|one| one.is_end && one.name == role) {
                    continue;
                }
                let association_name = association.name.as_deref().unwrap_or(role);
                self.made.leave(format!("association `{association_name}`"), format!("its role `{role}` became an attribute of `{}` too", classifier.name));
                let (least, most) = split(far.multiplicity.as_deref());
                let property = Property {
                    id: end_id(&association.id, side),
                    name: role.to_owned(),
                    type_id: Some(far.class.clone()),
                    least,
                    most,
                    is_end: true,
                    ..Property::default()
                };
                found.push(self.attribute(classifier, &property, ids));
            }
        }
        found
    }

    fn relations(&mut self) -> Vec<Relation> {
        let mut ids = Ids::default();
        let mut relations = Vec::new();
        for association in &self.uml.associations {
            relations.extend(self.association(association, &mut ids));
        }
        let mut up: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for one in &self.uml.generalizations {
            let about = format!("generalization of `{}`", self.uml.name_of(&one.child).unwrap_or(&one.child));
            if reaches(&one.parent, &one.child, &up) {
                self.made.leave(about, "it would make a class a kind of itself");
                continue;
            }
            up.entry(&one.child).or_default().push(&one.parent);
            let (Some(child), Some(parent)) = (self.reference(&one.child), self.reference(&one.parent)) else {
                self.made.leave(about, "one of its classes is not named");
                continue;
            };
            let end = |concept: ConceptRef| RelationEnd { concept, cardinality: None, role: None };
            relations.push(Relation {
                id: ids.give(&format!("{}-{}", child.concept, parent.concept), &one.id),
                kind: RelationKind::Generalization,
                from: end(child),
                to: end(parent),
                name: None,
                definition: None,
                mappings: identifier(&one.id).into_iter().map(exact).collect(),
            });
        }
        relations
    }

    fn association(&mut self, association: &Association, ids: &mut Ids) -> Option<Relation> {
        let Association { id, name, documentation, class, from, to } = association;
        let about = format!("association `{}`", name.as_deref().or(to.role.as_deref()).or(from.role.as_deref()).unwrap_or(id));
        // The whole goes first.
        let (from, to) = if to.whole.is_some() && from.whole.is_none() { (to, from) } else { (from, to) };
        let (Some(start), Some(goal)) = (self.reference(&from.class), self.reference(&to.class)) else {
            self.made.leave(about, "an end of it has no class");
            return None;
        };
        let mut kind = match from.whole {
            None => RelationKind::Association,
            Some(Whole::Shared) => RelationKind::Aggregation,
            Some(Whole::Composite) => RelationKind::Composition,
        };
        if from.whole.is_some() && to.whole.is_some() {
            self.made.leave(&about, "both of its ends are wholes; the first was kept as one");
        }
        let ends = [self.end(from, start.clone(), &about), self.end(to, goal.clone(), &about)];
        if kind == RelationKind::Composition && ends[0].cardinality.is_some_and(|many| many.most != Some(1)) {
            self.made.leave(&about, "it is a composition whose parts have many wholes; it became an aggregation");
            kind = RelationKind::Aggregation;
        }
        // What the association has of its own is a concept, to which the relation leads.
        let class = class.as_deref().and_then(|class| self.concepts.get(class));
        let class = class.map(|concept| format!("<concept:{}/{concept}>", self.given.id)).unwrap_or_default();
        let label = to.role.as_deref().or(name.as_deref()).unwrap_or(&goal.concept);
        let [from, to] = ends;
        Some(Relation {
            id: ids.give(&format!("{}-{}", start.concept, crate::import::ids::id(label)), id),
            kind,
            from,
            to,
            name: name.as_deref().and_then(|name| self.text(&words::label(name))),
            definition: self.text([words::note(documentation), class].join(" ").trim()),
            mappings: identifier(id).into_iter().map(exact).collect(),
        })
    }

    fn end(&mut self, end: &End, concept: ConceptRef, about: &str) -> RelationEnd {
        let written = end.multiplicity.as_deref();
        let cardinality = written.and_then(types::multiplicity);
        if let Some(written) = written.filter(|_| cardinality.is_none()) {
            self.made.leave(about, format!("the multiplicity {written} is none"));
        }
        RelationEnd { concept, cardinality, role: end.role.as_deref().and_then(|role| self.text(&words::label(role))) }
    }

    /// The concept of a class, in the model or in the one of what it only speaks of.
    fn reference(&mut self, id: &str) -> Option<ConceptRef> {
        let model = self.given.id.clone();
        if let Some(concept) = self.concepts.get(id) {
            return Some(ConceptRef { model, concept: concept.clone(), attribute: None });
        }
        if id.is_empty() {
            return None;
        }
        let model = self.referenced();
        if let Some((_, concept)) = self.strangers.iter().find(|(known, _)| known == id) {
            return Some(ConceptRef { model, concept: concept.id.clone(), attribute: None });
        }
        let name = self.uml.name_of(id);
        let label = name.unwrap_or(id);
        let concept = Concept {
            id: self.stranger_ids.give(label, id),
            name: Text::of(self.given.language, &label_or(label, id)),
            synonyms: Vec::new(),
            definition: None,
            note: None,
            source: None,
            mappings: identifier(id).into_iter().map(exact).collect(),
            attributes: Vec::new(),
            renamed_from: Vec::new(),
            deprecated: None,
        };
        let what = if self.uml.classifier(id).is_some() {
            "it is a type without parts"
        } else if name.is_some() {
            "the file speaks of it and does not hold it"
        } else {
            "the file speaks of it, does not hold it and does not name it"
        };
        self.made.leave(format!("class `{label}`"), format!("{what}; it is a concept of `{model}`"));
        let reference = ConceptRef { model, concept: concept.id.clone(), attribute: None };
        self.strangers.push((id.to_owned(), concept));
        Some(reference)
    }

    fn referenced(&self) -> Id {
        Id::from(format!("{}-referenced", self.given.id))
    }

    fn lists_of_codes(&mut self) {
        for classifier in &self.uml.classifiers {
            let Some(id) = self.lists.get(classifier.id.as_str()).cloned() else { continue };
            let mut seen = BTreeSet::new();
            let mut codes = Vec::new();
            for (code, name, documentation) in codes_of(classifier) {
                let code = sign(code);
                if !seen.insert(code.clone()) {
                    self.made.leave(format!("enumeration `{}`", classifier.name), format!("the literal `{code}` is there twice"));
                    continue;
                }
                codes.push(Code {
                    code: Id::from(code.as_str()),
                    name: Text::of(self.given.language, &label_or(name, &code)),
                    definition: self.text(&words::note(documentation)),
                    broader: None,
                    uri: None,
                    valid_from: None,
                    valid_to: None,
                    renamed_from: Vec::new(),
                    deprecated: None,
                });
            }
            let name = label_or(&classifier.name, &id);
            let list = CodeList {
                id,
                name: Text::of(self.given.language, &name),
                description: self.text(&words::note(&classifier.documentation)),
                lifecycle: life::life(self.given, &self.said),
                uri: classifier.vocabulary.clone().or_else(|| identifier(&classifier.id)),
                oid: None,
                codes,
            };
            self.made.lists.push(list);
        }
    }

    fn models(&mut self, concepts: Vec<Concept>, relations: Vec<Relation>) {
        let name = self.uml.name.clone().unwrap_or_else(|| self.given.file.name.clone());
        let life = life::life(self.given, &self.said);
        let description = self.text(&words::note(&self.uml.documentation));
        let model = |id: Id, name: &str, description: Option<Text>, concepts, relations| ConceptModel {
            id,
            name: Text::of(self.given.language, &words::label(name)),
            description,
            lifecycle: life.clone(),
            concepts,
            relations,
        };
        let mut models = vec![model(self.given.id.clone(), &name, description, concepts, relations)];
        if !self.strangers.is_empty() {
            let (title, about) = match self.given.language.code() {
                "fi" => (format!("{name}: viitatut käsitteet"), "Käsitteet, joihin malli viittaa mutta joita sen tiedosto ei määrittele."),
                "sv" => (format!("{name}: begrepp som det hänvisas till"), "Begrepp som modellen hänvisar till men som dess fil inte definierar."),
                _ => (format!("{name}: referenced concepts"), "Concepts that the model refers to and that its file does not define."),
            };
            let strangers = std::mem::take(&mut self.strangers).into_iter().map(|(_, concept)| concept).collect();
            models.push(model(self.referenced(), &title, Some(Text::of(self.given.language, about)), strangers, Vec::new()));
        }
        self.made.models.extend(models);
    }
}

/// Ids of classes in backticks become their names.
fn named(text: &str, uml: &Uml) -> String {
    let parts: Vec<&str> = text.split('`').map(|part| uml.name_of(part).unwrap_or(part)).collect();
    parts.join("`")
}

fn exact(uri: String) -> Mapping {
    Mapping { kind: MappingMatch::Exact, uri }
}

/// Whether going up from one class comes to another.
fn reaches(from: &str, to: &str, up: &BTreeMap<&str, Vec<&str>>) -> bool {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(at) = next.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            next.extend(up.get(at).into_iter().flatten());
        }
    }
    false
}

fn split(multiplicity: Option<&str>) -> (Option<String>, Option<String>) {
    match multiplicity.map(|text| text.split_once("..").unwrap_or((text, text))) {
        Some(("*", most)) => (Some("0".to_owned()), Some(most.to_owned())),
        Some((least, most)) => (Some(least.to_owned()), Some(most.to_owned())),
        None => (None, None),
    }
}

/// The id that Enterprise Architect gives the end of an association in XMI 2.x.
fn end_id(association: &str, side: &str) -> String {
    match association.strip_prefix("EAID_").and_then(|guid| guid.get(2..)) {
        Some(rest) => format!("EAID_{side}{rest}"),
        None => format!("{association}-{side}"),
    }
}

/// An id of a tool as an address: a GUID is one of its own.
pub fn identifier(id: &str) -> Option<String> {
    if life::is_identifier(id) {
        return Some(id.to_owned());
    }
    let bare = id.trim_start_matches("MX_").trim_start_matches("EAID_").trim_start_matches("EAPK_").trim_matches(['{', '}']).replace('_', "-").to_lowercase();
    let parts: Vec<&str> = bare.split('-').collect();
    let is_guid = parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12]) && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if is_guid {
        return Some(format!("urn:uuid:{bare}"));
    }
    let mut encoded = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    (!id.is_empty()).then(|| format!("urn:xmi:{encoded}"))
}

/// A name as a label; where nothing of it is left, the id of the thing.
fn label_or(name: &str, id: &str) -> String {
    let label = words::label(name);
    if label.is_empty() { id.to_owned() } else { label }
}
