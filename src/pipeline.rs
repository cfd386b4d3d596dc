//! The build on one page: the stages in their order, and nothing else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::civil::Date;

use crate::compose::{Templates, compose};
use crate::diagnostic::Diagnostics;
use crate::export::{Exporter, Format, export};
use crate::load::{Loaded, Project, load};
use crate::plan::fingerprint::digest;
use crate::plan::manifest::{self, Built, File, Manifest};
use crate::plan::reason::{Fresh, Verdict};
use crate::plan::{Job, Plan, Wanted, plan, without_template};
use crate::resolve::{Item, Register, resolve};
use crate::write::{Output, last, leftovers};

/// Which date a build speaks for.
#[derive(Debug, Clone, Copy)]
pub struct AsOf {
    /// `--as-of`: wins over the descriptor.
    pub flag: Option<Date>,
    /// What holds where neither says: `SOURCE_DATE_EPOCH`, or today.
    pub fallback: Date,
}

impl AsOf {
    /// The date for an engagement.
    pub fn of(self, loaded: &Loaded) -> Date {
        let written = loaded.engagement.as_of.as_ref().map(|day| day.0);
        self.flag.or(written).unwrap_or(self.fallback)
    }
}

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
    /// Which documents; a build of some of them removes nothing.
    pub only: Option<&'a (dyn Fn(&Item) -> bool + Sync)>,
}

/// Told how a build gets on, from any thread.
pub trait Progress: Sync {
    /// The number of documents to look at.
    fn start(&self, _documents: usize) {}
    /// One document is done.
    fn done(&self, _job: &Job, _verdict: &Verdict, _failed: bool) {}
    fn finish(&self) {}
}

/// What came of a build.
pub struct Outcome {
    pub project: Project,
    pub findings: Diagnostics,
    pub built: usize,
    pub fresh: usize,
    pub failed: usize,
    pub removed: usize,
    /// Document id, verdict and files, in the order of the register.
    pub documents: Vec<(String, Verdict, Vec<String>)>,
    pub took: Duration,
}

/// Reads and resolves a project: what `check` and `register` need.
pub fn check(root: &Path, paths: &[String], as_of: AsOf) -> (Project, Register, Diagnostics) {
    let (mut project, mut findings) = load(root, paths);
    let (register, resolved) = resolve(&project, |loaded| as_of.of(loaded));
    findings.extend(resolved);
    findings.extend(without_template(&project, &register.items));
    mark_broken(&mut project, &findings);
    if let Err(mistakes) = Templates::new(&project) {
        findings.extend(mistakes);
    }
    findings.sort();
    (project, register, findings)
}

/// Builds. Broken engagements are left out with their findings; the others are built.
pub fn build(request: &Request, progress: &dyn Progress, clock: &dyn Fn() -> Duration) -> Outcome {
    let started = clock();
    let as_of = |loaded: &Loaded| request.as_of.of(loaded);
    let (mut project, mut findings) = load(request.root, request.paths);
    let (register, resolved) = resolve(&project, as_of);
    findings.extend(resolved);
    mark_broken(&mut project, &findings);

    let mut outcome = Made::default();
    match (request.dry_run, Output::open_for(request)) {
        (_, Err(locked)) => findings.extend(locked),
        (_, Ok(output)) => {
            let last = output.as_ref().map_or_else(|| last(&request.output), Output::last);
            let formats: Vec<&'static str> = request.formats.iter().map(|format| format.name()).collect();
            let everything = |_: &Item| true;
            let wanted = Wanted {
                formats: &formats,
                planned: request.planned,
                only: request.only.unwrap_or(&everything),
                force: request.force,
                program: PROGRAM,
            };
            let (plan, planned) = plan(&project, &register, &last, &wanted, as_of);
            findings.extend(planned);
            progress.start(plan.jobs.len());
            match output {
                None => outcome = foretold(&plan),
                Some(output) => {
                    outcome = make(request, &project, &plan, &last, &output, progress);
                    let manifest = remembered(request, &project, &plan, &last, &mut outcome, &output);
                    findings.extend(output.finish(&manifest, &last).err().unwrap_or_default());
                }
            }
            progress.finish();
        }
    }
    findings.extend(outcome.findings);
    findings.sort();
    let count = |wanted: fn(&Done) -> bool| outcome.documents.iter().filter(|done| wanted(done)).count();
    Outcome {
        built: count(|done| !done.failed && matches!(done.verdict, Verdict::Stale(_))),
        fresh: count(|done| !done.failed && matches!(done.verdict, Verdict::Fresh(_))),
        failed: count(|done| done.failed),
        removed: outcome.removed,
        documents: outcome.documents.into_iter().map(|done| (done.id, done.verdict, done.files)).collect(),
        project,
        findings,
        took: clock().saturating_sub(started),
    }
}

