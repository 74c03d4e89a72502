//! `virta explain`: the manual's paragraph of a rule.

use super::{Outcome, Stop, print};
use crate::diagnostic::nearest;
use crate::resolve;

/// What `explain` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// The name of the rule, as a finding shows it in brackets; without one, all rules
    rule: Option<String>,
}

/// Explains a rule.
pub fn run(args: &Args) -> Outcome {
    let Some(rule) = &args.rule else {
        let list = resolve::RULES.iter().fold(String::new(), |list, rule| list + rule.name + "\n");
        return print(&list);
    };
    match resolve::explain(rule) {
        Some(paragraph) => print(&format!("{rule}\n\n{paragraph}\n")),
        None => Err(Stop::Failure(match nearest(rule, resolve::RULES.iter().map(|rule| rule.name)) {
            Some(near) => format!("there is no rule `{rule}`; did you mean `{near}`?"),
            None => format!("there is no rule `{rule}`; `virta explain` lists them all"),
        })),
    }
}
