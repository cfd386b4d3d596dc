//! Stage 5: documents to bytes. A format is a folder here; it knows documents and the theme,
//! nothing else.

pub mod bidi;
pub mod html;
mod lines;
pub mod pdf;

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::theme::Theme;

/// A format that documents can be exported to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    Html,
    Pdf,
}

impl Format {
    /// All formats, in the order they are built.
    pub const ALL: [Format; 2] = [Format::Html, Format::Pdf];

    /// The name on the command line, which is also the file name's ending.
    pub fn name(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Pdf => "pdf",
        }
    }
}

/// What all exports of a build share: made once, used from any thread.
pub struct Exporter {
    html: html::Html,
    pdf: pdf::Pdf,
}

impl Exporter {
    /// Prepares both formats for a theme; a font or theme file that cannot be used is a finding.
    pub fn new(theme: &Theme) -> Result<Self, Diagnostics> {
        Ok(Self { html: html::Html::new(theme), pdf: pdf::Pdf::new(theme)? })
    }
}

/// The bytes of `document` in `format`. Errors point at the template line of the block at fault.
pub fn export(document: &Document, format: Format, exporter: &Exporter) -> Result<Vec<u8>, Diagnostics> {
    match format {
        Format::Html => Ok(exporter.html.page(document).into_bytes()),
        Format::Pdf => exporter.pdf.file(document),
    }
}
