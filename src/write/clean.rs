//! Takes away what builds made, and nothing else.

use std::fs;
use std::path::Path;

use crate::diagnostic::Diagnostics;
use crate::plan::manifest;

use super::{LOCK, MANIFEST, Output, SEEN, STATE, UNFINISHED, failure, gone};

/// Removes the files that the manifest of an output folder names, and the manifest itself; how
/// many documents and pages there were comes back. Whatever else lies there stays.
pub fn clean(folder: &Path, holder: &str) -> (usize, Diagnostics) {
    let state = folder.join(STATE);
    if !state.is_dir() {
        return (0, Diagnostics::new());
    }
    let output = match Output::open(folder, holder, None) {
        Ok(output) => output,
        Err(findings) => return (0, findings),
    };
    let text = fs::read(state.join(MANIFEST)).unwrap_or_default();
    let value: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
    let files = manifest::any_files(&value);
    let there = files.iter().filter(|path| super::is_inside(path) && folder.join(path).is_file()).count();
    let mut findings = output.remove(files.iter().map(String::as_str));
    if findings.has_errors() {
        return (there, findings);
    }
    for name in [MANIFEST, SEEN, UNFINISHED, LOCK] {
        let path = state.join(name);
        findings.extend(gone(fs::remove_file(&path)).err().map(|error| failure(&path, &error)));
    }
    // Somebody may keep files of their own there.
    fs::remove_dir(&state).ok();
    fs::remove_dir(folder).ok();
    (there, findings)
}
