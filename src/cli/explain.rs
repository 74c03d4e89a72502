//! `virta explain`: the manual's paragraph of a rule.

use super::{Outcome, Stop, print};
use crate::diagnostic::nearest;
use crate::{diff, resolve};

/// What `explain` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// The name of the rule, as a finding shows it in brackets; without one, all rules
    rule: Option<String>,
}

/// Explains a rule.
pub fn run(args: &Args) -> Outcome {
    let Some(rule) = &args.rule else {
        let names = resolve::RULES.iter().map(|rule| rule.name).chain(diff::RULES.iter().map(|rule| rule.name));
        return print(&names.fold(String::new(), |list, name| list + name + "\n"));
    };
    if let Some(rule) = diff::rules::rule(rule) {
        return print(&diff::report::explained(rule));
    }
    match resolve::explain(rule) {
        Some(paragraph) => print(&format!("{rule}\n\n{paragraph}\n")),
        None => Err(Stop::Failure(match nearest(rule, resolve::RULES.iter().map(|rule| rule.name).chain(diff::RULES.iter().map(|rule| rule.name))) {
            Some(near) => format!("there is no rule `{rule}`; did you mean `{near}`?"),
            None => format!("there is no rule `{rule}`; `virta explain` lists them all"),
        })),
    }
}
