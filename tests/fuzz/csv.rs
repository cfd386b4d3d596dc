//! CSV: rows of records, each cell with its place.

use csv::{ReaderBuilder, StringRecord};
use sowright::diagnostic::Diagnostics;
use sowright::load::rows;
use sowright::load::yaml::Kind;

use super::place::{alone, lies_in, tell};

/// What must hold for every text.
pub fn holds(text: &str) {
    let (sources, file) = alone(text);
    let mut findings = Diagnostics::new();
    let tree = rows::parse(file, text, &mut findings);
    tell(&findings, &sources);
    let Kind::List(rows) = &tree.kind else { panic!("rows are a list") };
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(body.as_bytes());
    let records: Vec<StringRecord> = reader.into_records().flatten().collect();
    let mut expected = records.iter();
    let width = expected.next().map_or(0, StringRecord::len);
    let expected: Vec<&StringRecord> = expected.filter(|record| record.len() == width).collect();
    assert_eq!(rows.len(), expected.len(), "a row is lost, or one too many");
    let told = findings.iter().count();
    assert_eq!(told, records.len().saturating_sub(1) - rows.len(), "each row left out is told");
    for (row, record) in rows.iter().zip(expected) {
        lies_in(row.span, &sources);
        let cells: Vec<&str> = record.iter().map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let mut behind = row.span.start;
        for ((key, node), cell) in row.entries().iter().zip(&cells) {
            lies_in(key.span, &sources);
            lies_in(node.span, &sources);
            let Kind::Scalar { text: value, .. } = &node.kind else { panic!("a cell is a text") };
            assert_eq!(value, cell);
            // Where a cell has quotes inside, it stands nowhere as it reads.
            let written = &text[node.span.start..node.span.end];
            assert!(written.trim() == *cell || written.contains('"'), "{cell:?} stands as {written:?}");
            assert_eq!(signs(written), signs(cell), "{cell:?} stands as {written:?}");
            assert!(node.span.start >= behind, "{cell:?} stands before the cell on its left");
            behind = node.span.end;
        }
        assert_eq!(row.entries().len(), cells.len());
    }
    // As a table of prose: as many cells in each row, or none at all.
    if let Some(grid) = rows::grid(text) {
        assert!(grid.iter().all(|row| row.len() == grid[0].len()), "{grid:?}");
    }
}

/// All that is written but quotes.
fn signs(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '"').collect()
}
