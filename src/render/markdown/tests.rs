use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::model::{Kind, Reference};

/// A page that has every thing but `nothing`, and shows where each link goes.
struct Page;

impl Links for Page {
    fn link(&self, target: &Target) -> Option<String> {
        match target {
            Target::Thing(reference, _) if &*reference.id == "nothing" => None,
            Target::Thing(Reference { kind: Kind::Document(collection), .. }, _) if &**collection != "reports" => None,
            Target::Thing(reference, _) => Some(format!("../{}/{}/", reference.kind.name(), reference.id)),
            Target::Concept(concept) => Some(format!("../{concept}/")),
            Target::Diagram(model) => Some(format!("../{model}/")),
            Target::File(path, _) => Some(path.clone()),
            Target::Chart(_) | Target::External(_) | Target::Anchor(_) => None,
        }
    }

    fn name(&self, target: &Target) -> Option<(String, Option<String>)> {
        match target {
            Target::Thing(reference, _) if &*reference.id == "20" => Some(("Kainuu & <co>".to_owned(), None)),
            Target::Thing(reference, _) if &*reference.id == "21" => Some(("Lappland".to_owned(), Some("sv".to_owned()))),
            _ => None,
        }
    }

    fn chart(&self, request: &ChartRequest, alt: &str) -> String {
        let mut html = format!("<figure>{} ", request.kind.word());
        escape::text(&mut html, alt);
        html + "</figure>"
    }

    fn diagram(&self, model: &Id, alt: &str) -> String {
        let mut html = "<figure>".to_owned();
        escape::text(&mut html, &format!("{model} {alt}"));
        html + "</figure>\n"
    }

    fn word(&self, key: &str) -> String {
        key.to_owned()
    }
}

fn html(markdown: &str) -> String {
    body(markdown, Placing::default(), &Page).html
}

fn anchored(level: u8, id: &str, text: &str) -> String {
    format!("<h{level} id=\"{id}\">{text} <a class=\"anchor\" href=\"#{id}\" aria-label=\"permalink: {text}\">#</a></h{level}>\n")
}

#[test]
fn headings_fit_below_the_one_of_the_page_and_have_anchors() {
    let page = body(
        "# Näin luet & sitä\n\n### Alempi\n\n# Näin luet *&* sitä\n\n# Oma {#oma .x onclick=y}\n",
        Placing { taken: &["alempi"], ..Placing::default() },
        &Page,
    );
    let expected = [
        anchored(2, "nain-luet-sita", "Näin luet &amp; sitä"),
        anchored(4, "alempi-2", "Alempi"),
        anchored(2, "nain-luet-sita-2", "Näin luet &amp; sitä").replacen("&amp;", "<em>&amp;</em>", 1),
        anchored(2, "oma", "Oma"),
    ];
    assert_eq!(page.html, expected.concat());
    assert_eq!(page.headings[0], Heading { level: 2, id: "nain-luet-sita".to_owned(), text: "Näin luet & sitä".to_owned() });
    assert_eq!(html("## a"), anchored(2, "a", "a"));
    assert_eq!(html("###### a"), anchored(2, "a", "a"));
    assert_eq!(body("# a\n###### b", Placing { level: 4, ..Placing::default() }, &Page).html, anchored(4, "a", "a") + &anchored(6, "b", "b"));
    assert_eq!(html("## \u{1f600}"), anchored(2, "kohta", "\u{1f600}"));
    assert_eq!(
        html("## Alue <region:20>"),
        "<h2 id=\"alue-region-20\">Alue <a href=\"../region/20/\">Kainuu &amp; &lt;co&gt;</a> <a class=\"anchor\" href=\"#alue-region-20\" aria-label=\"permalink: Alue Kainuu &amp; &lt;co&gt;\">#</a></h2>\n"
    );
}

