//! How far apart two texts are: the same words, much the same, or others.
//!
//! The default language decides: what is said in the others is held to be the same, so a change of a
//! translation alone changes nothing of what is meant.

use crate::model::Language;

/// What became of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// The same words, written otherwise.
    Spelling,
    /// One more language.
    TranslationAdded,
    /// Other words in another language.
    TranslationChanged,
    /// One language fewer.
    TranslationRemoved,
    /// Other words, most of them the same.
    Reworded,
    /// Most of the words are others, or a number or a negation is.
    Replaced,
}

/// What became of a text; `language` is the one that decides.
pub fn wording(language: Option<Language>, old: &[(Language, &str)], new: &[(Language, &str)]) -> Wording {
    let deciding = |side: &[(Language, &str)]| side.iter().find(|(known, _)| Some(*known) == language).or(side.first()).map(|(_, text)| (*text).to_owned());
    let (Some(before), Some(after)) = (deciding(old), deciding(new)) else { return Wording::Replaced };
    if before != after {
        return words_of(&before, &after);
    }
    let text = |side: &[(Language, &str)], language: &Language| side.iter().find(|(known, _)| known == language).map(|(_, text)| (*text).to_owned());
    let mut languages: Vec<&Language> = old.iter().chain(new).map(|(language, _)| language).collect();
    languages.sort_unstable();
    languages.dedup();
    let mut changed = Wording::Spelling;
    for language in languages {
        match (text(old, language), text(new, language)) {
            (None, Some(_)) if changed != Wording::TranslationChanged => changed = Wording::TranslationAdded,
            (Some(_), None) if changed == Wording::Spelling => changed = Wording::TranslationRemoved,
            (Some(old), Some(new)) if old != new && words_of(&old, &new) != Wording::Spelling => changed = Wording::TranslationChanged,
            _ => {}
        }
    }
    changed
}

fn words_of(old: &str, new: &str) -> Wording {
    let (before, after) = (words(old), words(new));
    if signs(old) == signs(new) && before.len() == after.len() && before.iter().zip(&after).all(|(a, b)| a == b || is_slip(a, b)) {
        return Wording::Spelling;
    }
    if signs(old) != signs(new) || numbers(&before) != numbers(&after) || negations(&before) != negations(&after) {
        return Wording::Replaced;
    }
    if shared(&before, &after) * 2 >= before.len().max(after.len()) { Wording::Reworded } else { Wording::Replaced }
}

/// Words without capitals and punctuation.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Signs that compare or calculate, which are no punctuation.
fn signs(text: &str) -> Vec<char> {
    text.chars().filter(|c| matches!(c, '<' | '>' | '≤' | '≥' | '=' | '≠' | '%' | '‰' | '±' | '×' | '÷' | '+')).collect()
}

fn numbers(words: &[String]) -> Vec<&String> {
    let mut numbers: Vec<&String> = words.iter().filter(|word| word.bytes().any(|byte| byte.is_ascii_digit())).collect();
    numbers.sort_unstable();
    numbers
}

fn negations(words: &[String]) -> usize {
    const NEGATIONS: [&str; 17] =
        ["ei", "eivät", "eikä", "eivätkä", "älä", "ilman", "paitsi", "lukuun", "inte", "ej", "utan", "utom", "not", "no", "without", "except", "nor"];
    words.iter().filter(|word| NEGATIONS.contains(&word.as_str())).count()
}

/// Whether two words differ by one letter, so that nothing but a slip of the pen can be meant.
///
/// Short words, first letters and numbers do not count: `alle` and `yli`, `typical` and `atypical`.
fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let has_digit = a.iter().chain(&b).any(char::is_ascii_digit);
    if has_digit || a.len().min(b.len()) < 5 || a.first() != b.first() || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let rest = |skip_a: usize, skip_b: usize| a.get(start + skip_a..) == b.get(start + skip_b..);
    let is_swap = a.len() == b.len() && a.get(start) == b.get(start + 1) && a.get(start + 1) == b.get(start) && rest(2, 2);
    rest(1, 1) || rest(1, 0) || rest(0, 1) || is_swap
}

/// How many words two texts share, each counted as often as both have it.
fn shared(a: &[String], b: &[String]) -> usize {
    let (mut a, mut b): (Vec<&String>, Vec<&String>) = (a.iter().collect(), b.iter().collect());
    a.sort_unstable();
    b.sort_unstable();
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(old: &str, new: &str) -> Wording {
        let fi = Language::parse("fi").expect("a language");
        wording(Some(fi), &[(fi, old)], &[(fi, new)])
    }

    #[test]
    fn a_slip_of_the_pen_is_no_other_word() {
        for (old, new) in [
            ("KUVA ulottuvuus", "KUVA-ulottuvuus"),
            ("toteutneet käynnit", "toteutuneet käynnit"),
            ("Käynnit, jotka toteutuivat.", "Käynnit, jotka toteutuivat"),
            ("käynti  vastaanotolla", "Käynti vastaanotolla"),
            ("aikavaraus", "aikvaraus"),
            ("lääkärin vastaantotto", "lääkärin vastaanotto"),
        ] {
            assert_eq!(of(old, new), Wording::Spelling, "{old} → {new}");
        }
    }

    #[test]
    fn a_number_a_negation_or_a_short_word_is_no_slip() {
        for (old, new) in [
            ("alle 7 vuorokautta arvioinnista käyntiin", "alle 14 vuorokautta arvioinnista käyntiin"),
            ("Alle viiden käynnin ryhmä", "Yli viiden käynnin ryhmä"),
            ("Puhelut lasketaan mukaan käynteihin", "Puhelut ei lasketaan mukaan käynteihin"),
            ("väli on < kolme kuukautta", "väli on > kolme kuukautta"),
            ("typical visits to a doctor", "atypical visits to a doctor"),
            ("osuus on 5 %", "osuus on 5"),
            ("75-vuotiaat", "85-vuotiaat"),
        ] {
            assert_ne!(of(old, new), Wording::Spelling, "{old} → {new}");
        }
        assert_eq!(of("alle 7 vuorokautta arvioinnista käyntiin", "alle 14 vuorokautta arvioinnista käyntiin"), Wording::Replaced);
        assert_eq!(of("Kartat", "Paikkatieto"), Wording::Replaced);
        assert_eq!(of("Käynti, jonka lääkäri kirjaa.", "Käynti, jonka lääkäri tai hoitaja kirjaa."), Wording::Reworded);
    }
}
