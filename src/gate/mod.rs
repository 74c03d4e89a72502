//! The version gate: what the difference to the last release demands of the working tree.
//!
//! **The difference alone decides the step.** By which route a change came about, and what anybody
//! calls it, has no say. What a file with errors of its own would demand is not asked: it would
//! follow from those.

mod edit;
#[cfg(test)]
mod tests;

pub use edit::edited;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::diff::rules::{THING_REMOVED, THING_RENAMED, VALUE_ADDED, VALUE_REVISED, VALUE_SUPPRESSED, VALUE_WITHDRAWN, VALUES_ADDED, VALUES_REMOVED};
use crate::diff::{Change, Changes, Class, MatchedBy, Places, Pointer, Rule, Step, Subject, diff};
use crate::model::indicator::DataChange;
use crate::model::{Date, Id, Indicator, Kind, Lifecycle, Model, Reference, Settings, Version};
use crate::source::Sources;

/// What a change of a document demands of its version.
#[derive(Debug, Clone, PartialEq)]
pub struct Demand {
    /// The document, by its newer id.
    pub document: Subject,
    /// Where it is written.
    pub pointer: Pointer,
    /// The version that was released.
    pub released: Version,
    /// The version that it has.
    pub version: Version,
    /// The step that the gravest change demands; `None` where nothing changed that would.
    pub step: Option<Step>,
    /// The gravest change, in words.
    pub because: String,
}

impl Demand {
    /// The least version that the document can have.
    pub fn least(&self) -> Version {
        self.step.map_or(self.released, |step| self.released.after(step))
    }

    /// Whether the document's version is at least that.
    pub fn is_met(&self) -> bool {
        self.version >= self.least()
    }
}

impl Version {
    /// The version after a step.
    #[must_use]
    pub const fn after(self, step: Step) -> Self {
        match step {
            Step::Major => Self { major: self.major.saturating_add(1), minor: 0, patch: 0 },
            Step::Minor => Self { minor: self.minor.saturating_add(1), patch: 0, ..self },
            Step::Patch => Self { patch: self.patch.saturating_add(1), ..self },
        }
    }
}

/// The life of a versioned document.
pub fn lifecycle<'m>(model: &'m Model, document: &Subject) -> Option<&'m Lifecycle> {
    let id = document.id.as_str();
    match document.kind.as_str() {
        "use-case" => model.use_cases.get(id).map(|it| &it.lifecycle),
        "indicator" => model.indicators.get(id).map(|it| &it.lifecycle),
        "concept-model" => model.concept_models.get(id).map(|it| &it.lifecycle),
        "code-list" => model.code_lists.get(id).map(|it| &it.lifecycle),
        "information-model" => model.information.as_ref().map(|it| &it.lifecycle),
        "regions" => model.regions.lifecycle.as_ref(),
        _ => None,
    }
}

/// The file of a versioned document.
pub fn pointer(document: &Subject) -> Option<Pointer> {
    let id = &document.id;
    Some(Pointer::file(match document.kind.as_str() {
        "use-case" => format!("content/use-cases/{id}/index.md"),
        "indicator" => format!("content/indicators/{id}/index.md"),
        "concept-model" => format!("models/concepts/{id}.toml"),
        "code-list" => format!("models/code-lists/{id}.toml"),
        "information-model" => "models/information-model.toml".to_owned(),
        "regions" => "models/regions.toml".to_owned(),
        _ => return None,
    }))
}

/// What the changes since a release demand of each versioned document that was in it.
pub fn demands(changes: &Changes, released: &Model, model: &Model) -> Vec<Demand> {
    let mut gravest: BTreeMap<&Subject, Option<&Change>> = BTreeMap::new();
    let mut before: BTreeMap<&Subject, Subject> = BTreeMap::new();
    for change in &changes.changes {
        let known = gravest.entry(&change.document).or_default();
        let counts = change.rule.demands_a_step && change.class != Class::Data;
        if counts && known.is_none_or(|known| change.class > known.class) {
            *known = Some(change);
        }
        if *change.rule == THING_RENAMED && change.subject == change.document {
            let old = change.old.as_ref().and_then(|id| id.as_str()).unwrap_or_default();
            before.insert(&change.document, Subject::new(change.document.kind.as_str(), old));
        }
    }
    let demand = |(document, change): (&Subject, Option<&Change>)| {
        let then = lifecycle(released, before.get(document).unwrap_or(document))?;
        let now = lifecycle(model, document)?;
        let step = change.and_then(|change| change.class.least_step());
        let because = change.map_or_else(String::new, |change| change.sentence.en.trim_end_matches('.').to_owned());
        Some(Demand { document: document.clone(), pointer: pointer(document)?, released: then.version, version: now.version, step, because })
    };
    gravest.into_iter().filter_map(demand).collect()
}

