//! Narratives: prose by slots.

use sowright::load::Narrative;

use super::place::{alone, lies_in};

/// What must hold for every text.
pub fn holds(text: &str) {
    let (sources, file) = alone(text);
    let narrative = Narrative::parse("summary-report@2026-03", file, text);
    assert!(narrative.serves(Some("2026-03")) && !narrative.serves(Some("2026-04")) && !narrative.serves(None));
    let mut heads = String::new();
    let mut behind = 0;
    for (slot, span) in &narrative.headings {
        lies_in(*span, &sources);
        let line = &text[span.start..span.end];
        assert!(line.starts_with("## ") && !line.contains('\n'), "{line:?} is no heading");
        assert!(span.start >= behind && (span.start == 0 || text.as_bytes()[span.start - 1] == b'\n'));
        assert!(slot.chars().all(|c| c.is_alphanumeric() || c == '_'), "{slot:?}");
        behind = span.end;
        heads.push_str(line);
    }
    // Each sign stands in a slot or a heading, and none in two.
    let prose: String = narrative.slots.values().map(|slot| slot.value.as_str()).collect();
    for slot in narrative.slots.values() {
        if let Some(span) = slot.span {
            lies_in(span, &sources);
            let lines = text[span.start..span.end].lines().map(|line| line.trim_end_matches('\r'));
            assert!(lines.eq(slot.value.lines()), "{slot:?} stands elsewhere");
        }
    }
    narrative.unclosed.iter().for_each(|place| lies_in(*place, &sources));
    assert_eq!(signs(&(heads + &prose)), signs(text));
}

/// All signs that print, sorted: slots come in the order of their names.
fn signs(text: &str) -> Vec<char> {
    let mut signs: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    signs.sort_unstable();
    signs
}
