//! Worked cases of what documents see, under `tests/worked/`: small projects, and what a document of
//! each must compute and show, worked out by hand.
//!
//! A file has sections. `=== path` starts a file of the project, `=== figures ID` a table of what the
//! document with that id computes: `path = value  # how it comes about`, a line each. `=== sees ID` is
//! the same for all variables of its template. Steps of a path are names, numbers of a row, or `*` for
//! a list of what all rows have. `null` is nothing. Nothing writes these tables anew: a value that
//! changed is worked out again.

use std::fs;
use std::path::Path;

use serde_json::Value;
use sowright::pipeline::{AsOf, check};

use crate::errors::lay_out;

/// One line of a table: its path, its value, and the line itself.
fn row(line: &str) -> Option<(&str, Value)> {
    let (path, rest) = line.split_once(" = ")?;
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
    let value = values.next()?.ok()?;
    let remark = rest[values.byte_offset()..].trim_start();
    (remark.is_empty() || remark.starts_with('#')).then_some((path.trim(), value))
}

/// What stands at a path.
fn at(value: &Value, path: &[&str]) -> Value {
    let Some((step, rest)) = path.split_first() else { return value.clone() };
    match (value, *step) {
        (Value::Array(rows), "*") => rows.iter().map(|row| at(row, rest)).collect(),
        (Value::Array(rows), step) => {
            step.parse().ok().and_then(|row: usize| rows.get(row)).map_or(Value::Null, |row| at(row, rest))
        }
        (value, step) => value.get(step).map_or(Value::Null, |inner| at(inner, rest)),
    }
}

/// Whether two values are the same, numbers to nine digits.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap_or(f64::NAN), b.as_f64().unwrap_or(f64::NAN));
            (a - b).abs() <= 1e-9 * a.abs().max(1.0)
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (a, b) => a == b,
    }
}

#[test]
fn figures_are_as_worked_out() {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worked")).expect("a folder").flatten();
    let (mut wrong, mut rows) = (Vec::new(), 0);
    for path in entries.map(|entry| entry.path()) {
        let text = fs::read_to_string(&path).expect("readable");
        let (tables, files): (Vec<_>, Vec<_>) = crate::errors::parse(&text)
            .files
            .into_iter()
            .partition(|(head, _)| head.starts_with("figures ") || head.starts_with("sees "));
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(!tables.is_empty(), "{name} has no table");
        let folder = tempfile::tempdir().expect("a folder");
        lay_out(&files, folder.path());
        let as_of = jiff::civil::date(2026, 11, 1);
        let (project, register, _) = check(folder.path(), &[], AsOf { flag: Some(as_of), fallback: as_of });
        for (head, table) in &tables {
            let (what, id) = head.trim().split_once(' ').expect("an id");
            let Some(item) = register.items.iter().find(|item| item.id == id) else {
                let ids: Vec<&str> = register.items.iter().map(|item| item.id.as_str()).collect();
                wrong.push(format!("{name}: no {id} among {}", ids.join(", ")));
                continue;
            };
            let slice = sowright::plan::slice(&project, &register, item, as_of).expect("a family");
            let seen = match what {
                "figures" => serde_json::to_value(sowright::compose::computed::figures(&slice)).expect("values"),
                _ => Value::Object(sowright::compose::variables(&slice)),
            };
            for line in table.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
                let (path, expected) = row(line).unwrap_or_else(|| panic!("{name}: no row: {line}"));
                let found = at(&seen, &path.split('.').collect::<Vec<_>>());
                rows += 1;
                if !same(&found, &expected) {
                    wrong.push(format!("{name}, {id}: {path} is {found}, not {expected}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows > 100, "{rows} rows");
}
