//! An extract as data tools write it, in Parquet, and the same as CSV: the one is judged as the other.

use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, Int32Type, Int64Type, Int96, Int96Type};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use crate::support::folder::Folder;
use crate::support::program::{Run, command, run};

/// The cells of a column; what is not there is null.
enum Cells {
    Text(&'static [Option<&'static str>]),
    Int(&'static [Option<i32>]),
    Long(&'static [Option<i64>]),
    Double(&'static [Option<f64>]),
    /// Hundredths in sixteen bytes, as decimals are written by most tools.
    Hundredths(&'static [Option<i128>]),
}

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

fn put<T: DataType>(group: &mut Group<'_>, cells: impl Iterator<Item = Option<T::T>>) {
    let cells: Vec<Option<T::T>> = cells.collect();
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let values: Vec<T::T> = cells.into_iter().flatten().collect();
    write::<T>(group, &values, Some(&levels), None);
}

fn write<T: DataType>(group: &mut Group<'_>, values: &[T::T], levels: Option<&[i16]>, repeats: Option<&[i16]>) {
    let mut column = group.next_column().expect("a column").expect("a column more");
    column.typed::<T>().write_batch(values, levels, repeats).expect("cells are written");
    column.close().expect("the column is written");
}

/// A file of columns, each told as in a schema: `int64 alkoi (TIMESTAMP(MICROS,false))`. Text is coded by dictionary.
fn parquet(columns: &[(&str, Cells)]) -> Vec<u8> {
    let schema = columns.iter().fold(String::from("message extract {"), |schema, (column, _)| format!("{schema} optional {column};")) + "}";
    let schema = Arc::new(parse_message_type(&schema).unwrap_or_else(|error| panic!("{schema}: {error}")));
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).expect("a file");
    let mut group = file.next_row_group().expect("a group of rows");
    for (_, cells) in columns {
        match cells {
            Cells::Text(cells) => put::<ByteArrayType>(&mut group, cells.iter().map(|cell| cell.map(ByteArray::from))),
            Cells::Int(cells) => put::<Int32Type>(&mut group, cells.iter().copied()),
            Cells::Long(cells) => put::<Int64Type>(&mut group, cells.iter().copied()),
            Cells::Double(cells) => put::<DoubleType>(&mut group, cells.iter().copied()),
            Cells::Hundredths(cells) => {
                let bytes = |cell: i128| FixedLenByteArray::from(ByteArray::from(cell.to_be_bytes().to_vec()));
                put::<FixedLenByteArrayType>(&mut group, cells.iter().map(|cell| cell.map(bytes)));
            }
        }
    }
    group.close().expect("the group is written");
    file.into_inner().expect("the file is written")
}

const DAY: i64 = 86_400_000_000;

/// Clients and visits with what is right and what is not, by the names given for the file of visits and for some of its columns and codes.
fn stored(site: &Folder, visits: &str, [key, urgency]: [&str; 2], codes: &'static [Option<i32>]) {
    let text = |name: &str| format!("binary {name} (STRING)");
    let clients: [(&str, Cells); 2] = [
        (&text("tunniste"), Cells::Text(&[Some("SALAINEN1"), Some("SALAINEN2"), Some("SALAINEN3")])),
        // The second is null, and the third an hour past midnight.
        ("int64 syntynyt (TIMESTAMP(MICROS,false))", Cells::Long(&[Some(3652 * DAY), None, Some(-1000 * DAY + DAY / 24)])),
    ];
    site.write("poiminta/asiakas.parquet", parquet(&clients));
    let rows: [(&str, Cells); 9] = [
        (&format!("int64 {key}"), Cells::Long(&[Some(9_007_199_254_740_993), Some(9_007_199_254_740_992), Some(3), Some(3)])),
        (&text("asiakas"), Cells::Text(&[Some("SALAINEN1"), Some("SALAINEN1"), Some("SALAINEN9"), Some("SALAINEN2")])),
        ("int64 alkoi (TIMESTAMP(MILLIS,false))", Cells::Long(&[Some(1_672_560_000_000), None, Some(1_672_560_000_250), Some(0)])),
        (&format!("int32 {urgency}"), Cells::Int(codes)),
        ("fixed_len_byte_array(16) hinta (DECIMAL(38,2))", Cells::Hundredths(&[Some(1250), None, Some(-5), Some(i128::MAX)])),
        ("double osuus", Cells::Double(&[Some(0.5), None, Some(2.0), Some(f64::INFINITY)])),
        ("int32 vuosi", Cells::Int(&[Some(2023), None, Some(23), Some(2023)])),
        ("double maara", Cells::Double(&[Some(3.0), None, Some(1.5), Some(0.0)])),
        (&text("syyt"), Cells::Text(&[Some("flunssa|yska"), Some("flunssa"), None, Some("flunssa")])),
    ];
    site.write(&format!("poiminta/{visits}"), parquet(&rows));
}

/// The same as CSV.
fn written(site: &Folder) {
    site.write("poiminta/asiakas.csv", "tunniste,syntynyt\nSALAINEN1,1980-01-01\nSALAINEN2,\nSALAINEN3,1967-04-07T01:00:00\n");
    site.write(
        "poiminta/kaynti.csv",
        "tunniste,asiakas,alkoi,kiire,hinta,osuus,vuosi,maara,syyt\n\
         9007199254740993,SALAINEN1,2023-01-01T08:00:00,1,12.50,0.5,2023,3,flunssa|yska\n\
         9007199254740992,SALAINEN1,,1,,,,,flunssa\n\
         3,SALAINEN9,2023-01-01T08:00:00.250,9,-0.05,2,23,1.5,\n\
         3,SALAINEN2,1970-01-01T00:00:00,1,1701411834604692317316873037158841057.27,inf,2023,0,flunssa\n",
    );
}

fn judged(site: &Folder, format: &str, more: &[&str]) -> Run {
    let run = run(command(site.path(), ["conform", "--use-case", "kaynnit", "--format", format]).arg(site.join("poiminta")).args(more)).ends_with(1);
    assert!(!run.stdout.contains("SALAINEN") && !run.stderr.contains("SALAINEN"), "{run:?}");
    run
}

/// A site whose use case asks for clients and visits.
fn site() -> Folder {
    let site = super::conform::site();
    site.replace("content/use-cases/kaynnit/index.md", "hoito/hoitaja", "hoito/kaynti.kiire");
    site.replace("content/use-cases/kaynnit/index.md", "Hoitajat ovat mukana", "Käynnillä on kiireellisyys");
    site
}

#[test]
fn a_parquet_extract_is_judged_as_the_same_in_csv() {
    let (typed, plain) = (site(), site());
    stored(&typed, "kaynti.parquet", ["tunniste", "kiire"], &[Some(1), Some(1), Some(9), Some(1)]);
    written(&plain);
    for (site, ending, findings, json) in [
        (&typed, "parquet", include_str!("extract/parquet.txt"), include_str!("extract/parquet.json")),
        (&plain, "csv", include_str!("extract/csv.txt"), include_str!("extract/csv.json")),
    ] {
        let human = judged(site, "human", &[]);
        assert_eq!(human.stdout, format!("asiakas.{ending}: asiakas, 3 rows\nkaynti.{ending}: kaynti, 4 rows\nv1: not-met\nv2: not-met\n"));
        assert_eq!(human.stderr, findings);
        assert_eq!(judged(site, "json", &[]).stdout, json);
    }
    // But for the lines, which Parquet has not, and so their order, both are told the same.
    let told = |text: &str, ending: &str| {
        let mut told: Vec<String> = text.lines().filter(|line| !line.starts_with(" -->")).map(|line| line.replace(ending, "")).collect();
        told.sort();
        told
    };
    assert_eq!(told(include_str!("extract/parquet.txt"), ".parquet"), told(include_str!("extract/csv.txt"), ".csv"));
}

#[test]
fn a_list_is_several_values_and_a_column_of_parts_is_told_and_left_alone() {
    let schema = "message extract { required binary tunniste (STRING); required binary asiakas (STRING); required int96 alkoi; \
        required binary kiire (STRING); optional group syyt (LIST) { repeated group list { optional binary element (STRING); } } \
        required group hinta { optional double euroa; optional double kruunua; } required group osa { optional int32 maara; } }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).expect("a file");
    let mut group = file.next_row_group().expect("a group of rows");
    write::<ByteArrayType>(&mut group, &["k1", "k2", "k3", "k4"].map(ByteArray::from), None, None);
    write::<ByteArrayType>(&mut group, &["a1", "a1", "a1", "a1"].map(ByteArray::from), None, None);
    // Eight in the morning of the first of January 2023: nanoseconds of the day, and the Julian day.
    let moment = Int96::from(vec![0x85c5_0000, 0x1a31, 2_459_946]);
    write::<Int96Type>(&mut group, &[moment; 4], None, None);
    write::<ByteArrayType>(&mut group, &["1", "1", "1", "1"].map(ByteArray::from), None, None);
    // Two values; none; a value and what is not there; no list.
    let values = ["flunssa", "yska", "flunssa"].map(ByteArray::from);
    write::<ByteArrayType>(&mut group, &values, Some(&[3, 3, 1, 3, 2, 0]), Some(&[0, 1, 0, 0, 1, 0]));
    for _ in 0..2 {
        write::<DoubleType>(&mut group, &[1.0], Some(&[1, 0, 0, 0]), None);
    }
    write::<Int32Type>(&mut group, &[1], Some(&[1, 0, 0, 0]), None);
    group.close().expect("the group is written");
    let site = site();
    site.write("poiminta/kaynti.parquet", file.into_inner().expect("the file is written"));
    site.write("poiminta/asiakas.csv", "tunniste\na1\n");
    assert_eq!(
        judged(&site, "human", &[]).stderr,
        "error[extract-missing-value]: `syyt` has a sign `|` with no value before or after it: 1 row (row 3)\n --> kaynti.parquet:1:1\n\
         error[extract-missing-value]: `syyt` is empty, and a value is always there: 2 rows (rows 2, 4)\n --> kaynti.parquet:1:1\n\
         error[extract-unreadable]: the column `hinta` holds neither text, numbers, days, truth nor a list of them\n --> kaynti.parquet:1:1\n\
         warning[extract-unreadable]: the column `osa` holds neither text, numbers, days, truth nor a list of them\n --> kaynti.parquet:1:1\n\
         3 errors, 1 warning\n"
    );
}

const INDICATOR: &str = "+++\nname = \"Jono\"\nversion = \"1.0.0\"\nstatus = \"valid\"\nunit = \"percent\"\ndecimals = 1\ncounts = \"other\"\n\
    [[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"Alku\"\n+++\n";
const REGIONS: &str = "version = \"1.0.0\"\nstatus = \"valid\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"Alku\"\n\
    [[classifications]]\nid = \"hva\"\nname = \"Alueet\"\n\
    [[regions]]\ncode = \"20\"\nclassification = \"hva\"\nlevel = \"county\"\nname = \"Kainuu\"\nslug = \"kainuu\"\n";

#[test]
fn a_county_names_what_it_stores_and_compares_its_own_figures_period_by_period() {
    let site = site();
    stored(&site, "KAYNNIT.parquet", ["KAYNTI_ID", "KIIREELLISYYS"], &[Some(7), Some(7), Some(9), Some(7)]);
    site.write(
        "omat.toml",
        "[kaynti]\nfile = \"KAYNNIT.parquet\"\ncolumns = { tunniste = \"KAYNTI_ID\", kiire = \"KIIREELLISYYS\" }\ncodes.kiire = { 7 = \"1/a\" }\n",
    );
    site.write("models/regions.toml", REGIONS);
    site.write("content/indicators/jono/index.md", INDICATOR);
    site.write("content/indicators/jono/data.csv", "region,period,value,status\n20,2021,10.0,\n20,2022,12.3,\n20,2023,,L\n20,2024,9.0,\n");
    site.write("luvut.csv", "indicator;region;period;value\njono;20;2021;10,02\njono;20;2022;98765,4\njono;20;2023;98765\n");
    let (mapping, values) = (site.join("omat.toml"), site.join("luvut.csv"));
    let more = ["--mapping", mapping.to_str().expect("a path"), "--values", values.to_str().expect("a path")];
    let human = judged(&site, "human", &more);
    assert_eq!(
        human.stdout,
        "KAYNNIT.parquet: kaynti, 4 rows\nasiakas.parquet: asiakas, 3 rows\nv1: not-met\nv2: not-met\n\
         jono 2021: 1 same, 0 other, 0 not published, 0 missing\njono 2022: 0 same, 1 other, 0 not published, 0 missing\n\
         jono 2023: 0 same, 0 other, 1 not published, 0 missing\njono 2024: 0 same, 0 other, 0 not published, 1 missing\n"
    );
    let all = |text: &str| text.matches("KIIREELLISYYS").count();
    assert_eq!((all(&human.stderr), human.stderr.contains("`KIIREELLISYYS` is no code of the list `kiire`: 1 row (row 3)")), (1, true), "{}", human.stderr);
    assert!(human.stderr.contains("error[extract-repeated-key]: `tunniste` is the key of a row before: 1 row (row 4)\n"), "{}", human.stderr);
    assert!(human.stderr.contains("error[extract-other-value]: `jono` 2022 is not as published: 1 row (row 2)\n --> luvut.csv:3:1\n"), "{}", human.stderr);
    assert!(human.stderr.ends_with("10 errors, 0 warnings\n") && !human.stderr.contains("98765"), "{}", human.stderr);
    let json = judged(&site, "json", &more).stdout;
    assert!(json.contains("\"values\"") && !json.contains("98765"), "{json}");
}
