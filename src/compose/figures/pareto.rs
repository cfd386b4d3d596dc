//! A Pareto chart: which few causes make up most of the whole.
//!
//! Bars and line share one scale, from nothing to the whole, so that the line starts at the top
//! of the first bar and neither is drawn larger than the other.

use serde::Deserialize;
use serde_json::Value;

use super::canvas::{Anchor, Canvas, Ink, MIDDLE, TEXT, WIDTH};
use super::fit::{BOLD, fit};
use super::number::Numbers;
use super::shapes::{self, PITCH, SMALL, Sample};
use super::{Drawing, measure, opening, palette, read};
use crate::theme::Colors;

/// More bars than these say no more; the rest become one.
const MOST_BARS: usize = 10;
const MOST_ITEMS: usize = 500;
/// Height of the part in which the bars stand, and room right of them.
const TALL: f64 = 210.0;
const MARGIN: f64 = 50.0;
/// The share that the vital few reach.
const VITAL: f64 = 80.0;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    title: String,
    #[serde(default)]
    unit: String,
    items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    label: String,
    /// `null` where nothing was measured; leaving the key out is a mistake.
    #[serde(deserialize_with = "Option::deserialize")]
    value: Option<f64>,
}

/// A bar with its share of the whole and that of all up to it, in per cent.
struct Bar {
    label: String,
    value: f64,
    share: f64,
    reached: f64,
    /// Whether it belongs to the few that make up most.
    vital: bool,
}

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let spec: Spec = read(spec)?;
    if spec.items.is_empty() || spec.items.len() > MOST_ITEMS {
        return Err(format!("`items` has {} entries; a chart takes 1 to {MOST_ITEMS}", spec.items.len()));
    }
    if let Some((item, value)) =
        spec.items.iter().find_map(|item| item.value.filter(|value| *value < 0.0).map(|value| (item, value)))
    {
        return Err(format!("`value` {value} of `{}` is below 0; a share of a whole is not", item.label));
    }
    let numbers = Numbers::of(spec.items.iter().filter_map(|item| item.value), &spec.unit);
    let bars = bars(&spec, &numbers);
    let missing: Vec<&str> =
        spec.items.iter().filter(|item| item.value.is_none()).map(|item| item.label.as_str()).collect();
    let svg = picture(&bars, &missing, &numbers, colors);
    Ok(Drawing { svg, alt: alt(&spec, &bars, &missing, &numbers) })
}

/// The largest first, ties as given; what is beyond the last bar that has room is summed.
fn bars(spec: &Spec, numbers: &Numbers) -> Vec<Bar> {
    let mut items: Vec<(String, f64)> =
        spec.items.iter().filter_map(|item| Some((item.label.clone(), item.value?))).collect();
    items.sort_by(|a, b| b.1.total_cmp(&a.1));
    let whole: f64 = items.iter().map(|(_, value)| value).sum();
    // Numbers are never cut: where they are wide there are fewer bars.
    let widest = measure::width(&numbers.full(whole), SMALL * BOLD) + 8.0;
    let room = ((WIDTH - MARGIN) / widest).floor().max(2.0) as usize;
    let most = MOST_BARS.min(room);
    let mut named = items.len();
    if items.len() > most {
        let rest = items.split_off(most - 1);
        named = items.len();
        let sum = rest.iter().map(|(_, value)| value).sum();
        items.push((format!("{} others", rest.len()), sum));
    }
    let (mut sum, mut bars) = (0.0, Vec::new());
    for (index, (label, value)) in items.into_iter().enumerate() {
        let share = |value: f64| if whole > 0.0 { value / whole * 100.0 } else { 0.0 };
        // Many small ones are not the few.
        let vital = whole > 0.0 && index < named && share(sum) < VITAL - 1e-9;
        sum += value;
        bars.push(Bar { label, value, share: share(value), reached: share(sum), vital });
    }
    bars
}

