//! What trends need of the days before a document's period, and no more: a word that is mended in a
//! record of last spring changes no report of this autumn.

use serde::Serialize;

use crate::load::records::{Alarm, Backup, CapacityPoint, Incident, Note, NoteKind, Record, Records, Selection};
use crate::load::values::{IncidentSeverity, Moment};
use crate::source::Spanned;

/// Records of the days before the period.
#[derive(Debug, Clone, Default, Serialize)]
pub struct History<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub incidents: Vec<Occurrence<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alarms: Vec<&'a Alarm>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub capacity: Vec<&'a CapacityPoint>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub backups: Vec<&'a Backup>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<&'a Note>,
}

/// When an incident was, how grave, and what it hit.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Occurrence<'a> {
    pub id: &'a str,
    pub severity: IncidentSeverity,
    pub started_at: &'a Spanned<Moment>,
    pub mitigated_at: Option<&'a Spanned<Moment>>,
    pub resolved_at: Option<&'a Spanned<Moment>>,
    pub outage: bool,
    /// Ids; none means all.
    pub applications: &'a [Spanned<String>],
}

impl<'a> From<&'a Incident> for Occurrence<'a> {
    fn from(incident: &'a Incident) -> Self {
        Self {
            id: &incident.id.value,
            severity: incident.severity,
            started_at: &incident.started_at,
            mitigated_at: incident.mitigated_at.as_ref(),
            resolved_at: incident.resolved_at.as_ref(),
            outage: incident.outage,
            applications: &incident.applications,
        }
    }
}

impl<'a> History<'a> {
    /// What the selection takes of records of these kinds.
    pub fn of(records: &'a Records, kinds: &[String], selection: &Selection) -> Self {
        fn taken<'a, R: Record>(wanted: bool, all: &'a [R], selection: &Selection) -> impl Iterator<Item = &'a R> {
            all.iter().filter(move |record| wanted && selection.takes(*record))
        }
        let wanted = |name: &str| kinds.iter().any(|kind| kind == name);
        let notes = taken(wanted("notes"), &records.notes, selection);
        Self {
            incidents: taken(wanted("incidents"), &records.incidents, selection).map(Occurrence::from).collect(),
            alarms: taken(wanted("alarms"), &records.alarms, selection).collect(),
            capacity: taken(wanted("capacity"), &records.capacity, selection).collect(),
            backups: taken(wanted("backups"), &records.backups, selection).collect(),
            decisions: notes.filter(|note| note.kind == NoteKind::Decision).collect(),
        }
    }
}
