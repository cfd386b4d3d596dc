//! The phases of an incident: how long each took, with the moments between them.

use serde::Deserialize;
use serde_json::Value;

use super::area::Area;
use super::canvas::{Anchor, Canvas, Ink, TEXT, WIDTH};
use super::fit::{self, fit};
use super::number::Numbers;
use super::outlines::Edge;
use super::{Drawing, measure, opening, palette, read};
use crate::compose::computed::duration;
use crate::document::Tone;
use crate::theme::Colors;

/// More phases would leave no room for the words of their moments.
const MOST: usize = 8;
/// Height of the bar.
const BAR: f64 = 38.0;
/// Height of the marks below the bar.
const TICK: f64 = 9.0;
/// Size of durations in the bar and of the words below it.
const SMALL: f64 = 12.0;
/// Space between the words of neighbouring moments.
const GAP: f64 = 8.0;
const UNKNOWN: &str = "not measured";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    title: String,
    phases: Vec<Phase>,
    /// The moment at which the first phase begins.
    #[serde(default)]
    start: Moment,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Phase {
    name: String,
    /// `null` where it was not measured; leaving the key out is a mistake.
    #[serde(deserialize_with = "Option::deserialize")]
    minutes: Option<f64>,
    #[serde(default)]
    tone: Option<Tone>,
    /// What the moment is called at which the phase ends, and when that was.
    #[serde(default)]
    mark: String,
    #[serde(default)]
    at: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Moment {
    #[serde(default)]
    mark: String,
    #[serde(default)]
    at: String,
}

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let spec: Spec = read(spec)?;
    check(&spec)?;
    Ok(Drawing { svg: Bar { spec: &spec, colors }.draw(), alt: alt(&spec) })
}

fn check(spec: &Spec) -> Result<(), String> {
    let count = spec.phases.len();
    if count == 0 {
        return Err("`phases` is empty; give at least one".into());
    }
    if count > MOST {
        return Err(format!("`phases` has {count} entries; a bar shows up to {MOST}, so join the shortest"));
    }
    for (index, phase) in spec.phases.iter().enumerate() {
        if phase.name.trim().is_empty() {
            return Err(format!("`name` of phase {} is empty; name each of them", index + 1));
        }
        if let Some(minutes) = phase.minutes.filter(|minutes| *minutes < 0.0) {
            return Err(format!("`minutes` {minutes} of phase `{}` is below 0; check its moments", phase.name));
        }
    }
    Ok(())
}

/// What all measured phases took together, and whether that is all.
fn total(phases: &[Phase]) -> (f64, bool) {
    (phases.iter().filter_map(|phase| phase.minutes).sum(), phases.iter().all(|phase| phase.minutes.is_some()))
}

fn total_in_words(phases: &[Phase]) -> String {
    match total(phases) {
        (sum, true) => duration(sum),
        (_, false) if phases.iter().all(|phase| phase.minutes.is_none()) => UNKNOWN.into(),
        (sum, false) => format!("at least {}", duration(sum)),
    }
}

/// Widths of the phases, and which of them got more than their share.
#[derive(Debug)]
struct Widths {
    widths: Vec<f64>,
    widened: Vec<bool>,
}

/// Shares `room` out by duration, but no phase gets less than it needs.
fn widths(phases: &[Phase], needs: &[f64], room: f64) -> Widths {
    // Phases that were not measured have no share of their own.
    let mut widened: Vec<bool> =
        phases.iter().map(|phase| phase.minutes.is_none_or(|minutes| minutes == 0.0)).collect();
    loop {
        let taken: f64 = needs.iter().zip(&widened).filter(|(_, widened)| **widened).map(|(need, _)| need).sum();
        let sum: f64 = (phases.iter().zip(&widened))
            .filter(|(_, widened)| !**widened)
            .filter_map(|(phase, _)| phase.minutes)
            .sum();
        let share = |minutes: f64| (room - taken) * minutes / sum;
        let is_short = |index: &usize| !widened[*index] && share(phases[*index].minutes.unwrap_or(0.0)) < needs[*index];
        if let Some(short) = (0..phases.len()).find(is_short) {
            widened[short] = true;
            continue;
        }
        let mut widths: Vec<f64> = (0..phases.len())
            .map(|index| if widened[index] { needs[index] } else { share(phases[index].minutes.unwrap_or(0.0)) })
            .collect();
        // Without a phase to scale, what is left goes to all alike.
        let rest = (room - widths.iter().sum::<f64>()) / widths.len() as f64;
        widths.iter_mut().for_each(|width| *width += rest);
        return Widths { widths, widened };
    }
}

