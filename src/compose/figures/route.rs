//! Arrows between boxes: level and upright lines that go round every box, cross each other
//! squarely and as seldom as possible, and share a line only on their way to the same box.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::area::Area;
use super::canvas::{Canvas, WIDTH};
use super::fit::fit;
use super::shapes::{PITCH, SMALL};
use super::{measure, shapes};

/// Lines keep this far from boxes; the head of an arrow fits in.
pub const CLEAR: f64 = 9.0;
/// Lines side by side stand at least this far apart.
const APART: f64 = 5.5;
/// What a bend and a crossing cost, in units of length.
const BEND: f64 = 22.0;
const CROSSING: f64 = 34.0;
/// What a bend costs more for each unit that it is away from the end.
const LATE: f64 = 0.05;
/// What a bend costs more right before the head of the arrow.
const HEAD: f64 = 8.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Right,
    Down,
    Left,
    Up,
}

impl Way {
    const ALL: [Way; 4] = [Way::Right, Way::Down, Way::Left, Way::Up];

    fn is_level(self) -> bool {
        matches!(self, Way::Right | Way::Left)
    }

    fn opposite(self) -> Way {
        Way::ALL[(self as usize + 2) % 4]
    }
}

/// A place at the edge of a box where an arrow may leave or arrive.
#[derive(Debug, Clone, Copy)]
pub struct Port {
    pub at: (f64, f64),
    /// The way out of the box, also for arrows that come in.
    pub way: Way,
    /// How little this place is liked, in units of length.
    pub cost: f64,
}

/// An arrow to be drawn.
#[derive(Debug, Clone)]
pub struct Wish {
    pub from: Vec<Port>,
    pub to: Vec<Port>,
    /// Arrows with the same key may run together.
    pub key: usize,
}

/// One arrow that passes a crossing of the grid.
#[derive(Debug, Clone, Copy)]
struct Pass {
    key: usize,
    /// The way it comes and the way it goes on.
    comes: Way,
    goes: Way,
}

/// The lines on which arrows may run.
pub struct Grid {
    xs: Vec<f64>,
    ys: Vec<f64>,
    areas: Vec<Area>,
    blocked: Vec<bool>,
    passes: Vec<Vec<Pass>>,
}

impl Grid {
    /// A grid of upright lines `xs` and level lines `ys`. No arrow runs through an area.
    pub fn new(mut xs: Vec<f64>, mut ys: Vec<f64>, areas: &[Area]) -> Self {
        // A line through each area, lest an arrow leap over it between two others.
        for (x, y) in areas.iter().map(Area::middle) {
            xs.push(x);
            ys.push(y);
        }
        let (xs, ys) = (sorted(xs), sorted(ys));
        let mut blocked = vec![false; xs.len() * ys.len()];
        for area in areas.iter().map(|area| area.grown(CLEAR - 0.5)) {
            for (row, _) in ys.iter().enumerate().filter(|(_, y)| **y > area.y && **y < area.bottom()) {
                for (column, _) in xs.iter().enumerate().filter(|(_, x)| **x > area.x && **x < area.right()) {
                    blocked[row * xs.len() + column] = true;
                }
            }
        }
        let passes = vec![Vec::new(); blocked.len()];
        Grid { xs, ys, areas: areas.to_vec(), blocked, passes }
    }

