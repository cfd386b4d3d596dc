//! Quadrants: what to do first, by effort and impact.

use serde::Deserialize;
use serde_json::Value;

use super::area::Area;
use super::axis::{self, Axis};
use super::canvas::{Anchor, Canvas, Ink, TEXT, WIDTH};
use super::chips::{self, Chip, Look, PITCH};
use super::fit::{self, fit};
use super::number::Numbers;
use super::outlines::Edge;
use super::read;
use super::{Drawing, opening};
use crate::document::Tone;
use crate::theme::Colors;

/// Cells are no lower than this many rows of chips.
const LEAST_ROWS: usize = 2;
/// More rows of chips than this in the whole grid would not fit on a page.
const MOST_ROWS: usize = 27;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    title: String,
    items: Vec<Item>,
    /// The effort, from left to right.
    #[serde(default)]
    x: Axis,
    /// The impact, upwards.
    #[serde(default)]
    y: Axis,
    #[serde(default)]
    quadrants: Names,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    id: String,
    /// `null` where it was not rated; leaving the key out is a mistake.
    #[serde(deserialize_with = "Option::deserialize")]
    effort: Option<String>,
    #[serde(deserialize_with = "Option::deserialize")]
    impact: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    #[serde(default)]
    top_left: String,
    #[serde(default)]
    top_right: String,
    #[serde(default)]
    bottom_left: String,
    #[serde(default)]
    bottom_right: String,
}

/// An item's column and row, the row counted upwards.
type Place = (usize, usize);

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let mut spec: Spec = read(spec)?;
    spec.x.fill_in("x", "Effort", &["S", "M", "L"])?;
    spec.y.fill_in("y", "Impact", &["low", "medium", "high"])?;
    for (key, axis) in [("x", &spec.x), ("y", &spec.y)] {
        if !(2..=5).contains(&axis.levels.len()) {
            return Err(format!("`levels` of `{key}` has {} entries; give 2 to 5 words", axis.levels.len()));
        }
    }
    let places = places(&spec)?;
    let svg = Grid { spec: &spec, places: &places, colors }.draw();
    Ok(Drawing { svg, alt: alt(&spec, &places) })
}

fn places(spec: &Spec) -> Result<Vec<Option<Place>>, String> {
    let mut places = Vec::new();
    for (index, item) in spec.items.iter().enumerate() {
        if item.id.trim().is_empty() {
            return Err(format!("`id` of item {} is empty; give each item its id", index + 1));
        }
        if spec.items[..index].iter().any(|other| other.id == item.id) {
            return Err(format!("`id` `{}` stands twice in `items`; give each item its own", item.id));
        }
        let effort = level(item, "effort", item.effort.as_deref(), &spec.x)?;
        let impact = level(item, "impact", item.impact.as_deref(), &spec.y)?;
        places.push(effort.zip(impact));
    }
    Ok(places)
}

fn level(item: &Item, key: &str, word: Option<&str>, axis: &Axis) -> Result<Option<usize>, String> {
    let Some(word) = word else { return Ok(None) };
    let is_it = |level: &String| level.to_lowercase() == word.to_lowercase();
    match axis.levels.iter().position(is_it) {
        Some(place) => Ok(Some(place)),
        None => {
            let axis_key = if key == "effort" { "x" } else { "y" };
            let words = axis.levels.join(", ");
            let id = &item.id;
            Err(format!("`{key}` `{word}` of item `{id}` is none of {words}; name the `levels` of `{axis_key}`"))
        }
    }
}

/// Which half of an axis a level lies in; `None` for the middle one of an odd number.
fn is_high(level: usize, levels: usize) -> Option<bool> {
    match (2 * level + 1).cmp(&levels) {
        std::cmp::Ordering::Less => Some(false),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(true),
    }
}

struct Grid<'a> {
    spec: &'a Spec,
    places: &'a [Option<Place>],
    colors: &'a Colors,
}

