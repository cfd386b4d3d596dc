//! Stage 3: a register and the last manifest to a [`Plan`]: which documents to make, which are
//! fresh, and why. Touches nothing.

pub mod fingerprint;
pub mod history;
pub mod manifest;
pub mod reason;
pub mod seen;
pub mod slice;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::catalog::Family;
use crate::load::{Loaded, Project, is_device};
use crate::resolve::{Item, Register, State};
use crate::source::SourceFile;

use fingerprint::{Parts, combined, digest};
use manifest::{Built, Manifest};
use reason::{Fresh, Reason, Verdict};
use slice::{Shared, Slice};

/// The work of a build.
pub struct Plan<'a> {
    pub jobs: Vec<Job<'a>>,
    /// What the jobs of each engagement share, by index of the engagement; none where the first
    /// cut-off took all of them.
    shared: BTreeMap<usize, Shared<'a>>,
    /// Fingerprint of each engagement's files, for the next build's first cut-off.
    pub engagements: BTreeMap<String, String>,
    /// Fingerprint of templates and theme.
    pub templates: String,
    pub program: String,
    /// Fingerprint of templates, theme and program together.
    pub made_with: String,
}

/// The slice of one document of the register, outside a build.
pub fn slice<'a>(project: &'a Project, register: &'a Register, item: &Item, as_of: Date) -> Option<Slice<'a>> {
    let family = project.catalog.family(&item.family)?;
    Some(Shared::new(project, register, item.engagement, as_of).slice(item, family))
}

/// One document to make or to leave.
pub struct Job<'a> {
    pub item: &'a Item,
    pub loaded: &'a Loaded,
    /// Output path without its ending, relative to the output folder.
    pub path: String,
    /// Name of the template.
    pub template: &'a str,
    pub verdict: Verdict,
    family: &'a Family,
}

impl<'a> Plan<'a> {
    /// The slice of a job. It is made when it is needed and not kept: a build of thousands of
    /// documents would not fit in memory otherwise.
    pub fn slice(&self, job: &Job<'a>) -> Slice<'a> {
        self.shared[&job.item.engagement].slice(job.item, job.family)
    }

    /// The fingerprint of each part of a job's slice.
    pub fn parts(&self, job: &Job<'a>, slice: &Slice<'a>) -> Parts {
        self.shared[&job.item.engagement].parts(slice)
    }
}

/// What was asked for.
pub struct Wanted<'a> {
    /// Endings of the formats, in order.
    pub formats: &'a [&'static str],
    /// Also what has not come due.
    pub planned: bool,
    /// Only documents that this says yes to.
    pub only: &'a (dyn Fn(&Item, &Project) -> bool + Sync),
    pub force: bool,
    /// The program and its version: another one builds anew.
    pub program: &'a str,
    /// Output files that are missing or were changed by someone else.
    pub lost: &'a BTreeSet<String>,
}

