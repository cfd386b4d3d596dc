//! The value of the engagement's files that a template stumbled over.

use crate::compose::asked::origin;
use crate::diagnostic::Diagnostic;
use crate::load::{Loaded, Project, locate};
use crate::source::Span;

/// Says of a finding in a template where the value stands that the template asks for at this place:
/// the one that the message quotes, the entry that lacks it, or the only one there is.
pub fn placed(finding: Diagnostic, project: &Project, loaded: &Loaded, line: Option<usize>) -> Diagnostic {
    let Some((span, _)) = finding.primary else { return finding };
    if !finding.secondary.is_empty() || !project.templates.values().any(|file| *file == span.file) {
        return finding;
    }
    let text = &project.sources.file(span.file).text;
    let absent = ["undefined", "not found", "not defined"].iter().any(|words| finding.message.contains(words));
    for path in origin::paths(text, span.start..span.end) {
        let found = locate::values(project, loaded, line, &path);
        let told = found.values.iter().find(|(_, text)| quoted(&finding.message, text)).map(|(span, _)| *span);
        if let Some(value) = told.or(only(&found.values).filter(|_| !absent)) {
            return finding.also(value, "the value");
        }
        if let Some(entry) = found.lacking.first().filter(|_| absent) {
            let key = path.last().map_or("", String::as_str);
            let rest = match found.lacking.len() {
                1 => String::new(),
                count => format!(", the first of {count}"),
            };
            return finding.also(*entry, format!("has no `{key}`{rest}"));
        }
    }
    finding
}

/// Whether a message has a text as a word or words of its own.
fn quoted(message: &str, text: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let alone = |(at, _): (usize, &str)| {
        edge(message[..at].chars().next_back()) && edge(message[at + text.len()..].chars().next())
    };
    !text.is_empty() && message.match_indices(text).any(alone)
}

/// The only value there is.
fn only(values: &[(Span, String)]) -> Option<Span> {
    if let [(span, _)] = values { Some(*span) } else { None }
}
