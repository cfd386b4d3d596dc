//! A document as calls of the theme's functions; its words stand only in string literals.
//!
//! The text is Typst code, not markup, and each block has lines of its own: [`Markup::origins`]
//! leads from a line back to the template.

use std::collections::BTreeSet;

use super::literal::{breakable, command, string, words};
use super::metrics::{BOLD, CODE};
use super::world::picture_path;
use super::{columns, front, length, sheets};
use crate::document::{Align, Block, BlockKind, Document, Figure, Inline, List, Picture, Table, Text, Tone, plain};
use crate::export::lines;
use crate::source::Span;

/// A wider word of running text, in ems, may be broken: it would not fit a line with some indent.
pub const WORD: f64 = 26.0;
/// The same for words in large or narrow places: titles, cards, signatures.
pub const TIGHT: f64 = 10.0;
/// A paragraph of more characters is text of its own, not words that lead to a table.
const LEAD: usize = 240;
/// Cells over this many characters may break over pages; shorter rows are kept whole.
const TALL: usize = 900;

/// A document as Typst source.
pub struct Markup<'a> {
    pub text: String,
    /// For each line of `text`, the template line of the block that wrote it.
    pub origins: Vec<Option<Span>>,
    /// The pictures, in the order of their numbers.
    pub pictures: Vec<&'a Picture>,
    document: &'a Document,
    origin: Option<Span>,
    /// What can be linked to: a link without a target is an error to typst, and only text here.
    headings: BTreeSet<&'a str>,
    notes: BTreeSet<u32>,
    /// Whether the sheet is turned on its side.
    turned: bool,
}

impl<'a> Markup<'a> {
    /// Writes `document`.
    pub fn of(document: &'a Document) -> Self {
        let mut markup = Self {
            text: String::new(),
            origins: Vec::new(),
            pictures: Vec::new(),
            document,
            origin: None,
            headings: BTreeSet::new(),
            notes: BTreeSet::new(),
            turned: false,
        };
        markup.targets(&document.blocks);
        markup.line("#import \"theme.typ\": *");
        markup.line("#report(");
        for (name, value) in front::arguments(document) {
            markup.line(&format!("{name}: {value},"));
        }
        markup.line("{");
        for (blocks, turned) in sheets::of(&document.blocks) {
            markup.turned = turned;
            if turned {
                markup.line("turned({");
            }
            markup.blocks(blocks, true);
            if turned {
                markup.line("})");
            }
        }
        markup.line("})");
        markup
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
        self.origins.push(self.origin);
    }

