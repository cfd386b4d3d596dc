//! Acceptance: of lines that exist and whose service is accepted at all.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::catalog::Billing;
use crate::load::hint::nearest;
use crate::resolve::{Kind, line_key};

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let mut titles: BTreeMap<&str, usize> = BTreeMap::new();
    for item in scope.items.iter().filter(|item| item.kind == Kind::Acceptance) {
        *titles.entry(&item.title).or_default() += 1;
    }
    for (title, count) in titles.iter().filter(|(_, count)| **count > 1) {
        let message = format!("{count} acceptance reports have the title \u{201c}{title}\u{201d}");
        let finding = Diagnostic::new(Code::SHARED_TITLE, message).at(scope.place());
        findings.push(finding.help("nothing: subtitle, document id and file name tell service and line"));
    }
    for line in &scope.lines {
        if line.service.billing == Billing::OneOff && line.service.acceptance.is_none() {
            let message = format!("no acceptance report belongs to {}", line.service.name);
            let finding = Diagnostic::new(Code::NO_ACCEPTANCE, message).at(line.bought.service.span);
            findings.push(finding.help("where proof is wanted, have the deliverables register countersigned"));
        }
    }
    let lines = &scope.loaded.engagement.services;
    let keys: Vec<String> = (0..lines.len()).map(|index| line_key(scope.catalog, lines, index)).collect();
    for acceptance in &scope.loaded.engagement.acceptance {
        let named = &acceptance.service;
        let Some(index) = keys.iter().position(|key| *key == named.value) else {
            let help = match nearest(named, keys.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("service lines are {}", keys.join(", ")),
            };
            let message = format!("there is no service line `{}`", named.value);
            findings.push(Diagnostic::new(Code::UNKNOWN_LINE, message).at(named.span).help(help));
            continue;
        };
        if let Some(service) = scope.catalog.service(&lines[index].service)
            && service.acceptance.is_none()
        {
            findings.push(
                Diagnostic::new(Code::NOT_ACCEPTED, format!("{} has no acceptance", service.name))
                    .at(named.span)
                    .also(lines[index].service.span, "bought here")
                    .basis("the catalog names no acceptance report for this service")
                    .help("remove the entry; periodic reports and the deliverables register show what was delivered"),
            );
        }
    }
}
