//! Boxes and what leads from one to another: dependencies, architecture.
//!
//! The boxes stand in layers, each right of all that lead to it. A net of more layers than fit
//! side by side runs downwards instead.

use serde::Deserialize;
use serde_json::Value;

use super::area::Area;
use super::canvas::{Anchor, Canvas, Ink, WIDTH};
use super::fit::{BOLD, fit};
use super::layers::{Layers, layers};
use super::net::{Net, Slot};
use super::route::{Course, Grid, Port, Way, Wish, labels, tracks};
use super::shapes::{self, DASH, Form, PITCH, SMALL, Sample};
use super::{Drawing, measure, read};
use crate::document::Tone;
use crate::theme::Colors;

const MOST_NODES: usize = 30;
const MOST_EDGES: usize = 60;
const HIGH: f64 = 900.0;
/// The widths that boxes may have.
const LEAST: f64 = 78.0;
const MOST: f64 = 190.0;
/// Rooms between layers and between the boxes of one, in the order in which they are tried.
const ROOMS: [(f64, f64); 8] =
    [(46.0, 22.0), (60.0, 22.0), (60.0, 30.0), (76.0, 30.0), (92.0, 36.0), (40.0, 14.0), (34.0, 7.0), (26.0, 7.0)];
/// Around the boxes of a group, and above them for its name.
const PAD: f64 = 7.0;
const NAME: f64 = 18.0;
/// Around the whole, for arrows that go outside.
const EDGE: f64 = 14.0;
/// Height of the way of an arrow that passes a layer.
const PASSAGE: f64 = 8.0;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    title: String,
    nodes: Vec<Node>,
    #[serde(default)]
    edges: Vec<Edge>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Node {
    id: String,
    label: String,
    #[serde(default)]
    group: String,
    #[serde(default)]
    tone: Option<Tone>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edge {
    from: String,
    to: String,
    #[serde(default)]
    label: String,
}

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let spec: Spec = read(spec)?;
    let arrows = check(&spec)?;
    let groups: Vec<String> = spec.nodes.iter().map(|node| node.group.clone()).collect();
    let plain = layers(spec.nodes.len(), &arrows);
    let tight = plain.tightened(&arrows);
    // Frames would be in the way of arrows from above.
    let net = |layers, across| (Net::new(&groups, &arrows, layers, across), across);
    let nets = [&plain, &tight].map(|layers| [net(layers, true), net(layers, false)]);
    let mut plans: Vec<Plan> = Vec::new();
    for (net, across) in nets.iter().flatten() {
        plans.extend(ROOMS.into_iter().filter_map(|rooms| Plan::new(&spec, net, *across, rooms)));
    }
    if plans.is_empty() {
        return Err("`nodes` do not fit on a page; draw parts of the graph one by one".into());
    }
    let svg = plans.iter().find_map(|plan| plan.draw(true, colors));
    let svg = svg.or_else(|| plans.iter().find_map(|plan| plan.draw(false, colors)));
    let svg = svg.ok_or("`edges` are too many to tell apart; draw parts of the graph one by one")?;
    Ok(Drawing { svg, alt: alt(&spec, &arrows, &plain) })
}

fn check(spec: &Spec) -> Result<Vec<(usize, usize)>, String> {
    if spec.nodes.is_empty() || spec.nodes.len() > MOST_NODES {
        return Err(format!("`nodes` has {} entries; a chart shows 1 to {MOST_NODES}", spec.nodes.len()));
    }
    if spec.edges.len() > MOST_EDGES {
        return Err(format!("`edges` has {} entries; a chart shows up to {MOST_EDGES}", spec.edges.len()));
    }
    for (index, node) in spec.nodes.iter().enumerate() {
        if spec.nodes[..index].iter().any(|other| other.id == node.id) {
            return Err(format!("`id` `{}` of `nodes` stands twice; give each node its own", node.id));
        }
    }
    let find = |key: &str, id: &str| {
        let found = spec.nodes.iter().position(|node| node.id == id);
        found.ok_or_else(|| format!("`{key}` `{id}` of `edges` is not the `id` of a node; add it to `nodes`"))
    };
    let mut arrows = Vec::new();
    for edge in &spec.edges {
        let arrow = (find("from", &edge.from)?, find("to", &edge.to)?);
        if arrow.0 == arrow.1 {
            return Err(format!("`edges` lead from `{}` to itself; say so in its label instead", edge.from));
        }
        if arrows.contains(&arrow) {
            return Err(format!("`edges` lead from `{}` to `{}` twice; join the labels", edge.from, edge.to));
        }
        arrows.push(arrow);
    }
    Ok(arrows)
}

