//! Findings: what was wrong, where, why, and the way out. Values; printing them is the business
//! of the renderers.

pub mod code;
pub mod example;
pub mod github;
pub mod human;
pub mod kept;
pub mod narrow;
pub mod record;
pub mod sarif;

pub use code::{Code, Gate};

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// How much a finding weighs. Errors make the exit status 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Note,
    Warning,
    Error,
}

impl Severity {
    /// The word printed before the code.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One finding. The message is lower case without a full stop; the way out is in `help`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub message: String,
    /// The place to change, and what to note there.
    pub primary: Option<(Span, String)>,
    /// Further places that belong to it.
    pub secondary: Vec<(Span, String)>,
    /// The rule or source behind it, in one line.
    pub basis: Option<String>,
    pub help: Option<String>,
    /// The file, where there is no text to point into (a folder, a picture, an output file).
    pub path: Option<String>,
    /// When it will be asked for, where that is later than now.
    pub later: Option<Gate>,
}

impl Diagnostic {
    /// A finding with the severity that its code has.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            primary: None,
            secondary: Vec::new(),
            basis: code.entry().and_then(|entry| entry.basis).map(str::to_owned),
            help: None,
            path: None,
            later: None,
        }
    }

    /// Not asked for yet: a note until then.
    pub fn later(mut self, gate: Gate) -> Self {
        self.severity = Severity::Note;
        self.later = Some(gate);
        self
    }

    /// What it will be and when, for one that is not asked for yet.
    pub fn later_on(&self) -> Option<String> {
        let word = match self.code.severity() {
            Severity::Error => "an error",
            Severity::Warning => "a warning",
            Severity::Note => "a note",
        };
        self.later.map(|gate| format!("{word} {}", gate.when()))
    }

    /// Weighs one step less: an error is a warning, a warning a note.
    pub fn lowered(mut self) -> Self {
        self.severity = match self.severity {
            Severity::Error => Severity::Warning,
            Severity::Warning | Severity::Note => Severity::Note,
        };
        self
    }

    /// Weighs less than its code does, while it is too early to ask for it.
    pub fn note_if(mut self, early: bool) -> Self {
        if early {
            self.severity = Severity::Note;
        }
        self
    }

    /// Points at the place to change; nothing happens without a place.
    pub fn at(mut self, span: impl Into<Option<Span>>) -> Self {
        self.primary = span.into().map(|span| (span, String::new()));
        self
    }

    /// Points at the place to change with a word about it.
    pub fn labelled(mut self, span: impl Into<Option<Span>>, label: impl Into<String>) -> Self {
        self.primary = span.into().map(|span| (span, label.into()));
        self
    }

    /// Adds a place that belongs to the finding.
    pub fn also(mut self, span: impl Into<Option<Span>>, label: impl Into<String>) -> Self {
        self.secondary.extend(span.into().map(|span| (span, label.into())));
        self
    }

    /// Says the way out.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says which rule stands behind it.
    pub fn basis(mut self, basis: impl Into<String>) -> Self {
        self.basis = Some(basis.into());
        self
    }

    /// Names a file that has no text to point into.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }
}

/// The findings of a stage, in the order it made them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// No finding yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether an error is among them.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The findings in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Leaves findings out, errors never.
    pub fn allow(&mut self, left_out: impl Fn(&Diagnostic) -> bool) {
        self.0.retain(|finding| finding.severity == Severity::Error || !left_out(finding));
    }

    /// Puts them in the order of printing: by file, place, code; those without a place last.
    /// The same finding is kept once.
    pub fn sort(&mut self) {
        let key = |finding: &Diagnostic| {
            let span = finding.primary.as_ref().map(|(span, _)| *span);
            (span.is_none(), span, finding.path.clone(), finding.code, finding.message.clone())
        };
        self.0.sort_by_cached_key(key);
        self.0.dedup();
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, findings: I) {
        self.0.extend(findings);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(findings: I) -> Self {
        Self(findings.into_iter().collect())
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(finding: Diagnostic) -> Self {
        Self(vec![finding])
    }
}
