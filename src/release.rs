//! A release: a model with an id, a day and a state, and the ties between its things seen from both ends.

mod breaks;
pub mod manifest;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::settings::ReleaseStatus;
use crate::model::{Date, Id, Kind, Model, ObservationStatus, Prose, Reference};
use crate::source::Sources;

/// One published state of the content.
#[derive(Debug, Clone, PartialEq)]
pub struct Release {
    /// Its id; `None` for the working tree.
    pub id: Option<Id>,
    /// The day for which whatever depends on a day is computed; `None` for the working tree.
    pub date: Option<Date>,
    /// Its place in the life of the site.
    pub state: State,
    /// What it says.
    pub model: Model,
    /// Who refers to what.
    pub index: Index,
    /// What stands beside its snapshot.
    pub papers: Papers,
    /// A hash of all that its pages are made from; empty for the working tree.
    pub seal: String,
}

/// How many regions can be compared two by two, each pair on a page of its own: 4,950 pages in each language.
pub const MOST_PAIRED: usize = 100;

/// What stands beside the snapshot of a release, in `releases/<id>/`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Papers {
    /// `notes.md`, `notes.sv.md`: what the release is, for its readers.
    pub notes: Prose,
    /// `manifest.json`, as it was written.
    pub manifest: Option<Arc<[u8]>>,
}

/// Where a release stands among the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The working tree of a site without releases: simply the site.
    Only,
    /// The working tree, on its way to the next release.
    Upcoming,
    /// The last one released.
    Current,
    /// Followed by another.
    Superseded,
    /// Out for comment until a day.
    Consultation(Date),
}

impl Release {
    /// A release of the settings' list; `is_current` says whether the root shows it.
    pub fn new(id: Id, date: Date, status: &ReleaseStatus, is_current: bool, mut model: Model) -> Self {
        breaks::mark(&mut model);
        let state = match status {
            ReleaseStatus::Consultation { comment_until } => State::Consultation(*comment_until),
            ReleaseStatus::Released | ReleaseStatus::Withdrawn { .. } if is_current => State::Current,
            ReleaseStatus::Released | ReleaseStatus::Withdrawn { .. } => State::Superseded,
        };
        Self { id: Some(id), date: Some(date), state, index: Index::new(&model), model, papers: Papers::default(), seal: String::new() }
    }

    /// Whether every two of the regions that are compared have a page: with very many regions there would be more of
    /// those pages than of all others, and nobody would read them.
    pub fn has_pairs(&self) -> bool {
        self.model.regions.comparable(self.date).nth(MOST_PAIRED).is_none()
    }

    /// Whether a region has a page in two printed pages: one that is compared, where there are values.
    pub fn has_summary(&self, slug: &str) -> bool {
        let regions = &self.model.regions;
        let is_compared = |region: &crate::model::Region| region.level == crate::model::region::Level::County && regions.is_valid(region, self.date);
        regions.by_slug(slug).is_some_and(is_compared) && self.model.indicators.values().any(|indicator| indicator.data.is_some())
    }

    /// The working tree; `is_only` where the site has no releases.
    pub fn working_tree(mut model: Model, is_only: bool) -> Self {
        breaks::mark(&mut model);
        let state = if is_only { State::Only } else { State::Upcoming };
        Self { id: None, date: None, state, index: Index::new(&model), model, papers: Papers::default(), seal: String::new() }
    }
}

/// A hash of all that the pages of a release are made from: its files, what is withheld in them by now, and its papers.
pub fn seal(snapshot: &Sources, model: &Model, papers: &Papers) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for file in manifest::frozen(snapshot) {
        let _ = writeln!(text, "{}  {}", manifest::sha256(&file.bytes), file.path);
    }
    for (id, data) in model.indicators.iter().filter_map(|(id, indicator)| Some((id, indicator.data.as_ref()?))) {
        let withheld: Vec<usize> = data.iter().enumerate().filter(|(_, row)| row.status == ObservationStatus::Q).map(|(at, _)| at).collect();
        let _ = writeln!(text, "{id} {withheld:?}");
    }
    let _ = write!(text, "{papers:?}");
    manifest::sha256(text.as_bytes())
}