/// What stands where.
struct Plan<'a> {
    spec: &'a Spec,
    net: &'a Net<'a>,
    /// Whether the layers stand side by side; below each other otherwise.
    across: bool,
    boxes: Vec<Area>,
    texts: Vec<Vec<String>>,
    frames: Vec<(Area, &'a str)>,
    /// Where each arrow that passes layers does so first, across its way.
    passages: Vec<Option<f64>>,
    /// Lines on which arrows may run.
    lines: (Vec<f64>, Vec<f64>),
    legend: Vec<(Sample, String)>,
    height: f64,
}

impl<'a> Plan<'a> {
    /// `None` when the sheet is too small.
    fn new(spec: &'a Spec, net: &'a Net<'a>, across: bool, rooms: (f64, f64)) -> Option<Self> {
        let has = |tone: &Tone| spec.nodes.iter().any(|node| node.tone == Some(*tone));
        let mut legend: Vec<(Sample, String)> =
            Tone::ALL.into_iter().filter(has).map(|tone| (Sample::Tone(tone), tone.name().to_owned())).collect();
        if net.layers.back.contains(&true) {
            legend.push((Sample::Dashed, "leads back".to_owned()));
        }
        let top = shapes::legend_height(&legend) - 4.0;
        let layout = Layout::new(spec, net, across, rooms, top)?;
        let Layout { boxes, texts, frames, passages, lines, height } = layout;
        Some(Plan { spec, net, across, boxes, texts, frames, passages, lines, legend, height })
    }

    /// `None` when some arrow finds no way, or its words no place, which is to be `clear` of lines.
    fn draw(&self, clear: bool, colors: &Colors) -> Option<String> {
        let mut canvas = Canvas::new(self.height);
        shapes::legend(&mut canvas, &self.legend, colors);
        for (area, name) in &self.frames {
            shapes::outline(&mut canvas, *area, Form::Square, "#ffffff", (&colors.muted, 1.0));
            let name = measure::shorten(name, 11.5 * BOLD, area.width - 28.0);
            let ink = Ink::new(&colors.muted).bold().size(11.5);
            canvas.text(area.x + PAD, area.y + 13.5, Anchor::Start, ink, &name);
        }
        self.arrows(&mut canvas, clear, colors)?;
        for (index, (node, area)) in self.spec.nodes.iter().zip(&self.boxes).enumerate() {
            let (fill, stroke) = match node.tone {
                Some(tone) => (&colors.tone(tone).tint, &colors.tone(tone).strong),
                None => (&colors.surface, &colors.primary),
            };
            shapes::outline(&mut canvas, *area, Form::Square, fill, (stroke, 1.25));
            let (x, mut y) = area.middle();
            let ink = Ink::new(&colors.text).size(SMALL);
            if let Some(tag) = self.net.tag(index) {
                // A tone's sign stands over the corner.
                let tag = measure::shorten(tag, 11.5, area.width - if node.tone.is_some() { 26.0 } else { 12.0 });
                canvas.text(x, area.y + 13.5, Anchor::Middle, Ink::new(&colors.muted).size(11.5), &tag);
                canvas.line((area.x + 6.0, area.y + 18.0), (area.right() - 6.0, area.y + 18.0), stroke, 0.5, "");
                y += 9.0;
            }
            shapes::centred(&mut canvas, (x, y), ink, &self.texts[index]);
            if let Some(tone) = node.tone {
                shapes::sign(&mut canvas, (area.right() - 4.0, area.y), tone, colors);
            }
        }
        Some(canvas.finish())
    }

