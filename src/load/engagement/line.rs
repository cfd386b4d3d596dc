//! Service lines: what was bought, in which scope, and how it is counted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

/// One purchased service.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceLine {
    /// Short name of the line, unique in the engagement; the service's id when absent.
    pub key: Option<Spanned<String>>,
    /// Id of a catalog service.
    pub service: Spanned<String>,
    #[serde(default = "one")]
    pub quantity: Spanned<u32>,
    /// First day; the contract's when absent.
    pub start: Option<Spanned<Day>>,
    /// Last day; the contract's when absent.
    pub end: Option<Spanned<Day>>,
    /// Id of a contract of this engagement.
    pub contract: Option<Spanned<String>>,
    #[serde(default)]
    pub scope: Scope,
    pub mode: Option<Mode>,
    pub cover: Option<Cover>,
    /// Cadence by deliverable id, where the catalog leaves it open.
    #[serde(default)]
    pub cadence: BTreeMap<String, Spanned<String>>,
    /// What a month is: one of the calendar, or one counted from the first day.
    #[serde(default)]
    pub month_basis: MonthBasis,
    /// The days of daily reports under 8/5 cover.
    #[serde(default)]
    pub daily_basis: DailyBasis,
    /// Points in time that each call for a document, for deliverables made per milestone.
    #[serde(default)]
    pub milestones: Vec<LineMilestone>,
    /// Dates by stage id of the service's process.
    #[serde(default)]
    pub stages: BTreeMap<String, Spanned<StageDates>>,
    #[serde(default)]
    pub status: LineStatus,
    /// The last day of a line that was ended before its term; nothing is owed for later periods.
    pub terminated_on: Option<Spanned<Day>>,
    /// What this line is to achieve, in a sentence.
    pub objective: Option<String>,
    pub remark: Option<String>,
    /// The contingency plan both sides agreed, for services that answer alarms.
    pub contingency_plan: Option<Agreed>,
    /// Earlier work that stands in for a service or document which this one needs.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// A report or contract from before this engagement.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Code or id of the service, or id of the deliverable, that it stands in for.
    #[serde(rename = "for")]
    pub stands_for: Spanned<String>,
    pub title: String,
    /// Document id, contract number or file.
    pub reference: Option<String>,
    pub dated: Option<Day>,
    pub sha256: Option<String>,
}

/// How months (and quarters, halves and years) of a service line are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthBasis {
    /// Months of the calendar that touch the term, clipped to it.
    #[default]
    Calendar,
    /// Months from the term's first day.
    Anniversary,
}

/// Which days a service line with 8/5 cover reports on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DailyBasis {
    /// The customer's working days.
    #[default]
    Working,
    /// Every day.
    Calendar,
}

/// A point in time of a service line.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineMilestone {
    pub id: Spanned<String>,
    pub name: String,
    pub date: Spanned<Day>,
}

fn one() -> Spanned<u32> {
    Spanned::bare(1)
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Ids of inventory applications; all of them when empty.
    #[serde(default)]
    pub applications: Vec<Spanned<String>>,
    #[serde(default)]
    pub business_services: Vec<Spanned<String>>,
    pub instances: Option<Spanned<u32>>,
    /// Ids of inventory scenarios: those piloted, drilled or written up.
    #[serde(default)]
    pub scenarios: Vec<Spanned<String>>,
    /// Anything else that limits the scope, in words.
    #[serde(default)]
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Remote,
    Onsite,
}

/// Hours in which a service is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cover {
    #[serde(rename = "24x7")]
    Always,
    #[serde(rename = "8x5")]
    WorkingHours,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineStatus {
    Planned,
    #[default]
    Active,
    Completed,
    Terminated,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageDates {
    pub start: Option<Day>,
    pub end: Option<Day>,
    pub owner: Option<String>,
    pub output: Option<String>,
    pub approved_by: Option<String>,
    pub approved_on: Option<Day>,
}

/// A document both sides agreed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreed {
    pub title: String,
    pub version: String,
    pub approved_by: Option<String>,
    pub approved_on: Option<Day>,
}
