//! Two versions of a text as one, word by word: what went is struck through, what came is underlined.

use similar::{ChangeTag, TextDiff};

use super::scope::escape;

/// Of words that did not change, twice so many are shown around those that did.
const AROUND: usize = 24;

/// A stretch of one kind.
struct Run {
    tag: ChangeTag,
    words: Vec<String>,
}

/// The HTML of both versions, with links as their words where more than addresses changed; `gone` and `new` are said before each change to those who only hear it.
pub fn redline(old: &str, new: &str, gone: &str, came: &str) -> String {
    let (plain_old, plain_new) = (without_addresses(old), without_addresses(new));
    let runs = if plain_old == plain_new { runs(old, new) } else { runs(&plain_old, &plain_new) };
    let last = runs.len().saturating_sub(1);
    let mut html = String::new();
    for (at, run) in runs.iter().enumerate() {
        match run.tag {
            ChangeTag::Equal => html.push_str(&equal(&run.words, at == 0, at == last)),
            ChangeTag::Delete => html.push_str(&marked("del", gone, &run.words)),
            ChangeTag::Insert => html.push_str(&marked("ins", came, &run.words)),
        }
    }
    html
}

/// Markdown of which links are but their words, and headings too: `[käynti](concept:palvelut/kaynti)` is `käynti`.
fn without_addresses(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').map(without_heading).collect();
    let text = lines.join("\n");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('[') {
        let inner = &rest[at + 1..];
        let words = inner.find("](").filter(|end| !inner[..*end].contains(['[', '\n']) && !rest[..at].ends_with(['!', '\\']));
        let link = words.and_then(|end| inner[end + 2..].find(')').map(|close| (end, end + close + 3)));
        let (kept, next) = link.map_or((&rest[..=at], inner), |(end, after)| {
            out.push_str(&rest[..at]);
            (&inner[..end], &inner[after..])
        });
        out.push_str(kept);
        rest = next;
    }
    out.push_str(rest);
    out
}

/// `## Testaus` is `Testaus`.
fn without_heading(line: &str) -> &str {
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&marks) { line[marks..].strip_prefix(' ').unwrap_or(line) } else { line }
}

/// Words and the white space between them, joined where one kind of change follows itself but for a space.
fn runs(old: &str, new: &str) -> Vec<Run> {
    let diff = TextDiff::from_words(old.trim(), new.trim());
    let mut runs: Vec<Run> = Vec::new();
    for change in diff.iter_all_changes() {
        match runs.last_mut() {
            Some(run) if run.tag == change.tag() => run.words.push(change.value().to_owned()),
            _ => runs.push(Run { tag: change.tag(), words: vec![change.value().to_owned()] }),
        }
    }
    joined(runs)
}

/// Single spaces between changes belong to the changes: a phrase that was replaced is shown as one.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let is_space = |run: &Run| run.tag == ChangeTag::Equal && run.words.iter().all(|word| word.trim().is_empty());
    let mut out: Vec<Run> = Vec::new();
    let (mut deleted, mut inserted): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let flush = |deleted: &mut Vec<String>, inserted: &mut Vec<String>, out: &mut Vec<Run>| {
        for (tag, words) in [(ChangeTag::Delete, std::mem::take(deleted)), (ChangeTag::Insert, std::mem::take(inserted))] {
            if words.iter().any(|word| !word.trim().is_empty()) {
                out.push(Run { tag, words });
            }
        }
    };
    let count = runs.len();
    for (at, run) in runs.into_iter().enumerate() {
        match run.tag {
            ChangeTag::Delete => deleted.extend(run.words),
            ChangeTag::Insert => inserted.extend(run.words),
            ChangeTag::Equal if is_space(&run) && at + 1 < count && !(deleted.is_empty() && inserted.is_empty()) => {
                deleted.extend(run.words.iter().cloned());
                inserted.extend(run.words);
            }
            ChangeTag::Equal => {
                flush(&mut deleted, &mut inserted, &mut out);
                out.push(run);
            }
        }
    }
    flush(&mut deleted, &mut inserted, &mut out);
    out
}

