//! Records of a service line lie within its term, so that some document shows them.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::records::Record;
use crate::source::Span;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let records = &scope.loaded.records;
    for round in &records.governance {
        within(scope, round, "this round", round.performed_on.span, findings);
    }
    for inspection in &records.inspections {
        within(scope, inspection, &format!("inspection {}", inspection.id.value), inspection.start.span, findings);
    }
    for request in &records.requests {
        within(scope, request, &format!("request {}", request.id.value), request.requested_on.span, findings);
    }
}

fn within(scope: &Scope, record: &impl Record, what: &str, place: Option<Span>, findings: &mut Diagnostics) {
    let Some(key) = record.line() else { return };
    let Some(line) = scope.lines.iter().find(|line| line.key == key.value) else { return };
    let Some((first, last)) = record.days(&scope.loaded.zone) else { return };
    let last = last.unwrap_or(first);
    if first > line.last() || last < line.start {
        let message = format!("{what} lies outside of the term of `{}`, {} to {}", key.value, line.start, line.last());
        findings.push(
            Diagnostic::new(Code::OUTSIDE, message)
                .at(place)
                .also(line.bought.service.span, "the line")
                .help("correct the day, or `service:` if it belongs to another line"),
        );
    }
}
