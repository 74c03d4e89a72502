//! `virta diff`: the semantic difference of two snapshots.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;

use super::review::{Side, html};
use super::snapshot::{Named, named};
use super::{Outcome, Stop, print};
use crate::diff::{Change, Class, Subject, diff, report};
use crate::impact::{Impact, Thing};
use crate::model::{Model, Settings};
use crate::{release, resolve};

/// What `diff` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// The older snapshot: `.`, a release, a folder or a git revision; `release:`, `dir:` and `git:` force one
    old: String,
    /// The newer snapshot
    new: String,
    /// Only what concerns one thing and all that it reaches, such as use-case:id
    #[arg(long = "for", value_name = "KIND:ID")]
    about: Option<String>,
    /// Exit with 1 where a change of this class or a graver one is found
    #[arg(long, value_name = "CLASS", value_parser = class)]
    fail_on: Option<Class>,
    /// The form of the difference
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// The form of a difference.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// For a terminal
    Text,
    /// For a merge request
    Markdown,
    /// For programs
    Json,
    /// For review: one file for e-mail and offline, with boxes to tick and room for comments
    Html,
}

fn class(word: &str) -> Result<Class, String> {
    let words = Class::WORDS.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
    Class::WORDS.iter().find(|(known, _)| *known == word).map(|(_, class)| *class).ok_or_else(|| format!("the classes are {words}"))
}

#[derive(Serialize)]
struct Json<'a> {
    old: &'a str,
    new: &'a str,
    changes: &'a [Change],
}

/// Compares two snapshots.
pub fn run(folder: &Path, args: &Args) -> Outcome {
    let (settings, old) = named(folder, &args.old)?;
    let (_, new) = named(folder, &args.new)?;
    let (old_model, new_model) = models(folder, &settings, &old, &new);
    let mut changes = diff(&old_model, &new_model).placed(&old.sources, &new.sources).changes;
    if let Some(about) = &args.about {
        let reach = reach(about, [&old_model, &new_model])?;
        changes.retain(|change| reach.contains(&change.subject) || reach.contains(&change.document));
    }
    let language = settings.default_language();
    if args.format == Form::Html {
        let found = |named: &Named| resolve::resolve(&named.sources, &settings).1;
        let sides = [Side { name: &args.old, model: old_model, findings: found(&old) }, Side { name: &args.new, model: new_model, findings: found(&new) }];
        print(&html(folder, &settings, sides, &changes)?)?;
        return graded(&changes, args.fail_on);
    }
    match args.format {
        Form::Html => {}
        Form::Text => print(&report::text(&changes, &args.old, &args.new, language))?,
        Form::Markdown => print(&report::markdown(&changes, &args.old, &args.new, language))?,
        Form::Json => {
            let json = serde_json::to_string_pretty(&Json { old: &args.old, new: &args.new, changes: &changes }).unwrap_or_default();
            print(&(json + "\n"))?;
        }
    }
    graded(&changes, args.fail_on)
}

/// Fails where a change is of a class or a graver one.
fn graded(changes: &[Change], fail_on: Option<Class>) -> Outcome {
    let is_grave = |change: &Change| fail_on.is_some_and(|limit| change.class >= limit);
    if changes.iter().any(is_grave) { Err(Stop::Findings) } else { Ok(()) }
}

/// What two snapshots say, without the numbers that a later release withholds.
fn models(folder: &Path, settings: &Settings, old: &Named, new: &Named) -> (Model, Model) {
    let model = |named: &Named| resolve::resolve(&named.sources, settings).0;
    let (mut before, mut after) = (model(old), model(new));
    let newest = old.place.max(new.place);
    let later = settings.releases.iter().skip(newest.map_or(0, |place| place + 1)).map(|entry| format!("release:{}", entry.id));
    let tree = (newest != Some(settings.releases.len())).then(|| ".".to_owned());
    for name in later.chain(tree) {
        // What cannot be read withholds nothing; `virta check` says so.
        let Ok((_, later)) = named(folder, &name) else { continue };
        let mut later = model(&later);
        release::withhold_what_came_to_be_withheld(&mut [&mut before, &mut later]);
        release::withhold_what_came_to_be_withheld(&mut [&mut after, &mut later]);
    }
    if old.place > new.place {
        release::withhold_what_came_to_be_withheld(&mut [&mut after, &mut before]);
    }
    (before, after)
}

/// A thing and all that it rests on in either snapshot.
fn reach(about: &str, models: [&Model; 2]) -> Result<BTreeSet<Subject>, Stop> {
    let subject = |thing: &Thing| Subject::new(thing.kind(), thing.id());
    let Some((kind, id)) = about.split_once(':') else {
        return Err(Stop::Usage(format!("`{about}` names no thing; write kind:id, such as use-case:{about}")));
    };
    let mut reach = BTreeSet::new();
    match Thing::parse(about) {
        Some(thing) => {
            for model in models.into_iter().filter(|model| thing.is_in(model)) {
                let impact = Impact::new(model);
                reach.insert(subject(&thing));
                reach.extend(impact.with_parts(&thing).iter().map(subject));
                reach.extend(impact.rests_on(&thing).iter().map(|step| subject(&step.thing)));
            }
        }
        None if models.iter().any(|model| (kind == "page" && model.pages.contains_key(id)) || (kind == "region" && model.regions.get(id).is_some())) => {
            reach.insert(Subject::new(kind, id));
        }
        None => {}
    }
    if reach.is_empty() { Err(Stop::Failure(format!("neither snapshot has `{about}`"))) } else { Ok(reach) }
}
