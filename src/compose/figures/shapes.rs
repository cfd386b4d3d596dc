//! What charts of boxes share: outlines with their texts, arrows, the sign of a tone and a key.

use svg::node::element::{Path, Rectangle};

use super::area::Area;
use super::canvas::{Anchor, Canvas, Ink, MIDDLE, round};
use super::fit::BOLD;
use super::legend::{self, Legend};
use super::outlines::Edge;
use super::{measure, palette};
use crate::document::Tone;
use crate::theme::Colors;

/// Size of the texts in boxes.
pub const SMALL: f64 = 12.0;
/// From one baseline to the next, as [`Canvas::lines`] sets them.
pub const PITCH: f64 = 15.0;

/// The form of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Square,
    /// Round ends.
    Round,
    /// Pointed at its left and right.
    Hexagon,
}

/// How far the points of a hexagon of some height reach.
pub fn point(height: f64) -> f64 {
    (height / 4.0).min(12.0)
}

/// Draws the outline of a box; `dash` is empty for a solid one.
pub fn outline(canvas: &mut Canvas, area: Area, form: Form, fill: &str, (stroke, width): (&str, f64)) {
    let Area { x, y, .. } = area;
    if form == Form::Hexagon {
        let (tip, middle) = (point(area.height), area.middle().1);
        let corners = [
            (x, middle),
            (x + tip, y),
            (area.right() - tip, y),
            (area.right(), middle),
            (area.right() - tip, area.bottom()),
            (x + tip, area.bottom()),
        ];
        let corners = corners.map(|(x, y)| format!("{},{}", round(x), round(y)));
        let path = Path::new().set("d", format!("M{}Z", corners.join("L"))).set("fill", fill);
        canvas.add(path.set("stroke", stroke).set("stroke-width", width).set("stroke-linejoin", "round"));
        return;
    }
    let radius = if form == Form::Round { (area.height / 2.0).min(14.0) } else { 2.0 };
    let rectangle = Rectangle::new()
        .set("x", round(x))
        .set("y", round(y))
        .set("width", round(area.width))
        .set("height", round(area.height))
        .set("rx", round(radius))
        .set("fill", fill);
    canvas.add(rectangle.set("stroke", stroke).set("stroke-width", width));
}

/// Lines of text around the middle of a box.
pub fn centred(canvas: &mut Canvas, (x, y): (f64, f64), ink: Ink, lines: &[String]) {
    let first = y - PITCH * (lines.len() as f64 - 1.0) / 2.0 + ink.size * 0.355;
    canvas.lines(x, first, Anchor::Middle, ink, lines);
}

/// A line with rounded bends and, at its end, a head.
pub fn arrow(canvas: &mut Canvas, points: &[(f64, f64)], color: &str, dash: &str) {
    let [.., before, end] = points else { return };
    let (dx, dy) = direction(*before, *end);
    let mut ends = points.to_vec();
    // The line stops inside the head, so that its tip stays sharp.
    if let Some(last) = ends.last_mut() {
        *last = (end.0 - dx * 5.0, end.1 - dy * 5.0);
    }
    bent(canvas, &ends, color, dash);
    let back = (end.0 - dx * 8.0, end.1 - dy * 8.0);
    let head = [*end, (back.0 - dy * 3.8, back.1 + dx * 3.8), (back.0 + dy * 3.8, back.1 - dx * 3.8)];
    let head = head.map(|(x, y)| format!("{},{}", round(x), round(y)));
    canvas.add(Path::new().set("d", format!("M{}Z", head.join("L"))).set("fill", color));
}

/// A line with rounded bends.
pub fn bent(canvas: &mut Canvas, points: &[(f64, f64)], color: &str, dash: &str) {
    let mut path = String::new();
    for (index, at) in points.iter().enumerate() {
        let pair = |(x, y): (f64, f64)| format!("{},{}", round(x), round(y));
        if index == 0 {
            path = format!("M{}", pair(*at));
        } else if index + 1 == points.len() {
            path.push_str(&format!("L{}", pair(*at)));
        } else {
            let (before, after) = (points[index - 1], points[index + 1]);
            let radius = 4f64.min(length(before, *at) / 2.0).min(length(*at, after) / 2.0);
            let ((bx, by), (ax, ay)) = (direction(before, *at), direction(*at, after));
            let from = (at.0 - bx * radius, at.1 - by * radius);
            let to = (at.0 + ax * radius, at.1 + ay * radius);
            path.push_str(&format!("L{}Q{} {}", pair(from), pair(*at), pair(to)));
        }
    }
    let mut line = Path::new().set("d", path).set("fill", "none").set("stroke", color).set("stroke-width", 1.25);
    if !dash.is_empty() {
        line = line.set("stroke-dasharray", dash);
    }
    canvas.add(line);
}

/// Length of a level or upright line.
fn length(from: (f64, f64), to: (f64, f64)) -> f64 {
    (to.0 - from.0).abs() + (to.1 - from.1).abs()
}

