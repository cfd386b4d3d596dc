//! Health scores of inspections.
//!
//! score = 100 × Σ(weight × r) / Σ weight over the checks carried out; r: pass 1, partial 0.5,
//! fail 0; "not applicable" and "not checked" are left out. Coverage = carried out / applicable is
//! printed beside it. An open critical finding caps the score at 59, an open high one at 79. Scores
//! are rounded half up. 80 and more is good, 60 to 79 attention, below 60 poor.

use schemars::JsonSchema;
use serde::Serialize;

use crate::load::records::{Check, CheckResult, Finding, FindingStatus, Inspection};
use crate::load::values::Severity;
use crate::plan::slice::Slice;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Inspected {
    pub inspection: Inspection,
    pub overall: Score,
    pub layers: Vec<Score>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<Previous>,
    /// Findings by severity, gravest first.
    pub severities: Vec<SeverityCount>,
    /// Findings, gravest first.
    pub findings: Vec<Finding>,
    /// Critical and high ones, which have a sheet each.
    pub grave: Vec<Finding>,
    pub minor: Vec<Finding>,
    /// Checks that failed or passed in part.
    pub failed: Vec<Check>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Score {
    pub name: String,
    /// 0 to 100; absent when nothing was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<u32>,
    /// Before a cap; differs from `score` when one held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uncapped: Option<u32>,
    /// `good`, `attention`, `poor` or `not measured`.
    pub band: &'static str,
    pub pass: usize,
    pub partial: usize,
    pub fail: usize,
    pub na: usize,
    pub not_checked: usize,
    /// Percent of the applicable checks that were carried out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<f64>,
    pub findings: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Previous {
    pub id: String,
    pub end: jiff::civil::Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<u32>,
    /// This score less the one before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<i64>,
    /// Its findings with their state now.
    pub findings: Vec<Finding>,
    pub fixed: usize,
    pub open: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct SeverityCount {
    pub severity: Severity,
    pub count: usize,
    pub open: usize,
}

const SEVERITIES: [Severity; 5] = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info];

/// The inspection that the document is about, or the only one of its period.
pub fn compute(slice: &Slice) -> Option<Inspected> {
    let subject = slice.document.subject.as_ref();
    let inspections = &slice.records.inspections;
    let inspection = match subject {
        Some(subject) => inspections.iter().find(|inspection| inspection.id.value == subject.id)?,
        None => inspections.iter().max_by_key(|inspection| inspection.end.0)?,
    };
    let overall = score("Overall", inspection, None);
    let mut layers: Vec<&str> = Vec::new();
    for check in &inspection.checks {
        if !layers.contains(&check.layer.as_str()) {
            layers.push(&check.layer);
        }
    }
    let layers = layers.into_iter().map(|layer| score(layer, inspection, Some(layer))).collect();
    let before =
        inspection.previous.as_ref().and_then(|id| inspections.iter().find(|other| other.id.value == id.value));
    let previous = before.map(|before| {
        let before_score = score("Overall", before, None).score;
        let change = overall.score.zip(before_score).map(|(now, then)| i64::from(now) - i64::from(then));
        let open = before.findings.iter().filter(|finding| is_open(finding)).count();
        Previous {
            id: before.id.value.clone(),
            end: before.end.0,
            score: before_score,
            change,
            findings: sorted(&before.findings),
            fixed: before.findings.len() - open,
            open,
        }
    });
    let findings = sorted(&inspection.findings);
    let (grave, minor) = findings.iter().cloned().partition(|finding| finding.severity >= Severity::High);
    Some(Inspected {
        severities: SEVERITIES
            .into_iter()
            .map(|severity| {
                let own = || findings.iter().filter(|finding| finding.severity == severity);
                SeverityCount { severity, count: own().count(), open: own().filter(|finding| is_open(finding)).count() }
            })
            .collect(),
        failed: inspection
            .checks
            .iter()
            .filter(|check| matches!(check.result, CheckResult::Fail | CheckResult::Partial))
            .cloned()
            .collect(),
        overall,
        layers,
        previous,
        findings,
        grave,
        minor,
        inspection: inspection.clone(),
    })
}

fn sorted(findings: &[Finding]) -> Vec<Finding> {
    let mut findings = findings.to_vec();
    findings.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.id.value.cmp(&b.id.value)));
    findings
}

fn is_open(finding: &Finding) -> bool {
    matches!(finding.status, FindingStatus::Open | FindingStatus::Accepted)
}

fn score(name: &str, inspection: &Inspection, layer: Option<&str>) -> Score {
    let own = |check: &&Check| layer.is_none_or(|layer| check.layer == layer);
    let checks: Vec<&Check> = inspection.checks.iter().filter(own).collect();
    let count = |result| checks.iter().filter(|check| check.result == result).count();
    let rated = checks.iter().filter_map(|check| {
        let weight = check.weight.unwrap_or(1.0);
        match check.result {
            CheckResult::Pass => Some((weight, 1.0)),
            CheckResult::Partial => Some((weight, 0.5)),
            CheckResult::Fail => Some((weight, 0.0)),
            CheckResult::Na | CheckResult::NotChecked => None,
        }
    });
    let (sum, weights) = rated.fold((0.0, 0.0), |(sum, weights), (weight, r)| (sum + weight * r, weights + weight));
    let uncapped = (weights > 0.0).then(|| (100.0 * sum / weights + 0.5).floor() as u32);
    let findings: Vec<&Finding> =
        inspection.findings.iter().filter(|finding| layer.is_none() || finding.layer.as_deref() == layer).collect();
    let open =
        |severity| findings.iter().any(|finding| finding.severity == severity && finding.status == FindingStatus::Open);
    let cap = match () {
        () if open(Severity::Critical) => 59,
        () if open(Severity::High) => 79,
        () => 100,
    };
    let score = uncapped.map(|score| score.min(cap));
    let carried_out = count(CheckResult::Pass) + count(CheckResult::Partial) + count(CheckResult::Fail);
    let applicable = checks.len() - count(CheckResult::Na);
    Score {
        name: name.to_owned(),
        score,
        uncapped,
        band: match score {
            Some(80..) => "good",
            Some(60..=79) => "attention",
            Some(_) => "poor",
            None => "not measured",
        },
        pass: count(CheckResult::Pass),
        partial: count(CheckResult::Partial),
        fail: count(CheckResult::Fail),
        na: count(CheckResult::Na),
        not_checked: count(CheckResult::NotChecked),
        coverage: super::share(carried_out as u64, applicable as u64),
        findings: findings.len(),
    }
}
