//! The chapter for template authors names all that there is, and its list of components is current.

use std::collections::BTreeSet;
use std::fs;

use sowright::compose::figures::kinds;

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
    words.extend(named("src/compose/context.rs", "add(\""));
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

#[test]
fn list_every_component() {
    let chapter = chapter();
    let (before, rest) = chapter.split_once("templates/components/. -->\n").expect("the mark");
    let (old, after) = rest.split_once("<!-- end -->").expect("the mark");
    let new = components();
    if std::env::var_os("SOWRIGHT_BLESS").is_some() {
        let text = format!("{before}templates/components/. -->\n{new}<!-- end -->{after}");
        fs::write("docs/templates.md", text).expect("writable");
    } else {
        assert_eq!(old, new, "run SOWRIGHT_BLESS=1 cargo test docs");
    }
}
