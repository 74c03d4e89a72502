//! The words of the sentences: what kinds of things and their fields are called.

/// What a kind of thing is called.
pub struct Noun {
    /// The name of the kind.
    pub kind: &'static str,
    /// In Finnish: what, of what, into what, out of what.
    pub fi: [&'static str; 4],
    /// In Swedish, definite.
    pub sv: &'static str,
    /// In English.
    pub en: &'static str,
}

const fn noun(kind: &'static str, fi: [&'static str; 4], sv: &'static str, en: &'static str) -> Noun {
    Noun { kind, fi, sv, en }
}

/// The kinds; any other is a document of a collection, which the last one names.
pub const NOUNS: &[Noun] = &[
    noun("use-case", ["käyttötapaus", "käyttötapauksen", "käyttötapaukseen", "käyttötapauksesta"], "användningsfallet", "use case"),
    noun("question", ["kysymys", "kysymyksen", "kysymykseen", "kysymyksestä"], "frågan", "question"),
    noun("requirement", ["vaatimus", "vaatimuksen", "vaatimukseen", "vaatimuksesta"], "kravet", "requirement"),
    noun("indicator", ["mittari", "mittarin", "mittariin", "mittarista"], "indikatorn", "indicator"),
    noun("example", ["laskuesimerkki", "laskuesimerkin", "laskuesimerkkiin", "laskuesimerkistä"], "räkneexemplet", "worked example"),
    noun("concept-model", ["käsitemalli", "käsitemallin", "käsitemalliin", "käsitemallista"], "begreppsmodellen", "concept model"),
    noun("concept", ["käsite", "käsitteen", "käsitteeseen", "käsitteestä"], "begreppet", "concept"),
    noun("attribute", ["attribuutti", "attribuutin", "attribuuttiin", "attribuutista"], "attributet", "attribute"),
    noun("relation", ["suhde", "suhteen", "suhteeseen", "suhteesta"], "relationen", "relation"),
    noun("code-list", ["koodisto", "koodiston", "koodistoon", "koodistosta"], "kodlistan", "code list"),
    noun("code", ["koodi", "koodin", "koodiin", "koodista"], "koden", "code"),
    noun("region", ["alue", "alueen", "alueeseen", "alueesta"], "området", "region"),
    noun("regions", ["alueluettelo", "alueluettelon", "alueluetteloon", "alueluettelosta"], "områdesförteckningen", "list of regions"),
    noun("classification", ["alueluokitus", "alueluokituksen", "alueluokitukseen", "alueluokituksesta"], "områdesindelningen", "regional classification"),
    noun("region-group", ["vertailuryhmä", "vertailuryhmän", "vertailuryhmään", "vertailuryhmästä"], "jämförelsegruppen", "peer group"),
    noun("information-model", ["tietomalli", "tietomallin", "tietomalliin", "tietomallista"], "informationsmodellen", "information model"),
    noun("area", ["osa-alue", "osa-alueen", "osa-alueeseen", "osa-alueesta"], "delområdet", "area"),
    noun("audience", ["kohderyhmä", "kohderyhmän", "kohderyhmään", "kohderyhmästä"], "målgruppen", "audience"),
    noun("perspective", ["näkökulma", "näkökulman", "näkökulmaan", "näkökulmasta"], "perspektivet", "perspective"),
    noun("need", ["tietotarve", "tietotarpeen", "tietotarpeeseen", "tietotarpeesta"], "informationsbehovet", "information need"),
    noun("indicator-set", ["mittaristo", "mittariston", "mittaristoon", "mittaristosta"], "indikatorsamlingen", "indicator set"),
    noun("unit", ["mittayksikkö", "mittayksikön", "mittayksikköön", "mittayksiköstä"], "måttenheten", "unit"),
    noun("page", ["sivu", "sivun", "sivuun", "sivusta"], "sidan", "page"),
    noun("front-page", ["etusivu", "etusivun", "etusivuun", "etusivusta"], "startsidan", "front page"),
    noun("collection", ["kokoelma", "kokoelman", "kokoelmaan", "kokoelmasta"], "samlingen", "collection"),
    noun("field", ["kenttä", "kentän", "kenttään", "kentästä"], "fältet", "field"),
    noun("file", ["tiedosto", "tiedoston", "tiedostoon", "tiedostosta"], "filen", "file"),
    noun("", ["asiakirja", "asiakirjan", "asiakirjaan", "asiakirjasta"], "dokumentet", "document"),
];

