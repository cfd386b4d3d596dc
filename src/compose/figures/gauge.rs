//! A gauge: one score on its scale, with the bands that say what it means.
//!
//! The scale is straight: lengths are compared more surely than angles, and it takes less paper.

use serde::Deserialize;
use serde_json::Value;

use super::canvas::{Anchor, Canvas, Ink, TEXT, WIDTH, round};
use super::number::Numbers;
use super::scale::{Scale, Wish};
use super::{Drawing, measure, opening, palette, read};
use crate::document::Tone;
use crate::theme::Colors;

const HEIGHT: f64 = 104.0;
/// Where the scale begins; the number and its label stand before it.
const LEFT: f64 = 180.0;
const RIGHT: f64 = WIDTH - 20.0;
const TOP: f64 = 38.0;
const BOTTOM: f64 = 60.0;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    title: String,
    #[serde(default)]
    unit: String,
    /// `null` where nothing was measured; leaving the key out is a mistake.
    #[serde(deserialize_with = "Option::deserialize")]
    value: Option<f64>,
    #[serde(default)]
    min: f64,
    #[serde(default = "hundred")]
    max: f64,
    bands: Vec<Band>,
    label: String,
}

/// A part of the scale, from the end of the one before up to and with `to`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Band {
    to: f64,
    tone: Tone,
    /// The tone's name when left out.
    #[serde(default)]
    label: String,
}

impl Band {
    fn name(&self) -> &str {
        if self.label.is_empty() { self.tone.name() } else { &self.label }
    }
}

fn hundred() -> f64 {
    100.0
}

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let spec: Spec = read(spec)?;
    check(&spec)?;
    let numbers = Numbers::of(spec.value, &spec.unit);
    let ends: Vec<f64> = std::iter::once(spec.min).chain(spec.bands.iter().map(|band| band.to)).collect();
    let marks = Numbers::of(ends.iter().copied(), "");
    let wish = Wish { min: Some(spec.min), max: Some(spec.max), ..Wish::default() };
    let scale = Scale::over(ends.iter().copied(), wish);
    let x = |value: f64| scale.place(value, LEFT, RIGHT);
    let hit = spec.value.and_then(|value| spec.bands.iter().position(|band| value <= band.to));

    let mut canvas = Canvas::new(HEIGHT);
    let muted = Ink::new(&colors.muted);
    let number = numbers.or_words(spec.value);
    match hit {
        Some(band) => {
            let ink = Ink::new(&colors.tone(spec.bands[band].tone).strong).bold();
            // Large, but never into the scale.
            let size = (38.0 * (LEFT - 20.0) / measure::width(&number, 38.0)).min(38.0);
            let ink = ink.size(round(size));
            canvas.text(0.0, 63.0, Anchor::Start, ink, &number);
        }
        None => canvas.text(0.0, 57.0, Anchor::Start, muted.bold().size(20.0), &number),
    }
    let label = match numbers.caption() {
        Some(unit) => format!("{}, {unit}", spec.label),
        None => spec.label.clone(),
    };
    let label = measure::wrap(&label, TEXT, LEFT - 20.0);
    canvas.lines(0.0, 83.0, Anchor::Start, Ink::new(&colors.text), &label);

    for (index, band) in spec.bands.iter().enumerate() {
        let (from, to) = (x(ends[index]), x(band.to));
        let tone = colors.tone(band.tone);
        let is_hit = hit == Some(index);
        // Bands differ in lightness too: the one that was reached is the only dark one.
        let fill = if is_hit { tone.strong.clone() } else { palette::mix(&tone.strong, 0.22) };
        canvas.rectangle(from, TOP, (to - from - 1.5).max(0.5), BOTTOM - TOP, &fill);
        let ink = if is_hit { Ink::new(&tone.strong).bold() } else { muted };
        let width = measure::width(band.name(), TEXT);
        if is_hit || width < to - from {
            let centre = f64::midpoint(from, to).min(WIDTH - width / 2.0);
            canvas.text(centre, BOTTOM + 37.0, Anchor::Middle, ink, band.name());
        }
    }
    let mut free = 0.0;
    for end in &ends {
        let (label, middle) = (marks.bare(*end), x(*end));
        canvas.line((middle - 0.75, BOTTOM), (middle - 0.75, BOTTOM + 5.0), &colors.muted, 1.0, "");
        let half = measure::width(&label, TEXT) / 2.0;
        let centre = middle.min(WIDTH - half);
        if centre - half >= free {
            canvas.text(centre, BOTTOM + 19.0, Anchor::Middle, muted, &label);
            free = centre + half + 4.0;
        }
    }
    if let Some(value) = spec.value {
        let x = x(value);
        canvas.polygon(&[(x - 8.0, TOP - 16.0), (x + 8.0, TOP - 16.0), (x, TOP - 2.0)], &colors.text);
        canvas.line((x, TOP - 3.0), (x, BOTTOM), "#ffffff", 4.0, "");
        canvas.line((x, TOP - 3.0), (x, BOTTOM), &colors.text, 2.0, "");
    }
    Ok(Drawing { svg: canvas.finish(), alt: alt(&spec, &numbers, &marks, hit) })
}

fn check(spec: &Spec) -> Result<(), String> {
    let mut from = spec.min;
    for band in &spec.bands {
        if band.to <= from {
            return Err(format!("`to` {} of `bands` is not above {from}; list bands upwards from `min`", band.to));
        }
        from = band.to;
    }
    if from != spec.max {
        return Err(format!(
            "`bands` end at {from}, the scale at {}; give the last band `to` equal to `max`",
            spec.max
        ));
    }
    match spec.value {
        Some(value) if value < spec.min || value > spec.max => {
            Err(format!("`value` {value} lies outside {} to {}; set `min` and `max`", spec.min, spec.max))
        }
        _ => Ok(()),
    }
}

fn alt(spec: &Spec, numbers: &Numbers, marks: &Numbers, hit: Option<usize>) -> String {
    let mut alt = opening("Gauge", &spec.title, numbers);
    alt.push_str(&format!(" {}: {}", spec.label, numbers.or_words(spec.value)));
    if let Some(band) = hit {
        alt.push_str(&format!(", {}", spec.bands[band].name()));
    }
    let bands: Vec<String> =
        spec.bands.iter().map(|band| format!("{} up to {}", band.name(), marks.bare(band.to))).collect();
    alt.push_str(&format!(". Scale from {}: {}.", marks.bare(spec.min), bands.join(", ")));
    alt
}
