//! How long `virta conform` takes for an extract of a million rows, and whether it finds the twenty faults planted in it.
//!
//! ```text
//! cargo bench --bench conform
//! cargo bench --bench conform -- --rows 5000000
//! ```

#[path = "site/measured.rs"]
mod measured;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use measured::spent_by;

/// The use case of the extract; its model is that of the tests of exports.
const CASE: &str = "+++\ntitle = \"Käynnit\"\nversion = \"1.0.0\"\nstatus = \"valid\"\nmodels = [{ id = \"hoito\" }]\n[[history]]\nversion = \"1.0.0\"\n\
    date = 2022-01-01\nsummary = \"Alku\"\n[[requirements]]\nid = \"v1\"\ntext = \"Hoitajat ovat mukana.\"\nlevel = \"shall\"\nconcept = \"hoito/hoitaja\"\n+++\n";

fn main() {
    let rows = std::env::args().skip_while(|arg| arg != "--rows").nth(1).and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-conform");
    let _ = fs::remove_dir_all(&folder);
    site(&folder.join("site"));
    extract(&folder.join("sound"), rows, false);
    extract(&folder.join("faulty"), rows, true);
    for (name, faults, code) in [("sound", 0, 0), ("faulty", 20, 1)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_virta"));
        command.arg("--site").arg(folder.join("site")).arg("conform").arg(folder.join(name)).args(["--use-case", "kaynnit", "--format", "json"]);
        let output = command.output().expect("the program runs");
        let found = String::from_utf8_lossy(&output.stdout).matches("\"rule\": ").count();
        assert!(found == faults, "{found} findings instead of {faults}:\n{}", String::from_utf8_lossy(&output.stdout));
        let spent = spent_by(&mut command, code);
        let line = format!("{name:7} {rows:9} rows  {found:2} findings  {:6.2} s  {:6.1} MiB\n", spent.time.as_secs_f64(), spent.peak as f64 / 1_048_576.0);
        let _ = std::io::stdout().write_all(line.as_bytes());
    }
    let _ = fs::remove_dir_all(&folder);
}

fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    fs::write(path, bytes).expect("a file can be written");
}

fn site(folder: &Path) {
    let text = include_str!("../tests/exports/model.txt");
    for part in text.split("//- ").filter(|part| !part.is_empty()) {
        let (path, content) = part.split_once('\n').expect("a path and a text");
        put(&folder.join(path), content.as_bytes());
    }
    put(&folder.join("content/use-cases/kaynnit/index.md"), CASE.as_bytes());
}

/// An extract; a faulty one has each fault once, far apart.
fn extract(folder: &Path, rows: usize, faulty: bool) {
    let clients = rows / 5;
    let mut text = String::from("tunniste,syntynyt\n");
    for n in 0..clients {
        let day = if faulty && n == 7 { "1980-13-01" } else { "1980-01-01" };
        let _ = writeln!(text, "a{n},{day}");
    }
    put(&folder.join("asiakas.csv"), text.as_bytes());
    put(&folder.join("kaynti.csv"), &visits(rows, clients, faulty));
    let (head, more) = if faulty { ("id,kaynti", "l2,k-\n") } else { ("id,kaynti,summa", "") };
    put(&folder.join("lasku.csv"), format!("{head}\nl1,k1{}\n{more}", if faulty { "" } else { ",10.5" }).as_bytes());
    if !faulty {
        put(&folder.join("hoitaja.csv"), b"tunniste\nh1\n");
    }
}

/// Visits, in which row n · (rows / 20) has the n-th fault.
fn visits(rows: usize, clients: usize, faulty: bool) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(rows * 96);
    let extra = if faulty { ",muuta" } else { "" };
    let _ = writeln!(bytes, "tunniste,asiakas,alkoi,kiire,hinta,kesto,vuosi,maara,osuus,peruttu,syyt{extra}");
    for n in 0..rows {
        let mut cells = [
            format!("k{n}"),
            format!("a{}", n % clients),
            format!("2023-{:02}-{:02}T08:15:00", n % 12 + 1, n % 28 + 1),
            if n % 3 == 0 { "1/a" } else { "1" }.to_owned(),
            format!("{}.50", n % 500),
            "PT15M".to_owned(),
            "2023".to_owned(),
            (n % 9).to_string(),
            "0.5".to_owned(),
            "false".to_owned(),
            "flunssa|yska".to_owned(),
        ];
        if faulty && n % (rows / 20) == 3 {
            fault(n / (rows / 20), &mut cells);
        }
        let mut line = cells.join(",").into_bytes();
        match n / (rows / 20) {
            12 if faulty && n % (rows / 20) == 3 => line.extend_from_slice(b",x,x"),
            11 if faulty && n % (rows / 20) == 3 => line.extend_from_slice(b"\xff,"),
            _ if faulty => line.push(b','),
            _ => {}
        }
        line.push(b'\n');
        bytes.extend_from_slice(&line);
    }
    bytes
}

fn fault(which: usize, cells: &mut [String; 11]) {
    let (at, text) = match which {
        0 => (0, "k2"),
        1 => (1, "a-"),
        2 => (2, "2023-02-30T08:15:00"),
        3 => (3, "9"),
        4 => (4, "12 euroa"),
        5 => (5, "15"),
        6 => (6, "23"),
        7 => (7, "1.5"),
        8 => (8, "puoli"),
        9 => (9, "ei"),
        10 => (10, ""),
        13 => (3, "2"),
        14 => (2, ""),
        _ => return,
    };
    text.clone_into(&mut cells[at]);
}
