//! The slice of a project that one document is made of. Templates see nothing else, so its
//! fingerprint decides whether the document may have changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::load::catalog::{Catalog, CatalogTerms, Family, Process, Service};
use crate::load::engagement::{
    Application, BusinessService, Cover, Engagement, Mode, NamedScenario, Provider, ServiceLine,
};
use crate::load::records::{Change, Records, Selection, Slots};
use crate::load::{Loaded, Project};
use crate::resolve::calendar::shift;
use crate::resolve::schedule::Period;
use crate::resolve::{self, Item, Kind, Line, Register, State, Subject, SubjectKind};
use crate::source::Spanned;

use super::fingerprint::{self, Parts, Short};
use super::history::History;

/// Everything one document may show.
#[derive(Debug, Clone, Serialize)]
pub struct Slice<'a> {
    pub document: About,
    pub engagement: &'a Engagement,
    pub provider: Option<&'a Provider>,
    /// The service line the document belongs to.
    pub line: Option<LineView<'a>>,
    /// All lines of the engagement, for documents about the whole of it.
    pub lines: Vec<LineView<'a>>,
    /// Records of the period and scope.
    pub records: Records,
    /// Records of the days before the period, for trends.
    pub history: History<'a>,
    /// Changes planned for the days after the period.
    pub ahead: Vec<&'a Change>,
    /// What the engagement owes, for documents that list it.
    pub register: Vec<Row>,
    /// What the engagement does not owe, and why, for the same documents.
    pub left_out: Vec<LeftOut>,
    /// Prose by slot.
    pub narrative: Slots,
    /// The pictures and tables that the prose shows, by path.
    #[serde(skip)]
    pub attachments: BTreeMap<&'a str, &'a Arc<[u8]>>,
    pub terms: Option<&'a CatalogTerms>,
    pub processes: &'a [Process],
    /// IANA name of the customer's zone.
    pub zone: String,
    /// Applications in the line's scope; all without a line.
    pub applications: Vec<&'a Application>,
    /// Business services and scenarios in the line's scope; all without a line.
    pub business_services: Vec<&'a BusinessService>,
    pub scenarios: Vec<&'a NamedScenario>,
    pub paper: crate::document::Paper,
    /// How the document opens.
    pub title_page: crate::load::catalog::TitlePageKind,
}

/// What is known about the document itself.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct About {
    pub id: String,
    pub deliverable: String,
    pub title: String,
    pub subtitle: String,
    pub kind: Kind,
    pub family: String,
    pub params: Arc<BTreeMap<String, serde_json::Value>>,
    pub cadence: String,
    pub period: Option<Period>,
    pub subject: Option<Subject>,
    pub due: Date,
    pub version: String,
    /// `draft` or `issued`.
    pub status: crate::document::Status,
    pub date: Date,
}

/// A service line with its catalog entry and what follows from both.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LineView<'a> {
    pub key: String,
    pub service: &'a Service,
    pub bought: &'a ServiceLine,
    pub start: Date,
    pub end: Date,
    pub cover: Option<Cover>,
    pub mode: Option<Mode>,
}

/// One line of the register as documents print it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Row {
    pub id: String,
    pub deliverable: String,
    pub title: String,
    pub subtitle: String,
    pub kind: Kind,
    /// Key of the service line; empty for documents of the engagement.
    pub line: String,
    pub service: String,
    pub cadence: &'static str,
    pub period: Option<String>,
    pub subject: Option<String>,
    pub due: Date,
    pub state: State,
    pub version: Option<String>,
    pub issued_on: Option<Date>,
    pub accepted_on: Option<Date>,
    pub sha256: Option<String>,
    pub recipients: Vec<String>,
}

/// A document that is not owed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LeftOut {
    pub id: String,
    pub title: String,
    pub subtitle: String,
    pub line: String,
    pub why: String,
}

/// What is the same for all documents of one engagement: made once, used for each.
pub struct Shared<'a> {
    loaded: &'a Loaded,
    catalog: &'a Catalog,
    items: &'a [Item],
    lines: Vec<Line<'a>>,
    zone: String,
    paper: crate::document::Paper,
    as_of: Date,
    /// Fingerprints of what every document sees of the engagement's descriptor and of the catalog.
    descriptor: Short,
    processes: Short,
}

impl<'a> Shared<'a> {
    /// The shared part of engagement `index`.
    pub fn new(project: &'a Project, register: &'a Register, index: usize, as_of: Date) -> Self {
        let loaded = &project.engagements[index];
        let lines = resolve::lines(&project.catalog, loaded);
        let items = register.of(index);
        let paper = match project.settings.paper {
            crate::load::Paper::A4 => crate::document::Paper::A4,
            crate::load::Paper::Letter => crate::document::Paper::Letter,
        };
        let zone = loaded.zone.iana_name().unwrap_or("UTC").to_owned();
        let descriptor = Short::of_json(&(&loaded.engagement, &loaded.provider, &zone));
        let processes = Short::of_json(&project.catalog.processes);
        let catalog = &project.catalog;
        Self { loaded, catalog, items, lines, zone, paper, as_of, descriptor, processes }
    }

