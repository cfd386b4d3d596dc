//! Which blocks are set on sheets turned on their side: wide tables, with the heading and the words
//! that belong to them.

use super::columns::is_wide;
use crate::document::{Block, BlockKind, plain};

/// So many paragraphs before or after a table go with it.
const BESIDE: usize = 2;
/// Paragraphs of more characters are text to read, not words about the table.
const SHORT: usize = 700;

/// The blocks in their order, cut where the sheet turns; with each part whether it is turned.
pub fn of(blocks: &[Block]) -> Vec<(&[Block], bool)> {
    let mut turned = vec![false; blocks.len()];
    for table in (0..blocks.len()).filter(|&at| is_wide_table(&blocks[at])) {
        let start = table - before(&blocks[..table]);
        let end = table + 1 + after(&blocks[table + 1..]);
        turned[start..end].fill(true);
    }
    let mut parts = Vec::new();
    let mut done = 0;
    for part in turned.chunk_by(|a, b| a == b) {
        parts.push((&blocks[done..done + part.len()], part[0]));
        done += part.len();
    }
    parts
}

fn is_wide_table(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Table(table) if is_wide(table))
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}

fn is_short(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph { text } if plain(text).len() <= SHORT)
}

/// How many blocks before a table go with it: the headings right above it, and a few short
/// paragraphs between them and the table.
fn before(blocks: &[Block]) -> usize {
    let words = blocks.iter().rev().take_while(|block| is_short(block)).count();
    let headings = blocks.iter().rev().skip(words).take_while(|block| is_heading(block)).count();
    if words > BESIDE || headings == 0 { 0 } else { words + headings }
}

/// How many blocks after a table go with it: short paragraphs that end its section.
fn after(blocks: &[Block]) -> usize {
    let words = blocks.iter().take_while(|block| is_short(block)).count();
    let ends = blocks.get(words).is_none_or(|block| is_heading(block) || is_wide_table(block));
    if words <= BESIDE && ends { words } else { 0 }
}
