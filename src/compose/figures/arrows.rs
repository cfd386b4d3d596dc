//! Arrows between boxes that keep clear of all texts, bowed where the straight way is not free.

use super::area::Area;
use super::canvas::Canvas;
use super::outlines::Edge;

/// Straight pieces that a bow is made of.
const PIECES: usize = 16;
/// How far a way bows out, as a share of its length; the straightest that is free is taken.
const BOWS: [f64; 9] = [0.0, 0.1, -0.1, 0.18, -0.18, 0.27, -0.27, 0.38, -0.38];

/// How steeply, as a sine, an arrow leaves and meets the side of a box.
const LEAST_SLANT: f64 = 0.3;

type Point = (f64, f64);

/// The way of an arrow from one box to another that meets none of `texts` and stays on `ground`.
pub fn way(from: Area, to: Area, texts: &[Area], ground: Area) -> Option<Vec<Point>> {
    let length = |(start, end): &(Side, Side)| (end.at.0 - start.at.0).hypot(end.at.1 - start.at.1);
    let mut ends: Vec<(Side, Side)> =
        sides(from).into_iter().flat_map(|start| sides(to).map(|end| (start, end))).collect();
    ends.sort_by(|a, b| length(a).total_cmp(&length(b)));
    let is_inside = |(x, y): &Point| {
        (ground.x..=ground.x + ground.width).contains(x) && (ground.y..=ground.y + ground.height).contains(y)
    };
    let is_free = |way: &Vec<Point>| {
        let mut boxes = texts.iter().copied().chain([from, to]);
        way.iter().all(is_inside) && !boxes.any(|area| way.windows(2).any(|piece| crosses(area, piece[0], piece[1])))
    };
    let ways = BOWS.into_iter().flat_map(|bow| ends.iter().filter_map(move |(start, end)| bowed(*start, *end, bow)));
    ways.into_iter().find(is_free)
}

/// Draws an arrow with a white edge, which parts it from dark grounds.
pub fn draw(canvas: &mut Canvas, way: &[Point], color: &str) {
    let [.., before, end] = way[..] else { return };
    // The line ends within the head, the head in a point.
    let (across, down) = (end.0 - before.0, end.1 - before.1);
    let length = across.hypot(down).max(0.01);
    let (x, y) = (across / length, down / length);
    let back = |by: f64, aside: f64| (end.0 - by * x - aside * y, end.1 - by * y + aside * x);
    let head = [end, back(10.0, 5.0), back(10.0, -5.0)];
    let mut line: Vec<Point> = way.iter().copied().filter(|(x, y)| (end.0 - x).hypot(end.1 - y) > 8.0).collect();
    line.push(back(6.0, 0.0));
    canvas.shape(&head, "#ffffff", Some(Edge::new("#ffffff", 3.0)));
    canvas.trace(&line, Edge::new("#ffffff", 4.5));
    canvas.trace(&line, Edge::new(color, 1.75));
    canvas.shape(&head, color, None);
}

/// The middle of a box's side, a little outside of it, and the way out from there.
#[derive(Debug, Clone, Copy)]
struct Side {
    at: Point,
    out: Point,
}

fn sides(area: Area) -> [Side; 4] {
    let ((x, y), outer) = (area.middle(), area.grown(2.5));
    [
        Side { at: (x, outer.y), out: (0.0, -1.0) },
        Side { at: (outer.x, y), out: (-1.0, 0.0) },
        Side { at: (outer.x + outer.width, y), out: (1.0, 0.0) },
        Side { at: (x, outer.y + outer.height), out: (0.0, 1.0) },
    ]
}

/// A curve between two sides; `None` when it would run along one of them.
fn bowed(start: Side, end: Side, bow: f64) -> Option<Vec<Point>> {
    let (from, to) = (start.at, end.at);
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    // Half of a control point's way out is that of the curve.
    let control = (f64::midpoint(from.0, to.0) - 2.0 * bow * down, f64::midpoint(from.1, to.1) + 2.0 * bow * across);
    let leaves = |side: Side| {
        let (across, down) = (control.0 - side.at.0, control.1 - side.at.1);
        (across * side.out.0 + down * side.out.1) / across.hypot(down).max(0.01) > LEAST_SLANT
    };
    if !leaves(start) || !leaves(end) {
        return None;
    }
    let pieces = if bow == 0.0 { 1 } else { PIECES };
    let at = |piece: usize| {
        let t = piece as f64 / pieces as f64;
        let mix = |a: f64, b: f64, c: f64| (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
        (mix(from.0, control.0, to.0), mix(from.1, control.1, to.1))
    };
    Some((0..=pieces).map(at).collect())
}

/// Whether a straight line meets a box, found by cutting off what lies outside of each side.
fn crosses(area: Area, from: (f64, f64), to: (f64, f64)) -> bool {
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    let sides = [(from.0, to.0, area.x, area.x + area.width), (from.1, to.1, area.y, area.y + area.height)];
    for (start, end, low, high) in sides {
        let way = end - start;
        if way == 0.0 {
            if start < low || start > high {
                return false;
            }
            continue;
        }
        let (near, far) = ((low - start) / way, (high - start) / way);
        first = first.max(near.min(far));
        last = last.min(near.max(far));
    }
    first <= last
}
