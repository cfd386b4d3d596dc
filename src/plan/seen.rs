//! The last complete build in a few words: the fingerprint of all that it read, what it said and
//! what it left. When nothing changed, the next build says the same without doing anything.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::diagnostic::kept::Kept;

/// The form of the file; another number is read as none.
pub const VERSION: u32 = 1;

/// What a complete build read, said and left.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    pub version: u32,
    /// Fingerprint of every file that was read, of the program and of what was asked for.
    pub fingerprint: String,
    /// Fingerprint of the manifest that goes with it.
    pub manifest: String,
    /// Names of the files that were read, relative to the project.
    pub read: Vec<String>,
    /// How many documents were looked at.
    pub documents: usize,
    pub findings: Vec<Kept>,
    /// Every output file and its length.
    pub files: Vec<(String, u64)>,
}

impl Seen {
    /// The files that findings point into, in the order of the findings.
    pub fn places(&self) -> BTreeSet<&str> {
        self.findings.iter().flat_map(Kept::files).collect()
    }
}
