//! The architecture, held by a test: who may import whom, who owns which heavy crate, and that each
//! file says what it is for. Change the tables on purpose, with the reason in the commit.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module and what it may import: imports run down the pipeline only.
const FLOORS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("patience", &[]),
    ("diagnostic", &["source"]),
    ("document", &["source"]),
    ("theme", &["document"]),
    ("load", &["source", "diagnostic", "document", "theme"]),
    ("resolve", &["source", "diagnostic", "load"]),
    ("plan", &["source", "diagnostic", "document", "load", "resolve"]),
    ("compose", &["source", "patience", "diagnostic", "document", "theme", "load", "resolve", "plan"]),
    ("export", &["source", "patience", "diagnostic", "document", "theme"]),
    ("write", &["source", "diagnostic", "plan"]),
    ("pipeline", &["source", "diagnostic", "document", "load", "resolve", "plan", "compose", "export", "write"]),
    ("cli", &["source", "diagnostic", "load", "resolve", "plan", "compose", "export", "write", "pipeline"]),
];

/// Crates that only one place may name.
const OWNERS: &[(&str, &[&str])] = &[
    ("typst", &["src/export/pdf/"]),
    ("typst_layout", &["src/export/pdf/"]),
    ("typst_pdf", &["src/export/pdf/"]),
    ("typst_assets", &["src/export/pdf/"]),
    ("ttf_noto_sans", &["src/export/pdf/"]),
    ("tera", &["src/compose/"]),
    ("pulldown_cmark", &["src/compose/markdown.rs"]),
    ("granit_parser", &["src/load/yaml/tree.rs"]),
    ("csv", &["src/load/rows.rs", "src/cli/register.rs"]),
    ("rust_embed", &["src/load/embedded.rs", "src/diagnostic/example.rs"]),
    ("walkdir", &["src/load/find.rs"]),
    ("glob", &["src/load/find.rs", "src/cli/only.rs"]),
    ("tempfile", &["src/write/"]),
    ("rustix", &["src/patience.rs"]),
    ("svg", &["src/compose/figures/"]),
    ("imagesize", &["src/compose/attached.rs"]),
    ("exmex", &["src/resolve/figure.rs"]),
    ("dialoguer", &["src/cli/new.rs"]),
    ("clap", &["src/cli/"]),
    ("icalendar", &["src/cli/calendar.rs"]),
    ("indicatif", &["src/cli/progress.rs"]),
    ("notify", &["src/cli/watch/files.rs"]),
    ("tiny_http", &["src/cli/watch/server.rs"]),
    ("signal_hook", &["src/cli/interrupt.rs"]),
    ("codespan_reporting", &["src/diagnostic/human.rs"]),
];

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src is a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// Every source file with its path from the crate's root and its code, comments and texts left out.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    sources(&root.join("src"), &mut paths);
    paths.sort();
    let name = |path: &PathBuf| path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
    paths.iter().map(|path| (name(path), fs::read_to_string(path).expect("readable"))).collect()
}

fn code(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn module(path: &str) -> &str {
    let rest = path.strip_prefix("src/").expect("in src");
    rest.split(['/', '.']).next().expect("a name")
}

/// The names after `crate::`, also inside braces: `use crate::{load, plan}`.
fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let names = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default().split(',').map(str::trim).collect(),
            None => vec![rest],
        };
        for name in names {
            found.insert(name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    found
}

#[test]
fn imports_run_down_the_pipeline() {
    let mut wrong = Vec::new();
    for (path, text) in files() {
        let own = module(&path);
        if own == "lib" || own == "main" {
            continue;
        }
        let (_, allowed) =
            FLOORS.iter().find(|(name, _)| *name == own).unwrap_or_else(|| panic!("{path}: add `{own}` to FLOORS"));
        for name in imports(&code(&text)) {
            if name != own && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{path} imports `{name}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_itself_runs_down() {
    for (index, (name, allowed)) in FLOORS.iter().enumerate() {
        for other in *allowed {
            let below = FLOORS[..index].iter().any(|(lower, _)| lower == other);
            assert!(below, "{name} may not import {other}, which stands above it");
        }
    }
}

#[test]
fn heavy_crates_have_one_owner() {
    let mut wrong = Vec::new();
    for (path, text) in files() {
        let code = code(&text);
        for (name, homes) in OWNERS {
            let named = code
                .match_indices(&format!("{name}::"))
                .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
            if named && !homes.iter().any(|home| path.starts_with(home)) {
                wrong.push(format!("{path} names `{name}`, which belongs to {}", homes.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> =
        files().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "no `//!` line at the head of {}", silent.join(", "));
}
