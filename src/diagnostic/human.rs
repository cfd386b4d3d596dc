//! Findings for people: the place in its source, the reason, the way out.

use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic as Report, Label, LabelStyle, Severity as Level};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term;
use codespan_reporting::term::termcolor::Buffer;

use crate::source::{FileId, Sources};

use super::{Diagnostic, Severity};

/// A finding as text, with colours for a terminal when `color`.
pub fn render(finding: &Diagnostic, sources: &Sources, color: bool) -> String {
    let level = match finding.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Note => Level::Note,
    };
    let label = |style, (span, text): &(crate::source::Span, String)| {
        Label::new(style, span.file, clamp(sources, span)).with_message(text)
    };
    let primary = finding.primary.iter().map(|place| label(LabelStyle::Primary, place));
    let secondary = finding.secondary.iter().map(|place| label(LabelStyle::Secondary, place));
    let note = |name: &str, text: &Option<String>| text.as_ref().map(|text| format!("{name}: {text}"));
    let notes = [
        note("file", &finding.path),
        note("later", &finding.later_on()),
        note("basis", &finding.basis),
        note("help", &finding.help),
    ];
    let report = Report::new(level)
        .with_code(finding.code)
        .with_message(&finding.message)
        .with_labels(primary.chain(secondary).collect())
        .with_notes(notes.into_iter().flatten().collect());
    let config = term::Config { chars: term::Chars::box_drawing(), ..term::Config::default() };
    let mut buffer = if color { Buffer::ansi() } else { Buffer::no_color() };
    let styles = term::Styles::default();
    let mut writer = term::StylesWriter::new(&mut buffer, &styles);
    match term::emit_to_write_style(&mut writer, &config, &Excerpts(sources), &report) {
        Ok(()) => String::from_utf8_lossy(buffer.as_slice()).into_owned(),
        // A place that does not exist must not hide the finding.
        Err(_) => format!("{}[{}]: {}\n", finding.severity.name(), finding.code, finding.message),
    }
}

/// A finding about a long piece of text shows its first line only.
fn clamp(sources: &Sources, span: &crate::source::Span) -> Range<usize> {
    let text = &sources.file(span.file).text;
    let start = span.start.min(text.len());
    let end = span.end.clamp(start, text.len());
    let line = text[start..end].find('\n').map_or(end, |at| start + at);
    start..line
}

struct Excerpts<'a>(&'a Sources);

impl<'a> Files<'a> for Excerpts<'a> {
    type FileId = FileId;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<&'a str, Error> {
        Ok(&self.0.file(id).path)
    }
    fn source(&'a self, id: FileId) -> Result<&'a str, Error> {
        Ok(&self.0.file(id).text)
    }
    fn line_index(&'a self, id: FileId, byte: usize) -> Result<usize, Error> {
        Ok(self.0.file(id).line_column(byte).0 - 1)
    }
    fn line_range(&'a self, id: FileId, line: usize) -> Result<Range<usize>, Error> {
        let file = self.0.file(id);
        let range = file.line_range(line + 1);
        // The reader wants the line break too, where there is one.
        let rest = &file.text[range.end..];
        let broken = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
        Ok(range.start..range.end + broken)
    }
}
