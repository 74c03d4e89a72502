//! `sitemap.xml`: every page for people, in every language, for search engines.

use std::fmt::Write as _;

use super::xml;
use crate::plan::route::{Edition, Route};
use crate::plan::{Form, Plan};
use crate::render::scope::Scope;

/// The sitemap of a plan. Pages of dated sites are left out: each says the same as a newer one, or is of the past.
pub fn sitemap(scope: &Scope, plan: &Plan) -> Vec<u8> {
    let settings = scope.settings();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for (_, page) in &plan.pages {
        if page.form != Form::Html || page.route.edition != Edition::Root {
            continue;
        }
        let url = |language| {
            let route = Route { language, ..page.route.clone() };
            xml(&format!("{}{}", settings.base_url, route.folder(settings)))
        };
        let _ = write!(out, "<url><loc>{}</loc>", url(page.route.language));
        if settings.languages.len() > 1 {
            for language in &settings.languages {
                let _ = write!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{}\"/>", url(*language));
            }
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out.into_bytes()
}