/// Withholds in earlier models what a later one of the same definition withholds; models are given oldest first.
///
/// A definition is the same as long as its major version is: a number that must not be told today
/// must not be read from yesterday's release either. Gives the places of the models of which
/// something had to be withheld.
pub fn withhold_what_came_to_be_withheld(models: &mut [&mut Model]) -> BTreeSet<usize> {
    let mut touched = BTreeSet::new();
    for at in (1..models.len()).rev() {
        let (earlier, later) = models.split_at_mut(at);
        for (id, indicator) in &later[0].indicators {
            let Some(newer) = &indicator.data else { continue };
            let names: Vec<&Id> = [id].into_iter().chain(&indicator.lifecycle.renamed_from).collect();
            for (place, model) in earlier.iter_mut().enumerate() {
                for older in model.indicators.values_mut().filter(|older| names.contains(&&older.id)) {
                    if older.lifecycle.version.major != indicator.lifecycle.version.major {
                        continue;
                    }
                    let withheld = older.data.as_ref().and_then(|data| data.withholding(|row| newer.withholds(row, &data.dimensions)));
                    if let Some(withheld) = withheld {
                        older.data = Some(Arc::new(withheld));
                        touched.insert(place);
                    }
                }
            }
        }
    }
    touched
}

/// What a model makes earlier ones withhold, in words that are the same where that is.
pub fn withholds(model: &Model) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for indicator in model.indicators.values() {
        let Some(data) = &indicator.data else { continue };
        let mut rows = data.iter().filter(|row| row.status == ObservationStatus::Q).peekable();
        if rows.peek().is_some() {
            let lifecycle = &indicator.lifecycle;
            let _ = writeln!(text, "{:?} {:?} {} {:?}", indicator.id, lifecycle.renamed_from, lifecycle.version.major, data.dimensions);
        }
        for row in rows {
            let _ = writeln!(text, "{:?} {:?} {:?}", row.region, row.period, row.cell);
        }
    }
    text
}

/// Who refers to what: the other end of every tie that a source writes down once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Index {
    referrers: BTreeMap<Reference, Vec<Reference>>,
}

impl Index {
    /// The ties of a model.
    pub fn new(model: &Model) -> Self {
        let mut index = Self::default();
        index.add_use_cases(model);
        index.add_indicators(model);
        index.add_concepts(model);
        for collection in model.collections.values() {
            for document in collection.documents.values() {
                let from = Reference::new(Kind::Document(collection.id.clone()), document.id.clone());
                for (_, to) in document.references() {
                    index.add(to.clone(), &from);
                }
            }
        }
        for referrers in index.referrers.values_mut() {
            referrers.sort();
            referrers.dedup();
        }
        index
    }

    fn add(&mut self, to: Reference, from: &Reference) {
        if to != *from {
            self.referrers.entry(to).or_default().push(from.clone());
        }
    }

    fn add_use_cases(&mut self, model: &Model) {
        for use_case in model.use_cases.values() {
            let from = Reference::new(Kind::UseCase, use_case.id.clone());
            if let Some(area) = &use_case.area {
                self.add(Reference::new(Kind::Area, area.clone()), &from);
            }
            let answers = use_case.questions.iter().flat_map(|question| &question.indicators);
            for indicator in use_case.indicators.iter().chain(answers) {
                self.add(Reference::new(Kind::Indicator, indicator.clone()), &from);
            }
            for pin in &use_case.models {
                self.add(Reference::new(Kind::ConceptModel, pin.id.clone()), &from);
            }
            for pin in &use_case.dimensions {
                self.add(Reference::new(Kind::CodeList, pin.id.clone()), &from);
            }
            for concept in use_case.requirements.iter().filter_map(|requirement| requirement.concept.as_ref()) {
                self.add(Reference::new(Kind::Concept, format!("{}/{}", concept.model, concept.concept)), &from);
            }
        }
    }

