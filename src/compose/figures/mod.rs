//! Charts: the JSON of a `chart` block becomes an SVG picture and its text alternative.
//!
//! The same bytes for the same spec, everywhere. A picture uses presentation attributes only
//! (no `style`, script, id or outside reference), so that it passes a strict content security
//! policy and looks the same in a browser and in typst. Its width is 720 units, meant for
//! 160 mm on paper: a text of 13 units is one of 8 points.

mod area;
mod arrows;
mod axis;
mod bars;
mod calendar;
mod canvas;
mod chips;
mod dates;
mod fit;
mod frame;
mod gantt;
mod gauge;
mod graph;
mod heat_map;
mod layers;
mod legend;
mod line;
mod measure;
mod net;
mod number;
mod outlines;
mod palette;
mod pareto;
mod phases;
mod quadrants;
mod radar;
mod risk_matrix;
mod route;
mod scale;
mod series;
mod shapes;
mod sparkline;
mod stacked_bars;
mod swim_lane;
mod timeline;
mod tree;
mod waterfall;

use serde::de::DeserializeOwned;
use serde_json::Value;

use self::number::Numbers;
use crate::load::values::message;
use crate::theme::Colors;

/// A finished chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// A whole `<svg>` element with a `viewBox` and no size of its own.
    pub svg: String,
    /// The data in words, with the numbers as printed in the picture.
    pub alt: String,
}

/// What a chart makes of its spec without the key `kind`.
type Chart = fn(Value, &Colors) -> Result<Drawing, String>;

/// Every chart by its `kind`; a new one is a new file and a line here.
const CHARTS: [(&str, Chart); 17] = [
    ("bars", bars::draw),
    ("calendar", calendar::draw),
    ("gantt", gantt::draw),
    ("gauge", gauge::draw),
    ("graph", graph::draw),
    ("heat-map", heat_map::draw),
    ("line", line::draw),
    ("pareto", pareto::draw),
    ("phases", phases::draw),
    ("quadrants", quadrants::draw),
    ("radar", radar::draw),
    ("risk-matrix", risk_matrix::draw),
    ("sparkline", sparkline::draw),
    ("stacked-bars", stacked_bars::draw),
    ("swim-lane", swim_lane::draw),
    ("tree", tree::draw),
    ("waterfall", waterfall::draw),
];

/// The kinds of charts there are.
pub fn kinds() -> Vec<&'static str> {
    CHARTS.iter().map(|(kind, _)| *kind).collect()
}

/// Draws the chart that a spec describes.
///
/// # Errors
/// One sentence that names the key at fault and the way out.
pub fn draw(spec: &Value, colors: &Colors) -> Result<Drawing, String> {
    if let Some(number) = outsized(spec) {
        return Err(format!("{number} is too large to draw; give the values in a larger unit"));
    }
    let mut spec = spec.clone();
    let Some(keys) = spec.as_object_mut() else {
        return Err("a chart is a JSON object with the key `kind`".into());
    };
    let kinds = CHARTS.map(|(kind, _)| kind).join(", ");
    let kind = match keys.remove("kind") {
        Some(Value::String(kind)) => kind,
        Some(_) => return Err(format!("`kind` is not a text; there are {kinds}")),
        None => return Err(format!("the key `kind` is missing; there are {kinds}")),
    };
    match CHARTS.iter().find(|(name, _)| *name == kind) {
        Some((_, chart)) => chart(spec, colors),
        None => Err(format!("unknown chart kind `{kind}`; there are {kinds}")),
    }
}

/// The typed form of a spec. Serde's words are turned into those of people who write JSON.
fn read<T: DeserializeOwned>(spec: Value) -> Result<T, String> {
    serde_path_to_error::deserialize(spec).map_err(|error| {
        let path = error.path().to_string();
        let words = [
            ("unknown field", "unknown key"),
            ("missing field", "missing key"),
            ("unknown variant", "unknown word"),
            ("a sequence", "a list"),
            ("f64", "a number"),
        ]
        .iter()
        .fold(message(&error.inner().to_string()).to_owned(), |words, (from, to)| words.replace(from, to));
        let says_where = path == "." || words.contains(&format!("`{path}`"));
        if says_where { words } else { format!("`{path}`: {words}") }
    })
}

/// A number beyond a million millions, where tick marks and digits stop making sense.
fn outsized(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64().filter(|number| number.abs() > 1e12),
        Value::Array(values) => values.iter().find_map(outsized),
        Value::Object(keys) => keys.values().find_map(outsized),
        _ => None,
    }
}

/// The first words of a text alternative: what it is, and of what.
fn opening(kind: &str, title: &str, numbers: &Numbers) -> String {
    let unit = numbers.caption().map_or_else(String::new, |unit| format!(" in {unit}"));
    if title.is_empty() { format!("{kind}{unit}.") } else { format!("{kind}{unit}: {title}.") }
}
