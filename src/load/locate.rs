//! Where the files of an engagement have the value at the end of a path of keys.

use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Span};

use super::records::Records;
use super::yaml::{self, Kind, Node};
use super::{Loaded, Project, rows};

/// What stands at the end of a path.
#[derive(Debug, Default)]
pub struct Found {
    /// Texts and numbers, as they are written.
    pub values: Vec<(Span, String)>,
    /// The beginnings of maps that lack the last key.
    pub lacking: Vec<Span>,
}

/// Follows a path of keys, in which `[]` stands for any member, through the files that a variable
/// of templates is read from.
pub fn values(project: &Project, loaded: &Loaded, line: Option<usize>, path: &[String]) -> Found {
    let mut found = Found::default();
    let Some((variable, rest)) = path.split_first() else { return found };
    let parts: Vec<&str> = rest.iter().map(String::as_str).collect();
    let below = |start: &[&'static str]| [start, &parts[..]].concat();
    let bought = || parts.split_first().filter(|(first, _)| **first == "bought").map(|(_, rest)| rest);
    let descriptor: Vec<&str> = match variable.as_str() {
        "engagement" => parts,
        "customer" => below(&["customer"]),
        "project" => below(&["project"]),
        "provider" => below(&["provider"]),
        "applications" | "business_services" | "scenarios" => [&["inventory", variable.as_str()], &parts[..]].concat(),
        // What was bought stands in a line itself.
        "lines" => ["services"].into_iter().chain(parts.iter().copied().filter(|part| *part != "bought")).collect(),
        "line" => {
            let Some((index, rest)) = line.zip(bought()) else { return found };
            let Some(root) = tree(project, loaded.descriptor) else { return found };
            let services = root.entries().iter().find(|(key, _)| key.text == "services");
            if let Some((_, Node { kind: Kind::List(lines), .. })) = services {
                lines.get(index).into_iter().for_each(|line| follow(line, rest, &mut found));
            }
            return found;
        }
        "records" => {
            for file in loaded.files.iter().filter(|file| **file != loaded.descriptor) {
                tree(project, *file).iter().for_each(|root| follow(root, &parts, &mut found));
            }
            return found;
        }
        _ => return found,
    };
    tree(project, loaded.descriptor).iter().for_each(|root| follow(root, &descriptor, &mut found));
    found
}

/// The tree of a file of the engagement; a table is a map with its kind of record as the only key.
fn tree(project: &Project, file: FileId) -> Option<Node> {
    let source = project.sources.file(file);
    let mut unheard = Diagnostics::new();
    let stem = source.path.rsplit('/').next().unwrap_or_default();
    if source.path.ends_with(".csv") {
        let kind = Records::KINDS.iter().find(|kind| Some(**kind) == stem.split(['-', '.', '@']).next())?;
        return Some(rows::as_records(file, &source.text, kind, &mut unheard));
    }
    stem.ends_with(".yaml").then(|| yaml::parse(file, &source.text, &mut unheard)).flatten()
}

fn follow(node: &Node, path: &[&str], found: &mut Found) {
    let Some((key, rest)) = path.split_first() else {
        if let Kind::Scalar { text, .. } = &node.kind {
            found.values.push((node.span, text.to_string()));
        }
        return;
    };
    match (&node.kind, *key) {
        (Kind::List(items), "[]") => items.iter().for_each(|item| follow(item, rest, found)),
        (Kind::Map(entries), "[]") => entries.iter().for_each(|(_, value)| follow(value, rest, found)),
        (Kind::Map(entries), key) => match entries.iter().find(|(known, _)| known.text == key) {
            Some((_, value)) => follow(value, rest, found),
            None if rest.is_empty() => {
                let start = entries.first().map_or(node.span.start, |(key, _)| key.span.start);
                found.lacking.push(Span::new(node.span.file, start, start));
            }
            None => {}
        },
        _ => {}
    }
}
