//! Documents name who delivers.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    if scope.loaded.provider.is_none() {
        findings.push(
            Diagnostic::new(Code::NO_PROVIDER, "no provider is named, so documents print `Provider`")
                .at(scope.loaded.engagement.customer.name.span)
                .help("add `provider: {name: …}` here, or in sowright.yaml for all engagements"),
        );
    }
}
