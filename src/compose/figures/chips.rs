//! Ids as chips in the cells of a grid, in rows, with `+n` only for those that find no room.

use super::area::Area;
use super::canvas::{Anchor, Canvas, Ink};
use super::fit::{self, BOLD};
use super::measure;
use super::outlines::Edge;
use crate::theme::Colors;

/// From one row of chips to the next.
pub const PITCH: f64 = 23.0;
const HEIGHT: f64 = 19.0;
const GAP: f64 = 4.0;
const SIZE: f64 = 12.0;
/// Room at both ends of a chip's text together.
const PAD: f64 = 10.0;

/// How a chip looks: the form says it without the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Solid,
    Hollow,
    /// A bare text: the count of those that found no room.
    Bare,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Chip {
    pub id: String,
    pub look: Look,
}

/// A chip and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    pub chip: Chip,
    pub area: Area,
}

/// Chips in rows of at most `limit`.
pub fn rows(chips: &[Chip], limit: f64) -> Vec<Vec<Chip>> {
    let mut rows: Vec<Vec<Chip>> = Vec::new();
    for chip in chips {
        let chip = Chip { id: fit::shorten_middle(&chip.id, SIZE * BOLD, limit - PAD), look: chip.look };
        match rows.last_mut() {
            Some(row) if row_width(row) + GAP + width(&chip) <= limit => row.push(chip),
            _ => rows.push(vec![chip]),
        }
    }
    rows
}

/// Puts at most `most` rows of chips into a cell, as near to the height `middle` as there is room.
pub fn place(chips: &[Chip], cell: Area, most: usize, middle: f64) -> Vec<Placed> {
    let mut rows = rows(chips, cell.width);
    if rows.len() > most {
        rows.truncate(most);
        count_rest(&mut rows, chips.len(), cell.width);
    }
    let height = PITCH * rows.len() as f64 - (PITCH - HEIGHT);
    let top = (middle - height / 2.0).min(cell.y + cell.height - height).max(cell.y);
    let mut placed = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        let mut x = cell.x + (cell.width - row_width(&row)) / 2.0;
        for chip in row {
            let area = Area { x, y: top + PITCH * index as f64, width: width(&chip), height: HEIGHT };
            x += area.width + GAP;
            placed.push(Placed { chip, area });
        }
    }
    placed
}

/// Ends the last row with the number of chips that are left out.
fn count_rest(rows: &mut [Vec<Chip>], all: usize, limit: f64) {
    loop {
        let rest = all - rows.iter().map(Vec::len).sum::<usize>();
        let chip = Chip { id: format!("+{rest}"), look: Look::Bare };
        let Some(last) = rows.last_mut() else { return };
        if last.is_empty() || row_width(last) + GAP + width(&chip) <= limit {
            last.push(chip);
            return;
        }
        last.pop();
    }
}

pub fn draw(canvas: &mut Canvas, placed: &Placed, colors: &Colors) {
    let Placed { chip, area } = placed;
    let edge = Edge::new(&colors.text, 1.25);
    let (fill, ink) = match chip.look {
        Look::Solid => (colors.text.as_str(), Ink::new("#ffffff").bold()),
        Look::Hollow => ("#ffffff", Ink::new(&colors.text)),
        Look::Bare => ("none", Ink::new(&colors.text).bold()),
    };
    match chip.look {
        Look::Solid => canvas.block(*area, 3.0, fill, None),
        Look::Hollow => canvas.block(*area, 3.0, fill, Some(edge.dashed("3 2"))),
        Look::Bare => canvas.block(*area, 3.0, "#ffffff", None),
    }
    let (x, y) = area.middle();
    canvas.text(x, y + 4.3, Anchor::Middle, ink.size(SIZE), &chip.id);
}

fn width(chip: &Chip) -> f64 {
    measure::width(&chip.id, SIZE * BOLD) + PAD
}

fn row_width(row: &[Chip]) -> f64 {
    row.iter().map(width).sum::<f64>() + GAP * row.len().saturating_sub(1) as f64
}
