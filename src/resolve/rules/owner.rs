//! Both sides have a project owner on every day, and a change of owner is announced in time.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::engagement::OwnerTerm;
use crate::resolve::calendar;
use crate::resolve::calendar::shift;

use super::Scope;

/// Working days between the notice of a change and the change.
const NOTICE: i32 = 3;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let provider = scope.loaded.provider.as_ref().map_or(&[][..], |provider| &provider.owners);
    whole(scope, Code::OWNER, "provider", provider, findings);
    whole(scope, Code::CUSTOMER_OWNER, "customer", &scope.engagement().customer.owners, findings);
    changes(scope, provider, findings);
}

/// The first day without an owner.
fn whole(scope: &Scope, code: Code, side: &str, owners: &[OwnerTerm], findings: &mut Diagnostics) {
    let Some((first, last)) = scope.work() else { return };
    let Some(day) = uncovered(owners, first, last) else { return };
    let ended = owners.iter().filter_map(|owner| owner.to.as_ref()).filter(|to| to.0 < day).max_by_key(|to| to.0);
    let place = ended.or(owners.first().map(|owner| &owner.from));
    let message = format!("the {side} has no project owner on {day}");
    let finding = Diagnostic::new(code, message).at(place.and_then(|day| day.span).or(scope.place()));
    let help = format!(
        "name who it is under `{side}.owners: [{{person: …, from: {day}}}]`; work lasts from {first} to {last}"
    );
    scope.tell(finding.help(help), findings);
}

fn uncovered(owners: &[OwnerTerm], first: Date, last: Date) -> Option<Date> {
    let mut day = first;
    while day <= last {
        match owners.iter().find(|owner| owner.holds(day)) {
            Some(OwnerTerm { to: None, .. }) => return None,
            Some(OwnerTerm { to: Some(to), .. }) => day = shift(to.0, 1),
            None => return Some(day),
        }
        if day == last && shift(day, 1) == day {
            return None;
        }
    }
    None
}

/// Changes of the provider's owner: announced three working days ahead, with a reason.
fn changes(scope: &Scope, owners: &[OwnerTerm], findings: &mut Diagnostics) {
    for owner in owners.iter().skip(1) {
        let from = owner.from.0;
        let notified = owner.notified_on.as_ref();
        let earliest = notified.map(|day| calendar(scope.loaded).add_working_days(day.0, NOTICE));
        let message = match (notified, earliest) {
            (None, _) => Some(format!("the change of the project owner on {from} has no day of notice")),
            (Some(day), Some(earliest)) if earliest > from => Some(format!(
                "the change of the project owner on {from} was announced on {}; the earliest day is {earliest}",
                day.0
            )),
            _ => None,
        };
        if let Some(message) = message {
            let finding = Diagnostic::new(Code::OWNER_CHANGE, message)
                .at(owner.from.span)
                .also(notified.and_then(|day| day.span), "the day of notice");
            let help = "enter `notified_on:`, shift the change, or enter the customer's consent under `waivers:`";
            scope.tell(finding.help(help), findings);
        }
        if owner.reason.is_none() {
            let message = format!("the change of the project owner on {from} has no reason");
            findings.push(Diagnostic::new(Code::OWNER_REASON, message).at(owner.from.span).help("enter `reason:`"));
        }
    }
}
