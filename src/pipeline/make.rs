//! The worker threads: each stale document composed, exported and written.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use crate::compose::{Templates, compose};
use crate::diagnostic::kept::Kept;
use crate::diagnostic::{Code, Diagnostics};
use crate::document::Document;
use crate::export::{Exporter, export};
use crate::load::Project;
use crate::plan::fingerprint::{Short, digest};
use crate::plan::manifest::{Built, File, Manifest, prefix};
use crate::plan::reason::{Fresh, Verdict};
use crate::plan::slice::Slice;
use crate::plan::{Job, Plan};
use crate::resolve::Register;
use crate::write::Output;

use super::{Progress, Request, blame, glyphs};

/// What every step of a build needs.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    pub request: &'a Request<'a>,
    pub project: &'a Project,
    pub register: &'a Register,
    pub plan: &'a Plan<'a>,
}

/// What was made of the jobs.
#[derive(Default, Clone)]
pub struct Made {
    pub findings: Diagnostics,
    /// Stale documents that were dealt with, in the order of the jobs.
    pub documents: Vec<Done>,
    /// Whether it ended before all jobs were done.
    pub ended_early: bool,
}

/// One document dealt with.
#[derive(Clone)]
pub struct Done {
    /// Which of the jobs.
    pub index: usize,
    pub verdict: Verdict,
    pub failed: bool,
    /// For the manifest; none when the job failed.
    pub built: Option<Built>,
}

/// Templates and exporter: prepared once, used by all threads.
pub struct Tools {
    pub templates: Templates,
    pub exporter: Exporter,
}

impl Tools {
    /// Parses the templates and prepares the formats; a mistake in one of them is a finding.
    pub fn new(project: &Project) -> Result<Self, Diagnostics> {
        let theme = project.theme.as_ref().ok_or_else(Diagnostics::new)?;
        Ok(Self { exporter: Exporter::new(theme)?, templates: Templates::new(project)? })
    }
}

