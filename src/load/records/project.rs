//! Records of one-off work: the solution proposed, and the implementation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::{Action, CheckResult, Finding, NotChecked, Record, Risk};

/// The solution proposed before one-off work, approved by the customer.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Key of the service line; the whole engagement when absent.
    pub service: Option<Spanned<String>>,
    /// What is wrong today, in a sentence or two.
    pub problem: Option<String>,
    /// What is proposed, in a sentence or two.
    pub solution: Option<String>,
    /// What is gained by it.
    pub benefit: Option<String>,
    /// What the customer is asked to decide.
    pub decision: Option<String>,
    /// The state of things, in a paragraph.
    pub situation: Option<String>,
    /// What is asked for, one entry each.
    #[serde(default)]
    pub requirements: Vec<Requirement>,
    /// What was found wrong.
    #[serde(default)]
    pub problems: Vec<Finding>,
    /// Ways that were weighed, of which one is chosen.
    #[serde(default)]
    pub options: Vec<SolutionOption>,
    /// The solution as it will be built, in a paragraph.
    pub architecture: Option<String>,
    /// Its parts.
    #[serde(default)]
    pub components: Vec<Component>,
    /// Figures to reach.
    #[serde(default)]
    pub targets: Vec<Target>,
    /// How the work is done.
    pub approach: Option<String>,
    /// Milestones on the way, in order of time.
    #[serde(default)]
    pub milestones: Vec<Milestone>,
    /// How the change from old to new is made.
    pub cutover: Option<String>,
    /// How to undo it.
    pub rollback: Option<String>,
    /// What must hold for it to be accepted, one entry each.
    #[serde(default)]
    pub criteria: Vec<crate::load::engagement::Criterion>,
    /// What the customer contributes, a sentence each.
    #[serde(default)]
    pub contributions: Vec<String>,
    /// What is taken for granted, a sentence each.
    #[serde(default)]
    pub assumptions: Vec<String>,
    /// What does not belong to it, a sentence each.
    #[serde(default)]
    pub exclusions: Vec<String>,
    /// What may go wrong, one entry each.
    #[serde(default)]
    pub risks: Vec<Risk>,
    /// Who approved it, by name.
    pub approved_by: Option<String>,
    /// The day of the approval.
    pub approved_on: Option<Day>,
    /// What the customer remarked, a sentence each.
    #[serde(default)]
    pub comments: Vec<String>,
}

impl Record for Proposal {
    fn line(&self) -> Option<&Spanned<String>> {
        self.service.as_ref()
    }
}

/// Something that is asked for.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// A short name, unique among its kind.
    pub id: String,
    /// What it is, in a sentence.
    pub text: String,
    /// Who asked for it, or where it stands.
    pub source: Option<String>,
    /// How urgent it is: `must`, `should` or `could`.
    pub priority: Option<String>,
    /// Id of the deliverable or component that answers it.
    pub addressed_by: Option<String>,
}

/// A way that was weighed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SolutionOption {
    /// A short name, unique among its kind.
    pub id: String,
    /// The name as printed.
    pub name: String,
    /// What it is, in a sentence or two.
    pub summary: String,
    /// What speaks for it, a sentence each.
    #[serde(default)]
    pub pros: Vec<String>,
    /// What speaks against it, a sentence each.
    #[serde(default)]
    pub cons: Vec<String>,
    /// Whether it is the one chosen.
    #[serde(default)]
    pub chosen: bool,
    /// Why it was chosen, or not.
    pub reason: Option<String>,
}

/// A part of a solution.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// The name as printed.
    pub name: String,
    /// What it is for.
    pub role: String,
    /// `new`, `change` or `keep`.
    pub state: String,
}

/// A figure to reach, and what came of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// What is measured.
    pub name: String,
    /// The unit of the figures, for instance `%`, `minutes` or `GB`.
    pub unit: Option<String>,
    /// The value before.
    pub before: Option<f64>,
    /// The value to reach.
    pub target: Option<f64>,
    /// The value reached; not known yet when absent.
    pub after: Option<f64>,
    /// What else is to be said, in a sentence.
    pub remark: Option<String>,
}

/// A milestone.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// The name as printed.
    pub name: String,
    /// The first day of the work towards it.
    pub start: Option<Day>,
    /// The day by which it is to be reached.
    pub end: Day,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
    /// What is there then.
    pub output: Option<String>,
    /// The day on which it was reached; open when absent.
    pub done_on: Option<Day>,
}