    fn arrows(&self, canvas: &mut Canvas, clear: bool, colors: &Colors) -> Option<()> {
        let net = self.net;
        let names = self.frames.iter().map(|(area, name)| {
            let width = measure::width(name, 11.5 * BOLD).min(area.width - 12.0);
            Area { x: area.x + PAD, y: area.y + 4.0, width, height: 11.0 }
        });
        let solid: Vec<Area> = self.boxes.iter().copied().chain(names).collect();
        let (mut xs, mut ys) = self.lines.clone();
        let ports: Vec<(Vec<Port>, Vec<Port>)> = (0..net.arrows.len()).map(|arrow| self.ports(arrow)).collect();
        for port in ports.iter().flat_map(|(from, to)| from.iter().chain(to)) {
            xs.push(port.at.0);
            ys.push(port.at.1);
        }
        let mut grid = Grid::new(xs, ys, &solid);
        let mut order: Vec<usize> = (0..net.arrows.len()).collect();
        let reach = |arrow: usize| {
            let (from, to) = net.arrows[arrow];
            let (from, to) = (self.boxes[from].middle(), self.boxes[to].middle());
            ((from.0 - to.0).abs() + (from.1 - to.1).abs()) as u64
        };
        order.sort_by_key(|&arrow| (net.layers.back[arrow], reach(arrow), arrow));
        let mut ways = vec![Course::default(); net.arrows.len()];
        for arrow in order {
            let (from, to) = ports[arrow].clone();
            let key = self.key(arrow);
            ways[arrow] = if self.net.forks(arrow) {
                // Found from its end, so that the common part comes last.
                grid.route(&Wish { from: to, to: from, key })?.turned()
            } else {
                grid.route(&Wish { from, to, key })?
            };
        }
        for (way, back) in ways.iter().zip(&net.layers.back) {
            way.draw(canvas, &colors.text, if *back { DASH } else { "" });
        }
        let words: Vec<&str> = self.spec.edges.iter().map(|edge| edge.label.as_str()).collect();
        let signs =
            self.boxes.iter().map(|area| Area { x: area.right() - 12.0, y: area.y - 8.0, width: 16.0, height: 8.0 });
        let frames = self.frames.iter().flat_map(|(area, _)| {
            let side = |x: f64| Area { x: x - 0.5, width: 1.0, ..*area };
            let end = |y: f64| Area { y: y - 0.5, height: 1.0, ..*area };
            [side(area.x), side(area.right()), end(area.y), end(area.bottom())]
        });
        let solid: Vec<Area> = solid.iter().copied().chain(signs).chain(frames).collect();
        for (label, words) in labels(&ways, &words, &solid, self.height).into_iter().zip(words) {
            match label {
                Some(label) if label.clear || !clear => {
                    let ink = Ink::new(&colors.text).size(SMALL).halo();
                    canvas.lines(label.area.middle().0, label.area.y + 11.0, Anchor::Middle, ink, &label.lines);
                }
                None if words.is_empty() => {}
                _ => return None,
            }
        }
        Some(())
    }

    /// Which arrows may run together.
    fn key(&self, arrow: usize) -> usize {
        let (from, to) = self.net.arrows[arrow];
        match (self.net.forks(arrow), self.net.layers.back[arrow]) {
            (true, _) => 2 * MOST_NODES + from,
            (_, back) => 2 * to + usize::from(back),
        }
    }

    /// The middle of a box across the way of the arrows.
    fn middle(&self, node: usize) -> f64 {
        let (x, y) = self.boxes[node].middle();
        if self.across { y } else { x }
    }

    /// Where an arrow leaves its box, across its way: in the order of the ends, those that fork
    /// together.
    fn leaves(&self, arrow: usize) -> f64 {
        let net = self.net;
        let from = net.arrows[arrow].0;
        let end = |arrow: usize| self.passages[arrow].unwrap_or_else(|| self.middle(net.arrows[arrow].1));
        let mut bundles: Vec<(f64, Vec<usize>)> = Vec::new();
        let mut forked = Vec::new();
        for other in (0..net.arrows.len()).filter(|other| net.arrows[*other].0 == from) {
            if self.net.forks(other) {
                forked.push(other);
            } else {
                bundles.push((end(other), vec![other]));
            }
        }
        if !forked.is_empty() {
            let ends = forked.iter().map(|other| end(*other));
            bundles.push((ends.sum::<f64>() / forked.len() as f64, forked));
        }
        bundles.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let area = self.boxes[from];
        let (start, size) = if self.across { (area.y, area.height) } else { (area.x, area.width) };
        let ends: Vec<f64> = bundles.iter().map(|(end, _)| end - start).collect();
        let place = bundles.iter().position(|(_, arrows)| arrows.contains(&arrow)).unwrap_or(0);
        start + spread(&ends, size)[place]
    }

