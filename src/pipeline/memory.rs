//! What a build remembers: the manifest, and which files of earlier builds go.

use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::kept::numbers;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::plan::Job;
use crate::plan::manifest::{self, Manifest};
use crate::plan::reason::{Fresh, Verdict};
use crate::resolve::reason::Fact;
use crate::resolve::{Register, State};

use super::make::{Made, Work};

/// The manifest after a build, and the files that it has no more. A document that failed keeps its
/// old entry with its old files: they are the last good ones.
pub fn manifest(work: Work, made: &mut Made, last: Manifest) -> (Manifest, Vec<String>) {
    let Work { plan, request, .. } = work;
    let Manifest { mut documents, mut engagements, pages, strays, made_with, .. } = last;
    if made_with != plan.made_with {
        for built in documents.values_mut().filter(|built| built.made_with.is_none()) {
            built.made_with = Some(made_with.clone());
        }
    }
    for job in &plan.jobs {
        if let (Verdict::Fresh(Fresh::Inputs), Some(built)) = (&job.verdict, documents.get_mut(&job.item.id)) {
            built.made_with = None;
        }
    }
    let undone = undone(work, made);
    for (id, fingerprint) in &plan.engagements {
        match request.only.is_none() && !undone.contains(id.as_str()) {
            true => engagements.insert(id.clone(), fingerprint.clone()),
            false => engagements.remove(id),
        };
    }
    let mut superseded = Vec::new();
    for done in &mut made.documents {
        let Some(built) = done.built.take() else { continue };
        // A format that was not asked for this time is one of an older text.
        let before = documents.insert(plan.jobs[done.index].item.id.clone(), built).unwrap_or_default();
        superseded.extend(before.files.into_iter().map(|file| file.path));
    }
    let (version, program, templates) = (manifest::VERSION, plan.program.clone(), plan.templates.clone());
    let made_with = plan.made_with.clone();
    (Manifest { version, program, templates, made_with, engagements, pages, strays, documents }, superseded)
}

/// Engagements with documents that failed or were not reached.
pub fn undone<'a>(work: Work<'a>, made: &Made) -> BTreeSet<&'a str> {
    let good: BTreeSet<usize> = made.documents.iter().filter(|done| !done.failed).map(|done| done.index).collect();
    let left = |(index, job): &(usize, &Job)| matches!(job.verdict, Verdict::Stale(_)) && !good.contains(index);
    work.plan.jobs.iter().enumerate().filter(left).map(|(_, job)| job.loaded.id.as_str()).collect()
}

/// Documents of the last build that are owed no more. What is only not due yet (on an earlier
/// date, say) is still owed.
pub fn leftovers(work: Work, manifest: &Manifest, findings: &Diagnostics) -> Vec<String> {
    let Work { request, project, register, plan } = work;
    if request.only.is_some() {
        return Vec::new();
    }
    let kept: HashSet<&str> = register.owed().map(|item| item.id.as_str()).collect();
    let broken = |id: &str| project.engagements.iter().any(|loaded| loaded.id == id && loaded.broken);
    // With all engagements read, one that is gone altogether takes its files with it; one that
    // cannot be read now keeps them.
    let all_read = request.paths.is_empty() && !findings.has_errors() && !project.unread;
    let ours = |id: &str| plan.engagements.contains_key(id) || (all_read && !broken(id));
    let gone = |(id, built): &(&String, &manifest::Built)| !kept.contains(id.as_str()) && ours(built.engagement(id));
    manifest.documents.iter().filter(gone).map(|(id, _)| id.clone()).collect()
}

/// Takes documents out of a manifest; their files come back.
pub fn forget(manifest: &mut Manifest, documents: &[String]) -> Vec<String> {
    let mut files = Vec::new();
    for id in documents {
        let built = manifest.documents.remove(id).unwrap_or_default();
        files.extend(built.files.into_iter().map(|file| file.path));
    }
    if !documents.is_empty() {
        let live: BTreeSet<&str> = manifest.documents.iter().map(|(id, built)| built.engagement(id)).collect();
        manifest.engagements.retain(|id, _| live.contains(id.as_str()));
    }
    files
}

/// Which of the files that documents have no more can go: those of nothing else, and with `whole`
/// also those of builds whose manifest was lost.
pub fn gone(superseded: Vec<String>, manifest: &mut Manifest, whole: bool) -> BTreeSet<String> {
    let strays = std::mem::take(&mut manifest.strays);
    let known: HashSet<&str> = manifest.files().collect();
    let unknown = |path: &String| !known.contains(path.as_str());
    let mut gone: BTreeSet<String> = superseded.into_iter().filter(unknown).collect();
    let strays: BTreeSet<String> = strays.into_iter().filter(unknown).collect();
    match whole {
        true => gone.extend(strays),
        false => manifest.strays = strays,
    }
    gone
}

/// What was remarked when documents were made that are fresh now.
pub fn remarks(work: Work, last: &Manifest) -> Diagnostics {
    let fresh = work.plan.jobs.iter().filter(|job| matches!(job.verdict, Verdict::Fresh(_)));
    let built = fresh.filter_map(|job| last.documents.get(&job.item.id));
    let mut kept = built.flat_map(|built| &built.findings).peekable();
    if kept.peek().is_none() {
        return Diagnostics::new();
    }
    let numbers = numbers(&work.project.sources);
    kept.filter_map(|finding| finding.back(&numbers)).collect()
}

/// A finding for each issued PDF that the ledger knows by another fingerprint than it has now.
pub fn issued(register: &Register, manifest: &Manifest) -> Diagnostics {
    let known = register.items.iter().filter(|item| item.state != State::NotOwed).filter_map(|item| {
        let known = item.issued.as_ref()?.sha256.as_ref()?;
        let now = &manifest.documents.get(&item.id)?.file("pdf")?.sha256;
        let entry = item.reasons.iter().rfind(|reason| matches!(reason.fact, Fact::Issued { .. }));
        (!known.eq_ignore_ascii_case(now)).then(|| {
            Diagnostic::new(Code::ISSUED, format!("{} was issued with another fingerprint than it has now", item.id))
                .at(entry.and_then(|reason| reason.span))
                .basis(format!("fingerprint of this build: {now}"))
                .help("keep the issued copy; to issue the change, enter a new version with its fingerprint")
        })
    });
    known.collect()
}
