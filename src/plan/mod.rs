//! Stage 3: a register and the last manifest to a [`Plan`]: which documents to make, which are
//! fresh, and why. Touches nothing.

pub mod fingerprint;
pub mod manifest;
pub mod reason;
pub mod seen;
pub mod slice;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::catalog::Family;
use crate::load::{Loaded, Project};
use crate::resolve::{Item, Register, State};

use fingerprint::{combined, digest, parts};
use manifest::{Built, Manifest};
use reason::{Fresh, Reason, Verdict};
use slice::{Shared, Slice};

/// The work of a build.
pub struct Plan<'a> {
    pub jobs: Vec<Job<'a>>,
    /// What the jobs of each engagement share, by index of the engagement.
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
pub fn slice<'a>(project: &'a Project, register: &Register, item: &Item, as_of: Date) -> Option<Slice<'a>> {
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
    pub template: String,
    pub verdict: Verdict,
    /// Fingerprints of what it is made of; empty where the first cut-off made them needless.
    pub inputs: BTreeMap<String, String>,
    family: &'a Family,
}

impl<'a> Plan<'a> {
    /// The slice of a job. It is made when it is needed and not kept: a build of thousands of
    /// documents would not fit in memory otherwise.
    pub fn slice(&self, job: &Job<'a>) -> Slice<'a> {
        self.shared[&job.item.engagement].slice(job.item, job.family)
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
    let mut jobs = Vec::new();
    let mut engagements = BTreeMap::new();
    let mut all_shared = BTreeMap::new();
    for (index, loaded) in project.engagements.iter().enumerate().filter(|(_, loaded)| !loaded.broken) {
        let date = as_of(loaded);
        let whole = whole(project, loaded, date, &made_with);
        let untouched = !wanted.force && last.engagements.get(&loaded.id) == Some(&whole);
        engagements.insert(loaded.id.clone(), whole);
        let shared = Shared::new(project, register, index, date);
        let due = |item: &&Item| item.state != State::NotOwed && (wanted.planned || item.state != State::Planned);
        let items: Vec<&Item> =
            register.of(index).iter().filter(due).filter(|item| (wanted.only)(item, project)).collect();
        findings.extend(without_template(project, items.iter().copied()));
        let planned: Vec<Job> = items
            .par_iter()
            .filter_map(|item| {
                let family = template(project, item)?;
                let path = path(loaded, item);
                let built = last.documents.get(&item.id);
                let formats = |built: &Built| wanted.formats.iter().all(|format| built.files.contains_key(*format));
                let (verdict, inputs) = if untouched && built.is_some_and(formats) {
                    (Verdict::Fresh(Fresh::Engagement), BTreeMap::new())
                } else {
                    let inputs = parts(&shared.slice(item, family));
                    (verdict(built, &path, &inputs, &made_with, last, wanted, &templates), inputs)
                };
                let template = family.template.value.clone();
                Some(Job { item, loaded, path, template, verdict, inputs, family })
            })
            .collect();
        jobs.extend(planned);
        all_shared.insert(index, shared);
    }
    findings.extend(distinct(&mut jobs));
    let program = wanted.program.to_owned();
    (Plan { jobs, shared: all_shared, engagements, templates, program, made_with }, findings)
}

fn verdict(
    built: Option<&Built>,
    path: &str,
    inputs: &BTreeMap<String, String>,
    made_with: &str,
    last: &Manifest,
    wanted: &Wanted,
    templates: &str,
) -> Verdict {
    let Some(built) = built else { return Verdict::Stale(Reason::New) };
    if wanted.force {
        return Verdict::Stale(Reason::Forced);
    }
    if let Some(format) = wanted.formats.iter().find(|format| !built.files.contains_key(**format)) {
        let path = format!("{path}.{format}");
        let lost = wanted.lost.contains(&path);
        return Verdict::Stale(if lost { Reason::Output { path } } else { Reason::Format { format } });
    }
    if built.made_with.as_ref().unwrap_or(&last.made_with) != made_with {
        return Verdict::Stale(if last.templates == templates { Reason::Program } else { Reason::Templates });
    }
    let names: BTreeSet<&String> = built.inputs.keys().chain(inputs.keys()).collect();
    let changed: Vec<String> =
        names.into_iter().filter(|name| built.inputs.get(*name) != inputs.get(*name)).cloned().collect();
    match changed.is_empty() {
        true => Verdict::Fresh(Fresh::Inputs),
        false => Verdict::Stale(Reason::Inputs { parts: changed }),
    }
}

/// The fingerprint of all that an engagement's documents are made of.
fn whole(project: &Project, loaded: &Loaded, as_of: Date, made_with: &str) -> String {
    let sources = &project.sources;
    let catalog = sources.iter().filter(|(_, file)| file.path.starts_with("catalog/") || file.path == "sowright.yaml");
    let files = loaded.files.iter().map(|id| sources.file(*id)).chain(catalog.map(|(_, file)| file));
    let mut pieces: Vec<Vec<u8>> = vec![as_of.to_string().into(), made_with.into()];
    for file in files {
        pieces.push(file.path.clone().into());
        pieces.push(file.text.as_bytes().to_vec());
    }
    let attachments = loaded.attachments.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes]);
    combined(pieces.iter().map(Vec::as_slice).chain(attachments))
}

/// The fingerprint of templates, components and theme.
fn templates(project: &Project) -> String {
    let mut pieces: Vec<Vec<u8>> = Vec::new();
    for (_, file) in project.sources.iter().filter(|(_, file)| file.path.starts_with("templates/")) {
        pieces.push(file.path.clone().into());
        pieces.push(file.text.as_bytes().to_vec());
    }
    if let Some(theme) = &project.theme {
        pieces.extend(theme.logo.iter().map(|logo| logo.bytes.clone()));
        pieces.extend(theme.fonts.iter().map(|font| digest(font).into_bytes()));
    }
    combined(pieces.iter().map(Vec::as_slice))
}

/// The output path without its ending: the engagement's id, then the document's.
fn path(loaded: &Loaded, item: &Item) -> String {
    let rest = item.id.split_once('/').map_or(item.id.as_str(), |(_, rest)| rest);
    let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/') { c } else { '-' };
    let rest: String = rest.chars().map(safe).collect();
    // A part made of dots only would lead elsewhere.
    let rest =
        rest.split('/').map(|part| if part.trim_matches('.').is_empty() { "-" } else { part }).collect::<Vec<_>>();
    format!("{}/{}", loaded.id, rest.join("/"))
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
