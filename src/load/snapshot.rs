//! The bytes of all files of a project, taken before any of them is parsed: whether one of them
//! changed since the last build is known without parsing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::diagnostic::Diagnostics;
use crate::source::{Sources, sha256, slashed};

use super::{embedded, find};

/// Files by path, each with its fingerprint and, until a reader takes them, its bytes.
#[derive(Debug, Default)]
pub struct Snapshot {
    root: PathBuf,
    files: Mutex<BTreeMap<PathBuf, Blob>>,
}

#[derive(Debug)]
struct Blob {
    digest: String,
    bytes: Option<Vec<u8>>,
}

impl Blob {
    fn read(path: &Path) -> Self {
        match fs::read(path) {
            Ok(bytes) => Self { digest: sha256(&bytes), bytes: Some(bytes) },
            Err(_) => Self { digest: String::new(), bytes: None },
        }
    }
}

impl Snapshot {
    /// Reads what a build of `paths` below `root` reads, and the files named in `also` (relative
    /// to the root).
    pub fn take(root: &Path, paths: &[String], also: &[String]) -> Self {
        let mut names = find::shared(root);
        for place in find::engagements(root, paths, &mut Diagnostics::new()) {
            names.extend(find::of(&place));
        }
        // A file that is gone is none that this build reads.
        names.extend(also.iter().map(|name| root.join(name)).filter(|path| path.exists()));
        names.sort();
        names.dedup();
        let read = |path: PathBuf| (Blob::read(&path), path);
        let files: Vec<(Blob, PathBuf)> = names.into_par_iter().map(read).collect();
        let files = files.into_iter().map(|(blob, path)| (path, blob)).collect();
        Self { root: root.to_owned(), files: Mutex::new(files) }
    }

    /// The bytes of a file: those read beforehand, once; else those on the disk now.
    pub fn bytes(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = files.get_mut(path).and_then(|blob| blob.bytes.take()) {
            return Ok(bytes);
        }
        drop(files);
        let bytes = fs::read(path)?;
        let digest = sha256(&bytes);
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.entry(path.to_owned()).or_insert(Blob { digest, bytes: None });
        Ok(bytes)
    }

    /// A text read beforehand, which stays for the reader who takes it.
    fn text(&self, name: &str) -> Option<String> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = files.get(&self.root.join(name))?.bytes.clone()?;
        String::from_utf8(bytes).ok()
    }

    /// One fingerprint of the names (relative to the root where they lie below it) and bytes of
    /// all files but those left out.
    pub fn fingerprint(&self, left_out: &BTreeSet<PathBuf>) -> String {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = files.iter().filter(|(path, _)| !left_out.contains(*path));
        sha256(wanted.map(|(path, blob)| self.line(path, &blob.digest)).collect::<String>())
    }

    /// One fingerprint of some files.
    pub fn fingerprint_of(&self, paths: &[PathBuf]) -> String {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let digest = |path: &PathBuf| files.get(path).map_or("", |blob| blob.digest.as_str());
        sha256(paths.iter().map(|path| self.line(path, digest(path))).collect::<String>())
    }

    fn line(&self, path: &Path, digest: &str) -> String {
        format!("{}\0{digest}\n", self.name(path))
    }

    /// The names of all files, relative to the root where they lie below it.
    pub fn names(&self) -> Vec<String> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.keys().map(|path| self.name(path)).collect()
    }

    fn name(&self, path: &Path) -> String {
        slashed(path.strip_prefix(&self.root).unwrap_or(path))
    }

    /// The texts with these names, for printing findings that point into them.
    pub fn sources<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Sources {
        let mut sources = Sources::default();
        let built_in = embedded::files();
        for name in names {
            if let Some(text) = self.text(name) {
                sources.add(name, text, false);
            } else if let Some((_, bytes)) = built_in.iter().find(|(path, _)| path == name) {
                sources.add(name, String::from_utf8_lossy(bytes).into_owned(), true);
            }
        }
        sources
    }
}
