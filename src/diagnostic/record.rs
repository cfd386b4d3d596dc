//! A finding with its places spelt out: what renderers for programs have in common.

use serde::Serialize;

use crate::source::{Sources, Span};

use super::Diagnostic;

/// One finding in the form of `--message-format json`. Lines and columns count from 1, columns in
/// characters; the end is the place after the last character.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    /// Of this form; another number means that a field changed its meaning or went.
    pub version: u32,
    pub code: &'static str,
    pub severity: &'static str,
    pub message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place<'a>>,
    /// Further places that belong to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Place<'a>>,
    /// The file, where there is no text to point into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<&'a str>,
    /// What it will be and when, for one that is not asked for yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<&'a str>,
}

/// A range of text in a file.
#[derive(Debug, Serialize)]
pub struct Place<'a> {
    /// Relative to the project, with slashes.
    pub file: &'a str,
    /// Whether the file is one of those built into the program.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub built_in: bool,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub label: &'a str,
}

/// The number of this form.
const VERSION: u32 = 1;

impl<'a> Record<'a> {
    /// The record of a finding.
    pub fn new(finding: &'a Diagnostic, sources: &'a Sources) -> Self {
        Self {
            version: VERSION,
            code: finding.code.0,
            severity: finding.severity.name(),
            message: &finding.message,
            place: finding.primary.as_ref().map(|(span, label)| place(*span, label, sources)),
            related: finding.secondary.iter().map(|(span, label)| place(*span, label, sources)).collect(),
            path: finding.path.as_deref(),
            later: finding.later_on(),
            basis: finding.basis.as_deref(),
            help: finding.help.as_deref(),
        }
    }

    /// Message, reason and way out in one text of several lines.
    pub fn whole(&self) -> String {
        let note = |name: &str, text: Option<&str>| text.map(|text| format!("\n{name}: {text}")).unwrap_or_default();
        let later = note("later", self.later.as_deref());
        format!("{}{later}{}{}", self.message, note("basis", self.basis), note("help", self.help))
    }
}

fn place<'a>(span: Span, label: &'a str, sources: &'a Sources) -> Place<'a> {
    let file = sources.file(span.file);
    let (line, column) = file.line_column(span.start);
    let (end_line, end_column) = file.line_column(span.end.max(span.start));
    Place { file: &file.path, built_in: file.embedded, line, column, end_line, end_column, label }
}
