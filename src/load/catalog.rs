//! The service catalog: what can be sold and what each service owes. All of it is data: a service
//! of a kind never seen before is a few lines of YAML.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::source::Spanned;

use super::engagement::{Cover, Mode};

/// One file of the catalog; every part may be spread over several files.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogFile {
    pub catalog: Option<About>,
    #[serde(default)]
    pub lines: Vec<BusinessLine>,
    #[serde(default)]
    pub services: Vec<Service>,
    #[serde(default)]
    pub deliverables: Vec<Deliverable>,
    /// Acceptance reports of one-off services.
    #[serde(default)]
    pub acceptance_reports: Vec<Deliverable>,
    /// Documents that every engagement has beside the deliverables.
    #[serde(default)]
    pub process_documents: Vec<ProcessDocument>,
    #[serde(default)]
    pub families: Vec<Family>,
    #[serde(default)]
    pub processes: Vec<Process>,
    pub terms: Option<CatalogTerms>,
}

/// The whole catalog.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    pub about: About,
    pub lines: Vec<BusinessLine>,
    pub services: Vec<Service>,
    pub deliverables: Vec<Deliverable>,
    pub acceptance_reports: Vec<Deliverable>,
    pub process_documents: Vec<ProcessDocument>,
    pub families: Vec<Family>,
    pub processes: Vec<Process>,
    pub terms: CatalogTerms,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    pub id: String,
    pub name: String,
    pub edition: String,
    /// Where the services are offered, in words.
    pub area: Option<String>,
    /// ISO 3166-1 codes of countries where they are not.
    #[serde(default)]
    pub refused: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BusinessLine {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub id: Spanned<String>,
    /// Short code such as `M08`.
    pub code: String,
    pub name: String,
    /// Other spellings in use.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Id of a business line.
    pub line: Spanned<String>,
    pub billing: Billing,
    /// What the service is, in a sentence or two.
    pub summary: String,
    /// When to buy it.
    pub scenario: Option<String>,
    /// What is done, item by item.
    #[serde(default)]
    pub contents: Vec<String>,
    /// What is not.
    #[serde(default)]
    pub restrictions: Vec<String>,
    pub cover: Option<Cover>,
    pub mode: Option<Mode>,
    pub unit: Unit,
    pub deliverables: Vec<Owed>,
    /// Id of the acceptance report; none for services without acceptance.
    pub acceptance: Option<Spanned<String>>,
    /// Codes or ids of the other sizes or editions of the same service, of which one is bought.
    #[serde(default)]
    pub instead_of: Vec<Spanned<String>>,
    #[serde(default)]
    pub limits: Vec<Limit>,
    #[serde(default)]
    pub prerequisites: Vec<Prerequisite>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Billing {
    Recurring,
    OneOff,
}

/// What a quantity of one buys.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// As printed in the bill of quantities: `20 instances`, `year`, `service`.
    pub name: String,
    /// The figure it is sized by: `instances`, `applications`, …
    pub metric: Option<String>,
    /// How much of the metric one unit covers.
    pub size: Option<u32>,
}

/// A deliverable that a service owes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owed {
    /// Id of a deliverable.
    pub id: Spanned<String>,
    /// How often; open when absent, then `default` holds until the engagement says.
    pub cadence: Option<Cadence>,
    pub default: Option<Cadence>,
    /// Ids of deliverables of the same service that are issued no later than this one.
    #[serde(default)]
    pub after: Vec<Spanned<String>>,
    /// Where the cadence is stated.
    pub basis: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    Once,
    OnDemand,
    /// One for each milestone of the line.
    Milestone,
    Annual,
    Semiannual,
    Quarterly,
    Monthly,
    Weekly,
    Daily,
}

impl Cadence {
    /// All cadences with their names in files.
    pub const ALL: [(&str, Cadence); 9] = [
        ("once", Cadence::Once),
        ("on_demand", Cadence::OnDemand),
        ("milestone", Cadence::Milestone),
        ("annual", Cadence::Annual),
        ("semiannual", Cadence::Semiannual),
        ("quarterly", Cadence::Quarterly),
        ("monthly", Cadence::Monthly),
        ("weekly", Cadence::Weekly),
        ("daily", Cadence::Daily),
    ];

