//! Stages belong to the process of the service's billing, run forward, and suit the place of work.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::catalog::{Process, Stage};
use crate::load::engagement::Mode;
use crate::load::hint::nearest;
use crate::resolve::Line;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    for line in &scope.lines {
        let Some(process) = scope.catalog.process(line.service.billing) else { continue };
        known(line, process, findings);
        order(scope, line, process, findings);
        place(scope, line, process, findings);
        personnel(scope, line, process, findings);
    }
}

fn known(line: &Line, process: &Process, findings: &mut Diagnostics) {
    let ids = || process.stages.iter().map(|stage| stage.id.as_str());
    for (id, dates) in line.bought.stages.iter().filter(|(id, _)| !ids().any(|known| known == id.as_str())) {
        let help = match nearest(id, ids()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("stages are {}", ids().collect::<Vec<_>>().join(", ")),
        };
        let message = format!("`{id}` is no stage of {}", process.name.to_lowercase());
        findings.push(Diagnostic::new(Code::STAGE, message).at(dates.span.or(line.bought.service.span)).help(help));
    }
}

fn order(scope: &Scope, line: &Line, process: &Process, findings: &mut Diagnostics) {
    let mut before: Option<(&Stage, jiff::civil::Date, Option<crate::source::Span>)> = None;
    for stage in &process.stages {
        let Some(dates) = line.bought.stages.get(&stage.id) else { continue };
        if let (Some(start), Some(end)) = (dates.start, dates.end)
            && end.0 < start.0
        {
            let message = format!("the stage {} ends on {}, before it starts on {}", stage.name, end.0, start.0);
            findings.push(Diagnostic::new(Code::STAGES, message).at(dates.span).help("correct one of the two days"));
        }
        let Some(start) = dates.start else { continue };
        if let Some((earlier, begun, span)) = before
            && start.0 < begun
        {
            let message = format!(
                "the stage {} starts on {}, before {}, which precedes it and starts on {begun}",
                stage.name, start.0, earlier.name
            );
            findings.push(
                Diagnostic::new(Code::STAGES, message)
                    .at(dates.span)
                    .also(span, "the stage before")
                    .help("correct the days; stages may overlap, but they start in their order"),
            );
        }
        before = Some((stage, start.0, dates.span));
    }
    let contract = line.bought.contract.as_ref();
    let contract = contract.and_then(|id| scope.engagement().contracts.iter().find(|one| one.id.value == id.value));
    if let Some(signed) = contract.and_then(|contract| contract.signed_on.as_ref())
        && let Some(dates) = line.bought.stages.get("personnel_selection")
        && let Some(start) = dates.start.filter(|start| start.0 < signed.0)
    {
        let message = format!("engineers are chosen from {} on, but the contract was signed on {}", start.0, signed.0);
        let finding = Diagnostic::new(Code::SIGNED_LATE, message).at(dates.span).also(signed.span, "signed here");
        scope.tell(finding.help("correct the order of the days"), findings);
    }
}

/// Stages of work on site are planned on site and nowhere else.
fn place(scope: &Scope, line: &Line, process: &Process, findings: &mut Diagnostics) {
    for stage in process.stages.iter().filter(|stage| stage.modes == [Mode::Onsite]) {
        match (line.mode, line.bought.stages.get(&stage.id)) {
            (Some(Mode::Remote), Some(dates)) => findings.push(
                Diagnostic::new(Code::ONSITE_STAGE, format!("{} is no part of a remote service", stage.name))
                    .at(dates.span)
                    .help("remove the stage, or correct `mode:`"),
            ),
            (Some(Mode::Onsite), None) => {
                let message = format!("{} is given on site, and {} has no days", line.service.name, stage.name);
                let finding = Diagnostic::new(Code::ONSITE_STAGE_MISSING, message).at(line.bought.service.span);
                let help = format!("plan it: `stages: {{{}: {{start: …, end: …}}}}`", stage.id);
                scope.tell(finding.help(help), findings);
            }
            _ => {}
        }
    }
}

/// The customer confirms who comes.
fn personnel(scope: &Scope, line: &Line, process: &Process, findings: &mut Diagnostics) {
    let known = process.stages.iter().any(|stage| stage.id == "personnel_selection");
    let confirmed = line.bought.stages.get("personnel_selection").is_some_and(|dates| dates.approved_by.is_some());
    if known && !confirmed {
        let message = format!("{}: the customer has not confirmed the engineers", line.service.name);
        let finding = Diagnostic::new(Code::PERSONNEL, message).at(line.bought.service.span);
        scope.tell(finding.help("enter `stages: {personnel_selection: {approved_by: …, approved_on: …}}`"), findings);
    }
}
