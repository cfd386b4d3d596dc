//! Major faults have both causes, and repairs follow a manual.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::records::{ActionKind, Incident};
use crate::load::values::IncidentSeverity;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let major = |incident: &&Incident| {
        matches!(incident.severity, IncidentSeverity::Sev1 | IncidentSeverity::Sev2) && incident.resolved_at.is_some()
    };
    for incident in scope.loaded.records.incidents.iter().filter(major) {
        let id = &incident.id;
        let issued = scope.issued_about(&id.value);
        let causes = [("technical", &incident.cause_technical), ("management", &incident.cause_management)];
        let lacks: Vec<&str> = causes.iter().filter(|(_, cause)| blank(cause)).map(|(kind, _)| *kind).collect();
        if !lacks.is_empty() {
            let message = format!("incident {} has no {} cause", id.value, lacks.join(" and no "));
            let finding = Diagnostic::new(Code::CAUSE, message).at(id.span);
            scope.tell_of(finding.help("enter `cause_technical:` and `cause_management:`"), issued, findings);
        }
        let planned = incident.actions.iter().any(|action| action.kind == Some(ActionKind::Process));
        if incident.manual.as_ref().is_none_or(|manual| manual.trim().is_empty()) && !planned {
            let finding = Diagnostic::new(Code::MANUAL, format!("the repair of incident {} names no manual", id.value));
            let help = "enter `manual:` with title and version, or an action of kind `process` that brings one";
            scope.tell_of(finding.at(id.span).help(help), issued, findings);
        }
    }
}

/// What is no cause but who was there when it happened.
const NO_CAUSE: &[&str] = &["human error", "human mistake", "operator error", "user error", "unknown", "n/a"];

fn blank(text: &Option<String>) -> bool {
    let said = text.as_deref().unwrap_or_default().trim().trim_end_matches('.').to_lowercase();
    said.is_empty() || NO_CAUSE.contains(&said.as_str())
}
