//! Risks, actions and the rounds of governance services.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::{DataTable, Finding, Record};

/// A risk with its score as likelihood times impact, both 1 to 5.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// A short name, unique among its kind.
    pub id: Spanned<String>,
    /// The risk, in a few words.
    pub title: String,
    /// The heading it stands under, for instance `capacity`.
    pub category: Option<String>,
    /// What may bring it about.
    pub cause: Option<String>,
    /// What would follow.
    pub consequence: Option<String>,
    /// What is done against it today.
    pub controls: Option<String>,
    /// 1 (rare) to 5 (almost certain).
    pub likelihood: Spanned<u32>,
    /// 1 (hardly felt) to 5 (severe).
    pub impact: Spanned<u32>,
    /// What is decided about it.
    pub response: RiskResponse,
    /// What will be done, a sentence each.
    #[serde(default)]
    pub measures: Vec<String>,
    /// The likelihood once the measures work, 1 to 5.
    pub residual_likelihood: Option<u32>,
    /// The impact once the measures work, 1 to 5.
    pub residual_impact: Option<u32>,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
    /// The day since which it is on record.
    pub raised_on: Option<Spanned<Day>>,
    /// The day by which it is to be done.
    pub due_on: Option<Day>,
    /// The day since which it is none any more.
    pub closed_on: Option<Day>,
    /// Who accepted it, by name, where the response is `accept`.
    pub accepted_by: Option<String>,
}

/// What is decided about a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RiskResponse {
    /// Not to do what brings it about.
    Avoid,
    /// To make it less likely or less grave.
    Reduce,
    /// To have others bear it.
    Transfer,
    /// To live with it.
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

/// Something to be done.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// A short name, unique among its kind.
    pub id: Option<Spanned<String>>,
    /// What is to be done, in a sentence.
    pub text: String,
    /// `prevent`, `detect`, `mitigate`, `repair` or `process`.
    pub kind: Option<ActionKind>,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
    /// The day since which it is open.
    pub opened_on: Option<Day>,
    /// The day by which it is to be done.
    pub due_on: Option<Day>,
    /// The day on which it was done; open when absent.
    pub closed_on: Option<Day>,
    /// How one sees that it worked.
    pub verification: Option<String>,
}

/// What an action is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// To keep it from happening again.
    Prevent,
    /// To notice it sooner.
    Detect,
    /// To make it less grave.
    Mitigate,
    /// To mend what is broken.
    Repair,
    /// To work in another way.
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
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GovernanceRound {
    /// Key of the service line.
    pub service: Spanned<String>,
    /// The day of the round.
    pub performed_on: Spanned<Day>,
    /// The gist in a few sentences, for readers who read nothing else.
    pub summary: Option<String>,
    /// What the round was to achieve, a sentence each.
    #[serde(default)]
    pub objectives: Vec<String>,
    /// What was looked at, with scores.
    #[serde(default)]
    pub themes: Vec<Theme>,
    /// What was found, one entry each.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// Achieved of what the round before planned.
    #[serde(default)]
    pub followed_up: Vec<Action>,
    /// What is to be done until the next round.
    #[serde(default)]
    pub next: Vec<Action>,
    /// What was decided, a sentence each.
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

/// What a round looked at.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// The name as printed.
    pub name: String,
    /// What is to be reached.
    pub target: Option<String>,
    /// What was reached.
    pub result: Option<String>,
    /// 0 to 100; not measured when absent.
    pub score: Option<f64>,
    /// The score of the round before, 0 to 100.
    pub previous_score: Option<f64>,
    /// Where it can be seen, one entry each.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// What is missing.
    pub gap: Option<String>,
    /// What is to be done about it.
    pub action: Option<String>,
}