    /// Where arrows arrive at a box, across their way: in its middle, or near it where one of them
    /// can run straight.
    fn arrives(&self, node: usize) -> f64 {
        let (net, middle) = (self.net, self.middle(node));
        let ahead = (0..net.arrows.len()).filter(|arrow| net.arrows[*arrow].1 == node && !net.layers.back[*arrow]);
        let near = ahead.map(|arrow| self.leaves(arrow)).filter(|at| (at - middle).abs() <= 6.0);
        near.min_by(|a, b| (a - middle).abs().total_cmp(&(b - middle).abs())).unwrap_or(middle)
    }

    /// Where an arrow may leave and arrive; one that leads back may use the other sides too.
    fn ports(&self, arrow: usize) -> (Vec<Port>, Vec<Port>) {
        let net = self.net;
        let (from, to) = net.arrows[arrow];
        let (out, into) = (self.boxes[from], self.boxes[to]);
        let port = |at, way, cost| Port { at, way, cost };
        let (out_at, in_at) = if self.across {
            ((out.right(), self.leaves(arrow)), (into.x, self.arrives(to)))
        } else {
            ((self.leaves(arrow), out.bottom()), (self.arrives(to), into.y))
        };
        let (ahead, behind) = if self.across { (Way::Right, Way::Left) } else { (Way::Down, Way::Up) };
        if !net.layers.back[arrow] {
            // Where others are in the way, a little beside.
            let beside = |(x, y): (f64, f64), area: Area, way, by: f64, cost| {
                let (at, low, high) = if self.across { (y, area.y, area.bottom()) } else { (x, area.x, area.right()) };
                let is_free = at + by > low + 5.0 && at + by < high - 5.0;
                let at = if self.across { (x, y + by) } else { (x + by, y) };
                is_free.then(|| port(at, way, cost))
            };
            let (mut from, mut to) = (vec![port(out_at, ahead, 0.0)], vec![port(in_at, behind, 0.0)]);
            if !net.forks(arrow) {
                from.extend([7.0, -7.0, 14.0, -14.0].iter().filter_map(|by| beside(out_at, out, ahead, *by, by.abs())));
                to.extend([9.0, -9.0].iter().filter_map(|by| beside(in_at, into, behind, *by, 30.0)));
            }
            return (from, to);
        }
        let sides = |area: Area, share: f64| {
            let (x, y) = (area.x + area.width * share, area.y + area.height * share);
            if self.across {
                [port((x, area.y), Way::Up, 0.0), port((x, area.bottom()), Way::Down, 0.0)]
            } else {
                [port((area.x, y), Way::Left, 0.0), port((area.right(), y), Way::Right, 0.0)]
            }
        };
        let mut from = vec![port(out_at, ahead, 30.0)];
        from.extend(sides(out, 0.7));
        let mut to = sides(into, 0.3).to_vec();
        let beside =
            if self.across { (into.x, into.y + into.height * 0.2) } else { (into.x + into.width * 0.2, into.y) };
        to.push(port(beside, behind, 30.0));
        (from, to)
    }
}

/// Places along the side of a box, as near to the wanted ones as keeps them apart and off the
/// corners, so that most arrows run straight.
fn spread(wanted: &[f64], size: f64) -> Vec<f64> {
    let count = wanted.len();
    let apart = (size / (count + 1) as f64).min(10.0);
    let (mut low, mut high) = (wanted.to_vec(), wanted.to_vec());
    for place in 0..count {
        let least = if place == 0 { apart } else { low[place - 1] + apart };
        low[place] = low[place].max(least).min(size - apart * (count - place) as f64);
    }
    for place in (0..count).rev() {
        let most = if place + 1 == count { size - apart } else { high[place + 1] - apart };
        high[place] = high[place].min(most).max(apart * (place + 1) as f64);
    }
    low.iter().zip(&high).map(|(low, high)| f64::midpoint(*low, *high)).collect()
}

