//! What a document needs as a whole: heading levels and numbers, ids, numbers of tables and
//! figures, references that lead somewhere, lines that part nothing that belongs together.

use std::collections::BTreeSet;

use super::hold;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Block, BlockKind, Inline, Text, plain};

/// Finishes the blocks of a document; references that lead nowhere become text and a finding.
pub fn finish(blocks: &mut [Block]) -> Diagnostics {
    let mut numbers = Numbers::default();
    let mut ids = BTreeSet::new();
    blocks.iter_mut().for_each(|block| headings(block, &mut numbers, &mut ids));
    let mut findings = Diagnostics::new();
    for block in blocks {
        let origin = block.origin;
        each_text(&mut block.kind, &mut |text| {
            references(text, &ids, origin, &mut findings);
            text.iter_mut().for_each(hold::inline);
        });
        each_label(&mut block.kind, &mut hold::words);
    }
    findings
}

#[derive(Default)]
struct Numbers {
    headings: [u32; 6],
    last: usize,
    tables: u32,
    figures: u32,
}

fn headings(block: &mut Block, numbers: &mut Numbers, ids: &mut BTreeSet<String>) {
    match &mut block.kind {
        BlockKind::Heading { level, number, id, text } => {
            // The first heading is of level 1, and each is at most one deeper than the one before.
            let depth = usize::from(*level).min(numbers.last + 1).clamp(1, 6);
            numbers.last = depth;
            numbers.headings[depth - 1] += 1;
            numbers.headings[depth..].fill(0);
            *level = depth as u8;
            let shown = &numbers.headings[..depth];
            // Three levels of numbers are as many as anyone reads.
            *number = match depth {
                1..=3 => shown.iter().map(u32::to_string).collect::<Vec<_>>().join("."),
                _ => String::new(),
            };
            let wanted = if id.is_empty() { slug(&plain(text)) } else { slug(id) };
            *id = unique(wanted, ids);
        }
        BlockKind::Table(table) if !table.caption.is_empty() => {
            numbers.tables += 1;
            table.number = numbers.tables;
        }
        BlockKind::Figure(figure) if !figure.caption.is_empty() => {
            numbers.figures += 1;
            figure.number = numbers.figures;
        }
        _ => {}
    }
    each_child(&mut block.kind, &mut |child| headings(child, numbers, ids));
}

/// Letters and digits in lower case with `-` between.
pub fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    if slug.is_empty() { "section".into() } else { slug }
}

fn unique(wanted: String, ids: &mut BTreeSet<String>) -> String {
    let mut id = wanted.clone();
    let mut count = 1;
    while !ids.insert(id.clone()) {
        count += 1;
        id = format!("{wanted}-{count}");
    }
    id
}

fn each_child(kind: &mut BlockKind, each: &mut dyn FnMut(&mut Block)) {
    match kind {
        BlockKind::List(list) => list.items.iter_mut().flat_map(|item| &mut item.blocks).for_each(each),
        BlockKind::Definitions { items } => {
            items.iter_mut().flat_map(|item| &mut item.descriptions).flatten().for_each(each);
        }
        BlockKind::Quote { blocks } | BlockKind::Callout { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
            blocks.iter_mut().for_each(each);
        }
        _ => {}
    }
}

fn each_text(kind: &mut BlockKind, each: &mut dyn FnMut(&mut Text)) {
    match kind {
        BlockKind::Heading { text, .. } | BlockKind::Paragraph { text } => each(text),
        BlockKind::Table(table) => {
            each(&mut table.caption);
            table.columns.iter_mut().for_each(|column| each(&mut column.label));
            table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(&mut *each);
        }
        BlockKind::Definitions { items } => items.iter_mut().for_each(|item| each(&mut item.term)),
        BlockKind::Callout { title, .. } => each(title),
        BlockKind::Figure(figure) => each(&mut figure.caption),
        BlockKind::Timeline { items } => items.iter_mut().for_each(|item| each(&mut item.text)),
        _ => {}
    }
    each_child(kind, &mut |child| each_text(&mut child.kind, each));
}

/// The short words of blocks that hold no running text.
fn each_label(kind: &mut BlockKind, each: &mut dyn FnMut(&mut String)) {
    if let BlockKind::KeyFigures { items } = kind {
        items.iter_mut().flat_map(|item| [&mut item.label, &mut item.note]).for_each(&mut *each);
    }
    each_child(kind, &mut |child| each_label(&mut child.kind, each));
}

fn references(
    text: &mut Text,
    ids: &BTreeSet<String>,
    origin: Option<crate::source::Span>,
    findings: &mut Diagnostics,
) {
    let mut checked = Text::with_capacity(text.len());
    for mut inline in std::mem::take(text) {
        match &mut inline {
            Inline::Reference { to, text } if !ids.contains(to.as_str()) => {
                findings.push(
                    Diagnostic::new(Code::DEAD_REFERENCE, format!("no heading has the id `{to}`"))
                        .at(origin)
                        .help("ids are made of the heading's words, or given as `# Heading {#id}`"),
                );
                checked.extend(std::mem::take(text));
                continue;
            }
            Inline::Emphasis { text }
            | Inline::Strong { text }
            | Inline::Strike { text }
            | Inline::Link { text, .. }
            | Inline::Reference { text, .. } => references(text, ids, origin, findings),
            _ => {}
        }
        checked.push(inline);
    }
    *text = checked;
}
