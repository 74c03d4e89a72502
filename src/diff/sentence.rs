//! A change said in words, in the languages of the interface.

use serde_json::Value as Json;

use super::change::{Cell, Sentence, texts};
use super::nouns::{Label, Noun, label_of, noun_of, value_of};
use super::rules::{
    CALCULATION_CHANGED, CALCULATION_DESCRIBED, CARDINALITY_NARROWED, CARDINALITY_WIDENED, DEFINITION_REPLACED, DEFINITION_REWORDED, DEPRECATION_CHANGED,
    LINK_ADDED, LINK_REMOVED, MEASUREMENT_CHANGED, OBLIGATION_ADDED, OBLIGATION_RELAXED, OBLIGATION_TIGHTENED, ORDER_CHANGED, PERSONAL_DATA_CHANGED,
    PIN_MOVED_MAJOR, PIN_MOVED_MINOR, PIN_MOVED_PATCH, READING_CHANGED, REFERENCE_FOLLOWED, REQUIREMENT_REPLACED, REQUIREMENT_REWORDED, Rule, SCHEMA_NARROWED,
    SCHEMA_WIDENED, SPELLING_CORRECTED, THING_ADDED, THING_MOVED, THING_REMOVED, THING_RENAMED, TRANSLATION_ADDED, TRANSLATION_CHANGED, TRANSLATION_REMOVED,
    TYPE_CHANGED, TYPE_WIDENED, VALUE_ADDED, VALUE_ANNOTATED, VALUE_REVISED, VALUE_SUPPRESSED, VALUE_WITHDRAWN, VALUES_ADDED, VALUES_CHANGED_FORM,
};
use super::thing::Thing;
use crate::model::text::on_one_line;
use crate::model::{Date, Language, Text};

/// What there is to say of a change.
pub struct Said<'a> {
    /// The rule that named it.
    pub rule: &'static Rule,
    /// The thing as it is, or was.
    pub thing: &'a Thing,
    /// The thing it is a part of.
    pub above: Option<&'a Thing>,
    /// The field.
    pub field: Option<&'a str>,
    /// What it said.
    pub old: Option<&'a Json>,
    /// What it says.
    pub new: Option<&'a Json>,
}

/// What there is to say of values.
pub struct SaidOfValues<'a> {
    /// The rule that named it.
    pub rule: &'static Rule,
    /// The indicator's name.
    pub indicator: &'a Text,
    /// The region's name.
    pub region: Option<&'a Text>,
    /// Which value, where it is one.
    pub cell: Option<&'a Cell>,
    /// The row as it was.
    pub old: Option<&'a Json>,
    /// The row as it is.
    pub new: Option<&'a Json>,
}

/// A language of the sentences.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tongue {
    Fi,
    Sv,
    En,
}

impl Tongue {
    const fn code(self) -> &'static str {
        match self {
            Self::Fi => "fi",
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    fn of(self, text: &Text) -> String {
        Language::parse(self.code()).map_or_else(String::new, |language| plain(text.or_any(language)))
    }

    /// One of three words.
    const fn pick<T: Copy>(self, words: [T; 3]) -> T {
        match self {
            Self::Fi => words[0],
            Self::Sv => words[1],
            Self::En => words[2],
        }
    }

    /// Words in the quotation marks of the language.
    fn quoted(self, words: &str) -> String {
        if self == Self::En { format!("“{words}”") } else { format!("”{words}”") }
    }

    fn day(self, day: Date) -> String {
        const MONTHS: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
        match self {
            Self::En => format!("{} {} {}", day.day, MONTHS[usize::from(day.month.clamp(1, 12)) - 1], day.year),
            Self::Fi | Self::Sv => format!("{}.{}.{}", day.day, day.month, day.year),
        }
    }

    fn number(self, number: &str) -> String {
        if self == Self::En { number.to_owned() } else { number.replace('.', ",") }
    }

    /// The name of a language of the content, as in `in Finnish`.
    fn in_language(self, code: &str) -> String {
        let names = [
            ("fi", ["suomeksi", "på finska", "in Finnish"]),
            ("sv", ["ruotsiksi", "på svenska", "in Swedish"]),
            ("en", ["englanniksi", "på engelska", "in English"]),
            ("se", ["pohjoissaameksi", "på nordsamiska", "in Northern Sami"]),
        ];
        names.iter().find(|(known, _)| *known == code).map_or_else(|| format!("({code})"), |(_, words)| self.pick(*words).to_owned())
    }
}

/// Text on one line, and not longer than a line or two.
fn plain(text: &str) -> String {
    const MOST: usize = 90;
    let line = on_one_line(text);
    if line.chars().count() <= MOST { line } else { format!("{}…", line.chars().take(MOST).collect::<String>().trim_end()) }
}

/// The sentence of a change.
pub fn sentence(said: &Said<'_>) -> Sentence {
    Sentence { fi: finished(said.in_tongue(Tongue::Fi)), sv: finished(said.in_tongue(Tongue::Sv)), en: finished(said.in_tongue(Tongue::En)) }
}

/// A sentence begins with a capital letter and ends with a full stop.
fn finished(words: String) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    let rest = letters.as_str();
    let stop = if words.ends_with(['.', '…']) || [".”", "?”", "!”", "…”"].iter().any(|end| words.ends_with(end)) { "" } else { "." };
    format!("{}{rest}{stop}", first.map(String::from_iter).unwrap_or_default())
}

