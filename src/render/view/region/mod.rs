//! Regions: how each is doing, what it belongs to, what it has tested, and whom to compare it with.

mod about;
mod index;
mod peers;
mod summary;
mod values;

use std::sync::Arc;

use serde::Serialize;

use super::parts::{Fact, Figure, Row};
use super::ties::Group;
use super::{Shown, banner};
use crate::model::region::Level;
use crate::model::{Kind, Reference, Region};
use crate::plan::route::Place;
use crate::render::chart::Style;
use crate::render::figures::chart::Drawn;
use crate::render::figures::{self, table::FigureTable};
use crate::render::scope::{Link, ProseView, Scope, escape};

pub use about::pairs;
pub use index::index;
pub use summary::summary;
pub use values::indicator_cell;

/// Anchors of the page's own sections, which prose cannot take.
const ANCHORS: [&str; 7] = ["s-stands-out", "s-values", "s-parts", "s-documents", "s-peers", "s-compare", "s-about"];

/// What a region's page shows.
#[derive(Serialize)]
struct RegionView {
    tally: Vec<values::Count>,
    /// What the counts rest on, as HTML.
    tally_note: Option<String>,
    stands_out: Vec<values::Places>,
    table: Option<FigureTable>,
    /// What the shapes mean, each as HTML.
    key: Vec<String>,
    /// How the values are compared, each as HTML.
    method: Vec<String>,
    parts: Vec<Link>,
    /// Each indicator between the worst and the best region.
    profile: Option<Figure>,
    prose: Option<ProseView>,
    documents: Vec<Group>,
    peers: Vec<peers::PeersView>,
    peers_method: Vec<String>,
    pairs: Vec<Link>,
    /// The page in two printed pages, where there is one.
    summary: Option<String>,
    facts: Vec<Fact>,
    downloads: Vec<Row>,
}

/// The page of a region.
pub fn one(scope: &Scope, region: &Region) -> Shown {
    let profile = values::Profile::of(scope, region);
    let is_made_up = profile.is_made_up();
    let view = RegionView {
        tally: profile.tally(scope),
        tally_note: profile.tally_note(scope),
        stands_out: profile.stands_out(scope),
        method: profile.method(scope),
        key: profile.key(scope),
        table: profile.table(scope).map(|table| table.held(scope)),
        parts: about::parts(scope, region),
        profile: drawn_profile(scope, region).map(|drawn| drawn.figure(&profile_link(scope)).held(scope)),
        prose: scope.prose(&region.prose, &ANCHORS),
        documents: super::ties::documents(scope, &[Reference::new(Kind::Region, region.code.clone())]),
        peers: peers::peers(scope, region),
        peers_method: vec![scope.sentence("peers.method", &[])],
        summary: scope.href(&Place::Summary(region.slug.clone())),
        pairs: about::pairs(scope, region),
        facts: about::facts(scope, region),
        downloads: about::downloads(scope, region),
    };
    let title = region.title.as_ref().unwrap_or(&region.short_name);
    let mut shown = Shown::new("region.html", scope.plain(title), &view).summary(scope, region.summary.as_ref());
    shown = shown.crumb(scope.word_link(&Place::Regions, "nav.regions"));
    shown.facts = facts(scope, region, title);
    if shown.description.is_none() {
        shown.description = Some(scope.plain_text(&region.name));
    }
    shown.banner(is_made_up.then(|| banner::made_up(scope))).banner(about::ended(scope, region)).banner(banner::translation(scope, &region.prose, None))
}

fn drawn_profile(scope: &Scope, region: &Region) -> Option<Arc<Drawn>> {
    scope.chart_if_any("profile", || figures::profile::profile(scope, region, "profile"))
}

/// The link to the file of the profile beside the page.
fn profile_link(scope: &Scope) -> String {
    format!("<a href=\"{}\">{}</a>", escape(&scope.file(&format!("{}profile.svg", scope.folder()))), escape(scope.words.get("drawn.svg")))
}

/// The profile of a region as a file of its own.
pub fn chart_file(scope: &Scope, region: &Region, style: &Style) -> Option<String> {
    Some(drawn_profile(scope, region)?.file(style))
}

/// The facts under the heading: official name, level, code, what it is part of.
fn facts(scope: &Scope, region: &Region, title: &crate::model::Text) -> Vec<String> {
    let mut facts = Vec::new();
    if scope.plain_text(title) != scope.plain_text(&region.name) {
        facts.push(scope.label(&region.name));
    }
    facts.push(about::level(scope, region));
    facts.push(scope.sentence("region.code", &[("code", &escape(&region.code))]));
    if let Some(parent) = region.parent.as_ref().and_then(|parent| scope.model().regions.get(parent)).filter(|parent| parent.level != Level::Country) {
        facts.push(banner::anchor(&scope.link(&Place::Region(parent.slug.clone()), &parent.name)));
    }
    facts
}