impl Grid<'_> {
    fn draw(&self) -> String {
        let (colors, spec) = (self.colors, self.spec);
        let (columns, rows) = (spec.x.levels.len(), spec.y.levels.len());
        let left = spec.y.margin();
        let width = (WIDTH - left) / columns as f64;
        let limit = width - 20.0;
        let need = |row: usize| {
            let rows = |column| chips::rows(&self.chips((column, row)), limit).len();
            (0..columns).map(rows).max().unwrap_or(0).max(LEAST_ROWS)
        };
        let mut needs: Vec<usize> = (0..rows).rev().map(need).collect();
        fit::share_out(&mut needs, MOST_ROWS, LEAST_ROWS);
        let has_name = |row: usize| (0..columns).any(|column| !self.name(column, row).is_empty());

        let feet = spec.x.feet(width);
        let unrated = self.unrated();
        let head = |row: usize| if has_name(row) { 26.0 } else { 6.0 };
        let heights: Vec<f64> =
            needs.iter().enumerate().map(|(index, need)| head(rows - 1 - index) + PITCH * *need as f64 + 6.0).collect();
        let bottom = axis::ABOVE + heights.iter().sum::<f64>();
        let foot = bottom + feet.height + if unrated.is_empty() { 0.0 } else { 15.0 * unrated.len() as f64 + 8.0 };
        let mut canvas = Canvas::new(foot + 2.0);
        let mut sides = Vec::new();
        let mut top = axis::ABOVE;
        for (index, height) in heights.iter().enumerate() {
            let row = rows - 1 - index;
            let area = |column| Area { x: left + width * column as f64, y: top, width, height: *height };
            // Names run on over the cells beside theirs.
            (0..columns).for_each(|column| self.cell(&mut canvas, (column, row), area(column)));
            for (column, area) in (0..columns).map(|column| (column, area(column))) {
                self.heading(&mut canvas, (column, row), area);
                let (x, y) = (area.x + 10.0, top + head(row));
                let body = Area { x, y, width: limit, height: height - head(row) - 4.0 };
                for chip in chips::place(&self.chips((column, row)), body, needs[index], body.middle().1) {
                    chips::draw(&mut canvas, &chip, colors);
                }
            }
            sides.push((top, *height));
            top += height;
        }
        spec.y.draw_side(&mut canvas, &sides, colors);
        spec.x.draw_feet(&mut canvas, &feet, (left, bottom), width, colors);
        canvas.lines(0.0, bottom + feet.height + 16.0, Anchor::Start, Ink::new(&colors.muted), &unrated);
        canvas.finish()
    }

    fn cell(&self, canvas: &mut Canvas, (column, row): Place, area: Area) {
        let colors = self.colors;
        let fill = self.tone(column, row).map_or(&colors.surface, |tone| &colors.tone(tone).tint);
        canvas.block(area, 0.0, fill, Some(Edge::new("#ffffff", 2.0)));
    }

    /// The name of a quadrant, in its upper left cell and on over the cells beside that.
    fn heading(&self, canvas: &mut Canvas, (column, row): Place, area: Area) {
        let Some(tone) = self.tone(column, row) else { return };
        let ink = Ink::new(&self.colors.tone(tone).strong).bold();
        let width = area.width * (self.spec.x.levels.len() / 2) as f64 - 20.0;
        let name = fit(self.name(column, row), TEXT * fit::BOLD, width, 1);
        canvas.lines(area.x + 10.0, area.y + 19.0, Anchor::Start, ink, &name);
    }

    fn chips(&self, place: Place) -> Vec<Chip> {
        let here = self.spec.items.iter().zip(self.places).filter(|(_, at)| **at == Some(place));
        here.map(|(item, _)| Chip { id: item.id.clone(), look: Look::Solid }).collect()
    }

    fn tone(&self, column: usize, row: usize) -> Option<Tone> {
        let high = (is_high(column, self.spec.x.levels.len())?, is_high(row, self.spec.y.levels.len())?);
        Some(match high {
            (false, true) => Tone::Good,
            (true, true) => Tone::Info,
            (false, false) => Tone::Neutral,
            (true, false) => Tone::Poor,
        })
    }

    /// The name to print in a cell: that of its quadrant, if this is its upper left cell.
    fn name(&self, column: usize, row: usize) -> &str {
        let (columns, rows) = (self.spec.x.levels.len(), self.spec.y.levels.len());
        let is_left = column == 0 || column == columns.div_ceil(2);
        let is_upper = row + 1 == rows || row + 1 == rows / 2;
        if is_left && is_upper { quadrant(self.spec, (column, row)) } else { "" }
    }

    /// Items without a place in the grid, in words below it.
    fn unrated(&self) -> Vec<String> {
        let ids: Vec<&str> = self
            .spec
            .items
            .iter()
            .zip(self.places)
            .filter(|(_, place)| place.is_none())
            .map(|(item, _)| item.id.as_str())
            .collect();
        fit::list("Not rated:", &ids, TEXT, WIDTH, 2)
    }
}

/// The name of the quadrant of a place; empty between quadrants and where the author gave none.
fn quadrant(spec: &Spec, (column, row): Place) -> &str {
    let names = &spec.quadrants;
    match (is_high(column, spec.x.levels.len()), is_high(row, spec.y.levels.len())) {
        (Some(false), Some(true)) => &names.top_left,
        (Some(true), Some(true)) => &names.top_right,
        (Some(false), Some(false)) => &names.bottom_left,
        (Some(true), Some(false)) => &names.bottom_right,
        _ => "",
    }
}

fn alt(spec: &Spec, places: &[Option<Place>]) -> String {
    let mut alt = opening("Quadrants", &spec.title, &Numbers::of([], ""));
    if spec.items.is_empty() {
        alt.push_str(" No items.");
    }
    let (effort, impact) = (spec.x.label.to_lowercase(), spec.y.label.to_lowercase());
    for (item, place) in spec.items.iter().zip(places) {
        let words = |word: &Option<String>, axis: &Axis, place: Option<usize>| {
            place.map_or_else(|| word.clone().unwrap_or_else(|| "not rated".into()), |at| axis.levels[at].clone())
        };
        let effort_word = words(&item.effort, &spec.x, place.map(|place| place.0));
        let impact_word = words(&item.impact, &spec.y, place.map(|place| place.1));
        let name = place.map_or("", |place| quadrant(spec, place));
        let name = if name.is_empty() { String::new() } else { format!(" ({name})") };
        alt.push_str(&format!(" {}: {effort} {effort_word}, {impact} {impact_word}{name}.", item.id));
    }
    alt
}