#[test]
fn links_go_where_their_schemes_say() {
    for (markdown, expected) in [
        ("[a](page:tietoa)", "<a href=\"../page/tietoa/\">a</a>"),
        ("[a](use-case:x#q1 \"t\")", "<a href=\"../use-case/x/#q1\" title=\"t\">a</a>"),
        ("[a](concept:m/c.d)", "<a href=\"../m/c.d/\">a</a>"),
        ("[a][b]\n\n[b]: reports:x", "<a href=\"../reports/x/\">a</a>"),
        ("[*a*](page:nothing) b", "<em>a</em> b"),
        ("<region:20>", "<a href=\"../region/20/\">Kainuu &amp; &lt;co&gt;</a>"),
        ("<region:21>", "<a href=\"../region/21/\"><span lang=\"sv\">Lappland</span></a>"),
        ("<region:nothing>", "region:nothing"),
        ("<page:x>", "<a href=\"../page/x/\">page:x</a>"),
        ("<https://a.b/?c=d&e>", "<a href=\"https://a.b/?c=d&amp;e\">https://a.b/?c=d&amp;e</a>"),
        ("<a@b.fi>", "<a href=\"mailto:a@b.fi\">a@b.fi</a>"),
        ("[a](#b)", "<a href=\"#b\">a</a>"),
        ("[a](b%20c.pdf#page=2)", "<a href=\"b%20c.pdf#page=2\">a</a>"),
        ("[a](javascript:alert(1)) [b](data:text/html,x) [c](JAVASCRIPT:x) [d]()", "a b c d"),
        ("[a](https:nothing)", "a"),
        ("[a](chart:trend?indicator=x)", "a"),
        ("![a *b* <region:20>](c.png \"d\")", "<img src=\"c.png\" alt=\"a b Kainuu &amp; &lt;co&gt;\" title=\"d\">"),
        ("![a](https://x.fi/a.png)", "<a href=\"https://x.fi/a.png\">a</a>"),
        ("[![a](https://x.fi/a.png)](page:x)", "<a href=\"../page/x/\">a</a>"),
        ("![a](page:x) ![b](chart:nix)", "a b"),
    ] {
        assert_eq!(html(markdown), format!("<p>{expected}</p>\n"), "{markdown}");
    }
}

#[test]
fn charts_and_diagrams_are_blocks() {
    let chart = "![k](chart:trend?indicator=x)";
    let figure = "<figure>trend k</figure>";
    for (markdown, expected) in [
        (chart.to_owned(), format!("{figure}\n")),
        (format!("{chart}\n{chart}"), format!("{figure}\n{figure}\n")),
        (format!("a\n{chart}\nb"), format!("<p>a</p>\n{figure}\n<p>b</p>\n")),
        (format!("- {chart}\n- a"), format!("<ul>\n<li>{figure}</li>\n<li>a</li>\n</ul>\n")),
        (format!("> {chart}"), format!("<blockquote>\n{figure}\n</blockquote>\n")),
        ("![k](diagram:m)".to_owned(), "<figure>m k</figure>\n".to_owned()),
        (format!("**{chart}**"), "<p><strong>k</strong></p>\n".to_owned()),
        (format!("[{chart}](page:x)"), "<p><a href=\"../page/x/\">k</a></p>\n".to_owned()),
    ] {
        assert_eq!(html(&markdown), expected, "{markdown}");
    }
    assert!(html(&format!("|a|\n|-|\n|{chart}|")).contains(&format!("<td>{figure}</td>")));
    assert_eq!(inline(&format!("a {chart}"), &Page), "a k");
}

#[test]
fn tables_have_a_frame_with_a_name_of_its_own() {
    assert_eq!(
        html("## Budjetti\n\n| | a | b |\n|:--|:-:|--:|\n| **x** | 1 | <b> |\n\n|y|\n|-|\n"),
        anchored(2, "budjetti", "Budjetti")
            + "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"table 1: Budjetti\"><table><thead><tr><td class=\"left\"></td>\
               <th scope=\"col\" class=\"center\">a</th><th scope=\"col\" class=\"right\">b</th></tr></thead>\n<tbody>\n\
               <tr><td class=\"left\"><strong>x</strong></td><td class=\"center\">1</td><td class=\"right\">&lt;b&gt;</td></tr>\n</tbody></table></div>\n\
               <div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"table 2: Budjetti\"><table><thead><tr><th scope=\"col\">y</th></tr></thead>\n\
               <tbody>\n</tbody></table></div>\n"
    );
}

