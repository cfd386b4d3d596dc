//! Traps of Markdown: each file under `tests/markdown/` is a text and, below `=== words`, what every
//! format prints of it, block by block, and what is remarked. Both formats are read back.
//! `SOWRIGHT_BLESS=1 cargo test traps` writes what is printed now into the files.

use std::fs;
use std::path::Path;

use sowright::compose::prose_blocks;
use sowright::export::html::Html;
use sowright::export::pdf::Pdf;

use crate::sample;

const SEPARATOR: &str = "=== words\n";

#[test]
fn traps_print_as_they_should() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown");
    let mut files: Vec<_> = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    files.sort();
    assert!(files.len() >= 10, "only {} traps", files.len());
    let theme = sample::theme();
    let (html, pdf) = (Html::new(&theme), Pdf::new(&theme).expect("the theme works"));
    for path in files {
        let text = fs::read_to_string(&path).expect("a text");
        let (markdown, expected) = text.split_once(SEPARATOR).unwrap_or((&text, ""));
        let (blocks, findings) = prose_blocks(markdown, &theme.brand.colors);
        let mut document = sample::document(blocks);
        document.meta.id = path.display().to_string();
        let page = html.page(&document);
        crate::html::says_its_words(&document, &page);
        let mut findings = findings;
        match pdf.file(&document) {
            Ok(bytes) => {
                crate::pdf::says_its_words(&document, &bytes);
                crate::pdf::conforms(&bytes);
            }
            Err(mistakes) => findings.extend(mistakes),
        }
        let before = sample::document(Vec::new()).words().len();
        let words: String = document.words()[before..].iter().map(|word| format!("{word}\n")).collect();
        let remarks: String =
            findings.iter().map(|finding| format!("{}: {}\n", finding.code.0, finding.message)).collect();
        let actual = words + &remarks;
        if std::env::var_os("SOWRIGHT_BLESS").is_some() {
            fs::write(&path, format!("{markdown}{SEPARATOR}{actual}")).expect("written");
        } else {
            assert_eq!(actual, expected, "{}", path.display());
        }
    }
}
