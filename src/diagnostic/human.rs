//! Findings for people: the place in its source, the reason, the way out.

use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic as Report, Label, LabelStyle, Severity as Level};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term;
use codespan_reporting::term::termcolor::Buffer;

use crate::source::{FileId, Sources, Span, is_forbidden};

use super::{Diagnostic, Severity, narrow};

/// Columns before a note: the width of the line numbers, and the sign.
const MARGIN: usize = 8;

/// A finding as text, with colours for a terminal when `color`, in lines of at most `width` columns
/// where one is given.
pub fn render(finding: &Diagnostic, sources: &Sources, color: bool, width: Option<usize>) -> String {
    let labels = finding.primary.iter().chain(&finding.secondary);
    let mut places: Vec<Span> = labels.map(|(span, _)| clamp(sources, span)).collect();
    let columns: Vec<usize> = places.iter().map(|place| sources.file(place.file).line_column(place.start).1).collect();
    let narrowed = width.map(|width| narrow::cut(sources, &places, width));
    let sources = match &narrowed {
        Some((views, moved)) => {
            places.clone_from(moved);
            views
        }
        None => sources,
    };
    let sentence = |text: &str, before: usize, margin: usize| match width {
        Some(width) => narrow::wrapped(&harmless(text), before, width.saturating_sub(margin)),
        None => harmless(text),
    };
    let name = finding.severity.name().len() + finding.code.0.len() + "[]: ".len();
    let level = match finding.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Note => Level::Note,
    };
    let styles = finding.primary.iter().map(|_| LabelStyle::Primary);
    let styles = styles.chain(finding.secondary.iter().map(|_| LabelStyle::Secondary));
    let texts = finding.primary.iter().chain(&finding.secondary).map(|(_, text)| text);
    let labels = styles.zip(texts).zip(&places).map(|((style, text), place)| {
        Label::new(style, place.file, place.start..place.end).with_message(harmless(text))
    });
    let note =
        |name: &str, text: &Option<String>| text.as_ref().map(|text| sentence(&format!("{name}: {text}"), 0, MARGIN));
    let notes = [
        note("file", &finding.path),
        note("later", &finding.later_on()),
        note("basis", &finding.basis),
        note("help", &finding.help),
    ];
    let report = Report::new(level)
        .with_code(finding.code)
        .with_message(sentence(&finding.message, name, 0))
        .with_labels(labels.collect())
        .with_notes(notes.into_iter().flatten().collect());
    let config = term::Config { chars: term::Chars::box_drawing(), ..term::Config::default() };
    let mut buffer = if color { Buffer::ansi() } else { Buffer::no_color() };
    let styles = term::Styles::default();
    let mut writer = term::StylesWriter::new(&mut buffer, &styles);
    match term::emit_to_write_style(
        &mut writer,
        &config,
        &Excerpts { sources, places: &places, columns: &columns },
        &report,
    ) {
        Ok(()) => String::from_utf8_lossy(buffer.as_slice()).into_owned(),
        // A place that does not exist must not hide the finding.
        Err(_) => format!("{}[{}]: {}\n", finding.severity.name(), finding.code, finding.message),
    }
}

/// A text that does not steer the terminal: files may be called anything. What stands inside files was
/// looked through when they were read.
fn harmless(text: &str) -> String {
    text.replace(is_forbidden, "?")
}

/// A finding about a long piece of text shows its first line only.
fn clamp(sources: &Sources, span: &Span) -> Span {
    let text = &sources.file(span.file).text;
    let start = span.start.min(text.len());
    let end = span.end.clamp(start, text.len());
    let line = text[start..end].find('\n').map_or(end, |at| start + at);
    Span::new(span.file, start, line)
}

struct Excerpts<'a> {
    sources: &'a Sources,
    places: &'a [Span],
    /// The columns of the places, in the lines as they are and not as they are shown.
    columns: &'a [usize],
}

impl<'a> Files<'a> for Excerpts<'a> {
    type FileId = FileId;
    type Name = String;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<String, Error> {
        Ok(harmless(&self.sources.file(id).path))
    }
    fn source(&'a self, id: FileId) -> Result<&'a str, Error> {
        Ok(&self.sources.file(id).text)
    }
    fn line_index(&'a self, id: FileId, byte: usize) -> Result<usize, Error> {
        Ok(self.sources.file(id).line_column(byte).0 - 1)
    }
    fn column_number(&'a self, id: FileId, _: usize, byte: usize) -> Result<usize, Error> {
        let place = self.places.iter().position(|place| place.file == id && place.start == byte);
        Ok(place.map_or_else(|| self.sources.file(id).line_column(byte).1, |place| self.columns[place]))
    }
    fn line_range(&'a self, id: FileId, line: usize) -> Result<Range<usize>, Error> {
        let file = self.sources.file(id);
        let range = file.line_range(line + 1);
        // The reader wants the line break too, where there is one.
        let rest = &file.text[range.end..];
        let broken = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
        Ok(range.start..range.end + broken)
    }
}
