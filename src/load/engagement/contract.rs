//! Contracts, sites, preconditions and the wording agreed beyond the catalog.

use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::Mode;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    pub id: Spanned<String>,
    pub signed_on: Option<Spanned<Day>>,
    pub start: Spanned<Day>,
    pub end: Spanned<Day>,
    pub renewal: Option<Spanned<Renewal>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    pub reminder_sent_on: Option<Spanned<Day>>,
    pub channel: Option<String>,
    pub decision: Option<String>,
    pub decided_on: Option<Day>,
    /// Id of the contract that follows.
    pub successor: Option<Spanned<String>>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    #[serde(default)]
    pub sites: Vec<Site>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    pub id: String,
    pub place: Option<String>,
    pub country: Spanned<String>,
    pub mode: Option<Mode>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prerequisites {
    pub platform: Option<Spanned<Precondition>>,
    pub data_authorization: Option<Spanned<Precondition>>,
    pub team: Option<Spanned<Precondition>>,
    pub solution_and_contract: Option<Spanned<Precondition>>,
}

/// A precondition and its state.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precondition {
    /// `done` or `open`.
    pub status: PreconditionStatus,
    pub on: Option<Day>,
    pub by: Option<String>,
    pub valid_until: Option<Day>,
    /// Data sources or documents it names.
    #[serde(default)]
    pub scope: Vec<String>,
    pub remark: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreconditionStatus {
    Done,
    Open,
}

/// Wording of the statement of work beyond the catalog's.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    #[serde(default)]
    pub assumptions: Vec<String>,
    #[serde(default)]
    pub exclusions: Vec<String>,
    pub change_procedure: Option<String>,
    /// Days the customer has to review a deliverable; 5 when absent.
    pub review_days: Option<u32>,
    #[serde(default)]
    pub recipients: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponsibilityRow {
    pub process: String,
    pub content: String,
    pub provider: String,
    pub customer: String,
}
