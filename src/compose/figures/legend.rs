//! A key of drawn samples: what shapes, signs and colours of a chart mean.

use super::area::Area;
use super::canvas::{Anchor, Canvas, Ink, MIDDLE, TEXT, WIDTH};
use super::outlines::Edge;
use super::{measure, palette};
use crate::document::Tone;
use crate::theme::Colors;

/// Height of a row of the key.
const ROW: f64 = 22.0;
/// Space below the key.
const BELOW: f64 = 8.0;

/// What a sample is painted with: its left edge and the middle of its row are given.
type Paint<'a> = Box<dyn Fn(&mut Canvas, f64, f64) + 'a>;

struct Entry<'a> {
    width: f64,
    label: String,
    paint: Paint<'a>,
}

/// Entries from left to right, as many to a row as there is room.
pub struct Legend<'a> {
    colors: &'a Colors,
    entries: Vec<Entry<'a>>,
}

impl<'a> Legend<'a> {
    pub fn new(colors: &'a Colors) -> Self {
        Legend { colors, entries: Vec::new() }
    }

    /// An entry whose sample, `width` wide, `paint` draws.
    pub fn add(&mut self, width: f64, label: &str, paint: impl Fn(&mut Canvas, f64, f64) + 'a) {
        self.entries.push(Entry { width, label: shown(label, width), paint: Box::new(paint) });
    }

    /// A square with a sign on it.
    pub fn square(&mut self, fill: String, sign: String, label: &str) {
        let colors = self.colors;
        self.add(16.0, label, move |canvas, x, y| square(canvas, (x, y), &fill, &sign, colors));
    }

    /// The tones in use, each with its letter.
    pub fn tones(&mut self, tones: impl IntoIterator<Item = Tone>) {
        let tones: Vec<Tone> = tones.into_iter().collect();
        for tone in Tone::ALL.into_iter().filter(|tone| tones.contains(tone)) {
            self.square(self.colors.tone(tone).strong.clone(), palette::letter(tone).to_owned(), tone.name());
        }
    }

    /// A sign of the text itself.
    pub fn sign(&mut self, sign: &'a str, label: &str) {
        let ink = Ink::new(&self.colors.muted);
        self.add(12.0, label, move |canvas, x, y| canvas.text(x + 6.0, y + MIDDLE, Anchor::Middle, ink, sign));
    }

    /// Height that the key takes; 0 without entries.
    pub fn height(&self) -> f64 {
        height(&self.places())
    }

    fn places(&self) -> Vec<(f64, f64)> {
        places(self.entries.iter().map(|entry| (entry.width, entry.label.as_str())))
    }

    /// Draws the key from `top` on.
    pub fn draw(&self, canvas: &mut Canvas, top: f64) {
        for (entry, (x, row)) in self.entries.iter().zip(self.places()) {
            let middle = top + row * ROW + ROW / 2.0;
            (entry.paint)(canvas, x, middle);
            let ink = Ink::new(&self.colors.text);
            canvas.text(x + entry.width + 6.0, middle + MIDDLE, Anchor::Start, ink, &entry.label);
        }
    }
}

/// The words of an entry behind a sample of this width, cut to the sheet.
pub fn shown(words: &str, sample: f64) -> String {
    measure::shorten(words, TEXT, WIDTH - sample - 8.0)
}

/// The left edge and the row of each entry, by the width of its sample and its words: as many to a
/// row as there is room.
pub fn places<'e>(entries: impl IntoIterator<Item = (f64, &'e str)>) -> Vec<(f64, f64)> {
    let (mut x, mut row) = (0.0, 0.0);
    let place = |(sample, words): (f64, &str)| {
        let width = sample + 6.0 + measure::width(words, TEXT) + 18.0;
        if x > 0.0 && x + width > WIDTH + 18.0 {
            (x, row) = (0.0, row + 1.0);
        }
        x += width;
        (x - width, row)
    };
    entries.into_iter().map(place).collect()
}

/// Height that a key of entries at these places takes; 0 without entries.
pub fn height(places: &[(f64, f64)]) -> f64 {
    places.last().map_or(0.0, |(_, row)| (row + 1.0) * ROW + BELOW)
}

/// Width that a key of these entries takes at these places.
pub fn width<'e>(entries: impl IntoIterator<Item = (f64, &'e str)>, places: &[(f64, f64)]) -> f64 {
    let end = |((sample, words), (x, _)): ((f64, &str), &(f64, f64))| x + sample + 6.0 + measure::width(words, TEXT);
    entries.into_iter().zip(places).map(end).fold(0.0, f64::max)
}

/// A square of 16 units around a sign; `x` is its left edge, `y` its middle.
pub fn square(canvas: &mut Canvas, (x, y): (f64, f64), fill: &str, sign: &str, colors: &Colors) {
    let area = Area { x, y: y - 8.0, width: 16.0, height: 16.0 };
    canvas.block(area, 2.0, fill, Some(Edge::new(&colors.muted, 0.5)));
    let ink = Ink::new(palette::ink(fill, colors)).bold().size(12.0);
    canvas.text(x + 8.0, y + 4.3, Anchor::Middle, ink, sign);
}

/// The ground of a cell in a tone: the graver, the darker, so that a print in grey keeps the order.
/// Tints deepened are clearer colours than strong ones thinned.
pub fn ground(tone: Tone, colors: &Colors) -> String {
    let depth = match tone {
        Tone::Neutral | Tone::Good => 1.1,
        Tone::Info => 1.9,
        Tone::Attention => 2.8,
        Tone::Poor => 3.6,
        Tone::Critical => return palette::mix(&colors.tone(tone).strong, 0.9),
    };
    palette::mix(&colors.tone(tone).tint, depth)
}
