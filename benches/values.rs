//! How long five million rows take to be loaded and grouped, beside the bare reading of their bytes and, where it is
//! installed (`pip install duckdb`), beside `DuckDB`.
//!
//! ```text
//! cargo bench --bench values                  5,000,000 rows as CSV and as Parquet
//! cargo bench --bench values -- --rows 500000 --rounds 5
//! ```
//!
//! Each reading is a process of its own, so that its peak of memory is its own. What counts are the ratios within one
//! run. Parquet is written by `DuckDB`, in its usual form (Snappy), and left out where that is not there.

#[path = "site/measured.rs"]
mod measured;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use measured::{Spent, spent_by};
use virta::model::Settings;
use virta::resolve;
use virta::source;

/// Regions, years and codes of the made-up table; the rest are codes of a second dimension.
const REGIONS: usize = 23;
const YEARS: usize = 20;
const SEXES: usize = 3;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [mode, folder] = args.as_slice()
        && mode == "read"
    {
        return read(Path::new(folder));
    }
    if let [mode, file] = args.as_slice()
        && mode == "floor"
    {
        return floor(Path::new(file));
    }
    let number = |name: &str, usual: usize| {
        let at = args.iter().position(|arg| arg == name);
        at.and_then(|at| args.get(at + 1)).map_or(usual, |number| number.parse().unwrap_or_else(|_| panic!("{name} needs a number")))
    };
    measure(number("--rows", 5_000_000), number("--rounds", 3));
}

fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Reads the values of the site in a folder and groups them into series, as every command does.
fn read(folder: &Path) {
    let sources = source::folder(folder).sources;
    let settings: Settings = resolve::settings(&sources).0.expect("the settings can be read");
    let (model, report) = resolve::resolve(&sources, &settings);
    assert!(!report.has_errors(), "{}", report.human(false));
    let rows: usize = model.indicators.values().filter_map(|indicator| indicator.data.as_ref()).map(|data| data.len()).sum();
    say(&rows.to_string());
}

/// The bare work on CSV: every byte is read and every cell is cut out, on one thread.
fn floor(file: &Path) {
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 20).from_path(file).expect("the table is there");
    let (mut record, mut bytes) = (csv::ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record).expect("a record") {
        bytes += record.iter().map(<[u8]>::len).sum::<usize>();
    }
    say(&bytes.to_string());
}

fn measure(rows: usize, rounds: usize) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-values");
    let _ = fs::remove_dir_all(&folder);
    let csv = folder.join("csv");
    make(&csv, rows);
    let table = csv.join("content/indicators/made/data.csv");
    let parquet = folder.join("parquet");
    for part in ["models", "content/indicators/made"] {
        fs::create_dir_all(parquet.join(part)).expect("a folder can be made");
    }
    for file in ["site.toml", "content/index.md", "models/regions.toml", "content/indicators/made/index.md"] {
        fs::copy(csv.join(file), parquet.join(file)).expect("a file can be copied");
    }
    fs::create_dir_all(parquet.join("models/code-lists")).expect("a folder can be made");
    for list in ["sex", "cause"] {
        fs::copy(csv.join(format!("models/code-lists/{list}.toml")), parquet.join(format!("models/code-lists/{list}.toml"))).expect("a file can be copied");
    }
    let stored = parquet.join("content/indicators/made/data.parquet");
    let columns =
        "columns={'region':'VARCHAR','period':'VARCHAR','sex':'VARCHAR','cause':'VARCHAR','value':'DOUBLE','numerator':'INTEGER','denominator':'INTEGER'}";
    let from_csv = format!("read_csv('{}', header=true, {columns})", table.display());
    let has_duckdb = python(&format!("import duckdb; duckdb.sql(\"copy (select * from {from_csv}) to '{}' (format parquet)\")", stored.display()))
        .status()
        .is_ok_and(|status| status.success());
    let grouped = |from: &str| {
        python(&format!(
            "import duckdb; duckdb.sql('set threads=2'); print(len(duckdb.sql(\"select cause, sex, region, list(value), list(numerator), list(denominator) from {from} group by all\").fetchall()))"
        ))
    };
    let myself = std::env::current_exe().expect("the bench is a file");
    let run = |mode: &str, path: &Path| {
        let mut command = Command::new(&myself);
        command.arg(mode).arg(path);
        command
    };
    say(&format!("{rows} rows             seconds  peak MiB  × floor"));
    let bare = spent(rounds, || run("floor", &table));
    tell("csv, cells only, one thread", &bare, &bare);
    tell("csv, virta", &spent(rounds, || run("read", &csv)), &bare);
    if has_duckdb {
        tell("csv, DuckDB, two threads", &spent(rounds, || grouped(&from_csv)), &bare);
        tell("parquet, virta", &spent(rounds, || run("read", &parquet)), &bare);
        tell("parquet, DuckDB, two threads", &spent(rounds, || grouped(&format!("'{}'", stored.display()))), &bare);
    } else {
        say("DuckDB is not there: no Parquet, no comparison");
    }
    let _ = fs::remove_dir_all(&folder);
}

