//! `serve` shows the working tree as it is now, to this machine alone, and writes nothing.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::start::started;
use crate::support::folder::{Folder, tree};
use crate::support::program::{command, virta};

/// A preview that ends with the test.
struct Preview {
    child: Child,
    port: u16,
}

impl Preview {
    fn of(site: &Folder) -> Self {
        let port = free_port();
        let mut child =
            command(site.path(), ["serve", "--port", &port.to_string()]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
        let mut address = String::new();
        BufReader::new(child.stdout.take().expect("the pipe is there")).read_line(&mut address).expect("an address is printed");
        assert!(address.contains(&format!("http://127.0.0.1:{port}/")), "{address}");
        Self { child, port }
    }

    /// The status and the body of an answer.
    fn get(&self, path: &str, host: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the preview listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time can be set");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("a question can be asked");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("no answer to {path}: {answer}"));
        (status, answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
    }

    fn page(&self, path: &str) -> (u16, String) {
        self.get(path, &format!("127.0.0.1:{}", self.port))
    }

    /// Asks until a page says something.
    #[track_caller]
    fn will_say(&self, path: &str, text: &str) {
        let until = Instant::now() + Duration::from_secs(20);
        while Instant::now() < until {
            if self.page(path).1.contains(text) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("{path} does not say `{text}`: {}", self.page(path).1);
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr()).expect("a port is free").port()
}

#[test]
fn a_change_is_shown_and_nothing_is_written() {
    let site = started();
    let preview = Preview::of(&site);
    preview.will_say("/", "Uusi sivusto");
    assert_eq!(preview.page("/sv/").0, 200);
    assert_eq!(preview.page("/tietoa/").0, 200);
    assert_eq!(preview.page("/ei-ole/").0, 404);
    assert_eq!(preview.page("/feed.xml").0, 200);
    site.replace("content/index.md", "Tämä on etusivu.", "Etusivu on muuttunut.");
    preview.will_say("/", "Etusivu on muuttunut.");
    site.write("content/pages/uusi/index.md", "+++\ntitle = \"Aivan uusi\"\n+++\n");
    preview.will_say("/uusi/", "Aivan uusi");
    std::fs::remove_dir_all(site.join("content/pages/uusi")).expect("the page is there");
    let until = Instant::now() + Duration::from_secs(20);
    while preview.page("/uusi/").0 != 404 {
        assert!(Instant::now() < until, "a page stays that has no source");
        thread::sleep(Duration::from_millis(20));
    }
    site.write("models/code-lists/lista.toml", "name = \"Lista\"\nversion = \"1.0.0\"\nstatus = \"valid\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"x\"\n[[codes]]\ncode = \"1\"\nname = \"Yksi\"\n");
    preview.will_say("/koodistot/lista/", "Yksi");
    assert!(!site.join("output").exists(), "the preview writes an output");
    let before = tree(site.path());
    preview.page("/koodistot/lista/");
    drop(preview);
    assert_eq!(before, tree(site.path()));
}

#[test]
fn an_error_does_not_end_the_preview() {
    let site = started();
    let preview = Preview::of(&site);
    preview.will_say("/", "Uusi sivusto");
    let good = site.text("site.toml");
    site.write("site.toml", "title = ");
    site.write("content/pages/tietoa/index.md", "+++\ntitle = 4\n");
    thread::sleep(Duration::from_millis(300));
    assert_eq!(preview.page("/").0, 200);
    site.write("site.toml", good.replace("Uusi sivusto", "Taas ehjä"));
    site.write("content/pages/tietoa/index.md", "+++\ntitle = \"Tietoa\"\n+++\n");
    preview.will_say("/", "Taas ehjä");
}

#[test]
fn a_preview_starts_with_a_broken_site_too() {
    let site = started();
    let good = site.text("site.toml");
    site.write("site.toml", "title = ");
    let preview = Preview::of(&site);
    preview.will_say("/", "site.toml");
    site.write("site.toml", good);
    preview.will_say("/", "Uusi sivusto");
}

#[test]
fn only_this_machine_and_only_the_site_is_answered() {
    let site = started();
    site.write("secret.txt", "m-secret");
    let preview = Preview::of(&site);
    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
        "/site.toml",
        "/content/index.md",
        "//etc/passwd",
        "/%00",
        "/%ff",
    ] {
        let (status, body) = preview.page(path);
        assert!(!body.contains("m-secret") && !body.contains("base_url ") && !body.contains("root:"), "{path}: {status} {body}");
    }
    assert_eq!(preview.get("/", "evil.example.org").0, 403);
    assert_eq!(preview.get("/", &format!("localhost:{}", preview.port)).0, 200);
    assert_eq!(preview.page(&format!("/{}", "x/".repeat(3000))).0 / 100, 4);
}

#[test]
fn a_port_that_is_taken_is_told_of() {
    let site = started();
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    let port = taken.local_addr().expect("the port is known").port().to_string();
    virta(site.path(), ["serve", "--port", &port]).ends_with(1).says(&port);
}