/// The program as the manifest names it: its version and a fingerprint of its source.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("SOWRIGHT_SOURCE"));

/// What was made of the jobs so far.
#[derive(Default)]
struct Made {
    findings: Diagnostics,
    documents: Vec<Done>,
    removed: usize,
}

/// One document dealt with.
struct Done {
    index: usize,
    id: String,
    verdict: Verdict,
    failed: bool,
    files: Vec<String>,
    /// For the manifest; none when the job failed or the first cut-off kept the old entry.
    built: Option<Built>,
}

/// Engagements with errors are not built: a wrong figure is worse than none.
fn mark_broken(project: &mut Project, findings: &Diagnostics) {
    for loaded in &mut project.engagements {
        let own = |span: &crate::source::Span| loaded.files.contains(&span.file);
        loaded.broken |= findings.iter().any(|finding| {
            finding.severity == crate::diagnostic::Severity::Error
                && finding.primary.as_ref().is_some_and(|(span, _)| own(span))
        });
    }
}

impl Output {
    fn open_for(request: &Request) -> Result<Option<Self>, Diagnostics> {
        if request.dry_run { Ok(None) } else { Self::open(&request.output).map(Some) }
    }
}

fn foretold(plan: &Plan) -> Made {
    let done = |(index, job): (usize, &Job)| Done {
        index,
        id: job.item.id.clone(),
        verdict: job.verdict.clone(),
        failed: false,
        files: Vec::new(),
        built: None,
    };
    Made { documents: plan.jobs.iter().enumerate().map(done).collect(), ..Made::default() }
}

/// Composes, exports and writes every stale document, on plain threads that take job numbers from
/// a counter: rayon's workers would start the next document on top of a waiting one.
fn make(
    request: &Request,
    project: &Project,
    plan: &Plan,
    last: &Manifest,
    output: &Output,
    progress: &dyn Progress,
) -> Made {
    let stale = plan.jobs.iter().any(|job| matches!(job.verdict, Verdict::Stale(_)));
    let tools = match (&project.theme, stale) {
        (Some(theme), true) => Exporter::new(theme).and_then(|exporter| Ok((Templates::new(project)?, exporter))),
        _ => Err(Diagnostics::new()),
    };
    let made = Mutex::new(Made::default());
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some((index, job)) = {
            let n = next.fetch_add(1, Ordering::Relaxed);
            plan.jobs.get(n).map(|job| (n, job))
        } {
            let (done, findings) = match (&job.verdict, &tools) {
                (Verdict::Fresh(fresh), _) => (kept(index, job, plan, last, *fresh), Diagnostics::new()),
                (Verdict::Stale(_), Err(findings)) => (failed(index, job), findings.clone()),
                (Verdict::Stale(_), Ok((templates, exporter))) => {
                    one(request, (index, job), plan, last, (project, templates, exporter), output)
                }
            };
            progress.done(job, &done.verdict, done.failed);
            let mut made = made.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            made.findings.extend(findings);
            made.documents.push(done);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..request.threads.clamp(1, plan.jobs.len().max(1)) {
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok();
        }
    });
    let mut made = made.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    made.documents.sort_by_key(|done| done.index);
    made
}

/// Bytes of stack for each thread: layouts of deeply nested blocks recurse.
const STACK: usize = 16 << 20;

