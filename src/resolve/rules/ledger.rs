//! The ledger names documents that the register knows.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::Loaded;
use crate::load::hint::nearest;
use crate::resolve::Item;

/// Notes entries of the ledger that belong to none of the engagement's documents.
pub fn check(loaded: &Loaded, items: &[Item]) -> Diagnostics {
    let ids: BTreeSet<&str> = items.iter().filter_map(|item| item.id.split_once('/').map(|(_, rest)| rest)).collect();
    let ledger = &loaded.ledger;
    let named = ledger
        .issued
        .iter()
        .map(|entry| &entry.document)
        .chain(ledger.drafts.iter().map(|entry| &entry.document))
        .chain(ledger.not_owed.iter().map(|entry| &entry.document));
    named
        .filter(|document| !ids.contains(document.value.as_str()))
        .map(|document| {
            let help = match nearest(document, ids.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`sowright register` lists the ids; leave the engagement's part out".into(),
            };
            let message = format!("the ledger has `{}`, which is not owed", document.value);
            Diagnostic::new(Code::LEDGER, message).at(document.span).help(help)
        })
        .collect()
}