#[test]
fn footnotes_lead_there_and_back() {
    let call = |id: &str| format!("<sup><a id=\"{id}\" href=\"#fn_1\" role=\"doc-noteref\" aria-label=\"footnote 1\">1</a></sup>");
    assert_eq!(
        html("a[^n] b[^n] c[^2]\n\n[^2]: toinen\n[^N]: *ensin*\n\n    lisää\n\n[^x]: ei kutsuttu\n"),
        format!(
            "<p>a{} b{} c<sup><a id=\"fnref_2\" href=\"#fn_2\" role=\"doc-noteref\" aria-label=\"footnote 2\">2</a></sup></p>\n\
             <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"footnotes\">\n<ol>\n\
             <li id=\"fn_1\"><p><em>ensin</em></p>\n<p>lisää \
             <a href=\"#fnref_1\" role=\"doc-backlink\" aria-label=\"footnote-back 1\">\u{21a9}</a> \
             <a href=\"#fnref_1_2\" role=\"doc-backlink\" aria-label=\"footnote-back 1 (2)\">\u{21a9}</a></p></li>\n\
             <li id=\"fn_2\"><p>toinen <a href=\"#fnref_2\" role=\"doc-backlink\" aria-label=\"footnote-back 2\">\u{21a9}</a></p></li>\n</ol>\n</section>\n",
            call("fnref_1"),
            call("fnref_1_2")
        )
    );
    assert_eq!(html("a[^b]"), "<p>a[^b]</p>\n");
    assert!(body("a[^1]\n\n[^1]: b", Placing { prefix: "x-", ..Placing::default() }, &Page).html.contains("<li id=\"x-fn_1\">"));
}

#[test]
fn notes_tasks_and_code_have_their_forms() {
    assert_eq!(
        html("> [!WARNING]\n> a *b*"),
        "<div class=\"note note--warning\" role=\"note\">\n<p class=\"note__title\">warning</p>\n<p>a <em>b</em></p>\n</div>\n"
    );
    assert_eq!(html("> a"), "<blockquote>\n<p>a</p>\n</blockquote>\n");
    assert_eq!(
        html("- [x] a\n- [ ] b"),
        "<ul>\n<li><input type=\"checkbox\" disabled checked aria-label=\"task-done\"> a</li>\n<li><input type=\"checkbox\" disabled aria-label=\"task-open\"> b</li>\n</ul>\n"
    );
    assert_eq!(html("```sql x\na < b\n```"), "<pre tabindex=\"0\"><code class=\"language-sql\">a &lt; b\n</code></pre>\n");
    assert_eq!(html("3. a\n\n~~b~~  \nc"), "<ol start=\"3\">\n<li>a</li>\n</ol>\n<p><del>b</del><br>\nc</p>\n");
}

#[test]
fn raw_html_is_shown_and_does_nothing() {
    assert_eq!(html("a <b onclick=x>c</b> <!-- d --> e"), "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;  e</p>\n");
    assert_eq!(html("<script>alert(1)</script>\n\na"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>a</p>\n");
    assert_eq!(html("<!-- a\n\nb -->\n\nc"), "<p>c</p>\n");
}

#[test]
fn an_inline_text_is_never_a_block() {
    for (text, expected) in [
        ("tavallinen teksti", "tavallinen teksti"),
        ("a > b", "a &gt; b"),
        ("1. tammikuuta", "1. tammikuuta"),
        ("- viiva", "- viiva"),
        ("# 1", "# 1"),
        ("    sisennys", "sisennys"),
        ("*a* b", "<em>a</em> b"),
        ("_a_ b_c_d", "<em>a</em> b_c_d"),
        ("> *a*", "&gt; <em>a</em>"),
        ("rivi\n\n  toinen *b*\n- c\n===\n", "rivi toinen <em>b</em> - c ==="),
        ("|a|b|\n|-|-|\n", "|a|b| |-|-|"),
        ("[a]: page:x", "[a]: page:x"),
        ("[a](page:x) & <region:20>", "<a href=\"../page/x/\">a</a> &amp; <a href=\"../region/20/\">Kainuu &amp; &lt;co&gt;</a>"),
        ("```a```", "<code>a</code>"),
        ("<div>\nx", "&lt;div&gt; x"),
        ("5 < 6 &lt; 7 \\* 8", "5 &lt; 6 &lt; 7 * 8"),
        ("[^1] *", "[^1] *"),
    ] {
        assert_eq!(inline(text, &Page), expected, "{text}");
    }
}

#[test]
fn plain_text_has_no_marks() {
    for (text, expected) in [
        ("a & b > c", "a & b > c"),
        ("*a* `b` [c](page:x) &amp; \\*", "a b c & *"),
        ("<region:20> ![d **e**](f.png)", "Kainuu & <co> d e"),
        ("<https://a.b> <region:nothing>!", "https://a.b region:nothing!"),
        ("1. *a*\nb", "1. a b"),
        ("a <b>", "a <b>"),
    ] {
        assert_eq!(plain(text, &Page), expected, "{text}");
    }
}

/// A file of examples; `None`, said aloud, where it is not there.
fn shared(path: &str) -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(path);
    let Ok(bytes) = std::fs::read(&path) else {
        #[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
        {
            eprintln!("skipped: {} is not there", path.display());
        }
        return None;
    };
    Some(serde_json::from_slice(&bytes).expect("JSON"))
}

/// Every tag of HTML with its attributes, entities resolved.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let end = rest[at..].find('>').unwrap_or_else(|| panic!("a tag without an end in {html}"));
        let inner = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        let (name, mut attributes) = inner.split_once(' ').unwrap_or((inner, ""));
        let mut found = Vec::new();
        while !attributes.is_empty() {
            let (key, after) = match attributes.split_once("=\"") {
                Some((key, after)) if !key.contains(' ') => (key, after),
                _ => {
                    let (key, after) = attributes.split_once(' ').unwrap_or((attributes, ""));
                    found.push((key.to_owned(), String::new()));
                    attributes = after;
                    continue;
                }
            };
            let (value, after) = after.split_once('"').unwrap_or_else(|| panic!("an attribute without an end in {html}"));
            let value = value.replace("&#39;", "'").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            found.push((key.to_owned(), value));
            attributes = after.trim_start();
        }
        tags.push((name.to_owned(), found));
    }
    tags
}

