//! One-off work follows a solution that the customer approved.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::catalog::Billing;
use crate::load::engagement::LineStatus;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let lines = scope.lines.iter().filter(|line| line.service.billing == Billing::OneOff);
    for line in lines.filter(|line| line.bought.status != LineStatus::Planned) {
        let stages = &line.bought.stages;
        let start = stages.get("implementation").and_then(|dates| dates.start).map(|day| day.0);
        // Without a stage of its own the implementation is what the line's days are for.
        let Some(start) = start.filter(|start| *start <= scope.as_of) else { continue };
        let own =
            |service: &Option<crate::source::Spanned<String>>| service.as_ref().is_none_or(|key| key.value == line.key);
        let mut proposals = scope.loaded.records.proposals.iter().filter(|proposal| own(&proposal.service));
        let approved = stages.get("solution_output").and_then(|dates| dates.approved_on);
        let approved = approved.or_else(|| proposals.find_map(|proposal| proposal.approved_on)).map(|day| day.0);
        let message = match approved {
            None => format!("{} is implemented from {start} on without an approved solution", line.service.name),
            Some(day) if day > start => {
                format!("{} is implemented from {start} on, but its solution was approved on {day}", line.service.name)
            }
            Some(_) => continue,
        };
        let place = stages.get("implementation").and_then(|dates| dates.span).or(line.bought.service.span);
        let finding = Diagnostic::new(Code::UNAPPROVED, message).at(place);
        let help =
            "get the approval and enter `stages.solution_output: {approved_by: …, approved_on: …}`, or move the start";
        scope.tell(finding.help(help), findings);
    }
}
