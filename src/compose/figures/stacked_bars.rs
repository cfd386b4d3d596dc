//! Stacked bars: how much there was in each period, and of what.

use serde::Deserialize;
use serde_json::Value;

use super::canvas::{Anchor, Canvas, Ink, MIDDLE, TEXT};
use super::frame::{self, HEIGHT};
use super::number::Numbers;
use super::scale::{Scale, Wish};
use super::series::{self, Series};
use super::shapes::{self, Sample};
use super::{Drawing, measure, opening, palette, read};
use crate::theme::Colors;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    title: String,
    #[serde(default)]
    unit: String,
    #[serde(deserialize_with = "series::labels")]
    categories: Vec<String>,
    series: Vec<Series>,
}

/// What a bar adds up to.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Total {
    Whole(f64),
    /// Some parts were not measured: the true sum may be higher.
    AtLeast(f64),
    Unknown,
}

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let spec: Spec = read(spec)?;
    series::check(&spec.categories, &spec.series, Some(0.0))?;
    let numbers = Numbers::of(series::measured(&spec.series), &spec.unit);
    let totals: Vec<Total> = (0..spec.categories.len()).map(|index| total(&spec.series, index)).collect();
    let sums = totals.iter().filter_map(|total| match total {
        Total::Whole(sum) | Total::AtLeast(sum) => Some(*sum),
        Total::Unknown => None,
    });
    let scale = Scale::over(sums, Wish { from_zero: true, ..Wish::default() });
    let fills = palette::fills(&spec.series, colors);

    let entry = |(one, fill): (&Series, &String)| (Sample::Fill(fill.clone()), one.name.clone());
    let mut keys: Vec<(Sample, String)> =
        spec.series.iter().zip(&fills).filter(|(one, _)| !one.name.is_empty()).map(entry).collect();
    if totals.contains(&Total::Unknown) {
        keys.push((Sample::Word("–"), "not measured".to_owned()));
    }
    if totals.iter().any(|total| matches!(total, Total::AtLeast(_))) {
        keys.push((Sample::Word("≥"), "at least: a part was not measured".to_owned()));
    }

    let mut canvas = Canvas::new(HEIGHT);
    shapes::legend(&mut canvas, &keys, colors);
    let layout = (shapes::legend_height(&keys), 0.0);
    let plot = frame::frame(&mut canvas, &scale, &spec.categories, &spec.unit, layout, colors);
    let width = (plot.slot() * 0.64).min(64.0);
    for (index, total) in totals.iter().enumerate() {
        let (x, mut sum) = (plot.x(index), 0.0);
        for (one, fill) in spec.series.iter().zip(&fills) {
            let Some(value) = one.values[index].filter(|value| *value > 0.0) else { continue };
            let (low, high) = (plot.y(&scale, sum), plot.y(&scale, sum + value));
            sum += value;
            // A white hairline parts the segments, unless it would eat a thin one.
            let gap = if low - high > 4.0 { 1.0 } else { 0.0 };
            canvas.rectangle(x - width / 2.0, high + gap, width, low - high - gap, fill);
            let label = numbers.bare(value);
            // A bar of one part has its figure above it already.
            if Total::Whole(value) != *total && low - high >= 17.0 && measure::width(&label, TEXT) < width - 4.0 {
                let ink = Ink::new(palette::ink(fill, colors));
                canvas.text(x, (low + high) / 2.0 + MIDDLE, Anchor::Middle, ink, &label);
            }
        }
        let (label, ink) = match total {
            Total::Whole(sum) => (numbers.bare(*sum), Ink::new(&colors.text).bold()),
            Total::AtLeast(sum) => (format!("≥ {}", numbers.bare(*sum)), Ink::new(&colors.text).bold()),
            Total::Unknown => ("–".into(), Ink::new(&colors.muted)),
        };
        canvas.text(x, plot.y(&scale, sum) - 6.0, Anchor::Middle, ink.halo(), &label);
    }
    frame::baseline(&mut canvas, &plot, &scale, colors);
    Ok(Drawing { svg: canvas.finish(), alt: alt(&spec, &totals, &numbers) })
}

fn total(series: &[Series], index: usize) -> Total {
    let parts: Vec<f64> = series.iter().filter_map(|one| one.values[index]).collect();
    match parts.len() {
        0 => Total::Unknown,
        count if count < series.len() => Total::AtLeast(parts.iter().sum()),
        _ => Total::Whole(parts.iter().sum()),
    }
}

fn alt(spec: &Spec, totals: &[Total], numbers: &Numbers) -> String {
    let mut alt = opening("Stacked bars", &spec.title, numbers);
    for (index, (category, total)) in spec.categories.iter().zip(totals).enumerate() {
        let part = |one: &Series| series::named(&one.name, &numbers.or_words(one.values[index]));
        let parts: Vec<String> = spec.series.iter().map(part).collect();
        let parts = parts.join(", ");
        alt.push_str(&match total {
            Total::Whole(sum) => format!(" {category}: {parts}, total {}.", numbers.full(*sum)),
            Total::AtLeast(sum) => format!(" {category}: {parts}, total at least {}.", numbers.full(*sum)),
            Total::Unknown => format!(" {category}: not measured."),
        });
    }
    alt
}
