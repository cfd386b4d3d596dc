//! How a build gets on: a bar with rate and time left on a terminal, one line a step elsewhere.

use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use crate::pipeline::Progress;
use crate::plan::Job;
use crate::plan::reason::Verdict;

use super::interrupt::{self, Interrupt};
use super::report::Report;

/// A bar, or lines, or nothing.
pub struct Steps<'a> {
    report: &'a Report,
    bar: Option<ProgressBar>,
    interrupt: Arc<Interrupt>,
}

impl<'a> Steps<'a> {
    /// Steps as `report` allows; from now on the program ends when it is asked to.
    pub fn new(report: &'a Report) -> Self {
        let bar = report.animated().then(|| {
            let bar = ProgressBar::new(0);
            let style = "{bar:30.cyan/dim} {pos}/{len} {per_sec:.dim} {eta:.dim} {wide_msg:.dim}";
            // The template is a constant; a mistake in it leaves the plain style.
            if let Ok(style) = ProgressStyle::with_template(style) {
                bar.set_style(style);
            }
            bar
        });
        let shown = bar.clone();
        let interrupt = Interrupt::listen(move || shown.iter().for_each(ProgressBar::finish_and_clear));
        Self { report, bar, interrupt }
    }

    fn step(&self, text: &str) {
        if self.bar.is_none() {
            self.report.news(text);
        }
    }
}

impl Progress for Steps<'_> {
    fn waiting(&self, other: &str) {
        let whose = if other.is_empty() { String::new() } else { format!(": {other}") };
        self.report.news(&format!("Waiting for another build{whose}"));
    }

    fn reading(&self) {
        self.step("Reading");
    }

    fn start(&self, documents: usize) {
        self.interrupt.building(true);
        if let Some(bar) = self.bar.as_ref().filter(|_| documents > 0) {
            bar.set_length(documents as u64);
        }
        if documents > 0 {
            self.step(&format!("Building {documents} {}", if documents == 1 { "document" } else { "documents" }));
        }
    }

    fn done(&self, job: &Job, _: &Verdict, _: bool) {
        if let Some(bar) = &self.bar {
            bar.set_message(job.item.id.clone());
            bar.inc(1);
        }
    }

    fn finish(&self) {
        // What was built is still to be remembered: an interruption waits for that.
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
    }

    fn stopped(&self) -> bool {
        self.interrupt.asked()
    }

    fn left(&self) {
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
        self.report.news("Interrupted; what was built so far is kept");
        interrupt::leave()
    }
}
