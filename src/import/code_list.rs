//! The CSV form of the national interoperability platform's code lists.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Grid, Row, grid, plain};
use super::life::{self, Said};
use super::{Given, Import, broken, words};
use crate::diagnostic::Diagnostic;
use crate::model::lifecycle::Deprecated;
use crate::model::{Code, CodeList, Date, Id, Language, Text};

/// Columns that have a place in a code.
struct Columns {
    code: usize,
    uri: Option<usize>,
    status: Option<usize>,
    broader: Option<usize>,
    names: Vec<(Language, usize)>,
    definitions: Vec<(Language, usize)>,
    from: Option<usize>,
    to: Option<usize>,
    order: Option<usize>,
}

/// Reads a code list.
pub fn import(given: &Given) -> Result<Import, Box<Diagnostic>> {
    let grid = grid(&given.file)?;
    let mut made = Import { items: grid.items.clone(), ..Import::default() };
    let columns = columns(&grid, given, &mut made)?;
    let mut rows: Vec<&Row> = grid.rows.iter().collect();
    rows.sort_by_key(|row| row.cell(columns.order).parse::<i64>().unwrap_or(i64::MAX));
    let mut codes: Vec<Code> = Vec::new();
    for row in rows {
        codes.push(code(row, &columns, &grid, given, &mut made)?);
    }
    check_unique(&codes, &grid, &columns)?;
    settle_broader(&mut codes, &mut made);
    made.lists.push(CodeList {
        id: given.id.clone(),
        name: Text::of(given.language, &words::plain(given.file.name.rsplit_once('.').map_or(given.file.name.as_str(), |(stem, _)| stem))),
        description: None,
        lifecycle: life::life(given, &Said::default()),
        uri: common_uri(&codes),
        oid: None,
        codes,
    });
    for header in grid.header.iter().filter(|header| is_own(header)) {
        made.leave(format!("column `{header}`"), "what a row is called inside the platform is no part of the list");
    }
    made.leave(&given.file.name, "the file does not name the list; its name is the file's");
    Ok(made)
}

fn columns(grid: &Grid, given: &Given, made: &mut Import) -> Result<Columns, Box<Diagnostic>> {
    let Some(code) = grid.column(&["codevalue", "code", "koodi", "koodiarvo", "kod", "tunnus", "notation", "value"]) else {
        let header = 0..grid.file.text().lines().next().map_or(0, str::len);
        return Err(broken(&grid.file, header, "no column holds the codes", "the platform calls it CODEVALUE"));
    };
    let localized = |names: &[&str], made: &mut Import| localized(grid, names, given, made);
    let columns = Columns {
        code,
        uri: grid.column(&["uri", "url", "osoite"]),
        status: grid.column(&["status", "tila"]),
        broader: grid.column(&[
            "broader",
            "broadercode",
            "parent",
            "ylakoodi",
            "yläkoodi",
            "broadercodevalue",
            "parentcode",
            "isäkoodi",
            "ylätaso",
            "överordnadkod",
        ]),
        names: localized(&["preflabel", "name", "label", "nimi", "namn", "title", "selite"], made),
        definitions: {
            let definitions = localized(&["definition", "maaritelma", "määritelmä"], made);
            let descriptions = localized(&["description", "kuvaus", "beskrivning", "selitys"], made);
            // A description stands in for the definition in a language that has none.
            let more: Vec<_> = descriptions.into_iter().filter(|(language, _)| definitions.iter().all(|(known, _)| known != language)).collect();
            definitions.into_iter().chain(more).collect()
        },
        from: grid.column(&["startdate", "validfrom", "start", "alkupvm", "alkupäivä", "voimassaoloalkaa", "voimassaalkaen", "begindate", "startdatum"]),
        to: grid.column(&[
            "enddate",
            "validto",
            "validuntil",
            "end",
            "loppupvm",
            "loppupäivä",
            "voimassaoloppaattyy",
            "voimassaolopäättyy",
            "voimassaasti",
            "slutdatum",
        ]),
        order: grid.column(&["order", "flatorder", "jarjestys", "järjestys"]),
    };
    Ok(columns)
}

