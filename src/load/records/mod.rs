//! Records: what happened, logged once. Each file under `records/` holds one or more kinds, by
//! key (YAML) or by its name (CSV: `capacity.csv`, `capacity-2026.csv`).

mod assessment;
mod checklist;
mod design;
mod drill;
mod governance;
mod inspection;
mod operations;
mod process;
mod project;
mod work;

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize};

use crate::source::Spanned;

pub use assessment::{Assessment, Dimension, Interview, Recommendation};
pub use checklist::{
    Baseline, Checklist, ChecklistException, ChecklistItem, Question, QuestionKind, Respondent, Survey, Verdict,
};
pub use design::{
    BuildingBlock, Candidate, Capability, ControlPoint, Decision, Design, DesignInput, Indicator, Integration, Measure,
    OrganizationUnit, RaciRow, RoleCard, Weight,
};
pub use drill::{
    BasicEvent, Bound, Contact, Drill, FaultMode, FaultTree, Gate, GateKind, Notice, Participant, RunbookStep,
    Scenario, ScenarioVerdict,
};
pub use governance::{Action, ActionKind, GovernanceRound, Risk, RiskResponse, Theme};
pub use inspection::{Check, CheckResult, Finding, FindingStatus, InspectedObject, Inspection, NotChecked};
pub use operations::{
    Alarm, Backup, BackupResult, CapacityPoint, Change, ChangeKind, ChangeResult, Expiry, Incident, Note, NoteKind,
    Phase, Priority, Request, SecurityEvent, Ticket, TimelineEntry, Why,
};
pub use process::{
    Form, Interface, Kpi, Level, Obligation, ProcessRole, ProcessRule, ProcessSpec, ProcessStep, Revision, Term,
};
pub use project::{
    AccessObject, AccessState, Component, Implementation, Milestone, Proposal, Requirement, Setting, SolutionOption,
    Step, SuccessCriterion, Target, TestCase,
};
pub use work::{
    Account, Activity, Cost, Evaluation, Journey, Knowledge, Lesson, LessonKind, Problem, Rating, Saving, ServiceWork,
};

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
    /// Which document of the line it belongs to, by `params.subject`; `None` means any.
    fn subject(&self) -> Option<&Spanned<String>> {
        None
    }
    /// Which of several documents on a subject, by `params.kind`; `None` means any.
    fn kind(&self) -> Option<&Spanned<String>> {
        None
    }
    /// Id of the application, business service or scenario it is about; `None` means any.
    fn about(&self) -> Option<&Spanned<String>> {
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
    /// `params.subject` and `params.kind` of the document; `None` selects all.
    pub subject: Option<&'a str>,
    pub kind: Option<&'a str>,
    /// Id of what the document is about; `None` selects all.
    pub about: Option<&'a str>,
    pub zone: &'a TimeZone,
}

impl Selection<'_> {
    /// Whether a record belongs to the selection: its days overlap, one of its applications is
    /// among the selected ones, and line, subject and what it is about are the selected ones.
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
        let same = |selected: Option<&str>, own: Option<&Spanned<String>>| match (selected, own) {
            (Some(selected), Some(own)) => selected == own.value,
            _ => true,
        };
        in_days
            && in_applications
            && same(self.line, record.line())
            && same(self.subject, record.subject())
            && same(self.kind, record.kind())
            && same(self.about, record.about())
    }
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $field:ident: $type:ident),* $(,)?) => {
        /// All records of an engagement, by kind.
        #[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
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

            /// The kinds that have records, by name, each as JSON.
            pub fn json(&self) -> Vec<(&'static str, Vec<u8>)> {
                let mut all = Vec::new();
                $(if !self.$field.is_empty() {
                    // Records have string keys and finite numbers only, which always have a JSON form.
                    all.push((stringify!($field), serde_json::to_vec(&self.$field).unwrap_or_default()));
                })*
                all
            }

            /// Every application id and line key that a record names, and every id, by kind.
            pub fn references(&self) -> Vec<Reference<'_>> {
                let mut all = Vec::new();
                $(all.extend(self.$field.iter().map(|record| Reference {
                    kind: stringify!($field),
                    id: record.id(),
                    line: record.line(),
                    params: [("subject", record.subject()), ("kind", record.kind())],
                    about: record.about(),
                    applications: record.applications(),
                }));)*
                all
            }
        }

        impl Serialize for All<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(Some(Records::KINDS.len()))?;
                $(map.serialize_entry(stringify!($field), &self.0.$field)?;)*
                map.end()
            }
        }
    };
}

/// All kinds by name, empty ones too, as templates see them.
pub struct All<'a>(pub &'a Records);

