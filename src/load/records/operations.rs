//! Records of the daily work: incidents, alarms, changes, tickets, capacity, backups and requests.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::{Day, IncidentSeverity, Moment, Severity};
use crate::source::Spanned;

use super::{Action, Record, an_id_or_ids, one_or_many};

/// A fault. Durations are computed from the moments.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// Number of the incident, for instance `INC-2026-014`.
    pub id: Spanned<String>,
    /// The incident, in a few words.
    pub title: String,
    /// How grave it is, `SEV1` the gravest.
    pub severity: IncidentSeverity,
    /// Ids of the applications of the inventory that it concerns; all of them when absent.
    #[serde(default)]
    pub applications: Vec<Spanned<String>>,
    /// When it began.
    pub started_at: Spanned<Moment>,
    /// When it was noticed.
    pub detected_at: Option<Spanned<Moment>>,
    /// When someone took it on.
    pub acknowledged_at: Option<Spanned<Moment>>,
    /// When users could work again.
    pub mitigated_at: Option<Spanned<Moment>>,
    /// When all was mended; still open when absent.
    pub resolved_at: Option<Spanned<Moment>>,
    /// Whether users could not work: then the time from start to mitigation is downtime.
    #[serde(default)]
    pub outage: bool,
    /// `alarm`, `customer`, `inspection`.
    pub detected_by: Option<String>,
    /// Who was hit and how, in a sentence.
    pub impact: Option<String>,
    /// Number of users who were hit.
    pub users: Option<u64>,
    /// Number of requests that failed.
    pub requests_failed: Option<u64>,
    /// The gist in a few sentences, for readers who read nothing else.
    pub summary: Option<String>,
    /// What set it off.
    pub trigger: Option<String>,
    /// What broke, and why.
    pub cause_technical: Option<String>,
    /// What in the way of working let it happen.
    pub cause_management: Option<String>,
    /// What made it worse, a sentence each.
    #[serde(default)]
    pub contributing: Vec<String>,
    /// What happened when.
    #[serde(default)]
    pub timeline: Vec<TimelineEntry>,
    /// Why after why, down to the cause.
    #[serde(default)]
    pub whys: Vec<Why>,
    /// What went well, a sentence each.
    #[serde(default)]
    pub went_well: Vec<String>,
    /// What went badly, a sentence each.
    #[serde(default)]
    pub went_badly: Vec<String>,
    /// Where luck helped, a sentence each.
    #[serde(default)]
    pub luck: Vec<String>,
    /// How it was mended.
    pub repair: Option<String>,
    /// The manual that the repair followed.
    pub manual: Option<String>,
    /// Id of the change that caused it.
    pub caused_by_change: Option<String>,
    /// What is to be done about it, one entry each.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Record for Incident {
    fn days(&self, zone: &TimeZone) -> Option<(Date, Option<Date>)> {
        let end = self.resolved_at.as_ref().map(|end| end.date(zone));
        Some((self.started_at.date(zone), end))
    }
    fn applications(&self) -> &[Spanned<String>] {
        &self.applications
    }
    fn id(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}

/// Something that happened during an incident.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimelineEntry {
    /// When it happened.
    pub at: Moment,
    /// `start`, `detect`, `acknowledge`, `diagnose`, `mitigate`, `resolve` or `info`.
    pub phase: Option<Phase>,
    /// What happened, in a sentence.
    pub text: String,
    /// Marks a decision.
    #[serde(default)]
    pub decision: bool,
}

/// The phase of an incident that begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The fault begins.
    Start,
    /// It is noticed.
    Detect,
    /// Someone takes it on.
    Acknowledge,
    /// The cause is looked for.
    Diagnose,
    /// Users can work again.
    Mitigate,
    /// All is mended.
    Resolve,
    /// Something else worth telling.
    Info,
}

/// One why with its answer.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Why {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// Where it can be seen: a document, a screen, a query.
    pub evidence: Option<String>,
}

