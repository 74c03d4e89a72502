//! Two lists of things → changes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::change::{Change, Form, MatchedBy, Subject, fingerprint};
use super::judge::Judge;
use super::known::Known;
use super::matching::{Matches, matches, matches_where};
use super::moves::{Move, moves};
use super::pointer::Pointer;
use super::rules::{ORDER_CHANGED, REFERENCE_FOLLOWED, Rule, THING_MOVED, THING_REMOVED, THING_RENAMED};
use super::sentence::{Said, sentence};
use super::thing::{Field, Part, Thing};
use super::{differing, things, values};
use crate::model::{Id, Indicator, Model};

/// A comparison under way.
pub struct Comparison<'m> {
    old: &'m Model,
    new: &'m Model,
    /// What is known of other ids.
    known: Known,
    /// Parts of the document at hand that moved.
    moves: Vec<Move>,
    /// What has been found.
    pub changes: Vec<Change>,
}

/// What a change is in, as it is passed down to parts.
#[derive(Clone, Copy)]
struct Within<'t> {
    document: &'t Subject,
    /// The thing right above, where the document is not the thing itself.
    above: Option<&'t Thing>,
}

impl<'m> Comparison<'m> {
    /// A comparison of which nothing has been done yet.
    pub fn new(old: &'m Model, new: &'m Model, known: Known) -> Self {
        Self { old, new, known, moves: Vec::new(), changes: Vec::new() }
    }

    /// Compares what there is exactly one of.
    pub fn one(&mut self, old: Thing, new: Thing, is_same: bool) {
        if !is_same {
            let document = Subject::new(new.kind.as_ref(), new.id.as_str());
            self.pair(&old, &new, MatchedBy::Id, Within { document: &document, above: None });
        }
    }

    /// Compares documents of one kind.
    pub fn all<T: PartialEq>(&mut self, old: &BTreeMap<Id, T>, new: &BTreeMap<Id, T>, thing: impl Fn(&T) -> Thing) {
        let (old, new) = differing(old, new, thing);
        self.documents(&old, &new);
    }

    fn documents(&mut self, old: &[Thing], new: &[Thing]) -> Vec<(String, String)> {
        let Matches { pairs, removed, added } = matches(old, new);
        let subject = |thing: &Thing| Subject::new(thing.kind.as_ref(), thing.id.as_str());
        for at in removed {
            self.removed(&old[at], None, Within { document: &subject(&old[at]), above: None });
        }
        let mut same = Vec::new();
        for (before, after, by) in pairs {
            self.moves = moves(&old[before], &new[after]);
            self.pair(&old[before], &new[after], by, Within { document: &subject(&new[after]), above: None });
            self.moves.clear();
            same.push((old[before].id.clone(), new[after].id.clone()));
        }
        for at in added {
            self.added(&new[at], None, Within { document: &subject(&new[at]), above: None });
        }
        same
    }

    /// Compares indicators and their values.
    pub fn indicators(&mut self) {
        let (old_model, new_model) = (self.old, self.new);
        let (old, new) = differing(&old_model.indicators, &new_model.indicators, things::indicator);
        let same = self.documents(&old, &new);
        for (before, after) in &same {
            if let (Some(before), Some(after)) = (old_model.indicators.get(before.as_str()), new_model.indicators.get(after.as_str())) {
                self.values(Some(before), Some(after));
            }
        }
        for thing in old.iter().filter(|thing| !same.iter().any(|(id, _)| *id == thing.id)) {
            self.values(old_model.indicators.get(thing.id.as_str()), None);
        }
        for thing in new.iter().filter(|thing| !same.iter().any(|(_, id)| *id == thing.id)) {
            self.values(None, new_model.indicators.get(thing.id.as_str()));
        }
    }

    fn values(&mut self, old: Option<&Indicator>, new: Option<&Indicator>) {
        self.changes.extend(values::changes(old, new, (&self.old.regions, &self.new.regions)));
    }

    /// Compares the information models.
    pub fn information(&mut self) {
        let (old, new) = (&self.old.information, &self.new.information);
        if old != new {
            let things = |model: &Option<_>| model.iter().map(things::information).collect::<Vec<_>>();
            self.documents(&things(old), &things(new));
        }
    }

