//! Scopes name members of the inventory.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::hint::nearest;
use crate::source::Spanned;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let inventory = &scope.loaded.engagement.inventory;
    let applications: Vec<&str> = inventory.applications.iter().map(|app| app.id.value.as_str()).collect();
    let services: Vec<&str> = inventory.business_services.iter().map(|service| service.id.value.as_str()).collect();
    let scenarios: Vec<&str> = inventory.scenarios.iter().map(|scenario| scenario.id.value.as_str()).collect();
    for id in inventory.facts.iter().flat_map(|fact| &fact.applications) {
        known(id, &applications, "application", "inventory.applications", findings);
    }
    for line in &scope.loaded.engagement.services {
        for id in &line.scope.applications {
            known(id, &applications, "application", "inventory.applications", findings);
        }
        for id in &line.scope.business_services {
            known(id, &services, "business service", "inventory.business_services", findings);
        }
        for id in &line.scope.scenarios {
            known(id, &scenarios, "scenario", "inventory.scenarios", findings);
        }
    }
}

/// Notes an id that is not among the known ones.
pub fn known(id: &Spanned<String>, known: &[&str], what: &str, list: &str, findings: &mut Diagnostics) {
    if known.contains(&id.value.as_str()) {
        return;
    }
    let help = match nearest(id, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("add it under `{list}:`"),
    };
    let message = format!("there is no {what} `{}`", id.value);
    findings.push(Diagnostic::new(Code::UNKNOWN_MEMBER, message).at(id.span).help(help));
}