/// Composes, exports and writes every stale document, on plain threads that take job numbers from
/// a counter: they wait for templates and layouts, which a pool's threads should not.
///
/// When the user wants it to end now, `save` is given what was done so far, and documents in
/// flight are left to themselves.
pub fn make(
    work: Work,
    last: &Manifest,
    output: &Output,
    tools: Result<&Tools, &Diagnostics>,
    progress: &dyn Progress,
    save: &dyn Fn(&Made),
) -> Made {
    let jobs = &work.plan.jobs;
    let mut stale: Vec<usize> =
        jobs.iter().enumerate().filter(|(_, job)| matches!(job.verdict, Verdict::Stale(_))).map(|(i, _)| i).collect();
    stale.sort_by_key(|index| (!progress.wanted_first(&jobs[*index].path), *index));
    let (next, end) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel();
    let thread = |sender: mpsc::Sender<(Done, Diagnostics)>| {
        while !end.load(Ordering::Relaxed) {
            let Some(&index) = stale.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
            let result = match tools {
                Err(findings) => (Done::failed(index, &jobs[index]), findings.clone()),
                Ok(tools) => one(work, last, output, index, tools, progress),
            };
            if result.0.failed && work.request.fail_fast {
                end.store(true, Ordering::Relaxed);
            }
            // Nobody listens any more when the build has ended.
            sender.send(result).ok();
        }
    };
    let mut made = Made::default();
    std::thread::scope(|scope| {
        let threads = 0..work.request.threads.clamp(1, stale.len().max(1));
        let thread = &thread;
        let start = |_| {
            let sender = sender.clone();
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || thread(sender)).is_ok()
        };
        // A system that gives no thread at all still has this one.
        if threads.map(start).filter(|started| *started).count() == 0 {
            thread(sender.clone());
        }
        drop(sender);
        loop {
            match receiver.recv_timeout(GLANCE) {
                // A document that was in flight when the folder was closed is none that failed.
                Ok((done, findings)) if made.ended_early && done.failed && findings.is_empty() => {}
                Ok((done, findings)) => {
                    progress.done(&jobs[done.index], &done.verdict, done.failed);
                    made.findings.extend(findings);
                    made.documents.push(done);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if progress.stopped() && !end.swap(true, Ordering::Relaxed) {
                made.ended_early = true;
                save(&made);
                progress.left();
            }
        }
    });
    made.ended_early |= made.documents.len() < stale.len();
    made.documents.sort_by_key(|done| done.index);
    made
}

/// How often is looked whether the user wants the build to end.
const GLANCE: Duration = Duration::from_millis(20);

/// Bytes of stack for each thread: layouts of deeply nested blocks recurse.
const STACK: usize = 16 << 20;

/// The document of a job, its fingerprint, and what was remarked.
pub fn composed(
    work: Work,
    job: &Job,
    slice: &Slice,
    templates: &Templates,
) -> (Option<(Document, Short)>, Diagnostics) {
    let Some(theme) = &work.project.theme else { return (None, Diagnostics::new()) };
    let (document, findings) = compose(slice, job.template, templates, &theme.brand.colors);
    let placed = |finding| blame::placed(finding, work.project, job.loaded, job.item);
    let findings: Diagnostics = findings.into_iter().map(placed).collect();
    let with_fingerprint = |document: Document| {
        // Documents have string keys and finite numbers only, which always have a JSON form.
        let fingerprint = Short::of(&serde_json::to_vec(&document).unwrap_or_default());
        (document, fingerprint)
    };
    (document.map(with_fingerprint), findings)
}

/// Makes one document: compose, then export and write each format that changed.
fn one(
    work: Work,
    last: &Manifest,
    output: &Output,
    index: usize,
    tools: &Tools,
    progress: &dyn Progress,
) -> (Done, Diagnostics) {
    let Work { request, plan, project, .. } = work;
    let job = &plan.jobs[index];
    let slice = plan.slice(job);
    let (document, mut findings) = composed(work, job, &slice, &tools.templates);
    let Some((document, fingerprint)) = document else { return (Done::failed(index, job), findings) };
    let inputs = plan.parts(job, &slice);
    drop(slice);
    let made_with = |built: &Built| built.made_with.as_deref().unwrap_or(&last.made_with) == plan.made_with.as_str();
    let before = last.documents.get(&job.item.id);
    let same = before.filter(|built| built.document == fingerprint && made_with(built) && !request.force);
    let mut files = Vec::with_capacity(request.formats.len());
    files.extend(same.into_iter().flat_map(|built| built.files.iter().cloned()));
    let mut untouched = true;
    for format in &request.formats {
        if files.iter().any(|file: &File| file.is(format.name())) {
            continue;
        }
        untouched = false;
        let path = format!("{}.{}", job.path, format.name());
        let written =
            export(&document, *format, &tools.exporter).and_then(|bytes| output.write(&path, &bytes).map(|()| bytes));
        match written {
            Ok(bytes) => {
                progress.wrote(&path);
                files.push(File { path, sha256: digest(&bytes), bytes: bytes.len() as u64 });
            }
            // A folder that takes no more files says so without a finding.
            Err(mistakes) if mistakes.is_empty() => return (Done::failed(index, job), findings),
            Err(mistakes) => findings.extend(mistakes.into_iter().map(|finding| match finding.code {
                Code::GLYPH => glyphs::placed(finding, project, job.loaded),
                _ => finding,
            })),
        }
    }
    files.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    let failed = findings.has_errors();
    let verdict = if untouched && !failed { Verdict::Fresh(Fresh::Document) } else { job.verdict.clone() };
    let remarks = findings.iter().map(|finding| Kept::of(finding, &project.sources)).collect();
    let engagement = (prefix(&job.item.id) != job.loaded.id).then(|| job.loaded.id.clone());
    let built = Built { engagement, inputs, made_with: None, document: fingerprint, files, findings: remarks };
    (Done { failed, built: (!failed).then_some(built), ..Done::new(index, verdict) }, findings)
}

impl Done {
    fn new(index: usize, verdict: Verdict) -> Self {
        Self { index, verdict, failed: false, built: None }
    }

    fn failed(index: usize, job: &Job) -> Self {
        Self { failed: true, ..Self::new(index, job.verdict.clone()) }
    }
}
