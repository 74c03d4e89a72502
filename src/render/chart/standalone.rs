//! Charts as files of their own: with a title, a source and a stylesheet inside.

use std::collections::BTreeSet;

use plotters_backend::text_anchor::HPos;

use super::ink::Ink;
use super::picture::{Picture, WIDE};
use super::svg::Svg;
use super::width::{LINE, SIZE, wrap};
use super::write::{attribute, escape};

/// What stands around a chart on its page, for its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around<'a> {
    /// What the picture may need of a style sheet.
    pub style: &'a Style,
    /// The finding, as over the chart.
    pub title: &'a str,
    /// What is measured, unit and period.
    pub about: &'a str,
    /// Source, release, and whether the values are made up.
    pub source: &'a str,
}

impl Svg {
    /// The chart as a file that needs nothing else.
    pub fn standalone(&self, around: &Around<'_>) -> String {
        self.framed(around) + "\n"
    }

    /// The chart for a page, with what stands around it inside the picture: one named image.
    pub fn signed(&self, around: &Around<'_>) -> String {
        let carried = |attribute: &str| {
            let (_, after) = self.as_str().split_once(&format!(" {attribute}=\""))?;
            Some(format!(" {attribute}=\"{}\"", after.split_once('"')?.0))
        };
        let names: String = ["role", "aria-labelledby", "aria-describedby"].into_iter().filter_map(carried).collect();
        let framed = self.framed(&Around { style: &Style::default(), ..*around });
        framed.replacen("<svg", &format!("<svg{names}"), 1)
    }

    /// The chart between its words.
    fn framed(&self, around: &Around<'_>) -> String {
        let room = WIDE - 4.0;
        let title = wrap(around.title, room, 4, SIZE, true);
        let about = wrap(around.about, room, 7, SIZE, false);
        let source = wrap(around.source, room, 6, SIZE, false);
        let (_, high) = self.size();
        let top = (title.len() + about.len()) as f64 * LINE + 8.0;
        let bottom = top + f64::from(high) + 8.0;
        let page = Picture::sheet(bottom + source.len() as f64 * LINE);
        page.rectangle(Ink::Paper, (0.0, 0.0), (WIDE, bottom + source.len() as f64 * LINE + 1.0));
        let head = title.iter().map(|line| (Ink::Bold, line)).chain(about.iter().map(|line| (Ink::Muted, line)));
        for (row, (ink, line)) in head.enumerate() {
            page.text(ink, HPos::Left, (2.0, 7.5 + row as f64 * LINE), line);
        }
        for (row, line) in source.iter().enumerate() {
            page.text(Ink::Muted, HPos::Left, (2.0, bottom + 7.5 + row as f64 * LINE), line);
        }
        self.inside(page.finish().as_str(), around.style, top)
    }

    /// The chart inside a sheet, at a height.
    fn inside(&self, sheet: &str, style: &Style, top: f64) -> String {
        let (_, high) = self.size();
        let end = sheet.rfind("</svg>").unwrap_or(sheet.len());
        let start = sheet.find('>').map_or(0, |at| at + 1);
        let mut file = String::with_capacity(sheet.len() + self.as_str().len() + 2_000);
        file.push_str(&sheet[..start]);
        let style = style.used(&[sheet, self.as_str()]);
        if !style.is_empty() {
            for part in ["<style>", &style, "</style>"] {
                file.push_str(part);
            }
        }
        file.push_str(&sheet[start..end]);
        file.push_str("<svg");
        attribute(&mut file, "y", &top.to_string());
        attribute(&mut file, "width", &WIDE.to_string());
        attribute(&mut file, "height", &high.to_string());
        file.push_str(self.as_str().strip_prefix("<svg").unwrap_or_default());
        file.push_str("</svg>");
        file
    }
}

/// A stylesheet without custom properties, in the light colours: for programs that draw SVG but
/// know neither `var()` nor `light-dark()`. `tokens` declares the properties, `style` reads them.
pub fn plain_style(tokens: &str, style: &str) -> String {
    let mut plain = without_comments(style);
    // A property may read another one, and that one more.
    for _ in 0..4 {
        let Some(next) = replaced(&plain, tokens) else { break };
        plain = next;
    }
    plain
}

/// A style sheet taken apart once, so that each picture takes the rules that it needs: those for its classes and its
/// links, and those for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Style(Vec<Rule>);

/// A rule, escaped for XML.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Rule {
    /// What it paints, and how.
    One { text: String, classes: Vec<String>, is_of_links: bool },
    /// Rules under a condition; they stay where any of them does.
    Under { condition: String, rules: Vec<Rule> },
}

impl Style {
    /// A stylesheet from [`plain_style`].
    pub fn of(sheet: &str) -> Self {
        Self(rules(sheet))
    }

    /// The rules that a picture needs, as they stand in its file.
    fn used(&self, picture: &[&str]) -> String {
        let lists = picture.iter().flat_map(|part| part.split(" class=\"").skip(1)).filter_map(|part| part.split('"').next());
        let classes: BTreeSet<&str> = lists.flat_map(|list| list.split(' ')).collect();
        let has_links = picture.iter().any(|part| part.contains("<a "));
        let mut kept = String::new();
        write_rules(&mut kept, &self.0, &|rule_classes, is_of_links| {
            (has_links || !is_of_links) && (rule_classes.is_empty() || rule_classes.iter().any(|class| classes.contains(class.as_str())))
        });
        kept
    }
}

