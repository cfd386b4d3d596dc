//! Ends of terms: reminders in time, whole months, and nothing that goes on without a contract.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::catalog::{Billing, Cadence};
use crate::load::engagement::{Contract, LineStatus};
use crate::resolve::calendar::shift;
use crate::resolve::figure::whole;
use crate::resolve::{Line, cadence};

use super::Scope;

/// Days before the reminder is due on which it is announced.
const AHEAD: i32 = 30;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    for contract in &scope.engagement().contracts {
        let under = |line: &&Line| line.bought.contract.as_ref().is_some_and(|id| id.value == contract.id.value);
        let lines: Vec<&Line> = scope.lines.iter().filter(under).collect();
        let recurring = lines.iter().any(|line| line.service.billing == Billing::Recurring);
        if recurring {
            reminder(scope, contract, findings);
        } else if let Some(renewal) = &contract.renewal
            && !lines.is_empty()
        {
            let message = format!("contract {} has a renewal, and only one-off services", contract.id.value);
            findings.push(Diagnostic::new(Code::RENEWAL_ONE_OFF, message).at(renewal.span).help("remove `renewal:`"));
        }
    }
    for line in scope.lines.iter().filter(|line| line.service.billing == Billing::Recurring) {
        months(line, findings);
        halves(scope, line, findings);
        ended(scope, line, findings);
    }
}

/// One calendar month before the end; the last day of the month where that day does not exist.
pub fn reminder_due(end: Date) -> Date {
    end.saturating_sub(1.month())
}

fn reminder(scope: &Scope, contract: &Contract, findings: &mut Diagnostics) {
    let due = reminder_due(contract.end.0);
    let renewal = contract.renewal.as_ref();
    match renewal.and_then(|renewal| renewal.reminder_sent_on.as_ref()) {
        Some(sent) if sent.0 > due => findings.push(
            Diagnostic::new(
                Code::REMINDER_LATE,
                format!("the reminder for contract {} was sent on {}, and was due on {due}", contract.id.value, sent.0),
            )
            .at(sent.span)
            .help("tell the customer, and keep the reason"),
        ),
        Some(_) => {}
        // A renewal that is decided needs no reminder any more.
        None if renewal.is_some_and(|renewal| renewal.decided_on.is_some()) => {}
        None if scope.as_of >= due && scope.as_of <= contract.end.0 => {
            let message = format!("the reminder for contract {} was due on {due}", contract.id.value);
            let finding = Diagnostic::new(Code::REMINDER, message).at(contract.end.span);
            scope.tell(finding.help("send it, then enter `renewal: {reminder_sent_on: …, channel: …}`"), findings);
        }
        None if scope.as_of < due && shift(scope.as_of, AHEAD) >= due => {
            let message = format!("the reminder for contract {} is due on {due}", contract.id.value);
            let finding = Diagnostic::new(Code::REMINDER_DUE, message).at(contract.end.span);
            scope.tell(finding.help("prepare the offer"), findings);
        }
        None => {}
    }
}

/// A recurring term is a whole number of months.
fn months(line: &Line, findings: &mut Diagnostics) {
    if !whole(line.start, line.end, 1) {
        let message = format!("the term from {} to {} is no whole number of months", line.start, line.end);
        let place = line.bought.end.as_ref().or(line.bought.start.as_ref()).and_then(|day| day.span);
        findings.push(
            Diagnostic::new(Code::WHOLE_MONTHS, message)
                .at(place.or(line.bought.service.span))
                .help("correct the last day, or confirm the odd term under `waivers:`"),
        );
    }
}

/// Services performed twice a year need full halves.
fn halves(scope: &Scope, line: &Line, findings: &mut Diagnostics) {
    let twice = line.service.deliverables.iter().any(|owed| {
        let deliverable = scope.catalog.deliverable(&owed.id);
        deliverable.is_some_and(|deliverable| cadence(line.bought, owed, deliverable).0 == Cadence::Semiannual)
    });
    if twice && !whole(line.start, line.end, 6) {
        let message = format!(
            "{}: the term from {} to {} is no whole number of half years",
            line.service.name, line.start, line.end
        );
        findings.push(
            Diagnostic::new(Code::HALF_YEARS, message)
                .at(line.bought.service.span)
                .help("agree in the plan how many rounds there are; only full halves count"),
        );
    }
}

/// A term that is over, on a line that is still active.
fn ended(scope: &Scope, line: &Line, findings: &mut Diagnostics) {
    if line.bought.status != LineStatus::Active || scope.as_of <= line.end {
        return;
    }
    let contract = line.bought.contract.as_ref();
    let contract = contract.and_then(|id| scope.engagement().contracts.iter().find(|one| one.id.value == id.value));
    if contract.and_then(|contract| contract.renewal.as_ref()).is_some_and(|renewal| renewal.successor.is_some()) {
        return;
    }
    let message = format!("{} ended on {} and is still active", line.service.name, line.end);
    let finding = Diagnostic::new(Code::ENDED, message).at(line.bought.service.span);
    let place = contract.and_then(|contract| contract.end.span);
    let help = "write `status: completed` at the line, or name the contract that follows under `renewal.successor`";
    scope.tell(finding.also(place, "the term ends here").help(help), findings);
}
