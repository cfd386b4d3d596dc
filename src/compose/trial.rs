//! Templates tried on data made up from the schemas, without any engagement that uses them: every
//! document that the catalog can owe, with all that may be left out left out, and with all there.
//!
//! Only what the template engine refuses is told. Charts and tables may refuse made-up data for good
//! reasons (a graph whose edges lead nowhere), which says nothing about the template.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::catalog::{Cadence, Catalog, Per};
use crate::load::ledger::Ledger;
use crate::load::records::Records;
use crate::load::schema::{FileKind, engagement, records, schema};
use crate::load::{Loaded, Narrative, Project};
use crate::plan;
use crate::resolve::{self, Item, resolve};
use crate::source::{FileId, Span};

use super::slots::slots_of;
use super::{Templates, context};

/// First and last day of the made-up lines, and the day that the trial speaks for: a month has every
/// kind of period in it, and no more days than are needed.
const START: &str = "2026-01-01";
const END: &str = "2026-01-31";
const TODAY: Date = Date::constant(2026, 1, 31);

/// How much is made up.
#[derive(Clone, Copy)]
struct Wish {
    /// Whether what may be left out is there.
    optional: bool,
    /// Members of each list.
    members: usize,
    /// In words, for the finding.
    says: &'static str,
}

const WISHES: [Wish; 4] = [
    Wish { optional: false, members: 0, says: "nothing on record" },
    Wish { optional: false, members: 1, says: "one record of each kind, without all that may be left out" },
    Wish { optional: true, members: 1, says: "one record of each kind, with all that may be given" },
    Wish { optional: true, members: 3, says: "several records of each kind, with all that may be given" },
];

/// The findings in the templates that `wanted` names, by path relative to `templates/`.
pub fn check(project: &Project, templates: &Templates, wanted: impl Fn(&str) -> bool) -> Diagnostics {
    let schemas = Schemas {
        engagement: schema(FileKind::Engagement, &project.catalog),
        records: schema(FileKind::Records, &project.catalog),
    };
    let reached = reached(project);
    let concerned = |template: &str| reached.get(template).is_some_and(|files| files.iter().any(|name| wanted(name)));
    let mut told: BTreeMap<(Span, String), Diagnostic> = BTreeMap::new();
    for wish in WISHES {
        let Some(loaded) = made_up(project, &schemas, wish) else { continue };
        let mut trial = Project { engagements: vec![loaded], ..project.clone() };
        let (register, _) = resolve(&trial, |_| TODAY);
        let mut tried = BTreeSet::new();
        for item in register.owed() {
            let Some(family) = project.catalog.family(&item.family) else { continue };
            let template = &family.template.value;
            let kind = format!("{template} {} {:?} {:?}", item.deliverable, item.params, item.line.is_some());
            if !concerned(template) || !tried.insert(kind) {
                continue;
            }
            if let Some(loaded) = trial.engagements.first_mut() {
                loaded.records = records_for(&schemas, item, &register_key(&project.catalog, loaded, item), wish);
                loaded.narratives = if wish.optional { prose(project, item, template) } else { Vec::new() };
            }
            let Some(slice) = plan::slice(&trial, &register, item, TODAY) else { continue };
            let Err(findings) = templates.render(template, context(&slice)) else { continue };
            for finding in findings {
                let Some((span, _)) = finding.primary.clone() else { continue };
                let path = &project.sources.file(span.file).path;
                if wanted(path.strip_prefix("templates/").unwrap_or(path)) {
                    let mut finding = finding.basis(format!("tried on {} with {}", item.deliverable, wish.says));
                    finding.code = Code::TRIAL;
                    told.entry((span, finding.message.clone())).or_insert(finding);
                }
            }
        }
    }
    told.into_values().collect()
}

