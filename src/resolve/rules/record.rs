//! Records name applications and lines that exist, have ids of their own, and run forward in time.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::catalog::{Cadence, Service};
use crate::load::engagement::ServiceLine;
use crate::load::hint::nearest;
use crate::load::records::{Incident, Reference};
use crate::resolve::{cadence, line_key};
use crate::source::Spanned;

use super::Scope;
use super::scope::known;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let engagement = &scope.loaded.engagement;
    let applications: Vec<&str> = engagement.inventory.applications.iter().map(|app| app.id.value.as_str()).collect();
    let keys: Vec<String> =
        (0..engagement.services.len()).map(|index| line_key(scope.catalog, &engagement.services, index)).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let inventory = &engagement.inventory;
    let subjects: Vec<&str> = inventory
        .applications
        .iter()
        .map(|one| &one.id)
        .chain(inventory.business_services.iter().map(|one| &one.id))
        .chain(inventory.scenarios.iter().map(|one| &one.id))
        .map(|id| id.value.as_str())
        .collect();
    let mut seen: BTreeMap<(&str, &str), &Spanned<String>> = BTreeMap::new();
    for reference in scope.loaded.records.references() {
        for id in reference.applications {
            known(id, &applications, "application", "inventory.applications", findings);
        }
        if let Some(line) = reference.line {
            known(line, &keys, "service line", "services", findings);
        }
        if let Some(line) = reference.line {
            params(scope, &reference, line, findings);
        }
        if let Some(about) = reference.about {
            known(about, &subjects, "application, business service or scenario", "inventory", findings);
        }
        if let Some(id) = reference.id
            && let Some(first) = seen.insert((reference.kind, id.value.as_str()), id)
        {
            findings.push(
                Diagnostic::new(Code::RECORD_TWICE, format!("two {} have the id `{}`", reference.kind, id.value))
                    .at(id.span)
                    .also(first.span, "the other one")
                    .help("log each only once; give different ones different ids"),
            );
        }
    }
    for incident in &scope.loaded.records.incidents {
        forward(incident, scope, findings);
        if incident.outage && incident.applications.is_empty() {
            findings.push(
                Diagnostic::new(Code::OUTAGE, format!("incident {} is an outage of no application", incident.id.value))
                    .at(incident.id.span)
                    .basis("until it names some, it counts as downtime of all applications")
                    .help("name the applications that were down: `applications: [portal]`"),
            );
        }
    }
    for change in &scope.loaded.records.changes {
        let zone = &scope.loaded.zone;
        if change.planned_end.zoned(zone) < change.planned_start.zoned(zone) {
            findings.push(
                Diagnostic::new(Code::MOMENTS, format!("change {} ends before it starts", change.id.value))
                    .at(change.planned_end.span)
                    .also(change.planned_start.span, "starts here")
                    .help("correct one of the two moments"),
            );
        }
    }
    for risk in &scope.loaded.records.risks {
        for rating in [&risk.likelihood, &risk.impact] {
            if !(1..=5).contains(&rating.value) {
                findings.push(
                    Diagnostic::new(Code::RATING, format!("risk {} is rated {}", risk.id.value, rating.value))
                        .at(rating.span)
                        .help("rate likelihood and impact from 1 (low) to 5 (high)"),
                );
            }
        }
    }
    requests(scope, findings);
}

/// A record that names a subject or kind belongs to a document of its line that has it.
fn params(scope: &Scope, reference: &Reference, line: &Spanned<String>, findings: &mut Diagnostics) {
    let Some((_, service)) = line_of(scope, line) else { return };
    for (name, value) in reference.params {
        let Some(value) = value else { continue };
        let owed = service.deliverables.iter().filter_map(|owed| scope.catalog.deliverable(&owed.id));
        let known: Vec<&str> = owed.filter_map(|deliverable| deliverable.params.get(name)?.as_str()).collect();
        if known.contains(&value.value.as_str()) {
            continue;
        }
        let help = match (nearest(value, known.iter().copied()), known.is_empty()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, true) => format!("leave `{name}:` out, or correct `service:`"),
            (None, false) => format!("its documents have: {}", known.join(", ")),
        };
        let message = format!("no document of `{}` has the {name} `{}`", line.value, value.value);
        findings.push(Diagnostic::new(Code::RECORD_OF_NOTHING, message).at(value.span).help(help));
    }
}

/// A line with its service, by the line's key.
fn line_of<'a>(scope: &Scope<'a>, key: &str) -> Option<(&'a ServiceLine, &'a Service)> {
    let bought = &scope.loaded.engagement.services;
    let index = (0..bought.len()).find(|index| line_key(scope.catalog, bought, *index) == key)?;
    Some((&bought[index].value, scope.catalog.service(&bought[index].service)?))
}

/// Requests ask for something that is on record, and that the line makes on demand.
fn requests(scope: &Scope, findings: &mut Diagnostics) {
    let records = &scope.loaded.records;
    let ids: Vec<&str> = records
        .inspections
        .iter()
        .map(|inspection| &inspection.id)
        .chain(records.incidents.iter().map(|incident| &incident.id))
        .chain(records.changes.iter().map(|change| &change.id))
        .map(|id| id.value.as_str())
        .collect();
    for request in &records.requests {
        known(&request.subject, &ids, "inspection, incident or change", "inspections", findings);
        if scope.catalog.deliverable(&request.deliverable).is_none() {
            let all: Vec<&str> =
                scope.catalog.deliverables.iter().map(|deliverable| deliverable.id.value.as_str()).collect();
            known(&request.deliverable, &all, "deliverable", "deliverables", findings);
            continue;
        }
        let Some((line, service)) = line_of(scope, &request.service) else { continue };
        let owed = service.deliverables.iter().filter(|owed| {
            let deliverable = scope.catalog.deliverable(&owed.id);
            deliverable.is_some_and(|deliverable| cadence(line, owed, deliverable).0 == Cadence::OnDemand)
        });
        let on_demand: Vec<&str> = owed.map(|owed| owed.id.value.as_str()).collect();
        if !on_demand.contains(&request.deliverable.value.as_str()) {
            let help = match on_demand.is_empty() {
                true => "correct `service:`; this service makes nothing on demand".to_owned(),
                false => format!("on demand it makes: {}", on_demand.join(", ")),
            };
            let message =
                format!("`{}` does not make `{}` on demand", request.service.value, request.deliverable.value);
            findings.push(Diagnostic::new(Code::REQUEST, message).at(request.deliverable.span).help(help));
        }
    }
}

/// started ≤ detected ≤ acknowledged, started ≤ mitigated ≤ resolved.
fn forward(incident: &Incident, scope: &Scope, findings: &mut Diagnostics) {
    let zone = &scope.loaded.zone;
    let steps = [
        ("detected", Some(&incident.started_at), &incident.detected_at),
        ("acknowledged", incident.detected_at.as_ref(), &incident.acknowledged_at),
        ("mitigated", Some(&incident.started_at), &incident.mitigated_at),
        ("resolved", incident.mitigated_at.as_ref().or(Some(&incident.started_at)), &incident.resolved_at),
    ];
    for (what, before, after) in steps {
        if let (Some(before), Some(after)) = (before, after)
            && after.zoned(zone) < before.zoned(zone)
        {
            findings.push(
                Diagnostic::new(
                    Code::MOMENTS,
                    format!("incident {} was {what} before the step that precedes it", incident.id.value),
                )
                .at(after.span)
                .also(before.span, "the step before")
                .help("correct one of the two moments"),
            );
        }
    }
}
