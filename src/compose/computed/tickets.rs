//! Tickets: what came in, went out and is left; times to first response and resolution by priority,
//! and the share within the agreed service level where one is agreed.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::load::records::Ticket;
use crate::load::values::Moment;
use crate::plan::slice::Slice;

use super::availability::minutes;
use super::{Frame, mean, median, share};

#[derive(Debug, Serialize, JsonSchema)]
pub struct Tickets {
    pub opened: usize,
    pub closed: usize,
    /// Not resolved by the end of the period.
    pub open: usize,
    pub list: Vec<TicketRow>,
    pub by_priority: Vec<PriorityRow>,
    /// Priorities of which a ticket was answered later than agreed.
    pub answered_late: Vec<&'static str>,
    /// Priorities of which a ticket was solved later than agreed.
    pub solved_late: Vec<&'static str>,
    pub by_category: Vec<CategoryRow>,
    /// Open tickets by age at the end of the period.
    pub ageing: Vec<AgeRow>,
    /// Mean satisfaction of those that were rated, 1 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub satisfaction: Option<f64>,
    pub rated: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct TicketRow {
    pub id: String,
    pub title: String,
    pub application: String,
    pub category: String,
    pub priority: crate::load::values::Severity,
    pub priority_name: &'static str,
    pub opened_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_to_respond: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_to_resolve: Option<f64>,
    pub state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub solution: Option<String>,
    pub age_days: i32,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct PriorityRow {
    pub priority: &'static str,
    pub opened: usize,
    pub closed: usize,
    pub open: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_response: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_resolution: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_response: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_resolution: Option<f64>,
    /// Percent within target; absent without a target or without tickets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_met: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution_met: Option<f64>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct CategoryRow {
    pub category: String,
    pub opened: usize,
    pub share: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_resolution: Option<f64>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct AgeRow {
    pub age: &'static str,
    pub count: usize,
}

pub fn compute(slice: &Slice, frame: &Frame) -> Tickets {
    let mut own: Vec<&Ticket> = slice.records.tickets.iter().collect();
    own.sort_by_key(|ticket| ticket.opened_at.zoned(&frame.zone).timestamp());
    let list: Vec<TicketRow> = own.iter().map(|ticket| row(ticket, frame)).collect();
    let opened = |ticket: &&&Ticket| frame.holds(ticket.opened_at.date(&frame.zone));
    let closed = |ticket: &&&Ticket| ticket.resolved_at.is_some_and(|end| frame.holds(end.date(&frame.zone)));
    let ratings: Vec<f64> = own.iter().filter(closed).filter_map(|ticket| ticket.csat).collect();
    let open: Vec<&TicketRow> = list.iter().filter(|row| row.state == "open").collect();
    let buckets: [(&'static str, i32, i32); 4] =
        [("up to 2 days", 0, 2), ("3 to 7 days", 3, 7), ("8 to 30 days", 8, 30), ("over 30 days", 31, i32::MAX)];
    let ageing = buckets.map(|(age, from, to)| AgeRow {
        age,
        count: open.iter().filter(|row| from <= row.age_days && row.age_days <= to).count(),
    });
    let by_priority = by_priority(slice, frame, &own, &list);
    let late = |met: fn(&PriorityRow) -> Option<f64>| {
        by_priority.iter().filter(|row| met(row).is_some_and(|met| met < 100.0)).map(|row| row.priority).collect()
    };
    Tickets {
        opened: own.iter().filter(opened).count(),
        closed: own.iter().filter(closed).count(),
        open: open.len(),
        answered_late: late(|row| row.response_met),
        solved_late: late(|row| row.resolution_met),
        by_priority,
        by_category: by_category(frame, &own, &list),
        ageing: ageing.into(),
        satisfaction: mean(&ratings),
        rated: ratings.len(),
        list,
    }
}

fn row(ticket: &Ticket, frame: &Frame) -> TicketRow {
    use crate::load::records::Priority;
    use crate::load::values::Severity;
    let local = |moment: Moment| moment.zoned(&frame.zone).strftime("%Y-%m-%dT%H:%M").to_string();
    let since = |moment: Moment| {
        minutes(ticket.opened_at.zoned(&frame.zone).timestamp(), moment.zoned(&frame.zone).timestamp())
    };
    let resolved = ticket.resolved_at.filter(|end| end.date(&frame.zone) <= frame.end);
    let (priority, priority_name) = match ticket.priority {
        Priority::P1 => (Severity::Critical, "P1"),
        Priority::P2 => (Severity::High, "P2"),
        Priority::P3 => (Severity::Medium, "P3"),
        Priority::P4 => (Severity::Low, "P4"),
    };
    let age = ticket.opened_at.date(&frame.zone).until(frame.end).map_or(0, |span| span.get_days());
    TicketRow {
        id: ticket.id.value.clone(),
        title: ticket.title.clone(),
        application: frame.named(&ticket.application),
        category: ticket.category.clone(),
        priority,
        priority_name,
        opened_at: local(ticket.opened_at.value),
        resolved_at: resolved.map(local),
        minutes_to_respond: ticket.first_response_at.map(since),
        minutes_to_resolve: resolved.map(since),
        state: if resolved.is_some() { "closed" } else { "open" },
        solution: ticket.solution.clone(),
        age_days: age,
    }
}

fn by_priority(slice: &Slice, frame: &Frame, own: &[&Ticket], list: &[TicketRow]) -> Vec<PriorityRow> {
    let names = ["P1", "P2", "P3", "P4"];
    let rows = names.map(|name| {
        let mine: Vec<(&&Ticket, &TicketRow)> =
            own.iter().zip(list).filter(|(_, row)| row.priority_name == name).collect();
        let opened: Vec<&TicketRow> = mine
            .iter()
            .filter(|(ticket, _)| frame.holds(ticket.opened_at.date(&frame.zone)))
            .map(|(_, row)| *row)
            .collect();
        let response: Vec<f64> = opened.iter().filter_map(|row| row.minutes_to_respond).collect();
        let closed: Vec<f64> = mine
            .iter()
            .filter(|(ticket, _)| ticket.resolved_at.is_some_and(|end| frame.holds(end.date(&frame.zone))))
            .filter_map(|(_, row)| row.minutes_to_resolve)
            .collect();
        let level = slice.engagement.plan.service_levels.iter().find(|level| level.priority == name);
        let target_response = level.and_then(|level| level.response_minutes);
        let target_resolution = level.and_then(|level| level.resolution_minutes);
        let met = |times: &[f64], target: Option<f64>| {
            target.and_then(|target| {
                share(times.iter().filter(|time| **time <= target).count() as u64, times.len() as u64)
            })
        };
        PriorityRow {
            priority: name,
            opened: opened.len(),
            closed: closed.len(),
            open: mine.iter().filter(|(_, row)| row.state == "open").count(),
            median_response: median(&response),
            median_resolution: median(&closed),
            response_met: met(&response, target_response),
            resolution_met: met(&closed, target_resolution),
            target_response,
            target_resolution,
        }
    });
    rows.into()
}

fn by_category(frame: &Frame, own: &[&Ticket], list: &[TicketRow]) -> Vec<CategoryRow> {
    let mut groups: BTreeMap<&str, Vec<&TicketRow>> = BTreeMap::new();
    let opened = own.iter().zip(list).filter(|(ticket, _)| frame.holds(ticket.opened_at.date(&frame.zone)));
    let opened: Vec<&TicketRow> = opened.map(|(_, row)| row).collect();
    for row in &opened {
        groups.entry(&row.category).or_default().push(row);
    }
    let mut rows: Vec<CategoryRow> = groups
        .into_iter()
        .map(|(category, rows)| CategoryRow {
            category: category.to_owned(),
            opened: rows.len(),
            share: share(rows.len() as u64, opened.len() as u64).unwrap_or(0.0),
            median_resolution: median(&rows.iter().filter_map(|row| row.minutes_to_resolve).collect::<Vec<_>>()),
        })
        .collect();
    rows.sort_by(|a, b| b.opened.cmp(&a.opened).then_with(|| a.category.cmp(&b.category)));
    rows
}
