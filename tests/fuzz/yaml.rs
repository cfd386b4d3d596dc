//! YAML: text → tree → typed values.

use serde::Deserialize;
use sowright::diagnostic::Diagnostics;
use sowright::load::catalog::CatalogFile;
use sowright::load::engagement::Engagement;
use sowright::load::ledger::Ledger;
use sowright::load::records::Records;
use sowright::load::yaml::{self, Kind, Node};
use sowright::source::Span;

use super::place::{alone, lies_in, tell};

/// What must hold for every text.
pub fn holds(text: &str) {
    let (sources, file) = alone(text);
    let mut findings = Diagnostics::new();
    let tree = yaml::parse(file, text, &mut findings);
    tell(&findings, &sources);
    assert_eq!(tree.is_none(), findings.has_errors(), "no tree without a finding, no finding with a tree");
    if let Some(tree) = &tree {
        // What an anchor names stands where it was written, not where it is used.
        let in_order = !text.contains('*');
        each(tree, &mut |node, inside| {
            lies_in(node.span, &sources);
            node.entries().iter().for_each(|(key, _)| lies_in(key.span, &sources));
            spelt_as_written(node, text);
            if let Some(around) = inside.filter(|_| in_order && !matches!(node.kind, Kind::Null)) {
                assert!(around.start <= node.span.start, "{node:?} begins before {around:?}");
            }
        });
    }
    typed::<Engagement>(text);
    typed::<Records>(text);
    typed::<Ledger>(text);
    typed::<CatalogFile>(text);
    // A mark of the byte order in front moves every place and changes nothing else; neither does a
    // remark, where the text does not begin with a directive. Nothing at all stands nowhere.
    let nothing = tree.is_some_and(|tree| matches!(tree.kind, Kind::Null));
    if !text.starts_with('\u{feff}') && !nothing {
        moves(text, "\u{feff}");
        if !text.starts_with('%') {
            moves(text, "# A remark.\n");
        }
    }
}

fn each<'a>(node: &'a Node, seen: &mut dyn FnMut(&'a Node, Option<Span>)) {
    fn below<'a>(node: &'a Node, around: Option<Span>, seen: &mut dyn FnMut(&'a Node, Option<Span>)) {
        seen(node, around);
        match &node.kind {
            Kind::List(items) => items.iter().for_each(|item| below(item, Some(node.span), seen)),
            Kind::Map(entries) => entries.iter().for_each(|(_, value)| below(value, Some(node.span), seen)),
            Kind::Null | Kind::Scalar { .. } => {}
        }
    }
    below(node, None, seen);
}

/// A plain value of one line is what stands at its place. A carriage return alone ends a line, too.
fn spelt_as_written(node: &Node, text: &str) {
    if let Kind::Scalar { text: value, plain: true } = &node.kind {
        let written = &text[node.span.start..node.span.end];
        assert!(written.contains(['\n', '\r']) || written == value, "{value:?} stands as {written:?}");
    }
}

/// A value that cannot be read at all has a finding that says why.
fn typed<T: for<'de> Deserialize<'de>>(text: &str) -> Vec<(String, Option<Span>)> {
    let (sources, file) = alone(text);
    let mut findings = Diagnostics::new();
    if let Some(tree) = yaml::parse(file, text, &mut findings) {
        let value: Option<T> = yaml::read(&tree, &mut findings);
        assert!(value.is_some() || findings.has_errors(), "nothing is read and nothing is said");
    }
    tell(&findings, &sources);
    let told = findings.iter().map(|one| (format!("{}: {}", one.code, one.message), one.primary.as_ref().map(|p| p.0)));
    told.collect()
}

fn moves(text: &str, front: &str) {
    let (here, there) = (typed::<Engagement>(text), typed::<Engagement>(&format!("{front}{text}")));
    let moved = |span: Span| Span::new(span.file, span.start + front.len(), span.end + front.len());
    let here: Vec<_> = here.into_iter().map(|(told, span)| (told, span.map(moved))).collect();
    assert_eq!(here, there, "behind {front:?}");
}
