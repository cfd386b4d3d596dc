//! Tables: headers with their scope, columns with their alignment, and a box that scrolls.

use std::fmt::Write;

use super::block::Writer;
use super::escape::Escaped;
use crate::document::{Align, Column, Inline, Row, Table, plain};
use crate::export::lines;

/// Room for a table on the narrowest screen that a page has to fit (320 px), in pixels.
const NARROW: usize = 288;
/// A table of more rows can be sorted by its readers.
const FEW: usize = 5;
/// What a character and a cell's margins take there.
const CHARACTER: usize = 8;
const MARGINS: usize = 24;
/// Room for a table on a wide screen, in pixels.
const WIDE: usize = 864;
/// Cells of up to so many characters, such as names, are better read on one line.
const NAME: usize = 20;
/// So many pixels remain for a column of longer texts.
const TEXT: usize = 180;

impl Writer<'_> {
    /// Prints a table in a box of its own. A table that will not fit a phone scrolls inside the
    /// box, which is then a stop of the keyboard and has a name.
    pub fn table(&mut self, table: &Table) {
        let wide = table.wide || least_width(table) > NARROW;
        let numbered = table.number > 0;
        if wide {
            // A group rather than a region: a landmark for each table would be too many.
            let turned = if table.wide { " turned" } else { "" };
            let _ = write!(self.out, "<div class=\"table wide{turned}\" role=\"group\" tabindex=\"0\"");
            let _ = match numbered {
                true => write!(self.out, " aria-labelledby=\"table-{}\">", table.number),
                false => write!(self.out, " aria-label=\"{}\">", Escaped(&self.labels.table)),
            };
        } else {
            self.out.push_str("<div class=\"table\">");
        }
        // Two columns of words are a list of facts, whose order is its own.
        let facts = table.columns.len() < 3 && table.columns.iter().all(|column| column.align == Align::Start);
        let sorts = !facts && table.rows.iter().filter(|row| !row.total).count() > FEW;
        self.sorts |= sorts;
        self.out.push_str(if sorts { "<table data-sort>\n" } else { "<table>\n" });
        if numbered {
            self.caption(table);
        }
        self.columns(&table.columns);
        self.out.push_str("<thead><tr>");
        for column in &table.columns {
            self.cell(&column.label, column.align, Some("col"), false);
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        let short = short_columns(table);
        for row in &table.rows {
            self.row(row, table, &short);
        }
        self.out.push_str("</tbody>\n</table></div>");
    }

    fn caption(&mut self, table: &Table) {
        let number = table.number;
        let _ = write!(self.out, "<caption id=\"table-{number}\"><span class=\"stay\"><span class=\"label\">");
        self.text(self.labels.table.as_str());
        let _ = write!(self.out, " {number}</span> ");
        self.inlines(&table.caption);
        self.out.push_str("</span></caption>\n");
    }

    /// Widths relative to each other become shares of the whole; columns without one count as
    /// the mean and stay free.
    fn columns(&mut self, columns: &[Column]) {
        let given: Vec<f64> = columns.iter().filter_map(|column| column.width).filter(|width| *width > 0.0).collect();
        let sum: f64 = given.iter().sum();
        if given.is_empty() || !sum.is_finite() {
            return;
        }
        let whole = sum / given.len() as f64 * columns.len() as f64;
        self.out.push_str("<colgroup>");
        for column in columns {
            match column.width.filter(|width| *width > 0.0) {
                Some(width) => {
                    let share = self.share(width / whole);
                    let _ = write!(self.out, "<col class=\"{share}\">");
                }
                None => self.out.push_str("<col>"),
            }
        }
        self.out.push_str("</colgroup>\n");
    }

    /// The class of a width.
    pub fn share(&mut self, share: f64) -> String {
        let percent = (share * 100.0).round().clamp(1.0, 100.0) as u32;
        self.shares.insert(percent);
        format!("w-{percent}")
    }

    fn row(&mut self, row: &Row, table: &Table, short: &[bool]) {
        self.out.push_str(if row.total { "<tr class=\"total\">" } else { "<tr>" });
        for (i, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
            let scope = (i == 0 && table.row_headers).then_some("row");
            self.cell(cell, column.align, scope, short[i]);
        }
        self.out.push_str("</tr>\n");
    }

    /// A header without words would be announced as one, so it is a plain cell.
    fn cell(&mut self, text: &[Inline], align: Align, scope: Option<&str>, short: bool) {
        let words = plain(text);
        let scope = scope.filter(|_| !words.trim().is_empty());
        let whole = match align {
            Align::Start if is_whole(&words) => "whole",
            _ if short && words.contains([' ', '-']) => "short",
            _ => "",
        };
        let side = match align {
            Align::Start => "",
            Align::Center => "center",
            Align::End => "end",
        };
        let class = match (side, whole) {
            ("", "") => String::new(),
            (one, "") | ("", one) => format!(" class=\"{one}\""),
            (side, whole) => format!(" class=\"{side} {whole}\""),
        };
        let tag = match scope {
            Some(scope) => {
                let _ = write!(self.out, "<th scope=\"{scope}\"{class}>");
                "th"
            }
            None => {
                let _ = write!(self.out, "<td{class}>");
                "td"
            }
        };
        match text.iter().position(|inline| *inline == Inline::LineBreak) {
            // The first line names the row, the others tell more about it.
            Some(end) if scope == Some("row") => {
                self.inlines(&text[..end]);
                self.out.push_str("<br><span class=\"more\">");
                self.inlines(&text[end + 1..]);
                self.out.push_str("</span>");
            }
            _ => self.lines(text),
        }
        let _ = write!(self.out, "</{tag}>");
    }

    /// Prints the lines of a cell. A point is a block of its own: no break stands before it or behind it.
    fn lines(&mut self, text: &[Inline]) {
        let mut inline = false;
        for (at, line) in lines::of(text).enumerate() {
            let point = lines::is_point(line);
            self.out.push_str(match at {
                0 => "",
                _ if inline && !point => "<br>",
                _ => "\n",
            });
            match point {
                true => self.wrapped_in("point", line),
                false => self.inlines(line),
            }
            inline = !point;
        }
    }

    fn wrapped_in(&mut self, class: &str, text: &[Inline]) {
        let _ = write!(self.out, "<span class=\"{class}\">");
        self.inlines(text);
        self.out.push_str("</span>");
    }
}