/// The places of boxes and frames.
struct Layout<'a> {
    boxes: Vec<Area>,
    texts: Vec<Vec<String>>,
    frames: Vec<(Area, &'a str)>,
    passages: Vec<Option<f64>>,
    lines: (Vec<f64>, Vec<f64>),
    height: f64,
}

impl<'a> Layout<'a> {
    fn new(spec: &Spec, net: &'a Net<'a>, across: bool, rooms: (f64, f64), top: f64) -> Option<Self> {
        let sizes = Sizes::new(spec, net, across, rooms)?;
        let longest = net.ranks.iter().map(|rank| sizes.length(rank)).fold(0.0, f64::max);
        let (wide, high) = if across { (sizes.total(), longest) } else { (longest, sizes.total()) };
        let height = top + high + 2.0 * EDGE;
        if wide > WIDTH - 2.0 * EDGE || height > HIGH {
            return None;
        }
        let span = if across { longest } else { WIDTH - 2.0 * EDGE };
        let starts = sizes.places(span);

        // From here on: `at` along the way of the arrows, `start` across it.
        let left = EDGE + if across { (WIDTH - 2.0 * EDGE - wide) / 2.0 } else { 0.0 };
        let (mut at, shift) = if across { (left, top + EDGE) } else { (top + EDGE, left) };
        let mut boxes = vec![Area { x: 0.0, y: 0.0, width: sizes.width, height: 0.0 }; net.frames.len()];
        let (mut between, mut along) = (vec![at - EDGE + 4.0], vec![shift - EDGE + 4.0, shift + span + EDGE - 4.0]);
        let mut passages = vec![None; net.arrows.len()];
        for (rank, slots) in net.ranks.iter().enumerate() {
            at += sizes.pad();
            let mut end = shift - EDGE;
            for (place, slot) in slots.iter().enumerate() {
                let start = starts[rank][place] + shift;
                along.extend(tracks(end, start, 7.0));
                end = start + sizes.thick(slot);
                match slot {
                    Slot::Box(node) => {
                        let area = &mut boxes[*node];
                        area.height = sizes.tall[*node];
                        (area.x, area.y) =
                            if across { (at, start) } else { (start, at + (sizes.depth(rank) - area.height) / 2.0) };
                    }
                    Slot::Passage(_) => {
                        along.push(start + PASSAGE / 2.0);
                        let starts = |arrow: &usize| {
                            let (from, _) = net.arrows[*arrow];
                            net.layers.of[from] + 1 == rank && net.slot(*arrow, rank) == *slot
                        };
                        let passing = (0..net.arrows.len()).filter(starts);
                        passing.for_each(|arrow| passages[arrow] = Some(start + PASSAGE / 2.0));
                    }
                }
            }
            along.extend(tracks(end, shift + span + EDGE, 7.0));
            at += sizes.depth(rank) + sizes.pad();
            let gap = if rank + 1 < net.ranks.len() { rooms.0 } else { EDGE };
            between.extend(tracks(at - sizes.pad(), at + gap + sizes.pad(), 6.5));
            at += gap;
        }
        between.push(at - 4.0);
        let lines = if across { (between, along) } else { (along, between) };
        let frames = frames(net, &boxes);
        Some(Layout { boxes, texts: sizes.texts, frames, passages, lines, height })
    }
}

/// A frame around the boxes of each group that stands in one layer.
fn frames<'a>(net: &Net<'a>, boxes: &[Area]) -> Vec<(Area, &'a str)> {
    let mut frames: Vec<(Area, &str)> = Vec::new();
    for (name, area) in net.frames.iter().zip(boxes).filter(|(name, _)| !name.is_empty()) {
        match frames.iter_mut().find(|(_, other)| other == name) {
            Some((frame, _)) => *frame = frame.around(area),
            None => frames.push((*area, name)),
        }
    }
    for (area, _) in &mut frames {
        *area = area.grown(PAD);
        (area.y, area.height) = (area.y - NAME + 3.0, area.height + NAME - 3.0);
    }
    frames
}

/// How large everything is.
struct Sizes<'a> {
    net: &'a Net<'a>,
    across: bool,
    width: f64,
    /// Between layers and between the boxes of one.
    rooms: (f64, f64),
    texts: Vec<Vec<String>>,
    tall: Vec<f64>,
}

