//! A document that consists of parts which the catalog lists has a record for each of them.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    for item in scope.items.iter().filter(|item| item.available <= scope.as_of) {
        let Some(listed) = item.params.get("covers").and_then(|value| value.as_array()) else { continue };
        let Some(line) = scope.lines.iter().find(|line| Some(line.index) == item.line) else { continue };
        let subject = item.params.get("subject").and_then(|value| value.as_str());
        let mine = scope.loaded.records.processes.iter().filter(|process| {
            process.service.value == line.key
                && process.subject.as_ref().is_none_or(|own| Some(own.value.as_str()) == subject)
        });
        let covered: BTreeSet<&str> =
            mine.clone().filter_map(|process| process.covers.as_ref()).map(|id| id.value.as_str()).collect();
        let listed: Vec<&str> = listed.iter().filter_map(|id| id.as_str()).collect();
        let missing: Vec<&str> = listed.iter().copied().filter(|id| !covered.contains(id)).collect();
        // Without any record there is nothing to be written yet.
        let Some(first) = mine.clone().next().filter(|_| !missing.is_empty()) else { continue };
        let message = format!(
            "\u{201c}{}\u{201d} has {} of {} processes, and lacks {}",
            item.title,
            listed.len() - missing.len(),
            listed.len(),
            missing.join(", ").replace('_', " ")
        );
        let finding = Diagnostic::new(Code::CHAPTERS, message).at(first.id.span);
        let help = format!("add a record for each, with `covers: {}`", missing[0]);
        scope.tell_of(finding.help(help), item.is_issued(), findings);
    }
}
