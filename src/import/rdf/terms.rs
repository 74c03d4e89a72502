//! The words of RDF's vocabularies that have a meaning here.

/// `rdf:`
pub const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
/// The first item of a list.
pub const FIRST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first";
/// The rest of a list.
pub const REST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest";

/// What a note says that is a thing of its own.
pub const VALUE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value";

macro_rules! words {
    ($base:literal; $($name:ident = $local:literal),* $(,)?) => {
        $(pub const $name: &str = concat!($base, $local);)*
    };
}

/// SKOS.
pub mod skos {
    #![allow(missing_docs, reason = "the names are those of the vocabulary")]
    words! { "http://www.w3.org/2004/02/skos/core#";
        CONCEPT = "Concept", SCHEME = "ConceptScheme",
        COLLECTION = "Collection", ORDERED = "OrderedCollection", MEMBER = "member", MEMBER_LIST = "memberList",
        BROADER_TRANSITIVE = "broaderTransitive", NARROWER_TRANSITIVE = "narrowerTransitive",
        PREF = "prefLabel", ALT = "altLabel", HIDDEN = "hiddenLabel", NOTATION = "notation",
        DEFINITION = "definition", NOTE = "note", SCOPE = "scopeNote", EXAMPLE = "example",
        BROADER = "broader", NARROWER = "narrower", RELATED = "related",
        IN_SCHEME = "inScheme", TOP_OF = "topConceptOf", HAS_TOP = "hasTopConcept",
        EXACT = "exactMatch", CLOSE = "closeMatch", BROAD = "broadMatch", NARROW = "narrowMatch", RELATED_MATCH = "relatedMatch",
    }
}

/// SKOS-XL.
pub mod xl {
    #![allow(missing_docs, reason = "the names are those of the vocabulary")]
    words! { "http://www.w3.org/2008/05/skos-xl#"; PREF = "prefLabel", ALT = "altLabel", HIDDEN = "hiddenLabel", FORM = "literalForm" }
}

/// RDF Schema and OWL.
pub mod owl {
    #![allow(missing_docs, reason = "the names are those of the vocabulary")]
    words! { "http://www.w3.org/2002/07/owl#";
        CLASS = "Class", OBJECT = "ObjectProperty", DATA = "DatatypeProperty", ONTOLOGY = "Ontology", DEPRECATED = "deprecated",
        VERSION = "versionInfo", VERSION_IRI = "versionIRI", UNION = "unionOf", SAME = "sameAs", EQUIVALENT = "equivalentClass", FUNCTIONAL = "FunctionalProperty",
        ON = "onProperty", MIN = "minCardinality", MAX = "maxCardinality", EXACTLY = "cardinality",
        MIN_Q = "minQualifiedCardinality", MAX_Q = "maxQualifiedCardinality", EXACTLY_Q = "qualifiedCardinality",
    }
}

/// RDF Schema.
pub mod rdfs {
    #![allow(missing_docs, reason = "the names are those of the vocabulary")]
    words! { "http://www.w3.org/2000/01/rdf-schema#";
        CLASS = "Class", SUB_CLASS = "subClassOf", DOMAIN = "domain", RANGE = "range", LABEL = "label", COMMENT = "comment", SEE = "seeAlso",
        IS_DEFINED_BY = "isDefinedBy", LITERAL = "Literal",
    }
}

/// RDF's own class of properties.
pub const PROPERTY: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property";

/// SHACL.
pub mod sh {
    #![allow(missing_docs, reason = "the names are those of the vocabulary")]
    words! { "http://www.w3.org/ns/shacl#";
        NODE_SHAPE = "NodeShape", PROPERTY = "property", PATH = "path", TARGET = "targetClass", DATATYPE = "datatype", CLASS = "class", NODE = "node",
        MIN = "minCount", MAX = "maxCount", NAME = "name", DESCRIPTION = "description", ORDER = "order",
    }
}

/// Dublin Core terms, and what tells of validity.
pub mod dct {
    #![allow(missing_docs, reason = "the names are those of the vocabulary")]
    words! { "http://purl.org/dc/terms/";
        TITLE = "title", DESCRIPTION = "description", MODIFIED = "modified", CREATED = "created", ISSUED = "issued", PUBLISHER = "publisher",
        CREATOR = "creator", LICENSE = "license", REPLACED_BY = "isReplacedBy", IDENTIFIER = "identifier", SUBJECT = "subject", RIGHTS = "rights", SOURCE = "source",
    }
}

/// Dublin Core elements.
pub const DC_TITLE: &str = "http://purl.org/dc/elements/1.1/title";
/// Dublin Core elements.
pub const DC_PUBLISHER: &str = "http://purl.org/dc/elements/1.1/publisher";
/// Dublin Core elements.
pub const DC_CREATOR: &str = "http://purl.org/dc/elements/1.1/creator";
/// Dublin Core elements.
pub const DC_DESCRIPTION: &str = "http://purl.org/dc/elements/1.1/description";

/// Statuses.
pub const STATUSES: [&str; 5] = [
    "http://www.w3.org/2002/07/owl#versionStatus",
    "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status",
    "http://publications.europa.eu/ontology/euvoc#status",
    "http://www.w3.org/ns/adms#status",
    "https://iri.suomi.fi/model/suomi-meta/publicationStatus",
];

/// The first day that something holds.
pub const STARTS: [&str; 4] = [
    "http://publications.europa.eu/ontology/euvoc#startDate",
    "http://schema.org/validFrom",
    "https://schema.org/validFrom",
    "http://www.w3.org/ns/dcat#startDate",
];
/// The last day that something holds.
pub const ENDS: [&str; 4] = [
    "http://publications.europa.eu/ontology/euvoc#endDate",
    "http://schema.org/validThrough",
    "https://schema.org/validThrough",
    "http://www.w3.org/ns/dcat#endDate",
];

/// The part of an address that names a thing in its vocabulary.
pub fn local(uri: &str) -> &str {
    let trimmed = uri.trim_end_matches(['/', '#', ':']);
    trimmed.rsplit(['/', '#', ':']).next().unwrap_or(trimmed)
}

/// A predicate in short, as its vocabulary is commonly called.
pub fn short(uri: &str) -> String {
    const PREFIXES: [(&str, &str); 15] = [
        ("http://www.w3.org/2001/XMLSchema#", "xsd"),
        ("http://www.w3.org/2004/02/skos/core#", "skos"),
        ("http://www.w3.org/2008/05/skos-xl#", "skosxl"),
        ("http://www.w3.org/2002/07/owl#", "owl"),
        ("http://www.w3.org/2000/01/rdf-schema#", "rdfs"),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
        ("http://www.w3.org/ns/shacl#", "sh"),
        ("http://purl.org/dc/terms/", "dct"),
        ("http://purl.org/dc/elements/1.1/", "dc"),
        ("http://www.w3.org/ns/adms#", "adms"),
        ("http://purl.org/vocab/vann/", "vann"),
        ("http://xmlns.com/foaf/0.1/", "foaf"),
        ("http://www.w3.org/ns/prov#", "prov"),
        ("http://publications.europa.eu/ontology/euvoc#", "euvoc"),
        ("https://iri.suomi.fi/model/suomi-meta/", "suomi-meta"),
    ];
    let found = PREFIXES.iter().find_map(|(base, prefix)| Some(format!("{prefix}:{}", uri.strip_prefix(base)?)));
    found.unwrap_or_else(|| format!("<{uri}>"))
}
