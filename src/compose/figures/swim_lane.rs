//! Swim lanes: the steps of a process, each in the lane of the role that does it.
//!
//! Time runs to the right. A process with more steps than fit side by side goes on in a further
//! band below, which shows only the lanes that have a part in it.

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

use super::area::Area;
use super::canvas::{Anchor, Canvas, Ink, WIDTH};
use super::fit::{BOLD, fit, stands};
use super::layers::{Layers, layers};
use super::route::{Course, Grid, Port, Way, Wish, labels, tracks};
use super::shapes::{self, DASH, Form, PITCH, SMALL, Sample};
use super::{Drawing, measure, read};
use crate::theme::Colors;

const MOST_STEPS: usize = 20;
const MOST_LANES: usize = 8;
const MOST_LINES: usize = 5;
/// The width that names of lanes may have, with the room around them.
const HEADS: (f64, f64) = (60.0, 118.0);
/// Room above and below the boxes of a lane, in the order in which it is tried.
const ROOMS: [f64; 4] = [13.0, 17.0, 22.0, 30.0];
/// Room before the first and after the last box of a band: for arrows, start and end.
const BEFORE: f64 = 32.0;
const AFTER: f64 = 28.0;
const GAP: f64 = 30.0;
/// Room between bands.
const BETWEEN: f64 = 40.0;
/// The widths that a box may have.
const LEAST: f64 = 88.0;
const MOST: f64 = 128.0;
/// Beyond this height steps of different lanes share columns.
const HIGH: f64 = 900.0;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    title: String,
    lanes: Vec<String>,
    steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    #[serde(deserialize_with = "number")]
    no: String,
    name: String,
    lane: String,
    /// Where it goes from here; nowhere from an end.
    #[serde(default)]
    next: Vec<Next>,
}

/// A number, or an object with `to` and `label`.
#[derive(Debug, Deserialize)]
#[serde(from = "Written")]
struct Next {
    to: String,
    label: String,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected the number of a step, or `to` with a `label`")]
enum Written {
    Number(#[serde(deserialize_with = "number")] String),
    Labelled(Labelled),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labelled {
    #[serde(deserialize_with = "number")]
    to: String,
    #[serde(default)]
    label: String,
}

impl From<Written> for Next {
    fn from(written: Written) -> Self {
        match written {
            Written::Number(to) => Next { to, label: String::new() },
            Written::Labelled(Labelled { to, label }) => Next { to, label },
        }
    }
}

/// The number of a step, which may be a text as `2a`.
fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Number(number) => Ok(number.to_string()),
        Value::String(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        other => Err(de::Error::custom(format!("expected the number of a step, found {other}"))),
    }
}

/// The steps as numbers: their lanes, arrows and layers.
struct Flow {
    lanes: Vec<usize>,
    arrows: Vec<(usize, usize)>,
    words: Vec<String>,
    layers: Layers,
}

impl Flow {
    /// Forward arrows that reach a step.
    fn before(&self, step: usize) -> impl Iterator<Item = usize> {
        let forward = self.arrows.iter().zip(&self.layers.back).filter(move |((_, to), back)| *to == step && !**back);
        forward.map(|((from, _), _)| *from)
    }

    fn leaving(&self, step: usize) -> usize {
        self.arrows.iter().filter(|(from, _)| *from == step).count()
    }

    fn is_start(&self, step: usize) -> bool {
        self.before(step).next().is_none()
    }

    fn is_end(&self, step: usize) -> bool {
        self.leaving(step) == 0
    }

    fn is_branch(&self, step: usize) -> bool {
        self.leaving(step) > 1
    }

    /// What a step with several ways on is: without words on them nothing is decided.
    fn branch(&self, step: usize) -> &'static str {
        let mut ways = self.arrows.iter().zip(&self.words).filter(|((from, _), _)| *from == step);
        match self.is_branch(step) {
            true if ways.all(|(_, words)| words.is_empty()) => "fork",
            true => "decision",
            false => "",
        }
    }
}

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let spec: Spec = read(spec)?;
    let flow = check(&spec)?;
    let plans = plans(&spec, &flow);
    let tries =
        |rooms: usize| plans.iter().flat_map(move |plan| ROOMS.iter().take(rooms).map(move |room| (plan, *room)));
    // At first words keep clear of lines; the more room between the boxes, the better they can.
    let fine = tries(3).filter(|(plan, room)| plan.height(*room) <= HIGH * 1.05);
    let svg = fine.into_iter().find_map(|(plan, room)| plan.draw(room, true, colors));
    let svg = svg.or_else(|| tries(4).find_map(|(plan, room)| plan.draw(room, false, colors)));
    let svg = svg.ok_or("`steps` have too many arrows to tell apart; draw parts of the process one by one")?;
    Ok(Drawing { svg, alt: alt(&spec, &flow) })
}

