//! The two axes of a grid of cells: a label and the words of its levels, from low to high.

use serde::Deserialize;

use super::canvas::{Anchor, Canvas, Ink, MIDDLE, TEXT, WIDTH};
use super::fit::{self, fit};
use super::measure;
use crate::theme::Colors;

/// The most room that the words of the upright axis take.
const MARGIN: f64 = 112.0;
/// Room above the grid for the label of the upright axis.
pub const ABOVE: f64 = 22.0;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Axis {
    #[serde(default)]
    pub label: String,
    #[serde(default)]
    pub levels: Vec<String>,
}

/// The words below the grid.
pub struct Feet {
    names: Vec<Vec<String>>,
    pub height: f64,
}

impl Axis {
    /// Puts in what the author left out; `key` is the name of the axis in the spec.
    pub fn fill_in(&mut self, key: &str, label: &str, levels: &[&str]) -> Result<(), String> {
        if self.label.is_empty() {
            self.label = label.to_owned();
        }
        if self.levels.is_empty() {
            self.levels = levels.iter().map(|&level| level.to_owned()).collect();
        }
        if let Some(index) = self.levels.iter().position(|level| level.trim().is_empty()) {
            return Err(format!("`levels` of `{key}` has an empty word at place {}; name each level", index + 1));
        }
        Ok(())
    }

    /// Width of the levels' words to the left of the grid.
    pub fn margin(&self) -> f64 {
        let lines: Vec<String> = self.levels.iter().flat_map(|level| beside(level)).collect();
        measure::widest(&lines, TEXT) + 14.0
    }

    /// Draws the upright axis: a word in the middle of each row, given from the top by its upper
    /// end and its height.
    pub fn draw_side(&self, canvas: &mut Canvas, rows: &[(f64, f64)], colors: &Colors) {
        let right = self.margin() - 10.0;
        let label = format!("↑ {}", measure::shorten(&self.label, TEXT * fit::BOLD, WIDTH - 20.0));
        let top = rows.first().map_or(0.0, |(top, _)| *top);
        canvas.text(0.0, top - 8.0, Anchor::Start, Ink::new(&colors.muted).bold(), &label);
        for (level, (top, height)) in self.levels.iter().rev().zip(rows) {
            let lines = beside(level);
            let first = top + height / 2.0 + MIDDLE - 7.5 * (lines.len() - 1) as f64;
            canvas.lines(right, first, Anchor::End, Ink::new(&colors.text), &lines);
        }
    }

    /// Breaks the words below columns of some width.
    pub fn feet(&self, width: f64) -> Feet {
        let names: Vec<Vec<String>> = self.levels.iter().map(|level| fit(level, TEXT, width - 8.0, 2)).collect();
        let rows = names.iter().map(Vec::len).max().unwrap_or(1);
        Feet { names, height: 15.0 * rows as f64 + 26.0 }
    }

    /// Draws the lying axis below `at`, the lower left corner of the grid.
    pub fn draw_feet(&self, canvas: &mut Canvas, feet: &Feet, at: (f64, f64), width: f64, colors: &Colors) {
        for (index, lines) in feet.names.iter().enumerate() {
            let x = at.0 + width * (index as f64 + 0.5);
            canvas.lines(x, at.1 + 17.0, Anchor::Middle, Ink::new(&colors.text), lines);
        }
        let label = format!("{} →", measure::shorten(&self.label, TEXT * fit::BOLD, WIDTH - 20.0));
        let ink = Ink::new(&colors.muted).bold();
        canvas.text(WIDTH, at.1 + feet.height - 6.0, Anchor::End, ink, &label);
    }
}

fn beside(level: &str) -> Vec<String> {
    fit(level, TEXT, MARGIN - 10.0, 3)
}
