//! Changes: success rate = success / (success + rolled back + failed); share of emergency changes;
//! incidents that a change caused.

use schemars::JsonSchema;
use serde::Serialize;

use crate::load::records::{Change, ChangeKind, ChangeResult};
use crate::load::values::Moment;
use crate::plan::slice::Slice;

use super::{Frame, share};

#[derive(Debug, Serialize, JsonSchema)]
pub struct Changes {
    /// All that were planned for the period, in order.
    pub list: Vec<ChangeRow>,
    /// Planned for the days after the period.
    pub ahead: Vec<ChangeRow>,
    pub total: usize,
    pub success: usize,
    pub rolled_back: usize,
    pub failed: usize,
    pub cancelled: usize,
    pub emergency: usize,
    /// Percent; absent when nothing was carried out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success_rate: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emergency_share: Option<f64>,
    pub caused_incidents: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct ChangeRow {
    pub id: String,
    pub title: String,
    pub applications: String,
    pub kind: ChangeKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk: Option<u32>,
    pub planned_start: String,
    pub planned_end: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual_start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual_end: Option<String>,
    /// Minutes after the planned moment; negative before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_late_start: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_late_end: Option<f64>,
    pub result: ChangeResult,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caused_incident: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

pub fn compute(slice: &Slice, frame: &Frame) -> Changes {
    let own = &slice.records.changes;
    let of = |result| own.iter().filter(|change| change.result == result).count();
    let (success, rolled_back, failed) =
        (of(ChangeResult::Success), of(ChangeResult::RolledBack), of(ChangeResult::Failed));
    let emergency = own.iter().filter(|change| change.kind == ChangeKind::Emergency).count();
    let done = (success + rolled_back + failed) as u64;
    Changes {
        list: rows(own.iter().collect(), frame),
        ahead: rows(slice.ahead.clone(), frame),
        total: own.len(),
        success,
        rolled_back,
        failed,
        cancelled: of(ChangeResult::Cancelled),
        emergency,
        success_rate: share(success as u64, done),
        emergency_share: share(emergency as u64, own.len() as u64),
        caused_incidents: own.iter().filter(|change| change.caused_incident.is_some()).count(),
    }
}

fn rows(mut changes: Vec<&Change>, frame: &Frame) -> Vec<ChangeRow> {
    changes.sort_by_key(|change| change.planned_start.zoned(&frame.zone).timestamp());
    let local = |moment: &Moment| moment.zoned(&frame.zone).strftime("%Y-%m-%dT%H:%M").to_string();
    let late = |planned: &Moment, actual: &Moment| {
        let seconds = planned.zoned(&frame.zone).duration_until(&actual.zoned(&frame.zone)).as_secs_f64();
        seconds / 60.0
    };
    let row = |change: &Change| ChangeRow {
        id: change.id.value.clone(),
        title: change.title.clone(),
        applications: frame.named(&change.applications),
        kind: change.kind,
        risk: change.risk,
        planned_start: local(&change.planned_start),
        planned_end: local(&change.planned_end),
        actual_start: change.actual_start.as_ref().map(local),
        actual_end: change.actual_end.as_ref().map(local),
        minutes_late_start: change.actual_start.as_ref().map(|actual| late(&change.planned_start, actual)),
        minutes_late_end: change.actual_end.as_ref().map(|actual| late(&change.planned_end, actual)),
        result: change.result,
        approved_by: change.approved_by.clone(),
        caused_incident: change.caused_incident.clone(),
        remark: change.remark.clone(),
    };
    changes.into_iter().map(row).collect()
}
