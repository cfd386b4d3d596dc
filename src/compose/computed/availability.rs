//! Availability and error budgets.
//!
//! availability = (covered minutes − downtime in cover) / covered minutes × 100.
//! error budget = (100 − target) / 100 × covered minutes, as in the Site Reliability Workbook,
//! chapter "Implementing SLOs".
//! Downtime of an application is the union of its outages from start to mitigation (to resolution
//! where none is noted), so that overlapping incidents do not count twice; an outage that names no
//! application is one of all. Covered minutes are the minutes of the period in the customer's zone:
//! days of 23 or 25 hours count as such. For 8/5 they are the working hours of working days, and
//! downtime outside them is told apart.

use jiff::civil::{Date, Time};
use jiff::{Timestamp, Unit};
use schemars::JsonSchema;
use serde::Serialize;

use crate::load::engagement::Cover;
use crate::load::values::Hours;
use crate::plan::history::Occurrence;
use crate::plan::slice::Slice;
use crate::resolve::calendar::WorkCalendar;
use crate::source::Spanned;

use super::{Frame, months};

#[derive(Debug, Serialize, JsonSchema)]
pub struct Availability {
    /// One row for each application in scope.
    pub applications: Vec<ApplicationRow>,
    /// The lowest availability among them; none without applications.
    pub lowest: Option<f64>,
    /// Applications with a target, and how many of them met it.
    pub with_target: usize,
    pub met: usize,
    pub downtime_minutes: f64,
    /// The lowest availability of each of the last six months in the term, for trends.
    pub months: Vec<MonthRow>,
    /// `24x7` or `8x5`.
    pub cover: Option<Cover>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct ApplicationRow {
    pub id: String,
    pub name: String,
    /// Agreed percent; absent when nothing is agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    pub covered_minutes: f64,
    pub downtime_minutes: f64,
    /// Downtime outside the covered hours.
    pub outside_minutes: f64,
    pub availability: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget_minutes: Option<f64>,
    /// Budget left; negative when overspent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget_left: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget_spent_percent: Option<f64>,
    /// Whether the target was met; absent without a target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
    /// `met`, `missed`, or `no target`.
    pub verdict: &'static str,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct MonthRow {
    pub label: String,
    pub lowest: Option<f64>,
    pub downtime_minutes: f64,
}

type Interval = (Timestamp, Timestamp);

pub fn compute(slice: &Slice, frame: &Frame) -> Availability {
    let line = slice.line.as_ref();
    let cover = line.and_then(|line| line.cover);
    let calendar = WorkCalendar::new(&slice.engagement.customer.calendar);
    let hours = match cover {
        Some(Cover::WorkingHours) => Some(working_hours(slice)),
        _ => None,
    };
    let covered = |start: Date, end: Date| covered(frame, start, end, hours.map(|hours| (hours, &calendar)));
    let own = slice.records.incidents.iter().map(Occurrence::from);
    let incidents: Vec<Occurrence> = own.chain(slice.history.incidents.iter().copied()).collect();
    let period = covered(frame.start, frame.end);
    let whole = covered_always(frame, frame.start, frame.end);
    let applications: Vec<ApplicationRow> = slice
        .applications
        .iter()
        .map(|app| {
            let outages = outages(&incidents, &app.id.value, frame);
            let downtime = overlap(&outages, &period);
            let outside = (overlap(&outages, &whole) - downtime).max(0.0);
            row(&app.id.value, &app.name, app.slo, length(&period), downtime, outside)
        })
        .collect();
    let term_start = line.map_or(frame.start, |line| line.start);
    let months = months(frame.end, 6)
        .into_iter()
        .map(|first| {
            let (start, end) = (first.max(term_start), first.last_of_month().min(frame.end));
            let label = first.strftime("%b").to_string();
            // A month before the term covers nothing.
            let month = covered(start, end);
            let each = slice.applications.iter().map(|app| overlap(&outages(&incidents, &app.id.value, frame), &month));
            let downtime: Vec<f64> = each.collect();
            let worst = downtime.iter().copied().fold(0.0, f64::max);
            let lowest = (length(&month) > 0.0 && !downtime.is_empty()).then(|| percent(length(&month), worst));
            MonthRow { label, lowest, downtime_minutes: downtime.iter().fold(0.0, |sum, minutes| sum + minutes) }
        })
        .collect();
    Availability {
        lowest: applications.iter().map(|row| row.availability).min_by(f64::total_cmp),
        with_target: applications.iter().filter(|row| row.target.is_some()).count(),
        met: applications.iter().filter(|row| row.met == Some(true)).count(),
        downtime_minutes: applications.iter().map(|row| row.downtime_minutes).fold(0.0, std::ops::Add::add),
        applications,
        months,
        cover,
    }
}

fn row(id: &str, name: &str, target: Option<f64>, covered: f64, downtime: f64, outside: f64) -> ApplicationRow {
    let availability = percent(covered, downtime);
    let budget = target.map(|target| (100.0 - target) / 100.0 * covered);
    let met = target.map(|target| availability >= target);
    ApplicationRow {
        id: id.to_owned(),
        name: name.to_owned(),
        target,
        covered_minutes: covered,
        downtime_minutes: downtime,
        outside_minutes: outside,
        availability,
        budget_minutes: budget,
        budget_left: budget.map(|budget| budget - downtime),
        budget_spent_percent: budget.filter(|budget| *budget > 0.0).map(|budget| downtime * 100.0 / budget),
        met,
        verdict: match met {
            Some(true) => "met",
            Some(false) => "missed",
            None => "no target",
        },
    }
}

/// Percent of the covered minutes without downtime; 100 where nothing was to be covered.
pub fn percent(covered: f64, downtime: f64) -> f64 {
    if covered > 0.0 { ((covered - downtime) / covered * 100.0).max(0.0) } else { 100.0 }
}

/// When an application could not be used, overlaps joined, in order.
fn outages(incidents: &[Occurrence], application: &str, frame: &Frame) -> Vec<Interval> {
    let hit =
        |concerned: &[Spanned<String>]| concerned.is_empty() || concerned.iter().any(|id| id.value == application);
    let hits = incidents.iter().filter(|incident| incident.outage && hit(incident.applications));
    let mut intervals: Vec<Interval> = hits
        .map(|incident| {
            let start = incident.started_at.zoned(&frame.zone).timestamp();
            let end = incident.mitigated_at.or(incident.resolved_at);
            // An outage that goes on lasts at least to the end of the days counted.
            let open = || frame.end.tomorrow().ok().and_then(|day| day.to_zoned(frame.zone.clone()).ok());
            let end = end.map(|end| end.zoned(&frame.zone)).or_else(open).map_or(start, |end| end.timestamp());
            (start, end.max(start))
        })
        .collect();
    intervals.sort();
    let mut joined: Vec<Interval> = Vec::new();
    for (start, end) in intervals {
        match joined.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
}

fn working_hours(slice: &Slice) -> (Time, Time) {
    let hours = slice.engagement.customer.calendar.hours.unwrap_or(Hours::USUAL);
    (hours.from, hours.to)
}

fn covered_always(frame: &Frame, start: Date, end: Date) -> Vec<Interval> {
    let at = |day: Date| day.to_zoned(frame.zone.clone()).map(|zoned| zoned.timestamp()).ok();
    let last = end.tomorrow().ok().and_then(at);
    at(start).zip(last).into_iter().collect()
}

/// The covered time of a range of days: all of it, or the working hours of its working days.
fn covered(frame: &Frame, start: Date, end: Date, hours: Option<((Time, Time), &WorkCalendar)>) -> Vec<Interval> {
    let Some(((from, to), calendar)) = hours else { return covered_always(frame, start, end) };
    let days = std::iter::successors(Some(start), |day| day.tomorrow().ok()).take_while(|day| *day <= end);
    let at =
        |day: Date, time: Time| day.to_datetime(time).to_zoned(frame.zone.clone()).map(|zoned| zoned.timestamp()).ok();
    days.filter(|day| calendar.is_working(*day)).filter_map(|day| at(day, from).zip(at(day, to))).collect()
}

fn length(intervals: &[Interval]) -> f64 {
    intervals.iter().map(|(start, end)| minutes(*start, *end)).fold(0.0, std::ops::Add::add)
}

fn overlap(outages: &[Interval], covered: &[Interval]) -> f64 {
    let pairs = outages.iter().flat_map(|outage| covered.iter().map(move |covered| (outage, covered)));
    // A sum of nothing would be minus zero, and print so.
    pairs
        .map(|(outage, covered)| minutes(outage.0.max(covered.0), outage.1.min(covered.1)))
        .fold(0.0, std::ops::Add::add)
}

/// Minutes from `start` to `end`; zero when they are in the other order.
pub fn minutes(start: Timestamp, end: Timestamp) -> f64 {
    if end <= start { 0.0 } else { end.since(start).and_then(|span| span.total(Unit::Minute)).unwrap_or(0.0) }
}
