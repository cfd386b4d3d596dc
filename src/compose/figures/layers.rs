//! Order in a net of arrows: which of them lead back, and how far from the start each node stands.

/// The layers of a net whose arrows go between numbered nodes.
#[derive(Debug)]
pub struct Layers {
    /// The layer of each node: one more than the highest of those before it.
    pub of: Vec<usize>,
    /// Whether each arrow leads back: it is part of a circle and goes to a node listed earlier.
    pub back: Vec<bool>,
}

/// The order of the nodes counts only where they form a circle.
pub fn layers(count: usize, arrows: &[(usize, usize)]) -> Layers {
    let reached: Vec<Vec<bool>> = (0..count).map(|node| reach(node, count, arrows)).collect();
    let back: Vec<bool> = arrows.iter().map(|(from, to)| to <= from && reached[*to][*from]).collect();
    let mut of = vec![0; count];
    // What is left has no circles: after as many rounds as there are nodes nothing moves any more.
    for _ in 0..count {
        for ((from, to), _) in arrows.iter().zip(&back).filter(|(_, back)| !**back) {
            of[*to] = of[*to].max(of[*from] + 1);
        }
    }
    Layers { of, back }
}

impl Layers {
    /// The same net with shorter arrows: nodes that nothing leads to stand just before the first
    /// they lead to, those without any arrow where the fewest others stand.
    pub fn tightened(&self, arrows: &[(usize, usize)]) -> Layers {
        let mut of = self.of.clone();
        let ahead = || arrows.iter().zip(&self.back).filter(|(_, back)| !**back).map(|(arrow, _)| arrow);
        let count = of.iter().max().map_or(1, |last| last + 1);
        for node in 0..of.len() {
            if ahead().any(|(_, to)| *to == node) {
                continue;
            }
            of[node] = match ahead().filter(|(from, _)| *from == node).map(|(_, to)| of[*to]).min() {
                Some(first) => first.saturating_sub(1),
                None if arrows.iter().any(|(from, to)| *from == node || *to == node) => of[node],
                None => {
                    let others = |layer: usize| of.iter().filter(|other| **other == layer).count();
                    (0..count).min_by_key(|layer| others(*layer)).unwrap_or(0)
                }
            };
        }
        Layers { of, back: self.back.clone() }
    }
}

/// The nodes to which arrows lead from a node, itself among them.
fn reach(node: usize, count: usize, arrows: &[(usize, usize)]) -> Vec<bool> {
    let mut reached = vec![false; count];
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if !std::mem::replace(&mut reached[node], true) {
            open.extend(arrows.iter().filter(|(from, _)| *from == node).map(|(_, to)| *to));
        }
    }
    reached
}
