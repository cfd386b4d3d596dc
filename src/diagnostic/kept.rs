//! A finding as a file keeps it from one build to the next: its places by path, not by number.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::source::{FileId, Sources, Span};

use super::{Code, Diagnostic, Gate, Severity};

/// A finding without numbers that hold for one build only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    code: String,
    severity: Severity,
    message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    primary: Option<Mark>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    secondary: Vec<Mark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    later: Option<Gate>,
}

/// A range of bytes in a file, and what is said about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    file: String,
    start: usize,
    end: usize,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    label: String,
}

impl Kept {
    /// The form to keep.
    pub fn of(finding: &Diagnostic, sources: &Sources) -> Self {
        let mark = |(span, label): &(Span, String)| Mark {
            file: sources.file(span.file).path.clone(),
            start: span.start,
            end: span.end,
            label: label.clone(),
        };
        Self {
            code: finding.code.0.to_owned(),
            severity: finding.severity,
            message: finding.message.clone(),
            primary: finding.primary.as_ref().map(mark),
            secondary: finding.secondary.iter().map(mark).collect(),
            basis: finding.basis.clone(),
            help: finding.help.clone(),
            path: finding.path.clone(),
            later: finding.later,
        }
    }

    /// The files that it points into.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.primary.iter().chain(&self.secondary).map(|mark| mark.file.as_str())
    }

    /// The finding again, with the numbers that `files` gives the paths; a place in a file that is
    /// gone is left out. None for a code that this version does not know.
    pub fn back(&self, files: &HashMap<String, FileId>) -> Option<Diagnostic> {
        let place = |mark: &Mark| {
            files.get(&mark.file).map(|file| (Span::new(*file, mark.start, mark.end), mark.label.clone()))
        };
        Some(Diagnostic {
            code: Code(Code::find(&self.code)?.code),
            severity: self.severity,
            message: self.message.clone(),
            primary: self.primary.as_ref().and_then(place),
            secondary: self.secondary.iter().filter_map(place).collect(),
            basis: self.basis.clone(),
            help: self.help.clone(),
            path: self.path.clone(),
            later: self.later,
        })
    }
}

/// The number of each file by its path.
pub fn numbers(sources: &Sources) -> HashMap<String, FileId> {
    sources.iter().map(|(id, file)| (file.path.clone(), id)).collect()
}