/// The word for a kind.
pub fn noun_of(kind: &str) -> &'static Noun {
    NOUNS.iter().find(|noun| noun.kind == kind).unwrap_or(&NOUNS[NOUNS.len() - 1])
}

/// What a field is called.
pub struct Label {
    /// The key.
    pub field: &'static str,
    /// In Finnish: what, of what, some of what where it is a list.
    pub fi: [&'static str; 3],
    /// In Swedish, definite, and several where it is a list.
    pub sv: [&'static str; 2],
    /// In English.
    pub en: &'static str,
}

impl Label {
    /// Whether it is a name of several things.
    pub fn is_list(&self) -> bool {
        self.fi[0] != self.fi[2]
    }
}

const fn label(field: &'static str, fi: [&'static str; 2], sv: &'static str, en: &'static str) -> Label {
    Label { field, fi: [fi[0], fi[1], fi[0]], sv: [sv, sv], en }
}

const fn list(field: &'static str, fi: [&'static str; 3], sv: [&'static str; 2], en: &'static str) -> Label {
    Label { field, fi, sv, en }
}

/// The fields.
pub const LABELS: &[Label] = &[
    label("approved_by", ["hyväksyjä", "hyväksyjän"], "godkännaren", "approver"),
    label("area", ["osa-alue", "osa-alueen"], "delområdet", "area"),
    list("areas", ["osa-alueet", "osa-alueiden", "osa-alueita"], ["delområdena", "delområden"], "areas"),
    list("attributes", ["attribuutit", "attribuuttien", "attribuutteja"], ["attributen", "attribut"], "attributes"),
    list("audiences", ["kohderyhmät", "kohderyhmien", "kohderyhmiä"], ["målgrupperna", "målgrupper"], "audiences"),
    label("body", ["leipäteksti", "leipätekstin"], "brödtexten", "body text"),
    label("broader", ["yläluokka", "yläluokan"], "överklassen", "broader code"),
    label("calculation", ["laskenta", "laskennan"], "beräkningen", "calculation"),
    label("cardinality", ["kardinaliteetti", "kardinaliteetin"], "kardinaliteten", "cardinality"),
    label("charts", ["kaavioiden määrittely", "kaavioiden määrittelyn"], "diagrammens definition", "definition of charts"),
    label("classification", ["alueluokitus", "alueluokituksen"], "områdesindelningen", "classification"),
    list("classifications", ["alueluokitukset", "alueluokitusten", "alueluokituksia"], ["områdesindelningarna", "områdesindelningar"], "classifications"),
    label("code_list", ["koodisto", "koodiston"], "kodlistan", "code list"),
    list("codes", ["koodit", "koodien", "koodeja"], ["koderna", "koder"], "codes"),
    label("columns", ["sarakkeiden määrittely", "sarakkeiden määrittelyn"], "kolumnernas definition", "definition of columns"),
    label("concept", ["käsite", "käsitteen"], "begreppet", "concept"),
    list("concepts", ["käsitteet", "käsitteiden", "käsitteitä"], ["begreppen", "begrepp"], "concepts"),
    label("counts", ["lukumäärien kohde", "lukumäärien kohteen"], "räkneenheten", "subject of the counts"),
    label("data_history", ["aineistohistoria", "aineistohistorian"], "datahistoriken", "history of the values"),
    label("decimals", ["desimaalien määrä", "desimaalien määrän"], "antalet decimaler", "number of decimals"),
    label("definition", ["määritelmä", "määritelmän"], "definitionen", "definition"),
    label("denominator", ["nimittäjä", "nimittäjän"], "nämnaren", "denominator"),
    label("deprecated", ["poistumismerkintä", "poistumismerkinnän"], "märkningen om utfasning", "mark of deprecation"),
    label("description", ["kuvaus", "kuvauksen"], "beskrivningen", "description"),
    list("dimensions", ["luokitukset", "luokitusten", "luokituksia"], ["klassificeringarna", "klassificeringar"], "dimensions"),
    label("effective_from", ["velvoittavuuden alku", "velvoittavuuden alun"], "ikraftträdandet", "day from which it binds"),
    list("examples", ["laskuesimerkit", "laskuesimerkkien", "laskuesimerkkejä"], ["räkneexemplen", "räkneexempel"], "worked examples"),
    label("exclusions", ["rajaus", "rajauksen"], "avgränsningen", "list of exclusions"),
    label("expected", ["odotettu tulos", "odotetun tuloksen"], "det förväntade resultatet", "expected result"),
    label("external", ["ulkoinen tunniste", "ulkoisen tunnisteen"], "den externa beteckningen", "number in other services"),
    list("fields", ["kentät", "kenttien", "kenttiä"], ["fälten", "fält"], "fields"),
    label("frequency", ["julkaisutiheys", "julkaisutiheyden"], "publiceringsfrekvensen", "frequency"),
    label("from", ["lähtöpää", "lähtöpään"], "utgångsänden", "first end"),
    label("from.cardinality", ["lähtöpään kardinaliteetti", "lähtöpään kardinaliteetin"], "kardinaliteten i utgångsänden", "cardinality of the first end"),
    label("from.role", ["lähtöpään rooli", "lähtöpään roolin"], "rollen i utgångsänden", "role of the first end"),
    list("groups", ["vertailuryhmät", "vertailuryhmien", "vertailuryhmiä"], ["jämförelsegrupperna", "jämförelsegrupper"], "peer groups"),
    label("history", ["muutoshistoria", "muutoshistorian"], "ändringshistoriken", "history of versions"),
    label("id", ["tunnus", "tunnuksen"], "beteckningen", "id"),
    label("illustrative", ["merkintä keksityistä luvuista", "keksittyjen lukujen merkinnän"], "märkningen om påhittade tal", "mark of made-up values"),
    list("indicators", ["mittarit", "mittarien", "mittareita"], ["indikatorerna", "indikatorer"], "indicators"),
    label("interval", ["luottamusvälin laskutapa", "luottamusvälin laskutavan"], "konfidensintervallets beräkningssätt", "interval method"),
    label("kind", ["laji", "lajin"], "slaget", "kind"),
    label("label", ["otsake", "otsakkeen"], "etiketten", "label"),
    label("legal_basis", ["lakiperuste", "lakiperusteen"], "rättsgrunden", "legal basis"),
    label("level", ["taso", "tason"], "nivån", "level"),
    label("license", ["käyttölupa", "käyttöluvan"], "licensen", "licence"),
    label("limits", ["rajoitusten kuvaus", "rajoitusten kuvauksen"], "beskrivningen av begränsningarna", "description of the limits"),
    label("list", ["arvojen lukumäärä", "arvojen lukumäärän"], "antalet värden", "number of values"),
    label("mappings", ["vastaavuustieto", "vastaavuustiedon"], "uppgiften om motsvarigheter", "list of mappings"),
    list("models", ["käsitemallit", "käsitemallien", "käsitemalleja"], ["begreppsmodellerna", "begreppsmodeller"], "concept models"),
    label("name", ["nimi", "nimen"], "namnet", "name"),
    label("nav", ["paikka valikossa", "valikkopaikan"], "platsen i menyn", "place in the menu"),
    list("needs", ["tietotarpeet", "tietotarpeiden", "tietotarpeita"], ["informationsbehoven", "informationsbehov"], "information needs"),
    label("note", ["huomautus", "huomautuksen"], "anmärkningen", "note"),
    label("numerator", ["osoittaja", "osoittajan"], "täljaren", "numerator"),
    label("oid", ["OID-tunnus", "OID-tunnuksen"], "OID-beteckningen", "object identifier"),
    label("order", ["järjestysnumero", "järjestysnumeron"], "ordningsnumret", "place in the order"),
    label("origin", ["alkuperätieto", "alkuperätiedon"], "uppgiften om ursprung", "origin"),
    label("owner", ["omistaja", "omistajan"], "ägaren", "owner"),
    label("parent", ["yläalue", "yläalueen"], "det överordnade området", "region above it"),
    list("perspectives", ["näkökulmat", "näkökulmien", "näkökulmia"], ["perspektiven", "perspektiv"], "perspectives"),
    label("personal_data", ["henkilötietomerkintä", "henkilötietomerkinnän"], "märkningen om personuppgifter", "mark of personal data"),
    label("polarity", ["tulkintasuunta", "tulkintasuunnan"], "tolkningsriktningen", "direction of reading"),
    label("producer", ["tuottaja", "tuottajan"], "producenten", "producer"),
    list("purposes", ["käyttötarkoitukset", "käyttötarkoitusten", "käyttötarkoituksia"], ["användningsändamålen", "användningsändamål"], "purposes"),
    list("questions", ["kysymykset", "kysymysten", "kysymyksiä"], ["frågorna", "frågor"], "questions"),
    label("readiness", ["valmius", "valmiuden"], "beredskapen", "readiness"),
    list("regions", ["alueet", "alueiden", "alueita"], ["områdena", "områden"], "regions"),
    list("relations", ["suhteet", "suhteiden", "suhteita"], ["relationerna", "relationer"], "relations"),
    label("renamed_from", ["aiempi tunnus", "aiemman tunnuksen"], "den tidigare beteckningen", "former id"),
    label("replaced_by", ["korvaaja", "korvaajan"], "ersättaren", "replacement"),
    label("required", ["pakollisuus", "pakollisuuden"], "obligatoriskheten", "obligation"),
    list("requirements", ["vaatimukset", "vaatimusten", "vaatimuksia"], ["kraven", "krav"], "requirements"),
    label("sector", ["sektori", "sektorin"], "sektorn", "sector"),
    list("sets", ["mittaristot", "mittaristojen", "mittaristoja"], ["indikatorsamlingarna", "indikatorsamlingar"], "indicator sets"),
    label("sha256", ["sisältö", "sisällön"], "innehållet", "content"),
    label("short_name", ["lyhyt nimi", "lyhyen nimen"], "det korta namnet", "short name"),
    label("since", ["käyttöönottoversio", "käyttöönottoversion"], "versionen för införande", "first version"),
    label("slug", ["osoitteen loppuosa", "osoitteen loppuosan"], "adressens slut", "end of the address"),
    label("source", ["lähde", "lähteen"], "källan", "source"),
    label("source_type", ["alkuperäinen tietotyyppi", "alkuperäisen tietotyypin"], "den ursprungliga datatypen", "original type"),
    label("sources", ["tietolähteiden luettelo", "tietolähteiden luettelon"], "förteckningen över datakällor", "list of data sources"),
    label("status", ["tila", "tilan"], "statusen", "status"),
    list("successors", ["seuraajat", "seuraajien", "seuraajia"], ["efterföljarna", "efterföljare"], "successors"),
    label("summary", ["tiivistelmä", "tiivistelmän"], "sammanfattningen", "summary"),
    label("superseded_by", ["korvaaja", "korvaajan"], "ersättaren", "successor"),
    label("symbol", ["merkki", "merkin"], "tecknet", "sign"),
    label("synonyms", ["synonyymiluettelo", "synonyymiluettelon"], "förteckningen över synonymer", "list of synonyms"),
    label("tables", ["esimerkkiaineisto", "esimerkkiaineiston"], "exempelmaterialet", "example data"),
    label("targets", ["tavoite", "tavoitteen"], "målet", "target"),
    label("text", ["teksti", "tekstin"], "texten", "text"),
    label("tile", ["paikka ruutukartalla", "ruutukarttapaikan"], "platsen på rutkartan", "place on the tile map"),
    label("title", ["otsikko", "otsikon"], "rubriken", "title"),
    label("to", ["kohdepää", "kohdepään"], "måländen", "second end"),
    label("to.cardinality", ["kohdepään kardinaliteetti", "kohdepään kardinaliteetin"], "kardinaliteten i måländen", "cardinality of the second end"),
    label("to.role", ["kohdepään rooli", "kohdepään roolin"], "rollen i måländen", "role of the second end"),
    label("translates", ["käännösten lähdeversio", "käännösten lähdeversion"], "översättningarnas källversion", "version that is translated"),
    label("type", ["tietotyyppi", "tietotyypin"], "datatypen", "type"),
    label("unit", ["yksikkö", "yksikön"], "enheten", "unit"),
    list("units", ["mittayksiköt", "mittayksiköiden", "mittayksiköitä"], ["måttenheterna", "måttenheter"], "units"),
    label("until", ["viimeinen versio", "viimeisen version"], "den sista versionen", "last version"),
    label("uri", ["URI-osoite", "URI-osoitteen"], "URI-adressen", "URI"),
    list("use_cases", ["käyttötapaukset", "käyttötapausten", "käyttötapauksia"], ["användningsfallen", "användningsfall"], "use cases"),
    label("valid_from", ["voimassaolon alku", "voimassaolon alun"], "giltighetens början", "first day of validity"),
    label("valid_to", ["voimassaolon loppu", "voimassaolon lopun"], "giltighetens slut", "last day of validity"),
    label("values", ["sallittujen arvojen luettelo", "sallittujen arvojen luettelon"], "förteckningen över tillåtna värden", "list of allowed values"),
    label("verified_by", ["tarkistusesimerkki", "tarkistusesimerkin"], "kontrollexemplet", "checking example"),
    label("version", ["versio", "version"], "versionen", "version"),
];

/// What a field is called, where it is one of the program's own.
pub fn label_of(field: &str) -> Option<&'static Label> {
    LABELS.iter().find(|label| label.field == field)
}