/// How often one alarm rule fired on one day.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Alarm {
    /// The day.
    pub date: Spanned<Day>,
    /// Id of an application of the inventory; all of them when absent.
    #[serde(default, deserialize_with = "one_or_many")]
    #[schemars(schema_with = "an_id_or_ids")]
    pub application: Vec<Spanned<String>>,
    /// Name of the alarm rule.
    pub rule: String,
    /// How grave it is, `SEV1` the gravest.
    pub severity: IncidentSeverity,
    /// How often it fired that day.
    pub count: u32,
    /// How many of them asked for action.
    pub actionable: Option<u32>,
}

/// A change to the customer's systems.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Number of the change, for instance `CHG-2026-031`.
    pub id: Spanned<String>,
    /// The change, in a few words.
    pub title: String,
    /// Ids of the applications of the inventory that it concerns; all of them when absent.
    #[serde(default)]
    pub applications: Vec<Spanned<String>>,
    /// What sort of change it is.
    pub kind: ChangeKind,
    /// 1 to 25, likelihood times impact.
    pub risk: Option<u32>,
    /// Who asked for it, by name.
    pub requested_by: Option<String>,
    /// Who approved it, by name.
    pub approved_by: Option<String>,
    /// When its window opens.
    pub planned_start: Spanned<Moment>,
    /// When its window closes.
    pub planned_end: Spanned<Moment>,
    /// When it began.
    pub actual_start: Option<Moment>,
    /// When it ended.
    pub actual_end: Option<Moment>,
    /// What came of it.
    #[serde(default)]
    pub result: ChangeResult,
    /// Number of the incident that it caused.
    pub caused_incident: Option<String>,
    /// What else is to be said, in a sentence.
    pub remark: Option<String>,
}

/// What sort of change it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Approved once for all.
    Standard,
    /// Approved by itself.
    Normal,
    /// Made at once, and approved afterwards.
    Emergency,
}

/// What came of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeResult {
    /// It has not been made.
    #[default]
    Planned,
    /// It was made as planned.
    Success,
    /// It was undone.
    RolledBack,
    /// It was not made as planned.
    Failed,
    /// It was not made.
    Cancelled,
}

impl Record for Change {
    fn days(&self, zone: &TimeZone) -> Option<(Date, Option<Date>)> {
        let day = self.planned_start.date(zone);
        Some((day, Some(day)))
    }
    fn applications(&self) -> &[Spanned<String>] {
        &self.applications
    }
    fn id(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}

/// A question or a request of the customer.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    /// Number of the ticket.
    pub id: Spanned<String>,
    /// The question, in a few words.
    pub title: String,
    /// Id of an application of the inventory; all of them when absent.
    #[serde(default, deserialize_with = "one_or_many")]
    #[schemars(schema_with = "an_id_or_ids")]
    pub application: Vec<Spanned<String>>,
    /// The heading it is counted under, for instance `access`.
    pub category: String,
    /// How urgent it is, `P1` the most urgent.
    pub priority: Priority,
    /// When it was opened.
    pub opened_at: Spanned<Moment>,
    /// When it was first answered.
    pub first_response_at: Option<Moment>,
    /// When it was solved; still open when absent.
    pub resolved_at: Option<Moment>,
    /// Satisfaction from 1 to 5.
    pub csat: Option<f64>,
    /// How it was solved.
    pub solution: Option<String>,
}

/// How urgent a ticket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Priority {
    P1,
    P2,
    P3,
    P4,
}

