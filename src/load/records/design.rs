//! Plans and designs: target picture, decisions, measures and roadmap, with the parts that only
//! some subjects have (indicators, organization, control points, capabilities).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::{DataTable, Milestone, Risk, SolutionOption, Target};

/// One plan or design.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Design {
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Which design of the line it is, where a line has several (`params.subject`).
    pub subject: Option<Spanned<String>>,
    /// Id of the application, business service or scenario it is about.
    pub about: Option<Spanned<String>>,
    /// The gist in a few sentences, for readers who read nothing else.
    pub summary: Option<String>,
    /// What the customer is asked to decide.
    pub decision: Option<String>,
    /// Reports, requirements and constraints it works from.
    #[serde(default)]
    pub inputs: Vec<DesignInput>,
    /// What cannot be changed, a sentence each.
    #[serde(default)]
    pub constraints: Vec<String>,
    /// What guides the design, a sentence each.
    #[serde(default)]
    pub principles: Vec<String>,
    /// Figures to reach.
    #[serde(default)]
    pub objectives: Vec<Target>,
    /// The state to reach, in a paragraph.
    pub target_picture: Option<String>,
    /// Ways that were weighed, of which one is chosen.
    #[serde(default)]
    pub options: Vec<SolutionOption>,
    /// What was decided or is to be decided, one entry each.
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// Parts of the target picture.
    #[serde(default)]
    pub building_blocks: Vec<BuildingBlock>,
    /// What is done to get there.
    #[serde(default)]
    pub measures: Vec<Measure>,
    /// Milestones on the way, in order of time.
    #[serde(default)]
    pub roadmap: Vec<Milestone>,
    /// What is gained, in figures.
    #[serde(default)]
    pub benefits: Vec<Target>,
    /// What may go wrong, one entry each.
    #[serde(default)]
    pub risks: Vec<Risk>,
    /// How one sees that it was reached, a sentence each.
    #[serde(default)]
    pub criteria: Vec<String>,
    /// The indicator dictionary.
    #[serde(default)]
    pub indicators: Vec<Indicator>,
    /// The units of an organization.
    #[serde(default)]
    pub units: Vec<OrganizationUnit>,
    /// Roles with duties, skills and headcount.
    #[serde(default)]
    pub roles: Vec<RoleCard>,
    /// Who is responsible (R), accountable (A), consulted (C), informed (I) for each activity.
    #[serde(default)]
    pub raci: Vec<RaciRow>,
    /// Where risk is controlled on the way of a change.
    #[serde(default)]
    pub control_points: Vec<ControlPoint>,
    /// What tools or teams can do, before and after.
    #[serde(default)]
    pub capabilities: Vec<Capability>,
    /// What a selection weighs, and how each candidate scores.
    #[serde(default)]
    pub weights: Vec<Weight>,
    /// What was scored, one entry each.
    #[serde(default)]
    pub candidates: Vec<Candidate>,
    /// Which systems exchange which data.
    #[serde(default)]
    pub integrations: Vec<Integration>,
    /// Further tables of the subject.
    #[serde(default)]
    pub tables: Vec<DataTable>,
}

/// A document that the design works from.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DesignInput {
    /// Title of the document.
    pub title: String,
    /// Document id or other reference.
    pub reference: Option<String>,
    /// The version, for instance `1.0`.
    pub version: Option<String>,
    /// The day the figures or the document are of.
    pub dated: Option<Day>,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: Option<String>,
    /// What it contributes.
    pub text: Option<String>,
}

/// A decision of the design.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// A short name, unique among its kind.
    pub id: String,
    /// What was to be decided.
    pub question: String,
    /// What there was to choose from.
    #[serde(default)]
    pub options: Vec<String>,
    /// What was chosen.
    pub choice: String,
    /// Why.
    pub reason: String,
    /// Who decided, by name.
    pub decided_by: Option<String>,
    /// The day of the decision.
    pub decided_on: Option<Day>,
}

/// A part of the target picture.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BuildingBlock {
    /// A short name, unique among its kind.
    pub id: String,
    /// The name as printed.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// The layer or group it belongs to.
    pub group: Option<String>,
    /// `new`, `change` or `keep`.
    pub state: String,
    /// Ids of the blocks it rests on.
    #[serde(default)]
    pub needs: Vec<String>,
}

