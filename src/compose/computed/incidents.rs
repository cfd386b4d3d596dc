//! Incidents: counts and times. Times are means and medians by severity, never only overall:
//! MTTD = detected − started, MTTA = acknowledged − detected, MTTR = resolved − started.

use schemars::JsonSchema;
use serde::Serialize;

use crate::load::records::Incident;
use crate::load::values::{IncidentSeverity, Moment};
use crate::plan::history::Occurrence;
use crate::plan::slice::Slice;
use crate::source::Spanned;

use super::availability::minutes;
use super::{Frame, mean, median, months};

#[derive(Debug, Serialize, JsonSchema)]
pub struct Incidents {
    /// Those that started in the period.
    pub total: usize,
    /// Those of an earlier period that were still open in this one.
    pub carried_over: usize,
    /// Those not resolved by the end of the period.
    pub open: usize,
    pub list: Vec<IncidentRow>,
    pub by_severity: Vec<SeverityRow>,
    pub months: Vec<MonthCounts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mttr: Option<f64>,
    /// Over the days before the period, for comparison.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mttr_before: Option<f64>,
    /// Incidents by application, most first.
    pub by_application: Vec<ApplicationCount>,
    /// Share detected by an alarm, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detected_by_alarm: Option<f64>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct IncidentRow {
    pub id: String,
    pub title: String,
    pub severity: IncidentSeverity,
    pub applications: String,
    /// Local moments, `2026-03-14T08:30`.
    pub started_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detected_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledged_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mitigated_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_to_detect: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_to_acknowledge: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_to_mitigate: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_to_resolve: Option<f64>,
    pub outage: bool,
    pub carried_over: bool,
    /// `resolved` or `open` at the end of the period.
    pub state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impact: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct SeverityRow {
    pub severity: &'static str,
    pub count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mttd: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mtta: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mttr: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mttr_median: Option<f64>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct MonthCounts {
    pub label: String,
    pub sev1: usize,
    pub sev2: usize,
    pub sev3: usize,
    pub sev4: usize,
    pub total: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct ApplicationCount {
    pub name: String,
    pub count: usize,
}

const SEVERITIES: [(IncidentSeverity, &str); 4] = [
    (IncidentSeverity::Sev1, "SEV1"),
    (IncidentSeverity::Sev2, "SEV2"),
    (IncidentSeverity::Sev3, "SEV3"),
    (IncidentSeverity::Sev4, "SEV4"),
];

impl Incidents {
    /// How many of the severity with this number started in the period.
    pub fn count(&self, severity: usize) -> usize {
        self.by_severity.get(severity - 1).map_or(0, |row| row.count)
    }
}

pub fn compute(slice: &Slice, frame: &Frame) -> Incidents {
    let mut all: Vec<&Incident> = slice.records.incidents.iter().collect();
    all.sort_by_key(|incident| incident.started_at.zoned(&frame.zone).timestamp());
    let about_one = slice.document.subject.is_some();
    let new = |incident: &&Incident| about_one || incident.started_at.date(&frame.zone) >= frame.start;
    let list: Vec<IncidentRow> = all.iter().map(|incident| row(incident, frame, !new(incident))).collect();
    let by_severity = SEVERITIES
        .iter()
        .map(|(severity, name)| {
            let own: Vec<&IncidentRow> =
                list.iter().filter(|row| row.severity == *severity && !row.carried_over).collect();
            let times =
                |time: fn(&IncidentRow) -> Option<f64>| own.iter().filter_map(|row| time(row)).collect::<Vec<f64>>();
            let resolve = times(|row| row.minutes_to_resolve);
            SeverityRow {
                severity: name,
                count: own.len(),
                mttd: mean(&times(|row| row.minutes_to_detect)),
                mtta: mean(&times(|row| row.minutes_to_acknowledge)),
                mttr: mean(&resolve),
                mttr_median: median(&resolve),
            }
        })
        .collect();
    let started: Vec<&IncidentRow> = list.iter().filter(|row| !row.carried_over).collect();
    let resolve: Vec<f64> = started.iter().filter_map(|row| row.minutes_to_resolve).collect();
    let before: Vec<f64> = slice
        .history
        .incidents
        .iter()
        .filter_map(|incident| between(Some(incident.started_at), incident.resolved_at, frame))
        .collect();
    let by_alarm =
        all.iter().filter(|incident| new(incident)).filter(|incident| incident.detected_by.as_deref() == Some("alarm"));
    Incidents {
        total: started.len(),
        carried_over: list.len() - started.len(),
        open: list.iter().filter(|row| row.state == "open").count(),
        by_severity,
        months: month_counts(slice, frame),
        mttr: mean(&resolve),
        mttr_before: mean(&before),
        by_application: by_application(&all, frame),
        detected_by_alarm: super::share(by_alarm.count() as u64, started.len() as u64),
        list,
    }
}

fn row(incident: &Incident, frame: &Frame, carried_over: bool) -> IncidentRow {
    let local = |moment: &Spanned<Moment>| moment.zoned(&frame.zone).strftime("%Y-%m-%dT%H:%M").to_string();
    let some = |moment: &Option<Spanned<Moment>>| moment.as_ref().map(local);
    let resolved = incident.resolved_at.as_ref().is_some_and(|end| end.date(&frame.zone) <= frame.end);
    IncidentRow {
        id: incident.id.value.clone(),
        title: incident.title.clone(),
        severity: incident.severity,
        applications: frame.named(&incident.applications),
        started_at: local(&incident.started_at),
        detected_at: some(&incident.detected_at),
        acknowledged_at: some(&incident.acknowledged_at),
        mitigated_at: some(&incident.mitigated_at),
        resolved_at: some(&incident.resolved_at),
        minutes_to_detect: between(Some(&incident.started_at), incident.detected_at.as_ref(), frame),
        minutes_to_acknowledge: between(incident.detected_at.as_ref(), incident.acknowledged_at.as_ref(), frame),
        minutes_to_mitigate: between(Some(&incident.started_at), incident.mitigated_at.as_ref(), frame),
        minutes_to_resolve: between(Some(&incident.started_at), incident.resolved_at.as_ref(), frame),
        outage: incident.outage,
        carried_over,
        state: if resolved { "resolved" } else { "open" },
        cause: incident.cause_technical.clone(),
        impact: incident.impact.clone(),
    }
}

fn between(from: Option<&Spanned<Moment>>, to: Option<&Spanned<Moment>>, frame: &Frame) -> Option<f64> {
    let (from, to) = (from?.zoned(&frame.zone), to?.zoned(&frame.zone));
    Some(minutes(from.timestamp(), to.timestamp()))
}

fn month_counts(slice: &Slice, frame: &Frame) -> Vec<MonthCounts> {
    let mut seen: Vec<(&str, jiff::civil::Date, IncidentSeverity)> = slice
        .history
        .incidents
        .iter()
        .copied()
        .chain(slice.records.incidents.iter().map(Occurrence::from))
        .map(|incident| (incident.id, incident.started_at.date(&frame.zone), incident.severity))
        .collect();
    // An incident that reaches into the period is in both parts.
    seen.sort();
    seen.dedup();
    let counts = months(frame.end, 6).into_iter().map(|first| {
        let last = first.last_of_month();
        let of = |severity| seen.iter().filter(|(_, day, s)| *s == severity && first <= *day && *day <= last).count();
        let [sev1, sev2, sev3, sev4] = SEVERITIES.map(|(severity, _)| of(severity));
        let label = first.strftime("%b").to_string();
        MonthCounts { label, sev1, sev2, sev3, sev4, total: sev1 + sev2 + sev3 + sev4 }
    });
    counts.collect()
}

fn by_application(incidents: &[&Incident], frame: &Frame) -> Vec<ApplicationCount> {
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for id in incidents.iter().flat_map(|incident| &incident.applications) {
        *counts.entry(&id.value).or_default() += 1;
    }
    let mut rows: Vec<ApplicationCount> =
        counts.into_iter().map(|(id, count)| ApplicationCount { name: frame.name(id), count }).collect();
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    rows
}
