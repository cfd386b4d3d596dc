//! Column widths worked out from the text, so that typst need not try them.

use super::metrics::{BOLD, width};
use crate::document::{Inline, Table, plain};

/// The width of a page's text in ems of the 9 pt in which tables are set.
const LINE: f64 = 51.0;
/// The same on a sheet turned on its side, the narrower of both papers.
const LONG_LINE: f64 = 72.0;
/// Clear space at the sides of a cell.
pub const INSET: f64 = 1.4;
/// A longer word does not widen its column any more: it is broken instead.
const WORD: f64 = 12.0;
/// A longer cell does not widen its column any more: it takes more lines instead.
const CELL: f64 = 48.0;
/// A cell of up to this width, such as a name, is better read on one line.
const NAME: f64 = 11.0;
/// What a column of longer texts may lose of its width for that.
const LOSS: f64 = 0.2;

/// What one column's texts ask for, in ems.
struct Need {
    /// No word of up to [`WORD`] is broken at this width.
    least: f64,
    /// The width at which the column is comfortable.
    good: f64,
    /// The width of its longest cell.
    whole: f64,
}

/// Whether a table is set on sheets turned on their side: the template asks for it, or an upright
/// page would break words that this one holds.
pub fn is_wide(table: &Table) -> bool {
    let least: f64 = (0..table.columns.len()).map(|column| need(table, column).least).sum();
    table.wide || least > LINE
}

/// The width of each column in ems; they add up to about the length of a line, the longer one on
/// sheets `turned` on their side.
pub fn widths(table: &Table, turned: bool) -> Vec<f64> {
    let line = if turned { LONG_LINE } else { LINE };
    let needs: Vec<Need> = (0..table.columns.len()).map(|column| need(table, column)).collect();
    let least: f64 = needs.iter().map(|need| need.least).sum();
    let good: f64 = needs.iter().map(|need| need.good).sum();
    // As in browsers: every column gets its least width and a part of the rest by its wishes.
    let computed = |need: &Need| {
        if good <= line {
            need.good * line / good.max(1.0)
        } else if least <= line {
            need.least + (line - least) * (need.good - need.least) / (good - least).max(1.0)
        } else {
            need.least * line / least
        }
    };
    let mut widths: Vec<f64> = needs.iter().map(computed).collect();
    settle(table, &mut widths);
    relieve(&needs, &mut widths, line);
    gather(&needs, &mut widths);
    widths
}

/// Replaces computed widths by the given shares, both on one scale.
fn settle(table: &Table, widths: &mut [f64]) {
    let given = || table.columns.iter().zip(0..).filter_map(|(column, i)| column.width.map(|width| (i, width)));
    let shares: f64 = given().map(|(_, width)| width).sum();
    if shares <= 0.0 {
        return;
    }
    let scale = given().map(|(i, _): (usize, f64)| widths[i]).sum::<f64>() / shares;
    given().for_each(|(i, width)| widths[i] = width * scale);
}

/// Widens columns that would break a word at the cost of those that have more than they need:
/// given shares are wishes, and broken words are never what was wished for.
fn relieve(needs: &[Need], widths: &mut [f64], line: f64) {
    let scale = line / widths.iter().sum::<f64>();
    widths.iter_mut().for_each(|width| *width *= scale);
    let lack = |(need, width): (&Need, &f64)| (need.least - width).max(0.0);
    let spare = |(need, width): (&Need, &f64)| (width - need.least).max(0.0);
    let lacking: f64 = needs.iter().zip(&*widths).map(lack).sum();
    let sparing: f64 = needs.iter().zip(&*widths).map(spare).sum();
    if lacking <= 0.0 || sparing <= 0.0 {
        return;
    }
    let moved = lacking.min(sparing);
    for (need, width) in needs.iter().zip(widths.iter_mut()) {
        *width += lack((need, width)) * moved / lacking - spare((need, width)) * moved / sparing;
    }
}

/// Widens columns of short cells so that names stay on one line, at the cost of columns of longer texts,
/// the least lack first: a column that would break its names all the same gets nothing.
fn gather(needs: &[Need], widths: &mut [f64]) {
    let is_short = |need: &Need| need.whole <= NAME + INSET;
    let spare = |(need, width): (&Need, &f64)| {
        if is_short(need) { 0.0 } else { (width * LOSS).min(width - need.least).max(0.0) }
    };
    let spares: Vec<f64> = needs.iter().zip(&*widths).map(spare).collect();
    let sparing: f64 = spares.iter().sum();
    let lack = |(i, need): (usize, &Need)| (i, need.whole - widths[i], is_short(need));
    let mut lacks: Vec<(usize, f64, bool)> = needs.iter().enumerate().map(lack).collect();
    lacks.retain(|(_, lack, is_short)| *is_short && *lack > 0.0);
    lacks.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut moved = 0.0;
    for (i, lack, _) in lacks {
        if moved + lack > sparing {
            break;
        }
        widths[i] += lack;
        moved += lack;
    }
    if moved > 0.0 {
        widths.iter_mut().zip(&spares).for_each(|(width, spare)| *width -= spare * moved / sparing);
    }
}

fn need(table: &Table, column: usize) -> Need {
    let label = plain(&table.columns[column].label);
    let cells = || table.rows.iter().filter_map(move |row| row.cells.get(column).map(|cell| (cell, row.total)));
    let texts: Vec<(String, f64)> =
        cells().map(|(cell, total)| (plain(cell), if total { BOLD } else { 1.0 })).collect();
    // A no-break space holds its words together, so that a date is one word.
    let word = |text: &str| text.split([' ', '\n', '\t']).map(width).fold(0.0, f64::max);
    let words = texts.iter().map(|(text, weight)| word(text) * weight).fold(word(&label) * BOLD, f64::max);
    let least = cells().map(|(cell, _)| chip(cell)).fold(words.min(WORD), f64::max);
    let lengths = || texts.iter().map(|(text, weight)| width(text) * weight);
    let average = lengths().sum::<f64>() / texts.len().max(1) as f64;
    let longest = lengths().fold(least, f64::max);
    let good = ((longest + average) / 2.0).min(CELL).max((width(&label) * BOLD).min(WORD)).max(least);
    Need { least: least + INSET, good: good + INSET, whole: longest + INSET }
}

/// A chip is one piece: its whole text and its ground must fit.
fn chip(text: &[Inline]) -> f64 {
    let length = |inline: &Inline| match inline {
        Inline::Chip { text, .. } => width(text).min(WORD) + 1.0,
        _ => 0.0,
    };
    text.iter().map(length).fold(0.0, f64::max)
}
