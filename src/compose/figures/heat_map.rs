//! A heat map: a level for each row and column, darker where it is higher or in the colours of
//! tones, and always with its number.

use serde::Deserialize;
use serde_json::Value;

use super::canvas::{Anchor, Canvas, Ink, MIDDLE, TEXT, WIDTH};
use super::fit::{BOLD, fit};
use super::number::Numbers;
use super::series;
use super::shapes::{self, PITCH, SMALL, Sample};
use super::{Drawing, measure, opening, palette, read};
use crate::document::Tone;
use crate::theme::Colors;

const MOST_ROWS: usize = 36;
const MOST_COLUMNS: usize = 14;
/// The widths that a cell may have.
const LEAST: f64 = 36.0;
const MOST: f64 = 110.0;
/// A narrower sheet would be blown up too much.
const NARROWEST: f64 = 360.0;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    title: String,
    #[serde(default)]
    unit: String,
    #[serde(deserialize_with = "series::labels")]
    rows: Vec<String>,
    #[serde(deserialize_with = "series::labels")]
    columns: Vec<String>,
    /// A row of values for each of `rows`; `null` where nothing was measured.
    cells: Vec<Vec<Option<f64>>>,
    /// The ends of the range of lightness; the lowest and highest value when left out.
    #[serde(default)]
    scale: Option<Ends>,
    /// Tones instead of lightness.
    #[serde(default)]
    tones: Vec<Band>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends {
    min: f64,
    max: f64,
}

/// The tone of values from the end of the one before up to and with `to`.
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

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let spec: Spec = read(spec)?;
    let ends = check(&spec)?;
    let numbers = Numbers::of(spec.cells.iter().flatten().copied().flatten(), &spec.unit);
    let svg = picture(&spec, ends, &numbers, colors)?;
    Ok(Drawing { svg, alt: alt(&spec, &numbers) })
}

fn check(spec: &Spec) -> Result<Ends, String> {
    for (key, count, most) in [("rows", spec.rows.len(), MOST_ROWS), ("columns", spec.columns.len(), MOST_COLUMNS)] {
        if count == 0 || count > most {
            return Err(format!("`{key}` has {count} entries; a chart shows 1 to {most}"));
        }
    }
    if spec.cells.len() != spec.rows.len() {
        let (cells, rows) = (spec.cells.len(), spec.rows.len());
        return Err(format!("`cells` has {cells} entries for {rows} `rows`; give a list for each"));
    }
    if let Some((row, cells)) = spec.rows.iter().zip(&spec.cells).find(|(_, cells)| cells.len() != spec.columns.len()) {
        let (count, columns) = (cells.len(), spec.columns.len());
        return Err(format!(
            "`cells` of `{row}` has {count} entries for {columns} `columns`; give one each, null where not measured"
        ));
    }
    if spec.scale.is_some() && !spec.tones.is_empty() {
        return Err("`scale` and `tones` are both given; choose lightness or tones".into());
    }
    for pair in spec.tones.windows(2) {
        if pair[1].to <= pair[0].to {
            return Err(format!("`to` {} of `tones` is not above {}; list tones upwards", pair[1].to, pair[0].to));
        }
    }
    let values = || spec.cells.iter().flatten().copied().flatten();
    let (min, max) =
        values().fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), value| (value.min(min), value.max(max)));
    if let Some(band) = spec.tones.last().filter(|band| max > band.to) {
        return Err(format!("`cells` hold {max}, `tones` end at {}; add a tone up to it", band.to));
    }
    match spec.scale {
        Some(Ends { min: low, max: high }) if low >= high => {
            Err(format!("`min` {low} of `scale` is not below `max` {high}; swap them"))
        }
        Some(ends) if min < ends.min || max > ends.max => {
            let value = if min < ends.min { min } else { max };
            Err(format!("`cells` hold {value} outside `scale` {} to {}; widen it", ends.min, ends.max))
        }
        Some(ends) => Ok(ends),
        None if min > max => Ok(Ends { min: 0.0, max: 0.0 }),
        None => Ok(Ends { min, max }),
    }
}

/// The fill of a level: light enough at its lower end to be told from white.
fn shade(value: f64, ends: Ends, colors: &Colors) -> String {
    let share = if ends.min < ends.max { (value - ends.min) / (ends.max - ends.min) } else { 0.5 };
    palette::mix(&colors.primary, 0.08 + 0.87 * share)
}

fn band(spec: &Spec, value: f64) -> Option<&Band> {
    spec.tones.iter().find(|band| value <= band.to)
}

fn keys(spec: &Spec, ends: Ends, colors: &Colors) -> Vec<(Sample, String)> {
    let mut keys = Vec::new();
    let numbers = Numbers::of(spec.tones.iter().map(|band| band.to).chain([ends.min, ends.max]), &spec.unit);
    for band in &spec.tones {
        keys.push((Sample::Tone(band.tone), format!("{}: up to {}", band.name(), numbers.full(band.to))));
    }
    if spec.tones.is_empty() && ends.min < ends.max {
        let entry = |word, value| (Sample::Fill(shade(value, ends, colors)), format!("{word} {}", numbers.full(value)));
        keys.extend([entry("from", ends.min), entry("up to", ends.max)]);
    }
    if spec.cells.iter().flatten().any(Option::is_none) {
        keys.push((Sample::Word("–"), "not measured".to_owned()));
    }
    keys
}