    /// The fingerprint of each part of a document's slice.
    pub fn parts(&self, slice: &Slice) -> Parts {
        fingerprint::parts(slice, self.descriptor, self.processes)
    }

    /// What the engagement owes.
    fn rows(&self) -> Vec<Row> {
        let owed = self.items.iter().filter(|item| item.state != State::NotOwed);
        owed.map(|item| row(item, &self.lines)).collect()
    }

    /// What the engagement does not owe, and why.
    fn left_out(&self) -> Vec<LeftOut> {
        let left_out = self.items.iter().filter_map(|item| {
            let why = item.left_out()?;
            let line = self.lines.iter().find(|line| Some(line.index) == item.line);
            Some(LeftOut {
                id: item.id.clone(),
                title: item.title.clone(),
                subtitle: item.subtitle.clone(),
                line: line.map(|line| line.key.clone()).unwrap_or_default(),
                why: why.to_owned(),
            })
        });
        left_out.collect()
    }

    /// The slice of one document of this engagement.
    pub fn slice(&self, item: &Item, family: &Family) -> Slice<'a> {
        let loaded = self.loaded;
        let line = self.lines.iter().find(|line| Some(line.index) == item.line);
        let document = self.about(item);
        let days = item.period.as_ref().map(|period| (period.start, period.end));
        let scope = line.map(|line| &line.bought.scope.applications).filter(|scope| !scope.is_empty());
        let applications: Option<Vec<&str>> = match &item.subject {
            Some(Subject { id, kind: SubjectKind::Application, .. }) => Some(vec![id]),
            _ => scope.map(|scope| scope.iter().map(|id| id.value.as_str()).collect()),
        };
        let param = |name: &str| item.params.get(name).and_then(|value| value.as_str());
        let about = item.subject.as_ref().map(|subject| subject.id.as_str());
        let kinds: Vec<String> = family.records.iter().map(|kind| kind.value.clone()).collect();
        let selection = |days: Option<(Date, Date)>| Selection {
            days,
            applications: applications.clone(),
            line: line.map(|line| line.key.as_str()),
            subject: param("subject"),
            kind: param("kind"),
            about,
            zone: &loaded.zone,
        };
        // What happened after a document was written is not in it.
        let own = selection(days.or(Some((Date::MIN, document.date))));
        let mut records = loaded.records.select(&kinds, &own);
        if let Some(subject) = item.subject.as_ref().filter(|subject| subject.kind == SubjectKind::Event) {
            only(&mut records, subject);
        }
        // Trends and plans look beyond the period; without a period everything is in `records`.
        let days_of = |days: u32| i32::try_from(days).unwrap_or(0);
        let before = days.map(|(start, _)| (shift(start, -days_of(family.history_days)), shift(start, -1)));
        let after = days.map(|(_, end)| (shift(end, 1), shift(end, days_of(family.ahead_days))));
        let beside =
            |days: Option<(Date, Date)>| days.filter(|(from, to)| from <= to).map(|days| selection(Some(days)));
        let history = beside(before).map(|before| History::of(&loaded.records, &kinds, &before)).unwrap_or_default();
        let planned = beside(after).filter(|_| kinds.iter().any(|kind| kind == "changes"));
        let ahead = planned.map_or_else(Vec::new, |after| {
            loaded.records.changes.iter().filter(|change| after.takes(*change)).collect()
        });
        let whole = family.register || line.is_none();
        let inventory = &loaded.engagement.inventory.applications;
        let narrative = narrative(loaded, item);
        Slice {
            document,
            engagement: &loaded.engagement,
            provider: loaded.provider.as_ref(),
            line: line.map(view),
            lines: if whole { self.lines.iter().map(view).collect() } else { Vec::new() },
            records,
            history,
            ahead,
            register: if family.register { self.rows() } else { Vec::new() },
            left_out: if family.register { self.left_out() } else { Vec::new() },
            attachments: loaded
                .attachments
                .iter()
                .filter(|(path, _)| narrative.values().any(|text| text.contains(path.as_str())))
                .map(|(path, bytes)| (path.as_str(), bytes))
                .collect(),
            narrative,
            terms: whole.then_some(&self.catalog.terms),
            processes: &self.catalog.processes,
            zone: self.zone.clone(),
            applications: inventory
                .iter()
                .filter(|app| applications.as_ref().is_none_or(|scope| scope.contains(&app.id.value.as_str())))
                .collect(),
            business_services: scoped(
                &loaded.engagement.inventory.business_services,
                line.map(|line| line.bought.scope.business_services.as_slice()),
                |service| &service.id,
            ),
            scenarios: scoped(
                &loaded.engagement.inventory.scenarios,
                line.map(|line| line.bought.scope.scenarios.as_slice()),
                |scenario| &scenario.id,
            ),
            paper: self.paper,
            title_page: family.title_page,
        }
    }

    fn about(&self, item: &Item) -> About {
        use crate::document::Status;
        let date = match (&item.issued, &item.period) {
            (Some(issued), _) => issued.date,
            // The text of a period's report depends on the period, not on the day of the build.
            (None, Some(period)) => period.end,
            (None, None) => self.as_of,
        };
        About {
            id: item.id.clone(),
            deliverable: item.deliverable.clone(),
            title: item.title.clone(),
            subtitle: item.subtitle.clone(),
            kind: item.kind,
            family: item.family.clone(),
            params: Arc::clone(&item.params),
            cadence: item.cadence.word().to_owned(),
            period: item.period.clone(),
            subject: item.subject.clone(),
            due: item.due,
            version: item.issued.as_ref().map_or_else(|| "0.1".to_owned(), |issued| issued.version.clone()),
            status: if item.issued.is_some() { Status::Issued } else { Status::Draft },
            date,
        }
    }
}

