//! Ids from names: always the same from the same, and each once.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::model::Id;

/// A name as an id inside a model: `KaavamääräysLaji` is `kaavamaarays-laji`, `PERSON_ID` is `person_id`.
pub fn id(name: &str) -> String {
    let mut id = String::with_capacity(name.len() + 4);
    let letters: Vec<char> = name.chars().collect();
    for (at, letter) in letters.iter().copied().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(at + 1).copied();
        if starts_word(before, letter, after) {
            hyphen(&mut id);
        }
        match letter {
            '_' if !id.is_empty() && !id.ends_with(['-', '_']) => id.push('_'),
            '_' => {}
            letter => match plain(letter) {
                Some(plain) => id.push_str(&plain),
                None => hyphen(&mut id),
            },
        }
    }
    id.truncate(id.trim_end_matches(['-', '_']).len());
    id.truncate(80);
    if id.is_empty() && !name.is_empty() { digest("x", name) } else { id }
}

/// A name as an id that is a segment of an address: no `_`.
pub fn segment(name: &str) -> String {
    id(name).replace('_', "-")
}

/// A capital letter after a small one, or before one, starts a word.
fn starts_word(before: Option<char>, letter: char, after: Option<char>) -> bool {
    let small = |letter: Option<char>| letter.is_some_and(char::is_lowercase);
    letter.is_uppercase()
        && (small(before) || before.is_some_and(|before| before.is_ascii_digit() && small(after)) || before.is_some_and(char::is_uppercase) && small(after))
}

fn hyphen(id: &mut String) {
    if !id.is_empty() && !id.ends_with(['-', '_']) {
        id.push('-');
    }
}

/// A letter or digit as small letters of a to z; nothing for any other sign.
fn plain(letter: char) -> Option<String> {
    let slug = crate::parse::prose::slug(&letter.to_string());
    let is_there = letter.is_alphanumeric() && slug != "kohta" && slug.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_there.then_some(slug)
}

fn digest(before: &str, of: &str) -> String {
    let sum = Sha256::digest(of.as_bytes());
    format!("{before}-{:02x}{:02x}{:02x}", sum[0], sum[1], sum[2])
}

/// Gives each id once: a second of the same name gets a mark made of what tells it apart.
#[derive(Debug, Default)]
pub struct Ids {
    taken: BTreeSet<String>,
}

impl Ids {
    /// An id of a name; `identifier` is what the source tells things apart by.
    pub fn give(&mut self, name: &str, identifier: &str) -> Id {
        let wanted = if name.is_empty() { digest("x", identifier) } else { id(name) };
        let mut given = wanted.clone();
        let mut number = 0;
        while self.taken.contains(&given) {
            given = if number == 0 { digest(&wanted, identifier) } else { format!("{}-{number}", digest(&wanted, identifier)) };
            number += 1;
        }
        self.taken.insert(given.clone());
        Id::from(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids() {
        for (name, expected) in [
            ("KaavamääräysLajiAsemakaava", "kaavamaarays-laji-asemakaava"),
            ("Kaavamaarays", "kaavamaarays"),
            ("TM_Period", "tm_period"),
            ("PERSON_ID", "person_id"),
            ("URI", "uri"),
            ("XMLDocument", "xml-document"),
            ("Public Service", "public-service"),
            ("v1003", "v1003"),
            ("P1.2", "p1-2"),
            ("Ålder (år)", "alder-ar"),
            ("__a__", "a"),
        ] {
            assert_eq!(id(name), expected);
        }
        assert!(id("Δοκιμή").starts_with("x-"));
    }

    #[test]
    fn two_of_one_name_are_told_apart_by_what_the_source_calls_them() {
        let mut ids = Ids::default();
        let (first, second) = (ids.give("A", "1"), ids.give("a", "2"));
        assert_eq!(&*first, "a");
        assert_ne!(first, second);
        let mut again = Ids::default();
        assert_eq!((again.give("A", "1"), again.give("a", "2")), (first, second));
    }
}
