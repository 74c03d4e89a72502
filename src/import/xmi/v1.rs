//! XMI 1.x: UML 1.3 as older tools write it, and Enterprise Architect still does where it is asked to.

use roxmltree::{Document, Node};

use super::node::{bare, child, children, get, is_true, name, value};
use super::uml::{Association, Attribute, Classifier, End, Generalization, Literal, Sort, Uml, Whole};

/// Tagged values that name the list that codes come from.
pub const VOCABULARY: [&str; 3] = ["vocabulary", "codeList", "defaultCodeSpace"];

/// Whether a tagged value names the list that codes come from.
pub fn is_vocabulary(key: &str, value: &str) -> bool {
    VOCABULARY.contains(&key) && crate::import::life::is_identifier(value)
}

/// Reads XMI 1.x.
pub fn read(document: &Document<'_>) -> Uml {
    let mut uml = Uml::default();
    let root = document.root_element();
    uml.exporter = root.descendants().find(|node| node.tag_name().name() == "XMI.exporter").and_then(|node| node.text()).map(str::to_owned);
    uml.newer(bare(root, "timestamp"));
    let content = root.children().find(|node| node.tag_name().name() == "XMI.content").unwrap_or(root);
    walk(content, &mut Vec::new(), &mut uml);
    for value in root.descendants().filter(|node| node.tag_name().name() == "TaggedValue") {
        outside(value, &mut uml);
    }
    for stub in root.descendants().filter(|node| node.tag_name().name() == "EAStub") {
        uml.stranger(get(stub, "id").unwrap_or_default(), &name(stub));
    }
    uml
}

fn walk(node: Node<'_, '_>, path: &mut Vec<String>, uml: &mut Uml) {
    for child in node.children().filter(Node::is_element) {
        let title = name(child);
        match child.tag_name().name() {
            "Package" => {
                if uml.name.is_none() {
                    uml.name = Some(title.clone()).filter(|title| !title.is_empty());
                    uml.version = tag(child, "version").map(str::to_owned);
                    uml.documentation = documentation(child);
                }
                path.push(title);
                walk(child, path, uml);
                path.pop();
            }
            "Class" | "Interface" => classifier(child, Sort::Class, path, uml),
            "AssociationClass" => {
                classifier(child, Sort::Class, path, uml);
                association(child, uml);
            }
            "DataType" | "Primitive" => classifier(child, Sort::Primitive, path, uml),
            "Enumeration" => classifier(child, Sort::Enumeration, path, uml),
            "Association" => association(child, uml),
            "Generalization" => generalization(child, uml),
            "Dependency" | "Usage" | "Abstraction" => {
                let label = if title.is_empty() { String::new() } else { format!(" `{title}`") };
                let client = bare(child, "client").or_else(|| idref_in(child, &["Dependency.client"])).unwrap_or("?");
                let supplier = bare(child, "supplier").or_else(|| idref_in(child, &["Dependency.supplier"])).unwrap_or("?");
                uml.leave(format!("{}{label}", child.tag_name().name()), format!("from `{client}` to `{supplier}`"));
            }
            "Comment" => comment(child, uml),
            "Diagram" => uml.leave(format!("diagram `{title}`"), "diagrams are drawn anew from the model"),
            "Stereotype" | "TaggedValue" | "ModelElement.taggedValue" | "ModelElement.stereotype" => {}
            "Actor" | "UseCase" | "Component" | "Node" | "Signal" | "Object" => {
                uml.stranger(get(child, "id").unwrap_or_default(), &title);
                uml.leave(format!("{} `{title}`", child.tag_name().name()), "an element of this kind has no place in a concept model");
            }
            _ => walk(child, path, uml),
        }
    }
}

