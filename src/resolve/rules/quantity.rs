//! Quantities match the figure that a service is sized by.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::engagement::ServiceLine;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    for line in &scope.loaded.engagement.services {
        let Some(service) = scope.catalog.service(&line.service) else { continue };
        let quantity = line.quantity.value;
        let place = line.quantity.span.or(line.service.span);
        if quantity == 0 {
            findings.push(
                Diagnostic::new(Code::QUANTITY_SHORT, "a quantity of 0 buys nothing")
                    .at(place)
                    .help("remove the line or raise the quantity"),
            );
            continue;
        }
        let (Some(metric), Some(size)) = (&service.unit.metric, service.unit.size) else { continue };
        let Some(figure) = measured(scope, line, metric) else { continue };
        let need = figure.div_ceil(size.max(1)).max(1);
        if quantity < need {
            let message = format!("{figure} {metric}, but a quantity of {quantity} covers {}", quantity * size);
            findings.push(
                Diagnostic::new(Code::QUANTITY_SHORT, message)
                    .at(place)
                    .also(
                        line.scope.instances.as_ref().filter(|_| metric == "instances").and_then(|figure| figure.span),
                        "the figure",
                    )
                    .basis(format!("one unit of {} is {}", service.name, service.unit.name))
                    .help(format!("raise the quantity to {need}")),
            );
        } else if quantity > need {
            let message = format!("{figure} {metric} need a quantity of {need}; {quantity} are bought");
            findings.push(
                Diagnostic::new(Code::QUANTITY_OVER, message)
                    .at(place)
                    .basis(format!("one unit of {} is {}", service.name, service.unit.name))
                    .help(format!("lower the quantity to {need}, or add what is missing to the scope")),
            );
        }
    }
}

/// The figure of the line by the metric's name; the inventory's where the scope gives none.
fn measured(scope: &Scope, line: &ServiceLine, metric: &str) -> Option<u32> {
    let inventory = &scope.loaded.engagement.inventory;
    let count = |members: usize| u32::try_from(members).ok().filter(|count| *count > 0);
    match metric {
        "instances" => line.scope.instances.as_ref().map(|figure| figure.value).or(inventory.instances),
        "applications" if line.scope.applications.is_empty() => count(inventory.applications.len()),
        "applications" => count(line.scope.applications.len()),
        "scenarios" => count(line.scope.scenarios.len()),
        _ => None,
    }
}