    /// Collects headings and notes at any depth.
    fn targets(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading { number, id, text, .. } if !is_silent(number, text) => _ = self.headings.insert(id),
                BlockKind::List(list) => list.items.iter().for_each(|item| self.targets(&item.blocks)),
                BlockKind::Definitions { items } => {
                    items.iter().flat_map(|item| &item.descriptions).for_each(|blocks| self.targets(blocks));
                }
                BlockKind::Footnote { number, blocks } => {
                    self.notes.insert(*number);
                    self.targets(blocks);
                }
                BlockKind::Quote { blocks } | BlockKind::Callout { blocks, .. } => self.targets(blocks),
                _ => {}
            }
        }
    }

    fn blocks(&mut self, blocks: &'a [Block], top: bool) {
        for (at, block) in blocks.iter().enumerate() {
            let outer = self.origin;
            self.origin = block.origin.or(outer);
            match &block.kind {
                BlockKind::Paragraph { text } if top && leads(&blocks[..at], text, &blocks[at + 1..]) => {
                    self.line(&format!("lead({})", self.content(text, WORD)));
                }
                kind => self.block(kind, top),
            }
            self.origin = outer;
        }
    }

    /// The blocks inside another one, as one argument.
    fn body(&mut self, blocks: &'a [Block]) {
        self.line("{ []");
        self.blocks(blocks, false);
        self.line("},");
    }

    /// The blocks of a list item. The first paragraph is running text, so that tight lists are tight.
    fn item(&mut self, blocks: &'a [Block]) {
        self.line("{ []");
        let rest = match blocks {
            [Block { kind: BlockKind::Paragraph { text }, origin }, rest @ ..] => {
                let outer = self.origin;
                self.origin = origin.or(outer);
                self.line(&self.content(text, WORD));
                self.origin = outer;
                rest
            }
            all => all,
        };
        self.blocks(rest, false);
        self.line("},");
    }

    fn block(&mut self, block: &'a BlockKind, top: bool) {
        match block {
            // Typst refuses a heading without words; nothing to print is nothing printed.
            BlockKind::Heading { number, text, .. } if is_silent(number, text) => {}
            BlockKind::Heading { level, number, id, text } => {
                let text = self.content(text, 1.5 * TIGHT);
                self.line(&format!("section({}, {}, {}, {text})", level.clamp(&1, &6), string(number), string(id)));
            }
            BlockKind::Paragraph { text } => self.line(&format!("par({})", self.content(text, WORD))),
            BlockKind::List(list) => self.list(list),
            BlockKind::Definitions { items } => {
                self.line("definitions(");
                for item in items {
                    self.line(&format!("({},", self.content(&item.term, WORD)));
                    item.descriptions.iter().for_each(|blocks| self.item(blocks));
                    self.line("),");
                }
                self.line(")");
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Code { text, .. } => {
                // Each line is a tag of its own, and an empty one would be an empty tag.
                let full = |line: &'a str| if line.is_empty() { " " } else { line };
                let lines: Vec<&str> = text.trim_end_matches('\n').split('\n').map(full).collect();
                let text = string(&breakable(&lines.join("\n"), WORD));
                self.line(&format!("listing(raw(block: true, {text}))"));
            }
            BlockKind::Quote { blocks } => {
                self.line("quotation(");
                self.body(blocks);
                self.line(")");
            }
            BlockKind::Callout { tone, title, blocks } => {
                let title = if title.is_empty() { "none".into() } else { self.content(title, WORD) };
                self.line(&format!("callout({}, {title},", name(*tone)));
                self.body(blocks);
                self.line(")");
            }
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::KeyFigures { items } => {
                self.line("key-figures(");
                for item in items {
                    let (label, value, note) =
                        (short(&item.label, TIGHT), short(&item.value, 5.0), short(&item.note, TIGHT));
                    self.line(&format!("({label}, {value}, {note}, {}),", name(item.tone)));
                }
                self.line(")");
            }
            BlockKind::Timeline { items } => {
                self.line("timeline(");
                for item in items {
                    let text = self.content(&item.text, WORD);
                    self.line(&format!(
                        "({}, {}, {text}, {}),",
                        short(&item.at, 0.8 * TIGHT),
                        short(&item.label, WORD),
                        name(item.tone)
                    ));
                }
                self.line(")");
            }
            BlockKind::Signatures { parties } => {
                self.line("signatures(");
                for party in parties {
                    let line = |(label, value): &(String, String)| {
                        format!("({}, {}), ", short(label, 0.7 * TIGHT), short(value, TIGHT))
                    };
                    let lines: String = party.lines.iter().map(line).collect();
                    self.line(&format!(
                        "({}, ({lines}), {}),",
                        words(&party.heading, 1.5 * TIGHT),
                        short(&party.seal, 0.8 * TIGHT)
                    ));
                }
                self.line(")");
            }
            BlockKind::Footnote { number, blocks } => {
                self.line(&format!("note(\"{number}\","));
                self.item(blocks);
                self.line(")");
            }
            // Inside a list or quote there is no page to end.
            BlockKind::PageBreak if top => self.line("pagebreak(weak: true)"),
            BlockKind::PageBreak => {}
            BlockKind::Rule => self.line("divide()"),
        }
    }

    fn list(&mut self, list: &'a List) {
        let tasks = list.items.iter().any(|item| item.checked.is_some());
        match list.start {
            _ if tasks => {
                let state = |checked: Option<bool>| checked.map_or("none, ".into(), |checked| format!("{checked}, "));
                let states: String = list.items.iter().map(|item| state(item.checked)).collect();
                self.line(&format!("tasks({}, ({states}),", list.tight));
            }
            // Typst would read a larger number as a float.
            Some(start) => self.line(&format!("numbers({}, {},", list.tight, start.min(i64::MAX as u64))),
            None => self.line(&format!("bullets({},", list.tight)),
        }
        list.items.iter().for_each(|item| self.item(&item.blocks));
        self.line(")");
    }

    fn table(&mut self, table: &'a Table) {
        let widths = columns::widths(table, self.turned);
        let rooms: Vec<f64> = widths.iter().map(|width| width - columns::INSET).collect();
        let shares: String = widths.iter().map(|width| format!("{width:.2}fr, ")).collect();
        let aligns: String = table.columns.iter().map(|column| align(column.align)).collect();
        let totals: String =
            (1..).zip(&table.rows).filter(|(_, row)| row.total).map(|(y, _)| format!("{y}, ")).collect();
        let tall = |cell: &Vec<Inline>| plain(cell).len() > TALL;
        let keep = match table.rows.iter().flat_map(|row| &row.cells).any(tall) {
            true => "none",
            false if length::is_low(table, self.turned) => "table",
            false => "rows",
        };
        let labels = &self.document.meta.labels;
        let caption = self.caption(&labels.table, table.number, &table.caption);
        let head: String = table
            .columns
            .iter()
            .zip(&rooms)
            .map(|(column, room)| self.content(&column.label, room / BOLD) + ", ")
            .collect();
        self.line(&format!("grid-of({caption}, ({shares}), ({aligns}), ({totals}), \"{keep}\", ({head}),"));
        for row in &table.rows {
            let cells = row.cells.iter().zip(&rooms).enumerate().map(|(x, (cell, room))| {
                let mut cell = self.cell(cell, if row.total { room / BOLD } else { *room });
                if row.total {
                    cell = format!("strong({cell})");
                }
                if x == 0 && table.row_headers { format!("row-head({cell}), ") } else { cell + ", " }
            });
            let cells: String = cells.collect();
            self.line(&cells);
        }
        self.line(")");
    }

    /// The content of a cell, its points as the theme sets them.
    fn cell(&self, text: &[Inline], room: f64) -> String {
        if !lines::of(text).any(lines::is_point) {
            return self.content(text, room);
        }
        let mut content = String::from("[");
        let mut inline = false;
        for line in lines::of(text) {
            let point = lines::is_point(line);
            let words = self.content(line, room);
            content += &match point {
                true => format!("#point({words});"),
                false if inline => format!("#linebreak();#{words};"),
                false => format!("#{words};"),
            };
            inline = !point;
        }
        content + "]"
    }

    fn figure(&mut self, figure: &'a Figure) {
        let path = picture_path(self.pictures.len(), &figure.picture);
        self.pictures.push(&figure.picture);
        let caption = self.caption(&self.document.meta.labels.figure, figure.number, &figure.caption);
        let width = figure.width.clamp(0.01, 1.0) * 100.0;
        // Typst reads pictures only when it lays them out, and then knows no more than where `image`
        // was called: here, so that errors find the template line.
        let image = format!("image(\"{path}\", alt: {}, width: {width:.2}%)", string(&figure.alt));
        self.line(&format!("illustration({caption}, {image})"));
    }

    fn caption(&self, label: &str, number: u32, text: &[Inline]) -> String {
        if number == 0 {
            return "none".into();
        }
        format!("caption({}, {})", string(&format!("{label} {number}")), self.content(text, WORD))
    }

    /// Running text as a content argument; words wider than `room` ems may be broken.
    fn content(&self, text: &[Inline], room: f64) -> String {
        let inlines: String = text.iter().map(|inline| format!("#{};", self.inline(inline, room))).collect();
        format!("[{inlines}]")
    }

    fn inline(&self, inline: &Inline, room: f64) -> String {
        match inline {
            Inline::Text { text } => words(text, room),
            Inline::Emphasis { text } => format!("emph({})", self.content(text, room)),
            Inline::Strong { text } => format!("strong({})", self.content(text, room)),
            Inline::Strike { text } => format!("strike({})", self.content(text, room)),
            Inline::Code { text } => format!("code({})", command(text, room / CODE)),
            Inline::Link { to, text } if !to.is_empty() => {
                format!("to-web({}, {})", string(to), self.content(&closed(text), room))
            }
            Inline::Reference { to, text } if self.headings.contains(to.as_str()) => {
                format!("to-section({}, {})", string(to), self.content(&closed(text), room))
            }
            Inline::Link { text, .. } | Inline::Reference { text, .. } => self.content(text, room),
            Inline::Chip { tone, text } => format!("chip({}, {})", name(*tone), short(text, room)),
            Inline::Footnote { number } => format!("mark(\"{number}\", {})", self.notes.contains(number)),
            Inline::LineBreak => "linebreak()".into(),
        }
    }
}

