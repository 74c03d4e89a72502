//! Comments of a review bundle → documents of the collection `comments`.

use crate::model::text::on_one_line;
use std::collections::BTreeSet;

use serde::Deserialize;

/// What a review bundle exports.
#[derive(Deserialize)]
struct Exported {
    schema: String,
    /// The snapshot that was reviewed.
    new: String,
    #[serde(default)]
    organisation: String,
    comments: Vec<Comment>,
}

/// What was said of one change.
#[derive(Deserialize)]
struct Comment {
    fingerprint: String,
    /// The document that changed, as `kind:id`, where it can be referred to.
    #[serde(default)]
    target: Option<String>,
    /// What changed, in the reader's language.
    #[serde(default)]
    title: String,
    text: String,
}

/// The files that comments become: path and text, in order.
///
/// The error is a sentence that says what is wrong.
pub fn documents(bytes: &[u8]) -> Result<Vec<(String, String)>, String> {
    let exported: Exported = serde_json::from_slice(bytes).map_err(|error| format!("these are no comments of a review bundle: {error}"))?;
    if exported.schema != "comments" {
        return Err(format!("a review bundle exports `comments`, and this is `{}`", exported.schema));
    }
    if exported.organisation.trim().is_empty() {
        return Err("the comments do not say whose they are; write the organisation in the review bundle and export again".to_owned());
    }
    let mut seen = BTreeSet::new();
    let mut files = Vec::new();
    for comment in exported.comments.iter().filter(|comment| !comment.text.trim().is_empty()) {
        let id = segment(&format!("{}-{}-{}", exported.new, segment(&exported.organisation), comment.fingerprint));
        if !seen.insert(id.clone()) {
            return Err(format!("there are two comments on the change `{}`", comment.fingerprint));
        }
        files.push((format!("content/comments/{id}/index.md"), document(&exported, comment)));
    }
    Ok(files)
}

fn document(exported: &Exported, comment: &Comment) -> String {
    let title = if comment.title.trim().is_empty() { comment.target.as_deref().unwrap_or(&comment.fingerprint) } else { &comment.title };
    let mut text = format!("+++\ntitle = {}\nrelease = {}\n", string(&in_markdown(title)), string(&exported.new));
    if let Some(target) = &comment.target {
        text.push_str("target = ");
        text.push_str(&string(target));
        text.push('\n');
    }
    let (whose, said) = (string(exported.organisation.trim()), string(&in_markdown(&comment.text)));
    text + "organisation = " + &whose + "\ntext = " + &said + "\n+++\n"
}

/// A text as a string of TOML.
fn string(text: &str) -> String {
    let clean: String = text.chars().filter(|c| *c != '\u{7f}').collect();
    serde_json::Value::from(clean).to_string()
}

/// Plain text as Markdown that says just that, on one line.
fn in_markdown(text: &str) -> String {
    let line = on_one_line(text);
    line.chars().flat_map(|c| "\\`*_[]<>&!|~^$".contains(c).then_some('\\').into_iter().chain([c])).collect()
}

/// Words as an id: small letters of the alphabet, digits and hyphens.
fn segment(words: &str) -> String {
    let mut id = String::new();
    for c in words.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => id.push(c),
            'ä' | 'å' => id.push('a'),
            'ö' => id.push('o'),
            _ if id.ends_with('-') || id.is_empty() => {}
            _ => id.push('-'),
        }
    }
    id.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_becomes_a_document_that_says_just_what_was_written() {
        let json = r#"{"schema": "comments", "old": "2023.1", "new": "2024.1", "organisation": "Lapin hyvinvointialue", "comments": [
            {"fingerprint": "0a1b", "target": "indicator:hoitoon", "title": "Rajaus muuttui", "text": "Miksi <b>* pois?\n\"Alle 7\" & C:\\x"},
            {"fingerprint": "0a1c", "text": "  "}
        ]}"#;
        let expected = r#"+++
title = "Rajaus muuttui"
release = "2024.1"
target = "indicator:hoitoon"
organisation = "Lapin hyvinvointialue"
text = "Miksi \\<b\\>\\* pois? \"Alle 7\" \\& C:\\\\x"
+++
"#;
        let files = documents(json.as_bytes()).expect("these are comments");
        assert_eq!(files, [("content/comments/2024-1-lapin-hyvinvointialue-0a1b/index.md".to_owned(), expected.to_owned())]);
    }

    #[test]
    fn what_is_no_comment_is_refused_in_words() {
        assert!(documents(b"[]").is_err());
        let of = |text: &str| documents(text.as_bytes()).expect_err("these are no comments");
        assert_eq!(of(r#"{"schema": "changes", "new": "1", "comments": []}"#), "a review bundle exports `comments`, and this is `changes`");
        assert!(of(r#"{"schema": "comments", "new": "1", "comments": []}"#).starts_with("the comments do not say whose they are"));
    }
}
