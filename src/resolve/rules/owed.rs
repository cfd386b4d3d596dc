//! What a service owes for each subject has subjects: nothing is owed less without a word.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::catalog::Per;
use crate::resolve::State;

use super::Scope;

/// A finding for each deliverable that is made per subject on a line without one.
pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let items = scope.items.iter();
    for item in items.filter(|item| item.state == State::NotOwed && item.subject.is_none() && item.period.is_none()) {
        let (Some(line), Some(deliverable)) = (item.line, scope.catalog.deliverable(&item.deliverable)) else {
            continue;
        };
        let (what, list) = match deliverable.per {
            Per::Application => ("application", "applications"),
            Per::BusinessService => ("business service", "business_services"),
            Per::Scenario => ("scenario", "scenarios"),
            _ => continue,
        };
        let bought = &scope.loaded.engagement.services[line];
        findings.push(
            Diagnostic::new(
                Code::NO_SUBJECT,
                format!("`{}` is owed for each {what}, and there is none", deliverable.id.value),
            )
            .at(bought.service.span)
            .help(format!(
                "name them under `inventory.{list}` and, where not all are meant, in `scope.{list}` of the line"
            )),
        );
    }
}
