//! Stage 6: bytes to files. The only writer: each file whole or not at all, the manifest after the
//! files it names, one build at a time in an output folder.

#![allow(clippy::disallowed_methods, reason = "this stage writes the disk")]

mod atomic;
mod clean;
mod last;
mod lock;
mod straight;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::plan::fingerprint::digest;
use crate::plan::manifest::Manifest;
use crate::plan::seen::Seen;
use crate::source::slashed;

pub use clean::clean;
pub use last::{Last, last, same, seen};
pub use lock::Wait;

use atomic::{atomic, through};
use straight::{straight, straight_to};

/// An output folder held by this build.
pub struct Output {
    folder: PathBuf,
    /// Dropping it lets the next build in.
    lock: File,
    /// Whether the folder is marked as being written to.
    marked: AtomicBool,
    /// Whether files may still be written; writers hold it for reading.
    open: RwLock<bool>,
}

impl Output {
    /// Makes the folder if need be, takes its lock in the name of `holder`, and removes what a
    /// build that was killed left half-written.
    pub fn open(folder: &Path, holder: &str, wait: Wait) -> Result<Self, Diagnostics> {
        let state = folder.join(STATE);
        straight(folder, &state).and_then(|()| fs::create_dir_all(&state)).map_err(|error| failure(&state, &error))?;
        let lock = lock::take(folder, holder, wait)?;
        atomic::sweep(&state);
        Ok(Self { folder: folder.to_owned(), lock, marked: AtomicBool::new(false), open: RwLock::new(true) })
    }

    /// Writes a file at `path` (relative to the folder): the old one stays until the new one is
    /// whole. After [`Output::close`] nothing happens.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Diagnostics> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        if !*open {
            return Err(Diagnostics::new());
        }
        let target = self.folder.join(path);
        straight_to(&self.folder, &target)
            .and_then(|()| self.mark())
            .and_then(|()| through(&self.folder.join(STATE), &target, bytes))
            .map_err(|error| failure(&target, &error).into())
    }

    /// Waits for files that are being written, and lets no more be.
    pub fn close(&self) {
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = false;
    }

    /// Before the first change: from now on the manifest may not be what is on the disk, until
    /// [`Output::finish`]. A build that finds the mark compares contents.
    fn mark(&self) -> io::Result<()> {
        if self.marked.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        let state = self.folder.join(STATE);
        atomic(&state, &state.join(UNFINISHED), b"")?;
        gone(fs::remove_file(state.join(SEEN)))
    }

    /// Removes files of earlier builds (paths relative to the folder), and folders left empty.
    pub fn remove<'a>(&self, paths: impl IntoIterator<Item = &'a str>) -> Diagnostics {
        let mut findings = Diagnostics::new();
        for path in paths.into_iter().filter(|path| is_inside(path)) {
            let target = self.folder.join(path);
            let removed = straight_to(&self.folder, &target)
                .and_then(|()| self.mark())
                .and_then(|()| gone(fs::remove_file(&target)));
            if let Err(error) = removed {
                findings.push(failure(&target, &error));
                continue;
            }
            self.remove_empty(&target);
        }
        findings
    }

    /// Removes the folders above a file that was removed, as far as they are empty.
    fn remove_empty(&self, target: &Path) {
        let inside = |folder: &&Path| folder.starts_with(&self.folder) && *folder != self.folder;
        for folder in target.ancestors().skip(1).take_while(inside) {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }

    /// Writes a page that lists documents, where it differs from the one that is there; its
    /// fingerprint comes back, and whether it was written.
    pub fn page(&self, path: &str, bytes: &[u8]) -> Result<(String, bool), Diagnostics> {
        let same = same(&self.folder, path, bytes);
        if !same {
            self.write(path, bytes)?;
        }
        Ok((digest(bytes), !same))
    }

    /// Removes the pages that no engagement has any more.
    pub fn keep_pages(&self, kept: &BTreeSet<String>, manifest: &mut Manifest) -> Diagnostics {
        let gone: Vec<String> = manifest.pages.keys().filter(|path| !kept.contains(*path)).cloned().collect();
        gone.iter().for_each(|path| drop(manifest.pages.remove(path)));
        self.remove(gone.iter().map(String::as_str))
    }

    /// Writes the manifest, when its fingerprint is not that of the last one. With `whole` the folder is as
    /// the manifest says; without, the next build has to look. The manifest's fingerprint comes back.
    pub fn finish(&self, manifest: &Manifest, last: &str, whole: bool) -> Result<String, Diagnostics> {
        let state = self.folder.join(STATE);
        let target = state.join(MANIFEST);
        let mut text = Vec::new();
        let mut written = manifest.write(&mut text);
        let now = digest(&text);
        if last != now {
            written = written.and_then(|()| atomic(&state, &target, &text));
        }
        if whole {
            written = written.and_then(|()| gone(fs::remove_file(state.join(UNFINISHED))));
        }
        match written {
            Ok(()) => Ok(now),
            Err(error) => Err(failure(&target, &error).into()),
        }
    }

    /// Keeps what a complete build read, said and left. The next one does without it where it
    /// cannot be written.
    pub fn remember(&self, seen: &Seen) {
        let state = self.folder.join(STATE);
        if let Ok(text) = serde_json::to_vec(seen) {
            atomic(&state, &state.join(SEEN), &text).ok();
        }
    }
}

impl Drop for Output {
    /// Nobody holds the folder any more.
    fn drop(&mut self) {
        self.lock.set_len(0).ok();
    }
}

/// Where the manifest and the lock live in an output folder.
const STATE: &str = ".sowright";
const MANIFEST: &str = "manifest.json";
const SEEN: &str = "seen.json";
const UNFINISHED: &str = "unfinished";
const LOCK: &str = "lock";

/// Whether a path relative to a folder stays inside it: what a manifest names may be anything.
fn is_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// What is gone already need not be removed.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Writes a new file; one that is there already is not touched.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), Diagnostics> {
    if path.exists() {
        return Err(Diagnostic::new(Code::OUTPUT, "the file is there already, and stays as it is")
            .path(slashed(path))
            .help("choose another name, or remove the file first")
            .into());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let made = fs::create_dir_all(folder).and_then(|()| atomic(folder, path, bytes));
    made.map_err(|error| failure(path, &error).into())
}

/// Writes a file whole, where it is not there yet with these bytes; says whether it was written.
pub fn renew(path: &Path, bytes: &[u8]) -> Result<bool, Diagnostics> {
    let same = fs::read(path).is_ok_and(|found| found == bytes);
    if !same {
        let folder = path.parent().unwrap_or(Path::new("."));
        let made = fs::create_dir_all(folder).and_then(|()| atomic(folder, path, bytes));
        made.map_err(|error| failure(path, &error))?;
    }
    Ok(!same)
}

fn failure(path: &Path, error: &io::Error) -> Diagnostic {
    let reason = match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        io::ErrorKind::FileTooLarge => "it is larger than a file may be here".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::NotADirectory => "a file stands where a folder must be".to_owned(),
        _ => error.to_string(),
    };
    let help = match reason.contains(" is a link") {
        true => "remove the link; a whole output folder may lie elsewhere: name it with --output",
        false => "make room or give yourself the right to write there, or choose another folder with --output",
    };
    Diagnostic::new(Code::OUTPUT, format!("the file cannot be written: {reason}")).path(slashed(path)).help(help)
}
