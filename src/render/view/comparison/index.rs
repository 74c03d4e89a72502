//! The choice of two regions, in two steps that need no script: first one, then the other.

use serde::Serialize;

use crate::model::Region;
use crate::render::scope::{Link, Scope, escape};
use crate::render::view::region::pairs;
use crate::render::view::{Shown, ties};

/// What the page for choosing a pair shows.
#[derive(Serialize)]
struct IndexView {
    choices: Vec<Choice>,
    /// How two regions are compared, each as HTML.
    method: Vec<String>,
}

/// One region, and all that it can be compared with.
#[derive(Serialize)]
struct Choice {
    /// Its name, as HTML.
    name: String,
    /// Its address in this page.
    id: String,
    pairs: Vec<Link>,
}

/// Every pair of comparable regions.
pub fn index(scope: &Scope) -> Shown {
    let mut regions: Vec<&Region> = scope.model().regions.comparable(scope.release.date).collect();
    scope.sort_by_name(&mut regions, |region| scope.plain_text(&region.short_name));
    let choices: Vec<Choice> = regions
        .into_iter()
        .map(|region| Choice { name: scope.label(&region.short_name), id: format!("s-{}", region.slug), pairs: pairs(scope, region) })
        .filter(|choice| !choice.pairs.is_empty())
        .collect();
    let count = choices.iter().map(|choice| choice.pairs.len()).sum::<usize>() / 2;
    let view = IndexView { choices, method: method(scope) };
    let mut shown = Shown::new("comparison.html", scope.said(scope.word("nav.comparison")), &view);
    shown.facts = vec![escape(&scope.words.count("compare.pairs", count))];
    ties::opening(shown, scope, "compare.index-lead")
}

/// How two regions are compared.
pub fn method(scope: &Scope) -> Vec<String> {
    ["regions", "interval", "bare", "period"].iter().map(|key| escape(scope.words.get(&format!("compare.method.{key}")))).collect()
}
