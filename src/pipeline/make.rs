//! The worker threads: each stale document composed, exported and written.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::compose::{Templates, compose};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::export::{Exporter, Format, export};
use crate::load::Project;
use crate::plan::fingerprint::digest;
use crate::plan::manifest::{Built, File, Manifest};
use crate::plan::reason::{Fresh, Verdict};
use crate::plan::{Job, Plan};
use crate::resolve::Register;
use crate::resolve::reason::Fact;
use crate::write::Output;

use super::{Progress, Request, glyphs};

/// What every step of a build needs.
pub struct Build<'a> {
    pub request: &'a Request<'a>,
    pub project: &'a Project,
    pub register: &'a Register,
    pub plan: &'a Plan<'a>,
    /// The manifest of the last build.
    pub last: &'a Manifest,
    pub output: &'a Output,
}

/// What was made of the jobs so far.
#[derive(Default)]
pub struct Made {
    pub findings: Diagnostics,
    pub documents: Vec<Done>,
    /// Documents of earlier builds that are owed no more.
    pub removed: usize,
}

/// One document dealt with.
pub struct Done {
    index: usize,
    pub id: String,
    pub verdict: Verdict,
    pub failed: bool,
    /// What was written, relative to the output folder.
    pub files: Vec<String>,
    /// For the manifest; none when the job failed.
    pub built: Option<Built>,
}

/// What a build would do.
pub fn foretold(plan: &Plan) -> Made {
    let documents = plan.jobs.iter().enumerate().map(|(index, job)| Done::new(index, job, job.verdict.clone()));
    Made { documents: documents.collect(), ..Made::default() }
}

/// Composes, exports and writes every stale document, on plain threads that take job numbers from
/// a counter: rayon's workers would start the next document on top of a waiting one.
pub fn make(build: &Build, progress: &dyn Progress) -> Made {
    let jobs = &build.plan.jobs;
    let stale = jobs.iter().any(|job| matches!(job.verdict, Verdict::Stale(_)));
    let tools = match (&build.project.theme, stale) {
        (Some(theme), true) => Exporter::new(theme).and_then(|exporter| Ok((Templates::new(build.project)?, exporter))),
        _ => Err(Diagnostics::new()),
    };
    let made = Mutex::new(Made::default());
    let next = AtomicUsize::new(0);
    let take = || {
        let index = next.fetch_add(1, Ordering::Relaxed);
        jobs.get(index).map(|job| (index, job))
    };
    let work = || {
        while let Some((index, job)) = take() {
            let (done, findings) = match (&job.verdict, &tools) {
                (Verdict::Fresh(fresh), _) => (Done::kept(index, job, build, *fresh), Diagnostics::new()),
                (Verdict::Stale(_), Err(findings)) => (Done::failed(index, job), findings.clone()),
                (Verdict::Stale(_), Ok((templates, exporter))) => one(build, index, job, templates, exporter),
            };
            progress.done(job, &done.verdict, done.failed);
            let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
            made.findings.extend(findings);
            made.documents.push(done);
        }
    };
    std::thread::scope(|scope| {
        let threads = 0..build.request.threads.clamp(1, jobs.len().max(1));
        let thread = |_| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).is_ok();
        // A system that gives no thread at all still has this one.
        if threads.map(thread).filter(|started| *started).count() == 0 {
            work();
        }
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.documents.sort_by_key(|done| done.index);
    made
}

/// Bytes of stack for each thread: layouts of deeply nested blocks recurse.
const STACK: usize = 16 << 20;

/// Makes one document: compose, then export and write each format that changed.
fn one(build: &Build, index: usize, job: &Job, templates: &Templates, exporter: &Exporter) -> (Done, Diagnostics) {
    let Build { request, plan, last, output, .. } = build;
    let Some(theme) = &build.project.theme else { return (Done::failed(index, job), Diagnostics::new()) };
    let (document, mut findings) = compose(&plan.slice(job), &job.template, templates, &theme.brand.colors);
    let Some(document) = document else { return (Done::failed(index, job), findings) };
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
                findings.extend(differs(job, *format, &bytes));
                let file = File { path: path.clone(), sha256: digest(&bytes), bytes: bytes.len() as u64 };
                built.files.insert(format.name().to_owned(), file);
                files.push(path);
            }
            Err(mistakes) => findings.extend(mistakes.into_iter().map(|finding| match finding.code {
                Code::GLYPH => glyphs::placed(finding, build.project, job.loaded),
                _ => finding,
            })),
        }
    }
    let failed = findings.has_errors();
    let verdict = if files.is_empty() && !failed { Verdict::Fresh(Fresh::Document) } else { job.verdict.clone() };
    let done = Done { failed, files, built: (!failed).then_some(built), ..Done::new(index, job, verdict) };
    (done, findings)
}

/// A finding when the ledger knows an issued PDF by another fingerprint than these bytes have.
fn differs(job: &Job, format: Format, bytes: &[u8]) -> Option<Diagnostic> {
    let issued = job.item.issued.as_ref().filter(|_| format == Format::Pdf)?;
    let known = issued.sha256.as_ref()?;
    let now = digest(bytes);
    let entry = job.item.reasons.iter().rfind(|reason| matches!(reason.fact, Fact::Issued { .. }));
    (!known.eq_ignore_ascii_case(&now)).then(|| {
        Diagnostic::new(Code::ISSUED, format!("{} was issued with another fingerprint than it has now", job.item.id))
            .at(entry.and_then(|reason| reason.span))
            .basis(format!("fingerprint of this build: {now}"))
            .help("keep the issued copy; to issue the change, enter a new version with its fingerprint")
    })
}

impl Done {
    fn new(index: usize, job: &Job, verdict: Verdict) -> Self {
        Self { index, id: job.item.id.clone(), verdict, failed: false, files: Vec::new(), built: None }
    }

    /// A document whose files stay as they are.
    fn kept(index: usize, job: &Job, build: &Build, fresh: Fresh) -> Self {
        let built = build.last.documents.get(&job.item.id).cloned().map(|built| match job.inputs.is_empty() {
            true => built,
            false => Built { inputs: job.inputs.clone(), made_with: build.plan.made_with.clone(), ..built },
        });
        Self { built, ..Self::new(index, job, Verdict::Fresh(fresh)) }
    }

    fn failed(index: usize, job: &Job) -> Self {
        Self { failed: true, ..Self::new(index, job, job.verdict.clone()) }
    }
}
