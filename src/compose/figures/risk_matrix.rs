//! A risk matrix: likelihood by impact, each 1 to 5, before and after measures.

use serde::Deserialize;
use serde_json::Value;

use super::area::Area;
use super::arrows;
use super::axis::{self, Axis};
use super::canvas::{Anchor, Canvas, Ink, TEXT, WIDTH};
use super::chips::{self, Chip, Look, PITCH, Placed};
use super::fit;
use super::legend::{self, Legend};
use super::number::Numbers;
use super::outlines::Edge;
use super::{Drawing, opening, palette, read};
use crate::document::Tone;
use crate::theme::Colors;

/// Head of a cell with the letter of its class and its score.
const HEAD: f64 = 20.0;
const LEAST_ROWS: usize = 2;
/// More arrows than this make a tangle; the chips tell the same without them.
const MOST_ARROWS: usize = 10;
/// More rows of chips than this in the whole grid would not fit on a page.
const MOST_ROWS: usize = 27;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    title: String,
    risks: Vec<Risk>,
    #[serde(default)]
    x: Axis,
    #[serde(default)]
    y: Axis,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Risk {
    id: String,
    /// `null` where the risk was not assessed; leaving the key out is a mistake.
    #[serde(deserialize_with = "Option::deserialize")]
    likelihood: Option<f64>,
    #[serde(deserialize_with = "Option::deserialize")]
    impact: Option<f64>,
    #[serde(default)]
    residual_likelihood: Option<f64>,
    #[serde(default)]
    residual_impact: Option<f64>,
}

/// A field of the grid, from 1 to 5 each way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Field {
    likelihood: usize,
    impact: usize,
}

impl Field {
    fn score(self) -> usize {
        self.likelihood * self.impact
    }

    fn class(self) -> &'static Class {
        let is_over = |class: &&Class| self.score() >= class.from;
        CLASSES.iter().rev().find(is_over).unwrap_or(&CLASSES[0])
    }
}

/// What a score means.
struct Class {
    from: usize,
    to: usize,
    name: &'static str,
    letter: &'static str,
    tone: Tone,
}

const CLASSES: [Class; 4] = [
    Class { from: 1, to: 4, name: "low", letter: "L", tone: Tone::Good },
    Class { from: 5, to: 9, name: "medium", letter: "M", tone: Tone::Attention },
    Class { from: 10, to: 14, name: "high", letter: "H", tone: Tone::Poor },
    Class { from: 15, to: 25, name: "critical", letter: "C", tone: Tone::Critical },
];

/// A risk that was checked.
struct Placement<'a> {
    id: &'a str,
    before: Option<Field>,
    after: Option<Field>,
}

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let mut spec: Spec = read(spec)?;
    spec.x.fill_in("x", "Impact", &["1", "2", "3", "4", "5"])?;
    spec.y.fill_in("y", "Likelihood", &["1", "2", "3", "4", "5"])?;
    for (key, axis) in [("x", &mut spec.x), ("y", &mut spec.y)] {
        if axis.levels.len() != 5 {
            return Err(format!("`levels` of `{key}` has {} entries; give five words", axis.levels.len()));
        }
        number(&mut axis.levels);
    }
    let risks = placements(&spec)?;
    let svg = Matrix { spec: &spec, risks: &risks, colors }.draw();
    Ok(Drawing { svg, alt: alt(&spec, &risks) })
}

/// Puts its number before each word: scores are counted from the numbers.
fn number(levels: &mut [String]) {
    for (index, level) in levels.iter_mut().enumerate() {
        let number = (index + 1).to_string();
        let digits: String = level.chars().take_while(char::is_ascii_digit).collect();
        if digits != number {
            *level = format!("{number} {level}");
        }
    }
}

fn placements(spec: &Spec) -> Result<Vec<Placement<'_>>, String> {
    let mut risks: Vec<Placement> = Vec::new();
    for (index, risk) in spec.risks.iter().enumerate() {
        if risk.id.trim().is_empty() {
            return Err(format!("`id` of risk {} is empty; give each risk its id", index + 1));
        }
        if risks.iter().any(|other| other.id == risk.id) {
            return Err(format!("`id` `{}` stands twice in `risks`; give each risk its own", risk.id));
        }
        let before = field(risk, ("likelihood", risk.likelihood), ("impact", risk.impact))?;
        let likelihood = ("residual_likelihood", risk.residual_likelihood);
        let after = field(risk, likelihood, ("residual_impact", risk.residual_impact))?;
        if before.is_none() && after.is_some() {
            return Err(format!("`likelihood` of risk `{}` is null; say where it stood before measures", risk.id));
        }
        risks.push(Placement { id: &risk.id, before, after });
    }
    Ok(risks)
}