/// The plans to try: as plain as the height allows, the boxes ever wider; first those that are not
/// too high and in which all names stand whole.
fn plans<'a>(spec: &'a Spec, flow: &'a Flow) -> Vec<Plan<'a>> {
    let mut packing = Packing::Wide;
    for other in [Packing::Down, Packing::Upright] {
        if Plan::new(spec, flow, packing, LEAST).height(ROOMS[0]) > HIGH {
            packing = other;
        }
    }
    let mut plans: Vec<Plan> = Vec::new();
    for step in 0..5 {
        let plan = Plan::new(spec, flow, packing, LEAST + 10.0 * f64::from(step));
        if plans.last().is_none_or(|last| last.bands.len() < plan.bands.len() || last.width < plan.width) {
            plans.push(plan);
        }
    }
    let excess = |plan: &Plan| (plan.height(ROOMS[0]) - HIGH).max(0.0) as u64;
    plans.sort_by_key(|plan| (excess(plan), plan.cuts()));
    plans
}

fn check(spec: &Spec) -> Result<Flow, String> {
    if spec.lanes.is_empty() || spec.lanes.len() > MOST_LANES {
        return Err(format!("`lanes` has {} entries; a chart shows 1 to {MOST_LANES}", spec.lanes.len()));
    }
    if spec.steps.is_empty() || spec.steps.len() > MOST_STEPS {
        return Err(format!("`steps` has {} entries; a chart shows 1 to {MOST_STEPS}", spec.steps.len()));
    }
    if let Some(twice) = repeated(spec.lanes.iter()) {
        return Err(format!("`lanes` names `{twice}` twice; name each lane once"));
    }
    if let Some(twice) = repeated(spec.steps.iter().map(|step| &step.no)) {
        return Err(format!("`no` {twice} of `steps` stands twice; number each step once"));
    }
    let (mut lanes, mut arrows, mut words) = (Vec::new(), Vec::new(), Vec::new());
    for (index, step) in spec.steps.iter().enumerate() {
        let Some(lane) = spec.lanes.iter().position(|lane| *lane == step.lane) else {
            return Err(format!("`lane` `{}` of step {} is not one of `lanes`; add it there", step.lane, step.no));
        };
        lanes.push(lane);
        for next in &step.next {
            let Some(to) = spec.steps.iter().position(|step| step.no == next.to) else {
                return Err(format!(
                    "`next` of step {} leads to {}, which is not a step; add it or correct the number",
                    step.no, next.to
                ));
            };
            if to == index {
                return Err(format!("`next` of step {} leads to itself; say so in its name instead", step.no));
            }
            if arrows.contains(&(index, to)) {
                return Err(format!("`next` of step {} leads to {} twice; join the labels", step.no, next.to));
            }
            arrows.push((index, to));
            words.push(next.label.clone());
        }
    }
    let layers = layers(spec.steps.len(), &arrows);
    Ok(Flow { lanes, arrows, words, layers })
}

fn repeated<'a>(mut texts: impl Iterator<Item = &'a String> + Clone) -> Option<&'a String> {
    let all: Vec<&String> = texts.clone().collect();
    texts.find(|text| all.iter().filter(|other| other == &text).count() > 1)
}

/// How steps share columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    /// Each step stands right of those before it.
    Wide,
    /// A step may stand straight below the one before it.
    Down,
    /// Or straight above.
    Upright,
}

/// A run of columns with the lanes it shows.
struct Band {
    columns: Vec<usize>,
    lanes: Vec<usize>,
}

/// What stands where, in columns and lanes.
struct Plan<'a> {
    spec: &'a Spec,
    flow: &'a Flow,
    /// The column of each step.
    columns: Vec<usize>,
    /// Room after each column.
    gaps: Vec<f64>,
    bands: Vec<Band>,
    /// Width of the names of the lanes.
    head: f64,
    /// Width of the boxes.
    width: f64,
    legend: Vec<(Sample, String)>,
}

