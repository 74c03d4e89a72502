//! RDF as statements by subject: read from Turtle, RDF/XML or JSON-LD, and taken from until nothing is left.
//!
//! **The order of a file says nothing.** Statements are kept by their addresses and words, and nameless things are
//! told apart by what is said of them ([`nameless`](super::nameless)), so that one vocabulary is one import however it was written.

use std::collections::BTreeMap;

use oxrdf::{NamedOrBlankNode, Term, Triple};

use crate::diagnostic::Diagnostic;
use crate::import::decode::decode;
use crate::import::{Given, Import, broken};
use crate::source::SourceFile;

use super::nameless::{Statement, marks};
use super::natural;

/// What a statement says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A thing, by its address or by the mark of a nameless one.
    Thing(String),
    /// Words or a number.
    Literal {
        /// The text.
        text: String,
        /// Its language.
        language: Option<String>,
    },
}

impl Value {
    /// The thing that is named.
    pub fn thing(&self) -> Option<&str> {
        match self {
            Self::Thing(name) => Some(name),
            Self::Literal { .. } => None,
        }
    }

    /// The text of a literal, or the address of a thing.
    pub fn text(&self) -> &str {
        match self {
            Self::Thing(text) | Self::Literal { text, .. } => text,
        }
    }
}

/// Statements by subject and predicate. What is read is taken, so that what is left was not.
#[derive(Debug, Default)]
pub struct Graph {
    /// Subjects in the order of their addresses, nameless ones last.
    pub subjects: Vec<String>,
    statements: BTreeMap<String, BTreeMap<String, Vec<Value>>>,
    taken: BTreeMap<String, BTreeMap<String, Vec<Value>>>,
}

impl Graph {
    /// The statements of a file, in whatever order they came.
    fn of(mut statements: Vec<Statement>) -> Self {
        let marks = marks(&statements);
        let mark = |name: &mut String| {
            if let Some(mark) = marks.get(name) {
                name.clone_from(mark);
            }
        };
        for statement in &mut statements {
            mark(&mut statement.subject);
            if let Value::Thing(thing) = &mut statement.value {
                mark(thing);
            }
        }
        let place = |name: &str| (name.starts_with("_:"), natural(name));
        statements
            .sort_by_cached_key(|one| (place(&one.subject), one.predicate.clone(), one.value.thing().is_none(), natural(one.value.text()), one.value.clone()));
        let mut graph = Self::default();
        for Statement { subject, predicate, value } in statements {
            graph.add(subject, predicate, value);
        }
        graph
    }

    /// The predicates of a thing that were not taken.
    pub fn predicates(&self, subject: &str) -> Vec<String> {
        self.statements.get(subject).map(|about| about.keys().cloned().collect()).unwrap_or_default()
    }

    fn add(&mut self, subject: String, predicate: String, value: Value) {
        if !self.statements.contains_key(&subject) {
            self.subjects.push(subject.clone());
        }
        let values = self.statements.entry(subject).or_default().entry(predicate).or_default();
        if !values.contains(&value) {
            values.push(value);
        }
    }

    /// All values, taken before or not.
    pub fn all(&self, subject: &str, predicate: &str) -> Vec<Value> {
        let of =
            |store: &BTreeMap<String, BTreeMap<String, Vec<Value>>>| store.get(subject).and_then(|about| about.get(predicate)).cloned().unwrap_or_default();
        let mut all = of(&self.taken);
        all.extend(of(&self.statements));
        all
    }

    /// Whether a thing is of a class.
    pub fn is_a(&self, subject: &str, class: &str) -> bool {
        self.all(subject, super::terms::TYPE).iter().any(|value| value.thing() == Some(class))
    }

    /// Whether anything is said of a thing in a predicate.
    pub fn has(&self, subject: &str, predicate: &str) -> bool {
        !self.all(subject, predicate).is_empty()
    }

