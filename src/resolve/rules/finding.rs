//! Grave findings can be acted on: evidence, risk, recommendation, owner and due date.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::records::{Finding, FindingStatus};
use crate::load::values::Severity;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let records = &scope.loaded.records;
    for inspection in &records.inspections {
        let issued = scope.issued_about(&inspection.id.value);
        inspection.findings.iter().for_each(|found| one(scope, found, issued, findings));
    }
    for assessment in &records.assessments {
        let issued = scope.issued_of(assessment);
        assessment.findings.iter().for_each(|found| one(scope, found, issued, findings));
    }
    for round in &records.governance {
        let issued = scope.issued_of(round);
        round.findings.iter().for_each(|found| one(scope, found, issued, findings));
    }
    for drill in &records.drills {
        let issued = scope.issued_of(drill);
        drill.defects.iter().for_each(|found| one(scope, found, issued, findings));
    }
}

fn one(scope: &Scope, found: &Finding, issued: bool, findings: &mut Diagnostics) {
    let grave = match found.severity {
        Severity::Critical => Some("critical"),
        Severity::High => Some("high"),
        _ => None,
    };
    let open = found.status == FindingStatus::Open;
    if let Some(grave) = grave {
        let lacks = [
            ("evidence", found.evidence.is_empty()),
            ("risk", found.risk.is_none()),
            ("recommendation", found.recommendation.is_none()),
            ("owner", open && found.owner.is_none()),
            ("due_on", open && found.due_on.is_none()),
        ];
        let lacks: Vec<&str> = lacks.iter().filter(|(_, lacks)| *lacks).map(|(name, _)| *name).collect();
        if !lacks.is_empty() {
            let message = format!("finding {} is of severity {grave} and has no {}", found.id.value, lacks.join(", "));
            let finding = Diagnostic::new(Code::FINDING, message).at(found.id.span);
            scope.tell_of(finding.help(format!("enter {}", lacks.join(", "))), issued, findings);
        }
    }
    if found.kind.as_deref() == Some("reconstruction") {
        let message = format!("finding {} recommends what this service does not include", found.id.value);
        let finding = Diagnostic::new(Code::RECONSTRUCTION, message).at(found.id.span);
        scope.tell(
            finding.help("nothing, if the customer knows; the report says that it is ordered separately"),
            findings,
        );
    }
}
