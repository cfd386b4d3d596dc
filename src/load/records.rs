//! Records: what happened, logged once. Each file under `records/` holds one or more kinds, by
//! key (YAML) or by its name (CSV: `capacity.csv`, `capacity-2026.csv`).

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::source::Spanned;

use super::values::{Day, IncidentSeverity, Moment, Severity};

/// What every kind of record can say about itself, so that periods, applications and service
/// lines select records of any kind in the same way.
pub trait Record {
    /// First and last day it touches; `None` for what holds at any time.
    fn days(&self, _zone: &TimeZone) -> Option<(Date, Option<Date>)> {
        None
    }
    /// Ids of the applications it concerns; none means all.
    fn applications(&self) -> &[Spanned<String>] {
        &[]
    }
    /// Key of the service line it belongs to; `None` means any.
    fn line(&self) -> Option<&Spanned<String>> {
        None
    }
    /// Its id, where it has one that must be unique among its kind.
    fn id(&self) -> Option<&Spanned<String>> {
        None
    }
}

/// Which records a document sees.
#[derive(Debug, Clone)]
pub struct Selection<'a> {
    /// First and last day, both within; `None` selects any day.
    pub days: Option<(Date, Date)>,
    /// Ids; `None` selects all.
    pub applications: Option<Vec<&'a str>>,
    /// Key of a service line; `None` selects all.
    pub line: Option<&'a str>,
    pub zone: &'a TimeZone,
}

impl Selection<'_> {
    /// Whether a record belongs to the selection: its days overlap, one of its applications is
    /// among the selected ones, and its line is the selected one.
    pub fn takes(&self, record: &impl Record) -> bool {
        let in_days = match (self.days, record.days(self.zone)) {
            (Some((from, to)), Some((first, last))) => first <= to && last.is_none_or(|last| last >= from),
            _ => true,
        };
        let concerned = record.applications();
        let in_applications = match &self.applications {
            Some(selected) => concerned.is_empty() || concerned.iter().any(|id| selected.contains(&id.value.as_str())),
            None => true,
        };
        let in_line = match (self.line, record.line()) {
            (Some(selected), Some(line)) => line.value == selected,
            _ => true,
        };
        in_days && in_applications && in_line
    }
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $field:ident: $type:ident),* $(,)?) => {
        /// All records of an engagement, by kind.
        #[derive(Debug, Clone, Default, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Records {
            $($(#[doc = $doc])* #[serde(default, skip_serializing_if = "Vec::is_empty")] pub $field: Vec<$type>,)*
        }

        impl Records {
            /// The names of all kinds: keys in YAML files, names of CSV files.
            pub const KINDS: &[&str] = &[$(stringify!($field)),*];

            /// Adds what another file holds.
            pub fn append(&mut self, other: Records) {
                $(self.$field.extend(other.$field);)*
            }

            /// The records of the named kinds which a selection takes.
            pub fn select(&self, kinds: &[String], selection: &Selection) -> Records {
                Records {
                    $($field: if kinds.iter().any(|kind| kind == stringify!($field)) {
                        self.$field.iter().filter(|record| selection.takes(*record)).cloned().collect()
                    } else {
                        Vec::new()
                    },)*
                }
            }

            /// All kinds by name, empty ones too.
            pub fn all(&self) -> BTreeMap<&'static str, serde_json::Value> {
                let mut all = BTreeMap::new();
                $(all.insert(stringify!($field), serde_json::to_value(&self.$field).unwrap_or_default());)*
                all
            }

            /// Every application id and line key that a record names, and every id, by kind.
            pub fn references(&self) -> Vec<Reference<'_>> {
                let mut all = Vec::new();
                $(all.extend(self.$field.iter().map(|record| Reference {
                    kind: stringify!($field),
                    id: record.id(),
                    line: record.line(),
                    applications: record.applications(),
                }));)*
                all
            }
        }
    };
}

/// What one record refers to.
pub struct Reference<'a> {
    pub kind: &'static str,
    pub id: Option<&'a Spanned<String>>,
    pub line: Option<&'a Spanned<String>>,
    pub applications: &'a [Spanned<String>],
}