impl<'a> Plan<'a> {
    fn new(spec: &'a Spec, flow: &'a Flow, packing: Packing, least: f64) -> Self {
        let words = spec.lanes.iter().flat_map(|lane| lane.split_whitespace());
        let longest = words.map(|word| measure::width(word, SMALL * BOLD)).fold(0.0, f64::max);
        let head = (longest + 14.0).clamp(HEADS.0, HEADS.1).ceil();
        let columns = columns(flow, packing);
        let count = columns.iter().max().map_or(1, |last| last + 1);
        let mut gaps = vec![GAP; count];
        for ((from, to), words) in flow.arrows.iter().zip(&flow.words).filter(|(_, words)| !words.is_empty()) {
            let is_straight = flow.lanes[*from] == flow.lanes[*to] && columns[*to] == columns[*from] + 1;
            if is_straight {
                let wide = measure::widest(&fit(words, SMALL, 70.0, 2), SMALL) + 18.0;
                gaps[columns[*from]] = gaps[columns[*from]].max(wide);
            }
        }
        let bands = bands(flow, &columns, &gaps, (spec.lanes.len(), head, least));
        let room = |band: &Band| {
            let between: f64 = band.columns.iter().rev().skip(1).map(|column| gaps[*column]).sum();
            (WIDTH - head - BEFORE - AFTER - between) / band.columns.len() as f64
        };
        let width = bands.iter().map(room).fold(MOST, f64::min).floor();
        let any = |test: &dyn Fn(usize) -> bool| (0..spec.steps.len()).any(test);
        let mut legend = Vec::new();
        let mut entry = |is_there: bool, sample: Sample, words: &str| {
            if is_there {
                legend.push((sample, words.to_owned()));
            }
        };
        entry(any(&|step| flow.is_start(step)), Sample::Start, "start");
        let forks = any(&|step| flow.branch(step) == "fork");
        let branch = if forks { "decision or fork" } else { "decision" };
        entry(any(&|step| flow.is_branch(step)), Sample::Form(Form::Hexagon), branch);
        entry(any(&|step| flow.is_end(step)), Sample::End, "end");
        entry(flow.layers.back.contains(&true), Sample::Dashed, "back to an earlier step");
        Plan { spec, flow, columns, gaps, bands, head, width, legend }
    }

    /// The lines of each step's name.
    fn names(&self) -> Vec<Vec<String>> {
        let name = |(index, step): (usize, &Step)| fit(&step.name, SMALL, self.limit(index), MOST_LINES);
        self.spec.steps.iter().enumerate().map(name).collect()
    }

    /// Width of the name in a box.
    fn limit(&self, step: usize) -> f64 {
        self.width - if self.flow.is_branch(step) { 18.0 } else { 10.0 }
    }

    /// How many names do not stand whole.
    fn cuts(&self) -> usize {
        let is_cut = |(index, step): &(usize, &Step)| !stands(&step.name, SMALL, self.limit(*index), MOST_LINES);
        self.spec.steps.iter().enumerate().filter(is_cut).count()
    }

    /// Height of the boxes in a band's lane; 0 where there are none.
    fn box_height(&self, band: &Band, lane: usize) -> f64 {
        let names = self.names();
        let is_here = |step: &usize| self.flow.lanes[*step] == lane && band.columns.contains(&self.columns[*step]);
        let lines = (0..names.len()).filter(is_here).map(|step| names[step].len().max(2)).max();
        lines.map_or(0.0, |lines| lines as f64 * PITCH + 14.0)
    }

    /// Height of a band's lane; one without a step there is low.
    fn lane_height(&self, band: &Band, lane: usize, room: f64) -> f64 {
        let tall = self.box_height(band, lane);
        if tall > 0.0 { tall + 2.0 * room } else { 40.0 }
    }

    fn height(&self, room: f64) -> f64 {
        let lanes = self.bands.iter().flat_map(|band| band.lanes.iter().map(move |lane| (band, *lane)));
        let lanes: f64 = lanes.map(|(band, lane)| self.lane_height(band, lane, room)).sum();
        shapes::legend_height(&self.legend) + lanes + BETWEEN * (self.bands.len() as f64 - 1.0) + 2.0
    }

