//! Findings as SARIF 2.1.0, the form that code hosts and editors read. All findings make one file.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::source::{FileId, SourceFile, Sources, Span, sha256};

use super::code::{Entry, TABLE};
use super::record::Record;
use super::{Diagnostic, Diagnostics, Severity};

/// The base of the project's files, by the name that code hosts know it under.
const PROJECT: &str = "%SRCROOT%";
/// The base of the files in the program.
const BUILT_IN: &str = "BUILT_IN";
/// Lines shown around a place.
const CONTEXT: usize = 1;

/// The log of one run, ending with a line break.
pub fn render(findings: &Diagnostics, sources: &Sources, version: &str) -> String {
    let files = Files::of(findings, sources);
    let results: Vec<Value> = findings.iter().map(|finding| files.result(finding)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "sowright",
                "fullName": format!("sowright {version}"),
                "version": version,
                "semanticVersion": version,
                "language": "en",
                "shortDescription": {"text": "Compiles consulting engagements into documents."},
                "rules": TABLE.iter().map(rule).collect::<Vec<_>>(),
            }},
            "invocations": [{"executionSuccessful": true}],
            "originalUriBaseIds": {
                PROJECT: {"description": {"text": "The folder of the project."}},
                BUILT_IN: {"description": {
                    "text": "Files in the program; `sowright eject` copies one into the project."
                }},
            },
            "artifacts": files.artifacts(),
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(entry: &Entry) -> Value {
    let mut rule = json!({
        "id": entry.code,
        "name": pascal(entry.title),
        "shortDescription": {"text": sentence(entry.title)},
        "fullDescription": {"text": entry.text},
        "help": {"text": format!("{} `sowright explain {}` prints this text.", entry.text, entry.code)},
        "defaultConfiguration": {"level": Severity::name(entry.severity)},
    });
    if let Some(field) = entry.rule {
        rule["properties"] = json!({"tags": [field.origin.word()], "asked": field.gate.when()});
    }
    rule
}

/// The files that findings point into, in the order of their first finding.
struct Files<'a> {
    sources: &'a Sources,
    order: Vec<FileId>,
    index: BTreeMap<FileId, usize>,
}

impl<'a> Files<'a> {
    fn of(findings: &Diagnostics, sources: &'a Sources) -> Self {
        let mut files = Self { sources, order: Vec::new(), index: BTreeMap::new() };
        for (span, _) in findings.iter().flat_map(|finding| finding.primary.iter().chain(&finding.secondary)) {
            files.index.entry(span.file).or_insert_with(|| {
                files.order.push(span.file);
                files.order.len() - 1
            });
        }
        files
    }

    fn artifacts(&self) -> Vec<Value> {
        let artifact = |id: &FileId| {
            let file = self.sources.file(*id);
            json!({
                "location": address(file),
                "length": file.text.len(),
                "encoding": "UTF-8",
                "hashes": {"sha-256": sha256(file.text.as_bytes())},
            })
        };
        self.order.iter().map(artifact).collect()
    }

    fn result(&self, finding: &Diagnostic) -> Value {
        let record = Record::new(finding, self.sources);
        let mut result = json!({
            "ruleId": record.code,
            "level": record.severity,
            "message": {"text": record.whole()},
            "partialFingerprints": {"finding/v1": self.fingerprint(finding)},
        });
        if let Some(index) = TABLE.iter().position(|entry| entry.code == record.code) {
            result["ruleIndex"] = json!(index);
        }
        let at = |(span, label): &(Span, String)| self.location(*span, label);
        result["locations"] = json!([match &finding.primary {
            Some(own) => at(own),
            None => beginning(finding.path.as_deref().unwrap_or(".")),
        }]);
        if !finding.secondary.is_empty() {
            result["relatedLocations"] = finding.secondary.iter().map(at).collect();
        }
        result
    }

    fn location(&self, span: Span, label: &str) -> Value {
        let file = self.sources.file(span.file);
        let (line, column) = file.line_column(span.start);
        let (end_line, end_column) = file.line_column(span.end.max(span.start));
        let mut place = address(file);
        place["index"] = json!(self.index.get(&span.file));
        let lines = (line.saturating_sub(CONTEXT).max(1), (end_line + CONTEXT).min(file.line_count()));
        let around = file.line_range(lines.0).start..file.line_range(lines.1).end;
        let mut location = json!({"physicalLocation": {
            "artifactLocation": place,
            "region": {
                "startLine": line,
                "startColumn": column,
                "endLine": end_line,
                "endColumn": end_column,
                "snippet": {"text": file.text.get(span.start..span.end).unwrap_or_default()},
            },
            "contextRegion": {
                "startLine": lines.0,
                "endLine": lines.1,
                "snippet": {"text": file.text.get(around).unwrap_or_default()},
            },
        }});
        if !label.is_empty() {
            location["message"] = json!({"text": label});
        }
        location
    }

    /// What tells a finding from others although lines move above it: code, file, the text of the
    /// line, and the message.
    fn fingerprint(&self, finding: &Diagnostic) -> String {
        let place = finding.primary.as_ref().map(|(span, _)| {
            let file = self.sources.file(span.file);
            let line = file.line_range(file.line_column(span.start).0);
            (file.path.as_str(), file.text.get(line).unwrap_or_default().trim())
        });
        let (path, line) = place.unwrap_or((finding.path.as_deref().unwrap_or_default(), ""));
        sha256([finding.code.0, path, line, &finding.message].join("\n"))
    }
}

/// Code hosts refuse results without a line, so what has no text is found at its beginning, and what
/// has no file at the project's folder.
fn beginning(path: &str) -> Value {
    // An output folder elsewhere has a full path.
    let file = match path.starts_with('/') {
        true => json!({"uri": format!("file://{}", uri(path))}),
        false => json!({"uri": uri(path), "uriBaseId": PROJECT}),
    };
    json!({"physicalLocation": {"artifactLocation": file, "region": {"startLine": 1}}})
}

fn address(file: &SourceFile) -> Value {
    json!({"uri": uri(&file.path), "uriBaseId": if file.embedded { BUILT_IN } else { PROJECT }})
}

/// A title as one word, which is how viewers name rules.
fn pascal(title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(capital).collect()
}

fn sentence(title: &str) -> String {
    format!("{}.", capital(title))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
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
