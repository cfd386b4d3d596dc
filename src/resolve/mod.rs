//! Stage 2: a project to a [`Register`]: every document owed, dated, with the reason it exists.
//! Knows neither disk nor clock.

pub mod calendar;
pub mod figure;
mod items;
pub mod reason;
pub mod rules;
pub mod schedule;
pub mod title;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnostic::Diagnostics;
use crate::load::catalog::{Cadence, Catalog, Deliverable, Owed, Per, Service};
use crate::load::engagement::{Application, Cover, Engagement, Mode, Scope, ServiceLine};
use crate::load::{Loaded, Project};
use crate::source::Spanned;

use calendar::WorkCalendar;
use items::Context;
use reason::{CadenceFrom, Reason};
use schedule::Period;

/// Every document that the engagements owe.
#[derive(Debug, Clone, Default)]
pub struct Register {
    /// In the order of the project's engagements; within one: process documents, then line by line.
    pub items: Vec<Item>,
}

/// One document owed.
#[derive(Debug, Clone)]
pub struct Item {
    /// Unique and stable: engagement, line, deliverable and part, with slashes between.
    pub id: String,
    /// Index of the engagement in the project.
    pub engagement: usize,
    /// Index of the service line; none for documents of the whole engagement.
    pub line: Option<usize>,
    /// Id of the deliverable, acceptance report or process document in the catalog.
    pub deliverable: String,
    pub kind: Kind,
    pub title: String,
    /// Service and period or subject, for the second line of the title.
    pub subtitle: String,
    pub family: String,
    pub params: Arc<BTreeMap<String, serde_json::Value>>,
    pub cadence: Cadence,
    pub period: Option<Period>,
    pub subject: Option<Subject>,
    /// The first day on which there is something to write.
    pub available: Date,
    pub due: Date,
    pub state: State,
    pub issued: Option<Issued>,
    /// Who receives it: the distribution agreed, or the customer's owner on the due day.
    pub recipients: Vec<String>,
    /// What documents of one deliverable have in common is there once.
    pub reasons: Vec<Arc<Reason>>,
}

/// What sort of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Process,
    Deliverable,
    Acceptance,
}

/// What a document is about, where there is one for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Subject {
    pub id: String,
    pub name: String,
    pub kind: SubjectKind,
}

/// What sort of thing a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    Application,
    BusinessService,
    Scenario,
    /// A milestone of the line.
    Milestone,
    /// An inspection, incident or change.
    Event,
}

/// An issued version out of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Issued {
    pub version: String,
    pub date: Date,
    pub accepted_on: Option<Date>,
    pub sha256: Option<String>,
}

/// How far a document is on the date the build speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// There is nothing to write yet.
    Planned,
    /// To be written, and its due date has not passed.
    Due,
    Overdue,
    /// Sent out for review.
    Draft,
    Issued,
    Accepted,
    /// Left out for a reason, which is the last one of the item's reasons.
    NotOwed,
}

impl State {
    /// The word in tables.
    pub fn word(self) -> &'static str {
        match self {
            State::Planned => "planned",
            State::Due => "due",
            State::Overdue => "overdue",
            State::Draft => "draft",
            State::Issued => "issued",
            State::Accepted => "accepted",
            State::NotOwed => "not owed",
        }
    }
}

impl Item {
    /// Whether a version of it is out.
    pub fn is_issued(&self) -> bool {
        matches!(self.state, State::Issued | State::Accepted)
    }

    /// The id of its period or of what it is about.
    pub fn part(&self) -> Option<&str> {
        let period = self.period.as_ref().map(|period| period.id.as_str());
        period.or(self.subject.as_ref().map(|subject| subject.id.as_str()))
    }

    /// Why it is not owed; none for what is.
    pub fn left_out(&self) -> Option<&str> {
        let last = self.reasons.last().filter(|_| self.state == State::NotOwed)?;
        match &last.fact {
            reason::Fact::NotOwed { why } => Some(why),
            _ => None,
        }
    }
}

impl Register {
    /// The items of one engagement, by its index in the project.
    pub fn of(&self, engagement: usize) -> &[Item] {
        // They stand in the order of the project's engagements.
        let start = self.items.partition_point(|item| item.engagement < engagement);
        let end = self.items.partition_point(|item| item.engagement <= engagement);
        &self.items[start..end]
    }

    /// The documents that are owed: all but those left out for a reason.
    pub fn owed(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.state != State::NotOwed)
    }
}

/// A purchased service with everything that the register needs of it.
pub struct Line<'a> {
    pub index: usize,
    pub key: String,
    pub bought: &'a Spanned<ServiceLine>,
    pub service: &'a Service,
    pub start: Date,
    pub end: Date,
    pub cover: Option<Cover>,
    pub mode: Option<Mode>,
}

