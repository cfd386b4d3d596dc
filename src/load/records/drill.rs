//! Chaos drills, fault trees and fault modes. One record of a drill serves all documents of its
//! pack, so that scenarios, bounds and roles are the same in each.

use serde::{Deserialize, Serialize};

use crate::load::values::{Day, Moment};
use crate::source::Spanned;

use super::{Action, Finding, Record, Step, one_or_many};

/// One drill with its scenarios.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drill {
    pub id: Spanned<String>,
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Id of the application it is about, where a line drills several.
    pub about: Option<Spanned<String>>,
    pub title: Option<String>,
    pub summary: Option<String>,
    #[serde(default)]
    pub goals: Vec<String>,
    pub environment: String,
    pub start: Spanned<Moment>,
    pub end: Spanned<Moment>,
    pub approved_by: Option<String>,
    pub approved_on: Option<Day>,
    #[serde(default)]
    pub participants: Vec<Participant>,
    /// Whom to call, in this order.
    #[serde(default)]
    pub contacts: Vec<Contact>,
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
    pub data_repair: Option<String>,
    /// Minutes of the error budget that the drill may cost.
    pub budget_minutes: Option<f64>,
    pub scenarios: Vec<Scenario>,
    /// Steps of the day, with times planned and actual.
    #[serde(default)]
    pub schedule: Vec<Step>,
    #[serde(default)]
    pub defects: Vec<Finding>,
    #[serde(default)]
    pub actions: Vec<Action>,
    /// What the fault mode library learns from it.
    #[serde(default)]
    pub library_updates: Vec<String>,
    #[serde(default)]
    pub lessons: Vec<String>,
    /// Whether and when the environment was found restored.
    pub restored_on: Option<Day>,
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

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    pub name: String,
    pub role: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub role: String,
    pub name: Option<String>,
    /// Telephone or channel.
    pub reach: String,
    /// When this one is called.
    pub when: Option<String>,
}

/// What is said to whom.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    pub when: String,
    pub audience: String,
    pub text: String,
}

/// One experiment: a fault, what should happen, and when to stop.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    pub id: String,
    pub name: String,
    pub application: Option<String>,
    pub component: Option<String>,
    /// Id of the fault mode it tries.
    pub mode: Option<String>,
    pub hypothesis: String,
    #[serde(default)]
    pub steady_state: Vec<Bound>,
    pub fault: String,
    /// How the fault is brought about.
    pub injection: Option<String>,
    /// What it may touch at most.
    pub scope_limit: Option<String>,
    pub minutes: Option<f64>,
    #[serde(default)]
    pub abort: Vec<String>,
    pub rollback: Option<String>,
    pub rollback_minutes: Option<f64>,
    /// 1 to 5 each.
    pub likelihood: Option<u32>,
    pub impact: Option<u32>,
    pub residual_likelihood: Option<u32>,
    pub residual_impact: Option<u32>,
    pub users_at_most: Option<u64>,
    #[serde(default)]
    pub controls: Vec<String>,
    pub lead: Option<String>,
    pub injector: Option<String>,
    pub observer: Option<String>,
    /// Who stops it; never the one who injects the fault.
    pub abort_owner: Option<String>,
    #[serde(default)]
    pub prechecks: Vec<String>,
    #[serde(default)]
    pub steps: Vec<RunbookStep>,
    #[serde(default)]
    pub cleanup: Vec<String>,
    /// Minutes within which it should be noticed and mended.
    pub detect_target: Option<f64>,
    pub recover_target: Option<f64>,
    pub verdict: Option<ScenarioVerdict>,
    pub detected_minutes: Option<f64>,
    pub recovered_minutes: Option<f64>,
    pub cost_minutes: Option<f64>,
    #[serde(default)]
    pub alarms_fired: Vec<String>,
    #[serde(default)]
    pub alarms_missing: Vec<String>,
    #[serde(default)]
    pub evidence: Vec<String>,
    /// What was seen, in sentences.
    pub observation: Option<String>,
    /// A line of measurements around the fault: one each minute.
    #[serde(default)]
    pub series: Vec<Option<f64>>,
    pub series_unit: Option<String>,
    /// First and last minute of the fault within the series.
    pub series_fault: Option<(u32, u32)>,
}

/// What a healthy system shows.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    pub metric: String,
    pub bounds: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunbookStep {
    pub no: u32,
    pub action: String,
    /// Verbatim.
    pub command: Option<String>,
    pub expected: Option<String>,
    pub minutes: Option<f64>,
    pub abort: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScenarioVerdict {
    Confirmed,
    Refuted,
    Inconclusive,
    NotRun,
}

/// What can lead to the failure of one application.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultTree {
    #[serde(deserialize_with = "one_or_many")]
    pub application: Vec<Spanned<String>>,
    /// Id of the gate at the top.
    pub top: String,
    pub summary: Option<String>,
    pub gates: Vec<Gate>,
    pub events: Vec<BasicEvent>,
}

impl Record for FaultTree {
    fn applications(&self) -> &[Spanned<String>] {
        &self.application
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    pub id: String,
    pub text: String,
    pub kind: GateKind,
    /// How many of the inputs it takes, for `k_of_n`.
    pub k: Option<u32>,
    /// Ids of gates and events.
    pub inputs: Vec<Spanned<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateKind {
    And,
    Or,
    KOfN,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BasicEvent {
    pub id: String,
    pub text: String,
    /// `rare`, `occasional`, `frequent` or a rate in words.
    pub class: Option<String>,
    /// What notices it.
    pub monitoring: Option<String>,
    /// The emergency plan that answers it.
    pub plan: Option<String>,
}

/// One way in which a component can fail.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultMode {
    pub id: Spanned<String>,
    #[serde(deserialize_with = "one_or_many")]
    pub application: Vec<Spanned<String>>,
    pub component: String,
    pub mode: String,
    pub effect_local: Option<String>,
    pub effect_system: Option<String>,
    pub cause: Option<String>,
    /// The alarm that notices it.
    pub detection: Option<String>,
    pub detection_minutes: Option<f64>,
    /// 1 (harmless) to 10 (worst).
    pub severity: u32,
    /// 1 (rare) to 10 (all the time).
    pub occurrence: u32,
    /// 1 (noticed at once) to 10 (not noticed).
    pub detectability: u32,
    pub recovery: Option<String>,
    pub recovery_minutes: Option<f64>,
    pub manual: Option<String>,
    pub drilled_on: Option<Day>,
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
