//! The service catalog: what can be sold and what each service owes. All of it is data: a service
//! of a kind never seen before is a few lines of YAML.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::source::Spanned;

use super::engagement::{Cover, Mode};

/// One file of the catalog; every part may be spread over several files.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogFile {
    /// Name and edition of the catalog.
    pub catalog: Option<About>,
    /// Business lines, under which services are listed.
    #[serde(default)]
    pub lines: Vec<BusinessLine>,
    /// Services that can be bought.
    #[serde(default)]
    pub services: Vec<Service>,
    /// Documents that services owe.
    #[serde(default)]
    pub deliverables: Vec<Deliverable>,
    /// Acceptance reports of one-off services.
    #[serde(default)]
    pub acceptance_reports: Vec<Deliverable>,
    /// Documents that every engagement has beside the deliverables.
    #[serde(default)]
    pub process_documents: Vec<ProcessDocument>,
    /// Families of documents: which template makes which, from which records.
    #[serde(default)]
    pub families: Vec<Family>,
    /// The stages that services go through.
    #[serde(default)]
    pub processes: Vec<Process>,
    /// Wording of the statement of work that holds for every engagement.
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

/// Name and edition of a catalog.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Short name of the catalog, for instance `maintenance-services`.
    pub id: String,
    /// The catalog's name as printed.
    pub name: String,
    /// The edition, for instance `2025-02-20`.
    pub edition: String,
    /// Where the services are offered, in words.
    pub area: Option<String>,
    /// ISO 3166-1 codes of countries where they are not.
    #[serde(default)]
    pub refused: Vec<String>,
}

/// A group of services.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BusinessLine {
    /// Short name of the line, which services name.
    pub id: String,
    /// The name as printed.
    pub name: String,
}

/// A service that can be bought.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Short name of the service, which never changes, for instance `agent-hosting`.
    pub id: Spanned<String>,
    /// Short code such as `M08`.
    pub code: String,
    /// The published name.
    pub name: String,
    /// Other spellings in use.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Id of a business line.
    #[schemars(extend("x-known" = "line"))]
    pub line: Spanned<String>,
    /// How it is paid: over a term, or once.
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
    /// Hours in which it is covered; as agreed when absent.
    pub cover: Option<Cover>,
    /// Where the work is done: `remote` or `onsite`; the service's own when absent.
    pub mode: Option<Mode>,
    /// What a quantity of one buys.
    pub unit: Unit,
    /// What the service owes.
    pub deliverables: Vec<Owed>,
    /// Id of the acceptance report; none for services without acceptance.
    #[schemars(extend("x-known" = "acceptance"))]
    pub acceptance: Option<Spanned<String>>,
    /// Codes or ids of the other sizes or editions of the same service, of which one is bought.
    #[serde(default)]
    #[schemars(extend("x-known" = "service-open"))]
    pub instead_of: Vec<Spanned<String>>,
    /// Figures within which it can be bought.
    #[serde(default)]
    pub limits: Vec<Limit>,
    /// What must be there before it starts.
    #[serde(default)]
    pub prerequisites: Vec<Prerequisite>,
}

/// How a service is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Billing {
    /// Paid for a term; reports are owed for its periods.
    Recurring,
    /// Paid once, and accepted at the end.
    OneOff,
}

/// What a quantity of one buys.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// As printed in the bill of quantities: `20 instances`, `year`, `service`.
    pub name: String,
    /// The figure it is sized by, for instance `instances` or `applications`.
    pub metric: Option<String>,
    /// How much of the metric one unit covers.
    pub size: Option<u32>,
}

/// A deliverable that a service owes.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Owed {
    /// Id of a deliverable.
    #[schemars(extend("x-known" = "deliverable-open"))]
    pub id: Spanned<String>,
    /// How often; open when absent, then `default` holds until the engagement says.
    pub cadence: Option<Cadence>,
    /// The cadence that holds until the engagement agrees another.
    pub default: Option<Cadence>,
    /// Ids of deliverables of the same service that are issued no later than this one.
    #[serde(default)]
    pub after: Vec<Spanned<String>>,
    /// Where the cadence is stated.
    pub basis: Option<String>,
}

/// How often a document is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// One for the term.
    Once,
    /// One for each request on record.
    OnDemand,
    /// One for each milestone of the line.
    Milestone,
    /// One a year.
    Annual,
    /// Two a year.
    Semiannual,
    /// One a quarter.
    Quarterly,
    /// One a month.
    Monthly,
    /// One a week.
    Weekly,
    /// One a day.
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
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
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
    /// How binding it is.
    pub strength: Strength,
    /// The sentence behind it, as the catalog states it.
    pub basis: String,
}

/// How binding a limit or prerequisite is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prerequisite {
    /// What has to be there.
    pub kind: PrerequisiteKind,
    /// Code of the finding when it is missing; one for prerequisites in general when absent.
    pub rule: Option<Spanned<String>>,
    /// How binding it is.
    pub strength: Strength,
    /// The condition under which it holds, over the same figures as limits; always when absent.
    pub when: Option<Spanned<String>>,
    /// For documents the id of a deliverable; for agreements a key of the service line.
    #[serde(rename = "ref")]
    pub reference: Option<Spanned<String>>,
    /// Codes or ids of services of which one will do.
    #[serde(default)]
    #[schemars(extend("x-known" = "service-open"))]
    pub any_of: Vec<Spanned<String>>,
    /// The sentence behind it, as the catalog states it.
    pub basis: String,
}