/// How a thing is called: things without names of their own go by their id.
fn called(thing: &Thing, tongue: Tongue) -> String {
    match thing.kind.as_ref() {
        "front-page" | "information-model" | "regions" => String::new(),
        "question" | "requirement" | "need" => format!(" {}", thing.key),
        "file" => format!(" {}", thing.id),
        _ if thing.name.is_empty() => format!(" {}", tongue.quoted(&thing.key)),
        _ => format!(" {}", tongue.quoted(&tongue.of(&thing.name))),
    }
}

impl Said<'_> {
    fn in_tongue(&self, tongue: Tongue) -> String {
        match tongue {
            Tongue::Fi => self.in_finnish(),
            Tongue::Sv => self.in_swedish(),
            Tongue::En => self.in_english(),
        }
    }

    fn is(&self, rules: &[&'static Rule]) -> bool {
        rules.contains(&self.rule)
    }

    /// What a field of a collection is called, else its key.
    fn own_label(&self, field: &str, tongue: Tongue) -> String {
        let found = self.thing.labels.iter().find(|(key, _)| key == field);
        tongue.quoted(&found.map_or_else(|| field.to_owned(), |(_, label)| tongue.of(label)))
    }

    fn label(&self) -> Result<&'static Label, &str> {
        let field = self.field.unwrap_or_default();
        label_of(field).ok_or(field)
    }

    /// Both sides of a short value: `a → b`; nothing of a long one.
    fn both(&self, tongue: Tongue) -> String {
        let none = "–".to_owned();
        let side = |value: Option<&Json>| value.map_or(Some(none.clone()), |value| short(value, tongue));
        match (side(self.old), side(self.new)) {
            (Some(old), Some(new)) if old != new => format!(": {old} → {new}"),
            _ => String::new(),
        }
    }

    /// Items of a list that one side has and the other has not.
    fn only(side: Option<&Json>, other: Option<&Json>) -> Vec<String> {
        let items = |side: Option<&Json>| match side {
            Some(Json::Array(items)) => items.clone(),
            Some(one) => vec![one.clone()],
            None => Vec::new(),
        };
        let id = |item: &Json| item.get("id").unwrap_or(item).as_str().unwrap_or_default().to_owned();
        let known: Vec<String> = items(other).iter().map(id).collect();
        items(side).iter().map(id).filter(|item| !known.contains(item)).collect()
    }

    /// Items of a list with what they are: `mittari a`, `mittareita a, b`.
    fn listed(&self, tongue: Tongue, several: &str, items: Vec<String>) -> String {
        const ONE: [(&str, [&str; 3]); 11] = [
            ("indicators", ["mittari", "indikatorn", "the indicator"]),
            ("models", ["käsitemalli", "begreppsmodellen", "the concept model"]),
            ("dimensions", ["luokitus", "klassificeringen", "the dimension"]),
            ("concepts", ["käsite", "begreppet", "the concept"]),
            ("concept", ["käsite", "begreppet", "the concept"]),
            ("regions", ["alue", "området", "the region"]),
            ("use_cases", ["käyttötapaus", "användningsfallet", "the use case"]),
            ("successors", ["seuraaja", "efterföljaren", "the successor"]),
            ("code_list", ["koodisto", "kodlistan", "the code list"]),
            ("from", ["lähtöpää", "utgångsänden", "the first end"]),
            ("to", ["kohdepää", "måländen", "the second end"]),
        ];
        let one = ONE.iter().find(|(field, _)| items.len() == 1 && Some(*field) == self.field).map(|(_, words)| tongue.pick(*words));
        format!("{} {}", one.unwrap_or(several), items.join(", "))
    }

    /// Pins that moved: `asiakkuus 1.0.0 → 1.1.0`.
    fn moved(&self) -> String {
        let pins = |side: Option<&Json>| -> Vec<(String, String)> {
            let word = |pin: &Json, key: &str| pin.get(key).and_then(Json::as_str).unwrap_or("–").to_owned();
            side.and_then(Json::as_array).into_iter().flatten().map(|pin| (word(pin, "id"), word(pin, "version"))).collect()
        };
        let (old, new) = (pins(self.old), pins(self.new));
        let moved = new.iter().filter_map(|(id, version)| {
            let before = old.iter().find(|(known, before)| known == id && before != version)?;
            Some(format!("{id} {} → {version}", before.1))
        });
        moved.collect::<Vec<_>>().join(", ")
    }

    /// Languages of which something is so.
    fn languages(&self, tongue: Tongue) -> String {
        let (old, new) = (texts(self.old), texts(self.new));
        let has = |side: &[(Language, &str)], language: Language| side.iter().find(|(known, _)| *known == language).map(|(_, text)| (*text).to_owned());
        let mut languages: Vec<Language> = old.iter().chain(&new).map(|(language, _)| *language).collect();
        languages.sort_unstable();
        languages.dedup();
        languages.retain(|language| match (has(&old, *language), has(&new, *language)) {
            (before, None) => before.is_some() && self.is(&[&TRANSLATION_REMOVED]),
            (None, Some(_)) => self.is(&[&TRANSLATION_ADDED]),
            (Some(before), Some(after)) => before != after && self.is(&[&TRANSLATION_CHANGED]),
        });
        languages.iter().map(|language| tongue.in_language(language.code())).collect::<Vec<_>>().join(", ")
    }

    fn day(&self, tongue: Tongue) -> Option<String> {
        self.new.and_then(Json::as_str).and_then(Date::parse).map(|day| tongue.day(day))
    }

    /// What a part was in, and what it is in.
    fn places(&self, tongue: Tongue) -> [String; 2] {
        [self.old, self.new].map(|side| {
            let names = texts(side.and_then(|side| side.get("in")));
            let name = names.iter().find(|(language, _)| language.code() == tongue.code()).or(names.first()).map_or("", |(_, name)| *name);
            tongue.quoted(name)
        })
    }

    /// What a reference follows: a name where it is one, else an id.
    fn follows(&self, tongue: Tongue) -> &'static str {
        let is_name = self.field == Some("source_type");
        tongue.pick(if is_name { ["uutta nimeä", "det nya namnet", "new name"] } else { ["uutta tunnusta", "den nya beteckningen", "new id"] })
    }

    fn replacement(&self) -> Option<&str> {
        self.new?.get("replaced_by")?.as_str()
    }

    fn in_finnish(&self) -> String {
        let t = Tongue::Fi;
        let noun = noun_of(&self.thing.kind);
        let above = self.above.map(|thing| (noun_of(&thing.kind), called(thing, t)));
        let whose = above.as_ref().map_or_else(String::new, |(noun, name)| format!("{}{name} ", noun.fi[1]));
        let name = called(self.thing, t);
        let [what, of, into, out_of] = noun.fi.map(|case| format!("{whose}{case}{name}"));
        let (label, label_of, some_of) = match self.label() {
            Ok(label) => (label.fi[0].to_owned(), label.fi[1].to_owned(), label.fi[2].to_owned()),
            Err(field) => ["kenttä", "kentän", "kenttää"].map(|word| format!("{word} {}", self.own_label(field, t))).into(),
        };
        let from_to = self.both(t);
        let plain_noun = |case: usize| format!("{}{name}", noun.fi[case]);
        if self.is(&[&THING_ADDED, &OBLIGATION_ADDED]) {
            let binding = if self.is(&[&OBLIGATION_ADDED]) { "pakollinen " } else { "" };
            return match above {
                Some((above, above_name)) => format!("{}{above_name} lisättiin {binding}{}", above.fi[2], plain_noun(0)),
                None => format!("{binding}{} lisättiin", plain_noun(0)),
            };
        }
        if self.is(&[&THING_REMOVED]) {
            return match above {
                Some((above, above_name)) => format!("{}{above_name} poistettiin {}", above.fi[3], plain_noun(0)),
                None => format!("{what} poistettiin"),
            };
        }
        let rule = self.rule;
        match rule {
            _ if self.is(&[&THING_RENAMED]) => format!("{of} tunnus vaihtui{from_to}"),
            _ if self.is(&[&THING_MOVED]) => {
                let [from, to] = self.places(t);
                let above = above.as_ref().map_or(noun, |(above, _)| above);
                format!("{} siirtyi {} {from} {} {to}", plain_noun(0), above.fi[3], above.fi[2])
            }
            _ if self.is(&[&REFERENCE_FOLLOWED]) => format!("{of} {label_of} viittaus vastaa nyt {}{from_to}", self.follows(t)),
            _ if self.is(&[&SPELLING_CORRECTED]) => format!("{of} {label_of} kirjoitusasua korjattiin{from_to}"),
            _ if self.is(&[&TRANSLATION_ADDED]) => format!("{of} {label} on nyt myös {}", self.languages(t)),
            _ if self.is(&[&TRANSLATION_CHANGED]) => format!("{of} {label_of} käännöstä muutettiin {}", self.languages(t)),
            _ if self.is(&[&TRANSLATION_REMOVED]) => format!("{of} {label} ei ole enää {}", self.languages(t)),
            _ if self.is(&[&CALCULATION_CHANGED, &MEASUREMENT_CHANGED]) => format!("{of} {label} muuttui, joten lukuja ei voi verrata aiempiin{from_to}"),
            _ if self.is(&[&CALCULATION_DESCRIBED]) => format!("{of} {label} kirjattiin ensimmäisen kerran; luvut eivät muuttuneet"),
            _ if self.is(&[&DEFINITION_REWORDED]) => format!("{of} {label_of} sanamuotoa muutettiin"),
            _ if self.is(&[&DEFINITION_REPLACED]) => format!("{of} {label} vaihtui toiseksi"),
            _ if self.is(&[&REQUIREMENT_REWORDED]) => format!("{of} sanamuotoa muutettiin"),
            _ if self.is(&[&REQUIREMENT_REPLACED]) => format!("{what} sanoo nyt muuta kuin ennen"),
            _ if self.is(&[&CARDINALITY_NARROWED, &SCHEMA_NARROWED, &OBLIGATION_TIGHTENED]) => format!("{of} {label} tiukentui{from_to}"),
            _ if self.is(&[&CARDINALITY_WIDENED, &SCHEMA_WIDENED, &TYPE_WIDENED]) => format!("{of} {label} väljeni{from_to}"),
            _ if self.is(&[&OBLIGATION_RELAXED]) => format!("{of} {label} lieveni{from_to}"),
            _ if self.is(&[&TYPE_CHANGED]) => format!("{of} {label} vaihtui{from_to}"),
            _ if self.is(&[&DEPRECATION_CHANGED]) => match (self.new, self.replacement()) {
                (None, _) => format!("{what} ei olekaan poistumassa käytöstä"),
                (_, Some(instead)) => format!("{what} on poistumassa käytöstä; tilalla käytetään tunnusta {instead}"),
                _ => format!("{what} on poistumassa käytöstä"),
            },
            _ if self.is(&[&LINK_ADDED]) => format!("{into} liitettiin {}", self.listed(t, &some_of, Self::only(self.new, self.old))),
            _ if self.is(&[&LINK_REMOVED]) => format!("{out_of} irrotettiin {}", self.listed(t, &some_of, Self::only(self.old, self.new))),
            _ if self.is(&[&ORDER_CHANGED]) => format!("{of} {label_of} järjestys muuttui"),
            _ if self.is(&[&PIN_MOVED_MAJOR, &PIN_MOVED_MINOR, &PIN_MOVED_PATCH]) => format!("{what} nojaa nyt toiseen versioon: {}", self.moved()),
            _ if self.is(&[&READING_CHANGED]) => format!("{of} {label} muuttui{from_to}"),
            _ if self.is(&[&PERSONAL_DATA_CHANGED]) => {
                let end = if self.new == Some(&Json::Bool(true)) { "luetaan nyt henkilötiedoksi" } else { "ei ole enää henkilötieto" };
                format!("{what} {end}")
            }
            _ => match (self.field, self.old, self.new) {
                (Some("valid_from"), _, Some(_)) => format!("{what} on voimassa {} alkaen", self.day(t).unwrap_or_default()),
                (Some("valid_to"), _, Some(_)) => format!("{what} on voimassa {} asti", self.day(t).unwrap_or_default()),
                (Some("history" | "data_history"), ..) => format!("{of} {label} karttui"),
                (_, None, Some(_)) => format!("{of} {label} kirjattiin{}", self.now(t)),
                (_, Some(_), None) => format!("{of} {label} poistettiin"),
                _ => format!("{of} {label} {}{from_to}", if self.label().is_ok_and(Label::is_list) { "muuttuivat" } else { "muuttui" }),
            },
        }
    }

    fn in_swedish(&self) -> String {
        let t = Tongue::Sv;
        let noun = |noun: &Noun| noun.sv;
        let above = self.above.map(|thing| format!("{}{}", noun(noun_of(&thing.kind)), called(thing, t)));
        let plain_what = format!("{}{}", noun(noun_of(&self.thing.kind)), called(self.thing, t));
        let what = above.as_ref().map_or_else(|| plain_what.clone(), |above| format!("{plain_what} i {above}"));
        let (label, several) = match self.label() {
            Ok(label) => (label.sv[0].to_owned(), label.sv[1].to_owned()),
            Err(field) => ["fältet", "fältet"].map(|word| format!("{word} {}", self.own_label(field, t))).into(),
        };
        let subject = format!("{label} för {what}");
        let from_to = self.both(t);
        match self.rule {
            _ if self.is(&[&THING_ADDED]) => format!("{what} lades till"),
            _ if self.is(&[&OBLIGATION_ADDED]) => format!("{what} lades till och är obligatoriskt"),
            _ if self.is(&[&THING_REMOVED]) => format!("{what} togs bort"),
            _ if self.is(&[&THING_RENAMED]) => format!("beteckningen för {what} byttes{from_to}"),
            _ if self.is(&[&THING_MOVED]) => {
                let [from, to] = self.places(t);
                let above = self.above.map_or("", |thing| noun(noun_of(&thing.kind)));
                format!("{plain_what} flyttades från {above} {from} till {above} {to}")
            }
            _ if self.is(&[&REFERENCE_FOLLOWED]) => format!("hänvisningen i {subject} följer nu {}{from_to}", self.follows(t)),
            _ if self.is(&[&SPELLING_CORRECTED]) => format!("skrivsättet rättades i {subject}{from_to}"),
            _ if self.is(&[&TRANSLATION_ADDED]) => format!("{subject} finns nu också {}", self.languages(t)),
            _ if self.is(&[&TRANSLATION_CHANGED]) => format!("översättningen {} ändrades i {subject}", self.languages(t)),
            _ if self.is(&[&TRANSLATION_REMOVED]) => format!("{subject} finns inte längre {}", self.languages(t)),
            _ if self.is(&[&CALCULATION_CHANGED, &MEASUREMENT_CHANGED]) => format!("{subject} ändrades, så talen kan inte jämföras med tidigare tal{from_to}"),
            _ if self.is(&[&CALCULATION_DESCRIBED]) => format!("{subject} antecknades för första gången; talen är oförändrade"),
            _ if self.is(&[&DEFINITION_REWORDED]) => format!("ordalydelsen ändrades i {subject}"),
            _ if self.is(&[&DEFINITION_REPLACED]) => format!("{subject} byttes mot en annan"),
            _ if self.is(&[&REQUIREMENT_REWORDED]) => format!("ordalydelsen ändrades i {what}"),
            _ if self.is(&[&REQUIREMENT_REPLACED]) => format!("{what} säger nu något annat än förut"),
            _ if self.is(&[&CARDINALITY_NARROWED, &SCHEMA_NARROWED, &OBLIGATION_TIGHTENED]) => format!("{subject} skärptes{from_to}"),
            _ if self.is(&[&CARDINALITY_WIDENED, &SCHEMA_WIDENED, &TYPE_WIDENED]) => format!("{subject} vidgades{from_to}"),
            _ if self.is(&[&OBLIGATION_RELAXED]) => format!("{subject} lindrades{from_to}"),
            _ if self.is(&[&TYPE_CHANGED]) => format!("{subject} byttes{from_to}"),
            _ if self.is(&[&DEPRECATION_CHANGED]) => match (self.new, self.replacement()) {
                (None, _) => format!("{what} fasas inte längre ut"),
                (_, Some(instead)) => format!("{what} fasas ut; i stället används {instead}"),
                _ => format!("{what} fasas ut"),
            },
            _ if self.is(&[&LINK_ADDED]) => format!("{} fogades till {what}", self.listed(t, &several, Self::only(self.new, self.old))),
            _ if self.is(&[&LINK_REMOVED]) => format!("{} togs bort från {what}", self.listed(t, &several, Self::only(self.old, self.new))),
            _ if self.is(&[&ORDER_CHANGED]) => format!("ordningsföljden ändrades för {label} i {what}"),
            _ if self.is(&[&PIN_MOVED_MAJOR, &PIN_MOVED_MINOR, &PIN_MOVED_PATCH]) => format!("{what} bygger nu på en annan version: {}", self.moved()),
            _ if self.is(&[&PERSONAL_DATA_CHANGED]) => {
                let end = if self.new == Some(&Json::Bool(true)) { "räknas nu som personuppgift" } else { "är inte längre en personuppgift" };
                format!("{what} {end}")
            }
            _ => match (self.field, self.old, self.new) {
                (Some("valid_from"), _, Some(_)) => format!("{what} gäller från och med {}", self.day(t).unwrap_or_default()),
                (Some("valid_to"), _, Some(_)) => format!("{what} gäller till och med {}", self.day(t).unwrap_or_default()),
                (Some("history" | "data_history"), ..) => format!("{subject} kompletterades"),
                (_, None, Some(_)) => format!("{subject} antecknades{}", self.now(t)),
                (_, Some(_), None) => format!("{subject} togs bort"),
                _ => format!("{subject} ändrades{from_to}"),
            },
        }
    }

    fn in_english(&self) -> String {
        let t = Tongue::En;
        let above = self.above.map(|thing| format!("the {}{}", noun_of(&thing.kind).en, called(thing, t)));
        let plain_what = format!("the {}{}", noun_of(&self.thing.kind).en, called(self.thing, t));
        let what = above.as_ref().map_or_else(|| plain_what.clone(), |above| format!("{plain_what} of {above}"));
        let label = match self.label() {
            Ok(label) => label.en.to_owned(),
            Err(field) => format!("field {}", self.own_label(field, t)),
        };
        let subject = format!("the {label} of {what}");
        let from_to = self.both(t);
        match self.rule {
            _ if self.is(&[&THING_ADDED]) => format!("{what} was added"),
            _ if self.is(&[&OBLIGATION_ADDED]) => format!("{what} was added, and it is mandatory"),
            _ if self.is(&[&THING_REMOVED]) => format!("{what} was removed"),
            _ if self.is(&[&THING_RENAMED]) => format!("{what} has another id{from_to}"),
            _ if self.is(&[&THING_MOVED]) => {
                let [from, to] = self.places(t);
                let above = self.above.map_or("", |thing| noun_of(&thing.kind).en);
                format!("{plain_what} moved from the {above} {from} to the {above} {to}")
            }
            _ if self.is(&[&REFERENCE_FOLLOWED]) => format!("the reference in {subject} now follows the {}{from_to}", self.follows(t)),
            _ if self.is(&[&SPELLING_CORRECTED]) => format!("spelling was corrected in {subject}{from_to}"),
            _ if self.is(&[&TRANSLATION_ADDED]) => format!("{subject} is now also {}", self.languages(t)),
            _ if self.is(&[&TRANSLATION_CHANGED]) => format!("the translation {} of {subject} changed", self.languages(t)),
            _ if self.is(&[&TRANSLATION_REMOVED]) => format!("{subject} is no longer {}", self.languages(t)),
            _ if self.is(&[&CALCULATION_CHANGED, &MEASUREMENT_CHANGED]) => {
                format!("{subject} changed, so that numbers cannot be compared with earlier ones{from_to}")
            }
            _ if self.is(&[&CALCULATION_DESCRIBED]) => format!("{subject} was written down for the first time; the numbers are the same"),
            _ if self.is(&[&DEFINITION_REWORDED]) => format!("the wording of {subject} changed"),
            _ if self.is(&[&DEFINITION_REPLACED]) => format!("{subject} was replaced by another"),
            _ if self.is(&[&REQUIREMENT_REWORDED]) => format!("the wording of {what} changed"),
            _ if self.is(&[&REQUIREMENT_REPLACED]) => format!("{what} now says something else"),
            _ if self.is(&[&CARDINALITY_NARROWED, &SCHEMA_NARROWED, &OBLIGATION_TIGHTENED]) => format!("{subject} was tightened{from_to}"),
            _ if self.is(&[&CARDINALITY_WIDENED, &SCHEMA_WIDENED, &TYPE_WIDENED]) => format!("{subject} was widened{from_to}"),
            _ if self.is(&[&OBLIGATION_RELAXED]) => format!("{subject} was relaxed{from_to}"),
            _ if self.is(&[&DEPRECATION_CHANGED]) => match (self.new, self.replacement()) {
                (None, _) => format!("{what} is no longer deprecated"),
                (_, Some(instead)) => format!("{what} is deprecated; use {instead} instead"),
                _ => format!("{what} is deprecated"),
            },
            _ if self.is(&[&LINK_ADDED]) => {
                let items = Self::only(self.new, self.old);
                let were = if items.len() == 1 { "was" } else { "were" };
                format!("{} {were} added to {what}", self.listed(t, &label, items))
            }
            _ if self.is(&[&LINK_REMOVED]) => {
                let items = Self::only(self.old, self.new);
                let were = if items.len() == 1 { "was" } else { "were" };
                format!("{} {were} taken from {what}", self.listed(t, &label, items))
            }
            _ if self.is(&[&ORDER_CHANGED]) => format!("the order of {label} of {what} changed"),
            _ if self.is(&[&PIN_MOVED_MAJOR, &PIN_MOVED_MINOR, &PIN_MOVED_PATCH]) => format!("{what} now relies on another version: {}", self.moved()),
            _ if self.is(&[&PERSONAL_DATA_CHANGED]) => {
                let end = if self.new == Some(&Json::Bool(true)) { "now counts as personal data" } else { "is no longer personal data" };
                format!("{what} {end}")
            }
            _ => match (self.field, self.old, self.new) {
                (Some("valid_from"), _, Some(_)) => format!("{what} is valid from {}", self.day(t).unwrap_or_default()),
                (Some("valid_to"), _, Some(_)) => format!("{what} is valid until {}", self.day(t).unwrap_or_default()),
                (Some("history" | "data_history"), ..) => format!("{subject} was extended"),
                (_, None, Some(_)) => format!("{subject} was written down{}", self.now(t)),
                (_, Some(_), None) => format!("{subject} was removed"),
                _ => format!("{subject} changed{from_to}"),
            },
        }
    }

    /// What is there now, where it is short.
    fn now(&self, tongue: Tongue) -> String {
        self.new.and_then(|value| short(value, tongue)).map_or_else(String::new, |value| format!(": {value}"))
    }
}