    /// `None` when some arrow finds no way, or its words no place, which is to be `clear` of lines.
    fn draw(&self, room: f64, clear: bool, colors: &Colors) -> Option<String> {
        let height = self.height(room);
        let mut canvas = Canvas::new(height);
        shapes::legend(&mut canvas, &self.legend, colors);

        let mut top = shapes::legend_height(&self.legend) + 1.0;
        let mut boxes = vec![Area { x: 0.0, y: 0.0, width: self.width, height: 0.0 }; self.columns.len()];
        let (mut xs, mut ys, mut heads, mut edges) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (index, band) in self.bands.iter().enumerate() {
            if index > 0 {
                ys.extend(tracks(top - BETWEEN - 5.0, top + 5.0, 8.0));
            }
            let mut x = self.head + BEFORE;
            xs.extend(tracks(self.head, x, 7.0));
            for (place, column) in band.columns.iter().enumerate() {
                let right = x + self.width;
                (0..boxes.len()).filter(|step| self.columns[*step] == *column).for_each(|step| boxes[step].x = x);
                let is_last = place + 1 == band.columns.len();
                let gap = if is_last { AFTER } else { self.gaps[*column] };
                xs.extend(tracks(right, right + gap, 7.0));
                x = right + gap;
            }
            if x < WIDTH - AFTER {
                xs.extend(tracks(WIDTH - AFTER, WIDTH, 7.0));
            }
            let first = top;
            for lane in &band.lanes {
                let tall = self.lane_height(band, *lane, room);
                let head = Area { x: 0.5, y: top, width: self.head - 0.5, height: tall };
                self.lane(&mut canvas, head, *lane, colors);
                heads.push(head);
                let middle = top + tall / 2.0;
                for (step, area) in boxes.iter_mut().enumerate() {
                    if self.flow.lanes[step] == *lane && band.columns.contains(&self.columns[step]) {
                        area.height = self.box_height(band, *lane);
                        area.y = middle - area.height / 2.0;
                    }
                }
                if *lane != band.lanes[0] {
                    ys.extend(tracks(top - room, top + room, 7.0));
                }
                ys.push(middle);
                top += tall;
            }
            ys.extend([first + 4.0, top - 4.0]);
            let area = Area { x: 0.5, y: first, width: WIDTH - 1.0, height: top - first };
            shapes::outline(&mut canvas, area, Form::Square, "none", (&colors.muted, 1.0));
            edges.extend([first, top].map(|y| Area { y: y - 0.5, height: 1.0, ..area }));
            top += BETWEEN;
        }
        self.arrows(&mut canvas, (xs, ys), &boxes, (&heads, &edges), (height, clear), colors)?;
        self.steps(&mut canvas, &boxes, colors);
        Some(canvas.finish())
    }

    /// The name of a lane and its lower edge.
    fn lane(&self, canvas: &mut Canvas, head: Area, lane: usize, colors: &Colors) {
        canvas.rectangle(head.x, head.y, head.width, head.height, &colors.surface);
        let most = ((head.height - 6.0) / PITCH).floor().max(1.0) as usize;
        let lines = fit(&self.spec.lanes[lane], SMALL * BOLD, self.head - 12.0, most.min(5));
        let ink = Ink::new(&colors.primary).bold().size(SMALL);
        let first = head.middle().1 - PITCH * (lines.len() as f64 - 1.0) / 2.0 + 4.3;
        canvas.lines(8.0, first, Anchor::Start, ink, &lines);
        canvas.line((0.5, head.bottom()), (WIDTH - 0.5, head.bottom()), &colors.line, 1.0, "");
    }