/// The members of the inventory that a scope names; all where it names none.
fn scoped<'a, T>(
    members: &'a [T],
    scope: Option<&[Spanned<String>]>,
    id: impl Fn(&T) -> &Spanned<String>,
) -> Vec<&'a T> {
    let scope = scope.unwrap_or_default();
    let named = |member: &&T| scope.is_empty() || scope.iter().any(|named| named.value == id(member).value);
    members.iter().filter(named).collect()
}

fn view<'a>(line: &Line<'a>) -> LineView<'a> {
    LineView {
        key: line.key.clone(),
        service: line.service,
        bought: &line.bought.value,
        start: line.start,
        end: line.end,
        cover: line.cover,
        mode: line.mode,
    }
}

fn row(item: &Item, lines: &[Line]) -> Row {
    let line = lines.iter().find(|line| Some(line.index) == item.line);
    Row {
        id: item.id.clone(),
        deliverable: item.deliverable.clone(),
        title: item.title.clone(),
        subtitle: item.subtitle.clone(),
        kind: item.kind,
        line: line.map(|line| line.key.clone()).unwrap_or_default(),
        service: line.map(|line| line.service.name.clone()).unwrap_or_default(),
        cadence: item.cadence.word(),
        period: item.period.as_ref().map(|period| period.label.clone()),
        subject: item.subject.as_ref().map(|subject| subject.name.clone()),
        due: item.due,
        state: item.state,
        version: item.issued.as_ref().map(|issued| issued.version.clone()),
        issued_on: item.issued.as_ref().map(|issued| issued.date),
        accepted_on: item.issued.as_ref().and_then(|issued| issued.accepted_on),
        sha256: item.issued.as_ref().and_then(|issued| issued.sha256.clone()),
        recipients: item.recipients.clone(),
    }
}

/// Keeps of the event records those that a document about one of them shows.
fn only(records: &mut Records, subject: &Subject) {
    let named = |id: &str| id == subject.id;
    let inspection = records.inspections.iter().find(|inspection| named(&inspection.id)).cloned();
    if let Some(inspection) = inspection {
        let previous = inspection.previous.as_ref().map(|id| id.value.clone());
        records.inspections.retain(|other| named(&other.id) || Some(&other.id.value) == previous.as_ref());
        let end = inspection.end.0;
        records.capacity.retain(|point| point.date.0 <= end);
        records.backups.retain(|backup| backup.date.0 <= end);
    } else if records.incidents.iter().any(|incident| named(&incident.id)) {
        let change = records
            .incidents
            .iter()
            .find(|incident| named(&incident.id))
            .and_then(|incident| incident.caused_by_change.clone());
        records.incidents.retain(|incident| named(&incident.id));
        records.changes.retain(|other| Some(&other.id.value) == change.as_ref());
    } else if records.changes.iter().any(|change| named(&change.id)) {
        records.changes.retain(|change| named(&change.id));
        let caused: Vec<String> = records.changes.iter().filter_map(|change| change.caused_incident.clone()).collect();
        records.incidents.retain(|incident| {
            incident.caused_by_change.as_ref().is_some_and(|id| named(id)) || caused.contains(&incident.id.value)
        });
    }
    records.requests.retain(|request| request.subject.value == subject.id);
}

/// The slots of the narratives for a document: the general one, overridden by the particular one.
fn narrative(loaded: &Loaded, item: &Item) -> Slots {
    let mut slots = Slots::new();
    let part = item.period.as_ref().map(|period| &period.id).or(item.subject.as_ref().map(|subject| &subject.id));
    let own = |narrative: &&crate::load::Narrative| narrative.deliverable == item.deliverable;
    for narrative in loaded.narratives.iter().filter(own).filter(|narrative| narrative.part.is_none()) {
        slots.extend(narrative.slots.clone());
    }
    for narrative in loaded.narratives.iter().filter(own).filter(|narrative| narrative.part.is_some()) {
        if narrative.part.as_ref() == part {
            slots.extend(narrative.slots.clone());
        }
    }
    slots
}
