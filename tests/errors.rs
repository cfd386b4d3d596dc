//! Transcripts: each file under `tests/errors/` is a small project, a command, and what it prints.
//!
//! A file has sections. `=== path` starts a file of the project, `=== $ sowright …` the command and
//! what it prints, results and news together, and `=== exit N` its status.
//! `=== right path` is a file as it should be (not there at all, when the section is empty): with it
//! in place the command must not tell the code that the transcript is named by.
//! A file's first line may be `#!bytes` (hexadecimal digits follow) or `#!link target`; `=== held
//! folder` runs the command while another build holds that output folder.
//! `SOWRIGHT_BLESS=1 cargo test errors` writes what is printed now into the files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sowright::diagnostic::code::TABLE;

const SEPARATOR: &str = "=== ";

#[derive(Default)]
pub struct Case {
    pub files: Vec<(String, String)>,
    pub right: Vec<(String, String)>,
    command: String,
    pub expected: String,
    exit: i32,
    held: Option<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors")
}

pub fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("tests/errors is a folder").flatten();
    let mut cases: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    cases.sort();
    cases
}

pub fn parse(text: &str) -> Case {
    let mut case = Case::default();
    for section in text.split_inclusive('\n').fold(Vec::<String>::new(), |mut sections, line| {
        match (line.strip_prefix(SEPARATOR), sections.last_mut()) {
            (Some(head), _) => sections.push(head.to_owned()),
            (None, Some(last)) => last.push_str(line),
            (None, None) => {}
        }
        sections
    }) {
        let (head, body) = section.split_once('\n').unwrap_or((&section, ""));
        if let Some(command) = head.strip_prefix("$ sowright") {
            (case.command, case.expected) = (command.trim().to_owned(), body.to_owned());
        } else if let Some(exit) = head.strip_prefix("exit ") {
            case.exit = exit.trim().parse().expect("a number after `exit`");
        } else if let Some(path) = head.strip_prefix("right ") {
            case.right.push((path.trim().to_owned(), body.to_owned()));
        } else if let Some(folder) = head.strip_prefix("held ") {
            case.held = Some(folder.trim().to_owned());
        } else {
            case.files.push((head.trim().to_owned(), body.to_owned()));
        }
    }
    case
}

fn print(case: &Case) -> String {
    let mut text = String::new();
    for (path, body) in &case.files {
        write!(text, "{SEPARATOR}{path}\n{body}").expect("memory");
    }
    for (path, body) in &case.right {
        write!(text, "{SEPARATOR}right {path}\n{body}").expect("memory");
    }
    if let Some(folder) = &case.held {
        writeln!(text, "{SEPARATOR}held {folder}").expect("memory");
    }
    let Case { command, expected, exit, .. } = case;
    write!(text, "{SEPARATOR}$ sowright {command}\n{expected}{SEPARATOR}exit {exit}\n").expect("memory");
    text
}

/// Writes the project.
pub fn lay_out(files: &[(String, String)], root: &Path) {
    for (path, body) in files {
        let target = root.join(path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        if let Some(link) = body.strip_prefix("#!link ") {
            std::os::unix::fs::symlink(link.trim(), target).expect("linked");
            continue;
        }
        match body.strip_prefix("#!bytes\n") {
            Some(digits) => {
                let digits: Vec<u8> = digits.bytes().filter(u8::is_ascii_hexdigit).collect();
                let byte =
                    |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("ascii"), 16).expect("digits");
                fs::write(target, digits.chunks(2).map(byte).collect::<Vec<u8>>()).expect("written");
            }
            None => fs::write(target, body).expect("written"),
        }
    }
}

/// Fingerprints of files follow every change of the theme, which no transcript is about.
fn without_fingerprints(text: &str) -> String {
    let hex = |c: char| c.is_ascii_hexdigit();
    let words = text.split_inclusive(|c| !hex(c));
    words
        .map(|word| {
            if word.trim_end_matches(|c| !hex(c)).len() == 64 {
                word.replace(&word[..64], "<sha256>")
            } else {
                word.to_owned()
            }
        })
        .collect()
}

fn run(case: &Case) -> (String, i32) {
    let root = tempfile::tempdir().expect("a folder");
    lay_out(&case.files, root.path());
    let held = case.held.as_ref().map(|folder| {
        let holder = "process 4711 since 2026-06-21 00:00:00";
        sowright::write::Output::open(&root.path().join(folder), holder, None)
    });
    assert!(held.as_ref().is_none_or(Result::is_ok), "the output folder can be held");
    let output = Command::new(env!("CARGO_BIN_EXE_sowright"))
        .args(case.command.split_whitespace())
        .current_dir(root.path())
        .env("SOURCE_DATE_EPOCH", "1782000000")
        .output()
        .expect("runs");
    let mut printed = String::from_utf8_lossy(&output.stdout).into_owned();
    printed.push_str(&String::from_utf8_lossy(&output.stderr));
    let place = root.path().canonicalize().expect("exists");
    let printed =
        printed.replace(&*place.to_string_lossy(), "<project>").replace(&*root.path().to_string_lossy(), "<project>");
    let printed = without_fingerprints(&printed);
    // Seconds differ from run to run.
    let lines = printed.lines().map(|line| match line.rfind(", in ") {
        Some(at) if line.ends_with(" s") => line[..at].to_owned(),
        _ => line.to_owned(),
    });
    (lines.map(|line| line + "\n").collect(), output.status.code().unwrap_or(-1))
}