fn python(program: &str) -> Command {
    let mut command = Command::new(std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into()));
    command.args(["-c", program]);
    command
}

/// The median of some runs.
fn spent(rounds: usize, command: impl Fn() -> Command) -> Spent {
    let mut runs: Vec<Spent> = (0..rounds.max(1)).map(|_| spent_by(&mut command(), 0)).collect();
    runs.sort_by_key(|run| run.time);
    let peak = runs.iter().map(|run| run.peak).max().unwrap_or_default();
    Spent { time: runs.get(rounds / 2).map_or(Duration::ZERO, |run| run.time), peak }
}

fn tell(what: &str, run: &Spent, floor: &Spent) {
    let ratio = run.time.as_secs_f64() / floor.time.as_secs_f64();
    say(&format!("{what:30} {:8.2} {:9.0} {ratio:8.2}", run.time.as_secs_f64(), run.peak as f64 / 1_048_576.0));
}

const HISTORY: &str = "version = \"1.0.0\"\nstatus = \"valid\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2026-01-01\nsummary = \"First.\"\n";

/// A site with one indicator of so many made-up rows.
fn make(folder: &Path, rows: usize) {
    for part in ["content/indicators/made", "models/code-lists"] {
        fs::create_dir_all(folder.join(part)).expect("a folder can be made");
    }
    let write = |path: &str, text: String| fs::write(folder.join(path), text).expect("a file can be written");
    write("site.toml", "title = \"Made up\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\"]\n".to_owned());
    write("content/index.md", "+++\ntitle = \"Home\"\n+++\n".to_owned());
    write(
        "content/indicators/made/index.md",
        format!(
            "+++\nname = \"Made up\"\nunit = \"percent\"\ndecimals = 1\npolarity = \"none\"\nillustrative = true\ndimensions = [\"sex\", \"cause\"]\n{HISTORY}+++\n"
        ),
    );
    let mut regions = String::new();
    for at in 1..=REGIONS {
        let _ = write!(
            regions,
            "[[regions]]\ncode = \"{at:02}\"\nclassification = \"now\"\nlevel = \"county\"\nname = \"Region {at}\"\nshort_name = \"R{at}\"\nslug = \"r{at}\"\n"
        );
    }
    write("models/regions.toml", format!("{HISTORY}[[classifications]]\nid = \"now\"\nname = \"Now\"\n{regions}"));
    let causes = rows / (REGIONS * YEARS * SEXES);
    let list = |id: &str, codes: usize| {
        let mut all = String::new();
        for at in 1..codes {
            let _ = write!(all, "[[codes]]\ncode = \"{at}\"\nname = \"Code {at}\"\n");
        }
        write(&format!("models/code-lists/{id}.toml"), format!("name = \"{id}\"\n{HISTORY}{all}"));
    };
    list("sex", SEXES);
    list("cause", causes.max(2));
    let mut csv = String::with_capacity(rows * 36);
    csv.push_str("region,period,sex,cause,value,numerator,denominator\n");
    let code = |at: usize| if at == 0 { "total".to_owned() } else { at.to_string() };
    for cause in 0..causes.max(1) {
        for sex in 0..SEXES {
            for region in 1..=REGIONS {
                for year in 0..YEARS {
                    let (count, of) = (100 + (cause * 31 + sex * 17 + region * 7 + year) % 900, 2_000 + region * 100 + year);
                    let value = (count * 1_000 / of) as f64 / 10.0;
                    let _ = writeln!(csv, "{region:02},{},{},{},{value},{count},{of}", 2000 + year, code(sex), code(cause));
                }
            }
        }
    }
    write("content/indicators/made/data.csv", csv);
}
