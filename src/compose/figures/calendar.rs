//! A calendar: a heat map of days, a block for each month.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use serde_json::Value;

use super::area::Area;
use super::canvas::{Anchor, Canvas, Ink, TEXT, WIDTH};
use super::fit::{self, fit};
use super::legend::{self, Legend};
use super::number::Numbers;
use super::outlines::Edge;
use super::{Drawing, dates, measure, opening, palette, read};
use crate::document::Tone;
use crate::load::values::Day;
use crate::theme::Colors;

/// Months that fit on a page.
const MOST_MONTHS: usize = 12;
/// The height of a sheet that fits on a page.
const MOST_HEIGHT: f64 = 900.0;
/// More shades of one colour cannot be told apart.
const MOST_STEPS: usize = 6;
/// Space between blocks.
const GUTTER: f64 = 18.0;
/// Height of the name of a month and the days of the week above its days.
const HEAD: f64 = 36.0;
const CELL_HEIGHT: f64 = 24.0;
/// Size of the numbers of days.
const SMALL: f64 = 11.5;
/// Sign of a day of the data on which nothing was measured.
const GAP: &str = "–";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    title: String,
    #[serde(default)]
    unit: String,
    days: Vec<Entry>,
    #[serde(default)]
    week_start: WeekStart,
    /// What tones mean; their names when left out.
    #[serde(default)]
    legend: Vec<Meaning>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    date: Day,
    /// A day without value and tone was not measured.
    #[serde(default)]
    value: Option<f64>,
    #[serde(default)]
    tone: Option<Tone>,
    /// A note on the day, printed below the months.
    #[serde(default)]
    label: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Meaning {
    tone: Tone,
    label: String,
    sign: String,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WeekStart {
    #[default]
    Mon,
    Sun,
    Sat,
}

impl WeekStart {
    fn weekday(self) -> Weekday {
        match self {
            WeekStart::Mon => Weekday::Monday,
            WeekStart::Sun => Weekday::Sunday,
            WeekStart::Sat => Weekday::Saturday,
        }
    }

    /// The place of a day in its week, 0 to 6.
    fn column(self, day: Date) -> usize {
        usize::try_from(self.weekday().until(day.weekday())).unwrap_or(0)
    }
}

/// Neighbouring days of which the same is told.
#[derive(Debug)]
struct Run<'a> {
    first: Date,
    last: Date,
    entry: &'a Entry,
}

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let mut spec: Spec = read(spec)?;
    check(&spec)?;
    spec.days.sort_by_key(|entry| entry.date);
    if spec.legend.is_empty() {
        let is_used = |tone: &Tone| spec.days.iter().any(|entry| entry.tone == Some(*tone));
        let meaning = |tone: Tone| Meaning { tone, label: tone.name().into(), sign: palette::letter(tone).into() };
        spec.legend = Tone::ALL.into_iter().filter(is_used).map(meaning).collect();
    }
    let numbers = Numbers::of(spec.days.iter().filter_map(|entry| entry.value), &spec.unit);
    let svg = Calendar { spec: &spec, steps: Steps::of(&spec), colors }.draw()?;
    Ok(Drawing { svg, alt: alt(&spec, &numbers) })
}

fn check(spec: &Spec) -> Result<(), String> {
    let mut seen = std::collections::BTreeSet::new();
    if let Some(entry) = spec.days.iter().find(|entry| !seen.insert(entry.date)) {
        return Err(format!("`date` {} stands twice in `days`; give each day once", entry.date.0));
    }
    let (Some(first), Some(last)) = (seen.first(), seen.last()) else {
        return Err("`days` is empty; give at least one".into());
    };
    let months = (i32::from(last.0.year()) - i32::from(first.0.year())) * 12 + i32::from(last.0.month())
        - i32::from(first.0.month())
        + 1;
    if months > MOST_MONTHS as i32 {
        return Err(format!(
            "`days` run over {months} months, from {} to {}; a calendar shows up to {MOST_MONTHS}",
            first.0, last.0
        ));
    }
    for (index, meaning) in spec.legend.iter().enumerate() {
        let Meaning { tone, sign, .. } = meaning;
        if sign.chars().count() != 1 || sign.trim().is_empty() {
            return Err(format!("`sign` `{sign}` of tone `{}` is not one letter; cut it to one", tone.name()));
        }
        for other in &spec.legend[..index] {
            if other.tone == *tone {
                return Err(format!("`tone` `{}` stands twice in `legend`; join the two", tone.name()));
            }
            if other.sign == *sign {
                return Err(format!("`sign` `{sign}` stands twice in `legend`; give each tone its own"));
            }
        }
    }
    let is_named = |tone: Tone| spec.legend.is_empty() || spec.legend.iter().any(|meaning| meaning.tone == tone);
    match spec.days.iter().filter_map(|entry| entry.tone).find(|tone| !is_named(*tone)) {
        Some(tone) => Err(format!("`legend` lacks the tone `{}`; add it with a label and a sign", tone.name())),
        None => Ok(()),
    }
}