impl<'a> Sizes<'a> {
    /// `None` when the boxes would be too narrow.
    fn new(spec: &Spec, net: &'a Net<'a>, across: bool, rooms: (f64, f64)) -> Option<Self> {
        let mut sizes = Sizes { net, across, width: 0.0, rooms, texts: Vec::new(), tall: Vec::new() };
        // What a layer takes beside its boxes, shared among them.
        let spare = |taken: f64, count: usize| (WIDTH - 2.0 * EDGE - taken) / count.max(1) as f64;
        let count = |rank: &Vec<Slot>| rank.iter().filter(|slot| matches!(slot, Slot::Box(_))).count();
        sizes.width = if across {
            spare(sizes.total(), net.ranks.len())
        } else {
            net.ranks.iter().map(|rank| spare(sizes.length(rank), count(rank))).fold(MOST, f64::min)
        };
        sizes.width = sizes.width.min(MOST).floor();
        if sizes.width < LEAST {
            return None;
        }
        let dense = rooms.1 < 10.0;
        for (index, node) in spec.nodes.iter().enumerate() {
            let lines = fit(&node.label, SMALL, sizes.width - 12.0, if dense { 1 } else { 4 });
            let tag = if net.tag(index).is_some() { 18.0 } else { 0.0 };
            // Each arrow that leaves needs its own place at the side.
            let leaving =
                net.arrows.iter().zip(0..).filter(|((from, _), arrow)| *from == index && !net.forks(*arrow)).count()
                    as f64;
            let side = if across { (leaving + 1.0) * 7.0 } else { 0.0 };
            sizes.tall.push((lines.len().max(1) as f64 * PITCH + if dense { 6.0 } else { 14.0 } + tag).max(side));
            sizes.texts.push(lines);
        }
        Some(sizes)
    }

    /// Room around the boxes of a layer for frames.
    fn pad(&self) -> f64 {
        if self.net.frames.iter().any(|frame| !frame.is_empty()) { PAD } else { 0.0 }
    }

    /// Size of a place within its layer.
    fn thick(&self, slot: &Slot) -> f64 {
        match slot {
            Slot::Box(node) if self.across => self.tall.get(*node).copied().unwrap_or(0.0),
            Slot::Box(_) => self.width,
            Slot::Passage(_) => PASSAGE,
        }
    }

    /// Size of a layer along the way of the arrows.
    fn depth(&self, rank: usize) -> f64 {
        let of = |slot: &Slot| match slot {
            Slot::Box(node) if !self.across => self.tall.get(*node).copied().unwrap_or(0.0),
            Slot::Box(_) => self.width,
            Slot::Passage(_) => 0.0,
        };
        self.net.ranks[rank].iter().map(of).fold(0.0, f64::max)
    }

    /// Size of all layers.
    fn total(&self) -> f64 {
        let count = self.net.ranks.len();
        let depths: f64 = (0..count).map(|rank| self.depth(rank)).sum();
        depths + self.rooms.0 * (count as f64 - 1.0) + 2.0 * self.pad() * count as f64
    }

    /// Room before a place of a layer, or after its last one.
    fn gap(&self, rank: &[Slot], place: usize) -> f64 {
        let own = rank.get(place).map_or("", |slot| self.net.frame(*slot));
        let before = place.checked_sub(1).map_or("", |before| self.net.frame(rank[before]));
        let passes = |place: usize| matches!(rank[place], Slot::Passage(_));
        let room = match place {
            0 => 0.0,
            place if place == rank.len() => 0.0,
            place if passes(place) && passes(place - 1) => 2.0,
            place if passes(place) || passes(place - 1) => 7.0,
            _ => self.rooms.1,
        };
        if own == before {
            return room;
        }
        room + if own.is_empty() { 0.0 } else { PAD + NAME } + if before.is_empty() { 0.0 } else { PAD }
    }

    /// Size of a layer from its first place to its last.
    fn length(&self, rank: &[Slot]) -> f64 {
        let places: f64 = rank.iter().enumerate().map(|(place, slot)| self.gap(rank, place) + self.thick(slot)).sum();
        places + self.gap(rank, rank.len())
    }

