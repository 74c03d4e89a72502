//! What a UML model says, whichever serialisation said it.

use crate::model::Date;

/// A UML model.
#[derive(Debug, Default)]
pub struct Uml {
    /// The name of its outermost package.
    pub name: Option<String>,
    /// The version of that package.
    pub version: Option<String>,
    /// What is said of that package.
    pub documentation: String,
    /// The newest day that any element was changed.
    pub date: Option<Date>,
    /// The tool that wrote it.
    pub exporter: Option<String>,
    /// Classes, data types and enumerations, in the order of the file.
    pub classifiers: Vec<Classifier>,
    /// Associations.
    pub associations: Vec<Association>,
    /// Generalisations.
    pub generalizations: Vec<Generalization>,
    /// Names of things that are spoken of and not in the file, by their id.
    pub strangers: Vec<(String, String)>,
    /// What has no place in a concept model: what it is about, and what it is.
    pub rest: Vec<(String, String)>,
}

/// What sort of classifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A class, an interface, or the class of an association.
    Class,
    /// A data type with parts of its own.
    DataType,
    /// A list of literals.
    Enumeration,
    /// A type without parts.
    Primitive,
}

/// A class, data type or enumeration.
#[derive(Debug)]
pub struct Classifier {
    /// Its id in the file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What sort.
    pub sort: Sort,
    /// Its stereotypes.
    pub stereotypes: Vec<String>,
    /// What is said of it, perhaps in HTML.
    pub documentation: String,
    /// Packages it lies in, the outermost first.
    pub packages: Vec<String>,
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// Its literals.
    pub literals: Vec<Literal>,
    /// Whether nothing is of it alone.
    pub is_abstract: bool,
    /// The list that its codes come from.
    pub vocabulary: Option<String>,
}

/// An attribute.
#[derive(Debug, Default)]
pub struct Attribute {
    /// Its id in the file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The id of its type.
    pub type_id: Option<String>,
    /// The name of its type.
    pub type_name: Option<String>,
    /// At least.
    pub least: Option<String>,
    /// At most.
    pub most: Option<String>,
    /// What is said of it, perhaps in HTML.
    pub documentation: String,
    /// Whether it is the end of an association.
    pub is_end: bool,
    /// Whether it tells things of its class apart.
    pub is_id: bool,
    /// The value it has at first; the sign of a code, where it is one.
    pub initial: Option<String>,
    /// The list that its codes come from.
    pub vocabulary: Option<String>,
}

/// A literal of an enumeration.
#[derive(Debug)]
pub struct Literal {
    /// Its name.
    pub name: String,
    /// Its sign, where it is not its name.
    pub value: Option<String>,
    /// What is said of it.
    pub documentation: String,
}

/// One end of an association.
#[derive(Debug, Default, Clone)]
pub struct End {
    /// The id of the class there.
    pub class: String,
    /// The part it plays.
    pub role: Option<String>,
    /// How many, in one text.
    pub multiplicity: Option<String>,
    /// What this end is to the other: `composite`, `shared`, or nothing.
    pub whole: Option<Whole>,
    /// Whether the other end knows of it.
    pub is_navigable: bool,
}

/// How a whole has its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// The parts are nowhere else.
    Composite,
    /// The parts may be elsewhere too.
    Shared,
}

/// An association.
#[derive(Debug)]
pub struct Association {
    /// Its id in the file.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// What is said of it.
    pub documentation: String,
    /// The id of the class that it is besides: what it has of its own.
    pub class: Option<String>,
    /// The end it starts from.
    pub from: End,
    /// The end it goes to.
    pub to: End,
}

/// A generalisation.
#[derive(Debug)]
pub struct Generalization {
    /// Its id in the file.
    pub id: String,
    /// The id of the special one.
    pub child: String,
    /// The id of the general one.
    pub parent: String,
}

impl Uml {
    /// Lists something that has no place.
    pub fn leave(&mut self, about: impl Into<String>, what: impl Into<String>) {
        self.rest.push((about.into(), what.into()));
    }

    /// A classifier by its id.
    pub fn classifier(&self, id: &str) -> Option<&Classifier> {
        self.classifiers.iter().find(|one| one.id == id)
    }

    /// The name of anything by its id.
    pub fn name_of(&self, id: &str) -> Option<&str> {
        let own = self.classifier(id).map(|one| one.name.as_str());
        own.or_else(|| self.strangers.iter().find(|(known, _)| known == id).map(|(_, name)| name.as_str())).filter(|name| !name.is_empty())
    }

    /// Names a thing that is not in the file; the first name holds.
    pub fn stranger(&mut self, id: &str, name: &str) {
        if !id.is_empty() && !name.is_empty() && self.strangers.iter().all(|(known, _)| known != id) {
            self.strangers.push((id.to_owned(), name.to_owned()));
        }
    }

    /// An attribute by its id, however its GUID is written, with the name of its class.
    pub fn attribute(&mut self, id: &str) -> Option<(&str, &mut Attribute)> {
        let is_it = |attribute: &Attribute| !attribute.id.is_empty() && (attribute.id == id || signs(&attribute.id).eq(signs(id)));
        self.classifiers.iter_mut().find_map(|one| {
            let name = one.name.as_str();
            one.attributes.iter_mut().find(|attribute| is_it(attribute)).map(|attribute| (name, attribute))
        })
    }

    /// Notes the newest day.
    pub fn newer(&mut self, text: Option<&str>) {
        self.date = self.date.max(text.and_then(crate::import::life::day));
    }
}

/// What tells ids apart: `{2DE58D5C-…}` is `EAID_2DE58D5C_…`.
fn signs(id: &str) -> impl Iterator<Item = u8> {
    id.trim_start_matches("EAID_").bytes().filter(u8::is_ascii_alphanumeric).map(|sign| sign.to_ascii_lowercase())
}