/// A value in a few words, where it has no more.
fn short(value: &Json, tongue: Tongue) -> Option<String> {
    const MOST: usize = 60;
    let words = match value {
        Json::Bool(is) => tongue.pick(if *is { ["kyllä", "ja", "yes"] } else { ["ei", "nej", "no"] }).to_owned(),
        Json::Number(number) => tongue.number(&number.to_string()),
        Json::String(word) => match Date::parse(word) {
            Some(day) => tongue.day(day),
            None => value_of(word).map_or_else(|| word.clone(), |words| tongue.pick(words).to_owned()),
        },
        Json::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()?.join(", "),
        Json::Object(_) => {
            let versions = texts(Some(value));
            let text = versions.iter().find(|(language, _)| language.code() == tongue.code()).or(versions.first())?.1;
            tongue.quoted(text)
        }
        Json::Null => return None,
    };
    (words.chars().count() <= MOST && !words.contains('\n')).then_some(words)
}

/// The sentence of a change of values.
pub fn values_sentence(said: &SaidOfValues<'_>) -> Sentence {
    Sentence { fi: finished(said.in_tongue(Tongue::Fi)), sv: finished(said.in_tongue(Tongue::Sv)), en: finished(said.in_tongue(Tongue::En)) }
}

impl SaidOfValues<'_> {
    fn in_tongue(&self, t: Tongue) -> String {
        let name = t.quoted(&t.of(self.indicator));
        let is = |rule: &'static Rule| *self.rule == *rule;
        let Some(cell) = self.cell else {
            return if is(&VALUES_ADDED) {
                let rows = self.new.and_then(Json::as_str).map_or(0, |table| table.lines().count().saturating_sub(1));
                let patterns =
                    ["mittarille {} tuotiin luvut, rivejä {rows}", "indikatorn {} fick värden, {rows} rader", "the indicator {} received values, {rows} rows"];
                t.pick(patterns).replace("{rows}", &rows.to_string()).replace("{}", &name)
            } else if is(&VALUES_CHANGED_FORM) {
                t.pick([
                    "mittarin {} aineiston sarakkeet muuttuivat",
                    "kolumnerna i data för indikatorn {} ändrades",
                    "the columns of the values of the indicator {} changed",
                ])
                .replace("{}", &name)
            } else {
                t.pick(["mittarin {} luvut poistettiin", "värdena för indikatorn {} togs bort", "the values of the indicator {} were removed"])
                    .replace("{}", &name)
            };
        };
        let region = self.region.map_or_else(|| cell.region.to_string(), |region| t.of(region));
        let codes = cell.codes.iter().fold(String::new(), |text, (dimension, code)| format!("{text}, {dimension} {code}"));
        let at = format!("{}{name}, {region} {}{codes}: ", t.pick(["mittari ", "indikatorn ", "indicator "]), cell.period);
        let value = |side: Option<&Json>| side.and_then(|row| row.get("value")).map_or_else(|| "–".to_owned(), |value| t.number(&value.to_string()));
        let (old, new) = (value(self.old), value(self.new));
        let said = if is(&VALUE_REVISED) {
            t.pick(["arvo muuttui {old} → {new}", "värdet ändrades {old} → {new}", "the value changed {old} → {new}"])
        } else if is(&VALUE_ADDED) && new == "–" {
            t.pick(["rivi lisättiin ilman arvoa", "en rad utan värde lades till", "a row without a value was added"])
        } else if is(&VALUE_ADDED) {
            t.pick(["arvo {new} lisättiin", "värdet {new} lades till", "the value {new} was added"])
        } else if is(&VALUE_SUPPRESSED) {
            t.pick(["arvo peitettiin", "värdet döljs nu", "the value is withheld now"])
        } else if is(&VALUE_WITHDRAWN) && old == "–" {
            t.pick(["rivi poistettiin", "raden togs bort", "the row was removed"])
        } else if is(&VALUE_WITHDRAWN) {
            t.pick(["arvo {old} poistettiin", "värdet {old} togs bort", "the value {old} was removed"])
        } else {
            debug_assert!(is(&VALUE_ANNOTATED), "{}", self.rule.name);
            t.pick(["arvon lisätiedot muuttuivat", "uppgifterna om värdet ändrades", "what is said of the value changed"])
        };
        at + &said.replace("{old}", &old).replace("{new}", &new)
    }
}