fn marked(element: &str, word: &str, words: &[String]) -> String {
    let text = words.concat();
    let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
    let (before, inner, after) = (&text[..start.min(end)], &text[start.min(end)..end], &text[end..]);
    format!("{before}<{element}><span class=\"hide\">{}: </span>{}</{element}>{after}", escape(word), escape(inner))
}

/// Words that did not change: those next to a change, and of other paragraphs only that they are there.
fn equal(words: &[String], is_first: bool, is_last: bool) -> String {
    let text = words.concat();
    let (before, after) = (if is_first { "" } else { head(&text) }, if is_last { "" } else { tail(&text) });
    let left_out = text.get(before.len()..text.len().saturating_sub(after.len())).unwrap_or_default();
    if (is_first && is_last) || left_out.trim().is_empty() {
        return escape(&text);
    }
    let gap = if text.contains(PARAGRAPH) { "\n" } else { " " };
    let start = if is_first { String::new() } else { escape(before.trim_end()) + gap };
    let end = if is_last { String::new() } else { gap.to_owned() + &escape(after.trim_start()) };
    format!("{start}…{end}")
}

/// What stands between two paragraphs.
const PARAGRAPH: &str = "\n\n";

/// The end of the paragraph that a text begins in, and of a long one the first words.
fn head(text: &str) -> &str {
    let paragraph = text.split_once(PARAGRAPH).map_or(text, |(first, _)| first);
    let mut spaces = paragraph.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    spaces.nth(2 * AROUND).map_or(paragraph, |end| &paragraph[..end])
}

/// The beginning of the paragraph that a text ends in, and of a long one the last words.
fn tail(text: &str) -> &str {
    let paragraph = text.rsplit_once(PARAGRAPH).map_or(text, |(_, last)| last);
    let mut spaces = paragraph.char_indices().rev().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    spaces.nth(2 * AROUND).map_or(paragraph, |start| &paragraph[start..])
}

#[cfg(test)]
mod tests {
    use super::redline;

    fn of(old: &str, new: &str) -> String {
        redline(old, new, "pois", "uusi").replace("<span class=\"hide\">", "(").replace("</span>", ")")
    }

    #[test]
    fn words_that_went_and_came_are_marked() {
        assert_eq!(of("alle 7 vuorokautta", "alle 14 vuorokautta"), "alle <del>(pois: )7</del><ins>(uusi: )14</ins> vuorokautta");
        assert_eq!(of("yksi kaksi kolme", "yksi neljä viisi"), "yksi <del>(pois: )kaksi kolme</del><ins>(uusi: )neljä viisi</ins>");
        assert_eq!(of("a & b", "a & b"), "a &amp; b");
        assert_eq!(of("", "uusi teksti"), "<ins>(uusi: )uusi teksti</ins>");
    }

    #[test]
    fn of_long_texts_what_surrounds_a_change_is_shown() {
        let words = vec!["sana"; 200].join(" ");
        let html = of(&format!("{words} vanha"), &format!("{words} tuore"));
        assert!(html.starts_with("… sana") && html.len() < 400, "{html}");
    }

    #[test]
    fn of_other_paragraphs_only_that_they_are_there_is_told() {
        let text = |word: &str, last: &str| format!("# Alku\n\nEnsin {word}.\n\n## Väli\n\nSama [täällä](page:a).\n\n## Loppu\n\nViimeksi {last}.\n\nSama.");
        let html = of(&text("yksi", "kaksi"), &text("kolme", "neljä"));
        let wanted = "…\nEnsin <del>(pois: )yksi.</del><ins>(uusi: )kolme.</ins>\n…\nViimeksi <del>(pois: )kaksi.</del><ins>(uusi: )neljä.</ins>\n…";
        assert_eq!(html, wanted);
        // Where only marks or addresses changed, they are what is shown.
        assert_eq!(of("# Alku", "## Alku"), "<del>(pois: )#</del><ins>(uusi: )##</ins> Alku");
    }
}
