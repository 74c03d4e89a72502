//! The rules of the difference: each names one kind of change, says how grave it is and why.

use super::change::Class;

/// A rule of the difference.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name: a sentence of what happened.
    pub name: &'static str,
    /// How grave what it names is.
    pub class: Class,
    /// Whether it demands a version step; what only keeps the record of steps does not.
    pub demands_a_step: bool,
    /// Its paragraph of the manual.
    pub paragraph: &'static str,
}

/// The table of rules; each is also a constant, so that a rule that is not in the table cannot be used.
macro_rules! rules {
    ($($constant:ident $name:literal $class:ident $demands:literal $paragraph:literal)*) => {
        $(#[doc = $paragraph] pub static $constant: Rule = Rule { name: $name, class: Class::$class, demands_a_step: $demands, paragraph: $paragraph };)*
        /// Every rule, in the order of the alphabet.
        pub const RULES: &[&Rule] = &[$(&$constant),*];
    };
}

rules! {
    CALCULATION_CHANGED "calculation-changed" ChangesTheNumber true
        "The words of an indicator's definition, numerator, denominator or exclusions are others than before, by more than spelling. Numbers from before and after are not compared, and a series breaks here."
    CALCULATION_DESCRIBED "calculation-described" Clarifying true
        "An indicator says for the first time what it measures, counts or divides by. The numbers stay as they were."
    CARDINALITY_NARROWED "cardinality-narrowed" Breaking true
        "Fewer or other numbers of values are allowed than before, so records that were right may be wrong now."
    CARDINALITY_WIDENED "cardinality-widened" Additive true
        "All numbers of values that were allowed still are, and more besides."
    CODE_LIST_CHANGED "code-list-changed" Breaking true
        "An attribute takes its codes from another list, so codes that were right may be wrong now."
    DEFINITION_ADDED "definition-added" Clarifying true
        "A concept, attribute, code or relation that had no definition has one."
    DEFINITION_REMOVED "definition-removed" Breaking true
        "A definition is gone, and what relied on it no longer knows what is meant."
    DEFINITION_REPLACED "definition-replaced" ChangesTheNumber true
        "More than half of a definition's words are others, or a number or a negation in it is another: it no longer defines the same, and figures that rest on it are not compared."
    DEFINITION_REWORDED "definition-reworded" Clarifying true
        "A definition has other words, most of them the same as before, and no number or negation has changed."
    DEPRECATION_CHANGED "deprecation-changed" Additive true
        "A thing is marked as no longer to be used, or the mark says something else. It still works."
    DETAIL_CHANGED "detail-changed" Clarifying true
        "Something that surrounds a definition and is not part of it has changed: an owner, an approval, an address, a number in another service, a place in an order of pages."
    EXAMPLE_CHANGED "example-changed" Clarifying true
        "A worked example has other data, another calculation or another result."
    EXPLANATION_CHANGED "explanation-changed" Clarifying true
        "Text that explains has changed, or has come or gone: a summary, a description, a note, the limits of an indicator."
    FILE_CHANGED "file-changed" Clarifying false
        "A file that is published beside a document has other bytes."
    HIERARCHY_CHANGED "hierarchy-changed" ChangesTheNumber true
        "A code or a region belongs under another one, so sums of the upper ones are others."
    LEGAL_BASIS_CHANGED "legal-basis-changed" Clarifying true
        "The law that a thing rests on is named otherwise, or is another."
    LINK_ADDED "link-added" Additive true
        "A list of things that a thing relies on names more than before: indicators, models, code lists, concepts, regions."
    LINK_CHANGED "link-changed" Breaking true
        "A thing relies on another one than before."
    LINK_REMOVED "link-removed" Breaking true
        "A list of things that a thing relies on no longer names all that it did."
    MEASUREMENT_CHANGED "measurement-changed" ChangesTheNumber true
        "The unit, the method of intervals or what is counted is another: the numbers are."
    NAME_CHANGED "name-changed" Clarifying true
        "A name, a term or a title has other words. The id is the same, and so are references."
    OBLIGATION_ADDED "obligation-added" Breaking true
        "There is a new requirement of the level `shall`, or a new attribute that has to have a value: what conformed may not conform any more."
    OBLIGATION_RELAXED "obligation-relaxed" Additive true
        "A requirement binds less than before; what conformed still does."
    OBLIGATION_TIGHTENED "obligation-tightened" Breaking true
        "A requirement binds more than before, or earlier; what conformed may not conform any more."
    ORDER_CHANGED "order-changed" Editorial true
        "The same things stand in another order."
    PERSONAL_DATA_CHANGED "personal-data-changed" Breaking true
        "Whether an attribute can tell who somebody is has changed, and with it what the law asks of those who record it."
    PIN_MOVED_MAJOR "pin-moved-major" Breaking true
        "A use case relies on another major version of a model or a code list, or on an older one."
    PIN_MOVED_MINOR "pin-moved-minor" Additive true
        "A use case relies on a newer minor version of a model or a code list."
    PIN_MOVED_PATCH "pin-moved-patch" Editorial true
        "A use case relies on a newer patch of a model or a code list, or says for the first time on which version."
    PROSE_CHANGED "prose-changed" Clarifying true
        "The body of a document has other words."
    READING_CHANGED "reading-changed" Breaking true
        "Which way is better has changed, so that the same number now means the opposite, or nothing."
    RECORD_KEPT "record-kept" Editorial false
        "The record of changes itself has changed: a version, a history, an old id, an origin, the version that a translation renders. It follows from other changes and demands none of its own."
    REFERENCE_FOLLOWED "reference-followed" Editorial true
        "What a thing refers to has another id or another name, and the reference says so. It is the same thing, whose renaming is told where it is."
    REQUIREMENT_REPLACED "requirement-replaced" Breaking true
        "More than half of a requirement's words are others, or a number or a negation in it is another: it no longer requires the same."
    REQUIREMENT_REWORDED "requirement-reworded" Clarifying true
        "A requirement has other words, most of them the same as before, and no number or negation has changed."
    SCHEMA_NARROWED "schema-narrowed" Breaking true
        "A field of a collection has another type, other words, or has to be there now, so documents that were right may be wrong."
    SCHEMA_WIDENED "schema-widened" Additive true
        "A field of a collection takes more than before, and all that it took."
    SORTING_CHANGED "sorting-changed" Clarifying true
        "A thing is sorted otherwise: its area, sets, audiences, purposes, perspectives, sector."
    SPELLING_CORRECTED "spelling-corrected" Editorial true
        "A text has the same words: only punctuation, capital letters, spaces or single letters of long words are others, and no number."
    STATUS_CHANGED "status-changed" Clarifying true
        "A document has come further in its life, or back: draft, consultation, testing, valid, superseded, retired."
    TARGET_CHANGED "target-changed" Additive true
        "A value to reach has been set, changed or taken away. The indicator's own numbers stay."
    THING_ADDED "thing-added" Additive true
        "Something new is there. What relied on the rest goes on as it was."
    THING_MOVED "thing-moved" Breaking true
        "A part is in another thing of the same document than before: an attribute of one concept is one of another. What referred to it where it was refers to nothing."
    THING_REMOVED "thing-removed" Breaking true
        "Something is gone, and what referred to it refers to nothing."
    THING_RENAMED "thing-renamed" Breaking true
        "A thing has another id, which is its address. The old id stands in `renamed_from`, so that old references can be followed."
    TRANSLATION_ADDED "translation-added" Editorial true
        "A text is said in one more language; the default language says what it did."
    TRANSLATION_CHANGED "translation-changed" Editorial true
        "A text has other words in another language; the default language says what it did."
    TRANSLATION_REMOVED "translation-removed" Editorial true
        "A text is no longer said in a language; the default language says what it did."
    TYPE_CHANGED "type-changed" Breaking true
        "Values of an attribute are of another type, so records that were right may be wrong now."
    TYPE_WIDENED "type-widened" Additive true
        "Values of an attribute are of a wider type, and all that were right still are."
    VALIDITY_CHANGED "validity-changed" Clarifying true
        "The first or the last day on which something holds is another."
    VALUE_ADDED "value-added" Data false
        "There is a value for a region, a period and a cell that had none."
    VALUE_ANNOTATED "value-annotated" Data false
        "The value is the same; its status, counts, interval or remark is another."
    VALUE_REVISED "value-revised" Data false
        "The value of a region, a period and a cell is another. The definition is the same, so the series goes on."
    VALUE_SUPPRESSED "value-suppressed" Data false
        "A value that was given is withheld now. What it was is not told here either."
    VALUE_WITHDRAWN "value-withdrawn" Data false
        "A value that was given is gone."
    VALUES_ADDED "values-added" Data false
        "An indicator has a table of values for the first time."
    VALUES_CHANGED_FORM "values-changed-form" Data false
        "The table of values has other optional columns or dimensions."
    VALUES_REMOVED "values-removed" Data false
        "An indicator no longer has a table of values."
}

/// A rule by its name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name).copied()
}
