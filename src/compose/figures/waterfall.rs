//! A waterfall: how one total becomes another, step by step.
//!
//! The totals are checked against the steps: a bridge that does not meet its other side is refused.

use serde::Deserialize;
use serde_json::Value;

use super::canvas::{Anchor, Canvas, Ink, MIDDLE, TEXT, WIDTH};
use super::fit::{BOLD, fit, stands};
use super::number::Numbers;
use super::shapes::{self, PITCH, SMALL, Sample};
use super::{Drawing, measure, opening, palette, read};
use crate::theme::Colors;

const MOST_ITEMS: usize = 24;
/// Upright bars stand side by side as long as there are no more than these.
const MOST_UPRIGHT: usize = 12;
/// Height of the part in which upright bars stand.
const TALL: f64 = 200.0;

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
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Total,
    Delta,
}

/// A bar from one level to another.
struct Bar {
    /// `None` where nothing was measured.
    ends: Option<(f64, f64)>,
    /// The level that goes on to the next bar.
    level: f64,
    fill: String,
    label: String,
}

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let spec: Spec = read(spec)?;
    if spec.items.is_empty() || spec.items.len() > MOST_ITEMS {
        return Err(format!("`items` has {} entries; a chart shows 1 to {MOST_ITEMS}", spec.items.len()));
    }
    let numbers = Numbers::of(spec.items.iter().filter_map(|item| item.value), &spec.unit);
    let fills = [colors.primary.clone(), palette::mix(&colors.accent, 0.85), palette::mix(&colors.accent, 0.3)];
    let bars = bars(&spec, &numbers, &fills)?;
    let keys = keys(&spec, &fills);
    let limit = WIDTH / spec.items.len() as f64 - 8.0;
    let is_short = |item: &Item| stands(&item.label, SMALL, limit, 3);
    let labels = measure::widest(bars.iter().map(|bar| &bar.label), TEXT);
    let stand = spec.items.len() <= MOST_UPRIGHT && labels <= limit && spec.items.iter().all(is_short);
    let chart = Chart { spec: &spec, bars: &bars, keys: &keys, numbers: &numbers, colors };
    let svg = if stand { chart.upright() } else { chart.lying() };
    Ok(Drawing { svg, alt: alt(&spec, &numbers) })
}

fn bars(spec: &Spec, numbers: &Numbers, fills: &[String; 3]) -> Result<Vec<Bar>, String> {
    let mut bars = Vec::new();
    // The sum so far; `None` after a step that was not measured, until the next total.
    let mut sum = Some(0.0);
    let mut level = 0.0;
    for (index, item) in spec.items.iter().enumerate() {
        let (ends, fill) = match (item.kind, item.value) {
            (Kind::Total, Some(value)) => {
                let expected = sum.filter(|_| index > 0).map(|sum| numbers.bare(sum));
                if let Some(expected) = expected.filter(|expected| *expected != numbers.bare(value)) {
                    return Err(format!(
                        "`value` {} of total `{}` is not the sum {expected} of the items before; correct it or add the difference as an item",
                        numbers.bare(value),
                        item.label,
                    ));
                }
                (sum, level) = (Some(value), value);
                (Some((0.0, value)), 0)
            }
            (Kind::Delta, Some(value)) => {
                let Some(from) = sum else {
                    return Err(format!(
                        "`{}` of `items` follows a step that is not measured; put a total between them",
                        item.label,
                    ));
                };
                (sum, level) = (Some(from + value), from + value);
                (Some((from, from + value)), if value < 0.0 { 2 } else { 1 })
            }
            (Kind::Delta, None) => {
                sum = None;
                (None, 0)
            }
            (Kind::Total, None) => (None, 0),
        };
        let label = item.value.map_or_else(|| "–".into(), |value| printed(item.kind, value, numbers));
        bars.push(Bar { ends, level, fill: fills[fill].clone(), label });
    }
    Ok(bars)
}

