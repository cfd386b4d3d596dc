//! Stage 1: folders of files to a [`Project`] in which every value knows its place. Touches the
//! disk; nothing after it does until `write`.

#![allow(clippy::disallowed_methods, reason = "this stage reads the disk")]

pub mod advice;
mod cache;
pub mod catalog;
pub mod embedded;
pub mod engagement;
mod find;
mod folder;
pub mod hint;
pub mod ledger;
pub mod locate;
mod narrative;
pub mod printed;
pub mod records;
pub mod rows;
pub mod schema;
mod snapshot;
mod theme;
pub mod values;
pub mod yaml;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::tz::TimeZone;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span, is_forbidden, slashed};
use crate::theme::Theme;

pub use cache::Cache;
use cache::Head;
use catalog::{Catalog, CatalogFile};
use engagement::{Engagement, Provider};
pub use find::root;
use folder::Body;
use ledger::Ledger;
pub use narrative::Narrative;
use records::Records;
pub use snapshot::Snapshot;

/// The families of documents stand with the templates that make them.
const FAMILIES: &str = "templates/families.yaml";

/// Everything that was read.
#[derive(Debug, Clone)]
pub struct Project {
    pub root: PathBuf,
    pub sources: Sources,
    pub settings: Settings,
    pub catalog: Catalog,
    pub engagements: Vec<Loaded>,
    /// Templates by name relative to `templates/`: documents and components.
    pub templates: BTreeMap<String, FileId>,
    pub theme: Option<Theme>,
    /// Whether an engagement was found that could not be read at all.
    pub unread: bool,
}

/// `sowright.yaml`: what all engagements share.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Who delivers, where an engagement does not say.
    pub provider: Option<Provider>,
    /// Size of the pages: `a4` or `letter`.
    #[serde(default)]
    pub paper: Paper,
    /// Which services can be bought: those built in with the project's own, or the latter alone.
    #[serde(default)]
    pub catalog: CatalogChoice,
}

/// Which catalog services are bought from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CatalogChoice {
    /// The built-in catalog, and what the project's `catalog/` adds or replaces by file.
    #[default]
    Extend,
    /// Only the project's `catalog/`.
    Own,
}

/// Size of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    #[default]
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// One engagement with its records and narratives.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub id: String,
    pub descriptor: FileId,
    /// Every file that belongs to it.
    pub files: Vec<FileId>,
    pub engagement: Engagement,
    pub provider: Option<Provider>,
    pub records: Records,
    pub narratives: Vec<Narrative>,
    /// Pictures and tables that narratives show, by path relative to the engagement's folder.
    pub attachments: BTreeMap<String, Arc<[u8]>>,
    pub ledger: Ledger,
    /// The customer's time zone.
    pub zone: TimeZone,
    /// Whether a file of it has an error: it is checked on, but not built.
    pub broken: bool,
    /// Whether values of the descriptor were left out because they could not be read: what is missing
    /// now may stand in the file.
    pub misread: bool,
}

/// How much of a project is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// All that documents are made of.
    Whole,
    /// What the register rests on: descriptors, ledgers, and the records that on-demand documents
    /// are about. Neither other records nor prose.
    Register,
}

/// Reads the project at `root`: the engagements that `paths` name, or all of them.
pub fn load(root: &Path, paths: &[String]) -> (Project, Diagnostics) {
    read(root, paths, Depth::Whole)
}

/// Reads the project at `root` as deep as asked.
pub fn read(root: &Path, paths: &[String], depth: Depth) -> (Project, Diagnostics) {
    read_from(&Snapshot::default(), root, paths, depth, None)
}

/// Reads the project at `root` out of what was read beforehand; what was parsed before out of the
/// same bytes comes out of the cache.
pub fn load_from(
    snapshot: &Snapshot,
    root: &Path,
    paths: &[String],
    cache: Option<&mut Cache>,
) -> (Project, Diagnostics) {
    read_from(snapshot, root, paths, Depth::Whole, cache)
}

fn read_from(
    snapshot: &Snapshot,
    root: &Path,
    paths: &[String],
    depth: Depth,
    mut cache: Option<&mut Cache>,
) -> (Project, Diagnostics) {
    let mut not_found = Diagnostics::new();
    let places = find::engagements(root, paths, &mut not_found);
    let Head { settings, catalog, theme, templates, sources, mut findings } = match cache.as_deref_mut() {
        Some(cache) => cache.head(snapshot, &places, || Disk::new(snapshot, root, depth, Sources::default()).head()),
        None => Disk::new(snapshot, root, depth, Sources::default()).head(),
    };
    findings.extend(not_found);
    let mut disk = Disk::new(snapshot, root, depth, sources);
    let mut engagements: Vec<Loaded> = Vec::new();
    let mut unread = false;
    for Body { loaded, findings: mut own, .. } in disk.bodies(&places, &settings, cache) {
        unread |= loaded.is_none();
        if let Some(mut loaded) = loaded {
            if let Some(other) = engagements.iter().find(|other| other.id.eq_ignore_ascii_case(&loaded.id)) {
                let named = |loaded: &Loaded| loaded.engagement.id.as_ref().and_then(|id| id.span);
                own.push(
                    Diagnostic::new(Code::ENGAGEMENT_ID, format!("two engagements have the id `{}`", loaded.id))
                        .at(named(&loaded).unwrap_or(Span::new(loaded.descriptor, 0, 0)))
                        .also(named(other).unwrap_or(Span::new(other.descriptor, 0, 0)), "the other one")
                        .help("give one of them an `id:` of its own"),
                );
            }
            loaded.broken = own.has_errors();
            let in_descriptor = |finding: &Diagnostic| {
                finding.primary.as_ref().is_none_or(|(place, _)| place.file == loaded.descriptor)
            };
            loaded.misread = own.iter().any(|finding| finding.code == Code::VALUE && in_descriptor(finding));
            engagements.push(loaded);
        }
        findings.extend(own);
    }
    let Disk { root, sources, .. } = disk;
    (Project { root, sources, settings, catalog, engagements, templates, theme, unread }, findings)
}