/// Implementation work: one file serves the plan and the report.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Implementation {
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Which implementation deliverable it serves, where a line has several (`params.subject`).
    pub subject: Option<Spanned<String>>,
    /// Id of the application, business service or scenario it is about.
    pub about: Option<Spanned<String>>,
    /// What is to be reached, in a sentence.
    pub goal: Option<String>,
    /// The state of things before, in a paragraph.
    pub starting_state: Option<String>,
    /// How it is built, in a paragraph.
    pub design: Option<String>,
    /// What must hold for it to be accepted, one entry each.
    #[serde(default)]
    pub criteria: Vec<SuccessCriterion>,
    /// What is to be connected, with the state of each kind of access.
    #[serde(default)]
    pub objects: Vec<AccessObject>,
    /// What was left out, and why.
    #[serde(default)]
    pub not_done: Vec<NotChecked>,
    /// The steps in their order, planned and done.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// What was tested, and what came out.
    #[serde(default)]
    pub tests: Vec<TestCase>,
    /// Settings that were made.
    #[serde(default)]
    pub settings: Vec<Setting>,
    /// How the change from old to new is made.
    pub cutover: Option<String>,
    /// People and means that are needed, a sentence each.
    #[serde(default)]
    pub resources: Vec<String>,
    /// What may go wrong, one entry each.
    #[serde(default)]
    pub risks: Vec<Risk>,
    /// What was done otherwise than planned, a sentence each.
    #[serde(default)]
    pub deviations: Vec<String>,
    /// What was reached, in figures.
    #[serde(default)]
    pub effects: Vec<Target>,
    /// What is still to be done, one entry each.
    #[serde(default)]
    pub open_points: Vec<Action>,
    /// How it was handed over, in a sentence or two.
    pub handover: Option<String>,
    /// What was learnt, a sentence each.
    #[serde(default)]
    pub lessons: Vec<String>,
    /// Who approved it, by name.
    pub approved_by: Option<String>,
    /// The day of the approval.
    pub approved_on: Option<Day>,
}

/// What must hold for the work to be a success.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SuccessCriterion {
    /// A short name, unique among its kind.
    pub id: String,
    /// What it is, in a sentence.
    pub text: String,
    /// How it is measured.
    pub measure: Option<String>,
    /// The value to reach.
    pub target: Option<String>,
    /// The value reached.
    pub result: Option<String>,
    /// Whether it holds; open when absent.
    pub met: Option<crate::load::engagement::CriterionResult>,
}

/// Something that is to be connected.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessObject {
    /// The name as printed.
    pub name: String,
    /// What sort of thing it is.
    pub kind: String,
    /// The number of instances, for instance `20`.
    pub instances: Option<u32>,
    /// Whether it is in the resource management.
    pub resource_management: Option<AccessState>,
    /// Whether its accounts are hosted.
    pub account_hosting: Option<AccessState>,
    /// Whether its logs are collected.
    pub log_collection: Option<AccessState>,
    /// Whether it is monitored.
    pub monitoring: Option<AccessState>,
}

/// How far something is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccessState {
    /// It is.
    Done,
    /// In part.
    Partial,
    /// Not yet.
    Open,
    /// It does not apply.
    Na,
}

/// A step of the work.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Number of the step, from 1.
    pub no: u32,
    /// What it is, in a sentence.
    pub text: String,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
    /// Its first day as planned.
    pub start: Day,
    /// Its last day as planned.
    pub end: Day,
    /// How one sees that it went well.
    pub check: Option<String>,
    /// How to undo it.
    pub rollback: Option<String>,
    /// The day on which it began.
    pub actual_start: Option<Day>,
    /// The day on which it ended.
    pub actual_end: Option<Day>,
    /// What came of it.
    pub result: Option<String>,
}

/// A test.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TestCase {
    /// A short name, unique among its kind.
    pub id: String,
    /// What it is, in a sentence.
    pub text: String,
    /// What is to be seen when it went well.
    pub expected: String,
    /// What was seen.
    pub actual: Option<String>,
    /// What came out; not run yet when absent.
    pub verdict: Option<CheckResult>,
}

/// A setting that was made.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// What it was made at.
    pub object: String,
    /// Name of the setting.
    pub setting: String,
    /// Its value.
    pub value: String,
}
