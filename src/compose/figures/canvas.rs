//! The sheet that charts are drawn on: a few shapes, with coordinates rounded to hundredths.

use svg::node::Text;
use svg::node::element::{Element, Line, Path, Rectangle};
use svg::{Document, Node};

/// Width of every chart in units of its view box.
pub const WIDTH: f64 = 720.0;
/// Size of all texts but the gauge's number.
pub const TEXT: f64 = 13.0;
/// From the middle of a line of [`TEXT`] down to its baseline. Renderers disagree on
/// `dominant-baseline`, so texts are placed by their baselines only.
pub const MIDDLE: f64 = 4.6;

/// The side of its `x` on which a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub struct Ink<'a> {
    pub color: &'a str,
    pub size: f64,
    pub bold: bool,
    /// A white edge that keeps the text readable across lines.
    pub halo: bool,
}

impl<'a> Ink<'a> {
    pub fn new(color: &'a str) -> Self {
        Ink { color, size: TEXT, bold: false, halo: false }
    }

    pub fn bold(self) -> Self {
        Ink { bold: true, ..self }
    }

    pub fn halo(self) -> Self {
        Ink { halo: true, ..self }
    }

    pub fn size(self, size: f64) -> Self {
        Ink { size, ..self }
    }
}

pub struct Canvas {
    document: Document,
}

impl Canvas {
    pub fn new(height: f64) -> Self {
        Self::sized(WIDTH, height)
    }

    /// A sheet for a drawing that needs less than the whole width.
    pub fn sized(width: f64, height: f64) -> Self {
        let document = Document::new()
            .set("viewBox", format!("0 0 {} {}", round(width.min(WIDTH)), round(height)))
            .set("font-family", "Noto Sans, sans-serif");
        Canvas { document }
    }

    /// `y` is the baseline. Characters that XML forbids are left out.
    pub fn text(&mut self, x: f64, y: f64, anchor: Anchor, ink: Ink, content: &str) {
        let content: String = content.chars().filter(|c| !c.is_control()).collect();
        // The crate's own `Text` element would put line breaks around the words.
        let mut text = Element::new("text");
        text.assign("x", round(x));
        text.assign("y", round(y));
        text.assign("font-size", ink.size);
        text.assign("fill", ink.color);
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => text.assign("text-anchor", "middle"),
            Anchor::End => text.assign("text-anchor", "end"),
        }
        if ink.bold {
            text.assign("font-weight", "bold");
        }
        if ink.halo {
            text.assign("paint-order", "stroke");
            text.assign("stroke", "#ffffff");
            text.assign("stroke-width", 4);
            text.assign("stroke-linejoin", "round");
        }
        text.append(Text::new(content));
        self.add(text);
    }

    /// Texts below each other, the first on the baseline `y`.
    pub fn lines(&mut self, x: f64, y: f64, anchor: Anchor, ink: Ink, lines: &[String]) {
        for (index, line) in lines.iter().enumerate() {
            self.text(x, y + 15.0 * index as f64, anchor, ink, line);
        }
    }

    /// `dash` is empty for a solid line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), color: &str, width: f64, dash: &str) {
        let mut line = Line::new()
            .set("x1", round(from.0))
            .set("y1", round(from.1))
            .set("x2", round(to.0))
            .set("y2", round(to.1))
            .set("stroke", color)
            .set("stroke-width", width);
        if !dash.is_empty() {
            line = line.set("stroke-dasharray", dash);
        }
        self.add(line);
    }

    pub fn rectangle(&mut self, x: f64, y: f64, width: f64, height: f64, fill: &str) {
        self.add(
            Rectangle::new()
                .set("x", round(x))
                .set("y", round(y))
                .set("width", round(width))
                .set("height", round(height))
                .set("fill", fill),
        );
    }

    /// A line through the points.
    pub fn polyline(&mut self, points: &[(f64, f64)], color: &str, width: f64) {
        let path = Path::new()
            .set("d", path(points))
            .set("fill", "none")
            .set("stroke", color)
            .set("stroke-width", width)
            .set("stroke-linejoin", "round")
            .set("stroke-linecap", "round");
        self.add(path);
    }

    /// A filled shape with a white edge.
    pub fn polygon(&mut self, points: &[(f64, f64)], fill: &str) {
        let path =
            Path::new().set("d", path(points) + "Z").set("fill", fill).set("stroke", "#ffffff").set("stroke-width", 1);
        self.add(path);
    }

    pub fn add(&mut self, node: impl Into<Box<dyn Node>>) {
        self.document.append(node);
    }

    pub fn finish(self) -> String {
        self.document.to_string()
    }
}

fn path(points: &[(f64, f64)]) -> String {
    let pairs: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", round(*x), round(*y))).collect();
    format!("M{}", pairs.join("L"))
}

/// Hundredths of a unit are finer than any printer; `+ 0.0` turns a negative zero into zero.
pub fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0 + 0.0
}
