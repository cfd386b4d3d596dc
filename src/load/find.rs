//! Which files belong to a project: the root, the engagements, the overrides.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::slashed;

/// An engagement's folder or its single file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// `engagement.yaml`, or the single file.
    pub descriptor: PathBuf,
    /// The folder that holds records and narratives; none for a single file.
    pub folder: Option<PathBuf>,
    /// Name of the folder or file, from which the id is made.
    pub name: String,
}

/// The project's root: the nearest folder upwards that has `sowright.yaml` or `engagements/`,
/// else the folder itself.
pub fn root(start: &Path) -> PathBuf {
    let marked = |folder: &&Path| folder.join("sowright.yaml").is_file() || folder.join("engagements").is_dir();
    start.ancestors().find(marked).unwrap_or(start).to_owned()
}

/// The engagements that `paths` name (files, folders, globs), or all under `engagements/` without
/// any; in order, each once.
pub fn engagements(root: &Path, paths: &[String], findings: &mut Diagnostics) -> Vec<Place> {
    let mut places = Vec::new();
    if paths.is_empty() {
        places = within(&root.join("engagements"));
        if places.is_empty() {
            findings.push(
                Diagnostic::new(Code::NO_ENGAGEMENT, "no engagement found")
                    .path(slashed(&root.join("engagements")))
                    .help("write engagements/<name>/engagement.yaml, or name a file: sowright build <file>"),
            );
        }
    }
    for path in paths {
        let found = matching(path);
        let before = places.len();
        for found in &found {
            places.extend(at(found));
        }
        if places.len() == before {
            findings.push(
                Diagnostic::new(Code::NO_ENGAGEMENT, format!("nothing at `{path}` is an engagement"))
                    .help("name a folder with an engagement.yaml, a YAML file, or a folder of engagements"),
            );
        }
    }
    places.sort();
    places.dedup();
    places
}

fn matching(path: &str) -> Vec<PathBuf> {
    let plain = PathBuf::from(path);
    if plain.exists() {
        return vec![plain];
    }
    glob::glob(path).map(|found| found.flatten().collect()).unwrap_or_default()
}

fn at(path: &Path) -> Vec<Place> {
    if path.is_file() {
        let named = path.file_name().is_some_and(|name| name == "engagement.yaml");
        return match (named, path.parent()) {
            (true, Some(folder)) => vec![folder_place(folder)],
            _ if is_yaml(path) => vec![file_place(path)],
            _ => Vec::new(),
        };
    }
    if path.join("engagement.yaml").is_file() {
        return vec![folder_place(path)];
    }
    let inner = path.join("engagements");
    within(if inner.is_dir() { &inner } else { path })
}

/// The engagements directly in a folder.
fn within(folder: &Path) -> Vec<Place> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut places: Vec<Place> = entries
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            if path.join("engagement.yaml").is_file() {
                Some(folder_place(&path))
            } else {
                (path.is_file() && is_yaml(&path)).then(|| file_place(&path))
            }
        })
        .collect();
    places.sort();
    places
}

fn folder_place(folder: &Path) -> Place {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    Place { descriptor: folder.join("engagement.yaml"), folder: Some(folder.to_owned()), name: stem(&whole) }
}

fn file_place(file: &Path) -> Place {
    Place { descriptor: file.to_owned(), folder: None, name: stem(file) }
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml")
}

/// Whether a path is a link to something outside the project and outside the link's own folder.
pub fn leads_out(root: &Path, path: &Path) -> bool {
    if !path.is_symlink() {
        return false;
    }
    // A link that leads nowhere is told as a file that does not exist.
    let Ok(target) = path.canonicalize() else { return false };
    let holds = |folder: &Path| folder.canonicalize().is_ok_and(|folder| target.starts_with(folder));
    !holds(root) && !path.parent().is_some_and(holds)
}

/// Whether a folder lies elsewhere than it seems to: out of the project, or, for one that was named
/// outside of it, out of the folder above.
pub fn lies_elsewhere(root: &Path, folder: &Path) -> bool {
    let Ok(target) = folder.canonicalize() else { return false };
    let around = if folder.starts_with(root) { Some(root) } else { folder.parent() };
    let around = around.filter(|around| !around.as_os_str().is_empty());
    around.and_then(|around| around.canonicalize().ok()).is_some_and(|around| !target.starts_with(around))
}

/// Endings of the files that catalog and templates are made of.
const SHARED: &[&str] = &["yaml", "yml", "md", "typ", "css", "html", "js", "svg", "png", "ttf", "otf", "ttc"];

/// The files that all engagements of a project share: settings, catalog and templates of its own.
pub fn shared(root: &Path) -> Vec<PathBuf> {
    let settings = root.join("sowright.yaml");
    let mut files = if settings.is_file() { vec![settings] } else { Vec::new() };
    for folder in ["catalog", "templates"] {
        files.extend(below(&root.join(folder), SHARED));
    }
    files
}

/// The files of one kind that belong to an engagement, in order of path.
pub fn part(folder: &Path, part: &str) -> Vec<PathBuf> {
    let endings: &[&str] = match part {
        "records" => &["yaml", "yml", "csv"],
        "narratives" => &["md"],
        "images" => &["png", "jpg", "jpeg"],
        _ => &["csv"],
    };
    below(&folder.join(part), endings)
}

/// All files of an engagement.
pub fn of(place: &Place) -> Vec<PathBuf> {
    let mut files = vec![place.descriptor.clone()];
    if let Some(folder) = &place.folder {
        let ledger = folder.join("ledger.yaml");
        files.extend(ledger.is_file().then_some(ledger));
        files.extend(["records", "narratives", "images", "tables"].iter().flat_map(|name| part(folder, name)));
    }
    files
}

/// All files below a folder with one of these endings, in order of path.
fn below(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .flatten()
        // A link is read like the file it leads to; one that leads nowhere is a finding, not a loss.
        .filter(|entry| !entry.file_type().is_dir())
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|ending| endings.iter().any(|e| ending == *e)))
        .collect()
}
