//! Minimal cut sets of a fault tree: the smallest combinations of basic events that bring about
//! the top event. Top-down expansion of gates (MOCUS; see NUREG-0492, Fault Tree Handbook, VII):
//! an OR gate adds alternatives, an AND gate joins its inputs, k of n joins every choice of k.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::load::records::{FaultTree, Gate, GateKind};
use crate::plan::slice::Slice;

/// What the first fault tree of a document comes to.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FaultTreeFigures {
    pub gates: usize,
    pub events: usize,
    /// Events that something notices, and those that an emergency plan answers.
    pub monitored: usize,
    pub planned: usize,
    /// Ids of events, smallest sets first; none where there are more than [`MOST`].
    pub cut_sets: Option<Vec<Vec<String>>>,
    /// Events that bring about the top event alone.
    pub single_points: Vec<String>,
    /// Single points that nothing notices or no plan answers.
    pub uncovered: Vec<String>,
}

type Set<'a> = BTreeSet<&'a str>;

/// More sets than this say nothing to a reader.
pub const MOST: usize = 400;

/// The figures of the slice's tree; none without one.
pub fn compute(slice: &Slice) -> Option<FaultTreeFigures> {
    slice.records.fault_trees.first().map(of_tree)
}

/// The figures of a tree. Inputs that are neither gate nor event count as events of their own.
pub fn of_tree(tree: &FaultTree) -> FaultTreeFigures {
    let gates: BTreeMap<&str, &Gate> = tree.gates.iter().map(|gate| (gate.id.as_str(), gate)).collect();
    let sets = expand(&tree.top, &gates, &mut Vec::new()).map(|sets| {
        let mut sets: Vec<Set> = minimal(sets).into_iter().collect();
        sets.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        sets
    });
    let alone = sets.iter().flatten().filter(|set| set.len() == 1);
    let single_points: Vec<String> = alone.flatten().map(|id| (*id).to_owned()).collect();
    let covered = |id: &String| {
        tree.events.iter().any(|event| event.id == *id && event.monitoring.is_some() && event.plan.is_some())
    };
    FaultTreeFigures {
        gates: tree.gates.len(),
        events: tree.events.len(),
        monitored: tree.events.iter().filter(|event| event.monitoring.is_some()).count(),
        planned: tree.events.iter().filter(|event| event.plan.is_some()).count(),
        uncovered: single_points.iter().filter(|id| !covered(id)).cloned().collect(),
        cut_sets: sets.map(|sets| sets.into_iter().map(|set| set.into_iter().map(str::to_owned).collect()).collect()),
        single_points,
    }
}

/// The cut sets below a gate or event; none where they are too many or a gate leads to itself.
fn expand<'a>(id: &'a str, gates: &BTreeMap<&str, &'a Gate>, above: &mut Vec<&'a str>) -> Option<BTreeSet<Set<'a>>> {
    let Some(gate) = gates.get(id) else { return Some(BTreeSet::from([Set::from([id])])) };
    if above.contains(&id) {
        return None;
    }
    above.push(id);
    let inputs: Option<Vec<BTreeSet<Set>>> =
        gate.inputs.iter().map(|input| expand(input.value.as_str(), gates, above)).collect();
    above.pop();
    let inputs = inputs?;
    let needed = match gate.kind {
        GateKind::Or => 1,
        GateKind::And => inputs.len(),
        GateKind::KOfN => gate.k.and_then(|k| usize::try_from(k).ok()).unwrap_or(1),
    };
    choose(&inputs, needed).map(minimal)
}

/// The sets that `needed` of the inputs make together.
fn choose<'a>(inputs: &[BTreeSet<Set<'a>>], needed: usize) -> Option<BTreeSet<Set<'a>>> {
    if needed == 0 {
        return Some(BTreeSet::from([Set::new()]));
    }
    let Some((first, rest)) = inputs.split_first() else { return Some(BTreeSet::new()) };
    let mut sets = if rest.len() >= needed { choose(rest, needed)? } else { BTreeSet::new() };
    let others = choose(rest, needed - 1)?;
    for set in first {
        sets.extend(others.iter().map(|other| set.union(other).copied().collect::<Set>()));
        if sets.len() > MOST {
            sets = minimal(sets);
            if sets.len() > MOST {
                return None;
            }
        }
    }
    Some(sets)
}

/// Without the sets that hold a smaller one.
fn minimal(sets: BTreeSet<Set>) -> BTreeSet<Set> {
    let whole: Vec<&Set> = sets.iter().collect();
    let least = |set: &&Set| !whole.iter().any(|other| other.len() < set.len() && other.is_subset(set));
    sets.iter().filter(least).cloned().collect()
}
