//! A bar with rate and time left, on a terminal only.

use indicatif::{ProgressBar, ProgressStyle};

use crate::pipeline::Progress;
use crate::plan::Job;
use crate::plan::reason::Verdict;

/// A bar, or nothing.
pub struct Bar {
    bar: ProgressBar,
}

impl Bar {
    pub fn new(shown: bool) -> Self {
        let bar = if shown { ProgressBar::new(0) } else { ProgressBar::hidden() };
        let style = "{bar:30.cyan/dim} {pos}/{len} {per_sec:.dim} {eta:.dim} {wide_msg:.dim}";
        // The template is a constant; a mistake in it leaves the plain style.
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        Self { bar }
    }
}

impl Progress for Bar {
    fn start(&self, documents: usize) {
        self.bar.set_length(documents as u64);
    }

    fn done(&self, job: &Job, _: &Verdict, _: bool) {
        self.bar.set_message(job.item.id.clone());
        self.bar.inc(1);
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
