//! Checklists, baselines and review forms, and the forms of a survey.

use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::process::Obligation;
use super::{Action, CheckResult};

/// A checklist, a baseline or a form. Without results it is a form to fill in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Which document of the line it belongs to (`params.subject`).
    pub subject: Option<Spanned<String>>,
    /// Id of the application, business service or scenario it is about.
    pub about: Option<Spanned<String>>,
    pub summary: Option<String>,
    /// When it is used.
    pub used: Option<String>,
    /// Who fills it in.
    pub used_by: Option<String>,
    pub owner: Option<String>,
    pub effective_on: Option<Day>,
    /// Share in percent of the items of each level that must pass.
    pub pass_must: Option<f64>,
    pub pass_should: Option<f64>,
    #[serde(default)]
    pub items: Vec<ChecklistItem>,
    #[serde(default)]
    pub baselines: Vec<Baseline>,
    #[serde(default)]
    pub exceptions: Vec<ChecklistException>,
    pub decision: Option<Verdict>,
    #[serde(default)]
    pub conditions: Vec<Action>,
    pub decided_by: Option<String>,
    pub decided_on: Option<Day>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistItem {
    pub id: String,
    pub area: String,
    pub text: String,
    pub level: Obligation,
    /// Service tiers it holds for: `A`, `AB`, `ABC`; all when absent.
    pub tiers: Option<String>,
    /// How it is checked.
    pub method: Option<String>,
    pub evidence_required: Option<String>,
    pub threshold: Option<String>,
    pub result: Option<CheckResult>,
    /// The result of the run before.
    pub previous: Option<CheckResult>,
    pub note: Option<String>,
    pub evidence: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    pub object: String,
    pub metric: String,
    pub unit: Option<String>,
    pub baseline: f64,
    pub warning: Option<f64>,
    pub critical: Option<f64>,
    pub source: Option<String>,
    pub valid_from: Option<Day>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistException {
    pub text: String,
    pub approved_by: Option<String>,
    pub until: Option<Day>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Go,
    ConditionalGo,
    NoGo,
}

/// A survey: questions, and answers where they were given.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Which document of the line it belongs to (`params.subject`).
    pub subject: Option<Spanned<String>>,
    /// Id of the application, business service or scenario it is about.
    pub about: Option<Spanned<String>>,
    pub purpose: Option<String>,
    /// How to answer, in sentences.
    #[serde(default)]
    pub instructions: Vec<String>,
    pub contact: Option<String>,
    pub return_by: Option<Day>,
    #[serde(default)]
    pub respondents: Vec<Respondent>,
    #[serde(default)]
    pub systems: Vec<String>,
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Documents received.
    #[serde(default)]
    pub documents: Vec<String>,
    #[serde(default)]
    pub open_points: Vec<Action>,
    pub confirmed_by: Option<String>,
    pub confirmed_on: Option<Day>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Respondent {
    pub role: String,
    pub name: Option<String>,
    /// Areas they answer for.
    #[serde(default)]
    pub areas: Vec<String>,
    pub date: Option<Day>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: String,
    pub area: String,
    pub text: String,
    pub kind: QuestionKind,
    #[serde(default)]
    pub choices: Vec<String>,
    /// Id of the dimension of the assessment that it feeds.
    pub dimension: Option<String>,
    pub evidence_asked: Option<String>,
    pub answer: Option<String>,
    pub evidence: Option<String>,
    pub respondent: Option<String>,
    pub answered_on: Option<Day>,
    /// A note of the interviewer.
    pub note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    YesNo,
    Choice,
    Number,
    Text,
    /// 1 to 5.
    Level,
}
