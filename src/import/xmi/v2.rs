//! XMI 2.x: `packagedElement`, and what Enterprise Architect adds in its extension.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::node::{bare, child, children, get, is_true, kind, name, value};
use super::uml::{Association, Attribute, Classifier, End, Generalization, Literal, Sort, Uml, Whole};
use super::v1::is_vocabulary;

/// Reads XMI 2.x.
pub fn read(document: &Document<'_>) -> Uml {
    let mut reader = Reader { uml: Uml::default(), properties: BTreeMap::new(), owners: BTreeMap::new(), associations: Vec::new() };
    let root = document.root_element();
    reader.uml.exporter = root.children().find(|node| node.tag_name().name() == "Documentation").and_then(|node| get(node, "exporter")).map(str::to_owned);
    let models = if matches!(root.tag_name().name(), "Model" | "Package") { vec![root] } else { root.children().filter(|node| is_model(*node)).collect() };
    for model in models {
        reader.package(model, &mut Vec::new());
    }
    reader.applied_stereotypes(root);
    for extension in root.children().filter(|node| node.tag_name().name() == "Extension") {
        reader.extension(extension);
    }
    reader.associations();
    reader.uml
}

fn is_model(node: Node<'_, '_>) -> bool {
    node.is_element() && (matches!(node.tag_name().name(), "Model" | "Package") || matches!(kind(node), "Model" | "Package"))
}

struct Reader<'a, 'd> {
    uml: Uml,
    /// Properties that can be ends of associations, by id.
    properties: BTreeMap<&'a str, Node<'a, 'd>>,
    /// The classifier that owns a property, by the property's id.
    owners: BTreeMap<&'a str, &'a str>,
    associations: Vec<Node<'a, 'd>>,
}

