//! Blocks: each prints the words of the document in their order, and adds none.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::escape::{Escaped, Words, heading_id};
use crate::document::{Block, BlockKind, Definition, Event, Inline, Item, KeyFigure, Labels, List, Party, Tone, plain};

/// Prints blocks and keeps what a page may use once only.
pub struct Writer<'a> {
    pub out: String,
    pub labels: &'a Labels,
    /// Widths in per cent that the text uses: the policy forbids style attributes, so each
    /// becomes a rule.
    pub shares: BTreeSet<u32>,
    /// Footnotes whose first mark is printed.
    pub marks: BTreeSet<u32>,
    /// Pictures so far; keeps their ids apart.
    pub pictures: usize,
    pub inside_link: bool,
    /// Whether a table is worth sorting, so that the page takes the script along.
    pub sorts: bool,
}

impl<'a> Writer<'a> {
    /// An empty text.
    pub fn new(labels: &'a Labels) -> Self {
        Self {
            out: String::new(),
            labels,
            shares: BTreeSet::new(),
            marks: BTreeSet::new(),
            pictures: 0,
            inside_link: false,
            sorts: false,
        }
    }

    /// Prints blocks one after another; footnotes that follow each other share a box.
    pub fn blocks(&mut self, blocks: &[Block]) {
        let is_note = |block: &Block| matches!(block.kind, BlockKind::Footnote { .. });
        for group in blocks.chunk_by(|a, b| is_note(a) && is_note(b)) {
            let notes = group.first().is_some_and(is_note);
            if notes {
                self.out.push_str("<div class=\"notes\">\n");
            }
            for block in group {
                self.block(&block.kind);
                self.out.push('\n');
            }
            if notes {
                self.out.push_str("</div>\n");
            }
        }
    }

    fn block(&mut self, block: &BlockKind) {
        match block {
            BlockKind::Heading { level, number, id, text } => self.heading(*level, number, id, text),
            BlockKind::Paragraph { text } => self.line("p", "", text),
            BlockKind::List(list) => self.list(list),
            BlockKind::Definitions { items } => self.definitions(items),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Code { text, .. } => {
                let _ = write!(self.out, "<pre><code>{}</code></pre>", Escaped(text));
            }
            BlockKind::Quote { blocks } => self.boxed("<blockquote>", blocks, "</blockquote>"),
            BlockKind::Callout { tone, title, blocks } => self.callout(*tone, title, blocks),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::KeyFigures { items } => self.key_figures(items),
            BlockKind::Timeline { items } => self.timeline(items),
            BlockKind::Signatures { parties } => self.signatures(parties),
            BlockKind::Footnote { number, blocks } => self.note(*number, blocks),
            BlockKind::PageBreak => self.out.push_str("<div class=\"page-break\"></div>"),
            BlockKind::Rule => self.out.push_str("<hr>"),
        }
    }

    /// Prints text with nothing around it.
    pub fn text(&mut self, text: &str) {
        let _ = write!(self.out, "{}", Words(text));
    }

    /// Prints one element around running text.
    fn line(&mut self, tag: &str, attributes: &str, text: &[Inline]) {
        let _ = write!(self.out, "<{tag}{attributes}>");
        self.inlines(text);
        let _ = write!(self.out, "</{tag}>");
    }

    fn boxed(&mut self, open: &str, blocks: &[Block], close: &str) {
        let _ = writeln!(self.out, "{open}");
        self.blocks(blocks);
        self.out.push_str(close);
    }

    /// The document's title is the page's `h1`, so level 1 is `h2`; HTML ends at `h6`.
    fn heading(&mut self, level: u8, number: &str, id: &str, text: &[Inline]) {
        let tag = level.saturating_add(1).clamp(2, 6);
        let _ = write!(self.out, "<h{tag} id=\"{}\">", heading_id(id));
        if !number.is_empty() {
            let _ = write!(self.out, "<span class=\"number\">{}</span> ", Escaped(number));
        }
        self.inlines(text);
        let _ = write!(self.out, "</h{tag}>");
    }