fn picture(spec: &Spec, ends: Ends, numbers: &Numbers, colors: &Colors) -> Result<String, String> {
    let keys = keys(spec, ends, colors);
    let dense = spec.rows.len() > 20;
    let names: Vec<Vec<String>> =
        spec.rows.iter().map(|name| fit(name, TEXT, 200.0, if dense { 1 } else { 2 })).collect();
    let left = measure::widest(names.iter().flatten(), TEXT) + 12.0;
    let values: Vec<String> = spec.cells.iter().flatten().flatten().map(|value| numbers.full(*value)).collect();
    // Where cells have tones, room for their letters.
    let letter = if spec.tones.is_empty() { 0.0 } else { 18.0 };
    let least = (measure::widest(&values, TEXT) + 8.0 + letter).max(LEAST);
    let width = ((WIDTH - left) / spec.columns.len() as f64).min(MOST);
    if width < least {
        let most = ((WIDTH - left) / least).floor();
        return Err(format!(
            "`columns` has {} entries; with these numbers {most} fit, so draw several charts",
            spec.columns.len()
        ));
    }
    let height = match names.iter().map(Vec::len).max() {
        _ if dense => 22.0,
        Some(2) => 36.0,
        _ => 28.0,
    };
    let heads: Vec<Vec<String>> = spec.columns.iter().map(|name| fit(name, SMALL, width - 4.0, 4)).collect();
    let lines = heads.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let top = shapes::legend_height(&keys) + PITCH * lines + 6.0;
    // A few columns do not fill the sheet, which is cut then: empty paper would stand beside them.
    let right = left + width * spec.columns.len() as f64;
    let needed = right.max(shapes::legend_width(&keys)).max(NARROWEST);
    let mut canvas = Canvas::sized(needed, top + height * spec.rows.len() as f64 + 1.0);
    shapes::legend(&mut canvas, &keys, colors);
    if let Some(unit) = numbers.caption() {
        let unit = measure::shorten(unit, SMALL, left - 8.0);
        canvas.text(0.0, top - 8.0, Anchor::Start, Ink::new(&colors.muted).size(SMALL), &unit);
    }
    for (index, head) in heads.iter().enumerate() {
        let x = left + width * (index as f64 + 0.5);
        let first = top - 8.0 - PITCH * (head.len() as f64 - 1.0);
        canvas.lines(x, first, Anchor::Middle, Ink::new(&colors.text).size(SMALL), head);
    }
    for (row, (name, cells)) in names.iter().zip(&spec.cells).enumerate() {
        let y = top + height * row as f64;
        let middle = y + height / 2.0;
        let first = middle + MIDDLE - PITCH * (name.len() as f64 - 1.0) / 2.0;
        canvas.lines(0.0, first, Anchor::Start, Ink::new(&colors.text), name);
        for (column, value) in cells.iter().enumerate() {
            let x = left + width * column as f64;
            let Some(value) = *value else {
                canvas.rectangle(x + 1.0, y + 1.0, width - 2.0, height - 2.0, "#ffffff");
                canvas.text(x + width / 2.0, middle + MIDDLE, Anchor::Middle, Ink::new(&colors.muted), "–");
                continue;
            };
            let number = numbers.full(value);
            let tone = band(spec, value).map(|band| band.tone);
            let fill = tone.map_or_else(|| shade(value, ends, colors), |tone| colors.tone(tone).tint.clone());
            canvas.rectangle(x + 1.0, y + 1.0, width - 2.0, height - 2.0, &fill);
            let ink = Ink::new(palette::ink(&fill, colors));
            let shift = if tone.is_some() { 7.0 } else { 0.0 };
            canvas.text(x + width / 2.0 - shift, middle + MIDDLE, Anchor::Middle, ink, &number);
            if let Some(tone) = tone {
                let ink = Ink::new(&colors.tone(tone).strong).bold().size(11.5);
                let end = x + width / 2.0 - shift + measure::width(&number, TEXT * BOLD) / 2.0 + 4.0;
                canvas.text(end, middle + MIDDLE, Anchor::Start, ink, palette::letter(tone));
            }
        }
    }
    let bottom = top + height * spec.rows.len() as f64;
    canvas.line((0.0, top), (right, top), &colors.line, 1.0, "");
    canvas.line((0.0, bottom), (right, bottom), &colors.line, 1.0, "");
    Ok(canvas.finish())
}

fn alt(spec: &Spec, numbers: &Numbers) -> String {
    let mut alt = opening("Heat map", &spec.title, numbers);
    for (row, cells) in spec.rows.iter().zip(&spec.cells) {
        let cell = |(column, value): (&String, &Option<f64>)| {
            let tone = value.and_then(|value| band(spec, value));
            let tone = tone.map_or_else(String::new, |band| format!(" {}", band.name()));
            format!("{column} {}{tone}", numbers.or_words(*value))
        };
        let cells: Vec<String> = spec.columns.iter().zip(cells).map(cell).collect();
        alt.push_str(&format!(" {row}: {}.", cells.join(", ")));
    }
    alt
}