/// A step has its sign, a total has not unless it is below zero.
fn printed(kind: Kind, value: f64, numbers: &Numbers) -> String {
    let number = numbers.full(value);
    if kind == Kind::Delta && value > 0.0 { format!("+{number}") } else { number }
}

fn keys(spec: &Spec, fills: &[String; 3]) -> Vec<(Sample, String)> {
    let has = |test: &dyn Fn(&Item) -> bool| spec.items.iter().any(test);
    let is_delta =
        |item: &Item, below: bool| item.kind == Kind::Delta && item.value.is_some_and(|value| (value < 0.0) == below);
    let [total, up, down] = fills.clone();
    let entries = [
        (has(&|item| item.kind == Kind::Total && item.value.is_some()), Sample::Fill(total), "total"),
        (has(&|item| is_delta(item, false)), Sample::Fill(up), "+ increase"),
        (has(&|item| is_delta(item, true)), Sample::Fill(down), "\u{2212} decrease"),
        (has(&|item| item.value.is_none()), Sample::Word("–"), "not measured"),
    ];
    entries
        .into_iter()
        .filter(|(is_there, ..)| *is_there)
        .map(|(_, sample, words)| (sample, words.to_owned()))
        .collect()
}

struct Chart<'a> {
    spec: &'a Spec,
    bars: &'a [Bar],
    keys: &'a [(Sample, String)],
    numbers: &'a Numbers,
    colors: &'a Colors,
}