/// The newest day that a site knows: what is dated now cannot be older.
pub fn newest_day(model: &Model, settings: &Settings) -> Option<Date> {
    let of = |life: &Lifecycle| life.history.iter().map(|entry| entry.date).max();
    let lives = [
        model.use_cases.values().filter_map(|it| of(&it.lifecycle)).max(),
        model.indicators.values().filter_map(|it| of(&it.lifecycle)).max(),
        model.concept_models.values().filter_map(|it| of(&it.lifecycle)).max(),
        model.code_lists.values().filter_map(|it| of(&it.lifecycle)).max(),
        model.information.as_ref().and_then(|it| of(&it.lifecycle)),
        model.regions.lifecycle.as_ref().and_then(of),
        model.indicators.values().flat_map(|it| &it.data_history).map(|entry| entry.date).max(),
        settings.releases.iter().map(|release| release.date).max(),
    ];
    lives.into_iter().flatten().max()
}

/// The release that the model's list of removals names before it is there.
pub fn upcoming<'m>(model: &'m Model, settings: &Settings) -> Option<&'m Id> {
    model.removed.iter().map(|removed| &removed.release).find(|id| settings.releases.iter().all(|release| release.id != **id))
}

/// What stands between the working tree and the next release.
pub struct Gate<'a> {
    /// The last release and its model.
    pub released: (&'a Id, &'a Model),
    /// What the working tree says.
    pub model: &'a Model,
    /// Its files.
    pub sources: &'a Sources,
    /// The settings.
    pub settings: &'a Settings,
}

