//! Inspections: objects, checks and findings.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::load::values::{Day, Severity};
use crate::source::Spanned;

use super::Record;

/// One inspection: objects, checks and what they found.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    pub id: Spanned<String>,
    pub service: Spanned<String>,
    pub title: Option<String>,
    pub start: Spanned<Day>,
    pub end: Spanned<Day>,
    pub lead: Option<String>,
    pub summary: Option<String>,
    /// Id of the inspection before.
    pub previous: Option<Spanned<String>>,
    #[serde(default)]
    pub objects: Vec<InspectedObject>,
    #[serde(default)]
    pub not_checked: Vec<NotChecked>,
    #[serde(default)]
    pub checks: Vec<Check>,
    #[serde(default)]
    pub findings: Vec<Finding>,
    #[serde(default)]
    pub decisions: Vec<String>,
}

impl Record for Inspection {
    fn days(&self, _: &TimeZone) -> Option<(Date, Option<Date>)> {
        Some((self.start.0, Some(self.end.0)))
    }
    fn line(&self) -> Option<&Spanned<String>> {
        Some(&self.service)
    }
    fn id(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectedObject {
    pub id: String,
    pub layer: String,
    pub kind: String,
    pub version: Option<String>,
    pub zone: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotChecked {
    pub object: String,
    pub reason: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    pub id: String,
    pub layer: String,
    pub area: String,
    pub text: String,
    /// Weight in the health score; 1 when absent.
    pub weight: Option<f64>,
    pub result: CheckResult,
    pub note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckResult {
    Pass,
    Partial,
    Fail,
    Na,
    NotChecked,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    pub id: Spanned<String>,
    pub layer: Option<String>,
    pub object: Option<String>,
    pub title: String,
    pub severity: Severity,
    /// What was seen.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// What may happen.
    pub risk: Option<String>,
    pub recommendation: Option<String>,
    /// `config`, `capacity`, `security`, `resilience`, `reconstruction`, `process`.
    pub kind: Option<String>,
    /// `S`, `M` or `L`.
    pub effort: Option<String>,
    pub owner: Option<String>,
    pub due_on: Option<Day>,
    #[serde(default)]
    pub status: FindingStatus,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingStatus {
    #[default]
    Open,
    Accepted,
    Fixed,
    Verified,
}