impl Chart<'_> {
    /// The lowest and highest level, zero among them.
    fn range(&self) -> (f64, f64) {
        let ends = self.bars.iter().filter_map(|bar| bar.ends).flat_map(|(from, to)| [from, to]);
        ends.fold((0.0, 0.0), |(low, high), end| (end.min(low), end.max(high)))
    }

    /// Height of what stands above the bars.
    fn head(&self) -> f64 {
        let caption = if self.numbers.caption().is_some() { 20.0 } else { 0.0 };
        shapes::legend_height(self.keys) + caption
    }

    fn caption(&self, canvas: &mut Canvas) {
        shapes::legend(canvas, self.keys, self.colors);
        if let Some(unit) = self.numbers.caption() {
            canvas.text(
                0.0,
                self.head() - 6.0,
                Anchor::Start,
                Ink::new(&self.colors.muted),
                &measure::shorten(unit, TEXT, WIDTH),
            );
        }
    }

    fn upright(&self) -> String {
        let (colors, (low, high)) = (self.colors, self.range());
        let slot = WIDTH / self.bars.len() as f64;
        let names: Vec<Vec<String>> =
            self.spec.items.iter().map(|item| fit(&item.label, SMALL, slot - 8.0, 3)).collect();
        let lines = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let top = self.head() + 20.0;
        // Below zero there is room for the numbers of bars that hang.
        let bottom = top + TALL + if low < 0.0 { 18.0 } else { 0.0 };
        let mut canvas = Canvas::new(bottom + 9.0 + PITCH * lines);
        self.caption(&mut canvas);
        let per_unit = if low < high { TALL / (high - low) } else { 0.0 };
        let y = |value: f64| top + (high - value) * per_unit;
        let width = (slot * 0.66).min(76.0);
        for (index, bar) in self.bars.iter().enumerate() {
            let x = slot * (index as f64 + 0.5);
            if index + 1 < self.bars.len() {
                let level = y(bar.level);
                let from = if bar.ends.is_some() { x + width / 2.0 } else { x - width / 2.0 };
                canvas.line((from, level), (x + slot - width / 2.0, level), &colors.muted, 1.0, "3 3");
            }
            canvas.lines(x, bottom + 18.0, Anchor::Middle, Ink::new(&colors.text).size(SMALL), &names[index]);
            let Some((from, to)) = bar.ends else {
                canvas.text(x, y(bar.level) - 6.0, Anchor::Middle, Ink::new(&colors.muted).halo(), &bar.label);
                continue;
            };
            let (upper, lower) = (y(from.max(to)), y(from.min(to)));
            canvas.rectangle(x - width / 2.0, upper, width, (lower - upper).max(1.0), &bar.fill);
            let label = if from.max(to) <= 0.0 && from.min(to) < 0.0 { lower + 15.0 } else { upper - 6.0 };
            let ink = Ink::new(&colors.text).halo();
            let ink = if self.spec.items[index].kind == Kind::Total { ink.bold() } else { ink };
            canvas.text(x, label, Anchor::Middle, ink, &bar.label);
        }
        canvas.line((0.0, y(0.0)), (WIDTH, y(0.0)), &colors.muted, 1.25, "");
        canvas.finish()
    }

    fn lying(&self) -> String {
        let (colors, (low, high)) = (self.colors, self.range());
        let names: Vec<Vec<String>> = self.spec.items.iter().map(|item| fit(&item.label, TEXT, 230.0, 2)).collect();
        let pitch = if names.iter().any(|name| name.len() > 1) { 38.0 } else { 29.0 };
        let top = self.head() + 2.0;
        let mut canvas = Canvas::new(top + pitch * names.len() as f64 + 2.0);
        self.caption(&mut canvas);
        let end = measure::widest(self.bars.iter().map(|bar| &bar.label), TEXT * BOLD) + 10.0;
        let left = measure::widest(names.iter().flatten(), TEXT) + 12.0;
        let left = if low < 0.0 { left + end } else { left };
        let per_unit = if low < high { (WIDTH - end - left) / (high - low) } else { 0.0 };
        let x = |value: f64| left + (value - low) * per_unit;
        for (index, (bar, name)) in self.bars.iter().zip(&names).enumerate() {
            let middle = top + pitch * (index as f64 + 0.5);
            let first = middle + MIDDLE - PITCH * (name.len() as f64 - 1.0) / 2.0;
            canvas.lines(0.0, first, Anchor::Start, Ink::new(&colors.text), name);
            if index + 1 < self.bars.len() {
                let from = if bar.ends.is_some() { middle + 9.0 } else { middle - 9.0 };
                let level = x(bar.level);
                canvas.line((level, from), (level, middle + pitch - 9.0), &colors.muted, 1.0, "3 3");
            }
            let Some((from, to)) = bar.ends else {
                let at = (x(bar.level) + 6.0, middle + MIDDLE);
                canvas.text(at.0, at.1, Anchor::Start, Ink::new(&colors.muted).halo(), &bar.label);
                continue;
            };
            let (start, stop) = (x(from.min(to)), x(from.max(to)));
            canvas.rectangle(start, middle - 9.0, (stop - start).max(1.0), 18.0, &bar.fill);
            let hangs = from.max(to) <= 0.0 && from.min(to) < 0.0;
            let (at, anchor) = if hangs { (start - 6.0, Anchor::End) } else { (stop + 6.0, Anchor::Start) };
            let ink = Ink::new(&colors.text).halo();
            let ink = if self.spec.items[index].kind == Kind::Total { ink.bold() } else { ink };
            canvas.text(at, middle + MIDDLE, anchor, ink, &bar.label);
        }
        let bottom = top + pitch * names.len() as f64;
        canvas.line((x(0.0), top), (x(0.0), bottom), &colors.muted, 1.25, "");
        canvas.finish()
    }
}

fn alt(spec: &Spec, numbers: &Numbers) -> String {
    let item = |item: &Item| {
        let value = item.value.map_or_else(|| "not measured".into(), |value| printed(item.kind, value, numbers));
        let total = if item.kind == Kind::Total { "total " } else { "" };
        format!("{} {total}{value}", item.label)
    };
    let items: Vec<String> = spec.items.iter().map(item).collect();
    format!("{} {}.", opening("Waterfall", &spec.title, numbers), items.join(", "))
}