/// Steps of lightness for values of days that have no tone.
struct Steps {
    low: f64,
    step: f64,
    count: usize,
    whole: bool,
}

impl Steps {
    fn of(spec: &Spec) -> Option<Self> {
        let values = || spec.days.iter().filter(|entry| entry.tone.is_none()).filter_map(|entry| entry.value);
        let (low, high) = (values().reduce(f64::min)?, values().reduce(f64::max)?);
        // Counts begin at zero, unless all of them lie far above.
        let low = if low > 0.0 && low < high / 2.0 { 0.0 } else { low };
        let whole = values().all(|value| value.fract() == 0.0);
        let sizes = (-3..13).flat_map(|power| [1.0, 2.0, 5.0].map(|factor| factor * 10f64.powi(power)));
        let steps = sizes.filter(|step| !whole || *step >= 1.0).map(|step| {
            let mut steps = Steps { low: (low / step + 1e-9).floor() * step, step, count: 0, whole };
            steps.count = steps.place(high) + 1;
            steps
        });
        steps.into_iter().find(|steps| steps.count <= MOST_STEPS)
    }

    /// The step in which a value lies: from its lower end up to but without its upper end.
    fn place(&self, value: f64) -> usize {
        ((value - self.low) / self.step + 1e-9).floor().max(0.0) as usize
    }

    fn fill(&self, place: usize, colors: &Colors) -> String {
        let share = if self.count > 1 { place as f64 / (self.count - 1) as f64 } else { 0.5 };
        palette::mix(&colors.primary, 0.07 + 0.86 * share)
    }

    /// The values of a step; from 100 per cent on there is only that.
    fn label(&self, place: usize, unit: &str) -> String {
        let (from, to) = (self.low + self.step * place as f64, self.low + self.step * (place + 1) as f64);
        let numbers = Numbers::of([self.low, self.step], "");
        match self.whole {
            true if self.step == 1.0 => numbers.bare(from),
            true => format!("{}–{}", numbers.bare(from), numbers.bare(to - 1.0)),
            false if unit == "%" && from > 100.0 - 1e-6 => numbers.bare(from),
            false => format!("{} to < {}", numbers.bare(from), numbers.bare(to)),
        }
    }
}

/// How a cell looks.
struct Look {
    fill: String,
    sign: String,
}

struct Calendar<'a> {
    spec: &'a Spec,
    steps: Option<Steps>,
    colors: &'a Colors,
}

