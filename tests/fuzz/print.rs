//! Markdown → PDF: the file says the words of the document, or why there is none.

use std::sync::LazyLock;

use sowright::compose::prose_blocks;
use sowright::export::pdf::Pdf;
use sowright::source::is_forbidden;
use sowright::theme::Theme;

use crate::sample;

static THEME: LazyLock<Theme> = LazyLock::new(sample::theme);
static PDF: LazyLock<Pdf> = LazyLock::new(|| Pdf::new(&THEME).expect("the theme works"));

/// What must hold for every text that a file may hold.
pub fn holds(text: &str) {
    let (blocks, _) = prose_blocks(&text.replace(is_forbidden, "\u{fffd}"), &THEME.brand.colors);
    let document = sample::document(blocks);
    match PDF.file(&document) {
        Ok(bytes) => crate::pdf::says_its_words(&document, &bytes),
        Err(findings) => {
            let known = [
                "no font has a sign",
                "must not contain the character",
                "nested too deeply",
                "breaks down on this document",
            ];
            let told = findings.iter().all(|one| known.iter().any(|known| one.message.contains(known)));
            assert!(told && findings.has_errors(), "{findings:#?}");
        }
    }
}