    fn arrows(
        &self,
        canvas: &mut Canvas,
        (mut xs, mut ys): (Vec<f64>, Vec<f64>),
        boxes: &[Area],
        (heads, edges): (&[Area], &[Area]),
        (height, clear): (f64, bool),
        colors: &Colors,
    ) -> Option<()> {
        let flow = self.flow;
        let marks = (0..boxes.len()).flat_map(|step| self.marks(step, boxes[step]));
        // Numbers stand out over the corners of their boxes.
        let numbers = boxes.iter().map(|area| Area { x: area.x - 6.0, y: area.y - 9.0, width: 20.0, height: 9.0 });
        let solid: Vec<Area> = boxes.iter().chain(heads).copied().chain(marks.map(|(_, area)| area)).collect();
        let ports: Vec<Vec<Port>> = boxes.iter().map(|area| ports(*area)).collect();
        for port in ports.iter().flatten() {
            xs.push(port.at.0);
            ys.push(port.at.1);
        }
        let mut grid = Grid::new(xs, ys, &solid);
        let mut order: Vec<usize> = (0..flow.arrows.len()).collect();
        let reach = |arrow: usize| {
            let (from, to) = flow.arrows[arrow];
            let (from, to) = (boxes[from].middle(), boxes[to].middle());
            ((from.0 - to.0).abs() + (from.1 - to.1).abs()) as u64
        };
        order.sort_by_key(|&arrow| (flow.layers.back[arrow], reach(arrow), arrow));
        let mut ways = vec![Course::default(); flow.arrows.len()];
        for arrow in order {
            let (from, to) = flow.arrows[arrow];
            let back = flow.layers.back[arrow];
            // An end of a step is free for arrows unless its mark stands there.
            let free = |step: usize, is_arrival: bool| {
                let cost = move |port: &Port| match (port.way, is_arrival, back) {
                    (Way::Right, true, _) | (Way::Left, false, _) => 90.0,
                    (Way::Left, true, false) | (Way::Right, false, false) => 0.0,
                    (Way::Left, true, true) | (Way::Right, false, true) => 25.0,
                    _ => 12.0,
                };
                ports[step].iter().map(move |port| Port { cost: port.cost + cost(port), ..*port }).collect()
            };
            let wish = Wish { from: free(from, false), to: free(to, true), key: to * 2 + usize::from(back) };
            ways[arrow] = grid.route(&wish)?;
        }
        for (arrow, way) in ways.iter().enumerate() {
            let dash = if flow.layers.back[arrow] { DASH } else { "" };
            way.draw(canvas, &colors.text, dash);
        }
        let words: Vec<&str> = flow.words.iter().map(String::as_str).collect();
        let solid: Vec<Area> = solid.into_iter().chain(numbers).chain(edges.iter().copied()).collect();
        for (label, words) in labels(&ways, &words, &solid, height).into_iter().zip(words) {
            match label {
                Some(label) if label.clear || !clear => {
                    let ink = Ink::new(&colors.text).size(SMALL).halo();
                    let x = label.area.middle().0;
                    canvas.lines(x, label.area.y + 11.0, Anchor::Middle, ink, &label.lines);
                }
                None if words.is_empty() => {}
                _ => return None,
            }
        }
        Some(())
    }

    /// The marks of start and end beside a step, each with its ground.
    fn marks(&self, step: usize, area: Area) -> Vec<(Sample, Area)> {
        let y = area.middle().1 - 7.0;
        let mut marks = Vec::new();
        if self.flow.is_start(step) {
            marks.push((Sample::Start, Area { x: area.x - 26.0, y, width: 26.0, height: 14.0 }));
        }
        if self.flow.is_end(step) {
            marks.push((Sample::End, Area { x: area.right(), y, width: 26.0, height: 14.0 }));
        }
        marks
    }

    fn steps(&self, canvas: &mut Canvas, boxes: &[Area], colors: &Colors) {
        let names = self.names();
        for (index, (step, area)) in self.spec.steps.iter().zip(boxes).enumerate() {
            for (mark, ground) in self.marks(index, *area) {
                let y = ground.middle().1;
                if mark == Sample::Start {
                    shapes::arrow(canvas, &[(ground.x + 6.0, y), (area.x, y)], &colors.text, "");
                    shapes::start(canvas, (ground.x + 6.0, y), colors);
                } else {
                    let at = (ground.right() - 7.5, y);
                    shapes::arrow(canvas, &[(area.right(), y), (at.0 - 6.5, y)], &colors.text, "");
                    shapes::end(canvas, at, colors);
                }
            }
            let is_branch = self.flow.is_branch(index);
            let form = if is_branch { Form::Hexagon } else { Form::Square };
            let fill = if is_branch { "#ffffff" } else { &colors.surface };
            shapes::outline(canvas, *area, form, fill, (&colors.primary, 1.25));
            shapes::centred(canvas, area.middle(), Ink::new(&colors.text).size(SMALL), &names[index]);
            let x = area.x + shapes::number_width(&step.no) / 2.0 - 5.0;
            shapes::number(canvas, (x, area.y), &step.no, colors);
        }
    }
}

/// The places for arrows at a box: the middle of each side, then the quarters above and below.
fn ports(area: Area) -> Vec<Port> {
    let (x, y) = area.middle();
    let port = |at, way, cost| Port { at, way, cost };
    let quarter = area.width / 4.0;
    vec![
        port((area.right(), y), Way::Right, 0.0),
        port((area.x, y), Way::Left, 0.0),
        port((x, area.bottom()), Way::Down, 0.0),
        port((x, area.y), Way::Up, 0.0),
        port((x - quarter, area.bottom()), Way::Down, 6.0),
        port((x + quarter, area.bottom()), Way::Down, 6.0),
        port((x + quarter, area.y), Way::Up, 6.0),
    ]
}