impl<'a, 'd: 'a> Reader<'a, 'd> {
    fn package(&mut self, package: Node<'a, 'd>, path: &mut Vec<String>) {
        let own = name(package);
        // The outermost model of a tool is a wrapping, and its packages are the content.
        let packages = children(package, "packagedElement").filter(|child| kind(*child) == "Package").count();
        let is_wrapping = package.tag_name().name() == "Model" && packages > 0;
        // Of several packages none has the model's name, but for the names that tools give.
        if is_wrapping && packages > 1 && self.uml.name.is_none() && !matches!(own.as_str(), "" | "EA_Model" | "Model" | "Data") {
            self.uml.name = Some(own.clone());
        }
        if !is_wrapping {
            if self.uml.name.is_none() {
                self.uml.name = Some(own.clone()).filter(|name| !name.is_empty());
                self.uml.documentation = comments(package);
            }
            path.push(own);
        }
        for node in package.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "packagedElement" | "ownedMember" | "nestedClassifier" | "ownedType" => self.element(node, path),
                "ownedComment" if is_wrapping || annotates_other(node, package) => self.comment(node),
                "ownedRule" | "packageMerge" | "elementImport" => {
                    self.uml.leave(format!("package {}", Mark(name(package))), format!("{} {}", node.tag_name().name(), Mark(name(node))));
                }
                _ => {}
            }
        }
        if !is_wrapping {
            path.pop();
        }
    }

    fn element(&mut self, node: Node<'a, 'd>, path: &mut Vec<String>) {
        match kind(node) {
            "Package" | "Model" => self.package(node, path),
            "Class" | "Interface" | "Component" => self.classifier(node, Sort::Class, path),
            "AssociationClass" => {
                self.classifier(node, Sort::Class, path);
                self.associations.push(node);
            }
            "DataType" => self.classifier(node, Sort::DataType, path),
            "Enumeration" => self.classifier(node, Sort::Enumeration, path),
            "PrimitiveType" => self.classifier(node, Sort::Primitive, path),
            "Association" | "CommunicationPath" => self.associations.push(node),
            "Usage" | "Dependency" | "Realization" | "InterfaceRealization" | "Abstraction" | "InformationFlow" | "Substitution" => self.dependency(node),
            // Profiles say how to read the rest, and nothing of the model's own.
            "Stereotype" | "Extension" | "Profile" | "ProfileApplication" => {}
            other => {
                self.uml.stranger(get(node, "id").unwrap_or_default(), &name(node));
                self.uml.leave(format!("{other} `{}`", name(node)), "an element of this kind has no place in a concept model");
            }
        }
    }

    fn dependency(&mut self, node: Node<'a, 'd>) {
        let end = |key: &str| bare(node, key).or_else(|| child(node, key).and_then(|end| get(end, "idref"))).unwrap_or_default().to_owned();
        let label = name(node);
        let label = if label.is_empty() { String::new() } else { format!(" `{label}`") };
        self.uml.leave(format!("{}{label}", kind(node)), format!("from {} to {}", Mark(end("client")), Mark(end("supplier"))));
    }

    fn comment(&mut self, node: Node<'a, 'd>) {
        let body = body(node);
        if !body.trim().is_empty() {
            self.uml.leave("note on a diagram", body);
        }
    }

    fn classifier(&mut self, node: Node<'a, 'd>, sort: Sort, path: &mut Vec<String>) {
        let id = get(node, "id").unwrap_or_default();
        let mut classifier = Classifier {
            id: id.to_owned(),
            name: name(node),
            sort,
            stereotypes: bare(node, "stereotype").map(str::to_owned).into_iter().collect(),
            documentation: comments(node),
            packages: path.clone(),
            attributes: Vec::new(),
            literals: Vec::new(),
            is_abstract: is_true(node, "isAbstract"),
            vocabulary: None,
        };
        let title = classifier.name.clone();
        for part in node.children().filter(Node::is_element) {
            match part.tag_name().name() {
                "ownedAttribute" => {
                    self.property(part, id);
                    classifier.attributes.push(self.attribute(part, &title));
                }
                "ownedEnd" => self.property(part, ""),
                "ownedLiteral" => classifier.literals.push(Literal {
                    name: name(part),
                    value: child(part, "specification")
                        .and_then(|value| bare(value, "value"))
                        .or_else(|| child(part, "defaultValue").and_then(|value| bare(value, "value")))
                        .map(str::to_owned),
                    documentation: comments(part),
                }),
                "generalization" => {
                    let parent =
                        bare(part, "general").or_else(|| child(part, "general").and_then(|general| get(general, "idref").or_else(|| bare(general, "href"))));
                    if let Some(parent) = parent {
                        self.stranger_of(child(part, "general"), parent);
                        self.uml.generalizations.push(Generalization {
                            id: get(part, "id").unwrap_or_default().to_owned(),
                            child: id.to_owned(),
                            parent: parent.to_owned(),
                        });
                    }
                }
                "ownedOperation" => self.uml.leave(format!("class `{title}`"), format!("operation `{}`", name(part))),
                "ownedRule" => {
                    let rule = child(part, "specification")
                        .and_then(|rule| bare(rule, "body").map(str::to_owned).or_else(|| child(rule, "body").and_then(|body| body.text()).map(str::to_owned)));
                    self.uml.leave(format!("class `{title}`"), format!("constraint {} {}", Mark(name(part)), rule.unwrap_or_default()));
                }
                "nestedClassifier" => self.element(part, path),
                "interfaceRealization" => self.dependency(part),
                other => {
                    // Elements of the model have a type; the tool's own ones do not.
                    if !kind(part).is_empty() && !matches!(other, "ownedComment" | "memberEnd" | "navigableOwnedEnd" | "eAnnotations") {
                        self.uml.leave(format!("class `{title}`"), format!("{other} {}", Mark(name(part))));
                    }
                }
            }
        }
        self.uml.classifiers.push(classifier);
    }

    fn property(&mut self, node: Node<'a, 'd>, owner: &'a str) {
        if let Some(id) = get(node, "id") {
            self.properties.insert(id, node);
            if !owner.is_empty() {
                self.owners.insert(id, owner);
            }
        }
    }

    /// Remembers the name of a thing elsewhere that is pointed to by an address: `…uml.xml#Integer`.
    fn stranger_of(&mut self, node: Option<Node<'_, '_>>, id: &str) {
        if node.is_some_and(|node| bare(node, "href").is_some()) || id.contains('#') {
            let named = node.and_then(referred);
            self.uml.stranger(id, named.as_deref().unwrap_or_else(|| id.rsplit(['#', '/']).next().unwrap_or(id)));
        }
    }

    fn attribute(&mut self, node: Node<'a, 'd>, of: &str) -> Attribute {
        let type_id = type_of(node);
        if let Some(id) = &type_id {
            self.stranger_of(child(node, "type"), id);
        }
        let label = name(node);
        let initial = child(node, "defaultValue").and_then(|value| bare(value, "value").or_else(|| bare(value, "body"))).map(str::to_owned);
        for qualifier in children(node, "qualifier") {
            self.uml.leave(format!("attribute `{of}.{label}`"), format!("qualifier `{}`", name(qualifier)));
        }
        for flag in ["isDerived", "isOrdered", "isReadOnly", "isStatic"] {
            if is_true(node, flag) {
                self.uml.leave(format!("attribute `{of}.{label}`"), format!("{flag} = true"));
            }
        }
        let (least, most) = bounds(node);
        Attribute {
            id: get(node, "id").unwrap_or_default().to_owned(),
            name: label,
            type_id,
            type_name: None,
            least,
            most,
            documentation: comments(node),
            is_end: bare(node, "association").is_some(),
            is_id: is_true(node, "isID"),
            initial,
            vocabulary: None,
        }
    }

    /// Stereotypes that are applied beside the model: `<GML:CodeList base_Class="…" vocabulary="…"/>`.
    fn applied_stereotypes(&mut self, root: Node<'a, 'd>) {
        for node in root.descendants().filter(Node::is_element) {
            let Some(base) = node.attributes().find(|one| one.name().starts_with("base_")) else { continue };
            let stereotype = node.tag_name().name();
            let values: Vec<(&str, &str)> =
                node.attributes().filter(|one| !one.name().starts_with("base_") && one.namespace().is_none()).map(|one| (one.name(), one.value())).collect();
            let Some(at) = self.uml.classifiers.iter().position(|one| one.id == base.value()) else {
                self.applied_elsewhere(base.value(), stereotype, &values);
                continue;
            };
            let classifier = &mut self.uml.classifiers[at];
            let is_value = values.iter().any(|(key, _)| *key == stereotype);
            if !is_value
                && !classifier.stereotypes.iter().any(|known| known.eq_ignore_ascii_case(stereotype))
                && (stereotype != "FeatureType" || classifier.stereotypes.is_empty())
            {
                classifier.stereotypes.push(stereotype.to_owned());
            }
            let about = format!("class `{}`", classifier.name);
            for (key, value) in values {
                if is_vocabulary(key, value) {
                    classifier.vocabulary = Some(value.to_owned());
                } else if !matches!(value, "" | "false") && key != "id" && !key.starts_with("__") {
                    self.uml.rest.push((about.clone(), format!("tagged value {key} = {value}")));
                }
            }
        }
    }

    /// A stereotype of an attribute, an association or a package: only the list of an attribute's codes has a place.
    fn applied_elsewhere(&mut self, id: &str, stereotype: &str, values: &[(&str, &str)]) {
        let association = self.associations.iter().find(|one| get(**one, "id") == Some(id)).map(|one| format!("association {}", Mark(name(*one))));
        let property = self.properties.get(id).map(|one| format!("attribute `{}.{}`", self.owners.get(id).copied().unwrap_or_default(), name(*one)));
        let found = self.uml.attribute(id);
        let about = found.as_ref().map(|(class, one)| format!("attribute `{class}.{}`", one.name)).or(association).or(property);
        let about = about.unwrap_or_else(|| format!("element `{id}`"));
        let mut rest = vec![format!("stereotype {stereotype}")];
        let mut attribute = found.map(|(_, attribute)| attribute);
        for (key, value) in values.iter().filter(|(key, value)| !matches!(*value, "" | "false") && *key != "id" && !key.starts_with("__")) {
            match &mut attribute {
                Some(attribute) if is_vocabulary(key, value) => attribute.vocabulary = Some((*value).to_owned()),
                _ => rest.push(format!("tagged value {key} = {value}")),
            }
        }
        self.uml.rest.extend(rest.into_iter().map(|what| (about.clone(), what)));
    }

    fn extension(&mut self, extension: Node<'a, 'd>) {
        for element in extension.descendants().filter(|node| node.tag_name().name() == "element" && get(*node, "idref").is_some()) {
            self.extended(element);
        }
        for connector in extension.descendants().filter(|node| node.tag_name().name() == "connector") {
            for end in ["source", "target"].into_iter().filter_map(|end| child(connector, end)) {
                let known = child(end, "model").map(name).unwrap_or_default();
                self.uml.stranger(get(end, "idref").unwrap_or_default(), &known);
            }
        }
        self.own_hierarchy(extension);
        let diagrams = extension.descendants().filter(|node| node.tag_name().name() == "diagram" && get(*node, "id").is_some());
        for diagram in diagrams {
            let title = child(diagram, "properties").map(name).unwrap_or_default();
            self.uml.leave(format!("diagram `{title}`"), "diagrams are drawn anew from the model");
        }
    }

    /// Generalisations among the tool's own types and the stereotypes of its profiles.
    fn own_hierarchy(&mut self, extension: Node<'a, 'd>) {
        let named: BTreeMap<&str, String> = extension.descendants().filter_map(|node| Some((get(node, "id")?, name(node)))).collect();
        for node in extension.descendants().filter(|node| node.tag_name().name() == "generalization") {
            let child_id = node.parent().and_then(|owner| get(owner, "id")).unwrap_or_default();
            let general = child(node, "general");
            let parent_id =
                bare(node, "general").or_else(|| general.and_then(|general| get(general, "idref").or_else(|| bare(general, "href")))).unwrap_or_default();
            if child_id.is_empty() || parent_id.is_empty() {
                continue;
            }
            for id in [child_id, parent_id] {
                match named.get(id).filter(|name| !name.is_empty()) {
                    Some(name) => self.uml.stranger(id, name),
                    None => self.uml.stranger(id, id.rsplit(['#', '/']).next().unwrap_or(id)),
                }
            }
            let id = get(node, "id").unwrap_or_default().to_owned();
            self.uml.generalizations.push(Generalization { id, child: child_id.to_owned(), parent: parent_id.to_owned() });
        }
    }

    /// What Enterprise Architect says of an element beside the model.
    fn extended(&mut self, element: Node<'a, 'd>) {
        let id = get(element, "idref").unwrap_or_default();
        let properties = child(element, "properties");
        let documentation = properties.and_then(|node| bare(node, "documentation")).unwrap_or_default();
        let project = child(element, "project");
        self.uml.newer(project.and_then(|node| bare(node, "modified")));
        self.uml.newer(child(element, "times").and_then(|node| bare(node, "lastsavedate").or_else(|| bare(node, "modified"))));
        if kind(element) == "Package" && self.uml.name.as_deref() == Some(&name(element)) {
            self.uml.version = project.and_then(|node| bare(node, "version")).map(str::to_owned);
            if self.uml.documentation.is_empty() {
                documentation.clone_into(&mut self.uml.documentation);
            }
        }
        let Some(at) = self.uml.classifiers.iter().position(|one| one.id == id) else { return };
        let title = self.uml.classifiers[at].name.clone();
        let mut rest = Vec::new();
        {
            let classifier = &mut self.uml.classifiers[at];
            if classifier.documentation.is_empty() {
                documentation.clone_into(&mut classifier.documentation);
            }
            let stereotype = properties.and_then(|node| bare(node, "stereotype"));
            if let Some(stereotype) = stereotype.filter(|one| !classifier.stereotypes.iter().any(|known| known.eq_ignore_ascii_case(one))) {
                classifier.stereotypes.insert(0, stereotype.to_owned());
            }
            for (key, value) in tags(element) {
                if is_vocabulary(key, value) {
                    classifier.vocabulary = Some(value.to_owned());
                } else if !matches!(value, "" | "false") {
                    rest.push((format!("class `{title}`"), format!("tagged value {key} = {value}")));
                }
            }
        }
        if let Some(status) = project.and_then(|node| bare(node, "status")).filter(|status| *status != "Proposed") {
            rest.push((format!("class `{title}`"), format!("status {status}")));
        }
        for attribute in child(element, "attributes").into_iter().flat_map(|list| children(list, "attribute").collect::<Vec<_>>()) {
            self.extended_attribute(at, attribute, &title, &mut rest);
        }
        for constraint in child(element, "constraints").into_iter().flat_map(|list| children(list, "constraint").collect::<Vec<_>>()) {
            let what = bare(constraint, "description").or_else(|| bare(constraint, "name")).unwrap_or_default();
            rest.push((format!("class `{title}`"), format!("constraint {} {what}", Mark(name(constraint)))));
        }
        for item in rest {
            if !self.uml.rest.contains(&item) {
                self.uml.rest.push(item);
            }
        }
    }

    fn extended_attribute(&mut self, at: usize, node: Node<'a, 'd>, title: &str, rest: &mut Vec<(String, String)>) {
        let id = get(node, "idref").unwrap_or_default();
        let said = child(node, "documentation").and_then(|node| bare(node, "value")).unwrap_or_default();
        let type_name = child(node, "properties").and_then(|node| bare(node, "type"));
        if let Some(literal) = self.uml.classifiers[at].literals.iter_mut().find(|literal| literal.name == name(node)) {
            if literal.documentation.is_empty() {
                said.clone_into(&mut literal.documentation);
            }
            return;
        }
        let Some(attribute) = self.uml.classifiers[at].attributes.iter_mut().find(|one| one.id == id) else { return };
        if attribute.documentation.is_empty() {
            said.clone_into(&mut attribute.documentation);
        }
        attribute.type_name = type_name.map(str::to_owned);
        let about = format!("attribute `{title}.{}`", attribute.name);
        for (key, value) in tags(node).filter(|(_, value)| !matches!(*value, "" | "false")) {
            if is_vocabulary(key, value) && attribute.vocabulary.is_none() {
                attribute.vocabulary = Some(value.to_owned());
                continue;
            }
            rest.push((about.clone(), format!("tagged value {key} = {value}")));
        }
        if let Some(stereotype) = child(node, "stereotype").and_then(|node| bare(node, "stereotype")) {
            rest.push((about.clone(), format!("stereotype {stereotype}")));
        }
    }

    fn associations(&mut self) {
        for node in std::mem::take(&mut self.associations) {
            let ids: Vec<&str> = match bare(node, "memberEnd") {
                Some(ends) => ends.split_whitespace().collect(),
                None => children(node, "memberEnd").filter_map(|end| get(end, "idref")).collect(),
            };
            let own: Vec<Node<'a, 'd>> = children(node, "ownedEnd").collect();
            for end in &own {
                self.property(*end, "");
            }
            // Where an association does not name its ends, they are those that it holds.
            let ids = if ids.is_empty() { own.iter().filter_map(|end| get(*end, "id")).collect() } else { ids };
            let ends: Vec<Node<'a, 'd>> = ids.iter().filter_map(|id| self.properties.get(id).copied()).collect();
            let label = name(node);
            let [first, second] = ends.as_slice() else {
                self.uml.leave(format!("association {}", Mark(label)), format!("it has {} ends that could be read, and an association has two", ends.len()));
                continue;
            };
            let (from, to) = if starts_second(*first, *second, &self.owners) { (*second, *first) } else { (*first, *second) };
            let (mut start, mut goal) = (self.end(from), self.end(to));
            // In UML a property says of itself that the owner of the property is the whole.
            start.whole = whole(to);
            goal.whole = whole(from);
            self.uml.associations.push(Association {
                id: get(node, "id").unwrap_or_default().to_owned(),
                name: Some(label).filter(|label| !label.is_empty()),
                documentation: comments(node),
                class: (kind(node) == "AssociationClass").then(|| get(node, "id").unwrap_or_default().to_owned()),
                from: start,
                to: goal,
            });
        }
    }

    fn end(&mut self, node: Node<'a, 'd>) -> End {
        let class = type_of(node).unwrap_or_default();
        self.stranger_of(child(node, "type"), &class);
        let (least, most) = bounds(node);
        End {
            class,
            role: Some(name(node)).filter(|role| !role.is_empty()),
            multiplicity: (least.is_some() || most.is_some()).then(|| {
                // Of a multiplicity that is there, what is not said is one.
                let least = least.unwrap_or_else(|| "1".to_owned());
                format!("{least}..{}", most.unwrap_or_else(|| least.clone()))
            }),
            whole: None,
            is_navigable: get(node, "id").is_some_and(|id| self.owners.contains_key(id)),
        }
    }
}

