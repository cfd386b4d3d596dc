//! JSON Schemas of the files that a project is written in, made from the types that read them, so
//! that editors complete, explain and check what the program will read.

mod known;
mod polish;

use schemars::generate::SchemaSettings;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::diagnostic::Diagnostics;
use crate::source::FileId;

use super::Settings;
use super::catalog::{Catalog, CatalogFile};
use super::engagement::Engagement;
use super::ledger::Ledger;
use super::records::Records;
use super::yaml;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    Engagement,
    Records,
    Ledger,
    Catalog,
    Settings,
}

impl FileKind {
    /// All kinds.
    pub const ALL: [FileKind; 5] =
        [FileKind::Engagement, FileKind::Records, FileKind::Ledger, FileKind::Catalog, FileKind::Settings];

    /// The name in commands, and of the schema's file.
    pub fn name(self) -> &'static str {
        match self {
            FileKind::Engagement => "engagement",
            FileKind::Records => "records",
            FileKind::Ledger => "ledger",
            FileKind::Catalog => "catalog",
            FileKind::Settings => "settings",
        }
    }

    /// The path of its schema below the project's root.
    pub fn path(self) -> String {
        format!("schemas/{}.json", self.name())
    }

    /// Which files are of this kind.
    fn files(self) -> &'static str {
        match self {
            FileKind::Engagement => "engagement.yaml",
            FileKind::Records => "records/*.yaml",
            FileKind::Ledger => "ledger.yaml",
            FileKind::Catalog => "catalog/*.yaml and templates/families.yaml",
            FileKind::Settings => "sowright.yaml",
        }
    }
}

/// The schema (draft 2020-12) of a kind of file, with the ids of this catalog where ids are named.
pub fn schema(kind: FileKind, catalog: &Catalog) -> Value {
    let generator = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    let mut schema = match kind {
        FileKind::Engagement => generator.into_root_schema_for::<Engagement>(),
        FileKind::Records => generator.into_root_schema_for::<Records>(),
        FileKind::Ledger => generator.into_root_schema_for::<Ledger>(),
        FileKind::Catalog => generator.into_root_schema_for::<CatalogFile>(),
        FileKind::Settings => generator.into_root_schema_for::<Settings>(),
    }
    .to_value();
    polish::polish(&mut schema);
    known::fill(&mut schema, catalog);
    schema["title"] = json!(format!("sowright: {}", kind.files()));
    schema
}

/// The schema as the text of a file.
pub fn text(kind: FileKind, catalog: &Catalog) -> String {
    // A schema has string keys only, which always have a JSON form.
    serde_json::to_string_pretty(&schema(kind, catalog)).unwrap_or_default() + "\n"
}

/// A made-up engagement, written as JSON.
pub fn engagement(text: &str) -> Option<Engagement> {
    whole(text)
}

/// Made-up records, written as JSON.
pub fn records(text: &str) -> Option<Records> {
    whole(text)
}

/// A value of a text that is no file; nothing where anything in it is wrong.
fn whole<T: for<'de> Deserialize<'de>>(text: &str) -> Option<T> {
    let mut findings = Diagnostics::new();
    let node = yaml::parse(FileId(0), text, &mut findings)?;
    let value = yaml::read(&node, &mut findings);
    value.filter(|_| !findings.has_errors())
}

/// A YAML text as the JSON that an editor judges, and what the loader finds in it; without a value
/// where the text is no YAML.
pub fn read(kind: FileKind, text: &str) -> (Option<Value>, Diagnostics) {
    fn typed<T: for<'de> Deserialize<'de>>(node: &yaml::Node, findings: &mut Diagnostics) {
        yaml::read::<T>(node, findings);
    }
    let mut findings = Diagnostics::new();
    let Some(node) = yaml::parse(FileId(0), text, &mut findings) else { return (None, findings) };
    let value = yaml::read::<Value>(&node, &mut Diagnostics::new());
    match kind {
        FileKind::Engagement => typed::<Engagement>(&node, &mut findings),
        FileKind::Records => typed::<Records>(&node, &mut findings),
        FileKind::Ledger => typed::<Ledger>(&node, &mut findings),
        FileKind::Catalog => typed::<CatalogFile>(&node, &mut findings),
        FileKind::Settings => typed::<Settings>(&node, &mut findings),
    }
    (value, findings)
}
