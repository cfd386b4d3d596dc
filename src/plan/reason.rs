//! Why a job runs, or why it need not.

/// Whether a document's files are still what its inputs give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Fresh(Fresh),
    Stale(Reason),
}

/// What showed that nothing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fresh {
    /// No file of the engagement, the catalog, the templates or the program changed.
    Engagement,
    /// Nothing that this document shows changed.
    Inputs,
    /// What it shows changed, but the document came out the same.
    Document,
}

/// Why a document is made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It was never built here.
    New,
    /// An output file is missing or was changed by someone else.
    Output { path: String },
    /// A format that was not built before.
    Format { format: &'static str },
    /// Records or fields that it shows are others now; the parts are named.
    Inputs { parts: Vec<String> },
    /// A template or the theme changed.
    Templates,
    /// Another version of the program made it.
    Program,
    /// `--force`.
    Forced,
}

impl Reason {
    /// The reason as a sentence without a full stop.
    pub fn sentence(&self) -> String {
        match self {
            Reason::New => "it was not built before".into(),
            Reason::Output { path } => format!("{path} is missing or was changed"),
            Reason::Format { format } => format!("it was not built as {format} before"),
            Reason::Inputs { parts } => format!("changed: {}", parts.join(", ")),
            Reason::Templates => "a template or the theme changed".into(),
            Reason::Program => "it was built by another version of sowright".into(),
            Reason::Forced => "--force was given".into(),
        }
    }
}

impl Fresh {
    /// The finding as a sentence without a full stop.
    pub fn sentence(self) -> &'static str {
        match self {
            Fresh::Engagement => "no file that could concern it changed",
            Fresh::Inputs => "nothing that it shows changed",
            Fresh::Document => "it came out the same",
        }
    }
}
