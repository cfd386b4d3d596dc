//! Inspections look at every layer that their service names.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::records::Inspection;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    for inspection in &scope.loaded.records.inspections {
        if inspection.checks.is_empty() {
            continue;
        }
        let seen: BTreeSet<&str> = inspection
            .checks
            .iter()
            .map(|check| check.layer.as_str())
            .chain(inspection.not_checked.iter().map(|one| one.object.as_str()))
            .collect();
        for layer in required(scope, inspection).iter().filter(|layer| !seen.contains(layer.as_str())) {
            let message = format!("inspection {} has no check of the layer {layer}", inspection.id.value);
            let finding = Diagnostic::new(Code::LAYERS, message).at(inspection.id.span);
            let help = format!("add its checks, or say why not: `not_checked: [{{object: {layer}, reason: …}}]`");
            scope.tell_of(finding.help(help), scope.issued_about(&inspection.id.value), findings);
        }
    }
}

/// The layers that a document of the inspection's line promises.
fn required(scope: &Scope, inspection: &Inspection) -> Vec<String> {
    let line = scope.lines.iter().find(|line| line.key == inspection.service.value);
    let owed = line.into_iter().flat_map(|line| &line.service.deliverables);
    let mut lists = owed.filter_map(|owed| scope.catalog.deliverable(&owed.id)?.params.get("layers")?.as_array());
    let names =
        |list: &Vec<serde_json::Value>| list.iter().filter_map(|name| name.as_str()).map(str::to_owned).collect();
    lists.next().map(names).unwrap_or_default()
}