struct Bar<'a> {
    spec: &'a Spec,
    colors: &'a Colors,
}

impl Bar<'_> {
    fn draw(&self) -> String {
        let (colors, phases) = (self.colors, &self.spec.phases);
        let moments = self.moments();
        let raised = self.raised(&moments);
        let Widths { widths, mut widened } = widths(phases, &self.needs(&moments, &raised), WIDTH);
        // Where nothing was measured there is no scale to depart from.
        let has_scale = widened.contains(&false);
        let is_measured = |phase: &&Phase| phase.minutes.is_some();
        let note = match (has_scale, phases.iter().filter(is_measured).count()) {
            (true, _) if widened.iter().zip(phases).any(|(widened, phase)| *widened && phase.minutes.is_some()) => {
                "* drawn wider than its share of the time"
            }
            (false, 2..) => "Widths are not to scale: there are too many short phases.",
            _ => "",
        };
        widened.iter_mut().zip(phases).for_each(|(widened, phase)| *widened &= has_scale && phase.minutes.is_some());

        let name = |(index, phase): (usize, &Phase)| match raised[index] {
            // The next name stands lower and leaves room.
            true => fit(&phase.name, TEXT * fit::BOLD, widths[index] + widths[index + 1] - 8.0, 2),
            false => fit(&phase.name, TEXT * fit::BOLD, widths[index] - 8.0, 3),
        };
        let names: Vec<Vec<String>> = phases.iter().enumerate().map(name).collect();
        let rows = |is_raised: bool| {
            let of_kind = names.iter().zip(&raised).filter(|(_, raised)| **raised == is_raised);
            of_kind.map(|(name, _)| name.len()).max().unwrap_or(0) as f64 * 15.0
        };
        let (low, above) = (rows(false), rows(false) + rows(true));
        let below = moments.iter().map(Vec::len).max().unwrap_or(0) as f64 * 15.0;
        let head = 24.0;
        let top = head + above + 8.0;
        let bottom = top + BAR;
        let note_height = if note.is_empty() { 0.0 } else { 24.0 };
        let mut canvas = Canvas::new(bottom + TICK + 5.0 + below + note_height + 2.0);
        let label = format!("Total {}", total_in_words(phases));
        canvas.text(0.0, 15.0, Anchor::Start, Ink::new(&colors.text).bold(), &label);

        let mut x = 0.0;
        self.moment(&mut canvas, (x, bottom), &moments[0], Anchor::Start);
        for (index, phase) in phases.iter().enumerate() {
            let area = Area { x, y: top, width: widths[index], height: BAR };
            let foot = top - 8.0 - if raised[index] { low } else { 0.0 };
            if raised[index] {
                canvas.line((x + 0.75, foot + 4.0), (x + 0.75, top), &colors.muted, 1.0, "");
            }
            let first = foot - 15.0 * (names[index].len() - 1) as f64;
            canvas.lines(x + 0.75, first, Anchor::Start, Ink::new(&colors.text).bold(), &names[index]);
            self.phase(&mut canvas, phase, index, area, widened[index]);
            x += widths[index];
            let anchor = if index + 1 == phases.len() { Anchor::End } else { Anchor::Middle };
            self.moment(&mut canvas, (x, bottom), &moments[index + 1], anchor);
        }
        if !note.is_empty() {
            let ink = Ink::new(&colors.muted).size(SMALL);
            canvas.text(0.0, bottom + TICK + 5.0 + below + 17.0, Anchor::Start, ink, note);
        }
        canvas.finish()
    }

    /// The words below each moment, from the start to the end of the last phase.
    fn moments(&self) -> Vec<Vec<String>> {
        let spec = self.spec;
        let room = WIDTH / (spec.phases.len() + 1) as f64 - GAP;
        let lines = |mark: &str, at: &str, since: Option<String>| {
            let mut lines = fit(mark, SMALL, room, 2);
            lines.extend(fit(at, SMALL, room, 2));
            lines.extend(since.map(|since| measure::shorten(&since, SMALL, room)));
            lines
        };
        let mut moments = vec![lines(&spec.start.mark, &spec.start.at, None)];
        for (index, phase) in spec.phases.iter().enumerate() {
            let (sum, is_whole) = total(&spec.phases[..=index]);
            // After the first phase the sum is the phase itself.
            let since = (is_whole && index > 0).then(|| format!("+{}", duration(sum)));
            moments.push(lines(&phase.mark, &phase.at, since));
        }
        moments
    }

    /// Which names stand above their neighbours', where they may be wider than their phases.
    fn raised(&self, moments: &[Vec<String>]) -> Vec<bool> {
        let phases = &self.spec.phases;
        let Widths { widths, .. } = widths(phases, &self.needs(moments, &vec![true; phases.len()]), WIDTH);
        let excess: Vec<f64> = (phases.iter().zip(widths))
            .map(|(phase, width)| fit::longest_word(&phase.name, TEXT * fit::BOLD) - (width - 8.0))
            .collect();
        // The widest first; neighbours cannot both be raised, and nothing stands beside the last.
        let mut order: Vec<usize> = (0..phases.len() - 1).filter(|index| excess[*index] > 0.0).collect();
        order.sort_by(|a, b| excess[*b].total_cmp(&excess[*a]));
        let mut raised = vec![false; phases.len()];
        for index in order {
            let beside = [index.checked_sub(1), Some(index + 1)];
            raised[index] = !beside.into_iter().flatten().any(|beside| raised[beside]);
        }
        raised
    }

    /// The least width of each phase: the words of its moments stay apart and, where there is room
    /// for that, its name stays whole unless it is raised.
    fn needs(&self, moments: &[Vec<String>], raised: &[bool]) -> Vec<f64> {
        let phases = &self.spec.phases;
        let widths: Vec<f64> = moments.iter().map(|lines| measure::widest(lines, SMALL)).collect();
        // The words of the first and the last moment stand wholly beside the edge of the sheet.
        let part = |index: usize| widths[index] * if index == 0 || index == phases.len() { 1.0 } else { 0.5 };
        let least: Vec<f64> = (0..phases.len()).map(|index| (part(index) + part(index + 1) + GAP).max(34.0)).collect();
        let wish = |(phase, raised): (&Phase, &bool)| {
            let label =
                label(phase, true).iter().map(|line| measure::width(line, SMALL * fit::BOLD)).fold(0.0, f64::max);
            let name = if *raised { 0.0 } else { fit::longest_word(&phase.name, TEXT * fit::BOLD).min(130.0) };
            name.max(label) + 10.0
        };
        let wishes: Vec<f64> =
            phases.iter().zip(raised).map(wish).zip(&least).map(|(wish, least)| wish.max(*least)).collect();
        // A phase never looks shorter than one that took less time.
        let at_least = |phase: &Phase| {
            let shorter = phases
                .iter()
                .zip(&wishes)
                .filter(|(other, _)| other.minutes.is_some() && other.minutes <= phase.minutes);
            shorter.map(|(_, wish)| *wish).fold(0.0, f64::max)
        };
        let wishes: Vec<f64> = phases.iter().zip(&wishes).map(|(phase, wish)| at_least(phase).max(*wish)).collect();
        let (least_sum, wish_sum) = (least.iter().sum::<f64>(), wishes.iter().sum::<f64>());
        let share = if wish_sum > WIDTH.max(least_sum) {
            ((WIDTH - least_sum) / (wish_sum - least_sum)).clamp(0.0, 1.0)
        } else {
            1.0
        };
        least.iter().zip(&wishes).map(|(least, wish)| least + (wish - least) * share).collect()
    }

    fn phase(&self, canvas: &mut Canvas, phase: &Phase, index: usize, area: Area, widened: bool) {
        let colors = self.colors;
        let fill = match (phase.minutes, phase.tone) {
            (None, _) => "#ffffff".into(),
            (_, Some(tone)) => colors.tone(tone).strong.clone(),
            // Without tones, neighbours differ in lightness.
            (_, None) => palette::mix(&colors.primary, if index.is_multiple_of(2) { 0.85 } else { 0.5 }),
        };
        let inner = Area { x: area.x + 0.75, width: area.width - 1.5, ..area };
        let edge = phase.minutes.is_none().then(|| Edge::new(&colors.muted, 1.25).dashed("4 3"));
        canvas.block(inner, 0.0, &fill, edge);
        let ink = Ink::new(if phase.minutes.is_none() { &colors.muted } else { palette::ink(&fill, colors) });
        let limit = area.width - 8.0;
        let whole = label(phase, widened);
        let lines = if whole.iter().all(|line| measure::width(line, SMALL) <= limit) {
            whole
        } else {
            fit(&whole.join(" "), SMALL, limit, 2)
        };
        let one_line = lines.join(" ");
        let lines = if measure::width(&one_line, SMALL) <= limit { vec![one_line] } else { lines };
        let middle = area.x + area.width / 2.0;
        let first = area.y + BAR / 2.0 + 4.2 - 7.5 * (lines.len() - 1) as f64;
        canvas.lines(middle, first, Anchor::Middle, ink.size(SMALL), &lines);
    }

    fn moment(&self, canvas: &mut Canvas, (x, top): (f64, f64), lines: &[String], anchor: Anchor) {
        let colors = self.colors;
        let edge = match anchor {
            Anchor::Start => x + 0.75,
            Anchor::Middle => x,
            Anchor::End => x - 0.75,
        };
        canvas.line((edge, top + 1.0), (edge, top + TICK), &colors.muted, 1.5, "");
        for (index, line) in lines.iter().enumerate() {
            let ink = Ink::new(&colors.text).size(SMALL);
            canvas.text(x, top + TICK + 15.0 + 15.0 * index as f64, anchor, ink, line);
        }
    }
}

