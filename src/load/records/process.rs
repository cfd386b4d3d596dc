//! Process specifications, regulations, guides and standard operating procedures.

use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::DataTable;
use super::design::RaciRow;

/// One process. A design of several processes has one record for each.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
    pub id: Spanned<String>,
    pub name: String,
    pub owner: Option<String>,
    pub effective_on: Option<Day>,
    pub review_on: Option<Day>,
    pub purpose: Option<String>,
    pub scope: Option<String>,
    pub summary: Option<String>,
    #[serde(default)]
    pub terms: Vec<Term>,
    #[serde(default)]
    pub roles: Vec<ProcessRole>,
    /// What must hold before the first step.
    #[serde(default)]
    pub preconditions: Vec<String>,
    #[serde(default)]
    pub steps: Vec<ProcessStep>,
    #[serde(default)]
    pub raci: Vec<RaciRow>,
    #[serde(default)]
    pub rules: Vec<ProcessRule>,
    #[serde(default)]
    pub levels: Vec<Level>,
    #[serde(default)]
    pub interfaces: Vec<Interface>,
    #[serde(default)]
    pub forms: Vec<Form>,
    #[serde(default)]
    pub kpis: Vec<Kpi>,
    /// When the process may be left, and who allows it.
    #[serde(default)]
    pub exceptions: Vec<String>,
    #[serde(default)]
    pub history: Vec<Revision>,
    #[serde(default)]
    pub tables: Vec<DataTable>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    pub term: String,
    pub text: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcessRole {
    pub name: String,
    pub duty: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcessStep {
    pub no: u32,
    pub name: String,
    pub role: String,
    pub input: Option<String>,
    pub action: Option<String>,
    pub output: Option<String>,
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
    pub expected: Option<String>,
    /// When to stop.
    pub stop: Option<String>,
    pub rollback: Option<String>,
    pub minutes: Option<f64>,
    /// Whether a second person checks before it is done.
    #[serde(default)]
    pub four_eyes: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcessRule {
    pub id: String,
    /// `must`, `should` or `may`.
    pub level: Obligation,
    pub text: String,
    /// How one sees that it is kept.
    pub check: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obligation {
    Must,
    Should,
    May,
    Could,
}

/// One level of a scale: a severity, a priority, a class of changes or risks.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Name of the scale.
    pub scale: String,
    pub level: String,
    pub meaning: String,
    /// What follows from it: times, approvals.
    pub consequence: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interface {
    /// Name of the other process.
    pub with: String,
    pub gives: Option<String>,
    pub takes: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub name: String,
    pub holds: String,
    /// How long and where it is kept.
    pub kept: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kpi {
    pub name: String,
    pub definition: String,
    pub unit: Option<String>,
    pub target: Option<String>,
    pub source: Option<String>,
    pub rhythm: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    pub version: String,
    pub on: Day,
    pub author: Option<String>,
    pub text: String,
}
