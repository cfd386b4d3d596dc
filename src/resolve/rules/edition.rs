//! The engagement was written for the catalog that is used.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let Some(written) = &scope.engagement().catalog else { return };
    let about = &scope.catalog.about;
    let other = written.id.as_ref().filter(|id| **id != about.id);
    if other.is_some() || written.edition.value != about.edition {
        let id = written.id.as_ref().unwrap_or(&about.id);
        let message = format!(
            "written for edition {} of {id}, but the catalog is edition {} of {}",
            written.edition.value, about.edition, about.id
        );
        findings.push(
            Diagnostic::new(Code::EDITION, message)
                .at(written.edition.span)
                .help(format!("compare limits and titles, then write `edition: {}`", about.edition)),
        );
    }
}
