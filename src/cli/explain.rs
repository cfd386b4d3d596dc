//! `sowright explain`: a code, or why a document is owed.

use crate::diagnostic::code::{Entry, TABLE};
use crate::diagnostic::{Code, example};
use crate::load::hint::nearest;
use crate::pipeline::check;

use super::args::{ExplainArgs, ProjectArgs};
use super::report::Report;
use super::{CLEAN, FINDINGS, Problem, Workplace};

pub fn run(args: &ExplainArgs, report: &Report) -> Result<u8, Problem> {
    let Some(what) = &args.what else {
        report.result(&list());
        return Ok(CLEAN);
    };
    if let Some(entry) = Code::find(what) {
        report.result(&rule(entry));
        return Ok(CLEAN);
    }
    let place =
        Workplace::new(&ProjectArgs { paths: Vec::new(), directory: args.directory.clone(), as_of: args.as_of })?;
    let (project, register, _) = check(&place.root, &place.paths, place.as_of);
    let Some(item) = register.items.iter().find(|item| item.id == *what) else {
        let ids = register.items.iter().map(|item| item.id.as_str());
        let near = nearest(what, ids.chain(TABLE.iter().map(|entry| entry.code)));
        let hint = near
            .map_or_else(|| "`sowright register` lists the ids".to_owned(), |near| format!("did you mean `{near}`?"));
        report.problem(&Problem(format!("`{what}` is neither a code nor the id of a document owed; {hint}")));
        return Ok(FINDINGS);
    };
    if args.data {
        let as_of = place.as_of.of(&project.engagements[item.engagement]);
        let variables =
            crate::plan::slice(&project, &register, item, as_of).map(|slice| crate::compose::variables(&slice));
        // A map of strings always has a JSON form.
        report.result(&(serde_json::to_string_pretty(&variables).unwrap_or_default() + "\n"));
        return Ok(CLEAN);
    }
    let mut text = format!("{}\n{}\n", item.id, item.title);
    if !item.subtitle.is_empty() {
        text.push_str(&format!("{}\n", item.subtitle));
    }
    if !item.recipients.is_empty() {
        text.push_str(&format!("for {}\n", item.recipients.join(", ")));
    }
    text.push_str(&format!("{}, due {}\n\nIt is owed because\n", item.state.word(), item.due));
    for reason in &item.reasons {
        text.push_str(&format!("  - {}", reason.fact.sentence()));
        if let Some(span) = reason.span {
            let file = project.sources.file(span.file);
            let (line, column) = file.line_column(span.start);
            let built_in = if file.embedded { " (built in)" } else { "" };
            text.push_str(&format!("\n    {}:{line}:{column}{built_in}", file.path));
        }
        text.push('\n');
    }
    report.result(&text);
    Ok(CLEAN)
}

/// Every code in a line.
fn list() -> String {
    let line = |entry: &Entry| format!("{:<8}  {:<8}  {}\n", entry.code, entry.severity.name(), entry.title);
    TABLE.iter().map(line).collect()
}

/// A code in full: what it means, when it bites, and an example.
fn rule(entry: &Entry) -> String {
    let mut text = format!("{}: {} ({})\n\n{}\n", entry.code, entry.title, entry.severity.name(), entry.text);
    if entry.rule.is_some() || entry.basis.is_some() {
        text.push('\n');
    }
    if let Some(basis) = entry.basis {
        text.push_str(&format!("Basis: {basis}.\n"));
    }
    if let Some(rule) = entry.rule {
        text.push_str(&format!("Source: {}.\nAsked for: {}.\n", rule.origin.word(), rule.gate.when()));
        if entry.waivable() {
            text.push_str("A waiver may lower it: `waivers:` of the engagement.\n");
        }
    }
    if let Some(example) = example::of(entry.code) {
        let part = |lines: &str| match lines.is_empty() {
            true => "  (nothing)\n".to_owned(),
            false => lines.lines().map(|line| format!("  {line}\n")).collect(),
        };
        let (wrong, right) = (part(&example.wrong), part(&example.right));
        text.push_str(&format!("\nWrong, in {}:\n{wrong}\nRight:\n{right}", example.path));
    }
    text
}
