//! The work of support and operation services, and what is left when a service ends: lessons,
//! knowledge, accounts, ratings.

use serde::{Deserialize, Serialize};

use crate::load::values::Day;
use crate::source::Spanned;

use super::{Action, DataTable, Record, Target};

/// What a support or operation service did and reached.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceWork {
    /// Key of the service line.
    pub service: Spanned<String>,
    /// Which document of the line it belongs to (`params.subject`).
    pub subject: Option<Spanned<String>>,
    /// Id of the application, business service or scenario it is about.
    pub about: Option<Spanned<String>>,
    pub summary: Option<String>,
    #[serde(default)]
    pub goals: Vec<String>,
    #[serde(default)]
    pub results: Vec<String>,
    #[serde(default)]
    pub activities: Vec<Activity>,
    #[serde(default)]
    pub metrics: Vec<Target>,
    /// What a selection weighs, and how each model scores.
    #[serde(default)]
    pub weights: Vec<super::design::Weight>,
    #[serde(default)]
    pub models: Vec<super::design::Candidate>,
    #[serde(default)]
    pub evaluations: Vec<Evaluation>,
    #[serde(default)]
    pub journeys: Vec<Journey>,
    #[serde(default)]
    pub costs: Vec<Cost>,
    #[serde(default)]
    pub savings: Vec<Saving>,
    #[serde(default)]
    pub problems: Vec<Problem>,
    #[serde(default)]
    pub recommendations: Vec<String>,
    /// What was handed over.
    #[serde(default)]
    pub artefacts: Vec<String>,
    #[serde(default)]
    pub actions: Vec<Action>,
    #[serde(default)]
    pub tables: Vec<DataTable>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    pub date: Day,
    pub topic: String,
    pub text: String,
    /// Person days.
    pub days: Option<f64>,
}

/// One figure measured on one set before and after.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    pub set: String,
    /// Number of cases in it.
    pub size: Option<u32>,
    pub metric: String,
    pub unit: Option<String>,
    pub before: Option<f64>,
    pub after: Option<f64>,
    pub target: Option<f64>,
}

/// One step of a user's way, with how many took it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journey {
    pub journey: String,
    pub step: String,
    pub users: Option<u64>,
    /// Percent.
    pub success: Option<f64>,
    pub latency_ms: Option<f64>,
    pub remark: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    pub group: String,
    pub currency: String,
    pub budget: Option<f64>,
    pub actual: Option<f64>,
    pub forecast: Option<f64>,
    pub remark: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saving {
    pub object: String,
    pub measure: String,
    pub currency: String,
    /// A month.
    pub amount: f64,
    pub status: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    pub problem: String,
    pub cause: Option<String>,
    pub solution: Option<String>,
    pub status: Option<String>,
}

/// A lesson of the work.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// Key of the service line; the whole engagement when absent.
    pub service: Option<Spanned<String>>,
    pub kind: LessonKind,
    pub text: String,
    pub source: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LessonKind {
    Keep,
    Change,
    Try,
}

impl Record for Lesson {
    fn line(&self) -> Option<&Spanned<String>> {
        self.service.as_ref()
    }
}

/// Something learnt that others can apply.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Knowledge {
    pub id: Spanned<String>,
    /// Key of the service line; the whole engagement when absent.
    pub service: Option<Spanned<String>>,
    pub topic: String,
    pub situation: String,
    pub learnt: String,
    /// The rule of thumb.
    pub rule: Option<String>,
    /// Where it holds.
    pub applies_to: Option<String>,
    /// Id of the change or incident, or a document.
    pub reference: Option<String>,
    pub owner: Option<String>,
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
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub system: Spanned<String>,
    pub account: String,
    #[serde(default)]
    pub privileged: bool,
    /// `revoked` or `transferred`; still in use when absent.
    pub action: Option<String>,
    pub done_on: Option<Day>,
    pub done_by: Option<String>,
}

impl Record for Account {}

/// How the customer rates the delivery.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// Key of the service line; the whole engagement when absent.
    pub service: Option<Spanned<String>>,
    pub aspect: String,
    /// 1 to 5.
    pub score: u32,
    pub rated_on: Option<Day>,
    pub rated_by: Option<String>,
    pub comment: Option<String>,
}

impl Record for Rating {
    fn line(&self) -> Option<&Spanned<String>> {
        self.service.as_ref()
    }
}