/// Plans the documents that have come due. `last` is the manifest whose files were found as it
/// says; `as_of` the date of each engagement.
pub fn plan<'a>(
    project: &'a Project,
    register: &'a Register,
    last: &Manifest,
    wanted: &Wanted,
    as_of: impl Fn(&Loaded) -> Date + Sync,
) -> (Plan<'a>, Diagnostics) {
    let mut findings = Diagnostics::new();
    let templates = templates(project);
    let made_with = combined([templates.as_bytes(), wanted.program.as_bytes()]);
    let catalog = catalog(project);
    let mut jobs = Vec::new();
    let mut engagements = BTreeMap::new();
    let mut all_shared = BTreeMap::new();
    for (index, loaded) in project.engagements.iter().enumerate().filter(|(_, loaded)| !loaded.broken) {
        let date = as_of(loaded);
        let whole = whole(project, loaded, date, &[&made_with, &catalog]);
        let untouched = !wanted.force && last.engagements.get(&loaded.id) == Some(&whole);
        engagements.insert(loaded.id.clone(), whole);
        let due = |item: &&Item| item.state != State::NotOwed && (wanted.planned || item.state != State::Planned);
        let items: Vec<&Item> =
            register.of(index).iter().filter(due).filter(|item| (wanted.only)(item, project)).collect();
        findings.extend(without_template(project, items.iter().copied()));
        let formats = |built: &Built| wanted.formats.iter().all(|format| built.file(format).is_some());
        // What was made of each, and whether that holds since nothing of the engagement changed.
        let known: Vec<(Option<&Built>, bool)> = items
            .iter()
            .map(|item| last.documents.get(&item.id))
            .map(|built| (built, untouched && built.is_some_and(formats)))
            .collect();
        let shared = || Shared::new(project, register, index, date);
        let shared = known.iter().any(|(_, fresh)| !fresh).then(shared);
        let planned: Vec<Job> = items
            .par_iter()
            .zip(known)
            .filter_map(|(item, (built, fresh))| {
                let family = template(project, item)?;
                let path = path(loaded, item);
                let verdict = match &shared {
                    Some(shared) if !fresh => {
                        let parts = || shared.parts(&shared.slice(item, family));
                        verdict(built, &path, parts, &made_with, last, wanted, &templates)
                    }
                    _ => Verdict::Fresh(Fresh::Engagement),
                };
                let template = &family.template.value;
                Some(Job { item, loaded, path, template, verdict, family })
            })
            .collect();
        jobs.extend(planned);
        all_shared.extend(shared.map(|shared| (index, shared)));
    }
    findings.extend(distinct(&mut jobs));
    let program = wanted.program.to_owned();
    (Plan { jobs, shared: all_shared, engagements, templates, program, made_with }, findings)
}

/// The cheapest reason first: what a document is made of is looked at last.
fn verdict(
    built: Option<&Built>,
    path: &str,
    inputs: impl Fn() -> Parts,
    made_with: &str,
    last: &Manifest,
    wanted: &Wanted,
    templates: &str,
) -> Verdict {
    let Some(built) = built else { return Verdict::Stale(Reason::New) };
    if wanted.force {
        return Verdict::Stale(Reason::Forced);
    }
    if let Some(format) = wanted.formats.iter().find(|format| built.file(format).is_none()) {
        let path = format!("{path}.{format}");
        let lost = wanted.lost.contains(&path);
        return Verdict::Stale(if lost { Reason::Output { path } } else { Reason::Format { format } });
    }
    if built.made_with.as_ref().unwrap_or(&last.made_with) != made_with {
        return Verdict::Stale(if last.templates == templates { Reason::Program } else { Reason::Templates });
    }
    let changed = built.inputs.changed(&inputs());
    match changed.is_empty() {
        true => Verdict::Fresh(Fresh::Inputs),
        false => Verdict::Stale(Reason::Inputs { parts: changed }),
    }
}

/// The fingerprint of all that an engagement's documents are made of: its own files beside what all
/// share.
fn whole(project: &Project, loaded: &Loaded, as_of: Date, shared: &[&str]) -> String {
    let date = as_of.to_string();
    let files = loaded.files.iter().map(|id| project.sources.file(*id));
    let texts = files.flat_map(|file| [file.path.as_bytes(), file.text.as_bytes()]);
    let attachments = loaded.attachments.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes]);
    combined(shared.iter().map(|piece| piece.as_bytes()).chain([date.as_bytes()]).chain(texts).chain(attachments))
}

/// The fingerprint of the catalog and the settings.
fn catalog(project: &Project) -> String {
    let shared = |file: &SourceFile| file.path.starts_with("catalog/") || file.path == "sowright.yaml";
    let files = project.sources.iter().map(|(_, file)| file).filter(|file| shared(file));
    combined(files.flat_map(|file| [file.path.as_bytes(), file.text.as_bytes()]))
}

