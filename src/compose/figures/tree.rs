//! Trees: fault trees with their gates, indicator trees, organisation charts.
//!
//! Parents stand over their children as long as the sheet is wide enough. A wider tree becomes a
//! list that is indented level by level, which has room for whole texts.

use serde::Deserialize;
use serde_json::Value;

use super::area::Area;
use super::canvas::{Anchor, Canvas, Ink, WIDTH, round};
use super::fit::{BOLD, fit};
use super::shapes::{self, Form, PITCH, SMALL, Sample};
use super::{Drawing, measure, read};
use crate::document::Tone;
use crate::theme::Colors;

const MOST_NODES: usize = 60;
const MOST_LEVELS: usize = 12;
/// The widths that boxes may have, and the room between them.
const LEAST: f64 = 92.0;
const MOST: f64 = 160.0;
const GAP: f64 = 14.0;
/// Beyond this height the tree becomes a list.
const HIGH: f64 = 900.0;
/// From a box to the level below it, and the height of a gate on the way.
const DROP: f64 = 34.0;
const GATE: f64 = 30.0;
/// How far each level of a list stands in.
const INDENT: f64 = 26.0;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    title: String,
    root: String,
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Node {
    id: String,
    text: String,
    #[serde(default)]
    parent: Option<String>,
    #[serde(default)]
    gate: Option<String>,
    #[serde(default)]
    tone: Option<Tone>,
    /// A second text, for instance a value or a name.
    #[serde(default)]
    note: String,
}

/// What a node's children must do for it to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gate {
    And,
    Or,
    /// So many of all.
    Vote(usize, usize),
}

impl Gate {
    fn read(word: &str, id: &str, children: usize) -> Result<Gate, String> {
        if children == 0 {
            return Err(format!("`gate` of `{id}` has nothing below it; give it children or leave it out"));
        }
        let vote = word.split_once('/').and_then(|(of, all)| Some((of.parse().ok()?, all.parse().ok()?)));
        match (word, vote) {
            ("and", _) => Ok(Gate::And),
            ("or", _) => Ok(Gate::Or),
            (_, Some((of, all))) if (1..=all).contains(&of) && all == children => Ok(Gate::Vote(of, all)),
            (_, Some((of, all))) => {
                Err(format!("`gate` {of}/{all} of `{id}` does not suit its {children} children; count them as k/n"))
            }
            _ => Err(format!("`gate` `{word}` of `{id}` is unknown; there are and, or, k/n")),
        }
    }

    fn word(self) -> String {
        match self {
            Gate::And => "AND".into(),
            Gate::Or => "OR".into(),
            Gate::Vote(of, all) => format!("{of}/{all}"),
        }
    }

    fn spoken(self) -> String {
        match self {
            Gate::And => "if all of".into(),
            Gate::Or => "if any of".into(),
            Gate::Vote(of, all) => format!("if {of} of {all} of"),
        }
    }
}

/// The nodes in reading order, with their places in the tree.
struct Tree<'a> {
    title: &'a str,
    nodes: Vec<Branch<'a>>,
    /// Whether it is a fault tree: its nodes are known by their ids.
    has_gates: bool,
}

struct Branch<'a> {
    node: &'a Node,
    level: usize,
    gate: Option<Gate>,
    /// Places in the list of nodes.
    children: Vec<usize>,
}

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let spec: Spec = read(spec)?;
    let tree = tree(&spec)?;
    let widths = (0..=17).map(|step| MOST - 4.0 * f64::from(step));
    let layered = widths.filter(|width| *width >= LEAST).find_map(|width| Layout::new(&tree, width));
    let svg = match layered {
        Some(layout) => layout.draw(colors),
        None => list(&tree, colors),
    };
    Ok(Drawing { svg, alt: alt(&tree) })
}