kinds! {
    /// Faults and their handling.
    incidents: Incident,
    /// Alarms of one rule on one day.
    alarms: Alarm,
    changes: Change,
    tickets: Ticket,
    /// Use of a resource on one day.
    capacity: CapacityPoint,
    backups: Backup,
    /// Certificates, licences and the like with their end.
    expiries: Expiry,
    /// Sentences worth telling: highlights, shift notes, plans, decisions.
    notes: Note,
    risks: Risk,
    actions: Action,
    security_events: SecurityEvent,
    inspections: Inspection,
    /// What asked for an on-demand document.
    requests: Request,
    proposals: Proposal,
    implementations: Implementation,
    assessments: Assessment,
    governance: GovernanceRound,
}

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

impl Record for Alarm {
    fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
        Some((self.date.0, Some(self.date.0)))
    }
    fn applications(&self) -> &[Spanned<String>] {
        &self.application
    }
}

/// A single id in a cell, kept as a list of one so that every kind names applications alike.
fn one_or_many<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Spanned<String>>, D::Error> {
    Ok(Option::<Spanned<String>>::deserialize(deserializer)?.into_iter().collect())
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

impl Record for CapacityPoint {
    fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
        Some((self.date.0, Some(self.date.0)))
    }
    fn applications(&self) -> &[Spanned<String>] {
        &self.application
    }
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

impl Record for Backup {
    fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
        Some((self.date.0, Some(self.date.0)))
    }
    fn applications(&self) -> &[Spanned<String>] {
        &self.application
    }
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

impl Record for Note {
    fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
        Some((self.date.0, Some(self.date.0)))
    }
    fn applications(&self) -> &[Spanned<String>] {
        &self.application
    }
}

/// A risk with its score as likelihood times impact, both 1 to 5.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    pub id: Spanned<String>,
    pub title: String,
    pub category: Option<String>,
    pub cause: Option<String>,
    pub consequence: Option<String>,
    pub controls: Option<String>,
    pub likelihood: Spanned<u32>,
    pub impact: Spanned<u32>,
    pub response: RiskResponse,
    #[serde(default)]
    pub measures: Vec<String>,
    pub residual_likelihood: Option<u32>,
    pub residual_impact: Option<u32>,
    pub owner: Option<String>,
    pub raised_on: Option<Spanned<Day>>,
    pub due_on: Option<Day>,
    pub closed_on: Option<Day>,
    pub accepted_by: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskResponse {
    Avoid,
    Reduce,
    Transfer,
    Accept,
}

impl Record for Risk {
    fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
        self.raised_on.as_ref().map(|day| (day.0, self.closed_on.map(|day| day.0)))
    }
    fn id(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    pub id: Option<Spanned<String>>,
    pub text: String,
    /// `prevent`, `detect`, `mitigate`, `repair` or `process`.
    pub kind: Option<ActionKind>,
    pub owner: Option<String>,
    pub opened_on: Option<Day>,
    pub due_on: Option<Day>,
    pub closed_on: Option<Day>,
    pub verification: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    Prevent,
    Detect,
    Mitigate,
    Repair,
    Process,
}

impl Record for Action {
    fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
        self.opened_on.map(|day| (day.0, self.closed_on.map(|day| day.0)))
    }
    fn id(&self) -> Option<&Spanned<String>> {
        self.id.as_ref()
    }
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

/// One inspection: objects, checks and what they found.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    pub id: Spanned<String>,
    pub service: Spanned<String>,
    pub title: Option<String>,
    pub start: Spanned<Day>,
    pub end: Spanned<Day>,
    pub lead: Option<String>,
    pub summary: Option<String>,
    /// Id of the inspection before.
    pub previous: Option<Spanned<String>>,
    #[serde(default)]
    pub objects: Vec<InspectedObject>,
    #[serde(default)]
    pub not_checked: Vec<NotChecked>,
    #[serde(default)]
    pub checks: Vec<Check>,
    #[serde(default)]
    pub findings: Vec<Finding>,
    #[serde(default)]
    pub decisions: Vec<String>,
}

