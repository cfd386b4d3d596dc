//! The responsibility matrix: one responsible party a row, and no infrastructure for the provider.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};

use super::Scope;

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
        let infrastructure =
            [&row.process, &row.content].iter().any(|text| text.to_lowercase().contains("infrastructure"));
        if infrastructure && row.provider == "R" {
            findings.push(
                Diagnostic::new(
                    Code::INFRASTRUCTURE,
                    format!("\u{201c}{}\u{201d} makes the provider responsible for infrastructure", row.process),
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