fn tree(spec: &Spec) -> Result<Tree<'_>, String> {
    if spec.nodes.is_empty() || spec.nodes.len() > MOST_NODES {
        return Err(format!("`nodes` has {} entries; a chart shows 1 to {MOST_NODES}", spec.nodes.len()));
    }
    for (index, node) in spec.nodes.iter().enumerate() {
        let id = &node.id;
        if spec.nodes[..index].iter().any(|other| other.id == *id) {
            return Err(format!("`id` `{id}` of `nodes` stands twice; a node under two parents is two nodes"));
        }
        match &node.parent {
            Some(parent) if !spec.nodes.iter().any(|node| node.id == *parent) => {
                return Err(format!("`parent` `{parent}` of `{id}` is not one of `nodes`; add it there"));
            }
            Some(_) if *id == spec.root => {
                return Err(format!("`root` `{id}` has a `parent`; name the node that has none"));
            }
            None if *id != spec.root => {
                return Err(format!("`parent` of `{id}` is missing; only the root `{}` has none", spec.root));
            }
            _ => {}
        }
    }
    let Some(root) = spec.nodes.iter().position(|node| node.id == spec.root) else {
        return Err(format!("`root` `{}` is not one of `nodes`; name the `id` of the topmost", spec.root));
    };
    let mut nodes: Vec<Branch> = Vec::new();
    // What is still to be placed, the next one last: its level and its parent's place.
    let mut open = vec![(root, 0, None)];
    while let Some((index, level, parent)) = open.pop() {
        let node = &spec.nodes[index];
        if level >= MOST_LEVELS {
            return Err(format!(
                "`{}` stands on level {}; a chart shows {MOST_LEVELS}, so draw that part on its own",
                node.id,
                level + 1
            ));
        }
        let below: Vec<usize> =
            (0..spec.nodes.len()).filter(|other| spec.nodes[*other].parent.as_ref() == Some(&node.id)).collect();
        let gate = node.gate.as_ref().map(|gate| Gate::read(gate, &node.id, below.len())).transpose()?;
        let place = nodes.len();
        if let Some(parent) = parent {
            let parent: &mut Branch = &mut nodes[parent];
            parent.children.push(place);
        }
        nodes.push(Branch { node, level, gate, children: Vec::new() });
        open.extend(below.into_iter().rev().map(|child| (child, level + 1, Some(place))));
    }
    if nodes.len() < spec.nodes.len() {
        let lost = spec.nodes.iter().find(|node| nodes.iter().all(|branch| branch.node.id != node.id));
        let id = lost.map_or("", |node| &node.id);
        return Err(format!("`parent` of `{id}` leads round in a circle; each way up ends at the root"));
    }
    let has_gates = nodes.iter().any(|branch| branch.gate.is_some());
    Ok(Tree { title: &spec.title, nodes, has_gates })
}

impl Tree<'_> {
    /// The key, in which `basic` shows how basic events look.
    fn legend(&self, basic: Sample) -> Vec<(Sample, String)> {
        let mut legend = Vec::new();
        if self.has_gates {
            legend.push((basic, "basic event".to_owned()));
        }
        let has = |tone: &Tone| self.nodes.iter().any(|branch| branch.node.tone == Some(*tone));
        legend.extend(Tone::ALL.into_iter().filter(has).map(|tone| (Sample::Tone(tone), tone.name().to_owned())));
        legend
    }

    fn is_basic(&self, place: usize) -> bool {
        self.has_gates && self.nodes[place].children.is_empty()
    }
}

/// A tree whose parents stand over their children.
struct Layout<'a> {
    tree: &'a Tree<'a>,
    width: f64,
    /// The middle of each box.
    xs: Vec<f64>,
    texts: Vec<Lines>,
    /// Upper edge and height of the boxes of each level.
    levels: Vec<(f64, f64)>,
    legend: Vec<(Sample, String)>,
}

/// The texts of a box.
struct Lines {
    id: Option<String>,
    text: Vec<String>,
    note: Vec<String>,
}

impl Lines {
    fn new(tree: &Tree, place: usize, width: f64) -> Self {
        let node = tree.nodes[place].node;
        let limit = width - 12.0;
        Lines {
            id: tree.has_gates.then(|| measure::shorten(&node.id, SMALL * BOLD, limit - 20.0)),
            text: fit(&node.text, SMALL, limit, 4),
            note: fit(&node.note, SMALL, limit, 2),
        }
    }

    fn height(&self) -> f64 {
        let lines = usize::from(self.id.is_some()) + self.text.len() + self.note.len();
        lines.max(1) as f64 * PITCH + 12.0
    }
}

