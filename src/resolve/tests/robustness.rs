//! Nothing that stands in a file makes the program fall over.
#![expect(clippy::print_stdout, reason = "a test that is skipped says so aloud")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::COMPLETE;
use crate::diagnostic::Severity;
use crate::source::SourceFile;
use crate::testing::{findings, reports, resolved, sources};

/// A folder of data that is shared beside the repository; its absence is said aloud.
fn shared(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if !folder.is_dir() {
        println!("SKIPPED: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

/// Path and bytes of the TOML documents of an archive, in the order of paths.
fn unpacked(archive: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = std::env::temp_dir().join(format!("virta-toml-test-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for tests");
    let unpacked = std::process::Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(&folder).status();
    assert!(unpacked.is_ok_and(|status| status.success()), "tar could not unpack {}", archive.display());
    let mut found = Vec::new();
    walk(&folder, &mut found);
    found.sort();
    let _ = std::fs::remove_dir_all(&folder);
    found
}

fn walk(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let bytes = std::fs::read(&path).expect("a file");
            found.push((path, bytes));
        }
    }
}

#[test]
fn no_toml_makes_it_fall_over() {
    let Some(folder) = shared("fmt-toml-test") else { return };
    let documents = unpacked(&folder.join("toml-test.tar.gz"));
    assert_eq!(documents.len(), 777);
    for (path, toml) in documents {
        let mut matter = b"+++\n".to_vec();
        matter.extend_from_slice(&toml);
        matter.extend_from_slice(b"\n+++\n");
        let mut site = sources("");
        for place in ["models/regions.toml", "models/concepts/a.toml", "models/collections/news.toml", "site.toml"] {
            site.insert(SourceFile::new(place, toml.as_slice()));
        }
        for place in ["content/index.md", "content/index.sv.md", "content/use-cases/a/index.md", "content/news/b/index.md"] {
            site.insert(SourceFile::new(place, matter.as_slice()));
        }
        let _ = resolved(&site).1.human(false);
        site.insert(SourceFile::new("site.toml", &b"title = \"A\"\nbase_url = \"https://a/\"\nlanguages = [\"fi\", \"sv\"]\n"[..]));
        let (_, report) = resolved(&site);
        if path.components().any(|part| part.as_os_str() == "valid") {
            let is_toml = !report.diagnostics.iter().any(|found| matches!(found.rule, "toml-syntax" | "not-utf-8" | "duplicate-key"));
            assert!(is_toml, "{}: {}", path.display(), report.human(false));
        } else {
            assert!(report.has_errors(), "{}", path.display());
        }
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' | '\\' => {
                out.push('\\');
                out.push(sign);
            }
            sign if sign.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(sign));
            }
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}

#[test]
fn no_naughty_string_makes_it_fall_over() {
    let Some(folder) = shared("str-blns") else { return };
    let text = std::fs::read_to_string(folder.join("blns.txt")).expect("the list of naughty strings");
    let strings: Vec<&str> = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert!(strings.len() > 100, "{} strings", strings.len());
    for strings in strings.chunks(40) {
        let all: Vec<String> = strings.iter().map(|text| quoted(text)).collect();
        let mut page = format!("+++\ntitle = {}\nsummary = {}\n+++\n\n{}\n", all[0], all[all.len() - 1], strings.join("\n\n"));
        let mut model = String::from(
            "name = \"Model\"\nversion = \"1.0.0\"\nstatus = \"draft\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First\"\n",
        );
        for (at, text) in all.iter().enumerate() {
            let _ = writeln!(model, "[concepts.c{at}]\nname = {text}\ndefinition = {text}\nsynonyms = [{text}]\nsource = {text}\nrenamed_from = [{text}]");
            let _ = writeln!(page, "{}", strings[at]);
        }
        let mut site = sources("");
        site.insert(SourceFile::new("content/pages/naughty/index.md", page.as_bytes()));
        site.insert(SourceFile::new("models/concepts/naughty.toml", model.as_bytes()));
        for (at, text) in strings.iter().enumerate() {
            site.insert(SourceFile::new(&format!("content/pages/{text}/{at}.md"), &b"x"[..]));
            site.insert(SourceFile::new(&format!("content/{text}/a/index.md"), &b"+++\n+++\n"[..]));
        }
        let (_, report) = resolved(&site);
        let _ = (report.human(true), report.json(), report.github(), report.sarif(crate::resolve::explain));
    }
}