impl<'a> Calendar<'a> {
    fn draw(&self) -> Result<String, String> {
        let colors = self.colors;
        let days: BTreeMap<Date, &Entry> = self.spec.days.iter().map(|entry| (entry.date.0, entry)).collect();
        let (Some((first, _)), Some((last, _))) = (days.first_key_value(), days.last_key_value()) else {
            return Err("`days` is empty; give at least one".into());
        };
        let months = dates::months(*first, *last);
        let columns = match months.len() {
            1 => 1,
            2 | 4 => 2,
            _ => 3,
        };
        // A single month need not fill the sheet.
        let width = ((WIDTH - GUTTER * (columns - 1) as f64) / columns as f64).min(390.0);
        let legend = self.legend();
        let mut notes = self.notes(2);
        let mut top = legend.height();
        let mut blocks = Vec::new();
        for row in months.chunks(columns) {
            let weeks = row.iter().map(|month| self.weeks(*month)).max().unwrap_or(0);
            blocks
                .extend(row.iter().enumerate().map(|(column, month)| (*month, column as f64 * (width + GUTTER), top)));
            top += HEAD + CELL_HEIGHT * weeks as f64 + GUTTER;
        }
        top -= GUTTER;
        let note_rows = notes.len().div_ceil(2);
        let height = |notes: &[Note]| notes.iter().map(|note| note.lines.len()).max().unwrap_or(1) as f64 * 15.0 + 3.0;
        let mut note_height = height(&notes);
        if top + 14.0 + note_height * note_rows as f64 > MOST_HEIGHT {
            notes = self.notes(1);
            note_height = height(&notes);
        }
        let notes_height = if notes.is_empty() { 0.0 } else { 14.0 + note_height * note_rows as f64 };
        if top + notes_height > MOST_HEIGHT {
            let room = ((MOST_HEIGHT - top - 14.0) / note_height).max(0.0) as usize * 2;
            return Err(format!(
                "`label` stands on {} stretches of days, {room} fit below the months; keep the weightiest",
                notes.len()
            ));
        }
        let mut canvas = Canvas::new(top + notes_height + 2.0);
        legend.draw(&mut canvas, 0.0);
        for (month, x, y) in blocks {
            self.month(&mut canvas, month, (x, y, width), &days);
        }
        let half = (WIDTH - GUTTER) / 2.0;
        let indent = note_indent(notes.iter().map(|note| &note.when));
        for (index, Note { when, lines }) in notes.iter().enumerate() {
            // Downwards in two columns.
            let x = if index < note_rows { 0.0 } else { half + GUTTER };
            let y = top + 14.0 + note_height * (index % note_rows) as f64 + 13.0;
            canvas.text(x, y, Anchor::Start, Ink::new(&colors.text).bold(), when);
            canvas.lines(x + indent, y, Anchor::Start, Ink::new(&colors.text), lines);
        }
        Ok(canvas.finish())
    }

    fn legend(&self) -> Legend<'_> {
        let colors = self.colors;
        let mut legend = Legend::new(colors);
        for meaning in &self.spec.legend {
            legend.square(legend::ground(meaning.tone, colors), meaning.sign.clone(), &meaning.label);
        }
        if let Some(steps) = &self.steps {
            for place in 0..steps.count {
                let unit = if self.spec.unit.is_empty() { String::new() } else { format!(" {}", self.spec.unit) };
                let unit = if place + 1 == steps.count || self.spec.unit == "%" { unit } else { String::new() };
                legend.square(steps.fill(place, colors), String::new(), &(steps.label(place, &self.spec.unit) + &unit));
            }
        }
        if self.spec.days.iter().any(|entry| entry.tone.is_none() && entry.value.is_none()) {
            legend.sign(GAP, "not measured");
        }
        legend
    }

    fn weeks(&self, month: Date) -> usize {
        let days = usize::try_from(month.days_in_month()).unwrap_or(31);
        (self.spec.week_start.column(month) + days).div_ceil(7)
    }

    fn month(
        &self,
        canvas: &mut Canvas,
        month: Date,
        (left, top, width): (f64, f64, f64),
        days: &BTreeMap<Date, &Entry>,
    ) {
        let colors = self.colors;
        let cell = width / 7.0;
        let name = month.strftime("%B %Y").to_string();
        canvas.text(left, top + 13.0, Anchor::Start, Ink::new(&colors.text).bold(), &name);
        let start = self.spec.week_start.column(month);
        for column in 0..7 {
            // The names of the first seven days of the month, each in its column.
            let day = dates::after(month, jiff::Span::new().days(((column + 7 - start) % 7) as i64));
            let name: String = day.strftime("%a").to_string().chars().take(2).collect();
            let x = left + cell * (column as f64 + 0.5);
            canvas.text(x, top + HEAD - 5.0, Anchor::Middle, Ink::new(&colors.muted).size(SMALL), &name);
        }
        for number in 0..usize::try_from(month.days_in_month()).unwrap_or(31) {
            let day = dates::after(month, jiff::Span::new().days(number as i64));
            let (row, column) = ((start + number) / 7, (start + number) % 7);
            let (x, y) = (left + cell * column as f64, top + HEAD + CELL_HEIGHT * row as f64);
            let area = Area { x: x + 1.0, y: y + 1.0, width: cell - 2.0, height: CELL_HEIGHT - 2.0 };
            self.day(canvas, day, area, days.get(&day).copied());
        }
    }

    fn day(&self, canvas: &mut Canvas, day: Date, area: Area, entry: Option<&Entry>) {
        let colors = self.colors;
        let number = day.day().to_string();
        let baseline = area.y + area.height / 2.0 + 4.2;
        let Some(entry) = entry else {
            canvas.block(area, 2.0, "none", Some(Edge::new(&colors.line, 1.0)));
            return canvas.text(area.x + 3.0, baseline, Anchor::Start, Ink::new(&colors.muted).size(SMALL), &number);
        };
        let look = self.look(entry);
        // A thin edge parts the lightest fills from the paper.
        canvas.block(area, 2.0, &look.fill, Some(Edge::new(&colors.muted, 0.5)));
        let ink = Ink::new(palette::ink(&look.fill, colors));
        canvas.text(area.x + 3.0, baseline, Anchor::Start, ink.size(SMALL), &number);
        if !look.sign.is_empty() {
            let x = area.x + area.width - 7.5;
            canvas.text(x, baseline, Anchor::Middle, ink.bold().size(SMALL), &look.sign);
        }
    }

    fn look(&self, entry: &Entry) -> Look {
        let meaning = entry.tone.and_then(|tone| self.spec.legend.iter().find(|meaning| meaning.tone == tone));
        match (meaning, entry.value, &self.steps) {
            (Some(meaning), ..) => Look { fill: legend::ground(meaning.tone, self.colors), sign: meaning.sign.clone() },
            (None, Some(value), Some(steps)) => {
                Look { fill: steps.fill(steps.place(value), self.colors), sign: String::new() }
            }
            _ => Look { fill: "#ffffff".into(), sign: GAP.into() },
        }
    }

    /// The notes on days, each in at most `most` lines.
    fn notes(&self, most: usize) -> Vec<Note> {
        let is_same = |a: &Entry, b: &Entry| a.label == b.label;
        let runs = runs(self.spec.days.iter().filter(|entry| !entry.label.is_empty()), is_same);
        let note = |run: Run<'a>| (dates::range(run.first, run.last), run.entry.label.as_str());
        let notes: Vec<(String, &str)> = runs.into_iter().map(note).collect();
        let room = (WIDTH - GUTTER) / 2.0 - note_indent(notes.iter().map(|(when, _)| when)) - 6.0;
        notes.into_iter().map(|(when, label)| Note { when, lines: fit(label, TEXT, room, most) }).collect()
    }
}