/// The column of each step: right of the steps before it, and alone in its lane there.
fn columns(flow: &Flow, packing: Packing) -> Vec<usize> {
    let mut order: Vec<usize> = (0..flow.lanes.len()).collect();
    order.sort_by_key(|&step| (flow.layers.of[step], step));
    let mut columns = vec![0; order.len()];
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for step in order {
        let lane = flow.lanes[step];
        let after = |before: usize| {
            let (column, other) = (columns[before], flow.lanes[before]);
            let may = match packing {
                Packing::Wide => false,
                Packing::Down => other < lane,
                Packing::Upright => other != lane,
            };
            let mut between = (other.min(lane)..=other.max(lane)).filter(|lane| *lane != other);
            if may && between.all(|lane| !taken.contains(&(column, lane))) { column } else { column + 1 }
        };
        let mut column = flow.before(step).map(after).max().unwrap_or(0);
        while taken.contains(&(column, lane)) {
            column += 1;
        }
        taken.push((column, lane));
        columns[step] = column;
    }
    columns
}

/// Breaks the columns into bands that fit the width, with as few lanes in all as can be.
fn bands(flow: &Flow, columns: &[usize], gaps: &[f64], (lanes, head, least): (usize, f64, f64)) -> Vec<Band> {
    let used = |from: usize, to: usize| -> Vec<usize> {
        let is_used = |lane: &usize| {
            flow.lanes.iter().zip(columns).any(|(other, column)| other == lane && (from..to).contains(column))
        };
        (0..lanes).filter(is_used).collect()
    };
    let fits = |from: usize, to: usize| {
        let between: f64 = gaps[from..to - 1].iter().sum();
        head + BEFORE + AFTER + least * (to - from) as f64 + between <= WIDTH
    };
    // The least cost of the columns up to each, and where the last band of it begins.
    let mut best: Vec<(f64, usize)> = vec![(0.0, 0)];
    for to in 1..=gaps.len() {
        // A band of a column or two looks lost.
        let lost = |from: usize| [0.0, 3.0, 1.5].get(to - from).copied().unwrap_or_default();
        let cost = |from: usize| (best[from].0 + used(from, to).len() as f64 + 1.5 + lost(from), from);
        let choices = (0..to).filter(|&from| from + 1 == to || fits(from, to)).map(cost);
        best.push(choices.fold((f64::INFINITY, 0), |least, next| if next.0 < least.0 { next } else { least }));
    }
    let mut bands = Vec::new();
    let mut to = gaps.len();
    while to > 0 {
        let from = best[to].1;
        bands.push(Band { columns: (from..to).collect(), lanes: used(from, to) });
        to = from;
    }
    bands.reverse();
    // A lane without any step is shown once: the role has no part, which says something too.
    let idle = |lane: &usize| !flow.lanes.contains(lane);
    if let Some(first) = bands.first_mut() {
        if gaps.len() == first.columns.len() {
            first.lanes = (0..lanes).collect();
        } else {
            first.lanes.extend((0..lanes).filter(idle));
            first.lanes.sort_unstable();
        }
    }
    bands
}

fn alt(spec: &Spec, flow: &Flow) -> String {
    let mut alt =
        if spec.title.is_empty() { "Process by role.".to_owned() } else { format!("Process by role: {}.", spec.title) };
    alt.push_str(&format!(" Lanes: {}.", spec.lanes.join(", ")));
    for (index, step) in spec.steps.iter().enumerate() {
        let (mut marks, mut ways) = (vec![step.lane.clone()], Vec::new());
        if flow.is_start(index) {
            marks.push("start".into());
        }
        if flow.is_branch(index) {
            marks.push(flow.branch(index).into());
        }
        for (arrow, next) in flow.arrows.iter().enumerate().filter(|(_, (from, _))| *from == index) {
            let to = &spec.steps[next.1].no;
            let back = if flow.layers.back[arrow] { "back to" } else { "to" };
            let label = &flow.words[arrow];
            let label = if label.is_empty() { String::new() } else { format!(" ({label})") };
            ways.push(format!("{back} {to}{label}"));
        }
        let ways = if ways.is_empty() { "end".into() } else { ways.join(", ") };
        alt.push_str(&format!(" {} {} ({}): {ways}.", step.no, step.name, marks.join(", ")));
    }
    alt
}