    /// Finds the way for an arrow and keeps it free of later ones. `None` when there is none.
    pub fn route(&mut self, wish: &Wish) -> Option<Course> {
        let starts: Vec<(Vec<usize>, Port)> = wish.from.iter().filter_map(|port| self.stub(port, wish.key)).collect();
        let ends: Vec<(Vec<usize>, Port)> = wish.to.iter().filter_map(|port| self.stub(port, wish.key)).collect();
        if starts.is_empty() || ends.is_empty() {
            return None;
        }
        let states = self.blocked.len() * 4;
        let mut costs = vec![u64::MAX; states];
        let mut before = vec![usize::MAX; states];
        let mut queue = BinaryHeap::new();
        for (stub, port) in &starts {
            let node = stub[stub.len() - 1];
            // Arrows leave on a line of their own.
            if stub.iter().any(|node| !self.passes[*node].is_empty()) {
                continue;
            }
            let state = node * 4 + port.way as usize;
            let cost = units(port.cost);
            if cost < costs[state] {
                costs[state] = cost;
                queue.push(Reverse((cost, state)));
            }
        }
        let mut best: Option<(u64, usize, usize)> = None;
        while let Some(Reverse((cost, state))) = queue.pop() {
            if best.is_some_and(|(least, ..)| least <= cost) {
                break;
            }
            if costs[state] < cost {
                continue;
            }
            let (node, comes) = (state / 4, Way::ALL[state % 4]);
            for (index, (stub, port)) in ends.iter().enumerate() {
                let goes = port.way.opposite();
                if stub[stub.len() - 1] != node || comes == port.way {
                    continue;
                }
                let Some(extra) = self.turn(node, comes, goes, wish.key) else { continue };
                let crowds = if comes == goes { 0.0 } else { HEAD };
                let total = cost + units(extra + crowds + port.cost);
                if best.is_none_or(|(least, ..)| total < least) {
                    best = Some((total, state, index));
                }
            }
            for goes in Way::ALL {
                if goes == comes.opposite() {
                    continue;
                }
                let Some(mut extra) = self.turn(node, comes, goes, wish.key) else { continue };
                if comes != goes {
                    // Late bends leave room for words at the start, but not in the head's place.
                    let left = ends.iter().map(|(stub, _)| self.distance(node, stub[0])).fold(f64::MAX, f64::min);
                    extra += LATE * left + if left < 15.0 { HEAD } else { 0.0 };
                }
                let Some(next) = self.neighbour(node, goes).filter(|next| !self.blocked[*next]) else { continue };
                let together = self.passes[next].iter().any(|pass| pass.key == wish.key);
                let length = self.distance(node, next) * if together { 0.99 } else { 1.0 };
                let (total, next) = (cost + units(extra + length), next * 4 + goes as usize);
                if total < costs[next] {
                    costs[next] = total;
                    before[next] = state;
                    queue.push(Reverse((total, next)));
                }
            }
        }
        let (_, mut state, end) = best?;
        let mut nodes = vec![state / 4];
        while before[state] != usize::MAX {
            state = before[state];
            nodes.push(state / 4);
        }
        let start = starts.iter().find(|(stub, port)| {
            state == stub[stub.len() - 1] * 4 + port.way as usize && units(port.cost) == costs[state]
        })?;
        nodes.extend(start.0.iter().rev().skip(1));
        nodes.reverse();
        nodes.extend(ends[end].0.iter().rev().skip(1));
        Some(self.keep(&nodes, wish.key))
    }

    /// The crossings from a port straight out to the first one that is free.
    fn stub(&self, port: &Port, key: usize) -> Option<(Vec<usize>, Port)> {
        let find = |lines: &[f64], at: f64| lines.iter().position(|line| (line - at).abs() < 0.05);
        let mut node = find(&self.ys, port.at.1)? * self.xs.len() + find(&self.xs, port.at.0)?;
        let mut stub = vec![node];
        while self.blocked[node] {
            if self.passes[node].iter().any(|pass| pass.key != key) {
                return None;
            }
            node = self.neighbour(node, port.way)?;
            stub.push(node);
        }
        // A neighbour in the way leaves no way out.
        let ((x, y), (to_x, to_y)) = (port.at, self.place(node));
        let run = Area { x: x.min(to_x), y: y.min(to_y), width: (to_x - x).abs(), height: (to_y - y).abs() };
        let is_free = self.areas.iter().all(|area| !area.meets(&run));
        is_free.then_some((stub, *port))
    }

    /// Whether another arrow runs the same way too near to be told apart.
    fn is_crowded(&self, node: usize, level: bool, key: usize) -> bool {
        let sides = if level { [Way::Up, Way::Down] } else { [Way::Left, Way::Right] };
        sides.into_iter().any(|side| {
            let beside = std::iter::successors(self.neighbour(node, side), |next| self.neighbour(*next, side));
            let near = beside.take_while(|next| self.distance(node, *next) < APART);
            let runs =
                |pass: &Pass| pass.key != key && (pass.comes.is_level() == level || pass.goes.is_level() == level);
            near.into_iter().any(|next| self.passes[next].iter().any(runs))
        })
    }

    /// What it costs to come to a crossing and go on; `None` when others are in the way.
    fn turn(&self, node: usize, comes: Way, goes: Way, key: usize) -> Option<f64> {
        if self.is_crowded(node, comes.is_level(), key) || self.is_crowded(node, goes.is_level(), key) {
            return None;
        }
        let mut cost = if comes == goes { 0.0 } else { BEND };
        for pass in &self.passes[node] {
            if pass.key == key {
                // Once together, they stay together.
                if pass.goes != goes {
                    return None;
                }
            } else if comes == goes && pass.comes == pass.goes && pass.goes.is_level() != goes.is_level() {
                cost += CROSSING;
            } else {
                return None;
            }
        }
        Some(cost)
    }

