//! `engagement.yaml`: who bought what, for when. Only the customer's name, the project's name and
//! the services are required; everything else is asked for when a document needs it.

mod acceptance;
mod contract;
mod inventory;
mod line;
mod party;
mod plan;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

pub use acceptance::{Acceptance, AcceptanceException, AcceptanceMethod, AcceptanceResult, Criterion, CriterionResult};
pub use contract::{
    Contract, Delivery, Precondition, PreconditionStatus, Prerequisites, Renewal, ResponsibilityRow, Site, Terms,
};
pub use inventory::{Application, BusinessService, Fact, FactKind, Inventory, NamedScenario, Tier};
pub use line::{
    Agreed, Cover, DailyBasis, Evidence, LineMilestone, LineStatus, Mode, ModelAccess, MonthBasis, Scope, ServiceLine,
    StageDates,
};
pub use party::{Calendar, Customer, DayOfWeek, OwnerTerm, Person, Profile, Provider, SizeClass};
pub use plan::{Confirmation, Escalation, Input, Meeting, Plan, PlanRisk, ServiceLevel, Shift};

/// The contract side of one engagement.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Engagement {
    /// Short id in document ids and paths; the folder's name when absent.
    pub id: Option<Spanned<String>>,
    /// The date the build speaks for; `--as-of` wins over it.
    #[serde(skip_serializing)]
    pub as_of: Option<Spanned<Day>>,
    /// How far the engagement has come: the further, the more is asked for.
    #[serde(default)]
    pub stage: Stage,
    /// The catalog it was written for.
    pub catalog: Option<CatalogEdition>,
    /// Who buys.
    pub customer: Customer,
    /// Who delivers; `sowright.yaml` names the one for all engagements.
    pub provider: Option<Provider>,
    /// What it is about.
    pub project: Project,
    /// The purchased services, one line each.
    pub services: Vec<Spanned<ServiceLine>>,
    /// Contracts, from which service lines take their term.
    #[serde(default)]
    pub contracts: Vec<Spanned<Contract>>,
    /// Where the work is done.
    #[serde(default)]
    pub delivery: Delivery,
    /// What the customer provides before work starts.
    #[serde(default)]
    pub prerequisites: Prerequisites,
    /// What the services work on.
    #[serde(default)]
    pub inventory: Inventory,
    /// The service plan: meetings, escalation, service levels.
    #[serde(default)]
    pub plan: Plan,
    /// Wording of the statement of work beyond the catalog's.
    #[serde(default)]
    pub terms: Terms,
    /// Rows that replace the catalog's responsibility matrix.
    #[serde(default)]
    pub responsibilities: Vec<Spanned<ResponsibilityRow>>,
    /// What was accepted, by service line.
    #[serde(default)]
    pub acceptance: Vec<Acceptance>,
    /// What every page says about the document.
    #[serde(default)]
    pub document_control: DocumentControl,
    /// Rules that both parties agreed to set aside; printed in the statement of work.
    #[serde(default)]
    pub waivers: Vec<Spanned<Waiver>>,
}

/// Which edition of which catalog an engagement was written for.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogEdition {
    /// Id of the catalog.
    pub id: Option<String>,
    /// As the catalog states it, for instance `2025-02-20`.
    pub edition: Spanned<String>,
}

/// A rule set aside by agreement: what breaks it weighs one step less until the day given.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Code of the rule, for instance `ELG-03`.
    #[schemars(extend("x-known" = "rule"))]
    pub rule: Spanned<String>,
    /// Key of the service line it is for; the whole engagement when absent.
    pub line: Option<Spanned<String>>,
    /// Why the rule is set aside, in a sentence.
    pub reason: String,
    /// Who approved it, by name.
    pub approved_by: String,
    /// The day of the approval.
    pub approved_on: Option<Day>,
    /// The last day on which it holds.
    pub until: Spanned<Day>,
}

/// How far the engagement has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It is being written.
    #[default]
    Draft,
    /// It is agreed, and work has not begun.
    Planned,
    /// Work is going on.
    Running,
    /// Work is done, acceptance is going on.
    Closing,
    /// All is accepted.
    Closed,
}

/// What the engagement is about.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Without the word Project: titles add it.
    pub name: Spanned<String>,
    /// What it is to achieve, in a sentence.
    pub objective: Option<String>,
    /// How success is measured.
    #[serde(default)]
    pub measures: Vec<Measure>,
}

/// How success is measured.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// What is measured.
    pub name: String,
    /// How it is measured.
    pub definition: Option<String>,
    /// The unit of the figures, for instance `%`, `minutes` or `GB`.
    pub unit: Option<String>,
    /// The value before.
    pub baseline: Option<f64>,
    /// The value to reach.
    pub target: Option<f64>,
    /// What was reached, once known.
    pub value: Option<f64>,
}

/// What every page says about the document.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentControl {
    /// First part of document ids; the engagement's id when absent.
    pub prefix: Option<String>,
    /// Who may read it, for instance `Confidential`.
    pub classification: Option<String>,
    /// Who writes the documents, by name.
    pub author: Option<String>,
    /// Who reviews them, by name.
    pub reviewer: Option<String>,
    /// Who approves them, by name.
    pub approver: Option<String>,
    /// Who receives them, by name or role.
    #[serde(default)]
    pub distribution: Vec<String>,
    /// How long they are kept, for instance `5 years`.
    pub retention: Option<String>,
}
