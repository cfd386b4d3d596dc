//! Documents that build on each other are issued in their order.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::reason::Fact;
use crate::resolve::{Item, Line};
use crate::source::Span;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    for line in &scope.lines {
        for owed in &line.service.deliverables {
            for before in &owed.after {
                order(scope, line, &before.value, &owed.id.value, findings);
            }
        }
    }
}

/// Each document of one deliverable against those of another for the same subject.
fn order(scope: &Scope, line: &Line, before: &str, after: &str, findings: &mut Diagnostics) {
    let issued = |id: &str| {
        let own = |item: &&Item| item.line == Some(line.index) && item.deliverable == id;
        scope.items.iter().filter(own).filter_map(|item| Some((item, item.issued.as_ref()?.date))).collect::<Vec<_>>()
    };
    for (first, day) in issued(before) {
        let same = |item: &Item| item.subject.is_none() || first.subject.is_none() || item.subject == first.subject;
        for (item, earlier) in issued(after).into_iter().filter(|(item, date)| same(item) && *date < day) {
            let message = format!(
                "\u{201c}{}\u{201d} was issued on {earlier}, before \u{201c}{}\u{201d} on {day}, on which it builds",
                item.title, first.title
            );
            let finding = Diagnostic::new(Code::CHAIN, message).at(entry(item)).also(entry(first), "issued later");
            scope.tell(finding.help("correct the dates, or say in the later document why"), findings);
        }
    }
}

/// The ledger's entry of a document.
fn entry(item: &Item) -> Option<Span> {
    item.reasons.iter().rfind(|reason| matches!(reason.fact, Fact::Issued { .. })).and_then(|reason| reason.span)
}
