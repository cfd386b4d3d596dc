//! Drills take place by a plan that was approved before.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    for drill in &scope.loaded.records.drills {
        let day = drill.start.date(&scope.loaded.zone);
        let approved = drill.approved_on.map(|day| day.0);
        if day > scope.as_of || approved.is_some_and(|approved| approved <= day) {
            continue;
        }
        let how = approved
            .map_or("without an approved plan".to_owned(), |day| format!("before its plan was approved on {day}"));
        let message = format!("drill {} took place on {day} {how}", drill.id.value);
        let finding = Diagnostic::new(Code::DRILL, message).at(drill.id.span);
        let help = "enter `approved_by:` and `approved_on:`, or tell it as a deviation in the summary";
        scope.tell_of(finding.help(help), scope.issued_of(drill), findings);
    }
}