/// What can be asked for before a service starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deliverable {
    /// Short name of the document, in document ids and names of narratives.
    pub id: Spanned<String>,
    /// The published name, with its placeholders (XXX, XX).
    pub name: String,
    /// The title with named slots, `{project}`; the name when absent.
    pub title: Option<String>,
    /// The title when the count in it is one.
    pub title_one: Option<String>,
    /// Id of a document family.
    #[schemars(extend("x-known" = "family"))]
    pub family: Spanned<String>,
    /// Values that the template branches on, as `document.params`.
    #[serde(default)]
    pub params: Arc<BTreeMap<String, serde_json::Value>>,
    /// What makes one document each.
    #[serde(default)]
    pub per: Per,
    /// When it is due; the family's habit when absent.
    pub due: Option<Due>,
    /// What it holds and is for, in a sentence.
    pub description: Option<String>,
}

/// What makes one document each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// One for the service line.
    #[default]
    Engagement,
    /// One for each period of the cadence.
    Period,
    /// One for each event that a request puts forward.
    Event,
    /// One for each application in scope.
    Application,
    /// One for each business service in scope.
    BusinessService,
    /// One for each scenario in scope.
    Scenario,
}

/// When a document is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The day it counts from.
    pub after: DueFrom,
    /// Days from there; negative for days before.
    pub days: i32,
    /// Which days count.
    #[serde(default)]
    pub calendar: DueCalendar,
}

/// The day that a due date counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DueFrom {
    /// Last day of the period, or of the service line.
    End,
    /// First day of the service line.
    Start,
    /// The day an on-demand document was asked for.
    Request,
}

/// Which days count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DueCalendar {
    /// All days.
    #[default]
    Days,
    /// Working days of the customer's calendar.
    WorkingDays,
}

/// A document of the engagement itself.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcessDocument {
    /// Short name of the document, in document ids and names of narratives.
    pub id: Spanned<String>,
    /// The published name.
    pub name: String,
    /// The title with named slots, `{project}`; the name when absent.
    pub title: Option<String>,
    /// Id of a document family.
    #[schemars(extend("x-known" = "family"))]
    pub family: Spanned<String>,
    /// Values that the template branches on, as `document.params`.
    #[serde(default)]
    pub params: Arc<BTreeMap<String, serde_json::Value>>,
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
    /// What it holds and is for, in a sentence.
    pub description: Option<String>,
}

/// How documents of one kind are made.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// Short name of the family, which deliverables name.
    pub id: Spanned<String>,
    /// What such documents are called.
    pub name: String,
    /// Path of the template, relative to `templates/`.
    pub template: Spanned<String>,
    /// How much of a title page the documents have; those of a period have a brief one at most.
    #[serde(default)]
    pub title_page: TitlePageKind,
    /// Kinds of records it shows.
    #[serde(default)]
    #[schemars(extend("x-known" = "record-kind"))]
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

/// How much of a title page a document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TitlePageKind {
    /// A page of its own.
    #[default]
    Full,
    /// A head above the text.
    Brief,
}

/// The stages of services with one kind of billing.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// Short name of the process.
    pub id: String,
    /// The name as printed.
    pub name: String,
    /// Billing of the services that go through it.
    pub billing: Billing,
    /// The stages in their order.
    pub stages: Vec<Stage>,
}

/// One stage of a process.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Short name of the stage, the key under `stages:` of a service line.
    pub id: String,
    /// The name as printed.
    pub name: String,
    /// Name of the phase it belongs to.
    pub phase: Option<String>,
    /// Modes it applies to; all when empty.
    #[serde(default)]
    pub modes: Vec<Mode>,
    /// What happens in it, in a sentence.
    pub text: String,
    /// What comes out of it.
    pub output: Option<String>,
    /// What must be given before the next stage.
    pub gate: Option<String>,
}

/// Wording that holds for every engagement.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogTerms {
    /// What services cover, a sentence each.
    #[serde(default)]
    pub covered: Vec<String>,
    /// What they do not cover, a sentence each.
    #[serde(default)]
    pub not_covered: Vec<LineText>,
    /// What the customer provides before work starts.
    #[serde(default)]
    pub preconditions: Vec<PreconditionText>,
    /// Duties of both parties, a sentence each.
    #[serde(default)]
    pub shared_duties: Vec<String>,
    /// Duties of the provider, a sentence each.
    #[serde(default)]
    pub provider_duties: Vec<String>,
    /// Duties of the customer, a sentence each.
    #[serde(default)]
    pub customer_duties: Vec<String>,
    /// The responsibility matrix, row by row.
    #[serde(default)]
    pub responsibilities: Vec<Responsibility>,
    /// How services that are paid once are accepted.
    pub acceptance_one_off: Option<String>,
    /// How services that are paid for a term are accepted.
    pub acceptance_recurring: Option<String>,
    /// Ways to accept, a sentence each.
    #[serde(default)]
    pub acceptance_methods: Vec<String>,
    /// How changes of the contract are agreed.
    pub change_procedure: Option<String>,
    /// How a change of the project owner is announced.
    pub owner_change_notice: Option<String>,
    /// How contracts are renewed.
    pub renewal: Option<String>,
}

/// A sentence that holds for one business line, or for all.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineText {
    /// Id of a business line; all of them when absent.
    pub line: Option<String>,
    /// What it is, in a sentence.
    pub text: String,
}

/// A precondition with its wording.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PreconditionText {
    /// Key under `prerequisites` of the descriptor.
    pub id: String,
    /// The precondition, in a sentence.
    pub text: String,
}

/// One row of the matrix: who is responsible (R), who supports (S).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Responsibility {
    /// Id of the business line it is for.
    pub line: String,
    /// Number of the row, from 1.
    pub step: u32,
    /// The process or phase.
    pub process: String,
    /// What is done in it.
    pub content: String,
    /// The provider's part: `R`, `S` or nothing.
    pub provider: String,
    /// The customer's part: `R`, `S` or nothing.
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