/// The words in the bar: the duration in one or two lines that never part a number and its unit.
fn label(phase: &Phase, widened: bool) -> Vec<String> {
    let star = if widened { "*" } else { "" };
    match phase.minutes {
        Some(minutes) => format!("{}{star}", duration(minutes)).split(' ').map(str::to_owned).collect(),
        None => UNKNOWN.split(' ').map(str::to_owned).collect(),
    }
}

fn alt(spec: &Spec) -> String {
    let mut alt = opening("Phases", &spec.title, &Numbers::of([], ""));
    let said = |mark: &str, at: &str| match (mark.is_empty(), at.is_empty()) {
        (true, true) => None,
        (false, false) => Some(format!("{mark} {at}")),
        _ => Some(format!("{mark}{at}")),
    };
    if let Some(start) = said(&spec.start.mark, &spec.start.at) {
        alt.push_str(&format!(" {start}."));
    }
    for phase in &spec.phases {
        let minutes = phase.minutes.map_or_else(|| UNKNOWN.into(), duration);
        let end = said(&phase.mark, &phase.at).map_or_else(String::new, |end| format!("; {end}"));
        alt.push_str(&format!(" {}: {minutes}{end}.", phase.name));
    }
    alt.push_str(&format!(" Total {}.", total_in_words(&spec.phases)));
    alt
}
