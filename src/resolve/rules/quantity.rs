//! Quantities match the figure that a service is sized by.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::measured;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    inventory(scope, findings);
    for line in &scope.loaded.engagement.services {
        let Some(service) = scope.catalog.service(&line.service) else { continue };
        let quantity = line.quantity.value;
        let place = line.quantity.span.or(line.service.span);
        // The quantity may stand in the file and be unreadable.
        if line.quantity.span.is_none() && scope.loaded.misread {
            continue;
        }
        if quantity == 0 {
            findings.push(
                Diagnostic::new(Code::QUANTITY_SHORT, "a quantity of 0 buys nothing")
                    .at(place)
                    .help("remove the line or raise the quantity"),
            );
            continue;
        }
        // A limit over the quantity says it better.
        if service.limits.iter().any(|limit| limit.holds.as_ref().is_some_and(|holds| holds.contains("quantity"))) {
            continue;
        }
        let (Some(metric), Some(size)) = (&service.unit.metric, service.unit.size) else { continue };
        let Some(figure) = measured(&scope.loaded.engagement, &line.scope, metric) else { continue };
        let need = figure.div_ceil(size.max(1)).max(1);
        if quantity < need {
            let message =
                format!("{figure} {metric}, but a quantity of {quantity} covers {}", quantity.saturating_mul(size));
            findings.push(
                Diagnostic::new(Code::QUANTITY_SHORT, message)
                    .at(place)
                    .also(
                        line.scope.instances.as_ref().filter(|_| metric == "instances").and_then(|figure| figure.span),
                        "the figure",
                    )
                    .basis(format!("one unit of {} covers {size} {metric}", service.name))
                    .help(format!("raise the quantity to {need}")),
            );
        } else if quantity > need {
            let message = format!("{figure} {metric} need a quantity of {need}; {quantity} are bought");
            findings.push(
                Diagnostic::new(Code::QUANTITY_OVER, message)
                    .at(place)
                    .basis(format!("one unit of {} covers {size} {metric}", service.name))
                    .help(format!("lower the quantity to {need}, or add what is missing to the scope")),
            );
        }
    }
}

/// A line claims no more instances than there are.
fn inventory(scope: &Scope, findings: &mut Diagnostics) {
    let Some(there) = scope.loaded.engagement.inventory.instances else { return };
    for line in &scope.loaded.engagement.services {
        if let Some(claimed) = line.scope.instances.as_ref().filter(|claimed| claimed.value > there) {
            let message = format!("the line claims {} instances, and the inventory has {there}", claimed.value);
            let finding = Diagnostic::new(Code::INVENTORY, message).at(claimed.span);
            scope.tell(finding.help("bring `scope.instances` and `inventory.instances` into line"), findings);
        }
    }
}
