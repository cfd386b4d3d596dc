//! The catalog holds together: every id it names exists, every deliverable has a family, every
//! family a template.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::Project;
use crate::load::hint::nearest;
use crate::load::records::Records;
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
        service.deliverables.iter().for_each(|owed| exists(&owed.id, &deliverables, "deliverable", findings));
        service.acceptance.iter().for_each(|id| exists(id, &reports, "acceptance report", findings));
    }
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
                Diagnostic::new(Code::CATALOG, format!("the catalog has two {what}s `{}`", id.value))
                    .at(id.span)
                    .also(first.span, "the other one")
                    .help("give one of them another id"),
            );
        }
    }
}
