//! The build on one page: the stages in their order, and nothing else.

mod blame;
mod compare;
mod finish;
mod glyphs;
mod make;
mod memory;
mod portal;
mod request;

use std::path::Path;
use std::time::Duration;

use jiff::civil::Date;

use crate::compose::{Templates, asked, check_narratives, trial};
use crate::diagnostic::{Diagnostic, Diagnostics, Gate, Severity};
use crate::load::{Cache, Depth, Loaded, Project, Snapshot, embedded, load, load_from, read};
use crate::plan::reason::Verdict;
use crate::plan::{Plan, Wanted, plan, without_template};
use crate::resolve::{Item, Register, resolve};
use crate::write::{Output, last, seen};

pub use request::{Outcome, Progress, Request};

use make::{Made, Tools, Work};

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

/// What a process keeps from one build to the next: what was parsed, templates, fonts.
#[derive(Default)]
pub struct Memory {
    cache: Cache,
    /// With the fingerprint of templates and theme that they were made of.
    tools: Option<(String, Result<Tools, Diagnostics>)>,
    /// Names of the files that were read.
    read: Vec<String>,
    /// Fingerprint of all that the last build rested on, if it was complete.
    last: Option<String>,
}

impl Memory {
    /// Names of the files that were read, relative to the project where they lie below it.
    pub fn read(&self) -> &[String] {
        &self.read
    }
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
    findings.extend(check_templates(&project, false));
    findings.sort();
    (project, register, findings)
}

/// What templates ask for that cannot be there, and where they fail on made-up data: those of the
/// project, or all. The built-in ones are as they were tested, so they are left alone where nothing
/// of the project's takes part.
pub fn check_templates(project: &Project, all: bool) -> Diagnostics {
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
    let templates = match Templates::new(project) {
        Ok(templates) => templates,
        Err(mistakes) => return mistakes,
    };
    let wanted = |name: &str| all || own(name);
    let mut findings = asked::check(project, wanted);
    let known: Vec<_> = findings.iter().filter_map(|finding| finding.primary.as_ref()).map(|(span, _)| *span).collect();
    let told = |finding: &Diagnostic| {
        let at = finding.primary.as_ref().map(|(span, _)| *span);
        at.is_some_and(|at| {
            known.iter().any(|span| span.file == at.file && span.start <= at.end && at.start <= span.end)
        })
    };
    findings.extend(trial::check(project, &templates, wanted).into_iter().filter(|finding| !told(finding)));
    findings
}