    fn neighbour(&self, node: usize, way: Way) -> Option<usize> {
        let (row, column) = (node / self.xs.len(), node % self.xs.len());
        match way {
            Way::Right => (column + 1 < self.xs.len()).then(|| node + 1),
            Way::Left => (column > 0).then(|| node - 1),
            Way::Down => (row + 1 < self.ys.len()).then(|| node + self.xs.len()),
            Way::Up => (row > 0).then(|| node - self.xs.len()),
        }
    }

    fn place(&self, node: usize) -> (f64, f64) {
        (self.xs[node % self.xs.len()], self.ys[node / self.xs.len()])
    }

    fn distance(&self, from: usize, to: usize) -> f64 {
        let ((x, y), (to_x, to_y)) = (self.place(from), self.place(to));
        (to_x - x).abs() + (to_y - y).abs()
    }

    fn way(&self, from: usize, to: usize) -> Way {
        let ((x, y), (to_x, to_y)) = (self.place(from), self.place(to));
        match (to_x > x, to_x < x, to_y > y) {
            (true, ..) => Way::Right,
            (_, true, _) => Way::Left,
            (.., true) => Way::Down,
            _ => Way::Up,
        }
    }

    /// Marks the crossings of an arrow as taken; gives its ends and bends.
    fn keep(&mut self, nodes: &[usize], key: usize) -> Course {
        let ways: Vec<Way> = nodes.windows(2).map(|pair| self.way(pair[0], pair[1])).collect();
        let (mut points, mut own) = (Vec::new(), None);
        for (index, node) in nodes.iter().enumerate() {
            let comes = ways[index.max(1) - 1];
            let goes = ways[index.min(ways.len() - 1)];
            let joins = self.passes[*node].iter().any(|pass| pass.key == key);
            self.passes[*node].push(Pass { key, comes, goes });
            let is_join = joins && own.is_none();
            if comes != goes || index == 0 || index + 1 == nodes.len() || is_join {
                points.push(self.place(*node));
            }
            if is_join {
                own = Some(points.len());
            }
        }
        Course { own: own.unwrap_or(points.len()), points, turned: false }
    }
}

/// The way of an arrow.
#[derive(Debug, Clone, Default)]
pub struct Course {
    /// Ends and bends.
    points: Vec<(f64, f64)>,
    /// How many of the points lie on a line of its own, before another arrow is joined.
    own: usize,
    /// Whether the arrow goes from the last point to the first.
    turned: bool,
}

impl Course {
    /// The same way in the other direction: others are left rather than joined.
    pub fn turned(self) -> Self {
        Course { turned: !self.turned, ..self }
    }

    /// The part that it shares with no other arrow, in its direction.
    fn own(&self) -> Vec<(f64, f64)> {
        let mut points = self.points[..self.own].to_vec();
        if let (Some((x, y)), Some((to_x, to_y))) = (points.last(), self.points.get(self.own)) {
            // A little way along the shared line, so that the bend shows where it goes on to.
            points.push((x + (to_x - x).clamp(-7.0, 7.0), y + (to_y - y).clamp(-7.0, 7.0)));
        }
        if self.turned {
            points.reverse();
        }
        points
    }

    /// Draws the arrow; what it shares with another one is drawn once.
    pub fn draw(&self, canvas: &mut Canvas, color: &str, dash: &str) {
        let is_whole = self.own == self.points.len();
        if is_whole || self.turned {
            shapes::arrow(canvas, &self.own(), color, dash);
        } else {
            shapes::bent(canvas, &self.own(), color, dash);
        }
    }
}

/// Tenths of a unit: whole numbers compare the same everywhere.
fn units(cost: f64) -> u64 {
    (cost * 10.0).round().max(0.0) as u64
}

/// In order, without those that are as good as the same.
fn sorted(mut lines: Vec<f64>) -> Vec<f64> {
    lines.sort_by(f64::total_cmp);
    lines.dedup_by(|a, b| (*a - *b).abs() < 0.05);
    lines
}