/// The text of a link without a soft hyphen at its end: the typesetter puts that outside the link, and then
/// refuses the document.
fn closed(text: &[Inline]) -> Text {
    let mut text = text.to_vec();
    match text.last_mut() {
        Some(Inline::Text { text: last }) if last.ends_with('\u{ad}') => {
            let kept = last.trim_end_matches('\u{ad}').len();
            last.truncate(kept);
            if kept == 0 {
                text.pop();
                return closed(&text);
            }
        }
        Some(Inline::Emphasis { text } | Inline::Strong { text } | Inline::Strike { text }) => *text = closed(text),
        _ => {}
    }
    text
}

/// Whether a paragraph leads to what follows, so that no page ends between them: a short one between
/// a heading and a table, a picture or a list, or one that ends with a colon.
fn leads(before: &[Block], text: &[Inline], after: &[Block]) -> bool {
    let shown = |block: &Block| {
        matches!(
            block.kind,
            BlockKind::Table(_) | BlockKind::Figure(_) | BlockKind::List(_) | BlockKind::KeyFigures { .. }
        )
    };
    let under = before.last().is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }));
    let words = plain(text);
    after.first().is_some_and(shown) && words.chars().count() <= LEAD && (under || words.trim_end().ends_with(':'))
}

fn is_silent(number: &str, text: &[Inline]) -> bool {
    number.trim().is_empty() && plain(text).trim().is_empty()
}

/// A short text as content, so that errors in it find their line; `none` when it is empty.
fn short(text: &str, room: f64) -> String {
    if text.is_empty() { "none".into() } else { format!("[#{}]", words(text, room)) }
}

fn name(tone: Tone) -> String {
    string(tone.name())
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Start => "start, ",
        Align::Center => "center, ",
        Align::End => "end, ",
    }
}