/// A tagged value that stands apart from its class and names it: `<UML:TaggedValue tag="vocabulary" modelElement="…"/>`.
fn outside(node: Node<'_, '_>, uml: &mut Uml) {
    let (Some(of), Some(key), Some(value)) = (bare(node, "modelElement"), bare(node, "tag"), bare(node, "value")) else { return };
    let value = self::value(value);
    if matches!(value, "" | "false") {
        return;
    }
    let (about, vocabulary) = if let Some(classifier) = uml.classifiers.iter_mut().find(|one| one.id == of) {
        (format!("class `{}`", classifier.name), Some(&mut classifier.vocabulary))
    } else if let Some((class, attribute)) = uml.attribute(of) {
        (format!("attribute `{class}.{}`", attribute.name), Some(&mut attribute.vocabulary))
    } else {
        (format!("element `{of}`"), None)
    };
    match vocabulary {
        Some(vocabulary) if is_vocabulary(key, value) && vocabulary.is_none() => *vocabulary = Some(value.to_owned()),
        _ => uml.leave(about, format!("tagged value {key} = {value}")),
    }
}

/// Stereotypes of an element, by name or by the id of one that is written elsewhere.
fn stereotypes(node: Node<'_, '_>) -> Vec<String> {
    let named = |one: Node<'_, '_>| {
        let id = get(one, "idref").filter(|_| name(one).is_empty());
        let elsewhere = id.and_then(|id| {
            let all = one.document().root_element().descendants();
            all.filter(|other| other.tag_name().name() == "Stereotype").find(|other| get(*other, "id") == Some(id)).map(name)
        });
        elsewhere.unwrap_or_else(|| name(one))
    };
    within(node, "Stereotype").map(named).filter(|name| !name.is_empty()).collect()
}

fn comment(node: Node<'_, '_>, uml: &mut Uml) {
    let said = Some(documentation(node)).filter(|said| !said.is_empty()).unwrap_or_else(|| name(node));
    if !said.trim().is_empty() {
        uml.leave("note on a diagram", said);
    }
}

/// Elements that lie in an element by way of a wrapping of UML 1.x: `UML:Classifier.feature`.
fn within<'a, 'd: 'a>(node: Node<'a, 'd>, wanted: &'a str) -> impl Iterator<Item = Node<'a, 'd>> + 'a {
    node.children().filter(Node::is_element).flat_map(|part| part.children()).filter(move |part| part.tag_name().name() == wanted)
}

fn classifier(node: Node<'_, '_>, sort: Sort, path: &mut Vec<String>, uml: &mut Uml) {
    let title = name(node);
    let mut stereotypes = stereotypes(node);
    if let Some(stereotype) = tag(node, "stereotype").filter(|one| !one.is_empty() && stereotypes.iter().all(|known| !known.eq_ignore_ascii_case(one))) {
        stereotypes.push(stereotype.to_owned());
    }
    let mut classifier = Classifier {
        id: get(node, "id").unwrap_or_default().to_owned(),
        name: title.clone(),
        sort,
        stereotypes,
        documentation: documentation(node),
        packages: path.clone(),
        attributes: Vec::new(),
        literals: Vec::new(),
        is_abstract: is_true(node, "isAbstract"),
        vocabulary: vocabulary(node),
    };
    uml.newer(tag(node, "date_modified"));
    // Enterprise Architect writes its own bookkeeping there, and what people say outside.
    if tag(node, "ea_stype").is_none() {
        for (key, value) in
            tags(node).filter(|(key, value)| !value.is_empty() && !["documentation", "description", "stereotype"].contains(key) && !is_vocabulary(key, value))
        {
            uml.leave(format!("class `{title}`"), format!("tagged value {key} = {value}"));
        }
    }
    for part in within(node, "Attribute") {
        classifier.attributes.push(attribute(part, &title, uml));
    }
    for literal in within(node, "EnumerationLiteral") {
        classifier.literals.push(Literal { name: name(literal), value: None, documentation: documentation(literal) });
    }
    for literal in children(node, "Enumeration.literal").flat_map(|list| children(list, "EnumerationLiteral")) {
        if classifier.literals.iter().all(|known| known.name != name(literal)) {
            classifier.literals.push(Literal { name: name(literal), value: None, documentation: documentation(literal) });
        }
    }
    for operation in within(node, "Operation") {
        uml.leave(format!("class `{title}`"), format!("operation `{}`", name(operation)));
    }
    for constraint in within(node, "Constraint") {
        let what = bare(constraint, "description").map(str::to_owned).or_else(|| tag(constraint, "description").map(str::to_owned)).unwrap_or_default();
        uml.leave(format!("class `{title}`"), format!("constraint `{}` {what}", name(constraint)));
    }
    for generalization in within(node, "Generalization") {
        self::generalization(generalization, uml);
    }
    uml.classifiers.push(classifier);
    for owned in children(node, "Namespace.ownedElement") {
        walk(owned, path, uml);
    }
}

