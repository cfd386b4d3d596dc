//! More shapes for the sheet: outlines, dashes, marks. Each says with form what a colour says.

use svg::node::element::{Circle, Path, Rectangle};

use super::area::Area;
use super::canvas::{Canvas, round};

/// A drawn edge; `dash` is empty for a solid one.
#[derive(Debug, Clone, Copy)]
pub struct Edge<'a> {
    pub color: &'a str,
    pub width: f64,
    pub dash: &'a str,
}

impl<'a> Edge<'a> {
    pub fn new(color: &'a str, width: f64) -> Self {
        Edge { color, width, dash: "" }
    }

    pub fn dashed(self, dash: &'a str) -> Self {
        Edge { dash, ..self }
    }
}

impl Canvas {
    /// A box with round corners. The edge lies inside of it.
    pub fn block(&mut self, area: Area, radius: f64, fill: &str, edge: Option<Edge>) {
        let inside = area.grown(edge.map_or(0.0, |edge| -edge.width / 2.0));
        let mut rectangle = Rectangle::new()
            .set("x", round(inside.x))
            .set("y", round(inside.y))
            .set("width", round(inside.width.max(0.0)))
            .set("height", round(inside.height.max(0.0)))
            .set("fill", fill);
        if radius > 0.0 {
            rectangle = rectangle.set("rx", radius);
        }
        if let Some(edge) = edge {
            rectangle = rectangle.set("stroke", edge.color).set("stroke-width", edge.width);
            if !edge.dash.is_empty() {
                rectangle = rectangle.set("stroke-dasharray", edge.dash);
            }
        }
        self.add(rectangle);
    }

    /// A line through the points.
    pub fn trace(&mut self, points: &[(f64, f64)], edge: Edge) {
        self.outline(data(points), "none", Some(edge));
    }

    /// A closed shape.
    pub fn shape(&mut self, points: &[(f64, f64)], fill: &str, edge: Option<Edge>) {
        self.outline(data(points) + "Z", fill, edge);
    }

    /// A square on its corner.
    pub fn diamond(&mut self, (x, y): (f64, f64), radius: f64, fill: &str, edge: Option<Edge>) {
        self.shape(&[(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], fill, edge);
    }

    pub fn disc(&mut self, (x, y): (f64, f64), radius: f64, fill: &str, edge: Edge) {
        let circle = Circle::new().set("cx", round(x)).set("cy", round(y)).set("r", radius).set("fill", fill);
        self.add(circle.set("stroke", edge.color).set("stroke-width", edge.width));
    }

    fn outline(&mut self, data: String, fill: &str, edge: Option<Edge>) {
        let mut path = Path::new().set("d", data).set("fill", fill);
        if let Some(edge) = edge {
            path = path.set("stroke", edge.color).set("stroke-width", edge.width).set("stroke-linejoin", "round");
            if !edge.dash.is_empty() {
                path = path.set("stroke-dasharray", edge.dash);
            }
        }
        self.add(path);
    }
}

fn data(points: &[(f64, f64)]) -> String {
    let pairs: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", round(*x), round(*y))).collect();
    format!("M{}", pairs.join("L"))
}