/// What all engagements share, without any of them.
pub fn shared(root: &Path) -> (Project, Diagnostics) {
    let snapshot = Snapshot::default();
    let head = Disk::new(&snapshot, root, Depth::Register, Sources::default()).head();
    let Head { settings, sources, catalog, theme, templates, findings } = head;
    let (root, engagements) = (root.to_owned(), Vec::new());
    (Project { root, sources, settings, catalog, engagements, templates, theme, unread: false }, findings)
}

/// Templates and components by name relative to `templates/`.
fn templates(shared: &BTreeMap<String, Shared>) -> BTreeMap<String, FileId> {
    let named = |(path, file): (&String, &Shared)| match (path.strip_prefix("templates/"), file) {
        (Some(name), Shared::Text(id)) if name.ends_with(".md") => Some((name.to_owned(), *id)),
        _ => None,
    };
    shared.iter().filter_map(named).collect()
}

/// The catalog alone, for commands that need no engagement.
pub fn load_catalog(root: &Path) -> (Catalog, Sources, Diagnostics) {
    let mut findings = Diagnostics::new();
    let snapshot = Snapshot::default();
    let mut disk = Disk::new(&snapshot, root, Depth::Whole, Sources::default());
    let settings = disk.settings(&mut findings);
    let shared = disk.shared(settings.catalog, &mut findings);
    let catalog = disk.catalog(&shared, &mut findings);
    (catalog, disk.sources, findings)
}

/// A file of the catalog or the templates: text, or bytes (fonts, pictures).
enum Shared {
    Text(FileId),
    Bytes(Vec<u8>),
}

/// The disk below one root, and the texts read so far.
struct Disk<'a> {
    snapshot: &'a Snapshot,
    root: PathBuf,
    sources: Sources,
    depth: Depth,
    /// Whether folders that were met lie out of the project.
    elsewhere: Mutex<BTreeMap<PathBuf, bool>>,
}

/// Bytes that a text may have: a thousand times the largest that people write.
const LARGEST: usize = 32 << 20;

impl<'a> Disk<'a> {
    fn new(snapshot: &'a Snapshot, root: &Path, depth: Depth, sources: Sources) -> Self {
        Self { snapshot, root: root.to_owned(), sources, depth, elsewhere: Mutex::default() }
    }

    /// What all engagements share.
    fn head(mut self) -> Head {
        let mut findings = Diagnostics::new();
        let settings = self.settings(&mut findings);
        let shared = self.shared(settings.catalog, &mut findings);
        let catalog = self.catalog(&shared, &mut findings);
        let theme = theme::read(&mut self, &shared, &mut findings);
        let templates = templates(&shared);
        Head { settings, catalog, theme, templates, findings, sources: self.sources }
    }

    /// The path as findings print it: relative to the root where it lies below it.
    fn name(&self, path: &Path) -> String {
        slashed(path.strip_prefix(&self.root).unwrap_or(path))
    }

    /// Whether a file is reached by a linked folder that leads out of the project.
    fn lies_elsewhere(&self, path: &Path) -> bool {
        let Some(folder) = path.parent() else { return false };
        let mut known = self.elsewhere.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(folder.to_owned()).or_insert_with(|| find::lies_elsewhere(&self.root, folder))
    }

