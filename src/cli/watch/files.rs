//! The folders that a build reads, watched.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::cli::Problem;

/// A burst of saves is over when nothing came for so long.
const QUIET: Duration = Duration::from_millis(25);
/// A burst that does not end is built all the same.
const BURST: Duration = Duration::from_millis(400);

/// Watches files; tells of changes.
pub struct Files {
    watcher: RecommendedWatcher,
    changes: Receiver<()>,
    changed: Arc<AtomicBool>,
    root: PathBuf,
    /// Folders that are named on the command line.
    named: Vec<PathBuf>,
    /// Folders that are watched, and whether with all below.
    watched: BTreeMap<PathBuf, RecursiveMode>,
}

impl Files {
    /// Watches nothing yet. What happens in `output` is our own doing.
    pub fn new(root: &Path, paths: &[String], output: &Path) -> Result<Self, Problem> {
        let (sender, changes) = mpsc::channel();
        let changed = Arc::new(AtomicBool::new(false));
        let (flag, output) = (Arc::clone(&changed), whole(output));
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // A watcher that lost events says so by an error: look at everything.
            let ours = event.is_ok_and(|event| {
                matches!(event.kind, EventKind::Access(_)) || event.paths.iter().all(|path| path.starts_with(&output))
            });
            if !ours {
                flag.store(true, Ordering::Relaxed);
                // Nobody waits any more when the program ends.
                sender.send(()).ok();
            }
        });
        let watcher = watcher.map_err(|error| Problem(format!("files cannot be watched: {error}")))?;
        let folder = |path: &String| {
            let path = whole(Path::new(path));
            if path.is_dir() { path } else { path.parent().map(Path::to_owned).unwrap_or(path) }
        };
        let named = paths.iter().map(folder).collect();
        Ok(Self { watcher, changes, changed, root: whole(root), named, watched: BTreeMap::new() })
    }

    /// Watches the folders that there are now: those of the project, those named, and those of
    /// other files that were read.
    pub fn follow(&mut self, read: &[String]) {
        let mut wanted = BTreeMap::from([(self.root.clone(), RecursiveMode::NonRecursive)]);
        let parents = read.iter().filter_map(|name| self.root.join(name).parent().map(Path::to_owned));
        wanted.extend(parents.map(|folder| (folder, RecursiveMode::NonRecursive)));
        let inner = ["engagements", "catalog", "templates"].map(|name| self.root.join(name));
        wanted.extend(inner.into_iter().chain(self.named.clone()).map(|folder| (folder, RecursiveMode::Recursive)));
        let covered: Vec<PathBuf> = wanted
            .iter()
            .filter(|(_, mode)| **mode == RecursiveMode::Recursive)
            .map(|(folder, _)| folder.clone())
            .collect();
        let needless = |folder: &Path| covered.iter().any(|other| folder != other && folder.starts_with(other));
        wanted.retain(|folder, _| folder.is_dir() && !needless(folder));
        self.watched.retain(|folder, mode| wanted.get(folder) == Some(mode));
        for (folder, mode) in wanted {
            // What cannot be watched is read at the next build all the same.
            if !self.watched.contains_key(&folder) && self.watcher.watch(&folder, mode).is_ok() {
                self.watched.insert(folder, mode);
            }
        }
    }

    /// Raised when something changed since the last [`Files::wait`].
    pub fn changed(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.changed)
    }

    /// Waits for a change and for the end of its burst.
    pub fn wait(&self) {
        if self.changes.recv().is_ok() {
            let begun = Instant::now();
            while begun.elapsed() < BURST && self.changes.recv_timeout(QUIET).is_ok() {}
        }
        self.changed.store(false, Ordering::Relaxed);
    }
}

/// The path as the watcher names it.
fn whole(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}
