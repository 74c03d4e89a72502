//! `virta serve`: shows the working tree on loopback, renders what is asked for, and reloads on change.
//!
//! Nothing is written. Pages come from the same line as `build`; only the small script that
//! listens for changes is added to them on the way out.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use notify::{RecursiveMode, Watcher};
use tokio::sync::watch;

use super::load::{Loaded, Options, load};
use super::{Format, Outcome, Stop, print, report, say};
use crate::Asked;
use crate::diagnostic::Report;
use crate::plan::{Page, Plan, Site, plan};
use crate::render::Renderer;
use crate::render::theme::Theme;

/// What `serve` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// The port on 127.0.0.1
    #[arg(long, value_name = "N", default_value_t = 3000)]
    port: u16,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
}

/// Changes that come within this time of each other are taken as one: editors write a file in several steps.
const SETTLE: Duration = Duration::from_millis(15);

/// A browser asks again after this time, so that a closed tab does not keep its connection for ever.
const WAIT: Duration = Duration::from_secs(25);

/// The site as it is now.
struct Live {
    site: Site,
    theme: Theme,
    plan: Plan,
    by_path: BTreeMap<String, usize>,
}

/// What all requests share.
struct Shared {
    /// `None` until the settings can be understood.
    live: Mutex<Option<Arc<Live>>>,
    /// The findings of the newest reading that had errors; empty where it had none.
    errors: Mutex<String>,
    /// Counts readings; browsers wait for the next.
    reading: watch::Sender<u64>,
    folder: PathBuf,
    port: u16,
}

/// Serves a site until it is stopped.
pub fn run(folder: &Path, args: &Args) -> Outcome {
    let (reading, _) = watch::channel(0);
    let shared = Arc::new(Shared { live: Mutex::new(None), errors: Mutex::default(), reading, folder: folder.to_owned(), port: args.port });
    shared.read_again()?;
    let _watcher = watch_folder(&shared)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| Stop::Failure(format!("cannot start: {error}")))?;
    runtime.block_on(listen(&shared, args))
}

async fn listen(shared: &Arc<Shared>, args: &Args) -> Outcome {
    let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), args.port);
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(|error| Stop::Failure(format!("cannot listen on port {}: {error}; name another with --port", args.port)))?;
    let address = listener.local_addr().unwrap_or(address);
    let url = format!("http://{address}/");
    print(&format!("{url}\n"))?;
    if args.open && open::that_detached(&url).is_err() {
        say(&format!("no browser could be started; open {url} yourself"));
    }
    let router = Router::new().fallback(answer).with_state(Arc::clone(shared));
    axum::serve(listener, router).await.map_err(|error| Stop::Failure(format!("the server stopped: {error}")))
}

impl Shared {
    /// Reads the site again; a reading without usable settings leaves the last good one.
    fn read_again(&self) -> Outcome {
        let Loaded { site, theme, report: mut findings } = load(&self.folder, &Options { asked: Asked { drafts: true, gated: false }, ..Options::default() })?;
        if let Some((site, theme)) = site.zip(theme) {
            let (plan, found) = plan(&site, &theme.published());
            findings.extend(found);
            let by_path = plan.pages.iter().enumerate().map(|(at, (path, _))| (path.clone(), at)).collect();
            *lock(&self.live) = Some(Arc::new(Live { site, theme, plan, by_path }));
        }
        self.tell(&findings.sorted());
        self.reading.send_modify(|reading| *reading += 1);
        Ok(())
    }

    fn tell(&self, findings: &Report) {
        // Errors are told here and shown in the browser; they do not end the preview.
        let _ = report(&findings.without_notes(), Format::Human);
        *lock(&self.errors) = if findings.has_errors() { findings.errors_only().human(false) } else { String::new() };
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads the site again whenever something in its folder changes, except in what is written or kept by others.
fn watch_folder(shared: &Arc<Shared>) -> Result<impl Watcher + use<>, Stop> {
    let failure = |error: notify::Error| Stop::Failure(format!("cannot watch the site folder: {error}"));
    let (sender, receiver) = std::sync::mpsc::channel::<()>();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !event.kind.is_access()) {
            // The reader has gone when the program ends.
            let _ = sender.send(());
        }
    })
    .map_err(failure)?;
    let root = &shared.folder;
    watcher.watch(root, RecursiveMode::NonRecursive).map_err(failure)?;
    for part in ["content", "models", "themes", "releases"] {
        let path = root.join(part);
        if path.is_dir() {
            watcher.watch(&path, RecursiveMode::Recursive).map_err(failure)?;
        }
    }
    let shared = Arc::clone(shared);
    std::thread::spawn(move || {
        while receiver.recv().is_ok() {
            while receiver.recv_timeout(SETTLE).is_ok() {}
            if let Err(Stop::Failure(failure)) = shared.read_again() {
                say(&format!("error: {failure}"));
            }
        }
    });
    Ok(watcher)
}

