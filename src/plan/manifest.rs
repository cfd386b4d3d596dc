//! What the last build made, of what: kept beside the output, readable, safe to delete.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The form of the file; another number is read as no manifest.
pub const VERSION: u32 = 1;

/// The last build of one output folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub version: u32,
    /// Program that built it.
    pub program: String,
    /// Fingerprint of templates, components and theme.
    pub templates: String,
    /// Fingerprint of all that an engagement's documents are made of, by engagement id.
    pub engagements: BTreeMap<String, String>,
    /// By document id.
    pub documents: BTreeMap<String, Built>,
    /// Fingerprint of each page that lists documents, by its path relative to the output folder.
    #[serde(default)]
    pub pages: BTreeMap<String, String>,
}

/// One document as it was built.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Built {
    pub engagement: String,
    /// Fingerprint of each part of the slice, by name.
    pub inputs: BTreeMap<String, String>,
    /// Fingerprint of templates, theme and program it was made with.
    pub made_with: String,
    /// Fingerprint of the composed document.
    pub document: String,
    /// Output files by format.
    pub files: BTreeMap<String, File>,
}

/// An output file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Relative to the output folder.
    pub path: String,
    pub sha256: String,
    pub bytes: u64,
}