impl Gate<'_> {
    /// Everything that the gate refuses, beside what has been found already.
    pub fn report(&self, found: &Report) -> Report {
        let errors = found.diagnostics.iter().filter(|found| found.severity == Severity::Error && found.place.release.is_none());
        let broken: BTreeSet<&str> = errors.map(|found| &*found.place.file).collect();
        let changes = diff(self.released.1, self.model);
        let mut report = Report::default();
        let mut places = Places::of(self.sources);
        for demand in demands(&changes, self.released.1, self.model) {
            if !broken.contains(demand.pointer.file.as_str()) {
                self.version(&demand, &mut places, &mut report);
                self.history(&demand, &changes, &mut places, &mut report);
            }
        }
        for change in &changes.changes {
            let file = change.old_pointer.as_ref().map_or("", |pointer| pointer.file.as_str());
            if !broken.contains(file) {
                self.identity(change, &mut places, &mut report);
                self.old_ids(change, &mut places, &mut report);
            }
        }
        if !broken.contains("models/removed.toml") {
            self.removals(&mut report);
        }
        for (id, then) in &self.released.1.indicators {
            let id = renamed(&changes, "indicator", id);
            let pointer = pointer(&Subject::new("indicator", id)).unwrap_or_default();
            if let Some(now) = self.model.indicators.get(id).filter(|_| !broken.contains(pointer.file.as_str())) {
                self.values((then, now), &changes, &pointer, &mut places, &mut report);
                self.data_history((then, now), &pointer, &mut places, &mut report);
            }
        }
        report
    }

    /// Reports something at a place of the working tree.
    fn refuse(pointer: &Pointer, severity: Severity, rule: &'static str, message: String, help: String, places: &mut Places<'_>, report: &mut Report) {
        let place = places.bytes(pointer).map_or_else(|| Place::of_file(&pointer.file), |(file, span)| file.place(span));
        report.push(Diagnostic::new(severity, place, rule, message).help(help));
    }

    /// The step is large enough.
    fn version(&self, demand: &Demand, places: &mut Places<'_>, report: &mut Report) {
        if demand.is_met() {
            return;
        }
        let (least, release) = (demand.least(), self.released.0);
        let message = match demand.step {
            Some(step) => format!(
                "the version is `{}`, and what changed since release {release}, where it was `{}`, demands a {step} step: {}",
                demand.version, demand.released, demand.because
            ),
            None => format!("the version is `{}`, and in release {release} it was `{}` already", demand.version, demand.released),
        };
        let day = newest_day(self.model, self.settings).map_or_else(|| "2024-01-31".to_owned(), |day| day.to_string());
        let Subject { kind, id } = &demand.document;
        let help = format!(
            "write these lines, or let `virta bump {kind} {id} --summary \"…\"` do it:\nversion = \"{least}\"\n\n[[history]]\nversion = \"{least}\"\ndate = {day}\nsummary = \"…\""
        );
        Self::refuse(&demand.pointer.key("version"), Severity::Error, "version-too-low", message, help, places, report);
    }

    /// What the history told in the release it still tells.
    fn history(&self, demand: &Demand, changes: &Changes, places: &mut Places<'_>, report: &mut Report) {
        let old = changes.of(&demand.document).find(|change| *change.rule == THING_RENAMED && change.subject == change.document);
        let old = old.and_then(|change| change.old.as_ref()?.as_str()).unwrap_or(&demand.document.id);
        let before = Subject::new(demand.document.kind.as_str(), old);
        let (Some(then), Some(now)) = (lifecycle(self.released.1, &before), lifecycle(self.model, &demand.document)) else { return };
        for entry in &then.history {
            if now.history.iter().any(|known| known.version == entry.version && known.date == entry.date) {
                continue;
            }
            let (version, date) = (entry.version, entry.date);
            let summary = entry.summary.versions().map(|(language, text)| format!("{language} = {}", quoted(text))).collect::<Vec<_>>().join(", ");
            let message = format!("the history no longer tells of `{version}` of {date} as it did in release {}", self.released.0);
            let help = format!("bring the entry back:\n[[history]]\nversion = \"{version}\"\ndate = {date}\nsummary = {{ {summary} }}");
            Self::refuse(&demand.pointer.key("history"), Severity::Error, "released-history-changed", message, help, places, report);
        }
    }

    /// The ids that a thing had before it still tells: their addresses lead to it.
    fn old_ids(&self, change: &Change, places: &mut Places<'_>, report: &mut Report) {
        let (Some("renamed_from"), Some(pointer)) = (change.field.as_deref(), &change.new_pointer) else { return };
        let ids = |side: &Option<serde_json::Value>| -> Vec<String> {
            let ids = side.as_ref().and_then(|side| side.as_array()).into_iter().flatten();
            ids.filter_map(|id| id.as_str().map(quoted)).collect()
        };
        let (then, mut now) = (ids(&change.old), ids(&change.new));
        let lost: Vec<String> = then.into_iter().filter(|id| !now.contains(id)).collect();
        if lost.is_empty() {
            return;
        }
        let message = format!("{} no longer tells that it was called {} before, as it did in release {}", change.subject, lost.join(", "), self.released.0);
        now.extend(lost);
        let help = format!("the old address would lead nowhere; bring it back:\nrenamed_from = [{}]", now.join(", "));
        Self::refuse(pointer, Severity::Error, "released-history-changed", message, help, places, report);
    }

    /// What is gone is in the list of removals, and what has another id says which it had.
    fn identity(&self, change: &Change, places: &mut Places<'_>, report: &mut Report) {
        let is_collection = |kind: &str| self.model.collections.contains_key(kind) || self.released.1.collections.contains_key(kind);
        if *change.rule == THING_REMOVED {
            if let Some(reference) = change.subject.reference(is_collection) {
                self.removal(&reference.kind, &reference.id, None, report);
            }
            return;
        }
        let (Some(old), true) = (change.old.as_ref().and_then(|id| id.as_str()), *change.rule == THING_RENAMED) else { return };
        if change.matched_by != Some(MatchedBy::Evidence) {
            return;
        }
        let says = ["use-case", "indicator", "concept-model", "code-list", "concept", "attribute", "code", "question", "requirement"];
        if says.contains(&change.subject.kind.as_str()) {
            let place = change.new_pointer.clone().unwrap_or_default();
            let holder = Pointer { steps: place.steps[..place.steps.len().saturating_sub(1)].to_vec(), ..place };
            let message = format!("{} looks like what was `{old}` in release {}, and does not say so", change.subject, self.released.0);
            let help = format!("if it is the same, write in it:\nrenamed_from = [\"{old}\"]");
            Self::refuse(&holder, Severity::Error, "rename-not-declared", message, help, places, report);
        } else if let Some(reference) = change.subject.reference(is_collection) {
            self.removal(&reference.kind, old, Some(&reference.id), report);
        }
    }

    fn removal(&self, kind: &Kind, id: &str, instead: Option<&str>, report: &mut Report) {
        let release = self.released.0;
        let wrong = match self.model.removed(kind, id) {
            Some(removed) if upcoming(self.model, self.settings) == Some(&removed.release) || self.is_later(&removed.release) => return,
            Some(removed) => format!("{}:{id} is listed as removed in release {}, and release {release} still had it", kind.name(), removed.release),
            None if self.is_declared(kind, id) => return,
            None => format!("{}:{id} was in release {release} and is gone, and models/removed.toml does not say why", kind.name()),
        };
        let next = upcoming(self.model, self.settings).map_or("the id of the next release", |id| &**id);
        let instead = instead.map_or_else(String::new, |id| format!("\nreplaced_by = \"{id}\""));
        let language = self.settings.default_language();
        let help = format!(
            "bring it back, or write in models/removed.toml:\n[[removed]]\nkind = \"{}\"\nid = \"{id}\"\nrelease = \"{next}\"\nreason = {{ {language} = \"…\" }}{instead}",
            kind.name()
        );
        let place = self.place_of_removal(id).unwrap_or_else(|| Place::of_file("models/removed.toml"));
        report.push(Diagnostic::new(Severity::Error, place, "removal-not-recorded", wrong).help(help));
    }

    /// Where the list of removals names an id.
    fn place_of_removal(&self, id: &str) -> Option<Place> {
        let file = self.sources.get("models/removed.toml")?;
        let span = file.text().find(&format!("\"{id}\"")).map_or(0..0, |at| at..at + id.len() + 2);
        Some(file.place(span))
    }

    /// What the release told to be removed is still told, unless it is there again.
    fn removals(&self, report: &mut Report) {
        for told in &self.released.1.removed {
            let (kind, id) = (told.kind.name(), &told.id);
            let is_back = self.model.name_of(&Reference::new(told.kind.clone(), id.as_str())).is_some();
            let now = self.model.removed(&told.kind, id);
            if is_back || now.is_some_and(|now| now.release == told.release) {
                continue;
            }
            let release = self.released.0;
            let message = match now {
                Some(now) => format!(
                    "models/removed.toml tells that {kind}:{id} was removed in release {}, and in release {release} it told of release {}",
                    now.release, told.release
                ),
                None => format!("models/removed.toml no longer tells that {kind}:{id} was removed, as it did in release {release}"),
            };
            let reason = told.reason.versions().map(|(language, text)| format!("{language} = {}", quoted(text))).collect::<Vec<_>>().join(", ");
            let help = format!(
                "{}bring the entry back:\n[[removed]]\nkind = \"{kind}\"\nid = \"{id}\"\nrelease = \"{}\"\nreason = {{ {reason} }}",
                if now.is_some() { "" } else { "its address would lead nowhere; " },
                told.release
            );
            let place = self.place_of_removal(id).unwrap_or_else(|| Place::of_file("models/removed.toml"));
            report.push(Diagnostic::new(Severity::Error, place, "removal-not-recorded", message).help(help));
        }
    }

    /// Whether a release stands in the list after the one that is compared with: one out for comment, for example.
    fn is_later(&self, id: &Id) -> bool {
        let place = |id: &Id| self.settings.releases.iter().position(|entry| entry.id == *id);
        place(id) > place(self.released.0)
    }

    /// Whether something says that it had the id before.
    fn is_declared(&self, kind: &Kind, id: &str) -> bool {
        let says = |old: &[Id]| old.iter().any(|old| **old == *id);
        let model = self.model;
        match kind {
            Kind::UseCase => model.use_cases.values().any(|it| says(&it.lifecycle.renamed_from)),
            Kind::Indicator => model.indicators.values().any(|it| says(&it.lifecycle.renamed_from)),
            Kind::CodeList => model.code_lists.values().any(|it| says(&it.lifecycle.renamed_from)),
            Kind::ConceptModel => model.concept_models.values().any(|it| says(&it.lifecycle.renamed_from)),
            Kind::Concept => id.split_once('/').is_some_and(|(of, id)| {
                let concepts = model.concept_models.get(of).into_iter().flat_map(|model| &model.concepts);
                concepts.flat_map(|concept| &concept.renamed_from).any(|old| **old == *id)
            }),
            Kind::Page | Kind::Region | Kind::Area | Kind::Release | Kind::Document(_) => false,
        }
    }

    /// Values that are others than in the release are explained: what was told cannot become another number in silence.
    fn values(&self, (then, now): (&Indicator, &Indicator), changes: &Changes, pointer: &Pointer, places: &mut Places<'_>, report: &mut Report) {
        let adds = [&VALUE_ADDED, &VALUES_ADDED];
        let unsays = [&VALUE_REVISED, &VALUE_SUPPRESSED, &VALUE_WITHDRAWN, &VALUES_REMOVED];
        let document = Subject::new("indicator", now.id.as_str());
        let is_there = |rules: &[&Rule]| changes.of(&document).any(|change| rules.contains(&change.rule));
        let (is_more, is_other) = (is_there(&adds), is_there(&unsays));
        // An entry that was there already, or one of new values alone, does not tell why a figure is another.
        let entries = |of: &Indicator| of.data_history.iter().filter(|entry| !is_other || entry.kind != DataChange::Added).count();
        if !(is_more || is_other) || entries(now) > entries(then) {
            return;
        }
        let day = newest_day(self.model, self.settings).map_or_else(|| "2024-01-31".to_owned(), |day| day.to_string());
        let kind = match (is_there(&[&VALUE_REVISED]), is_other) {
            (true, _) => "revised",
            (_, true) => "withdrawn",
            _ => "added",
        };
        let message = format!("values are others than in release {}, and the data history does not tell why", self.released.0);
        let help = format!("add an entry:\n[[data_history]]\ndate = {day}\nkind = \"{kind}\"\nreason = \"…\"");
        // What was told stays as it was: new rows beside it are news, and no more.
        let severity = if is_other { Severity::Error } else { Severity::Warning };
        Self::refuse(&pointer.key("data_history"), severity, "values-not-explained", message, help, places, report);
    }

    /// What the release told of the values is still told.
    fn data_history(&self, (then, now): (&Indicator, &Indicator), pointer: &Pointer, places: &mut Places<'_>, report: &mut Report) {
        for entry in &then.data_history {
            if now.data_history.iter().any(|known| (known.date, known.kind) == (entry.date, entry.kind)) {
                continue;
            }
            let kind = DataChange::WORDS.iter().find(|(_, kind)| *kind == entry.kind).map_or("", |(word, _)| word);
            let message = format!("the data history no longer tells of values {kind} on {}, as it did in release {}", entry.date, self.released.0);
            let reason = entry.reason.versions().map(|(language, text)| format!("{language} = {}", quoted(text))).collect::<Vec<_>>().join(", ");
            let help = format!("bring the entry back:\n[[data_history]]\ndate = {}\nkind = \"{kind}\"\nreason = {{ {reason} }}", entry.date);
            Self::refuse(&pointer.key("data_history"), Severity::Error, "released-history-changed", message, help, places, report);
        }
    }
}

/// The id that a document of a kind has now.
fn renamed<'a>(changes: &'a Changes, kind: &str, old: &'a str) -> &'a str {
    let is_it = |change: &&Change| {
        *change.rule == THING_RENAMED
            && change.subject == change.document
            && change.document.kind == kind
            && change.old.as_ref().and_then(|id| id.as_str()) == Some(old)
    };
    changes.changes.iter().find(is_it).map_or(old, |change| change.document.id.as_str())
}

/// Text as a string of TOML.
pub fn quoted(text: &str) -> String {
    // What JSON escapes, TOML reads the same way.
    serde_json::Value::from(text).to_string()
}
