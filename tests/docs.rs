//! The chapter for template authors names all that there is, and its list of components is current.

use std::collections::BTreeSet;
use std::fs;

use sowright::compose::figures::kinds;
use sowright::diagnostic::code::{Entry, TABLE};
use sowright::diagnostic::example;

fn chapter() -> String {
    fs::read_to_string("docs/templates.md").expect("readable")
}

/// The texts in double quotes that follow a call, in a source file.
fn named(file: &str, call: &str) -> Vec<String> {
    let text = fs::read_to_string(file).expect("readable");
    let names = text.match_indices(call).filter_map(|(at, _)| text[at + call.len()..].split('"').next());
    names.map(str::to_owned).collect()
}

#[test]
fn name_every_variable_filter_function_and_chart() {
    let chapter = chapter();
    let mut words: Vec<String> = kinds().iter().map(|kind| (*kind).to_owned()).collect();
    words.extend(named("src/compose/context.rs", "        (\""));
    words.extend(named("src/compose/filters.rs", "register_filter(\""));
    words.extend(named("src/compose/functions.rs", "    (\""));
    assert!(words.len() > 45, "{words:?}");
    let missing: BTreeSet<&String> = words
        .iter()
        .filter(|word| !chapter.contains(&format!("`{word}`")) && !chapter.contains(&format!("`{word}(")))
        .collect();
    assert!(missing.is_empty(), "docs/templates.md does not name {missing:?}");
}

/// Signature and comment of every component, as the chapter lists them.
fn components() -> String {
    let mut files: Vec<_> =
        fs::read_dir("templates/components").expect("readable").flatten().map(|f| f.path()).collect();
    files.sort();
    let mut list = String::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("readable");
        let lines: Vec<&str> = text.lines().collect();
        for (index, line) in lines.iter().enumerate() {
            let Some(signature) = line.strip_prefix("{% component ").and_then(|rest| rest.strip_suffix(" %}")) else {
                continue;
            };
            let first = lines[..index].iter().rposition(|line| line.starts_with("{# "));
            let above = first.map(|first| lines[first..index].join(" ")).unwrap_or_default();
            let comment = above.strip_prefix("{# ").and_then(|rest| rest.strip_suffix(" #}"));
            let comment = comment.unwrap_or_else(|| panic!("{signature} in {} says not what it is", file.display()));
            let comment = comment.split_whitespace().collect::<Vec<_>>().join(" ");
            list.push_str(&format!("- `{signature}`: {comment}\n"));
        }
    }
    list
}

/// Compares the part of a file behind `mark` with what it should be, or writes it anew.
fn current(path: &str, mark: &str, new: &str) {
    let text = fs::read_to_string(path).expect("readable");
    let (before, rest) = text.split_once(mark).expect("the mark");
    let (old, after) = rest.split_once("<!-- end -->").expect("the mark");
    if std::env::var_os("SOWRIGHT_BLESS").is_some() {
        fs::write(path, format!("{before}{mark}{new}<!-- end -->{after}")).expect("writable");
    } else {
        assert_eq!(old, new, "run SOWRIGHT_BLESS=1 cargo test docs");
    }
}

#[test]
fn list_every_component() {
    current("docs/templates.md", "templates/components/. -->\n", &components());
}

/// Every code as docs/rules.md has it.
fn rules() -> String {
    let mut text = String::from("\n| code | severity | asked for | source | what |\n|---|---|---|---|---|\n");
    let link = |entry: &Entry| format!("[{}](#{})", entry.code, entry.code.to_lowercase());
    for entry in TABLE {
        let (gate, origin) = entry.rule.map_or(("always", "form of the files"), |r| (r.gate.when(), r.origin.word()));
        let star = if entry.waivable() && entry.rule.is_some_and(|rule| rule.waivable) { "\\*" } else { "" };
        text +=
            &format!("| {} | {}{star} | {gate} | {origin} | {} |\n", link(entry), entry.severity.name(), entry.title);
    }
    for entry in TABLE {
        text += &format!("\n### {}\n\n{}.\n{}\n", entry.code, capital(entry.title), entry.text);
        if let Some(basis) = entry.basis {
            text += &format!("Basis: {basis}.\n");
        }
        if let Some(example) = example::of(entry.code) {
            let part = |lines: &str| if lines.is_empty() { "# nothing".to_owned() } else { lines.to_owned() };
            let (wrong, right) = (part(&example.wrong), part(&example.right));
            text += &format!("\nWrong, in `{}`:\n\n~~~\n{wrong}\n~~~\n\nRight:\n\n~~~\n{right}\n~~~\n", example.path);
        }
    }
    text + "\n"
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[test]
fn list_every_rule() {
    current("docs/rules.md", "<!-- made of src/diagnostic/code.rs -->\n", &rules());
}
