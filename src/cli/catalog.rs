//! `sowright catalog`: what can be bought, and what each service owes.

use serde_json::{Value, json};

use crate::load::catalog::{Billing, Catalog, Deliverable, Limit, Owed, Per, Service};
use crate::load::hint::nearest;
use crate::load::load_catalog;

use super::args::{CatalogArgs, ListFormat};
use super::report::{Report, status};
use super::{FINDINGS, Problem, place_of};

pub fn run(args: &CatalogArgs, report: &Report) -> Result<u8, Problem> {
    let (catalog, sources, findings) = load_catalog(&place_of(args.directory.as_deref())?);
    report.findings(&findings, &sources);
    let services: Vec<&Service> = match &args.search {
        None => catalog.services.iter().collect(),
        Some(text) => catalog.services.iter().filter(|service| mentions(&catalog, service, text)).collect(),
    };
    match (&args.service, args.format) {
        (Some(name), format) => {
            let Some(service) = catalog.service(name) else {
                report.problem(&unknown(&catalog, name));
                return Ok(FINDINGS);
            };
            match format {
                ListFormat::Table => report.result(&shown(&catalog, service)),
                ListFormat::Json => report.result(&pretty(&as_json(&catalog, service))),
            }
        }
        (None, ListFormat::Table) => report.result(&list(&services)),
        (None, ListFormat::Json) => report.result(&pretty(&whole(&catalog, &services))),
    }
    Ok(status(&findings))
}

fn unknown(catalog: &Catalog, name: &str) -> Problem {
    let known = catalog.services.iter().flat_map(|service| [service.id.value.as_str(), &service.code, &service.name]);
    let hint = nearest(name, known)
        .map_or_else(|| "`sowright catalog` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
    Problem(format!("there is no service `{name}`; {hint}"))
}

/// Whether the text stands in what a reader sees of a service, without regard to case.
fn mentions(catalog: &Catalog, service: &Service, text: &str) -> bool {
    let text = text.to_lowercase();
    let owed = service.deliverables.iter().filter_map(|owed| catalog.deliverable(&owed.id));
    let texts = [&service.id.value, &service.code, &service.name, &service.summary].into_iter();
    let all = texts.chain(&service.contents).chain(&service.scenario).chain(owed.map(|deliverable| &deliverable.name));
    all.into_iter().any(|candidate| candidate.to_lowercase().contains(&text))
}

fn list(services: &[&Service]) -> String {
    let width = services.iter().map(|service| service.id.value.chars().count()).max().unwrap_or(0);
    let line = |service: &&Service| {
        format!("{:<4}  {:<width$}  {:<9}  {}\n", service.code, service.id.value, word(service.billing), service.name)
    };
    match services.is_empty() {
        true => "no service matches\n".to_owned(),
        false => services.iter().map(line).collect(),
    }
}

fn word(billing: Billing) -> &'static str {
    match billing {
        Billing::Recurring => "recurring",
        Billing::OneOff => "one-off",
    }
}

/// How often a deliverable is due, in words.
fn cadence(owed: &Owed) -> String {
    match (owed.cadence, owed.default) {
        (Some(cadence), _) => cadence.word().to_owned(),
        (None, Some(default)) => format!("as agreed, {} if nothing is", default.word()),
        (None, None) => "as agreed".to_owned(),
    }
}

fn shown(catalog: &Catalog, service: &Service) -> String {
    let line = catalog.lines.iter().find(|line| line.id == service.line.value);
    let mut text = format!("{}  {}\n", service.code, service.name);
    text.push_str(&format!(
        "id {}, {}, {}\n\n{}\n",
        service.id.value,
        line.map_or("", |line| &line.name),
        word(service.billing),
        service.summary
    ));
    let mut part = |head: &str, items: Vec<String>| {
        if !items.is_empty() {
            text.push_str(&format!("\n{head}\n"));
            items.iter().for_each(|item| text.push_str(&format!("  - {item}\n")));
        }
    };
    part("When to buy it", service.scenario.iter().cloned().collect());
    part("What is done", service.contents.clone());
    part("What is not", service.restrictions.clone());
    part("Sold by", vec![service.unit.name.clone()]);
    let named =
        |id: &str| catalog.deliverable(id).map_or_else(|| id.to_owned(), |deliverable| deliverable.name.clone());
    let owed = |owed: &Owed| {
        let each = catalog.deliverable(&owed.id).map_or("", |deliverable| each(deliverable.per));
        format!("{} ({}), {}{each}", named(&owed.id), owed.id.value, cadence(owed))
    };
    part("What it owes", service.deliverables.iter().map(owed).collect());
    part("Acceptance", service.acceptance.iter().map(|id| named(id)).collect());
    part("Limits", service.limits.iter().map(limit).collect());
    part("Needed before", service.prerequisites.iter().map(|prerequisite| prerequisite.basis.clone()).collect());
    text
}

/// A limit with the condition that checks it.
fn limit(limit: &Limit) -> String {
    limit.holds.as_ref().map_or_else(|| limit.basis.clone(), |holds| format!("{} [{}]", limit.basis, holds.value))
}

/// What there is one document for, where it is not the service or its periods.
fn each(per: Per) -> &'static str {
    match per {
        Per::Engagement | Per::Period => "",
        Per::Event => " for each event put forward",
        Per::Application => " for each application",
        Per::BusinessService => " for each business service",
        Per::Scenario => " for each scenario",
    }
}

fn as_json(catalog: &Catalog, service: &Service) -> Value {
    let mut value = json!(service);
    if let Some(deliverables) = value.get_mut("deliverables").and_then(Value::as_array_mut) {
        for (entry, owed) in deliverables.iter_mut().zip(&service.deliverables) {
            entry["name"] = json!(catalog.deliverable(&owed.id).map(|deliverable| &deliverable.name));
        }
    }
    value
}

fn whole(catalog: &Catalog, services: &[&Service]) -> Value {
    let documents = |list: &[Deliverable]| list.iter().map(|document| json!(document)).collect::<Vec<_>>();
    json!({
        "catalog": catalog.about,
        "lines": catalog.lines,
        "services": services.iter().map(|service| as_json(catalog, service)).collect::<Vec<_>>(),
        "deliverables": documents(&catalog.deliverables),
        "acceptance_reports": documents(&catalog.acceptance_reports),
        "process_documents": catalog.process_documents,
    })
}

fn pretty(value: &Value) -> String {
    // A value made of strings and numbers always has a JSON form.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
