//! With less: a narrow screen, colours of the system, paper, and no scripts.

use serde_json::json;

use super::chromium::{Mode, base64};
use super::modes::{in_finnish, on_each, served, widest};

/// Elements whose text is cut off without a way to reach it.
const CUT: &str = "[...document.querySelectorAll('main *')].filter(element => {
    const style = getComputedStyle(element);
    const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
    return hides && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1 && element.namespaceURI.endsWith('xhtml');
}).slice(0, 3).map(element => element.tagName.toLowerCase() + '.' + element.className).join(', ')";

/// Pictures and words that are drawn in the colour of the paper; white that parts the pieces of a bar is no loss.
const FAINT: &str = "(() => {
    const paper = getComputedStyle(document.body).backgroundColor;
    const parts = [...document.querySelectorAll('svg :is(path, line, polyline, circle, text)')];
    const drawn = part => { const style = getComputedStyle(part); return [style.fill, style.stroke].filter(colour => colour !== 'none' && !colour.startsWith('rgba(0, 0, 0, 0')); };
    const pictures = [...document.querySelectorAll('svg:is([role=img], [role=group])')].filter(picture => {
        const inside = parts.filter(part => picture.contains(part));
        return inside.length > 0 && inside.every(part => drawn(part).every(colour => colour === paper));
    });
    const words = parts.filter(part => part.tagName === 'text' && part.textContent.trim() !== '' && getComputedStyle(part).fill === paper);
    return [matchMedia('(forced-colors: active)').matches, pictures.length, words.slice(0, 3).map(word => word.textContent.trim())];
})()";

/// How light text is on paper, and whether the page is wider than it.
const PAPER: &str = "(() => {
    const light = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(Number); return (r * 299 + g * 587 + b * 114) / 1000; };
    return [light(getComputedStyle(document.querySelector('main')).color), document.documentElement.scrollWidth > 681];
})()";

#[test]
fn on_a_screen_of_320_pixels_nothing_is_read_by_scrolling_sideways() {
    let problems = on_each(&in_finnish(), |browser, page, problems| {
        browser.show_as(Mode::light(320));
        browser.open(&format!("{}{}", served().address, page.address));
        if browser.value("document.documentElement.scrollWidth > 320") == true {
            problems.add(&page.address, format!("the page scrolls sideways: {}", widest(browser)));
        }
        let cut = browser.value(CUT);
        if cut != "" {
            problems.add(&page.address, format!("text is cut off: {cut}"));
        }
    });
    problems.are_none("problems on a narrow screen");
}

#[test]
fn in_colours_of_the_system_pictures_still_stand_out() {
    let problems = on_each(&in_finnish(), |browser, page, problems| {
        for is_dark in [false, true] {
            browser.show_as(Mode { width: 1280, is_dark, is_forced: true });
            browser.open(&format!("{}{}", served().address, page.address));
            let found = browser.value(FAINT);
            assert_eq!(found[0], true, "the browser does not force its colours");
            if found[1] != 0 {
                problems.add(&page.address, format!("{} pictures cannot be seen (dark: {is_dark})", found[1]));
            }
            if found[2] != json!([]) {
                problems.add(&page.address, format!("words cannot be seen (dark: {is_dark}): {}", found[2]));
            }
        }
    });
    problems.are_none("problems with forced colours");
}

#[test]
fn every_kind_of_page_can_be_printed() {
    let problems = on_each(&in_finnish(), |browser, page, problems| {
        browser.show_as(Mode::dark(1280));
        browser.open(&format!("{}{}", served().address, page.address));
        let answer = browser.call("Page.printToPDF", json!({ "preferCSSPageSize": true, "generateTaggedPDF": true, "printBackground": false }));
        let bytes = base64(answer["data"].as_str().unwrap_or_default());
        if !bytes.starts_with(b"%PDF-") || bytes.len() < 4000 {
            problems.add(&page.address, format!("the print has {} bytes", bytes.len()));
        }
        // On paper: dark on light whatever the screen prefers, and no control that cannot be pressed there.
        browser.call("Emulation.setEmulatedMedia", json!({ "media": "print", "features": [{ "name": "prefers-color-scheme", "value": "dark" }] }));
        browser.call("Emulation.setDeviceMetricsOverride", json!({ "width": 680, "height": 900, "deviceScaleFactor": 1, "mobile": false }));
        let found = browser.value(PAPER);
        if found[0].as_f64().is_none_or(|light| light > 110.0) {
            problems.add(&page.address, "text is light on paper");
        }
        if found[1] == true {
            problems.add(&page.address, format!("the print is wider than the paper: {}", widest(browser)));
        }
    });
    problems.are_none("problems on paper");
}

#[test]
fn without_scripts_everything_can_still_be_read() {
    // The free comparison is made by its script; another test holds what it says to the pages that need none.
    const TEXT: &str = "(() => {
        document.querySelector('.free')?.remove();
        return document.querySelector('main').innerText.replace(/\\s+/g, ' ').trim();
    })()";
    let problems = on_each(&in_finnish(), |browser, page, problems| {
        browser.show_as(Mode::light(1280));
        let address = format!("{}{}", served().address, page.address);
        browser.open(&address);
        let with = browser.value(TEXT).as_str().unwrap_or_default().to_owned();
        browser.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
        browser.open(&format!("{address}?plain"));
        browser.call("Emulation.setScriptExecutionDisabled", json!({ "value": false }));
        let without = browser.value(TEXT).as_str().unwrap_or_default().to_owned();
        if without.is_empty() {
            problems.add(&page.address, "there is nothing in the main part");
        }
        let lost: Vec<&str> = with.split(' ').filter(|word| word.chars().count() > 3 && !without.contains(word)).collect();
        if lost.len() > 12 {
            problems.add(&page.address, format!("{} words need scripts to be read: {} …", lost.len(), lost[..8].join(" ")));
        }
    });
    problems.are_none("problems without scripts");
}
