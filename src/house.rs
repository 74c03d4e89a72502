//! The table of rooms in the crate's documentation, held to the code.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// Rooms that may touch the disk, the network, the environment, other processes or a clock.
const DOORS: [&str; 3] = ["source", "output", "cli"];

/// What only a door uses.
const OUTSIDE: [&str; 8] = ["std::fs", "std::env", "std::net", "std::process", "std::time", "std::thread", "tokio::", "rustix::"];

/// The rooms of the table, in its order.
fn rooms() -> Vec<String> {
    let documentation = include_str!("lib.rs").lines().filter_map(|line| line.strip_prefix("//! | [`"));
    documentation.filter_map(|line| Some(line.split_once("`] |")?.0.to_owned())).collect()
}

/// The code of each file, without its tests, by path below `src`.
fn code() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut code = BTreeMap::new();
    let mut tests = Vec::new();
    for entry in WalkDir::new(&root) {
        let entry = entry.expect("the sources can be read");
        let path = entry.path().strip_prefix(&root).expect("it is below the root").to_string_lossy().replace('\\', "/");
        if path.ends_with(".rs") {
            let text = fs::read_to_string(entry.path()).expect("a source is UTF-8");
            // The modules of `a/mod.rs` stand in `a`, and so do those of `a.rs`.
            let folder = path.strip_suffix("mod.rs").or_else(|| path.strip_suffix(".rs")).unwrap_or_default().trim_end_matches('/');
            let folder = if matches!(folder, "lib" | "main") { "" } else { folder };
            let (text, modules) = without_tests(&text);
            tests.extend(modules.into_iter().map(|module| format!("{folder}/{module}").trim_start_matches('/').to_owned()));
            code.insert(path, text);
        }
    }
    code.retain(|path, _| !tests.iter().any(|test| path.strip_prefix(test).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))));
    code
}

/// A file without comments and without what is compiled for tests alone, and the modules that are.
fn without_tests(text: &str) -> (String, Vec<String>) {
    let (mut kept, mut modules) = (String::new(), Vec::new());
    let mut lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            kept.push_str(line);
            kept.push('\n');
            continue;
        }
        let Some(next) = lines.next() else { break };
        match next.trim_start_matches("pub(crate) ").strip_prefix("mod ") {
            Some(module) if module.ends_with(';') => modules.push(module.trim_end_matches(';').to_owned()),
            // Tests stand at the end of their file.
            Some(_) => break,
            None => {}
        }
    }
    (kept, modules)
}

/// The room that a file is in; none for the two files that look down.
fn room_of(path: &str) -> Option<&str> {
    let room = path.split(['/', '.']).next()?;
    (!matches!(room, "lib" | "main")).then_some(room)
}

/// The rooms that a piece of code names: `crate::room`, and each of `crate::{room, …}`.
fn named(code: &str) -> Vec<&str> {
    let word = |text: &'_ str| text.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).unwrap_or(text.len());
    let mut named = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{').and_then(|list| Some(&list[..list.find("};")?])) {
            Some(list) => {
                let mut depth = 0;
                let parts = list.split(|c| {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    c == ',' && depth == 0
                });
                named.extend(parts.map(str::trim).map(|part| &part[..word(part)]));
            }
            None => named.push(&rest[..word(rest)]),
        }
    }
    named
}

#[test]
fn a_room_uses_only_those_above_it() {
    let rooms = rooms();
    assert!(rooms.len() > 9, "the table has {rooms:?}");
    let mut wrong = Vec::new();
    for (path, code) in code() {
        let Some(room) = room_of(&path) else { continue };
        let Some(place) = rooms.iter().position(|known| known == room) else {
            wrong.push(format!("src/{path}: the room `{room}` is not in the table of src/lib.rs"));
            continue;
        };
        for used in named(&code) {
            if rooms.iter().position(|known| known == used).is_some_and(|used| used > place) {
                wrong.push(format!("src/{path}: `{room}` uses `{used}`, which stands below it"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_doors_touch_what_is_outside() {
    let mut wrong = Vec::new();
    for (path, code) in code() {
        if room_of(&path).is_none_or(|room| DOORS.contains(&room)) {
            continue;
        }
        let touched = OUTSIDE.iter().filter(|outside| code.contains(*outside));
        wrong.extend(touched.map(|outside| format!("src/{path} uses {outside}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn plotters_tera_and_markdown_each_have_one_home() {
    const HOMES: [(&str, &str); 3] = [("tera::", "render/theme.rs"), ("plotters::", "render/chart"), ("icu_", "render/words")];
    let mut wrong = Vec::new();
    for (path, code) in code() {
        let away = HOMES.iter().filter(|(library, home)| code.contains(&format!("use {library}")) && !path.starts_with(home));
        wrong.extend(away.map(|(library, home)| format!("src/{path} uses {library}, whose home is {home}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