/// The files that each template is made of: itself, what it includes, and the components it calls.
fn reached(project: &Project) -> BTreeMap<&str, BTreeSet<&str>> {
    let text = |name: &str| project.templates.get(name).map_or("", |file| &*project.sources.file(*file).text);
    let names = || project.templates.keys().map(String::as_str);
    let defined: Vec<(&str, &str)> = names()
        .flat_map(|name| text(name).split("{% component ").skip(1).map(move |rest| (rest, name)))
        .filter_map(|(rest, name)| rest.split_once('(').map(|(component, _)| (component.trim(), name)))
        .collect();
    let direct = |name: &str| -> Vec<&str> {
        let text = text(name);
        let included = names().filter(|other| text.contains(&format!("\"{other}\"")));
        let called = defined.iter().filter(|(component, _)| text.contains(&format!("<{component} ")));
        included.chain(called.map(|(_, file)| *file)).collect()
    };
    let beside: BTreeMap<&str, Vec<&str>> = names().map(|name| (name, direct(name))).collect();
    let closure = |name| {
        let (mut files, mut waiting) = (BTreeSet::new(), vec![name]);
        while let Some(name) = waiting.pop() {
            if files.insert(name) {
                waiting.extend(beside.get(name).into_iter().flatten());
            }
        }
        (name, files)
    };
    names().map(closure).collect()
}

struct Schemas {
    engagement: Value,
    records: Value,
}

/// An engagement that buys everything.
fn made_up(project: &Project, schemas: &Schemas, wish: Wish) -> Option<Loaded> {
    let catalog = &project.catalog;
    let make = |part: &str| Made { root: &schemas.engagement, wish, day: START }.property(&schemas.engagement, part);
    let mut whole = Map::new();
    if wish.optional {
        for part in ["delivery", "prerequisites", "plan", "terms", "document_control", "responsibilities", "waivers"] {
            whole.insert(part.to_owned(), make(part));
        }
    }
    for part in ["customer", "project", "provider"] {
        whole.insert(part.to_owned(), make(part));
    }
    // Words would not be a zone, hours or a country.
    whole["customer"]["timezone"] = json!("UTC");
    whole["customer"]["country"] = json!("NL");
    if let Some(calendar) = whole["customer"].get_mut("calendar").and_then(Value::as_object_mut) {
        calendar.remove("hours");
    }
    let member = |id: &str| {
        let mut members = make("inventory");
        let given = members.get_mut(id).and_then(Value::as_array_mut).and_then(|list| list.pop());
        let mut member = given.unwrap_or_else(|| json!({ "name": "A name" }));
        member["id"] = json!("id-1");
        json!([member])
    };
    whole.insert(
        "inventory".into(),
        json!({
            "applications": member("applications"),
            "business_services": member("business_services"),
            "scenarios": member("scenarios"),
        }),
    );
    let line = |service: &crate::load::catalog::Service| {
        let mut line = json!({ "key": service.id.value, "service": service.id.value, "start": START, "end": END });
        if wish.optional {
            line["objective"] = json!("An objective");
            line["remark"] = json!("A remark");
        }
        line["milestones"] = json!([{ "id": "id-1", "name": "A milestone", "date": START }]);
        line
    };
    whole.insert("services".into(), catalog.services.iter().map(line).collect());
    let engagement = engagement(&Value::Object(whole).to_string())?;
    let requests: Vec<Value> = requests(catalog);
    let records = records(&json!({ "requests": requests }).to_string()).unwrap_or_default();
    Some(Loaded {
        id: "trial".into(),
        descriptor: FileId(0),
        files: Vec::new(),
        provider: engagement.provider.clone(),
        engagement,
        records,
        narratives: Vec::new(),
        attachments: BTreeMap::new(),
        ledger: Ledger::default(),
        zone: TimeZone::UTC,
        broken: false,
        misread: false,
    })
}

/// A request for each document that is made on demand.
fn requests(catalog: &Catalog) -> Vec<Value> {
    let owed = catalog.services.iter().flat_map(|service| service.deliverables.iter().map(move |owed| (service, owed)));
    let on_demand = owed.filter(|(_, owed)| {
        let event = catalog.deliverable(&owed.id).is_some_and(|deliverable| deliverable.per == Per::Event);
        event || owed.cadence.or(owed.default) == Some(Cadence::OnDemand)
    });
    let request =
        |(number, (service, owed)): (usize, (&crate::load::catalog::Service, &crate::load::catalog::Owed))| {
            json!({
                "id": format!("request-{number}"), "service": service.id.value, "deliverable": owed.id.value,
                "requested_on": START, "subject": "id-1",
            })
        };
    on_demand.enumerate().map(request).collect()
}

/// The key of the line that an item belongs to; nothing for documents of the engagement.
fn register_key(catalog: &Catalog, loaded: &Loaded, item: &Item) -> String {
    item.line.map(|index| resolve::line_key(catalog, &loaded.engagement.services, index)).unwrap_or_default()
}