/// The fingerprint of templates, components and theme.
fn templates(project: &Project) -> String {
    let files = project.sources.iter().map(|(_, file)| file).filter(|file| file.path.starts_with("templates/"));
    let texts = files.flat_map(|file| [file.path.as_bytes(), file.text.as_bytes()]);
    let theme = project.theme.as_ref();
    let logo = theme.into_iter().flat_map(|theme| &theme.logo).map(|logo| logo.bytes.as_slice());
    let fonts: Vec<String> = theme.into_iter().flat_map(|theme| &theme.fonts).map(digest).collect();
    combined(texts.chain(logo).chain(fonts.iter().map(String::as_bytes)))
}

/// The output path without its ending: the engagement's id, then the document's.
fn path(loaded: &Loaded, item: &Item) -> String {
    let rest = item.id.split_once('/').map_or(item.id.as_str(), |(_, rest)| rest);
    let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/') { c } else { '-' };
    let rest: String = rest.chars().map(safe).collect();
    let parts: Vec<String> = rest.split('/').map(portable).collect();
    format!("{}/{}", loaded.id, parts.join("/"))
}

/// A part of a path that is a plain name on every system: Windows knows devices by name and drops
/// dots at the end, and a part made of dots only would lead elsewhere.
fn portable(part: &str) -> String {
    match part.trim_end_matches('.') {
        "" => "-".to_owned(),
        kept if is_device(kept) => format!("-{kept}"),
        kept => kept.to_owned(),
    }
}

/// One finding for each family that owes some of these documents and has no template.
pub fn without_template<'a>(project: &Project, items: impl IntoIterator<Item = &'a Item>) -> Diagnostics {
    let mut families: BTreeMap<&str, (usize, &Item)> = BTreeMap::new();
    for item in items {
        if template(project, item).is_none() {
            families.entry(&item.family).or_insert((0, item)).0 += 1;
        }
    }
    let finding = |(name, (count, item)): (&str, (usize, &Item))| {
        let family = project.catalog.family(name);
        let others = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
        let message = format!("{}{others} cannot be made: the family `{name}` has no template", item.id);
        let finding = Diagnostic::new(Code::NO_TEMPLATE, message).at(family.and_then(|family| family.template.span));
        finding.help(match family {
            Some(family) => format!("write templates/{}", family.template.value),
            None => "add the family to the catalog".into(),
        })
    };
    families.into_iter().map(finding).collect()
}

/// The family of an item, if its template is there.
fn template<'a>(project: &'a Project, item: &Item) -> Option<&'a Family> {
    project.catalog.family(&item.family).filter(|family| project.templates.contains_key(&family.template.value))
}

/// Documents that would be written to the same file, without regard to case, or over the page that
/// lists an engagement's documents, are not made at all.
fn distinct(jobs: &mut Vec<Job>) -> Diagnostics {
    let mut by_path: BTreeMap<String, Vec<&Item>> = BTreeMap::new();
    for job in jobs.iter() {
        by_path.entry(job.path.to_lowercase()).or_default().push(job.item);
    }
    let listing = |path: &str| path.split_once('/').is_some_and(|(_, rest)| rest == "index");
    by_path.retain(|path, items| items.len() > 1 || listing(path));
    jobs.retain(|job| !by_path.contains_key(&job.path.to_lowercase()));
    let finding = |items: &Vec<&Item>| {
        let ids = items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>().join(" and ");
        let place = items.iter().flat_map(|item| &item.reasons).filter_map(|reason| reason.span).next_back();
        let (message, help) = match items.as_slice() {
            [_] => (format!("{ids} would be written over the list of documents"), "give the document another id"),
            _ => (format!("{ids} would be written to the same file"), "give one of the lines or subjects another id"),
        };
        Diagnostic::new(Code::SAME_FILE, message).at(place).help(help)
    };
    by_path.values().map(finding).collect()
}