    /// The name in files.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, cadence)| *cadence == self).map(|(name, _)| *name).unwrap_or_default()
    }

    /// The word in documents.
    pub fn word(self) -> &'static str {
        match self {
            Cadence::Once => "once",
            Cadence::OnDemand => "on demand",
            Cadence::Milestone => "per milestone",
            Cadence::Annual => "yearly",
            Cadence::Semiannual => "twice a year",
            Cadence::Quarterly => "quarterly",
            Cadence::Monthly => "monthly",
            Cadence::Weekly => "weekly",
            Cadence::Daily => "daily",
        }
    }
}

/// A bound on figures of the engagement.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// What must hold, over the figures of `resolve::figure`: `it_employees <= 50`. Absent where
    /// no figure tells; then the limit is printed and not checked.
    pub holds: Option<Spanned<String>>,
    /// Code of the finding when it does not hold; one for limits in general when absent.
    pub rule: Option<Spanned<String>>,
    /// What is wrong then, in half a sentence. `{…}` holds an expression over the same figures.
    pub says: Option<Spanned<String>>,
    /// The way out, in the same form.
    pub help: Option<Spanned<String>>,
    pub strength: Strength,
    pub basis: String,
}

/// How binding a limit or prerequisite is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// A bound: breaking it is an error.
    Hard,
    /// Said to apply mainly: breaking it is a warning.
    Soft,
    /// Stated without a bound; a warning.
    Stated,
    /// Only the wording implies it; a warning.
    Implied,
}

/// What must be there before the service starts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prerequisite {
    pub kind: PrerequisiteKind,
    /// Code of the finding when it is missing; one for prerequisites in general when absent.
    pub rule: Option<Spanned<String>>,
    pub strength: Strength,
    /// The condition under which it holds, over the same figures as limits; always when absent.
    pub when: Option<Spanned<String>>,
    /// For documents the id of a deliverable; for agreements a key of the service line.
    #[serde(rename = "ref")]
    pub reference: Option<Spanned<String>>,
    /// Codes or ids of services of which one will do.
    #[serde(default)]
    pub any_of: Vec<Spanned<String>>,
    pub basis: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrerequisiteKind {
    /// A document of an earlier service.
    Document,
    /// Another service, started no later.
    Service,
    /// A tool: one that a service brings, or the customer's own.
    Tool,
    /// Something both parties agreed before the start.
    Agreement,
}

/// A document that a service may owe.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deliverable {
    pub id: Spanned<String>,
    /// The published name, with its placeholders (XXX, XX).
    pub name: String,
    /// The title with named slots, `{project}`; the name when absent.
    pub title: Option<String>,
    /// The title when the count in it is one.
    pub title_one: Option<String>,
    /// Id of a document family.
    pub family: Spanned<String>,
    #[serde(default)]
    pub params: BTreeMap<String, serde_json::Value>,
    /// What makes one document each.
    #[serde(default)]
    pub per: Per,
    pub due: Option<Due>,
    /// What it holds and is for, in a sentence.
    pub description: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    #[default]
    Engagement,
    Period,
    Event,
    Application,
    BusinessService,
    Scenario,
}

/// When a document is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The day it counts from.
    pub after: DueFrom,
    pub days: i32,
    #[serde(default)]
    pub calendar: DueCalendar,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueFrom {
    /// Last day of the period, or of the service line.
    End,
    /// First day of the service line.
    Start,
    /// The day an on-demand document was asked for.
    Request,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueCalendar {
    #[default]
    Days,
    WorkingDays,
}

/// A document of the engagement itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcessDocument {
    pub id: Spanned<String>,
    pub name: String,
    pub title: Option<String>,
    pub family: Spanned<String>,
    #[serde(default)]
    pub params: BTreeMap<String, serde_json::Value>,
    /// Billing of the services it belongs to; both when absent.
    pub billing: Option<Billing>,
    /// One for the engagement, or one for each service line of that billing.
    #[serde(default)]
    pub each_line: bool,
    /// The day it is due, counted from the engagement's (or line's) first or last day.
    pub due: Due,
    /// Kept up to date all the time: it can be made before it comes due.
    #[serde(default)]
    pub living: bool,
    pub description: Option<String>,
}

