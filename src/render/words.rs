//! The words of the interface, and numbers, days and names in the reader's language.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use fixed_decimal::{Decimal, Sign, SignedRoundingMode, UnsignedRoundingMode};
use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_decimal::DecimalFormatter;
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale_core::Locale;

use crate::model::time::Granularity;
use crate::model::{Date, Language, PartialDate, Period};
use crate::statistics::in_last_decimals;

/// A no-break space, which keeps a number and its unit on one line.
pub const NO_BREAK_SPACE: char = '\u{a0}';

/// Everything that depends on the reader's language.
///
/// A language without a catalogue of its own is served in another one's words; then
/// [`interface`](Self::interface) differs from [`language`](Self::language), and pages say so.
pub struct Words {
    /// The language of the page.
    pub language: Language,
    /// The language the words are in.
    pub interface: Language,
    catalogue: BTreeMap<String, String>,
    decimals: Option<DecimalFormatter>,
    /// The minus sign and the decimal sign, where numbers below a thousand are written with plain digits.
    signs: Option<(String, String)>,
    collator: Option<CollatorBorrowed<'static>>,
    /// Compares letters without their case and marks, but keeps apart what the language counts as letters of its own.
    letters: Option<CollatorBorrowed<'static>>,
}

impl Words {
    /// The words of a language, from the catalogues of a theme.
    ///
    /// Without a catalogue of its own it takes the site's default language's, else English, else the first.
    pub fn new(language: Language, default: Language, catalogues: &BTreeMap<String, BTreeMap<String, String>>) -> Self {
        let base = |language: Language| language.code().split('-').next().unwrap_or_default().to_owned();
        let wanted = [language.code().to_owned(), base(language), default.code().to_owned(), base(default), "en".to_owned()];
        let chosen = wanted.iter().find(|code| catalogues.contains_key(*code)).or_else(|| catalogues.keys().next());
        let interface = match chosen {
            Some(code) if *code == wanted[1] => language,
            Some(code) => Language::parse(code).unwrap_or(language),
            None => language,
        };
        let mut primary = CollatorOptions::default();
        primary.strength = Some(Strength::Primary);
        let locale = Locale::try_from_str(interface.code()).unwrap_or(Locale::UNKNOWN);
        let decimals = DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default()).ok();
        Self {
            language,
            interface,
            signs: decimals.as_ref().and_then(signs),
            catalogue: chosen.and_then(|code| catalogues.get(code)).cloned().unwrap_or_default(),
            decimals,
            collator: Collator::try_new((&locale).into(), CollatorOptions::default()).ok(),
            letters: Collator::try_new((&locale).into(), primary).ok(),
        }
    }

    /// The catalogue, for templates: `w.section.key`.
    pub fn catalogue(&self) -> &BTreeMap<String, String> {
        &self.catalogue
    }

    /// A word or sentence by its key; the key itself where the catalogue lacks it.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.catalogue.get(key).map_or(key, String::as_str)
    }

    /// Whether the catalogue has a key.
    pub fn has(&self, key: &str) -> bool {
        self.catalogue.contains_key(key)
    }

    /// A sentence with its `{names}` filled in.
    pub fn say(&self, key: &str, fill: &[(&str, &str)]) -> String {
        let mut sentence = self.get(key).to_owned();
        for (name, value) in fill {
            sentence = sentence.replace(&format!("{{{name}}}"), value);
        }
        sentence
    }

    /// A sentence about a number of things: the key's `one` or `other` form, with `{n}` filled in.
    pub fn count(&self, key: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "other" };
        self.say(&format!("{key}.{form}"), &[("n", &self.integer(n))])
    }

    /// A whole number.
    pub fn integer(&self, n: usize) -> String {
        self.digits(&n.to_string())
    }

    /// A number with a fixed number of decimals: decimal sign, groups and minus sign of the language.
    ///
    /// A half goes away from zero, as statisticians write it, and as the source writes the number, not as it is
    /// stored: 8.25 is 8.3, and so is 1.005 with two decimals 1.01.
    pub fn number(&self, value: f64, decimals: u8) -> String {
        self.small_number(value, decimals).unwrap_or_else(|| self.any_number(value, decimals))
    }

    /// A number below a thousand, which has no groups: most numbers are, and a page may have ten thousand of them.
    fn small_number(&self, value: f64, decimals: u8) -> Option<String> {
        let mut out = String::with_capacity(8);
        self.write_small(&mut out, value, decimals, "")?;
        Some(out)
    }

    /// Writes such a number, with a sign before it where it is above zero; gives back what was written, read as a number.
    pub fn write_small(&self, out: &mut String, value: f64, decimals: u8, plus: &str) -> Option<f64> {
        let (minus, mark) = self.signs.as_ref()?;
        let units = in_last_decimals(value, decimals)?;
        let power = 10u64.checked_pow(u32::from(decimals))?;
        let (whole, part) = (units / power, units % power);
        if whole > 999 {
            return None;
        }
        if units > 0 {
            out.push_str(if value < 0.0 { minus } else { plus });
        }
        write_digits(out, whole, 1);
        if decimals > 0 {
            out.push_str(mark);
            write_digits(out, part, usize::from(decimals));
        }
        Some((units as f64 / power as f64).copysign(value))
    }

    fn any_number(&self, value: f64, decimals: u8) -> String {
        let Ok(mut number) = value.to_string().parse::<Decimal>() else { return value.to_string() };
        let place = -i16::from(decimals);
        number.round_with_mode(place, SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand));
        number.absolute.pad_end(place);
        // A small negative number that rounds to zero is zero.
        if number.absolute.is_zero() {
            number.set_sign(Sign::None);
        }
        self.decimals.as_ref().map_or_else(|| number.to_string(), |formatter| formatter.format(&number).to_string())
    }

    /// A number with as many decimals as it has, up to six.
    pub fn number_as_written(&self, value: f64) -> String {
        let text = format!("{value:.6}");
        self.digits(text.trim_end_matches('0').trim_end_matches('.'))
    }

    /// A difference: a number that always has its sign.
    pub fn difference(&self, value: f64, decimals: u8) -> String {
        let mut small = String::with_capacity(8);
        if self.write_small(&mut small, value, decimals, "+").is_some() {
            return small;
        }
        let number = self.number(value, decimals);
        let is_zero = number.chars().all(|c| !c.is_ascii_digit() || c == '0');
        if value > 0.0 && !is_zero { format!("+{number}") } else { number }
    }

    fn digits(&self, text: &str) -> String {
        match (&self.decimals, text.parse::<Decimal>()) {
            (Some(formatter), Ok(decimal)) => formatter.format(&decimal).to_string(),
            _ => text.to_owned(),
        }
    }

    /// A day.
    pub fn date(&self, date: Date) -> String {
        self.partial_date(date.into())
    }

    /// A day, as far as it is known.
    pub fn partial_date(&self, date: PartialDate) -> String {
        let year = date.year.to_string();
        match (date.month, date.day) {
            (Some(month), Some(day)) => {
                self.say("date.day", &[("day", &day.to_string()), ("month", &month.to_string()), ("month-name", self.month(month)), ("year", &year)])
            }
            (Some(month), None) => self.say("date.month", &[("month", &month.to_string()), ("month-name", self.month(month)), ("year", &year)]),
            _ => year,
        }
    }

    fn month(&self, month: u8) -> &str {
        self.catalogue.get(&format!("date.months.{month}")).map_or("", String::as_str)
    }

    /// A period of statistics.
    pub fn period(&self, period: Period) -> String {
        let (year, number) = (period.year.to_string(), period.number.to_string());
        match period.granularity {
            Granularity::Year => year,
            Granularity::Quarter => self.say("date.quarter", &[("number", &number), ("year", &year)]),
            Granularity::Month => self.partial_date(PartialDate { year: period.year, month: Some(period.number), day: None }),
            Granularity::Week => self.say("date.week", &[("number", &number), ("year", &year)]),
        }
    }

    /// Whether two letters stand under one heading of an alphabetical index.
    pub fn is_same_letter(&self, a: &str, b: &str) -> bool {
        self.letters.as_ref().map_or_else(|| a == b, |collator| collator.compare(a, b).is_eq())
    }

    /// The order of two names.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let order = self.collator.as_ref().map_or_else(|| a.cmp(b), |collator| collator.compare(a, b));
        order.then_with(|| a.cmp(b))
    }
}

