//! Alarm quality: actionable / all; the rules that fire most (Pareto).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::load::records::Alarm;
use crate::plan::slice::Slice;

use super::{Frame, months, share};

#[derive(Debug, Serialize, JsonSchema)]
pub struct Alarms {
    pub total: u64,
    pub actionable: u64,
    /// Percent of the alarms whose action is on record; absent without alarms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality: Option<f64>,
    /// The same over the days before the period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality_before: Option<f64>,
    /// All rules, most alarms first.
    pub rules: Vec<RuleRow>,
    /// The ten that fire most.
    pub top: Vec<RuleRow>,
    pub months: Vec<MonthAlarms>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RuleRow {
    pub rule: String,
    pub severity: crate::load::values::IncidentSeverity,
    pub application: String,
    pub count: u64,
    pub actionable: u64,
    pub quality: Option<f64>,
    /// Percent of all alarms, alone and with all rules before it.
    pub share: f64,
    pub cumulative: f64,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct MonthAlarms {
    pub label: String,
    pub total: u64,
    pub actionable: u64,
    pub other: u64,
}

pub fn compute(slice: &Slice, frame: &Frame) -> Alarms {
    let own = &slice.records.alarms;
    let (total, actionable) = sums(own.iter());
    let mut by_rule: BTreeMap<&str, (u64, u64, &Alarm)> = BTreeMap::new();
    for alarm in own {
        let entry = by_rule.entry(&alarm.rule).or_insert((0, 0, alarm));
        entry.0 += u64::from(alarm.count);
        entry.1 += u64::from(alarm.actionable.unwrap_or(0));
        if alarm.severity < entry.2.severity {
            entry.2 = alarm;
        }
    }
    let mut rules: Vec<RuleRow> = by_rule
        .into_iter()
        .map(|(rule, (count, actionable, gravest))| RuleRow {
            rule: rule.to_owned(),
            severity: gravest.severity,
            application: frame.named(&gravest.application),
            count,
            actionable,
            quality: share(actionable, count),
            share: share(count, total).unwrap_or(0.0),
            cumulative: 0.0,
        })
        .collect();
    rules.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.rule.cmp(&b.rule)));
    let mut sum = 0;
    for row in &mut rules {
        sum += row.count;
        row.cumulative = share(sum, total).unwrap_or(0.0);
    }
    let (before, before_actionable) = sums(slice.history.alarms.iter().copied());
    let months = months(frame.end, 6).into_iter().map(|first| {
        let last = first.last_of_month();
        let all = slice
            .history
            .alarms
            .iter()
            .copied()
            .chain(own)
            .filter(|alarm| first <= alarm.date.0 && alarm.date.0 <= last);
        let (total, actionable) = sums(all);
        MonthAlarms { label: first.strftime("%b").to_string(), total, actionable, other: total - actionable.min(total) }
    });
    Alarms {
        total,
        actionable,
        quality: share(actionable, total),
        quality_before: share(before_actionable, before),
        top: rules.iter().take(10).cloned().collect(),
        rules,
        months: months.collect(),
    }
}

fn sums<'a>(alarms: impl Iterator<Item = &'a Alarm>) -> (u64, u64) {
    alarms.fold((0, 0), |(count, actionable), alarm| {
        (count + u64::from(alarm.count), actionable + u64::from(alarm.actionable.unwrap_or(0)))
    })
}
