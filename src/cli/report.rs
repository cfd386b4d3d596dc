//! What is printed: findings and news to standard error, results to standard output.

use std::io::{self, IsTerminal, Write};

use crate::diagnostic::record::Record;
use crate::diagnostic::{Diagnostics, Severity, github, human, sarif};
use crate::source::Sources;

use super::Problem;
use super::args::{Color, Deny, FindingArgs, MessageFormat};

/// Prints for one run of the program.
pub struct Report {
    color: Color,
    pub quiet: bool,
}

impl Report {
    pub fn new(color: Color, quiet: bool) -> Self {
        Self { color, quiet }
    }

    /// Whether standard error takes colours.
    fn colors(&self) -> bool {
        let choice = match self.color {
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
            Color::Auto => anstream::AutoStream::choice(&io::stderr()),
        };
        !matches!(choice, anstream::ColorChoice::Never)
    }

    /// Whether a bar may move: only on a terminal.
    pub fn animated(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Prints every finding, then how many there are.
    pub fn findings(&self, findings: &Diagnostics, sources: &Sources) {
        let width = width();
        for finding in findings.iter() {
            self.error(&human::render(finding, sources, self.colors(), width));
        }
        let count = |severity, one: &str, many: &str| match findings.count(severity) {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        };
        let counts = [
            count(Severity::Error, "error", "errors"),
            count(Severity::Warning, "warning", "warnings"),
            count(Severity::Note, "note", "notes"),
        ];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        if !counts.is_empty() {
            self.error(&format!("{}\n", counts.join(", ")));
        }
    }

    /// Tells findings as asked; the exit status that they give comes back.
    pub fn told(&self, findings: &mut Diagnostics, sources: &Sources, args: &FindingArgs) -> u8 {
        findings.allow(|finding| args.allow.iter().any(|code| code == finding.code.0));
        match args.message_format {
            MessageFormat::Human => self.findings(findings, sources),
            MessageFormat::Json => findings.iter().for_each(|finding| {
                // Records have string keys only, which always have a JSON form.
                let line = serde_json::to_string(&Record::new(finding, sources)).unwrap_or_default();
                self.result(&format!("{line}\n"));
            }),
            MessageFormat::Github => {
                findings.iter().for_each(|finding| self.result(&github::render(finding, sources)));
            }
            MessageFormat::Sarif => self.result(&sarif::render(findings, sources, env!("CARGO_PKG_VERSION"))),
        }
        let denied = args.deny == Some(Deny::Warnings) && findings.count(Severity::Warning) > 0;
        if denied { super::FINDINGS } else { status(findings) }
    }

    /// A line of news, unless quiet.
    pub fn news(&self, text: &str) {
        if !self.quiet {
            self.error(&format!("{text}\n"));
        }
    }

    /// Why a command could not start.
    pub fn problem(&self, problem: &Problem) {
        self.error(&format!("error: {}\n", problem.0));
    }

    fn error(&self, text: &str) {
        // Nobody is left to tell when standard error is closed.
        io::stderr().lock().write_all(text.as_bytes()).ok();
    }

    /// A result. A reader that has gone away (`| head`) ends the printing without complaint.
    pub fn result(&self, text: &str) {
        io::stdout().lock().write_all(text.as_bytes()).ok();
    }
}

/// The exit status that findings give.
pub fn status(findings: &Diagnostics) -> u8 {
    if findings.has_errors() { super::FINDINGS } else { super::CLEAN }
}

/// The columns of the terminal that findings go to; none for a file or a pipe.
fn width() -> Option<usize> {
    terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0))
}
