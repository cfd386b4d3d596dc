//! A sparkline: how a figure came about, in a strip as low as a line of text or two.

use serde::Deserialize;
use serde_json::Value;

use super::canvas::{Anchor, Canvas, Ink, MIDDLE, WIDTH};
use super::fit::BOLD;
use super::number::Numbers;
use super::shapes::{self, SMALL};
use super::{Drawing, measure, opening, read};
use crate::theme::Colors;

const HEIGHT: f64 = 66.0;
/// Between these the line runs; the highest and lowest values stand above and below.
const TOP: f64 = 20.0;
const BOTTOM: f64 = 46.0;
const MOST_VALUES: usize = 400;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    title: String,
    #[serde(default)]
    unit: String,
    /// `null` where nothing was measured.
    values: Vec<Option<f64>>,
    #[serde(default)]
    target: Option<f64>,
}

/// The places of the values that are labelled.
struct Marks {
    first: usize,
    last: usize,
    lowest: usize,
    highest: usize,
}

impl Marks {
    /// `None` without values.
    fn of(values: &[Option<f64>]) -> Option<Self> {
        let measured: Vec<(usize, f64)> =
            values.iter().enumerate().filter_map(|(place, value)| Some((place, (*value)?))).collect();
        let (first, last) = (measured.first()?.0, measured.last()?.0);
        // Of equal ones the first.
        let lowest = measured.iter().min_by(|a, b| a.1.total_cmp(&b.1))?.0;
        let highest = measured.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1))?.0;
        Some(Marks { first, last, lowest, highest })
    }

    /// What a value is beside the `name` of its place.
    fn named(&self, place: usize, name: &str, values: &[Option<f64>]) -> String {
        match values[place] {
            _ if values[self.lowest] == values[self.highest] => name.to_owned(),
            value if value == values[self.highest] => format!("{name}, highest"),
            value if value == values[self.lowest] => format!("{name}, lowest"),
            _ => name.to_owned(),
        }
    }

    /// Whether an end of the line tells a value already.
    fn is_told(&self, place: usize, values: &[Option<f64>]) -> bool {
        [self.first, self.last].into_iter().any(|end| values[end] == values[place])
    }
}

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let spec: Spec = read(spec)?;
    if spec.values.is_empty() || spec.values.len() > MOST_VALUES {
        return Err(format!("`values` has {} entries; a chart shows 1 to {MOST_VALUES}", spec.values.len()));
    }
    let numbers = Numbers::of(spec.values.iter().copied().flatten(), &spec.unit);
    let marks = Marks::of(&spec.values);
    let mut canvas = Canvas::new(HEIGHT);
    match &marks {
        Some(marks) => strip(&mut canvas, &spec, marks, &numbers, colors),
        None => {
            canvas.text(0.0, HEIGHT / 2.0 + MIDDLE, Anchor::Start, Ink::new(&colors.muted), "not measured");
        }
    }
    Ok(Drawing { svg: canvas.finish(), alt: alt(&spec, marks.as_ref(), &numbers) })
}

