//! Markdown to blocks. Every block keeps the template line it came from; HTML is text; fences with
//! a known word are structured blocks.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{
    Align, Block, BlockKind, Column, Definition, Figure, Inline, Item, List, Picture, Row, Table, Text, Tone, plain,
};
use crate::load::advice::forbidden;
use crate::load::rows::grid;
use crate::source::{Span, is_forbidden};
use crate::theme::Colors;

use super::{block, prose};

/// Reads Markdown into blocks.
pub struct Reader<'a> {
    origins: &'a [Option<Span>],
    colors: &'a Colors,
    attachments: &'a Attachments<'a>,
    findings: RefCell<Diagnostics>,
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

/// The blocks of `markdown`; `origins` says for each of its lines where it came from.
pub fn read(
    markdown: &str,
    origins: &[Option<Span>],
    colors: &Colors,
    attachments: &Attachments,
) -> (Vec<Block>, Diagnostics) {
    let reader = Reader { origins, colors, attachments, findings: RefCell::default() };
    let blocks = Pass::new(&reader, &readable(markdown)).blocks();
    (blocks, reader.findings.into_inner())
}

/// Markdown within a line: emphasis, code, links; paragraphs run together.
pub fn inline(markdown: &str) -> Text {
    let (colors, attachments) = (&EMPTY, &Attachments::new());
    let reader = Reader { origins: &[], colors, attachments, findings: RefCell::default() };
    let blocks = Pass::new(&reader, &readable(markdown)).blocks();
    let mut text = Text::new();
    for block in blocks {
        if let BlockKind::Paragraph { text: paragraph } = block.kind {
            if !text.is_empty() {
                text.push(Inline::LineBreak);
            }
            text.extend(paragraph);
        } else {
            text.push(Inline::text(markdown.trim()));
            return text;
        }
    }
    text
}

/// The text as every format can print it. Files have no such signs; filters of templates may have made some.
fn readable(markdown: &str) -> Cow<'_, str> {
    match markdown.contains(is_forbidden) {
        true => markdown.replace(is_forbidden, "\u{fffd}").into(),
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
        Pass::new(self, &readable(markdown)).blocks()
    }

    fn note(&self, code: Code, message: impl Into<String>, at: Option<Span>, help: &str) {
        self.findings.borrow_mut().push(Diagnostic::new(code, message).at(at).help(help));
    }
}

