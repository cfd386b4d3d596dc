//! `--only`: which documents are meant.

use crate::load::Project;
use crate::resolve::Item;

use super::Problem;

/// Words of `--only`: globs of document ids, families, deliverables; service lines by key, id or
/// code.
pub struct Only(Vec<(String, glob::Pattern)>);

impl Only {
    pub fn new(words: &[String]) -> Result<Self, Problem> {
        let pattern = |text: &String| match glob::Pattern::new(text) {
            Ok(glob) => Ok((text.clone(), glob)),
            Err(error) => Err(Problem(format!("`{text}` is not a glob: {error}"))),
        };
        Ok(Self(words.iter().map(pattern).collect::<Result<_, _>>()?))
    }

    /// Whether nothing was asked for, which means everything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a document is meant.
    pub fn takes(&self, item: &Item, project: &Project) -> bool {
        self.0.iter().any(|(word, glob)| {
            glob.matches(&item.id)
                || glob.matches(&item.family)
                || glob.matches(&item.deliverable)
                || of_service(item, word, project)
        })
    }
}

/// Whether a document belongs to the service named by line key, id, code or name.
pub fn of_service(item: &Item, name: &str, project: &Project) -> bool {
    let services = &project.engagements[item.engagement].engagement.services;
    item.line.is_some_and(|line| {
        let named = project.catalog.service(name).map(|service| &service.id.value);
        let bought = project.catalog.service(&services[line].service).map(|service| &service.id.value);
        crate::resolve::line_key(&project.catalog, services, line) == name || (named.is_some() && named == bought)
    })
}
