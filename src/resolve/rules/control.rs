//! Controlled documents name classification, author and approver.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::Item;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let control = &scope.engagement().document_control;
    let lacks = [
        ("classification", control.classification.is_none()),
        ("author", control.author.is_none()),
        ("approver", control.approver.is_none()),
    ];
    let lacks: Vec<&str> = lacks.iter().filter(|(_, lacks)| *lacks).map(|(name, _)| *name).collect();
    if lacks.is_empty() {
        return;
    }
    let finding = Diagnostic::new(Code::CONTROL, format!("the document control states no {}", lacks.join(", ")))
        .at(scope.place())
        .help(format!("add `document_control: {{{}: …}}`", lacks.join(": …, ")));
    scope.tell_of(finding, scope.items.iter().any(Item::is_issued), findings);
}
