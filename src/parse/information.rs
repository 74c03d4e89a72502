//! `models/information-model.toml`.

use super::fields::{Fields, Spanned};
use super::form::{ID, NAME, SEGMENT, Word};
use super::lifecycle::{LifecycleMatter, Validity, legal_basis, lifecycle, validity};
use crate::model::information::Readiness;
use crate::model::lifecycle::LegalBasis;
use crate::model::{Id, Text};

/// The information model as written.
#[derive(Debug, Clone)]
pub struct InformationMatter {
    /// `name`
    pub name: Option<Text>,
    /// `description`
    pub description: Option<Text>,
    /// Version, status, history.
    pub lifecycle: LifecycleMatter,
    /// `[[areas]]`
    pub areas: Vec<Spanned<AreaMatter>>,
    /// `[[audiences]]`
    pub audiences: Vec<Spanned<FacetMatter>>,
    /// `[[perspectives]]`
    pub perspectives: Vec<Spanned<FacetMatter>>,
    /// `[[needs]]`
    pub needs: Vec<Spanned<NeedMatter>>,
    /// `[[sets]]`
    pub sets: Vec<Spanned<SetMatter>>,
    /// `[[units]]`
    pub units: Vec<Spanned<UnitMatter>>,
}

/// An area as written.
#[derive(Debug, Clone)]
pub struct AreaMatter {
    /// `id`
    pub id: Option<Spanned<Id>>,
    /// `name`
    pub name: Option<Text>,
    /// `description`
    pub description: Option<Text>,
    /// `readiness`
    pub readiness: Option<Spanned<Readiness>>,
    /// `legal_basis`
    pub legal_basis: Vec<LegalBasis>,
}

/// An audience or a perspective as written.
#[derive(Debug, Clone)]
pub struct FacetMatter {
    /// `id`
    pub id: Option<Spanned<Id>>,
    /// `name`
    pub name: Option<Text>,
    /// `description`
    pub description: Option<Text>,
}

/// A need as written.
#[derive(Debug, Clone)]
pub struct NeedMatter {
    /// `id`
    pub id: Option<Spanned<Id>>,
    /// `text`
    pub text: Option<Text>,
    /// `areas`
    pub areas: Vec<Spanned<Id>>,
    /// `perspectives`
    pub perspectives: Vec<Spanned<Id>>,
    /// `audiences`
    pub audiences: Vec<Spanned<Id>>,
    /// `indicators`
    pub indicators: Vec<Spanned<Id>>,
    /// `use_cases`
    pub use_cases: Vec<Spanned<Id>>,
}

/// An indicator set as written.
#[derive(Debug, Clone)]
pub struct SetMatter {
    /// `id`
    pub id: Option<Spanned<Id>>,
    /// `name`
    pub name: Option<Text>,
    /// `owner`
    pub owner: Option<Text>,
    /// `valid_from` and `valid_to`
    pub validity: Validity,
    /// `replaced_by`
    pub replaced_by: Option<Spanned<Id>>,
}

/// A unit as written.
#[derive(Debug, Clone)]
pub struct UnitMatter {
    /// `id`
    pub id: Option<Spanned<Id>>,
    /// `name`
    pub name: Option<Text>,
    /// `symbol`
    pub symbol: Option<Text>,
}

/// Reads the information model.
pub fn information(fields: &mut Fields<'_>) -> InformationMatter {
    InformationMatter {
        name: fields.required_text("name"),
        description: fields.text("description"),
        lifecycle: lifecycle(fields),
        areas: fields.tables("areas", area),
        audiences: fields.tables("audiences", facet),
        perspectives: fields.tables("perspectives", facet),
        needs: fields.tables("needs", need),
        sets: fields.tables("sets", set),
        units: fields.tables("units", |fields| UnitMatter {
            id: fields.required("id", ID),
            name: fields.required_text("name"),
            symbol: fields.label("symbol"),
        }),
    }
}

fn area(fields: &mut Fields<'_>) -> AreaMatter {
    AreaMatter {
        id: fields.required("id", SEGMENT),
        name: fields.required_text("name"),
        description: fields.text("description"),
        readiness: fields.optional("readiness", Word(&Readiness::WORDS)),
        legal_basis: legal_basis(fields),
    }
}

fn facet(fields: &mut Fields<'_>) -> FacetMatter {
    FacetMatter { id: fields.required("id", ID), name: fields.required_text("name"), description: fields.text("description") }
}

fn need(fields: &mut Fields<'_>) -> NeedMatter {
    NeedMatter {
        id: fields.required("id", ID),
        text: fields.required_text("text"),
        areas: fields.list("areas", NAME),
        perspectives: fields.list("perspectives", NAME),
        audiences: fields.list("audiences", NAME),
        indicators: fields.list("indicators", NAME),
        use_cases: fields.list("use_cases", NAME),
    }
}

fn set(fields: &mut Fields<'_>) -> SetMatter {
    SetMatter {
        id: fields.required("id", ID),
        name: fields.required_text("name"),
        owner: fields.label("owner"),
        validity: validity(fields),
        replaced_by: fields.optional("replaced_by", NAME),
    }
}
