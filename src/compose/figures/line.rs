//! Lines over time, with the target they are measured against.

use serde::Deserialize;
use serde_json::Value;
use svg::node::element::Circle;

use super::canvas::{Anchor, Canvas, Ink, MIDDLE, TEXT, round};
use super::frame::{self, HEIGHT, Plot};
use super::number::Numbers;
use super::scale::{Scale, Wish};
use super::series::{self, Series};
use super::{Drawing, measure, opening, palette, read};
use crate::document::Tone;
use crate::theme::Colors;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    title: String,
    #[serde(default)]
    unit: String,
    #[serde(alias = "x", deserialize_with = "series::labels")]
    categories: Vec<String>,
    series: Vec<Series>,
    #[serde(default)]
    target: Option<Target>,
    #[serde(default)]
    band: Option<Band>,
    /// Ends of the range of values; worked out from the data otherwise.
    #[serde(default)]
    min: Option<f64>,
    #[serde(default)]
    max: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Target {
    value: f64,
    #[serde(default)]
    label: String,
}

/// The range in which values are wanted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Band {
    from: f64,
    to: f64,
    #[serde(default)]
    label: String,
}

/// The most room that labels at the right edge take.
const MARGIN: f64 = 220.0;

/// A label at the right edge, as near to its line as its neighbours allow.
struct Label<'a> {
    y: f64,
    color: &'a str,
    text: String,
    sign: Sign<'a>,
}

/// What stands before a label: a sample of what it names.
enum Sign<'a> {
    Mark,
    Dash,
    Ground(&'a str),
}

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let mut spec: Spec = read(spec)?;
    series::check(&spec.categories, &spec.series, None)?;
    if let (Some(min), Some(max)) = (spec.min, spec.max)
        && min >= max
    {
        return Err(format!("`min` {min} is not below `max` {max}; swap them or leave them out"));
    }
    if let Some(band) = spec.band.as_ref().filter(|band| band.from >= band.to) {
        return Err(format!("`from` {} of `band` is not below `to` {}; swap them", band.from, band.to));
    }
    let band = spec.band.iter().flat_map(|band| [band.from, band.to]);
    let limits = spec.target.iter().map(|target| target.value).chain(band);
    let values: Vec<f64> = series::measured(&spec.series).chain(limits).collect();
    for value in &values {
        if spec.min.is_some_and(|min| *value < min) {
            return Err(format!("`min` hides the value {value}; lower it or leave it out"));
        }
        if spec.max.is_some_and(|max| *value > max) {
            return Err(format!("`max` hides the value {value}; raise it or leave it out"));
        }
    }
    let numbers = Numbers::of(series::measured(&spec.series), &spec.unit);
    let wish = Wish { percent: spec.unit == "%", min: spec.min, max: spec.max, from_zero: false };
    let scale = Scale::over(values, wish);
    name_limits(&mut spec);

    let strokes = palette::strokes(&spec.series, colors);
    let labels = end_labels(&spec, &numbers, &strokes, colors);
    let margin = measure::widest(labels.iter().map(|label| &label.text), TEXT) + 25.0;
    let mut canvas = Canvas::new(HEIGHT);
    let layout = (0.0, margin);
    let plot = frame::frame(&mut canvas, &scale, &spec.categories, &spec.unit, layout, colors);
    limit_lines(&mut canvas, &spec, &plot, &scale, colors);
    for (index, (one, stroke)) in spec.series.iter().zip(&strokes).enumerate() {
        trace(&mut canvas, one, stroke, index, &plot, &scale);
    }
    if spec.series.len() == 1 {
        point_labels(&mut canvas, &spec.series[0], &numbers, &plot, &scale, colors);
    }
    let mut middles: Vec<f64> = labels.iter().map(|label| plot.y(&scale, label.y)).collect();
    measure::spread(&mut middles, 17.0, plot.top, plot.bottom);
    for (index, (label, y)) in labels.iter().zip(middles).enumerate() {
        match label.sign {
            Sign::Mark => mark(&mut canvas, (plot.right + 10.0, y), label.color, index),
            Sign::Dash => dash(&mut canvas, (plot.right + 2.0, plot.right + 17.0), y, label.color),
            Sign::Ground(tint) => canvas.rectangle(plot.right + 4.0, y - 6.0, 12.0, 12.0, tint),
        }
        canvas.text(plot.right + 21.0, y + MIDDLE, Anchor::Start, Ink::new(label.color), &label.text);
    }
    let alt = alt(&spec, &numbers);
    Ok(Drawing { svg: canvas.finish(), alt })
}

