//! Stage 2: a project to a [`Register`]: every document owed, dated, with the reason it exists.
//! Knows neither disk nor clock.

pub mod calendar;
pub mod reason;
pub mod rules;
pub mod schedule;
pub mod title;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::diagnostic::Diagnostics;
use crate::load::catalog::{
    Cadence, Catalog, Deliverable, Due, DueCalendar, DueFrom, Owed, Per, ProcessDocument, Service,
};
use crate::load::engagement::{
    Cover, DailyBasis, Engagement, LineMilestone, LineStatus, Mode, MonthBasis, Scope, ServiceLine,
};
use crate::load::records::Request;
use crate::load::{Loaded, Project};
use crate::source::Spanned;

use calendar::{WorkCalendar, shift};
use reason::{CadenceFrom, Fact, Reason};
use schedule::{Basis, Period, periods};

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
    pub params: BTreeMap<String, serde_json::Value>,
    pub cadence: Cadence,
    pub period: Option<Period>,
    pub subject: Option<Subject>,
    /// The first day on which there is something to write.
    pub available: Date,
    pub due: Date,
    pub state: State,
    pub issued: Option<Issued>,
    pub reasons: Vec<Reason>,
}

/// What sort of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Process,
    Deliverable,
    Acceptance,
}

/// What a document is about, where there is one for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Subject {
    pub id: String,
    pub name: String,
    pub kind: SubjectKind,
}

/// What sort of thing a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issued {
    pub version: String,
    pub date: Date,
    pub accepted_on: Option<Date>,
    pub sha256: Option<String>,
}

/// How far a document is on the date the build speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// There is nothing to write yet.
    Planned,
    /// To be written, and its due date has not passed.
    Due,
    Overdue,
    Issued,
    Accepted,
}

impl State {
    /// The word in tables.
    pub fn word(self) -> &'static str {
        match self {
            State::Planned => "planned",
            State::Due => "due",
            State::Overdue => "overdue",
            State::Issued => "issued",
            State::Accepted => "accepted",
        }
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

/// The register of a project as of a date. Lines that break a rule of severity error (an unknown
/// service, no term) owe nothing here and have a finding instead.
///
/// `as_of` is asked for each engagement: the flag wins over the descriptor.
pub fn resolve(project: &Project, as_of: impl Fn(&Loaded) -> Date) -> (Register, Diagnostics) {
    let mut register = Register::default();
    let mut findings = rules::check(project, &as_of);
    for (index, loaded) in project.engagements.iter().enumerate() {
        let context =
            Context { catalog: &project.catalog, loaded, index, as_of: as_of(loaded), calendar: calendar(loaded) };
        context.items(&mut register.items);
        findings.extend(rules::ledger::check(loaded, &register.items, index));
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
pub fn term(loaded: &Loaded, line: &ServiceLine) -> Option<(Date, Date)> {
    let named = line.contract.as_ref().map(|id| id.value.as_str());
    let contract = match named {
        Some(id) => loaded.engagement.contracts.iter().find(|contract| contract.id.value == id),
        None => None,
    };
    let start = line.start.as_ref().or(contract.map(|contract| &contract.start))?;
    let end = line.end.as_ref().or(contract.map(|contract| &contract.end))?;
    Some((start.0, end.0))
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
        let (start, end) = term(loaded, line)?;
        let (cover, mode) = (line.cover.or(service.cover), line.mode.or(service.mode));
        let line =
            Line { index, key: line_key(catalog, bought, index), bought: line, service, start, end, cover, mode };
        (start <= end).then_some(line)
    });
    resolved.collect()
}

/// One engagement being resolved.
struct Context<'a> {
    catalog: &'a Catalog,
    loaded: &'a Loaded,
    index: usize,
    as_of: Date,
    calendar: WorkCalendar,
}

