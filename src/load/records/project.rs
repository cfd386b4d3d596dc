//! Records of one-off work: the solution proposed, and the implementation.

use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::{Action, CheckResult, Finding, NotChecked, Record, Risk};

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
    pub criteria: Vec<crate::load::engagement::Criterion>,
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
    pub subject: Option<Spanned<String>>,
    /// Id of the application, business service or scenario it is about.
    pub about: Option<Spanned<String>>,
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

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuccessCriterion {
    pub id: String,
    pub text: String,
    pub measure: Option<String>,
    pub target: Option<String>,
    pub result: Option<String>,
    pub met: Option<crate::load::engagement::CriterionResult>,
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
