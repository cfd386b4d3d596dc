//! The engagement that `sowright new` writes: what was asked, and everything else as comments that
//! say what a field is for and which documents need it.

use jiff::civil::Date;

use crate::load::catalog::{Catalog, Per, Service};

/// What an engagement needs to begin with.
pub struct Answers<'a> {
    pub name: String,
    pub customer: String,
    pub country: String,
    pub provider: String,
    pub project: String,
    pub services: Vec<&'a Service>,
    pub start: Date,
    pub end: Date,
}

/// A YAML text in double quotes, whatever it holds.
fn quoted(text: &str) -> String {
    // JSON's strings are YAML's.
    serde_json::to_string(text).unwrap_or_default()
}

/// The descriptor.
pub fn text(answers: &Answers, catalog: &Catalog) -> String {
    let Answers { name, start, end, country, .. } = answers;
    let (customer, provider, project) =
        (quoted(&answers.customer), quoted(&answers.provider), quoted(&answers.project));
    format!(
        r#"# yaml-language-server: $schema=../../schemas/engagement.json
# {name}: what was bought, by whom, for when. `sowright check` says what is missing or wrong.
# Services are those of the catalog {catalog}; `sowright catalog` lists them.
# Lines that begin with # are examples: take the sign away and fill them in.

# draft, planned, running, closing or closed: the further, the more is asked for
stage: draft

# Without a date here, --as-of or today decides what is due.
# as_of: {start}

customer: # on every title page
  name: {customer}
  # legal_name: …  # in signatures
  country: {country} # two letters (ISO 3166-1): decides whether the services are offered there
  timezone: UTC # an IANA zone such as Europe/Amsterdam: reports count the customer's days and minutes
  # Working days and weeks: daily and weekly reports, due dates, 8/5 cover
  # calendar: {{weekend: [sat, sun], week_start: mon, holidays: [], hours: "09:00-17:00"}}
  # Figures that decide which variant of a service fits
  # profile: {{it_employees: 40, business_departments: 8, om_systems: 30, source: …, dated: {start}}}
  # size_class: medium  # medium or large: chaos drill services
  # Project owners, one after the other: statement of work, service plan, every signature
  # owners: [{{person: …, from: {start}}}]

provider:
  name: {provider}
  # owners: [{{person: …, from: {start}}}]
  # team: [{{name: …, role: …, cover: …}}]  # staffing in the service plan

project:
  name: {project} # without the word Project: titles add it
  # objective: …  # statement of work, service plan, summary report
  # measures: [{{name: …, unit: …, baseline: 0, target: 0}}]  # how success is measured; at the end with value: …

contracts:
  - id: C1
    start: {start}
    end: {end} # the last day; reports are owed up to it

services:
{lines}
{inventory}
# What the customer provides: statement of work
# prerequisites:
#   data_authorization: {{status: open, scope: [metrics, logs]}}

# plan:  # service plan and bill of quantities
#   version: "1.0"
#   meetings: [{{name: Weekly meeting, rhythm: weekly}}]
#   escalation: [{{level: 1, role: Service owner, after: 30 minutes}}]
#   service_levels: [{{priority: P1, response_minutes: 15, resolution_minutes: 240}}]  # reports measure tickets by it

# On every page, and in document control
# document_control: {{classification: Confidential, author: …, reviewer: …, approver: …}}

# Records (incidents, changes, tickets, capacity …) go into records/*.yaml or *.csv beside this file,
# prose for single documents into narratives/*.md, and what was issued into ledger.yaml.
"#,
        catalog = catalog.about.name,
        lines = lines(answers),
        inventory = inventory(answers, catalog),
    )
}

fn lines(answers: &Answers) -> String {
    let mut text = String::new();
    for (index, service) in answers.services.iter().enumerate() {
        let id = &service.id.value;
        let before = answers.services[..index].iter().filter(|other| other.id.value == *id).count();
        let mut add = |line: String| {
            text.push_str(&line);
            text.push('\n');
        };
        add(format!("  # {}", service.name));
        add(format!("  - service: {id}"));
        if before > 0 {
            add(format!("    key: {id}-{} # tells it from the other one in document ids", before + 1));
        }
        add(format!("    quantity: 1 # in units of: {}", service.unit.name));
        add("    contract: C1".into());
        let open = service.deliverables.iter().filter(|owed| owed.cadence.is_none());
        let open: Vec<String> = open
            .map(|owed| format!("{}: {}", owed.id.value, owed.default.map_or("once", |cadence| cadence.name())))
            .collect();
        if !open.is_empty() {
            add("    # The catalog leaves open how often; agree it with the customer.".into());
            add(format!("    cadence: {{{}}}", open.join(", ")));
        }
    }
    text
}

/// The inventory, with a first member of each kind that a document is made for.
fn inventory(answers: &Answers, catalog: &Catalog) -> String {
    let owed = answers.services.iter().flat_map(|service| &service.deliverables);
    let owed: Vec<_> = owed.filter_map(|owed| catalog.deliverable(&owed.id)).collect();
    let needs = |per: Per, slot: &str| {
        owed.iter().any(|one| one.per == per || one.title.as_ref().is_some_and(|title| title.contains(slot)))
    };
    let kinds = [
        (
            needs(Per::Application, "{application}"),
            "applications:  # availability; one document for each where a service says so",
            "{id: application-1, name: First} # also tier: high, slo: 99.9, core: true",
        ),
        (
            needs(Per::BusinessService, "{business_service}"),
            "business_services:  # one document for each where a service says so",
            "{id: service-1, name: First}",
        ),
        (
            needs(Per::Scenario, "{scenario"),
            "scenarios:  # what a pilot, a drill or a procedure works on",
            "{id: scenario-1, name: First}",
        ),
    ];
    let sign = |needed: bool| if needed { "" } else { "# " };
    let any = kinds.iter().any(|(needed, ..)| *needed);
    let mut text = format!("{}inventory:  # what the services work on; a line's `scope:` narrows it\n", sign(any));
    text.push_str("#   instances: 20  # sizes services that are sold by instances\n");
    for (needed, list, member) in kinds {
        let sign = sign(needed);
        text.push_str(&format!("{sign}  {list}\n{sign}    - {member}\n"));
    }
    text
}
