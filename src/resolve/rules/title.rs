//! Titles are free of placeholders.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::catalog::Catalog;
use crate::resolve::{Item, State};

/// One finding for each deliverable of a line whose title still has a slot or a placeholder.
pub fn check(catalog: &Catalog, items: &[Item]) -> Diagnostics {
    let mut seen = BTreeSet::new();
    let open =
        items.iter().filter(|item| item.state != State::NotOwed).filter_map(|item| Some((item, token(&item.title)?)));
    open.filter(|(item, _)| seen.insert((item.line, &item.deliverable)))
        .map(|(item, token)| {
            let place = item.reasons.iter().find_map(|reason| reason.span);
            let finding = Diagnostic::new(
                Code::PLACEHOLDER,
                format!("the placeholder {token} of \u{201c}{}\u{201d} is still open", item.title),
            );
            let owner = catalog.deliverable(&item.deliverable).and_then(|deliverable| deliverable.id.span);
            finding.at(place).also(owner, "the title").help(field(&token))
        })
        .collect()
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
