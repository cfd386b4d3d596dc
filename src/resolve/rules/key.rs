//! Line keys are unique: documents are named by them.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::line_key;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let lines = &scope.loaded.engagement.services;
    let keys: Vec<String> = (0..lines.len()).map(|index| line_key(scope.catalog, lines, index)).collect();
    for (index, key) in keys.iter().enumerate() {
        let place = |index: usize| lines[index].key.as_ref().map_or(lines[index].service.span, |key| key.span);
        let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if !key.starts_with(|c: char| c.is_ascii_alphanumeric()) || !key.chars().all(word) {
            findings.push(
                Diagnostic::new(Code::LINE_KEY, format!("`{key}` cannot be the key of a service line"))
                    .at(place(index))
                    .help("use letters, digits, `-`, `_` and `.`, starting with a letter or digit"),
            );
        }
        if let Some(first) = keys[..index].iter().position(|other| other.eq_ignore_ascii_case(key)) {
            findings.push(
                Diagnostic::new(Code::LINE_KEY, format!("two service lines have the key `{key}`"))
                    .at(place(index))
                    .also(place(first), "the other one")
                    .help("give one of them a `key:` of its own"),
            );
        }
    }
}
