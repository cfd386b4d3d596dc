//! What a template can see: the slice of its document and the figures computed from it.

use serde_json::{Map, Value};

use crate::plan::slice::Slice;

use super::computed;

/// The variables of a template. A value that nobody gave is left out rather than empty, so that
/// printing it is an error instead of a blank.
pub fn variables(slice: &Slice) -> Map<String, Value> {
    let mut variables = Map::new();
    let mut add = |name: &str, value: Result<Value, serde_json::Error>| {
        let value = without_nulls(value.unwrap_or_default());
        // A part that is not there is an empty map, so that templates can ask for its fields.
        variables.insert(name.to_owned(), if value.is_null() { Value::Object(Map::new()) } else { value });
    };
    add("document", serde_json::to_value(&slice.document));
    add("engagement", serde_json::to_value(slice.engagement));
    add("customer", serde_json::to_value(&slice.engagement.customer));
    add("project", serde_json::to_value(&slice.engagement.project));
    add("provider", serde_json::to_value(slice.provider));
    add("line", serde_json::to_value(&slice.line));
    add("lines", serde_json::to_value(&slice.lines));
    add("applications", serde_json::to_value(&slice.applications));
    add("business_services", serde_json::to_value(&slice.business_services));
    add("scenarios", serde_json::to_value(&slice.scenarios));
    add("records", serde_json::to_value(slice.records.all()));
    add("register", serde_json::to_value(&slice.register));
    add("left_out", serde_json::to_value(&slice.left_out));
    add("narrative", serde_json::to_value(&slice.narrative));
    add("terms", serde_json::to_value(slice.terms));
    add("processes", serde_json::to_value(slice.processes));
    add("figures", serde_json::to_value(computed::figures(slice)));
    variables
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(key, value)| (key, without_nulls(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        other => other,
    }
}
