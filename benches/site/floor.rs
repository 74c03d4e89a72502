//! The least that a site generator has to do: read, parse Markdown, write.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;

/// Publishes every Markdown file of a folder as a bare page.
pub fn build(content: &Path, output: &Path) -> Duration {
    let started = Instant::now();
    let mut files = Vec::new();
    find(content, &mut files);
    files.par_iter().for_each_init(String::new, |page, file| {
        let text = fs::read_to_string(file).expect("a source can be read");
        let (matter, body) = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")).unwrap_or(("", &text));
        let title = matter.lines().find_map(|line| line.strip_prefix("title = ")).unwrap_or_default().trim_matches('"');
        page.clear();
        page.push_str("<!doctype html>\n<html lang=\"fi\">\n<head><meta charset=\"utf-8\"><title>");
        page.push_str(title);
        page.push_str("</title></head>\n<body><main>\n<h1>");
        page.push_str(title);
        page.push_str("</h1>\n");
        html::push_html(page, Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS));
        page.push_str("</main></body>\n</html>\n");
        let folder = output.join(file.strip_prefix(content).expect("a source is in its folder").with_extension(""));
        fs::create_dir_all(&folder).expect("a folder can be made");
        fs::write(folder.join("index.html"), page.as_bytes()).expect("a page can be written");
    });
    started.elapsed()
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder can be read").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            find(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            files.push(path);
        }
    }
}
