//! The build on one page: the stages in their order, and nothing else.

mod glyphs;
mod make;
mod memory;
mod portal;

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;

use crate::compose::{Templates, asked, check_narratives, trial};
use crate::diagnostic::{Diagnostic, Diagnostics, Gate, Severity};
use crate::export::Format;
use crate::load::{Depth, Loaded, Project, embedded, load, read};
use crate::plan::reason::Verdict;
use crate::plan::{Job, Wanted, plan, without_template};
use crate::resolve::{Item, Register, resolve};
use crate::write::{Output, last};

use make::{Build, Done, Made};

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

/// Reads what the register rests on, and resolves it. Records that no register needs, prose and
/// templates are left to [`check`] and [`build`].
pub fn register(root: &Path, paths: &[String], as_of: AsOf) -> (Project, Register, Diagnostics) {
    let (project, mut findings) = read(root, paths, Depth::Register);
    let (register, resolved) = resolve(&project, |loaded| as_of.of(loaded));
    findings.extend(resolved);
    findings.sort();
    (project, register, findings)
}

/// Reads, resolves and checks a project.
pub fn check(root: &Path, paths: &[String], as_of: AsOf) -> (Project, Register, Diagnostics) {
    let (mut project, mut findings) = load(root, paths);
    let (register, resolved) = resolve(&project, |loaded| as_of.of(loaded));
    findings.extend(resolved);
    findings.extend(check_narratives(&project, &register, |loaded| as_of.of(loaded)));
    findings.extend(without_template(&project, register.owed()));
    findings.extend(glyphs::check(&project));
    mark_broken(&mut project, &findings);
    match Templates::new(&project) {
        Err(mistakes) => findings.extend(mistakes),
        Ok(templates) => findings.extend(tried(&project, &templates, false)),
    }
    findings.sort();
    (project, register, findings)
}

/// The findings about built-in templates too.
pub fn check_templates(project: &Project) -> Diagnostics {
    Templates::new(project).map_or_else(|mistakes| mistakes, |templates| tried(project, &templates, true))
}

/// What templates ask for that cannot be there, and where they fail on made-up data: those of the
/// project, or all. The built-in ones are as they were tested, so they are left alone where nothing
/// of the project's takes part.
fn tried(project: &Project, templates: &Templates, all: bool) -> Diagnostics {
    let built_in = embedded::files();
    let same =
        |path: &str, text: &str| built_in.iter().any(|(name, bytes)| name == path && **bytes == *text.as_bytes());
    let own = |name: &str| {
        let file = project.templates.get(name).map(|file| project.sources.file(*file));
        file.is_some_and(|file| !file.embedded && !same(&file.path, &file.text))
    };
    if !all && !project.templates.keys().any(|name| own(name)) {
        return Diagnostics::new();
    }
    let wanted = |name: &str| all || own(name);
    let mut findings = asked::check(project, wanted);
    let known: Vec<_> = findings.iter().filter_map(|finding| finding.primary.as_ref()).map(|(span, _)| *span).collect();
    let told = |finding: &Diagnostic| {
        let at = finding.primary.as_ref().map(|(span, _)| *span);
        at.is_some_and(|at| {
            known.iter().any(|span| span.file == at.file && span.start <= at.end && at.start <= span.end)
        })
    };
    findings.extend(trial::check(project, templates, wanted).into_iter().filter(|finding| !told(finding)));
    findings
}

/// Builds. Broken engagements are left out with their findings; the others are built.
pub fn build(request: &Request, progress: &dyn Progress, clock: &dyn Fn() -> Duration) -> Outcome {
    let started = clock();
    let as_of = |loaded: &Loaded| request.as_of.of(loaded);
    let (mut project, mut findings) = load(request.root, request.paths);
    let (register, resolved) = resolve(&project, as_of);
    findings.extend(resolved);
    findings.extend(check_narratives(&project, &register, as_of));
    mark_broken(&mut project, &findings);

    let held = if request.dry_run { Ok(None) } else { Output::open(&request.output).map(Some) };
    let output = held.unwrap_or_else(|locked| {
        findings.extend(locked);
        None
    });
    let mut made = Made::default();
    if output.is_some() || request.dry_run {
        let last = last(&request.output);
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
        match &output {
            None => made = make::foretold(&plan),
            Some(output) => {
                let build = Build { request, project: &project, register: &register, plan: &plan, last: &last, output };
                made = make::make(&build, progress);
                let mut manifest = memory::manifest(&build, &mut made);
                findings.extend(std::mem::take(&mut made.findings));
                findings.sort();
                let whole = request.paths.is_empty();
                let pages = portal::pages(&project, &register, &manifest, &findings, request.as_of, whole);
                findings.extend(output.pages(&pages, whole, &mut manifest));
                findings.extend(output.finish(&manifest, &last).err().unwrap_or_default());
            }
        }
        progress.finish();
    }
    findings.extend(made.findings);
    findings.sort();
    let count = |wanted: fn(&Done) -> bool| made.documents.iter().filter(|done| wanted(done)).count();
    Outcome {
        built: count(|done| !done.failed && matches!(done.verdict, Verdict::Stale(_))),
        fresh: count(|done| !done.failed && matches!(done.verdict, Verdict::Fresh(_))),
        failed: count(|done| done.failed),
        removed: made.removed,
        documents: made.documents.into_iter().map(|done| (done.id, done.verdict, done.files)).collect(),
        project,
        findings,
        took: clock().saturating_sub(started),
    }
}

/// The program as the manifest names it: its version and a fingerprint of its source.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("SOWRIGHT_SOURCE"));

/// Engagements with errors are not built: a wrong figure is worse than none.
fn mark_broken(project: &mut Project, findings: &Diagnostics) {
    for loaded in &mut project.engagements {
        let own = |span: &crate::source::Span| loaded.files.contains(&span.file);
        loaded.broken |= findings.iter().any(|finding| {
            // What a later stage asks for is no reason to build nothing until then.
            let now = finding.code.gate() == Gate::Always;
            now && finding.severity == Severity::Error && finding.primary.as_ref().is_some_and(|(span, _)| own(span))
        });
    }
}
