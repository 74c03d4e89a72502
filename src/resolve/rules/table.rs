//! The rules, each with its paragraph of the manual.

use super::Rule;

const fn rule(name: &'static str, paragraph: &'static str) -> Rule {
    Rule { name, paragraph, stays_an_error: false }
}

/// A rule whose findings stay errors in frozen releases: what cannot be read, and what must not be disclosed.
const fn strict(name: &'static str, paragraph: &'static str) -> Rule {
    Rule { name, paragraph, stays_an_error: true }
}

/// Every rule, in the order of the alphabet.
pub const RULES: &[Rule] = &[
    strict(
        "active-picture",
        "A published SVG only shows. Scripts, handlers of events, other documents inside, style sheets of its own and references to other files are refused, because the picture would act in the reader's browser or fetch something from elsewhere. Save it as plain SVG.",
    ),
    rule(
        "additional-file",
        "`virta verify` has found a file in a published site that was not published with it. The site is what its manifest.json says, and nothing else: take the file away, or publish the site again.",
    ),
    rule(
        "address-taken",
        "Two pages would have one address. Ids of pages, collections and documents are addresses, and addresses that differ only in case are one on some systems. Give one of them another id.",
    ),
    rule(
        "ambiguous-target",
        "A bare id may stand for a thing with a version only where no other kind has the same id. Write the kind before it: `use-case:id`, `indicator:id`, `concept-model:id` or `code-list:id`.",
    ),
    rule("broader-in-a-circle", "Going up from a code by way of `broader` comes back to it. A hierarchy has a top: the broadest code has no `broader`."),
    rule(
        "broken-theme",
        "A template or a catalogue of the theme cannot be read. The message says what is wrong in it; the built-in theme shows a form that works.",
    ),
    rule(
        "cardinality-against-requirement",
        "A requirement that binds is about an attribute that may be absent by its cardinality. Where every record must have it, the least number is 1; where it is needed only sometimes, the requirement says when. This is a note.",
    ),
    rule(
        "cells-do-not-match-header",
        "A row has more or fewer cells than the header has columns. Usually a separator stands inside a text that is not in quotation marks, or an empty cell at the end was left out.",
    ),
    rule(
        "changed-file",
        "`virta verify` has found a file of a published site that is not what was published: its bytes have another hash than manifest.json says, or it shows another version than its release had. Publish the site again from its sources.",
    ),
    strict(
        "changed-release",
        "A file of a frozen release is not what it was when the manifest of the release was written, or the manifest is not the one that first came into the repository. A release never changes, because others rely on it: bring the file back as it was, and put what is to change into the next release.",
    ),
    rule("chart-not-image", "A chart or a diagram is written as an image: `![what it shows](chart:trend?indicator=id)`."),
    rule(
        "chart-parameter",
        "A parameter of a chart is missing, empty, there twice, or says something that cannot be. Parameters follow `?` and are joined by `&`; several regions are one parameter, separated by commas.",
    ),
    rule(
        "chart-within-words",
        "A chart or a diagram stands in the body of a document, in a paragraph, an item of a list or a cell of a table; not in a heading, a link or emphasis.",
    ),
    rule("code-list-without-codes", "An attribute names a code list, and its type is not `code`. Only values of the type `code` come from a list."),
    rule(
        "control-character",
        "A text has no control characters but ends of lines and tabs: no page can show them. They come with a copy from another program.",
    ),
    rule(
        "definition-in-a-circle",
        "Following the links of a definition leads back to it, so a reader who does not know the one term will not learn it from the others. Define one of them without the others, and tell how they belong together in a note.",
    ),
    rule(
        "deprecated-term-used",
        "A concept or an attribute that is no longer to be used is linked, or a requirement or an indicator rests on it. The help names what replaced it. A relation of a concept in use with one that is not is noted.",
    ),
    rule("duplicate-anchor", "An anchor is there once in a document, among headings, questions and requirements."),
    rule("duplicate-column", "Two columns of a table have one name, so it is not known which is meant."),
    rule(
        "duplicate-id",
        "An id names one thing: it is part of an address or an anchor, and references find the thing by it. Ids are also the same where they differ only in case. Keep one of the two, or give the other an id of its own.",
    ),
    rule("duplicate-key", "A key stands twice in one table, so one of the two would be lost. A list of tables has double brackets, as in [[history]]."),
    rule("duplicate-language", "The list of languages names one of them twice."),
    rule("duplicate-slug", "The slug is a region's address, the same in every language; two regions cannot share it."),
    rule("duplicate-tile", "Two regions of one classification stand at one place of the tile map, and one would hide the other. `tile` is column and row."),
    rule("duplicate-value", "A region and a period have at most one row for each cell of the dimensions. With two it is not known which value is meant."),
    rule("duplicate-version", "A history tells of each version once."),
    strict(
        "empty-file",
        "A file of models/ and site.toml say something. Everything that the file once defined is gone while it is empty; write it again, or take the file away.",
    ),
    rule("empty-link", "A link says what it goes to, as in `[words](page:about)`."),
    rule("empty-value", "A key that is there says something. What is not known is left out, and then shown as not recorded."),
    rule("ends-before-it-begins", "`valid_to` is the last day something holds and `valid_from` the first, so the one cannot be before the other."),
    rule(
        "example-without-result",
        "A worked example is there to be checked: besides its records it has expected.csv, the values that the calculation gives for them, in the form of data.csv.",
    ),
    rule("external-image", "Pictures stand beside the document: no request of a reader's browser leaves the site."),
    rule(
        "extract-blank-row",
        "A row of an extract has separators and nothing between them, as a spreadsheet leaves behind its last row. It is left out of everything.",
    ),
    rule(
        "extract-dangling-reference",
        "A column of an extract that refers to another concept leads to no row of that concept's file. Extracts of one county belong together: whatever one file names, the other file has.",
    ),
    rule(
        "extract-deprecated-code",
        "An extract uses a code that the list still knows and that is no longer to be used. The page of the code list says what to use instead.",
    ),
    rule(
        "extract-malformed-value",
        "A cell of an extract is not a value of its attribute's type: a number, a day of the calendar, a time, `true` or `false`, a duration. Row numbers are told and never what stands there.",
    ),
    rule(
        "extract-missing-column",
        "A file of an extract has no column for an attribute that is always there. A column that is called otherwise is named in a mapping: columns = { attribute = \"their name\" }.",
    ),
    rule(
        "extract-missing-file",
        "A requirement that binds speaks of a concept, and the extract has no file of it. The file is called like the concept, or a mapping says what it is called.",
    ),
    rule(
        "extract-missing-value",
        "A cell of an extract is empty, and the attribute's cardinality says that there is always a value; or a sign `|` among several values has none beside it.",
    ),
    rule("extract-no-rows", "A file of an extract has columns and no rows. A requirement about it is neither met nor failed: there is nothing to judge."),
    rule(
        "extract-other-value",
        "A county's own figure is not the published one, compared with the decimals that are published. The finding names the rows; which of the two is right is for people to find out.",
    ),
    rule(
        "extract-outdated-code",
        "An extract uses a code that does not hold on the day of the release that the specification is of: its `valid_to` is before that day, or its `valid_from` after it. Where nothing is released, it is the newest day that the history of the use case, its models or its code lists names. No model says which attribute dates a row, so rows of an earlier time are told too.",
    ),
    rule(
        "extract-ragged-row",
        "A row of an extract has more or fewer cells than its header. Usually a separator stands inside a text that is not in quotation marks.",
    ),
    rule("extract-repeated-column", "A column of an extract is there twice, so it is not known which is meant."),
    rule("extract-repeated-file", "Two files of an extract hold one concept. Give one of them, or name the right one in a mapping."),
    rule(
        "extract-repeated-key",
        "The key of a row of an extract is the key of another row too. A key is the first identifier of a concept that is always there and refers to nothing.",
    ),
    rule("extract-too-few-related", "Fewer rows refer to a row than the relation between the two concepts demands."),
    rule(
        "extract-too-few-values",
        "A cell of an extract has fewer values than its attribute's cardinality demands. Several values of a cell are separated by `|`.",
    ),
    rule("extract-too-many-related", "More rows refer to one row than the relation between the two concepts allows."),
    rule("extract-too-many-values", "A cell of an extract has more values than its attribute's cardinality allows."),
    rule(
        "extract-unknown-code",
        "A cell of an extract is no code of the attribute's code list. A county's own codes are translated in a mapping: codes.attribute = { theirs = \"ours\" }.",
    ),
    rule("extract-unknown-column", "A column of an extract is no attribute of its concept and no reference. It is left alone."),
    rule("extract-unknown-file", "A file is called like no concept of the use case's models, so it is not looked at."),
    rule(
        "extract-unknown-indicator",
        "A row of a county's own figures names no indicator. Without a column `indicator` the file is called like the indicator it is about.",
    ),
    rule("extract-unreadable", "A file of an extract, or a column of it, cannot be read to its end. Other files are judged all the same."),
    rule(
        "file-not-beside",
        "A file that is linked stands in the folder of the document that links to it, and is a png, jpg, webp, svg, pdf or csv: it is published beside the page.",
    ),
    rule("further-findings", "A table has so many findings that only the first are told. Mend those; the rest often follow from the same mistake."),
    rule(
        "generalization-in-a-circle",
        "By its generalizations a concept is a kind of itself. Each runs from the special to the general, and somewhere there is a most general concept.",
    ),
    rule(
        "generalization-with-cardinality",
        "A generalization says that every instance of one concept is one of another. There is nothing to count, so neither end has a cardinality.",
    ),
    strict(
        "hidden-count-given-away",
        "A cell is suppressed, and its count follows from others: a total less the other values of a dimension, an area less its other counties, or several such sums together. Hide one more cell of the sum, so that two or more unknowns are left, or leave the total out. Where the values are in a frozen release, the cell that is hidden besides in the newest one is withheld in all.",
    ),
    rule(
        "history-ahead-of-version",
        "The history tells of a version that is newer than the document's own. Raise `version`, or take the entry out until the change is made.",
    ),
    rule("image-of-no-picture", "An image shows a file beside the document, a chart or a diagram; a link to anything else has no exclamation mark."),
    rule(
        "impossible-date",
        "The calendar has no such day. Dates stand without quotation marks, as 2024-01-31; where only a part is known and the form allows it, they are text: \"2023\", \"2023-10\" or \"2023-10-x\".",
    ),
    rule("impossible-denominator", "A numerator is divided by its denominator, so that is more than nothing."),
    rule(
        "key-of-another-status",
        "A release out for comment has `comment_until`, a withdrawn one has `reason`, and no other has either. The key or the status is wrong.",
    ),
    rule(
        "key-of-another-type",
        "Of a declared field, `values` belong to the type `enum`, `to` to `reference` and `columns` to `table`, which is a list already. The key or the type is wrong.",
    ),
    rule(
        "link-out-of-site",
        "A path is relative to the document and does not lead out of the site folder. Pages are linked by what they are, `page:id`, not by their addresses.",
    ),
    rule("lost-file", "`virta verify` does not find a file that was published. A site is published whole: publish it again from its sources."),
    rule("malformed-address", "An address is given whole, with its scheme: https://example.org/. What would act instead of lead somewhere is refused."),
    rule("malformed-cardinality", "Cardinalities are written as in UML: `1`, `0..1`, `0..*`, `1..*` or bounds such as `2..4`."),
    rule("malformed-checksum", "A SHA-256 is written as 64 hexadecimal digits in small letters."),
    rule("malformed-code", "The sign of a code has no spaces, so that a cell of a table can hold it, and is not `total`, which stands for all."),
    rule(
        "malformed-concept",
        "A concept is named by its model and its id, `model/concept`, and an attribute by `model/concept.attribute`. Inside its own model a relation names a concept by the id alone.",
    ),
    rule(
        "malformed-id",
        "Ids are addresses: small letters a to z, digits and `-`; inside a document also `_`. Codes of regions may have capitals, and ids of releases also `.`. The name of a folder or file is the id of what is in it.",
    ),
    strict(
        "malformed-json",
        "`data.json` is not JSON from this place on. Programs that write JSON do not make such mistakes; a file that was cut short or mended by hand may have them.",
    ),
    strict(
        "malformed-json-stat",
        "`data.json` is one JSON-stat dataset, or a collection of one: `id`, `size` and `dimension` say what the cells are, `value` what is in them, and `status` why some are empty. The numbers of all of them have to agree.",
    ),
    rule("malformed-language", "A language is given by its code of two or three small letters, as `fi`, perhaps with subtags, as `sv-FI`."),
    strict(
        "malformed-map",
        "The map of the regions, models/regions.geojson, is a GeoJSON FeatureCollection whose features are polygons, in degrees or in the coordinates of any projection.",
    ),
    rule(
        "malformed-number",
        "A cell of numbers holds digits, perhaps with a minus sign and one decimal mark. There are no thousands separators, units or words; what is not known is an empty cell with a status.",
    ),
    rule("malformed-oid", "An object identifier is numbers joined by dots, as 1.2.246.537.6.1."),
    strict(
        "malformed-parquet",
        "`data.parquet` cannot be read: it is no Parquet file, is cut short, says of itself what is not so, or is compressed in another way than by Snappy, gzip or Zstandard. Columns hold text or numbers; nested ones, days and times have no place in a table of values.",
    ),
    rule("malformed-period", "A period is a year, a quarter, a month or an ISO week: `2023`, `2023-Q1`, `2023-05`, `2023-W07`."),
    rule("malformed-tile", "A region's place on the tile map is two numbers, column and row: tile = [3, 5]."),
    rule(
        "malformed-version",
        "A version is three numbers joined by dots, without leading zeros: 1.2.0. The first is raised by what breaks or changes the number, the second by additions, the third by words.",
    ),
    rule(
        "map-without-regions",
        "A feature of the map belongs to the region whose code one of its properties holds. The property is found by itself; where it is another, `[map]` in models/regions.toml names it: property = \"code\".",
    ),
    rule(
        "mapping-repeated-name",
        "A mapping names one column for two attributes, one file for two concepts, or one concept twice, so it is not known which is meant.",
    ),
    rule("mapping-unknown-name", "A mapping names a concept, an attribute, a file, a column or a code that is not there. What it says of it has no effect."),
    rule(
        "mapping-unreadable",
        "A mapping is TOML: a table for each concept, with `file`, `columns` and `codes`, as in columns = { attribute = \"their name\" }.",
    ),
    strict("missing-column", "A table begins with a row that names its columns; a table of values has `region`, `period` and `value`."),
    rule("missing-file", "A file that is linked is there, in the folder of the document that links to it."),
    strict(
        "missing-front-matter",
        "A document begins with its keys: the first line is +++, then come the keys in TOML, then a line +++ again, then the text. Without them it is not known what the document is.",
    ),
    rule("missing-front-page", "Every site has content/index.md, the front page, with a title."),
    rule("missing-key", "A key without which the thing cannot be understood is not there. The help shows how it is written."),
    rule("missing-settings", "A site folder has site.toml, with at least `title`, `base_url` and `languages`."),
    rule(
        "missing-status",
        "An empty value says why it is empty: the column `status` holds a code of SDMX CL_OBS_STATUS that explains an absence, as `Q` for suppressed or `L` for not collected.",
    ),
    rule(
        "missing-total",
        "A table gives a region's values by parts and not in all. Pages, ranks and charts use the total, and nothing is summed from parts; give the row where every dimension is empty or `total`.",
    ),
    rule(
        "missing-translation",
        "Some texts of a document are not there in all languages of the site. Readers get the text of another language, marked as such. This is a note; it stops nothing.",
    ),
    rule("mixed-decimal-marks", "A table writes some decimals with a comma and some with a point, so the numbers cannot be trusted."),
    rule(
        "mixed-periods",
        "A table has periods of several lengths, such as years and months. Ranks and trends would compare a year with a month; give each its own indicator. `2003-05` is May 2003, not three years.",
    ),
    rule(
        "model-version-behind",
        "A use case relies on a concept model or a code list at one version, and the snapshot has another. Check what changed between the two, then pin the present one.",
    ),
    strict("not-utf-8", "Sources are UTF-8 text. The place is the first byte that is not; the file was probably saved in another encoding."),
    rule("number-out-of-range", "The number is outside what the key allows, or is not one that can be kept, such as infinity."),
    rule(
        "numerator-without-concept",
        "An indicator says what it counts and names no concept, so nobody can tell what in a county's data that is. Name the concepts of the numerator and the denominator. This is a note.",
    ),
    rule(
        "old-id-in-use",
        "`renamed_from` names ids that a thing had before, so that links to them live on. An id that something still has cannot be among them: ids are never used again for something else.",
    ),
    rule(
        "pairs-left-out",
        "With more than a hundred regions that are compared no pair of them has a page of its own. The pages would grow with the square of the regions, to more than all others together. The comparison still takes any regions by choice, and the pages of indicators and the table of all have them side by side. This is a note.",
    ),
    rule(
        "part-of-many-wholes",
        "In a composition a part belongs to one whole and lives no longer than it, so the end of the whole is `1` or `0..1`. A part that can be in several wholes makes an aggregation.",
    ),
    rule("path-out-of-site", "A release's snapshot and a theme are folders inside the site folder, so that the site can be moved and built anywhere."),
    rule(
        "period-of-other-length",
        "The periods of a table are not of the length that the indicator's `frequency` says: months where it is annual. Several years are named by one of them: `2003-05` is May 2003.",
    ),
    rule(
        "raw-html",
        "Bodies and texts are Markdown, and HTML in them is not published. Tables, footnotes, notes (`> [!NOTE]`) and anchors of headings (`## Text {#id}`) have forms of their own. A `<` that is meant as such is written `\\<`.",
    ),
    rule("reference-of-another-kind", "A field refers to things of one kind, as the schema of its collection says, and the reference names another."),
    rule("region-in-a-circle", "By its parents a region is a part of itself. The whole country has no parent."),
    rule(
        "region-not-on-map",
        "The site has a map, and a region that is compared has no feature on it. It stays in tables and in the tile map; add its feature, or correct the code.",
    ),
    rule(
        "release-without-one-source",
        "A release's snapshot is kept in one place: a folder, source = { path = \"…\" }, or a revision of the repository, source = { git = \"…\" }.",
    ),
    rule(
        "released-history-changed",
        "What a history told in a release it tells for ever: an entry keeps its version and its date. Its summary can be put better. So it is with the data history and with the ids that a thing had before (`renamed_from`), whose addresses lead to it. Bring the entry back as the help shows it, and tell of what is new in an entry of its own.",
    ),
    rule("releases-out-of-order", "Releases stand oldest first in site.toml; what changed in one is told against the one before it."),
    rule(
        "removal-not-recorded",
        "A thing that was released has an address that somebody has kept. When it goes, models/removed.toml says when, why and what to use instead, and its address keeps a page that tells it. The release is the next one, which need not be listed yet; once that is released, the entry stays and names it.",
    ),
    rule("removed-thing-is-there", "models/removed.toml lists what a release no longer has, so that its address can say why. This thing is still there."),
    rule(
        "rename-not-declared",
        "A thing that was released has another id now: it says and names the same, and nothing else could be meant. The old id stands in `renamed_from`, so that old references can be followed.",
    ),
    rule(
        "requirement-without-element",
        "A requirement names no concept or attribute it is about, so it cannot be held against data. Some requirements are about how things are shown and need none. This is a note.",
    ),
    rule(
        "reserved-name",
        "The program has pages of its own under the built-in segments of all languages, under the codes of languages, `assets` and `schema`; some names mean a kind of things in content/ and in links; and `title` is a key that every document has.",
    ),
    strict(
        "small-count",
        "A count of people from one up to the site's minimum less one can tell who they are, and must not be published. A count is a numerator, a denominator, a value in the unit `count`, or what a rate and its denominator come to. The source leaves such figures out and gives the status `Q`; where a rate only looks like a small count, the numerator says so. An indicator that does not count people says counts = \"other\".",
    ),
    rule(
        "superseded-by-nothing",
        "A superseded document names what came after it, `superseded_by`, and that is another one. What is no longer in use and has no successor is `retired`.",
    ),
    strict("symbolic-link", "A snapshot holds its files itself: a link could lead out of the site folder, and would show something else on another machine."),
    rule(
        "synonym-of-two",
        "A synonym of a concept in use is the term or a synonym of another, so a reader who looks the word up finds two things. This is a note: a kind may be called by the word for the whole.",
    ),
    rule(
        "term-defined-twice",
        "Two concepts in use, or a concept and a word of the collection `glossary`, have one term and are defined in other words, so a reader cannot know which is meant. Use one concept in both places, give one of the two a term of its own, or let the glossary lead to the concept.",
    ),
    rule("text-in-two-places", "A text is translated either in a table of languages or in the translation's own file. It is in both, and they may differ."),
    strict("toml-syntax", "The file, or its front matter, is not TOML from this place on. The rest of the file is not judged until it can be read."),
    rule("translation-behind", "A translation renders an older version than the original's. Go through what has changed since, then raise `translates`."),
    rule(
        "translation-of-nothing",
        "A translation stands beside its original, index.md, and items of its lists carry the ids of the original's. What it translates is not there.",
    ),
    rule(
        "translation-without-version",
        "The original has a version, so the translation says which one it renders: translates = \"1.0.0\". Only then can it be told when it is behind.",
    ),
    rule("two-data-files", "The values of an indicator are in one file: data.csv, data.parquet or data.json."),
    strict("unclosed-front-matter", "The front matter begins with a line +++ and no second one ends it."),
    strict("unclosed-quote", "A cell begins with a quotation mark that nothing closes, so the rest of the table is swallowed by it."),
    rule(
        "unknown-anchor",
        "What follows `#` is the anchor of a heading, question, requirement, attribute, relation, code or need of the page. Headings make theirs from their words, without accents and with hyphens, or give one: `## Text {#id}`.",
    ),
    rule("unknown-area", "Areas are the [[areas]] of models/information-model.toml."),
    rule(
        "unknown-attribute",
        "Attributes are those of the concept in its model. In a worked example the columns of a table are attributes of the concept it is named after, or of those it is a kind of.",
    ),
    rule("unknown-audience", "Audiences are the [[audiences]] of models/information-model.toml."),
    rule(
        "unknown-chart",
        "Charts in prose are `trend`, `ranking`, `tile-map`, `map`, `small-multiples` and `sparkline` of an indicator, `profile` of a region, `matrix` of a collection, and, over tables of collections, `stacked` and `timeline`.",
    ),
    rule(
        "unknown-chart-parameter",
        "A chart of an indicator takes `indicator`, `regions`, `period`, `level` and the names of its dimensions; one over a table takes `collection`, `id` and `table`, a matrix `collection`, and a profile one region as `regions`.",
    ),
    rule("unknown-classification", "Classifications are the [[classifications]] of models/regions.toml."),
    rule("unknown-code", "The code is not in its code list."),
    rule("unknown-code-list", "Code lists are the files of models/code-lists/; the name of the file is the id."),
    rule("unknown-collection", "A collection is declared in models/collections/; the name of the file is the collection's."),
    rule(
        "unknown-column",
        "The table has no such column. Tables of values have the contract's columns and one for each dimension of the indicator; charts of a collection show columns of a declared table.",
    ),
    rule(
        "unknown-concept",
        "Concepts are the [concepts.<id>] of a model in models/concepts/. The tables of a worked example are named after concepts that the indicator's `concepts` list.",
    ),
    rule("unknown-concept-model", "Concept models are the files of models/concepts/; the name of the file is the id."),
    rule("unknown-document", "Documents of a collection are the folders of content/<collection>/."),
    rule("unknown-example", "Worked examples are named `indicator/case`: the folder content/indicators/<indicator>/examples/<case>/."),
    rule(
        "unknown-file",
        "No rule knows the file, so it is not published. Perhaps its name or folder is misspelt, or no text links to it. Names that begin with `.` or end with `~` are passed over.",
    ),
    rule("unknown-format", "The release's snapshot is in a source format that this program does not know; a newer one may."),
    rule("unknown-indicator", "Indicators are the folders of content/indicators/; the name of the folder is the id."),
    rule("unknown-indicator-set", "Indicator sets are the [[sets]] of models/information-model.toml."),
    rule("unknown-key", "The form has no such key; most often it is misspelt. `virta schema` writes the forms for editors, which then offer the keys."),
    rule(
        "unknown-kind",
        "Things are of the kinds page, use-case, indicator, region, area, concept-model, concept, code-list and release, or documents of a declared collection.",
    ),
    rule("unknown-language", "The site's languages are listed in site.toml; this is none of them."),
    rule("unknown-page", "Pages of prose are the folders of content/pages/; the name of the folder is the id."),
    rule("unknown-period", "A chart shows a period for which the indicator has values, or `latest`."),
    rule("unknown-perspective", "Perspectives are the [[perspectives]] of models/information-model.toml."),
    rule("unknown-region", "Regions are the [[regions]] of models/regions.toml, named by their code."),
    rule("unknown-release", "Releases are listed in site.toml. Only models/removed.toml can name one that is not there yet, and only one: the next."),
    rule("unknown-replacement", "What is no longer to be used is replaced by another thing of the same sort in the same document, and that is not there."),
    rule("unknown-requirement", "Requirements are the [[requirements]] of the use case, named by their id."),
    rule(
        "unknown-scheme",
        "Links to things begin with what they are: `concept:`, `indicator:`, `use-case:`, `region:`, `code-list:`, `model:`, `release:`, `area:`, `page:` or the name of a collection; links elsewhere with `https:`, `http:` or `mailto:`. `#id` is a place in the same document, and anything else the path of a file beside it.",
    ),
    rule("unknown-status", "The status of a value is a code of SDMX CL_OBS_STATUS, such as A, B, E, P, M, L, Q or U."),
    rule("unknown-table", "A chart of a collection shows a field of the type `table`, and the schema declares none of that name."),
    rule(
        "unknown-target",
        "Nothing with a version has the id. A target is written as `kind:id`, or as the id alone of a use case, an indicator, a concept model or a code list.",
    ),
    rule("unknown-theme", "Themes are the folders of themes/; `virta` is built in."),
    rule("unknown-unit", "A few units are built in; more are the [[units]] of models/information-model.toml."),
    rule("unknown-use-case", "Use cases are the folders of content/use-cases/; the name of the folder is the id."),
    rule("unknown-version", "A translation says which version of the original it renders, and the original's history tells of no such version."),
    rule("unknown-word", "The key takes one of a few words, and this is none of them. The help names them, or the one that was probably meant."),
    strict(
        "unreadable-file",
        "The file cannot be read from the disk, and the message has the system's own words; or something else stands in its place, such as a folder.",
    ),
    strict(
        "unreadable-import",
        "What is imported has to be readable in its format, and hold something of it. The message says where it is not; nothing is written then.",
    ),
    strict(
        "unreadable-release",
        "The snapshot of a release cannot be read from its folder or revision. A release is published for ever: bring the snapshot back, or name where it is now.",
    ),
    rule("untranslatable-key", "A translation holds texts only. What is the same in all languages is said once, in the original."),
    rule("unused-code-list", "No attribute takes its values from the code list, and no indicator or use case is broken down by it. This is a note."),
    strict(
        "value-beside-suppressed",
        "A row has the status `Q`, suppressed, and yet a figure stands in it, which must not be published. Take the figure out of the source, or correct the status.",
    ),
    rule("value-outside-interval", "A value lies between the bounds of its interval; here one of the three is wrong."),
    rule(
        "values-not-explained",
        "Values of an indicator are others than in the last release. They need no version step, but readers have to learn why they changed: [[data_history]] says when, what and why, in an entry that the release did not have; one of added values does not tell why a figure is another. Where a figure that was released became another or went, this is an error; where rows only came, a warning.",
    ),
    rule(
        "version-not-in-history",
        "A reader has to be able to learn what each version changed, so the history has an entry for the document's version: version, date and summary.",
    ),
    rule(
        "version-too-low",
        "The version of a document rises with what changed since the last release: a patch for words, a minor step for what was added, a major step where the number changes or something breaks. The difference alone decides the step, and `virta diff` shows it. `virta bump` writes the version and its entry in the history.",
    ),
    rule(
        "wrong-type",
        "The value is of another type than the key wants: text stands in quotation marks, dates and numbers do not, lists stand in square brackets. The help shows how it is written.",
    ),
];