/// How documents of one kind are made.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    pub id: Spanned<String>,
    pub name: String,
    /// Path of the template, relative to `templates/`.
    pub template: Spanned<String>,
    #[serde(default)]
    pub title_page: TitlePageKind,
    /// Kinds of records it shows.
    #[serde(default)]
    pub records: Vec<Spanned<String>>,
    /// Days before the period from which trends are drawn.
    #[serde(default)]
    pub history_days: u32,
    /// Days after the period of which plans are shown.
    #[serde(default)]
    pub ahead_days: u32,
    /// Whether it lists the engagement's documents.
    #[serde(default)]
    pub register: bool,
    /// Slots that a narrative must fill before a document is issued.
    #[serde(default)]
    pub required_slots: Vec<Spanned<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TitlePageKind {
    #[default]
    Full,
    Brief,
}

/// The stages of services with one kind of billing.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Process {
    pub id: String,
    pub name: String,
    pub billing: Billing,
    pub stages: Vec<Stage>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub id: String,
    pub name: String,
    pub phase: Option<String>,
    /// Modes it applies to; all when empty.
    #[serde(default)]
    pub modes: Vec<Mode>,
    pub text: String,
    pub output: Option<String>,
    /// What must be given before the next stage.
    pub gate: Option<String>,
}

/// Wording that holds for every engagement.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogTerms {
    #[serde(default)]
    pub covered: Vec<String>,
    #[serde(default)]
    pub not_covered: Vec<LineText>,
    #[serde(default)]
    pub preconditions: Vec<PreconditionText>,
    #[serde(default)]
    pub shared_duties: Vec<String>,
    #[serde(default)]
    pub provider_duties: Vec<String>,
    #[serde(default)]
    pub customer_duties: Vec<String>,
    #[serde(default)]
    pub responsibilities: Vec<Responsibility>,
    pub acceptance_one_off: Option<String>,
    pub acceptance_recurring: Option<String>,
    #[serde(default)]
    pub acceptance_methods: Vec<String>,
    pub change_procedure: Option<String>,
    pub owner_change_notice: Option<String>,
    pub renewal: Option<String>,
}

/// A sentence that holds for one business line, or for all.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineText {
    pub line: Option<String>,
    pub text: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreconditionText {
    /// Key under `prerequisites` of the descriptor.
    pub id: String,
    pub text: String,
}

/// One row of the matrix: who is responsible (R), who supports (S).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Responsibility {
    pub line: String,
    pub step: u32,
    pub process: String,
    pub content: String,
    pub provider: String,
    pub customer: String,
}

impl Catalog {
    /// Adds what another file of the catalog holds.
    pub fn append(&mut self, file: CatalogFile) {
        self.lines.extend(file.lines);
        self.services.extend(file.services);
        self.deliverables.extend(file.deliverables);
        self.acceptance_reports.extend(file.acceptance_reports);
        self.process_documents.extend(file.process_documents);
        self.families.extend(file.families);
        self.processes.extend(file.processes);
        if let Some(about) = file.catalog {
            self.about = about;
        }
        if let Some(terms) = file.terms {
            self.terms = terms;
        }
    }

    /// The service with this id, code, name or alias.
    pub fn service(&self, name: &str) -> Option<&Service> {
        let key = normal(name);
        self.services.iter().find(|service| service.id.value == name || service.code == name).or_else(|| {
            self.services.iter().find(|service| {
                normal(&service.name) == key || service.aliases.iter().any(|alias| normal(alias) == key)
            })
        })
    }

    /// The deliverable or acceptance report with this id.
    pub fn deliverable(&self, id: &str) -> Option<&Deliverable> {
        self.deliverables.iter().chain(&self.acceptance_reports).find(|deliverable| deliverable.id.value == id)
    }

    /// The document family with this id.
    pub fn family(&self, id: &str) -> Option<&Family> {
        self.families.iter().find(|family| family.id.value == id)
    }

    /// The process of services with this billing.
    pub fn process(&self, billing: Billing) -> Option<&Process> {
        self.processes.iter().find(|process| process.billing == billing)
    }
}

/// Names compare without regard to case, punctuation and a trailing "service".
fn normal(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .filter(|word| word != "service" && word != "services")
        .collect();
    words.join(" ")
}
