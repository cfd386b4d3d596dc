//! Running text.

use std::fmt::Write;

use super::block::Writer;
use super::escape::{Command, Escaped, Words, address, heading_id};
use crate::document::{Inline, plain};

impl Writer<'_> {
    /// Prints a line of running text.
    pub fn inlines(&mut self, text: &[Inline]) {
        for inline in text {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text { text } => self.text(text),
            Inline::Emphasis { text } => self.wrapped("em", text),
            Inline::Strong { text } => self.wrapped("strong", text),
            Inline::Strike { text } => self.wrapped("s", text),
            Inline::Code { text } => {
                let _ = write!(self.out, "<code>{}</code>", Command(text));
            }
            Inline::Link { to, text } => self.link(address(to), text),
            Inline::Reference { to, text } => self.link(Some(format!("#{}", heading_id(to))), text),
            Inline::Chip { tone, text } => {
                let _ = write!(self.out, "<span class=\"chip {}\">{}</span>", tone.name(), Words(text));
            }
            Inline::Footnote { number } => self.mark(*number),
            Inline::LineBreak => self.out.push_str("<br>"),
        }
    }

    fn wrapped(&mut self, tag: &str, text: &[Inline]) {
        let _ = write!(self.out, "<{tag}>");
        self.inlines(text);
        let _ = write!(self.out, "</{tag}>");
    }

    /// Prints a link; its text alone where there is no address, nothing to click, or a link around.
    fn link(&mut self, to: Option<String>, text: &[Inline]) {
        let Some(to) = to.filter(|_| !self.inside_link && !plain(text).trim().is_empty()) else {
            return self.inlines(text);
        };
        let _ = write!(self.out, "<a href=\"{}\">", Escaped(&to));
        self.inside_link = true;
        self.inlines(text);
        self.inside_link = false;
        self.out.push_str("</a>");
    }

    /// Prints a footnote's mark. The first one is where the note links back to.
    fn mark(&mut self, number: u32) {
        if self.inside_link {
            let _ = write!(self.out, "<sup>{number}</sup>");
            return;
        }
        let id = if self.marks.insert(number) { format!(" id=\"fnref-{number}\"") } else { String::new() };
        let _ = write!(self.out, "<sup><a href=\"#fn-{number}\"{id} role=\"doc-noteref\">{number}</a></sup>");
    }
}
