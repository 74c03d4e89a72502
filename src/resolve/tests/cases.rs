//! What is read well and still cannot be meant: one change of the complete site, one finding.
//!
//! `‸` marks where the finding is to be; it is no part of the change.

use super::COMPLETE;
use crate::source::SourceFile;
use crate::testing::{findings, sources};

const SITE: &str = "site.toml";
const USE_CASE: &str = "content/use-cases/home-care/index.md";
const SWEDISH: &str = "content/use-cases/home-care/index.sv.md";
const OLD: &str = "content/use-cases/old-care/index.md";
const INDICATOR: &str = "content/indicators/falls/index.md";
const VISIT: &str = "content/indicators/falls/examples/basic/visit.csv";
const REPORT: &str = "content/reports/spring/index.md";
const INFORMATION: &str = "models/information-model.toml";
const REGIONS: &str = "models/regions.toml";
const CODES: &str = "models/code-lists/sex.toml";
const CONCEPTS: &str = "models/concepts/events.toml";
const SCHEMA: &str = "models/collections/reports.toml";
const REMOVED: &str = "models/removed.toml";

/// A file, what is changed in it (all of it where that is empty), to what, and the finding.
type Case = (&'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    // site.toml
    (
        SITE,
        r#"title     = { en = "Site", sv = "Webbplats" }"#,
        r#"title     = { en = "Site", ‸fi = "Sivusto" }"#,
        "error[unknown-language]: the site has no language `fi` = the site's languages are en, sv",
    ),
    (SITE, r#"title     = { en = "Site", sv = "Webbplats" }"#, r#"title     = ‸"  ""#, "error[empty-value]: `title` says nothing = write it, or ask who knows"),
    (SITE, "title     = { en = \"Site\", sv = \"Webbplats\" }\n", "‸", "error[missing-key]: the key `title` is missing = write it, for example: title = \"…\""),
    (
        SITE,
        r#"base_url  = "https://example.org/site/""#,
        r#"base_url  = ‸"example.org/site/""#,
        "error[malformed-address]: `example.org/site/` is not an address that begins with https:// or http:// = for example: base_url = \"https://example.org/\"",
    ),
    (
        SITE,
        r#"base_url  = "https://example.org/site/""#,
        r#"base_url  = ‸"https:///site/""#,
        "error[malformed-address]: `https:///site/` is not an address that begins with https:// or http:// = for example: base_url = \"https://example.org/\"",
    ),
    (SITE, r#"["en", "sv"]"#, r#"["en", "sv", ‸"en"]"#, "error[duplicate-language]: the language `en` is here twice = keep one of the two"),
    (SITE, r#"["en", "sv"]"#, "‸[]", "error[empty-value]: `languages` is empty = write at least one, for example: languages = [\"fi\"]"),
    (
        SITE,
        r#"["en", "sv"]"#,
        r#"["en", "sv", ‸"Finnish"]"#,
        "error[malformed-language]: `Finnish` is not the code of a language = for example: languages = [\"fi\"]",
    ),
    (SITE, "minimum_count = 5", "minimum_count = ‸0", "error[number-out-of-range]: `minimum_count` cannot be 0 = from 1 to 1000"),
    (
        SITE,
        r#"url = "https://example.org/" }"#,
        r#"url = ‸"mailto:a@example.org" }"#,
        "error[malformed-address]: `mailto:a@example.org` is not an address that begins with https:// or http:// = for example: url = \"https://example.org/\"",
    ),
    (
        SITE,
        r#"id     = "2022.2""#,
        r#"id     = ‸"2022.1""#,
        "error[duplicate-id]: there is another release `2022.1`, perhaps in other letters = the id is part of an address; give each its own",
    ),
    (
        SITE,
        r#"id     = "2022.2""#,
        r#"id     = ‸".2022""#,
        "error[malformed-id]: `.2022` is not the id of a release: a letter or digit, then letters, digits, `.`, `_` and `-` = for example: id = \"2022.1\"",
    ),
    (SITE, "2022-09-30", "‸2022-06-14", "error[releases-out-of-order]: `2022.2` is older than the release before it = releases stand oldest first"),
    (SITE, "2022-09-30", "‸2022-02-30", "error[impossible-date]: there is no date `2022-02-30` = dates are written as 2024-01-31"),
    (SITE, "2022-09-30", "‸\"2022-09-30\"", "error[wrong-type]: `date` is text, and a date is wanted = take the quotes away: date = 2022-09-30"),
    (SITE, r#""consultation""#, r#"‸"consultaton""#, "error[unknown-word]: `status` cannot be `consultaton` = did you mean `consultation`?"),
    (
        SITE,
        "[[releases]]\nid     = \"2022.2\"\ndate   = 2022-09-30\nstatus = \"consultation\"\ncomment_until = 2022-10-31",
        "‸[[releases]]\nid     = \"2022.2\"\ndate   = 2022-09-30\nstatus = \"consultation\"",
        "error[missing-key]: a release out for comment needs the key `comment_until` = write it, for example: comment_until = 2024-01-31",
    ),
    (
        SITE,
        "[[releases]]\nid     = \"2021.2\"\ndate   = 2021-12-31\nstatus = \"withdrawn\"\nreason = \"a mistake\"\n",
        "‸[[releases]]\nid     = \"2021.2\"\ndate   = 2021-12-31\nstatus = \"withdrawn\"\n",
        "error[missing-key]: a withdrawn release needs the key `reason` = say why it was taken back: reason = { fi = \"…\" }",
    ),
    (
        SITE,
        "status = \"released\"",
        "status = \"released\"\n‸reason = \"no\"",
        "error[key-of-another-status]: `reason` belongs to a release with the status `withdrawn` = take it out, or change the status",
    ),
    (
        SITE,
        "status = \"released\"",
        "status = \"released\"\n‸comment_until = 2022-07-01",
        "error[key-of-another-status]: `comment_until` belongs to a release with the status `consultation` = take it out, or change the status",
    ),
    (
        SITE,
        r#"{ git = "v2022.1" }"#,
        r#"‸{ git = "v2022.1", path = "releases/a" }"#,
        "error[release-without-one-source]: a release is kept in one place: a folder or a git revision = write either path = \"releases/2024.1\" or git = \"tag\"",
    ),
    (
        SITE,
        r#"{ git = "v2022.1" }"#,
        "‸{}",
        "error[release-without-one-source]: a release is kept in one place: a folder or a git revision = write either path = \"releases/2024.1\" or git = \"tag\"",
    ),
    (
        SITE,
        r#""releases/2022.2""#,
        r#"‸"../2022.2""#,
        "error[path-out-of-site]: `../2022.2` leads out of the site folder = a release's folder is inside the site folder, as releases/2024.1",
    ),
    (
        SITE,
        "source = { path = \"releases/2022.2\" }\nformat = 1",
        "source = { path = \"releases/2022.2\" }\nformat = ‸2",
        "error[unknown-format]: this program does not know the source format 2 = a newer virta may; this one reads format 1",
    ),
    (
        SITE,
        "2022-10-31",
        "‸2022-09-29",
        "error[ends-before-it-begins]: comments end on 2022-09-29, before the release of 2022-09-30 = give the last day for comments",
    ),
    // Pages and regions
    (
        "content/index.md",
        "",
        "‸Hello\n",
        "error[missing-front-matter]: the file does not begin with front matter = the first line is +++, then come the keys, then a line +++ again, then the text",
    ),
    (
        "content/index.md",
        "",
        "‸",
        "error[missing-front-matter]: the file does not begin with front matter = the first line is +++, then come the keys, then a line +++ again, then the text",
    ),
    ("content/index.md", "", "‸+++\ntitle = \"Home\"\n", "error[unclosed-front-matter]: the front matter has no end = close it with a line +++"),
    (
        "content/index.md",
        "title   = \"Home\"",
        "title   = \"Home‸",
        "error[toml-syntax]: this is not TOML: invalid basic string, expected `\"` = https://toml.io/en/v1.0.0 tells the syntax",
    ),
    (
        "content/index.md",
        "nav     = true",
        "nav     = true\n‸nav     = false",
        "error[duplicate-key]: the key `nav` is here twice = keep one of the two; a list of tables has double brackets: [[…]]",
    ),
    (
        "content/index.sv.md",
        "title ",
        "‸order = 1\ntitle ",
        "error[untranslatable-key]: `order` is the same in all languages = it stands in the original; take it out here",
    ),
    (
        "content/index.sv.md",
        "title ",
        "‸translates = \"1.0.0\"\ntitle ",
        "error[unknown-key]: there is no key `translates` here = the keys are `title`, `summary`, `order`, `nav`",
    ),
    ("content/index.sv.md", "\"Hem\"", "‸{ sv = \"Hem\" }", "error[wrong-type]: `title` is a table, and plain text is wanted = for example: title = \"…\""),
    ("content/index.fi.md", "", "‸+++\ntitle = \"Koti\"\n+++\n", "error[unknown-language]: the site has no language `fi` = the site's languages are en, sv"),
    (
        "content/index.en.md",
        "",
        "‸+++\ntitle = \"Home\"\n+++\n",
        "error[text-in-two-places]: en is the language of the original = the original is index.md; take this file away",
    ),
    (
        "content/pages/news/index.sv.md",
        "",
        "‸+++\ntitle = \"Nytt\"\n+++\n",
        "error[translation-of-nothing]: there is no index.md that this translates = the original stands beside it as index.md",
    ),
    (
        "content/pages/mittarit/index.md",
        "",
        "‸+++\ntitle = \"Page\"\n+++\n",
        "error[reserved-name]: no page can be called `mittarit` = the program has pages of its own there; choose another name",
    ),
    (
        "content/pages/sv/index.md",
        "",
        "‸+++\ntitle = \"Page\"\n+++\n",
        "error[reserved-name]: no page can be called `sv` = the pages of a language live under its code; choose another name",
    ),
    (
        "content/pages/assets/index.md",
        "",
        "‸+++\ntitle = \"Page\"\n+++\n",
        "error[reserved-name]: no page can be called `assets` = the program has pages of its own there; choose another name",
    ),
    (
        "content/pages/reports/index.md",
        "",
        "‸+++\ntitle = \"Page\"\n+++\n",
        "error[duplicate-id]: the page `reports` and the collection `reports` would have one address = give the page another id",
    ),
    (
        "content/pages/News/index.md",
        "",
        "‸+++\ntitle = \"Page\"\n+++\n",
        "error[malformed-id]: `News` is not an id of small letters a to z, digits and `-` = the name of the folder or file is the id, and the id is the address; rename it",
    ),
    (
        "content/pages/news.md",
        "",
        "‸+++\ntitle = \"Page\"\n+++\n",
        "warning[unknown-file]: no rule knows this file = a document is a folder: content/pages/news/index.md",
    ),
    (
        "content/pages/about/picture.png",
        "",
        "‸x",
        "warning[unknown-file]: no rule knows this file = nothing links to it; link to it from the text beside it, or take it away",
    ),
    (
        "content/pages/about/notes.txt",
        "",
        "‸x",
        "warning[unknown-file]: no rule knows this file = beside a document there can be files of the kinds png, jpg, webp, svg, pdf, csv",
    ),
    (
        "content/news/first/index.md",
        "",
        "‸+++\ntitle = \"First\"\n+++\n",
        "warning[unknown-file]: no rule knows this file = if `news` is a collection, declare it in models/collections/news.toml",
    ),
    (
        "models/notes.toml",
        "",
        "‸a = 1",
        "warning[unknown-file]: no rule knows this file = in models/ there are information-model.toml, regions.toml, regions.geojson, removed.toml and the folders code-lists/, concepts/ and collections/",
    ),
    ("models/concepts/a.json", "", "‸{}", "warning[unknown-file]: no rule knows this file = models are TOML files; this is `a.json`"),
    (
        "content/regions/99/index.md",
        "",
        "‸+++\n+++\n",
        "error[unknown-region]: there is no region `99` = regions are the [[regions]] of models/regions.toml, by their code",
    ),
    // Versioned documents
    (
        USE_CASE,
        r#""1.1.0"
status "#,
        r#"‸"1.1"
status "#,
        "error[malformed-version]: `1.1` is not a version of three numbers = for example: version = \"1.0.0\"",
    ),
    (
        USE_CASE,
        r#""1.1.0"
status "#,
        r#"‸"1.01.0"
status "#,
        "error[malformed-version]: `1.01.0` is not a version of three numbers = for example: version = \"1.0.0\"",
    ),
    (
        OLD,
        "version       = \"1.0.0\"",
        "version       = ‸\"1.0.1\"",
        "error[version-not-in-history]: the history does not tell of the version `1.0.1` = add an entry: [[history]], then version = \"1.0.1\", date and summary",
    ),
    (
        OLD,
        "version       = \"1.0.0\"",
        "version       = \"0.9.0\"",
        "error[history-ahead-of-version]: the history tells of `1.0.0`, and the version is `0.9.0` = raise the version: version = \"1.0.0\"",
    ),
    (
        USE_CASE,
        "version  = \"1.0.0\"\ndate     = 2022-01-01",
        "version  = \"1.0.0\"\ndate     = 2022-01-01\nsummary  = \"Once\"\n\n[[history]]\nversion  = ‸\"1.0.0\"\ndate     = 2022-01-01",
        "error[duplicate-version]: the history tells of `1.0.0` twice = one entry a version",
    ),
    (USE_CASE, "\"valid\"", "‸\"valied\"", "error[unknown-word]: `status` cannot be `valied` = did you mean `valid`?"),
    (
        USE_CASE,
        "\"valid\"",
        "‸\"published\"",
        "error[unknown-word]: `status` cannot be `published` = it is one of `draft`, `consultation`, `testing`, `valid`, `superseded`, `retired`",
    ),
    (
        USE_CASE,
        "\"valid\"",
        "‸\"superseded\"",
        "error[superseded-by-nothing]: what superseded it is not said = name it: superseded_by = \"…\", or write status = \"retired\"",
    ),
    (OLD, "\"home-care\"", "‸\"old-care\"", "error[superseded-by-nothing]: it cannot have been superseded by itself = name what came after it"),
    (OLD, "\"home-care\"", "‸\"homecare\"", "error[unknown-use-case]: there is no use case `homecare` = did you mean `home-care`?"),
    (
        USE_CASE,
        "2030-12-31",
        "‸2021-12-31",
        "error[ends-before-it-begins]: it ends on 2021-12-31 and begins on 2022-01-01 = both days belong to the time it holds",
    ),
    (
        USE_CASE,
        r#"renamed_from  = ["care-at-home"]"#,
        r#"renamed_from  = [‸"old-care"]"#,
        "error[old-id-in-use]: `old-care` is still the id of something = an id is never used again for something else",
    ),
    (
        USE_CASE,
        r#"findings = ["wrong-unit"]"#,
        r#"findings = [‸"wrong-units"]"#,
        "error[unknown-document]: there is no document `wrong-units` = did you mean `wrong-unit`?",
    ),
    (USE_CASE, r#"{ act = "Act 612/2021", section"#, "‸{ section", "error[missing-key]: the key `act` is missing = write it, for example: act = \"…\""),
    (
        USE_CASE,
        r#""0000000000000000000000000000000000000000000000000000000000000000""#,
        r#"‸"0""#,
        "error[malformed-checksum]: `0` is not a SHA-256 of 64 hexadecimal digits = for example: sha256 = \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"",
    ),
    (
        SWEDISH,
        "\"1.1.0\"",
        "‸\"1.0.0\"",
        "warning[translation-behind]: this translates `1.0.0`, and the original is at `1.1.0` = go through what has changed since, then raise `translates`",
    ),
    (SWEDISH, "\"1.1.0\"", "‸\"1.2.0\"", "error[unknown-version]: the original has never had the version `1.2.0` = its version is `1.1.0`"),
    (
        SWEDISH,
        "+++\ntitle      = \"Hemvård\"\ntranslates = \"1.1.0\"\n",
        "‸+++\ntitle      = \"Hemvård\"\n",
        "warning[translation-without-version]: the translation does not say which version it renders = write it: translates = \"1.1.0\"",
    ),
    (SWEDISH, "id   = \"q1\"", "id   = ‸\"q2\"", "error[translation-of-nothing]: the original has no `q2` among its `questions` = did you mean `q1`?"),
    (
        SWEDISH,
        "[[questions]]\nid   = \"q1\"",
        "‸[[questions]]",
        "error[translation-of-nothing]: this item of `questions` does not say which one it translates = items of `questions` are matched by `id`",
    ),
    (
        USE_CASE,
        r#"{ en = "How many fall?" }"#,
        r#"{ en = "How many fall?", sv = "Hur många?" }"#,
        "error[text-in-two-places]: `text` is said in sv here and in the original too = keep one of the two",
    ),
    (
        USE_CASE,
        "version       = \"1.1.0\"",
        "version       = \"1.1.0\"\n‸translates = \"1.1.0\"",
        "error[unknown-key]: `translates` belongs in a translation, and this is the original = take the key out",
    ),
    (
        SWEDISH,
        "[[questions]]",
        "‸[[history]]\nsummary = \"Först\"\n\n[[questions]]",
        "error[untranslatable-key]: what stands in `history` is translated in the original = its items have no `id` to be matched by; write their texts there as { fi = \"…\", sv = \"…\" }",
    ),
    // Use cases
    (USE_CASE, r#"area          = "access""#, r#"area          = ‸"acess""#, "error[unknown-area]: there is no area `acess` = did you mean `access`?"),
    (
        USE_CASE,
        r#"area          = "access""#,
        r#"area          = ‸"costs""#,
        "error[unknown-area]: there is no area `costs` = they are the [[areas]] of models/information-model.toml",
    ),
    (USE_CASE, r#""both""#, r#"‸"all""#, "error[unknown-word]: `sector` cannot be `all` = it is one of `health`, `social`, `both`"),
    (USE_CASE, r#"["organiser"]"#, r#"[‸"organisers"]"#, "error[unknown-audience]: there is no audience `organisers` = did you mean `organiser`?"),
    (
        USE_CASE,
        r#""monitoring"]"#,
        r#"‸"watching"]"#,
        "error[unknown-word]: `purposes` cannot be `watching` = it is one of `planning`, `monitoring`, `steering`, `supervision`, `forecasting`",
    ),
    (
        USE_CASE,
        r#"indicators    = ["falls"]"#,
        r#"indicators    = [‸"fals"]"#,
        "error[unknown-indicator]: there is no indicator `fals` = did you mean `falls`?",
    ),
    (
        USE_CASE,
        r#"indicators   = ["falls"]"#,
        r#"indicators   = [‸"waits"]"#,
        "error[unknown-indicator]: there is no indicator `waits` = indicators are the folders of content/indicators/",
    ),
    (
        USE_CASE,
        r#"{ id = "events", "#,
        r#"{ id = ‸"happenings", "#,
        "error[unknown-concept-model]: there is no concept model `happenings` = concept models are the files of models/concepts/",
    ),
    (
        USE_CASE,
        r#"id = "events", version = "1.0.0""#,
        r#"id = "events", version = ‸"0.9.0""#,
        "warning[model-version-behind]: `events` is pinned at `0.9.0`, and here it is at `1.0.0` = check what changed, then write version = \"1.0.0\"",
    ),
    (
        USE_CASE,
        r#"{ code_list = "sex", "#,
        r#"{ code_list = ‸"gender", "#,
        "error[unknown-code-list]: there is no code list `gender` = code lists are the files of models/code-lists/",
    ),
    (
        USE_CASE,
        r#"code_list = "sex", version = "1.0.0""#,
        r#"code_list = "sex", version = ‸"2.0.0""#,
        "warning[model-version-behind]: `sex` is pinned at `2.0.0`, and here it is at `1.0.0` = check what changed, then write version = \"1.0.0\"",
    ),
    (USE_CASE, "id    = \"r2\"", "id    = ‸\"R2\"", "error[malformed-id]: `R2` is not an id of small letters a to z, digits, `-` and `_` = did you mean `r2`?"),
    (
        USE_CASE,
        "[[requirements]]\nid    = \"r2\"",
        "[[requirements]]\nid    = ‸\"q1\"\ntext  = \"Another\"\nlevel = \"may\"\n\n[[requirements]]\nid    = \"r2\"",
        "error[duplicate-id]: there is another question or requirement `q1` = an id names one thing; give each its own",
    ),
    (
        USE_CASE,
        "[[requirements]]\nid    = \"r2\"\ntext  = { en = \"Every visit is recorded at once\" }",
        "‸[[requirements]]\nid    = \"r2\"",
        "error[missing-key]: the key `text` is missing = write it, for example: text = \"…\"",
    ),
    (USE_CASE, "\"should\"", "‸\"must\"", "error[unknown-word]: `level` cannot be `must` = it is one of `shall`, `should`, `may`"),
    (
        USE_CASE,
        "\"events/visit.day\"",
        "‸\"visit\"",
        "error[malformed-concept]: `visit` is not a concept as `model/concept`, or an attribute as `model/concept.attribute` = for example: concept = \"palvelutapahtuma/kaynti\"",
    ),
    (USE_CASE, "\"events/visit.day\"", "‸\"event/visit.day\"", "error[unknown-concept-model]: there is no concept model `event` = did you mean `events`?"),
    (USE_CASE, "\"events/visit.day\"", "‸\"events/vist\"", "error[unknown-concept]: the model `events` has no concept `vist` = did you mean `visit`?"),
    (
        USE_CASE,
        "\"events/visit.day\"",
        "‸\"events/visit.hour\"",
        "error[unknown-attribute]: the concept `events/visit` has no attribute `hour` = its attributes are in models/concepts/events.toml",
    ),
    (USE_CASE, "[\"falls/basic\"]", "[‸\"falls/basics\"]", "error[unknown-example]: there is no worked example `falls/basics` = did you mean `falls/basic`?"),
    (USE_CASE, "[\"r0\"]", "[‸\"r2\"]", "error[old-id-in-use]: `r2` is still the id of something = an id is never used again for something else"),
    (USE_CASE, "replaced_by = \"r2\"", "replaced_by = ‸\"r3\"", "error[unknown-replacement]: there is no requirement `r3` = did you mean `r1`?"),
    (
        USE_CASE,
        r#"indicators   = ["falls"]"#,
        r#"indicators   = [‸"slips"]"#,
        "error[unknown-indicator]: there is no indicator `slips` = it was removed in 2022.1; `falls` has taken its place",
    ),
    // Indicators
    (INDICATOR, "[\"core\"]", "[‸\"cores\"]", "error[unknown-indicator-set]: there is no indicator set `cores` = did you mean `core`?"),
    (INDICATOR, "\"per-visit\"", "‸\"percnt\"", "error[unknown-unit]: there is no unit `percnt` = did you mean `percent`?"),
    (
        INDICATOR,
        "\"per-visit\"",
        "‸\"kg\"",
        "error[unknown-unit]: there is no unit `kg` = built in are percent, per-1000, per-10000, per-100000, euro, euro-per-capita, days, count, index, ratio; more are the [[units]] of models/information-model.toml",
    ),
    (INDICATOR, "decimals     = 1", "decimals     = ‸-1", "error[number-out-of-range]: `decimals` cannot be -1 = from 0 to 12"),
    (
        INDICATOR,
        "\"lower-is-better\"",
        "‸\"lower\"",
        "error[unknown-word]: `polarity` cannot be `lower` = it is one of `higher-is-better`, `lower-is-better`, `none`",
    ),
    (
        INDICATOR,
        "\"annual\"",
        "‸\"yearly\"",
        "error[unknown-word]: `frequency` cannot be `yearly` = it is one of `annual`, `biennial`, `quarterly`, `monthly`, `weekly`, `irregular`",
    ),
    (
        INDICATOR,
        "dimensions   = [\"sex\"]",
        "dimensions   = [‸\"age\"]",
        "error[unknown-code-list]: there is no code list `age` = code lists are the files of models/code-lists/",
    ),
    (
        INDICATOR,
        "dimensions   = [\"sex\"]",
        "dimensions   = [\"sex\", ‸\"sex\"]",
        "error[duplicate-id]: the dimension `sex` is here twice = keep one of the two",
    ),
    (
        INDICATOR,
        "[\"events/visit\"]",
        "[\"events/visit\", ‸\"events/call\"]",
        "error[unknown-concept]: the model `events` has no concept `call` = its concepts are in models/concepts/events.toml",
    ),
    (INDICATOR, "interval     = \"none\"", "interval     = ‸\"wilsson\"", "error[unknown-word]: `interval` cannot be `wilsson` = did you mean `wilson`?"),
    (INDICATOR, "counts       = \"other\"", "counts       = ‸\"people\"", "error[unknown-word]: `counts` cannot be `people` = it is one of `persons`, `other`"),
    (
        INDICATOR,
        "value       = 1.5",
        "value       = ‸inf",
        "error[number-out-of-range]: `value` is not a number that can be kept = write an ordinary number; what is not known is left out",
    ),
    (
        INDICATOR,
        "2022-12-31",
        "‸2021-12-31",
        "error[ends-before-it-begins]: it ends on 2021-12-31 and begins on 2022-01-01 = both days belong to the time it holds",
    ),
    (INDICATOR, "\"added\"", "‸\"new\"", "error[unknown-word]: `kind` cannot be `new` = it is one of `added`, `revised`, `withdrawn`"),
    (
        "content/indicators/falls/data.json",
        "",
        "‸{}",
        "error[two-data-files]: the values are in `content/indicators/falls/data.csv` already = keep one of data.csv, data.parquet and data.json",
    ),
    (
        "content/indicators/slips/data.csv",
        "",
        "‸region,period,value\n",
        "warning[unknown-file]: no rule knows this file = it belongs to an indicator, and there is no index.md that says which",
    ),
    (
        "content/indicators/falls/examples/basic/visits.csv",
        "",
        "‸day\n2022-01-01\n",
        "error[unknown-concept]: the indicator rests on no concept `visits` = did you mean `visit`?",
    ),
    (
        "content/indicators/falls/examples/other/visit.csv",
        "",
        "‸day\n2022-01-01\n",
        "error[example-without-result]: the worked example `other` has no expected.csv = write what the calculation gives, in the form of data.csv",
    ),
    (
        "content/indicators/falls/examples/basic/notes.md",
        "",
        "‸x",
        "warning[unknown-file]: no rule knows this file = a worked example is a folder: examples/<case>/ with <concept>.csv, expected.csv and perhaps calculation.sql",
    ),
    (VISIT, "day,sex", "‸dayx,sex", "error[unknown-attribute]: the concept `events/visit` has no attribute `dayx` = did you mean `day`?"),
    (VISIT, "day,sex", "day,‸day", "error[duplicate-column]: there is another column `day` = each column has a name of its own"),
    (
        VISIT,
        "2022-01-01,1",
        "‸2022-01-01",
        "error[cells-do-not-match-header]: the row has 1 cells, and there are 2 columns = an empty cell is nothing between two separators",
    ),
    (VISIT, "", "‸", "error[missing-column]: the table has no header row = the first line names the columns"),
    // The information model
    (
        INFORMATION,
        "[[areas]]",
        "[[areas]]\nid   = \"costs\"\nname = \"Costs\"\n\n[[areas]]\nid   = ‸\"costs\"\nname = \"Costs\"\n\n[[areas]]",
        "error[duplicate-id]: there is another area `costs` = an id names one thing; give each its own",
    ),
    (INFORMATION, "\"ready\"", "‸\"done\"", "error[unknown-word]: `readiness` cannot be `done` = it is one of `ready`, `partly`, `not-recorded`"),
    (INFORMATION, "areas        = [\"access\"]", "areas        = [‸\"acces\"]", "error[unknown-area]: there is no area `acces` = did you mean `access`?"),
    (INFORMATION, "[\"strategy\"]", "[‸\"strategi\"]", "error[unknown-perspective]: there is no perspective `strategi` = did you mean `strategy`?"),
    (INFORMATION, "[\"home-care\"]", "[‸\"home\"]", "error[unknown-use-case]: there is no use case `home` = use cases are the folders of content/use-cases/"),
    (
        INFORMATION,
        "replaced_by = \"new-core\"",
        "replaced_by = ‸\"newcore\"",
        "error[unknown-indicator-set]: there is no indicator set `newcore` = did you mean `new-core`?",
    ),
    (
        INFORMATION,
        "2023-12-31",
        "‸2019-12-31",
        "error[ends-before-it-begins]: it ends on 2019-12-31 and begins on 2020-01-01 = both days belong to the time it holds",
    ),
    (
        INFORMATION,
        "[[units]]",
        "[[units]]\nid   = ‸\"percent\"\nname = \"%\"\n\n[[units]]",
        "error[duplicate-id]: the unit `percent` is built in = take it out, or give it an id of its own",
    ),
    (
        INFORMATION,
        "replaced_by = \"new-core\"",
        "replaced_by = ‸\"core\"",
        "error[superseded-by-nothing]: it cannot have been replaced by itself = name what came after it",
    ),
    // Regions
    (
        REGIONS,
        "[[groups]]",
        "[[regions]]\ncode = ‸\"sss\"\nclassification = \"counties\"\nlevel = \"other\"\nname = \"All\"\nslug = \"all\"\n\n[[groups]]",
        "error[duplicate-id]: there is another region `sss`, perhaps in other letters = areas of an ended classification carry a prefix, as 2020-16",
    ),
    (
        REGIONS,
        "code           = \"21\"",
        "code           = ‸\"2_1\"",
        "error[malformed-id]: `2_1` is not a code of letters a to z, digits and `-` = for example: code = \"20\"",
    ),
    (
        REGIONS,
        "code           = \"21\"\nclassification = \"counties\"",
        "code           = \"21\"\nclassification = ‸\"countys\"",
        "error[unknown-classification]: there is no classification `countys` = did you mean `counties`?",
    ),
    (
        REGIONS,
        "\"country\"",
        "‸\"nation\"",
        "error[unknown-word]: `level` cannot be `nation` = it is one of `country`, `collaboration-area`, `county`, `joint-authority`, `other`",
    ),
    (
        REGIONS,
        "slug           = \"south\"",
        "slug           = ‸\"north\"",
        "error[duplicate-slug]: another region has the slug `north` = the slug is the region's address; give each its own",
    ),
    (
        REGIONS,
        "slug           = \"south\"",
        "slug           = ‸\"South\"",
        "error[malformed-id]: `South` is not an id of small letters a to z, digits and `-` = did you mean `south`?",
    ),
    (REGIONS, "\"SSS\"\nvalid_from", "‸\"SS\"\nvalid_from", "error[unknown-region]: there is no region `SS` = did you mean `SSS`?"),
    (REGIONS, "\"SSS\"\nvalid_from", "‸\"20\"\nvalid_from", "error[region-in-a-circle]: by this `20` is a part of itself = the whole country has no parent"),
    (REGIONS, "successors     = [\"21\"]", "successors     = [‸\"22\"]", "error[unknown-region]: there is no region `22` = did you mean `20`?"),
    (
        REGIONS,
        "tile           = [3, 2]",
        "tile           = ‸[3, 1]",
        "error[duplicate-tile]: another region has the tile [3, 1] = each region of a classification has a place of its own on the map",
    ),
    (
        REGIONS,
        "tile           = [3, 2]",
        "tile           = ‸[3]",
        "error[malformed-tile]: a tile is a column and a row, and this is 1 number(s) = for example: tile = [3, 5]",
    ),
    (REGIONS, "regions = [\"20\", \"21\"]", "regions = [\"20\", ‸\"29\"]", "error[unknown-region]: there is no region `29` = did you mean `20`?"),
    // Code lists
    (CODES, "\"1.2.246.537.5.1\"", "‸\"1.2.x\"", "error[malformed-oid]: `1.2.x` is not an object identifier = for example: oid = \"1.2.246.537.6.1\""),
    (
        CODES,
        "\"http://example.org/sex\"",
        "‸\"sex\"",
        "error[malformed-address]: `sex` is not an address with a scheme = for example: uri = \"https://example.org/\"",
    ),
    (
        CODES,
        "code = \"2\"",
        "code = \"2\"\nname = \"two\"\n\n[[codes]]\ncode = ‸\"2\"",
        "error[duplicate-id]: there is another code `2` = an id names one thing; give each its own",
    ),
    (
        CODES,
        "code = \"2\"",
        "code = \"2\"\nname = \"two\"\n\n[[codes]]\ncode = ‸\"total\"",
        "error[malformed-code]: `total` is not a code without spaces that is not `total` = for example: code = \"1\"",
    ),
    (CODES, "broader      = \"0\"", "broader      = ‸\"10\"", "error[unknown-code]: the list has no code `10` = did you mean `0`?"),
    (
        CODES,
        "broader      = \"0\"",
        "broader      = ‸\"1\"",
        "error[broader-in-a-circle]: `1` is broader than itself by way of `1` = the broadest code has no `broader`",
    ),
    (
        CODES,
        "2099-12-31",
        "‸1999-12-31",
        "error[ends-before-it-begins]: it ends on 1999-12-31 and begins on 2000-01-01 = both days belong to the time it holds",
    ),
    (CODES, "[\"m\"]", "[‸\"0\"]", "error[old-id-in-use]: `0` is still the id of something = an id is never used again for something else"),
    (
        CODES,
        "replaced_by = \"2\"",
        "replaced_by = ‸\"two\"",
        "error[unknown-replacement]: there is no code `two` = what replaces it is another code of the same document",
    ),
    // Concept models
    (
        CONCEPTS,
        "[concepts.event]",
        "[concepts.‸Event]\nname = \"Event\"\n\n[concepts.event]",
        "error[malformed-id]: `Event` is not an id of small letters a to z, digits, `-` and `_` = for example: [concepts.palvelutarve-1]",
    ),
    (
        CONCEPTS,
        "match = \"exact\"",
        "match = ‸\"same\"",
        "error[unknown-word]: `match` cannot be `same` = it is one of `exact`, `close`, `broad`, `narrow`, `related`",
    ),
    (
        CONCEPTS,
        "\"https://example.org/visit\"",
        "‸\"javascript:alert(1)\"",
        "error[malformed-address]: `javascript:alert(1)` is not an address with a scheme = for example: uri = \"https://example.org/\"",
    ),
    (
        CONCEPTS,
        "synonyms     = { en = [\"call\"], sv",
        "synonyms     = { en = [\"call\"], ‸fi",
        "error[unknown-language]: the site has no language `fi` = the site's languages are en, sv",
    ),
    (CONCEPTS, "replaced_by = \"visit\"", "replaced_by = ‸\"visits\"", "error[unknown-replacement]: there is no concept `visits` = did you mean `visit`?"),
    (
        CONCEPTS,
        "replaced_by = \"day\"",
        "replaced_by = ‸\"age\"",
        "error[unknown-replacement]: there is no attribute `age` = what replaces it is another attribute of the same document",
    ),
    (
        CONCEPTS,
        "\"date\"\ncardinality",
        "‸\"datum\"\ncardinality",
        "error[unknown-word]: `type` cannot be `datum` = it is one of `string`, `text`, `integer`, `decimal`, `boolean`, `date`, `date-time`, `year`, `code`, `identifier`, `money`, `duration`",
    ),
    (
        CONCEPTS,
        "cardinality   = \"0..1\"",
        "cardinality   = ‸\"1..0\"",
        "error[malformed-cardinality]: `1..0` is not a cardinality = for example: cardinality = \"0..*\"",
    ),
    (
        CONCEPTS,
        "type      = \"code\"\ncode_list = \"sex\"",
        "type      = \"text\"\ncode_list = ‸\"sex\"",
        "error[code-list-without-codes]: the type is `text`, and only `code` has a code list = write type = \"code\", or take the code list out",
    ),
    (
        CONCEPTS,
        "code_list = \"sex\"",
        "code_list = ‸\"sexes\"",
        "error[unknown-code-list]: there is no code list `sexes` = code lists are the files of models/code-lists/",
    ),
    (
        CONCEPTS,
        "id   = \"visit-is-event\"",
        "id   = ‸\"visits-of-event\"",
        "error[duplicate-id]: there is another relation `visits-of-event` = an id names one thing; give each its own",
    ),
    (
        CONCEPTS,
        "kind = \"generalization\"",
        "kind = ‸\"generalisation\"",
        "error[unknown-word]: `kind` cannot be `generalisation` = did you mean `generalization`?",
    ),
    (
        CONCEPTS,
        "from = { concept = \"visit\" }",
        "from = { concept = ‸\"visits\" }",
        "error[unknown-concept]: the model `events` has no concept `visits` = did you mean `visit`?",
    ),
    (
        CONCEPTS,
        "from = { concept = \"visit\" }",
        "from = { concept = ‸\"other/visit\" }",
        "error[unknown-concept-model]: there is no concept model `other` = concept models are the files of models/concepts/",
    ),
    (
        CONCEPTS,
        "from = { concept = \"visit\" }",
        "from = { concept = \"visit\", cardinality = ‸\"1\" }",
        "error[generalization-with-cardinality]: a generalization has no cardinality = it says that one concept is a kind of the other; take the cardinality out",
    ),
    (
        CONCEPTS,
        "[[relations]]\nid   = \"visit-is-event\"\nkind = \"generalization\"\nfrom = { concept = \"visit\" }\nto   = { concept = \"event\" }",
        "‸[[relations]]\nid   = \"visit-is-event\"\nkind = \"generalization\"\nfrom = { concept = \"visit\" }\nto   = { concept = \"events/visit\" }",
        "error[generalization-in-a-circle]: `events/visit` is by this a kind of itself = a generalization runs from the special to the general",
    ),
    (
        CONCEPTS,
        "from       = { concept = \"event\", cardinality = \"1\"",
        "from       = { concept = \"event\", cardinality = ‸\"1..*\"",
        "error[part-of-many-wholes]: a part of a composition belongs to one whole, not to `1..*` = write \"1\" or \"0..1\" at the end of the whole, or make it an aggregation",
    ),
    // Collections
    (
        SCHEMA,
        "[fields.subject]",
        "[fields.‸title]\ntype = \"text\"\n\n[fields.subject]",
        "error[reserved-name]: every document has a `title` already = take the field out, or give it another name",
    ),
    (SCHEMA, "type = \"localized\"", "type = ‸\"localised\"", "error[unknown-word]: `type` cannot be `localised` = did you mean `localized`?"),
    (
        SCHEMA,
        "[fields.state]\ntype   = \"enum\"\nvalues = [\"begun\", \"done\"]",
        "‸[fields.state]\ntype   = \"enum\"",
        "error[missing-key]: the type `enum` needs the key `values` = write the words that can be: values = [\"…\", \"…\"]",
    ),
    (
        SCHEMA,
        "type = \"number\"\n\n[fields.open]",
        "type = \"number\"\n‸to = \"page\"\n\n[fields.open]",
        "error[key-of-another-type]: `to` belongs to the type `reference` = take it out, or change the type",
    ),
    (SCHEMA, "to   = \"indicator\"", "to   = ‸\"indicators\"", "error[unknown-kind]: there is no kind or collection `indicators` = did you mean `indicator`?"),
    (
        SCHEMA,
        "[fields.rows]\ntype = \"table\"\n",
        "[fields.rows]\ntype = \"table\"\nlist = ‸true\n",
        "error[key-of-another-type]: a `table` is a list of rows already = take `list` out",
    ),
    (SCHEMA, "id = \"of\"", "id = ‸\"kind\"", "error[duplicate-id]: there is another column `kind` = an id names one thing; give each its own"),
    (SCHEMA, "kind    = \"stacked\"", "kind    = ‸\"pie\"", "error[unknown-word]: `kind` cannot be `pie` = it is one of `stacked`, `timeline`"),
    (SCHEMA, "table   = \"rows\"", "table   = ‸\"row\"", "error[unknown-table]: there is no table `row` = did you mean `rows`?"),
    (SCHEMA, "table   = \"rows\"", "table   = ‸\"subject\"", "error[unknown-table]: there is no table `subject` = a chart shows a field of the type `table`"),
    (
        SCHEMA,
        "columns = [\"item\", \"amount\"]",
        "columns = [\"item\", ‸\"amounts\"]",
        "error[unknown-column]: the table `rows` has no column `amounts` = did you mean `amount`?",
    ),
    (
        "models/collections/indicators.toml",
        "",
        "‸name = \"Things\"\n",
        "error[reserved-name]: no collection can be called `indicators` = the name has a meaning in content/ or in links; choose another",
    ),
    (
        "models/collections/haku.toml",
        "",
        "‸name = \"Things\"\n",
        "error[reserved-name]: no collection can be called `haku` = the program has pages of its own there; choose another name",
    ),
    (
        "models/collections/chart.toml",
        "",
        "‸name = \"Things\"\n",
        "error[reserved-name]: no collection can be called `chart` = the name has a meaning in content/ or in links; choose another",
    ),
    (
        REPORT,
        "+++\ntitle   = \"Spring\"\nsubject = \"All\"\n",
        "‸+++\ntitle   = \"Spring\"\n",
        "error[missing-key]: the key `subject` is missing = write it, for example: subject = \"…\"",
    ),
    (
        REPORT,
        "\"2022-10-x\"",
        "‸\"2022-13\"",
        "error[impossible-date]: `2022-13` is not a date, nor a part of one = write 2023-10-05, or as text \"2023\", \"2023-10\" or \"2023-10-x\"",
    ),
    (REPORT, "\"2022-Q1\"", "‸\"2022-Q5\"", "error[malformed-period]: `2022-Q5` is not a period = for example: season = \"2023-Q1\""),
    (REPORT, "share   = 41.9", "share   = ‸\"41.9\"", "error[wrong-type]: `share` is text, and a number is wanted = for example: share = 1.5"),
    (REPORT, "open    = true", "open    = ‸1", "error[wrong-type]: `open` is a whole number, and true or false is wanted = for example: open = true"),
    (REPORT, "\"done\"", "‸\"don\"", "error[unknown-word]: `state` cannot be `don` = did you mean `done`?"),
    (REPORT, "\"indicator:falls\"", "‸\"indicator:fals\"", "error[unknown-indicator]: there is no indicator `fals` = did you mean `falls`?"),
    (REPORT, "\"indicator:falls\"", "‸\"indicater:falls\"", "error[unknown-kind]: there is no kind or collection `indicater` = did you mean `indicator`?"),
    (REPORT, "\"indicator:falls\"", "‸\"fals\"", "error[unknown-target]: there is nothing called `fals` = did you mean `falls`?"),
    (REPORT, "\"indicator:falls\"", "‸\"reports:springs\"", "error[unknown-document]: there is no document `springs` = did you mean `spring`?"),
    (REPORT, "\"indicator:falls\"", "‸\"concept:events/vist\"", "error[unknown-concept]: the model `events` has no concept `vist` = did you mean `visit`?"),
    (
        REPORT,
        "\"indicator:falls\"",
        "‸\"concept:visit\"",
        "error[malformed-concept]: `visit` is not a concept as `model/concept` = for example: palvelutapahtuma/kaynti",
    ),
    (REPORT, "\"indicator:falls\"", "‸\"page:abot\"", "error[unknown-page]: there is no page `abot` = did you mean `about`?"),
    (REPORT, "\"indicator:falls\"", "‸\"release:2022.9\"", "error[unknown-release]: there is no release `2022.9` = did you mean `2022.1`?"),
    (
        REPORT,
        "next    = \"falls\"",
        "next    = ‸\"page:about\"",
        "error[reference-of-another-kind]: `page:about` is not of the kind `indicator` = the schema of the collection wants the kind `indicator` here",
    ),
    (REPORT, "amount = 12", "amount = ‸\"12\"", "error[wrong-type]: `amount` is text, and a number is wanted = for example: amount = 1.5"),
    (REPORT, "amount = 12", "amount = 12\n‸sum = 1", "error[unknown-key]: there is no key `sum` here = the keys are `item`, `amount`"),
    (
        "content/implementations/north/index.md",
        "\"r1\"",
        "‸\"r9\"",
        "error[unknown-requirement]: the use case `home-care` has no requirement `r9` = did you mean `r1`?",
    ),
    ("content/findings/wrong-unit/index.md", "\"A\"", "‸\"C\"", "error[unknown-word]: `class` cannot be `C` = did you mean `A`?"),
    (
        "content/findings/wrong-unit/index.md",
        "\"home-care\"",
        "‸\"sex-of-none\"",
        "error[unknown-target]: there is nothing called `sex-of-none` = write `kind:id`, or the id of a use case, an indicator, a concept model or a code list",
    ),
    // What was removed
    (REMOVED, "\"indicator\"", "‸\"indicater\"", "error[unknown-kind]: there is no kind or collection `indicater` = did you mean `indicator`?"),
    (REMOVED, "\"slips\"", "‸\"falls\"", "error[removed-thing-is-there]: `indicator:falls` is still there = take it out of the list, or remove its file"),
    (
        REMOVED,
        "replaced_by = \"falls\"",
        "replaced_by = ‸\"trips\"",
        "error[unknown-indicator]: there is no indicator `trips` = indicators are the folders of content/indicators/",
    ),
    (
        REMOVED,
        "replaced_by = \"falls\"",
        "replaced_by = \"falls\"\n\n[[removed]]\nkind = \"indicator\"\nid = ‸\"slips\"\nrelease = \"2022.1\"\nreason = \"Again\"",
        "error[duplicate-id]: `indicator:slips` is listed twice = keep one of the two",
    ),
];

#[test]
fn one_change_is_one_finding() {
    let site = sources(COMPLETE);
    let mut wrong = Vec::new();
    for (path, from, to, expected) in CASES {
        let before = site.get(path).map(|file| file.text().to_owned()).unwrap_or_default();
        let marked = if from.is_empty() { (*to).to_owned() } else { before.replacen(from, to, 1) };
        assert!(from.is_empty() || before.matches(from).count() == 1, "{path}: {from:?} stands there {} times", before.matches(from).count());
        let text = marked.replace('‸', "");
        let mut changed = site.clone();
        changed.insert(SourceFile::new(path, text.as_bytes()));
        let place = marked.find('‸').map(|at| {
            let place = SourceFile::new(path, text.as_bytes()).place(at..at);
            format!("{}:{}:{}", place.file, place.line, place.column)
        });
        let found = findings(&changed).diagnostics;
        let words: Vec<String> = found
            .iter()
            .map(|found| format!("{}[{}]: {} = {}", found.severity.word(), found.rule, found.message, found.help.as_deref().unwrap_or_default()))
            .collect();
        let places: Vec<String> = found.iter().map(|found| format!("{}:{}:{}", found.place.file, found.place.line, found.place.column)).collect();
        let is_right = words == [*expected] && place.as_ref().is_none_or(|place| places == [place.as_str()]);
        if !is_right {
            wrong.push(format!("{path}: {to}\n  expected {expected} at {place:?}\n  found    {} at {places:?}", words.join("\n           ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
