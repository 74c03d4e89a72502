//! A theme overrides any file of the built-in one, one file at a time.

use crate::support::folder::Folder;
use crate::support::program::{command, run, virta};
use crate::support::site::repository;

#[test]
fn a_site_overrides_one_file_of_the_theme_and_the_rest_stays() {
    let site = Folder::new("theme");
    run(command(site.path(), ["init"]).arg(site.path())).succeeds();
    virta(site.path(), ["build"]).succeeds();
    let plain = site.text("output/index.html");
    let base = std::fs::read_to_string(repository().join("themes/virta/templates/base.html")).expect("the theme is there");
    site.write("themes/virta/templates/base.html", base.replace("</body>", "<!-- m-of-the-site --></body>"));
    site.write("themes/virta/static/tokens.css", ":root { --m-own-token: 1 }\n");
    virta(site.path(), ["build"]).succeeds();
    let own = site.text("output/index.html");
    assert!(own.contains("m-of-the-site") && !plain.contains("m-of-the-site"));
    let sheets = |html: &str| {
        html.split("href=\"").filter_map(|rest| rest.split('"').next()).filter(|href| href.contains("tokens")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_ne!(sheets(&plain), sheets(&own), "a style sheet that was changed has a new address");
    assert!(site.text(&format!("output/{}", sheets(&own)[0])).contains("--m-own-token"));
    site.replace("site.toml", "base_url", "theme = \"mine\"\nbase_url");
    site.write("themes/mine/static/tokens.css", ":root { --m-other-token: 1 }\n");
    virta(site.path(), ["build"]).succeeds();
    let mine = site.text("output/index.html");
    assert!(!mine.contains("m-of-the-site"), "a theme of another name is another theme");
    assert!(site.text(&format!("output/{}", sheets(&mine)[0])).contains("--m-other-token"));
}
