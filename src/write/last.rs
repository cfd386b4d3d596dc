//! What the last build left: its manifest, as far as the files on the disk are as it says.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::fingerprint::{Short, digest};
use crate::plan::manifest::{self, File, Manifest};
use crate::plan::seen::{self, Seen};
use crate::source::slashed;

use super::{MANIFEST, SEEN, STATE, UNFINISHED, is_inside};

/// The manifest of the last build, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Last {
    /// Without the entries of files that are not as it says.
    pub manifest: Manifest,
    /// Those files: missing, or changed by someone else.
    pub lost: BTreeSet<String>,
    /// A manifest that is there and cannot be used.
    pub unusable: Option<Diagnostic>,
    /// Fingerprint of the manifest's text.
    pub digest: String,
}

/// The manifest of the last build of a folder. Lengths of files are compared; with `thorough`, or
/// after a build that did not finish, contents.
pub fn last(folder: &Path, thorough: bool) -> Last {
    let path = folder.join(STATE).join(MANIFEST);
    let Ok(text) = fs::read(&path) else {
        return Last { manifest: Manifest { strays: listed(folder), ..fresh() }, ..Last::default() };
    };
    let digest = digest(&text);
    let parsed = serde_json::from_slice::<Manifest>(&text).ok();
    let Some(mut manifest) = parsed.filter(|manifest| manifest.version == manifest::VERSION) else {
        return unusable(folder, &text, &path);
    };
    drop(text);
    let thorough = thorough || folder.join(STATE).join(UNFINISHED).exists();
    let good = |path: &str, sha256: &str, bytes: u64| is_as_written(&folder.join(path), sha256, bytes, thorough);
    let off = |file: &File| (!good(&file.path, &file.sha256, file.bytes)).then(|| file.path.clone());
    let files: Vec<&File> = manifest.documents.values().flat_map(|built| &built.files).collect();
    let lost: BTreeSet<String> = files.par_iter().filter_map(|file| off(file)).collect();
    if !lost.is_empty() {
        for built in manifest.documents.values_mut() {
            built.files.retain(|file| !lost.contains(&file.path));
        }
    }
    for (path, page) in &mut manifest.pages {
        if !good(path, &page.sha256, page.bytes) {
            page.lists = Short::default();
        }
    }
    Last { manifest, lost, unusable: None, digest }
}

fn fresh() -> Manifest {
    Manifest { version: manifest::VERSION, ..Manifest::default() }
}

fn is_as_written(path: &Path, sha256: &str, bytes: u64, thorough: bool) -> bool {
    let right = fs::metadata(path).is_ok_and(|found| found.len() == bytes);
    right && (!thorough || fs::read(path).is_ok_and(|bytes| digest(bytes) == *sha256))
}

/// Nothing is known of the documents, but perhaps which files are ours.
fn unusable(folder: &Path, text: &[u8], path: &Path) -> Last {
    let value: serde_json::Value = serde_json::from_slice(text).unwrap_or_default();
    let why = match value["version"].as_u64() {
        Some(version) => format!("it has form {version}, this version of sowright writes {}", manifest::VERSION),
        None => "it is damaged".to_owned(),
    };
    let strays = manifest::any_files(&value).into_iter().chain(listed(folder)).filter(|path| is_inside(path)).collect();
    let finding = Diagnostic::new(Code::MANIFEST, format!("the manifest of the last build cannot be used: {why}"))
        .path(slashed(path))
        .help("nothing has to be done: everything is built anew");
    Last { manifest: Manifest { strays, ..fresh() }, unusable: Some(finding), ..Last::default() }
}

/// The files that the last complete build left, where its manifest is lost.
fn listed(folder: &Path) -> BTreeSet<String> {
    let text = fs::read(folder.join(STATE).join(SEEN)).unwrap_or_default();
    let seen: Seen = serde_json::from_slice(&text).unwrap_or_default();
    seen.files.into_iter().map(|(path, _)| path).filter(|path| is_inside(path)).collect()
}

/// What the last build read, said and left, if it was complete and its files are still there.
pub fn seen(folder: &Path) -> Option<Seen> {
    let state = folder.join(STATE);
    let text = fs::read(state.join(SEEN)).ok()?;
    let seen: Seen = serde_json::from_slice(&text).ok()?;
    let there = |(path, bytes): &(String, u64)| fs::metadata(folder.join(path)).is_ok_and(|file| file.len() == *bytes);
    let same = || fs::read(state.join(MANIFEST)).is_ok_and(|text| digest(text) == seen.manifest);
    let whole = seen.version == seen::VERSION && !state.join(UNFINISHED).exists() && same();
    (whole && seen.files.par_iter().all(there)).then_some(seen)
}

/// Whether a file has these bytes.
pub fn same(folder: &Path, path: &str, bytes: &[u8]) -> bool {
    fs::read(folder.join(path)).is_ok_and(|found| found == bytes)
}