impl Record for Ticket {
    fn days(&self, zone: &TimeZone) -> Option<(Date, Option<Date>)> {
        Some((self.opened_at.date(zone), self.resolved_at.map(|end| end.date(zone))))
    }
    fn applications(&self) -> &[Spanned<String>] {
        &self.application
    }
    fn id(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}

/// Use of one resource of one object on one day.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CapacityPoint {
    /// The day.
    pub date: Spanned<Day>,
    /// Id of an application of the inventory; all of them when absent.
    #[serde(default, deserialize_with = "one_or_many")]
    #[schemars(schema_with = "an_id_or_ids")]
    pub application: Vec<Spanned<String>>,
    /// What is used: a host, a database, a bucket.
    pub object: String,
    /// What of it is used, for instance `storage`.
    pub resource: String,
    /// How much is used, in the unit.
    pub used: f64,
    /// How much there is, in the unit.
    pub limit: f64,
    /// The unit of the figures, for instance `%`, `minutes` or `GB`.
    pub unit: String,
    /// Percent of the limit at which something must be done; 80 when absent.
    pub threshold: Option<f64>,
}

/// A backup, or a restore from it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// The day.
    pub date: Spanned<Day>,
    /// Id of an application of the inventory; all of them when absent.
    #[serde(default, deserialize_with = "one_or_many")]
    #[schemars(schema_with = "an_id_or_ids")]
    pub application: Vec<Spanned<String>>,
    /// What was backed up.
    pub object: String,
    /// What came of it.
    pub result: BackupResult,
    /// What else is to be said, in a sentence.
    pub remark: Option<String>,
}

/// What came of a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BackupResult {
    /// It was made.
    Ok,
    /// It was not made.
    Failed,
    /// Restored from it on trial.
    RestoreTested,
}

/// Something that ends on a day.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expiry {
    /// Id of an application of the inventory; all of them when absent.
    #[serde(default, deserialize_with = "one_or_many")]
    #[schemars(schema_with = "an_id_or_ids")]
    pub application: Vec<Spanned<String>>,
    /// What ends.
    pub object: String,
    /// What sort of thing ends: `certificate`, `licence`, `support contract` and the like.
    pub kind: String,
    /// Its last day.
    pub expires_on: Day,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
}

impl Record for Expiry {
    fn applications(&self) -> &[Spanned<String>] {
        &self.application
    }
}

/// A sentence worth telling in a report.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The day it is about.
    pub date: Spanned<Day>,
    /// Id of an application of the inventory; all of them when absent.
    #[serde(default, deserialize_with = "one_or_many")]
    #[schemars(schema_with = "an_id_or_ids")]
    pub application: Vec<Spanned<String>>,
    /// The part of the report it belongs to.
    pub kind: NoteKind,
    /// The sentence.
    pub text: String,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
    /// The day by which it is to be done.
    pub due_on: Option<Day>,
}

/// The part of a report that a note belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// Worth telling first.
    Highlight,
    /// For the next shift.
    Shift,
    /// Planned for the next period.
    Next,
    /// Wanted from the customer.
    Decision,
    /// Worth improving.
    Improvement,
    /// About the people on duty.
    Staffing,
}

/// Something that touched security.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SecurityEvent {
    /// The day.
    pub date: Spanned<Day>,
    /// What happened, in a few words.
    pub title: String,
    /// How grave it is.
    pub severity: Severity,
    /// What became of it, for instance `closed`.
    pub status: String,
    /// What happened, in a sentence or two.
    pub text: Option<String>,
}

impl Record for SecurityEvent {
    fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
        Some((self.date.0, Some(self.date.0)))
    }
}

/// Why an on-demand document exists.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Number of the request.
    pub id: Spanned<String>,
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Id of the on-demand deliverable asked for.
    #[schemars(extend("x-known" = "deliverable"))]
    pub deliverable: Spanned<String>,
    /// The day on which it was asked for.
    pub requested_on: Spanned<Day>,
    /// Who asked, by name.
    pub requested_by: Option<String>,
    /// Ticket or mail.
    pub reference: Option<String>,
    /// Id of the incident, inspection or change that the document is about.
    pub subject: Spanned<String>,
    /// Agreed due date; the catalog's rule when absent.
    pub due_on: Option<Day>,
}

impl Record for Request {
    fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
        Some((self.requested_on.0, Some(self.requested_on.0)))
    }
    fn line(&self) -> Option<&Spanned<String>> {
        Some(&self.service)
    }
    fn id(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}