/// One run over one text.
struct Pass<'r, 't> {
    reader: &'r Reader<'r>,
    events: Events<'t>,
    /// Byte offset at which each line starts.
    lines: Vec<usize>,
    /// Numbers of footnotes by label, in the order of their marks.
    notes: BTreeMap<String, u32>,
    /// Pictures and tables met inside the paragraph being read; they stand behind it.
    behind: Vec<BlockKind>,
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
    fn new(reader: &'r Reader<'r>, markdown: &'t str) -> Self {
        let lines = std::iter::once(0).chain(markdown.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let events = Parser::new_ext(markdown, OPTIONS).into_offset_iter();
        let (notes, behind, loose) = (BTreeMap::new(), Vec::new(), BTreeSet::new());
        Self { reader, events, lines, notes, behind, depth: 0, loose, checked: None }
    }

    fn origin(&self, range: &Range<usize>) -> Option<Span> {
        let line = self.lines.partition_point(|start| *start <= range.start).saturating_sub(1);
        self.reader.origins.get(line).copied().flatten()
    }

    fn number(&mut self, label: &str) -> u32 {
        let next = u32::try_from(self.notes.len()).unwrap_or(u32::MAX).saturating_add(1);
        *self.notes.entry(label.to_owned()).or_insert(next)
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
                    flush(&mut loose, loose_at, &mut blocks);
                    let kinds = self.block(tag, origin);
                    blocks.extend(kinds.into_iter().map(|kind| Block { kind, origin }));
                }
                Event::Rule => {
                    flush(&mut loose, loose_at, &mut blocks);
                    blocks.push(Block { kind: BlockKind::Rule, origin });
                }
                // Tight list items hold their text without a paragraph around it.
                other => {
                    loose_at = loose_at.or(origin);
                    self.inline(other, origin, &mut loose);
                }
            }
        }
        flush(&mut loose, loose_at, &mut blocks);
        blocks
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

    fn block(&mut self, tag: Tag<'t>, origin: Option<Span>) -> Vec<BlockKind> {
        self.deeper(origin, |pass| pass.opened(tag, origin))
    }

    fn opened(&mut self, tag: Tag<'t>, origin: Option<Span>) -> Vec<BlockKind> {
        if matches!(tag, Tag::Paragraph) {
            self.loose.insert(self.depth);
        }
        vec![match tag {
            Tag::Paragraph => {
                let text = self.inlines();
                let behind = std::mem::take(&mut self.behind);
                let words = (!plain(&text).trim().is_empty()).then_some(BlockKind::Paragraph { text });
                return words.into_iter().chain(behind).collect();
            }
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
            Tag::CodeBlock(kind) => return self.code(kind, origin),
            Tag::List(start) => self.list(start),
            Tag::DefinitionList => BlockKind::Definitions { items: self.definitions() },
            Tag::Table(alignments) => self.table(&alignments),
            Tag::FootnoteDefinition(label) => {
                let number = self.number(&label);
                BlockKind::Footnote { number, blocks: self.blocks() }
            }
            Tag::HtmlBlock => {
                let text = self.raw();
                let help = "use Markdown or a component; documents go to several formats";
                self.reader.note(Code::RAW_HTML, "this HTML is printed as text", origin, help);
                BlockKind::Paragraph { text: vec![Inline::text(text.trim_end())] }
            }
            _ => return self.blocks().into_iter().map(|block| block.kind).collect(),
        }]
    }

    fn code(&mut self, kind: CodeBlockKind, origin: Option<Span>) -> Vec<BlockKind> {
        let text = self.raw();
        let language = match &kind {
            CodeBlockKind::Fenced(language) => language.split_whitespace().next().unwrap_or_default().to_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        if block::NAMES.contains(&language.as_str()) {
            match block::read(&language, &text, self.reader.colors, self.reader) {
                Ok(blocks) => return blocks,
                Err(message) => {
                    let help = format!("docs/templates.md describes the block `{language}`");
                    self.reader.note(Code::BLOCK, format!("in the block `{language}`: {message}"), origin, &help);
                }
            }
        }
        vec![BlockKind::Code { language, text: text.trim_end_matches('\n').to_owned() }]
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
            Event::Text(piece) => self.text(&piece, origin, text),
            Event::Code(code) => text.push(Inline::Code { text: code.into_string() }),
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
                push(text, &html);
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
                    Tag::Link { dest_url, .. } => self.link(&dest_url, inner, origin, text),
                    Tag::Image { dest_url, title, .. } => self.image(&dest_url, &title, inner, origin, text),
                    _ => text.extend(inner),
                }
            }
            Event::End(_) | Event::Rule => {}
        }
    }

    /// A picture of the engagement's folder becomes a figure, a CSV file a table; anything else
    /// stays its text.
    fn image(&mut self, path: &str, caption: &str, inner: Text, origin: Option<Span>, text: &mut Text) {
        let Some(bytes) = self.reader.attachments.get(path) else {
            let help = "put pictures (PNG, JPEG) below `images/` of the engagement, tables (CSV) below `tables/`";
            let message = format!("there is no picture or table `{path}`; only its text is printed");
            self.reader.note(Code::IMAGE, message, origin, help);
            text.extend(inner);
            return;
        };
        if path.ends_with(".csv") {
            match std::str::from_utf8(bytes).ok().and_then(grid) {
                Some(rows) => self.behind.push(csv_table(rows, inner)),
                None => {
                    let help = "save it as UTF-8, with as many cells in every row as in the first";
                    let message = format!("`{path}` is not a table; only its text is printed");
                    self.reader.note(Code::IMAGE, message, origin, help);
                    text.extend(inner);
                }
            }
            return;
        }
        let bytes = bytes.to_vec();
        let picture = match bytes.get(..4) {
            Some([0x89, b'P', b'N', b'G']) => Picture::Png { bytes },
            Some([0xff, 0xd8, 0xff, _]) => Picture::Jpeg { bytes },
            _ => {
                let message = format!("`{path}` is neither a PNG nor a JPEG file; only its text is printed");
                self.reader.note(Code::IMAGE, message, origin, "save it again as PNG");
                text.extend(inner);
                return;
            }
        };
        let mut alt = plain(&inner).trim().to_owned();
        if alt.is_empty() {
            let help = "say in a few words what it shows: `![the rack after the move](images/rack.png)`";
            self.reader.note(Code::IMAGE, format!("the image `{path}` has no alternative text"), origin, help);
            alt = if caption.is_empty() { path.to_owned() } else { caption.to_owned() };
        }
        let caption = if caption.is_empty() { Text::new() } else { vec![Inline::text(caption)] };
        let width = printed_width(&picture);
        self.behind.push(BlockKind::Figure(Figure { caption, number: 0, alt, width, picture }));
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

/// A table of a CSV file: the first row names the columns, columns of figures stand right.
fn csv_table(rows: Vec<Vec<String>>, caption: Text) -> BlockKind {
    let mut rows = rows.into_iter();
    let labels = rows.next().unwrap_or_default();
    let rows: Vec<Vec<String>> = rows.collect();
    let is_figure = |cell: &str| {
        let digits: String = cell.chars().filter(|c| !c.is_whitespace() && *c != '%' && *c != ',').collect();
        digits.replace('\u{2212}', "-").parse::<f64>().is_ok()
    };
    let column = |(index, label): (usize, &String)| {
        let mut cells = rows.iter().filter_map(|row| row.get(index)).filter(|cell| !cell.is_empty()).peekable();
        let figures = cells.peek().is_some() && cells.all(|cell| is_figure(cell));
        let align = if figures { Align::End } else { Align::Start };
        Column { label: vec![Inline::text(label)], align, width: None }
    };
    let columns = labels.iter().enumerate().map(column).collect();
    let cell = |cell: String| if cell.is_empty() { Text::new() } else { vec![Inline::text(cell)] };
    let row = |cells: Vec<String>| Row { cells: cells.into_iter().map(cell).collect(), total: false };
    let rows = rows.into_iter().map(row).collect();
    BlockKind::Table(Table { caption, number: 0, columns, rows, row_headers: true, wide: false })
}

/// Small pictures are not blown up: as wide as at 150 dots an inch, up to the text's 160 mm.
fn printed_width(picture: &Picture) -> f64 {
    let bytes = match picture {
        Picture::Png { bytes } | Picture::Jpeg { bytes } => bytes,
        Picture::Svg { .. } => return 1.0,
    };
    let full = 160.0 / 25.4 * 150.0;
    imagesize::blob_size(bytes).map_or(1.0, |size| (size.width as f64 / full).clamp(0.1, 1.0))
}

fn flush(text: &mut Text, origin: Option<Span>, blocks: &mut Vec<Block>) {
    if !text.is_empty() {
        blocks.push(Block { kind: BlockKind::Paragraph { text: std::mem::take(text) }, origin });
    }
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
