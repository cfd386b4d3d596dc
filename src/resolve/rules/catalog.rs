//! The catalog holds together: every id it names exists, every deliverable has a family, limits are
//! written over known figures, and no service needs itself.

use std::collections::BTreeMap;

use crate::diagnostic::code::TABLE;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::Project;
use crate::load::catalog::{Catalog, PrerequisiteKind, Service, Strength};
use crate::load::hint::nearest;
use crate::load::records::Records;
use crate::resolve::figure;
use crate::source::Spanned;

pub fn check(project: &Project, findings: &mut Diagnostics) {
    let catalog = &project.catalog;
    let ids = |list: &mut dyn Iterator<Item = &Spanned<String>>| list.map(|id| id.value.clone()).collect::<Vec<_>>();
    let families = ids(&mut catalog.families.iter().map(|family| &family.id));
    let deliverables = ids(&mut catalog.deliverables.iter().map(|deliverable| &deliverable.id));
    let reports = ids(&mut catalog.acceptance_reports.iter().map(|report| &report.id));
    let lines: Vec<String> = catalog.lines.iter().map(|line| line.id.clone()).collect();
    let kinds: Vec<String> = Records::KINDS.iter().map(|kind| (*kind).to_owned()).collect();

    for service in &catalog.services {
        exists(&service.line, &lines, "business line", findings);
        let named = service.deliverables.iter().flat_map(|owed| std::iter::once(&owed.id).chain(&owed.after));
        named.for_each(|id| exists(id, &deliverables, "deliverable", findings));
        service.acceptance.iter().for_each(|id| exists(id, &reports, "acceptance report", findings));
    }
    services(catalog, &deliverables, findings);
    let documents = catalog.deliverables.iter().chain(&catalog.acceptance_reports).map(|document| &document.family);
    for family in documents.chain(catalog.process_documents.iter().map(|document| &document.family)) {
        exists(family, &families, "document family", findings);
    }
    for family in &catalog.families {
        family.records.iter().for_each(|kind| exists(kind, &kinds, "kind of record", findings));
    }
    let all = catalog.deliverables.iter().chain(&catalog.acceptance_reports).map(|document| &document.id);
    unique(all.chain(catalog.process_documents.iter().map(|document| &document.id)), "document", findings);
    unique(catalog.services.iter().map(|service| &service.id), "service", findings);
    unique(catalog.families.iter().map(|family| &family.id), "document family", findings);
}

/// Limits and prerequisites of services.
fn services(catalog: &Catalog, deliverables: &[String], findings: &mut Diagnostics) {
    let codes: Vec<String> = catalog.services.iter().map(|service| service.code.clone()).collect();
    for service in &catalog.services {
        let conditions = service.prerequisites.iter().filter_map(|needed| needed.when.as_ref());
        for expression in service.limits.iter().filter_map(|limit| limit.holds.as_ref()).chain(conditions) {
            condition(expression, catalog, findings);
        }
        for text in service.limits.iter().flat_map(|limit| limit.says.iter().chain(&limit.help)) {
            match figure::names_in(text) {
                Ok(names) => figures(text, &names, catalog, findings),
                Err(reason) => findings.push(
                    Diagnostic::new(Code::CATALOG, format!("a slot of this text is no expression: {reason}"))
                        .at(text.span)
                        .help("write figures and arithmetic between the braces: `{instances - 100 * quantity}`"),
                ),
            }
        }
        let limits = service.limits.iter().filter_map(|limit| limit.rule.as_ref());
        for rule in limits.chain(service.prerequisites.iter().filter_map(|needed| needed.rule.as_ref())) {
            let rules = || TABLE.iter().filter(|entry| entry.rule.is_some()).map(|entry| entry.code);
            if !rules().any(|code| code == rule.value) {
                let help = nearest(rule, rules())
                    .map_or("docs/rules.md lists the rules".to_owned(), |near| format!("did you mean `{near}`?"));
                let message = format!("there is no rule `{}`", rule.value);
                findings.push(Diagnostic::new(Code::CATALOG, message).at(rule.span).help(help));
            }
        }
        for needed in &service.prerequisites {
            for id in needed.any_of.iter().filter(|id| catalog.service(id).is_none()) {
                exists(id, &codes, "service", findings);
            }
            if let (PrerequisiteKind::Document, Some(id)) = (needed.kind, &needed.reference) {
                exists(id, deliverables, "deliverable", findings);
            }
        }
    }
    for service in unreachable(catalog) {
        findings.push(
            Diagnostic::new(Code::CATALOG, format!("`{}` needs itself before it can start", service.id.value))
                .at(service.id.span)
                .help("take one of the services out of `prerequisites` that lead back to it"),
        );
    }
}

/// Services that can never start, since what they strictly need needs them in turn.
fn unreachable(catalog: &Catalog) -> Vec<&Service> {
    let mut waiting: Vec<&Service> = catalog.services.iter().collect();
    loop {
        let can_start = |service: &&Service| {
            service.prerequisites.iter().filter(|needed| needed.strength == Strength::Hard).all(|needed| {
                let named: Vec<&Service> = needed.any_of.iter().filter_map(|id| catalog.service(id)).collect();
                named.is_empty() || named.iter().any(|one| !waiting.iter().any(|other| other.id.value == one.id.value))
            })
        };
        let (ready, rest): (Vec<&Service>, Vec<&Service>) = waiting.iter().copied().partition(can_start);
        if ready.is_empty() {
            return rest;
        }
        waiting = rest;
    }
}

fn condition(expression: &Spanned<String>, catalog: &Catalog, findings: &mut Diagnostics) {
    let finding = |message: String| Diagnostic::new(Code::CATALOG, message).at(expression.span);
    match figure::names(expression) {
        Err(reason) => findings.push(
            finding(format!("`{}` is no condition: {reason}", expression.value))
                .help("write a comparison of figures, for instance `it_employees <= 50`"),
        ),
        Ok(names) => figures(expression, &names, catalog, findings),
    }
}

/// The figures of a condition or text are known.
fn figures(text: &Spanned<String>, names: &[String], catalog: &Catalog, findings: &mut Diagnostics) {
    for name in names.iter().filter(|name| !figure::is_known(name, catalog)) {
        let known = || figure::FIGURES.iter().map(|(known, _)| *known);
        let help = match nearest(name, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                format!("figures are {}, and bought_ with a service's code", known().collect::<Vec<_>>().join(", "))
            }
        };
        let message = format!("there is no figure `{name}`");
        findings.push(Diagnostic::new(Code::CATALOG, message).at(text.span).help(help));
    }
}

fn exists(id: &Spanned<String>, known: &[String], what: &str, findings: &mut Diagnostics) {
    if known.contains(&id.value) {
        return;
    }
    let help = match nearest(id, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("add it to the catalog, or use one of: {}", known.join(", ")),
    };
    let message = format!("the catalog has no {what} `{}`", id.value);
    findings.push(Diagnostic::new(Code::CATALOG, message).at(id.span).help(help));
}

fn unique<'a>(ids: impl Iterator<Item = &'a Spanned<String>>, what: &str, findings: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, &Spanned<String>> = BTreeMap::new();
    for id in ids {
        if let Some(first) = seen.insert(&id.value, id) {
            findings.push(
                Diagnostic::new(Code::CATALOG, format!("the catalog has the {what} `{}` twice", id.value))
                    .at(id.span)
                    .also(first.span, "the other one")
                    .help("give one of them another id"),
            );
        }
    }
}
