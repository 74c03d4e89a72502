//! Information needs: what has to be known, for whom, and what answers it.

use serde::Serialize;

use super::{audience_anchor, perspective_anchor};
use crate::model::information::{Facet, Need};
use crate::model::{Id, InformationModel, Kind, Reference};
use crate::plan::route::Place;
use crate::render::scope::{Link, Scope};

/// A need as a row of a table.
#[derive(Debug, Clone, Serialize)]
pub struct NeedRow {
    /// Its anchor on the page of the information model.
    pub id: String,
    /// The need on that page.
    pub href: Option<String>,
    /// What has to be known, as HTML.
    pub html: String,
    /// Indicators that meet it; with none it is open, and told as such.
    pub indicators: Vec<Link>,
    /// Use cases that describe it.
    pub use_cases: Vec<Link>,
    /// Who needs it.
    pub audiences: Vec<Link>,
    /// The anchors of those, separated by spaces: what a script filters by.
    pub of: String,
    /// From where it is looked at.
    pub perspectives: Vec<Link>,
    /// Areas that it belongs to besides the one it is shown under.
    pub other_areas: Vec<Link>,
}

/// A need, shown under an area.
pub fn need(scope: &Scope, information: &InformationModel, need: &Need, under: Option<&Id>) -> NeedRow {
    let page = scope.href(&Place::Information).unwrap_or_default();
    let things = |ids: &[Id], kind: &Kind| ids.iter().map(|id| scope.thing(&Reference::new(kind.clone(), id.clone()))).collect();
    let other_areas: Vec<Id> = need.areas.iter().filter(|area| Some(*area) != under).cloned().collect();
    NeedRow {
        id: need.id.to_string(),
        href: Some(format!("{page}#{}", need.id)),
        html: scope.html(&need.text),
        indicators: things(&need.indicators, &Kind::Indicator),
        use_cases: things(&need.use_cases, &Kind::UseCase),
        audiences: facets(scope, &information.audiences, &need.audiences, |id| format!("{page}#{}", audience_anchor(id))),
        of: need.audiences.iter().map(|id| audience_anchor(id)).collect::<Vec<_>>().join(" "),
        perspectives: facets(scope, &information.perspectives, &need.perspectives, |id| format!("{page}#{}", perspective_anchor(id))),
        other_areas: things(&other_areas, &Kind::Area),
    }
}

/// Audiences or perspectives by their names, in the order of the model.
fn facets(scope: &Scope, all: &[Facet], ids: &[Id], href: impl Fn(&str) -> String) -> Vec<Link> {
    let wanted = all.iter().filter(|facet| ids.contains(&facet.id));
    wanted.map(|facet| Link { href: Some(href(&facet.id)), html: scope.label(&facet.name) }).collect()
}

/// Whether nothing measures a need yet.
pub fn is_open(need: &Need) -> bool {
    need.indicators.is_empty()
}
