//! Plans and designs: target picture, decisions, measures and roadmap, with the parts that only
//! some subjects have (indicators, organization, control points, capabilities).

use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::{DataTable, Milestone, Risk, SolutionOption, Target};

/// One plan or design.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Design {
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Which design of the line it is, where a line has several (`params.subject`).
    pub subject: Option<Spanned<String>>,
    /// Id of the application, business service or scenario it is about.
    pub about: Option<Spanned<String>>,
    pub summary: Option<String>,
    /// What the customer is asked to decide.
    pub decision: Option<String>,
    /// Reports, requirements and constraints it works from.
    #[serde(default)]
    pub inputs: Vec<DesignInput>,
    #[serde(default)]
    pub constraints: Vec<String>,
    #[serde(default)]
    pub principles: Vec<String>,
    #[serde(default)]
    pub objectives: Vec<Target>,
    /// The state to reach, in a paragraph.
    pub target_picture: Option<String>,
    #[serde(default)]
    pub options: Vec<SolutionOption>,
    #[serde(default)]
    pub decisions: Vec<Decision>,
    #[serde(default)]
    pub building_blocks: Vec<BuildingBlock>,
    #[serde(default)]
    pub measures: Vec<Measure>,
    #[serde(default)]
    pub roadmap: Vec<Milestone>,
    #[serde(default)]
    pub benefits: Vec<Target>,
    #[serde(default)]
    pub risks: Vec<Risk>,
    #[serde(default)]
    pub criteria: Vec<String>,
    /// The indicator dictionary.
    #[serde(default)]
    pub indicators: Vec<Indicator>,
    /// The units of an organization.
    #[serde(default)]
    pub units: Vec<OrganizationUnit>,
    #[serde(default)]
    pub roles: Vec<RoleCard>,
    /// Who is responsible (R), accountable (A), consulted (C), informed (I) for each activity.
    #[serde(default)]
    pub raci: Vec<RaciRow>,
    /// Where risk is controlled on the way of a change.
    #[serde(default)]
    pub control_points: Vec<ControlPoint>,
    #[serde(default)]
    pub capabilities: Vec<Capability>,
    /// What a selection weighs, and how each candidate scores.
    #[serde(default)]
    pub weights: Vec<Weight>,
    #[serde(default)]
    pub candidates: Vec<Candidate>,
    #[serde(default)]
    pub integrations: Vec<Integration>,
    /// Further tables of the subject.
    #[serde(default)]
    pub tables: Vec<DataTable>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignInput {
    pub title: String,
    /// Document id or other reference.
    pub reference: Option<String>,
    pub version: Option<String>,
    pub dated: Option<Day>,
    pub sha256: Option<String>,
    /// What it contributes.
    pub text: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    pub id: String,
    pub question: String,
    #[serde(default)]
    pub options: Vec<String>,
    pub choice: String,
    pub reason: String,
    pub decided_by: Option<String>,
    pub decided_on: Option<Day>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuildingBlock {
    pub id: String,
    pub name: String,
    pub purpose: String,
    pub group: Option<String>,
    /// `new`, `change` or `keep`.
    pub state: String,
    /// Ids of the blocks it rests on.
    #[serde(default)]
    pub needs: Vec<String>,
}

/// A measure that closes a gap.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    pub id: String,
    pub text: String,
    pub owner: Option<String>,
    /// `S`, `M` or `L`.
    pub effort: Option<String>,
    /// `S`, `M` or `L`.
    pub impact: Option<String>,
    /// Wave of the roadmap, from 1.
    pub wave: Option<u32>,
    pub due_on: Option<Day>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    pub id: String,
    pub name: String,
    /// `business`, `service`, `application`, `platform` …
    pub layer: String,
    /// Id of the indicator it explains.
    pub parent: Option<String>,
    pub formula: String,
    pub unit: Option<String>,
    pub source: Option<String>,
    pub owner: Option<String>,
    /// How often it is taken.
    pub rhythm: Option<String>,
    pub threshold: Option<String>,
    /// How its quality is checked.
    pub quality: Option<String>,
    /// `new`, `change`, `keep` or `retire`.
    pub state: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganizationUnit {
    pub id: String,
    pub name: String,
    /// Id of the unit above.
    pub parent: Option<String>,
    pub mission: Option<String>,
    pub headcount_before: Option<u32>,
    pub headcount_after: Option<u32>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleCard {
    pub id: String,
    pub name: String,
    /// Id of its unit.
    pub unit: Option<String>,
    #[serde(default)]
    pub duties: Vec<String>,
    #[serde(default)]
    pub skills: Vec<String>,
    pub headcount: Option<u32>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RaciRow {
    pub activity: String,
    #[serde(default)]
    pub responsible: Vec<String>,
    pub accountable: Option<String>,
    #[serde(default)]
    pub consulted: Vec<String>,
    #[serde(default)]
    pub informed: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlPoint {
    pub id: String,
    /// `plan`, `review`, `execute` or `verify`.
    pub phase: String,
    /// `solution`, `process`, `permission`, `people`, `tool` …
    pub dimension: String,
    pub risk: String,
    pub control: String,
    /// How one sees that it was kept.
    pub check: Option<String>,
    pub tool: Option<String>,
    pub owner: Option<String>,
    pub state: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capability {
    pub name: String,
    pub group: String,
    /// Level from 1 to 5; not rated when absent.
    pub before: Option<u32>,
    pub after: Option<u32>,
    /// `make`, `buy` or `keep`.
    pub choice: Option<String>,
    pub remark: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    pub criterion: String,
    pub weight: f64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    pub name: String,
    /// One score for each criterion, in their order.
    pub scores: Vec<f64>,
    #[serde(default)]
    pub chosen: bool,
    pub remark: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Integration {
    pub from: String,
    pub to: String,
    pub data: String,
    pub way: Option<String>,
    pub rhythm: Option<String>,
}
