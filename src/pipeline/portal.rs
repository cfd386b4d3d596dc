//! The pages that list what was built: one for each engagement and one for all of them.

use std::collections::BTreeMap;

use jiff::civil::Weekday;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::export::html::{Card, Finding, Listing, Portal, Row};
use crate::load::{Loaded, Project};
use crate::plan::manifest::{Built, Manifest};
use crate::resolve::{Item, Register, State};

use super::AsOf;

/// The name of every such page.
pub const INDEX: &str = "index.html";

/// States that cards count, most urgent first.
const COUNTED: [State; 6] = [State::Overdue, State::Due, State::Draft, State::Issued, State::Accepted, State::Planned];

/// Path and bytes of every page. The page of all engagements is left out when only some were read.
pub fn pages(
    project: &Project,
    register: &Register,
    manifest: &Manifest,
    findings: &Diagnostics,
    as_of: AsOf,
    whole: bool,
) -> Vec<(String, Vec<u8>)> {
    let Some(theme) = &project.theme else { return Vec::new() };
    let portal = Portal::new(theme);
    let above = whole || manifest.pages.contains_key(INDEX);
    let mut cards = Vec::new();
    let mut all = Vec::new();
    let mut pages = Vec::new();
    for (index, loaded) in project.engagements.iter().enumerate() {
        let mut items: Vec<&Item> = register.items.iter().filter(|item| item.engagement == index).collect();
        items.sort_by_key(|item| urgency(item));
        let base = format!("{}/", loaded.id);
        let counts: Vec<(&'static str, usize)> = COUNTED
            .iter()
            .map(|state| (state.word(), items.iter().filter(|item| item.state == *state).count()))
            .collect();
        let customer = loaded.engagement.customer.name.value.clone();
        let own =
            |finding: &&Diagnostic| finding.primary.as_ref().is_some_and(|(span, _)| loaded.files.contains(&span.file));
        let listing = Listing {
            title: customer.clone(),
            subtitle: format!("{} – deliverables", loaded.engagement.project.name.value),
            facts: facts(loaded, as_of, &counts),
            up: above.then(|| ("All engagements".to_owned(), format!("../{INDEX}"))),
            rows: items.iter().map(|item| row(item, loaded, project, manifest, &base)).collect(),
            today: Some(as_of.of(loaded)),
            week_start: Some(Weekday::from(loaded.engagement.customer.calendar.week_start)),
            findings: findings.iter().filter(own).map(|finding| shown(finding, project)).collect(),
            footer: footer(loaded),
            ..Listing::default()
        };
        pages.push((format!("{}/{INDEX}", loaded.id), portal.page(&listing).into_bytes()));
        all.extend(items.iter().map(|item| (urgency(item), row(item, loaded, project, manifest, ""))));
        cards.push(Card {
            title: customer,
            text: loaded.engagement.project.name.value.clone(),
            href: format!("{}/{INDEX}", loaded.id),
            counts,
        });
    }
    if whole {
        all.sort_by_key(|(urgency, _)| *urgency);
        let listing = Listing {
            title: "Deliverables".into(),
            subtitle: "What is owed, due and issued in all engagements".into(),
            cards,
            rows: all.into_iter().map(|(_, row)| row).collect(),
            mixed: true,
            findings: findings.iter().map(|finding| shown(finding, project)).collect(),
            ..Listing::default()
        };
        pages.push((INDEX.to_owned(), portal.page(&listing).into_bytes()));
    }
    pages
}

/// What needs attention comes first: overdue, due, in review, planned, then what is done.
fn urgency(item: &Item) -> (usize, jiff::civil::Date, &str) {
    const ORDER: [State; 7] =
        [State::Overdue, State::Due, State::Draft, State::Planned, State::Issued, State::Accepted, State::NotOwed];
    let place = ORDER.iter().position(|state| *state == item.state).unwrap_or(ORDER.len());
    (place, item.due, &item.id)
}

fn facts(loaded: &Loaded, as_of: AsOf, counts: &[(&'static str, usize)]) -> Vec<(String, String)> {
    let count = |word: &str| counts.iter().find(|(name, _)| *name == word).map_or(0, |(_, count)| *count).to_string();
    vec![
        ("As of".into(), crate::resolve::schedule::long(as_of.of(loaded))),
        ("Overdue".into(), count("overdue")),
        ("Due".into(), count("due")),
        ("Issued".into(), count("issued")),
        ("Accepted".into(), count("accepted")),
    ]
}

fn footer(loaded: &Loaded) -> Vec<String> {
    let classification = loaded.engagement.document_control.classification.clone();
    let provider = loaded.provider.as_ref().map(|provider| provider.name.value.clone());
    classification.into_iter().chain(provider).collect()
}

fn row(item: &Item, loaded: &Loaded, project: &Project, manifest: &Manifest, base: &str) -> Row {
    let built = manifest.documents.get(&item.id).map(|built: &Built| &built.files);
    let empty = BTreeMap::new();
    let files = built.unwrap_or(&empty).iter().map(|(format, file)| {
        let path = file.path.strip_prefix(base).unwrap_or(&file.path);
        (format.to_uppercase(), path.to_owned())
    });
    let version = item.issued.as_ref().map(|issued| format!("{} of {}", issued.version, issued.date));
    let note = item
        .left_out()
        .map(str::to_owned)
        .unwrap_or_else(|| version.into_iter().chain(item.recipients.iter().cloned()).collect::<Vec<_>>().join(", "));
    let services = &loaded.engagement.services;
    Row {
        due: item.due,
        state: item.state.word(),
        title: item.title.clone(),
        subtitle: item
            .period
            .as_ref()
            .map(|period| period.label.clone())
            .or(item.subject.as_ref().map(|subject| subject.name.clone()))
            .unwrap_or_default(),
        id: item.id.clone(),
        engagement: loaded.engagement.customer.name.value.clone(),
        service: item
            .line
            .and_then(|line| project.catalog.service(&services[line].service))
            .map_or_else(|| "Documents of the engagement".to_owned(), |service| service.name.clone()),
        note,
        files: files.collect(),
    }
}

fn shown(finding: &Diagnostic, project: &Project) -> Finding {
    let place = finding.primary.as_ref().map(|(span, _)| {
        let file = project.sources.file(span.file);
        let (line, column) = file.line_column(span.start);
        format!("{}:{line}:{column}", file.path)
    });
    Finding {
        severity: finding.severity.name(),
        code: finding.code.to_string(),
        message: finding.message.clone(),
        place: place.or(finding.path.clone()).unwrap_or_default(),
        help: finding.help.clone().unwrap_or_default(),
    }
}