/// A measure that closes a gap.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// A short name, unique among its kind.
    pub id: String,
    /// What is done, in a sentence.
    pub text: String,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
    /// `S`, `M` or `L`.
    pub effort: Option<String>,
    /// `S`, `M` or `L`.
    pub impact: Option<String>,
    /// Wave of the roadmap, from 1.
    pub wave: Option<u32>,
    /// The day by which it is to be done.
    pub due_on: Option<Day>,
}

/// An indicator of the dictionary.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// A short name, unique among its kind.
    pub id: String,
    /// The name as printed.
    pub name: String,
    /// The layer it belongs to: `business`, `service`, `application`, `platform` and the like.
    pub layer: String,
    /// Id of the indicator it explains.
    pub parent: Option<String>,
    /// How it is computed.
    pub formula: String,
    /// The unit of the figures, for instance `%`, `minutes` or `GB`.
    pub unit: Option<String>,
    /// Where the data come from.
    pub source: Option<String>,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
    /// How often it is taken.
    pub rhythm: Option<String>,
    /// The bound, for instance `over 5 %`.
    pub threshold: Option<String>,
    /// How its quality is checked.
    pub quality: Option<String>,
    /// `new`, `change`, `keep` or `retire`.
    pub state: Option<String>,
}

/// A unit of an organization.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganizationUnit {
    /// A short name, unique among its kind.
    pub id: String,
    /// The name as printed.
    pub name: String,
    /// Id of the unit above.
    pub parent: Option<String>,
    /// What it is for, in a sentence.
    pub mission: Option<String>,
    /// People in it today.
    pub headcount_before: Option<u32>,
    /// People in it afterwards.
    pub headcount_after: Option<u32>,
}

/// A role with its duties.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleCard {
    /// A short name, unique among its kind.
    pub id: String,
    /// The name as printed.
    pub name: String,
    /// Id of its unit.
    pub unit: Option<String>,
    /// What the role does, a sentence each.
    #[serde(default)]
    pub duties: Vec<String>,
    /// What it must know.
    #[serde(default)]
    pub skills: Vec<String>,
    /// People who hold it.
    pub headcount: Option<u32>,
}

/// Who does what in an activity.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RaciRow {
    /// The activity.
    pub activity: String,
    /// Roles that do it.
    #[serde(default)]
    pub responsible: Vec<String>,
    /// The role that answers for it.
    pub accountable: Option<String>,
    /// Roles that are asked before.
    #[serde(default)]
    pub consulted: Vec<String>,
    /// Roles that are told after.
    #[serde(default)]
    pub informed: Vec<String>,
}

/// A place at which risk is controlled.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ControlPoint {
    /// A short name, unique among its kind.
    pub id: String,
    /// `plan`, `review`, `execute` or `verify`.
    pub phase: String,
    /// What the control rests on: `solution`, `process`, `permission`, `people`, `tool` and the like.
    pub dimension: String,
    /// What may go wrong there.
    pub risk: String,
    /// What keeps it from going wrong.
    pub control: String,
    /// How one sees that it was kept.
    pub check: Option<String>,
    /// The tool it is done with.
    pub tool: Option<String>,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
    /// How far it is: planned, in use.
    pub state: Option<String>,
}

/// What a tool or a team can do.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Capability {
    /// The capability, in a few words.
    pub name: String,
    /// The heading it stands under.
    pub group: String,
    /// Level from 1 to 5; not rated when absent.
    pub before: Option<u32>,
    /// The level to reach, 1 to 5.
    pub after: Option<u32>,
    /// `make`, `buy` or `keep`.
    pub choice: Option<String>,
    /// What else is to be said, in a sentence.
    pub remark: Option<String>,
}

/// A criterion with its weight.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    /// What is weighed.
    pub criterion: String,
    /// How much it counts, for instance `30`.
    pub weight: f64,
}

/// A candidate with its scores.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The name as printed.
    pub name: String,
    /// One score for each criterion, in their order.
    pub scores: Vec<f64>,
    /// Whether it is the one chosen.
    #[serde(default)]
    pub chosen: bool,
    /// What else is to be said, in a sentence.
    pub remark: Option<String>,
}

/// An exchange of data between two systems.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Integration {
    /// The system that gives.
    pub from: String,
    /// The system that takes.
    pub to: String,
    /// What is exchanged.
    pub data: String,
    /// How: interface, file, queue.
    pub way: Option<String>,
    /// How often, for instance `hourly`.
    pub rhythm: Option<String>,
}