/// Records that the document of an item shows.
fn records_for(schemas: &Schemas, item: &Item, key: &str, wish: Wish) -> Records {
    if wish.members == 0 {
        return Records::default();
    }
    let day = item.period.as_ref().map_or(START.to_owned(), |period| period.start.to_string());
    let make = Made { root: &schemas.records, wish, day: &day };
    let param = |name: &str| item.params.get(name).cloned().filter(Value::is_string);
    let mut all = Map::new();
    for kind in Records::KINDS {
        let mut list = make.property(&schemas.records, kind);
        for (index, record) in list.as_array_mut().into_iter().flatten().enumerate() {
            let Some(record) = record.as_object_mut() else { continue };
            if record.contains_key("service") {
                record.insert("service".into(), json!(if key.is_empty() { "any" } else { key }));
            }
            record.remove("about");
            let own = ["subject", "kind"].into_iter().filter(|name| *name == "subject" || *kind == "processes");
            for name in own.filter(|_| *kind != "requests") {
                record.remove(name);
                record.extend(param(name).map(|value| (name.to_owned(), value)));
            }
            if record.contains_key("id") {
                record.insert("id".into(), json!(format!("id-{}", index + 1)));
            }
            for (name, value) in [("application", json!("id-1")), ("applications", json!(["id-1"]))] {
                if record.contains_key(name) {
                    record.insert(name.into(), value);
                }
            }
            if *kind == "requests" {
                record.insert("subject".into(), json!("id-1"));
            }
        }
        all.insert((*kind).to_owned(), list);
    }
    records(&Value::Object(all).to_string()).unwrap_or_default()
}

/// Prose for every slot of a template.
fn prose(project: &Project, item: &Item, template: &str) -> Vec<Narrative> {
    let text: String = slots_of(project, template).iter().map(|slot| format!("## {slot}\n\nProse.\n\n")).collect();
    vec![Narrative::parse(&item.deliverable, FileId(0), &text)]
}

/// Values of a schema.
#[derive(Clone, Copy)]
struct Made<'a> {
    root: &'a Value,
    wish: Wish,
    /// The day that all dates and moments have.
    day: &'a str,
}

impl Made<'_> {
    /// The value of a property of the whole.
    fn property(self, schema: &Value, name: &str) -> Value {
        self.value(&schema["properties"][name], name, 0)
    }

    /// A value as a schema asks; `index` tells the members of a list apart.
    fn value(self, schema: &Value, name: &str, index: usize) -> Value {
        if let Some(definition) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
            return self.value(&self.root["$defs"][definition], name, index);
        }
        if let Some(words) = schema["enum"].as_array() {
            return words.get(index % words.len().max(1)).cloned().unwrap_or_default();
        }
        if let Some(branch) = schema["anyOf"].as_array().and_then(|branches| branches.first()) {
            return self.value(branch, name, index);
        }
        let types = &schema["type"];
        let is = |wanted: &str| match types {
            Value::Array(types) => types.iter().any(|one| one == wanted),
            single => single == wanted,
        };
        if is("object") {
            return self.map(schema, index);
        }
        if is("array") {
            if let Some(parts) = schema["prefixItems"].as_array() {
                return parts.iter().map(|part| self.value(part, name, index)).collect();
            }
            return (0..self.wish.members).map(|index| self.value(&schema["items"], name, index)).collect();
        }
        if is("string") {
            let pattern = schema["pattern"].as_str().unwrap_or_default();
            return match () {
                () if schema["format"] == "date" => json!(self.day),
                () if pattern.contains("[Tt ]") => json!(format!("{}T08:30", self.day)),
                () if name == "id" => json!(format!("id-{}", index + 1)),
                () => json!(format!("A text {}", index + 1)),
            };
        }
        if is("integer") {
            return json!(index % 3 + 1);
        }
        if is("number") {
            return json!(index as f64 + 1.5);
        }
        if is("boolean") { json!(index.is_multiple_of(2)) } else { Value::Null }
    }

    fn map(self, schema: &Value, index: usize) -> Value {
        let asked = |name: &str| schema["required"].as_array().is_some_and(|names| names.iter().any(|one| one == name));
        let fields = schema["properties"].as_object().into_iter().flatten();
        fields
            .filter(|(name, _)| self.wish.optional || asked(name))
            .map(|(name, inner)| (name.clone(), self.value(inner, name, index)))
            .collect()
    }
}
