//! `build --check`: what of the output on the disk is not what the inputs give.

use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::plan::manifest::Manifest;
use crate::plan::reason::{Reason, Verdict};
use crate::source::slashed;
use crate::write::{Last, same};

use super::make::{Tools, Work, composed};
use super::memory;
use super::portal::{self, Pages};

/// How many are named.
const NAMED: usize = 5;

/// One finding about all that differs, with the first few; none when nothing does.
pub fn compare(work: Work, last: &Last, tools: Result<&Tools, &Diagnostics>) -> Vec<String> {
    let mut wrong: Vec<String> = last.lost.iter().map(|path| format!("{path} is missing or was changed")).collect();
    let left = memory::leftovers(work, &last.manifest, &Diagnostics::new());
    wrong.extend(left.iter().map(|id| format!("{id} is owed no more")));
    wrong.extend(last.manifest.strays.iter().map(|path| format!("{path} belongs to no document")));
    for job in &work.plan.jobs {
        let Verdict::Stale(reason) = &job.verdict else { continue };
        match reason {
            Reason::Output { .. } => {}
            Reason::Inputs { .. } if came_out_the_same(work, job, &last.manifest, tools) => {}
            reason => wrong.push(format!("{}: {}", job.item.id, reason.sentence())),
        }
    }
    wrong
}

/// Whether a document whose inputs changed is still the same.
fn came_out_the_same(work: Work, job: &crate::plan::Job, last: &Manifest, tools: Result<&Tools, &Diagnostics>) -> bool {
    let (Ok(tools), Some(built)) = (tools, last.documents.get(&job.item.id)) else { return false };
    let (document, _) = composed(work, job, &work.plan.slice(job), &tools.templates);
    document.is_some_and(|(_, fingerprint)| fingerprint == built.document)
}

/// What of the lists of documents differs.
pub fn pages(work: Work, manifest: &Manifest, findings: &Diagnostics) -> Vec<String> {
    let Work { request, project, register, .. } = work;
    if !request.is_whole() {
        return Vec::new();
    }
    let whole = request.paths.is_empty();
    let made_with = &work.plan.made_with;
    let pages = Pages { project, register, manifest, findings, as_of: request.as_of, made_with, whole };
    let mut wrong = Vec::new();
    pages.each(&portal::Known::new(), &BTreeSet::new(), |path, _, text| {
        if !same(&request.output, path, text.as_bytes()) {
            wrong.push(format!("{path} is missing or lists something else"));
        }
    });
    wrong
}

/// The finding about what differs.
pub fn finding(folder: &Path, wrong: &[String]) -> Option<Diagnostic> {
    let (first, rest) = wrong.split_at(wrong.len().min(NAMED));
    let more = if rest.is_empty() { String::new() } else { format!("; and {} more", rest.len()) };
    let things = if wrong.len() == 1 {
        "1 thing in the output is"
    } else {
        &format!("{} things in the output are", wrong.len())
    };
    (!wrong.is_empty()).then(|| {
        Diagnostic::new(Code::NOT_AS_GIVEN, format!("{things} not what the inputs give"))
            .path(slashed(folder))
            .basis(format!("{}{more}", first.join("; ")))
            .help("run `sowright build` with the same options")
    })
}
