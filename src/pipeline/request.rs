//! What a build is asked to do, what it tells on the way, and what came of it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::diagnostic::Diagnostics;
use crate::export::Format;
use crate::load::Project;
use crate::plan::reason::Verdict;
use crate::plan::{Job, Plan};
use crate::resolve::Item;
use crate::source::Sources;

use super::AsOf;
use super::make::Made;

/// Whether a document is wanted.
pub type Choice<'a> = dyn Fn(&Item, &Project) -> bool + Sync + 'a;

/// What a build is asked to do.
pub struct Request<'a> {
    pub root: &'a Path,
    /// Engagements; all without any.
    pub paths: &'a [String],
    pub output: PathBuf,
    pub formats: Vec<Format>,
    pub threads: usize,
    pub as_of: AsOf,
    /// Also documents that have not come due.
    pub planned: bool,
    pub force: bool,
    /// Only say what would be done.
    pub dry_run: bool,
    /// Only compare the output with what the inputs give.
    pub check: bool,
    /// End after the first document that fails.
    pub fail_fast: bool,
    /// Who holds the output folder meanwhile, for other builds to tell.
    pub holder: String,
    /// Wait for another build of the same output.
    pub wait: bool,
    /// Which documents; a build of some of them removes nothing.
    pub only: Option<&'a Choice<'a>>,
}

impl Request<'_> {
    /// Whether all documents of the engagements are asked for.
    pub fn is_whole(&self) -> bool {
        self.only.is_none()
    }
}

/// Told how a build gets on, and asked whether it shall go on.
pub trait Progress: Sync {
    /// Another build holds the output; this one waits.
    fn waiting(&self, _other: &str) {}
    /// Files are read and checked now.
    fn reading(&self) {}
    /// So many documents are to be made.
    fn start(&self, _documents: usize) {}
    /// Whether a document, by its path without ending, is wanted before others.
    fn wanted_first(&self, _path: &str) -> bool {
        false
    }
    /// A file was written, by its path in the output. Told from any thread.
    fn wrote(&self, _path: &str) {}
    /// One document is done.
    fn done(&self, _job: &Job, _verdict: &Verdict, _failed: bool) {}
    /// No more documents are made.
    fn finish(&self) {}
    /// Whether the build shall end now.
    fn stopped(&self) -> bool {
        false
    }
    /// What was done before it was stopped is kept. Documents in flight end when this returns; it
    /// need not.
    fn left(&self) {}
}

/// What came of a build.
#[derive(Default)]
pub struct Outcome {
    pub sources: Sources,
    pub findings: Diagnostics,
    pub built: usize,
    pub fresh: usize,
    pub failed: usize,
    pub removed: usize,
    /// Documents that were not reached.
    pub skipped: usize,
    /// Nothing that a build in memory rests on changed since the last one.
    pub unchanged: bool,
    /// What of the output is not what the inputs give, when that was asked.
    pub differences: Vec<String>,
    /// Document ids and verdicts, in the order of the register, where they were looked at one by
    /// one.
    pub documents: Vec<(String, Verdict)>,
    pub took: Duration,
}

impl Outcome {
    /// Counts what was planned, with what was made of it.
    pub fn planned(plan: &Plan, made: &Made) -> Self {
        let mut verdicts: Vec<&Verdict> = plan.jobs.iter().map(|job| &job.verdict).collect();
        for done in &made.documents {
            verdicts[done.index] = &done.verdict;
        }
        let failed = made.documents.iter().filter(|done| done.failed).count();
        let stale = verdicts.iter().filter(|verdict| matches!(verdict, Verdict::Stale(_))).count();
        let jobs = plan.jobs.iter().zip(&verdicts);
        let planned = plan.jobs.iter().filter(|job| matches!(job.verdict, Verdict::Stale(_))).count();
        let skipped = if made.ended_early { planned - made.documents.len() } else { 0 };
        Self {
            built: stale - failed - skipped,
            fresh: verdicts.len() - stale,
            failed,
            skipped,
            documents: jobs.map(|(job, verdict)| (job.item.id.clone(), (*verdict).clone())).collect(),
            ..Self::default()
        }
    }
}
