//! The ledger names documents that the register knows, each version once.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::hint::nearest;
use crate::load::ledger::Issue;

use super::Scope;

/// Notes entries of the ledger that belong to none of the engagement's documents, and versions
/// issued twice or backwards.
pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let ids: BTreeSet<&str> =
        scope.items.iter().filter_map(|item| item.id.split_once('/').map(|(_, rest)| rest)).collect();
    let ledger = &scope.loaded.ledger;
    let named = ledger
        .issued
        .iter()
        .map(|entry| &entry.document)
        .chain(ledger.drafts.iter().map(|entry| &entry.document))
        .chain(ledger.not_owed.iter().map(|entry| &entry.document));
    for document in named.filter(|document| !ids.contains(document.value.as_str())) {
        let help = match nearest(document, ids.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`sowright register` lists the ids; leave the engagement's part out".into(),
        };
        let message = format!("the ledger has `{}`, which is not owed", document.value);
        findings.push(Diagnostic::new(Code::LEDGER, message).at(document.span).help(help));
    }
    let mut last: BTreeMap<&str, &Issue> = BTreeMap::new();
    for entry in &ledger.issued {
        if let Some(before) = last.insert(&entry.document.value, entry) {
            versions(before, entry, findings);
        }
    }
}

/// Of two issues of one document the later one has another version and no earlier day.
fn versions(before: &Issue, entry: &Issue, findings: &mut Diagnostics) {
    let id = &entry.document.value;
    let message = if before.version == entry.version {
        format!("`{id}` was issued twice in version {}", entry.version)
    } else if entry.issued_on.0 < before.issued_on.0 {
        format!(
            "`{id}`: version {} of {} follows version {} of {}",
            entry.version, entry.issued_on.0, before.version, before.issued_on.0
        )
    } else {
        return;
    };
    findings.push(
        Diagnostic::new(Code::ISSUED_TWICE, message)
            .at(entry.document.span)
            .also(before.document.span, "the issue before")
            .help("write issues in the order of their days, each with a version of its own"),
    );
}
