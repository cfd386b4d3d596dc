//! What the reader of YAML forgives is allowed, and what only Rust knows is left out.

use serde_json::{Map, Value, json};

/// Rewrites a schema and all schemas within.
pub fn polish(schema: &mut Value) {
    if let Value::Object(keys) = schema {
        words(keys);
        forgiving(keys);
        described(keys);
        let sized = |format: &str| format.starts_with("uint") || format.starts_with("int") || format == "double";
        if keys.get("format").and_then(Value::as_str).is_some_and(sized) {
            keys.remove("format");
        }
        let empty = |value: &Value| match value {
            Value::Array(items) => items.is_empty(),
            Value::Object(_) | Value::Null => true,
            _ => false,
        };
        keys.remove("writeOnly");
        if keys.get("default").is_some_and(empty) {
            keys.remove("default");
        }
    }
    each_within(schema, &mut polish);
}

/// Calls `each` with every schema directly within a schema. Names of properties are no keywords.
pub fn each_within(schema: &mut Value, each: &mut dyn FnMut(&mut Value)) {
    let Value::Object(keys) = schema else { return };
    for (key, value) in keys {
        match (key.as_str(), value) {
            ("properties" | "$defs", Value::Object(named)) => named.values_mut().for_each(&mut *each),
            ("anyOf" | "oneOf" | "allOf" | "prefixItems", Value::Array(list)) => list.iter_mut().for_each(&mut *each),
            ("items" | "additionalProperties" | "propertyNames", value) => each(value),
            _ => {}
        }
    }
}

/// Words with a meaning each: one list of words and one of meanings, which editors show beside them.
fn words(keys: &mut Map<String, Value>) {
    let Some(Value::Array(branches)) = keys.get("oneOf") else { return };
    let mut words = Vec::new();
    let mut meanings = Vec::new();
    for branch in branches {
        let meaning = branch.get("description").cloned().unwrap_or(json!(""));
        match (branch.get("const"), branch.get("enum")) {
            (Some(word), _) => {
                words.push(word.clone());
                meanings.push(meaning);
            }
            (None, Some(Value::Array(several))) => {
                meanings.extend(several.iter().map(|_| meaning.clone()));
                words.extend(several.iter().cloned());
            }
            _ => return,
        }
    }
    keys.remove("oneOf");
    keys.insert("type".into(), json!("string"));
    keys.insert("enum".into(), Value::Array(words));
    keys.insert("enumDescriptions".into(), Value::Array(meanings));
}

/// A text may be written like a number (`1.10`), and a list or a map may be left empty.
fn forgiving(keys: &mut Map<String, Value>) {
    let mut types: Vec<Value> = match keys.get("type") {
        Some(Value::Array(types)) => types.clone(),
        Some(single) => vec![single.clone()],
        None => return,
    };
    let has = |types: &[Value], name: &str| types.iter().any(|one| one == name);
    let free = !["enum", "pattern", "const"].iter().any(|key| keys.contains_key(*key));
    if has(&types, "string") && free {
        types.push(json!("number"));
    }
    let asks = keys.get("required").and_then(Value::as_array).is_some_and(|names| !names.is_empty());
    let may_be_empty = has(&types, "array") || has(&types, "object") && !asks;
    if may_be_empty && !has(&types, "null") {
        types.push(json!("null"));
    }
    let single = types.len() == 1;
    keys.insert("type".into(), if single { types.remove(0) } else { Value::Array(types) });
}

/// The lines of a description are one paragraph, and what it names "for instance" is an example.
fn described(keys: &mut Map<String, Value>) {
    let Some(text) = keys.get("description").and_then(Value::as_str) else { return };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !keys.contains_key("examples")
        && let Some((_, rest)) = text.to_lowercase().split_once("for instance `")
        && let Some(at) = text.len().checked_sub(rest.len())
        && let Some((example, _)) = text.get(at..).and_then(|rest| rest.split_once('`'))
    {
        let numeric = keys.get("type").is_some_and(|types| types.to_string().contains("integer") || types == "number");
        let example = match numeric {
            true => serde_json::from_str(example).unwrap_or_else(|_| json!(example)),
            false => json!(example),
        };
        keys.insert("examples".into(), json!([example]));
    }
    keys.insert("description".into(), json!(text));
}