    /// The start of each place: first in the middle, then drawn towards what it is joined to.
    fn places(&self, span: f64) -> Vec<Vec<f64>> {
        let ranks = &self.net.ranks;
        let centred = |rank: &Vec<Slot>| {
            let mut at = (span - self.length(rank)) / 2.0;
            let mut starts = Vec::new();
            for (place, slot) in rank.iter().enumerate() {
                at += self.gap(rank, place);
                starts.push(at);
                at += self.thick(slot);
            }
            starts
        };
        let mut starts: Vec<Vec<f64>> = ranks.iter().map(centred).collect();
        let there = 0..ranks.len();
        for rank in there.clone().chain(there.clone().rev()).cycle().take(ranks.len() * 8) {
            let wanted: Vec<f64> = (0..ranks[rank].len()).map(|place| self.wanted(&starts, rank, place)).collect();
            starts[rank] = self.settled(&ranks[rank], &wanted, span);
        }
        starts
    }

    /// Where a place would start if it could stand at the middle of what it is joined to.
    fn wanted(&self, starts: &[Vec<f64>], rank: usize, place: usize) -> f64 {
        let ranks = &self.net.ranks;
        let slot = ranks[rank][place];
        let neighbours = [rank.checked_sub(1), Some(rank + 1).filter(|next| *next < ranks.len())];
        let mut middles = Vec::new();
        for other in neighbours.into_iter().flatten() {
            let middle = |place: usize| starts[other][place] + self.thick(&ranks[other][place]) / 2.0;
            middles.extend(self.net.joined(slot, rank, other).into_iter().map(middle));
        }
        if middles.is_empty() {
            return starts[rank][place];
        }
        middles.iter().sum::<f64>() / middles.len() as f64 - self.thick(&slot) / 2.0
    }

    /// The places nearest to the wanted ones that keep order, gaps and span: half way between
    /// those that give way only upwards and only downwards.
    fn settled(&self, rank: &[Slot], wanted: &[f64], span: f64) -> Vec<f64> {
        let count = rank.len();
        let (mut low, mut high) = (vec![0.0; count], vec![0.0; count]);
        let (mut first, mut last) = (vec![0.0; count], vec![0.0; count]);
        for place in 0..count {
            let gap = self.gap(rank, place);
            let after =
                |starts: &[f64]| if place == 0 { gap } else { starts[place - 1] + self.thick(&rank[place - 1]) + gap };
            first[place] = after(&first);
            low[place] = if place == 0 { wanted[0].max(gap) } else { wanted[place].max(after(&low)) };
        }
        for place in (0..count).rev() {
            let gap = self.gap(rank, place + 1) + self.thick(&rank[place]);
            let before = |starts: &[f64]| if place + 1 == count { span - gap } else { starts[place + 1] - gap };
            last[place] = before(&last);
            high[place] = wanted[place].min(before(&high));
        }
        let within = |place: usize, start: f64| start.min(last[place]).max(first[place]);
        (0..count).map(|place| f64::midpoint(within(place, low[place]), within(place, high[place]))).collect()
    }
}

fn alt(spec: &Spec, arrows: &[(usize, usize)], layers: &Layers) -> String {
    let mut alt = if spec.title.is_empty() { "Graph.".to_owned() } else { format!("Graph: {}.", spec.title) };
    for (index, node) in spec.nodes.iter().enumerate() {
        let mut facts: Vec<String> = Vec::new();
        facts.extend(Some(node.group.clone()).filter(|group| !group.is_empty()));
        facts.extend(node.tone.map(|tone| tone.name().to_owned()));
        let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
        let ways = |back: bool| {
            let mut ways = Vec::new();
            for (arrow, (from, to)) in arrows.iter().enumerate() {
                if *from == index && layers.back[arrow] == back {
                    let label = &spec.edges[arrow].label;
                    let label = if label.is_empty() { String::new() } else { format!(" ({label})") };
                    ways.push(format!("{}{label}", spec.nodes[*to].label));
                }
            }
            let leads = if back { " leads back to" } else { " leads to" };
            if ways.is_empty() { None } else { Some(format!("{leads} {}", ways.join(", "))) }
        };
        let ways: Vec<String> = [false, true].into_iter().filter_map(ways).collect();
        alt.push_str(&format!(" {}{facts}{}.", node.label, ways.join(" and")));
    }
    alt
}