impl<'a> Layout<'a> {
    /// `None` when the sheet is too small for boxes of this width.
    fn new(tree: &'a Tree<'a>, width: f64) -> Option<Self> {
        let offsets = middles(tree, width + GAP);
        let low = offsets.iter().copied().fold(f64::INFINITY, f64::min);
        let high = offsets.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        // Signs of tones stand out over the corners.
        let spare = WIDTH - 10.0 - (high - low + width);
        if spare < 0.0 {
            return None;
        }
        let xs = offsets.iter().map(|x| x - low + width / 2.0 + spare / 2.0 + 1.0).collect();
        let texts: Vec<Lines> = (0..tree.nodes.len()).map(|place| Lines::new(tree, place, width)).collect();
        let legend = tree.legend(Sample::Form(Form::Round));
        let mut levels = Vec::new();
        let mut top = shapes::legend_height(&legend) + 9.0;
        let count = tree.nodes.iter().map(|branch| branch.level).max().unwrap_or(0) + 1;
        for level in 0..count {
            let here = || tree.nodes.iter().zip(&texts).filter(|(branch, _)| branch.level == level);
            let tall = here().map(|(_, lines)| lines.height()).fold(0.0, f64::max);
            let gate = if here().any(|(branch, _)| branch.gate.is_some()) { GATE + 10.0 } else { 0.0 };
            levels.push((top, tall));
            top += tall + gate + DROP;
        }
        let layout = Layout { tree, width, xs, texts, levels, legend };
        (layout.height() <= HIGH).then_some(layout)
    }

    fn height(&self) -> f64 {
        self.levels.last().map_or(0.0, |(top, tall)| top + tall + 2.0)
    }

    fn area(&self, place: usize) -> Area {
        let branch = &self.tree.nodes[place];
        let (y, tall) = self.levels[branch.level];
        // Boxes of a level are as high as each other, unless a tree without gates has short ones.
        let height = if branch.children.is_empty() { self.texts[place].height() } else { tall };
        Area { x: self.xs[place] - self.width / 2.0, y, width: self.width, height }
    }

    fn draw(&self, colors: &Colors) -> String {
        let mut canvas = Canvas::new(self.height());
        shapes::legend(&mut canvas, &self.legend, colors);
        for (place, branch) in self.tree.nodes.iter().enumerate() {
            let (Some(first), Some(last)) = (branch.children.first(), branch.children.last()) else { continue };
            let (x, bottom) = (self.xs[place], self.area(place).bottom());
            let below = self.area(*first).y;
            let bus = below - DROP / 2.0 + 4.0;
            let mut line = |from, to| canvas.line(from, to, &colors.muted, 1.25, "");
            line((x, bottom), (x, bus));
            line((self.xs[*first], bus), (self.xs[*last], bus));
            for child in &branch.children {
                line((self.xs[*child], bus), (self.xs[*child], below));
            }
            if let Some(gate) = branch.gate {
                sign(&mut canvas, gate, (x, bottom + 8.0 + GATE / 2.0), (44.0, GATE), colors);
            }
        }
        for (place, branch) in self.tree.nodes.iter().enumerate() {
            let (area, lines) = (self.area(place), &self.texts[place]);
            let form = if self.tree.is_basic(place) { Form::Round } else { Form::Square };
            let (fill, stroke) = match branch.node.tone {
                Some(tone) => (&colors.tone(tone).tint, &colors.tone(tone).strong),
                None => (&colors.surface, &colors.primary),
            };
            shapes::outline(&mut canvas, area, form, fill, (stroke, 1.25));
            let mut y = area.middle().1 - (lines.height() - 12.0) / 2.0 + 11.6;
            let x = self.xs[place];
            let ink = Ink::new(&colors.text).size(SMALL);
            if let Some(id) = &lines.id {
                canvas.text(x, y, Anchor::Middle, ink.bold(), id);
                y += PITCH;
            }
            canvas.lines(x, y, Anchor::Middle, ink, &lines.text);
            y += PITCH * lines.text.len() as f64;
            canvas.lines(x, y, Anchor::Middle, Ink { color: &colors.muted, ..ink }, &lines.note);
            if let Some(tone) = branch.node.tone {
                shapes::sign(&mut canvas, (area.right() - 4.0, area.y), tone, colors);
            }
        }
        canvas.finish()
    }
}

