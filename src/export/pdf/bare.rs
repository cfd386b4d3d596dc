//! The typesetter alone over a document's source, for the benchmark that compares a build with it.

use std::sync::{Arc, LazyLock};

use regex::Regex;
use typst::diag::Warned;
use typst_layout::PagedDocument;

use super::Pdf;
use super::markup::Markup;
use super::world::{Files, Sheet};
use crate::document::Document;

/// The width of a column as a share of what is there.
static SHARE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b\d+\.\d+fr\b").expect("a pattern"));

/// What the typesetter is given of a document: its source, its data and pictures.
pub struct Given<'a> {
    pub source: String,
    document: &'a Document,
    files: Files,
}

/// The source alone.
pub fn source(document: &Document) -> String {
    Markup::of(document).text
}

/// The same source as a template would be written that thinks of no cost: columns as wide as the
/// typesetter finds best, and contents in every document.
pub fn straightforward(source: &str) -> String {
    let line = |line: &str| match line {
        "contents: none," => "contents: \"Contents\",\n".to_owned(),
        line if line.starts_with("grid-of(") => SHARE.replace_all(line, "auto").into_owned() + "\n",
        line => format!("{line}\n"),
    };
    source.lines().map(line).collect()
}

impl Pdf {
    /// What the typesetter is given of `document`.
    pub fn given<'a>(&self, document: &'a Document) -> Given<'a> {
        let markup = Markup::of(document);
        Given { files: Files::of(&self.shared, document, &markup), source: markup.text, document }
    }

    /// The size of the PDF that the typesetter makes of a source, with the pictures and the data of
    /// a document; 0 when it refuses.
    pub fn bare(&self, given: &Given, source: String) -> usize {
        let sheet = Sheet::new(Arc::clone(&self.shared), given.document, source, given.files.clone());
        let Warned { output, .. } = typst::compile::<PagedDocument>(&sheet);
        let bytes = output.and_then(|pages| typst_pdf::pdf(&pages, &self.options(&given.document.meta)));
        typst::comemo::evict(super::KEPT);
        bytes.map_or(0, |bytes| bytes.len())
    }
}
