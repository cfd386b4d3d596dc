//! Documents to PDF: archivable (PDF/A-3a), accessible (PDF/UA-1), the same bytes on every run.
//!
//! [`markup`] writes the document as calls of the theme's functions, [`world`] lays it before
//! typst, [`errors`] turns what typst says into findings at template lines.

pub mod bare;
mod clusters;
mod columns;
mod drawings;
mod errors;
mod front;
pub mod glyphs;
mod length;
pub mod literal;
mod markup;
mod metrics;
mod sheets;
mod world;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use typst::diag::Warned;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Meta};
use crate::patience::{self, Failure};
use crate::theme::Theme;
use markup::Markup;
use world::{Files, Shared, Sheet};

/// Processor time that a layout may take: the longest of real documents take under a second.
const LIMIT: Duration = Duration::from_secs(5);

/// So many documents later what typst worked out for one is given back: the theme, which the next one
/// uses too, stays.
const KEPT: usize = 1;

/// Results are given back when documents with so many bytes of markup are done: typst looks through
/// everything it keeps, and through room for the longest document so far, each time.
const BATCH: usize = 24 << 10;

/// The same where several documents are laid out at a time: more takes less time and more memory.
const BATCH_OF_SEVERAL: usize = 12 << 10;

/// Documents with more bytes of markup are laid out one at a time, and nothing is kept of them: a table
/// of five hundred rows takes 100 MB. Hardly one document in a hundred is as long.
const LONG: usize = 48 << 10;

/// The PDF format for one theme. Fonts and theme are read once and shared by all documents.
pub struct Pdf {
    shared: Arc<Shared>,
    standards: PdfStandards,
    /// Whether a layout did not come to an end: the theme's fault, so nobody waits again.
    endless: AtomicBool,
    /// Held while a long document is laid out.
    long: Mutex<()>,
    kept: Arc<Kept>,
}

/// What typst keeps of documents, and when it gives that back.
#[derive(Default)]
struct Kept {
    /// How many documents are being laid out.
    under_way: AtomicUsize,
    /// Bytes of markup laid out since results were given back.
    laid: AtomicUsize,
}

impl Pdf {
    /// Reads the fonts and the theme; what cannot be used is a finding.
    pub fn new(theme: &Theme) -> Result<Self, Diagnostics> {
        let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]).expect("both fit PDF 1.7");
        Ok(Self {
            shared: Arc::new(Shared::new(theme)?),
            standards,
            endless: AtomicBool::new(false),
            long: Mutex::new(()),
            kept: Arc::default(),
        })
    }

    /// The bytes of `document`. Errors point at the template line of the block at fault.
    ///
    /// May run on several threads at once; each of them waits while a thread of its own lays out.
    pub fn file(&self, document: &Document) -> Result<Vec<u8>, Diagnostics> {
        let mut markup = Markup::of(document);
        let size = markup.text.len();
        let long = size > LONG;
        let _alone = long.then(|| self.long.lock().unwrap_or_else(PoisonError::into_inner));
        let files = Files::of(&self.shared, document, &markup);
        let text = std::mem::take(&mut markup.text);
        let sheet = Arc::new(Sheet::new(Arc::clone(&self.shared), document, text, files));
        let (own, kept, options) = (Arc::clone(&sheet), Arc::clone(&self.kept), self.options(&document.meta));
        let work = move || {
            let _under_way = UnderWay::begin(kept, size);
            let Warned { output, .. } = typst::compile::<PagedDocument>(&*own);
            output.and_then(|pages| typst_pdf::pdf(&clusters::joined(pages), &options))
        };
        let endless = self.endless.load(Ordering::Relaxed);
        let done = if endless { Err(Failure::Late) } else { patience::within(LIMIT, work) };
        let bytes = done.map_err(|failure| match failure {
            Failure::Late => {
                self.endless.store(true, Ordering::Relaxed);
                let message = format!("the layout is not done after {} seconds", LIMIT.as_secs());
                let help = "look for loops without an end in templates/theme/document.typ, or split the document";
                Diagnostic::new(Code::EXPORT, message).help(help)
            }
            Failure::Broken => Diagnostic::new(Code::EXPORT, "the typesetter breaks down on this document")
                .help("write unusual signs differently (joiners, emoji beside words from the right), and report it"),
        })?;
        bytes.map_err(|errors| errors::findings(&errors, &sheet, &markup.origins))
    }

    fn options(&self, meta: &Meta) -> PdfOptions {
        PdfOptions {
            ident: Smart::Custom(format!("{} {}", meta.id, meta.version)),
            creator: Smart::Custom(Some("sowright".into())),
            timestamp: midnight(meta).map(Timestamp::new_utc),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        }
    }
}

/// A document that is laid out.
struct UnderWay {
    kept: Arc<Kept>,
    /// Bytes of its markup.
    size: usize,
}

impl UnderWay {
    fn begin(kept: Arc<Kept>, size: usize) -> Self {
        kept.under_way.fetch_add(1, Ordering::Relaxed);
        Self { kept, size }
    }
}

impl Drop for UnderWay {
    /// Gives back what typst worked out for the document, now that it is done, on the thread that made it. Results of one document are of little use to the next and would pile up for
    /// the whole build; those of documents under way on other threads are needed until they are done.
    fn drop(&mut self) {
        let Self { kept, size } = self;
        let size = *size;
        let beside = kept.under_way.fetch_sub(1, Ordering::Relaxed) - 1;
        let laid = kept.laid.fetch_add(size, Ordering::Relaxed) + size;
        let batch = if beside == 0 { BATCH } else { BATCH_OF_SEVERAL };
        let age = match beside {
            _ if size > LONG => 0,
            _ if laid < batch => return,
            0 => 0,
            _ => beside.max(KEPT),
        };
        kept.laid.store(0, Ordering::Relaxed);
        typst::comemo::evict(age);
    }
}

impl Drop for Pdf {
    /// No next document needs what typst worked out.
    fn drop(&mut self) {
        typst::comemo::evict(0);
    }
}

/// The document's date at 00:00. PDF/A-3 dates its attachments, so a file always has one.
fn midnight(meta: &Meta) -> Option<Datetime> {
    let date = meta.date;
    Datetime::from_ymd_hms(date.year().into(), date.month() as u8, date.day() as u8, 0, 0, 0)
}
