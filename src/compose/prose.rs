//! Figures that prose marks as computed: `[99.95 %](figure:figures.availability.lowest)` prints its
//! text, which must be what the data gives.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::hint::nearest;
use crate::load::{Narrative, Project};
use crate::plan;
use crate::resolve::{Item, Register, State};
use crate::source::Span;

use super::variables;

/// The scheme of the links that mark a figure.
pub const SCHEME: &str = "figure:";

static MARKED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[([^\]\n]*)\]\(figure:([^)\s]*)\)").expect("a pattern"));

/// The findings about figures in one narrative, for the documents that show it and have come due.
pub fn check(
    project: &Project,
    register: &Register,
    narrative: &Narrative,
    items: &[&Item],
    as_of: jiff::civil::Date,
    findings: &mut Diagnostics,
) {
    let text = &project.sources.file(narrative.file).text;
    if !text.contains(SCHEME) {
        return;
    }
    for item in items.iter().filter(|item| item.state != State::Planned && narrative.serves(item.part())) {
        let Some(slice) = plan::slice(project, register, item, as_of) else { continue };
        let variables = variables(&slice);
        for marked in MARKED.captures_iter(text) {
            let (Some(whole), Some(words), Some(path)) = (marked.get(0), marked.get(1), marked.get(2)) else {
                continue;
            };
            let span = Span::new(narrative.file, whole.start(), whole.end());
            findings.extend(one(&variables, words.as_str(), path.as_str()).map(|(message, help)| {
                Diagnostic::new(Code::FIGURE, format!("{}: {message}", item.id)).at(span).help(help)
            }));
        }
    }
}

/// What is wrong with a figure in prose, and the way out.
fn one(variables: &Map<String, Value>, words: &str, path: &str) -> Option<(String, String)> {
    let mut value: Option<&Value> = None;
    for (depth, step) in path.split('.').enumerate() {
        let next = match (depth, value) {
            (0, _) => variables.get(step),
            (_, Some(Value::Object(map))) => map.get(step),
            (_, Some(Value::Array(list))) => step.parse().ok().and_then(|index: usize| list.get(index)),
            _ => None,
        };
        let Some(next) = next else {
            let known: Vec<&str> = match (depth, value) {
                (0, _) => variables.keys().map(String::as_str).collect(),
                (_, Some(Value::Object(map))) => map.keys().map(String::as_str).collect(),
                _ => Vec::new(),
            };
            let help = match nearest(step, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.is_empty() => "`sowright explain <document id> --data` prints all figures".to_owned(),
                None => format!("there are {}", known.join(", ")),
            };
            return Some((format!("there is no figure `{path}`: `{step}` is not known"), help));
        };
        value = Some(next);
    }
    let agrees = match value {
        Some(Value::Number(number)) => agrees(words, number.as_f64()?),
        Some(Value::String(text)) => text.trim() == words.trim(),
        _ => {
            let help = "name a number or a text: `sowright explain <document id> --data` prints all figures";
            return Some((format!("`{path}` is no single figure"), help.to_owned()));
        }
    };
    let given = match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => shown(number.as_f64().unwrap_or_default()),
        _ => String::new(),
    };
    let message = format!("the text says \u{201c}{words}\u{201d}, and the data gives {given}");
    (!agrees).then(|| (message, "correct the text, or the records that the figure is computed from".to_owned()))
}

/// Whether words print a number: cut to as many decimals as they have, or rounded; percentages are
/// cut only, so that a miss never reads as a hit.
fn agrees(words: &str, value: f64) -> bool {
    let percent = words.contains('%');
    let digits: String =
        words.replace('\u{2212}', "-").chars().filter(|c| matches!(c, '0'..='9' | '.' | '-')).collect();
    let Ok(said) = digits.trim_end_matches('.').parse::<f64>() else { return false };
    let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
    let unit = 10_f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX));
    // Half of what f64 loses in the product, so that 99.95 is not cut to 99.94.
    let cut = (value * unit + 1e-7 * value.signum()).trunc();
    let said = (said * unit).round();
    said == cut || (!percent && said == (value * unit).round())
}

/// A number as a person reads it: four decimals at most.
fn shown(number: f64) -> String {
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
