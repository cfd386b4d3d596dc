//! What the customer brings to the work beyond its preconditions: what it tells about its systems,
//! and resources that it pays for.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::engagement::{Application, FactKind};

use super::Scope;

/// Each kind of information, with the word for it.
const FACTS: [(FactKind, &str); 4] = [
    (FactKind::Architecture, "architecture"),
    (FactKind::Deployment, "deployment"),
    (FactKind::Quantity, "quantity"),
    (FactKind::Performance, "performance"),
];

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    for line in &scope.lines {
        let extra = &line.bought.extra_resources;
        if let Some(first) = extra.first() {
            let named: Vec<&str> = extra.iter().map(|one| one.value.as_str()).collect();
            let message =
                format!("{} uses resources that the customer pays for: {}", line.service.name, named.join(", "));
            let finding = Diagnostic::new(Code::EXTRA, message).at(first.span);
            scope.tell(finding.help("get the customer's consent before they are used"), findings);
        }
    }
    let inventory = &scope.engagement().inventory;
    let systems: Vec<&Application> = inventory.applications.iter().filter(|app| !app.third_party).collect();
    for (kind, word) in FACTS {
        let given = inventory.facts.iter().filter(|fact| fact.of == kind);
        let told = |app: &Application| {
            given
                .clone()
                .any(|fact| fact.applications.is_empty() || fact.applications.iter().any(|id| id.value == app.id.value))
        };
        let missing: Vec<&&Application> = systems.iter().filter(|app| !told(app)).collect();
        let Some(first) = missing.first() else { continue };
        let whose = match missing.len() {
            1 => first.name.clone(),
            count => format!("{count} applications, such as {}", first.name),
        };
        let finding = Diagnostic::new(Code::FACTS, format!("the customer has not told the {word} of {whose}"));
        let help =
            format!("ask for it, and state it: `inventory: {{facts: [{{of: {word}, dated: …, reference: …}}]}}`");
        scope.tell(finding.at(first.id.span).help(help), findings);
    }
}
