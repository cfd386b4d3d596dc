//! The work of support and operation services, and what is left when a service ends: lessons,
//! knowledge, accounts, ratings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::{Action, DataTable, Record, Target};

/// What a support or operation service did and reached.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceWork {
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Which document of the line it belongs to (`params.subject`).
    pub subject: Option<Spanned<String>>,
    /// Id of the application, business service or scenario it is about.
    pub about: Option<Spanned<String>>,
    /// The gist in a few sentences, for readers who read nothing else.
    pub summary: Option<String>,
    /// What is to be reached, a sentence each.
    #[serde(default)]
    pub goals: Vec<String>,
    /// What was reached, a sentence each.
    #[serde(default)]
    pub results: Vec<String>,
    /// What was done, day by day.
    #[serde(default)]
    pub activities: Vec<Activity>,
    /// Figures before and after.
    #[serde(default)]
    pub metrics: Vec<Target>,
    /// What a selection weighs, and how each model scores.
    #[serde(default)]
    pub weights: Vec<super::design::Weight>,
    /// Models that were weighed, with their scores.
    #[serde(default)]
    pub models: Vec<super::design::Candidate>,
    /// Measurements on evaluation sets.
    #[serde(default)]
    pub evaluations: Vec<Evaluation>,
    /// The ways of users, step by step.
    #[serde(default)]
    pub journeys: Vec<Journey>,
    /// Budget, actual and forecast by group.
    #[serde(default)]
    pub costs: Vec<Cost>,
    /// What can be or was saved.
    #[serde(default)]
    pub savings: Vec<Saving>,
    /// Problems with cause and solution.
    #[serde(default)]
    pub problems: Vec<Problem>,
    /// What is recommended, a sentence each.
    #[serde(default)]
    pub recommendations: Vec<String>,
    /// What was handed over.
    #[serde(default)]
    pub artefacts: Vec<String>,
    /// What is to be done about it, one entry each.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// Further tables, for what no other key holds.
    #[serde(default)]
    pub tables: Vec<DataTable>,
}

/// Something that was done.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// The day.
    pub date: Day,
    /// The heading it stands under.
    pub topic: String,
    /// What it is, in a sentence.
    pub text: String,
    /// Person days.
    pub days: Option<f64>,
}

/// One figure measured on one set before and after.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// Name of the evaluation set.
    pub set: String,
    /// Number of cases in it.
    pub size: Option<u32>,
    /// What was measured.
    pub metric: String,
    /// The unit of the figures, for instance `%`, `minutes` or `GB`.
    pub unit: Option<String>,
    /// The value before.
    pub before: Option<f64>,
    /// The value after.
    pub after: Option<f64>,
    /// The value to reach.
    pub target: Option<f64>,
}

/// One step of a user's way, with how many took it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Journey {
    /// Name of the way, the same for all its steps.
    pub journey: String,
    /// The step, in a few words.
    pub step: String,
    /// Number of users who took it.
    pub users: Option<u64>,
    /// Percent.
    pub success: Option<f64>,
    /// Time it takes, in milliseconds.
    pub latency_ms: Option<f64>,
    /// What else is to be said, in a sentence.
    pub remark: Option<String>,
}

/// Costs of one group.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// What the money is for.
    pub group: String,
    /// ISO 4217 code of the currency, for instance `EUR`.
    pub currency: String,
    /// What was set aside.
    pub budget: Option<f64>,
    /// What was spent.
    pub actual: Option<f64>,
    /// What will be spent in all.
    pub forecast: Option<f64>,
    /// What else is to be said, in a sentence.
    pub remark: Option<String>,
}

/// Something that can be or was saved.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Saving {
    /// What it is saved at.
    pub object: String,
    /// What is done to save it.
    pub measure: String,
    /// ISO 4217 code of the currency, for instance `EUR`.
    pub currency: String,
    /// A month.
    pub amount: f64,
    /// How far it is, for instance `done`.
    pub status: Option<String>,
}

/// A problem with cause and solution.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// What was wrong.
    pub problem: String,
    /// What brought it about.
    pub cause: Option<String>,
    /// What was done about it.
    pub solution: Option<String>,
    /// How far it is, for instance `solved`.
    pub status: Option<String>,
}

/// A lesson of the work.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// Key of the service line; the whole engagement when absent.
    pub service: Option<Spanned<String>>,
    /// What follows from it.
    pub kind: LessonKind,
    /// The lesson, in a sentence.
    pub text: String,
    /// Where it comes from.
    pub source: Option<String>,
}

/// What follows from a lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LessonKind {
    /// To be kept.
    Keep,
    /// To be done otherwise.
    Change,
    /// To be tried.
    Try,
}

impl Record for Lesson {
    fn line(&self) -> Option<&Spanned<String>> {
        self.service.as_ref()
    }
}

/// Something learnt that others can apply.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Knowledge {
    /// A short name, unique among its kind.
    pub id: Spanned<String>,
    /// Key of the service line; the whole engagement when absent.
    pub service: Option<Spanned<String>>,
    /// The heading it stands under.
    pub topic: String,
    /// When it comes up.
    pub situation: String,
    /// What was learnt.
    pub learnt: String,
    /// The rule of thumb.
    pub rule: Option<String>,
    /// Where it holds.
    pub applies_to: Option<String>,
    /// Id of the change or incident, or a document.
    pub reference: Option<String>,
    /// Who answers for it, by name or role.
    pub owner: Option<String>,
    /// Words to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
}

impl Record for Knowledge {
    fn line(&self) -> Option<&Spanned<String>> {
        self.service.as_ref()
    }
    fn id(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}

/// An account of the provider on a system of the customer.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The system it is on.
    pub system: Spanned<String>,
    /// Name of the account.
    pub account: String,
    /// Whether it may do more than a user.
    #[serde(default)]
    pub privileged: bool,
    /// `revoked` or `transferred`; still in use when absent.
    pub action: Option<String>,
    /// The day on which it was revoked or transferred.
    pub done_on: Option<Day>,
    /// Who did it, by name.
    pub done_by: Option<String>,
}

impl Record for Account {}

/// How the customer rates the delivery.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// Key of the service line; the whole engagement when absent.
    pub service: Option<Spanned<String>>,
    /// What is rated, for instance `response times`.
    pub aspect: String,
    /// 1 to 5.
    pub score: u32,
    /// The day of the rating.
    pub rated_on: Option<Day>,
    /// Who rated, by name.
    pub rated_by: Option<String>,
    /// What else is to be said, in a sentence.
    pub comment: Option<String>,
}

impl Record for Rating {
    fn line(&self) -> Option<&Spanned<String>> {
        self.service.as_ref()
    }
}
