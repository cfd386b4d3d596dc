//! Ids out of the catalog, filled in where a field says that it names one (`x-known`).

use regex::escape;
use serde_json::{Map, Value, json};

use crate::diagnostic::code::TABLE;
use crate::load::catalog::{Cadence, Catalog};
use crate::load::records::Records;

use super::polish::each_within;

/// Names with what each means.
type Names = Vec<(String, String)>;

/// Replaces every mark in a schema by what is known of it.
pub fn fill(schema: &mut Value, catalog: &Catalog) {
    if let Value::Object(keys) = schema
        && let Some(Value::String(mark)) = keys.remove("x-known")
    {
        let list = keys.get("type").is_some_and(|types| types.to_string().contains("array"));
        match (mark.as_str(), keys.get_mut("items")) {
            ("cadence", _) => cadences(keys, catalog),
            ("stages", _) => stages(keys, catalog),
            (mark, Some(Value::Object(items))) if list => named(items, mark, catalog),
            (mark, _) => named(keys, mark, catalog),
        }
    }
    each_within(schema, &mut |within| fill(within, catalog));
}

/// Offers the names of a kind. Services and deliverables of an engagement come from a closed list;
/// elsewhere the file itself may add to what is known, so another name is no mistake.
fn named(keys: &mut Map<String, Value>, mark: &str, catalog: &Catalog) {
    let optional = keys.get("type").is_some_and(|types| types.to_string().contains("null"));
    let names = match mark {
        "service" | "service-open" => services(catalog),
        "deliverable" | "deliverable-open" => deliverables(catalog),
        "service-or-deliverable" => services(catalog).into_iter().chain(deliverables(catalog)).collect(),
        "acceptance" => catalog.acceptance_reports.iter().map(|one| (one.id.value.clone(), one.name.clone())).collect(),
        "line" => catalog.lines.iter().map(|line| (line.id.clone(), line.name.clone())).collect(),
        "family" => catalog.families.iter().map(|family| (family.id.value.clone(), family.name.clone())).collect(),
        "record-kind" => Records::KINDS.iter().map(|kind| ((*kind).to_owned(), String::new())).collect(),
        "rule" => TABLE
            .iter()
            .filter(|entry| entry.waivable())
            .map(|entry| (entry.code.to_owned(), entry.title.to_owned()))
            .collect(),
        _ => Names::new(),
    };
    let mut branches = vec![offered(&names)];
    match mark {
        "service" => branches.push(json!({ "pattern": other_spellings(catalog) })),
        "deliverable" => {}
        _ => branches.push(json!({})),
    }
    if optional {
        branches.push(json!({ "type": "null" }));
    }
    match branches.len() {
        1 => keys.extend(offered(&names).as_object().cloned().unwrap_or_default()),
        _ => drop(keys.insert("anyOf".into(), Value::Array(branches))),
    }
    keys.insert("type".into(), if optional { json!(["string", "null"]) } else { json!("string") });
}

fn offered(names: &Names) -> Value {
    let (words, meanings): (Vec<&String>, Vec<&String>) = names.iter().map(|(word, meaning)| (word, meaning)).unzip();
    match meanings.iter().all(|meaning| meaning.is_empty()) {
        true => json!({ "enum": words }),
        false => json!({ "enum": words, "enumDescriptions": meanings }),
    }
}

fn services(catalog: &Catalog) -> Names {
    let name = |code: &str, name: &str| if code.is_empty() { name.to_owned() } else { format!("{code} {name}") };
    catalog.services.iter().map(|one| (one.id.value.clone(), name(&one.code, &one.name))).collect()
}

fn deliverables(catalog: &Catalog) -> Names {
    catalog.deliverables.iter().map(|one| (one.id.value.clone(), one.name.clone())).collect()
}

/// Codes, printed names and aliases of services: read like ids, but not offered.
fn other_spellings(catalog: &Catalog) -> String {
    let spellings = catalog.services.iter().flat_map(|service| {
        [&service.code, &service.name].into_iter().chain(&service.aliases).filter(|name| !name.is_empty())
    });
    format!(
        "^({})$",
        spellings.map(|name| escape(name).replace("\\-", "-").replace("\\&", "&")).collect::<Vec<_>>().join("|")
    )
}

/// Each deliverable that leaves its cadence open, or has one, with the cadences there are.
fn cadences(keys: &mut Map<String, Value>, catalog: &Catalog) {
    let (words, meanings): (Vec<&str>, Vec<&str>) =
        Cadence::ALL.iter().map(|(name, cadence)| (*name, cadence.word())).unzip();
    let each = |(id, name): (String, String)| {
        let value = json!({
            "type": "string", "description": name, "enum": words, "enumDescriptions": meanings,
        });
        (id, value)
    };
    keys.insert("properties".into(), Value::Object(deliverables(catalog).into_iter().map(each).collect()));
    keys.insert("additionalProperties".into(), json!(false));
}

/// Each stage of the catalog's processes; a stage that is not known is told by the program.
fn stages(keys: &mut Map<String, Value>, catalog: &Catalog) {
    let value = keys.get("additionalProperties").cloned().unwrap_or(json!({}));
    let each = |stage: &crate::load::catalog::Stage| {
        let mut value = value.clone();
        if let Value::Object(value) = &mut value {
            value.insert("description".into(), json!(stage.name));
        }
        (stage.id.clone(), value)
    };
    let stages = catalog.processes.iter().flat_map(|process| &process.stages);
    keys.insert("properties".into(), Value::Object(stages.map(each).collect()));
}