/// The parts of an item that depend on what it is made for.
struct Part {
    id: Option<String>,
    name: String,
    period: Option<Period>,
    subject: Option<Subject>,
    /// The day from which it can be written, and the days its due date counts from.
    available: Date,
    start: Date,
    end: Date,
    requested: Option<(Date, Option<Date>)>,
    reason: Option<Reason>,
}

impl Context<'_> {
    fn items(&self, items: &mut Vec<Item>) {
        let lines = lines(self.catalog, self.loaded);
        for document in &self.catalog.process_documents {
            self.process_document(document, &lines, items);
        }
        for line in &lines {
            for owed in &line.service.deliverables {
                if let Some(deliverable) = self.catalog.deliverable(&owed.id) {
                    self.deliverable(line, owed, deliverable, items);
                }
            }
            if let Some(id) = &line.service.acceptance
                && let Some(report) = self.catalog.deliverable(id)
            {
                self.acceptance(line, report, items);
            }
        }
    }

    fn process_document(&self, document: &ProcessDocument, lines: &[Line], items: &mut Vec<Item>) {
        let billing = |line: &&Line| document.billing.is_none_or(|billing| line.service.billing == billing);
        let lines: Vec<&Line> = lines.iter().filter(billing).collect();
        let each: Vec<Vec<&Line>> = match document.each_line {
            true => lines.into_iter().map(|line| vec![line]).collect(),
            false => vec![lines],
        };
        for lines in each {
            let (Some(start), Some(end)) =
                (lines.iter().map(|line| line.start).min(), lines.iter().map(|line| line.end).max())
            else {
                continue;
            };
            let line = document.each_line.then(|| lines[0]);
            // What is made before the start can be written at once; what closes, from the end on.
            let available = match document.due.after {
                DueFrom::End if !document.living => end,
                DueFrom::End => start.min(self.as_of),
                DueFrom::Start | DueFrom::Request => start.min(self.as_of),
            };
            let part = Part { available, ..Part::whole(start, end) };
            let fact = Fact::Process { document: document.name.clone() };
            let reasons = vec![Reason { fact, span: document.id.span }];
            let title = document.title.as_ref().unwrap_or(&document.name);
            let draft = Draft {
                kind: Kind::Process,
                id: &document.id,
                title,
                family: &document.family,
                params: &document.params,
                cadence: Cadence::Once,
                due: document.due,
            };
            items.push(self.item(draft, line, part, reasons));
        }
    }

    fn deliverable(&self, line: &Line, owed: &Owed, deliverable: &Deliverable, items: &mut Vec<Item>) {
        let chosen = line.bought.cadence.get(&owed.id.value);
        let named = chosen.and_then(|name| Cadence::ALL.iter().find(|(known, _)| *known == name.value));
        let (cadence, from, span) = match (owed.cadence, named) {
            (_, Some((_, cadence))) => (*cadence, CadenceFrom::Engagement, chosen.and_then(|name| name.span)),
            (Some(cadence), None) => (cadence, CadenceFrom::Catalog, owed.id.span),
            (None, None) => (owed.default.unwrap_or(Cadence::Once), CadenceFrom::Default, owed.id.span),
        };
        let reasons = |part: &Part| {
            let mut reasons = self.bought(line);
            let (service, deliverable) = (line.service.name.clone(), deliverable.name.clone());
            reasons.push(Reason { fact: Fact::Owed { service, deliverable }, span: owed.id.span });
            reasons.push(Reason { fact: Fact::Cadence { cadence, from }, span });
            reasons.push(self.term_reason(line));
            reasons.extend(part.reason.clone());
            reasons
        };
        for part in self.parts(line, cadence, deliverable) {
            let due = deliverable.due.unwrap_or(Due { after: DueFrom::End, days: 0, calendar: DueCalendar::Days });
            let one = deliverable.title_one.as_ref().filter(|_| self.scenarios(line) == 1);
            let draft = Draft {
                kind: Kind::Deliverable,
                id: &deliverable.id,
                title: one.or(deliverable.title.as_ref()).unwrap_or(&deliverable.name),
                family: &deliverable.family,
                params: &deliverable.params,
                cadence,
                due,
            };
            let reasons = reasons(&part);
            items.push(self.item(draft, Some(line), part, reasons));
        }
    }

    fn acceptance(&self, line: &Line, report: &Deliverable, items: &mut Vec<Item>) {
        let mut reasons = self.bought(line);
        let service = line.service.name.clone();
        let span = line.service.acceptance.as_ref().and_then(|id| id.span);
        reasons.push(Reason { fact: Fact::Acceptance { service }, span });
        reasons.push(self.term_reason(line));
        let draft = Draft {
            kind: Kind::Acceptance,
            id: &report.id,
            title: report.title.as_ref().unwrap_or(&report.name),
            family: &report.family,
            params: &report.params,
            cadence: Cadence::Once,
            due: report.due.unwrap_or(Due { after: DueFrom::End, days: 0, calendar: DueCalendar::Days }),
        };
        let part = Part::whole(line.start, line.end);
        items.push(self.item(draft, Some(line), part, reasons));
    }

    /// One part for each document that a deliverable makes of a line.
    fn parts(&self, line: &Line, cadence: Cadence, deliverable: &Deliverable) -> Vec<Part> {
        match (cadence, deliverable.per) {
            (Cadence::OnDemand, _) | (_, Per::Event) => {
                self.requested(line, deliverable).map(|request| self.on_request(request)).collect()
            }
            (Cadence::Once, Per::Application | Per::BusinessService | Per::Scenario) => {
                self.subjects(line, deliverable.per)
            }
            (Cadence::Once, _) => {
                vec![Part { available: self.once_available(line, deliverable), ..Part::whole(line.start, line.end) }]
            }
            (Cadence::Milestone, _) => {
                let milestones = line.bought.milestones.iter();
                milestones.map(|milestone| self.at_milestone(milestone)).collect()
            }
            _ => {
                let basis = Basis {
                    working_days: line.cover == Some(Cover::WorkingHours)
                        && line.bought.daily_basis == DailyBasis::Working,
                    anniversary: line.bought.month_basis == MonthBasis::Anniversary,
                };
                let periods = periods(cadence, line.start, line.end, &self.calendar, basis);
                periods.into_iter().map(Part::period).collect()
            }
        }
    }

    fn once_available(&self, line: &Line, deliverable: &Deliverable) -> Date {
        match deliverable.due {
            Some(Due { after: DueFrom::Start, .. }) => line.start,
            _ if line.bought.status == LineStatus::Completed => line.end.min(self.as_of),
            _ => line.end,
        }
    }

    /// One part for each id in the scope, or for each member of the inventory without a scope.
    fn subjects(&self, line: &Line, per: Per) -> Vec<Part> {
        let (inventory, scope) = (&self.loaded.engagement.inventory, &line.bought.scope);
        let (members, scope, kind): (Vec<(&str, &str)>, _, _) = match per {
            Per::BusinessService => (
                inventory.business_services.iter().map(|one| (one.id.value.as_str(), one.name.as_str())).collect(),
                &scope.business_services,
                SubjectKind::BusinessService,
            ),
            Per::Scenario => (
                inventory.scenarios.iter().map(|one| (one.id.value.as_str(), one.name.as_str())).collect(),
                &scope.scenarios,
                SubjectKind::Scenario,
            ),
            _ => (
                inventory.applications.iter().map(|one| (one.id.value.as_str(), one.name.as_str())).collect(),
                &scope.applications,
                SubjectKind::Application,
            ),
        };
        let about = |id: &str, name: &str, span| {
            let subject = Subject { id: id.to_owned(), name: name.to_owned(), kind };
            let reason = Reason { fact: Fact::Subject { name: name.to_owned() }, span };
            Part { reason: Some(reason), ..Part::about(subject, line.start, line.end) }
        };
        if scope.is_empty() {
            return members.into_iter().map(|(id, name)| about(id, name, line.bought.span)).collect();
        }
        let name = |id: &Spanned<String>| members.iter().find(|(known, _)| *known == id.value).map(|(_, name)| *name);
        scope.iter().filter_map(|id| Some(about(id, name(id)?, id.span))).collect()
    }

    fn at_milestone(&self, milestone: &LineMilestone) -> Part {
        let (id, name, day) = (&milestone.id, milestone.name.clone(), milestone.date.0);
        let subject = Subject { id: id.value.clone(), name: name.clone(), kind: SubjectKind::Milestone };
        let reason = Reason { fact: Fact::Milestone { name, date: day }, span: id.span };
        Part { reason: Some(reason), ..Part::about(subject, day, day) }
    }

    fn requested<'b>(&'b self, line: &'b Line, deliverable: &'b Deliverable) -> impl Iterator<Item = &'b Request> {
        let requests = self.loaded.records.requests.iter();
        requests.filter(move |request| {
            request.service.value == line.key && request.deliverable.value == deliverable.id.value
        })
    }

    fn on_request(&self, request: &Request) -> Part {
        let day = request.requested_on.0;
        let records = &self.loaded.records;
        let (id, subject) = (request.id.value.clone(), &request.subject.value);
        let inspection = records.inspections.iter().find(|inspection| inspection.id.value == *subject);
        let inspection = inspection.map(|inspection| {
            inspection.title.clone().unwrap_or_else(|| schedule::range(inspection.start.0, inspection.end.0))
        });
        let incident = records.incidents.iter().find(|incident| incident.id.value == *subject);
        let change = records.changes.iter().find(|change| change.id.value == *subject);
        let name = inspection
            .or(incident.map(|incident| incident.title.clone()))
            .or(change.map(|change| change.title.clone()))
            .unwrap_or_else(|| subject.clone());
        let subject = Subject { id: subject.clone(), name, kind: SubjectKind::Event };
        Part {
            available: day,
            requested: Some((day, request.due_on.map(|day| day.0))),
            reason: Some(Reason { fact: Fact::Request { id }, span: request.id.span }),
            ..Part::about(subject, day, day)
        }
    }

    fn bought(&self, line: &Line) -> Vec<Reason> {
        let fact = Fact::Bought { service: line.service.name.clone(), quantity: line.bought.quantity.value };
        vec![Reason { fact, span: line.bought.service.span }]
    }

    fn term_reason(&self, line: &Line) -> Reason {
        let span =
            line.bought.end.as_ref().and_then(|end| end.span).or(line.bought.contract.as_ref().and_then(|id| id.span));
        Reason { fact: Fact::Term { start: line.start, end: line.end }, span }
    }

    /// How many scenarios a line works on.
    fn scenarios(&self, line: &Line) -> u32 {
        measured(&self.loaded.engagement, &line.bought.scope, "scenarios").unwrap_or(0)
    }

    fn slot(&self, slot: &str, line: Option<&Line>, part: &Part) -> Option<String> {
        let engagement = &self.loaded.engagement;
        let subject = part.subject.as_ref().map(|subject| subject.name.clone());
        match slot {
            "customer" => Some(engagement.customer.name.value.clone()),
            "project" => Some(engagement.project.name.value.clone()),
            "service" => line.map(|line| line.service.name.clone()),
            "application" | "business_service" | "scenario" => subject,
            "scenario_count" => {
                line.map(|line| self.scenarios(line)).filter(|count| *count > 0).map(|count| count.to_string())
            }
            _ => None,
        }
    }

    fn item(&self, draft: Draft, line: Option<&Line>, part: Part, mut reasons: Vec<Reason>) -> Item {
        let owner = self.loaded.engagement.document_control.prefix.as_ref().unwrap_or(&self.loaded.id);
        let pieces =
            [Some(owner.clone()), line.map(|line| line.key.clone()), Some(draft.id.to_owned()), part.id.clone()];
        let id = pieces.into_iter().flatten().collect::<Vec<_>>().join("/");
        let title = title::fill(draft.title, |slot| self.slot(slot, line, &part));
        let service = line.map(|line| line.service.name.clone());
        let subtitle = [service, Some(part.name.clone())].into_iter().flatten().filter(|name| !name.is_empty());
        let subtitle = subtitle.collect::<Vec<_>>().join(" · ");
        let (due, rule) = self.due(draft.due, &part);
        reasons.push(Reason { fact: Fact::Due { rule, date: due }, span: None });
        let entry = self
            .loaded
            .ledger
            .issued
            .iter()
            .rfind(|entry| id.split_once('/').is_some_and(|(_, rest)| rest == entry.document.value));
        let issued = entry.map(|entry| Issued {
            version: entry.version.clone(),
            date: entry.issued_on.0,
            accepted_on: entry.accepted_on.map(|day| day.0),
            sha256: entry.sha256.clone(),
        });
        if let (Some(issued), Some(entry)) = (&issued, entry) {
            let fact = Fact::Issued { version: issued.version.clone(), date: issued.date };
            reasons.push(Reason { fact, span: entry.document.span });
        }
        let state = match &issued {
            Some(Issued { accepted_on: Some(day), .. }) if *day <= self.as_of => State::Accepted,
            Some(issued) if issued.date <= self.as_of => State::Issued,
            _ if part.available > self.as_of => State::Planned,
            _ if due < self.as_of => State::Overdue,
            _ => State::Due,
        };
        Item {
            id,
            engagement: self.index,
            line: line.map(|line| line.index),
            deliverable: draft.id.to_owned(),
            kind: draft.kind,
            title,
            subtitle,
            family: draft.family.to_owned(),
            params: draft.params.clone(),
            cadence: draft.cadence,
            period: part.period,
            subject: part.subject,
            available: part.available,
            due,
            state,
            issued,
            reasons,
        }
    }

    /// The due date and the rule in words.
    fn due(&self, due: Due, part: &Part) -> (Date, String) {
        if let Some((_, Some(agreed))) = part.requested {
            return (agreed, "agreed with the request".into());
        }
        let (from, what) = match due.after {
            DueFrom::End if part.period.is_some() => (part.end, "the period's end"),
            DueFrom::End => (part.end, "the service's end"),
            DueFrom::Start => (part.start, "the service's start"),
            DueFrom::Request => (part.requested.map_or(part.end, |(day, _)| day), "the request"),
        };
        let date = match due.calendar {
            DueCalendar::Days => shift(from, due.days),
            DueCalendar::WorkingDays => self.calendar.add_working_days(from, due.days),
        };
        let unit = if due.calendar == DueCalendar::WorkingDays { "working days" } else { "days" };
        let side = if due.days < 0 { "before" } else { "after" };
        let rule = match due.days {
            0 => format!("on the day of {what}"),
            days => format!("{} {unit} {side} {what}", days.abs()),
        };
        (date, rule)
    }
}

/// What the catalog says of a document about to become an item.
struct Draft<'a> {
    kind: Kind,
    id: &'a str,
    title: &'a str,
    family: &'a str,
    params: &'a BTreeMap<String, serde_json::Value>,
    cadence: Cadence,
    due: Due,
}

impl Part {
    fn whole(start: Date, end: Date) -> Self {
        Self {
            id: None,
            name: String::new(),
            period: None,
            subject: None,
            available: end,
            start,
            end,
            requested: None,
            reason: None,
        }
    }

    fn about(subject: Subject, start: Date, end: Date) -> Self {
        let (id, name) = (Some(subject.id.clone()), subject.name.clone());
        Self { id, name, subject: Some(subject), ..Self::whole(start, end) }
    }

    fn period(period: Period) -> Self {
        let reason = Reason { fact: Fact::Period(period.clone()), span: None };
        Self {
            id: Some(period.id.clone()),
            name: period.label.clone(),
            reason: Some(reason),
            period: Some(period.clone()),
            ..Self::whole(period.start, period.end)
        }
    }
}