fn strip(canvas: &mut Canvas, spec: &Spec, marks: &Marks, numbers: &Numbers, colors: &Colors) {
    let values = &spec.values;
    let number = |place: usize| values[place].map_or_else(String::new, |value| said(value, numbers));
    let ink = Ink::new(&colors.text).size(SMALL);
    let label = |place: usize, name: &str| format!("{} {}", marks.named(place, name, values), number(place));
    let first = if marks.first == marks.last { String::new() } else { label(marks.first, "first") };
    let last = label(marks.last, "last");
    let target = spec.target.map(|target| format!("target {}", said(target, &Numbers::of([target], &spec.unit))));
    let left = if first.is_empty() { 8.0 } else { measure::width(&first, SMALL) + 12.0 };
    let ends = [last.clone(), target.clone().unwrap_or_default()];
    let right = WIDTH - measure::widest(&ends, SMALL * BOLD) - 12.0;

    let known = values.iter().copied().flatten().chain(spec.target);
    let (low, high) =
        known.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (value.min(low), value.max(high)));
    let y = |value: f64| {
        let share = if low < high { (value - low) / (high - low) } else { 0.5 };
        BOTTOM - share * (BOTTOM - TOP)
    };
    let step = (right - left) / (values.len().max(2) - 1) as f64;
    // A single value stands beside its number.
    let x = |place: usize| if values.len() == 1 { right } else { left + step * place as f64 };
    let point = |place: usize| values[place].map(|value| (x(place), y(value)));
    let mut labels = vec![(point(marks.last).map_or(0.0, |(_, y)| y), last, ink.bold())];
    if let (Some(target), Some(words)) = (spec.target, target) {
        canvas.line((left, y(target)), (right, y(target)), &colors.muted, 1.0, "5 4");
        labels.push((y(target), words, Ink { color: &colors.muted, ..ink }));
    }
    let points: Vec<Option<(f64, f64)>> = (0..values.len()).map(point).collect();
    for run in points.split(Option::is_none).map(|run| run.iter().flatten().copied().collect::<Vec<_>>()) {
        match run.as_slice() {
            [alone] => shapes::circle(canvas, *alone, 1.75, &colors.primary, &colors.primary),
            _ if run.is_empty() => {}
            _ => canvas.polyline(&run, &colors.primary, 1.75),
        }
    }
    if let Some((x, y)) = points[marks.first].filter(|_| !first.is_empty()) {
        shapes::circle(canvas, (x, y), 3.5, "#ffffff", &colors.primary);
        canvas.text(left - 12.0, y + 4.3, Anchor::End, ink, &first);
    }
    for (place, name, baseline) in [(marks.highest, "highest", 12.0), (marks.lowest, "lowest", HEIGHT - 3.0)] {
        let Some(at) = points[place].filter(|_| !marks.is_told(place, values)) else { continue };
        shapes::circle(canvas, at, 3.5, "#ffffff", &colors.primary);
        let words = format!("{name} {}", number(place));
        let half = measure::width(&words, SMALL) / 2.0;
        let x = at.0.min(right - half).max(left + half);
        canvas.text(x, baseline, Anchor::Middle, ink, &words);
    }
    if let Some(at) = points[marks.last] {
        shapes::circle(canvas, at, 4.0, &colors.primary, "#ffffff");
    }
    let mut middles: Vec<f64> = labels.iter().map(|(y, ..)| *y).collect();
    measure::spread(&mut middles, 16.0, 8.0, HEIGHT - 8.0);
    for ((_, words, ink), y) in labels.iter().zip(middles) {
        canvas.text(right + 12.0, y + 4.3, Anchor::Start, *ink, words);
    }
}

/// A strip has no room for a caption: each number carries its unit.
fn said(value: f64, numbers: &Numbers) -> String {
    match numbers.caption() {
        Some(unit) => format!("{} {}", numbers.bare(value), measure::shorten(unit, SMALL, 80.0)),
        None => numbers.full(value),
    }
}

fn alt(spec: &Spec, marks: Option<&Marks>, numbers: &Numbers) -> String {
    let mut alt = opening("Sparkline", &spec.title, numbers);
    let Some(marks) = marks else { return alt + " Not measured." };
    let number = |place: usize| numbers.or_words(spec.values[place]);
    let values: Vec<String> = spec.values.iter().map(|value| numbers.or_words(*value)).collect();
    alt.push_str(&format!(" First {}, last {}", number(marks.first), number(marks.last)));
    alt.push_str(&format!(", lowest {}, highest {}.", number(marks.lowest), number(marks.highest)));
    if let Some(target) = spec.target {
        alt.push_str(&format!(" Target {}.", Numbers::of([target], &spec.unit).full(target)));
    }
    alt + &format!(" All values: {}.", values.join(", "))
}
