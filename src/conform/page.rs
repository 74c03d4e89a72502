//! The page to send back: how an extract stands, in one file that loads nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Compared, Finding, Judged, Judgement, Outcome, Specification, Told, title};
use crate::diagnostic::Severity;
use crate::model::use_case::RequirementLevel;
use crate::model::{Id, Period, UseCase};
use crate::render::markdown::{self, NoLinks};
use crate::render::scope::escape;
use crate::render::words::Words;

/// What the page shows.
pub struct Page<'p> {
    /// What the extract is held against.
    pub specification: &'p Specification<'p>,
    /// The use case.
    pub case: &'p UseCase,
    /// Files and findings.
    pub judgement: &'p Judgement,
    /// Requirements and how they stand.
    pub requirements: &'p [Told<'p>],
    /// Own figures beside the published ones.
    pub values: &'p BTreeMap<(Id, Period), Compared>,
}

/// The style of the page: it stands alone, so it carries its own few lines.
const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}\
table{border-collapse:collapse;margin:1rem 0}th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid}";

/// The page in a language.
pub fn html(page: &Page<'_>, words: &Words) -> String {
    let name = title(page.case, words.language);
    let heading = escape(&words.say("conform.title", &[("name", &name)]));
    let has_errors = page.judgement.findings.iter().any(|finding| finding.severity == Severity::Error);
    let verdict = words.get(if has_errors { "conform.differs" } else { "conform.conforms" });
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{heading}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{heading}</h1>\n<p><strong>{}</strong></p>\n<p>{}. {}</p>\n",
        words.interface,
        escape(verdict),
        escape(&words.say("conform.version", &[("version", &page.case.lifecycle.version.to_string())])),
        escape(words.get("conform.personal")),
    );
    requirements(&mut out, page, words);
    findings(&mut out, page, words);
    files(&mut out, page, words);
    values(&mut out, page, words);
    out.push_str("</body>\n</html>\n");
    out
}

/// A table under a heading, of cells that are HTML already; the first of a row names it.
fn table(out: &mut String, words: &Words, title: &str, heads: &[&str], rows: Vec<Vec<String>>) {
    let _ = writeln!(out, "<h2 id=\"{title}\">{}</h2>\n<table aria-labelledby=\"{title}\">", escape(words.get(&format!("conform.{title}"))));
    let head = |key: &&str| format!("<th scope=\"col\">{}</th>", escape(words.get(&format!("conform.{key}"))));
    let _ = writeln!(out, "<thead><tr>{}</tr></thead>\n<tbody>", heads.iter().map(head).collect::<Vec<_>>().concat());
    for row in rows {
        let mut cells = row.into_iter();
        let first = cells.next().unwrap_or_default();
        let rest = cells.fold(String::new(), |rest, cell| rest + "<td>" + &cell + "</td>");
        let _ = writeln!(out, "<tr><th scope=\"row\">{first}</th>{rest}</tr>");
    }
    out.push_str("</tbody>\n</table>\n");
}

fn requirements(out: &mut String, page: &Page<'_>, words: &Words) {
    if page.requirements.is_empty() {
        return;
    }
    let row = |told: &Told<'_>| {
        let text = markdown::plain(told.requirement.text.or_any(words.language), &NoLinks);
        let level = RequirementLevel::WORDS.iter().find(|(_, level)| *level == told.requirement.level).map_or("", |(word, _)| word);
        let state = words.get(match told.outcome {
            Outcome::Met => "conform.outcomes.met",
            Outcome::NotMet => "conform.outcomes.not-met",
            Outcome::NothingToJudge => "conform.outcomes.nothing-to-judge",
            Outcome::NoFile => "conform.outcomes.no-file",
            Outcome::NotChecked => "conform.outcomes.not-checked",
        });
        let level = format!("requirement.level.{level}");
        vec![format!("{} {}", escape(&told.requirement.id), escape(&text)), escape(words.get(&level)), escape(state), told.findings.to_string()]
    };
    table(out, words, "requirements", &["requirement", "level", "outcome", "findings"], page.requirements.iter().map(row).collect());
}

fn findings(out: &mut String, page: &Page<'_>, words: &Words) {
    if page.judgement.findings.is_empty() {
        let _ = writeln!(out, "<h2>{}</h2>\n<p>{}</p>", escape(words.get("conform.findings")), escape(words.get("conform.no-findings")));
        return;
    }
    let row = |finding: &Finding| {
        let severity = format!("conform.severities.{}", finding.severity.word());
        vec![
            escape(&finding.file),
            escape(words.get(&severity)),
            format!("<span lang=\"en\">{}</span>", escape(&finding.said())),
            finding.rows.count.to_string(),
        ]
    };
    table(out, words, "findings", &["file", "severity", "finding", "rows"], page.judgement.findings.iter().map(row).collect());
}

fn files(out: &mut String, page: &Page<'_>, words: &Words) {
    let row = |Judged { file, table, rows, .. }: &Judged| {
        let concept = &page.specification.tables.tables[*table];
        let name = markdown::plain(concept.source.name.or_any(words.language), &NoLinks);
        vec![escape(file), escape(&name), words.integer(usize::try_from(*rows).unwrap_or(usize::MAX))]
    };
    table(out, words, "files", &["file", "concept", "rows"], page.judgement.files.iter().map(row).collect());
}

fn values(out: &mut String, page: &Page<'_>, words: &Words) {
    if page.values.is_empty() {
        return;
    }
    let row = |((indicator, period), told): (&(Id, Period), &Compared)| {
        let name =
            page.specification.model.indicators.get(indicator).map_or_else(String::new, |one| markdown::plain(one.name.or_any(words.language), &NoLinks));
        let counts = [told.same.count, told.other.count, told.unpublished.count, told.missing].map(|count| count.to_string());
        [escape(&name), escape(&words.period(*period))].into_iter().chain(counts).collect()
    };
    table(out, words, "values", &["indicator", "period", "same", "other", "unpublished", "missing"], page.values.iter().map(row).collect());
}
