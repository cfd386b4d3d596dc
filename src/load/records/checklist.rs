//! Checklists, baselines and review forms, and the forms of a survey.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::process::Obligation;
use super::{Action, CheckResult};

/// A checklist, a baseline or a form. Without results it is a form to fill in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Which document of the line it belongs to (`params.subject`).
    pub subject: Option<Spanned<String>>,
    /// Id of the application, business service or scenario it is about.
    pub about: Option<Spanned<String>>,
    /// The gist in a few sentences, for readers who read nothing else.
    pub summary: Option<String>,
    /// When it is used.
    pub used: Option<String>,
    /// Who fills it in.
    pub used_by: Option<String>,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
    /// The day from which it holds.
    pub effective_on: Option<Day>,
    /// Share in percent of the items of each level that must pass.
    pub pass_must: Option<f64>,
    /// Share in percent of the `should` items that must pass.
    pub pass_should: Option<f64>,
    /// What is checked, item by item.
    #[serde(default)]
    pub items: Vec<ChecklistItem>,
    /// Figures to compare with.
    #[serde(default)]
    pub baselines: Vec<Baseline>,
    /// Items that may be left open, and until when.
    #[serde(default)]
    pub exceptions: Vec<ChecklistException>,
    /// What was decided on the result.
    pub decision: Option<Verdict>,
    /// What must be done for a conditional go.
    #[serde(default)]
    pub conditions: Vec<Action>,
    /// Who decided, by name.
    pub decided_by: Option<String>,
    /// The day of the decision.
    pub decided_on: Option<Day>,
}

/// One thing to check.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistItem {
    /// A short name, unique among its kind.
    pub id: String,
    /// The heading it stands under.
    pub area: String,
    /// What it is, in a sentence.
    pub text: String,
    /// How binding it is.
    pub level: Obligation,
    /// Service tiers it holds for: `A`, `AB`, `ABC`; all when absent.
    pub tiers: Option<String>,
    /// How it is checked.
    pub method: Option<String>,
    /// What must be shown.
    pub evidence_required: Option<String>,
    /// The bound, for instance `at most 5 %`.
    pub threshold: Option<String>,
    /// What came out; not checked yet when absent.
    pub result: Option<CheckResult>,
    /// The result of the run before.
    pub previous: Option<CheckResult>,
    /// What else is to be said, in a sentence.
    pub note: Option<String>,
    /// Where it can be seen: a document, a screen, a query.
    pub evidence: Option<String>,
}

/// A figure to compare with.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// What is measured: an application, a host, a service.
    pub object: String,
    /// The figure, for instance `CPU use`.
    pub metric: String,
    /// The unit of the figures, for instance `%`, `minutes` or `GB`.
    pub unit: Option<String>,
    /// The usual value.
    pub baseline: f64,
    /// The value that calls for attention.
    pub warning: Option<f64>,
    /// The value that calls for action at once.
    pub critical: Option<f64>,
    /// Where it comes from.
    pub source: Option<String>,
    /// The day from which it holds.
    pub valid_from: Option<Day>,
}

/// An item that may be left open.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistException {
    /// What it is, in a sentence.
    pub text: String,
    /// Who approved it, by name.
    pub approved_by: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Day>,
}

/// What is decided on the result of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Go ahead.
    Go,
    /// Go ahead once the conditions are met.
    ConditionalGo,
    /// Do not go ahead.
    NoGo,
}

/// A survey: questions, and answers where they were given.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Which document of the line it belongs to (`params.subject`).
    pub subject: Option<Spanned<String>>,
    /// Id of the application, business service or scenario it is about.
    pub about: Option<Spanned<String>>,
    /// What the answers are for, in a sentence.
    pub purpose: Option<String>,
    /// How to answer, in sentences.
    #[serde(default)]
    pub instructions: Vec<String>,
    /// Whom to ask, and how.
    pub contact: Option<String>,
    /// The day by which answers are wanted.
    pub return_by: Option<Day>,
    /// Who answers.
    #[serde(default)]
    pub respondents: Vec<Respondent>,
    /// Systems that it is about, by name.
    #[serde(default)]
    pub systems: Vec<String>,
    /// The questions, with their answers once given.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Documents received.
    #[serde(default)]
    pub documents: Vec<String>,
    /// What is still to be done, one entry each.
    #[serde(default)]
    pub open_points: Vec<Action>,
    /// Who confirmed the answers, by name.
    pub confirmed_by: Option<String>,
    /// The day of the confirmation.
    pub confirmed_on: Option<Day>,
}

/// Someone who answers.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Respondent {
    /// The role of the person.
    pub role: String,
    /// The person's name, once known.
    pub name: Option<String>,
    /// Areas they answer for.
    #[serde(default)]
    pub areas: Vec<String>,
    /// The day of the answers.
    pub date: Option<Day>,
}

/// A question, with its answer once given.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// A short name, unique among its kind.
    pub id: String,
    /// The heading it stands under.
    pub area: String,
    /// The question.
    pub text: String,
    /// What sort of answer is wanted.
    pub kind: QuestionKind,
    /// The answers to choose from.
    #[serde(default)]
    pub choices: Vec<String>,
    /// Id of the dimension of the assessment that it feeds.
    pub dimension: Option<String>,
    /// What is to be shown with the answer.
    pub evidence_asked: Option<String>,
    /// The answer; not given yet when absent.
    pub answer: Option<String>,
    /// What was shown.
    pub evidence: Option<String>,
    /// The role that answered.
    pub respondent: Option<String>,
    /// The day of the answer.
    pub answered_on: Option<Day>,
    /// A note of the interviewer.
    pub note: Option<String>,
}

/// What sort of answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// Yes or no.
    YesNo,
    /// One of the choices.
    Choice,
    /// A number.
    Number,
    /// Words.
    Text,
    /// 1 to 5.
    Level,
}