fn picture(bars: &[Bar], missing: &[&str], numbers: &Numbers, colors: &Colors) -> String {
    let fills = [palette::mix(&colors.primary, 0.3), colors.primary.clone()];
    let mut keys = Vec::new();
    if bars.iter().any(|bar| bar.vital) {
        keys.push((Sample::Fill(fills[1].clone()), "largest, up to 80 % of all".to_owned()));
        if bars.iter().any(|bar| !bar.vital) {
            keys.push((Sample::Fill(fills[0].clone()), "the rest".to_owned()));
        }
        keys.push((Sample::Ring, "share of all up to here".to_owned()));
    }
    if !missing.is_empty() {
        keys.push((Sample::Word("–"), format!("not measured: {}", missing.join(", "))));
    }
    let slot = (WIDTH - MARGIN) / bars.len().max(1) as f64;
    let names: Vec<Vec<String>> = bars.iter().map(|bar| fit(&bar.label, SMALL, slot - 6.0, 5)).collect();
    let lines = names.iter().map(Vec::len).max().unwrap_or(0) as f64;
    let caption = numbers.caption();
    let top = shapes::legend_height(&keys) + if caption.is_some() { 36.0 } else { 20.0 };
    let bottom = top + TALL;
    let mut canvas = Canvas::new(bottom + 9.0 + PITCH * (lines + 1.0));
    shapes::legend(&mut canvas, &keys, colors);
    let muted = Ink::new(&colors.muted);
    if let Some(unit) = caption {
        canvas.text(0.0, top - 22.0, Anchor::Start, muted, &measure::shorten(unit, TEXT, WIDTH));
    }
    let y = |share: f64| bottom - TALL * share / 100.0;
    let right = WIDTH - MARGIN;
    for tick in [0.0, 20.0, 40.0, 60.0, 80.0, 100.0] {
        if tick != VITAL {
            canvas.line((0.0, y(tick)), (right, y(tick)), &colors.line, 1.0, "");
        }
        let ink = if tick == VITAL { Ink::new(&colors.text).bold() } else { muted };
        canvas.text(WIDTH, y(tick) + MIDDLE, Anchor::End, ink, &format!("{tick} %"));
    }
    let width = (slot * 0.72).min(96.0);
    for (index, (bar, name)) in bars.iter().zip(&names).enumerate() {
        let x = slot * (index as f64 + 0.5);
        canvas.rectangle(x - width / 2.0, y(bar.share), width, bottom - y(bar.share), &fills[usize::from(bar.vital)]);
        let ink = Ink::new(&colors.text).size(SMALL);
        canvas.text(x, bottom + 16.0, Anchor::Middle, ink.bold(), &numbers.full(bar.value));
        canvas.lines(x, bottom + 16.0 + PITCH, Anchor::Middle, ink, name);
    }
    canvas.line((0.0, y(VITAL)), (right, y(VITAL)), &colors.text, 1.25, "5 4");
    canvas.line((0.0, bottom), (right, bottom), &colors.muted, 1.25, "");
    if bars.iter().any(|bar| bar.reached > 0.0) {
        let points: Vec<(f64, f64)> =
            bars.iter().enumerate().map(|(index, bar)| (slot * (index as f64 + 0.5), y(bar.reached))).collect();
        canvas.polyline(&points, "#ffffff", 5.0);
        canvas.polyline(&points, &colors.accent, 2.25);
        for ((x, y), bar) in points.iter().zip(bars) {
            shapes::circle(&mut canvas, (*x, *y), 4.5, "#ffffff", &colors.accent);
            let ink = Ink::new(&colors.text).size(SMALL).halo();
            // The line rises: left above it there is room, or right below where the dashes run.
            let dashes = bottom - TALL * VITAL / 100.0;
            let (x, y, anchor) = if (y - 22.0..y - 4.0).contains(&dashes) {
                (x - 4.0, y + 18.0, Anchor::Start)
            } else {
                (x + 6.0, y - 8.0, Anchor::End)
            };
            canvas.text(x, y, anchor, ink, &percent(bar.reached));
        }
    }
    if bars.is_empty() {
        canvas.text(right / 2.0, top + TALL / 2.0, Anchor::Middle, muted, "not measured");
    }
    canvas.finish()
}

/// Whole per cents, cut as all numbers are.
fn percent(share: f64) -> String {
    format!("{} %", Numbers::of([], "").bare(share))
}

fn alt(spec: &Spec, bars: &[Bar], missing: &[&str], numbers: &Numbers) -> String {
    let mut alt = opening("Pareto chart", &spec.title, numbers);
    let is_empty = bars.iter().all(|bar| bar.reached == 0.0);
    let bar = |bar: &Bar| {
        let reached = if is_empty { String::new() } else { format!(", reaching {}", percent(bar.reached)) };
        format!("{} {}{reached}", bar.label, numbers.full(bar.value))
    };
    let told: Vec<String> = bars.iter().map(bar).collect();
    if !told.is_empty() {
        alt.push_str(&format!(" {}.", told.join("; ")));
    }
    if !missing.is_empty() {
        alt.push_str(&format!(" Not measured: {}.", missing.join(", ")));
    }
    alt
}