    /// Takes all values of a predicate.
    pub fn take(&mut self, subject: &str, predicate: &str) -> Vec<Value> {
        let values = self.statements.get_mut(subject).and_then(|about| about.remove(predicate)).unwrap_or_default();
        if !values.is_empty() {
            self.taken.entry(subject.to_owned()).or_default().entry(predicate.to_owned()).or_default().extend(values.iter().cloned());
        }
        values
    }

    /// Takes all values of the first of these predicates that has some.
    pub fn take_first(&mut self, subject: &str, predicates: &[&str]) -> Vec<Value> {
        predicates.iter().map(|predicate| self.take(subject, predicate)).find(|values| !values.is_empty()).unwrap_or_default()
    }

    /// Takes one value; the others stay.
    pub fn take_one(&mut self, subject: &str, predicates: &[&str]) -> Option<Value> {
        for predicate in predicates {
            let mut values = self.take(subject, predicate);
            if values.is_empty() {
                continue;
            }
            let first = values.remove(0);
            if !values.is_empty() {
                self.statements.entry(subject.to_owned()).or_default().insert((*predicate).to_owned(), values);
            }
            return Some(first);
        }
        None
    }

    /// A list of RDF, or the value itself where it is none.
    pub fn list(&mut self, head: &Value) -> Vec<Value> {
        let mut items = Vec::new();
        let mut at = head.clone();
        while let Some(name) = at.thing().map(str::to_owned) {
            let Some(first) = self.take(&name, super::terms::FIRST).into_iter().next() else { break };
            items.push(first);
            match self.take(&name, super::terms::REST).into_iter().next() {
                Some(rest) => at = rest,
                None => break,
            }
        }
        if items.is_empty() { vec![head.clone()] } else { items }
    }

    /// What notes say: a note can be a thing of its own, which holds its words and perhaps who wrote them.
    pub fn said(&mut self, notes: Vec<Value>) -> Vec<Value> {
        let mut said = Vec::new();
        for note in notes {
            const WORDS: [&str; 4] = [super::terms::VALUE, super::terms::xl::FORM, super::terms::rdfs::LABEL, super::terms::dct::DESCRIPTION];
            let words = note.thing().map(str::to_owned).map(|thing| self.take_first(&thing, &WORDS)).unwrap_or_default();
            // What a nameless thing without words says is listed with the rest.
            let is_nameless = note.thing().is_some_and(|thing| thing.starts_with("_:"));
            if words.is_empty() && !is_nameless { said.push(note) } else { said.extend(words) }
        }
        said
    }

    /// What was not taken, statement by statement.
    pub fn rest(self, made: &mut Import) {
        for subject in &self.subjects {
            for (predicate, values) in self.statements.get(subject).into_iter().flatten() {
                for value in values {
                    let shown = match value {
                        Value::Thing(name) => format!("<{name}>"),
                        Value::Literal { text, language: Some(language) } => format!("{text} ({language})"),
                        Value::Literal { text, language: None } => text.clone(),
                    };
                    made.leave(format!("<{subject}>"), format!("{} = {shown}", super::terms::short(predicate)));
                }
            }
        }
    }
}

