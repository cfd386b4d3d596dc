//! What templates ask for, held against what there can be: without any data, in every branch.
//!
//! The shapes of the variables come from the types that they are made of. Every path of names in a
//! template is followed through them; what leads nowhere cannot be there, whatever an engagement
//! says. Values whose shape is not known (parameters that the catalog gives, results of most
//! filters) are passed over.

mod expression;
pub mod origin;
mod shape;
mod token;
mod walk;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::load::Project;
use crate::source::{FileId, Sources, Span};

use walk::Walk;

/// The names of all components.
pub fn components(files: &BTreeMap<String, FileId>, sources: &Sources) -> Vec<String> {
    let texts = files.iter().map(|(name, file)| (name.as_str(), (*file, &*sources.file(*file).text))).collect();
    Walk::new(&texts).component_names().map(str::to_owned).collect()
}

/// The findings about the templates that `wanted` names, by path relative to `templates/`.
pub fn check(project: &Project, wanted: impl Fn(&str) -> bool) -> Diagnostics {
    let texts: BTreeMap<&str, (_, &str)> = project
        .templates
        .iter()
        .map(|(name, file)| (name.as_str(), (*file, &*project.sources.file(*file).text)))
        .collect();
    let mut walk = Walk::new(&texts);
    // A template that a family names is the way in; components and parts are read as they are called.
    let families = project.catalog.families.iter().map(|family| family.template.value.as_str());
    families.for_each(|template| walk.template(template));
    // What nobody calls is read by itself: its parameters may be anything.
    walk.rest();
    let ours = |span: Span| {
        let path = &project.sources.file(span.file).path;
        wanted(path.strip_prefix("templates/").unwrap_or(path))
    };
    walk.findings()
        .into_iter()
        .filter(|finding| finding.primary.as_ref().is_some_and(|(span, _)| ours(*span)))
        .collect()
}
