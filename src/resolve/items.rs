//! One engagement crossed with the catalog: every document its lines owe, one after the other.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::load::catalog::{Cadence, Catalog, Deliverable, Due, DueCalendar, DueFrom, Owed, Per, ProcessDocument};
use crate::load::engagement::{Cover, DailyBasis, LineMilestone, LineStatus, MonthBasis, OwnerTerm};
use crate::load::ledger::{self, Issue, Omission};
use crate::load::records::Request;
use crate::load::{Loaded, Project};
use crate::source::{Span, Spanned};

use super::calendar::{WorkCalendar, shift};
use super::reason::{CadenceFrom, Fact, Reason};
use super::schedule::{Basis, Period, periods, range};
use super::title;
use super::{Issued, Item, Kind, Line, State, Subject, SubjectKind, cadence, calendar, lines, measured};

/// One engagement being resolved.
pub(super) struct Context<'a> {
    catalog: &'a Catalog,
    loaded: &'a Loaded,
    index: usize,
    as_of: Date,
    calendar: WorkCalendar,
    ledger: Entries<'a>,
}

/// The ledger by document; of several issues of one document the last counts.
struct Entries<'a> {
    issued: BTreeMap<&'a str, &'a Issue>,
    drafts: BTreeMap<&'a str, &'a ledger::Draft>,
    not_owed: BTreeMap<&'a str, &'a Omission>,
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
    /// Why it is left out, if it is.
    not_owed: Option<Reason>,
}

impl<'a> Context<'a> {
    /// Engagement `index` of a project, as of a date.
    pub fn new(project: &'a Project, index: usize, as_of: Date) -> Self {
        let loaded = &project.engagements[index];
        let ledger = Entries {
            issued: loaded.ledger.issued.iter().map(|entry| (entry.document.value.as_str(), entry)).collect(),
            drafts: loaded.ledger.drafts.iter().map(|entry| (entry.document.value.as_str(), entry)).collect(),
            not_owed: loaded.ledger.not_owed.iter().map(|entry| (entry.document.value.as_str(), entry)).collect(),
        };
        Self { catalog: &project.catalog, loaded, index, as_of, calendar: calendar(loaded), ledger }
    }

    /// Appends all its documents: process documents first, then line by line.
    pub fn items(&self, items: &mut Vec<Item>) {
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
                (lines.iter().map(|line| line.start).min(), lines.iter().map(|line| line.last()).max())
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
            let reasons = vec![Arc::new(Reason { fact, span: document.id.span })];
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
        let (cadence, from) = cadence(line.bought, owed, deliverable);
        let chosen = line.bought.cadence.get(&owed.id.value).filter(|_| from == CadenceFrom::Engagement);
        let span = chosen.map_or(owed.id.span, |name| name.span);
        let (service, name) = (line.service.name.clone(), deliverable.name.clone());
        let mut common = self.bought(line);
        common.push(Reason { fact: Fact::Owed { service, deliverable: name }, span: owed.id.span });
        common.push(Reason { fact: Fact::Cadence { cadence, from }, span });
        common.push(self.term_reason(line));
        let common: Vec<Arc<Reason>> = common.into_iter().map(Arc::new).collect();
        let mut parts = self.parts(line, cadence, deliverable);
        if parts.is_empty() {
            // Nothing is lost without a word: what would be owed stands there, with why it is not.
            let reason = Reason { fact: Fact::NotOwed { why: nothing(cadence, deliverable.per).into() }, span };
            parts.push(Part { not_owed: Some(reason), ..Part::whole(line.start, line.end) });
        }
        for part in parts {
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
            let reasons = common.iter().cloned().chain(part.reason.clone().map(Arc::new)).collect();
            items.push(self.item(draft, Some(line), part, reasons));
        }
    }

