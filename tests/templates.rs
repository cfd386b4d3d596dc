//! The built-in templates ask for nothing that cannot be there, and stand every trial.

use std::path::Path;

use sowright::compose::{Templates, asked, trial};
use sowright::diagnostic::{Diagnostic, Diagnostics};
use sowright::load::{Project, shared};

/// The project of this repository, without its engagements.
fn project() -> Project {
    let (project, findings) = shared(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(!findings.has_errors(), "{findings:#?}");
    project
}

fn told(project: &Project, findings: &Diagnostics) -> Vec<String> {
    let one = |finding: &Diagnostic| {
        let (span, _) = finding.primary.as_ref().expect("a place");
        let file = project.sources.file(span.file);
        let (line, column) = file.line_column(span.start);
        let (help, basis) = (finding.help.as_deref().unwrap_or_default(), finding.basis.as_deref().unwrap_or_default());
        format!("{}:{line}:{column}: {} ({help}) {basis}", file.path, finding.message)
    };
    findings.iter().map(one).collect()
}

#[test]
fn templates_ask_for_what_can_be_there() {
    let project = project();
    let told = told(&project, &asked::check(&project, |_| true));
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn templates_stand_every_trial() {
    let project = project();
    let templates = Templates::new(&project).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let told = told(&project, &trial::check(&project, &templates, |_| true));
    assert!(told.is_empty(), "{}", told.join("\n"));
}
