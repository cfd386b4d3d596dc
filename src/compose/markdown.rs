//! Markdown to blocks. Every block keeps the template line it came from; HTML is text; fences with
//! a known word are structured blocks.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Align, Block, BlockKind, Column, Definition, Inline, Item, List, Row, Table, Text, Tone, plain};
use crate::load::advice::forbidden;
use crate::load::records::Slots;
use crate::source::{Span, is_forbidden};
use crate::theme::Colors;

use super::enclosed::{self, Piece};
use super::{attached, block, prose};

/// Reads Markdown into blocks.
pub struct Reader<'a> {
    prose: &'a Slots,
    colors: &'a Colors,
    pub attachments: &'a Attachments<'a>,
    findings: RefCell<Diagnostics>,
    /// Numbers given to footnotes so far.
    notes: Cell<u32>,
}

/// Pictures and tables that Markdown may show, by path.
pub type Attachments<'a> = BTreeMap<&'a str, &'a Arc<[u8]>>;

/// What documents read: CommonMark with these extensions.
pub const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM);

type Events<'t> = pulldown_cmark::OffsetIter<'t, pulldown_cmark::DefaultBrokenLinkCallback>;

/// The blocks of `markdown`; `origins` says for each of its lines where it came from, `prose` where the
/// narratives do that it shows.
pub fn read(
    markdown: &str,
    origins: Vec<Option<Span>>,
    prose: &Slots,
    colors: &Colors,
    attachments: &Attachments,
) -> (Vec<Block>, Diagnostics) {
    let reader = Reader { prose, colors, attachments, findings: RefCell::default(), notes: Cell::default() };
    let blocks = Pass::new(&reader, &readable(markdown), origins).blocks();
    (blocks, reader.findings.into_inner())
}

/// Markdown within a line: emphasis, code, links; paragraphs run together.
pub fn inline(markdown: &str) -> Text {
    let (prose, colors, attachments) = (&Slots::new(), &EMPTY, &Attachments::new());
    let reader = Reader { prose, colors, attachments, findings: RefCell::default(), notes: Cell::default() };
    let blocks = Pass::new(&reader, &readable(markdown), Vec::new()).blocks();
    let mut text = Text::new();
    for block in blocks {
        if let BlockKind::Paragraph { text: paragraph } = block.kind {
            if !text.is_empty() {
                text.push(Inline::LineBreak);
            }
            text.extend(paragraph);
        } else {
            text.push(Inline::text(as_written(markdown.trim())));
            return text;
        }
    }
    text
}

/// The text as every format can print it. Files have no such signs; filters of templates may have made some.
fn readable(markdown: &str) -> Cow<'_, str> {
    let other = |c: char| is_forbidden(c) && !enclosed::is_sign(c);
    match markdown.contains(other) {
        true => markdown.replace(other, "\u{fffd}").into(),
        false => markdown.into(),
    }
}

const EMPTY: Colors = Colors {
    primary: String::new(),
    accent: String::new(),
    text: String::new(),
    muted: String::new(),
    line: String::new(),
    surface: String::new(),
    tones: BTreeMap::new(),
};

impl Reader<'_> {
    /// The blocks of Markdown inside a structured block.
    pub fn nested(&self, markdown: &str) -> Vec<Block> {
        Pass::new(self, &readable(markdown), Vec::new()).blocks()
    }

    fn next_note(&self) -> u32 {
        self.notes.set(self.notes.get() + 1);
        self.notes.get()
    }

    pub fn note(&self, code: Code, message: impl Into<String>, at: Option<Span>, help: &str) {
        self.findings.borrow_mut().push(Diagnostic::new(code, message).at(at).help(help));
    }
}

/// One run over one text.
struct Pass<'r, 't> {
    reader: &'r Reader<'r>,
    events: Events<'t>,
    /// Byte offset at which each line starts.
    lines: Vec<usize>,
    /// Where each line came from.
    origins: Vec<Option<Span>>,
    /// Numbers of footnotes by label, in the order of their marks.
    notes: BTreeMap<String, u32>,
    /// Labels whose note was met.
    noted: BTreeSet<String>,
    /// What was met inside the block being read and cannot stand in it, such as pictures; it stands behind it.
    behind: Vec<Block>,
    /// How many tags are open around what is being read.
    depth: usize,
    /// Depths at which a paragraph was met: an item of a loose list has them right below.
    loose: BTreeSet<usize>,
    /// The box of a task list, where the item being read has one.
    checked: Option<bool>,
}

