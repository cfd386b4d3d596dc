//! Titles are free of placeholders.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::State;

use super::Scope;

/// One finding for each deliverable of a line whose title still has a slot or a placeholder.
pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    for item in scope.items.iter().filter(|item| item.state != State::NotOwed) {
        let Some(token) = token(&item.title) else { continue };
        if !seen.insert((item.line, &item.deliverable)) {
            continue;
        }
        let message = format!("the placeholder {token} of \u{201c}{}\u{201d} is still open", item.title);
        let owner = scope.catalog.deliverable(&item.deliverable).and_then(|deliverable| deliverable.id.span);
        findings.push(
            Diagnostic::new(Code::PLACEHOLDER, message)
                .at(item.reasons.iter().find_map(|reason| reason.span))
                .also(owner, "the title")
                .help(field(&token)),
        );
    }
}

/// The first slot, or word of X's, that is left in a title.
fn token(title: &str) -> Option<String> {
    if let Some((_, rest)) = title.split_once('{') {
        return rest.split_once('}').map(|(slot, _)| format!("{{{slot}}}"));
    }
    let words = title.split(|c: char| !c.is_alphanumeric());
    words.into_iter().find(|word| !word.is_empty() && word.chars().all(|c| c == 'X')).map(str::to_owned)
}

fn field(token: &str) -> String {
    let where_to = match token {
        "{scenario_count}" | "{scenario}" => {
            "name the scenarios under `inventory.scenarios` and in the line's `scope.scenarios`"
        }
        "{application}" => "name the applications under `inventory.applications`",
        "{business_service}" => "name the services under `inventory.business_services`",
        _ => "give the deliverable a `title:` in the catalog, with slots such as {customer}, {project}, {service}",
    };
    where_to.to_owned()
}
