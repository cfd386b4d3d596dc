//! What the catalog bounds holds for each line: sizes of customers, numbers of systems, packages.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::load::catalog::Strength;
use crate::resolve::figure::{Outcome, filled, holds, place};
use crate::resolve::lines;
use crate::source::Spanned;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    // A figure may stand in the file and be unreadable: then it would be compared as missing or short.
    if scope.loaded.misread {
        return;
    }
    for line in lines(scope.catalog, scope.loaded) {
        for limit in &line.service.limits {
            let Some(expression) = &limit.holds else { continue };
            let at = line.bought.service.span;
            match holds(expression, scope.catalog, &scope.loaded.engagement, &line) {
                Some(Outcome::Broken) => {
                    let code = code(&limit.rule, limit.strength, Code::LIMIT, Code::LIMIT_SOFT);
                    let fill = |text: &str| filled(text, scope.catalog, scope.engagement(), &line);
                    let what = limit.says.as_ref().map_or("it is bought outside its limits".into(), |says| fill(says));
                    let help = "buy the variant that fits, or correct the figures it is compared with";
                    let finding = Diagnostic::new(code, format!("{}: {what}", line.service.name))
                        .note_if(code.severity() < Severity::Error && scope.early())
                        .at(at)
                        .also(expression.span, "the limit")
                        .basis(&limit.basis)
                        .help(limit.help.as_ref().map_or(help.into(), |help| fill(help)));
                    scope.tell(finding, findings);
                }
                // What is only implied asks for no figures of its own.
                Some(Outcome::Missing(names)) if limit.strength != Strength::Implied => {
                    let quoted = |name: &String| format!("`{}`", place(name).replace(" or ", "` or `"));
                    let places: Vec<String> = names.iter().map(quoted).collect();
                    let wanted = names.iter().map(|name| name.replace('_', " ")).collect::<Vec<_>>().join(" and ");
                    let message = format!("whether {} fits cannot be told without: {wanted}", line.service.name);
                    findings.push(
                        Diagnostic::new(Code::FIGURE_MISSING, message)
                            .note_if(scope.early())
                            .at(at)
                            .basis(&limit.basis)
                            .help(format!("ask the customer and state it under {}", places.join(", "))),
                    );
                }
                Some(Outcome::Holds | Outcome::Missing(_)) | None => {}
            }
        }
    }
}

/// The code that the catalog gives to what breaks a condition; else one by how binding it is.
pub fn code(rule: &Option<Spanned<String>>, strength: Strength, hard: Code, soft: Code) -> Code {
    let named = rule.as_ref().and_then(|rule| Code::find(rule)).map(|entry| Code(entry.code));
    named.unwrap_or(if strength == Strength::Hard { hard } else { soft })
}
