//! The lines of a table's cell, and which of them are points of a list.

use crate::document::Inline;

/// The lines of a cell.
pub fn of(cell: &[Inline]) -> impl Iterator<Item = &[Inline]> {
    cell.split(|inline| *inline == Inline::LineBreak)
}

/// Whether a line is a point: what does not fit its first line stands below the words, not below the dot.
pub fn is_point(line: &[Inline]) -> bool {
    matches!(line.first(), Some(Inline::Text { text }) if text.starts_with("• "))
}
