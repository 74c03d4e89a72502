//! Use-case descriptions.

mod index;
mod requirement;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::life::{Life, life, strip, unless_valid};
use super::parts::{Fact, Tag};
use super::ties::{Group, documents};
use super::{Shown, banner};
use crate::model::use_case::{DataSource, Pin, Purpose, Question, Sector};
use crate::model::{Id, Indicator, Kind, Lifecycle, Reference, UseCase};
use crate::plan::route::Place;
use crate::render::scope::{Link, ProseView, Scope, TocEntry, escape};
use crate::statistics;

pub use index::{entry, index};
pub use requirement::level;

/// Anchors of the page's own sections, which prose cannot take.
const ANCHORS: [&str; 10] = [
    "s-questions",
    "s-description",
    "s-requirements",
    "s-indicators",
    "s-concepts",
    "s-sources",
    "s-documents",
    "s-about",
    super::life::HISTORY,
    super::downloads::ANCHOR,
];

/// What the page of a use case shows.
#[derive(Serialize)]
struct UseCaseView {
    /// What is asked.
    questions: Vec<Asked>,
    /// The description.
    prose: Option<ProseView>,
    /// Whether the description needs a heading, because it does not begin with one.
    is_headless: bool,
    /// What a conforming solution does.
    requirements: Option<requirement::Requirements>,
    /// What answers.
    indicators: Vec<Answer>,
    /// Concept models it rests on.
    models: Vec<Pinned>,
    /// Code lists that break the figures down.
    lists: Vec<Pinned>,
    /// Where the data comes from.
    sources: Vec<Source>,
    /// Documents of collections that refer to it.
    documents: Vec<Group>,
    /// Whom it serves, what for, whose it is.
    facts: Vec<Fact>,
    /// Its life.
    life: Life,
}

/// A question, and what answers it.
#[derive(Debug, Clone, Serialize)]
pub struct Asked {
    /// Its anchor.
    pub id: String,
    /// Anchors it had before.
    pub before: Vec<String>,
    /// The question on the page of its use case.
    pub href: Option<String>,
    /// What is asked, as HTML.
    pub html: String,
    /// Indicators that answer it; none is told as such.
    pub indicators: Vec<Link>,
}

/// An indicator as an answer.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    /// The indicator.
    pub link: Link,
    /// Its state, where it is not in force.
    pub status: Option<Tag>,
    /// Whether its values are made up.
    pub illustrative: bool,
    /// Its newest period; `None` where it has no values.
    pub latest: Option<String>,
    /// Questions of this page that it answers, by their anchors.
    pub questions: Vec<String>,
}