/// The middles of the boxes, the root's at 0: each parent over the middle of its children, each
/// subtree as near to its neighbours as `pitch` from box to box allows.
fn middles(tree: &Tree, pitch: f64) -> Vec<f64> {
    let count = tree.nodes.len();
    // Of each subtree, from its root: the leftmost and rightmost box of each level.
    let mut edges: Vec<Vec<(f64, f64)>> = vec![Vec::new(); count];
    let mut shifts = vec![0.0; count];
    // Children come after their parents in the list.
    for place in (0..count).rev() {
        let children = &tree.nodes[place].children;
        let mut merged: Vec<(f64, f64)> = Vec::new();
        for child in children {
            let apart = merged.iter().zip(&edges[*child]).map(|(left, right)| left.1 + pitch - right.0);
            let shift = apart.fold(if merged.is_empty() { 0.0 } else { f64::NEG_INFINITY }, f64::max);
            shifts[*child] = shift;
            for (level, (low, high)) in edges[*child].iter().enumerate() {
                match merged.get_mut(level) {
                    Some(edge) => *edge = (edge.0.min(low + shift), edge.1.max(high + shift)),
                    None => merged.push((low + shift, high + shift)),
                }
            }
        }
        let middle = match (children.first(), children.last()) {
            (Some(first), Some(last)) => f64::midpoint(shifts[*first], shifts[*last]),
            _ => 0.0,
        };
        children.iter().for_each(|child| shifts[*child] -= middle);
        edges[place] = vec![(0.0, 0.0)];
        edges[place].extend(merged.iter().map(|(low, high)| (low - middle, high - middle)));
    }
    let mut middles = vec![0.0; count];
    for (place, branch) in tree.nodes.iter().enumerate() {
        for child in &branch.children {
            middles[*child] = middles[place] + shifts[*child];
        }
    }
    middles
}

/// The sign of a gate with its word: round above for AND, pointed for OR, a hexagon for k of n.
fn sign(canvas: &mut Canvas, gate: Gate, (x, y): (f64, f64), (width, height): (f64, f64), colors: &Colors) {
    let area = Area { x: x - width / 2.0, y: y - height / 2.0, width, height };
    let (left, right, top, bottom) = (area.x, area.right(), area.y, area.bottom());
    let stroke = &colors.primary;
    let rise = height * 0.55;
    let path = match gate {
        Gate::Vote(..) => {
            shapes::outline(canvas, area, Form::Hexagon, "#ffffff", (stroke, 1.25));
            None
        }
        Gate::And => Some(format!(
            "M{},{}V{}C{},{} {},{} {},{}V{}Z",
            round(left),
            round(bottom),
            round(top + rise),
            round(left),
            round(top - rise * 0.33),
            round(right),
            round(top - rise * 0.33),
            round(right),
            round(top + rise),
            round(bottom),
        )),
        Gate::Or => Some(format!(
            "M{},{}C{},{} {},{} {},{}C{},{} {},{} {},{}Q{},{} {},{}Z",
            round(left),
            round(bottom),
            round(left),
            round(top + rise),
            round(x - width * 0.2),
            round(top + 3.0),
            round(x),
            round(top - 3.0),
            round(x + width * 0.2),
            round(top + 3.0),
            round(right),
            round(top + rise),
            round(right),
            round(bottom),
            round(x),
            round(bottom - 6.0),
            round(left),
            round(bottom),
        )),
    };
    if let Some(path) = path {
        let path = svg::node::element::Path::new().set("d", path).set("fill", "#ffffff");
        canvas.add(path.set("stroke", stroke.as_str()).set("stroke-width", 1.25).set("stroke-linejoin", "round"));
    }
    let ink = Ink::new(stroke).bold().size(11.5);
    canvas.text(x, y + 5.4, Anchor::Middle, ink, &gate.word());
}

