//! The information model: areas, audiences, perspectives, needs, sets and units.

use crate::diff::judge::Judge;
use crate::diff::pointer::Pointer;
use crate::diff::rules::{DETAIL_CHANGED, LEGAL_BASIS_CHANGED, MEASUREMENT_CHANGED, SORTING_CHANGED, STATUS_CHANGED};
use crate::diff::thing::Thing;
use crate::model::information::{Facet, IndicatorSet, Need, Unit};
use crate::model::{Area, InformationModel};

/// The information model.
pub fn information(model: &InformationModel) -> Thing {
    let InformationModel { name, description, lifecycle, areas, audiences, perspectives, needs, sets, units } = model;
    let at = Pointer::file("models/information-model.toml");
    let facets = |kind: &'static str, list: &'static str, facets: &[Facet]| facets.iter().map(|facet| self::facet(kind, list, facet, &at)).collect();
    Thing::new("information-model", "", name, at.clone())
        .text("name", name, Judge::Name)
        .some_text("description", description.as_ref(), Judge::Explains)
        .lifecycle(lifecycle)
        .parts("areas", areas.iter().map(|area| self::area(area, &at)).collect())
        .parts("audiences", facets("audience", "audiences", audiences))
        .parts("perspectives", facets("perspective", "perspectives", perspectives))
        .parts("needs", needs.iter().map(|need| self::need(need, &at)).collect())
        .parts("sets", sets.iter().map(|set| self::set(set, &at)).collect())
        .parts("units", units.iter().map(|unit| self::unit(unit, &at)).collect())
}

fn area(area: &Area, at: &Pointer) -> Thing {
    let Area { id, name, description, readiness, legal_basis } = area;
    Thing::new("area", id, name, at.item("areas", "id", id))
        .text("name", name, Judge::Name)
        .some_text("description", description.as_ref(), Judge::Explains)
        .field("readiness", readiness, Judge::Is(&STATUS_CHANGED))
        .field("legal_basis", legal_basis, Judge::Is(&LEGAL_BASIS_CHANGED))
}

fn facet(kind: &'static str, list: &'static str, facet: &Facet, at: &Pointer) -> Thing {
    let Facet { id, name, description } = facet;
    Thing::new(kind, id, name, at.item(list, "id", id)).text("name", name, Judge::Name).some_text("description", description.as_ref(), Judge::Explains)
}

fn need(need: &Need, at: &Pointer) -> Thing {
    let Need { id, text, areas, perspectives, audiences, indicators, use_cases } = need;
    let sorting = Judge::Is(&SORTING_CHANGED);
    Thing::new("need", id, text, at.item("needs", "id", id))
        .text("text", text, Judge::Requires)
        .field("areas", areas, sorting)
        .field("perspectives", perspectives, sorting)
        .field("audiences", audiences, sorting)
        .field("indicators", indicators, Judge::Links)
        .field("use_cases", use_cases, Judge::Links)
}

fn set(set: &IndicatorSet, at: &Pointer) -> Thing {
    let IndicatorSet { id, name, owner, valid_from, valid_to, replaced_by } = set;
    Thing::new("indicator-set", id, name, at.item("sets", "id", id))
        .text("name", name, Judge::Name)
        .some_text("owner", owner.as_ref(), Judge::Is(&DETAIL_CHANGED))
        .validity(*valid_from, *valid_to)
        .field("replaced_by", replaced_by, Judge::Is(&STATUS_CHANGED))
}

fn unit(unit: &Unit, at: &Pointer) -> Thing {
    let Unit { id, name, symbol } = unit;
    Thing::new("unit", id, name, at.item("units", "id", id)).text("name", name, Judge::Name).some_text(
        "symbol",
        symbol.as_ref(),
        Judge::Is(&MEASUREMENT_CHANGED),
    )
}
