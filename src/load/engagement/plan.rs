//! The service plan.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::{Day, ShiftHours};
use crate::source::Spanned;

use super::{DayOfWeek, PreconditionStatus};

/// The service plan.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The version, for instance `1.0`.
    pub version: Option<String>,
    /// The day on which the plan was issued.
    pub issued_on: Option<Spanned<Day>>,
    /// The customer's confirmation.
    pub confirmed: Option<Spanned<Confirmation>>,
    /// Who is on duty, where a service covers all hours of the week.
    #[serde(default)]
    pub roster: Vec<Shift>,
    /// Meetings that are held regularly.
    #[serde(default)]
    pub meetings: Vec<Meeting>,
    /// Whom to turn to when something gets stuck, level by level.
    #[serde(default)]
    pub escalation: Vec<Escalation>,
    /// Agreed times by priority of a ticket.
    #[serde(default)]
    pub service_levels: Vec<ServiceLevel>,
    /// What the customer has to provide, and by when.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// What may go wrong, one entry each.
    #[serde(default)]
    pub risks: Vec<PlanRisk>,
}

/// People on duty at the same hours.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// The name as printed, for instance `Night`.
    pub name: Option<String>,
    /// Days of the week on which it begins; every day when absent.
    #[serde(default)]
    pub days: Vec<DayOfWeek>,
    /// Its hours, for instance `22:00-06:00`.
    pub hours: Spanned<ShiftHours>,
    /// How many people are on duty.
    pub people: u32,
    /// Where they are or who they are, in a phrase.
    pub remark: Option<String>,
}

/// The customer's confirmation of the plan.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// Who confirmed, by name.
    pub by: String,
    /// The day of the confirmation.
    pub on: Day,
    /// The version that was confirmed.
    pub version: Option<String>,
}

/// A meeting that is held regularly.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// The name as printed.
    pub name: String,
    /// How often, for instance `weekly`.
    pub rhythm: String,
    /// Who chairs it.
    pub chair: Option<String>,
    /// Who takes part.
    pub participants: Option<String>,
}

/// A level of escalation.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// Number of the level, from 1.
    pub level: u32,
    /// Who is turned to.
    pub role: String,
    /// After how long, for instance `30 minutes`.
    pub after: String,
    /// How to reach them.
    pub contact: Option<String>,
}

/// The agreed times for tickets of one priority.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceLevel {
    /// `P1` to `P4`.
    pub priority: String,
    /// Minutes until the first response, for instance `15`.
    pub response_minutes: Option<f64>,
    /// Minutes until the solution, for instance `240`.
    pub resolution_minutes: Option<f64>,
}

/// Something that the customer has to provide.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// What it is, in a sentence.
    pub text: String,
    /// The day by which it is to be done.
    pub due_on: Option<Day>,
    /// Whether it is there.
    pub status: PreconditionStatus,
}

/// A risk of the engagement itself.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanRisk {
    /// What may happen.
    pub text: String,
    /// What is done about it.
    pub response: String,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
}
