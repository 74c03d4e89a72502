//! The keyboard alone: the way past the header comes first, and one always sees where one is.

use super::chromium::Mode;
use super::modes::{in_finnish, on_each, served};

const FOCUSED: &str = "(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    return {
        name: element.tagName.toLowerCase() + (element.id ? '#' + element.id : '') + [...element.classList].map(name => '.' + name).join(''),
        text: element.textContent.trim().slice(0, 40), href: element.getAttribute('href'),
        ring: ring || style.boxShadow !== 'none',
        seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && style.visibility === 'visible' && parseFloat(style.opacity) > 0,
    };
})()";

#[test]
fn the_first_stop_leads_past_the_header_and_every_stop_is_seen() {
    let problems = on_each(&in_finnish(), |browser, page, problems| {
        browser.show_as(Mode::light(1280));
        browser.open(&format!("{}{}", served().address, page.address));
        browser.press("Tab", 9);
        let first = browser.value(FOCUSED);
        let target = first["href"].as_str().and_then(|href| href.strip_prefix('#')).unwrap_or_default().to_owned();
        if target.is_empty() || browser.value(&format!("document.getElementById({target:?})?.closest('main') !== null")) != true {
            problems.add(&page.address, format!("the first stop is no link into the main part: {}", first["name"]));
        }
        if first["seen"] != true || first["ring"] != true {
            problems.add(&page.address, "the skip link cannot be seen when it has the focus");
        }
        for _ in 0..25 {
            browser.press("Tab", 9);
            let stop = browser.value(FOCUSED);
            if stop["name"] == "body" {
                break;
            }
            if stop["ring"] != true {
                problems.add(&page.address, format!("nothing shows the focus on {} “{}”", stop["name"], stop["text"]));
            }
            if stop["seen"] != true {
                problems.add(&page.address, format!("out of sight with the focus: {} “{}”", stop["name"], stop["text"]));
            }
        }
        browser.open(&format!("{}{}?again", served().address, page.address));
        browser.press("Tab", 9);
        browser.press("Enter", 13);
        browser.press("Tab", 9);
        if browser.value("document.activeElement === document.body || document.activeElement.closest('main, footer') !== null") != true {
            problems.add(&page.address, "after the skip link the next stop is still in the header");
        }
    });
    problems.are_none("problems with the keyboard alone");
}
