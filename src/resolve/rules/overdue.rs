//! What is due by now is issued.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::engagement::Stage;
use crate::resolve::reason::Fact;
use crate::resolve::{Item, State};

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    late(scope, findings);
    // At the close each missing document is told by the rules about closing.
    if scope.engagement().stage >= Stage::Closing {
        return;
    }
    let mut late: BTreeMap<(Option<usize>, &str), Vec<&Item>> = BTreeMap::new();
    for item in scope.items.iter().filter(|item| item.state == State::Overdue) {
        late.entry((item.line, &item.deliverable)).or_default().push(item);
    }
    for ((line, _), items) in late {
        let bought = line.map(|index| &scope.engagement().services[index]);
        let (first, count) = (items[0], items.len());
        let message = match count {
            1 => format!("\u{201c}{}\u{201d} was due on {}", first.title, first.due),
            _ => {
                format!("{count} documents \u{201c}{}\u{201d} are overdue, the first since {}", first.title, first.due)
            }
        };
        let own = first.id.split_once('/').map_or(first.id.as_str(), |(_, own)| own);
        let finding = Diagnostic::new(Code::OVERDUE, message)
            .at(bought.map_or(scope.place(), |bought| bought.service.span))
            .help(format!(
                "issue {} and enter {} in ledger.yaml: `{{document: {own}, version: \"1.0\", issued_on: …}}`",
                if count == 1 { "it" } else { "them" },
                if count == 1 { "it" } else { "each" },
            ));
        scope.tell(finding, findings);
    }
}

/// What was issued after its due date, told once for each deliverable of a line.
fn late(scope: &Scope, findings: &mut Diagnostics) {
    let mut late: BTreeMap<_, Vec<(&Item, i32)>> = BTreeMap::new();
    for item in scope.items {
        let days =
            item.issued.as_ref().map_or(0, |issued| item.due.until(issued.date).map_or(0, |span| span.get_days()));
        if days > 0 {
            late.entry((item.line, &item.deliverable)).or_default().push((item, days));
        }
    }
    for items in late.values() {
        let Some((last, days)) = items.last() else { continue };
        let unit = if *days == 1 { "day" } else { "days" };
        let message = match items.len() {
            1 => format!("\u{201c}{}\u{201d} was issued {days} {unit} after it was due", last.title),
            count => {
                format!("{count} documents \u{201c}{}\u{201d} were issued late, the last by {days} {unit}", last.title)
            }
        };
        let entry = last.reasons.iter().rfind(|reason| matches!(reason.fact, Fact::Issued { .. }));
        let finding = Diagnostic::new(Code::ISSUED_LATE, message).at(entry.and_then(|reason| reason.span));
        scope.tell(finding.help("say why in the next report, or agree a later due date"), findings);
    }
}
