//! What is due by now is issued.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::{Item, State};

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
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
                "issue it and enter it in ledger.yaml: `{{document: {own}, version: \"1.0\", issued_on: …}}`"
            ));
        scope.tell(finding, findings);
    }
}