    /// Compares regions: they are things of their own, and yet parts of one document with a version.
    pub fn regions(&mut self) {
        let (old, new) = (&self.old.regions, &self.new.regions);
        if old == new {
            return;
        }
        self.one(things::regions(old), things::regions(new), false);
        let (old, new) = differing(&old.regions, &new.regions, things::region);
        let document = Subject::new("regions", "");
        self.list(&old, &new, false, Within { document: &document, above: None });
    }

    /// Compares schemas of collections and their documents.
    pub fn collections(&mut self) {
        let (old, new) = (&self.old.collections, &self.new.collections);
        if old == new {
            return;
        }
        let schemas = |these: &BTreeMap<Id, _>| these.values().map(things::collection).collect::<Vec<_>>();
        self.documents(&schemas(old), &schemas(new));
        let none = BTreeMap::new();
        let mut names: Vec<&Id> = old.keys().chain(new.keys()).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let Some(collection) = new.get(name).or_else(|| old.get(name)) else { continue };
            let of = |these: &'m BTreeMap<Id, crate::model::Collection>| these.get(name).map(|collection| &collection.documents);
            let (old, new) = differing(of(old).unwrap_or(&none), of(new).unwrap_or(&none), |document| things::document(document, collection));
            self.documents(&old, &new);
        }
    }

    /// Compares files beside documents.
    pub fn files(&mut self) {
        let (old, new) = (&self.old.files, &self.new.files);
        let of = |these: &BTreeMap<_, std::sync::Arc<[u8]>>, those: &BTreeMap<_, _>| {
            let differing = these.iter().filter(|(path, bytes)| those.get(*path) != Some(*bytes));
            differing.map(|(path, bytes): (&std::sync::Arc<str>, _)| things::file(path, bytes)).collect::<Vec<_>>()
        };
        let (old, new) = (of(old, new), of(new, old));
        self.documents(&old, &new);
    }

    /// Compares parts of one sort.
    fn list(&mut self, old: &[Thing], new: &[Thing], is_ordered: bool, within: Within<'_>) {
        let Matches { pairs, removed, added } = matches_where(old, new, &self.known);
        let position = |at: usize| is_ordered.then_some(at);
        for at in removed {
            self.removed(&old[at], position(at), within);
        }
        for (before, after, by) in &pairs {
            self.pair(&old[*before], &new[*after], *by, within);
        }
        for at in added {
            self.added(&new[at], position(at), within);
        }
    }

    fn removed(&mut self, thing: &Thing, position: Option<usize>, within: Within<'_>) {
        if self.moves.iter().any(|moved| is_one(&moved.old.1, thing)) {
            return;
        }
        let old = whole(thing, position);
        self.push(&THING_REMOVED, (Some(thing), None), None, (Some(old), None), Form::Thing, None, within);
    }

    fn added(&mut self, thing: &Thing, position: Option<usize>, within: Within<'_>) {
        if self.moved(thing, within) {
            return;
        }
        let new = whole(thing, position);
        self.push(thing.added, (None, Some(thing)), None, (None, Some(new)), Form::Thing, None, within);
        for part in thing.parts.iter().flat_map(|part| &part.things) {
            self.moved(part, Within { above: Some(thing), ..within });
        }
    }

    /// Tells of a part that moved to where it is; whether it did.
    fn moved(&mut self, thing: &Thing, within: Within<'_>) -> bool {
        let Some(at) = self.moves.iter().position(|moved| is_one(&moved.new.1, thing)) else { return false };
        let Move { old, new } = self.moves.swap_remove(at);
        let place = |(above, thing, at): &(Thing, Thing, usize)| json!({ "id": thing.id, "in": above.name, "position": at });
        let sides = (Some(place(&old)), Some(place(&new)));
        self.push(&THING_MOVED, (Some(&old.1), Some(thing)), Some("id"), sides, Form::Plain, Some(MatchedBy::Evidence), within);
        self.fields(&old.1, thing, MatchedBy::Evidence, within);
        self.moves.push(Move { old, new });
        true
    }

    fn pair(&mut self, old: &Thing, new: &Thing, by: MatchedBy, within: Within<'_>) {
        let both = (Some(old), Some(new));
        if old.key != new.key {
            let ids = (Some(Json::from(old.key.as_str())), Some(Json::from(new.key.as_str())));
            self.push(&THING_RENAMED, both, Some("id"), ids, Form::Plain, Some(by), within);
        }
        self.fields(old, new, by, within);
        for part in &new.parts {
            let Some(before) = old.parts.iter().find(|before| before.name == part.name) else { continue };
            self.parts(both, before, part, by, within);
        }
    }

    fn fields(&mut self, old: &Thing, new: &Thing, by: MatchedBy, within: Within<'_>) {
        let both = (Some(old), Some(new));
        let absent = |field: &Field| Field { value: None, ..field.clone() };
        let find = |thing: &Thing, name: &Cow<'static, str>| thing.fields.iter().find(|field| field.name == *name).cloned();
        let mut fields: Vec<(Field, Field)> = Vec::new();
        for field in &new.fields {
            fields.push((find(old, &field.name).unwrap_or_else(|| absent(field)), field.clone()));
        }
        for field in &old.fields {
            if find(new, &field.name).is_none() {
                fields.push((field.clone(), absent(field)));
            }
        }
        for (old, new) in fields.into_iter().filter(|(old, new)| old.value != new.value) {
            let judge: Judge = if new.value.is_some() { new.judge } else { old.judge };
            let rule =
                self.followed(judge, &old, &new, within).unwrap_or_else(|| judge.rule(new.language.or(old.language), old.value.as_ref(), new.value.as_ref()));
            self.push(rule, both, Some(&new.name), (old.value, new.value), new.form, Some(by), within);
        }
    }

    /// Whether a reference but follows what it refers to.
    fn followed(&self, judge: Judge, old: &Field, new: &Field, within: Within<'_>) -> Option<&'static Rule> {
        let (old, new, form) = (old.value.as_ref(), new.value.as_ref(), new.form);
        let is_reference = form == Form::Plain && judge != Judge::Record && self.known.follows(&within.document.id, old, new);
        (is_reference || judge == Judge::SourceType && self.known.is_name_of(old, new)).then_some(&REFERENCE_FOLLOWED)
    }

    fn parts(&mut self, both: (Option<&Thing>, Option<&Thing>), old: &Part, new: &Part, by: MatchedBy, within: Within<'_>) {
        let Matches { pairs, .. } = matches_where(&old.things, &new.things, &self.known);
        if pairs.windows(2).any(|pair| pair[0].0 > pair[1].0) {
            let keys = |part: &Part| Some(part.things.iter().map(|thing| Json::from(thing.key.as_str())).collect());
            self.push(&ORDER_CHANGED, both, Some(new.name), (keys(old), keys(new)), Form::Plain, Some(by), within);
        }
        self.list(&old.things, &new.things, true, Within { above: both.1.or(both.0), ..within });
    }

    #[expect(clippy::too_many_arguments, reason = "what a change is made of, each once")]
    fn push(
        &mut self,
        rule: &'static Rule,
        (old_thing, new_thing): (Option<&Thing>, Option<&Thing>),
        field: Option<&str>,
        (old, new): (Option<Json>, Option<Json>),
        form: Form,
        matched_by: Option<MatchedBy>,
        within: Within<'_>,
    ) {
        let Some(thing) = new_thing.or(old_thing) else { return };
        let subject = Subject::new(thing.kind.as_ref(), thing.id.as_str());
        let pointer = |thing: Option<&Thing>| -> Option<Pointer> {
            let thing = thing?;
            Some(field.map_or_else(|| thing.pointer.clone(), |field| thing.pointer_of(field)))
        };
        let said = Said { rule, thing, above: within.above, field, old: old.as_ref(), new: new.as_ref() };
        let fingerprint = fingerprint(&subject, field, old.as_ref(), new.as_ref());
        self.changes.push(Change {
            rule,
            class: rule.class,
            field: field.map(str::to_owned),
            sentence: sentence(&said),
            fingerprint,
            old,
            new,
            old_place: None,
            new_place: None,
            matched_by,
            document: within.document.clone(),
            form,
            cell: None,
            old_pointer: pointer(old_thing),
            new_pointer: pointer(new_thing),
            subject,
        });
    }
}

fn is_one(a: &Thing, b: &Thing) -> bool {
    a.kind == b.kind && a.id == b.id
}

/// A thing as one value, with its place among its siblings where that is more than the order of ids.
fn whole(thing: &Thing, position: Option<usize>) -> Json {
    let mut value = thing.json();
    if let (Some(position), Json::Object(table)) = (position, &mut value) {
        table.insert("position".to_owned(), Json::from(position));
    }
    value
}
