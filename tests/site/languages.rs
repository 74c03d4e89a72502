//! A language without texts: readers get another language's, marked as what it is.

use crate::site::contract::site;
use crate::support::folder::Folder;
use crate::support::none;
use crate::support::site::Built;

#[test]
fn what_is_not_said_in_a_language_is_marked_as_the_language_it_is_said_in() {
    let folder = Folder::copy_of("languages", &site());
    folder.replace("site.toml", r#"languages = ["en", "sv"]"#, r#"languages = ["en", "sv", "fi", "se"]"#);
    let (built, _) = Built::of(folder.path(), &folder.join("output"), &["--drafts"]);
    let mut count = 0;
    let unmarked = built.each_page(|path, page| {
        if !path.starts_with("se/") {
            return Vec::new();
        }
        let hidden = |name: &String| matches!(name.as_str(), "script" | "style");
        let said = page.texts.iter().filter(|text| text.words.chars().any(char::is_alphabetic) && !text.inside.iter().any(hidden));
        // How a language is called in itself is said in that language.
        let unmarked = said.filter(|text| text.lang.as_deref().is_none_or(|lang| lang.is_empty() || lang == "se") && !text.words.contains("sámegiella"));
        unmarked
            .map(|text| format!("{path}: {} “{}”", text.inside.last().map_or("", String::as_str), text.words.trim().chars().take(60).collect::<String>()))
            .collect()
    });
    count += built.ending("index.html").filter(|path| path.starts_with("se/")).count();
    assert!(count > 60, "there are only {count} pages in a language without texts");
    none("texts that claim to be in a language nobody wrote", unmarked);
}
