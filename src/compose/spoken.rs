//! Identifiers of the data model as words that people read.

use super::filters::capital;

/// Abbreviations that identifiers write in small letters.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("apaas", "aPaaS"),
    ("api", "API"),
    ("cpu", "CPU"),
    ("om", "O&M"),
    ("prr", "PRR"),
    ("sla", "SLA"),
    ("slo", "SLO"),
    ("sop", "SOP"),
];

/// `closed_api` as `closed API`; with `first` its first word begins with a capital: `Closed API`. What is no
/// identifier keeps its spelling.
pub fn spoken(identifier: &str, first: bool) -> String {
    let word = |(at, word): (usize, &str)| match ABBREVIATIONS.iter().find(|(short, _)| *short == word) {
        Some((_, long)) => (*long).to_owned(),
        None if at == 0 && first => capital(word),
        None => word.to_owned(),
    };
    identifier.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}
