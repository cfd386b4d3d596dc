//! Chaos drills, fault trees and fault modes. One record of a drill serves all documents of its
//! pack, so that scenarios, bounds and roles are the same in each.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::{Day, Moment};
use crate::source::Spanned;

use super::{Action, Finding, Record, Step, an_id_or_ids, one_or_many};

/// One drill with its scenarios.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drill {
    /// A short name, unique among its kind.
    pub id: Spanned<String>,
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Id of the application it is about, where a line drills several.
    pub about: Option<Spanned<String>>,
    /// Name of the drill; made of application and service when absent.
    pub title: Option<String>,
    /// The gist in a few sentences, for readers who read nothing else.
    pub summary: Option<String>,
    /// What is to be reached, a sentence each.
    #[serde(default)]
    pub goals: Vec<String>,
    /// Where it takes place, for instance `production`.
    pub environment: String,
    /// When the window opens.
    pub start: Spanned<Moment>,
    /// When the window closes.
    pub end: Spanned<Moment>,
    /// Who approved it, by name.
    pub approved_by: Option<String>,
    /// The day of the approval.
    pub approved_on: Option<Day>,
    /// Who takes part.
    #[serde(default)]
    pub participants: Vec<Participant>,
    /// Whom to call, in this order.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// What is said to whom, and when.
    #[serde(default)]
    pub notices: Vec<Notice>,
    /// What starts the emergency plan.
    #[serde(default)]
    pub triggers: Vec<String>,
    /// Steps that limit the damage while the fault lasts.
    #[serde(default)]
    pub degradation: Vec<String>,
    /// How one sees that all is as it was.
    #[serde(default)]
    pub restore_checks: Vec<String>,
    /// How data is put right afterwards.
    pub data_repair: Option<String>,
    /// Minutes of the error budget that the drill may cost.
    pub budget_minutes: Option<f64>,
    /// The experiments.
    pub scenarios: Vec<Scenario>,
    /// Steps of the day, with times planned and actual.
    #[serde(default)]
    pub schedule: Vec<Step>,
    /// What was found wrong.
    #[serde(default)]
    pub defects: Vec<Finding>,
    /// What is to be done about it, one entry each.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// What the fault mode library learns from it.
    #[serde(default)]
    pub library_updates: Vec<String>,
    /// What was learnt, a sentence each.
    #[serde(default)]
    pub lessons: Vec<String>,
    /// Whether and when the environment was found restored.
    pub restored_on: Option<Day>,
    /// Who found the environment restored, by name.
    pub restored_by: Option<String>,
    /// Result of the drill before, in a sentence.
    pub previous: Option<String>,
}

/// Without days: the plan of a drill is written before it takes place.
impl Record for Drill {
    fn line(&self) -> Option<&Spanned<String>> {
        Some(&self.service)
    }
    fn about(&self) -> Option<&Spanned<String>> {
        self.about.as_ref()
    }
    fn id(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}

/// Someone who takes part.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// The person's name.
    pub name: String,
    /// The part played.
    pub role: String,
}

/// Someone to call.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The role of the person.
    pub role: String,
    /// The person's name.
    pub name: Option<String>,
    /// Telephone or channel.
    pub reach: String,
    /// When this one is called.
    pub when: Option<String>,
}

/// What is said to whom.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// When it is said.
    pub when: String,
    /// Who is told.
    pub audience: String,
    /// What is said.
    pub text: String,
}

/// One experiment: a fault, what should happen, and when to stop.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// A short name, unique among its kind.
    pub id: String,
    /// The name as printed.
    pub name: String,
    /// Id of the application that is hit.
    pub application: Option<String>,
    /// The part of it that is hit.
    pub component: Option<String>,
    /// Id of the fault mode it tries.
    pub mode: Option<String>,
    /// What should happen, in a sentence.
    pub hypothesis: String,
    /// What a healthy system shows.
    #[serde(default)]
    pub steady_state: Vec<Bound>,
    /// What is brought about.
    pub fault: String,
    /// How the fault is brought about.
    pub injection: Option<String>,
    /// What it may touch at most.
    pub scope_limit: Option<String>,
    /// How long the fault lasts, in minutes.
    pub minutes: Option<f64>,
    /// When to stop, a condition each.
    #[serde(default)]
    pub abort: Vec<String>,
    /// How to undo the fault.
    pub rollback: Option<String>,
    /// How long that takes, in minutes.
    pub rollback_minutes: Option<f64>,
    /// 1 to 5 each.
    pub likelihood: Option<u32>,
    /// 1 (hardly felt) to 5 (severe).
    pub impact: Option<u32>,
    /// The likelihood once the measures work, 1 to 5.
    pub residual_likelihood: Option<u32>,
    /// The impact once the measures work, 1 to 5.
    pub residual_impact: Option<u32>,
    /// Number of users it may touch at most.
    pub users_at_most: Option<u64>,
    /// What keeps it within bounds, a sentence each.
    #[serde(default)]
    pub controls: Vec<String>,
    /// Who leads it, by name.
    pub lead: Option<String>,
    /// Who injects the fault, by name.
    pub injector: Option<String>,
    /// Who watches, by name.
    pub observer: Option<String>,
    /// Who stops it; never the one who injects the fault.
    pub abort_owner: Option<String>,
    /// What is checked before, a sentence each.
    #[serde(default)]
    pub prechecks: Vec<String>,
    /// The steps, in their order.
    #[serde(default)]
    pub steps: Vec<RunbookStep>,
    /// What is done afterwards, a sentence each.
    #[serde(default)]
    pub cleanup: Vec<String>,
    /// Minutes within which it should be noticed and mended.
    pub detect_target: Option<f64>,
    /// Minutes within which it should be mended.
    pub recover_target: Option<f64>,
    /// Whether the hypothesis held.
    pub verdict: Option<ScenarioVerdict>,
    /// Minutes until it was noticed.
    pub detected_minutes: Option<f64>,
    /// Minutes until it was mended.
    pub recovered_minutes: Option<f64>,
    /// Minutes of the error budget that it cost.
    pub cost_minutes: Option<f64>,
    /// Alarms that went off.
    #[serde(default)]
    pub alarms_fired: Vec<String>,
    /// Alarms that should have gone off.
    #[serde(default)]
    pub alarms_missing: Vec<String>,
    /// Where it can be seen, one entry each.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// What was seen, in sentences.
    pub observation: Option<String>,
    /// A line of measurements around the fault: one each minute.
    #[serde(default)]
    pub series: Vec<Option<f64>>,
    /// The unit of the series.
    pub series_unit: Option<String>,
    /// First and last minute of the fault within the series.
    pub series_fault: Option<(u32, u32)>,
}

