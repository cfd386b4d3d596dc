//! What the last build made, of what: kept beside the output, readable, safe to delete.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use crate::diagnostic::kept::Kept;

use super::fingerprint::{Parts, Short};

/// The form of the file; another number is read for the names of files only.
pub const VERSION: u32 = 4;

/// The last build of one output folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub version: u32,
    /// Program that built it.
    pub program: String,
    /// Fingerprint of templates, components and theme.
    pub templates: String,
    /// Fingerprint of templates, theme and program that documents were made with, where they do
    /// not say another one.
    pub made_with: String,
    /// Fingerprint of all that an engagement's documents are made of, by engagement id.
    pub engagements: BTreeMap<String, String>,
    /// Pages that list documents, by their paths relative to the output folder.
    pub pages: BTreeMap<String, Page>,
    /// Files of earlier builds that no build has removed yet.
    #[serde(default)]
    pub strays: BTreeSet<String>,
    /// By document id.
    pub documents: BTreeMap<String, Built>,
}

/// One document as it was built.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Built {
    /// Id of its engagement, where the document's id does not begin with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engagement: Option<String>,
    /// Fingerprint of each part of the slice, by name.
    pub inputs: Parts,
    /// Fingerprint of templates, theme and program, where it is not the manifest's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_with: Option<String>,
    /// Fingerprint of the composed document.
    pub document: Short,
    /// Output files, one a format.
    pub files: Vec<File>,
    /// What was remarked while it was made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Kept>,
}

/// An output file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Relative to the output folder.
    pub path: String,
    pub sha256: String,
    pub bytes: u64,
}

/// A page that lists documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Fingerprint of what it lists and of what it is made with; zeros for a file that is not as
    /// it was written.
    pub lists: Short,
    pub sha256: String,
    pub bytes: u64,
}

/// The first part of a document's id: its engagement's, unless that has a prefix of its own. That of a file's
/// path is its engagement's.
pub fn prefix(id: &str) -> &str {
    id.split('/').next().unwrap_or_default()
}

impl File {
    /// Whether it is the document in the format with this ending.
    pub fn is(&self, format: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, ending)| ending == format)
    }
}

impl Built {
    /// The file of a format, by its ending.
    pub fn file(&self, format: &str) -> Option<&File> {
        self.files.iter().find(|file| file.is(format))
    }

    /// The engagement of the document with this id.
    pub fn engagement<'a>(&'a self, id: &'a str) -> &'a str {
        self.engagement.as_deref().unwrap_or_else(|| prefix(id))
    }
}

impl Manifest {
    /// Every file that the last build left, documents and pages.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let documents = self.documents.values().flat_map(|built| &built.files);
        let pages = self.pages.keys().map(String::as_str);
        documents.map(|file| file.path.as_str()).chain(pages).chain(self.strays.iter().map(String::as_str))
    }

    /// Writes it as JSON, one document a line.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let text = |value: &dyn erased::Json| value.json();
        write!(out, "{{\"version\": {},\n\"program\": {},\n", self.version, text(&self.program)?)?;
        write!(out, "\"templates\": {},\n\"made_with\": {},\n", text(&self.templates)?, text(&self.made_with)?)?;
        writeln!(out, "\"engagements\": {},", text(&self.engagements)?)?;
        write!(out, "\"pages\": {},\n\"strays\": {},\n\"documents\": {{", text(&self.pages)?, text(&self.strays)?)?;
        for (index, (id, built)) in self.documents.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(out, "{comma}\n{}: {}", text(id)?, text(built)?)?;
        }
        out.write_all(b"\n}}\n")
    }
}

/// The names of files in a manifest of any version: values of `path`, keys of `pages`, `strays`.
pub fn any_files(manifest: &serde_json::Value) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let documents = manifest["documents"].as_object().into_iter().flat_map(|all| all.values());
    for built in documents {
        // The second form had them by format.
        let by_format = built["files"].as_object().into_iter().flat_map(|all| all.values());
        let written = built["files"].as_array().into_iter().flatten().chain(by_format);
        files.extend(written.filter_map(|file| text(&file["path"])));
    }
    files.extend(manifest["pages"].as_object().into_iter().flat_map(|all| all.keys().cloned()));
    files.extend(manifest["strays"].as_array().into_iter().flatten().filter_map(text));
    files
}

/// Values of different types, all written as JSON.
mod erased {
    use serde::Serialize;

    pub trait Json {
        fn json(&self) -> std::io::Result<String>;
    }

    impl<T: Serialize> Json for T {
        fn json(&self) -> std::io::Result<String> {
            Ok(serde_json::to_string(self)?)
        }
    }
}