fn attribute(node: Node<'_, '_>, of: &str, uml: &mut Uml) -> Attribute {
    let label = name(node);
    let about = format!("attribute `{of}.{label}`");
    let type_id = idref_in(node, &["StructuralFeature.type", "Attribute.type"]).or_else(|| bare(node, "type")).map(str::to_owned);
    let type_name = tag(node, "type").filter(|name| !name.is_empty()).map(str::to_owned);
    if let (Some(id), Some(name)) = (&type_id, &type_name) {
        uml.stranger(id, name);
    }
    let initial = node.descendants().find(|part| part.tag_name().name() == "Expression").and_then(|part| bare(part, "body")).map(str::to_owned);
    for stereotype in stereotypes(node).into_iter().filter(|one| !one.eq_ignore_ascii_case("enum")) {
        uml.leave(&about, format!("stereotype {stereotype}"));
    }
    for (key, word) in [("derived", "1"), ("ordered", "1"), ("static", "1")] {
        if tag(node, key) == Some(word) {
            uml.leave(&about, format!("{key} = true"));
        }
    }
    let range = node.descendants().find(|part| part.tag_name().name() == "MultiplicityRange");
    Attribute {
        id: tag(node, "ea_guid").or_else(|| get(node, "id")).unwrap_or_default().to_owned(),
        name: label,
        type_id,
        type_name,
        least: tag(node, "lowerBound").or_else(|| range.and_then(|range| bare(range, "lower"))).map(str::to_owned),
        most: tag(node, "upperBound").or_else(|| range.and_then(|range| bare(range, "upper"))).map(str::to_owned),
        documentation: Some(tag(node, "description").unwrap_or_default().to_owned()).filter(|said| !said.is_empty()).unwrap_or_else(|| documentation(node)),
        is_end: false,
        is_id: false,
        initial,
        vocabulary: vocabulary(node),
    }
}

fn association(node: Node<'_, '_>, uml: &mut Uml) {
    let label = name(node);
    if let Some(kind) = tag(node, "ea_type").filter(|kind| !matches!(*kind, "Association" | "Aggregation" | "Composition")) {
        let end = |key: &str| tag(node, key).unwrap_or("?").to_owned();
        uml.leave(kind, format!("from `{}` to `{}`", end("ea_sourceName"), end("ea_targetName")));
        return;
    }
    let ends: Vec<Node<'_, '_>> = node.descendants().filter(|part| part.tag_name().name() == "AssociationEnd").collect();
    let [first, second] = ends.as_slice() else {
        uml.leave(format!("association `{label}`"), format!("it has {} ends, and an association has two", ends.len()));
        return;
    };
    for (end, key) in [(first, "ea_sourceName"), (second, "ea_targetName")] {
        uml.stranger(class_of(*end).unwrap_or_default(), tag(node, key).unwrap_or_default());
    }
    let (from, to) = (self::end(*first), self::end(*second));
    uml.associations.push(Association {
        id: get(node, "id").unwrap_or_default().to_owned(),
        name: Some(label).filter(|label| !label.is_empty()),
        documentation: documentation(node),
        class: if node.tag_name().name() == "AssociationClass" { get(node, "id") } else { tag(node, "associationclass") }.map(str::to_owned),
        from,
        to,
    });
}

fn class_of<'a>(end: Node<'a, '_>) -> Option<&'a str> {
    bare(end, "type").or_else(|| idref_in(end, &["AssociationEnd.participant", "AssociationEnd.type"]))
}