/// Builds. Broken engagements are left out with their findings; the others are built. With a
/// `memory`, what was parsed for the last build is used again where its files are the same.
pub fn build(
    request: &Request,
    mut memory: Option<&mut Memory>,
    progress: &dyn Progress,
    clock: &dyn Fn() -> Duration,
) -> Outcome {
    let started = clock();
    let writes = !request.dry_run && !request.check;
    let waiting = |other: &str| progress.waiting(other);
    let wait: crate::write::Wait = if request.wait { Some(&waiting) } else { None };
    let output = match writes.then(|| Output::open(&request.output, &request.holder, wait)).transpose() {
        Ok(output) => output,
        Err(findings) => return Outcome { findings, took: clock().saturating_sub(started), ..Outcome::default() },
    };
    progress.reading();
    let short_cut = writes && request.is_whole() && !request.force && memory.is_none();
    let seen = if short_cut { seen(&request.output) } else { None };
    let also = memory.as_deref().map(|memory| memory.read.clone()).unwrap_or_default();
    let also = seen.as_ref().map_or(also, |seen| seen.read.clone());
    let snapshot = Snapshot::take(request.root, request.paths, &also);
    if let Some(seen) = seen.filter(|seen| seen.fingerprint == finish::fingerprint(request, &snapshot)) {
        return Outcome { took: clock().saturating_sub(started), ..finish::the_same(&seen, &snapshot) };
    }
    let known = memory.as_deref_mut().and_then(|memory| memory.last.take());
    if known.is_some_and(|known| known == finish::fingerprint(request, &snapshot)) {
        if let Some(memory) = memory {
            memory.last = Some(finish::fingerprint(request, &snapshot));
        }
        return Outcome { unchanged: true, ..Outcome::default() };
    }

    let as_of = |loaded: &Loaded| request.as_of.of(loaded);
    let cache = memory.as_deref_mut().map(|memory| &mut memory.cache);
    // What was built is read while what is to be built is worked out.
    let (read, mut last) = rayon::join(
        || {
            let (mut project, mut findings) = load_from(&snapshot, request.root, request.paths, cache);
            let (register, resolved) = resolve(&project, as_of);
            findings.extend(resolved);
            findings.extend(check_narratives(&project, &register, as_of));
            mark_broken(&mut project, &findings);
            (project, register, findings)
        },
        || last(&request.output, request.check),
    );
    let (project, register, mut findings) = read;
    // It concerns this build only, so no page lists it.
    let unusable = last.unusable.take();
    let formats: Vec<&'static str> = request.formats.iter().map(|format| format.name()).collect();
    let everything = |_: &Item, _: &Project| true;
    let wanted = Wanted {
        formats: &formats,
        planned: request.planned,
        only: request.only.unwrap_or(&everything),
        force: request.force,
        program: PROGRAM,
        lost: &last.lost,
    };
    let (plan, planned) = plan(&project, &register, &last.manifest, &wanted, as_of);
    findings.extend(planned);

    let in_memory = memory.is_some();
    let mut own = None;
    let kept = memory.as_deref_mut().map_or(&mut own, |memory| &mut memory.tools);
    let prepared = tools(&project, &plan, kept, !request.dry_run && (in_memory || stale(&plan) > 0));
    let work = Work { request, project: &project, register: &register, plan: &plan };
    let mut outcome = match &output {
        None if request.check => {
            let mut outcome = Outcome::planned(&plan, &Made::default());
            outcome.differences = compare::compare(work, &last, prepared);
            findings.extend(memory::remarks(work, &last.manifest));
            findings.extend(memory::issued(&register, &last.manifest));
            findings.sort();
            if outcome.differences.is_empty() {
                outcome.differences = compare::pages(work, &last.manifest, &findings);
            }
            findings.extend(compare::finding(&request.output, &outcome.differences));
            outcome
        }
        None => Outcome::planned(&plan, &Made::default()),
        Some(output) => {
            progress.start(stale(&plan));
            let save = |made: &Made| finish::save(work, made, &last, output);
            let mut made = make::make(work, &last.manifest, output, prepared, progress, &save);
            progress.finish();
            // What layouts and templates hold is needed no more: lists and manifest fit in its place.
            drop(own.take());
            findings.extend(std::mem::take(&mut made.findings));
            let mut outcome = Outcome::planned(&plan, &made);
            let (removed, manifest) = finish::finish(work, &mut made, last, output, &snapshot, progress, &mut findings);
            outcome.removed = removed;
            left_behind(manifest);
            outcome
        }
    };
    findings.extend(unusable);
    findings.sort();
    if let Some(memory) = memory {
        memory.read = snapshot.names();
        let complete = outcome.failed + outcome.skipped == 0;
        memory.last = complete.then(|| finish::fingerprint(request, &snapshot));
    }
    outcome.findings = findings;
    left_behind(plan);
    outcome.sources = project.sources;
    left_behind((register, project.engagements, project.catalog));
    outcome.took = clock().saturating_sub(started);
    outcome
}

/// A build is the last thing that a program does, or one of few: the system takes what is left at
/// once, where giving back a hundred thousand texts one by one takes a tenth of a small build.
fn left_behind<T>(rest: T) {
    std::mem::forget(rest);
}

/// How many documents there are to make.
fn stale(plan: &Plan) -> usize {
    plan.jobs.iter().filter(|job| matches!(job.verdict, Verdict::Stale(_))).count()
}

/// Templates and exporter for a plan: those of the last build where they are made of the same, and
/// none where nothing is to be made.
fn tools<'a>(
    project: &Project,
    plan: &Plan,
    kept: &'a mut Option<(String, Result<Tools, Diagnostics>)>,
    needed: bool,
) -> Result<&'a Tools, &'a Diagnostics> {
    if needed && kept.as_ref().is_none_or(|(known, _)| *known != plan.templates) {
        *kept = Some((plan.templates.clone(), Tools::new(project)));
    }
    match kept {
        Some((_, tools)) => tools.as_ref(),
        None => Err(const { &Diagnostics::new() }),
    }
}

/// The program as the manifest names it: its version and a fingerprint of its source.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("SOWRIGHT_SOURCE"));

/// Engagements with errors are not built: a wrong figure is worse than none.
fn mark_broken(project: &mut Project, findings: &Diagnostics) {
    let owners = portal::owners(project);
    // What a later stage asks for is no reason to build nothing until then.
    let now = |finding: &&Diagnostic| finding.severity == Severity::Error && finding.code.gate() == Gate::Always;
    let places = findings.iter().filter(now).filter_map(|finding| finding.primary.as_ref());
    for index in places.filter_map(|(span, _)| owners.get(&span.file)) {
        project.engagements[*index].broken = true;
    }
}
