//! What a build remembers: the manifest, and which files of earlier builds go.

use std::collections::BTreeSet;

use crate::plan::manifest::{self, Manifest};
use crate::write::leftovers;

use super::make::{Build, Made};

/// The manifest after a build; files of documents that are owed no more are removed. A document
/// that failed keeps its old entry with its old files: they are the last good ones.
pub fn manifest(build: &Build, made: &mut Made) -> Manifest {
    let Build { request, project, register, plan, last, output } = build;
    let mut manifest = Manifest {
        version: manifest::VERSION,
        program: plan.program.clone(),
        templates: plan.templates.clone(),
        engagements: last.engagements.clone(),
        documents: last.documents.clone(),
        pages: last.pages.clone(),
    };
    for done in &made.documents {
        if let Some(built) = &done.built {
            manifest.documents.insert(done.id.clone(), built.clone());
        }
    }
    let complete = request.only.is_none();
    let failed: BTreeSet<&str> =
        made.documents.iter().filter(|done| done.failed).map(|done| done.id.as_str()).collect();
    for (id, fingerprint) in &plan.engagements {
        let whole = !plan.jobs.iter().any(|job| job.loaded.id == *id && failed.contains(job.item.id.as_str()));
        match complete && whole {
            true => manifest.engagements.insert(id.clone(), fingerprint.clone()),
            false => manifest.engagements.remove(id),
        };
    }
    if complete {
        // What is only not due yet (on an earlier date, say) is still owed.
        let kept: BTreeSet<&str> = register.owed().map(|item| item.id.as_str()).collect();
        let broken = |id: &str| project.engagements.iter().any(|loaded| loaded.id == id && loaded.broken);
        // With all engagements read, one that is gone altogether takes its files with it; one that
        // cannot be read now keeps them.
        let all_read = request.paths.is_empty() && !made.findings.has_errors() && !project.unread;
        let ours = |id: &str| plan.engagements.contains_key(id) || (all_read && !broken(id));
        for (id, files) in leftovers(last, &kept, ours) {
            made.removed += 1;
            made.findings.extend(output.remove(files));
            manifest.documents.remove(id);
        }
    }
    manifest
}
