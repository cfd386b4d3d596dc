//! Narratives: prose for one document. Its headings name the slots of the template.

use crate::source::{FileId, Span};

use super::records::Slots;

/// One file under `narratives/`, named `<deliverable>[@<subject or period>].md`.
#[derive(Debug, Clone)]
pub struct Narrative {
    /// Id of the deliverable it is for.
    pub deliverable: String,
    /// Period (`2026-10`) or subject; every document of the deliverable when absent.
    pub part: Option<String>,
    pub slots: Slots,
    /// Each heading's slot and place.
    pub headings: Vec<(String, Span)>,
    pub file: FileId,
}

impl Narrative {
    /// Reads the slots of a file. Text before the first heading fills the slot `summary`.
    pub fn parse(stem: &str, file: FileId, text: &str) -> Self {
        let (deliverable, part) = match stem.split_once('@') {
            Some((deliverable, part)) => (deliverable, Some(part.to_owned())),
            None => (stem, None),
        };
        let mut slots = Slots::new();
        let mut slot = "summary".to_owned();
        let (mut fenced, mut at, mut headings) = (false, 0, Vec::new());
        for whole in text.split_inclusive('\n') {
            let line = whole.trim_end_matches(['\n', '\r']);
            fenced ^= line.trim_start().starts_with("```");
            match line.strip_prefix("## ").filter(|_| !fenced) {
                Some(heading) => {
                    slot = slot_name(heading);
                    headings.push((slot.clone(), Span::new(file, at, at + line.len())));
                }
                None => {
                    let text: &mut String = slots.entry(slot.clone()).or_default();
                    text.push_str(line);
                    text.push('\n');
                }
            }
            at += whole.len();
        }
        slots.retain(|_, text| !text.trim().is_empty());
        Self { deliverable: deliverable.to_owned(), part, slots, headings, file }
    }

    /// Whether it is prose for the document of its deliverable with this period or subject.
    pub fn serves(&self, part: Option<&str>) -> bool {
        self.part.is_none() || self.part.as_deref() == part
    }
}

/// `Next steps` fills the slot `next_steps`.
fn slot_name(heading: &str) -> String {
    // Letters change first: the small form of `İ` ends with a sign that is no letter.
    let heading = heading.to_lowercase();
    let words: Vec<&str> = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("_")
}
