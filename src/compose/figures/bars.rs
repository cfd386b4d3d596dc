//! Bars side by side: one or more values for each category, upright or lying.

use serde::Deserialize;
use serde_json::Value;

use super::canvas::{Anchor, Canvas, Ink, MIDDLE, TEXT, WIDTH};
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
    /// Bars that lie have room for long names. Without a word from the author they lie when a
    /// name would not fit below its bar.
    #[serde(default)]
    horizontal: Option<bool>,
}

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let spec: Spec = read(spec)?;
    series::check(&spec.categories, &spec.series, None)?;
    let numbers = Numbers::of(series::measured(&spec.series), &spec.unit);
    let scale = Scale::over(series::measured(&spec.series), Wish { from_zero: true, ..Wish::default() });
    let fills = palette::fills(&spec.series, colors);

    let mut keys = Vec::new();
    if spec.series.len() > 1 {
        let entry = |(one, fill): (&Series, &String)| (Sample::Fill(fill.clone()), one.name.clone());
        keys.extend(spec.series.iter().zip(&fills).map(entry));
    }
    if series::has_gap(&spec.series) {
        keys.push((Sample::Word("–"), "not measured".to_owned()));
    }
    // About 50 units go to the tick labels.
    let limit = (WIDTH - 50.0) / spec.categories.len() as f64 - 8.0;
    let is_long = |name: &String| measure::widest(&measure::wrap(name, TEXT, limit), TEXT) > limit;
    let long = || spec.categories.iter().any(is_long);
    let bars = Bars { spec: &spec, numbers: &numbers, scale: &scale, fills: &fills, keys: &keys, colors };
    let svg = if spec.horizontal.unwrap_or_else(long) { bars.lying() } else { bars.upright() };
    let alt = opening("Bar chart", &spec.title, &numbers) + &series::words(&spec.categories, &spec.series, &numbers);
    Ok(Drawing { svg, alt })
}

struct Bars<'a> {
    spec: &'a Spec,
    numbers: &'a Numbers,
    scale: &'a Scale,
    fills: &'a [String],
    keys: &'a [(Sample, String)],
    colors: &'a Colors,
}

impl Bars<'_> {
    fn upright(&self) -> String {
        let mut canvas = Canvas::new(HEIGHT);
        shapes::legend(&mut canvas, self.keys, self.colors);
        let layout = (shapes::legend_height(self.keys), 0.0);
        let (scale, colors) = (self.scale, self.colors);
        let plot = frame::frame(&mut canvas, scale, &self.spec.categories, &self.spec.unit, layout, colors);
        let count = self.spec.series.len() as f64;
        let pitch = (plot.slot() * 0.72 / count).min(64.0);
        let labels: Vec<String> = series::measured(&self.spec.series).map(|value| self.numbers.bare(value)).collect();
        let room = if count > 1.0 { pitch } else { plot.slot() };
        let labelled = measure::widest(&labels, TEXT) <= room;
        for (place, (one, fill)) in self.spec.series.iter().zip(self.fills).enumerate() {
            for (index, value) in one.values.iter().enumerate() {
                let x = plot.x(index) + pitch * (place as f64 + 0.5 - count / 2.0);
                let zero = plot.y(scale, 0.0);
                let Some(value) = value else {
                    canvas.text(x, zero - 6.0, Anchor::Middle, Ink::new(&colors.muted), "–");
                    continue;
                };
                let end = plot.y(scale, *value);
                canvas.rectangle(x - pitch / 2.0 + 1.0, end.min(zero), pitch - 2.0, (end - zero).abs(), fill);
                if labelled {
                    let y = if *value < 0.0 { end + 15.0 } else { end - 6.0 };
                    canvas.text(x, y, Anchor::Middle, Ink::new(&colors.text).halo(), &self.numbers.bare(*value));
                }
            }
        }
        frame::baseline(&mut canvas, &plot, scale, colors);
        canvas.finish()
    }

    /// Each bar bears its number, so that no grid is needed.
    fn lying(&self) -> String {
        let colors = self.colors;
        let (low, high) = series::measured(&self.spec.series)
            .fold((0.0, 0.0), |(low, high), value| (value.min(low), value.max(high)));
        let mut names: Vec<Vec<String>> =
            self.spec.categories.iter().map(|name| measure::wrap(name, TEXT, 230.0)).collect();
        names.iter_mut().flatten().for_each(|line| *line = measure::shorten(line, TEXT, 300.0));
        let count = self.spec.series.len() as f64;
        let thick = if count > 1.0 { 17.0 } else { 20.0 };
        let pitch = (thick * count).max(if names.iter().any(|name| name.len() > 1) { 30.0 } else { 0.0 }) + 12.0;
        let mut top = shapes::legend_height(self.keys);
        let caption = self.numbers.caption();
        if caption.is_some() {
            top += 22.0;
        }
        let bottom = top + pitch * names.len() as f64;
        let mut canvas = Canvas::new(bottom + 2.0);
        shapes::legend(&mut canvas, self.keys, colors);

        let values: Vec<String> = series::measured(&self.spec.series).map(|value| self.numbers.full(value)).collect();
        let end = measure::widest(&values, TEXT) + 10.0;
        let left = measure::widest(names.iter().flatten(), TEXT) + 12.0;
        let left = if low < 0.0 { left + end } else { left };
        let per_unit = if low < high { (WIDTH - end - left) / (high - low) } else { 0.0 };
        let place = |value: f64| left + (value - low) * per_unit;
        if let Some(unit) = caption {
            canvas.text(left, top - 8.0, Anchor::Start, Ink::new(&colors.muted), unit);
        }
        for (index, name) in names.iter().enumerate() {
            let middle = top + pitch * (index as f64 + 0.5);
            let first = middle + MIDDLE - 7.5 * (name.len() - 1) as f64;
            canvas.lines(0.0, first, Anchor::Start, Ink::new(&colors.text), name);
            for (row, (one, fill)) in self.spec.series.iter().zip(self.fills).enumerate() {
                let y = middle + thick * (row as f64 - count / 2.0);
                let Some(value) = one.values[index] else {
                    canvas.text(
                        place(0.0) + 6.0,
                        y + thick / 2.0 + MIDDLE,
                        Anchor::Start,
                        Ink::new(&colors.muted),
                        "–",
                    );
                    continue;
                };
                let (from, to) = (place(value.min(0.0)), place(value.max(0.0)));
                canvas.rectangle(from, y + 1.0, to - from, thick - 2.0, fill);
                let (x, anchor) = if value < 0.0 { (from - 6.0, Anchor::End) } else { (to + 6.0, Anchor::Start) };
                canvas.text(x, y + thick / 2.0 + MIDDLE, anchor, Ink::new(&colors.text), &self.numbers.full(value));
            }
        }
        canvas.line((place(0.0), top), (place(0.0), bottom), &colors.muted, 1.25, "");
        canvas.finish()
    }
}