    fn acceptance(&self, line: &Line, report: &Deliverable, items: &mut Vec<Item>) {
        let mut reasons = self.bought(line);
        let service = line.service.name.clone();
        let span = line.service.acceptance.as_ref().and_then(|id| id.span);
        reasons.push(Reason { fact: Fact::Acceptance { service }, span });
        reasons.push(self.term_reason(line));
        let reasons = reasons.into_iter().map(Arc::new).collect();
        let draft = Draft {
            kind: Kind::Acceptance,
            id: &report.id,
            title: report.title.as_ref().unwrap_or(&report.name),
            family: &report.family,
            params: &report.params,
            cadence: Cadence::Once,
            due: report.due.unwrap_or(Due { after: DueFrom::End, days: 0, calendar: DueCalendar::Days }),
        };
        let part = Part { available: self.once_available(line, report), ..Part::whole(line.start, line.end) };
        items.push(self.item(draft, Some(line), part, reasons));
    }

    /// One part for each document that a deliverable makes of a line.
    fn parts(&self, line: &Line, cadence: Cadence, deliverable: &Deliverable) -> Vec<Part> {
        match (cadence, deliverable.per) {
            (Cadence::OnDemand, _) => {
                self.requested(line, deliverable).map(|request| self.on_request(request)).collect()
            }
            (Cadence::Once, Per::Application | Per::BusinessService | Per::Scenario) => {
                self.subjects(line, deliverable)
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

    /// The day from which a document that is made once can be written.
    fn once_available(&self, line: &Line, deliverable: &Deliverable) -> Date {
        match deliverable.due {
            // What is due before the start can be written at once.
            Some(Due { after: DueFrom::Start, days, .. }) if days.is_negative() => line.start.min(self.as_of),
            Some(Due { after: DueFrom::Start, .. }) => line.start,
            _ if line.bought.status == LineStatus::Completed => line.end.min(self.as_of),
            _ => line.end,
        }
    }

    /// One part for each id in the scope, or for each member of the inventory without a scope.
    fn subjects(&self, line: &Line, deliverable: &Deliverable) -> Vec<Part> {
        let (inventory, scope) = (&self.loaded.engagement.inventory, &line.bought.scope);
        let available = self.once_available(line, deliverable);
        let (members, scope, kind): (Vec<(&str, &str)>, _, _) = match deliverable.per {
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
            Part { available, reason: Some(reason), ..Part::about(subject, line.start, line.end) }
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
        let inspection = inspection
            .map(|inspection| inspection.title.clone().unwrap_or_else(|| range(inspection.start.0, inspection.end.0)));
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

    fn item(&self, draft: Draft, line: Option<&Line>, part: Part, mut reasons: Vec<Arc<Reason>>) -> Item {
        let owner = self.loaded.engagement.document_control.prefix.as_ref().unwrap_or(&self.loaded.id);
        let pieces =
            [Some(owner.clone()), line.map(|line| line.key.clone()), Some(draft.id.to_owned()), part.id.clone()];
        let id = pieces.into_iter().flatten().collect::<Vec<_>>().join("/");
        let title = title::fill(draft.title, |slot| self.slot(slot, line, &part));
        let service = line.map(|line| line.service.name.clone());
        let subtitle = [service, Some(part.name.clone())].into_iter().flatten().filter(|name| !name.is_empty());
        let subtitle = subtitle.collect::<Vec<_>>().join(" · ");
        let (due, rule) = self.due(draft.due, &part);
        let mut add = |fact: Fact, span: Option<Span>| reasons.push(Arc::new(Reason { fact, span }));
        add(Fact::Due { rule, date: due }, None);
        let own = id.split_once('/').map_or("", |(_, rest)| rest);
        let entry = self.ledger.issued.get(own).copied();
        let issued = entry.map(|entry| Issued {
            version: entry.version.clone(),
            date: entry.issued_on.0,
            accepted_on: entry.accepted_on.map(|day| day.0),
            sha256: entry.sha256.clone(),
        });
        if let (Some(issued), Some(entry)) = (&issued, entry) {
            let fact = Fact::Issued { version: issued.version.clone(), date: issued.date };
            add(fact, entry.document.span);
        }
        let review = self.ledger.drafts.get(own).filter(|draft| draft.sent_on.0 <= self.as_of);
        let not_owed = part.not_owed.clone().or_else(|| self.left_out(own, line, &part));
        let state = match &issued {
            Some(Issued { accepted_on: Some(day), .. }) if *day <= self.as_of => State::Accepted,
            Some(issued) if issued.date <= self.as_of => State::Issued,
            _ if not_owed.is_some() => State::NotOwed,
            _ if review.is_some() && due >= self.as_of => State::Draft,
            _ if part.available > self.as_of => State::Planned,
            _ if due < self.as_of => State::Overdue,
            _ => State::Due,
        };
        if let (State::Draft, Some(review)) = (state, review) {
            let fact = Fact::Draft { version: review.version.clone(), date: review.sent_on.0 };
            add(fact, review.document.span);
        }
        reasons.extend(not_owed.filter(|_| state == State::NotOwed).map(Arc::new));
        let recipients = self.recipients(due);
        Item {
            id,
            engagement: self.index,
            line: line.map(|line| line.index),
            deliverable: draft.id.to_owned(),
            kind: draft.kind,
            title,
            subtitle,
            family: draft.family.to_owned(),
            params: Arc::clone(draft.params),
            cadence: draft.cadence,
            period: part.period,
            subject: part.subject,
            available: part.available,
            due,
            state,
            issued,
            recipients,
            reasons,
        }
    }

    /// Why a document is left out: both parties agreed so, or its line ended before.
    fn left_out(&self, document: &str, line: Option<&Line>, part: &Part) -> Option<Reason> {
        if let Some(entry) = self.ledger.not_owed.get(document) {
            let by = entry.agreed_by.as_ref().map(|by| format!(", agreed by {by}")).unwrap_or_default();
            let on = entry.agreed_on.map(|day| format!(" on {}", day.0)).unwrap_or_default();
            let fact = Fact::NotOwed { why: format!("{}{by}{on}", entry.reason) };
            return Some(Reason { fact, span: entry.document.span });
        }
        let last = line?.bought.terminated_on.as_ref()?;
        let later = part.start > last.0 && part.requested.is_none();
        let fact = Fact::NotOwed { why: format!("the service was ended on {}", last.0) };
        later.then_some(Reason { fact, span: last.span })
    }

    fn recipients(&self, due: Date) -> Vec<String> {
        let engagement = &self.loaded.engagement;
        let agreed = [&engagement.document_control.distribution, &engagement.terms.recipients];
        if let Some(agreed) = agreed.into_iter().find(|list| !list.is_empty()) {
            return agreed.clone();
        }
        let in_office = |term: &&OwnerTerm| term.holds(due);
        engagement.customer.owners.iter().filter(in_office).map(|term| term.person.clone()).collect()
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
        let side = if due.days.is_negative() { "before" } else { "after" };
        let rule = match due.days {
            0 => format!("on the day of {what}"),
            days => format!("{} {unit} {side} {what}", days.abs()),
        };
        (date, rule)
    }
}

/// Why a cadence makes no document of a line.
fn nothing(cadence: Cadence, per: Per) -> &'static str {
    match (cadence, per) {
        (Cadence::OnDemand, _) => "nobody has asked for it",
        (Cadence::Milestone, _) => "the line has no milestones",
        (_, Per::Application) => "neither scope nor inventory names an application",
        (_, Per::BusinessService) => "neither scope nor inventory names a business service",
        (_, Per::Scenario) => "neither scope nor inventory names a scenario",
        _ => "the term has no day that it covers",
    }
}

/// What the catalog says of a document about to become an item.
struct Draft<'a> {
    kind: Kind,
    id: &'a str,
    title: &'a str,
    family: &'a str,
    params: &'a Arc<BTreeMap<String, serde_json::Value>>,
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
            not_owed: None,
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
