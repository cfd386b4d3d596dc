//! No document covers days on which data was not permitted to be used any more.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::{Item, State};

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let Some(given) = &scope.engagement().prerequisites.data_authorization else { return };
    let Some(until) = given.valid_until else { return };
    let after = |item: &&Item| {
        item.period.as_ref().is_some_and(|period| period.end > until.0 && period.end <= scope.as_of)
            && item.state != State::NotOwed
    };
    let late: Vec<&Item> = scope.items.iter().filter(after).collect();
    let Some(first) = late.iter().min_by_key(|item| item.due) else { return };
    let (word, cover) = if late.len() == 1 { ("document", "covers") } else { ("documents", "cover") };
    let message =
        format!("the permission to use data ended on {}, and {} {word} {cover} later days", until.0, late.len());
    let finding = Diagnostic::new(Code::DATA_ENDED, message).at(given.span);
    scope.tell(finding.help(format!("have the permission renewed; the first document is {}", first.id)), findings);
}
