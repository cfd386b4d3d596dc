//! `sowright schema`: what editors need to complete and check the files of a project.

use serde_json::{Value, json};

use crate::compose::slots_of;
use crate::load::catalog::{Catalog, Family};
use crate::load::hint::nearest;
use crate::load::schema::{FileKind, text};
use crate::load::{Project, shared};
use crate::source::Sources;
use crate::write::renew;

use super::args::{SchemaArgs, SchemaWhat};
use super::report::{Report, status};
use super::{FINDINGS, Problem, place_of};

pub fn run(args: &SchemaArgs, report: &Report) -> Result<u8, Problem> {
    let root = place_of(args.directory.as_deref())?;
    let (project, findings) = shared(&root);
    report.findings(&findings, &project.sources);
    let kinds: Vec<FileKind> = match args.what {
        Some(SchemaWhat::Narrative) => {
            report.result(&slots(&project, args.deliverable.as_deref())?);
            return Ok(status(&findings));
        }
        Some(what) => FileKind::ALL.into_iter().filter(|kind| kind.name() == what.name()).collect(),
        None => FileKind::ALL.into(),
    };
    for kind in kinds {
        let text = text(kind, &project.catalog);
        if !args.write {
            report.result(&text);
            continue;
        }
        match renew(&root.join(kind.path()), text.as_bytes()) {
            Ok(_) => report.result(&format!("{}\n", kind.path())),
            Err(mistakes) => {
                report.findings(&mistakes, &Sources::default());
                return Ok(FINDINGS);
            }
        }
    }
    Ok(status(&findings))
}

/// The headings that narratives may have: a list of documents, or the one that is asked for.
fn slots(project: &Project, wanted: Option<&str>) -> Result<String, Problem> {
    let catalog = &project.catalog;
    let all: Vec<Value> = documents(catalog)
        .filter(|(id, ..)| wanted.is_none_or(|wanted| wanted == *id))
        .filter_map(|(id, name, family)| catalog.family(family).map(|family| entry(project, id, name, family)))
        .collect();
    let Some(wanted) = wanted else { return Ok(pretty(&json!(all))) };
    all.first().map(pretty).ok_or_else(|| {
        let near = nearest(wanted, documents(catalog).map(|(id, ..)| id));
        let hint =
            near.map_or("`sowright schema narrative` lists all".into(), |near| format!("did you mean `{near}`?"));
        Problem(format!("there is no deliverable `{wanted}`; {hint}"))
    })
}

/// Id, name and family of everything that the catalog can owe.
fn documents(catalog: &Catalog) -> impl Iterator<Item = (&str, &str, &str)> {
    let bought = catalog.deliverables.iter().chain(&catalog.acceptance_reports);
    let bought = bought.map(|one| (one.id.value.as_str(), one.name.as_str(), one.family.value.as_str()));
    let process = catalog.process_documents.iter();
    bought.chain(process.map(|one| (one.id.value.as_str(), one.name.as_str(), one.family.value.as_str())))
}

fn entry(project: &Project, id: &str, name: &str, family: &Family) -> Value {
    let asked = |slot: &str| family.required_slots.iter().any(|required| required.value == slot);
    let slots: Vec<Value> = slots_of(project, &family.template.value)
        .iter()
        .map(|slot| json!({ "slot": slot, "heading": heading(slot), "required": asked(slot) }))
        .collect();
    json!({
        "deliverable": id,
        "name": name,
        "family": family.id.value,
        "template": format!("templates/{}", family.template.value),
        "files": [format!("narratives/{id}.md"), format!("narratives/{id}@<period or subject>.md")],
        "slots": slots,
    })
}

/// The line that begins a slot.
fn heading(slot: &str) -> String {
    format!("## {}", capital(&slot.replace('_', " ")))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn pretty(value: &Value) -> String {
    // A value made of strings and truth values always has a JSON form.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
