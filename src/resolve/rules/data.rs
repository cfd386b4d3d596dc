//! Records hold only kinds of data that the customer permitted to use.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::records::Reference;

use super::Scope;

/// Kinds of records that are data of the customer's systems: what a permission calls them, and the
/// beginnings of the words that permit them.
const KINDS: &[(&str, &str, &[&str])] = &[
    ("incidents", "tickets", &["ticket", "incident", "fault"]),
    ("tickets", "tickets", &["ticket", "request"]),
    ("alarms", "alarms", &["alarm", "alert", "event"]),
    ("changes", "change records", &["change"]),
    ("capacity", "metrics", &["metric", "measure", "utilization", "utilisation"]),
    ("backups", "backup logs", &["backup", "log"]),
    ("security_events", "logs", &["log", "event", "security"]),
];

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let Some(given) = &scope.engagement().prerequisites.data_authorization else { return };
    if given.scope.is_empty() {
        return;
    }
    let words: Vec<String> =
        given.scope.iter().flat_map(|kind| kind.split_whitespace()).map(str::to_lowercase).collect();
    let references = scope.loaded.records.references();
    let issued = scope.items.iter().any(|item| item.is_issued());
    for (kind, name, accepted) in KINDS {
        let mut used = references.iter().filter(|reference| reference.kind == *kind);
        let Some(first) = used.next() else { continue };
        if accepted.iter().any(|accepted| words.iter().any(|word| word.starts_with(accepted))) {
            continue;
        }
        let message =
            format!("records of the kind `{kind}` are used, and the permission to use data does not name {name}");
        let finding = Diagnostic::new(Code::DATA_KIND, message)
            .at(given.span)
            .also(place(first), "the first of them")
            .help(format!("have their use permitted and add `{name}` to `scope:`, or take the records out"));
        scope.tell_of(finding, issued, findings);
    }
}

/// A place in a record, where it names something.
fn place(reference: &Reference) -> Option<crate::source::Span> {
    let named = reference.id.or(reference.line).or(reference.applications.first());
    named.and_then(|named| named.span)
}
