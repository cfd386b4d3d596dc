//! The service plan is issued and confirmed before the work starts, and says what for.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let Some((first, _)) = scope.work() else { return };
    let (plan, project) = (&scope.engagement().plan, &scope.engagement().project);
    let issued = match &plan.issued_on {
        None => Some(("the service plan is not issued".to_owned(), scope.place())),
        Some(day) if day.0 > first => {
            Some((format!("the service plan was issued on {}, but work starts on {first}", day.0), day.span))
        }
        Some(_) => None,
    };
    if let Some((message, place)) = issued {
        let help = match plan.issued_on {
            Some(_) => "correct the day, or start the work later",
            None => "build the service plan, send it, and enter `plan: {version: …, issued_on: …}`",
        };
        scope.tell(Diagnostic::new(Code::PLAN_ISSUED, message).at(place).help(help), findings);
    }
    let confirmed = match &plan.confirmed {
        None => Some(("the customer has not confirmed the service plan".to_owned(), scope.place())),
        Some(given) if given.on.0 > first => {
            Some((format!("the service plan was confirmed on {}, but work starts on {first}", given.on.0), given.span))
        }
        Some(_) => None,
    };
    if let Some((message, place)) = confirmed {
        let help = match plan.confirmed {
            Some(_) => "correct the day, or start the work later",
            None => "enter `plan.confirmed: {by: …, on: …, version: …}`",
        };
        scope.tell(Diagnostic::new(Code::PLAN_CONFIRMED, message).at(place).help(help), findings);
    }
    if let (Some(version), Some(given)) = (&plan.version, &plan.confirmed)
        && let Some(old) = given.version.as_ref().filter(|old| *old != version)
    {
        let message = format!("version {old} of the service plan is confirmed, but version {version} is in force");
        let finding = Diagnostic::new(Code::PLAN_VERSION, message).at(given.span);
        scope.tell(finding.help("have the version in force confirmed"), findings);
    }
    if project.objective.is_none() {
        let finding = Diagnostic::new(Code::OBJECTIVE, "the project has no objective").at(scope.place());
        scope.tell(finding.help("write under `project:` an `objective:` of one sentence, and `measures:`"), findings);
    }
}