type Entry<'a> = (&'a str, Option<f64>);

fn field(risk: &Risk, likelihood: Entry, impact: Entry) -> Result<Option<Field>, String> {
    let step = |(key, value): (&str, f64)| match value {
        value if (1.0..=5.0).contains(&value) && value.fract() == 0.0 => Ok(value as usize),
        value => Err(format!("`{key}` {value} of risk `{}` is not one of 1, 2, 3, 4, 5", risk.id)),
    };
    let one_missing = |missing: &str, given: &str| {
        Err(format!("`{given}` of risk `{}` stands without `{missing}`; give both or neither", risk.id))
    };
    match (likelihood.1, impact.1) {
        (Some(first), Some(second)) => {
            Ok(Some(Field { likelihood: step((likelihood.0, first))?, impact: step((impact.0, second))? }))
        }
        (None, None) => Ok(None),
        (Some(_), None) => one_missing(impact.0, likelihood.0),
        (None, Some(_)) => one_missing(likelihood.0, impact.0),
    }
}

struct Matrix<'a> {
    spec: &'a Spec,
    risks: &'a [Placement<'a>],
    colors: &'a Colors,
}

impl Matrix<'_> {
    fn draw(&self) -> String {
        let colors = self.colors;
        let legend = self.legend();
        let left = self.spec.y.margin();
        let width = (WIDTH - left) / 5.0;
        let limit = width - 14.0;
        let need = |likelihood: usize| {
            let rows = |impact| chips::rows(&self.chips(Field { likelihood, impact }), limit).len();
            (1..=5).map(rows).max().unwrap_or(0).max(LEAST_ROWS)
        };
        let mut rows: Vec<usize> = (1..=5).rev().map(need).collect();
        fit::share_out(&mut rows, MOST_ROWS, LEAST_ROWS);

        let mut top = legend.height() + axis::ABOVE;
        let mut cells = Vec::new();
        for (row, rows) in rows.iter().enumerate() {
            let height = HEAD + PITCH * *rows as f64 + 3.0;
            for impact in 1..=5 {
                let area = Area { x: left + width * (impact - 1) as f64, y: top, width, height };
                cells.push((Field { likelihood: 5 - row, impact }, area, *rows));
            }
            top += height;
        }
        let unassessed = self.unassessed();
        let feet = self.spec.x.feet(width);
        let foot = top + feet.height + if unassessed.is_empty() { 0.0 } else { 15.0 * unassessed.len() as f64 + 8.0 };
        let mut canvas = Canvas::new(foot + 2.0);
        legend.draw(&mut canvas, 0.0);

        let mut placed: Vec<(Field, Placed)> = Vec::new();
        for (field, area, rows) in &cells {
            self.cell(&mut canvas, *field, *area);
            let chips = chips::place(&self.chips(*field), body(*area, limit), *rows, area.middle().1);
            placed.extend(chips.into_iter().map(|chip| (*field, chip)));
        }
        let heads: Vec<Area> = cells.iter().map(|(_, area, _)| head(*area)).collect();
        let ground = Area {
            x: left,
            y: legend.height() + axis::ABOVE,
            width: WIDTH - left,
            height: top - legend.height() - axis::ABOVE,
        };
        self.arrows(&mut canvas, &placed, &heads, ground.grown(-3.0));
        placed.iter().for_each(|(_, chip)| chips::draw(&mut canvas, chip, colors));
        let sides: Vec<(f64, f64)> = cells.iter().step_by(5).map(|(_, area, _)| (area.y, area.height)).collect();
        self.spec.y.draw_side(&mut canvas, &sides, colors);
        self.spec.x.draw_feet(&mut canvas, &feet, (left, top), width, colors);
        canvas.lines(0.0, top + feet.height + 16.0, Anchor::Start, Ink::new(&colors.muted), &unassessed);
        canvas.finish()
    }

    fn legend(&self) -> Legend<'_> {
        let colors = self.colors;
        let mut key = Legend::new(colors);
        for class in CLASSES.iter().rev() {
            let label = format!("{} {}–{}", class.name, class.from, class.to);
            key.square(legend::ground(class.tone, colors), class.letter.into(), &label);
        }
        if self.risks.iter().any(|risk| risk.after.is_some()) {
            for (look, label) in [(Look::Solid, "before"), (Look::Hollow, "after measures")] {
                key.add(26.0, label, move |canvas, x, y| {
                    let area = Area { x, y: y - 8.0, width: 26.0, height: 16.0 };
                    chips::draw(canvas, &Placed { chip: Chip { id: "id".into(), look }, area }, colors);
                });
            }
        }
        key
    }

    /// What stands in a field: first what was there before measures.
    fn chips(&self, field: Field) -> Vec<Chip> {
        let chip = |look| move |risk: &Placement| Chip { id: risk.id.to_owned(), look };
        let before = self.risks.iter().filter(|risk| risk.before == Some(field)).map(chip(Look::Solid));
        let after = self.risks.iter().filter(|risk| risk.after == Some(field)).map(chip(Look::Hollow));
        before.chain(after).collect()
    }

    fn cell(&self, canvas: &mut Canvas, field: Field, area: Area) {
        let class = field.class();
        let fill = legend::ground(class.tone, self.colors);
        canvas.block(area, 0.0, &fill, Some(Edge::new("#ffffff", 1.5)));
        let label = format!("{} {}", class.letter, field.score());
        let ink = Ink::new(palette::ink(&fill, self.colors)).size(11.5);
        canvas.text(area.x + 7.0, area.y + 15.0, Anchor::Start, ink, &label);
    }

    /// Arrows from before to after: for all risks that moved, or for none when one of them would
    /// cross a text.
    fn arrows(&self, canvas: &mut Canvas, placed: &[(Field, Placed)], heads: &[Area], ground: Area) {
        let is_moved = |risk: &&Placement| risk.after.is_some() && risk.after != risk.before;
        if self.risks.iter().filter(is_moved).count() > MOST_ARROWS {
            return;
        }
        let find = |id: &str, field: Field, look: Look| {
            let is_it = |(at, one): &&(Field, Placed)| *at == field && one.chip.id == id && one.chip.look == look;
            placed.iter().find(is_it).map(|(_, one)| one.area)
        };
        let mut blocks: Vec<Area> = heads.iter().map(|head| head.grown(2.0)).collect();
        let mut ways = Vec::new();
        for risk in self.risks {
            let (Some(before), Some(after)) = (risk.before, risk.after) else { continue };
            if before == after {
                continue;
            }
            let areas = (find(risk.id, before, Look::Solid), find(risk.id, after, Look::Hollow));
            let (Some(from), Some(to)) = areas else { return };
            let texts = placed.iter().map(|(_, one)| one.area).filter(|area| *area != from && *area != to);
            let texts: Vec<Area> = texts.map(|area| area.grown(5.0)).chain(blocks.iter().copied()).collect();
            let Some(way) = arrows::way(from, to, &texts, ground) else { return };
            // No arrow crosses the head of another one.
            blocks.extend(way.last().map(|(x, y)| Area { x: x - 8.0, y: y - 8.0, width: 16.0, height: 16.0 }));
            ways.push(way);
        }
        ways.iter().for_each(|way| arrows::draw(canvas, way, &self.colors.text));
    }

    /// Risks without a place in the grid, in words below it.
    fn unassessed(&self) -> Vec<String> {
        let ids: Vec<&str> = self.risks.iter().filter(|risk| risk.before.is_none()).map(|risk| risk.id).collect();
        fit::list("Not assessed:", &ids, TEXT, WIDTH, 2)
    }
}

