//! One engagement's folder: its files read in their order, then parsed at the same time as those of
//! the other engagements.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::tz::TimeZone;
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, SourceFile, Span, slashed};

use super::cache::Cache;
use super::engagement::Engagement;
use super::find::{self, Place};
use super::narrative::Narrative;
use super::records::Records;
use super::yaml;
use super::{Depth, Disk, Loaded, Settings, hint, is_id, rows};

/// Files of one engagement, by what they hold.
#[derive(Default)]
struct Files {
    descriptor: Option<FileId>,
    records: Vec<FileId>,
    ledger: Option<FileId>,
    /// Narratives with the names of their files.
    prose: Vec<(String, FileId)>,
    attachments: BTreeMap<String, Arc<[u8]>>,
}

/// One engagement as it was parsed. Its places hold only while its first file has the same number.
#[derive(Debug, Clone)]
pub(super) struct Body {
    pub first: usize,
    pub texts: Vec<SourceFile>,
    pub loaded: Option<Loaded>,
    pub findings: Diagnostics,
}

/// What is to be done for an engagement.
enum Step {
    /// Nothing: it was parsed for the last build.
    Known(Body),
    /// The files were read, and are still to be parsed.
    Parse(Files, Body),
}

/// Kinds of records that the register rests on.
const REGISTER_KINDS: &[&str] = &["requests", "inspections", "incidents", "changes"];

