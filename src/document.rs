//! The document model: what a template makes and every exporter prints. The seam of the pipeline.
//!
//! A [`Document`] holds all the words its pages show, in reading order; exporters add layout and
//! navigation (contents, running header and footer), never words of their own. Text is data:
//! an exporter must print it character for character, whatever it contains.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::source::{Span, sha256};

/// One document, ready to be exported to any format.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    pub meta: Meta,
    pub blocks: Vec<Block>,
}

/// What is known about a document as a whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Meta {
    /// Identity within the portfolio, unique and stable: printed in the footer.
    pub id: String,
    pub title: String,
    /// Second line of the title: service, period or subject. Empty when there is none.
    pub subtitle: String,
    /// BCP 47 tag of the text, for instance `en`.
    pub language: String,
    pub customer: String,
    pub provider: String,
    pub version: String,
    pub status: Status,
    /// The date the document speaks for; also the PDF's creation date.
    pub date: Date,
    /// For instance `Confidential`; printed in the running header.
    pub classification: String,
    pub title_page: TitlePage,
    pub paper: Paper,
    /// Label and value pairs of the title page (customer, version, date …), in order.
    pub facts: Vec<(String, String)>,
    pub labels: Labels,
}

/// How far a document has come. Only issued documents lose the draft mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Draft,
    Issued,
}

/// How a document opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TitlePage {
    /// A page of its own: title, subtitle and facts; the text starts on the next page.
    Full,
    /// A block at the head of the first page: for short reports.
    Brief,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    A4,
    Letter,
}

/// Words which exporters print outside the text, in the document's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Labels {
    /// Heading of the list of contents.
    pub contents: String,
    /// Running footer, with the placeholders `{page}` and `{pages}`.
    pub page_of: String,
    /// Mark across the pages of a draft.
    pub draft: String,
    /// Before a table's number: `Table`.
    pub table: String,
    /// Before a figure's number: `Figure`.
    pub figure: String,
    /// Accessible name of the links that skip to the text.
    pub skip: String,
}

impl Default for Labels {
    fn default() -> Self {
        Self {
            contents: "Contents".into(),
            page_of: "Page {page} of {pages}".into(),
            draft: "Draft".into(),
            table: "Table".into(),
            figure: "Figure".into(),
            skip: "Skip to the text".into(),
        }
    }
}

/// A block and the template line it came from, so that an exporter's error points there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Block {
    #[serde(flatten)]
    pub kind: BlockKind,
    #[serde(skip)]
    pub origin: Option<Span>,
}

/// A line of running text.
pub type Text = Vec<Inline>;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum BlockKind {
    /// `level` 1 to 6; levels never skip one downwards. `number` is `2.1` where headings are
    /// numbered, else empty. `id` is unique in the document and a target of [`Inline::Reference`].
    Heading {
        level: u8,
        number: String,
        id: String,
        text: Text,
    },
    Paragraph {
        text: Text,
    },
    List(List),
    /// Terms, each with its descriptions.
    Definitions {
        items: Vec<Definition>,
    },
    Table(Table),
    Code {
        language: String,
        text: String,
    },
    Quote {
        blocks: Vec<Block>,
    },
    Callout {
        tone: Tone,
        title: Text,
        blocks: Vec<Block>,
    },
    Figure(Figure),
    KeyFigures {
        items: Vec<KeyFigure>,
    },
    Timeline {
        items: Vec<Event>,
    },
    Signatures {
        parties: Vec<Party>,
    },
    /// The text of the note that [`Inline::Footnote`] with the same number points to.
    Footnote {
        number: u32,
        blocks: Vec<Block>,
    },
    PageBreak,
    Rule,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct List {
    /// The first number of an ordered list; `None` for bullets.
    pub start: Option<u64>,
    /// A tight list sets its items without space between them.
    pub tight: bool,
    pub items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// The state of a task list's box.
    pub checked: Option<bool>,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Definition {
    pub term: Text,
    pub descriptions: Vec<Vec<Block>>,
}

/// A table with exactly one header row. Every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// Empty when the table has no caption.
    pub caption: Text,
    /// Number of the captioned table in the document, from 1; 0 without a caption.
    pub number: u32,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Whether the first cell of each row is that row's header (`<th scope=row>`).
    pub row_headers: bool,
    /// Asks for a sheet turned on its side, in formats that have sheets.
    pub wide: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column {
    pub label: Text,
    pub align: Align,
    /// Share of the width relative to the other columns; `None` lets the exporter work it out
    /// from the text.
    pub width: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    pub cells: Vec<Text>,
    /// Set apart as a total.
    pub total: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    Start,
    Center,
    End,
}

/// A picture with a caption (may be empty) and a text alternative (never empty).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    pub caption: Text,
    /// Number of the captioned figure in the document, from 1; 0 without a caption.
    pub number: u32,
    pub alt: String,
    /// Share of the text width, over 0 and up to 1.
    pub width: f64,
    pub picture: Picture,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "picture", rename_all = "snake_case")]
