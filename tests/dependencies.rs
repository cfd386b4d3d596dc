//! `docs/dependencies.md` gives the reason for every crate that `Cargo.toml` names, and for no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a text")
}

#[test]
fn every_dependency_has_a_reason() {
    let mut named = BTreeSet::new();
    let (manifest, mut inside) = (read("Cargo.toml"), false);
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if let Some((name, _)) = line.split_once('=').filter(|_| inside && !line.starts_with('#')) {
            named.insert(name.trim().to_owned());
        }
    }
    assert!(named.len() > 20, "{named:?}");
    let table = read("docs/dependencies.md");
    let rows = table.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "));
    let rows: Vec<(&str, &str)> = rows.filter(|(name, _)| *name != "crate").collect();
    for (name, reason) in &rows {
        assert!(reason.split_whitespace().count() >= 2, "{name} has no reason");
    }
    let explained: BTreeSet<String> = rows.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(explained, named);
    assert_eq!(explained.len(), rows.len(), "a crate stands twice");
}