/// The address under which the preview keeps its own script and its waiting requests.
const OWN: &str = "__virta/";

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    if !is_local(request.headers(), shared.port) {
        return text(StatusCode::FORBIDDEN, "this preview answers only to localhost\n");
    }
    let path = percent_decoded(request.uri().path().trim_start_matches('/'));
    match path.strip_prefix(OWN) {
        Some("reload.js") => respond(StatusCode::OK, "text/javascript; charset=utf-8", RELOAD.as_bytes().to_vec()),
        Some("wait") => wait(&shared, request.uri().query()).await,
        _ => page(&shared, &path),
    }
}

/// A page of another site must not read the preview through a name that it points here.
fn is_local(headers: &HeaderMap, port: u16) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.strip_suffix(&format!(":{port}")).unwrap_or(host);
    matches!(name, "127.0.0.1" | "localhost" | "[::1]") || port == 0
}

/// Answers when the site has been read again since the reading that the browser knows.
async fn wait(shared: &Shared, query: Option<&str>) -> Response {
    let known: Option<u64> = query.and_then(|query| query.strip_prefix("since=")).and_then(|known| known.parse().ok());
    let mut reading = shared.reading.subscribe();
    if let Some(known) = known {
        // Time running out is an answer too: the number has not changed.
        let _ = tokio::time::timeout(WAIT, reading.wait_for(|now| *now != known)).await;
    }
    let now = *reading.borrow();
    let answer = serde_json::json!({ "reading": now, "errors": *lock(&shared.errors) });
    respond(StatusCode::OK, "application/json", answer.to_string().into_bytes())
}

fn page(shared: &Shared, path: &str) -> Response {
    let Some(live) = lock(&shared.live).clone() else {
        let errors = crate::render::scope::escape(&lock(&shared.errors));
        let html = format!("<!doctype html><html lang=\"en\"><title>virta</title><pre>{errors}</pre><script src=\"/{OWN}reload.js\"></script></html>");
        return respond(StatusCode::OK, "text/html; charset=utf-8", html.into_bytes());
    };
    let named = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    if let Some(page) = live.page(&named) {
        return render(&live, &named, page, StatusCode::OK);
    }
    if live.by_path.contains_key(&format!("{named}/index.html")) {
        let moved = Response::builder().status(StatusCode::MOVED_PERMANENTLY).header(header::LOCATION, format!("/{named}/")).body(Body::empty());
        return moved.unwrap_or_default();
    }
    match live.page("404.html") {
        Some(page) => render(&live, "404.html", page, StatusCode::NOT_FOUND),
        None => text(StatusCode::NOT_FOUND, "there is no such page\n"),
    }
}

impl Live {
    fn page(&self, path: &str) -> Option<&Page> {
        self.by_path.get(path).map(|at| &self.plan.pages[*at].1)
    }
}

fn render(live: &Live, path: &str, page: &Page, status: StatusCode) -> Response {
    match Renderer::new(&live.site, &live.plan, &live.theme, false).bytes(page) {
        Ok(bytes) if path.ends_with(".html") => {
            let mut html = String::from_utf8_lossy(&bytes).into_owned();
            let script = format!("<script src=\"/{OWN}reload.js\"></script>\n");
            let at = html.rfind("</body>").unwrap_or(html.len());
            html.insert_str(at, &script);
            respond(status, "text/html; charset=utf-8", html.into_bytes())
        }
        Ok(bytes) => respond(status, media_type(path), bytes),
        Err(error) => text(StatusCode::INTERNAL_SERVER_ERROR, &format!("the theme cannot show {path}:\n{}\n", error.0)),
    }
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "jsonld" => "application/ld+json",
        "svg" => "image/svg+xml",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

fn text(status: StatusCode, text: &str) -> Response {
    respond(status, "text/plain; charset=utf-8", text.as_bytes().to_vec())
}

fn respond(status: StatusCode, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, media_type)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(Body::from(bytes));
    response.unwrap_or_default()
}

/// `%C3%A4` → `ä`; what is not well formed stays as it is.
fn percent_decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = path.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok());
        decoded.push(pair.unwrap_or(bytes[at]));
        at += if pair.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| path.to_owned())
}

/// Waits for the next reading; shows errors over the page, and reloads it when they are gone.
const RELOAD: &str = include_str!("serve/reload.js");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_decoded_once() {
        assert_eq!(percent_decoded("k%C3%A4si/%25"), "käsi/%");
        assert_eq!(percent_decoded("%"), "%");
        assert_eq!(percent_decoded("%zz%4"), "%zz%4");
        assert_eq!(percent_decoded("%ff"), "%ff");
    }

    #[test]
    fn only_local_names_are_answered() {
        let host = |name: &'static str| HeaderMap::from_iter([(header::HOST, header::HeaderValue::from_static(name))]);
        assert!(is_local(&host("localhost:3000"), 3000));
        assert!(is_local(&host("127.0.0.1:3000"), 3000));
        assert!(!is_local(&host("example.org"), 3000));
        assert!(!is_local(&host("localhost.example.org:3000"), 3000));
    }
}
