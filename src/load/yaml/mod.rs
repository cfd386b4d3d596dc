//! YAML to a tree in which every key and value keeps its place, and from there to typed values
//! with all mistakes of a file collected in one run.

mod read;
mod tree;

use std::borrow::Cow;
use std::cell::Cell;

use crate::source::Span;

pub use read::read;
pub use tree::parse;

/// A YAML node and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    pub kind: Kind,
    pub span: Span,
    /// What came of mistakes in it.
    state: Cell<State>,
}

/// How a node is read after mistakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// As it was written.
    Written,
    /// As if it were not there.
    Removed,
    /// As one of [`STAND_INS`], since its map cannot be read without it.
    StandIn(usize),
    /// Not even a stand-in would do.
    Hopeless,
}

/// Values tried in place of a required one that cannot be read, so that the rest of its map is
/// checked too. What has such a mistake is never built.
const STAND_INS: &[Kind] = &[
    Kind::Scalar { text: Cow::Borrowed("?"), plain: false },
    Kind::Scalar { text: Cow::Borrowed("1"), plain: true },
    Kind::Scalar { text: Cow::Borrowed("2000-01-01"), plain: true },
    Kind::List(Vec::new()),
    Kind::Map(Vec::new()),
];

#[derive(Debug, Clone)]
pub enum Kind {
    Null,
    /// The text as written; `plain` when it had no quotes and may be a number or a truth value.
    Scalar {
        text: Cow<'static, str>,
        plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

#[derive(Debug, Clone)]
pub struct Key {
    pub text: String,
    pub span: Span,
}

impl Node {
    /// A node made by another reader (CSV).
    pub fn new(kind: Kind, span: Span) -> Self {
        Self { kind, span, state: Cell::new(State::Written) }
    }

    /// The entries of a map; none for other nodes.
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.kind {
            Kind::Map(entries) => entries,
            _ => &[],
        }
    }

    fn live(&self) -> bool {
        matches!(self.state.get(), State::Written | State::StandIn(_))
    }

    /// What it is read as.
    fn read_as(&self) -> &Kind {
        match self.state.get() {
            State::StandIn(index) => &STAND_INS[index],
            _ => &self.kind,
        }
    }

    fn children(&self) -> Box<dyn Iterator<Item = &Node> + '_> {
        match &self.kind {
            Kind::List(items) => Box::new(items.iter()),
            Kind::Map(entries) => Box::new(entries.iter().map(|(_, node)| node)),
            _ => Box::new(std::iter::empty()),
        }
    }

    /// The innermost live node at `span`.
    fn at(&self, span: Span) -> Option<&Node> {
        let mut children = self.children().filter(|child| child.live());
        children.find_map(|child| child.at(span).or((child.span == span).then_some(child)))
    }

    /// Reads the node differently after a mistake in it: not at all, or as the next stand-in.
    fn give_up(&self) {
        self.state.set(match self.state.get() {
            State::Written => State::Removed,
            State::StandIn(index) if index + 1 < STAND_INS.len() => State::StandIn(index + 1),
            _ => State::Hopeless,
        });
    }

    /// Has the value of `key`, which was removed, read as a stand-in; `false` when that is no way out.
    fn stand_in(&self, key: &str) -> bool {
        let value = self.entries().iter().find(|(known, _)| known.text == key).map(|(_, value)| value);
        let removed = value.filter(|value| value.state.get() == State::Removed);
        removed.inspect(|value| value.state.set(State::StandIn(0))).is_some()
    }
}