fn end(node: Node<'_, '_>) -> End {
    let range = node.descendants().find(|part| part.tag_name().name() == "MultiplicityRange");
    let ranged = range.and_then(|range| Some(format!("{}..{}", bare(range, "lower")?, bare(range, "upper")?)));
    End {
        class: class_of(node).unwrap_or_default().to_owned(),
        role: Some(name(node)).filter(|role| !role.is_empty()),
        multiplicity: bare(node, "multiplicity").map(str::to_owned).or(ranged),
        whole: match bare(node, "aggregation") {
            Some("composite") => Some(Whole::Composite),
            Some("shared" | "aggregate") => Some(Whole::Shared),
            _ => None,
        },
        is_navigable: is_true(node, "isNavigable"),
    }
}

fn generalization(node: Node<'_, '_>, uml: &mut Uml) {
    let end = |key: &str, long: &str| {
        bare(node, key).or_else(|| child(node, long).and_then(|end| end.descendants().find_map(|part| get(part, "idref")))).unwrap_or_default().to_owned()
    };
    let (first, second) = (end("subtype", "Generalization.child"), end("supertype", "Generalization.parent"));
    let (first, second) = (
        if first.is_empty() { end("child", "Generalization.subtype") } else { first },
        if second.is_empty() { end("parent", "Generalization.supertype") } else { second },
    );
    if first.is_empty() || second.is_empty() {
        return;
    }
    uml.stranger(&first, tag(node, "ea_sourceName").unwrap_or_default());
    uml.stranger(&second, tag(node, "ea_targetName").unwrap_or_default());
    uml.generalizations.push(Generalization { id: get(node, "id").unwrap_or_default().to_owned(), child: first, parent: second });
}

/// What an element points to by way of a wrapping of one of these names: by id, or by the address of another file.
fn idref_in<'a, 'd: 'a>(node: Node<'a, 'd>, wrappings: &[&str]) -> Option<&'a str> {
    let wrapping = node.children().find(|part| wrappings.contains(&part.tag_name().name()))?;
    wrapping.descendants().find_map(|part| get(part, "idref").or_else(|| bare(part, "href")))
}

/// The list that the codes of an element come from.
fn vocabulary(node: Node<'_, '_>) -> Option<String> {
    VOCABULARY.iter().filter_map(|key| tag(node, key)).find(|value| crate::import::life::is_identifier(value)).map(str::to_owned)
}

/// A tagged value of an element.
fn tag<'a, 'd: 'a>(node: Node<'a, 'd>, key: &str) -> Option<&'a str> {
    tags(node).find(|(known, _)| *known == key).map(|(_, value)| value)
}

/// The tagged values of an element: both words as attributes, or in elements of their own where the tag is defined elsewhere.
fn tags<'a, 'd: 'a>(node: Node<'a, 'd>) -> impl Iterator<Item = (&'a str, &'a str)> {
    within(node, "TaggedValue").map(|one| {
        let said = bare(one, "value").or_else(|| child(one, "TaggedValue.dataValue").and_then(|part| part.text()));
        (bare(one, "tag").or_else(|| defined(one)).unwrap_or("?"), value(said.unwrap_or_default()))
    })
}

/// The name of the tag of a value that points to its definition.
fn defined<'a>(value: Node<'a, '_>) -> Option<&'a str> {
    let definition = child(value, "TaggedValue.type").and_then(|part| part.first_element_child())?;
    if let Some(id) = get(definition, "idref") {
        let mut all = value.document().root_element().descendants().filter(|other| other.tag_name().name() == "TagDefinition");
        return all.find(|other| get(*other, "id") == Some(id)).and_then(|other| bare(other, "name"));
    }
    // ArgoUML keeps its own tags in a file beside its program; this one is that of all documentation.
    bare(definition, "href").map(|address| if address.ends_with(":000000000000087C") { "documentation" } else { address })
}

fn documentation(node: Node<'_, '_>) -> String {
    tag(node, "documentation").or_else(|| tag(node, "description")).unwrap_or_default().to_owned()
}
