//! What must hold between the parts of a project. One rule a file, listed in [`RULES`].

mod acceptance;
mod area;
mod cadence;
mod catalog;
mod contract;
mod key;
pub mod ledger;
mod limit;
pub mod owed;
mod prerequisite;
mod provider;
mod quantity;
mod record;
mod scope;
mod service;
mod term;
pub mod title;

use jiff::civil::Date;

use crate::diagnostic::Diagnostics;
use crate::load::catalog::Catalog;
use crate::load::engagement::Stage;
use crate::load::{Loaded, Project};

/// What a rule about one engagement may look at.
pub struct Scope<'a> {
    pub catalog: &'a Catalog,
    pub loaded: &'a Loaded,
    pub as_of: Date,
}

impl Scope<'_> {
    /// Whether the engagement is still a draft: what is yet to be asked, bought or agreed is then
    /// noted and not held against it.
    fn early(&self) -> bool {
        self.loaded.engagement.stage == Stage::Draft
    }
}

/// Checks one engagement.
type Rule = fn(&Scope, &mut Diagnostics);

/// The rules about engagements, in the order they run.
const RULES: &[Rule] = &[
    provider::check,
    area::check,
    service::check,
    key::check,
    contract::check,
    term::check,
    scope::check,
    cadence::check,
    quantity::check,
    limit::check,
    prerequisite::check,
    acceptance::check,
    record::check,
];

/// Checks the catalog once and every engagement by every rule.
pub fn check(project: &Project, as_of: &impl Fn(&Loaded) -> Date) -> Diagnostics {
    let mut findings = Diagnostics::new();
    catalog::check(project, &mut findings);
    for loaded in &project.engagements {
        let scope = Scope { catalog: &project.catalog, loaded, as_of: as_of(loaded) };
        RULES.iter().for_each(|rule| rule(&scope, &mut findings));
    }
    findings
}
