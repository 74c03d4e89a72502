//! Chromium over its own debugging pipe: messages are JSON, each ended by a zero byte.
//!
//! `sh` moves our two pipes to the descriptors 3 and 4, which is where Chromium looks for them.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::folder::Folder;

/// The longest that anything may take.
const PATIENCE: Duration = Duration::from_secs(180);

/// Switches for a browser that talks to nobody but us.
const SWITCHES: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
];

/// Whether a part of the page says that it is not there yet.
const BUSY: &str = "document.querySelector('[aria-busy=true]') !== null";

/// How many browsers run now, so that tests side by side do not choke the machine.
static RUNNING: (Mutex<usize>, Condvar) = (Mutex::new(0), Condvar::new());

/// How many browsers the machine bears.
pub fn at_once() -> usize {
    thread::available_parallelism().map_or(2, usize::from).min(4)
}

/// A browser with one tab.
pub struct Browser {
    child: Child,
    requests: ChildStdin,
    answers: Receiver<Value>,
    last: u64,
    session: Option<String>,
    events: Vec<Value>,
    profile: Folder,
}

impl Browser {
    /// Starts a browser with a fresh profile; waits until fewer than [`at_once`] run.
    pub fn start() -> Self {
        let program = find().unwrap_or_else(|| panic!("no Chromium is installed, and these tests cannot be done without one: apt-get install chromium"));
        let mut running = RUNNING.0.lock().unwrap_or_else(PoisonError::into_inner);
        while *running >= at_once() {
            running = RUNNING.1.wait(running).unwrap_or_else(PoisonError::into_inner);
        }
        *running += 1;
        drop(running);
        let profile = Folder::new("browser");
        let said = File::create(profile.join("said.txt")).expect("a file can be made");
        let mut child = Command::new("sh")
            .args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 0</dev/null 1>&2"#])
            .arg(program)
            .args(SWITCHES)
            .arg(format!("--user-data-dir={}", profile.join("profile").display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(said)
            .spawn()
            .expect("the browser starts");
        let requests = child.stdin.take().expect("the pipe is there");
        let stdout = child.stdout.take().expect("the pipe is there");
        let (sender, answers) = channel();
        thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            let mut message = Vec::new();
            while stdout.read_until(0, &mut message).is_ok_and(|read| read > 0) {
                message.pop();
                let Ok(value) = serde_json::from_slice(&message) else { break };
                if sender.send(value).is_err() {
                    break;
                }
                message.clear();
            }
        });
        let mut browser = Self { child, requests, answers, last: 0, session: None, events: Vec::new(), profile };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
        let attached = browser.call("Target.attachToTarget", json!({ "targetId": target["targetId"], "flatten": true }));
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network", "Audits"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser
    }

