//! The free comparison says of every indicator what the pages say that were made without it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::chromium::{Browser, Mode};
use super::modes::served;
use crate::support::none;

/// The table of the free comparison once it is there: name → value, verdict, difference.
const FREE: &str = "new Promise(done => {
    const said = row => {
        const [name, cell] = row.cells;
        const difference = [...cell.querySelectorAll('small')].map(small => small.textContent).find(text => text.startsWith('ero ')) ?? '';
        return [name.querySelector('a').textContent, [(cell.querySelector('b') ?? cell).textContent, cell.querySelector('.tag')?.textContent.trim() ?? '', difference.slice(4)]];
    };
    const look = () => {
        const table = document.querySelector('.free table');
        table ? done(Object.fromEntries([...table.tBodies[0].rows].filter(row => row.cells.length === 2).map(said))) : setTimeout(look, 10);
    };
    look();
})";

/// The same of a page that was made before: in which columns the verdict and the difference stand.
fn made(verdict: usize, difference: usize) -> String {
    format!(
        "(() => {{
            const table = [...document.querySelectorAll('main table')].sort((one, other) => other.rows.length - one.rows.length)[0];
            const whole = table.tHead.rows[0].cells.length;
            const said = row => {{
                const value = row.cells[1].querySelector('b') ?? row.cells[1];
                const rest = row.cells.length === whole ? [row.cells[{verdict}].querySelector('.tag')?.textContent.trim() ?? '', row.cells[{difference}].textContent] : ['', ''];
                return [row.cells[0].querySelector('a').textContent, [value.textContent, ...rest]];
            }};
            return Object.fromEntries([...table.tBodies].flatMap(body => [...body.rows]).filter(row => row.cells.length > 1).map(said));
        }})()"
    )
}

fn rows(found: Value) -> BTreeMap<String, Vec<String>> {
    serde_json::from_value(found).expect("rows of three texts")
}

/// What differs between the free comparison and the page that was made; a verdict and a difference are there together or not at all.
fn differences(browser: &mut Browser, choice: &str, page: &str, columns: (usize, usize)) -> Vec<String> {
    browser.open(&format!("{}vertailu/?{choice}", served().address));
    let free = rows(browser.value(FREE));
    browser.open(&format!("{}{page}", served().address));
    let made = rows(browser.value(&made(columns.0, columns.1)));
    assert!(made.len() > 20 && made.values().filter(|said| !said[1].is_empty()).count() > 5, "{page} compares too little to be a test: {made:?}");
    made.iter()
        .filter(|(name, said)| {
            let other = free.get(*name);
            // Where nothing can be compared, the reason why there is no value is the same.
            if said[1].is_empty() { other.map(|other| &other[0]) != Some(&said[0]) } else { other != Some(said) }
        })
        .map(|(name, said)| format!("{page}, {name}: {said:?} there, {:?} in the free comparison", free.get(name)))
        .collect()
}

#[test]
fn the_free_comparison_says_what_the_ready_pages_say() {
    let mut browser = Browser::start();
    browser.show_as(Mode::light(1280));
    let mut found = Vec::new();
    for (code, slug) in [("20", "kainuu"), ("21", "lappi"), ("91", "ahvenanmaa"), ("13", "pohjois-savo")] {
        found.extend(differences(&mut browser, &format!("regions={code}&against=SSS"), &format!("alueet/{slug}/"), (2, 3)));
    }
    for (first, second, page) in [("20", "21", "kainuu/lappi"), ("13", "20", "pohjois-savo/kainuu"), ("21", "91", "lappi/ahvenanmaa")] {
        found.extend(differences(&mut browser, &format!("regions={first}&against={second}"), &format!("vertailu/{page}/"), (3, 4)));
    }
    none("what the free comparison says otherwise", found);
}