/// Reads the file, in whatever form it is.
pub fn read(given: &Given, made: &mut Import) -> Result<Graph, Box<Diagnostic>> {
    let decoded = decode(&given.file.name, &given.file.bytes);
    made.items.extend(decoded.items);
    let text = decoded.text.trim_start_matches('\u{feff}').to_owned();
    let file = SourceFile::new(&given.file.name, text.as_bytes().to_vec());
    let base = given.url.as_deref().unwrap_or("https://example.org/import/");
    let mut statements = Vec::new();
    let mut keep = |triple: Triple| statements.extend(statement(triple));
    match form(&given.file.name, &text) {
        Form::Turtle => {
            let parser = oxttl::TurtleParser::new().with_base_iri(base).map_err(|error| bad_base(&file, &error.to_string()))?;
            for triple in parser.for_slice(text.as_bytes()) {
                keep(triple.map_err(|error| {
                    let at = error.location();
                    let (start, end) = (byte(at.start.offset), byte(at.end.offset));
                    broken(&file, start..end, format!("the Turtle is broken: {}", error.message()), "write it as Turtle 1.1")
                })?);
            }
        }
        Form::RdfXml => {
            super::super::xmi::refuse_depth(&text, &file)?;
            let parser = oxrdfxml::RdfXmlParser::new().with_base_iri(base).map_err(|error| bad_base(&file, &error.to_string()))?;
            for triple in parser.for_slice(utf8_declared(&text).as_bytes()) {
                keep(triple.map_err(|error| {
                    let at = xml_fault(&text);
                    broken(&file, at..at, format!("the RDF/XML is broken: {error}"), "write it as RDF 1.1 XML, or as Turtle")
                })?);
            }
        }
        Form::JsonLd => {
            let parser = oxjsonld::JsonLdParser::new().with_base_iri(base).map_err(|error| bad_base(&file, &error.to_string()))?;
            for quad in parser.for_slice(text.as_bytes()) {
                let quad = quad.map_err(|error| {
                    let help = "contexts are written in the file itself; none is fetched from the web";
                    let at = error.location().map_or(0..0, |at| byte(at.start.offset)..byte(at.end.offset));
                    broken(&file, at, format!("the JSON-LD is broken: {error}"), help)
                })?;
                keep(Triple { subject: quad.subject, predicate: quad.predicate, object: quad.object });
            }
        }
    }
    Ok(Graph::of(statements))
}

fn byte(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

fn bad_base(file: &SourceFile, error: &str) -> Box<Diagnostic> {
    broken(file, 0..0, format!("the address is no base for others: {error}"), "give another with --url")
}

/// Where the XML itself is broken; the beginning where it is not.
fn xml_fault(text: &str) -> usize {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    roxmltree::Document::parse_with_options(text, options).err().map_or(0, |error| super::super::xmi::offset(text, error.pos()))
}

/// The text was decoded already, so its own word on its encoding no longer holds.
fn utf8_declared(text: &str) -> String {
    let Some((declaration, rest)) = text.split_once("?>").filter(|(declaration, _)| declaration.trim_start().starts_with("<?xml")) else {
        return text.to_owned();
    };
    let kept = if declaration.contains("encoding") { "<?xml version=\"1.0\"" } else { declaration };
    format!("{kept}?>{rest}")
}

enum Form {
    Turtle,
    RdfXml,
    JsonLd,
}

/// The form by the file's ending, else by its first sign.
fn form(name: &str, text: &str) -> Form {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    let start = text.trim_start();
    match ending.as_str() {
        "jsonld" | "json" => Form::JsonLd,
        "rdf" | "owl" | "xml" if start.starts_with("<?xml") || start.starts_with("<rdf") || start.starts_with("<!") => Form::RdfXml,
        "ttl" | "nt" | "n3" | "turtle" => Form::Turtle,
        _ if start.starts_with("<?xml") || start.starts_with("<rdf:RDF") || start.starts_with("<!DOCTYPE") => Form::RdfXml,
        _ if start.starts_with('{') || start.starts_with("[{") || start.starts_with("[\n") => Form::JsonLd,
        _ => Form::Turtle,
    }
}

/// A statement; nameless things still bear the parser's own names.
fn statement(triple: Triple) -> Option<Statement> {
    let subject = match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => format!("_:{}", node.as_str()),
    };
    let value = match &triple.object {
        Term::NamedNode(node) => Value::Thing(node.as_str().to_owned()),
        Term::BlankNode(node) => Value::Thing(format!("_:{}", node.as_str())),
        Term::Literal(literal) => Value::Literal { text: literal.value().to_owned(), language: literal.language().map(str::to_owned) },
        #[allow(unreachable_patterns, reason = "a feature of the library may add statements about statements")]
        _ => return None,
    };
    Some(Statement { subject, predicate: triple.predicate.as_str().to_owned(), value })
}
