//! The information model.

use std::collections::BTreeSet;

use super::lifecycle::{is_first, lifecycle, validity};
use super::{Desk, named};
use crate::diagnostic::Diagnostic;
use crate::model::information::{Area, BUILT_IN_UNITS, Facet, IndicatorSet, Need, Readiness, Unit};
use crate::model::{Id, InformationModel};
use crate::parse::Written;
use crate::parse::fields::Spanned;
use crate::parse::information::{AreaMatter, FacetMatter, InformationMatter, SetMatter, UnitMatter};

/// The information model, where the site has one.
pub fn information(desk: &mut Desk<'_>) -> Option<InformationModel> {
    let document = desk.documents.information.only()?;
    desk.note_missing_translations(document);
    let matter = &document.matter;
    Some(InformationModel {
        name: named(matter.name.as_ref(), &"information-model".into(), desk.language()),
        description: matter.description.clone(),
        lifecycle: lifecycle(document, &matter.lifecycle, None, desk),
        areas: areas(document, desk),
        audiences: facets(&matter.audiences, "audience", document, desk),
        perspectives: facets(&matter.perspectives, "perspective", document, desk),
        needs: needs(document, desk),
        sets: sets(document, desk),
        units: units(document, desk),
    })
}

/// Those of a list that have an id of their own.
fn unique<'a, T>(
    list: &'a [Spanned<T>],
    id: impl Fn(&T) -> Option<&Spanned<Id>>,
    noun: &str,
    document: &Written<InformationMatter>,
    desk: &mut Desk<'_>,
) -> Vec<(Id, &'a T)> {
    let mut seen = BTreeSet::new();
    let mut unique = Vec::new();
    for Spanned { value, .. } in list {
        if let Some(id) = id(value).filter(|id| is_first(id, &mut seen, noun, &document.file, desk.report)) {
            unique.push((id.value.clone(), value));
        }
    }
    unique
}

fn areas(document: &Written<InformationMatter>, desk: &mut Desk<'_>) -> Vec<Area> {
    let areas = unique(&document.matter.areas, |area| area.id.as_ref(), "area", document, desk);
    let area = |(id, matter): (Id, &AreaMatter)| Area {
        name: named(matter.name.as_ref(), &id, desk.language()),
        id,
        description: matter.description.clone(),
        readiness: matter.readiness.as_ref().map_or(Readiness::NotRecorded, |readiness| readiness.value),
        legal_basis: matter.legal_basis.clone(),
    };
    areas.into_iter().map(area).collect()
}

fn facets(list: &[Spanned<FacetMatter>], noun: &str, document: &Written<InformationMatter>, desk: &mut Desk<'_>) -> Vec<Facet> {
    let facets = unique(list, |facet| facet.id.as_ref(), noun, document, desk);
    let facet =
        |(id, matter): (Id, &FacetMatter)| Facet { name: named(matter.name.as_ref(), &id, desk.language()), id, description: matter.description.clone() };
    facets.into_iter().map(facet).collect()
}

fn needs(document: &Written<InformationMatter>, desk: &mut Desk<'_>) -> Vec<Need> {
    let (file, names) = (&document.file, desk.names);
    let mut needs = Vec::new();
    for (id, matter) in unique(&document.matter.needs, |need| need.id.as_ref(), "need", document, desk) {
        needs.push(Need {
            text: named(matter.text.as_ref(), &id, desk.language()),
            id,
            areas: names.areas.find_all(&matter.areas, file, desk.report),
            perspectives: names.perspectives.find_all(&matter.perspectives, file, desk.report),
            audiences: names.audiences.find_all(&matter.audiences, file, desk.report),
            indicators: names.indicators.find_all(&matter.indicators, file, desk.report),
            use_cases: names.use_cases.find_all(&matter.use_cases, file, desk.report),
        });
    }
    needs
}

fn sets(document: &Written<InformationMatter>, desk: &mut Desk<'_>) -> Vec<IndicatorSet> {
    let mut sets = Vec::new();
    for (id, matter) in unique(&document.matter.sets, |set| set.id.as_ref(), "indicator set", document, desk) {
        let (valid_from, valid_to) = validity(&matter.validity, &document.file, desk.report);
        sets.push(IndicatorSet {
            name: named(matter.name.as_ref(), &id, desk.language()),
            owner: matter.owner.clone(),
            valid_from,
            valid_to,
            replaced_by: replaced_by(&id, matter, document, desk),
            id,
        });
    }
    sets
}

fn replaced_by(id: &Id, matter: &SetMatter, document: &Written<InformationMatter>, desk: &mut Desk<'_>) -> Option<Id> {
    let asked = matter.replaced_by.as_ref()?;
    if asked.value == *id {
        let error = Diagnostic::error(&document.file, asked.span.clone(), "superseded-by-nothing", "it cannot have been replaced by itself");
        desk.report.push(error.help("name what came after it"));
        return None;
    }
    desk.names.sets.find(asked, &document.file, desk.report)
}

fn units(document: &Written<InformationMatter>, desk: &mut Desk<'_>) -> Vec<Unit> {
    for id in document.matter.units.iter().filter_map(|unit| unit.value.id.as_ref()) {
        if BUILT_IN_UNITS.contains(&id.value.as_str()) {
            desk.report.push(
                Diagnostic::error(&document.file, id.span.clone(), "duplicate-id", format!("the unit `{}` is built in", id.value))
                    .help("take it out, or give it an id of its own"),
            );
        }
    }
    let units = unique(&document.matter.units, |unit| unit.id.as_ref(), "unit", document, desk);
    let unit = |(id, matter): (Id, &UnitMatter)| Unit { name: named(matter.name.as_ref(), &id, desk.language()), id, symbol: matter.symbol.clone() };
    units.into_iter().filter(|(id, _)| !BUILT_IN_UNITS.contains(&id.as_str())).map(unit).collect()
}