/// Holds HTML to the tags, attributes and addresses that this module writes.
fn hold_safe(html: &str) {
    const TAGS: &[&str] = &[
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "ul",
        "ol",
        "li",
        "pre",
        "code",
        "em",
        "strong",
        "del",
        "a",
        "img",
        "br",
        "hr",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "div",
        "section",
        "sup",
        "input",
        "span",
        "figure",
    ];
    const ATTRIBUTES: &[&str] =
        &["id", "href", "class", "aria-label", "title", "src", "alt", "role", "tabindex", "scope", "start", "type", "disabled", "checked", "lang"];
    for (name, attributes) in tags(html) {
        assert!(TAGS.contains(&name.trim_start_matches('/')), "<{name}> in {html}");
        for (key, value) in attributes {
            assert!(ATTRIBUTES.contains(&key.as_str()), "{key} in {html}");
            if key == "href" || key == "src" {
                assert!(escape::is_safe_address(&value), "{value} in {html}");
            }
        }
    }
}

fn hold_everything_safe(text: &str) {
    for markdown in [
        text.to_owned(),
        format!("a {text} b"),
        format!("# {text}\n\n> {text}\n\n- [ ] {text}"),
        format!("[a]({text}) ![b]({text}) [c](<{text}>) [d](x \"{text}\") [{text}](page:x) <{text}>"),
        format!("[a](page:{text}) [a](#{text}) [a](https://{text}) ![{text}](chart:trend?indicator={text}) ![a](diagram:{text})"),
        format!("|{text}|\n|-|\n|{text}|\n\n```{text}\nx\n```\n\na[^{text}]\n\n[^{text}]: {text}"),
        format!("## a {{#{text}}}\n\n## b {{{text}}}"),
    ] {
        hold_safe(&html(&markdown));
        hold_safe(&inline(&markdown, &Page));
        plain(&markdown, &Page);
    }
}

#[test]
fn attacks_on_sanitisers_come_to_nothing() {
    let Some(Value::Array(cases)) = shared("sec-dompurify/expect.json") else { return };
    assert!(cases.len() > 200);
    for case in cases {
        hold_everything_safe(case["payload"].as_str().expect("a payload"));
    }
}

#[test]
fn naughty_strings_come_to_nothing() {
    let Some(Value::Array(strings)) = shared("str-blns/blns.json") else { return };
    for text in strings {
        hold_everything_safe(text.as_str().expect("a string"));
    }
}

