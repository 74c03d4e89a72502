//! Where values come from, in a line: whether they are made up, whose they are, which release shows them.

use crate::model::Indicator;
use crate::release::State;
use crate::render::scope::Scope;

/// The line under a chart or table of one indicator, as text.
pub fn line(scope: &Scope, indicator: &Indicator) -> String {
    let words = scope.words;
    let version = indicator.lifecycle.version.to_string();
    let mut parts = Vec::new();
    parts.extend(made_up(scope, indicator));
    if let Some(source) = &indicator.source {
        parts.push(words.say("source.source", &[("source", scope.plain_text(source).trim_end_matches('.'))]));
    }
    let site = scope.plain_text(&scope.settings().title);
    parts.push(match release(scope) {
        Some(release) => words.say("source.release", &[("site", &site), ("release", &dated(scope, release)), ("version", &version)]),
        None => words.say("source.site", &[("site", &site), ("version", &version)]),
    });
    parts.join(" ")
}

/// That the values are made up, where they are.
pub fn made_up(scope: &Scope, indicator: &Indicator) -> Option<String> {
    indicator.illustrative.then(|| scope.word("source.made-up"))
}

/// A release with its day.
pub fn dated(scope: &Scope, release: String) -> String {
    match scope.release.date {
        Some(day) => scope.words.say("source.dated", &[("release", &release), ("day", &scope.date(day))]),
        None => release,
    }
}

/// The release that a page belongs to, in a word or two; `None` where there is only one state.
pub fn release(scope: &Scope) -> Option<String> {
    match (&scope.release.id, &scope.release.state) {
        (Some(id), _) => Some(id.to_string()),
        (None, State::Only) => None,
        (None, _) => Some(scope.word("source.upcoming")),
    }
}