/// Columns of a text: one a language by the ending of the name, or one without.
fn localized(grid: &Grid, names: &[&str], given: &Given, made: &mut Import) -> Vec<(Language, usize)> {
    let mut found: Vec<(Language, usize)> = Vec::new();
    for (at, header) in grid.header.iter().enumerate() {
        let name = plain(header);
        let Some(rest) = names.iter().find_map(|wanted| name.strip_prefix(wanted)) else { continue };
        let language = if rest.is_empty() { Some(given.language) } else { given.languages.iter().copied().find(|language| plain(language.code()) == rest) };
        match language {
            Some(language) if found.iter().all(|(known, _)| *known != language) => found.push((language, at)),
            None if (2..=3).contains(&rest.len()) => made.leave(format!("column `{header}`"), "the site does not have its language"),
            _ => {}
        }
    }
    found.sort_by_key(|(language, _)| given.languages.iter().position(|known| known == language));
    found
}

fn code(row: &Row, columns: &Columns, grid: &Grid, given: &Given, made: &mut Import) -> Result<Code, Box<Diagnostic>> {
    let raw = row.raw(columns.code);
    if raw.is_empty() {
        return Err(broken(&grid.file, row.span.clone(), "the row has no code", format!("write it in the column `{}`", grid.header[columns.code])));
    }
    let sign = sign(raw);
    if sign != raw {
        made.leave(format!("code `{raw}`"), format!("a code has no blanks and is not `total`; it became `{sign}`"));
    }
    let text = |of: &[(Language, usize)], write: fn(&str) -> String| {
        Text::from_versions(of.iter().map(|(language, column)| (*language, write(row.cell(Some(*column))).into())))
    };
    let name = text(&columns.names, words::label);
    let definition = text(&columns.definitions, words::note);
    let uri = row.cell(columns.uri);
    if !uri.is_empty() && !life::is_identifier(uri) {
        made.leave(format!("code `{raw}`"), format!("`{uri}` is no address"));
    }
    let (valid_from, valid_to) = days(row, columns, raw, made);
    rest(row, columns, grid, raw, made);
    Ok(Code {
        code: Id::from(sign.as_str()),
        name: if name.is_empty() { Text::of(given.language, &words::plain(raw)) } else { name },
        definition: (!definition.is_empty()).then_some(definition),
        broader: Some(row.cell(columns.broader)).filter(|broader| !broader.is_empty()).map(|broader| Id::from(self::sign(broader))),
        uri: Some(uri.to_owned()).filter(|uri| life::is_identifier(uri)),
        valid_from,
        valid_to,
        renamed_from: Vec::new(),
        deprecated: deprecated(row.cell(columns.status), given),
    })
}

/// A sign as a code can be: without blanks.
pub fn sign(text: &str) -> String {
    let sign: String = text.trim().split(|c: char| c.is_whitespace() || c.is_control()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if sign == "total" || sign.is_empty() { format!("{sign}-") } else { sign }
}

fn days(row: &Row, columns: &Columns, code: &str, made: &mut Import) -> (Option<Date>, Option<Date>) {
    let mut day = |column: Option<usize>| {
        let text = row.cell(column);
        let found = life::day(text).or_else(|| finnish_day(text));
        if found.is_none() && !text.is_empty() {
            made.leave(format!("code `{code}`"), format!("`{text}` is no day"));
        }
        found
    };
    let (from, to) = (day(columns.from), day(columns.to));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        made.leave(format!("code `{code}`"), "it ends before it begins; the end was left out");
        return (from, None);
    }
    (from, to)
}

/// `31.12.2023`
fn finnish_day(text: &str) -> Option<Date> {
    let mut parts = text.split('.').map(str::trim);
    let (day, month, year) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Date::new(year, month, day)
}

