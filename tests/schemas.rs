//! The schemas in `schemas/` are current, explain every key, and agree with the loader about what is
//! well formed. `SOWRIGHT_BLESS=1 cargo test schemas` writes them.

use std::fs;
use std::path::Path;

use serde_json::Value;
use sowright::load::catalog::Catalog;
use sowright::load::load_catalog;
use sowright::load::schema::{FileKind, read, schema, text};

use crate::errors;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn schemas_are_current() {
    let (catalog, _, findings) = load_catalog(root());
    assert!(!findings.has_errors(), "{findings:#?}");
    for kind in FileKind::ALL {
        let path = root().join(kind.path());
        let now = text(kind, &catalog);
        if std::env::var_os("SOWRIGHT_BLESS").is_some() {
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(&path, now).expect("writable");
        } else {
            let old = fs::read_to_string(&path).unwrap_or_default();
            assert!(old == now, "{} is old: run SOWRIGHT_BLESS=1 cargo test schemas", kind.path());
        }
    }
}

#[test]
fn schemas_explain_every_key() {
    let (catalog, _, _) = load_catalog(root());
    let mut silent = Vec::new();
    for kind in FileKind::ALL {
        let schema = schema(kind, &catalog);
        let mut all = vec![("", &schema)];
        all.extend(schema["$defs"].as_object().into_iter().flatten().map(|(name, one)| (name.as_str(), one)));
        for (name, one) in all {
            for (key, property) in one["properties"].as_object().into_iter().flatten() {
                let words = property["description"].as_str().unwrap_or_default();
                if !words.ends_with(['.', ';', ':']) {
                    silent.push(format!("{}: {name}.{key}: `{words}`", kind.name()));
                }
            }
            if one.get("properties").is_some() {
                assert_eq!(one["additionalProperties"], false, "{}: {name} takes any key", kind.name());
            }
        }
    }
    assert!(silent.is_empty(), "no sentence about {silent:#?}");
}

/// The kind of file at a path of a project; none for what is no YAML of ours.
fn kind(path: &str) -> Option<FileKind> {
    let yaml = path.ends_with(".yaml") || path.ends_with(".yml");
    match path {
        _ if !yaml || path.starts_with("templates/theme/") || path.starts_with("output/") => None,
        "sowright.yaml" => Some(FileKind::Settings),
        _ if path.starts_with("catalog/") || path == "templates/families.yaml" => Some(FileKind::Catalog),
        _ if path.contains("/records/") => Some(FileKind::Records),
        _ if path.ends_with("/ledger.yaml") => Some(FileKind::Ledger),
        _ => Some(FileKind::Engagement),
    }
}

/// Codes of the loader for what has the wrong shape.
const SHAPE: [&str; 3] = ["DOC-09", "YML-03", "YML-04"];
/// Codes of texts that have no JSON form.
const NO_JSON: [&str; 2] = ["YML-01", "YML-02"];
/// Codes of the stages after: closed lists of ids, which a schema knows too.
const LISTS: [&str; 4] = ["CAT-01", "CAT-02", "DLV-21", "REQ-01"];

/// What schema and loader disagree about in one file.
fn disagreement(path: &str, text: &str, catalog: &Catalog, expected: &str) -> Option<String> {
    let kind = kind(path)?;
    let (value, findings) = read(kind, text);
    let told = |codes: &[&str]| findings.iter().any(|finding| codes.contains(&finding.code.0));
    let value = value.filter(|_| !told(&NO_JSON))?;
    let schema = schema(kind, catalog);
    match (told(&SHAPE), valid(&schema, &schema, &value)) {
        (true, Ok(())) => Some(format!("{path}: the loader refuses it, the schema does not: {findings:#?}")),
        (false, Err(why)) if !LISTS.iter().any(|code| expected.contains(code)) => {
            Some(format!("{path}: the schema refuses what the loader reads: {why}"))
        }
        _ => None,
    }
}

