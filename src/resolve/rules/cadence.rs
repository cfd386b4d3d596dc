//! Cadences: of deliverables that the service owes, in words the calendar knows.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::catalog::Cadence;
use crate::load::hint::nearest;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    for line in &scope.loaded.engagement.services {
        let Some(service) = scope.catalog.service(&line.service) else { continue };
        for (deliverable, cadence) in &line.cadence {
            let owed: Vec<&str> = service.deliverables.iter().map(|owed| owed.id.value.as_str()).collect();
            if !owed.contains(&deliverable.as_str()) {
                let help = match nearest(deliverable, owed.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("it owes: {}", owed.join(", ")),
                };
                let message = format!("{} does not owe `{deliverable}`", service.name);
                findings.push(Diagnostic::new(Code::CADENCE, message).at(cadence.span).help(help));
            }
            let words = || Cadence::ALL.iter().map(|(name, _)| *name);
            if !words().any(|word| word == cadence.value) {
                let list = words().collect::<Vec<_>>().join(", ");
                let message = format!("`{}` is not a cadence", cadence.value);
                let help = match nearest(cadence, words()) {
                    Some(near) => format!("did you mean `{near}`? Cadences are {list}"),
                    None => format!("cadences are {list}"),
                };
                findings.push(Diagnostic::new(Code::CADENCE, message).at(cadence.span).help(help));
            }
        }
        for owed in service.deliverables.iter().filter(|owed| owed.cadence.is_none()) {
            // An entry under a misspelt id is most likely meant for the nearest one.
            let meant = |id: &String| {
                nearest(id, service.deliverables.iter().map(|owed| owed.id.value.as_str()))
                    == Some(owed.id.value.as_str())
            };
            if line.cadence.keys().any(meant) {
                continue;
            }
            let default = owed.default.unwrap_or(Cadence::Once);
            let message =
                format!("how often `{}` is due is not agreed; the default `{}` is used", owed.id.value, default.name());
            findings.push(
                Diagnostic::new(Code::CADENCE_DEFAULT, message)
                    .at(line.service.span)
                    .basis("the catalog states no cadence for this deliverable")
                    .help(format!(
                        "agree it with the customer and write `cadence: {{{}: {}}}`",
                        owed.id.value,
                        default.name()
                    )),
            );
        }
    }
}
