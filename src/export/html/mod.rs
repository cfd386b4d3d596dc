//! Documents to web pages: one file each, without a request to anywhere. The one script sorts
//! tables; pages without a long table go without.

mod block;
mod color;
mod escape;
mod figure;
mod frame;
mod inline;
mod portal;
mod script;
mod slots;
mod style;
mod table;

pub use portal::{Card, Finding, Listing, Portal, Row};

use crate::document::{Document, Status};
use crate::theme::Theme;

use block::Writer;
use escape::Escaped;
use slots::Shell;

/// The page around the text and its looks: prepared once for all documents of a build.
pub struct Html {
    shell: Shell,
    style: String,
    /// The script that sorts tables.
    script: String,
    /// The logo as an `<img>`; empty without one.
    logo: String,
}

impl Html {
    /// Prepares the shell and the style sheet of a theme.
    pub fn new(theme: &Theme) -> Self {
        Self {
            shell: Shell::new(&theme.html),
            style: style::sheet(theme),
            script: script::one_line(&theme.script),
            logo: theme.logo.as_ref().map(figure::logo).unwrap_or_default(),
        }
    }

    /// The whole page of a document. The same document and theme always give the same bytes.
    pub fn page(&self, document: &Document) -> String {
        let meta = &document.meta;
        let mut writer = Writer::new(&meta.labels);
        writer.blocks(&document.blocks);
        let style = format!("{}{}", self.style, style::rules(meta, &writer.shares));
        let script = if writer.sorts { self.script.as_str() } else { "" };
        let language = escape::language(&meta.language);
        let draft = match meta.status {
            Status::Draft => format!(" data-draft=\"{}\"", Escaped(&meta.labels.draft)),
            Status::Issued => String::new(),
        };
        self.shell.fill(|slot| {
            Some(match slot {
                "lang" => language.clone(),
                "dir" => escape::direction(&language).to_owned(),
                "csp" => style::policy(&style) + &script::policy(script),
                "meta" => frame::meta(meta),
                "title" => frame::title(meta),
                "style" => style.clone(),
                "draft" => draft.clone(),
                "skip" => Escaped(&meta.labels.skip).to_string(),
                "header" => frame::header(meta, &self.logo),
                "contents" => frame::contents(document),
                "text" => writer.out.clone(),
                "script" => script::element(script),
                "footer" => frame::footer(meta),
                _ => return None,
            })
        })
    }
}