/// Makes one document: compose, then export and write each format that changed.
fn one(
    request: &Request,
    (index, job): (usize, &Job),
    plan: &Plan,
    last: &Manifest,
    (project, templates, exporter): (&Project, &Templates, &Exporter),
    output: &Output,
) -> (Done, Diagnostics) {
    let Some(theme) = &project.theme else { return (failed(index, job), Diagnostics::new()) };
    let (document, mut findings) = compose(&plan.slice(job), &job.template, templates, &theme.brand.colors);
    let Some(document) = document else { return (failed(index, job), findings) };
    // Documents have string keys and finite numbers only, which always have a JSON form.
    let fingerprint = digest(serde_json::to_vec(&document).unwrap_or_default());
    let before = last.documents.get(&job.item.id);
    let same =
        before.filter(|built| built.document == fingerprint && built.made_with == plan.made_with && !request.force);
    let mut built = Built {
        engagement: job.loaded.id.clone(),
        inputs: job.inputs.clone(),
        made_with: plan.made_with.clone(),
        document: fingerprint,
        files: same.map(|built| built.files.clone()).unwrap_or_default(),
    };
    let mut files = Vec::new();
    for format in &request.formats {
        if built.files.contains_key(format.name()) {
            continue;
        }
        let path = format!("{}.{}", job.path, format.name());
        let written =
            export(&document, *format, exporter).and_then(|bytes| output.write(&path, &bytes).map(|()| bytes));
        match written {
            Ok(bytes) => {
                let file = File { path: path.clone(), sha256: digest(&bytes), bytes: bytes.len() as u64 };
                built.files.insert(format.name().to_owned(), file);
                files.push(path);
            }
            Err(mistakes) => findings.extend(mistakes),
        }
    }
    let failed = findings.has_errors();
    let verdict = if files.is_empty() && !failed { Verdict::Fresh(Fresh::Document) } else { job.verdict.clone() };
    let done = Done { index, id: job.item.id.clone(), verdict, failed, files, built: (!failed).then_some(built) };
    (done, findings)
}

fn kept(index: usize, job: &Job, plan: &Plan, last: &Manifest, fresh: Fresh) -> Done {
    let built = last.documents.get(&job.item.id).cloned().map(|built| match job.inputs.is_empty() {
        true => built,
        false => Built { inputs: job.inputs.clone(), made_with: plan.made_with.clone(), ..built },
    });
    Done { index, id: job.item.id.clone(), verdict: Verdict::Fresh(fresh), failed: false, files: Vec::new(), built }
}

fn failed(index: usize, job: &Job) -> Done {
    Done { index, id: job.item.id.clone(), verdict: job.verdict.clone(), failed: true, files: Vec::new(), built: None }
}

/// The manifest after this build; files of documents that are owed no more are removed.
fn remembered(
    request: &Request,
    project: &Project,
    plan: &Plan,
    last: &Manifest,
    made: &mut Made,
    output: &Output,
) -> Manifest {
    let mut manifest = Manifest {
        version: manifest::VERSION,
        program: plan.program.clone(),
        templates: plan.templates.clone(),
        engagements: last.engagements.clone(),
        documents: last.documents.clone(),
    };
    let failed: BTreeSet<&str> =
        made.documents.iter().filter(|done| done.failed).map(|done| done.id.as_str()).collect();
    for done in &made.documents {
        match &done.built {
            Some(built) => manifest.documents.insert(done.id.clone(), built.clone()),
            None => manifest.documents.remove(&done.id),
        };
    }
    let complete = request.only.is_none();
    for (id, fingerprint) in &plan.engagements {
        let prefix_failed = plan.jobs.iter().any(|job| job.loaded.id == *id && failed.contains(job.item.id.as_str()));
        match complete && !prefix_failed {
            true => manifest.engagements.insert(id.clone(), fingerprint.clone()),
            false => manifest.engagements.remove(id),
        };
    }
    if complete {
        let kept: BTreeSet<&str> = plan.jobs.iter().map(|job| job.item.id.as_str()).collect();
        let broken = |id: &str| project.engagements.iter().any(|loaded| loaded.id == id && loaded.broken);
        let here = |id: &str| plan.engagements.contains_key(id);
        // With all engagements read, one that is gone altogether takes its files with it; one that
        // cannot be read now keeps them.
        let whole = request.paths.is_empty() && !made.findings.has_errors();
        let ours = |id: &str| here(id) || (whole && !broken(id) && !project.unread);
        for (id, files) in leftovers(last, &kept, ours) {
            made.removed += 1;
            made.findings.extend(output.remove(files));
            manifest.documents.remove(id);
        }
    }
    manifest
}
