//! What the catalog bounds holds for each line: sizes of customers, numbers of systems, packages.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::catalog::Strength;
use crate::resolve::figure::{Outcome, holds, place};
use crate::resolve::lines;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    for line in lines(scope.catalog, scope.loaded) {
        for limit in &line.service.limits {
            let Some(expression) = &limit.holds else { continue };
            let at = line.bought.service.span;
            match holds(expression, scope.catalog, &scope.loaded.engagement, &line) {
                Some(Outcome::Broken) => {
                    let code = if limit.strength == Strength::Hard { Code::LIMIT } else { Code::LIMIT_SOFT };
                    findings.push(
                        Diagnostic::new(code, format!("{} is bought outside its limits", line.service.name))
                            .note_if(code == Code::LIMIT_SOFT && scope.early())
                            .at(at)
                            .also(expression.span, "the limit")
                            .basis(&limit.basis)
                            .help("buy the variant that fits, or correct the figures it is compared with"),
                    );
                }
                Some(Outcome::Missing(names)) => {
                    let places: Vec<String> = names.iter().map(|name| format!("`{}`", place(name))).collect();
                    let message =
                        format!("whether {} fits cannot be told: {} not stated", line.service.name, missing(&names));
                    findings.push(
                        Diagnostic::new(Code::FIGURE_MISSING, message)
                            .note_if(scope.early())
                            .at(at)
                            .basis(&limit.basis)
                            .help(format!("ask the customer and state it under {}", places.join(", "))),
                    );
                }
                Some(Outcome::Holds) | None => {}
            }
        }
    }
}

fn missing(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| name.replace('_', " ")).collect();
    format!("{} {}", names.join(" and "), if names.len() == 1 { "is" } else { "are" })
}