pub enum Picture {
    /// A whole `<svg>` element with a `viewBox`, without scripts and outside references.
    Svg {
        #[serde(serialize_with = "digest")]
        svg: String,
    },
    Png {
        #[serde(serialize_with = "digest")]
        bytes: Vec<u8>,
    },
    Jpeg {
        #[serde(serialize_with = "digest")]
        bytes: Vec<u8>,
    },
}

/// In JSON a picture stands as the SHA-256 of its bytes.
fn digest<S: serde::Serializer>(bytes: impl AsRef<[u8]>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&sha256(bytes))
}

/// One number that a manager should see: printed large with its label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KeyFigure {
    pub label: String,
    /// Formatted with its unit.
    pub value: String,
    /// A line below: target, change to the last period. May be empty.
    pub note: String,
    pub tone: Tone,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// Formatted moment.
    pub at: String,
    /// Short name of the phase; may be empty.
    pub label: String,
    pub text: Text,
    pub tone: Tone,
}

/// One party's signature block: a heading, labelled lines to fill, and a box for the seal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Party {
    /// `Customer` or `Provider`, with the name: the heading of the block.
    pub heading: String,
    /// Label and value; an empty value is a line to write on.
    pub lines: Vec<(String, String)>,
    /// Words in the seal's box, at least 40 × 40 mm; empty when no box is wanted.
    pub seal: String,
}

/// What a colour says. Never alone: the words beside it say it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    #[default]
    Neutral,
    Info,
    Good,
    Attention,
    Poor,
    Critical,
}

impl Tone {
    /// All tones, in the order of their weight.
    pub const ALL: [Tone; 6] = [Tone::Neutral, Tone::Info, Tone::Good, Tone::Attention, Tone::Poor, Tone::Critical];

    /// The name used in templates, themes and class names.
    pub fn name(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Info => "info",
            Tone::Good => "good",
            Tone::Attention => "attention",
            Tone::Poor => "poor",
            Tone::Critical => "critical",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "inline", rename_all = "snake_case")]
pub enum Inline {
    Text {
        text: String,
    },
    Emphasis {
        text: Text,
    },
    Strong {
        text: Text,
    },
    Strike {
        text: Text,
    },
    Code {
        text: String,
    },
    /// `to` is an http, https or mailto address.
    Link {
        to: String,
        text: Text,
    },
    /// A link to a heading of this document by its `id`.
    Reference {
        to: String,
        text: Text,
    },
    /// A status chip: a short word on a tinted ground.
    Chip {
        tone: Tone,
        text: String,
    },
    /// The mark of a footnote.
    Footnote {
        number: u32,
    },
    LineBreak,
}

impl Inline {
    /// A run of plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Inline::Text { text: text.into() }
    }
}

