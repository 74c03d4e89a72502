//! The things of a model, each kind taken apart field by field.
//!
//! **Every field of every type is named here, without `..`**: a new field of the model does not
//! compile until somebody has said what a change of it means.

mod collection;
mod concept;
mod indicator;
mod information;
mod lists;
mod page;
mod use_case;

pub use collection::{collection, document};
pub use concept::concept_model;
pub use indicator::indicator;
pub use information::information;
pub use lists::{code_list, region, regions};
pub use page::{file, front, page};
pub use use_case::use_case;

use super::judge::Judge;
use super::rules::{DEPRECATION_CHANGED, DETAIL_CHANGED, LEGAL_BASIS_CHANGED, STATUS_CHANGED, VALIDITY_CHANGED};
use super::thing::Thing;
use crate::model::lifecycle::Deprecated;
use crate::model::{Date, Lifecycle};

impl Thing {
    /// Version, status and history.
    fn lifecycle(self, lifecycle: &Lifecycle) -> Self {
        let Lifecycle { version, status, superseded_by, history, owner, approved_by, valid_from, valid_to, legal_basis, renamed_from, origin } = lifecycle;
        self.field("version", version, Judge::Record)
            .field("status", status, Judge::Is(&STATUS_CHANGED))
            .field("superseded_by", superseded_by, Judge::Is(&STATUS_CHANGED))
            .field("history", history, Judge::Record)
            .some_text("owner", owner.as_ref(), Judge::Is(&DETAIL_CHANGED))
            .some_text("approved_by", approved_by.as_ref(), Judge::Is(&DETAIL_CHANGED))
            .validity(*valid_from, *valid_to)
            .field("legal_basis", legal_basis, Judge::Is(&LEGAL_BASIS_CHANGED))
            .before(renamed_from)
            .field("origin", origin, Judge::Record)
    }

    /// From when and until when it holds.
    fn validity(self, from: Option<Date>, to: Option<Date>) -> Self {
        self.field("valid_from", &from, Judge::Is(&VALIDITY_CHANGED)).field("valid_to", &to, Judge::Is(&VALIDITY_CHANGED))
    }

    /// Where it is no longer to be used.
    fn deprecated(self, deprecated: Option<&Deprecated>) -> Self {
        self.field("deprecated", &deprecated, Judge::Is(&DEPRECATION_CHANGED))
    }
}
