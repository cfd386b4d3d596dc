//! Assessments and the surveys they rest on.

use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::{Finding, Milestone};

/// An assessment: dimensions with levels from 1 to 5, findings and recommendations.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    pub service: Spanned<String>,
    /// Which document of the line it belongs to (`params.subject`).
    pub subject: Option<Spanned<String>>,
    /// Id of the application, business service or scenario it is about.
    pub about: Option<Spanned<String>>,
    pub summary: Option<String>,
    pub method: Option<String>,
    #[serde(default)]
    pub strengths: Vec<String>,
    #[serde(default)]
    pub weaknesses: Vec<String>,
    #[serde(default)]
    pub first_steps: Vec<String>,
    #[serde(default)]
    pub interviews: Vec<Interview>,
    #[serde(default)]
    pub documents: Vec<String>,
    #[serde(default)]
    pub dimensions: Vec<Dimension>,
    #[serde(default)]
    pub findings: Vec<Finding>,
    #[serde(default)]
    pub recommendations: Vec<Recommendation>,
    #[serde(default)]
    pub roadmap: Vec<Milestone>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interview {
    pub date: Day,
    pub role: String,
    pub topic: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    pub id: String,
    pub name: String,
    /// 1 to 5; not rated when absent.
    pub current: Option<u32>,
    pub target: Option<u32>,
    pub as_is: Option<String>,
    #[serde(default)]
    pub evidence: Vec<String>,
    pub comment: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    pub id: String,
    pub text: String,
    /// Ids of findings.
    #[serde(default)]
    pub addresses: Vec<String>,
    pub effort: Option<String>,
    pub impact: Option<String>,
    /// `quick win`, `foundation` or `strategic`.
    pub horizon: Option<String>,
    pub owner: Option<String>,
}
