//! The ledger names documents that the register knows.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::Loaded;
use crate::load::hint::nearest;
use crate::resolve::Item;

/// Notes entries of the ledger that belong to no document of engagement `index`.
pub fn check(loaded: &Loaded, items: &[Item], index: usize) -> Diagnostics {
    let own = items.iter().filter(|item| item.engagement == index);
    let ids: Vec<&str> = own.filter_map(|item| item.id.split_once('/').map(|(_, rest)| rest)).collect();
    let unknown = loaded.ledger.issued.iter().filter(|entry| !ids.contains(&entry.document.value.as_str()));
    unknown
        .map(|entry| {
            let help = match nearest(&entry.document, ids.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`sowright register` lists the ids; leave the engagement's part out".into(),
            };
            let message = format!("the ledger has `{}`, which is not owed", entry.document.value);
            Diagnostic::new(Code::LEDGER, message).at(entry.document.span).help(help)
        })
        .collect()
}