    fn list(&mut self, list: &List) {
        let tag = if list.start.is_some() { "ol" } else { "ul" };
        let start =
            list.start.filter(|&start| start != 1).map(|start| format!(" start=\"{start}\"")).unwrap_or_default();
        let tight = if list.tight { " class=\"tight\"" } else { "" };
        let _ = writeln!(self.out, "<{tag}{start}{tight}>");
        for item in &list.items {
            self.item(item);
        }
        let _ = write!(self.out, "</{tag}>");
    }

    fn item(&mut self, item: &Item) {
        let Some(checked) = item.checked else {
            return self.boxed("<li>", &item.blocks, "</li>\n");
        };
        // The box is named by the words beside it, so that nothing is added to the text.
        let name = item.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Paragraph { text } => Some(plain(text)),
            _ => None,
        });
        let checked = if checked { " checked" } else { "" };
        let name = name.unwrap_or_default();
        let open = format!(
            "<li class=\"task\"><input type=\"checkbox\" disabled{checked} aria-label=\"{}\"><div>",
            Escaped(&name)
        );
        self.boxed(&open, &item.blocks, "</div></li>\n");
    }

    fn definitions(&mut self, items: &[Definition]) {
        self.out.push_str("<dl class=\"terms\">\n");
        for item in items {
            self.line("dt", "", &item.term);
            for blocks in &item.descriptions {
                self.boxed("<dd>", blocks, "</dd>\n");
            }
        }
        self.out.push_str("</dl>");
    }

    fn callout(&mut self, tone: Tone, title: &[Inline], blocks: &[Block]) {
        let _ = writeln!(self.out, "<div class=\"callout {}\" role=\"note\">", tone.name());
        if !title.is_empty() {
            self.line("p", " class=\"title\"", title);
        }
        self.boxed("", blocks, "</div>");
    }

    fn key_figures(&mut self, items: &[KeyFigure]) {
        self.out.push_str("<dl class=\"keys\">\n");
        for KeyFigure { label, value, note, tone } in items {
            let _ = write!(
                self.out,
                "<div class=\"{}\"><dt>{}</dt><dd class=\"value\">{}</dd>",
                tone.name(),
                Words(label),
                Words(value)
            );
            if !note.is_empty() {
                let _ = write!(self.out, "<dd class=\"note\">{}</dd>", Words(note));
            }
            self.out.push_str("</div>\n");
        }
        self.out.push_str("</dl>");
    }

    fn timeline(&mut self, items: &[Event]) {
        self.out.push_str("<ol class=\"timeline\">\n");
        for Event { at, label, text, tone } in items {
            let _ = write!(self.out, "<li class=\"{}\"><span class=\"at\">{}</span> <div>", tone.name(), Words(at));
            if !label.is_empty() {
                let _ = write!(self.out, "<p class=\"label\">{}</p>", Words(label));
            }
            self.line("p", "", text);
            self.out.push_str("</div></li>\n");
        }
        self.out.push_str("</ol>");
    }

    fn signatures(&mut self, parties: &[Party]) {
        self.out.push_str("<div class=\"signatures\">\n");
        for Party { heading, lines, seal } in parties {
            let _ = write!(self.out, "<div class=\"party\"><p class=\"name\">{}</p>", Words(heading));
            self.out.push_str(if lines.is_empty() { "" } else { "<dl>" });
            for (label, value) in lines {
                let _ = write!(self.out, "<div><dt>{}</dt> <dd>{}</dd></div>", Words(label), Words(value));
            }
            self.out.push_str(if lines.is_empty() { "" } else { "</dl>" });
            if !seal.is_empty() {
                let _ = write!(self.out, "<p class=\"seal\">{}</p>", Words(seal));
            }
            self.out.push_str("</div>\n");
        }
        self.out.push_str("</div>");
    }

    /// The number leads back to the mark; where none was printed it is only a number.
    fn note(&mut self, number: u32, blocks: &[Block]) {
        let back = if self.marks.contains(&number) {
            format!("<a href=\"#fnref-{number}\" role=\"doc-backlink\">{number}</a>")
        } else {
            format!("<span>{number}</span>")
        };
        let open = format!("<div class=\"footnote\" id=\"fn-{number}\">{back} <div>");
        self.boxed(&open, blocks, "</div></div>");
    }
}
