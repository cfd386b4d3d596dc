//! Templates: Tera over Markdown. Text is data: every value is escaped for Markdown unless it was
//! made safe on purpose.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tera::{Context, Tera};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::Project;
use crate::load::hint::nearest;
use crate::patience::{self, Failure};
use crate::source::{FileId, Sources, Span};

use super::{filters, functions, marks};

/// Processor time that a template may take: real ones take some milliseconds.
const LIMIT: Duration = Duration::from_secs(5);

/// All templates and components of a project, parsed once.
pub struct Templates {
    tera: Arc<Tera>,
    /// Templates that did not come to an end: nobody waits for them twice.
    endless: Mutex<BTreeSet<String>>,
    files: BTreeMap<String, FileId>,
    sources: Sources,
}

/// A rendered template: Markdown, and the place each of its lines came from.
pub struct Rendered {
    pub markdown: String,
    /// By line, from 0.
    pub origins: Vec<Option<Span>>,
}

impl Templates {
    /// Parses all templates; a mistake in one of them is a finding, and there is nothing to render
    /// with.
    pub fn new(project: &Project) -> Result<Self, Diagnostics> {
        let (files, sources) = (project.templates.clone(), project.sources.clone());
        let mut tera = Tera::default();
        tera.autoescape_on(vec![".md"]);
        tera.set_escape_fn(super::escape::write);
        filters::register(&mut tera);
        functions::register(&mut tera);
        let marked: Vec<(&str, String)> =
            files.iter().map(|(name, file)| (name.as_str(), marks::add(&sources.file(*file).text, *file))).collect();
        let added = tera.add_raw_templates(marked);
        let templates = Self { tera: Arc::new(tera), endless: Mutex::default(), files, sources };
        match added {
            Ok(()) => Ok(templates),
            Err(error) => Err(templates.finding(&error, None).into()),
        }
    }

    /// Renders the template named `name`.
    pub fn render(&self, name: &str, context: Context) -> Result<Rendered, Diagnostics> {
        let (tera, own) = (Arc::clone(&self.tera), name.to_owned());
        let endless = || self.endless.lock().unwrap_or_else(PoisonError::into_inner);
        // The lock is not held while the template runs.
        let known = endless().contains(name);
        let rendered = match known {
            true => Err(Failure::Late),
            false => patience::within(LIMIT, move || tera.render(&own, &context)),
        };
        match rendered {
            Err(Failure::Late) => {
                endless().insert(name.to_owned());
                Err(self.left(name, &format!("is not done after {} seconds", LIMIT.as_secs())).into())
            }
            Err(Failure::Broken) => Err(self.left(name, "breaks the template engine").into()),
            Ok(Ok(text)) => {
                let (markdown, origins) = marks::take(&text, &self.sources);
                Ok(Rendered { markdown, origins })
            }
            Ok(Err(error)) => Err(self.finding(&error, Some(name)).into()),
        }
    }

    /// The finding about a template that gave nothing.
    fn left(&self, name: &str, why: &str) -> Diagnostic {
        let place = self.files.get(name).map(|file| self.sources.line(*file, 1));
        Diagnostic::new(Code::TEMPLATE, format!("the template {why}"))
            .at(place)
            .help("look for loops within loops, and for texts that double")
    }

    /// Tera's error as a finding in the template.
    fn finding(&self, error: &tera::Error, rendering: Option<&str>) -> Diagnostic {
        let report = match error.kind() {
            tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => Some(report),
            _ => None,
        };
        let message = match report {
            Some(report) => report.message().to_owned(),
            None => error.to_string(),
        };
        let name = report.map(|report| report.filename()).filter(|name| !name.is_empty()).or(rendering);
        let place = name.and_then(|name| self.files.get(name)).map(|file| match report {
            Some(report) => self.place(
                *file,
                report.span().start_line,
                report.span().start_col,
                report.span().end_line,
                report.span().end_col,
            ),
            None => self.sources.line(*file, 1),
        });
        let message = message.lines().next().unwrap_or_default().trim_end_matches('.').to_owned();
        let finding = Diagnostic::new(Code::TEMPLATE, lower_first(&message)).at(place);
        if let Some(help) = self.meant(&message) {
            return finding.help(help);
        }
        let undefined =
            message.contains("undefined") || message.contains("not found") || message.contains("not defined");
        match undefined {
            true => finding.help("a value that may be absent needs `{% if … %}` or `| default(value=…)`"),
            false => finding,
        }
    }

    /// The way out where Tera does not know a name: the nearest that it does.
    fn meant(&self, message: &str) -> Option<String> {
        let (kind, rest) = message.strip_prefix("Unknown ")?.split_once(" `")?;
        let (name, _) = rest.split_once('`')?;
        let components: Vec<String>;
        let known: Vec<&str> = match kind {
            "filter" => filters::NAMES.to_vec(),
            "function" => {
                functions::BLOCKS.iter().map(|(name, _)| *name).chain(["page_break", "range", "throw"]).collect()
            }
            "component" => {
                components = super::asked::components(&self.files, &self.sources);
                components.iter().map(String::as_str).collect()
            }
            "template" => self.files.keys().map(String::as_str).collect(),
            _ => return None,
        };
        let list = || format!("there are {}", known.join(", "));
        Some(nearest(name, known.iter().copied()).map_or_else(list, |near| format!("did you mean `{near}`?")))
    }

    /// Lines and columns of the marked text are those of the file up to the end of the line.
    fn place(&self, file: FileId, line: usize, column: usize, end_line: usize, end_column: usize) -> Span {
        let source = self.sources.file(file);
        let at = |line: usize, column: usize| {
            let range = source.line_range(line);
            let text = &source.text[range.clone()];
            range.start + text.char_indices().nth(column).map_or(text.len(), |(offset, _)| offset)
        };
        let start = at(line, column);
        let end = if end_line == line { at(line, end_column).max(start) } else { source.line_range(line).end };
        Span::new(file, start, end)
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
