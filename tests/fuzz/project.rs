//! Whole projects: files → register, findings of all rules, and the figures of every document.

use std::collections::BTreeSet;
use std::fs;

use jiff::civil::date;
use sowright::compose::variables;
use sowright::pipeline::{AsOf, check};
use sowright::plan;
use sowright::resolve::Item;

use super::place::tell;

/// Before the path of each file of a project.
const MARK: &str = "=== ";

/// How many documents' figures are computed.
const COMPUTED: usize = 40;

/// What must hold for every text; `=== path` begins a file.
pub fn holds(text: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    for part in text.split(MARK).skip(1) {
        let (path, body) = part.split_once('\n').unwrap_or((part, ""));
        // What a file is called is another target's business.
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@');
        let inside = path.split('/').all(|name| name.starts_with(|c: char| c.is_ascii_alphanumeric()));
        if !inside || !path.split('/').all(|name| name.chars().all(plain)) || path.len() > 200 {
            continue;
        }
        let path = folder.path().join(path);
        let made = path.parent().is_some_and(|above| fs::create_dir_all(above).is_ok());
        if made {
            // A path that is a folder already is left.
            fs::write(path, body).ok();
        }
    }
    let as_of = AsOf { flag: None, fallback: date(2026, 6, 30) };
    let (project, register, findings) = check(folder.path(), &[], as_of);
    tell(&findings, &project.sources);
    let ids: BTreeSet<&str> = register.items.iter().map(|item| item.id.as_str()).collect();
    let twice = register.items.len() - ids.len();
    assert!(twice == 0 || findings.has_errors(), "{twice} documents with the id of another, and nothing is said");
    for item in register.items.iter().take(COMPUTED) {
        figures(&project, &register, item);
    }
    let (_, again, same) = check(folder.path(), &[], as_of);
    assert_eq!(format!("{findings:?}"), format!("{same:?}"), "the same input gives other findings");
    assert_eq!(register.items.len(), again.items.len());
}

/// All variables of a document can be computed.
fn figures(project: &sowright::load::Project, register: &sowright::resolve::Register, item: &Item) {
    if let Some(slice) = plan::slice(project, register, item, date(2026, 6, 30)) {
        let variables = variables(&slice);
        assert!(!variables.is_empty(), "{} has no variables", item.id);
    }
}
