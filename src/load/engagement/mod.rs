//! `engagement.yaml`: who bought what, for when. Only the customer's name, the project's name and
//! the services are required; everything else is asked for when a document needs it.

mod acceptance;
mod contract;
mod inventory;
mod line;
mod party;
mod plan;

use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

pub use acceptance::{Acceptance, AcceptanceException, AcceptanceMethod, AcceptanceResult, Criterion, CriterionResult};
pub use contract::{
    Contract, Delivery, Precondition, PreconditionStatus, Prerequisites, Renewal, ResponsibilityRow, Site, Terms,
};
pub use inventory::{Application, BusinessService, Inventory, NamedScenario, Tier};
pub use line::{
    Agreed, Cover, DailyBasis, Evidence, LineMilestone, LineStatus, Mode, MonthBasis, Scope, ServiceLine, StageDates,
};
pub use party::{Calendar, Customer, DayOfWeek, OwnerTerm, Person, Profile, Provider, SizeClass};
pub use plan::{Confirmation, Escalation, Input, Meeting, Plan, PlanRisk, ServiceLevel};

/// The contract side of one engagement.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Engagement {
    /// Short id in document ids and paths; the folder's name when absent.
    pub id: Option<Spanned<String>>,
    /// The date the build speaks for; `--as-of` wins over it.
    #[serde(skip_serializing)]
    pub as_of: Option<Spanned<Day>>,
    #[serde(default)]
    pub stage: Stage,
    /// The catalog it was written for.
    pub catalog: Option<CatalogEdition>,
    pub customer: Customer,
    /// Who delivers; `sowright.yaml` names the one for all engagements.
    pub provider: Option<Provider>,
    pub project: Project,
    /// The purchased services, one line each.
    pub services: Vec<Spanned<ServiceLine>>,
    #[serde(default)]
    pub contracts: Vec<Spanned<Contract>>,
    #[serde(default)]
    pub delivery: Delivery,
    #[serde(default)]
    pub prerequisites: Prerequisites,
    #[serde(default)]
    pub inventory: Inventory,
    #[serde(default)]
    pub plan: Plan,
    #[serde(default)]
    pub terms: Terms,
    /// Rows that replace the catalog's responsibility matrix.
    #[serde(default)]
    pub responsibilities: Vec<Spanned<ResponsibilityRow>>,
    /// What was accepted, by service line.
    #[serde(default)]
    pub acceptance: Vec<Acceptance>,
    #[serde(default)]
    pub document_control: DocumentControl,
    /// Rules that both parties agreed to set aside; printed in the statement of work.
    #[serde(default)]
    pub waivers: Vec<Spanned<Waiver>>,
}

/// Which edition of which catalog an engagement was written for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogEdition {
    pub id: Option<String>,
    /// As the catalog states it, for instance `2025-02-20`.
    pub edition: Spanned<String>,
}

/// A rule set aside by agreement: what breaks it weighs one step less until the day given.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Code of the rule, for instance `ELG-03`.
    pub rule: Spanned<String>,
    /// Key of the service line it is for; the whole engagement when absent.
    pub line: Option<Spanned<String>>,
    pub reason: String,
    pub approved_by: String,
    pub approved_on: Option<Day>,
    /// The last day on which it holds.
    pub until: Spanned<Day>,
}

/// How far the engagement has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    #[default]
    Draft,
    Planned,
    Running,
    Closing,
    Closed,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Without the word Project: titles add it.
    pub name: Spanned<String>,
    pub objective: Option<String>,
    /// How success is measured.
    #[serde(default)]
    pub measures: Vec<Measure>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    pub name: String,
    pub definition: Option<String>,
    pub unit: Option<String>,
    pub baseline: Option<f64>,
    pub target: Option<f64>,
    /// What was reached, once known.
    pub value: Option<f64>,
}

/// What every page says about the document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentControl {
    /// First part of document ids; the engagement's id when absent.
    pub prefix: Option<String>,
    pub classification: Option<String>,
    pub author: Option<String>,
    pub reviewer: Option<String>,
    pub approver: Option<String>,
    #[serde(default)]
    pub distribution: Vec<String>,
    pub retention: Option<String>,
}
