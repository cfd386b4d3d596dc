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

/// The cells of a row with their places: the CSV crate keeps the row's place only, so each cell is
/// looked up behind the one before it.
fn cells(file: FileId, text: &str, start: usize, record: &csv::StringRecord) -> Vec<(String, Span)> {
    let mut from = start;
    let mut cells = Vec::with_capacity(record.len());
    for cell in record {
        let at = text.get(from..).and_then(|rest| rest.find(cell)).map_or(from, |offset| from + offset);
        cells.push((cell.to_owned(), Span::new(file, at, at + cell.len())));
        from = (at + cell.len()).min(text.len());
    }
    cells
}
