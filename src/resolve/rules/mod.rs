//! What must hold between the parts of a project. One rule a file, listed in [`RULES`].

mod acceptance;
mod accepted;
mod alternative;
mod area;
mod cadence;
mod catalog;
mod chain;
mod change;
mod chapters;
mod closing;
mod contract;
mod control;
mod cover;
mod customer;
mod data;
mod drill;
mod edition;
mod fault;
mod finding;
mod inspection;
mod key;
mod ledger;
mod limit;
mod matrix;
mod maturity;
mod outside;
mod overdue;
mod owed;
mod owner;
mod permission;
mod plan;
mod precondition;
mod prerequisite;
mod provider;
mod quantity;
mod record;
mod renewal;
mod roster;
mod scope;
mod service;
mod solution;
mod stage;
mod term;
mod text;
mod title;
mod waiver;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Diagnostics, Gate};
use crate::load::catalog::Catalog;
use crate::load::engagement::{Engagement, Stage};
use crate::load::records::Record;
use crate::load::{Loaded, Project};
use crate::source::{Sources, Span};

use super::{Item, Line};

/// What a rule about one engagement may look at.
pub struct Scope<'a> {
    pub sources: &'a Sources,
    pub catalog: &'a Catalog,
    pub loaded: &'a Loaded,
    pub as_of: Date,
    /// The lines that can be resolved.
    pub lines: Vec<Line<'a>>,
    /// The documents that the engagement owes.
    pub items: &'a [Item],
}

impl<'a> Scope<'a> {
    /// One engagement with the documents that it owes.
    pub fn new(project: &'a Project, loaded: &'a Loaded, items: &'a [Item], as_of: Date) -> Self {
        let lines = super::lines(&project.catalog, loaded);
        Self { sources: &project.sources, catalog: &project.catalog, loaded, as_of, lines, items }
    }

    fn engagement(&self) -> &'a Engagement {
        &self.loaded.engagement
    }

    /// Whether the engagement is still a draft: what is yet to be asked, bought or agreed is then
    /// noted and not held against it.
    fn early(&self) -> bool {
        self.engagement().stage == Stage::Draft
    }

    /// The place to point at where nothing was written that could be wrong.
    fn place(&self) -> Option<Span> {
        self.engagement().project.name.span
    }

    /// The first day on which work is done, and the last one.
    fn work(&self) -> Option<(Date, Date)> {
        let first = self.lines.iter().map(|line| line.start).min()?;
        Some((first, self.lines.iter().map(|line| line.last()).max()?))
    }

    /// The weight of a finding at the engagement's stage, by the gate of its rule. Rules about the
    /// close are silent until the engagement is closing.
    fn weigh(&self, finding: Diagnostic) -> Option<Diagnostic> {
        let stage = self.engagement().stage;
        match finding.code.gate() {
            Gate::Always => Some(finding),
            // Who sketches an engagement is not asked yet.
            _ if stage == Stage::Draft => None,
            gate @ (Gate::Start | Gate::Issue) if stage < Stage::Running => Some(finding.later(gate)),
            Gate::Start | Gate::Issue => Some(finding),
            Gate::Run => (stage >= Stage::Running).then_some(finding),
            Gate::Close if stage == Stage::Closed => Some(finding),
            Gate::Close => (stage == Stage::Closing).then(|| finding.lowered()),
        }
    }

    /// Adds a finding as it weighs now.
    fn tell(&self, finding: Diagnostic, findings: &mut Diagnostics) {
        findings.extend(self.weigh(finding));
    }

    /// Adds a finding about a record, which weighs less while no document that shows it is issued.
    fn tell_of(&self, finding: Diagnostic, issued: bool, findings: &mut Diagnostics) {
        self.tell(if issued { finding } else { finding.lowered() }, findings);
    }

    /// Whether a document is issued that is about the event with this id.
    fn issued_about(&self, id: &str) -> bool {
        let about = |item: &&Item| item.subject.as_ref().is_some_and(|subject| subject.id == id);
        self.items.iter().filter(about).any(Item::is_issued)
    }

    /// Whether a document is issued that shows a record of a service line.
    fn issued_of(&self, record: &impl Record) -> bool {
        let Some(line) = record.line() else { return false };
        let Some(line) = self.lines.iter().find(|known| known.key == line.value) else { return false };
        let subject = |item: &Item| {
            let shown = item.params.get("subject").and_then(|value| value.as_str());
            record.subject().is_none_or(|own| shown.is_none_or(|shown| shown == own.value))
        };
        let about = |item: &Item| {
            record.about().is_none_or(|about| item.subject.as_ref().is_none_or(|one| one.id == about.value))
        };
        let shows = |item: &&Item| item.line == Some(line.index) && subject(item) && about(item);
        self.items.iter().filter(shows).any(Item::is_issued)
    }
}

/// Checks one engagement.
type Rule = fn(&Scope, &mut Diagnostics);

/// The rules about engagements, in the order they run.
const RULES: &[Rule] = &[
    provider::check,
    edition::check,
    area::check,
    service::check,
    key::check,
    alternative::check,
    contract::check,
    term::check,
    renewal::check,
    scope::check,
    cadence::check,
    cover::check,
    quantity::check,
    limit::check,
    prerequisite::check,
    precondition::check,
    permission::check,
    data::check,
    customer::check,
    plan::check,
    stage::check,
    solution::check,
    owner::check,
    roster::check,
    matrix::check,
    acceptance::check,
    accepted::check,
    record::check,
    outside::check,
    fault::check,
    change::check,
    drill::check,
    inspection::check,
    finding::check,
    maturity::check,
    chapters::check,
    ledger::check,
    title::check,
    owed::check,
    overdue::check,
    chain::check,
    closing::check,
    control::check,
    text::check,
];

/// Checks the catalog.
pub fn check_catalog(project: &Project) -> Diagnostics {
    let mut findings = Diagnostics::new();
    catalog::check(project, &mut findings);
    findings
}

/// Checks one engagement by every rule, and takes its waivers into account.
pub fn check(scope: &Scope) -> Diagnostics {
    let mut findings = Diagnostics::new();
    RULES.iter().for_each(|rule| rule(scope, &mut findings));
    waiver::apply(scope, findings)
}
