//! The order of a graph's boxes within their layers: as few crossings as a few rounds can reach.

use super::layers::Layers;

/// One place in a layer: a box, or the passage of arrows on their way to a box in a further layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    Box(usize),
    Passage(usize),
}

/// The order of all boxes and passages.
pub struct Net<'a> {
    /// The name of each node's group; empty without one.
    groups: &'a [String],
    pub arrows: &'a [(usize, usize)],
    pub layers: &'a Layers,
    /// The places of each layer in their order.
    pub ranks: Vec<Vec<Slot>>,
    /// The name of each node's group, where it has a frame.
    pub frames: Vec<&'a str>,
}

impl<'a> Net<'a> {
    /// `framed` where groups within one layer stand together in a frame.
    pub fn new(groups: &'a [String], arrows: &'a [(usize, usize)], layers: &'a Layers, framed: bool) -> Self {
        let is_frame = |node: usize| {
            let group = &groups[node];
            let mut others = (0..groups.len()).filter(|other| groups[*other] == *group);
            let is_alone = groups.iter().filter(|other| *other == group).count() == 1;
            framed && !group.is_empty() && !is_alone && others.all(|other| layers.of[other] == layers.of[node])
        };
        let frame = |node: usize| if is_frame(node) { groups[node].as_str() } else { "" };
        let frames: Vec<&str> = (0..groups.len()).map(frame).collect();
        let count = layers.of.iter().max().map_or(1, |last| last + 1);
        let mut ranks: Vec<Vec<Slot>> = vec![Vec::new(); count];
        // Nodes of a group stand together from the start.
        let mut order: Vec<usize> = (0..groups.len()).collect();
        let first = |node: usize| match frames[node] {
            "" => node,
            name => frames.iter().position(|frame| *frame == name).unwrap_or(node),
        };
        order.sort_by_key(|&node| (first(node), node));
        order.into_iter().for_each(|node| ranks[layers.of[node]].push(Slot::Box(node)));
        for ((from, to), _) in arrows.iter().zip(&layers.back).filter(|(_, back)| !**back) {
            for rank in &mut ranks[layers.of[*from] + 1..layers.of[*to]] {
                // Arrows to the same box run together.
                if !rank.contains(&Slot::Passage(*to)) {
                    rank.push(Slot::Passage(*to));
                }
            }
        }
        let mut net = Net { groups, arrows, layers, ranks, frames };
        net.untangle();
        net
    }

    /// The place of an arrow in a layer that it starts from, passes or ends in.
    pub fn slot(&self, arrow: usize, rank: usize) -> Slot {
        let (from, to) = self.arrows[arrow];
        match rank {
            rank if rank == self.layers.of[from] => Slot::Box(from),
            rank if rank == self.layers.of[to] => Slot::Box(to),
            _ => Slot::Passage(to),
        }
    }

    /// The places in a neighbouring layer to which a place is joined.
    pub fn joined(&self, slot: Slot, rank: usize, other: usize) -> Vec<usize> {
        let is_joined = |arrow: &usize| {
            let (from, to) = self.arrows[*arrow];
            let span = self.layers.of[from]..=self.layers.of[to];
            !self.layers.back[*arrow]
                && span.contains(&rank)
                && span.contains(&other)
                && self.slot(*arrow, rank) == slot
        };
        let place = |arrow| self.ranks[other].iter().position(|place| *place == self.slot(arrow, other));
        let mut places: Vec<usize> = (0..self.arrows.len()).filter(is_joined).filter_map(place).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Crossings between two neighbouring layers.
    fn crossings(&self, rank: usize) -> usize {
        let mut pairs = Vec::new();
        for (place, slot) in self.ranks[rank].iter().enumerate() {
            pairs.extend(self.joined(*slot, rank, rank + 1).into_iter().map(|other| (place, other)));
        }
        let crosses = |(a, b): (&(usize, usize), &(usize, usize))| a.0 < b.0 && a.1 > b.1;
        pairs.iter().map(|a| pairs.iter().filter(|b| crosses((a, b))).count()).sum()
    }

    /// Orders each layer by the middle of what its places are joined to, there and back, and keeps
    /// the order with the fewest crossings. Groups stay together.
    fn untangle(&mut self) {
        let count = self.ranks.len();
        let total = |net: &Self| (0..count - 1).map(|rank| net.crossings(rank)).sum::<usize>();
        let mut best = (total(self), self.ranks.clone());
        for round in 0..8 {
            let ranks: Vec<usize> = if round % 2 == 0 { (1..count).collect() } else { (0..count - 1).rev().collect() };
            for rank in ranks {
                let other = if round % 2 == 0 { rank - 1 } else { rank + 1 };
                self.sort(rank, other);
            }
            let crossings = total(self);
            if crossings < best.0 {
                best = (crossings, self.ranks.clone());
            }
        }
        self.ranks = best.1;
    }

    fn sort(&mut self, rank: usize, other: usize) {
        let scale = self.ranks[other].len().max(1) as f64 / self.ranks[rank].len().max(1) as f64;
        let wanted = |(place, slot): (usize, &Slot)| {
            let joined = self.joined(*slot, rank, other);
            let sum: usize = joined.iter().sum();
            if joined.is_empty() { place as f64 * scale } else { sum as f64 / joined.len() as f64 }
        };
        let wanted: Vec<(Slot, f64)> =
            self.ranks[rank].iter().enumerate().map(|entry| (*entry.1, wanted(entry))).collect();
        // A group is wanted where the middle of its nodes is.
        let of_frame = |slot: Slot, own: f64| match self.frame(slot) {
            "" => own,
            name => {
                let of: Vec<f64> =
                    wanted.iter().filter(|(slot, _)| self.frame(*slot) == name).map(|(_, at)| *at).collect();
                of.iter().sum::<f64>() / of.len() as f64
            }
        };
        let mut keyed: Vec<(f64, &str, f64, Slot)> =
            wanted.iter().map(|(slot, own)| (of_frame(*slot, *own), self.frame(*slot), *own, *slot)).collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)).then(a.2.total_cmp(&b.2)));
        self.ranks[rank] = keyed.into_iter().map(|(.., slot)| slot).collect();
    }

    pub fn frame(&self, slot: Slot) -> &'a str {
        match slot {
            Slot::Box(node) => self.frames[node],
            Slot::Passage(_) => "",
        }
    }

    /// The group as a tag in the box, where there is no frame.
    pub fn tag(&self, node: usize) -> Option<&'a str> {
        let group = self.groups[node].as_str();
        (!group.is_empty() && self.frames[node].is_empty()).then_some(group)
    }

    /// Whether an arrow shares its first part with others: those from a box that leads to many.
    /// No arrow shares both its parts, so that each can be followed.
    pub fn forks(&self, arrow: usize) -> bool {
        let (from, to) = self.arrows[arrow];
        let ahead = |other: &usize| !self.layers.back[*other];
        let leaving = (0..self.arrows.len()).filter(ahead).filter(|other| self.arrows[*other].0 == from).count();
        let coming = self.arrows.iter().filter(|(_, other)| *other == to).count();
        !self.layers.back[arrow] && leaving > 3 && coming == 1
    }
}
