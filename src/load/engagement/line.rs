//! Service lines: what was bought, in which scope, and how it is counted.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

/// One purchased service.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceLine {
    /// Short name of the line, unique in the engagement; the service's id when absent.
    pub key: Option<Spanned<String>>,
    /// Id of a catalog service.
    #[schemars(extend("x-known" = "service"))]
    pub service: Spanned<String>,
    /// How many units are bought; what a unit is, the catalog says.
    #[serde(default = "one")]
    pub quantity: Spanned<u32>,
    /// First day; the contract's when absent.
    pub start: Option<Spanned<Day>>,
    /// Last day; the contract's when absent.
    pub end: Option<Spanned<Day>>,
    /// Id of a contract of this engagement.
    pub contract: Option<Spanned<String>>,
    /// What of the inventory it works on; all of it when absent.
    #[serde(default)]
    pub scope: Scope,
    /// Where the work is done: `remote` or `onsite`; the service's own when absent.
    pub mode: Option<Spanned<Mode>>,
    /// Hours of cover, `24x7` or `8x5`; the service's own when absent.
    pub cover: Option<Spanned<Cover>>,
    /// Cadence by deliverable id, where the catalog leaves it open.
    #[serde(default)]
    #[schemars(extend("x-known" = "cadence"))]
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
    #[schemars(extend("x-known" = "stages"))]
    pub stages: BTreeMap<String, Spanned<StageDates>>,
    /// How far the line has come.
    #[serde(default)]
    pub status: LineStatus,
    /// The last day of a line that was ended before its term; nothing is owed for later periods.
    pub terminated_on: Option<Spanned<Day>>,
    /// What this line is to achieve, in a sentence.
    pub objective: Option<String>,
    /// What else is to be said, in a sentence.
    pub remark: Option<String>,
    /// The contingency plan both sides agreed, for services that answer alarms.
    pub contingency_plan: Option<Agreed>,
    /// Earlier work that stands in for a service or document which this one needs.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// The days on which operating systems are patched, for services that include it.
    #[serde(default)]
    pub patch_rounds: Vec<Spanned<Day>>,
    /// Storage, computing and the like that the work needs and the customer pays for, a phrase each.
    #[serde(default)]
    pub extra_resources: Vec<Spanned<String>>,
}

/// A report or contract from before this engagement.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Code or id of the service, or id of the deliverable, that it stands in for.
    #[serde(rename = "for")]
    #[schemars(extend("x-known" = "service-or-deliverable"))]
    pub stands_for: Spanned<String>,
    /// The title as printed.
    pub title: String,
    /// Document id, contract number or file.
    pub reference: Option<String>,
    /// The day the figures or the document are of.
    pub dated: Option<Day>,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: Option<String>,
}

/// How months (and quarters, halves and years) of a service line are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MonthBasis {
    /// Months of the calendar that touch the term, clipped to it.
    #[default]
    Calendar,
    /// Months from the term's first day.
    Anniversary,
}

/// Which days a service line with 8/5 cover reports on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DailyBasis {
    /// The customer's working days.
    #[default]
    Working,
    /// Every day.
    Calendar,
}

/// A point in time of a service line.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineMilestone {
    /// Short name of the milestone, in document ids.
    pub id: Spanned<String>,
    /// The name as printed.
    pub name: String,
    /// The day it falls on.
    pub date: Spanned<Day>,
}

fn one() -> Spanned<u32> {
    Spanned::bare(1)
}

/// What of the inventory a service line works on.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Ids of inventory applications; all of them when empty.
    #[serde(default)]
    pub applications: Vec<Spanned<String>>,
    /// Ids of inventory business services; all of them when empty.
    #[serde(default)]
    pub business_services: Vec<Spanned<String>>,
    /// The number of instances, for instance `20`.
    pub instances: Option<Spanned<u32>>,
    /// Ids of inventory scenarios: those piloted, drilled or written up.
    #[serde(default)]
    pub scenarios: Vec<Spanned<String>>,
    /// How applications reach language models: `none`, `closed_api` or `open`.
    pub model_access: Option<ModelAccess>,
    /// Anything else that limits the scope, in words.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// How applications reach language models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModelAccess {
    /// They use none.
    None,
    /// By the interface of a closed model.
    ClosedApi,
    /// They run open models themselves.
    Open,
}

/// Where the work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// From the provider's place.
    Remote,
    /// At the customer's place.
    Onsite,
}

/// Hours in which a service is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Cover {
    /// At all hours of all days.
    #[serde(rename = "24x7")]
    Always,
    /// In the working hours of the customer's calendar.
    #[serde(rename = "8x5")]
    WorkingHours,
}

/// How far a service line has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineStatus {
    /// It has not begun.
    Planned,
    /// It runs.
    #[default]
    Active,
    /// It is done.
    Completed,
    /// It ended before its term; `terminated_on` says when.
    Terminated,
}

/// When a stage takes place.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageDates {
    /// Its first day.
    pub start: Option<Day>,
    /// Its last day.
    pub end: Option<Day>,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
    /// What came out of it.
    pub output: Option<String>,
    /// Who approved it, by name.
    pub approved_by: Option<String>,
    /// The day of the approval.
    pub approved_on: Option<Day>,
}

/// A document both sides agreed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Agreed {
    /// The title as printed.
    pub title: String,
    /// The version, for instance `1.0`.
    pub version: String,
    /// Who approved it, by name.
    pub approved_by: Option<String>,
    /// The day of the approval.
    pub approved_on: Option<Day>,
}
