//! Which colour a status word has, and how it is printed.

use crate::document::Tone;

/// The words of the data model that have a tone.
const TONES: &[(&str, Tone)] = &[
    ("sev1", Tone::Critical),
    ("sev2", Tone::Poor),
    ("sev3", Tone::Attention),
    ("sev4", Tone::Info),
    ("critical", Tone::Critical),
    ("high", Tone::Poor),
    ("medium", Tone::Attention),
    ("low", Tone::Info),
    ("info", Tone::Neutral),
    ("p1", Tone::Critical),
    ("p2", Tone::Poor),
    ("p3", Tone::Attention),
    ("p4", Tone::Info),
    ("pass", Tone::Good),
    ("partial", Tone::Attention),
    ("partly", Tone::Attention),
    ("fail", Tone::Critical),
    ("failed", Tone::Critical),
    ("na", Tone::Neutral),
    ("not checked", Tone::Neutral),
    ("success", Tone::Good),
    ("rolled back", Tone::Poor),
    ("cancelled", Tone::Neutral),
    ("planned", Tone::Info),
    ("due", Tone::Attention),
    ("overdue", Tone::Critical),
    ("issued", Tone::Good),
    ("accepted", Tone::Good),
    ("open", Tone::Attention),
    ("fixed", Tone::Good),
    ("verified", Tone::Good),
    ("done", Tone::Good),
    ("closed", Tone::Good),
    ("resolved", Tone::Good),
    ("met", Tone::Good),
    ("missed", Tone::Critical),
    ("not met", Tone::Critical),
    ("conditional", Tone::Attention),
    ("pending", Tone::Info),
    ("rejected", Tone::Critical),
    ("draft", Tone::Neutral),
    ("ok", Tone::Good),
    ("good", Tone::Good),
    ("attention", Tone::Attention),
    ("poor", Tone::Critical),
    ("restore tested", Tone::Good),
    ("emergency", Tone::Poor),
    ("normal", Tone::Neutral),
    ("standard", Tone::Neutral),
    ("not measured", Tone::Neutral),
    ("active", Tone::Good),
    ("new", Tone::Info),
    ("change", Tone::Attention),
    ("keep", Tone::Neutral),
    ("retire", Tone::Poor),
    ("chosen", Tone::Good),
    ("must", Tone::Critical),
    ("should", Tone::Attention),
    ("may", Tone::Neutral),
    ("could", Tone::Neutral),
    ("go", Tone::Good),
    ("conditional go", Tone::Attention),
    ("no go", Tone::Critical),
    ("confirmed", Tone::Good),
    ("refuted", Tone::Critical),
    ("inconclusive", Tone::Attention),
    ("not run", Tone::Neutral),
    ("revoked", Tone::Good),
    ("transferred", Tone::Good),
    ("completed", Tone::Good),
];

/// The tone of a status word; neutral for others.
pub fn of(word: &str) -> Tone {
    let word = word.to_lowercase().replace('_', " ");
    TONES.iter().find(|(known, _)| *known == word).map_or(Tone::Neutral, |(_, tone)| *tone)
}

/// The word as it is printed: ids as words, short codes in capitals.
pub fn label(word: &str) -> String {
    match word {
        "na" => "n/a".into(),
        "ok" => "OK".into(),
        _ if word.len() <= 4 && word.chars().any(|c| c.is_ascii_digit()) => word.to_uppercase(),
        _ => super::spoken::spoken(&word.replace('_', " "), true),
    }
}
