//! How long a site takes, beside what the machine can do at best, within one run.
//!
//! ```text
//! cargo bench --bench site                                  10,000 pages, then 400 indicators in 3 languages
//! cargo bench --bench site -- --pages 50000                 one site of this size
//! cargo bench --bench site -- --indicators 4000 --regions 23 --years 10 --languages 3
//! cargo bench --bench site -- --pages 4000 --releases 10    the same with ten frozen releases
//! ```
//!
//! With releases, the same site with one release is measured in turn with it, and three ratios follow: a second build to
//! a second build of one release (at most 2), to a first one of one release, and a first build to a first one (at most as
//! many as there are releases). `again` is what a second build takes, of which nothing has changed.
//! Also `--rounds N` (default 3; the medians are shown). Machines are noisy, so what counts are the ratios: to `cp -r`
//! of the output, and to a program that does nothing but read, parse Markdown and write, on as many threads.

#[path = "site/floor.rs"]
mod floor;
#[path = "site/made.rs"]
mod made;
#[path = "site/measured.rs"]
mod measured;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use made::Size;
use measured::{Spent, spent_by};

fn main() {
    let (sizes, rounds) = asked();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    say("site                                   files      MiB    seconds  files/s  peak MiB   again   cp -r   floor  × cp  × floor");
    for size in sizes {
        let _ = fs::remove_dir_all(&folder);
        let site = folder.join("site");
        size.make(&site);
        say(&measure(&size, &site, &folder, rounds));
        if size.releases > 1 {
            say(&beside_one_release(&size, &folder, rounds));
        }
    }
    let _ = fs::remove_dir_all(&folder);
}

fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// What the arguments ask for.
fn asked() -> (Vec<Size>, usize) {
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    let mut size = Size { pages: 0, indicators: 0, regions: 23, years: 10, languages: 1, releases: 0 };
    let (mut rounds, mut is_asked) = (3, false);
    while let Some(arg) = args.next() {
        let number = args.next().and_then(|number| number.parse::<usize>().ok()).unwrap_or_else(|| panic!("{arg} needs a number"));
        match arg.as_str() {
            "--pages" => size.pages = number,
            "--indicators" => size.indicators = number,
            "--regions" => size.regions = number,
            "--years" => size.years = number,
            "--languages" => size.languages = number,
            "--releases" => size.releases = number,
            "--rounds" => rounds = number,
            other => panic!("there is no {other}: --pages, --indicators, --regions, --years, --languages, --releases, --rounds"),
        }
        is_asked |= arg != "--rounds";
    }
    let usual = [Size { pages: 10_000, indicators: 0, ..size }, Size { pages: 100, indicators: 400, languages: 3, ..size }];
    (if is_asked { vec![size] } else { usual.to_vec() }, rounds.max(1))
}

/// One line of the table: the medians of some rounds, each of which does everything once.
fn measure(size: &Size, sources: &Path, folder: &Path, rounds: usize) -> String {
    let (output, copy, plain) = (folder.join("output"), folder.join("copy"), folder.join("plain"));
    let (mut built, mut again, mut copied, mut floors, mut peak) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), 0);
    for _ in 0..rounds {
        for old in [&output, &copy, &plain] {
            let _ = fs::remove_dir_all(old);
        }
        let publish =
            |output: &PathBuf| spent_by(Command::new(env!("CARGO_BIN_EXE_virta")).args(["build", "--site"]).arg(sources).arg("--output").arg(output), 0);
        let Spent { time, peak: most } = publish(&output);
        built.push(time);
        peak = peak.max(most);
        again.push(publish(&output).time);
        copied.push(spent_by(Command::new("cp").arg("-r").arg(&output).arg(&copy), 0).time);
        floors.push(floor::build(&sources.join("content"), &plain));
    }
    let (files, bytes) = size_of(&output);
    let (built, again, copied, floor) = (median(built), median(again), median(copied), median(floors));
    let mib = |bytes: u64| bytes as f64 / 1_048_576.0;
    let speed = files as f64 / built.as_secs_f64();
    format!(
        "{:36} {files:7} {:8.1} {:10.2} {speed:8.0} {:9.0} {:7.2} {:7.2} {:7.2} {:5.2} {:8.2}",
        size.to_string(),
        mib(bytes),
        built.as_secs_f64(),
        mib(peak),
        again.as_secs_f64(),
        copied.as_secs_f64(),
        floor.as_secs_f64(),
        built.as_secs_f64() / copied.as_secs_f64(),
        built.as_secs_f64() / floor.as_secs_f64(),
    )
}

/// The same site with one release and with all of them: first and second builds in turn, medians and ratios.
fn beside_one_release(size: &Size, folder: &Path, rounds: usize) -> String {
    let sites =
        [1, size.releases].map(|releases| (Size { releases, ..*size }, folder.join(format!("site-{releases}")), folder.join(format!("output-{releases}"))));
    let mut times = [(Vec::new(), Vec::new()), (Vec::new(), Vec::new())];
    for (size, site, _) in &sites {
        let _ = fs::remove_dir_all(site);
        size.make(site);
    }
    for _ in 0..rounds {
        for ((_, site, output), (first, again)) in sites.iter().zip(&mut times) {
            let _ = fs::remove_dir_all(output);
            let build = || spent_by(Command::new(env!("CARGO_BIN_EXE_virta")).args(["build", "--site"]).arg(site).arg("--output").arg(output), 0).time;
            first.push(build());
            again.push(build());
        }
    }
    let [(first_of_one, again_of_one), (first, again)] = times.map(|(first, again)| (median(first).as_secs_f64(), median(again).as_secs_f64()));
    format!(
        "  1 release: first {first_of_one:.2} s, again {again_of_one:.2} s; {n} releases: first {first:.2} s, again {again:.2} s\n  \
         again / again of one {:.2}, again / first of one {:.2}, first / first of one {:.2}",
        again / again_of_one,
        again / first_of_one,
        first / first_of_one,
        n = size.releases,
    )
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// How many files a folder holds, and how many bytes.
fn size_of(folder: &Path) -> (usize, u64) {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries.fold((0, 0), |(files, bytes), entry| {
        let more = match entry.metadata() {
            Ok(data) if data.is_dir() => size_of(&entry.path()),
            Ok(data) => (1, data.len()),
            Err(_) => (0, 0),
        };
        (files + more.0, bytes + more.1)
    })
}