/// A thing at a version.
#[derive(Debug, Clone, Serialize)]
struct Pinned {
    /// The thing.
    link: Link,
    /// The version that the use case was written for.
    version: Option<String>,
    /// What this release has, where that is another version, as a sentence.
    behind: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Source {
    html: String,
    kind: Option<String>,
}

/// The page of a use case.
pub fn one(scope: &Scope, use_case: &UseCase) -> Shown {
    let thing = Reference::new(Kind::UseCase, use_case.id.clone());
    let own = use_case.questions.iter().map(|question| &*question.id).chain(use_case.requirements.iter().map(|one| &*one.id));
    let taken: Vec<&str> = own.chain(ANCHORS).collect();
    let lifecycle = &use_case.lifecycle;
    let prose = scope.prose(&use_case.prose, &taken);
    let view = UseCaseView {
        questions: use_case.questions.iter().map(|question| asked(scope, &use_case.id, question)).collect(),
        is_headless: prose.as_ref().is_some_and(|prose| !prose.html.trim_start().starts_with("<h2")),
        prose,
        requirements: requirement::requirements(scope, use_case),
        indicators: answers(scope, use_case),
        models: pinned(scope, &use_case.models, &Kind::ConceptModel),
        lists: pinned(scope, &use_case.dimensions, &Kind::CodeList),
        sources: use_case.sources.iter().map(|one| source(scope, one)).collect(),
        documents: documents(scope, std::slice::from_ref(&thing)),
        facts: facts(scope, use_case),
        life: life(scope, lifecycle),
    };
    let toc = contents(scope, &view);
    let mut shown = Shown::new("use-case.html", scope.plain(&use_case.title), &view)
        .summary(scope, use_case.summary.as_ref())
        .crumb(scope.word_link(&Place::UseCases, "nav.use-cases"))
        .banner(banner::status(scope, lifecycle, |id| Reference::new(Kind::UseCase, id.clone())))
        .banner(banner::translation(scope, &use_case.prose, Some(lifecycle.version)))
        .sections(toc);
    shown.facts = strip(scope, lifecycle, "kind.use-case");
    shown.facts.extend(use_case.area.as_ref().map(|area| banner::anchor(&scope.thing(&Reference::new(Kind::Area, area.clone())))));
    shown.facts.extend(use_case.sector.map(|sector| sector_word(scope, sector)));
    shown
}

/// A question on any page.
pub fn asked(scope: &Scope, use_case: &Id, question: &Question) -> Asked {
    let href = scope.href(&Place::UseCase(use_case.clone())).map(|href| format!("{href}#{}", question.id));
    let indicators = question.indicators.iter().map(|id| scope.thing(&Reference::new(Kind::Indicator, id.clone()))).collect();
    let before = crate::render::view::life::former_anchors(&question.renamed_from);
    Asked { id: question.id.to_string(), before, href, html: scope.html(&question.text), indicators }
}

/// The word of a sector.
pub fn sector_word(scope: &Scope, sector: Sector) -> String {
    let word = Sector::WORDS.iter().find(|(_, known)| *known == sector).map_or("", |(word, _)| word);
    escape(scope.words.get(&format!("sector.{word}")))
}

/// Every indicator that answers: those of the use case, then those that only a question names.
fn answers(scope: &Scope, use_case: &UseCase) -> Vec<Answer> {
    let mut ids: Vec<&Id> = use_case.indicators.iter().collect();
    for id in use_case.questions.iter().flat_map(|question| &question.indicators) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let found = ids.into_iter().filter_map(|id| scope.model().indicators.get(id));
    found.map(|indicator| answer(scope, indicator, Some(use_case))).collect()
}

/// An indicator, and which of a use case's questions it answers.
pub fn answer(scope: &Scope, indicator: &Indicator, use_case: Option<&UseCase>) -> Answer {
    let questions = use_case.into_iter().flat_map(|use_case| &use_case.questions).filter(|question| question.indicators.contains(&indicator.id));
    let latest = statistics::latest(indicator, &scope.model().regions, scope.release.date);
    Answer {
        link: scope.thing(&Reference::new(Kind::Indicator, indicator.id.clone())),
        status: unless_valid(scope, &indicator.lifecycle),
        illustrative: indicator.illustrative,
        latest: latest.map(|period| scope.words.period(period)),
        questions: questions.map(|question| question.id.to_string()).collect(),
    }
}

fn pinned(scope: &Scope, pins: &[Pin], kind: &Kind) -> Vec<Pinned> {
    pins.iter().map(|pin| one_pinned(scope, pin, kind)).collect()
}

fn one_pinned(scope: &Scope, pin: &Pin, kind: &Kind) -> Pinned {
    let model = scope.model();
    let there: Option<&Lifecycle> = match kind {
        Kind::ConceptModel => model.concept_models.get(&pin.id).map(|model| &model.lifecycle),
        _ => model.code_lists.get(&pin.id).map(|list| &list.lifecycle),
    };
    let other = there.map(|there| there.version).filter(|there| pin.version.is_some_and(|pinned| pinned != *there));
    Pinned {
        link: scope.thing(&Reference::new(kind.clone(), pin.id.clone())),
        version: pin.version.or(there.map(|there| there.version)).map(|version| version.to_string()),
        behind: other.map(|there| scope.words.say("use-case.behind", &[("version", &there.to_string())])),
    }
}

fn source(scope: &Scope, source: &DataSource) -> Source {
    Source { html: scope.html(&source.name), kind: source.kind.as_ref().map(|kind| scope.label(kind)) }
}

/// Whom the use case serves and what for.
fn facts(scope: &Scope, use_case: &UseCase) -> Vec<Fact> {
    let information = scope.href(&Place::Information);
    let audiences = scope.model().information.iter().flat_map(|information| &information.audiences);
    let audiences: Vec<String> = audiences
        .filter(|audience| use_case.audiences.contains(&audience.id))
        .map(|audience| {
            let href = information.as_ref().map(|href| format!("{href}#{}", super::information::audience_anchor(&audience.id)));
            banner::anchor(&Link { href, html: scope.label(&audience.name) })
        })
        .collect();
    let purposes: Vec<String> = use_case.purposes.iter().map(|purpose| purpose_word(scope, *purpose)).collect();
    vec![Fact::word(scope, "use-case.audiences", audiences.join(", ")), Fact::word(scope, "use-case.purposes", purposes.join(", "))]
}

fn purpose_word(scope: &Scope, purpose: Purpose) -> String {
    let word = Purpose::WORDS.iter().find(|(_, known)| *known == purpose).map_or("", |(word, _)| word);
    escape(scope.words.get(&format!("purpose.{word}")))
}

fn contents(scope: &Scope, view: &UseCaseView) -> Vec<TocEntry> {
    let section = |is_there: bool, id: &str, key: &str| is_there.then(|| scope.toc_word(id, key));
    let mut toc = Vec::new();
    toc.extend(section(!view.questions.is_empty(), "s-questions", "use-case.questions"));
    toc.extend(section(view.is_headless, "s-description", "use-case.description"));
    toc.extend(view.prose.iter().flat_map(|prose| prose.headings.iter().cloned()));
    toc.extend(section(view.requirements.is_some(), "s-requirements", "use-case.requirements"));
    toc.extend(section(!view.indicators.is_empty(), "s-indicators", "use-case.indicators"));
    toc.extend(section(!(view.models.is_empty() && view.lists.is_empty()), "s-concepts", "use-case.concepts"));
    toc.extend(section(!view.sources.is_empty(), "s-sources", "use-case.sources"));
    toc.extend(section(!view.documents.is_empty(), "s-documents", "ties.documents"));
    toc.push(scope.toc_word("s-about", "life.about"));
    toc.extend(section(!view.life.history.is_empty(), super::life::HISTORY, "history.title"));
    toc
}
