//! What the customer brings before the work starts: the platform, a permission, a team, a contract.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::engagement::{Precondition, PreconditionStatus};
use crate::source::{Span, Spanned};

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let Some((first, _)) = scope.work() else { return };
    let given = &scope.engagement().prerequisites;
    let place = |stated: &Option<Spanned<Precondition>>| stated.as_ref().and_then(|one| one.span).or(scope.place());
    if !done(&given.platform) {
        let finding = Diagnostic::new(Code::PLATFORM, "no purchase or intention to buy the platform is on record");
        let help = "write `prerequisites: {platform: {status: done, on: …, remark: order number or letter}}`";
        scope.tell(finding.at(place(&given.platform)).help(help), findings);
    }
    data(scope, first, place(&given.data_authorization), findings);
    if !done(&given.team) && scope.engagement().customer.team.is_empty() {
        let finding = Diagnostic::new(Code::TEAM, "the customer's team is not named");
        let help = "name at least one contact under `customer.team`, or state `prerequisites.team` as done";
        scope.tell(finding.at(place(&given.team)).help(help), findings);
    }
    agreed(scope, first, place(&given.solution_and_contract), findings);
}

fn done(stated: &Option<Spanned<Precondition>>) -> bool {
    stated.as_ref().is_some_and(|one| one.status == PreconditionStatus::Done)
}

/// Who permitted the use of which data, and when.
fn data(scope: &Scope, first: Date, place: Option<Span>, findings: &mut Diagnostics) {
    let stated = scope.engagement().prerequisites.data_authorization.as_ref();
    let message = match stated.filter(|one| one.status == PreconditionStatus::Done) {
        None => "the customer's permission to use data is not on record".to_owned(),
        Some(given) => {
            let lacks = [("by", given.by.is_none()), ("on", given.on.is_none()), ("scope", given.scope.is_empty())];
            let lacks: Vec<&str> = lacks.iter().filter(|(_, lacks)| *lacks).map(|(name, _)| *name).collect();
            match given.on {
                _ if !lacks.is_empty() => format!("the permission to use data does not state {}", lacks.join(", ")),
                Some(on) if on.0 > first => {
                    format!("the use of data was permitted on {}, after work started on {first}", on.0)
                }
                _ => return,
            }
        }
    };
    let help = "get the signed permission; state `status: done` with `on:`, `by:` and `scope:`, the kinds of data";
    scope.tell(Diagnostic::new(Code::DATA, message).at(place).help(help), findings);
}

/// Solution and contract are agreed before the first day of work.
fn agreed(scope: &Scope, first: Date, place: Option<Span>, findings: &mut Diagnostics) {
    let engagement = scope.engagement();
    let stated = &engagement.prerequisites.solution_and_contract;
    let mut late = |what: &str, day: Date, span: Option<Span>| {
        let message = format!("{what} on {day}, but work starts on {first}");
        let finding = Diagnostic::new(Code::BEFORE_WORK, message).at(span.or(place));
        scope.tell(finding.help("correct the dates, or start the work later"), findings);
    };
    if let Some(day) = stated.as_ref().and_then(|one| one.on).filter(|day| day.0 > first) {
        late("solution and contract were agreed", day.0, place);
    }
    let mut signed = false;
    for contract in &engagement.contracts {
        let under = |line: &super::Line| line.bought.contract.as_ref().is_some_and(|id| id.value == contract.id.value);
        let begin = scope.lines.iter().filter(|line| under(line)).map(|line| line.start).min();
        signed |= contract.signed_on.is_some();
        if let (Some(day), Some(begin)) = (&contract.signed_on, begin)
            && day.0 > begin
        {
            let message =
                format!("contract {} was signed on {}, but work under it starts on {begin}", contract.id.value, day.0);
            let finding = Diagnostic::new(Code::BEFORE_WORK, message).at(day.span);
            scope.tell(finding.help("correct the dates, or start the work later"), findings);
        }
    }
    if !done(stated) && !signed {
        let finding =
            Diagnostic::new(Code::BEFORE_WORK, "neither a signed contract nor an agreed solution is on record");
        let help = "enter `signed_on:` of the contract, or `prerequisites.solution_and_contract`";
        scope.tell(finding.at(place).help(help), findings);
    }
}
