//! Before an engagement closes: everything issued, accepted and handed over.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::catalog::Billing;
use crate::load::engagement::{AcceptanceResult, LineStatus};
use crate::resolve::reason::Fact;
use crate::resolve::{Item, Kind};

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let mut missing: BTreeMap<Option<usize>, Vec<&Item>> = BTreeMap::new();
    let owed = scope.items.iter().filter(|item| item.left_out().is_none());
    for item in owed.filter(|item| !item.is_issued()) {
        match item.kind {
            Kind::Deliverable => missing.entry(item.line).or_default().push(item),
            Kind::Process => {
                let message = format!("\u{201c}{}\u{201d} is not issued", item.title);
                let finding = Diagnostic::new(Code::PROCESS_MISSING, message).at(scope.place());
                let own = item.id.split_once('/').map_or(item.id.as_str(), |(_, own)| own);
                let help = format!("issue it and enter it in ledger.yaml: `{{document: {own}, …}}`");
                scope.tell(finding.help(help), findings);
            }
            // Acceptance is on record in the descriptor.
            Kind::Acceptance => {}
        }
    }
    for (line, items) in missing {
        let Some(line) = scope.lines.iter().find(|known| Some(known.index) == line) else { continue };
        let all = scope.items.iter().filter(|item| item.line == Some(line.index) && item.kind == Kind::Deliverable);
        let are = if items.len() == 1 { "is" } else { "are" };
        let message =
            format!("{}: of {} deliverables {} {are} not issued", line.service.name, all.count(), items.len());
        let ids: Vec<&str> = items.iter().take(3).map(|item| item.id.as_str()).collect();
        let rest = if items.len() > ids.len() { " …" } else { "" };
        let finding = Diagnostic::new(Code::MISSING_DOCUMENTS, message).at(line.bought.service.span);
        scope.tell(finding.help(format!("issue or leave out by agreement: {}{rest}", ids.join(", "))), findings);
    }
    register_last(scope, findings);
    for line in scope.lines.iter().filter(|line| line.service.billing == Billing::OneOff) {
        let accepted = scope.engagement().acceptance.iter().any(|acceptance| {
            acceptance.service.value == line.key
                && matches!(acceptance.result, AcceptanceResult::Accepted | AcceptanceResult::Conditional)
        });
        if line.service.acceptance.is_some() && !accepted && line.bought.status != LineStatus::Terminated {
            let message = format!("{} is not accepted", line.service.name);
            let finding = Diagnostic::new(Code::UNACCEPTED, message).at(line.bought.service.span);
            let help = format!(
                "have it accepted and enter it: `acceptance: [{{service: {}, method: …, result: accepted, …}}]`",
                line.key
            );
            scope.tell(finding.help(help), findings);
        }
    }
    let open: Vec<_> = scope.loaded.records.accounts.iter().filter(|account| account.action.is_none()).collect();
    if let Some(first) = open.first() {
        let names: Vec<String> = open.iter().map(|one| format!("{} on {}", one.account, one.system.value)).collect();
        let word = if open.len() == 1 { "account is" } else { "accounts are" };
        let finding =
            Diagnostic::new(Code::ACCOUNTS, format!("{} {word} still open: {}", open.len(), names.join(", ")));
        let help = "have them revoked or transferred; then enter `action:`, `done_on:` and `done_by:`";
        scope.tell(finding.at(first.system.span).help(help), findings);
    }
}

/// The list of deliverables is issued after the last of them.
fn register_last(scope: &Scope, findings: &mut Diagnostics) {
    let issued = |item: &'_ Item| item.issued.as_ref().map(|issued| issued.date);
    let lists = |item: &&Item| item.params.get("part").is_some_and(|part| part == "deliverables_register");
    let Some(register) = scope.items.iter().filter(|item| item.kind == Kind::Process).find(lists) else { return };
    let deliverables = scope.items.iter().filter(|item| item.kind == Kind::Deliverable);
    let last = deliverables.filter_map(|item| Some((issued(item)?, item))).max_by_key(|(day, _)| *day);
    if let (Some(day), Some((latest, item))) = (issued(register), last)
        && latest > day
    {
        let message = format!("the deliverables register is of {day}, and {} was issued on {latest}", item.id);
        let entry = register.reasons.iter().rfind(|reason| matches!(reason.fact, Fact::Issued { .. }));
        let finding = Diagnostic::new(Code::REGISTER_EARLY, message).at(entry.and_then(|reason| reason.span));
        scope.tell(
            finding.help("build the register again, and issue it as a new version after everything else"),
            findings,
        );
    }
}