    fn bytes(&self, path: &Path, findings: &mut Diagnostics) -> Option<Vec<u8>> {
        if find::leads_out(&self.root, path) || self.lies_elsewhere(path) {
            findings.push(
                Diagnostic::new(Code::UNREADABLE, "the file cannot be read: it is a link out of the project")
                    .path(self.name(path))
                    .help("put the file itself there: what a project shows is part of it"),
            );
            return None;
        }
        match self.snapshot.bytes(path) {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                findings.push(
                    Diagnostic::new(Code::UNREADABLE, format!("the file cannot be read: {}", reason(&error)))
                        .path(self.name(path))
                        .help("check that it exists and that you may read it"),
                );
                None
            }
        }
    }

    fn text(&mut self, path: &Path, findings: &mut Diagnostics) -> Option<FileId> {
        let bytes = self.bytes(path, findings)?;
        let name = self.name(path);
        self.decode(name, bytes, false, findings)
    }

    fn decode(&mut self, name: String, bytes: Vec<u8>, embedded: bool, findings: &mut Diagnostics) -> Option<FileId> {
        if bytes.len() > LARGEST {
            findings.push(
                Diagnostic::new(Code::UNREADABLE, "the file cannot be read: it has more than 32 MB")
                    .path(name)
                    .help("split it: records may stand in any number of files"),
            );
            return None;
        }
        match String::from_utf8(bytes) {
            Ok(text) => match text.char_indices().find(|(_, character)| is_forbidden(*character)) {
                None => Some(self.sources.add(name, text, embedded)),
                Some((at, character)) => {
                    // What a finding shows of the text must not steer a terminal.
                    let file = self.sources.add(name, text.replace(is_forbidden, "?"), embedded);
                    findings.push(advice::forbidden(character).at(Span::new(file, at, at + 1)));
                    None
                }
            },
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let line = error.as_bytes()[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
                findings.push(
                    Diagnostic::new(Code::ENCODING, format!("the file is not UTF-8: line {line} holds other bytes"))
                        .path(name)
                        .help("save the file as UTF-8"),
                );
                None
            }
        }
    }

    fn settings(&mut self, findings: &mut Diagnostics) -> Settings {
        let path = self.root.join("sowright.yaml");
        if !path.is_file() {
            return Settings::default();
        }
        self.text(&path, findings).and_then(|file| self.typed(file, findings)).unwrap_or_default()
    }

    /// A typed value out of a YAML text.
    fn typed<T: for<'de> Deserialize<'de>>(&self, file: FileId, findings: &mut Diagnostics) -> Option<T> {
        let text = self.sources.file(file).text.clone();
        let node = yaml::parse(file, &text, findings)?;
        yaml::read(&node, findings)
    }

    /// Several files parsed at the same time; their values and findings come in the files' order.
    fn each<T: Send>(
        &self,
        files: &[FileId],
        findings: &mut Diagnostics,
        parse: impl Fn(FileId, &mut Diagnostics) -> Option<T> + Sync,
    ) -> Vec<T> {
        let one = |file: &FileId| {
            let mut own = Diagnostics::new();
            (parse(*file, &mut own), own)
        };
        let parsed: Vec<(Option<T>, Diagnostics)> = files.par_iter().map(one).collect();
        let keep = |(value, own)| {
            findings.extend::<Diagnostics>(own);
            value
        };
        parsed.into_iter().filter_map(keep).collect()
    }

    /// Catalog, templates and theme: the embedded files, with the project's own in their place.
    fn shared(&mut self, choice: CatalogChoice, findings: &mut Diagnostics) -> BTreeMap<String, Shared> {
        let mut raw: BTreeMap<String, (Vec<u8>, bool)> = embedded::files()
            .into_iter()
            .filter(|(path, _)| choice == CatalogChoice::Extend || !path.starts_with("catalog/"))
            .map(|(path, bytes)| (path, (bytes.into_owned(), true)))
            .collect();
        for path in find::shared(&self.root).into_iter().filter(|path| *path != self.root.join("sowright.yaml")) {
            if let Some(bytes) = self.bytes(&path, findings) {
                raw.insert(self.name(&path), (bytes, false));
            }
        }
        let mut shared = BTreeMap::new();
        for (path, (bytes, embedded)) in raw {
            let picture = [".svg", ".png", ".ttf", ".otf", ".ttc"].iter().any(|ending| path.ends_with(ending));
            let file = match picture {
                true => Some(Shared::Bytes(bytes)),
                false => self.decode(path.clone(), bytes, embedded, findings).map(Shared::Text),
            };
            shared.extend(file.map(|file| (path, file)));
        }
        shared
    }

    fn catalog(&mut self, shared: &BTreeMap<String, Shared>, findings: &mut Diagnostics) -> Catalog {
        let mut catalog = Catalog::default();
        let files: Vec<FileId> = shared
            .iter()
            .filter(|(path, _)| path.starts_with("catalog/") || *path == FAMILIES)
            .filter_map(|(_, file)| if let Shared::Text(id) = file { Some(*id) } else { None })
            .collect();
        for part in self.each(&files, findings, |file, own| self.typed::<CatalogFile>(file, own)) {
            catalog.append(part);
        }
        catalog
    }
}

/// Whether a text can be an id: ids become file names and parts of document ids.
pub fn is_id(id: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    // The page that lists all engagements has this name.
    let is_page = id.eq_ignore_ascii_case("index.html");
    let begins = id.starts_with(|c: char| c.is_ascii_alphanumeric());
    begins && !id.ends_with('.') && id.len() <= 64 && id.chars().all(word) && !is_page && !is_device(id)
}

/// Whether Windows takes a file of this name, whatever its ending, for a device.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let port = |kind: &str| stem.strip_prefix(kind).is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']));
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || port("com") || port("lpt")
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "it does not exist".into(),
        std::io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}