/// What a healthy system shows.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// The figure, for instance `error rate`.
    pub metric: String,
    /// Its bounds, for instance `below 1 %`.
    pub bounds: String,
}

/// A step of an experiment.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunbookStep {
    /// Number of the step, from 1.
    pub no: u32,
    /// What is done.
    pub action: String,
    /// Verbatim.
    pub command: Option<String>,
    /// What is to be seen when it went well.
    pub expected: Option<String>,
    /// How long it takes, in minutes.
    pub minutes: Option<f64>,
    /// When to stop here.
    pub abort: Option<String>,
}

/// Whether a hypothesis held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScenarioVerdict {
    /// It held.
    Confirmed,
    /// It did not hold.
    Refuted,
    /// It cannot be told.
    Inconclusive,
    /// The experiment was not made.
    NotRun,
}

/// What can lead to the failure of one application.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FaultTree {
    /// Id of the application whose failure it explains.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(schema_with = "an_id_or_ids")]
    pub application: Vec<Spanned<String>>,
    /// Id of the gate at the top.
    pub top: String,
    /// The gist in a few sentences, for readers who read nothing else.
    pub summary: Option<String>,
    /// Events that follow from others.
    pub gates: Vec<Gate>,
    /// Events at the leaves.
    pub events: Vec<BasicEvent>,
}

impl Record for FaultTree {
    fn applications(&self) -> &[Spanned<String>] {
        &self.application
    }
}

/// An event that follows from others.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// A short name, unique among its kind.
    pub id: String,
    /// What happens, in a few words.
    pub text: String,
    /// How the inputs are joined.
    pub kind: GateKind,
    /// How many of the inputs it takes, for `k_of_n`.
    pub k: Option<u32>,
    /// Ids of gates and events.
    pub inputs: Vec<Spanned<String>>,
}

/// How inputs are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GateKind {
    /// All of them are needed.
    And,
    /// One of them is enough.
    Or,
    /// `k` of them are needed.
    KOfN,
}

/// An event at a leaf.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BasicEvent {
    /// A short name, unique among its kind.
    pub id: String,
    /// What happens, in a few words.
    pub text: String,
    /// `rare`, `occasional`, `frequent` or a rate in words.
    pub class: Option<String>,
    /// What notices it.
    pub monitoring: Option<String>,
    /// The emergency plan that answers it.
    pub plan: Option<String>,
}

/// One way in which a component can fail.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FaultMode {
    /// A short name, unique among its kind.
    pub id: Spanned<String>,
    /// Id of the application.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(schema_with = "an_id_or_ids")]
    pub application: Vec<Spanned<String>>,
    /// The part that fails.
    pub component: String,
    /// How it fails.
    pub mode: String,
    /// What it does to the part itself.
    pub effect_local: Option<String>,
    /// What it does to the whole.
    pub effect_system: Option<String>,
    /// What brings it about.
    pub cause: Option<String>,
    /// The alarm that notices it.
    pub detection: Option<String>,
    /// Minutes until it is noticed.
    pub detection_minutes: Option<f64>,
    /// 1 (harmless) to 10 (worst).
    pub severity: u32,
    /// 1 (rare) to 10 (all the time).
    pub occurrence: u32,
    /// 1 (noticed at once) to 10 (not noticed).
    pub detectability: u32,
    /// How it is mended.
    pub recovery: Option<String>,
    /// How long that takes, in minutes.
    pub recovery_minutes: Option<f64>,
    /// The manual that says how.
    pub manual: Option<String>,
    /// The day on which it was last drilled.
    pub drilled_on: Option<Day>,
    /// What came of the drill.
    pub result: Option<String>,
}

impl Record for FaultMode {
    fn applications(&self) -> &[Spanned<String>] {
        &self.application
    }
    fn id(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}