/// Gives target and band the labels that the author left out.
fn name_limits(spec: &mut Spec) {
    if let Some(target) = spec.target.as_mut().filter(|target| target.label.is_empty()) {
        target.label = format!("Target {}", Numbers::of([target.value], &spec.unit).full(target.value));
    }
    if let Some(band) = spec.band.as_mut().filter(|band| band.label.is_empty()) {
        band.label = range(band, &spec.unit);
    }
}

/// One label for each series, in order, then those of target and band.
fn end_labels<'a>(spec: &Spec, numbers: &Numbers, strokes: &'a [String], colors: &'a Colors) -> Vec<Label<'a>> {
    let of_series = |(one, stroke): (&Series, &'a String)| {
        let last = one.values.iter().rev().flatten().next().copied();
        let name = measure::shorten(&one.name, TEXT, MARGIN - 90.0);
        let text = series::named(&name, &numbers.or_words(last));
        Label { y: last.unwrap_or(f64::MIN), color: stroke, text, sign: Sign::Mark }
    };
    let mut labels: Vec<Label> = spec.series.iter().zip(strokes).map(of_series).collect();
    if let Some(target) = &spec.target {
        let number = Numbers::of([target.value], &spec.unit).full(target.value);
        let text = match target.label.contains(&number) {
            true => measure::shorten(&target.label, TEXT, MARGIN),
            false => {
                let room = MARGIN - measure::width(&number, TEXT) - 6.0;
                format!("{} {number}", measure::shorten(&target.label, TEXT, room))
            }
        };
        labels.push(Label { y: target.value, color: &colors.text, text, sign: Sign::Dash });
    }
    if let Some(band) = &spec.band {
        let y = f64::midpoint(band.from, band.to);
        let tone = colors.tone(Tone::Good);
        let text = measure::shorten(&band.label, TEXT, MARGIN);
        labels.push(Label { y, color: &tone.strong, text, sign: Sign::Ground(&tone.tint) });
    }
    labels
}

fn limit_lines(canvas: &mut Canvas, spec: &Spec, plot: &Plot, scale: &Scale, colors: &Colors) {
    if let Some(band) = &spec.band {
        let (low, high) = (plot.y(scale, band.from), plot.y(scale, band.to));
        canvas.rectangle(plot.left, high, plot.right - plot.left, low - high, &colors.tone(Tone::Good).tint);
    }
    if let Some(target) = &spec.target {
        let y = plot.y(scale, target.value);
        dash(canvas, (plot.left, plot.right), y, &colors.text);
    }
}

/// A level dashed line: what is wanted, not what was measured.
fn dash(canvas: &mut Canvas, (from, to): (f64, f64), y: f64, color: &str) {
    canvas.line((from, y), (to, y), color, 1.25, "5 4");
}

/// The line, broken where nothing was measured, with a mark on each value. When values are
/// close together only those without neighbours are marked: no line would show them.
fn trace(canvas: &mut Canvas, one: &Series, stroke: &str, shape: usize, plot: &Plot, scale: &Scale) {
    let point = |(index, value): (usize, &Option<f64>)| value.map(|value| (plot.x(index), plot.y(scale, value)));
    let points: Vec<Option<(f64, f64)>> = one.values.iter().enumerate().map(point).collect();
    for run in points.split(Option::is_none).map(|run| run.iter().flatten().copied().collect::<Vec<_>>()) {
        if run.len() > 1 {
            canvas.polyline(&run, stroke, 2.25);
        }
        if run.len() == 1 || plot.slot() >= 14.0 {
            run.into_iter().for_each(|at| mark(canvas, at, stroke, shape));
        }
    }
}