impl Record for Inspection {
    fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
        Some((self.start.0, Some(self.end.0)))
    }
    fn line(&self) -> Option<&Spanned<String>> {
        Some(&self.service)
    }
    fn id(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectedObject {
    pub id: String,
    pub layer: String,
    pub kind: String,
    pub version: Option<String>,
    pub zone: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotChecked {
    pub object: String,
    pub reason: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    pub id: String,
    pub layer: String,
    pub area: String,
    pub text: String,
    /// Weight in the health score; 1 when absent.
    pub weight: Option<f64>,
    pub result: CheckResult,
    pub note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckResult {
    Pass,
    Partial,
    Fail,
    Na,
    NotChecked,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    pub id: Spanned<String>,
    pub layer: Option<String>,
    pub object: Option<String>,
    pub title: String,
    pub severity: Severity,
    /// What was seen.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// What may happen.
    pub risk: Option<String>,
    pub recommendation: Option<String>,
    /// `config`, `capacity`, `security`, `resilience`, `reconstruction`, `process`.
    pub kind: Option<String>,
    /// `S`, `M` or `L`.
    pub effort: Option<String>,
    pub owner: Option<String>,
    pub due_on: Option<Day>,
    #[serde(default)]
    pub status: FindingStatus,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingStatus {
    #[default]
    Open,
    Accepted,
    Fixed,
    Verified,
}

/// The solution proposed before one-off work, approved by the customer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Key of the service line; the whole engagement when absent.
    pub service: Option<Spanned<String>>,
    pub problem: Option<String>,
    pub solution: Option<String>,
    pub benefit: Option<String>,
    /// What the customer is asked to decide.
    pub decision: Option<String>,
    pub situation: Option<String>,
    #[serde(default)]
    pub requirements: Vec<Requirement>,
    #[serde(default)]
    pub problems: Vec<Finding>,
    #[serde(default)]
    pub options: Vec<SolutionOption>,
    pub architecture: Option<String>,
    #[serde(default)]
    pub components: Vec<Component>,
    #[serde(default)]
    pub targets: Vec<Target>,
    pub approach: Option<String>,
    #[serde(default)]
    pub milestones: Vec<Milestone>,
    pub cutover: Option<String>,
    pub rollback: Option<String>,
    #[serde(default)]
    pub criteria: Vec<super::engagement::Criterion>,
    #[serde(default)]
    pub contributions: Vec<String>,
    #[serde(default)]
    pub assumptions: Vec<String>,
    #[serde(default)]
    pub exclusions: Vec<String>,
    #[serde(default)]
    pub risks: Vec<Risk>,
    pub approved_by: Option<String>,
    pub approved_on: Option<Day>,
    #[serde(default)]
    pub comments: Vec<String>,
}

impl Record for Proposal {
    fn line(&self) -> Option<&Spanned<String>> {
        self.service.as_ref()
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    pub id: String,
    pub text: String,
    pub source: Option<String>,
    pub priority: Option<String>,
    /// Id of the deliverable or component that answers it.
    pub addressed_by: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SolutionOption {
    pub id: String,
    pub name: String,
    pub summary: String,
    #[serde(default)]
    pub pros: Vec<String>,
    #[serde(default)]
    pub cons: Vec<String>,
    #[serde(default)]
    pub chosen: bool,
    pub reason: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    pub name: String,
    pub role: String,
    /// `new`, `change` or `keep`.
    pub state: String,
}

/// A figure to reach, and what came of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub name: String,
    pub unit: Option<String>,
    pub before: Option<f64>,
    pub target: Option<f64>,
    pub after: Option<f64>,
    pub remark: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    pub name: String,
    pub start: Option<Day>,
    pub end: Day,
    pub owner: Option<String>,
    pub output: Option<String>,
    pub done_on: Option<Day>,
}

/// Implementation work: one file serves the plan and the report.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Implementation {
    pub service: Spanned<String>,
    /// Which implementation deliverable it serves, where a line has several (`params.subject`).
    pub subject: Option<String>,
    pub goal: Option<String>,
    pub starting_state: Option<String>,
    pub design: Option<String>,
    #[serde(default)]
    pub criteria: Vec<SuccessCriterion>,
    /// What is to be connected, with the state of each kind of access.
    #[serde(default)]
    pub objects: Vec<AccessObject>,
    #[serde(default)]
    pub not_done: Vec<NotChecked>,
    #[serde(default)]
    pub steps: Vec<Step>,
    #[serde(default)]
    pub tests: Vec<TestCase>,
    #[serde(default)]
    pub settings: Vec<Setting>,
    pub cutover: Option<String>,
    #[serde(default)]
    pub resources: Vec<String>,
    #[serde(default)]
    pub risks: Vec<Risk>,
    #[serde(default)]
    pub deviations: Vec<String>,
    #[serde(default)]
    pub effects: Vec<Target>,
    #[serde(default)]
    pub open_points: Vec<Action>,
    pub handover: Option<String>,
    #[serde(default)]
    pub lessons: Vec<String>,
    pub approved_by: Option<String>,
    pub approved_on: Option<Day>,
}

impl Record for Implementation {
    fn line(&self) -> Option<&Spanned<String>> {
        Some(&self.service)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuccessCriterion {
    pub id: String,
    pub text: String,
    pub measure: Option<String>,
    pub target: Option<String>,
    pub result: Option<String>,
    pub met: Option<super::engagement::CriterionResult>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessObject {
    pub name: String,
    pub kind: String,
    pub instances: Option<u32>,
    pub resource_management: Option<AccessState>,
    pub account_hosting: Option<AccessState>,
    pub log_collection: Option<AccessState>,
    pub monitoring: Option<AccessState>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessState {
    Done,
    Partial,
    Open,
    Na,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub no: u32,
    pub text: String,
    pub owner: Option<String>,
    pub start: Day,
    pub end: Day,
    pub check: Option<String>,
    pub rollback: Option<String>,
    pub actual_start: Option<Day>,
    pub actual_end: Option<Day>,
    pub result: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestCase {
    pub id: String,
    pub text: String,
    pub expected: String,
    pub actual: Option<String>,
    pub verdict: Option<CheckResult>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    pub object: String,
    pub setting: String,
    pub value: String,
}

/// An assessment: dimensions with levels from 1 to 5, findings and recommendations.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    pub service: Spanned<String>,
    pub subject: Option<String>,
    pub summary: Option<String>,
    pub method: Option<String>,
    #[serde(default)]
    pub strengths: Vec<String>,
    #[serde(default)]
    pub weaknesses: Vec<String>,
    #[serde(default)]
    pub first_steps: Vec<String>,
    #[serde(default)]
    pub interviews: Vec<Interview>,
    #[serde(default)]
    pub documents: Vec<String>,
    #[serde(default)]
    pub dimensions: Vec<Dimension>,
    #[serde(default)]
    pub findings: Vec<Finding>,
    #[serde(default)]
    pub recommendations: Vec<Recommendation>,
    #[serde(default)]
    pub roadmap: Vec<Milestone>,
}

impl Record for Assessment {
    fn line(&self) -> Option<&Spanned<String>> {
        Some(&self.service)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interview {
    pub date: Day,
    pub role: String,
    pub topic: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    pub id: String,
    pub name: String,
    /// 1 to 5; not rated when absent.
    pub current: Option<u32>,
    pub target: Option<u32>,
    pub as_is: Option<String>,
    #[serde(default)]
    pub evidence: Vec<String>,
    pub comment: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    pub id: String,
    pub text: String,
    /// Ids of findings.
    #[serde(default)]
    pub addresses: Vec<String>,
    pub effort: Option<String>,
    pub impact: Option<String>,
    /// `quick win`, `foundation` or `strategic`.
    pub horizon: Option<String>,
    pub owner: Option<String>,
}

/// One round of a governance service.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GovernanceRound {
    pub service: Spanned<String>,
    pub performed_on: Spanned<Day>,
    pub summary: Option<String>,
    #[serde(default)]
    pub objectives: Vec<String>,
    #[serde(default)]
    pub themes: Vec<Theme>,
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// Achieved of what the round before planned.
    #[serde(default)]
    pub followed_up: Vec<Action>,
    #[serde(default)]
    pub next: Vec<Action>,
    #[serde(default)]
    pub decisions: Vec<String>,
    /// Further tables of the domain, by name: rows of column and value.
    #[serde(default)]
    pub tables: Vec<DataTable>,
}

impl Record for GovernanceRound {
    fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
        Some((self.performed_on.0, Some(self.performed_on.0)))
    }
    fn line(&self) -> Option<&Spanned<String>> {
        Some(&self.service)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    pub name: String,
    pub target: Option<String>,
    pub result: Option<String>,
    /// 0 to 100; not measured when absent.
    pub score: Option<f64>,
    pub previous_score: Option<f64>,
    #[serde(default)]
    pub evidence: Vec<String>,
    pub gap: Option<String>,
    pub action: Option<String>,
}

/// A table of a report that no record kind covers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataTable {
    pub caption: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
    pub text: Option<String>,
}

/// Narrative slots by heading, as Markdown.
pub type Slots = BTreeMap<String, String>;