/// The platform's statuses: what has gone is not to be used; what is not there yet is listed.
pub fn deprecated(status: &str, given: &Given) -> Option<Deprecated> {
    let word = status.rsplit(['/', '#']).next().unwrap_or(status).to_uppercase();
    if !deprecated_word(&word) {
        return None;
    }
    let reason = Text::from_versions(given.languages.iter().map(|language| {
        let sentence = match language.code() {
            "fi" => format!("Tila lähteessä: {word}."),
            "sv" => format!("Status i källan: {word}."),
            _ => format!("Status in the source: {word}."),
        };
        (*language, sentence.into())
    }));
    Some(Deprecated { since: None, replaced_by: None, reason: Some(reason) })
}

/// Lists the cells that have no place in a code.
fn rest(row: &Row, columns: &Columns, grid: &Grid, code: &str, made: &mut Import) {
    let single = [Some(columns.code), columns.uri, columns.broader, columns.from, columns.to, columns.order];
    let known: BTreeSet<usize> = single.into_iter().flatten().chain(columns.names.iter().chain(&columns.definitions).map(|(_, at)| *at)).collect();
    for (at, header) in grid.header.iter().enumerate().filter(|(at, _)| !known.contains(at)) {
        let text = row.raw(at);
        let is_kept = Some(at) == columns.status && (text == "VALID" || deprecated_word(text));
        if !text.is_empty() && !is_kept && !is_own(header) {
            let header = if header.is_empty() { format!("column {} (without a name)", at + 1) } else { format!("`{header}`") };
            made.leave(format!("code `{code}`"), format!("{header} = {text}"));
        }
    }
}

/// Columns that tell rows apart in the platform's own database, or count what `broader` says.
fn is_own(header: &str) -> bool {
    matches!(plain(header).as_str(), "id" | "hierarchylevel")
}

fn deprecated_word(text: &str) -> bool {
    const WORDS: [&str; 10] = ["SUPERSEDED", "RETIRED", "INVALID", "DEPRECATED", "WITHDRAWN", "REMOVED", "OBSOLETE", "ARCHAIC", "CANCELLED", "DISCONTINUED"];
    WORDS.contains(&text.to_uppercase().as_str())
}

fn check_unique(codes: &[Code], grid: &Grid, columns: &Columns) -> Result<(), Box<Diagnostic>> {
    let mut seen = BTreeSet::new();
    let Some(twice) = codes.iter().find(|code| !seen.insert(&code.code)) else { return Ok(()) };
    let row = grid.rows.iter().filter(|row| sign(row.raw(columns.code)) == *twice.code).nth(1);
    let span = row.map_or(0..0, |row| row.span.clone());
    Err(broken(&grid.file, span, format!("the code `{}` is there twice", twice.code), "each code is there once"))
}

/// A broader code has to be there, and nothing is broader than itself.
pub fn settle_broader(codes: &mut [Code], made: &mut Import) {
    let mut up: BTreeMap<Id, Id> = codes.iter().filter_map(|code| Some((code.code.clone(), code.broader.clone()?))).collect();
    let known: BTreeSet<Id> = codes.iter().map(|code| code.code.clone()).collect();
    for code in codes {
        let Some(broader) = &code.broader else { continue };
        let why = if !known.contains(broader) {
            Some("is not in the list")
        } else if leads_to_itself(&code.code, &up) {
            Some("leads back to the code itself")
        } else {
            None
        };
        if let Some(why) = why {
            made.leave(format!("code `{}`", code.code), format!("the broader code `{broader}` {why}"));
            up.remove(&code.code);
            code.broader = None;
        }
    }
}

fn leads_to_itself(code: &Id, up: &BTreeMap<Id, Id>) -> bool {
    let mut at = code;
    for _ in 0..=up.len() {
        match up.get(at) {
            Some(next) if next == code => return true,
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

/// The address of the list, where those of its codes are made from it in the platform's way.
fn common_uri(codes: &[Code]) -> Option<String> {
    let list = |code: &Code| code.uri.as_deref().and_then(|uri| uri.split_once("/code/")).map(|(list, _)| list.to_owned());
    let first = codes.first().and_then(list)?;
    codes.iter().all(|code| list(code).as_ref() == Some(&first)).then_some(first)
}
