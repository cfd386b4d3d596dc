//! Rules that both parties agreed to set aside, in words a reader of the contract understands.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnostic::Code;
use crate::plan::slice::Slice;

#[derive(Debug, Serialize, JsonSchema)]
pub struct WaiverLine {
    /// The rule's code.
    pub rule: String,
    /// What it is about.
    pub what: &'static str,
    /// The service it is set aside for; empty for the whole engagement.
    pub service: String,
    pub reason: String,
    pub approved_by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_on: Option<Date>,
    /// The last day on which it is set aside.
    pub until: Date,
}

pub fn compute(slice: &Slice) -> Vec<WaiverLine> {
    let service = |key: &str| slice.lines.iter().find(|line| line.key == key).map(|line| line.service.name.clone());
    let line = |waiver: &crate::load::engagement::Waiver| WaiverLine {
        rule: waiver.rule.value.clone(),
        what: Code::find(&waiver.rule).map_or("", |entry| entry.title),
        service: waiver.line.as_ref().and_then(|key| service(key)).unwrap_or_default(),
        reason: waiver.reason.clone(),
        approved_by: waiver.approved_by.clone(),
        approved_on: waiver.approved_on.map(|day| day.0),
        until: waiver.until.0,
    };
    slice.engagement.waivers.iter().map(|waiver| line(waiver)).collect()
}
