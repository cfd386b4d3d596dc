//! Descriptors with one realistic mistake each, under `tests/mistakes/`: what is found, where, and the
//! way out stand as comments at the end of each file. `none.yaml` is the same without a mistake, and
//! `ten-at-once.yaml` has ten. `SOWRIGHT_BLESS=1 cargo test mistakes` writes the comments anew.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sowright::diagnostic::{Diagnostic, Severity};
use sowright::pipeline::{AsOf, check};
use sowright::source::Sources;

/// What begins a comment that says what is found.
const MARK: &str = "# finds ";

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes")).expect("a folder");
    let mut cases: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    cases.sort();
    cases
}

/// The errors and warnings about a descriptor, with the texts they point into.
fn found(descriptor: &str) -> (Vec<Diagnostic>, Sources) {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("engagements/harbour");
    fs::create_dir_all(&own).expect("made");
    fs::write(own.join("engagement.yaml"), descriptor).expect("written");
    let as_of = AsOf { flag: None, fallback: Date::constant(2026, 6, 30) };
    let (project, _, findings) = check(folder.path(), &[], as_of);
    (findings.into_iter().filter(|finding| finding.severity > Severity::Note).collect(), project.sources)
}

/// `CODE at LINE:COLUMN: message (the way out)`.
fn line(finding: &Diagnostic, sources: &Sources) -> String {
    let (place, _) = finding.primary.as_ref().unwrap_or_else(|| panic!("{finding:?} has no place"));
    let (line, column) = sources.file(place.file).line_column(place.start);
    let help = finding.help.as_deref().unwrap_or_else(|| panic!("{finding:?} says no way out"));
    format!("{MARK}{} at {line}:{column}: {} ({help})", finding.code, finding.message)
}

#[test]
fn each_mistake_is_found_at_its_place_with_a_way_out() {
    let mut wrong = Vec::new();
    let right =
        fs::read_to_string(cases().iter().find(|path| path.ends_with("none.yaml")).expect("there")).expect("text");
    let right: Vec<&str> = right.lines().collect();
    for path in cases() {
        let text = fs::read_to_string(&path).expect("readable");
        let (descriptor, expected): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| !line.starts_with(MARK));
        let descriptor = descriptor.join("\n") + "\n";
        let (findings, sources) = found(&descriptor);
        let told: Vec<String> = findings.iter().map(|finding| line(finding, &sources)).collect();
        if told != expected {
            if std::env::var_os("SOWRIGHT_BLESS").is_some() {
                let lines = told.iter().map(|line| format!("{line}\n"));
                fs::write(&path, descriptor.clone() + &lines.collect::<String>()).expect("written");
            } else {
                wrong.push(format!("{}:\n{}", path.display(), told.join("\n")));
            }
        }
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        assert_eq!(findings.is_empty(), name == "none", "{name}");
        let count = if name == "ten-at-once" { 10 } else { 1 };
        assert!(name == "none" || findings.len() == count, "{name}: {}", told.join("\n"));
        // What is wrong stands in the line pointed at; where YAML itself is broken it may be near.
        for finding in findings.iter().filter(|finding| finding.code.0 != "YML-01") {
            let (place, _) = finding.primary.as_ref().expect("a place");
            let file = sources.file(place.file);
            let line = file.line_column(place.start).0;
            let own = |line| &file.text[file.line_range(line)];
            let changed = |line| match descriptor.lines().count() == right.len() {
                true => right[line - 1] != own(line),
                false => !right.contains(&own(line)),
            };
            // A limit is told at the service, a missing basis too.
            assert!(changed(line) || finding.code.0.starts_with("ELG"), "{name}: line {line} is right");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases().len() > 45);
}