/// Writes a number with at least so many digits.
fn write_digits(out: &mut String, number: u64, least: usize) {
    let mut digits = [b'0'; 20];
    let (mut at, mut rest) = (digits.len(), number);
    while rest > 0 || digits.len() - at < least.min(digits.len()) {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.extend(digits[at..].iter().copied().map(char::from));
}

/// How a language writes the minus sign and the decimal sign; `None` where its digits are others.
fn signs(formatter: &DecimalFormatter) -> Option<(String, String)> {
    let written = formatter.format(&"-0.5".parse::<Decimal>().ok()?).to_string();
    let (minus, rest) = written.split_once('0')?;
    Some((minus.to_owned(), rest.strip_suffix('5')?.to_owned()))
}

/// What languages without a catalogue call themselves.
const OWN_NAMES: [(&str, &str); 14] = [
    ("se", "Davvisámegiella"),
    ("smn", "Anarâškielâ"),
    ("sms", "Nuõrttsääʹmǩiõll"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("ru", "Русский"),
    ("uk", "Українська"),
    ("da", "Dansk"),
    ("nb", "Norsk bokmål"),
    ("nn", "Norsk nynorsk"),
    ("no", "Norsk"),
    ("is", "Íslenska"),
];

/// What a language without a catalogue calls itself; its code where that is not known.
pub fn own_name(language: Language) -> String {
    let code = language.code();
    OWN_NAMES.iter().find(|(known, _)| *known == code).map_or_else(|| code.to_owned(), |(_, name)| (*name).to_owned())
}

/// The keys of a catalogue file, joined with dots.
pub fn flatten(table: &toml::de::DeTable<'_>) -> BTreeMap<String, String> {
    let mut flat = BTreeMap::new();
    collect("", table, &mut flat);
    flat
}

fn collect(prefix: &str, table: &toml::de::DeTable<'_>, flat: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let name = if prefix.is_empty() { key.get_ref().to_string() } else { format!("{prefix}.{}", key.get_ref()) };
        match value.get_ref() {
            toml::de::DeValue::String(text) => {
                flat.insert(name, text.to_string());
            }
            toml::de::DeValue::Table(table) => collect(&name, table, flat),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_small_number_is_written_as_any_other(value in prop_oneof![-1_200.0..1_200.0, (-120_000..120_000_i32).prop_map(|n| f64::from(n) / 1_000.0)], decimals in 0..4_u8) {
            for code in ["fi", "sv", "en"] {
                let language = Language::parse(code).expect("it is a code");
                let words = Words::new(language, language, &BTreeMap::from([(code.to_owned(), BTreeMap::new())]));
                if let Some(small) = words.small_number(value, decimals) {
                    prop_assert_eq!(&small, &words.any_number(value, decimals));
                    let difference = words.difference(value, decimals);
                    prop_assert_eq!(difference.trim_start_matches('+'), small);
                    prop_assert_eq!(difference.starts_with('+'), value > 0.0 && words.any_number(value, decimals).contains(|c| matches!(c, '1'..='9')));
                }
            }
        }
    }

    #[test]
    fn a_half_goes_away_from_zero() {
        let language = Language::parse("fi").expect("it is a code");
        let finnish = Words::new(language, language, &BTreeMap::new());
        for (value, decimals, written) in [
            (8.25, 1, "8,3"),
            (1.005, 2, "1,01"),
            (-0.25, 1, "\u{2212}0,3"),
            (-0.04, 1, "0,0"),
            (0.5, 0, "1"),
            (2.0, 2, "2,00"),
            (1_234_567.89, 1, "1\u{a0}234\u{a0}567,9"),
            (99.95, 1, "100,0"),
            (1e-9, 1, "0,0"),
        ] {
            assert_eq!(finnish.number(value, decimals), written, "{value} with {decimals} decimals");
        }
    }
}