/// A mark of its own for each series: circle, square, triangle, diamond, and again hollow.
fn mark(canvas: &mut Canvas, (x, y): (f64, f64), color: &str, shape: usize) {
    let corners: &[(f64, f64)] = match shape % 4 {
        0 => {
            let circle = Circle::new().set("cx", round(x)).set("cy", round(y)).set("r", 4.2);
            canvas.add(circle.set("fill", color).set("stroke", "#ffffff").set("stroke-width", 1));
            &[]
        }
        1 => &[(-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0)],
        2 => &[(0.0, -5.2), (5.2, 4.0), (-5.2, 4.0)],
        _ => &[(0.0, -5.6), (5.6, 0.0), (0.0, 5.6), (-5.6, 0.0)],
    };
    if !corners.is_empty() {
        let corners: Vec<(f64, f64)> = corners.iter().map(|(dx, dy)| (x + dx, y + dy)).collect();
        canvas.polygon(&corners, color);
    }
    if shape > 3 {
        canvas.add(Circle::new().set("cx", round(x)).set("cy", round(y)).set("r", 1.8).set("fill", "#ffffff"));
    }
}

/// The values of a single line, where they fit: above the mark, below it in a dip, and beside it where the line
/// is so steep that it would run through the number.
fn point_labels(canvas: &mut Canvas, one: &Series, numbers: &Numbers, plot: &Plot, scale: &Scale, colors: &Colors) {
    let ink = Ink::new(&colors.text).size(12.0).halo();
    let labels: Vec<String> = one.values.iter().flatten().map(|value| numbers.bare(*value)).collect();
    if measure::widest(&labels, ink.size) + 4.0 > plot.slot() {
        return;
    }
    for (index, value) in one.values.iter().enumerate() {
        let Some(value) = *value else { continue };
        let beside = |index: Option<usize>| index.and_then(|index| one.values.get(index).copied().flatten());
        let (before, after) = (beside(index.checked_sub(1)), beside(Some(index + 1)));
        let above = |neighbour: Option<f64>| neighbour.is_some_and(|neighbour| neighbour > value);
        let dip = (above(before) && above(after)) || (above(before.or(after)) && (before.is_none() || after.is_none()));
        let number = numbers.bare(value);
        let (x, y) = (plot.x(index), plot.y(scale, value));
        // How much higher a neighbour stands where the number ends that is set above the mark.
        let reach = measure::width(&number, ink.size) / 2.0 / plot.slot();
        let rises = |neighbour: Option<f64>| neighbour.is_some_and(|next| (y - plot.y(scale, next)) * reach > 7.0);
        let (x, y, anchor) = match (rises(before), rises(after)) {
            _ if dip && y + 20.0 < plot.bottom => (x, y + 19.0, Anchor::Middle),
            (true, false) => (x + 5.0, y - 6.0, Anchor::Start),
            (false, true) => (x - 5.0, y - 6.0, Anchor::End),
            _ => (x, y - 9.0, Anchor::Middle),
        };
        canvas.text(x, y, anchor, ink, &number);
    }
}

fn alt(spec: &Spec, numbers: &Numbers) -> String {
    let mut alt = opening("Line chart", &spec.title, numbers) + &series::words(&spec.categories, &spec.series, numbers);
    if let Some(target) = &spec.target {
        let number = Numbers::of([target.value], &spec.unit).full(target.value);
        alt.push_str(&said(&target.label, &number));
    }
    if let Some(band) = &spec.band {
        alt.push_str(&said(&band.label, &range(band, &spec.unit)));
    }
    alt
}

fn range(band: &Band, unit: &str) -> String {
    let numbers = Numbers::of([band.from, band.to], unit);
    format!("{} to {}", numbers.bare(band.from), numbers.full(band.to))
}

/// A label with the number it stands for, unless the label says it already.
fn said(label: &str, number: &str) -> String {
    if label.contains(number) { format!(" {label}.") } else { format!(" {label}: {number}.") }
}
