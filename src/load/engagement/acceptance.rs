//! Acceptance of one-off services.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::{Day, Severity};
use crate::source::Spanned;

/// The acceptance of one service line.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// Key of the service line.
    pub service: Spanned<String>,
    /// How it is accepted.
    pub method: AcceptanceMethod,
    /// What came of it.
    pub result: AcceptanceResult,
    /// The day of the acceptance; open when absent.
    pub accepted_on: Option<Spanned<Day>>,
    /// Who accepted for the customer, by name.
    pub accepted_by: Option<Spanned<String>>,
    /// Reference of the console's record.
    pub record: Option<String>,
    /// What was looked at, criterion by criterion.
    #[serde(default)]
    pub criteria: Vec<Criterion>,
    /// What is left to do after a conditional acceptance.
    #[serde(default)]
    pub exceptions: Vec<AcceptanceException>,
}

/// How a service is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AcceptanceMethod {
    /// By following the link in the console.
    ConsoleLink,
    /// By signing and sealing the acceptance report.
    SignedAndSealed,
}

/// What came of an acceptance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AcceptanceResult {
    /// Asked for, and not answered yet.
    Pending,
    /// Accepted without conditions.
    Accepted,
    /// Accepted, with exceptions that have owner and due date.
    Conditional,
    /// Not accepted.
    Rejected,
}

/// What is looked at before a service is accepted.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Deliverable id, or words.
    pub deliverable: String,
    /// What must hold, in a sentence.
    pub criterion: String,
    /// How it is checked: review, test, demonstration.
    pub method: String,
    /// Document id or other place where it can be seen.
    pub evidence: Option<String>,
    /// `met`, `partly` or `not_met`; open when absent.
    pub result: Option<CriterionResult>,
}

/// Whether a criterion is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CriterionResult {
    /// It holds.
    Met,
    /// It holds in part.
    Partly,
    /// It does not hold.
    NotMet,
}

/// What is left to do after a conditional acceptance.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptanceException {
    /// What is missing, in a sentence.
    pub text: String,
    /// How grave it is.
    pub severity: Option<Severity>,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
    /// The day by which it is to be done.
    pub due_on: Option<Day>,
}