/// Whether an association starts at the second of two ends: where the tool says so, or where only the first is navigable.
fn starts_second(first: Node<'_, '_>, second: Node<'_, '_>, owners: &BTreeMap<&str, &str>) -> bool {
    let id = |node: Node<'_, '_>| get(node, "id").unwrap_or_default().to_owned();
    let (one, other) = (id(first), id(second));
    if one.starts_with("EAID_src") || other.starts_with("EAID_dst") {
        return false;
    }
    if one.starts_with("EAID_dst") || other.starts_with("EAID_src") {
        return true;
    }
    owners.contains_key(one.as_str()) && !owners.contains_key(other.as_str())
}

fn whole(node: Node<'_, '_>) -> Option<Whole> {
    match bare(node, "aggregation")? {
        "composite" => Some(Whole::Composite),
        "shared" | "aggregate" => Some(Whole::Shared),
        _ => None,
    }
}

fn type_of(node: Node<'_, '_>) -> Option<String> {
    let element = child(node, "type");
    let found = bare(node, "type").or_else(|| element.and_then(|node| get(node, "idref").or_else(|| bare(node, "href"))));
    found.map(str::to_owned)
}

/// The bounds of a multiplicity: an absent value of UML is one, or zero where only the literal is there.
fn bounds(node: Node<'_, '_>) -> (Option<String>, Option<String>) {
    let value = |key: &str, attribute: &str| {
        let element = child(node, key).map(|literal| bare(literal, "value").unwrap_or("0").to_owned());
        element.or_else(|| bare(node, attribute).map(str::to_owned))
    };
    (value("lowerValue", "lower"), value("upperValue", "upper"))
}

