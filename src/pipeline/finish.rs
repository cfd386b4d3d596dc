//! The end of a build: what is remembered, listed and removed.

use std::collections::BTreeSet;

use crate::diagnostic::kept::{Kept, numbers};
use crate::diagnostic::{Code, Diagnostics};
use crate::load::Snapshot;
use crate::plan::manifest::{Manifest, Page, prefix};
use crate::plan::reason::{Fresh, Verdict};
use crate::plan::seen::{self, Seen};
use crate::write::{Last, Output};

use super::make::{Made, Work};
use super::portal::{self, Pages};
use super::{AsOf, Outcome, PROGRAM, Progress, Request, memory};

/// Writes pages and manifest and removes what is owed no more; the number of documents removed
/// comes back, and the manifest.
pub fn finish(
    work: Work,
    made: &mut Made,
    last: Last,
    output: &Output,
    snapshot: &Snapshot,
    progress: &dyn Progress,
    findings: &mut Diagnostics,
) -> (usize, Manifest) {
    let Work { request, project, register, .. } = work;
    let untouched = untouched(work, &last);
    findings.extend(memory::remarks(work, &last.manifest));
    let undone = memory::undone(work, made);
    let Last { manifest: old, digest, .. } = last;
    let (mut manifest, superseded) = memory::manifest(work, made, old);
    let left = memory::leftovers(work, &manifest, findings);
    let mut gone = memory::forget(&mut manifest, &left);
    gone.extend(superseded);
    let all = request.paths.is_empty() && request.is_whole() && !project.unread;
    let whole = all && undone.is_empty() && !project.engagements.iter().any(|loaded| loaded.broken);
    let gone = memory::gone(gone, &mut manifest, whole);
    findings.extend(output.remove(gone.iter().map(String::as_str)));
    findings.extend(memory::issued(register, &manifest));
    findings.sort();

    let whole = request.paths.is_empty();
    let made_with = &work.plan.made_with;
    let pages = Pages { project, register, manifest: &manifest, findings, as_of: request.as_of, made_with, whole };
    let mut kept: BTreeSet<String> = project.engagements.iter().map(portal::path).collect();
    let (mut listed, mut mistakes) = (Vec::new(), Diagnostics::new());
    pages.each(&portal::known(&manifest), &untouched, |path, lists, text| match output.page(path, text.as_bytes()) {
        Ok((sha256, written)) => {
            if written {
                progress.wrote(path);
            }
            listed.push((path.to_owned(), Page { lists, sha256, bytes: text.len() as u64 }));
        }
        Err(refused) => mistakes.extend(refused),
    });
    manifest.pages.extend(listed);
    if whole {
        kept.insert(portal::INDEX.to_owned());
        mistakes.extend(output.keep_pages(&kept, &mut manifest));
    }
    findings.extend(mistakes);
    let complete = !made.ended_early && !findings.iter().any(|finding| finding.code == Code::OUTPUT);
    match output.finish(&manifest, &digest, complete) {
        Ok(manifest_digest) if complete && request.is_whole() && undone.is_empty() => {
            findings.sort();
            let seen = seen(work, &manifest, snapshot, findings);
            output.remember(&Seen { manifest: manifest_digest, ..seen });
        }
        Ok(_) => {}
        Err(refused) => findings.extend(refused),
    }
    (left.len(), manifest)
}

/// Keeps what was done before the build was stopped. Pages stay as they are until the next build.
pub fn save(work: Work, made: &Made, last: &Last, output: &Output) {
    output.close();
    let (mut manifest, superseded) = memory::manifest(work, &mut made.clone(), last.manifest.clone());
    manifest.strays.extend(superseded);
    // Nobody is left to be told; without it the next build makes those documents again.
    output.finish(&manifest, &last.digest, false).ok();
}

/// Engagements of which nothing changed and no file is lost, so that they list what they did.
fn untouched<'a>(work: Work<'a>, last: &Last) -> BTreeSet<&'a str> {
    let Last { manifest, lost, .. } = last;
    if !manifest.pages.contains_key(portal::INDEX) {
        return BTreeSet::new();
    }
    let plan = work.plan;
    let same = plan.engagements.iter().filter(|(id, print)| manifest.engagements.get(*id) == Some(*print));
    let mut untouched: BTreeSet<&str> = same.map(|(id, _)| id.as_str()).collect();
    for job in plan.jobs.iter().filter(|job| job.verdict != Verdict::Fresh(Fresh::Engagement)) {
        untouched.remove(job.loaded.id.as_str());
    }
    for path in lost {
        untouched.remove(prefix(path));
    }
    untouched
}

/// The fingerprint of all that a build rests on: files, program, what was asked for.
pub fn fingerprint(request: &Request, snapshot: &Snapshot) -> String {
    let AsOf { flag, fallback } = request.as_of;
    let asked = format!("{flag:?} {fallback} {:?} {} {:?}", request.formats, request.planned, request.paths);
    crate::source::sha256(format!("{}\n{PROGRAM}\n{asked}", snapshot.fingerprint(&BTreeSet::new())))
}

fn seen(work: Work, manifest: &Manifest, snapshot: &Snapshot, findings: &Diagnostics) -> Seen {
    let built = manifest.documents.values().flat_map(|built| &built.files);
    let pages = manifest.pages.iter().map(|(path, page)| (path.clone(), page.bytes));
    Seen {
        version: seen::VERSION,
        manifest: String::new(),
        fingerprint: fingerprint(work.request, snapshot),
        read: snapshot.names(),
        documents: work.plan.jobs.len(),
        findings: findings.iter().map(|finding| Kept::of(finding, &work.project.sources)).collect(),
        files: built.map(|file| (file.path.clone(), file.bytes)).chain(pages).collect(),
    }
}

/// What comes of a build for which nothing changed since the last one.
pub fn the_same(seen: &Seen, snapshot: &Snapshot) -> Outcome {
    let sources = snapshot.sources(seen.places());
    let numbers = numbers(&sources);
    let findings = seen.findings.iter().filter_map(|finding| finding.back(&numbers)).collect();
    Outcome { sources, findings, fresh: seen.documents, ..Outcome::default() }
}