/// How deep blocks and emphasis may be nested: readers lose the thread long before, and the layout
/// ends at some fifty.
const DEEPEST: usize = 32;

impl<'r, 't> Pass<'r, 't> {
    fn new(reader: &'r Reader<'r>, markdown: &'t str, origins: Vec<Option<Span>>) -> Self {
        let lines = std::iter::once(0).chain(markdown.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self {
            reader,
            events: Parser::new_ext(markdown, OPTIONS).into_offset_iter(),
            lines,
            origins,
            notes: BTreeMap::new(),
            noted: BTreeSet::new(),
            behind: Vec::new(),
            depth: 0,
            loose: BTreeSet::new(),
            checked: None,
        }
    }

    fn origin(&self, range: &Range<usize>) -> Option<Span> {
        let line = self.lines.partition_point(|start| *start <= range.start).saturating_sub(1);
        self.origins.get(line).copied().flatten()
    }

    /// The number of the note with a label, which only this text knows.
    fn number(&mut self, label: &str) -> u32 {
        *self.notes.entry(label.to_owned()).or_insert_with(|| self.reader.next_note())
    }

    /// Blocks up to the end of the container that was opened, or of the text.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut loose: Text = Text::new();
        let mut loose_at = None;
        while let Some((event, range)) = self.events.next() {
            let origin = self.origin(&range);
            match event {
                Event::End(_) => break,
                Event::Start(tag) if is_block(&tag) => {
                    self.flush(&mut loose, loose_at, &mut blocks);
                    let opened = self.deeper(origin, |pass| pass.opened(tag, origin));
                    blocks.extend(opened);
                    blocks.append(&mut self.behind);
                }
                Event::Rule => {
                    self.flush(&mut loose, loose_at, &mut blocks);
                    blocks.push(Block { kind: BlockKind::Rule, origin });
                }
                // Tight list items hold their text without a paragraph around it.
                other => self.running(other, origin, &mut loose, &mut loose_at, &mut blocks),
            }
        }
        self.flush(&mut loose, loose_at, &mut blocks);
        blocks
    }

