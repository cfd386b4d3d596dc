//! Process specifications, regulations, guides and standard operating procedures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::DataTable;
use super::design::RaciRow;

/// One process. A design of several processes has one record for each.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcessSpec {
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Which document of the line it belongs to (`params.subject`).
    pub subject: Option<Spanned<String>>,
    /// Which of several documents on the subject (`params.kind`); all when absent.
    pub kind: Option<Spanned<String>>,
    /// Id of the application, business service or scenario it is about.
    pub about: Option<Spanned<String>>,
    /// A short name, unique among its kind.
    pub id: Spanned<String>,
    /// Which of the processes that the catalog lists for the document it is.
    pub covers: Option<Spanned<String>>,
    /// The name as printed.
    pub name: String,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
    /// The day from which it holds.
    pub effective_on: Option<Day>,
    /// The day on which it is looked at again.
    pub review_on: Option<Day>,
    /// What it is for, in a sentence.
    pub purpose: Option<String>,
    /// Where it holds, in a sentence.
    pub scope: Option<String>,
    /// The gist in a few sentences, for readers who read nothing else.
    pub summary: Option<String>,
    /// Terms with their meaning.
    #[serde(default)]
    pub terms: Vec<Term>,
    /// Roles with their duty.
    #[serde(default)]
    pub roles: Vec<ProcessRole>,
    /// What must hold before the first step.
    #[serde(default)]
    pub preconditions: Vec<String>,
    /// The steps in their order.
    #[serde(default)]
    pub steps: Vec<ProcessStep>,
    /// Who is responsible, accountable, consulted and informed, an activity each.
    #[serde(default)]
    pub raci: Vec<RaciRow>,
    /// Rules that are kept.
    #[serde(default)]
    pub rules: Vec<ProcessRule>,
    /// Scales with their levels.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// Other processes that it gives to and takes from.
    #[serde(default)]
    pub interfaces: Vec<Interface>,
    /// Records and forms that it keeps.
    #[serde(default)]
    pub forms: Vec<Form>,
    /// Figures by which it is measured.
    #[serde(default)]
    pub kpis: Vec<Kpi>,
    /// When the process may be left, and who allows it.
    #[serde(default)]
    pub exceptions: Vec<String>,
    /// Its revisions, oldest first.
    #[serde(default)]
    pub history: Vec<Revision>,
    /// Further tables, for what no other key holds.
    #[serde(default)]
    pub tables: Vec<DataTable>,
}

/// A term with its meaning.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The term.
    pub term: String,
    /// What it means.
    pub text: String,
}

/// A role of a process.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcessRole {
    /// The name as printed.
    pub name: String,
    /// What it does, in a sentence.
    pub duty: String,
}

/// A step of a process.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcessStep {
    /// Number of the step, from 1.
    pub no: u32,
    /// The step, in a few words.
    pub name: String,
    /// Who does it.
    pub role: String,
    /// What it needs.
    pub input: Option<String>,
    /// What is done, in a sentence or two.
    pub action: Option<String>,
    /// What comes out of it.
    pub output: Option<String>,
    /// The tool it is done with.
    pub tool: Option<String>,
    /// Time limit, in words.
    pub limit: Option<String>,
    /// What is controlled here.
    pub control: Option<String>,
    /// Numbers of the steps that may follow; the next one when empty.
    #[serde(default)]
    pub next: Vec<u32>,
    /// The command of a procedure, verbatim.
    pub command: Option<String>,
    /// What is to be seen when it went well.
    pub expected: Option<String>,
    /// When to stop.
    pub stop: Option<String>,
    /// How to undo it.
    pub rollback: Option<String>,
    /// How long it takes, in minutes.
    pub minutes: Option<f64>,
    /// Whether a second person checks before it is done.
    #[serde(default)]
    pub four_eyes: bool,
}

/// A rule of a process.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcessRule {
    /// A short name, unique among its kind.
    pub id: String,
    /// `must`, `should` or `may`.
    pub level: Obligation,
    /// The rule, in a sentence.
    pub text: String,
    /// How one sees that it is kept.
    pub check: Option<String>,
}

/// How binding it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Obligation {
    /// It has to be.
    Must,
    /// It has to be, unless there is a reason.
    Should,
    /// It is allowed.
    May,
    /// It would be good.
    Could,
}

/// One level of a scale: a severity, a priority, a class of changes or risks.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Name of the scale.
    pub scale: String,
    /// Name of the level.
    pub level: String,
    /// What it means.
    pub meaning: String,
    /// What follows from it: times, approvals.
    pub consequence: Option<String>,
}

/// Another process beside this one.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interface {
    /// Name of the other process.
    pub with: String,
    /// What this process gives to it.
    pub gives: Option<String>,
    /// What this process takes from it.
    pub takes: Option<String>,
}

/// A record or form that is kept.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The name as printed.
    pub name: String,
    /// What stands in it.
    pub holds: String,
    /// How long and where it is kept.
    pub kept: Option<String>,
}

/// A figure by which a process is measured.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Kpi {
    /// The name as printed.
    pub name: String,
    /// How it is computed.
    pub definition: String,
    /// The unit of the figures, for instance `%`, `minutes` or `GB`.
    pub unit: Option<String>,
    /// The value to reach.
    pub target: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// How often it is taken.
    pub rhythm: Option<String>,
}

/// A revision of a document.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// The version, for instance `1.0`.
    pub version: String,
    /// The day of the revision.
    pub on: Day,
    /// Who made it, by name.
    pub author: Option<String>,
    /// What changed, in a sentence.
    pub text: String,
}