/// Whether a cell holds one short word such as `INC-2041`, which must not break at its hyphen.
fn is_whole(words: &str) -> bool {
    words.contains('-') && !words.contains(' ') && words.chars().count() <= 16
}

/// Which columns hold nothing but short texts that a wide screen has room for on one line each, the shortest first.
fn short_columns(table: &Table) -> Vec<bool> {
    let widest = |i: usize, parts: &[char]| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(i)).map(|cell| plain(cell));
        let length = |text: String| text.split(parts).map(|part| part.chars().count()).max().unwrap_or(0);
        cells.map(length).max().unwrap_or(0)
    };
    let columns = 0..table.columns.len();
    let room = |length: usize| length * CHARACTER + MARGINS;
    let lines: Vec<usize> = columns.clone().map(|i| widest(i, &['\n'])).collect();
    let least = |i: usize| match lines[i] {
        line if line > NAME => room(widest(i, &[' ', '\n'])).max(TEXT.min(room(line))),
        _ => room(widest(i, &[' ', '\n'])),
    };
    let mut taken: usize = columns.clone().map(least).sum();
    let mut order: Vec<usize> = columns.filter(|i| lines[*i] <= NAME).collect();
    order.sort_by_key(|i| lines[*i]);
    let mut short = vec![false; lines.len()];
    for i in order {
        taken = taken - least(i) + room(lines[i]);
        short[i] = taken <= WIDE;
        if !short[i] {
            break;
        }
    }
    short
}

/// The width below which a table cannot shrink: the longest words of its columns.
fn least_width(table: &Table) -> usize {
    let longest = |text: &[Inline]| plain(text).split([' ', '\n']).map(|word| word.chars().count()).max().unwrap_or(0);
    let column = |i: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(i)).map(|cell| longest(cell));
        cells.chain([longest(&table.columns[i].label)]).max().unwrap_or(0)
    };
    (0..table.columns.len()).map(|i| column(i) * CHARACTER + MARGINS).sum()
}
