//! An acceptance says who, when, how, and of which files.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::engagement::{Acceptance, AcceptanceMethod, AcceptanceResult};
use crate::load::records::{Finding, FindingStatus};
use crate::load::values::{Day, Severity};
use crate::resolve::reason::Fact;
use crate::resolve::{Item, Kind};

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let given = |one: &&Acceptance| matches!(one.result, AcceptanceResult::Accepted | AcceptanceResult::Conditional);
    for acceptance in scope.engagement().acceptance.iter().filter(given) {
        fields(scope, acceptance, findings);
        who(scope, acceptance, findings);
        files(scope, acceptance, findings);
        exceptions(scope, acceptance, findings);
    }
}

fn fields(scope: &Scope, acceptance: &Acceptance, findings: &mut Diagnostics) {
    let mut lacks = Vec::new();
    lacks.extend(acceptance.accepted_on.is_none().then_some("accepted_on"));
    lacks.extend(acceptance.accepted_by.is_none().then_some("accepted_by"));
    if acceptance.method == AcceptanceMethod::ConsoleLink {
        lacks.extend(acceptance.record.is_none().then_some("record"));
    } else {
        let provider = scope.loaded.provider.as_ref().and_then(|provider| provider.signatory.as_ref());
        lacks.extend(provider.is_none().then_some("provider.signatory"));
        lacks.extend(scope.engagement().customer.signatory.is_none().then_some("customer.signatory"));
    }
    if !lacks.is_empty() {
        let message = format!("the acceptance of `{}` has no {}", acceptance.service.value, lacks.join(", "));
        let finding = Diagnostic::new(Code::ACCEPTANCE_FIELDS, message).at(acceptance.service.span);
        scope.tell(finding.help(format!("enter {}", lacks.join(", "))), findings);
    }
}

/// The customer's owner on that day accepts, or the signatory.
fn who(scope: &Scope, acceptance: &Acceptance, findings: &mut Diagnostics) {
    let customer = &scope.engagement().customer;
    let (Some(by), Some(on)) = (&acceptance.accepted_by, &acceptance.accepted_on) else { return };
    let owner = customer.owners.iter().rev().find(|owner| owner.holds(on.0));
    let signatory = customer.signatory.as_ref().map(|person| person.name.as_str());
    let Some(owner) = owner else { return };
    let same = |name: &str| by.value == name || by.starts_with(&format!("{name},"));
    if !same(&owner.person) && !signatory.is_some_and(same) {
        let message = format!(
            "`{}` was accepted by {}, and the customer's project owner is {}",
            acceptance.service.value, by.value, owner.person
        );
        let finding = Diagnostic::new(Code::ACCEPTED_BY, message).at(by.span);
        scope.tell(
            finding.also(owner.from.span, "the owner").help("correct the name, or attach the delegation"),
            findings,
        );
    }
}

/// The files accepted: issued by that day, with a fingerprint.
fn files(scope: &Scope, acceptance: &Acceptance, findings: &mut Diagnostics) {
    let Some(line) = scope.lines.iter().find(|line| line.key == acceptance.service.value) else { return };
    let mine = |item: &&Item| item.line == Some(line.index) && item.kind == Kind::Deliverable;
    let items: Vec<&Item> = scope.items.iter().filter(mine).collect();
    let nameless: Vec<&&Item> =
        items.iter().filter(|item| item.issued.as_ref().is_some_and(|issued| issued.sha256.is_none())).collect();
    if let Some(first) = nameless.first() {
        let (word, have) = if nameless.len() == 1 { ("document", "has") } else { ("documents", "have") };
        let message =
            format!("{} accepted {word} of `{}` {have} no fingerprint in the ledger", nameless.len(), line.key);
        let entry = first.reasons.iter().rfind(|reason| matches!(reason.fact, Fact::Issued { .. }));
        let finding = Diagnostic::new(Code::NO_HASH, message)
            .at(entry.and_then(|reason| reason.span).or(acceptance.service.span))
            .also(acceptance.service.span, "accepted here");
        scope.tell(finding.help("enter `sha256:` of the PDF that was accepted"), findings);
    }
    let Some(on) = &acceptance.accepted_on else { return };
    for item in items {
        if let Some(issued) = item.issued.as_ref().filter(|issued| issued.date > on.0) {
            let message = format!("{} was issued on {}, after its acceptance on {}", item.id, issued.date, on.0);
            let entry = item.reasons.iter().rfind(|reason| matches!(reason.fact, Fact::Issued { .. }));
            let finding = Diagnostic::new(Code::ACCEPTED_EARLY, message)
                .at(on.span)
                .also(entry.and_then(|reason| reason.span), "issued here");
            scope.tell(finding.help("have the newer version accepted, or correct the dates"), findings);
        }
    }
}

/// Conditions have an owner and a day; critical findings that are open are among them.
fn exceptions(scope: &Scope, acceptance: &Acceptance, findings: &mut Diagnostics) {
    let key = &acceptance.service;
    if acceptance.result == AcceptanceResult::Conditional {
        let loose = acceptance.exceptions.iter().filter(|one| one.owner.is_none() || one.due_on.is_none()).count();
        let message = match (acceptance.exceptions.len(), loose) {
            (0, _) => Some(format!("`{}` is accepted with conditions, and none is listed", key.value)),
            (_, 0) => None,
            (_, 1) => Some(format!("one condition of the acceptance of `{}` has no owner or no day", key.value)),
            (_, more) => {
                Some(format!("{more} conditions of the acceptance of `{}` have no owner or no day", key.value))
            }
        };
        if let Some(message) = message {
            let finding = Diagnostic::new(Code::EXCEPTION, message).at(key.span);
            scope.tell(finding.help("write `exceptions: [{text: …, owner: …, due_on: …}]`"), findings);
        }
    }
    if !acceptance.exceptions.is_empty() {
        return;
    }
    let records = &scope.loaded.records;
    let own = |service: &str| service == key.value;
    let assessed = records.assessments.iter().filter(|one| own(&one.service)).flat_map(|one| &one.findings);
    let drilled = records.drills.iter().filter(|one| own(&one.service)).flat_map(|one| &one.defects);
    // What is to be mended later is followed up by its owner.
    let on = acceptance.accepted_on.as_ref();
    let late = |due: Option<Day>| due.is_none_or(|due| on.is_some_and(|on| due.0 <= on.0));
    let open = |found: &&Finding| {
        found.severity == Severity::Critical && found.status == FindingStatus::Open && late(found.due_on)
    };
    if let Some(found) = assessed.chain(drilled).find(open) {
        let message = format!("`{}` was accepted while the critical finding {} was open", key.value, found.id.value);
        let finding = Diagnostic::new(Code::CRITICAL_OPEN, message).at(key.span).also(found.id.span, "the finding");
        scope.tell(finding.help("list it under `exceptions:`, or close it"), findings);
    }
}
