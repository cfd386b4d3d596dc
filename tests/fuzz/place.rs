//! Where findings point, and whether each form can tell them.

use sowright::diagnostic::{Diagnostics, github, human, record::Record, sarif};
use sowright::source::{FileId, Sources, Span};

/// A text as the only file.
pub fn alone(text: &str) -> (Sources, FileId) {
    let mut sources = Sources::default();
    let file = sources.add("seed", text, false);
    (sources, file)
}

/// Fails unless each place lies in its file, at the start of characters, and each form tells all.
pub fn tell(findings: &Diagnostics, sources: &Sources) {
    for finding in findings.iter() {
        assert!(!finding.message.is_empty(), "{finding:?}");
        for (span, _) in finding.primary.iter().chain(&finding.secondary) {
            lies_in(*span, sources);
        }
        assert!(human::render(finding, sources, false, Some(80)).contains(finding.code.0), "{finding:?}");
        assert!(github::render(finding, sources).starts_with("::"), "{finding:?}");
        assert!(serde_json::to_string(&Record::new(finding, sources)).is_ok(), "{finding:?}");
    }
    let sarif: serde_json::Value = serde_json::from_str(&sarif::render(findings, sources, "0")).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(findings.iter().count()));
}

/// Fails unless a place lies in its file, at the start of characters.
#[track_caller]
pub fn lies_in(span: Span, sources: &Sources) {
    assert!((span.file.0 as usize) < sources.len(), "{span:?} is in no file");
    let text = &sources.file(span.file).text;
    let inside = span.start <= span.end && span.end <= text.len();
    assert!(inside && text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?} of {text:?}");
}