    /// Ends the paragraph that was gathered.
    fn flush(&mut self, text: &mut Text, origin: Option<Span>, blocks: &mut Vec<Block>) {
        if !plain(text).trim().is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph { text: std::mem::take(text) }, origin });
        }
        text.clear();
        blocks.append(&mut self.behind);
    }

    /// Adds what stands in a paragraph, which came from `at`. Prose that is more than a paragraph ends it, and
    /// begins the next one.
    fn running(
        &mut self,
        event: Event<'t>,
        origin: Option<Span>,
        text: &mut Text,
        at: &mut Option<Span>,
        blocks: &mut Vec<Block>,
    ) {
        *at = at.or(origin);
        let Event::Text(piece) = event else { return self.inline(event, origin, text) };
        for piece in enclosed::pieces(&piece) {
            for (index, block) in self.piece(piece, origin, text).into_iter().enumerate() {
                let is_paragraph = matches!(block.kind, BlockKind::Paragraph { .. });
                if index > 0 || !is_paragraph {
                    self.flush(text, *at, blocks);
                }
                if text.is_empty() {
                    *at = block.origin;
                }
                match block.kind {
                    BlockKind::Paragraph { text: paragraph } => text.extend(paragraph),
                    _ => blocks.push(block),
                }
            }
        }
    }

    /// Adds a piece that is plain; the blocks of one that is prose.
    fn piece(&mut self, piece: Piece, origin: Option<Span>, text: &mut Text) -> Vec<Block> {
        match piece {
            Piece::Plain(plain) => {
                self.text(plain, origin, text);
                Vec::new()
            }
            Piece::Prose(prose) => self.prose(&prose, origin),
        }
    }

    /// The blocks of prose, which is read by itself.
    fn prose(&mut self, prose: &str, origin: Option<Span>) -> Vec<Block> {
        let written = self.reader.prose.values().find(|slot| slot.value == prose).and_then(|slot| slot.span);
        let origins = match written {
            Some(span) => lines_of(prose, span),
            None => prose.lines().map(|_| origin).collect(),
        };
        self.deeper(origin, |pass| {
            let mut inner = Pass::new(pass.reader, prose, origins);
            inner.depth = pass.depth;
            inner.blocks()
        })
    }

    /// Goes one tag deeper with `read`; what is nested too deeply is left out with a finding.
    fn deeper<T: Default>(&mut self, origin: Option<Span>, read: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth >= DEEPEST {
            let message = format!("the text is nested more than {DEEPEST} deep");
            self.reader.note(Code::BLOCK, message, origin, "write it with fewer levels of lists, quotes or emphasis");
            self.skip();
            return T::default();
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// Leaves out the rest of the tag that was opened.
    fn skip(&mut self) {
        let mut open = 1_usize;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                _ => {}
            }
            if open == 0 {
                break;
            }
        }
    }

    fn opened(&mut self, tag: Tag<'t>, origin: Option<Span>) -> Vec<Block> {
        let kind = match tag {
            Tag::Paragraph => return self.paragraph(),
            Tag::Heading { level, id, .. } => {
                let id = id.map(|id| id.to_string()).unwrap_or_default();
                BlockKind::Heading { level: level as u8, number: String::new(), id, text: self.inlines() }
            }
            Tag::BlockQuote(kind) => {
                let blocks = self.blocks();
                match kind.map(alert) {
                    Some((tone, title)) => BlockKind::Callout { tone, title: vec![Inline::text(title)], blocks },
                    None => BlockKind::Quote { blocks },
                }
            }
            Tag::CodeBlock(kind) => {
                let kinds = self.code(kind, origin);
                return kinds.into_iter().map(|kind| Block { kind, origin }).collect();
            }
            Tag::List(start) => self.list(start),
            Tag::DefinitionList => BlockKind::Definitions { items: self.definitions() },
            Tag::Table(alignments) => self.table(&alignments),
            Tag::FootnoteDefinition(label) => {
                let number = self.number(&label);
                if self.noted.insert(label.to_string()) {
                    BlockKind::Footnote { number, blocks: self.blocks() }
                } else {
                    let message = format!("the note `[^{label}]` is written twice");
                    self.reader.note(Code::NOTE, message, origin, "give one of them, and its mark, another label");
                    BlockKind::Footnote { number: self.reader.next_note(), blocks: self.blocks() }
                }
            }
            Tag::HtmlBlock => {
                let text = self.raw();
                let help = "use Markdown or a component; documents go to several formats";
                self.reader.note(Code::RAW_HTML, "this HTML is printed as text", origin, help);
                BlockKind::Paragraph { text: vec![Inline::text(as_written(&text).trim_end())] }
            }
            _ => return self.blocks(),
        };
        vec![Block { kind, origin }]
    }

    fn paragraph(&mut self) -> Vec<Block> {
        self.loose.insert(self.depth);
        let (mut text, mut at, mut blocks) = (Text::new(), None, Vec::new());
        while let Some((event, range)) = self.events.next() {
            if let Event::End(_) = event {
                break;
            }
            let origin = self.origin(&range);
            self.running(event, origin, &mut text, &mut at, &mut blocks);
        }
        self.flush(&mut text, at, &mut blocks);
        blocks
    }

    fn code(&mut self, kind: CodeBlockKind, origin: Option<Span>) -> Vec<BlockKind> {
        let text = self.raw();
        let language = match &kind {
            CodeBlockKind::Fenced(language) => {
                as_written(language.split_whitespace().next().unwrap_or_default()).into_owned()
            }
            CodeBlockKind::Indented => String::new(),
        };
        if block::NAMES.contains(&language.as_str()) {
            let json = enclosed::revealed(&text, |prose| {
                let quoted = Value::from(prose).to_string();
                quoted[1..quoted.len() - 1].to_owned()
            });
            match block::read(&language, &json, self.reader.colors, self.reader) {
                Ok(blocks) => return blocks,
                Err(message) => {
                    let help = format!("docs/templates.md describes the block `{language}`");
                    self.reader.note(Code::BLOCK, format!("in the block `{language}`: {message}"), origin, &help);
                }
            }
        }
        vec![BlockKind::Code { language, text: as_written(&text).trim_end_matches('\n').to_owned() }]
    }

    /// The raw text up to the end of the block.
    fn raw(&mut self) -> String {
        let mut text = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::End(_) => break,
                Event::Text(piece) | Event::Html(piece) | Event::Code(piece) => text.push_str(&piece),
                _ => {}
            }
        }
        text
    }

    fn list(&mut self, start: Option<u64>) -> BlockKind {
        let mut items = Vec::new();
        let mut tight = true;
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let outer = self.checked.take();
                    self.loose.remove(&(self.depth + 1));
                    let blocks = self.blocks();
                    tight &= !self.loose.contains(&(self.depth + 1));
                    items.push(Item { checked: std::mem::replace(&mut self.checked, outer), blocks });
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        BlockKind::List(List { start, tight, items })
    }

    fn definitions(&mut self) -> Vec<Definition> {
        let mut items: Vec<Definition> = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    let term = self.inlines();
                    items.push(Definition { term, descriptions: Vec::new() });
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let blocks = self.blocks();
                    if let Some(item) = items.last_mut() {
                        item.descriptions.push(blocks);
                    }
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        items
    }

    fn table(&mut self, alignments: &[Alignment]) -> BlockKind {
        let mut columns = Vec::new();
        let mut rows = Vec::new();
        let mut head = false;
        let mut cells: Vec<Text> = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => head = true,
                Event::Start(Tag::TableRow) => {}
                Event::Start(Tag::TableCell) => {
                    let cell = self.inlines();
                    cells.push(cell);
                }
                Event::End(TagEnd::TableHead) if head => {
                    head = false;
                    let aligns = alignments.iter().map(align);
                    columns = std::mem::take(&mut cells)
                        .into_iter()
                        .zip(aligns)
                        .map(|(label, align)| Column { label, align, width: None })
                        .collect();
                }
                Event::End(TagEnd::TableRow) => rows.push(Row { cells: std::mem::take(&mut cells), total: false }),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        let width = columns.len();
        rows.iter_mut().for_each(|row: &mut Row| row.cells.resize(width, Text::new()));
        BlockKind::Table(Table { caption: Text::new(), number: 0, columns, rows, row_headers: false, wide: false })
    }

    /// Inlines up to the end of the tag that was opened.
    fn inlines(&mut self) -> Text {
        let mut text = Text::new();
        while let Some((event, range)) = self.events.next() {
            if let Event::End(_) = event {
                break;
            }
            let origin = self.origin(&range);
            self.inline(event, origin, &mut text);
        }
        text
    }

    /// Adds text with prose in it, of which all but a first paragraph stands behind the block.
    fn parts(&mut self, piece: &str, origin: Option<Span>, text: &mut Text) {
        for piece in enclosed::pieces(piece) {
            for (index, block) in self.piece(piece, origin, text).into_iter().enumerate() {
                match block.kind {
                    BlockKind::Paragraph { text: paragraph } if index == 0 => text.extend(paragraph),
                    _ => self.behind.push(block),
                }
            }
        }
    }

    /// Adds text, in which entities such as `&#11;` may spell what no text may hold.
    fn text(&mut self, piece: &str, origin: Option<Span>, text: &mut Text) {
        match piece.chars().find(|character| is_forbidden(*character)) {
            None => push(text, piece),
            Some(character) => {
                self.reader.findings.borrow_mut().push(forbidden(character).at(origin));
                push(text, &piece.replace(is_forbidden, "\u{fffd}"));
            }
        }
    }

    fn inline(&mut self, event: Event<'t>, origin: Option<Span>, text: &mut Text) {
        match event {
            Event::Text(piece) => self.parts(&piece, origin, text),
            Event::Code(code) => text.push(Inline::Code { text: as_written(&code).into_owned() }),
            Event::SoftBreak => push(text, " "),
            Event::HardBreak => text.push(Inline::LineBreak),
            Event::TaskListMarker(checked) => self.checked = Some(checked),
            Event::FootnoteReference(label) => {
                let number = self.number(&label);
                text.push(Inline::Footnote { number });
            }
            Event::InlineHtml(html) | Event::Html(html) => {
                let help = "use Markdown or a component; documents go to several formats";
                // One finding for an element: the tag that opens it.
                if !html.starts_with("</") {
                    self.reader.note(Code::RAW_HTML, format!("`{html}` is printed as text"), origin, help);
                }
                push(text, &as_written(&html));
            }
            Event::InlineMath(math) | Event::DisplayMath(math) => push(text, &math),
            Event::Start(tag) => {
                let inner = self.deeper(origin, Self::inlines);
                match tag {
                    Tag::Emphasis => text.push(Inline::Emphasis { text: inner }),
                    Tag::Strong => text.push(Inline::Strong { text: inner }),
                    Tag::Strikethrough => text.push(Inline::Strike { text: inner }),
                    Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                        self.link(&format!("mailto:{dest_url}"), inner, origin, text);
                    }
                    Tag::Link { dest_url, .. } => self.link(&as_written(&dest_url), inner, origin, text),
                    Tag::Image { dest_url, title, .. } => {
                        self.image(&as_written(&dest_url), &as_written(&title), inner, origin, text);
                    }
                    _ => text.extend(inner),
                }
            }
            Event::End(_) | Event::Rule => {}
        }
    }

    /// A picture of the engagement's folder becomes a figure, a CSV file a table; anything else
    /// stays its text.
    fn image(&mut self, path: &str, caption: &str, inner: Text, origin: Option<Span>, text: &mut Text) {
        match attached::block(self.reader, path, caption, &inner, origin) {
            Some(kind) => self.behind.push(Block { kind, origin }),
            None => text.extend(inner),
        }
    }

    fn link(&self, to: &str, inner: Text, origin: Option<Span>, text: &mut Text) {
        let scheme = to.split_once(':').map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
        match scheme {
            Some((scheme, tone)) if scheme == "chip" => {
                let tone = Tone::ALL.into_iter().find(|known| known.name() == tone).unwrap_or_default();
                text.push(Inline::Chip { tone, text: plain(&inner) });
            }
            Some((scheme, _)) if matches!(scheme.as_str(), "http" | "https" | "mailto") => {
                text.push(Inline::Link { to: to.to_owned(), text: inner });
            }
            // A figure of prose; what it says is checked with the narrative.
            _ if to.starts_with(prose::SCHEME) => text.extend(inner),
            _ if to.starts_with('#') => text.push(Inline::Reference { to: to[1..].to_owned(), text: inner }),
            _ => {
                let help = "write an http, https or mailto address, or `#heading` for a place in the document";
                self.reader.note(Code::LINK, format!("the link to `{to}` is printed as text"), origin, help);
                text.extend(inner);
            }
        }
    }
}

