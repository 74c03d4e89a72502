//! Changes for people: as text for a terminal, and as Markdown for a merge request.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::change::{Change, Class, Subject};
use super::rules::Rule;
use crate::model::Language;

/// Words of the reports in Finnish, Swedish and English.
struct Words {
    nothing: &'static str,
    classes: [&'static str; 6],
    more: &'static str,
}

const FI: Words = Words {
    nothing: "Mikään ei muuttunut.",
    classes: ["Rikkovat muutokset", "Lukua muuttavat", "Lisäykset", "Tarkennukset", "Kirjoitusasu ja kirjanpito", "Luvut"],
    more: "ja {} muuta",
};
const SV: Words = Words {
    nothing: "Ingenting har ändrats.",
    classes: ["Brytande ändringar", "Ändrar talet", "Tillägg", "Förtydliganden", "Skrivsätt och bokföring", "Värden"],
    more: "och {} till",
};
const EN: Words = Words {
    nothing: "Nothing changed.",
    classes: ["Breaking changes", "Changes the number", "Additions", "Clarifications", "Spelling and record-keeping", "Values"],
    more: "and {} more",
};

/// The order in which classes are told: the gravest first, values last.
const ORDER: [Class; 6] = [Class::Breaking, Class::ChangesTheNumber, Class::Additive, Class::Clarifying, Class::Editorial, Class::Data];

fn words(language: Language) -> &'static Words {
    match language.code().split('-').next() {
        Some("fi") => &FI,
        Some("sv") => &SV,
        _ => &EN,
    }
}

/// As many changes of values of one sort in one indicator are told one by one.
const MOST_VALUES: usize = 5;

/// One line of a report, and where to look.
struct Line<'a> {
    document: &'a Subject,
    words: String,
    place: Option<&'a str>,
}

/// The lines of a class; of values, the first of each sort and how many more there are.
fn lines(changes: &[Change], class: Class, language: Language) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut told: BTreeMap<(&Subject, &str), usize> = BTreeMap::new();
    for change in changes.iter().filter(|change| change.class == class) {
        if change.cell.is_some() {
            let count = told.entry((&change.document, change.rule.name)).or_default();
            *count += 1;
            if *count > MOST_VALUES {
                continue;
            }
        }
        let place = change.new_place.as_deref().or(change.old_place.as_deref());
        lines.push(Line { document: &change.document, words: change.sentence.in_language(language).to_owned(), place });
    }
    for ((document, rule), count) in told.into_iter().filter(|(_, count)| *count > MOST_VALUES) {
        let more = words(language).more.replace("{}", &(count - MOST_VALUES).to_string());
        lines.push(Line { document, words: format!("{rule}: {more}"), place: None });
    }
    lines.sort_by(|a, b| a.document.cmp(b.document));
    lines
}

/// Changes as text: classes, the gravest first, and in them sentences with their places.
pub fn text(changes: &[Change], old: &str, new: &str, language: Language) -> String {
    let mut out = format!("{old} → {new}\n");
    if changes.is_empty() {
        let _ = writeln!(out, "{}", words(language).nothing);
    }
    for (class, title) in ORDER.into_iter().zip(words(language).classes) {
        let lines = lines(changes, class, language);
        if lines.is_empty() {
            continue;
        }
        let _ = write!(out, "\n{title} [{}]\n", class.word());
        let mut document = None;
        for line in lines {
            if document != Some(line.document) {
                let _ = writeln!(out, "  {}", line.document);
                document = Some(line.document);
            }
            let place = line.place.map(|place| format!("  ({place})")).unwrap_or_default();
            let _ = writeln!(out, "    {}{place}", line.words);
        }
    }
    out
}

/// Changes as Markdown.
pub fn markdown(changes: &[Change], old: &str, new: &str, language: Language) -> String {
    let mut out = format!("## {} → {}\n", escaped(old), escaped(new));
    if changes.is_empty() {
        let _ = write!(out, "\n{}\n", words(language).nothing);
    }
    for (class, title) in ORDER.into_iter().zip(words(language).classes) {
        let lines = lines(changes, class, language);
        if lines.is_empty() {
            continue;
        }
        let count = changes.iter().filter(|change| change.class == class).count();
        let _ = write!(out, "\n### {title} ({count})\n");
        let mut document = None;
        for line in lines {
            if document != Some(line.document) {
                let _ = write!(out, "\n**{}**\n\n", escaped(&line.document.to_string()));
                document = Some(line.document);
            }
            let place = line.place.map(|place| format!(" `{}`", place.replace('`', "'"))).unwrap_or_default();
            let _ = writeln!(out, "- {}{place}", escaped(&line.words));
        }
    }
    out
}

/// Words of others, which must not act as marks.
fn escaped(words: &str) -> String {
    words.chars().fold(String::new(), |mut out, c| {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '!') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
        out
    })
}

/// What a rule is, as the manual says it.
pub fn explained(rule: &Rule) -> String {
    let step = rule.class.least_step().filter(|_| rule.demands_a_step).map_or_else(|| "none".to_owned(), |step| step.to_string());
    format!("{}\n\nclass: {}, least version step: {step}\n\n{}\n", rule.name, rule.class.word(), rule.paragraph)
}
