//! Where rules begin and end, under `tests/edges/`: a small project, and what is told when single
//! words of it are others.
//!
//! A file has sections. `=== path` starts a file of the project, `=== told` a table. A line of it is
//! `OLD => NEW | CODES`: with NEW in the place of OLD, which stands once in the project, each CODE is
//! told once, `CODE*2` twice, `!CODE` not at all, `CODE:warning` once with that weight; others do not
//! count. Several replacements are joined by ` && `, none are `as it is`. A remark may follow after `#`.

use std::fs;
use std::path::Path;

use sowright::pipeline::{AsOf, check};

use crate::errors::lay_out;

/// The project with the replacements of a line.
fn replaced(files: &[(String, String)], change: &str) -> Vec<(String, String)> {
    let mut files = files.to_vec();
    for pair in change.split(" && ").filter(|pair| *pair != "as it is") {
        let (old, new) = pair.split_once(" =>").unwrap_or_else(|| panic!("no replacement: {pair}"));
        let new = new.trim_start();
        let count: usize = files.iter().map(|(_, text)| text.matches(old).count()).sum();
        assert_eq!(count, 1, "`{old}` stands {count} times");
        files.iter_mut().for_each(|(_, text)| *text = text.replacen(old, new, 1));
    }
    files
}

/// The codes that are told of a project and what they weigh, one for each finding.
fn told(files: &[(String, String)]) -> Vec<(String, &'static str)> {
    let folder = tempfile::tempdir().expect("a folder");
    lay_out(files, folder.path());
    let as_of = AsOf { flag: None, fallback: jiff::civil::date(2026, 6, 30) };
    let (_, _, findings) = check(folder.path(), &[], as_of);
    findings.into_iter().map(|finding| (finding.code.to_string(), finding.severity.name())).collect()
}

#[test]
fn rules_end_where_they_should() {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/edges")).expect("a folder").flatten();
    let (mut wrong, mut rows) = (Vec::new(), 0);
    for path in entries.map(|entry| entry.path()) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let mut files = crate::errors::parse(&fs::read_to_string(&path).expect("readable")).files;
        let at = files.iter().position(|(head, _)| head == "told").unwrap_or_else(|| panic!("{name} has no table"));
        let (_, table) = files.remove(at);
        for line in table.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let (change, codes) = line.rsplit_once(" | ").unwrap_or_else(|| panic!("{name}: no codes: {line}"));
            let told = told(&replaced(&files, change.trim()));
            for code in codes.split('#').next().unwrap_or_default().split_whitespace() {
                let (code, expected) = match (code.strip_prefix('!'), code.split_once('*')) {
                    (Some(code), _) => (code, 0),
                    (None, Some((code, count))) => (code, count.parse().expect("a number after `*`")),
                    (None, None) => (code, 1),
                };
                let (code, weight) = code.split_once(':').map_or((code, None), |(code, weight)| (code, Some(weight)));
                rows += 1;
                let fits = |told: &&(String, &str)| told.0 == code && weight.is_none_or(|weight| told.1 == weight);
                let found = told.iter().filter(fits).count();
                if found != expected {
                    wrong.push(format!("{name}: {code} is told {found} times, not {expected}: {change}\n  {told:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows > 50, "{rows} rows");
}
