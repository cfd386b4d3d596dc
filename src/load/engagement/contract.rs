//! Contracts, sites, preconditions and the wording agreed beyond the catalog.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::Mode;

/// A contract, from which service lines take their term.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Short name of the contract, which service lines name, for instance `C1`.
    pub id: Spanned<String>,
    /// The day of the signature.
    pub signed_on: Option<Spanned<Day>>,
    /// The first day of the term.
    pub start: Spanned<Day>,
    /// The last day of the term, which belongs to it.
    pub end: Spanned<Day>,
    /// What is done about renewal before the term ends.
    pub renewal: Option<Spanned<Renewal>>,
}

/// What is done about renewal before a term ends.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    /// The day on which the customer was reminded.
    pub reminder_sent_on: Option<Spanned<Day>>,
    /// How: mail, meeting, letter.
    pub channel: Option<String>,
    /// What the customer decided, in words.
    pub decision: Option<String>,
    /// The day of the decision.
    pub decided_on: Option<Day>,
    /// Id of the contract that follows.
    pub successor: Option<Spanned<String>>,
}

/// Where the work is done.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// Places of work; the service area is checked by their countries.
    #[serde(default)]
    pub sites: Vec<Site>,
}

/// A place of work.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Short name of the place.
    pub id: String,
    /// Town or address.
    pub place: Option<String>,
    /// ISO 3166-1 code of two letters, for instance `SA`.
    pub country: Spanned<String>,
    /// Whether the work there is done `onsite` or `remote`.
    pub mode: Option<Mode>,
}

/// What the customer provides before work starts.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prerequisites {
    /// Access to the platform that the services work on.
    pub platform: Option<Spanned<Precondition>>,
    /// The customer's written consent to collect and use O&M data.
    pub data_authorization: Option<Spanned<Precondition>>,
    /// The customer's own team with its roles.
    pub team: Option<Spanned<Precondition>>,
    /// The solution agreed and the contract signed.
    pub solution_and_contract: Option<Spanned<Precondition>>,
}

/// A precondition and its state.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Precondition {
    /// `done` or `open`.
    pub status: PreconditionStatus,
    /// The day on which it was met.
    pub on: Option<Day>,
    /// Who gave it, by name.
    pub by: Option<String>,
    /// The last day on which it holds; without end when absent.
    pub valid_until: Option<Day>,
    /// Data sources or documents it names.
    #[serde(default)]
    pub scope: Vec<String>,
    /// What else is to be said, in a sentence.
    pub remark: Option<String>,
}

/// Whether something is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PreconditionStatus {
    /// It is there.
    Done,
    /// It is still awaited.
    Open,
}

/// Wording of the statement of work beyond the catalog's.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// What is taken for granted, a sentence each.
    #[serde(default)]
    pub assumptions: Vec<String>,
    /// What does not belong to it, a sentence each.
    #[serde(default)]
    pub exclusions: Vec<String>,
    /// How changes are agreed; the catalog's wording when absent.
    pub change_procedure: Option<String>,
    /// Days the customer has to review a deliverable; 5 when absent.
    pub review_days: Option<u32>,
    /// Who receives documents, by name or role; the customer's owner when absent.
    #[serde(default)]
    pub recipients: Vec<String>,
}

/// A row of the responsibility matrix.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResponsibilityRow {
    /// The process or phase.
    pub process: String,
    /// What is done in it.
    pub content: String,
    /// The provider's part: `R` (responsible), `S` (supports) or nothing.
    pub provider: String,
    /// The customer's part: `R` (responsible), `S` (supports) or nothing.
    pub customer: String,
}
