//! What charts with categories share: the key above, grid lines, tick labels and category names.

use super::canvas::{Anchor, Canvas, Ink, MIDDLE, TEXT, WIDTH};
use super::measure;
use super::number::Numbers;
use super::scale::Scale;
use crate::theme::Colors;

/// Height of charts whose values run upwards.
pub const HEIGHT: f64 = 300.0;

/// The sheet's part in which values are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Plot {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub slots: usize,
}

impl Plot {
    /// Width that each category has.
    pub fn slot(&self) -> f64 {
        (self.right - self.left) / self.slots as f64
    }

    /// The middle of a category.
    pub fn x(&self, index: usize) -> f64 {
        self.left + self.slot() * (index as f64 + 0.5)
    }

    pub fn y(&self, scale: &Scale, value: f64) -> f64 {
        scale.place(value, self.bottom, self.top)
    }
}

/// Lays out and draws the frame; `head` is the height of the key, `margin` the room at the right.
pub fn frame(
    canvas: &mut Canvas,
    scale: &Scale,
    categories: &[String],
    unit: &str,
    (head, margin): (f64, f64),
    colors: &Colors,
) -> Plot {
    let numbers = Numbers::of(scale.ticks.iter().copied(), "");
    let ticks: Vec<String> = scale.ticks.iter().map(|tick| numbers.bare(*tick)).collect();
    let left = measure::widest(&ticks, TEXT) + 10.0;
    let mut plot = Plot { left, right: WIDTH - margin, top: head + 16.0, bottom: 0.0, slots: categories.len() };
    let muted = Ink::new(&colors.muted);
    if !unit.is_empty() {
        canvas.text(0.0, head + 14.0, Anchor::Start, muted, unit);
        plot.top += 18.0;
    }
    let mut names: Vec<Vec<String>> =
        categories.iter().map(|name| measure::wrap(name, TEXT, plot.slot() - 8.0)).collect();
    // A few names too wide for their slots are cut; many, as those of days, are thinned out.
    if plot.slot() >= 56.0 {
        let cut = |line: &mut String| *line = measure::shorten(line, TEXT, plot.slot() - 6.0);
        names.iter_mut().flatten().for_each(cut);
    }
    let rows = names.iter().map(Vec::len).max().unwrap_or(1);
    plot.bottom = HEIGHT - 9.0 - 15.0 * rows as f64;
    for (tick, label) in scale.ticks.iter().zip(&ticks) {
        let y = plot.y(scale, *tick);
        canvas.text(left - 10.0, y + MIDDLE, Anchor::End, muted, label);
        canvas.line((left, y), (plot.right, y), &colors.line, 1.0, "");
    }
    let widest = measure::widest(names.iter().flatten(), TEXT) + 6.0;
    let every = (widest / plot.slot()).ceil().max(1.0) as usize;
    for (index, name) in names.iter().enumerate().step_by(every) {
        canvas.lines(plot.x(index), plot.bottom + 19.0, Anchor::Middle, Ink::new(&colors.text), name);
    }
    plot
}

/// The line that bars stand on, over the bars.
pub fn baseline(canvas: &mut Canvas, plot: &Plot, scale: &Scale, colors: &Colors) {
    let y = plot.y(scale, 0.0);
    canvas.line((plot.left, y), (plot.right, y), &colors.muted, 1.25, "");
}
