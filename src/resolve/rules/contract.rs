//! Lines name contracts that exist.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
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
            None => "add it under `contracts:`".into(),
        };
        let message = format!("there is no contract `{}`", id.value);
        findings.push(Diagnostic::new(Code::UNKNOWN_CONTRACT, message).at(id.span).help(help));
    }
}
