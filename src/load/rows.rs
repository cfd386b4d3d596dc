//! CSV records to the same tree that YAML becomes: one map a row, empty cells left out.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Span};

use super::yaml::{Key, Kind, Node};

/// A table as a file of records: its rows under the kind that the file's name begins with.
pub fn as_records(file: FileId, text: &str, kind: &str, findings: &mut Diagnostics) -> Node {
    let start = Span::new(file, 0, 0);
    let rows = parse(file, text, findings);
    Node::new(Kind::Map(vec![(Key { text: kind.to_owned(), span: start }, rows)]), start)
}

/// The rows of a file as a list of maps. Rows that are too long or too short are findings.
pub fn parse(file: FileId, text: &str, findings: &mut Diagnostics) -> Node {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let shift = text.len() - body.len();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(body.as_bytes());
    let mut header: Vec<Key> = Vec::new();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let at = error.position().map_or(0, |position| position.byte() as usize) + shift;
                findings.push(
                    Diagnostic::new(Code::CSV, "this row cannot be read as CSV")
                        .at(Span::new(file, at, at))
                        .help("check the quotes: a quote inside a quoted cell is written twice"),
                );
                break;
            }
        };
        let start = record.position().map_or(0, |position| position.byte() as usize) + shift;
        let cells = cells(file, text, start, &record);
        if header.is_empty() {
            header = cells.into_iter().map(|(text, span)| Key { text: text.trim().to_owned(), span }).collect();
            continue;
        }
        if cells.len() != header.len() {
            findings.push(
                Diagnostic::new(
                    Code::CSV,
                    format!("this row has {} cells, the header has {}", cells.len(), header.len()),
                )
                .at(Span::new(file, start, start))
                .help("give every row as many commas as the header; put cells that hold a comma in quotes"),
            );
            continue;
        }
        let row = header
            .iter()
            .zip(cells)
            .filter(|(_, (text, _))| !text.trim().is_empty())
            .map(|(key, (cell, span))| {
                (key.clone(), Node::new(Kind::Scalar { text: cell.trim().to_owned().into(), plain: true }, span))
            })
            .collect();
        rows.push(Node::new(Kind::Map(row), Span::new(file, start, start)));
    }
    Node::new(Kind::List(rows), Span::new(file, 0, 0))
}

/// A table as it stands: rows of cells, the header first. None where it is no CSV, or has no row.
pub fn grid(text: &str) -> Option<Vec<Vec<String>>> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).trim(csv::Trim::All).from_reader(body.as_bytes());
    let row = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    let rows: Vec<Vec<String>> = reader.records().map(|record| record.map(row)).collect::<Result<_, _>>().ok()?;
    (!rows.is_empty()).then_some(rows)
}

/// The cells of a row with their places, which the CSV crate does not keep: the row is read along once
/// more. Quotes around a cell are not part of its place unless others are inside.
fn cells(file: FileId, text: &str, start: usize, record: &csv::StringRecord) -> Vec<(String, Span)> {
    let line_breaks = |at: usize| text[at..].bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let mut from = start.min(text.len());
    from += line_breaks(from);
    let mut cells = Vec::with_capacity(record.len());
    for cell in record {
        let end = from + length(&text[from..]);
        let inner = text[from..end].strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let span = match inner.filter(|inner| !inner.contains('"')) {
            Some(_) => Span::new(file, from + 1, end - 1),
            None => Span::new(file, from, end),
        };
        cells.push((cell.to_owned(), span));
        from = (end + 1).min(text.len());
    }
    cells
}

/// How long the cell at the beginning of a text is, with its quotes.
fn length(text: &str) -> usize {
    let mut quoted = text.starts_with('"');
    let mut signs = text.bytes().enumerate().skip(usize::from(quoted)).peekable();
    while let Some((at, sign)) = signs.next() {
        match sign {
            // Inside quotes two of them are one sign.
            b'"' if quoted => quoted = signs.next_if(|(_, next)| *next == b'"').is_some(),
            b',' | b'\r' | b'\n' if !quoted => return at,
            _ => {}
        }
    }
    text.len()
}
