//! What the pages of a watched project share: who looks at which, and what is to be told.

use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::json;

/// The output folder as pages see it.
pub struct Site {
    output: PathBuf,
    readers: Mutex<Vec<Reader>>,
    /// The errors of the last build.
    findings: Mutex<String>,
}

/// One open page.
struct Reader {
    /// Its path in the output, or that of the document it previews.
    page: String,
    events: Sender<String>,
}

impl Site {
    pub fn new(output: &Path) -> Self {
        Self { output: output.to_owned(), readers: Mutex::default(), findings: Mutex::default() }
    }

    /// Events for a page that is opened, first of all the errors there are.
    pub fn open(&self, page: &str) -> Receiver<String> {
        let (events, receiver) = mpsc::channel();
        // The receiver is here.
        events.send(event("findings", &hold(&self.findings))).ok();
        hold(&self.readers).push(Reader { page: document(page).to_owned(), events });
        receiver
    }

    /// Whether somebody looks at a document, by its path without ending.
    pub fn is_open(&self, path: &str) -> bool {
        hold(&self.readers).iter().any(|reader| reader.page == path)
    }

    /// Tells all pages that a file was written.
    pub fn tell_written(&self, path: &str) {
        self.tell(&event("written", path));
    }

    /// Tells all pages the errors there are now; none makes the old ones go away.
    pub fn tell_findings(&self, text: &str) {
        text.clone_into(&mut hold(&self.findings));
        self.tell(&event("findings", text));
    }

    fn tell(&self, event: &str) {
        hold(&self.readers).retain(|reader| reader.events.send(event.to_owned()).is_ok());
    }

    /// The file that a path of the address means: a page or a PDF that lies in the output, not one
    /// that a link leads out to.
    pub fn file(&self, path: &str) -> Option<PathBuf> {
        let relative = Path::new(path);
        let plain = relative.components().all(|part| match part {
            Component::Normal(name) => !name.to_string_lossy().starts_with('.'),
            _ => false,
        });
        let mut found = self.output.join(relative);
        if !plain {
            return None;
        }
        if found.is_dir() {
            found = found.join("index.html");
        }
        let (found, output) = (found.canonicalize().ok()?, self.output.canonicalize().ok()?);
        let served = found.extension().is_some_and(|ending| ending == "html" || ending == "pdf");
        (served && found.is_file() && found.starts_with(output)).then_some(found)
    }
}

/// The document that a page shows: its path without slash, ending and `preview/`.
fn document(page: &str) -> &str {
    let page = page.trim_start_matches('/');
    let page = page.strip_prefix("preview/").unwrap_or(page);
    page.strip_suffix(".html").unwrap_or(page)
}

fn event(name: &str, text: &str) -> String {
    format!("event: {name}\ndata: {}\n\n", json!(text))
}

fn hold<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
