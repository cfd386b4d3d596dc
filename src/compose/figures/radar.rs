//! A radar: current and target levels on some dimensions.
//!
//! Every axis bears its numbers in words too, since areas in a radar are easily misjudged.

use serde::Deserialize;
use serde_json::Value;

use super::canvas::{Anchor, Canvas, Ink, TEXT, WIDTH};
use super::fit::{self, fit};
use super::legend::Legend;
use super::number::Numbers;
use super::outlines::Edge;
use super::scale::{Scale, Wish};
use super::{Drawing, measure, opening, palette, read};
use crate::theme::Colors;

/// From the middle to the highest level.
const RADIUS: f64 = 165.0;
/// From the middle to the labels.
const REACH: f64 = RADIUS + 18.0;
/// Size of the levels below a name.
const SMALL: f64 = 12.0;
const TARGET_DASH: &str = "7 4";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    title: String,
    #[serde(default)]
    min: f64,
    #[serde(default = "five")]
    max: f64,
    dimensions: Vec<Dimension>,
}

/// `null` where nothing was rated or aimed at; leaving a key out is a mistake.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Dimension {
    name: String,
    #[serde(deserialize_with = "Option::deserialize")]
    current: Option<f64>,
    #[serde(deserialize_with = "Option::deserialize")]
    target: Option<f64>,
}

fn five() -> f64 {
    5.0
}

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let spec: Spec = read(spec)?;
    check(&spec)?;
    let levels = spec.dimensions.iter().flat_map(|dimension| [dimension.current, dimension.target]).flatten();
    let numbers = Numbers::of(levels, "");
    let wish = Wish { min: Some(spec.min), max: Some(spec.max), ..Wish::default() };
    let scale = Scale::over([spec.min, spec.max], wish);
    let svg = Radar { spec: &spec, numbers: &numbers, scale: &scale, colors }.draw();
    let mut alt = opening("Radar", &spec.title, &numbers);
    let ends = Numbers::of([spec.min, spec.max], "");
    alt.push_str(&format!(" Levels from {} to {}.", ends.bare(spec.min), ends.bare(spec.max)));
    for dimension in &spec.dimensions {
        alt.push_str(&format!(" {}: {}.", dimension.name, levels_in_words(dimension, &numbers)));
    }
    Ok(Drawing { svg, alt })
}

fn check(spec: &Spec) -> Result<(), String> {
    let count = spec.dimensions.len();
    if !(3..=12).contains(&count) {
        return Err(format!("`dimensions` has {count} entries; a radar shows 3 to 12, `bars` any other number"));
    }
    if spec.min >= spec.max {
        return Err(format!("`min` {} is not below `max` {}; swap them or leave them out", spec.min, spec.max));
    }
    for (index, dimension) in spec.dimensions.iter().enumerate() {
        if dimension.name.trim().is_empty() {
            return Err(format!("`name` of dimension {} is empty; name each of them", index + 1));
        }
        for (key, level) in [("current", dimension.current), ("target", dimension.target)] {
            if let Some(level) = level.filter(|level| !(spec.min..=spec.max).contains(level)) {
                let (name, min, max) = (&dimension.name, spec.min, spec.max);
                return Err(format!("`{key}` {level} of `{name}` lies outside {min} to {max}; set `min` and `max`"));
            }
        }
    }
    Ok(())
}

/// For instance `2.5, target 4.0`.
fn levels_in_words(dimension: &Dimension, numbers: &Numbers) -> String {
    let current = dimension.current.map_or_else(|| "not rated".into(), |level| numbers.bare(level));
    let target = dimension.target.map_or_else(|| "no target".into(), |level| format!("target {}", numbers.bare(level)));
    format!("{current}, {target}")
}

/// The name of a dimension and its levels, at the end of its axis.
struct Label {
    x: f64,
    top: f64,
    anchor: Anchor,
    name: Vec<String>,
    levels: String,
}

impl Label {
    fn height(&self) -> f64 {
        15.0 * self.name.len() as f64 + 15.0
    }
}

struct Radar<'a> {
    spec: &'a Spec,
    numbers: &'a Numbers,
    scale: &'a Scale,
    colors: &'a Colors,
}

