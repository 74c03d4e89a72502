//! What an indicator measures and how its values are made.

use serde::Serialize;

use crate::model::indicator::{Frequency, IntervalMethod, Polarity};
use crate::model::{Id, Indicator, Kind, Reference, Text};
use crate::render::figures::Measure;
use crate::render::scope::{Scope, escape};
use crate::render::view::banner::anchor;
use crate::render::view::life;
use crate::render::view::parts::Fact;

/// Definition and calculation.
#[derive(Serialize)]
pub struct DefinitionView {
    /// The definition, as HTML.
    lead: Option<String>,
    facts: Vec<Fact>,
}

/// What an indicator measures and how its values are made; what nobody recorded is said so.
pub fn definition(scope: &Scope, indicator: &Indicator) -> DefinitionView {
    let lead = indicator.definition.as_ref().filter(|text| !text.is_empty()).map(|text| scope.html(text));
    DefinitionView { lead, facts: facts(scope, indicator) }
}

fn facts(scope: &Scope, indicator: &Indicator) -> Vec<Fact> {
    let fact = |key: &str, html: String| Fact::word(scope, &format!("indicator.fact.{key}"), html);
    let text = |text: &Option<Text>| text.as_ref().map(|text| scope.html(text)).unwrap_or_default();
    let word = |key: String| escape(scope.words.get(&key));
    let mut facts = vec![
        fact("numerator", text(&indicator.numerator)),
        fact("denominator", text(&indicator.denominator)),
        fact("exclusions", text(&indicator.exclusions)),
        fact("concepts", concepts(scope, indicator)),
        fact("polarity", word(format!("indicator.polarity.{}", word_of_polarity(indicator.polarity)))),
        fact("unit", escape(Measure::new(scope, indicator).name)),
        fact("decimals", scope.words.integer(usize::from(indicator.decimals))),
        fact("frequency", indicator.frequency.map(|frequency| word(format!("indicator.frequency.{}", word_of_frequency(frequency)))).unwrap_or_default()),
        fact("interval", word(format!("indicator.interval.{}", word_of_interval(indicator.interval)))),
    ];
    if indicator.targets.is_empty() {
        facts.push(fact("target", String::new()));
    }
    if !indicator.dimensions.is_empty() {
        facts.push(fact("dimensions", things(scope, &Kind::CodeList, &indicator.dimensions)));
    }
    if !indicator.sets.is_empty() {
        facts.push(fact("sets", sets(scope, &indicator.sets)));
    }
    if !indicator.external.is_empty() {
        let external = indicator.external.iter().map(|(service, id)| escape(&format!("{} {id}", capital(service))));
        facts.push(fact("external", external.collect::<Vec<_>>().join(", ")));
    }
    facts.push(fact("id", format!("<code>{}</code>", escape(&indicator.id))));
    facts.extend(life::life(scope, &indicator.lifecycle).facts);
    facts
}

fn concepts(scope: &Scope, indicator: &Indicator) -> String {
    let links = indicator.concepts.iter().map(|concept| anchor(&scope.thing(&Reference::new(Kind::Concept, format!("{}/{}", concept.model, concept.concept)))));
    links.collect::<Vec<_>>().join(", ")
}

fn things(scope: &Scope, kind: &Kind, ids: &[Id]) -> String {
    ids.iter().map(|id| anchor(&scope.thing(&Reference::new(kind.clone(), id.clone())))).collect::<Vec<_>>().join(", ")
}

/// The names of the sets that an indicator is part of.
fn sets(scope: &Scope, ids: &[Id]) -> String {
    let sets = scope.model().information.iter().flat_map(|information| &information.sets);
    let known: Vec<_> = sets.collect();
    let name = |id: &Id| known.iter().find(|set| set.id == *id).map_or_else(|| escape(id), |set| scope.label(&set.name));
    ids.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// The name of a service, as names are written.
pub fn capital(service: &str) -> String {
    let mut letters = service.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The word of the sources.
pub fn word_of_frequency(frequency: Frequency) -> &'static str {
    Frequency::WORDS.iter().find(|(_, other)| *other == frequency).map_or("", |(word, _)| word)
}

fn word_of_polarity(polarity: Polarity) -> &'static str {
    Polarity::WORDS.iter().find(|(_, other)| *other == polarity).map_or("", |(word, _)| word)
}

fn word_of_interval(method: IntervalMethod) -> &'static str {
    IntervalMethod::WORDS.iter().find(|(_, other)| *other == method).map_or("", |(word, _)| word)
}