#[test]
fn schemas_agree_with_the_loader() {
    let (built_in, _, _) = load_catalog(root());
    let mut wrong = Vec::new();
    let mut files = 0;
    for entry in walk(root(), &["engagements", "catalog", "templates", "tests/mistakes"]) {
        let text = fs::read_to_string(root().join(&entry)).expect("readable");
        files += usize::from(kind(&entry).is_some());
        // A descriptor with a mistake says in a comment what is told of it.
        wrong.extend(disagreement(&entry, &text, &built_in, &text));
    }
    assert!(files > 60, "{files} files of the samples");
    for path in errors::cases() {
        let case = errors::parse(&fs::read_to_string(&path).expect("readable"));
        let name = path.file_name().expect("a name").to_string_lossy();
        let own = case.files.iter().any(|(path, _)| path.starts_with("catalog/") || path == "sowright.yaml");
        let folder = tempfile::tempdir().expect("a folder");
        let catalog = if own {
            errors::lay_out(&case.files, folder.path());
            load_catalog(folder.path()).0
        } else {
            built_in.clone()
        };
        for (file, text) in case.files.iter().filter(|(_, text)| !text.starts_with("#!")) {
            wrong.extend(disagreement(file, text, &catalog, &case.expected).map(|why| format!("{name}: {why}")));
        }
        for (file, text) in case.right.iter().filter(|(_, text)| !text.is_empty()) {
            wrong.extend(disagreement(file, text, &catalog, "").map(|why| format!("{name}, right: {why}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every file below some folders, by its path from the root.
fn walk(root: &Path, folders: &[&str]) -> Vec<String> {
    let mut waiting: Vec<_> = folders.iter().map(|folder| root.join(folder)).collect();
    let mut files = Vec::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).expect("readable").flatten().map(|entry| entry.path()));
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            files.push(path.strip_prefix(root).expect("below").to_string_lossy().into_owned());
        }
    }
    files.sort();
    files
}

/// Whether a value is as a schema asks, by the keywords that our schemas use; another keyword is a
/// panic, so that none is passed over. Other programs judge the same in `tests/conformance/editor.sh`.
fn valid(schema: &Value, root: &Value, value: &Value) -> Result<(), String> {
    let Some(keys) = schema.as_object() else {
        return if schema == false { Err(format!("{value} is not allowed")) } else { Ok(()) };
    };
    let text = |value: &Value| value.as_str().map(str::to_owned);
    for (key, rule) in keys {
        let holds = match key.as_str() {
            "$ref" => {
                let name = rule.as_str().and_then(|path| path.strip_prefix("#/$defs/")).expect("a definition");
                valid(&root["$defs"][name], root, value)?;
                true
            }
            "type" => match rule {
                Value::Array(types) => types.iter().any(|one| is(one, value)),
                single => is(single, value),
            },
            "enum" => rule.as_array().expect("a list").contains(value),
            "const" => rule == value,
            "anyOf" => rule.as_array().expect("a list").iter().any(|branch| valid(branch, root, value).is_ok()),
            "pattern" => text(value).is_none_or(|text| {
                regex::Regex::new(rule.as_str().expect("a pattern")).expect("a pattern").is_match(&text)
            }),
            "format" => match rule.as_str() {
                Some("date") => text(value).is_none_or(|text| text.parse::<jiff::civil::Date>().is_ok()),
                other => panic!("unknown format {other:?}"),
            },
            "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().expect("a number")),
            "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().expect("a number")),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().expect("a number")),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= rule.as_u64().expect("a number")),
            "required" => value.as_object().is_none_or(|map| {
                rule.as_array().expect("a list").iter().all(|name| map.contains_key(name.as_str().expect("a name")))
            }),
            "items" => {
                let known = keys.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
                let mut items = value.as_array().into_iter().flatten().skip(known);
                items.try_for_each(|item| valid(rule, root, item))?;
                true
            }
            "prefixItems" => {
                let mut pairs = rule.as_array().expect("a list").iter().zip(value.as_array().into_iter().flatten());
                pairs.try_for_each(|(rule, item)| valid(rule, root, item))?;
                true
            }
            "properties" => {
                for (name, value) in value.as_object().into_iter().flatten() {
                    let inner = rule.get(name).map_or(Ok(()), |rule| valid(rule, root, value));
                    inner.map_err(|why| format!("{name}: {why}"))?;
                }
                true
            }
            "additionalProperties" => {
                let known = |name: &String| keys.get("properties").is_some_and(|known| known.get(name).is_some());
                for (name, value) in value.as_object().into_iter().flatten().filter(|(name, _)| !known(name)) {
                    valid(rule, root, value).map_err(|why| format!("{name}: {why}"))?;
                }
                true
            }
            "$schema"
            | "$defs"
            | "title"
            | "description"
            | "default"
            | "examples"
            | "enumDescriptions"
            | "patternErrorMessage" => true,
            other => panic!("the keyword {other} is not known here"),
        };
        if !holds {
            return Err(format!("{value} against {key}: {rule}"));
        }
    }
    Ok(())
}

fn is(name: &Value, value: &Value) -> bool {
    match name.as_str().expect("a name") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type {other}"),
    }
}
