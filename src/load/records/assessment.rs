//! Assessments and the surveys they rest on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::{Finding, Milestone};

/// An assessment: dimensions with levels from 1 to 5, findings and recommendations.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Which document of the line it belongs to (`params.subject`).
    pub subject: Option<Spanned<String>>,
    /// Id of the application, business service or scenario it is about.
    pub about: Option<Spanned<String>>,
    /// The gist in a few sentences, for readers who read nothing else.
    pub summary: Option<String>,
    /// How it was done: interviews, documents, measurements.
    pub method: Option<String>,
    /// What is good, a sentence each.
    #[serde(default)]
    pub strengths: Vec<String>,
    /// What is not, a sentence each.
    #[serde(default)]
    pub weaknesses: Vec<String>,
    /// What to begin with, a sentence each.
    #[serde(default)]
    pub first_steps: Vec<String>,
    /// Who was asked about what.
    #[serde(default)]
    pub interviews: Vec<Interview>,
    /// Documents that were read.
    #[serde(default)]
    pub documents: Vec<String>,
    /// What was rated, with its levels.
    #[serde(default)]
    pub dimensions: Vec<Dimension>,
    /// What was found, one entry each.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// What is recommended, one entry each.
    #[serde(default)]
    pub recommendations: Vec<Recommendation>,
    /// Milestones on the way, in order of time.
    #[serde(default)]
    pub roadmap: Vec<Milestone>,
}

/// An interview.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interview {
    /// The day it was held.
    pub date: Day,
    /// The role of the person asked.
    pub role: String,
    /// What it was about.
    pub topic: String,
}

/// What is rated, with its levels.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Short name of the dimension, which questions name.
    pub id: String,
    /// The name as printed.
    pub name: String,
    /// 1 to 5; not rated when absent.
    pub current: Option<u32>,
    /// The level to reach, 1 to 5.
    pub target: Option<u32>,
    /// What it is like today, in a sentence or two.
    pub as_is: Option<String>,
    /// What the rating rests on, a sentence each.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// What else is to be said, in a sentence.
    pub comment: Option<String>,
}

/// A recommendation.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    /// A short name, unique among its kind.
    pub id: String,
    /// What to do, in a sentence.
    pub text: String,
    /// Ids of findings.
    #[serde(default)]
    pub addresses: Vec<String>,
    /// `S`, `M` or `L`.
    pub effort: Option<String>,
    /// `S`, `M` or `L`.
    pub impact: Option<String>,
    /// `quick win`, `foundation` or `strategic`.
    pub horizon: Option<String>,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
}
