//! Waivers: rules that both parties agreed to set aside, for a while and for a reason.

use crate::diagnostic::code::{Code, TABLE};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::engagement::Waiver;
use crate::load::hint::nearest;
use crate::source::{SourceFile, Span, Spanned};

use super::Scope;

/// Lowers what is waived by one step, and tells of waivers without effect.
pub fn apply(scope: &Scope, findings: Diagnostics) -> Diagnostics {
    let waivers = &scope.engagement().waivers;
    let mut hits = vec![false; waivers.len()];
    let mut told = Diagnostics::new();
    for finding in findings {
        let found = waivers.iter().position(|waiver| covers(scope, waiver, &finding));
        told.push(match found {
            Some(index) if finding.later.is_some() => {
                hits[index] = true;
                continue;
            }
            Some(index) => {
                hits[index] = true;
                let waiver = &waivers[index];
                finding.lowered().also(
                    waiver.span.map(|span| waiver.rule.span.unwrap_or(span)),
                    format!("waived until {} by {}", waiver.until.0, waiver.approved_by),
                )
            }
            None => finding,
        });
    }
    for (waiver, hit) in waivers.iter().zip(hits) {
        told.extend(problem(scope, waiver, hit));
    }
    told
}

fn covers(scope: &Scope, waiver: &Waiver, finding: &Diagnostic) -> bool {
    let holds = finding.code.0 == waiver.rule.value
        && finding.code.entry().is_some_and(|entry| entry.waivable())
        && waiver.until.0 >= scope.as_of;
    let Some(key) = &waiver.line else { return holds };
    let line = scope.lines.iter().find(|line| line.key == key.value).and_then(|line| line.bought.span);
    let within = |place: Span| {
        line.is_some_and(|line| {
            place.file == line.file
                && (line.start..extent(scope.sources.file(line.file), line.start)).contains(&place.start)
        })
    };
    holds && finding.primary.as_ref().is_some_and(|(place, _)| within(*place))
}

/// Where the map that begins at `start` ends: before the first line that is indented less.
fn extent(source: &SourceFile, start: usize) -> usize {
    let (_, column) = source.line_column(start);
    let lines = source.text[start..].split_inclusive('\n');
    let mut end = start;
    for (index, text) in lines.enumerate() {
        let indent = text.len() - text.trim_start().len();
        if index > 0 && !text.trim().is_empty() && indent + 1 < column {
            break;
        }
        end += text.len();
    }
    end
}

fn problem(scope: &Scope, waiver: &Spanned<Waiver>, hit: bool) -> Option<Diagnostic> {
    let rule = &waiver.rule;
    let entry = TABLE.iter().find(|entry| entry.code == rule.value);
    let finding = |message: String, place| Diagnostic::new(Code::WAIVER, message).at(place);
    let waivable = || TABLE.iter().filter(|entry| entry.waivable()).map(|entry| entry.code);
    if let Some(key) = waiver.line.as_ref().filter(|key| !scope.lines.iter().any(|line| line.key == key.value)) {
        let near = nearest(key, scope.lines.iter().map(|line| line.key.as_str()));
        let help = near
            .map_or("leave `line:` out for the whole engagement".to_owned(), |near| format!("did you mean `{near}`?"));
        return Some(
            finding(format!("there is no service line `{}` to waive a rule for", key.value), key.span).help(help),
        );
    }
    match entry {
        None => {
            let near = nearest(rule, waivable());
            let help = near
                .map_or("`sowright explain CODE` tells a rule".to_owned(), |near| format!("did you mean `{near}`?"));
            Some(finding(format!("there is no rule `{}`", rule.value), rule.span).help(help))
        }
        Some(entry) if !entry.waivable() => {
            let help = "delete the waiver, and mend what breaks the rule";
            Some(finding(format!("{} cannot be waived", entry.code), rule.span).help(help))
        }
        Some(entry) if waiver.until.0 < scope.as_of => {
            let message = format!("the waiver of {} ran out on {}", entry.code, waiver.until.0);
            Some(finding(message, waiver.until.span).help("have it renewed, or delete it"))
        }
        Some(entry) if !hit => {
            let message = format!("nothing breaks {} here, so there is nothing to waive", entry.code);
            Some(finding(message, rule.span).help("delete the waiver"))
        }
        Some(_) => None,
    }
}
