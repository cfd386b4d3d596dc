//! Stage 6: bytes to files. The only writer: each file whole or not at all, the manifest after the
//! files it names, one build at a time in an output folder.

#![allow(clippy::disallowed_methods, reason = "this stage writes the disk")]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::plan::fingerprint::digest;
use crate::plan::manifest::{self, Manifest};
use crate::source::slashed;

/// An output folder held by this build.
pub struct Output {
    folder: PathBuf,
    /// Dropping it lets the next build in.
    _lock: File,
}

impl Output {
    /// Makes the folder if need be and takes its lock.
    pub fn open(folder: &Path) -> Result<Self, Diagnostics> {
        let state = folder.join(STATE);
        fs::create_dir_all(&state).map_err(|error| failure(&state, &error))?;
        let path = state.join("lock");
        let lock = File::options().create(true).truncate(false).write(true).open(&path);
        let lock = lock.map_err(|error| failure(&path, &error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { folder: folder.to_owned(), _lock: lock }),
            Err(fs::TryLockError::WouldBlock) => Err(Diagnostic::new(Code::LOCKED, "another build is writing here")
                .path(slashed(folder))
                .help("wait until it is done, or choose another folder with --output")
                .into()),
            Err(fs::TryLockError::Error(error)) => Err(failure(&path, &error).into()),
        }
    }

    /// Writes a file at `path` (relative to the folder): the old one stays until the new one is
    /// whole.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Diagnostics> {
        let target = self.folder.join(path);
        atomic(&target, bytes).map_err(|error| failure(&target, &error).into())
    }

    /// Removes files of earlier builds (paths relative to the folder), and folders left empty.
    pub fn remove<'a>(&self, paths: impl IntoIterator<Item = &'a str>) -> Diagnostics {
        let mut findings = Diagnostics::new();
        for path in paths {
            let target = self.folder.join(path);
            match fs::remove_file(&target) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => findings.push(failure(&target, &error)),
            }
            let inside = |folder: &&Path| folder.starts_with(&self.folder) && *folder != self.folder;
            for folder in target.ancestors().skip(1).take_while(inside) {
                if fs::remove_dir(folder).is_err() {
                    break;
                }
            }
        }
        findings
    }

    /// Writes the pages that list documents, where they differ from those that are there; with all
    /// engagements read, pages of engagements that are gone are removed.
    pub fn pages(&self, pages: &[(String, Vec<u8>)], whole: bool, manifest: &mut Manifest) -> Diagnostics {
        let mut findings = Diagnostics::new();
        for (path, bytes) in pages {
            let same = fs::read(self.folder.join(path)).is_ok_and(|found| found == *bytes);
            if !same && let Err(mistakes) = self.write(path, bytes) {
                findings.extend(mistakes);
                continue;
            }
            manifest.pages.insert(path.clone(), digest(bytes));
        }
        if whole {
            let gone: Vec<String> =
                manifest.pages.keys().filter(|known| !pages.iter().any(|(path, _)| path == *known)).cloned().collect();
            findings.extend(self.remove(gone.iter().map(String::as_str)));
            gone.iter().for_each(|path| drop(manifest.pages.remove(path)));
        }
        findings
    }

    /// Writes the manifest, when it differs from `last`.
    pub fn finish(&self, manifest: &Manifest, last: &Manifest) -> Result<(), Diagnostics> {
        if manifest == last {
            return Ok(());
        }
        // Maps of strings and numbers always have a JSON form.
        let text = serde_json::to_string_pretty(manifest).unwrap_or_default();
        self.write(&format!("{STATE}/{MANIFEST}"), text.as_bytes())
    }
}

/// Where the manifest and the lock live in an output folder.
const STATE: &str = ".sowright";
const MANIFEST: &str = "manifest.json";

/// The manifest of the last build of a folder, without the entries whose files are not as it says.
/// One that is missing, damaged or of another version is an empty one.
pub fn last(folder: &Path) -> Manifest {
    let text = fs::read(folder.join(STATE).join(MANIFEST)).unwrap_or_default();
    let mut last: Manifest = serde_json::from_slice(&text).unwrap_or_default();
    if last.version != manifest::VERSION {
        return Manifest { version: manifest::VERSION, ..Manifest::default() };
    }
    for built in last.documents.values_mut() {
        built
            .files
            .retain(|_, file| fs::metadata(folder.join(&file.path)).is_ok_and(|found| found.len() == file.bytes));
    }
    last
}

/// The files of `last` that belong to documents which are owed no more.
pub fn leftovers<'a>(
    last: &'a Manifest,
    kept: &BTreeSet<&str>,
    ours: impl Fn(&str) -> bool,
) -> Vec<(&'a str, Vec<&'a str>)> {
    let gone = last.documents.iter().filter(|(id, built)| !kept.contains(id.as_str()) && ours(&built.engagement));
    gone.map(|(id, built)| (id.as_str(), built.files.values().map(|file| file.path.as_str()).collect())).collect()
}

/// Writes a new file; one that is there already is not touched.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), Diagnostics> {
    if path.exists() {
        return Err(Diagnostic::new(Code::OUTPUT, "the file is there already, and stays as it is")
            .path(slashed(path))
            .help("choose another name, or remove the file first")
            .into());
    }
    atomic(path, bytes).map_err(|error| failure(path, &error).into())
}

/// Writes a file whole, where it is not there yet with these bytes; says whether it was written.
pub fn renew(path: &Path, bytes: &[u8]) -> Result<bool, Diagnostics> {
    let same = fs::read(path).is_ok_and(|found| found == bytes);
    if !same {
        atomic(path, bytes).map_err(|error| failure(path, &error))?;
    }
    Ok(!same)
}

fn atomic(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sowright-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(target)?;
    Ok(())
}

fn failure(path: &Path, error: &io::Error) -> Diagnostic {
    let reason = match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::NotADirectory => "a file stands where a folder must be".to_owned(),
        _ => error.to_string(),
    };
    Diagnostic::new(Code::OUTPUT, format!("the file cannot be written: {reason}"))
        .path(slashed(path))
        .help("make room or give yourself the right to write there, or choose another folder with --output")
}