/// The name that a tool gives beside the address of a thing in another file: `…::PrimitiveTypes::String`.
fn referred(node: Node<'_, '_>) -> Option<String> {
    let extension = node.descendants().find(|part| part.tag_name().name() == "referenceExtension")?;
    let path = bare(extension, "referentPath")?;
    path.rsplit("::").next().filter(|name| !name.is_empty()).map(str::to_owned)
}

fn body(node: Node<'_, '_>) -> String {
    let inner = child(node, "body").and_then(|body| body.text()).map(str::to_owned);
    bare(node, "body").map(str::to_owned).or(inner).unwrap_or_default()
}

/// What the comments inside an element say of it.
fn comments(node: Node<'_, '_>) -> String {
    children(node, "ownedComment").filter(|comment| !annotates_other(*comment, node)).map(body).collect::<Vec<_>>().join("\n")
}

/// Whether a comment is tied to something else than what it stands in.
fn annotates_other(comment: Node<'_, '_>, owner: Node<'_, '_>) -> bool {
    let id = get(owner, "id").unwrap_or_default();
    let tied = bare(comment, "annotatedElement")
        .map(str::to_owned)
        .or_else(|| child(comment, "annotatedElement").and_then(|node| get(node, "idref")).map(str::to_owned));
    tied.is_some_and(|tied| tied != id) || (matches!(kind(owner), "Package" | "Model") && !comment.has_attribute("annotatedElement"))
}

/// Tagged values of Enterprise Architect, without the notes it puts behind them.
fn tags<'a, 'd: 'a>(node: Node<'a, 'd>) -> impl Iterator<Item = (&'a str, &'a str)> {
    let list = child(node, "tags").into_iter().flat_map(|list| children(list, "tag").collect::<Vec<_>>());
    list.filter_map(|tag| Some((bare(tag, "name")?, value(bare(tag, "value").unwrap_or_default()))))
}

/// A name in backticks; nothing for none.
struct Mark(String);

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_empty() { f.write_str("without a name") } else { write!(f, "`{}`", self.0) }
    }
}
