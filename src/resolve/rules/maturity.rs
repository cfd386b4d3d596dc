//! What promises a rating of maturity rates something.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::records::Record;
use crate::resolve::{Item, Line};

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    for item in scope.items.iter().filter(|item| item.available <= scope.as_of) {
        let Some(line) = scope.lines.iter().find(|line| Some(line.index) == item.line) else { continue };
        if !promised(item, line) {
            continue;
        }
        let subject = item.params.get("subject").and_then(|value| value.as_str());
        for assessment in &scope.loaded.records.assessments {
            let mine = assessment.service.value == line.key
                && assessment.subject.as_ref().is_none_or(|own| Some(own.value.as_str()) == subject);
            let rated = assessment.dimensions.iter().any(|dimension| dimension.current.is_some());
            if mine && !rated && seen.insert(assessment.service.span) {
                let message = format!("\u{201c}{}\u{201d} promises ratings, and the assessment has none", item.title);
                let place = assessment.line().and_then(|line| line.span);
                let finding = Diagnostic::new(Code::MATURITY, message).at(place);
                let help = "rate `dimensions:` with `current:` from 1 to 5, or buy the edition without a rating";
                scope.tell_of(finding.help(help), item.is_issued(), findings);
            }
        }
    }
}

/// Whether a document rates: always, or with the services that the catalog says do.
fn promised(item: &Item, line: &Line) -> bool {
    match item.params.get("maturity") {
        Some(Value::Bool(rates)) => *rates,
        Some(Value::Array(services)) => services.iter().any(|id| id.as_str() == Some(line.service.id.value.as_str())),
        _ => false,
    }
}
