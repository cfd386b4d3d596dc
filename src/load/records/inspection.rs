//! Inspections: objects, checks and findings.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::{Day, Severity};
use crate::source::Spanned;

use super::Record;

/// One inspection: objects, checks and what they found.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    /// Short name, which requests and later inspections name.
    pub id: Spanned<String>,
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Title of the inspection.
    pub title: Option<String>,
    /// Its first day.
    pub start: Spanned<Day>,
    /// Its last day.
    pub end: Spanned<Day>,
    /// Who led it, by name.
    pub lead: Option<String>,
    /// The gist in a few sentences, for readers who read nothing else.
    pub summary: Option<String>,
    /// Id of the inspection before.
    pub previous: Option<Spanned<String>>,
    /// What was inspected.
    #[serde(default)]
    pub objects: Vec<InspectedObject>,
    /// What was left out, and why.
    #[serde(default)]
    pub not_checked: Vec<NotChecked>,
    /// What was checked, one entry each.
    #[serde(default)]
    pub checks: Vec<Check>,
    /// What was found, one entry each.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// What the customer is asked to decide, a sentence each.
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

/// Something that was inspected.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectedObject {
    /// A short name, unique among its kind.
    pub id: String,
    /// The layer it belongs to, for instance `database`.
    pub layer: String,
    /// What sort of thing it is.
    pub kind: String,
    /// The version, for instance `1.0`.
    pub version: Option<String>,
    /// Availability zone or place.
    pub zone: Option<String>,
}

/// Something that was left out.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotChecked {
    /// What was left out.
    pub object: String,
    /// Why.
    pub reason: String,
}

/// A check of an inspection.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// A short name, unique among its kind.
    pub id: String,
    /// The layer it belongs to, for instance `database`.
    pub layer: String,
    /// The heading it stands under.
    pub area: String,
    /// What it is, in a sentence.
    pub text: String,
    /// Weight in the health score; 1 when absent.
    pub weight: Option<f64>,
    /// What came out.
    pub result: CheckResult,
    /// What else is to be said, in a sentence.
    pub note: Option<String>,
}

/// What came out of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckResult {
    /// All is well.
    Pass,
    /// Not all is well.
    Partial,
    /// It is not well.
    Fail,
    /// It does not apply.
    Na,
    /// It was not looked at.
    NotChecked,
}

/// Something that was found.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// A short name, unique among its kind.
    pub id: Spanned<String>,
    /// The layer it belongs to, for instance `database`.
    pub layer: Option<String>,
    /// What it was found at.
    pub object: Option<String>,
    /// The finding, in a few words.
    pub title: String,
    /// How grave it is.
    pub severity: Severity,
    /// What was seen.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// What may happen.
    pub risk: Option<String>,
    /// What to do about it.
    pub recommendation: Option<String>,
    /// `config`, `capacity`, `security`, `resilience`, `reconstruction`, `process`.
    pub kind: Option<String>,
    /// `S`, `M` or `L`.
    pub effort: Option<String>,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
    /// The day by which it is to be done.
    pub due_on: Option<Day>,
    /// What became of it.
    #[serde(default)]
    pub status: FindingStatus,
}

/// What became of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingStatus {
    /// Nothing yet.
    #[default]
    Open,
    /// The customer lives with it.
    Accepted,
    /// It was mended.
    Fixed,
    /// It was mended, and that was checked.
    Verified,
}