/// HTML without what we write otherwise than the specification's examples do.
fn comparable(html: &str) -> String {
    let mut html = html
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace(" />", ">")
        .replace("<pre tabindex=\"0\">", "<pre>")
        .replace("<li>\n", "<li>")
        .replace("\n</li>", "</li>");
    while let Some(at) = html.find(" <a class=\"anchor\"") {
        let end = html[at..].find("</a>").map_or(html.len(), |end| at + end + 4);
        html.replace_range(at..end, "");
    }
    let mut out = String::new();
    let mut rest = html.as_str();
    // Headings without level and id.
    while let Some(at) = rest.find("<h") {
        let digit = rest.as_bytes().get(at + 2).is_some_and(u8::is_ascii_digit);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        out.push_str(&rest[..at]);
        out.push_str(if digit { "<h>" } else { &rest[at..end] });
        rest = &rest[end..];
    }
    out.push_str(rest);
    for level in 1..=6 {
        out = out.replace(&format!("</h{level}>"), "</h>");
    }
    out
}

/// A page on which every address is where it says.
struct Anywhere;

impl Links for Anywhere {
    fn link(&self, target: &Target) -> Option<String> {
        if let Target::File(path, _) = target { Some(path.clone()) } else { None }
    }

    fn name(&self, _: &Target) -> Option<(String, Option<String>)> {
        None
    }

    fn chart(&self, _: &ChartRequest, _: &str) -> String {
        String::new()
    }

    fn diagram(&self, _: &Id, _: &str) -> String {
        String::new()
    }

    fn word(&self, _: &str) -> String {
        String::new()
    }
}

#[test]
fn examples_of_the_specification_agree() {
    // A link that goes nowhere is its text: empty destinations, schemes that nobody knows.
    const WITHOUT_LINK: [u64; 10] = [200, 485, 486, 487, 500, 567, 596, 598, 599, 601];
    let mut differing = Vec::new();
    let (mut compared, mut with_html) = (0, 0);
    let Some(Value::Array(examples)) = shared("md-commonmark/commonmark-0.31.2.tests.json") else { return };
    for example in &examples {
        let markdown = example["markdown"].as_str().expect("Markdown");
        let found = body(markdown, Placing::default(), &Anywhere).html;
        hold_safe(&found);
        if prose::events(markdown).any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_))) {
            with_html += 1;
            continue;
        }
        compared += 1;
        let expected = comparable(example["html"].as_str().expect("HTML"));
        if comparable(&found) != expected {
            differing.push((example["example"].as_u64().unwrap_or_default(), markdown.to_owned(), expected, found));
        }
    }
    #[expect(clippy::print_stderr, reason = "a failure needs both sides in full")]
    for (number, markdown, expected, found) in &differing {
        std::eprintln!("== {number}\n{markdown}\n-- expected\n{expected}\n-- found\n{found}");
    }
    let numbers: Vec<u64> = differing.iter().map(|(number, ..)| *number).collect();
    assert_eq!((compared, with_html), (580, 72));
    assert_eq!(numbers, WITHOUT_LINK);
}

#[test]
fn examples_of_the_extensions_are_harmless() {
    let Some(Value::Array(examples)) = shared("md-commonmark/gfm-0.29.tests.json") else { return };
    for example in &examples {
        hold_everything_safe(example["markdown"].as_str().expect("Markdown"));
    }
}

/// What would take quadratic steps here never ends.
#[test]
fn deep_and_long_input_is_read_to_its_end() {
    let many = 20_000;
    for markdown in [
        "[".repeat(many),
        "![".repeat(many),
        "*a **b ".repeat(many),
        "> ".repeat(many),
        "- ".repeat(many / 20),
        "`".repeat(many),
        "[a](".repeat(many),
        "<".repeat(many),
        "&#".repeat(many),
        "|".repeat(many) + "\n" + &"|-".repeat(many),
        "[^a]: ".repeat(many / 10),
        "a[^b]".repeat(many) + "\n\n[^b]: c",
        "# a\n".repeat(many / 4),
    ] {
        hold_safe(&html(&markdown));
        inline(&markdown, &Page);
        plain(&markdown, &Page);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_too_strange(text in "[a-c*_`~#>|\\[\\](){}<>!&\\\\:/\"'=\n \t.0-9^ä+-]{0,80}") {
        let outline = prose::outline(&text, &[]);
        let page = body(&text, Placing::default(), &Page);
        hold_safe(&page.html);
        hold_safe(&inline(&text, &Page));
        // What is checked and what is shown have the same anchors.
        let anchors: Vec<&str> = outline.headings.iter().map(|heading| heading.id.as_str()).collect();
        let shown: Vec<&str> = page.headings.iter().map(|heading| heading.id.as_str()).collect();
        prop_assert_eq!(anchors, shown);
    }
}
