//! The responsibility matrix: one responsible party a row, and no infrastructure for the provider.

use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};

use super::Scope;

/// Words for running infrastructure, as against looking at it or telling of it.
static OPERATES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(operat|run|maintain|manag|administ)\w*\b[^.,;]*\binfrastructure").expect("a pattern")
});

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let rows = &scope.engagement().responsibilities;
    for row in rows {
        let responsible = [&row.provider, &row.customer].iter().filter(|letter| **letter == "R").count();
        if responsible != 1 {
            let count = if responsible == 0 { "no" } else { "two" };
            let parties = if responsible == 0 { "party" } else { "parties" };
            findings.push(
                Diagnostic::new(
                    Code::RESPONSIBLE,
                    format!("\u{201c}{}\u{201d} has {count} responsible {parties}", row.process),
                )
                .at(row.span)
                .help("write R for the one who is responsible and S for the one who supports"),
            );
        }
        if OPERATES.is_match(&row.content) && row.provider == "R" {
            findings.push(
                Diagnostic::new(
                    Code::INFRASTRUCTURE,
                    format!("\u{201c}{}\u{201d} makes the provider operate infrastructure", row.process),
                )
                .at(row.span)
                .help("make the customer responsible, or have the deviation agreed and enter it under `waivers:`"),
            );
        }
    }
    let usual = &scope.catalog.terms.responsibilities;
    let differs = |row: &crate::load::engagement::ResponsibilityRow| {
        !usual
            .iter()
            .any(|one| one.process == row.process && one.provider == row.provider && one.customer == row.customer)
    };
    let own = rows.iter().filter(|row| differs(row)).count();
    if own > 0 && !usual.is_empty() {
        let message = format!("{own} of {} rows of the responsibility matrix are not the catalog's", rows.len());
        let place = rows.iter().find(|row| differs(row)).and_then(|row| row.span);
        findings.push(
            Diagnostic::new(Code::MATRIX, message)
                .at(place)
                .help("nothing, if they are agreed; the statement of work prints them"),
        );
    }
}