impl Line<'_> {
    /// The last day on which work is done: that of the term, or the day the line was ended.
    pub fn last(&self) -> Date {
        self.bought.terminated_on.as_ref().map_or(self.end, |day| day.0.min(self.end))
    }

    /// The applications it works on: those of its scope, or all of the inventory.
    pub fn applications<'e>(&self, engagement: &'e Engagement) -> impl Iterator<Item = &'e Application> {
        let scope = &self.bought.scope.applications;
        let named = move |app: &&Application| scope.is_empty() || scope.iter().any(|id| id.value == app.id.value);
        engagement.inventory.applications.iter().filter(named)
    }
}

/// The register of a project as of a date. Lines that break a rule of severity error (an unknown
/// service, no term) owe nothing here and have a finding instead.
///
/// `as_of` is asked for each engagement: the flag wins over the descriptor.
pub fn resolve(project: &Project, as_of: impl Fn(&Loaded) -> Date) -> (Register, Diagnostics) {
    let mut register = Register::default();
    let mut findings = rules::check_catalog(project);
    for (index, loaded) in project.engagements.iter().enumerate() {
        let (first, as_of) = (register.items.len(), as_of(loaded));
        Context::new(project, index, as_of).items(&mut register.items);
        findings.extend(rules::check(&rules::Scope::new(project, loaded, &register.items[first..], as_of)));
    }
    (register, findings)
}

/// The working calendar of an engagement's customer.
pub fn calendar(loaded: &Loaded) -> WorkCalendar {
    WorkCalendar::new(&loaded.engagement.customer.calendar)
}

/// The key of a line: its own, or the service's id, with a number where that stands twice.
pub fn line_key(catalog: &Catalog, lines: &[Spanned<ServiceLine>], index: usize) -> String {
    let id = |line: &ServiceLine| {
        catalog.service(&line.service).map_or_else(|| line.service.value.clone(), |service| service.id.value.clone())
    };
    let line = &lines[index];
    if let Some(key) = &line.key {
        return key.value.clone();
    }
    let own = id(line);
    let before = lines[..index].iter().filter(|other| other.key.is_none() && id(other) == own).count();
    if before == 0 { own } else { format!("{own}-{}", before + 1) }
}

/// First and last day of a line: its own, or its contract's.
pub fn term(engagement: &Engagement, line: &ServiceLine) -> Option<(Date, Date)> {
    let named = line.contract.as_ref().map(|id| id.value.as_str());
    let contract = match named {
        Some(id) => engagement.contracts.iter().find(|contract| contract.id.value == id),
        None => None,
    };
    let start = line.start.as_ref().or(contract.map(|contract| &contract.start))?;
    let end = line.end.as_ref().or(contract.map(|contract| &contract.end))?;
    Some((start.0, end.0))
}

/// How often a line makes a deliverable that its service owes, and who said so. What is made for
/// each event is made on demand: a request puts the event forward.
pub fn cadence(bought: &ServiceLine, owed: &Owed, deliverable: &Deliverable) -> (Cadence, CadenceFrom) {
    let chosen = bought.cadence.get(&owed.id.value);
    let named = chosen.and_then(|name| Cadence::ALL.iter().find(|(known, _)| *known == name.value));
    match (deliverable.per, named, owed.cadence) {
        (Per::Event, ..) => (Cadence::OnDemand, CadenceFrom::Catalog),
        (_, Some((_, cadence)), _) => (*cadence, CadenceFrom::Engagement),
        (_, None, Some(cadence)) => (cadence, CadenceFrom::Catalog),
        (_, None, None) => (owed.default.unwrap_or(Cadence::Once), CadenceFrom::Default),
    }
}

/// The figure that a line is sized by, by the metric's name: that of its scope, or the inventory's
/// where the scope gives none.
pub fn measured(engagement: &Engagement, scope: &Scope, metric: &str) -> Option<u32> {
    let count = |members: usize| u32::try_from(members).ok().filter(|count| *count > 0);
    match metric {
        "instances" => scope.instances.as_ref().map(|figure| figure.value).or(engagement.inventory.instances),
        "applications" if scope.applications.is_empty() => count(engagement.inventory.applications.len()),
        "applications" => count(scope.applications.len()),
        "scenarios" if scope.scenarios.is_empty() => count(engagement.inventory.scenarios.len()),
        "scenarios" => count(scope.scenarios.len()),
        "business_services" if scope.business_services.is_empty() => {
            count(engagement.inventory.business_services.len())
        }
        "business_services" => count(scope.business_services.len()),
        _ => None,
    }
}

/// The lines of an engagement that can be resolved.
pub fn lines<'a>(catalog: &'a Catalog, loaded: &'a Loaded) -> Vec<Line<'a>> {
    let bought = &loaded.engagement.services;
    let resolved = bought.iter().enumerate().filter_map(|(index, line)| {
        let service = catalog.service(&line.service)?;
        let (start, end) = term(&loaded.engagement, line)?;
        let cover = line.cover.as_ref().map(|cover| cover.value).or(service.cover);
        let mode = line.mode.as_ref().map(|mode| mode.value).or(service.mode);
        let line =
            Line { index, key: line_key(catalog, bought, index), bought: line, service, start, end, cover, mode };
        (start <= end).then_some(line)
    });
    resolved.collect()
}
