//! A source file as an outline: one fact a line, each with its whole name, so that a line-by-line
//! difference says what changed and in what.

use std::fmt::Write as _;

use toml::{Table, Value};

/// Keys by which items of a list are known.
const NAMES: [&str; 6] = ["id", "code", "version", "kind", "act", "date"];

/// The outline of a file; a text that is neither TOML nor has front matter stays as it is.
pub fn outline(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    if let Some((matter, body)) = front_matter(text) {
        return match matter.parse::<Table>() {
            Ok(table) => format!("{}\n{}", facts(&table), sentences(body)),
            Err(_) => text.to_owned(),
        };
    }
    match text.parse::<Table>() {
        Ok(table) if !table.is_empty() => facts(&table),
        _ => text.to_owned(),
    }
}

fn front_matter(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("+++")?.trim_start_matches('\r').strip_prefix('\n')?;
    let end = rest.find("\n+++")?;
    let (matter, rest) = rest.split_at(end + 1);
    Some((matter, rest.split_once('\n').map_or("", |(_, body)| body)))
}

fn facts(table: &Table) -> String {
    let mut out = String::new();
    for (key, value) in table {
        fact(key, value, &mut out);
    }
    out
}

fn fact(name: &str, value: &Value, out: &mut String) {
    match value {
        Value::Table(table) => table.iter().for_each(|(key, value)| fact(&format!("{name}.{key}"), value, out)),
        Value::Array(items) if items.iter().any(Value::is_table) => {
            for (at, item) in items.iter().enumerate() {
                fact(&format!("{name}[{}]", called(item).unwrap_or_else(|| (at + 1).to_string())), item, out);
            }
        }
        Value::Array(items) => {
            let _ = writeln!(out, "{name}: {}", items.iter().map(said).collect::<Vec<_>>().join(", "));
        }
        Value::String(text) if text.contains('\n') => {
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                let _ = writeln!(out, "{name}: {line}");
            }
        }
        other => {
            let _ = writeln!(out, "{name}: {}", said(other));
        }
    }
}

/// What an item of a list is known by.
fn called(item: &Value) -> Option<String> {
    NAMES.iter().find_map(|name| item.get(name)).map(said)
}

fn said(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Datetime(day) => day.to_string(),
        Value::Array(items) => items.iter().map(said).collect::<Vec<_>>().join(", "),
        Value::Table(table) => table.iter().map(|(key, value)| format!("{key} = {}", said(value))).collect::<Vec<_>>().join(", "),
    }
}

/// Prose with each sentence on its own line: a changed word shows its sentence, not its paragraph.
fn sentences(body: &str) -> String {
    let mut out = String::new();
    let mut is_code = false;
    for line in body.lines() {
        is_code ^= line.trim_start().starts_with("```");
        let ends = [". ", "? ", "! "];
        if is_code || line.starts_with('|') {
            let _ = writeln!(out, "{line}");
            continue;
        }
        let mut rest = line;
        while let Some(end) = ends.iter().filter_map(|end| rest.find(end)).min() {
            let _ = writeln!(out, "{}", &rest[..=end]);
            rest = rest[end + 1..].trim_start();
        }
        let _ = writeln!(out, "{rest}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::outline;

    #[test]
    fn each_fact_has_its_whole_name() {
        let page = "+++\ntitle = { fi = \"Kotihoito\", en = \"Home care\" }\nindicators = [\"a\", \"b\"]\n[[requirements]]\nid = \"r-1\"\ntext = \"Kirjaa käynti.\"\nlevel = \"shall\"\n+++\n\nYksi lause. Toinen lause.\n";
        let expected = "indicators: a, b\nrequirements[r-1].id: r-1\nrequirements[r-1].level: shall\nrequirements[r-1].text: Kirjaa käynti.\ntitle.en: Home care\ntitle.fi: Kotihoito\n\n\nYksi lause.\nToinen lause.\n";
        assert_eq!(outline(page), expected);
    }

    #[test]
    fn what_is_no_source_stays_as_it_is() {
        for text in ["region,period,value\n01,2020,1\n", "+++\nbroken = \n+++\n", "", "plain words\n"] {
            assert_eq!(outline(text), text);
        }
    }
}
