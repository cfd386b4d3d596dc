//! The value of the engagement's files that a template stumbled over.

use crate::compose::asked::origin;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{Loaded, Project, locate};
use crate::resolve::Item;
use crate::source::Span;

/// Findings about Markdown, which may come from a template or from a text that it prints.
const MARKDOWN: &[Code] = &[Code::RAW_HTML, Code::DEAD_REFERENCE, Code::LINK, Code::IMAGE, Code::NOTE];

/// Says of a finding in a template where the value stands that the template asks for at this place:
/// the one that the message quotes, the entry that lacks it, or the only one there is.
pub fn placed(finding: Diagnostic, project: &Project, loaded: &Loaded, item: &Item) -> Diagnostic {
    let Some((span, _)) = finding.primary else { return finding };
    let text = &project.sources.file(span.file).text;
    if !project.templates.values().any(|file| *file == span.file) {
        // Prose knows the line of its block; the words are in it, or further down where it is a list.
        let quoted = finding.message.split('`').nth(1).filter(|_| MARKDOWN.contains(&finding.code));
        let at = quoted.and_then(|quoted| Some((span.start + text[span.start..].find(quoted)?, quoted.len())));
        return finding.at(at.map_or(span, |(at, length)| Span::new(span.file, at, at + length)));
    }
    if !finding.secondary.is_empty() {
        return finding;
    }
    if MARKDOWN.contains(&finding.code) {
        return match written(&finding.message, &text[span.start..span.end], project, loaded, item) {
            Some(place) => finding.at(place).also(span, "printed here"),
            None => finding,
        };
    }
    let absent = ["undefined", "not found", "not defined"].iter().any(|words| finding.message.contains(words));
    for path in origin::paths(text, span.start..span.end) {
        let found = locate::values(project, loaded, item.line, &path);
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

/// Where the text that a message quotes is written: in the document's own prose, or in another file
/// of the engagement. What stands in the template's line itself is the template's.
fn written(message: &str, line: &str, project: &Project, loaded: &Loaded, item: &Item) -> Option<Span> {
    let text = message.split('`').nth(1).filter(|text| !text.is_empty() && !line.contains(text))?;
    let mine = |one: &&crate::load::Narrative| one.deliverable == item.deliverable && one.serves(item.part());
    let prose = loaded.narratives.iter().filter(mine).map(|narrative| narrative.file);
    let find = |file| {
        let at = project.sources.file(file).text.find(text)?;
        Some(Span::new(file, at, at + text.len()))
    };
    prose.chain(loaded.files.iter().copied()).find_map(find)
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
