//! What wants watching: backups, expiries, open actions, notes.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::load::records::{Action, Backup, BackupResult, Note, NoteKind};
use crate::plan::slice::Slice;

use super::Frame;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Watch {
    pub backups_total: usize,
    pub backups_ok: usize,
    pub backups_failed: usize,
    pub restores_tested: usize,
    pub failed_backups: Vec<Backup>,
    /// The last good backup of each object.
    pub backups: Vec<BackupRow>,
    /// Certificates and the like, soonest first.
    pub expiries: Vec<ExpiryRow>,
    /// Those that end within 90 days of the end of the period.
    pub expiring: Vec<ExpiryRow>,
    /// Not closed by the end of the period, oldest due date first.
    pub actions: Vec<ActionRow>,
    pub actions_overdue: usize,
    pub actions_closed: usize,
    pub highlights: Vec<String>,
    pub shift_notes: Vec<String>,
    pub next: Vec<String>,
    pub improvements: Vec<String>,
    pub staffing: Vec<String>,
    pub decisions: Vec<DecisionRow>,
    /// Decisions wanted in the 31 days before, for follow-up.
    pub earlier_decisions: Vec<DecisionRow>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct BackupRow {
    pub object: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_ok: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_restore: Option<Date>,
    pub failures: usize,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExpiryRow {
    pub object: String,
    pub kind: String,
    pub application: String,
    pub expires_on: Date,
    /// From the end of the period; negative when past.
    pub days_left: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct ActionRow {
    pub id: String,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// `open`, `overdue` or `closed` at the end of the period.
    pub state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_days: Option<i32>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct DecisionRow {
    pub date: Date,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
}

pub fn compute(slice: &Slice, frame: &Frame) -> Watch {
    let records = &slice.records;
    let of = |result| records.backups.iter().filter(|backup| backup.result == result).count();
    let notes = |kind: NoteKind| {
        let mut notes: Vec<_> = records.notes.iter().filter(|note| note.kind == kind).collect();
        notes.sort_by_key(|note| note.date.0);
        notes.into_iter().map(|note| note.text.clone()).collect::<Vec<String>>()
    };
    let mut expiries: Vec<ExpiryRow> = records
        .expiries
        .iter()
        .map(|expiry| ExpiryRow {
            object: expiry.object.clone(),
            kind: expiry.kind.clone(),
            application: frame.named(&expiry.application),
            expires_on: expiry.expires_on.0,
            days_left: days(frame.end, expiry.expires_on.0),
            owner: expiry.owner.clone(),
        })
        .collect();
    expiries.sort_by_key(|row| (row.expires_on, row.object.clone()));
    let mut actions: Vec<ActionRow> = records.actions.iter().map(|action| action_row(action, frame)).collect();
    let closed = actions.iter().filter(|row| row.state == "closed").count();
    actions.retain(|row| row.state != "closed");
    actions.sort_by_key(|row| (row.due_on.is_none(), row.due_on, row.id.clone()));
    Watch {
        backups_total: records.backups.len(),
        backups_ok: of(BackupResult::Ok),
        backups_failed: of(BackupResult::Failed),
        restores_tested: of(BackupResult::RestoreTested),
        failed_backups: records
            .backups
            .iter()
            .filter(|backup| backup.result == BackupResult::Failed)
            .cloned()
            .collect(),
        backups: backup_rows(slice),
        expiring: expiries.iter().filter(|row| row.days_left <= 90).cloned().collect(),
        expiries,
        actions_overdue: actions.iter().filter(|row| row.state == "overdue").count(),
        actions_closed: closed,
        actions,
        highlights: notes(NoteKind::Highlight),
        shift_notes: notes(NoteKind::Shift),
        next: notes(NoteKind::Next),
        improvements: notes(NoteKind::Improvement),
        staffing: notes(NoteKind::Staffing),
        decisions: decisions(records.notes.iter().filter(|note| note.kind == NoteKind::Decision), Date::MIN),
        earlier_decisions: decisions(
            slice.history.decisions.iter().copied(),
            crate::resolve::calendar::shift(frame.start, -31),
        ),
    }
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

fn decisions<'a>(decisions: impl Iterator<Item = &'a Note>, since: Date) -> Vec<DecisionRow> {
    let row = |note: &Note| DecisionRow {
        date: note.date.0,
        text: note.text.clone(),
        owner: note.owner.clone(),
        due_on: note.due_on.map(|day| day.0),
    };
    let mut rows: Vec<DecisionRow> = decisions.filter(|note| note.date.0 >= since).map(row).collect();
    rows.sort_by_key(|row| row.date);
    rows
}

fn action_row(action: &Action, frame: &Frame) -> ActionRow {
    let closed = action.closed_on.is_some_and(|day| day.0 <= frame.end);
    let overdue = action.due_on.is_some_and(|day| day.0 < frame.end);
    ActionRow {
        id: action.id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
        text: action.text.clone(),
        owner: action.owner.clone(),
        due_on: action.due_on.map(|day| day.0),
        state: match (closed, overdue) {
            (true, _) => "closed",
            (false, true) => "overdue",
            (false, false) => "open",
        },
        age_days: action.opened_on.map(|day| days(day.0, frame.end)),
    }
}

fn backup_rows(slice: &Slice) -> Vec<BackupRow> {
    let all: Vec<&Backup> = slice.history.backups.iter().copied().chain(&slice.records.backups).collect();
    let mut objects: Vec<&str> = all.iter().map(|backup| backup.object.as_str()).collect();
    objects.sort_unstable();
    objects.dedup();
    let last = |object: &str, result: BackupResult| {
        all.iter().filter(|backup| backup.object == object && backup.result == result).map(|backup| backup.date.0).max()
    };
    let row = |object: &str| BackupRow {
        object: object.to_owned(),
        last_ok: last(object, BackupResult::Ok),
        last_restore: last(object, BackupResult::RestoreTested),
        failures: slice
            .records
            .backups
            .iter()
            .filter(|backup| backup.object == object && backup.result == BackupResult::Failed)
            .count(),
    };
    objects.into_iter().map(row).collect()
}