impl Radar<'_> {
    fn draw(&self) -> String {
        let colors = self.colors;
        let legend = self.legend();
        let labels: Vec<Label> = (0..self.spec.dimensions.len()).map(|index| self.label(index)).collect();
        let above = labels.iter().map(|label| -label.top).fold(RADIUS, f64::max);
        let below = labels.iter().map(|label| label.top + label.height()).fold(RADIUS, f64::max);
        let middle = legend.height() + above + 4.0;
        let mut canvas = Canvas::new(middle + below + 4.0);
        legend.draw(&mut canvas, 0.0);

        let current = self.points(middle, |dimension| dimension.current);
        let target = self.points(middle, |dimension| dimension.target);
        if current.iter().all(Option::is_some) {
            let corners: Vec<(f64, f64)> = current.iter().flatten().copied().collect();
            canvas.shape(&corners, &palette::mix(&colors.accent, 0.14), None);
        }
        self.web(&mut canvas, middle);
        let line = Edge::new(&colors.accent, 2.5);
        let dashes = Edge::new(&colors.text, 1.5).dashed(TARGET_DASH);
        outline(&mut canvas, &current, line);
        outline(&mut canvas, &target, dashes);
        target.iter().flatten().for_each(|at| aim(&mut canvas, *at, colors));
        current.iter().flatten().for_each(|at| canvas.disc(*at, 4.2, &colors.accent, Edge::new("#ffffff", 1.0)));
        self.rings(&mut canvas, middle);

        for label in &labels {
            let top = middle + label.top;
            canvas.lines(label.x, top + 12.0, label.anchor, Ink::new(&colors.text).bold(), &label.name);
            let y = top + 12.0 + 15.0 * label.name.len() as f64;
            canvas.text(label.x, y, label.anchor, Ink::new(&colors.muted).size(SMALL), &label.levels);
        }
        canvas.finish()
    }

    fn legend(&self) -> Legend<'_> {
        let colors = self.colors;
        let mut legend = Legend::new(colors);
        legend.add(30.0, "Current", |canvas, x, y| {
            canvas.trace(&[(x, y), (x + 30.0, y)], Edge::new(&colors.accent, 2.5));
            canvas.disc((x + 15.0, y), 4.2, &colors.accent, Edge::new("#ffffff", 1.0));
        });
        legend.add(36.0, "Target", |canvas, x, y| {
            canvas.trace(&[(x, y), (x + 36.0, y)], Edge::new(&colors.text, 1.5).dashed(TARGET_DASH));
            aim(canvas, (x + 18.0, y), colors);
        });
        legend
    }

    /// Direction of an axis, the first straight up, the others clockwise.
    fn direction(&self, index: usize) -> (f64, f64) {
        let turn = std::f64::consts::TAU * index as f64 / self.spec.dimensions.len() as f64;
        (turn.sin(), -turn.cos())
    }

    /// A point on an axis at some distance from the middle.
    fn at(&self, index: usize, distance: f64, middle: f64) -> (f64, f64) {
        let (x, y) = self.direction(index);
        (WIDTH / 2.0 + x * distance, middle + y * distance)
    }

    fn points(&self, middle: f64, level: impl Fn(&Dimension) -> Option<f64>) -> Vec<Option<(f64, f64)>> {
        let point = |(index, dimension): (usize, &Dimension)| {
            level(dimension).map(|level| self.at(index, self.scale.place(level, 0.0, RADIUS), middle))
        };
        self.spec.dimensions.iter().enumerate().map(point).collect()
    }

    /// The grid: a ring for each level and an axis for each dimension.
    fn web(&self, canvas: &mut Canvas, middle: f64) {
        let axes = 0..self.spec.dimensions.len();
        for level in self.scale.ticks.iter().copied().chain([self.spec.max]) {
            let distance = self.scale.place(level, 0.0, RADIUS);
            if distance > 0.0 {
                let corners: Vec<(f64, f64)> = axes.clone().map(|index| self.at(index, distance, middle)).collect();
                canvas.shape(&corners, "none", Some(Edge::new(&self.colors.line, 1.0)));
            }
        }
        for index in axes {
            let end = self.at(index, RADIUS, middle);
            canvas.line((WIDTH / 2.0, middle), end, &self.colors.line, 1.0, "");
        }
    }

    /// The levels' numbers beside the first axis, over the lines.
    fn rings(&self, canvas: &mut Canvas, middle: f64) {
        let numbers = Numbers::of(self.scale.ticks.iter().copied(), "");
        let ink = Ink::new(&self.colors.muted).size(11.5).halo();
        for level in &self.scale.ticks {
            let y = middle - self.scale.place(*level, 0.0, RADIUS);
            canvas.text(WIDTH / 2.0 - 10.0, y + 4.1, Anchor::End, ink, &numbers.bare(*level));
        }
    }

    /// Places a label relative to the middle of the radar: outside of its axis, whatever its height.
    fn label(&self, index: usize) -> Label {
        let dimension = &self.spec.dimensions[index];
        let (across, down) = self.direction(index);
        let (anchor, limit) = match across {
            // The neighbours' labels begin where their axes end.
            x if x.abs() < 0.1 => (Anchor::Middle, (2.0 * self.direction(1).0 * REACH - 16.0).min(240.0)),
            x => (if x > 0.0 { Anchor::Start } else { Anchor::End }, (WIDTH / 2.0 - x.abs() * REACH).min(190.0)),
        };
        let name = fit(&dimension.name, TEXT * fit::BOLD, limit, 3);
        let levels = measure::shorten(&levels_in_words(dimension, self.numbers), SMALL, limit);
        let mut label = Label { x: WIDTH / 2.0 + across * REACH, top: 0.0, anchor, name, levels };
        label.top = down * REACH + (down - 1.0) * label.height() / 2.0;
        label
    }
}

/// The line from axis to axis and around, broken where a level is missing.
fn outline(canvas: &mut Canvas, points: &[Option<(f64, f64)>], edge: Edge) {
    if points.iter().all(Option::is_some) {
        let corners: Vec<(f64, f64)> = points.iter().flatten().copied().collect();
        return canvas.shape(&corners, "none", Some(edge));
    }
    for (index, from) in points.iter().enumerate() {
        if let (Some(from), Some(to)) = (from, points[(index + 1) % points.len()]) {
            canvas.trace(&[*from, to], edge);
        }
    }
}

/// The mark of a target, wide enough to be seen around that of a level reached.
fn aim(canvas: &mut Canvas, at: (f64, f64), colors: &Colors) {
    canvas.diamond(at, 8.0, "#ffffff", Some(Edge::new(&colors.text, 1.5)));
}
