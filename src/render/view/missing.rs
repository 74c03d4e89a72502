//! The page of an address where nothing is.

use serde::Serialize;

use super::Shown;
use crate::plan::route::Place;
use crate::render::scope::{Link, Scope, escape};

/// What the page says, once in each language that the interface speaks.
#[derive(Serialize)]
struct Missing {
    texts: Vec<Said>,
}

/// What it says in one language.
#[derive(Serialize)]
struct Said {
    lang: String,
    title: String,
    text: String,
    links: Vec<Link>,
}

/// See the module.
pub fn not_found(scope: &Scope) -> Shown {
    let mut texts: Vec<Said> = Vec::new();
    for language in &scope.settings().languages {
        let words = scope.theme().words(*language);
        let lang = words.interface.to_string();
        if texts.iter().any(|said| said.lang == lang) {
            continue;
        }
        let link = |place: Place, key: &str| Link { href: scope.href_in(&scope.route.edition, *language, &place), html: escape(words.get(key)) };
        texts.push(Said {
            title: words.get("not-found.title").to_owned(),
            text: words.get("not-found.text").to_owned(),
            links: vec![link(Place::Front, "frame.home"), link(Place::Search, "nav.search")],
            lang,
        });
    }
    Shown::new("not-found.html", scope.said(scope.word("not-found.title")), &Missing { texts })
}
