//! What a template can see: the slice of its document and the figures computed from it.

use serde::Serialize;
use serde_json::Map;
use tera::{Context, Value};

use crate::load::records::All;
use crate::plan::slice::Slice;

use super::computed;
use super::given::given;

/// The variables of a template by name, as it sees them.
fn named(slice: &Slice) -> Vec<(&'static str, Value)> {
    fn one(value: &(impl Serialize + ?Sized)) -> Value {
        let value = given(value);
        // A part that is not there is an empty map, so that templates can ask for its fields.
        if value.is_none() { tera::Map::new().into() } else { value }
    }
    vec![
        ("document", one(&slice.document)),
        ("engagement", one(slice.engagement)),
        ("customer", one(&slice.engagement.customer)),
        ("project", one(&slice.engagement.project)),
        ("provider", one(&slice.provider)),
        ("line", one(&slice.line)),
        ("lines", one(&slice.lines)),
        ("applications", one(&slice.applications)),
        ("business_services", one(&slice.business_services)),
        ("scenarios", one(&slice.scenarios)),
        ("records", one(&All(&slice.records))),
        ("register", one(&slice.register)),
        ("left_out", one(&slice.left_out)),
        ("narrative", one(&slice.narrative)),
        ("terms", one(&slice.terms)),
        ("processes", one(slice.processes)),
        ("figures", one(&computed::figures(slice))),
    ]
}

/// The variables of a template, ready for rendering.
pub fn context(slice: &Slice) -> Context {
    let mut context = Context::new();
    named(slice).into_iter().for_each(|(name, value)| context.insert_value(name, value));
    context
}

/// The same for people and for figures in prose.
pub fn variables(slice: &Slice) -> Map<String, serde_json::Value> {
    let plain = |value: &Value| serde_json::to_value(value).unwrap_or_default();
    named(slice).into_iter().map(|(name, value)| (name.to_owned(), plain(&value))).collect()
}
