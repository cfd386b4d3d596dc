//! Lines name contracts that exist, and contracts follow each other without gap or overlap.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::engagement::Contract;
use crate::load::hint::nearest;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let contracts = &scope.loaded.engagement.contracts;
    let known = || contracts.iter().map(|contract| contract.id.value.as_str());
    let successors = contracts.iter().filter_map(|contract| contract.renewal.as_ref()?.successor.as_ref());
    let named = scope.loaded.engagement.services.iter().filter_map(|line| line.contract.as_ref());
    for id in named.chain(successors).filter(|id| !known().any(|known| known == id.value)) {
        let help = match nearest(id, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if contracts.is_empty() => "add it under `contracts:`".into(),
            None => format!("contracts are {}; add others under `contracts:`", known().collect::<Vec<_>>().join(", ")),
        };
        let message = format!("there is no contract `{}`", id.value);
        findings.push(Diagnostic::new(Code::UNKNOWN_CONTRACT, message).at(id.span).help(help));
    }
    for contract in contracts {
        let successor = contract.renewal.as_ref().and_then(|renewal| renewal.successor.as_ref());
        if let Some(next) = successor.and_then(|id| contracts.iter().find(|other| other.id.value == id.value)) {
            follows(contract, next, scope, findings);
        }
    }
}

/// A renewed term starts the day after the old one ends, and buys something.
fn follows(contract: &Contract, next: &Contract, scope: &Scope, findings: &mut Diagnostics) {
    let days = contract.end.0.until(next.start.0).map_or(0, |span| span.get_days());
    if days != 1 {
        let (what, count) = if days > 1 { ("a gap", days - 1) } else { ("an overlap", 1 - days) };
        findings.push(
            Diagnostic::new(
                Code::RENEWAL_GAP,
                format!(
                    "{what} of {count} {} between contract {} and its successor {}",
                    if count == 1 { "day" } else { "days" },
                    contract.id.value,
                    next.id.value
                ),
            )
            .at(next.start.span)
            .also(contract.end.span, "the term before ends here")
            .help("let the successor start on the day after, or leave `successor:` out"),
        );
    }
    let mut lines = scope.loaded.engagement.services.iter();
    if !lines.any(|line| line.contract.as_ref().is_some_and(|id| id.value == next.id.value)) {
        let message =
            format!("contract {} renews {}, but no service is bought under it", next.id.value, contract.id.value);
        findings.push(
            Diagnostic::new(Code::RENEWAL_EMPTY, message)
                .at(next.id.span)
                .basis("what a service owes ends with the term of its contract")
                .help(format!(
                    "add the services that go on, each with `contract: {}` and a key of its own",
                    next.id.value
                )),
        );
    }
}