/// Lines spread evenly between two boxes, as many as stand `apart`.
pub fn tracks(from: f64, to: f64, apart: f64) -> Vec<f64> {
    let (low, high) = (from + CLEAR, to - CLEAR);
    if high < low {
        return Vec::new();
    }
    let count = ((high - low) / apart).floor();
    let first = f64::midpoint(low, high) - count * apart / 2.0;
    (0..=count as usize).map(|index| first + apart * index as f64).collect()
}

/// The words on an arrow and where they stand.
#[derive(Debug, Clone)]
pub struct Label {
    pub area: Area,
    pub lines: Vec<String>,
    /// Whether no line runs behind the words and none are missing.
    pub clear: bool,
}

/// Finds a place beside each arrow for its words, clear of all boxes and, where there is room, of
/// all lines. `None` for an arrow without words or without room.
pub fn labels(arrows: &[Course], words: &[&str], areas: &[Area], height: f64) -> Vec<Option<Label>> {
    let sheet = Area { x: 0.0, y: 0.0, width: WIDTH, height };
    let mut taken: Vec<Area> = areas.iter().map(|area| area.grown(1.0)).collect();
    let mut labels = Vec::new();
    for (index, (arrow, words)) in arrows.iter().zip(words).enumerate() {
        let mut best: Option<(f64, Label)> = None;
        let sizes = [(140.0, 1), (100.0, 2), (66.0, 3), (46.0, 1)];
        for (trial, (limit, most)) in sizes.into_iter().enumerate().filter(|_| !words.is_empty()) {
            let lines = fit(words, SMALL, limit, most);
            let cut = lines.iter().any(|line| line.ends_with('…'));
            let size = (measure::widest(&lines, SMALL) + 2.0, PITCH * lines.len() as f64 - 1.0);
            for (area, liked) in spots(&arrow.own(), size) {
                let inside = sheet.x <= area.x && area.right() <= sheet.right() && area.bottom() <= sheet.bottom();
                if !inside || area.y < 0.0 || taken.iter().any(|other| other.meets(&area)) {
                    continue;
                }
                let hits = arrows.iter().enumerate().map(|(other, arrow)| {
                    let margin = if other == index { 0.0 } else { 3.0 };
                    let met = arrow.points.windows(2).filter(|pair| segment(pair).meets(&area.grown(margin))).count();
                    met as f64 * if other == index { 60.0 } else { 150.0 }
                });
                let hits: f64 = hits.sum();
                let cost = liked + hits + trial as f64 * 12.0 + if cut { 400.0 } else { 0.0 };
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, Label { area, lines: lines.clone(), clear: hits == 0.0 && !cut }));
                }
            }
        }
        taken.extend(best.iter().map(|(_, label)| label.area.grown(2.0)));
        labels.push(best.map(|(_, label)| label));
    }
    labels
}

fn segment(pair: &[(f64, f64)]) -> Area {
    let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
    let (x, y) = (ax.min(bx), ay.min(by));
    Area { x: x - 0.6, y: y - 0.6, width: (bx - ax).abs() + 1.2, height: (by - ay).abs() + 1.2 }
}

/// Places for words along an arrow with how little they are liked: rather near its start.
fn spots(arrow: &[(f64, f64)], (width, height): (f64, f64)) -> Vec<(Area, f64)> {
    let (mut spots, mut gone) = (Vec::new(), 0.0);
    for pair in arrow.windows(2) {
        let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
        let length = (bx - ax).abs() + (by - ay).abs();
        let is_level = (by - ay).abs() < 0.05;
        let steps = (length / 4.0).floor().max(1.0);
        for step in 0..=steps as usize {
            let share = step as f64 / steps;
            let (x, y) = (ax + (bx - ax) * share, ay + (by - ay) * share);
            let from_start = (gone + length * share) * 0.25;
            if is_level {
                // Words must not stand beyond the ends of their line.
                let over = ((width + 4.0) / 2.0 - (length * share).min(length * (1.0 - share))).max(0.0) * 1.5;
                spots.push((Area { x: x - width / 2.0, y: y - height - 2.0, width, height }, from_start + over));
                spots.push((Area { x: x - width / 2.0, y: y + 2.5, width, height }, from_start + over + 8.0));
            } else {
                let over = ((height + 2.0) / 2.0 - (length * share).min(length * (1.0 - share))).max(0.0) * 2.0;
                let y = y - height / 2.0;
                spots.push((Area { x: x + 4.0, y, width, height }, from_start + over));
                spots.push((Area { x: x - 4.0 - width, y, width, height }, from_start + over + 4.0));
            }
        }
        gone += length;
    }
    spots
}