    /// Asks for something and waits for the answer; what happens meanwhile is kept.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "the parameters are always written in place")]
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        let answer = self.try_call(method, &params);
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    fn try_call(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        self.last += 1;
        let id = self.last;
        let mut message = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = &self.session {
            message["sessionId"] = session.as_str().into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.requests.write_all(&bytes).and_then(|()| self.requests.flush()).map_err(|error| self.gone(&error.to_string()))?;
        let until = Instant::now() + PATIENCE;
        loop {
            let mut message = self.next(until).ok_or_else(|| self.gone("no answer came"))?;
            if message["id"] != id {
                self.events.push(message);
            } else if message["error"].is_null() {
                return Ok(message["result"].take());
            } else {
                return Err(message["error"].to_string());
            }
        }
    }

    fn next(&self, until: Instant) -> Option<Value> {
        self.answers.recv_timeout(until.saturating_duration_since(Instant::now())).ok()
    }

    /// Why the browser does not answer, with its last words.
    fn gone(&self, why: &str) -> String {
        let said = fs::read_to_string(self.profile.join("said.txt")).unwrap_or_default();
        let last: Vec<&str> = said.lines().rev().take(10).collect();
        format!("{why}; the browser said:\n{}", last.into_iter().rev().collect::<Vec<_>>().join("\n"))
    }

    /// Waits for an event.
    #[track_caller]
    pub fn wait_for(&mut self, method: &str) -> Value {
        if let Some(at) = self.events.iter().position(|event| event["method"] == method) {
            return self.events.remove(at);
        }
        let until = Instant::now() + PATIENCE;
        loop {
            let message = self.next(until).unwrap_or_else(|| panic!("{}", self.gone(&format!("{method} did not happen"))));
            if message["method"] == method {
                return message;
            }
            self.events.push(message);
        }
    }

    /// What has happened since this was last asked.
    pub fn events(&mut self) -> Vec<Value> {
        while let Ok(message) = self.answers.try_recv() {
            self.events.push(message);
        }
        std::mem::take(&mut self.events)
    }

    /// Opens an address and waits until all of it is there, with what scripts add.
    #[track_caller]
    pub fn open(&mut self, address: &str) {
        self.events.retain(|event| event["method"] != "Page.loadEventFired");
        let answer = self.call("Page.navigate", json!({ "url": address }));
        assert!(answer["errorText"].is_null(), "{address}: {}", answer["errorText"]);
        self.wait_for("Page.loadEventFired");
        let until = Instant::now() + PATIENCE;
        while self.value(BUSY) == true {
            assert!(Instant::now() < until, "{}", self.gone(&format!("{address}: a part of the page is never there")));
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// What a script comes to on the page.
    #[track_caller]
    pub fn value(&mut self, script: &str) -> Value {
        let mut answer = self.call("Runtime.evaluate", json!({ "expression": script, "awaitPromise": true, "returnByValue": true }));
        assert!(answer["exceptionDetails"].is_null(), "{script:.200}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].take()
    }

    /// Presses a key.
    pub fn press(&mut self, key: &str, code: u32) {
        let text = if key == "Enter" { "\r" } else { "" };
        self.call(
            "Input.dispatchKeyEvent",
            json!({ "type": if text.is_empty() { "rawKeyDown" } else { "keyDown" }, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text }),
        );
        self.call("Input.dispatchKeyEvent", json!({ "type": "keyUp", "key": key, "code": key, "windowsVirtualKeyCode": code }));
    }

    /// Sets the width of the window, the colours that the reader prefers, and the medium.
    pub fn show_as(&mut self, mode: Mode) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": if mode.is_dark { "dark" } else { "light" } },
            { "name": "prefers-reduced-motion", "value": "reduce" },
            { "name": "forced-colors", "value": if mode.is_forced { "active" } else { "none" } },
        ]);
        self.call("Emulation.setEmulatedMedia", json!({ "media": "", "features": features }));
        self.call("Emulation.setDeviceMetricsOverride", json!({ "width": mode.width, "height": 900, "deviceScaleFactor": 1, "mobile": false }));
        self.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    /// A picture of the whole page.
    pub fn picture(&mut self, file: &Path) {
        let answer = self.call("Page.captureScreenshot", json!({ "format": "png", "captureBeyondViewport": true }));
        let bytes = base64(answer["data"].as_str().unwrap_or_default());
        crate::support::folder::write(file, bytes);
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        *RUNNING.0.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        RUNNING.1.notify_one();
    }
}

/// How a page is shown.
#[derive(Debug, Clone, Copy)]
pub struct Mode {
    /// The width of the window.
    pub width: u32,
    /// Whether dark colours are preferred.
    pub is_dark: bool,
    /// Whether the system chooses the colours.
    pub is_forced: bool,
}

impl Mode {
    /// Light colours in a window of some width.
    pub const fn light(width: u32) -> Self {
        Self { width, is_dark: false, is_forced: false }
    }

    /// Dark colours in a window of some width.
    pub const fn dark(width: u32) -> Self {
        Self { width, is_dark: true, is_forced: false }
    }
}

impl std::fmt::Display for Mode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}-{}",
            if self.is_forced {
                "forced"
            } else if self.is_dark {
                "dark"
            } else {
                "light"
            },
            self.width
        )
    }
}

/// The browser of the machine.
fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()))
}

/// Base 64 → bytes.
pub fn base64(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::with_capacity(text.len() / 4 * 3));
    for six in text.bytes().filter_map(value) {
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    bytes
}
