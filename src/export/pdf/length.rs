//! How long a document will be, guessed from its text before anything is laid out.
//!
//! A list of contents costs a second layout, a third of the time, and is of no use in a short
//! document. Laying out first to count pages would cost as much again, and could flip with a font;
//! lines of text can be counted for next to nothing and always give the same answer.

use super::columns;
use super::metrics::width;
use crate::document::{Block, BlockKind, Document, Table, TitlePage, plain};

/// Ems on a line of running text.
const LINE: f64 = 45.0;
/// Lines of running text on a page.
const PAGE: f64 = 48.0;
/// Pages from which on a list of contents is worth its place, the title page among them.
const LONG: f64 = 4.0;

/// Whether the document gets a list of contents.
pub fn wants_contents(document: &Document) -> bool {
    document.meta.title_page == TitlePage::Full && 1.0 + blocks(&document.blocks) / PAGE >= LONG - 0.5
}

/// The lines which `text` fills at `room` ems a line.
fn lines(text: &str, room: f64) -> f64 {
    text.split('\n').map(|line| (width(line) / room).ceil().max(1.0)).sum()
}

fn blocks(blocks: &[Block]) -> f64 {
    blocks.iter().map(|block| height(&block.kind)).sum()
}

/// The height of a block in lines, with the space after it.
fn height(block: &BlockKind) -> f64 {
    match block {
        BlockKind::Heading { level, .. } => {
            if *level == 1 {
                3.5
            } else {
                2.8
            }
        }
        BlockKind::Paragraph { text } => lines(&plain(text), LINE) + 0.6,
        BlockKind::List(list) => list.items.iter().map(|item| blocks(&item.blocks)).sum(),
        BlockKind::Definitions { items } => {
            let item =
                |item: &crate::document::Definition| 1.0 + item.descriptions.iter().map(|d| blocks(d)).sum::<f64>();
            items.iter().map(item).sum()
        }
        // A turned sheet is a page of its own, and so is what follows; it is lower by a third.
        BlockKind::Table(table) if columns::is_wide(table) => (1.5 * (rows(table, true) + 6.0)).max(PAGE) + PAGE / 2.0,
        BlockKind::Table(table) => rows(table, false) + 3.5,
        BlockKind::Code { text, .. } => lines(text, LINE) + 2.0,
        BlockKind::Quote { blocks: inner } | BlockKind::Footnote { blocks: inner, .. } => blocks(inner) + 0.5,
        BlockKind::Callout { blocks: inner, .. } => blocks(inner) + 3.0,
        BlockKind::Figure(figure) => 18.0 * figure.width + 3.0,
        BlockKind::KeyFigures { items } => 5.5 * (items.len() as f64 / 4.0).ceil(),
        BlockKind::Timeline { items } => {
            items.iter().map(|item| lines(&plain(&item.text), LINE * 0.75) + 1.2).sum::<f64>() + 1.0
        }
        BlockKind::Signatures { parties } => 17.0 * (parties.len() as f64 / 2.0).ceil(),
        // On average a page that is cut short stays half empty.
        BlockKind::PageBreak => PAGE / 2.0,
        BlockKind::Rule => 1.0,
    }
}

/// Whether a table is low enough to be kept on one page without leaving a large hole before it.
pub fn is_low(table: &Table, turned: bool) -> bool {
    rows(table, turned) <= PAGE / 3.0
}

fn rows(table: &Table, turned: bool) -> f64 {
    let widths = columns::widths(table, turned);
    let row = |row: &crate::document::Row| {
        let cells =
            row.cells.iter().zip(&widths).map(|(cell, width)| lines(&plain(cell), (width - columns::INSET).max(1.5)));
        0.85 * cells.fold(1.0, f64::max) + 0.6
    };
    table.rows.iter().map(row).sum()
}