/// The place of each line of a text that stands there, with line ends of one or two bytes.
fn lines_of(text: &str, span: Span) -> Vec<Option<Span>> {
    let end = 1 + usize::from(span.end - span.start > text.len());
    let mut at = span.start;
    let place = |line: &str| {
        let start = at;
        at += line.len() + end;
        Some(Span::new(span.file, start, start + line.len()))
    };
    text.lines().map(place).collect()
}

/// Prose as it is written, where it is not read as Markdown: in code, in addresses.
fn as_written(text: &str) -> Cow<'_, str> {
    enclosed::revealed(text, |prose| prose)
}

/// Adds a piece of text, joining it to a piece before it.
fn push(text: &mut Text, piece: &str) {
    match text.last_mut() {
        Some(Inline::Text { text }) => text.push_str(piece),
        _ => text.push(Inline::text(piece)),
    }
}

fn is_block(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::DefinitionList
            | Tag::Table(_)
            | Tag::FootnoteDefinition(_)
            | Tag::HtmlBlock
            | Tag::MetadataBlock(_)
    )
}

fn alert(kind: BlockQuoteKind) -> (Tone, &'static str) {
    match kind {
        BlockQuoteKind::Note => (Tone::Info, "Note"),
        BlockQuoteKind::Tip => (Tone::Good, "Tip"),
        BlockQuoteKind::Important => (Tone::Info, "Important"),
        BlockQuoteKind::Warning => (Tone::Attention, "Warning"),
        BlockQuoteKind::Caution => (Tone::Critical, "Caution"),
    }
}

fn align(alignment: &Alignment) -> Align {
    match alignment {
        Alignment::Right => Align::End,
        Alignment::Center => Align::Center,
        Alignment::Left | Alignment::None => Align::Start,
    }
}