    fn add_indicators(&mut self, model: &Model) {
        for indicator in model.indicators.values() {
            let from = Reference::new(Kind::Indicator, indicator.id.clone());
            if let Some(area) = &indicator.area {
                self.add(Reference::new(Kind::Area, area.clone()), &from);
            }
            for list in &indicator.dimensions {
                self.add(Reference::new(Kind::CodeList, list.clone()), &from);
            }
            for concept in &indicator.concepts {
                self.add(Reference::new(Kind::Concept, format!("{}/{}", concept.model, concept.concept)), &from);
            }
        }
    }

    fn add_concepts(&mut self, model: &Model) {
        for concept_model in model.concept_models.values() {
            let name = |concept: &Id| Reference::new(Kind::Concept, format!("{}/{concept}", concept_model.id));
            for concept in &concept_model.concepts {
                for list in concept.attributes.iter().filter_map(|attribute| attribute.code_list.as_ref()) {
                    self.add(Reference::new(Kind::CodeList, list.clone()), &name(&concept.id));
                }
            }
            for relation in &concept_model.relations {
                for end in [&relation.from, &relation.to] {
                    if end.concept.model != concept_model.id {
                        let there = Reference::new(Kind::Concept, format!("{}/{}", end.concept.model, end.concept.concept));
                        self.add(there, &Reference::new(Kind::ConceptModel, concept_model.id.clone()));
                    }
                }
            }
        }
    }

    /// The things that refer to a thing, in order of kind and id.
    pub fn referrers(&self, to: &Reference) -> &[Reference] {
        self.referrers.get(to).map_or(&[], Vec::as_slice)
    }

    /// The ids of referrers of one kind.
    pub fn of_kind<'a>(&'a self, to: &Reference, kind: &'a Kind) -> impl Iterator<Item = &'a Id> + use<'a> {
        self.referrers(to).iter().filter(move |from| from.kind == *kind).map(|from| &from.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{resolved, sources};

    fn model(version: &str, value: &str) -> Model {
        let project = format!(
            r#"
//- models/regions.toml
version = "1.0.0"
status = "valid"
[[history]]
version = "1.0.0"
date = 2021-01-01
summary = "First."
[[classifications]]
id = "c"
name = "Counties"
[[regions]]
code = "01"
classification = "c"
level = "county"
name = "One"
short_name = "One"
slug = "one"
//- content/indicators/falls/index.md
+++
name = "Falls"
version = "{version}"
status = "valid"
unit = "count"
decimals = 0
counts = "other"
polarity = "none"
[[history]]
version = "{version}"
date = 2021-01-01
summary = "First."
+++
//- content/indicators/falls/data.csv
region,period,value,status,note
01,2020,{value},heard twice
01,2021,40,A,
"#
        );
        let (model, report) = resolved(&sources(&project));
        assert_eq!(report.errors_only().human(false), "");
        model
    }

    fn values(model: &Model) -> Vec<Option<f64>> {
        model.indicators["falls"].data.as_ref().map(|data| data.iter().map(|row| row.value).collect()).unwrap_or_default()
    }

    #[test]
    fn what_is_withheld_later_is_withheld_in_earlier_releases_of_the_same_definition() {
        let (mut oldest, mut older, mut newest) = (model("1.0.0", "30,A"), model("2.0.0", "30,A"), model("2.1.0", ",Q"));
        let touched = withhold_what_came_to_be_withheld(&mut [&mut oldest, &mut older, &mut newest]);
        assert_eq!(touched, BTreeSet::from([1]));
        assert_eq!(values(&oldest), [Some(30.0), Some(40.0)], "another definition");
        assert_eq!(values(&older), [None, Some(40.0)]);
        let row = older.indicators["falls"].data.as_ref().and_then(|data| data.iter().next().map(|row| (row.status.code(), row.note.map(str::to_owned))));
        assert_eq!(row, Some(("Q", None)));
    }
}
