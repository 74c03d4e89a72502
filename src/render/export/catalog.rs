//! `catalog.jsonld`: the data sets of the site in the words of DCAT, for catalogues of open data.

use serde_json::{Value, json};

use crate::model::{Indicator, Text};
use crate::plan::route::{Edition, Place, Route};
use crate::render::scope::Scope;

/// The catalogue: one data set an indicator that has values.
pub fn catalog(scope: &Scope) -> Vec<u8> {
    let settings = scope.settings();
    let mut catalog = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dcterms": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": format!("{}#catalog", settings.base_url),
        "@type": "dcat:Catalog",
        "dcterms:title": literals(&settings.title),
        "dcterms:language": settings.languages,
        "dcat:dataset": scope.model().indicators.values().filter(|indicator| indicator.data.is_some()).map(|indicator| dataset(scope, indicator)).collect::<Vec<_>>(),
    });
    if let Some(publisher) = &settings.publisher {
        catalog["dcterms:publisher"] = json!({ "@type": "foaf:Organization", "foaf:name": literals(&publisher.name), "foaf:homepage": publisher.url });
    }
    super::json(&catalog)
}

fn dataset(scope: &Scope, indicator: &Indicator) -> Value {
    let settings = scope.settings();
    let route = Route { edition: Edition::Root, language: settings.default_language(), place: Place::Indicator(indicator.id.clone()) };
    let page = format!("{}{}", settings.base_url, route.folder(settings));
    let mut dataset = json!({
        "@id": format!("{page}#dataset"),
        "@type": "dcat:Dataset",
        "dcterms:identifier": indicator.id,
        "dcterms:title": literals(&indicator.name),
        "dcat:landingPage": { "@id": page },
        "dcat:version": indicator.lifecycle.version,
        "dcat:distribution": [
            { "@type": "dcat:Distribution", "dcat:downloadURL": { "@id": format!("{page}data.csv") }, "dcat:mediaType": "text/csv" },
            { "@type": "dcat:Distribution", "dcat:downloadURL": { "@id": format!("{page}index.json") }, "dcat:mediaType": "application/json" },
        ],
    });
    for (key, text) in [("dcterms:description", &indicator.definition), ("dcterms:license", &indicator.license), ("dcterms:source", &indicator.source)] {
        if let Some(text) = text {
            dataset[key] = literals(text);
        }
    }
    if let Some(producer) = &indicator.producer {
        dataset["dcterms:creator"] = json!({ "@type": "foaf:Organization", "foaf:name": literals(producer) });
    }
    if let Some(data) = &indicator.data {
        let periods = data.periods();
        if let (Some(first), Some(last)) = (periods.first(), periods.last()) {
            dataset["dcterms:temporal"] = json!({ "@type": "dcterms:PeriodOfTime", "dcat:startDate": first, "dcat:endDate": last });
        }
    }
    if let Some(newest) = indicator.data_history.iter().map(|entry| entry.date).max() {
        dataset["dcterms:modified"] = json!({ "@value": newest, "@type": "xsd:date" });
    }
    if indicator.illustrative {
        dataset["dcterms:type"] = json!("illustrative");
    }
    dataset
}

fn literals(text: &Text) -> Value {
    text.versions().map(|(language, text)| json!({ "@language": language, "@value": text })).collect()
}