/// One node a row, each level further in, with the gate's word before what must happen.
fn list(tree: &Tree, colors: &Colors) -> String {
    let legend = tree.legend(Sample::Ring);
    let top = shapes::legend_height(&legend);
    let rows = tree.nodes.len() as f64;
    let pitch = ((HIGH - top) / rows).clamp(15.0, 22.0).floor();
    let mut canvas = Canvas::new(top + pitch * rows + 2.0);
    shapes::legend(&mut canvas, &legend, colors);
    let middle = |place: usize| top + pitch * (place as f64 + 0.5);
    let left = |place: usize| 10.0 + INDENT * tree.nodes[place].level as f64;
    for (place, branch) in tree.nodes.iter().enumerate() {
        if let Some(last) = branch.children.last() {
            let x = left(place);
            canvas.line((x, middle(place)), (x, middle(*last)), &colors.muted, 1.25, "");
            for child in &branch.children {
                canvas.line((x, middle(*child)), (left(*child), middle(*child)), &colors.muted, 1.25, "");
            }
        }
    }
    let notes: Vec<String> =
        tree.nodes.iter().map(|branch| measure::shorten(&branch.node.note, SMALL, 180.0)).collect();
    let widest = measure::widest(&notes, SMALL);
    let edge = if widest > 0.0 { WIDTH - widest - 20.0 } else { WIDTH };
    let row = |(place, note)| Row::new(tree, place, note, (left(place) + 14.0, edge));
    let rows: Vec<Row> = notes.into_iter().enumerate().map(row).collect();
    let notes = rows.iter().map(|row| row.end).fold(0.0, f64::max) + 20.0;
    for (place, (branch, row)) in tree.nodes.iter().zip(&rows).enumerate() {
        let (x, y) = (left(place), middle(place));
        match branch.node.tone {
            Some(tone) => shapes::sign(&mut canvas, (x, y), tone, colors),
            None if branch.children.is_empty() => shapes::circle(&mut canvas, (x, y), 4.5, "#ffffff", &colors.primary),
            None => canvas.rectangle(x - 4.5, y - 4.5, 9.0, 9.0, &colors.primary),
        }
        let ink = Ink::new(&colors.text).size(SMALL);
        canvas.text(x + 14.0, y + 4.3, Anchor::Start, ink.bold(), &row.id);
        canvas.text(row.start, y + 4.3, Anchor::Start, if branch.level == 0 { ink.bold() } else { ink }, &row.text);
        if let Some((gate, word)) = branch.gate.zip(row.gate.as_ref()) {
            let width = measure::width(word, 11.5 * BOLD) + 14.0;
            let area = Area { x: row.end - width, y: y - 7.0, width, height: 14.0 };
            let form = if matches!(gate, Gate::Vote(..)) { Form::Hexagon } else { Form::Round };
            shapes::outline(&mut canvas, area, form, "#ffffff", (&colors.primary, 1.0));
            let ink = Ink::new(&colors.primary).bold().size(11.5);
            canvas.text(area.middle().0, y + 4.1, Anchor::Middle, ink, word);
        }
        canvas.text(notes, y + 4.3, Anchor::Start, Ink { color: &colors.muted, ..ink }, &row.note);
    }
    canvas.finish()
}

/// The texts of a row of a list.
struct Row {
    id: String,
    text: String,
    gate: Option<String>,
    note: String,
    /// Where the text begins and where text and gate end.
    start: f64,
    end: f64,
}

impl Row {
    /// `left` and `right` are the ends of the room for id, text and gate.
    fn new(tree: &Tree, place: usize, note: String, (left, right): (f64, f64)) -> Self {
        let (branch, node) = (&tree.nodes[place], tree.nodes[place].node);
        let id = if tree.has_gates { measure::shorten(&node.id, SMALL * BOLD, 90.0) } else { String::new() };
        let start = if id.is_empty() { left } else { left + measure::width(&id, SMALL * BOLD) + 7.0 };
        let gate = branch.gate.map(Gate::word);
        let word = gate.as_ref().map_or(0.0, |word| measure::width(word, 11.5 * BOLD) + 22.0);
        let room = right - start - word;
        let size = if branch.level == 0 { SMALL * BOLD } else { SMALL };
        let text = measure::shorten(&node.text, size, room);
        let end = start + measure::width(&text, size) + word;
        Row { id, text, gate, note, start, end }
    }
}

fn alt(tree: &Tree) -> String {
    let kind = if tree.has_gates { "Fault tree" } else { "Tree" };
    let mut alt = if tree.title.is_empty() { format!("{kind}.") } else { format!("{kind}: {}.", tree.title) };
    for branch in &tree.nodes {
        let node = branch.node;
        let mut facts: Vec<String> = Vec::new();
        facts.extend(node.tone.map(|tone| tone.name().to_owned()));
        facts.extend(Some(node.note.clone()).filter(|note| !note.is_empty()));
        let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
        let name = |branch: &Branch| match tree.has_gates {
            true => branch.node.id.clone(),
            false => branch.node.text.clone(),
        };
        let below: Vec<String> = branch.children.iter().map(|child| name(&tree.nodes[*child])).collect();
        let below = match branch.gate {
            _ if below.is_empty() => String::new(),
            Some(gate) => format!(", {} {}", gate.spoken(), below.join(", ")),
            None => format!(": {}", below.join(", ")),
        };
        let id = if tree.has_gates { format!("{} ", node.id) } else { String::new() };
        // Without gates a leaf was told with its parent, unless there is more to say.
        if tree.has_gates || branch.level == 0 || !below.is_empty() || !facts.is_empty() {
            alt.push_str(&format!(" {id}{}{facts}{below}.", node.text));
        }
    }
    alt
}
