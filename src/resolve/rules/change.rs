//! Changes are approved and stay in their window.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::records::{Change, ChangeKind, ChangeResult};

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let done = |change: &&Change| !matches!(change.result, ChangeResult::Planned | ChangeResult::Cancelled);
    for change in scope.loaded.records.changes.iter().filter(done) {
        let (id, zone) = (&change.id, &scope.loaded.zone);
        let issued = scope.issued_about(&id.value);
        // Standard changes are approved once, as a kind.
        if change.approved_by.is_none() && change.kind != ChangeKind::Standard {
            let finding = Diagnostic::new(Code::CHANGE, format!("change {} was made without an approval", id.value));
            scope.tell_of(finding.at(id.span).help("enter `approved_by:`"), issued, findings);
        }
        let early = change.actual_start.is_some_and(|at| at.zoned(zone) < change.planned_start.zoned(zone));
        let late = change.actual_end.is_some_and(|at| at.zoned(zone) > change.planned_end.zoned(zone));
        if (early || late) && change.remark.is_none() {
            let what = if early { "started before its window" } else { "ended after its window" };
            let finding = Diagnostic::new(Code::CHANGE, format!("change {} {what}", id.value)).at(id.span);
            let window = if early { change.planned_start.span } else { change.planned_end.span };
            scope.tell_of(finding.also(window, "the window").help("explain it under `remark:`"), issued, findings);
        }
    }
}
