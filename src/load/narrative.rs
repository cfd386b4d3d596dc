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
    /// The line that begins a block of code without an end.
    pub unclosed: Option<Span>,
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
        let (mut open, mut at, mut headings) = (None::<Fence>, 0, Vec::new());
        for whole in text.split_inclusive('\n') {
            let line = whole.trim_end_matches(['\n', '\r']);
            let place = Span::new(file, at, at + line.len());
            match (Fence::of(line, place), &open) {
                (Some(fence), None) => open = Some(fence),
                (Some(fence), Some(before)) if fence.closes(before) => open = None,
                _ => {}
            }
            at += whole.len();
            if let Some(heading) = line.strip_prefix("## ").filter(|_| open.is_none()) {
                slot = slot_name(heading);
                headings.push((slot.clone(), place));
                continue;
            }
            let prose = slots.entry(slot.clone()).or_default();
            // A place for each line is known where the slot is one stretch of the file.
            prose.span = match prose.span {
                None if prose.value.is_empty() => Some(Span::new(file, place.start, at)),
                Some(span) if span.end == place.start => Some(Span::new(file, span.start, at)),
                _ => None,
            };
            prose.value.push_str(line);
            prose.value.push('\n');
        }
        slots.retain(|_, prose| !prose.value.trim().is_empty());
        let unclosed = open.map(|fence| fence.place);
        Self { deliverable: deliverable.to_owned(), part, slots, headings, unclosed, file }
    }

    /// Whether it is prose for the document of its deliverable with this period or subject.
    pub fn serves(&self, part: Option<&str>) -> bool {
        self.part.is_none() || self.part.as_deref() == part
    }
}

/// A line that begins or ends a block of code: three or more backticks or tildes.
struct Fence {
    sign: char,
    length: usize,
    bare: bool,
    place: Span,
}

impl Fence {
    /// Source: CommonMark 0.31, section 4.5; any indent, since blocks of lists have one.
    fn of(line: &str, place: Span) -> Option<Self> {
        let line = line.trim_start();
        let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
        let info = line.trim_start_matches(sign);
        let length = line.len() - info.len();
        let fits = length >= 3 && !(sign == '`' && info.contains('`'));
        fits.then(|| Self { sign, length, bare: info.trim().is_empty(), place })
    }

    fn closes(&self, open: &Self) -> bool {
        self.bare && self.sign == open.sign && self.length >= open.length
    }
}

/// `Next steps` fills the slot `next_steps`.
fn slot_name(heading: &str) -> String {
    // Letters change first: the small form of `İ` ends with a sign that is no letter.
    let heading = heading.to_lowercase();
    let words: Vec<&str> = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("_")
}
