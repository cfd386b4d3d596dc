//! Acceptance of one-off services.

use serde::{Deserialize, Serialize};

use crate::load::values::{Day, Severity};
use crate::source::Spanned;

/// The acceptance of one service line.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// Key of the service line.
    pub service: Spanned<String>,
    pub method: AcceptanceMethod,
    pub result: AcceptanceResult,
    pub accepted_on: Option<Day>,
    pub accepted_by: Option<String>,
    /// Reference of the console's record.
    pub record: Option<String>,
    #[serde(default)]
    pub criteria: Vec<Criterion>,
    #[serde(default)]
    pub exceptions: Vec<AcceptanceException>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcceptanceMethod {
    ConsoleLink,
    SignedAndSealed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcceptanceResult {
    Pending,
    Accepted,
    Conditional,
    Rejected,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Deliverable id, or words.
    pub deliverable: String,
    pub criterion: String,
    pub method: String,
    pub evidence: Option<String>,
    /// `met`, `partly` or `not_met`; open when absent.
    pub result: Option<CriterionResult>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CriterionResult {
    Met,
    Partly,
    NotMet,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptanceException {
    pub text: String,
    pub severity: Option<Severity>,
    pub owner: Option<String>,
    pub due_on: Option<Day>,
}
