//! HTML as a tree in one canonical spelling, to compare what two programs print.

/// A piece of a page.
#[derive(Debug, Clone)]
pub enum Node {
    Text(String),
    Element { tag: String, attributes: Vec<(String, String)>, nodes: Vec<Node> },
}

/// Elements without an end.
const VOID: [&str; 4] = ["br", "hr", "img", "input"];

/// An element that is not closed yet: its tag, attributes and what it holds so far.
type Open = (String, Vec<(String, String)>, Vec<Node>);

/// The tree of HTML; none when it is not well-formed.
pub fn read(html: &str) -> Option<Vec<Node>> {
    let mut open: Vec<Open> = vec![Default::default()];
    let mut rest = html;
    while !rest.is_empty() {
        let (text, tag) = rest.split_once('<').unwrap_or((rest, ""));
        if !text.is_empty() {
            open.last_mut()?.2.push(Node::Text(decoded(text)));
        }
        if tag.is_empty() {
            break;
        }
        let (inside, after) = tag.split_once('>')?;
        rest = after;
        if inside.starts_with('/') {
            let (tag, attributes, nodes) = open.pop()?;
            open.last_mut()?.2.push(Node::Element { tag, attributes, nodes });
            continue;
        }
        let inside = inside.trim_end_matches('/').trim_end();
        let (tag, attributes) = inside.split_once([' ', '\n']).unwrap_or((inside, ""));
        let element = (tag.to_owned(), pairs(attributes), Vec::new());
        if VOID.contains(&tag) {
            let (tag, attributes, nodes) = element;
            open.last_mut()?.2.push(Node::Element { tag, attributes, nodes });
        } else {
            open.push(element);
        }
    }
    let (_, _, nodes) = open.pop()?;
    open.is_empty().then_some(nodes)
}

fn pairs(text: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap_or((after, ""));
        let name = name.split_whitespace().next_back().unwrap_or_default();
        pairs.push((name.to_owned(), decoded(value)));
        rest = after;
    }
    pairs
}

fn decoded(text: &str) -> String {
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    marks.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

impl Node {
    /// The value of an attribute; empty without it.
    pub fn attribute(&self, name: &str) -> &str {
        let Node::Element { attributes, .. } = self else { return "" };
        attributes.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// All text below.
    pub fn text(&self) -> String {
        match self {
            Node::Text(text) => text.clone(),
            Node::Element { nodes, .. } => nodes.iter().map(Node::text).collect(),
        }
    }
}