impl Disk<'_> {
    /// Every engagement, in the places' order.
    pub(super) fn bodies(&mut self, places: &[Place], settings: &Settings, cache: Option<&mut Cache>) -> Vec<Body> {
        let mut steps = Vec::with_capacity(places.len());
        for place in places {
            let first = self.sources.len();
            let known = cache.as_deref().and_then(|cache| cache.engagement(self.snapshot, place, first));
            steps.push(match known {
                Some(body) => {
                    for text in &body.texts {
                        self.sources.again(text.clone());
                    }
                    Step::Known(body)
                }
                None => {
                    let mut findings = Diagnostics::new();
                    let files = self.files(place, &mut findings);
                    let texts = self.sources.iter().skip(first).map(|(_, text)| text.clone()).collect();
                    Step::Parse(files, Body { first, texts, loaded: None, findings })
                }
            });
        }
        let disk = &*self;
        let parse = |(place, step): (&Place, Step)| match step {
            Step::Known(body) => body,
            Step::Parse(files, mut body) => {
                body.loaded = disk.engagement(place, files, settings, &mut body.findings);
                body
            }
        };
        let bodies: Vec<Body> = places.par_iter().zip(steps).map(parse).collect();
        if let Some(cache) = cache {
            bodies.iter().zip(places).for_each(|(body, place)| cache.keep(self.snapshot, place, body));
        }
        bodies
    }

    /// Reads the files of an engagement.
    fn files(&mut self, place: &Place, findings: &mut Diagnostics) -> Files {
        let mut files = Files { descriptor: self.text(&place.descriptor, findings), ..Files::default() };
        let (Some(folder), Some(_)) = (&place.folder, files.descriptor) else { return files };
        let records: Vec<FileId> =
            find::part(folder, "records").iter().filter_map(|path| self.text(path, findings)).collect();
        let needed = |file: &FileId| self.depth == Depth::Whole || self.is_of_register(*file);
        files.records = records.into_iter().filter(needed).collect();
        let ledger = folder.join("ledger.yaml");
        files.ledger = ledger.is_file().then(|| self.text(&ledger, findings)).flatten();
        if self.depth == Depth::Whole {
            for path in find::part(folder, "narratives") {
                let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                files.prose.extend(self.text(&path, findings).map(|file| (stem, file)));
            }
            files.attachments = self.attachments(folder, findings);
        }
        files
    }

    fn engagement(
        &self,
        place: &Place,
        files: Files,
        settings: &Settings,
        findings: &mut Diagnostics,
    ) -> Option<Loaded> {
        let Files { descriptor, records: tables, ledger, prose, attachments } = files;
        let descriptor = descriptor?;
        let engagement: Option<Engagement> = self.typed(descriptor, findings);
        let mut records = Records::default();
        for part in self.each(&tables, findings, |file, own| Some(self.records(file, own))) {
            records.append(part);
        }
        let files = [descriptor].into_iter().chain(tables).chain(ledger).chain(prose.iter().map(|(_, file)| *file));
        let files: Vec<FileId> = files.collect();
        let ledger = ledger.and_then(|file| self.typed(file, findings)).unwrap_or_default();
        let parse = |(stem, file): &(String, FileId)| Narrative::parse(stem, *file, &self.sources.file(*file).text);
        let narratives = prose.iter().map(parse).collect();
        let engagement = engagement?;
        let id = match &engagement.id {
            Some(id) => id.value.clone(),
            None => place.name.clone(),
        };
        if !is_id(&id) {
            let at = engagement.id.as_ref().and_then(|id| id.span).unwrap_or(Span::new(descriptor, 0, 0));
            findings.push(
                Diagnostic::new(Code::ENGAGEMENT_ID, format!("`{id}` cannot be an engagement's id"))
                    .at(at)
                    .help("use letters, digits, `-`, `_` and `.`, starting with a letter or digit, in `id:`"),
            );
        }
        let id = safe(&id);
        let zone = self.zone(&engagement, findings);
        let provider = engagement.provider.clone().or_else(|| settings.provider.clone());
        Some(Loaded {
            id,
            descriptor,
            files,
            engagement,
            provider,
            records,
            narratives,
            attachments,
            ledger,
            zone,
            broken: false,
            misread: false,
        })
    }

    /// Whether a file of records may hold a kind that the register rests on, told by its name (CSV)
    /// or by the words at the beginning of its lines.
    fn is_of_register(&self, file: FileId) -> bool {
        let file = self.sources.file(file);
        if file.path.ends_with(".csv") {
            let stem = file.path.rsplit('/').next().unwrap_or_default();
            let kind = stem.split(['-', '.', '@']).next().unwrap_or_default();
            return REGISTER_KINDS.contains(&kind) || !Records::KINDS.contains(&kind);
        }
        let mut keys =
            file.text.lines().filter_map(|line| line.split(':').next()).map(|key| key.trim_matches(['"', '\'']));
        let plain = !file.text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[', '%', '&', '!', '?']);
        !plain || keys.any(|key| REGISTER_KINDS.contains(&key.trim_end()))
    }

    /// The pictures below `images/` and the tables below `tables/` of an engagement.
    fn attachments(&self, folder: &Path, findings: &mut Diagnostics) -> BTreeMap<String, Arc<[u8]>> {
        let mut paths = find::part(folder, "images");
        paths.extend(find::part(folder, "tables"));
        let read = |path: &PathBuf| {
            let name = slashed(path.strip_prefix(folder).unwrap_or(path));
            self.bytes(path, findings).map(|bytes| (name, bytes.into()))
        };
        paths.iter().filter_map(read).collect()
    }

    fn records(&self, file: FileId, findings: &mut Diagnostics) -> Records {
        let text = self.sources.file(file).text.clone();
        let path = Path::new(&self.sources.file(file).path);
        if path.extension().is_some_and(|ending| ending == "csv") {
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let kind = stem.split(['-', '.', '@']).next().unwrap_or_default().to_owned();
            if !Records::KINDS.contains(&kind.as_str()) {
                let near = hint::nearest(&kind, Records::KINDS.iter().copied());
                findings.push(
                    Diagnostic::new(
                        Code::RECORD_KIND,
                        format!("the file's name does not begin with a kind of record: `{kind}`"),
                    )
                    .at(Span::new(file, 0, 0))
                    .help(match near {
                        Some(near) => format!("did you mean `{near}.csv`?"),
                        None => format!("known kinds: {}", Records::KINDS.join(", ")),
                    }),
                );
                return Records::default();
            }
            return yaml::read(&rows::as_records(file, &text, &kind, findings), findings).unwrap_or_default();
        }
        let node = yaml::parse(file, &text, findings);
        node.and_then(|node| yaml::read(&node, findings)).unwrap_or_default()
    }

    fn zone(&self, engagement: &Engagement, findings: &mut Diagnostics) -> TimeZone {
        let Some(name) = &engagement.customer.timezone else { return TimeZone::UTC };
        TimeZone::get(name).unwrap_or_else(|_| {
            findings.push(
                Diagnostic::new(Code::TIMEZONE, format!("`{}` is not a known time zone", name.value))
                    .at(name.span)
                    .help("use an IANA name such as Asia/Riyadh or America/Santiago"),
            );
            TimeZone::UTC
        })
    }
}

/// An id that can be a file name whatever was written: an engagement with a wrong one still has its
/// page among the lists.
fn safe(id: &str) -> String {
    let word = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    match is_id(id) {
        true => id.to_owned(),
        false => format!("engagement-{}", id.chars().map(word).take(40).collect::<String>()),
    }
}
