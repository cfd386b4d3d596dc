//! Every line has a first and a last day, in this order.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::values::Day;
use crate::resolve::{schedule, term};
use crate::source::Spanned;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    for contract in &scope.loaded.engagement.contracts {
        ordered(&contract.start, &contract.end, findings);
    }
    for line in &scope.loaded.engagement.services {
        let contract_known = line
            .contract
            .as_ref()
            .is_none_or(|id| scope.loaded.engagement.contracts.iter().any(|contract| contract.id.value == id.value));
        match (term(scope.engagement(), line), &line.start, &line.end) {
            (Some(_), Some(start), Some(end)) => ordered(start, end, findings),
            // Days that both come from the contract are told there.
            (Some((start, end)), first, last) if first.is_some() || last.is_some() => {
                let place = line.end.as_ref().or(line.start.as_ref()).and_then(|day| day.span).or(line.service.span);
                findings.extend(fault(start, end).map(|finding| finding.at(place)));
            }
            (None, ..) if contract_known && !scope.loaded.misread => findings.push(
                Diagnostic::new(Code::NO_TERM, format!("`{}` has no first and last day", line.service.value))
                    .at(line.service.span)
                    .basis("a service that recurs ends when its term ends")
                    .help("add `start:` and `end:`, or `contract:` with the id of a contract"),
            ),
            _ => {}
        }
        if let (Some((start, end)), Some(last)) = (term(scope.engagement(), line), &line.terminated_on)
            && !(start..=end).contains(&last.0)
        {
            findings.push(
                Diagnostic::new(
                    Code::TERM_ORDER,
                    format!("the service was ended on {}, outside its term from {start} to {end}", last.0),
                )
                .at(last.span)
                .help("write the last day on which the service was given"),
            );
        }
    }
}

fn ordered(start: &Spanned<Day>, end: &Spanned<Day>, findings: &mut Diagnostics) {
    let place = |finding: Diagnostic| finding.at(end.span).also(start.span, "starts here");
    findings.extend(fault(start.0, end.0).map(place));
}

/// What is wrong with a term.
fn fault(start: Date, end: Date) -> Option<Diagnostic> {
    if end < start {
        let message = format!("the end {end} lies before the start {start}");
        let finding = Diagnostic::new(Code::TERM_ORDER, message);
        return Some(finding.help("both days belong to the term: put the later one under `end:`"));
    }
    (schedule::years(start, end) > schedule::LONGEST).then(|| {
        let message = format!("the term from {start} to {end} is longer than {} years", schedule::LONGEST);
        Diagnostic::new(Code::TERM_ORDER, message).help("correct the year of one of the days")
    })
}
