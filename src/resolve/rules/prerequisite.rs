//! What a service needs before it starts is bought, agreed or shown by earlier documents.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::catalog::{Prerequisite, PrerequisiteKind};
use crate::load::engagement::Stage;
use crate::resolve::figure::{Outcome, holds};
use crate::resolve::{Line, lines};

use super::Scope;
use super::limit::code;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let lines = lines(scope.catalog, scope.loaded);
    for line in &lines {
        for prerequisite in &line.service.prerequisites {
            let due = prerequisite.when.as_ref().is_none_or(|when| {
                matches!(holds(when, scope.catalog, &scope.loaded.engagement, line), Some(Outcome::Holds))
            });
            if due {
                one(scope, &lines, line, prerequisite, findings);
            }
        }
    }
}

fn one(scope: &Scope, lines: &[Line], line: &Line, needed: &Prerequisite, findings: &mut Diagnostics) {
    if needed.kind == PrerequisiteKind::Agreement {
        // Before the work starts it is something to agree, not something that is missing.
        if scope.loaded.engagement.stage >= Stage::Running {
            agreement(line, needed, findings);
        }
        return;
    }
    if shown(scope, line, needed)
        || needed.kind == PrerequisiteKind::Tool && !scope.loaded.engagement.inventory.tools.is_empty()
    {
        return;
    }
    let others = || lines.iter().filter(|other| other.index != line.index && serves(scope, other, needed));
    let in_time = |other: &&Line| match needed.kind {
        PrerequisiteKind::Document => other.end < line.start,
        _ => other.start <= line.start,
    };
    if others().any(|other| in_time(&other)) {
        return;
    }
    if let Some(other) = others().next() {
        let when = match needed.kind {
            PrerequisiteKind::Document => format!("its basis, {}, ends on {}", other.service.name, other.end),
            _ => format!("its basis, {}, starts on {}", other.service.name, other.start),
        };
        findings.push(
            Diagnostic::new(Code::ORDER, format!("{} starts on {}, but {when}", line.service.name, line.start))
                .note_if(scope.early())
                .at(line.bought.service.span)
                .also(other.bought.service.span, "the basis")
                .basis(&needed.basis)
                .help("re-order the plan, or name the earlier work under `evidence:`"),
        );
        return;
    }
    let code = code(&needed.rule, needed.strength, Code::PREREQUISITE, Code::PREREQUISITE_SOFT);
    let wanted = wanted(scope, needed);
    let message = match needed.kind {
        PrerequisiteKind::Tool => format!("{} works with an O&M tool, and none is named", line.service.name),
        _ => format!("{} needs {wanted}, which this engagement does not have", line.service.name),
    };
    let reference = needed.any_of.first().or(needed.reference.as_ref()).map_or("", |id| id.value.as_str());
    findings.push(
        Diagnostic::new(code, message).note_if(scope.early()).at(line.bought.service.span).basis(&needed.basis).help(
            match needed.kind {
                PrerequisiteKind::Tool => {
                    "name the customer's tool under `inventory.tools`, or buy the tool service".into()
                }
                _ => {
                    format!("buy it, or name the earlier work: `evidence: [{{for: {reference}, title: …, dated: …}}]`")
                }
            },
        ),
    );
}

/// Whether a line brings what is needed.
fn serves(scope: &Scope, other: &Line, needed: &Prerequisite) -> bool {
    let is = |name: &str| scope.catalog.service(name).is_some_and(|service| service.id.value == other.service.id.value);
    if needed.any_of.iter().any(|name| is(name)) {
        return true;
    }
    let owes = |id: &str| other.service.deliverables.iter().any(|owed| owed.id.value == id);
    needed.kind == PrerequisiteKind::Document && needed.reference.as_ref().is_some_and(|id| owes(id))
}

/// Whether the line names earlier work that stands in.
fn shown(scope: &Scope, line: &Line, needed: &Prerequisite) -> bool {
    let same = |a: &str, b: &str| match (scope.catalog.service(a), scope.catalog.service(b)) {
        (Some(a), Some(b)) => a.id.value == b.id.value,
        _ => a == b,
    };
    line.bought
        .evidence
        .iter()
        .any(|piece| needed.any_of.iter().chain(&needed.reference).any(|id| same(&piece.stands_for, id)))
}

fn agreement(line: &Line, needed: &Prerequisite, findings: &mut Diagnostics) {
    let plan = line.bought.contingency_plan.as_ref();
    if plan.is_some_and(|plan| plan.approved_on.is_some_and(|day| day.0 <= line.start)) {
        return;
    }
    let (what, help) = match plan {
        Some(plan) if plan.approved_on.is_some() => {
            ("was approved after the start", "correct the dates, or record why the work began without it")
        }
        Some(_) => ("is not approved", "enter `approved_by:` and `approved_on:` of the contingency plan"),
        None => {
            ("is not named", "agree it with the customer: `contingency_plan: {title: …, version: …, approved_on: …}`")
        }
    };
    let message = format!("{}: the contingency plan {what}", line.service.name);
    let finding = Diagnostic::new(Code::AGREEMENT, message).at(line.bought.service.span);
    findings.push(finding.basis(&needed.basis).help(help));
}

fn wanted(scope: &Scope, needed: &Prerequisite) -> String {
    let services: Vec<&str> =
        needed.any_of.iter().filter_map(|id| scope.catalog.service(id)).map(|service| service.name.as_str()).collect();
    let document = needed.reference.as_ref().and_then(|id| scope.catalog.deliverable(id));
    match (document, services.is_empty()) {
        (Some(document), _) => format!("the {}", document.name),
        (None, false) => services.join(" or "),
        (None, true) => "something earlier".to_owned(),
    }
}