#[test]
fn transcripts_are_as_written() {
    let bless = std::env::var_os("SOWRIGHT_BLESS").is_some();
    let mut wrong = String::new();
    for path in cases() {
        let text = fs::read_to_string(&path).expect("readable");
        let mut case = parse(&text);
        assert!(!case.command.is_empty(), "{} has no command", path.display());
        let (printed, exit) = run(&case);
        if printed != case.expected || exit != case.exit {
            if bless {
                (case.expected, case.exit) = (printed, exit);
                fs::write(&path, print(&case)).expect("written");
            } else {
                let name = path.file_name().expect("a name").to_string_lossy();
                writeln!(
                    wrong,
                    "{name}: exit {exit}, expected {}\n{printed}\n--- expected\n{}",
                    case.exit, case.expected
                )
                .expect("memory");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The code that a transcript is named by, if it is.
fn code_of(path: &Path) -> Option<&'static str> {
    let stem = path.file_stem().expect("a name").to_string_lossy().to_uppercase();
    TABLE.iter().map(|entry| entry.code).find(|code| *code == stem)
}

/// The project of a transcript with its files as they should be.
fn mended(case: Case) -> Case {
    let mut files: BTreeMap<String, String> = case.files.into_iter().collect();
    for (path, body) in &case.right {
        assert!(files.insert(path.clone(), body.clone()).is_some_and(|wrong| wrong != *body), "{path} is not another");
    }
    files.retain(|_, body| !body.is_empty());
    Case { files: files.into_iter().collect(), ..case }
}

#[test]
fn what_is_right_makes_no_finding() {
    let mut wrong = String::new();
    for path in cases() {
        let (case, Some(code)) = (parse(&fs::read_to_string(&path).expect("readable")), code_of(&path)) else {
            continue;
        };
        if case.right.is_empty() {
            continue;
        }
        let (printed, _) = run(&mended(case));
        if printed.contains(&format!("[{code}]")) {
            writeln!(wrong, "{code} is told of what is right:\n{printed}").expect("memory");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Codes whose cause is not in the project's texts: the disk, another build, an output that changed.
const NOT_IN_TEXTS: &[&str] = &["FIL-01", "FIL-02", "FIL-03", "OUT-01", "OUT-02", "OUT-04", "DLV-20"];

#[test]
fn every_code_has_a_right_example() {
    let has = |code: &&str| sowright::diagnostic::example::of(code).is_some();
    let missing: Vec<&str> = TABLE.iter().map(|entry| entry.code).filter(|code| !has(code)).collect();
    let missing: Vec<&str> = missing.into_iter().filter(|code| !NOT_IN_TEXTS.contains(code)).collect();
    assert!(missing.is_empty(), "no `=== right` in the transcripts of {}", missing.join(", "));
}

#[test]
fn every_code_has_a_transcript_that_shows_it() {
    let shown: BTreeSet<&str> = cases()
        .iter()
        .map(|path| (path, parse(&fs::read_to_string(path).expect("readable"))))
        .filter_map(|(path, case)| code_of(path).filter(|code| case.expected.contains(&format!("[{code}]"))))
        .collect();
    let missing: Vec<&str> = TABLE.iter().map(|entry| entry.code).filter(|code| !shown.contains(*code)).collect();
    assert!(missing.is_empty(), "no transcript in tests/errors/ shows {}", missing.join(", "));
}

#[test]
fn every_code_is_explained_and_stands_once() {
    let mut codes = BTreeSet::new();
    for entry in TABLE {
        assert!(codes.insert(entry.code), "{} stands twice", entry.code);
        assert!(entry.text.ends_with('.') && entry.text.len() > 40, "{} is not explained", entry.code);
        assert!(!entry.title.ends_with('.'), "{}: titles have no full stop", entry.code);
    }
}

/// On a terminal sentences are wrapped, and long lines of files show what is pointed at.
#[test]
fn findings_fit_the_terminal() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let as_of = sowright::pipeline::AsOf { flag: None, fallback: jiff::civil::date(2026, 1, 1) };
    let (project, _, findings) = sowright::pipeline::check(root, &[], as_of);
    assert!(findings.iter().count() > 20);
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for finding in findings.iter() {
        for width in [50, 80, 120] {
            let narrow = sowright::diagnostic::human::render(finding, &project.sources, false, Some(width));
            let wide = |line: &&str| textwrap::core::display_width(line) > width;
            // A word may be longer than the terminal is wide; a label stands behind its mark, and
            // the name of a file in one piece.
            let label = |line: &str| ["- ", "^ ", "┌─"].iter().any(|mark| line.contains(mark));
            let parted = |line: &&str| line.trim().trim_start_matches("= help: ").contains(' ') && !label(line);
            assert_eq!(narrow.lines().filter(wide).find(parted), None, "{width}:\n{narrow}");
            for sentence in [Some(&finding.message), finding.help.as_ref(), finding.basis.as_ref()] {
                assert!(sentence.is_none_or(|words| squeezed(&narrow).contains(&squeezed(words))), "{narrow}");
            }
        }
        let marks = |text: &str| text.matches('^').count().min(1);
        let whole = sowright::diagnostic::human::render(finding, &project.sources, false, None);
        let narrow = sowright::diagnostic::human::render(finding, &project.sources, false, Some(50));
        assert_eq!(marks(&narrow), marks(&whole), "{narrow}");
    }
}