/// Where the class and the score stand in a cell.
fn head(cell: Area) -> Area {
    Area { x: cell.x + 6.0, y: cell.y + 5.0, width: 32.0, height: 12.0 }
}

/// The part of a cell that chips have for themselves.
fn body(cell: Area, width: f64) -> Area {
    Area { x: cell.x + 7.0, y: cell.y + HEAD, width, height: cell.height - HEAD - 3.0 }
}

fn alt(spec: &Spec, risks: &[Placement]) -> String {
    let mut alt = opening("Risk matrix", &spec.title, &Numbers::of([], ""));
    if risks.is_empty() {
        alt.push_str(" No risks.");
    }
    let (likelihood, impact) = (spec.y.label.to_lowercase(), spec.x.label.to_lowercase());
    let place = |field: Field| {
        let levels = (&spec.y.levels[field.likelihood - 1], &spec.x.levels[field.impact - 1]);
        format!("{likelihood} {}, {impact} {}, {} ({})", levels.0, levels.1, field.class().name, field.score())
    };
    for risk in risks {
        alt.push_str(&match (risk.before, risk.after) {
            (None, _) => format!(" {}: not assessed.", risk.id),
            (Some(before), None) => format!(" {}: {}.", risk.id, place(before)),
            (Some(before), Some(after)) if before == after => {
                format!(" {}: {}, the same after measures.", risk.id, place(before))
            }
            (Some(before), Some(after)) => format!(" {}: {}; after measures {}.", risk.id, place(before), place(after)),
        });
    }
    alt
}
