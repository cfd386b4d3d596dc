//! Narratives: prose for one document. Its headings name the slots of the template.

use super::records::Slots;

/// One file under `narratives/`, named `<deliverable>[@<subject or period>].md`.
#[derive(Debug, Clone)]
pub struct Narrative {
    /// Id of the deliverable it is for.
    pub deliverable: String,
    /// Period (`2026-10`) or subject; every document of the deliverable when absent.
    pub part: Option<String>,
    pub slots: Slots,
}

impl Narrative {
    /// Reads the slots of a file. Text before the first heading fills the slot `summary`.
    pub fn parse(stem: &str, text: &str) -> Self {
        let (deliverable, part) = match stem.split_once('@') {
            Some((deliverable, part)) => (deliverable, Some(part.to_owned())),
            None => (stem, None),
        };
        let mut slots = Slots::new();
        let mut slot = "summary".to_owned();
        let mut fenced = false;
        for line in text.lines() {
            fenced ^= line.trim_start().starts_with("```");
            match line.strip_prefix("## ").filter(|_| !fenced) {
                Some(heading) => slot = slot_name(heading),
                None => {
                    let text: &mut String = slots.entry(slot.clone()).or_default();
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
        slots.retain(|_, text| !text.trim().is_empty());
        Self { deliverable: deliverable.to_owned(), part, slots }
    }
}

/// `Next steps` fills the slot `next_steps`.
fn slot_name(heading: &str) -> String {
    let words: Vec<String> =
        heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join("_")
}
