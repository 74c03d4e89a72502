//! Serves a built site below a path, as a host that knows nothing of it would.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::{fs, thread};

use crate::support::links::decoded;

/// A server that runs until the tests end.
#[derive(Debug, Clone)]
pub struct Server {
    /// The address of the site's front page.
    pub address: String,
}

impl Server {
    /// Serves a folder below a path, which begins and ends with `/`; the folder may still be empty.
    pub fn start(root: &Path, below: &'static str) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
        let port = listener.local_addr().expect("the port is known").port();
        let root = root.to_owned();
        thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let root = root.clone();
                thread::spawn(move || answer(&stream, &root, below));
            }
        });
        Self { address: format!("http://127.0.0.1:{port}{below}") }
    }
}

/// Answers one connection until the browser closes it.
fn answer(stream: &TcpStream, root: &Path, below: &str) -> Option<()> {
    let mut lines = BufReader::new(stream);
    loop {
        let mut request = String::new();
        if lines.read_line(&mut request).ok()? == 0 {
            return None;
        }
        let mut header = String::new();
        while lines.read_line(&mut header).ok()? > 2 {
            header.clear();
        }
        let address = request.split(' ').nth(1)?;
        let path = decoded(address.split(['?', '#']).next()?);
        let file = path.strip_prefix(below).map(|rest| file_at(root, rest));
        let (status, file, bytes) = match file.and_then(|file| Some((fs::read(&file).ok()?, file))) {
            Some((bytes, file)) => ("200 OK", file, bytes),
            None => ("404 Not Found", root.join("404.html"), fs::read(root.join("404.html")).unwrap_or_default()),
        };
        let head =
            format!("HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\nX-Content-Type-Options: nosniff\r\n\r\n", media_type(&file), bytes.len());
        let mut stream = stream;
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&bytes)).ok()?;
    }
}

fn file_at(root: &Path, path: &str) -> PathBuf {
    if path.is_empty() || path.ends_with('/') { root.join(path).join("index.html") } else { root.join(path) }
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}
