//! What stands around the text: the head, the title, the list of contents and the footer.

use std::fmt::Write;

use super::escape::{Escaped, Words, heading_id};
use crate::document::{Block, BlockKind, Document, Inline, Meta, TitlePage, plain};

/// A list of contents helps from so many headings on.
const CONTENTS_FROM: usize = 4;
/// Longer titles are cut by browsers and search results.
const LONGEST_TITLE: usize = 70;

/// The name of the window: title and subtitle where both fit.
pub fn title(meta: &Meta) -> String {
    let both = format!("{} – {}", meta.title, meta.subtitle);
    let fits = !meta.subtitle.is_empty() && both.chars().count() <= LONGEST_TITLE;
    Escaped(if fits { &both } else { &meta.title }).to_string()
}

/// Lines of the head that say what the page is.
pub fn meta(meta: &Meta) -> String {
    let mut out = String::new();
    for (name, value) in [("author", &meta.provider), ("description", &meta.subtitle)] {
        if !value.is_empty() {
            let _ = writeln!(out, "<meta name=\"{name}\" content=\"{}\">", Escaped(value));
        }
    }
    out
}

/// Title, subtitle and facts.
pub fn header(meta: &Meta, logo: &str) -> String {
    let style = match meta.title_page {
        TitlePage::Full => "full",
        TitlePage::Brief => "brief",
    };
    let mut out = format!("<header class=\"{style}\"><div>\n");
    if !logo.is_empty() {
        let _ = writeln!(out, "<p class=\"logo\">{logo}</p>");
    }
    let _ = writeln!(out, "<h1>{}</h1>", Words(&meta.title));
    if !meta.subtitle.is_empty() {
        let _ = writeln!(out, "<p class=\"subtitle\">{}</p>", Words(&meta.subtitle));
    }
    if !meta.facts.is_empty() {
        out.push_str("<dl class=\"facts\">\n");
        for (label, value) in &meta.facts {
            // The id of a document gets a line of its own on a phone.
            let class = if *value == meta.id { " class=\"id\"" } else { "" };
            let _ = writeln!(out, "<div{class}><dt>{}</dt> <dd>{}</dd></div>", Words(label), breakable(value));
        }
        out.push_str("</dl>\n");
    }
    out + "</div></header>"
}

/// A value that breaks after its slashes, as the ids of documents have them, and within their parts only where
/// one of them is wider than its line.
fn breakable(value: &str) -> String {
    if !value.contains('/') {
        return Words(value).to_string();
    }
    value.split_inclusive('/').map(|part| format!("<span class=\"part\">{}</span>", Words(part))).collect()
}

/// Document, version and classification: what a lost print-out needs to say.
pub fn footer(meta: &Meta) -> String {
    let parts = [&meta.id, &meta.version, &meta.classification, &meta.provider];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.map(|part| format!("<span>{}</span>", breakable(part))).collect::<Vec<_>>().join(" ")
}

/// The list of contents twice: folded for phones and open for wide screens. The style sheet shows
/// one of them, since a page without a script cannot fold by itself.
pub fn contents(document: &Document) -> String {
    let headings: Vec<Heading> = document.blocks.iter().filter_map(Heading::of).collect();
    if headings.len() < CONTENTS_FROM {
        return String::new();
    }
    let list = outline(&headings);
    let name = Escaped(&document.meta.labels.contents).to_string();
    format!(
        "<nav aria-label=\"{name}\">\n<details><summary>{name}</summary>\n{list}</details>\n\
         <div class=\"beside\"><p>{name}</p>\n{list}</div>\n</nav>"
    )
}

/// One line of the contents.
struct Heading<'a> {
    level: u8,
    number: &'a str,
    id: &'a str,
    text: &'a [Inline],
}

impl<'a> Heading<'a> {
    fn of(block: &'a Block) -> Option<Self> {
        match &block.kind {
            BlockKind::Heading { level, number, id, text } if *level <= 2 => {
                Some(Heading { level: *level, number, id, text })
            }
            _ => None,
        }
    }

    fn link(&self) -> String {
        let words: Vec<Inline> =
            self.text.iter().filter(|inline| !matches!(inline, Inline::Footnote { .. })).cloned().collect();
        let number = match self.number {
            "" => String::new(),
            number => format!("<span class=\"number\">{}</span> ", Escaped(number)),
        };
        format!("<a href=\"#{}\">{number}<span>{}</span></a>", heading_id(self.id), Words(&plain(&words)))
    }
}

/// Headings of level 1, each with those of level 2 below it.
fn outline(headings: &[Heading]) -> String {
    let mut out = String::from("<ol>\n");
    for group in headings.chunk_by(|_, next| next.level > 1) {
        let [first, rest @ ..] = group else { continue };
        let _ = write!(out, "<li>{}", first.link());
        if !rest.is_empty() {
            let rest: String = rest.iter().map(|heading| format!("<li>{}</li>\n", heading.link())).collect();
            let _ = write!(out, "\n<ol>\n{rest}</ol>\n");
        }
        out.push_str("</li>\n");
    }
    out + "</ol>\n"
}
