//! What the services work on.

use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

/// What the services work on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inventory {
    pub instances: Option<u32>,
    pub dated: Option<Day>,
    #[serde(default)]
    pub applications: Vec<Application>,
    #[serde(default)]
    pub business_services: Vec<BusinessService>,
    /// Changes, faults or situations that a service works on.
    #[serde(default)]
    pub scenarios: Vec<NamedScenario>,
    #[serde(default)]
    pub tools: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    pub id: Spanned<String>,
    pub name: String,
    pub owner: Option<String>,
    /// `critical`, `high`, `medium` or `low`.
    pub tier: Option<Tier>,
    #[serde(default)]
    pub core: bool,
    /// Agreed availability in percent.
    pub slo: Option<f64>,
    pub go_live: Option<Day>,
    /// Belongs to a third party, whose applications the services do not cover.
    #[serde(default)]
    pub third_party: bool,
    /// Whether it runs on the platform that the services are for; taken as true when absent.
    pub on_platform: Option<bool>,
    pub instances: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    Critical,
    High,
    Medium,
    Low,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BusinessService {
    pub id: Spanned<String>,
    pub name: String,
    pub owner: Option<String>,
}

/// A change, fault or situation with a name of its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedScenario {
    pub id: Spanned<String>,
    pub name: String,
}
