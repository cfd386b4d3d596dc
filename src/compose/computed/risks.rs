//! Risk scores: likelihood × impact, each 1 to 5. 1–4 low, 5–9 medium, 10–14 high, 15–25 critical
//! (the common 5 × 5 matrix).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::load::records::Risk;
use crate::plan::slice::Slice;

use super::Frame;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Risks {
    /// Open at the end of the period, highest score first.
    pub open: Vec<RiskRow>,
    pub closed: Vec<RiskRow>,
    /// Number of open risks by class.
    pub classes: Vec<ClassRow>,
    /// Rows from likelihood 5 to 1, columns from impact 1 to 5: ids of open risks, before and after
    /// measures.
    pub matrix: Vec<Vec<String>>,
    pub residual_matrix: Vec<Vec<String>>,
    pub overdue: usize,
    pub by_category: Vec<CategoryRow>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RiskRow {
    pub id: String,
    pub title: String,
    pub category: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consequence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub controls: Option<String>,
    pub measures: Vec<String>,
    pub likelihood: u32,
    pub impact: u32,
    pub score: u32,
    pub class: &'static str,
    /// Score after measures; that before where none is noted.
    pub residual: u32,
    pub residual_class: &'static str,
    pub response: crate::load::records::RiskResponse,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raised_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted_by: Option<String>,
    /// `open`, `overdue`, `accepted` or `closed`.
    pub state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_days: Option<i32>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct ClassRow {
    pub class: &'static str,
    pub before: usize,
    pub residual: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct CategoryRow {
    pub category: String,
    pub open: usize,
    pub closed: usize,
}

const CLASSES: [&str; 4] = ["critical", "high", "medium", "low"];

/// The class of a score.
pub fn class(score: u32) -> &'static str {
    match score {
        15.. => "critical",
        10..=14 => "high",
        5..=9 => "medium",
        _ => "low",
    }
}

pub fn compute(slice: &Slice, frame: &Frame) -> Risks {
    let mut rows: Vec<RiskRow> = slice.records.risks.iter().map(|risk| row(risk, frame)).collect();
    rows.sort_by(|a, b| b.residual.cmp(&a.residual).then(b.score.cmp(&a.score)).then_with(|| a.id.cmp(&b.id)));
    let (closed, open): (Vec<RiskRow>, Vec<RiskRow>) = rows.into_iter().partition(|row| row.state == "closed");
    let classes = CLASSES.map(|class| ClassRow {
        class,
        before: open.iter().filter(|row| row.class == class).count(),
        residual: open.iter().filter(|row| row.residual_class == class).count(),
    });
    let residual_parts = |id: &str| {
        let risk = slice.records.risks.iter().find(|risk| risk.id.value == id);
        risk.map_or((0, 0), |risk| {
            (
                risk.residual_likelihood.unwrap_or(risk.likelihood.value),
                risk.residual_impact.unwrap_or(risk.impact.value),
            )
        })
    };
    let matrix = |at: &dyn Fn(&RiskRow) -> (u32, u32)| {
        let cell = |likelihood: u32, impact: u32| {
            open.iter()
                .filter(|row| at(row) == (likelihood, impact))
                .map(|row| row.id.clone())
                .collect::<Vec<_>>()
                .join(", ")
        };
        (1..=5).rev().map(|likelihood| (1..=5).map(|impact| cell(likelihood, impact)).collect()).collect()
    };
    let mut categories: Vec<String> = open.iter().chain(&closed).map(|row| row.category.clone()).collect();
    categories.sort();
    categories.dedup();
    let by_category = categories.into_iter().map(|category| CategoryRow {
        open: open.iter().filter(|row| row.category == category).count(),
        closed: closed.iter().filter(|row| row.category == category).count(),
        category,
    });
    Risks {
        classes: classes.into(),
        matrix: matrix(&|row| (row.likelihood, row.impact)),
        residual_matrix: matrix(&|row| residual_parts(&row.id)),
        overdue: open.iter().filter(|row| row.state == "overdue").count(),
        by_category: by_category.collect(),
        open,
        closed,
    }
}

fn row(risk: &Risk, frame: &Frame) -> RiskRow {
    let score = risk.likelihood.value.saturating_mul(risk.impact.value);
    let residual = risk
        .residual_likelihood
        .unwrap_or(risk.likelihood.value)
        .saturating_mul(risk.residual_impact.unwrap_or(risk.impact.value));
    let closed = risk.closed_on.is_some_and(|day| day.0 <= frame.end);
    let overdue = risk.due_on.is_some_and(|day| day.0 < frame.end);
    RiskRow {
        id: risk.id.value.clone(),
        title: risk.title.clone(),
        category: risk.category.clone().unwrap_or_else(|| "general".into()),
        cause: risk.cause.clone(),
        consequence: risk.consequence.clone(),
        controls: risk.controls.clone(),
        measures: risk.measures.clone(),
        likelihood: risk.likelihood.value,
        impact: risk.impact.value,
        score,
        class: class(score),
        residual,
        residual_class: class(residual),
        response: risk.response,
        owner: risk.owner.clone(),
        raised_on: risk.raised_on.as_ref().map(|day| day.0),
        due_on: risk.due_on.map(|day| day.0),
        closed_on: risk.closed_on.map(|day| day.0),
        accepted_by: risk.accepted_by.clone(),
        state: match () {
            () if closed => "closed",
            () if risk.accepted_by.is_some() => "accepted",
            () if overdue => "overdue",
            () => "open",
        },
        age_days: risk.raised_on.as_ref().map(|day| day.0.until(frame.end).map_or(0, |span| span.get_days())),
    }
}