/// Direction of a level or upright line.
fn direction(from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let sign = |value: f64| if value.abs() < 1e-9 { 0.0 } else { value.signum() };
    (sign(to.0 - from.0), sign(to.1 - from.1))
}

/// A filled or hollow circle.
pub fn circle(canvas: &mut Canvas, at: (f64, f64), radius: f64, fill: &str, stroke: &str) {
    canvas.disc(at, radius, fill, Edge::new(stroke, 1.25));
}

/// The sign of a tone: its letter on its colour.
pub fn sign(canvas: &mut Canvas, at: (f64, f64), tone: Tone, colors: &Colors) {
    circle(canvas, at, 8.0, &colors.tone(tone).strong, "#ffffff");
    let ink = Ink::new("#ffffff").bold().size(11.5);
    canvas.text(at.0, at.1 + 4.1, Anchor::Middle, ink, palette::letter(tone));
}

/// A number on a dark ground that widens with its digits.
pub fn number(canvas: &mut Canvas, (x, y): (f64, f64), text: &str, colors: &Colors) {
    let width = number_width(text);
    let area = Area { x: x - width / 2.0, y: y - 8.5, width, height: 17.0 };
    outline(canvas, area, Form::Round, &colors.primary, ("#ffffff", 1.0));
    canvas.text(x, y + 4.1, Anchor::Middle, Ink::new("#ffffff").bold().size(11.5), text);
}

/// Width of a [`number`].
pub fn number_width(text: &str) -> f64 {
    (measure::width(text, 11.5 * BOLD) + 7.0).max(17.0)
}

/// What an entry of the key shows before its words.
#[derive(Debug, Clone, PartialEq)]
pub enum Sample {
    /// A filled circle.
    Start,
    /// A filled circle in a ring.
    End,
    Form(Form),
    /// A dashed arrow.
    Dashed,
    Tone(Tone),
    Fill(String),
    /// A hollow circle.
    Ring,
    /// A sign in the muted colour.
    Word(&'static str),
}

/// Width of a sample.
const SAMPLE: f64 = 20.0;

/// Height of a key; 0 without entries.
pub fn legend_height(entries: &[(Sample, String)]) -> f64 {
    let shown: Vec<String> = entries.iter().map(|(_, words)| legend::shown(words, SAMPLE)).collect();
    legend::height(&legend::places(shown.iter().map(|words| (SAMPLE, words.as_str()))))
}

/// Width that the key takes.
pub fn legend_width(entries: &[(Sample, String)]) -> f64 {
    let shown: Vec<String> = entries.iter().map(|(_, words)| legend::shown(words, SAMPLE)).collect();
    let parts = || shown.iter().map(|words| (SAMPLE, words.as_str()));
    legend::width(parts(), &legend::places(parts()))
}

/// Draws the key at the head of the sheet.
pub fn legend(canvas: &mut Canvas, entries: &[(Sample, String)], colors: &Colors) {
    let mut legend = Legend::new(colors);
    for (sample, words) in entries {
        legend.add(SAMPLE, words, move |canvas, x, y| sample.draw(canvas, (x, y), colors));
    }
    legend.draw(canvas, 0.0);
}

impl Sample {
    /// Draws the sample; its left edge and its middle are given.
    fn draw(&self, canvas: &mut Canvas, (x, y): (f64, f64), colors: &Colors) {
        let middle = (x + SAMPLE / 2.0, y);
        match self {
            Sample::Start => start(canvas, middle, colors),
            Sample::End => end(canvas, middle, colors),
            Sample::Form(form) => {
                let area = Area { x: x + 0.75, y: y - 6.0, width: 18.5, height: 12.0 };
                outline(canvas, area, *form, "#ffffff", (&colors.primary, 1.25));
            }
            Sample::Dashed => arrow(canvas, &[(x, y), (x + SAMPLE, y)], &colors.text, DASH),
            Sample::Tone(tone) => sign(canvas, middle, *tone, colors),
            Sample::Fill(fill) => canvas.rectangle(x + 4.0, y - 6.0, 12.0, 12.0, fill),
            Sample::Ring => circle(canvas, middle, 4.5, "#ffffff", &colors.primary),
            Sample::Word(word) => canvas.text(middle.0, y + MIDDLE, Anchor::Middle, Ink::new(&colors.muted), word),
        }
    }
}

/// Dashes of arrows that lead back.
pub const DASH: &str = "4 3";

/// The mark of a start.
pub fn start(canvas: &mut Canvas, at: (f64, f64), colors: &Colors) {
    circle(canvas, at, 5.0, &colors.primary, &colors.primary);
}

/// The mark of an end.
pub fn end(canvas: &mut Canvas, at: (f64, f64), colors: &Colors) {
    circle(canvas, at, 6.5, "#ffffff", &colors.primary);
    circle(canvas, at, 3.5, &colors.primary, &colors.primary);
}
