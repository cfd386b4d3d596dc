//! Markdown → document → HTML and Typst's source: the words of each are those of the text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use sowright::compose::{MARKDOWN, prose_blocks};
use sowright::diagnostic::Diagnostics;
use sowright::document::{Block, BlockKind, Document};
use sowright::export::html::Html;
use sowright::source::is_forbidden;
use sowright::theme::Theme;

use super::markup;
use crate::html_tree::{Node, read};
use crate::sample;

static THEME: LazyLock<Theme> = LazyLock::new(sample::theme);
static HTML: LazyLock<Html> = LazyLock::new(|| Html::new(&THEME));

/// Fences that are read as something else than code.
const STRUCTURED: &[&str] = &["table", "chart", "key-figures", "timeline", "signatures", "callout", "page-break"];

/// What must hold for every text that a file may hold.
pub fn holds(text: &str) {
    let text = &text.replace(is_forbidden, "\u{fffd}");
    let (document, findings) = document(text);
    let page = HTML.page(&document);
    crate::html::says_its_words(&document, &page);
    is_harmless(&page);
    let plain = is_plain(text, &findings);
    if plain {
        assert_eq!(signs(&printed(&document.blocks)), signs(&expected(text)), "other words than the text's");
    }
    markup::holds(&document, plain);
}

fn document(text: &str) -> (Document, Diagnostics) {
    let (blocks, findings) = prose_blocks(text, &THEME.brand.colors);
    (sample::document(blocks), findings)
}

/// Whether all of the text is words: no structured block, nothing left out for its depth.
fn is_plain(text: &str, findings: &Diagnostics) -> bool {
    let word = |language: &str| language.split_whitespace().next().unwrap_or_default().to_owned();
    let structured = |event: Event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => STRUCTURED.contains(&word(&language).as_str()),
        _ => false,
    };
    let too_deep = findings.iter().any(|one| one.message.contains("nested more than"));
    !too_deep && !Parser::new_ext(text, MARKDOWN).any(structured)
}

/// The words that the parser sees, told plainly: all texts in their order, and the numbers of notes.
fn expected(text: &str) -> String {
    let mut words = String::new();
    let (mut numbers, mut given): (BTreeMap<String, usize>, usize) = (BTreeMap::new(), 0);
    let mut met = BTreeSet::new();
    let mut next = || {
        given += 1;
        given
    };
    for event in Parser::new_ext(text, MARKDOWN) {
        match event {
            Event::Text(piece) => words += &piece.replace(is_forbidden, "\u{fffd}"),
            Event::Code(piece) | Event::Html(piece) | Event::InlineHtml(piece) => words += &piece,
            // A note that is written twice is told, and has a number of its own.
            Event::Start(Tag::FootnoteDefinition(label)) if !met.insert(label.to_string()) => {
                words += &next().to_string();
            }
            Event::FootnoteReference(label) | Event::Start(Tag::FootnoteDefinition(label)) => {
                words += &numbers.entry(label.into_string()).or_insert_with(&mut next).to_string();
            }
            _ => {}
        }
    }
    words
}

/// The words of blocks, without what documents add: numbers of headings, titles of callouts.
fn printed(blocks: &[Block]) -> String {
    let mut document = sample::document(blocks.to_vec());
    bare(&mut document.blocks);
    let front = sample::document(Vec::new()).words().len();
    document.words()[front..].concat()
}

fn bare(blocks: &mut [Block]) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading { number, .. } => number.clear(),
            BlockKind::Callout { title, blocks, .. } => {
                title.clear();
                bare(blocks);
            }
            BlockKind::Quote { blocks } | BlockKind::Footnote { blocks, .. } => bare(blocks),
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| bare(&mut item.blocks)),
            BlockKind::Definitions { items } => {
                items.iter_mut().flat_map(|item| &mut item.descriptions).for_each(|blocks| bare(blocks));
            }
            _ => {}
        }
    }
}

fn signs(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Fails unless the page is well-formed and runs, loads and opens nothing but what documents may.
fn is_harmless(page: &str) {
    let (_, main) = page.split_once("<main").expect("a text");
    let (main, _) = main.split_once("</main>").expect("its end");
    let (_, main) = main.split_once('>').expect("the end of a tag");
    let mut main = main.to_owned();
    // Drawings are another language; they show and do nothing else.
    while let Some(start) = main.find("<svg") {
        let end = start + main[start..].find("</svg>").expect("the end of a drawing") + "</svg>".len();
        let drawing = main[start..end].to_owned();
        let active = ["<script", "<foreignObject", "<a ", "<image", "<use", "href=", " on"];
        let found = active.iter().find(|part| drawing.split('>').any(|tag| tag.contains('<') && tag.contains(*part)));
        assert!(found.is_none(), "{found:?} in {drawing}");
        main.replace_range(start..end, "");
    }
    let nodes = read(&main).unwrap_or_else(|| panic!("not well-formed: {main}"));
    nodes.iter().for_each(no_harm);
}

fn no_harm(node: &Node) {
    let Node::Element { tag, attributes, nodes } = node else { return };
    assert!(
        !["script", "iframe", "object", "embed", "style", "form", "base", "link"].contains(&tag.as_str()),
        "<{tag}>"
    );
    for (name, value) in attributes {
        assert!(!name.starts_with("on") && name != "style" || value.starts_with("--"), "{name}={value}");
        let opens =
            ["http:", "https:", "mailto:", "#"].iter().any(|scheme| value.to_ascii_lowercase().starts_with(scheme));
        assert!(name != "href" || opens, "href={value}");
        assert!(name != "src" || value.starts_with("data:"), "src={value}");
    }
    nodes.iter().for_each(no_harm);
}
