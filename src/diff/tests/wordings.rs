//! Changes as readers meet them, tried by hand.

use super::fixtures::{FIXTURES, base, edited, model};
use crate::diff::diff;

/// The sentences of the fixture of a rule in a language; the first of its kind.
fn said(rule: &str, path_end: &str, language: &str) -> Vec<String> {
    let base = base();
    let fixture = FIXTURES.iter().find(|fixture| fixture.0 == rule && fixture.1.ends_with(path_end)).expect("a fixture");
    let new = edited(&base, fixture).expect("an edit");
    let changes = diff(&model(&base), &model(&new)).changes;
    let of = |sentence: &crate::diff::Sentence| match language {
        "fi" => sentence.fi.clone(),
        "sv" => sentence.sv.clone(),
        _ => sentence.en.clone(),
    };
    changes.iter().filter(|change| change.rule.name == rule).map(|change| of(&change.sentence)).collect()
}

#[test]
fn changes_read_well_in_finnish() {
    for (rule, path, words) in [
        ("calculation-changed", "index.md", "Mittarin ”Falls” osoittaja muuttui, joten lukuja ei voi verrata aiempiin: ”Falls” → ”Falls and slips”."),
        ("cardinality-narrowed", "events.toml", "Käsitteen ”visit” attribuutin ”day” kardinaliteetti tiukentui: 0..1 → 1."),
        ("definition-reworded", "sex.toml", "Koodiston ”Sex” koodin ”men” määritelmän sanamuotoa muutettiin."),
        ("thing-moved", "events.toml", "Attribuutti ”room” siirtyi käsitteestä ”visit” käsitteeseen ”event”."),
        ("reference-followed", "other.toml", "Koodiston ”Other” koodin ”a few” yläluokan viittaus vastaa nyt uutta tunnusta: all → whole."),
        ("thing-added", "sex.toml", "Koodistoon ”Sex” lisättiin koodi ”not known”."),
        ("thing-removed", "events.toml", "Käsitemallista ”Events” poistettiin suhde ”visit – event”."),
        ("obligation-added", "home-care/index.md", "Käyttötapaukseen ”Home care” lisättiin pakollinen vaatimus r3."),
        ("link-removed", "home-care/index.md", "Käyttötapauksesta ”Home care” irrotettiin mittari falls."),
        ("pin-moved-minor", "home-care/index.md", "Käyttötapaus ”Home care” nojaa nyt toiseen versioon: events 1.0.0 → 1.1.0."),
        ("status-changed", "information-model.toml", "Tietomallin tila muuttui: luonnos → voimassa."),
        ("translation-added", "sex.toml", "Koodiston ”Sex” koodin ”women” nimi on nyt myös ruotsiksi."),
        ("value-revised", "data.csv", "Mittari ”Falls”, N 2022: arvo muuttui 1,5 → 1,25."),
        ("validity-changed", "home-care/index.md", "Käyttötapaus ”Home care” on voimassa 31.12.2031 asti."),
    ] {
        assert_eq!(said(rule, path, "fi"), [words], "{rule}");
    }
}

#[test]
fn swedish_and_english_read_as_well() {
    for (rule, path, sv, en) in [
        ("thing-added", "sex.toml", "Koden ”not known” i kodlistan ”Sex” lades till.", "The code “not known” of the code list “Sex” was added."),
        (
            "cardinality-narrowed",
            "events.toml",
            "Kardinaliteten för attributet ”day” i begreppet ”visit” skärptes: 0..1 → 1.",
            "The cardinality of the attribute “day” of the concept “visit” was tightened: 0..1 → 1.",
        ),
        (
            "thing-moved",
            "events.toml",
            "Attributet ”room” flyttades från begreppet ”visit” till begreppet ”event”.",
            "The attribute “room” moved from the concept “visit” to the concept “event”.",
        ),
        (
            "reference-followed",
            "other.toml",
            "Hänvisningen i överklassen för koden ”a few” i kodlistan ”Other” följer nu den nya beteckningen: all → whole.",
            "The reference in the broader code of the code “a few” of the code list “Other” now follows the new id: all → whole.",
        ),
        ("value-suppressed", "data.csv", "Indikatorn ”Falls”, South 2022: värdet döljs nu.", "Indicator “Falls”, South 2022: the value is withheld now."),
    ] {
        assert_eq!(said(rule, path, "sv"), [sv]);
        assert_eq!(said(rule, path, "en"), [en]);
    }
}
