//! Findings as workflow commands of GitHub Actions, which show them beside the lines of a change.
//! Form: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.

use crate::source::Sources;

use super::Diagnostic;
use super::record::Record;

/// One command, with its line break. What stands in built-in files has no line in the change.
pub fn render(finding: &Diagnostic, sources: &Sources) -> String {
    let record = Record::new(finding, sources);
    let command = if record.severity == "note" { "notice" } else { record.severity };
    let mut properties = Vec::new();
    if let Some(place) = record.place.as_ref().filter(|place| !place.built_in) {
        properties.push(format!("file={}", property(place.file)));
        properties.push(format!("line={},endLine={}", place.line, place.end_line));
        // Columns are understood within one line only.
        if place.line == place.end_line {
            properties.push(format!("col={},endColumn={}", place.column, place.end_column));
        }
    } else if let Some(path) = record.path {
        properties.push(format!("file={}", property(path)));
    }
    properties.push(format!("title={}", property(record.code)));
    format!("::{command} {}::{}\n", properties.join(","), data(&record.whole()))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
