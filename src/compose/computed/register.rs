//! Totals of the register, for documents that list it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::plan::slice::Slice;
use crate::resolve::{Kind, State};

#[derive(Debug, Serialize, JsonSchema)]
pub struct Totals {
    pub total: usize,
    pub planned: usize,
    pub due: usize,
    pub overdue: usize,
    pub draft: usize,
    pub issued: usize,
    pub accepted: usize,
    pub lines: Vec<LineTotals>,
    /// One row for each deliverable of each line: how many documents, first and last due date.
    pub schedule: Vec<ScheduleRow>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct LineTotals {
    pub line: String,
    pub service: String,
    pub total: usize,
    pub planned: usize,
    pub due: usize,
    pub overdue: usize,
    pub draft: usize,
    pub issued: usize,
    pub accepted: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct ScheduleRow {
    /// Id of the deliverable.
    pub deliverable: String,
    pub title: String,
    pub line: String,
    pub service: String,
    pub cadence: &'static str,
    pub kind: Kind,
    pub count: usize,
    /// How many of them are issued or accepted, and on or before the due day.
    pub issued: usize,
    pub on_time: usize,
    pub overdue: usize,
    pub first_due: jiff::civil::Date,
    pub last_due: jiff::civil::Date,
}

pub fn compute(slice: &Slice) -> Totals {
    let rows = &slice.register;
    let count = |state, line: Option<&str>| {
        rows.iter().filter(|row| row.state == state && line.is_none_or(|line| row.line == line)).count()
    };
    let mut keys: Vec<(&str, &str)> = Vec::new();
    for row in rows {
        if !keys.iter().any(|(line, _)| *line == row.line) {
            keys.push((&row.line, &row.service));
        }
    }
    let lines = keys.iter().map(|(line, service)| LineTotals {
        line: (*line).to_owned(),
        service: if service.is_empty() { "Documents of the engagement".into() } else { (*service).to_owned() },
        total: rows.iter().filter(|row| row.line == *line).count(),
        planned: count(State::Planned, Some(line)),
        due: count(State::Due, Some(line)),
        overdue: count(State::Overdue, Some(line)),
        draft: count(State::Draft, Some(line)),
        issued: count(State::Issued, Some(line)),
        accepted: count(State::Accepted, Some(line)),
    });
    let mut schedule: Vec<(&str, &str, ScheduleRow)> = Vec::new();
    for row in rows {
        let is_issued = matches!(row.state, State::Issued | State::Accepted);
        let issued = usize::from(is_issued);
        let on_time = usize::from(is_issued && row.issued_on.is_some_and(|day| day <= row.due));
        let overdue = usize::from(row.state == State::Overdue);
        let found =
            schedule.iter_mut().find(|(line, deliverable, _)| *line == row.line && *deliverable == row.deliverable);
        match found {
            Some((_, _, entry)) => {
                entry.count += 1;
                entry.issued += issued;
                entry.on_time += on_time;
                entry.overdue += overdue;
                entry.first_due = entry.first_due.min(row.due);
                entry.last_due = entry.last_due.max(row.due);
            }
            None => schedule.push((
                &row.line,
                &row.deliverable,
                ScheduleRow {
                    deliverable: row.deliverable.clone(),
                    title: row.title.clone(),
                    line: row.line.clone(),
                    service: row.service.clone(),
                    cadence: row.cadence,
                    kind: row.kind,
                    count: 1,
                    issued,
                    on_time,
                    overdue,
                    first_due: row.due,
                    last_due: row.due,
                },
            )),
        }
    }
    Totals {
        total: rows.len(),
        planned: count(State::Planned, None),
        due: count(State::Due, None),
        overdue: count(State::Overdue, None),
        draft: count(State::Draft, None),
        issued: count(State::Issued, None),
        accepted: count(State::Accepted, None),
        lines: lines.collect(),
        schedule: schedule.into_iter().map(|(_, _, row)| row).collect(),
    }
}