impl Document {
    /// Every word of the document in reading order, one string a run: title, subtitle, facts,
    /// blocks. Texts inside pictures do not count: their alternative text does.
    ///
    /// Formats are compared with this text, so an exporter that loses, adds or moves a word is
    /// found out.
    pub fn words(&self) -> Vec<String> {
        let mut words = Words(vec![self.meta.title.clone(), self.meta.subtitle.clone()]);
        for (label, value) in &self.meta.facts {
            words.push(label);
            words.push(value);
        }
        words.blocks(&self.blocks, &self.meta.labels);
        words.0.retain(|word| !word.trim().is_empty());
        words.0
    }
}

struct Words(Vec<String>);

impl Words {
    fn push(&mut self, text: &str) {
        self.0.push(text.to_owned());
    }

    fn caption(&mut self, label: &str, number: u32, caption: &[Inline]) {
        if number > 0 {
            self.push(&format!("{label} {number}"));
            self.inlines(caption);
        }
    }

    fn blocks(&mut self, blocks: &[Block], labels: &Labels) {
        for block in blocks {
            self.block(&block.kind, labels);
        }
    }

    fn block(&mut self, block: &BlockKind, labels: &Labels) {
        match block {
            BlockKind::Heading { number, text, .. } => {
                self.push(number);
                self.inlines(text);
            }
            BlockKind::Paragraph { text } => self.inlines(text),
            BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks, labels)),
            BlockKind::Definitions { items } => {
                for item in items {
                    self.inlines(&item.term);
                    item.descriptions.iter().for_each(|blocks| self.blocks(blocks, labels));
                }
            }
            BlockKind::Table(table) => {
                self.caption(&labels.table, table.number, &table.caption);
                table.columns.iter().for_each(|column| self.inlines(&column.label));
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| self.inlines(cell));
            }
            BlockKind::Code { text, .. } => self.push(text),
            BlockKind::Quote { blocks } => self.blocks(blocks, labels),
            BlockKind::Callout { title, blocks, .. } => {
                self.inlines(title);
                self.blocks(blocks, labels);
            }
            BlockKind::Figure(figure) => {
                self.push(&figure.alt);
                self.caption(&labels.figure, figure.number, &figure.caption);
            }
            BlockKind::KeyFigures { items } => {
                for item in items {
                    [&item.label, &item.value, &item.note].into_iter().for_each(|text| self.push(text));
                }
            }
            BlockKind::Timeline { items } => {
                for item in items {
                    self.push(&item.at);
                    self.push(&item.label);
                    self.inlines(&item.text);
                }
            }
            BlockKind::Signatures { parties } => {
                for party in parties {
                    self.push(&party.heading);
                    for (label, value) in &party.lines {
                        self.push(label);
                        self.push(value);
                    }
                    self.push(&party.seal);
                }
            }
            BlockKind::Footnote { number, blocks } => {
                self.push(&number.to_string());
                self.blocks(blocks, labels);
            }
            BlockKind::PageBreak | BlockKind::Rule => {}
        }
    }

    fn inlines(&mut self, text: &[Inline]) {
        for inline in text {
            match inline {
                Inline::Text { text } | Inline::Code { text } | Inline::Chip { text, .. } => self.push(text),
                Inline::Emphasis { text }
                | Inline::Strong { text }
                | Inline::Strike { text }
                | Inline::Link { text, .. }
                | Inline::Reference { text, .. } => self.inlines(text),
                Inline::Footnote { number } => self.push(&number.to_string()),
                Inline::LineBreak => {}
            }
        }
    }
}

/// The plain text of a run of inlines.
pub fn plain(text: &[Inline]) -> String {
    let mut words = Words(Vec::new());
    for inline in text {
        match inline {
            Inline::LineBreak => words.push(" "),
            other => words.inlines(std::slice::from_ref(other)),
        }
    }
    words.0.concat()
}
