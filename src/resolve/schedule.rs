//! Terms cut into periods: which days, weeks, months and halves a cadence makes of a term.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use schemars::JsonSchema;
use serde::Serialize;

use crate::load::catalog::Cadence;

use super::calendar::{WorkCalendar, shift};

/// A period with its first and last day, both within it and within the term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Period {
    /// Unique within a cadence and sortable: `2026-03-14`, `2026-W11`, `2026-03`, `2026-H1`.
    pub id: String,
    /// As titles print it: `14 March 2026`, `8 to 14 March 2026`, `March 2026`.
    pub label: String,
    pub start: Date,
    pub end: Date,
    pub cadence: Cadence,
    /// Number of the period in the term, from 1.
    pub number: u32,
}

/// How a service line counts its periods.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Basis {
    /// Only working days are reported on.
    pub working_days: bool,
    /// Months run from the term's first day.
    pub anniversary: bool,
}

/// The periods of `cadence` within a term (both days within it), in order. Cadences without
/// periods (once, on demand, per milestone) have none.
///
/// Days: every day, or working days only. Weeks start on the calendar's day and are clipped to the
/// term; one without a covered day is left out. Months are calendar months touching the term, or
/// months from its first day, both clipped. Quarters, halves and years run from the term's first
/// day; only full ones count, but at least one (then clipped to the term).
pub fn periods(cadence: Cadence, start: Date, end: Date, calendar: &WorkCalendar, basis: Basis) -> Vec<Period> {
    if years(start, end) > LONGEST {
        return Vec::new();
    }
    let covered = |day: &Date| !basis.working_days || calendar.is_working(*day);
    let pieces: Vec<(Date, Date)> = match cadence {
        Cadence::Once | Cadence::OnDemand | Cadence::Milestone => Vec::new(),
        Cadence::Daily => days(start, end).filter(covered).map(|day| (day, day)).collect(),
        Cadence::Weekly => weeks(start, end, calendar.week_start)
            .filter(|(first, last)| days(*first, *last).any(|day| covered(&day)))
            .collect(),
        Cadence::Monthly if basis.anniversary => anniversaries(start, end),
        Cadence::Monthly => months(start, end).collect(),
        Cadence::Quarterly => windows(start, end, 3),
        Cadence::Semiannual => windows(start, end, 6),
        Cadence::Annual => windows(start, end, 12),
    };
    let numbered = pieces.into_iter().zip(1..);
    numbered.map(|((first, last), number)| period(cadence, first, last, number)).collect()
}

/// Years that a term may have; more is a slip of the pen, and would owe documents by the million.
pub const LONGEST: i16 = 50;

/// Years from the year of the first day to that of the last.
pub fn years(start: Date, end: Date) -> i16 {
    end.year().saturating_sub(start.year())
}

fn period(cadence: Cadence, start: Date, end: Date, number: u32) -> Period {
    let (id, label) = match cadence {
        Cadence::Daily => (start.to_string(), long(start)),
        Cadence::Weekly => (start.to_string() + "_" + &end.to_string(), range(start, end)),
        Cadence::Monthly if start.month() == end.month() && start.year() == end.year() => {
            (start.strftime("%Y-%m").to_string(), start.strftime("%B %Y").to_string())
        }
        // Two months may begin in the same one: 30 January, then 28 February clamped from it.
        Cadence::Monthly => (format!("{start}_{end}"), range(start, end)),
        _ => (format!("{}_{}", start.strftime("%Y-%m"), end.strftime("%Y-%m")), range(start, end)),
    };
    Period { id, label, start, end, cadence, number }
}

/// `14 March 2026`.
pub fn long(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// `8 to 14 March 2026`, naming month and year once where they are the same.
pub fn range(start: Date, end: Date) -> String {
    let first = match (start.year() == end.year(), start.month() == end.month()) {
        (true, true) => start.strftime("%-d").to_string(),
        (true, false) => start.strftime("%-d %B").to_string(),
        _ => long(start),
    };
    format!("{first} to {}", long(end))
}

fn days(start: Date, end: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(start), |day| day.tomorrow().ok()).take_while(move |day| *day <= end)
}

fn weeks(start: Date, end: Date, week_start: Weekday) -> impl Iterator<Item = (Date, Date)> {
    std::iter::successors(Some(start), move |day| {
        let to_next = match week_start.since(day.weekday()) {
            0 => 7,
            days => days,
        };
        // Where the calendar ends there is no next week.
        day.checked_add(i32::from(to_next).days()).ok()
    })
    .take_while(move |first| *first <= end)
    .map(move |first| {
        let to_last = match week_start.since(first.weekday()) {
            0 => 6,
            days => days - 1,
        };
        (first, first.checked_add(i32::from(to_last).days()).map_or(end, |last| last.min(end)))
    })
}

fn months(start: Date, end: Date) -> impl Iterator<Item = (Date, Date)> {
    std::iter::successors(Some(start), |day| day.last_of_month().tomorrow().ok())
        .take_while(move |first| *first <= end)
        .map(move |first| (first, first.last_of_month().min(end)))
}

/// Months from the term's first day, the last one clipped to the term.
fn anniversaries(start: Date, end: Date) -> Vec<(Date, Date)> {
    let nth = |n: i32| start.checked_add(n.months()).ok();
    let last = |n: i32| nth(n + 1).map_or(end, |next| shift(next, -1).min(end));
    (0..).map_while(|n| Some((nth(n)?, last(n)))).take_while(|(first, _)| *first <= end).collect()
}

/// Windows of `length` months from the term's first day. A month-end start is clamped month by
/// month from the first day, so that 31 August + 6 months is 28 February, and + 12 is 31 August.
/// The one in which the calendar ends is not full.
fn windows(start: Date, end: Date, length: i32) -> Vec<(Date, Date)> {
    let nth = |n: i32| start.checked_add((length * n).months()).ok();
    let full = (0..)
        .map_while(|n| Some((nth(n)?, shift(nth(n + 1)?, -1))))
        .take_while(|(_, last)| *last <= end)
        .collect::<Vec<_>>();
    if full.is_empty() { vec![(start, end)] } else { full }
}
