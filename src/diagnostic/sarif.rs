//! Findings as SARIF 2.1.0, the form that code hosts and editors read. All findings make one file.

use serde_json::{Value, json};

use crate::source::Sources;

use super::code::{Entry, TABLE};
use super::record::{Place, Record};
use super::{Diagnostics, Severity};

/// The log of one run, ending with a line break.
pub fn render(findings: &Diagnostics, sources: &Sources, version: &str) -> String {
    let results: Vec<Value> = findings.iter().map(|finding| result(&Record::new(finding, sources))).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "sowright",
                "semanticVersion": version,
                "rules": TABLE.iter().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(entry: &Entry) -> Value {
    json!({
        "id": entry.code,
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": entry.text},
        "help": {"text": format!("{} `sowright explain {}` prints this text.", entry.text, entry.code)},
        "defaultConfiguration": {"level": Severity::name(entry.severity)},
    })
}

fn result(record: &Record) -> Value {
    let rule = TABLE.iter().position(|entry| entry.code == record.code);
    let mut result = json!({
        "ruleId": record.code,
        "level": record.severity,
        "message": {"text": record.whole()},
    });
    if let Some(index) = rule {
        result["ruleIndex"] = json!(index);
    }
    let own = record
        .place
        .as_ref()
        .map(location)
        .or(record.path.map(|path| json!({"physicalLocation": {"artifactLocation": {"uri": uri(path)}}})));
    if let Some(own) = own {
        result["locations"] = json!([own]);
    }
    if !record.related.is_empty() {
        result["relatedLocations"] = record.related.iter().map(location).collect();
    }
    result
}

fn location(place: &Place) -> Value {
    let mut location = json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(place.file)},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    }});
    if !place.label.is_empty() {
        location["message"] = json!({"text": place.label});
    }
    location
}

/// A path as a relative reference: what addresses reserve is escaped.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
