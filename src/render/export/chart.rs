//! Charts as files of their own, beside their pages.

use crate::plan::route::Place;
use crate::render::chart::{Around, Style};
use crate::render::scope::Scope;
use crate::render::view::{self, collection_chart};

/// The chart of a page by its name, such as `timeline`; nothing where there is none.
pub fn chart(scope: &Scope, name: &str) -> Vec<u8> {
    match &scope.route.place {
        Place::Document(collection, id) => document(scope, collection, id, name),
        Place::Indicator(id) => indicator(scope, id, name),
        Place::Region(slug) => {
            scope.model().regions.by_slug(slug).and_then(|region| view::region::chart_file(scope, region, style(scope))).map(String::into_bytes)
        }
        Place::Collection(id) => {
            let collection = scope.model().collections.get(id);
            collection.and_then(|collection| view::collection::chart_file(scope, collection, name, style(scope))).map(String::into_bytes)
        }
        _ => None,
    }
    .unwrap_or_default()
}

fn document(scope: &Scope, collection: &str, id: &str, name: &str) -> Option<Vec<u8>> {
    let collection = scope.model().collections.get(collection)?;
    let document = collection.documents.get(id)?;
    let drawing = collection_chart::by_name(scope, collection, document, name)?;
    let about = scope.plain_text(&document.title);
    let site = scope.plain_text(&scope.settings().title);
    let source = scope.release.id.as_ref().map_or_else(|| site.clone(), |release| format!("{site}, {release}"));
    let around = Around { style: style(scope), title: &drawing.title, about: &about, source: &source };
    Some(drawing.svg.standalone(&around).into_bytes())
}

fn indicator(scope: &Scope, id: &str, name: &str) -> Option<Vec<u8>> {
    let indicator = scope.model().indicators.get(id)?;
    view::indicator::chart_file(scope, indicator, name, style(scope)).map(String::into_bytes)
}

/// The paint of the theme, written out for programs that do not know its tokens.
fn style<'r>(scope: &Scope<'r>) -> &'r Style {
    scope.renderer.chart_style()
}
