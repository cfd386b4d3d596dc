//! Records of the daily work: incidents, alarms, changes, tickets, capacity, backups and requests.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::load::values::{Day, IncidentSeverity, Moment, Severity};
use crate::source::Spanned;

use super::{Action, Record, one_or_many};

/// A fault. Durations are computed from the moments.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    pub id: Spanned<String>,
    pub title: String,
    pub severity: IncidentSeverity,
    #[serde(default)]
    pub applications: Vec<Spanned<String>>,
    pub started_at: Spanned<Moment>,
    pub detected_at: Option<Spanned<Moment>>,
    pub acknowledged_at: Option<Spanned<Moment>>,
    pub mitigated_at: Option<Spanned<Moment>>,
    pub resolved_at: Option<Spanned<Moment>>,
    /// Whether users could not work: then the time from start to mitigation is downtime.
    #[serde(default)]
    pub outage: bool,
    /// `alarm`, `customer`, `inspection`.
    pub detected_by: Option<String>,
    /// Who was hit and how, in a sentence.
    pub impact: Option<String>,
    pub users: Option<u64>,
    pub requests_failed: Option<u64>,
    pub summary: Option<String>,
    pub trigger: Option<String>,
    pub cause_technical: Option<String>,
    pub cause_management: Option<String>,
    #[serde(default)]
    pub contributing: Vec<String>,
    #[serde(default)]
    pub timeline: Vec<TimelineEntry>,
    #[serde(default)]
    pub whys: Vec<Why>,
    #[serde(default)]
    pub went_well: Vec<String>,
    #[serde(default)]
    pub went_badly: Vec<String>,
    #[serde(default)]
    pub luck: Vec<String>,
    pub repair: Option<String>,
    /// The manual that the repair followed.
    pub manual: Option<String>,
    /// Id of the change that caused it.
    pub caused_by_change: Option<String>,
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

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimelineEntry {
    pub at: Moment,
    /// `start`, `detect`, `acknowledge`, `diagnose`, `mitigate`, `resolve` or `info`.
    pub phase: Option<Phase>,
    pub text: String,
    /// Marks a decision.
    #[serde(default)]
    pub decision: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Start,
    Detect,
    Acknowledge,
    Diagnose,
    Mitigate,
    Resolve,
    Info,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Why {
    pub question: String,
    pub answer: String,
    pub evidence: Option<String>,
}

/// How often one alarm rule fired on one day.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alarm {
    pub date: Spanned<Day>,
    #[serde(default, deserialize_with = "one_or_many")]
    pub application: Vec<Spanned<String>>,
    pub rule: String,
    pub severity: IncidentSeverity,
    pub count: u32,
    /// How many of them asked for action.
    pub actionable: Option<u32>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub id: Spanned<String>,
    pub title: String,
    #[serde(default)]
    pub applications: Vec<Spanned<String>>,
    pub kind: ChangeKind,
    /// 1 to 25, likelihood times impact.
    pub risk: Option<u32>,
    pub requested_by: Option<String>,
    pub approved_by: Option<String>,
    pub planned_start: Spanned<Moment>,
    pub planned_end: Spanned<Moment>,
    pub actual_start: Option<Moment>,
    pub actual_end: Option<Moment>,
    #[serde(default)]
    pub result: ChangeResult,
    pub caused_incident: Option<String>,
    pub remark: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Standard,
    Normal,
    Emergency,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeResult {
    #[default]
    Planned,
    Success,
    RolledBack,
    Failed,
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

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    pub id: Spanned<String>,
    pub title: String,
    #[serde(default, deserialize_with = "one_or_many")]
    pub application: Vec<Spanned<String>>,
    pub category: String,
    pub priority: Priority,
    pub opened_at: Spanned<Moment>,
    pub first_response_at: Option<Moment>,
    pub resolved_at: Option<Moment>,
    /// Satisfaction from 1 to 5.
    pub csat: Option<f64>,
    pub solution: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapacityPoint {
    pub date: Spanned<Day>,
    #[serde(default, deserialize_with = "one_or_many")]
    pub application: Vec<Spanned<String>>,
    pub object: String,
    pub resource: String,
    pub used: f64,
    pub limit: f64,
    pub unit: String,
    /// Percent of the limit at which something must be done; 80 when absent.
    pub threshold: Option<f64>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    pub date: Spanned<Day>,
    #[serde(default, deserialize_with = "one_or_many")]
    pub application: Vec<Spanned<String>>,
    pub object: String,
    pub result: BackupResult,
    pub remark: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackupResult {
    Ok,
    Failed,
    /// Restored from it on trial.
    RestoreTested,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expiry {
    #[serde(default, deserialize_with = "one_or_many")]
    pub application: Vec<Spanned<String>>,
    pub object: String,
    /// `certificate`, `licence`, `support contract` …
    pub kind: String,
    pub expires_on: Day,
    pub owner: Option<String>,
}

impl Record for Expiry {
    fn applications(&self) -> &[Spanned<String>] {
        &self.application
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    pub date: Spanned<Day>,
    #[serde(default, deserialize_with = "one_or_many")]
    pub application: Vec<Spanned<String>>,
    pub kind: NoteKind,
    pub text: String,
    pub owner: Option<String>,
    pub due_on: Option<Day>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    Highlight,
    Shift,
    Next,
    /// Wanted from the customer.
    Decision,
    Improvement,
    Staffing,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecurityEvent {
    pub date: Spanned<Day>,
    pub title: String,
    pub severity: Severity,
    pub status: String,
    pub text: Option<String>,
}

impl Record for SecurityEvent {
    fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
        Some((self.date.0, Some(self.date.0)))
    }
}

/// Why an on-demand document exists.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    pub id: Spanned<String>,
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Id of the on-demand deliverable asked for.
    pub deliverable: Spanned<String>,
    pub requested_on: Spanned<Day>,
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