fn write_rules(out: &mut String, rules: &[Rule], is_wanted: &dyn Fn(&[String], bool) -> bool) {
    for rule in rules {
        match rule {
            Rule::One { text, classes, is_of_links } if is_wanted(classes, *is_of_links) => out.push_str(text),
            Rule::One { .. } => {}
            Rule::Under { condition, rules } => {
                let start = out.len();
                out.extend([condition, "{"]);
                let inner = out.len();
                write_rules(out, rules, is_wanted);
                if out.len() == inner {
                    out.truncate(start);
                } else {
                    out.push('}');
                }
            }
        }
    }
}

/// The rules of a stylesheet; those that paint nothing are left out.
fn rules(style: &str) -> Vec<Rule> {
    let mut found = Vec::new();
    let mut rest = style;
    while let Some((selector, after)) = rest.split_once('{') {
        let mut depth = 1;
        let end = after.find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0
        });
        let (block, next) = end.map_or((after, ""), |end| (&after[..end], &after[end + 1..]));
        let (selector, block) = (selector.trim(), block.trim());
        let mut text = String::new();
        if block.contains('{') {
            escape(&mut text, selector);
            found.push(Rule::Under { condition: text, rules: rules(block) });
        } else if !block.is_empty() {
            escape(&mut text, &format!("{selector}{{{block}}}"));
            let class = |rest: &str| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default().to_owned();
            found.push(Rule::One { text, classes: selector.split('.').skip(1).map(class).collect(), is_of_links: selector.starts_with("svg a") });
        }
        rest = next;
    }
    found
}

/// Every `var(--name)` replaced; `None` where there is none.
fn replaced(style: &str, tokens: &str) -> Option<String> {
    let mut pieces = style.split("var(");
    let mut plain = pieces.next()?.to_owned();
    let mut any = false;
    for piece in pieces {
        let (name, rest) = piece.split_once(')')?;
        plain.push_str(light(tokens, name.trim()).unwrap_or("inherit"));
        plain.push_str(rest);
        any = true;
    }
    any.then_some(plain)
}

/// The first value of a property: of `light-dark(a, b)` the first.
fn light<'a>(tokens: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = tokens.split_once(&format!("{name}:"))?;
    let (value, _) = after.split_once(';')?;
    let value = value.trim();
    Some(value.strip_prefix("light-dark(").and_then(|pair| pair.split_once(',')).map_or(value, |(light, _)| light.trim()))
}

fn without_comments(style: &str) -> String {
    let mut parts = style.split("/*");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once("*/").map_or("", |(_, after)| after));
    }
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::key::{mark, swatch};
    use super::super::ranking::Mark;
    use super::super::testing::{STYLE, well_formed};
    use super::*;

    const TOKENS: &str = include_str!("../../../themes/virta/static/tokens.css");

    #[test]
    fn a_plain_style_reads_no_property() {
        let plain = plain_style(TOKENS, STYLE);
        assert!(!plain.contains("var(") && !plain.contains("light-dark") && !plain.contains("inherit") && !plain.contains("/*"), "{plain}");
        assert_eq!(plain_style("--a: light-dark(#fff, #000); --b: var(--a);", "/* x */ .c { fill: var(--b); }"), ".c { fill: #fff; }");
    }

    #[test]
    fn a_file_has_no_rules_but_its_own() {
        let style = "svg text { fill: a; }\n.t-b, svg .x { b: c; } .t-bx { no: no; } svg a:hover { no: no; } @media (m) { .z { no: no; } .y { d: e; } } @media (n) { .z { no: no; } }";
        let picture = "<svg><text class=\"y t-b\">a .z {}</text></svg>";
        let style = Style::of(style);
        assert_eq!(style.used(&[picture]), "svg text{fill: a;}.t-b, svg .x{b: c;}@media (m){.y{d: e;}}");
        assert!(style.used(&[picture, "<a href=\"#\">"]).contains("svg a:hover{no: no;}"));
    }

    #[test]
    fn a_file_is_one_element_with_its_words() {
        let style = Style::of("svg > b { fill: red; }");
        let around = Around { style: &style, title: "Otsikko & <muuta>", about: "Osuus, %", source: "Keksittyjä arvoja." };
        let file = mark(Mark::Worse).standalone(&around);
        assert_eq!(well_formed(file.trim_end()), Ok(()));
        for words in ["xmlns=\"http://www.w3.org/2000/svg\"", "svg &gt; b", "Otsikko &amp; &lt;muuta&gt;", "Osuus, %", "Keksittyjä arvoja."] {
            assert!(file.contains(words), "{words} in {file}");
        }
    }

    #[test]
    fn swatches_differ_by_pattern() {
        let swatches: Vec<Svg> = (0..6).map(|series| swatch("id", series)).collect();
        for (index, svg) in swatches.iter().enumerate() {
            assert_eq!(well_formed(svg.as_str()), Ok(()));
            assert!(!swatches[..index].contains(svg));
        }
        assert_eq!(swatch("id", 5), swatch("id", 6));
    }
}