/// A note below the months and the days it speaks of.
struct Note {
    when: String,
    lines: Vec<String>,
}

/// Room that the days of notes take before their words.
fn note_indent<'a>(days: impl Iterator<Item = &'a String>) -> f64 {
    measure::widest(days, TEXT * fit::BOLD) + 12.0
}

/// Joins days that follow each other and are the same; they come in the order of time.
fn runs<'a>(entries: impl Iterator<Item = &'a Entry>, is_same: impl Fn(&Entry, &Entry) -> bool) -> Vec<Run<'a>> {
    let mut runs: Vec<Run> = Vec::new();
    for entry in entries {
        let day = entry.date.0;
        match runs.last_mut() {
            Some(run) if dates::next_day(run.last) == day && is_same(run.entry, entry) => run.last = day,
            _ => runs.push(Run { first: day, last: day, entry }),
        }
    }
    runs
}

fn alt(spec: &Spec, numbers: &Numbers) -> String {
    let mut alt = opening("Calendar", &spec.title, numbers);
    if let (Some(first), Some(last)) = (spec.days.first(), spec.days.last()) {
        alt.push_str(&format!(" {}.", dates::full_range(first.date.0, last.date.0)));
    }
    let is_same = |a: &Entry, b: &Entry| a.value == b.value && a.label == b.label;
    let mut tell = |heading: &str, is_of: &dyn Fn(&Entry) -> bool| {
        let said: Vec<String> = runs(spec.days.iter().filter(|entry| is_of(entry)), is_same)
            .iter()
            .map(|run| {
                let value = run.entry.value.map_or_else(String::new, |value| format!(" {}", numbers.full(value)));
                let label = &run.entry.label;
                let label = if label.is_empty() { String::new() } else { format!(" ({label})") };
                format!("{}{value}{label}", dates::range(run.first, run.last))
            })
            .collect();
        if !said.is_empty() {
            alt.push_str(&format!(" {heading}{}.", said.join(", ")));
        }
    };
    for meaning in &spec.legend {
        tell(&format!("{}: ", meaning.label), &|entry| entry.tone == Some(meaning.tone));
    }
    tell("", &|entry| entry.tone.is_none() && entry.value.is_some());
    tell("Not measured: ", &|entry| entry.tone.is_none() && entry.value.is_none());
    alt
}