/// Words of the sources that readers know by others: in Finnish, Swedish and English.
const VALUES: &[(&str, [&str; 3])] = &[
    ("draft", ["luonnos", "utkast", "draft"]),
    ("consultation", ["lausunnolla", "på remiss", "out for comment"]),
    ("testing", ["testattavana", "under testning", "in testing"]),
    ("valid", ["voimassa", "gällande", "valid"]),
    ("superseded", ["korvattu", "ersatt", "superseded"]),
    ("retired", ["poistettu käytöstä", "tagen ur bruk", "retired"]),
    ("shall", ["pakollinen", "obligatorisk", "mandatory"]),
    ("should", ["suositeltava", "rekommenderad", "recommended"]),
    ("may", ["sallittu", "tillåten", "optional"]),
    ("higher-is-better", ["suurempi on parempi", "högre är bättre", "higher is better"]),
    ("lower-is-better", ["pienempi on parempi", "lägre är bättre", "lower is better"]),
    ("ready", ["valmis", "färdig", "ready"]),
    ("partly", ["osittain valmis", "delvis färdig", "partly ready"]),
    ("not-recorded", ["ei kirjattu", "inte antecknad", "not recorded"]),
    ("persons", ["henkilöt", "personer", "people"]),
    ("health", ["terveydenhuolto", "hälso- och sjukvård", "health care"]),
    ("social", ["sosiaalihuolto", "socialvård", "social care"]),
    ("both", ["sosiaali- ja terveydenhuolto", "social- och hälsovård", "health and social care"]),
    ("percent", ["prosentti", "procent", "per cent"]),
    ("per-1000", ["1 000:ta kohti", "per 1 000", "per 1,000"]),
    ("per-10000", ["10 000:ta kohti", "per 10 000", "per 10,000"]),
    ("per-100000", ["100 000:ta kohti", "per 100 000", "per 100,000"]),
    ("euro", ["euro", "euro", "euro"]),
    ("euro-per-capita", ["euroa asukasta kohti", "euro per invånare", "euros per inhabitant"]),
    ("days", ["vuorokausi", "dygn", "days"]),
    ("count", ["lukumäärä", "antal", "count"]),
    ("string", ["merkkijono", "teckensträng", "string"]),
    ("text", ["teksti", "text", "text"]),
    ("integer", ["kokonaisluku", "heltal", "integer"]),
    ("decimal", ["desimaaliluku", "decimaltal", "decimal"]),
    ("boolean", ["totuusarvo", "sanningsvärde", "boolean"]),
    ("date", ["päivä", "datum", "date"]),
    ("date-time", ["päivä ja kellonaika", "datum och klockslag", "date and time"]),
    ("year", ["vuosi", "år", "year"]),
    ("code", ["koodi", "kod", "code"]),
    ("identifier", ["tunniste", "identifierare", "identifier"]),
    ("money", ["rahamäärä", "penningbelopp", "money"]),
    ("duration", ["kesto", "varaktighet", "duration"]),
    ("association", ["assosiaatio", "association", "association"]),
    ("aggregation", ["koostumus", "aggregation", "aggregation"]),
    ("composition", ["muodostuminen", "komposition", "composition"]),
    ("generalization", ["yleistys", "generalisering", "generalization"]),
];

/// A word of the sources in the three languages.
pub fn value_of(word: &str) -> Option<[&'static str; 3]> {
    VALUES.iter().find(|(known, _)| *known == word).map(|(_, words)| *words)
}