#[test]
fn every_beginning_of_a_file_can_be_read() {
    let site = sources(COMPLETE);
    for file in site.files.values() {
        for end in (0..file.bytes.len()).step_by(97) {
            let mut broken = site.clone();
            broken.insert(SourceFile::new(&file.path, &file.bytes[..end]));
            let _ = resolved(&broken).1.human(false);
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 200, failure_persistence: None, ..Default::default() })]

    /// Whatever is overwritten, nothing falls over, and every finding is at a place that there is.
    #[test]
    fn a_finding_is_at_a_place_that_there_is(file in 0usize..1000, at in 0usize..10_000, bytes in proptest::collection::vec(proptest::num::u8::ANY, 1..6)) {
        let mut site = sources(COMPLETE);
        let file = site.files.values().nth(file % site.files.len()).expect("a file").clone();
        let mut changed = file.bytes.to_vec();
        let at = at % changed.len();
        let end = (at + bytes.len()).min(changed.len());
        changed.splice(at..end, bytes);
        site.insert(SourceFile::new(&file.path, changed));
        for found in resolved(&site).1.diagnostics {
            let Some(file) = site.get(&found.place.file) else { continue };
            let lines: Vec<&str> = file.text().split('\n').collect();
            let line = lines.get(found.place.line as usize - 1);
            proptest::prop_assert!(line.is_some_and(|line| found.place.column as usize <= line.chars().count() + 1), "{found:?}");
            proptest::prop_assert!((found.place.line, found.place.column) <= (found.place.end_line, found.place.end_column), "{found:?}");
        }
    }
}

#[test]
fn a_broken_file_is_one_finding_and_hides_no_other() {
    let site = sources(COMPLETE);
    for file in site.files.values() {
        let is_text = file.path.ends_with(".md") || file.path.ends_with(".toml");
        if !is_text || &*file.path == "site.toml" {
            continue;
        }
        let unclosed = if file.path.ends_with(".md") { b"+++\na = [\n+++\n".as_slice() } else { b"a = [".as_slice() };
        for (text, rule) in [(unclosed, "toml-syntax"), (b"\xff".as_slice(), "not-utf-8")] {
            let mut broken = site.clone();
            broken.insert(SourceFile::new(&file.path, text));
            broken.insert(SourceFile::new("content/pages/other/index.md", &b"+++\ntitle = 1\n+++\n"[..]));
            let found: Vec<&str> = findings(&broken).diagnostics.iter().map(|found| found.rule).filter(|found| *found != "wrong-type").collect();
            let all = findings(&broken);
            assert_eq!(found, [rule], "{}: {}", file.path, all.human(false));
            assert_eq!(all.count(Severity::Error), 2, "{}: {}", file.path, all.human(false));
        }
    }
}

#[test]
fn deep_and_odd_toml_is_a_finding() {
    let deep = format!("a = {}{}\n", "[".repeat(5000), "]".repeat(5000));
    let dotted = format!("{} = 1\n", vec!["a"; 5000].join("."));
    let inline = format!("a = {}1{}\n", "{ a = ".repeat(5000), " }".repeat(5000));
    for toml in
        [deep, dotted, inline, "\u{feff}".to_owned(), "\r\n\r\n".to_owned(), "a = 99999999999999999999\n".to_owned(), "= 1\n".to_owned(), "[".to_owned()]
    {
        let mut site = sources("");
        site.insert(SourceFile::new("models/regions.toml", toml.as_bytes()));
        site.insert(SourceFile::new("content/pages/a/index.md", format!("+++\n{toml}+++\n").as_bytes()));
        assert!(findings(&site).has_errors(), "{}", toml.chars().take(40).collect::<String>());
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    let mut site = sources("");
    site.insert(SourceFile::new("content/index.md", "\u{feff}+++\r\ntitle = \"Koti\"\r\n+++ \r\n\r\nHei.\r\n".as_bytes()));
    let (model, report) = resolved(&site);
    assert!(!report.has_errors(), "{}", report.human(false));
    assert_eq!(model.front.prose.translations[0].body.as_str().trim(), "Hei.");
    site.insert(SourceFile::new("content/index.md", "\u{feff}+++\r\ntitl = \"Koti\"\r\n+++\r\n".as_bytes()));
    let place = resolved(&site).1.diagnostics.remove(0).place;
    assert_eq!((place.line, place.column), (2, 1));
}

#[test]
fn a_control_character_is_told_where_it_stands() {
    reports(
        "//- content/pages/about/index.md\n+++\ntitle = \"A\\u0000b\"\nsummary = \"Two\\nlines\\tare fine\"\n+++\n\nRing \u{7} the bell.\n\
         //- models/collections/news.toml\nname = \"News\"\n[fields.words]\ntype = \"text\"\n\
         //- content/news/first/index.md\n+++\ntitle = \"First\"\nwords = \"a\\u001Bb\"\n+++\n",
        "error[control-character]: the text has the control character U+001B
 --> content/news/first/index.md:3:9
   3 | words = \"a\\u001Bb\"
     |         ^^^^^^^^^^
     = help: take it out: it has no form on a page
error[control-character]: the text has the control character U+0000
 --> content/pages/about/index.md:2:9
   2 | title = \"A\\u0000b\"
     |         ^^^^^^^^^^
     = help: take it out: it has no form on a page
error[control-character]: the text has the control character U+0007
 --> content/pages/about/index.md:6:6
   6 | Ring \u{fffd} the bell.
     |      ^
     = help: take it out: it has no form on a page",
    );
}