/// What one record refers to.
pub struct Reference<'a> {
    pub kind: &'static str,
    pub id: Option<&'a Spanned<String>>,
    pub line: Option<&'a Spanned<String>>,
    /// Parameters of the documents that it belongs to, by name.
    pub params: [(&'static str, Option<&'a Spanned<String>>); 2],
    pub about: Option<&'a Spanned<String>>,
    pub applications: &'a [Spanned<String>],
}

kinds! {
    /// Faults and their handling.
    incidents: Incident,
    /// Alarms of one rule on one day.
    alarms: Alarm,
    /// Changes to the customer's systems.
    changes: Change,
    /// Questions and requests of the customer.
    tickets: Ticket,
    /// Use of a resource on one day.
    capacity: CapacityPoint,
    /// Backups, and restores from them.
    backups: Backup,
    /// Certificates, licences and the like with their end.
    expiries: Expiry,
    /// Sentences worth telling: highlights, shift notes, plans, decisions.
    notes: Note,
    /// Risks of the customer's operation.
    risks: Risk,
    /// What is to be done.
    actions: Action,
    /// What touched security.
    security_events: SecurityEvent,
    /// Inspections with their checks and findings.
    inspections: Inspection,
    /// What asked for an on-demand document.
    requests: Request,
    /// Solutions proposed before one-off work.
    proposals: Proposal,
    /// Implementation work: one entry serves plan and report.
    implementations: Implementation,
    /// Assessments with their ratings and findings.
    assessments: Assessment,
    /// Rounds of governance services.
    governance: GovernanceRound,
    /// Surveys: questions, and answers where they were given.
    surveys: Survey,
    /// Plans and designs.
    designs: Design,
    /// Process specifications, regulations and procedures.
    processes: ProcessSpec,
    /// Checklists, baselines and review forms.
    checklists: Checklist,
    /// Chaos drills with their scenarios.
    drills: Drill,
    /// What can lead to the failure of an application.
    fault_trees: FaultTree,
    /// Ways in which components can fail.
    fault_modes: FaultMode,
    /// What support and operation services did.
    service_work: ServiceWork,
    /// Lessons of the work.
    lessons: Lesson,
    /// What was learnt and others can apply.
    knowledge: Knowledge,
    /// Accounts of the provider on the customer's systems.
    accounts: Account,
    /// How the customer rates the delivery.
    ratings: Rating,
}

/// Records of one day, each of one application or of all.
macro_rules! of_a_day {
    ($($type:ident),*) => {$(
        impl Record for $type {
            fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
                Some((self.date.0, Some(self.date.0)))
            }
            fn applications(&self) -> &[Spanned<String>] {
                &self.application
            }
        }
    )*};
}

of_a_day!(Alarm, CapacityPoint, Backup, Note);

/// Records that belong to a service line, to one of its documents, and maybe to one subject of it.
macro_rules! of_service {
    ($($type:ident),*) => {$(
        impl Record for $type {
            fn line(&self) -> Option<&Spanned<String>> {
                Some(&self.service)
            }
            fn subject(&self) -> Option<&Spanned<String>> {
                self.subject.as_ref()
            }
            fn about(&self) -> Option<&Spanned<String>> {
                self.about.as_ref()
            }
        }
    )*};
}

of_service!(Implementation, Assessment, Survey, Design, Checklist, ServiceWork);

impl Record for ProcessSpec {
    fn line(&self) -> Option<&Spanned<String>> {
        Some(&self.service)
    }
    fn subject(&self) -> Option<&Spanned<String>> {
        self.subject.as_ref()
    }
    fn kind(&self) -> Option<&Spanned<String>> {
        self.kind.as_ref()
    }
    fn about(&self) -> Option<&Spanned<String>> {
        self.about.as_ref()
    }
    fn id(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}

/// A single id in a cell, kept as a list of one so that every kind names applications alike.
fn one_or_many<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Spanned<String>>, D::Error> {
    Ok(Option::<Spanned<String>>::deserialize(deserializer)?.into_iter().collect())
}

/// As it is written, and as templates see it.
fn an_id_or_ids(generator: &mut SchemaGenerator) -> Schema {
    match generator.contract().is_deserialize() {
        true => generator.subschema_for::<Option<String>>(),
        false => generator.subschema_for::<Vec<String>>(),
    }
}

/// A table of a report that no record kind covers.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DataTable {
    /// What the table shows.
    pub caption: String,
    /// The heads of the columns.
    pub columns: Vec<String>,
    /// The rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
    /// A paragraph above the table.
    pub text: Option<String>,
}

/// Narrative slots by heading, as Markdown.
pub type Slots = BTreeMap<String, Spanned<String>>;
