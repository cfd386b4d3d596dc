//! What the services work on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

/// What the services work on.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inventory {
    /// The number of instances in operation, by which some services are sized, for instance `20`.
    pub instances: Option<u32>,
    /// The day the figures or the document are of.
    pub dated: Option<Day>,
    /// Since when the platform has been hosted by O&M services, where it is hosted already.
    pub hosted_since: Option<Spanned<Day>>,
    /// What the customer has told about its systems, and when.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// Applications; some documents are made for each.
    #[serde(default)]
    pub applications: Vec<Application>,
    /// Business services; some documents are made for each.
    #[serde(default)]
    pub business_services: Vec<BusinessService>,
    /// Changes, faults or situations that a service works on.
    #[serde(default)]
    pub scenarios: Vec<NamedScenario>,
    /// O&M tools in use, by name.
    #[serde(default)]
    pub tools: Vec<String>,
}

/// Information about the systems that the customer has given.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// `architecture`, `deployment`, `quantity` or `performance`.
    pub of: FactKind,
    /// The day the information is of.
    pub dated: Day,
    /// Ids of inventory applications that it is about; all of them when absent.
    #[serde(default)]
    pub applications: Vec<Spanned<String>>,
    /// The document it stands in.
    pub reference: Option<String>,
}

/// What the customer tells about its systems before work starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// How the applications are built, and what they depend on.
    Architecture,
    /// Where and how they are deployed.
    Deployment,
    /// The amount of resources they use.
    Quantity,
    /// Their load and response.
    Performance,
}

/// An application of the customer.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// Short name, which scopes and records use, for instance `his`.
    pub id: Spanned<String>,
    /// The name as printed.
    pub name: String,
    /// Who answers for it on the customer's side.
    pub owner: Option<String>,
    /// `critical`, `high`, `medium` or `low`.
    pub tier: Option<Tier>,
    /// Whether it is a core application of the business.
    #[serde(default)]
    pub core: bool,
    /// Agreed availability in percent.
    pub slo: Option<f64>,
    /// The day of open beta or commercial use.
    pub go_live: Option<Day>,
    /// Belongs to a third party, whose applications the services do not cover.
    #[serde(default)]
    pub third_party: bool,
    /// Whether it runs on the platform that the services are for; taken as true when absent.
    pub on_platform: Option<bool>,
    /// The number of instances, for instance `20`.
    pub instances: Option<u32>,
}

/// How much the business depends on an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// The business stands still without it.
    Critical,
    /// Its failure is felt at once.
    High,
    /// Its failure can be borne for some hours.
    Medium,
    /// Its failure can be borne for days.
    Low,
}

/// A service that the customer offers to its own users.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BusinessService {
    /// Short name, which scopes and records use.
    pub id: Spanned<String>,
    /// The name as printed.
    pub name: String,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
}

/// A change, fault or situation with a name of its own.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedScenario {
    /// Short name, which scopes use.
    pub id: Spanned<String>,
    /// The name as printed.
    pub name: String,
}
