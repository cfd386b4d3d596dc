//! What typst says, as findings at template lines and in plain words.

use std::collections::BTreeMap;

use typst::diag::SourceDiagnostic;
use typst::syntax::{DiagSpan, DiagSpanKind, Source, SyntaxDiagnostic};
use typst::{World, WorldExt};

use super::glyphs::{self, character};
use super::world::{Sheet, THEME};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// The errors of one document. `origins` holds the template line behind each line of the markup.
pub fn findings(errors: &[SourceDiagnostic], sheet: &Sheet, origins: &[Option<Span>]) -> Diagnostics {
    let origin = |error: &SourceDiagnostic| line(error, sheet).and_then(|line| origins.get(line).copied().flatten());
    let mut findings = Diagnostics::new();
    // A foreign name is many errors to typst, one for each character: one finding tells them all.
    let mut signs: BTreeMap<Option<Span>, Vec<char>> = BTreeMap::new();
    for error in errors {
        if error.message.contains("could not be displayed with") {
            let found = signs.entry(origin(error)).or_default();
            quoted(&error.message).chars().for_each(|sign| {
                if !found.contains(&sign) {
                    found.push(sign)
                }
            });
        } else {
            findings.push(finding(error, sheet, origin(error)));
        }
    }
    findings.extend(signs.into_iter().map(|(origin, signs)| glyphs::finding(&signs, sheet.fonts()).at(origin)));
    findings.sort();
    findings
}

/// The text which typst names in a message, as it prints it: a string literal between backticks.
fn quoted(message: &str) -> String {
    let literal = message.split('`').nth(1).unwrap_or_default().trim_matches('"');
    let mut text = String::new();
    let mut parts = literal.split("\\u{");
    text.extend(parts.next());
    for part in parts {
        let (number, rest) = part.split_once('}').unwrap_or((part, ""));
        text.extend(u32::from_str_radix(number, 16).ok().and_then(char::from_u32));
        text.push_str(rest);
    }
    text
}

/// The errors in the theme's own text, found before any document needs it.
pub fn syntax(theme: &Source) -> Diagnostics {
    let (errors, _) = theme.root().errors_and_warnings();
    let line = |error: &SyntaxDiagnostic| match error.span.get() {
        DiagSpanKind::Number { num, sub_range, .. } => theme.range(num, sub_range),
        DiagSpanKind::Range { range, .. } => Some(range),
        DiagSpanKind::Detached => None,
    };
    errors.iter().map(|error| of_theme(theme, line(error).map(|range| range.start), &error.message)).collect()
}

fn finding(error: &SourceDiagnostic, sheet: &Sheet, origin: Option<Span>) -> Diagnostic {
    if let Some((message, help)) = explain(&error.message) {
        return Diagnostic::new(Code::EXPORT, message).at(origin).help(help);
    }
    if error.span.id() == Some(sheet.theme().id()) {
        let start = sheet.range(error.span).map(|range| range.start);
        return of_theme(sheet.theme(), start, &error.message).at(origin);
    }
    Diagnostic::new(Code::EXPORT, "the typesetter refused this block")
        .at(origin)
        .basis(told(&error.message))
        .help("write it in another way, and report it: the same text should be fine in every format")
}

/// An error of the theme is its author's: typst's own words and the line in the theme.
fn of_theme(theme: &Source, start: Option<usize>, message: &str) -> Diagnostic {
    let line = start
        .and_then(|start| theme.lines().byte_to_line(start))
        .map_or(String::new(), |line| format!(" at line {}", line + 1));
    Diagnostic::new(Code::EXPORT, format!("the theme fails{line}: {}", told(message))).path(THEME)
}

/// The line of the markup (from 0) where the error is, or where the call was made that led to it.
fn line(error: &SourceDiagnostic, sheet: &Sheet) -> Option<usize> {
    let calls = error.trace.iter().map(|call| DiagSpan::from(call.span));
    let span = std::iter::once(error.span).chain(calls).find(|span| span.id() == Some(sheet.main()))?;
    sheet.main.lines().byte_to_line(sheet.range(span)?.start)
}

/// The message without the standard's name before it and without typst's full stop.
fn told(message: &str) -> &str {
    let message = message.split(" (occurred at ").next().unwrap_or(message);
    message.split_once(" error: ").map_or(message, |(_, told)| told).trim_end_matches('.')
}

/// Parts of the messages about pictures that cannot be read.
const PICTURE: [&str; 6] =
    ["parse SVG", "decode image", "process image", "image format", "linked image", "zero-sized images"];

/// Errors that a document's content can cause, in plain words, and the way out.
fn explain(message: &str) -> Option<(String, &'static str)> {
    let known =
        if ["disallowed codepoint", "private area", "contains the codepoint"].iter().any(|part| message.contains(part))
        {
            let names: Vec<String> = quoted(message).chars().map(character).collect();
            let message = format!("an archivable PDF must not contain the character {}", names.join(", "));
            (message, "remove the character: it has no meaning outside the program it came from")
        } else if message.contains("to a code point") || message.contains("missing codepoints") {
            let message = "some text cannot be read back from its font, which an archivable PDF must allow".into();
            (message, "use another font for this script")
        } else if PICTURE.iter().any(|part| message.contains(part)) {
            ("the picture cannot be read".into(), "check that the file is a whole SVG, PNG or JPEG picture")
        } else if message.contains("16 bit images") {
            ("the picture has 16 bits a colour, which an archivable PDF must not have".into(), "save it with 8 bits")
        } else if message.contains("missing document title") {
            ("the document has no title".into(), "give it a title: an accessible PDF must have one")
        } else if message.contains("depth exceeded") || message.contains("nested too deep") {
            ("blocks are nested too deeply to be laid out".into(), "flatten the lists or quotes")
        } else if message.contains("longer than 32767") {
            ("the title or the provider's name is too long for a PDF".into(), "shorten it")
        } else {
            return None;
        };
    Some(known)
}
