//! The service plan.

use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::PreconditionStatus;

/// The service plan.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub version: Option<String>,
    pub issued_on: Option<Spanned<Day>>,
    pub confirmed: Option<Spanned<Confirmation>>,
    #[serde(default)]
    pub meetings: Vec<Meeting>,
    #[serde(default)]
    pub escalation: Vec<Escalation>,
    /// Agreed times by priority of a ticket.
    #[serde(default)]
    pub service_levels: Vec<ServiceLevel>,
    /// What the customer has to provide, and by when.
    #[serde(default)]
    pub inputs: Vec<Input>,
    #[serde(default)]
    pub risks: Vec<PlanRisk>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    pub by: String,
    pub on: Day,
    pub version: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    pub name: String,
    pub rhythm: String,
    pub chair: Option<String>,
    pub participants: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    pub level: u32,
    pub role: String,
    pub after: String,
    pub contact: Option<String>,
}

/// The agreed times for tickets of one priority.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceLevel {
    /// `P1` to `P4`.
    pub priority: String,
    pub response_minutes: Option<f64>,
    pub resolution_minutes: Option<f64>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    pub text: String,
    pub due_on: Option<Day>,
    pub status: PreconditionStatus,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRisk {
    pub text: String,
    pub response: String,
    pub owner: Option<String>,
}
