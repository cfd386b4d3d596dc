//! Risks, actions and the rounds of governance services.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::{DataTable, Finding, Record};

/// A risk with its score as likelihood times impact, both 1 to 5.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    pub id: Spanned<String>,
    pub title: String,
    pub category: Option<String>,
    pub cause: Option<String>,
    pub consequence: Option<String>,
    pub controls: Option<String>,
    pub likelihood: Spanned<u32>,
    pub impact: Spanned<u32>,
    pub response: RiskResponse,
    #[serde(default)]
    pub measures: Vec<String>,
    pub residual_likelihood: Option<u32>,
    pub residual_impact: Option<u32>,
    pub owner: Option<String>,
    pub raised_on: Option<Spanned<Day>>,
    pub due_on: Option<Day>,
    pub closed_on: Option<Day>,
    pub accepted_by: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskResponse {
    Avoid,
    Reduce,
    Transfer,
    Accept,
}

impl Record for Risk {
    fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
        self.raised_on.as_ref().map(|day| (day.0, self.closed_on.map(|day| day.0)))
    }
    fn id(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    pub id: Option<Spanned<String>>,
    pub text: String,
    /// `prevent`, `detect`, `mitigate`, `repair` or `process`.
    pub kind: Option<ActionKind>,
    pub owner: Option<String>,
    pub opened_on: Option<Day>,
    pub due_on: Option<Day>,
    pub closed_on: Option<Day>,
    pub verification: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    Prevent,
    Detect,
    Mitigate,
    Repair,
    Process,
}

impl Record for Action {
    fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
        self.opened_on.map(|day| (day.0, self.closed_on.map(|day| day.0)))
    }
    fn id(&self) -> Option<&Spanned<String>> {
        self.id.as_ref()
    }
}

/// One round of a governance service.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GovernanceRound {
    pub service: Spanned<String>,
    pub performed_on: Spanned<Day>,
    pub summary: Option<String>,
    #[serde(default)]
    pub objectives: Vec<String>,
    #[serde(default)]
    pub themes: Vec<Theme>,
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// Achieved of what the round before planned.
    #[serde(default)]
    pub followed_up: Vec<Action>,
    #[serde(default)]
    pub next: Vec<Action>,
    #[serde(default)]
    pub decisions: Vec<String>,
    /// Further tables of the domain, by name: rows of column and value.
    #[serde(default)]
    pub tables: Vec<DataTable>,
}

impl Record for GovernanceRound {
    fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
        Some((self.performed_on.0, Some(self.performed_on.0)))
    }
    fn line(&self) -> Option<&Spanned<String>> {
        Some(&self.service)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    pub name: String,
    pub target: Option<String>,
    pub result: Option<String>,
    /// 0 to 100; not measured when absent.
    pub score: Option<f64>,
    pub previous_score: Option<f64>,
    #[serde(default)]
    pub evidence: Vec<String>,
    pub gap: Option<String>,
    pub action: Option<String>,
}
