//! `engagement.yaml`: who bought what, for when. Only the customer's name, the project's name and
//! the services are required; everything else is asked for when a document needs it.

use std::collections::BTreeMap;

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use crate::source::Spanned;

use super::values::Day;

/// The contract side of one engagement.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Engagement {
    /// Short id in document ids and paths; the folder's name when absent.
    pub id: Option<Spanned<String>>,
    /// The date the build speaks for; `--as-of` wins over it.
    #[serde(skip_serializing)]
    pub as_of: Option<Spanned<Day>>,
    #[serde(default)]
    pub stage: Stage,
    pub customer: Customer,
    /// Who delivers; `sowright.yaml` names the one for all engagements.
    pub provider: Option<Provider>,
    pub project: Project,
    /// The purchased services, one line each.
    pub services: Vec<Spanned<ServiceLine>>,
    #[serde(default)]
    pub contracts: Vec<Spanned<Contract>>,
    #[serde(default)]
    pub delivery: Delivery,
    #[serde(default)]
    pub prerequisites: Prerequisites,
    #[serde(default)]
    pub inventory: Inventory,
    #[serde(default)]
    pub plan: Plan,
    #[serde(default)]
    pub terms: Terms,
    /// Rows that replace the catalog's responsibility matrix.
    #[serde(default)]
    pub responsibilities: Vec<ResponsibilityRow>,
    /// What was accepted, by service line.
    #[serde(default)]
    pub acceptance: Vec<Acceptance>,
    #[serde(default)]
    pub document_control: DocumentControl,
}

/// How far the engagement has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    #[default]
    Draft,
    Planned,
    Running,
    Closing,
    Closed,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    pub name: Spanned<String>,
    pub legal_name: Option<String>,
    pub address: Option<String>,
    /// ISO 3166-1 code of two letters.
    pub country: Option<Spanned<String>>,
    pub sector: Option<String>,
    pub segment: Option<String>,
    pub size_class: Option<SizeClass>,
    /// IANA zone, for instance `Asia/Riyadh`; UTC when absent.
    pub timezone: Option<Spanned<String>>,
    #[serde(default)]
    pub calendar: Calendar,
    #[serde(default)]
    pub profile: Profile,
    /// Project owners, one term after the other.
    #[serde(default)]
    pub owners: Vec<OwnerTerm>,
    pub signatory: Option<Person>,
    #[serde(default)]
    pub team: Vec<Person>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SizeClass {
    Medium,
    Large,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    pub name: Spanned<String>,
    pub legal_name: Option<String>,
    pub address: Option<String>,
    #[serde(default)]
    pub owners: Vec<OwnerTerm>,
    pub signatory: Option<Person>,
    #[serde(default)]
    pub team: Vec<Person>,
}

/// A person in a role.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub name: String,
    pub title: Option<String>,
    pub role: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// Hours or shifts covered, in words.
    pub cover: Option<String>,
    pub deputy: Option<String>,
}

/// One person's time as project owner.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnerTerm {
    pub person: String,
    pub from: Day,
    /// The last day; open when absent.
    pub to: Option<Day>,
    pub notified_on: Option<Day>,
    pub reason: Option<String>,
}

/// The customer's working calendar.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Days of the week without work; Saturday and Sunday when absent.
    #[serde(default = "Calendar::usual_weekend")]
    pub weekend: Vec<DayOfWeek>,
    /// The day weekly periods start on; Monday when absent.
    #[serde(default)]
    pub week_start: DayOfWeek,
    #[serde(default)]
    pub holidays: Vec<Day>,
    /// Working hours for 8/5 cover, `09:00-17:00`.
    pub hours: Option<Spanned<String>>,
}

impl Calendar {
    fn usual_weekend() -> Vec<DayOfWeek> {
        vec![DayOfWeek::Sat, DayOfWeek::Sun]
    }
}

impl Default for Calendar {
    fn default() -> Self {
        Self { weekend: Self::usual_weekend(), week_start: DayOfWeek::Mon, holidays: Vec::new(), hours: None }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DayOfWeek {
    #[default]
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl From<DayOfWeek> for Weekday {
    fn from(day: DayOfWeek) -> Weekday {
        match day {
            DayOfWeek::Mon => Weekday::Monday,
            DayOfWeek::Tue => Weekday::Tuesday,
            DayOfWeek::Wed => Weekday::Wednesday,
            DayOfWeek::Thu => Weekday::Thursday,
            DayOfWeek::Fri => Weekday::Friday,
            DayOfWeek::Sat => Weekday::Saturday,
            DayOfWeek::Sun => Weekday::Sunday,
        }
    }
}

/// Figures of the customer that decide which size of a service fits.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub it_employees: Option<u32>,
    pub business_departments: Option<u32>,
    pub om_systems: Option<u32>,
    /// Where the figures come from.
    pub source: Option<String>,
    pub dated: Option<Day>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Without the word Project: titles add it.
    pub name: Spanned<String>,
    pub objective: Option<String>,
    /// How success is measured.
    #[serde(default)]
    pub measures: Vec<Measure>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    pub name: String,
    pub definition: Option<String>,
    pub unit: Option<String>,
    pub baseline: Option<f64>,
    pub target: Option<f64>,
    /// What was reached, once known.
    pub value: Option<f64>,
}

/// One purchased service.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceLine {
    /// Short name of the line, unique in the engagement; the service's id when absent.
    pub key: Option<Spanned<String>>,
    /// Id of a catalog service.
    pub service: Spanned<String>,
    #[serde(default = "one")]
    pub quantity: Spanned<u32>,
    /// First day; the contract's when absent.
    pub start: Option<Spanned<Day>>,
    /// Last day; the contract's when absent.
    pub end: Option<Spanned<Day>>,
    /// Id of a contract of this engagement.
    pub contract: Option<Spanned<String>>,
    #[serde(default)]
    pub scope: Scope,
    pub mode: Option<Mode>,
    pub cover: Option<Cover>,
    /// Cadence by deliverable id, where the catalog leaves it open.
    #[serde(default)]
    pub cadence: BTreeMap<String, Spanned<String>>,
    /// What a month is: one of the calendar, or one counted from the first day.
    #[serde(default)]
    pub month_basis: MonthBasis,
    /// The days of daily reports under 8/5 cover.
    #[serde(default)]
    pub daily_basis: DailyBasis,
    /// Points in time that each call for a document, for deliverables made per milestone.
    #[serde(default)]
    pub milestones: Vec<LineMilestone>,
    /// Dates by stage id of the service's process.
    #[serde(default)]
    pub stages: BTreeMap<String, StageDates>,
    #[serde(default)]
    pub status: LineStatus,
    /// The last day of a line that was ended before its term; nothing is owed for later periods.
    pub terminated_on: Option<Spanned<Day>>,
    /// What this line is to achieve, in a sentence.
    pub objective: Option<String>,
    pub remark: Option<String>,
    /// The contingency plan both sides agreed, for services that answer alarms.
    pub contingency_plan: Option<Agreed>,
    /// Earlier work that stands in for a service or document which this one needs.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// A report or contract from before this engagement.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Code or id of the service, or id of the deliverable, that it stands in for.
    #[serde(rename = "for")]
    pub stands_for: Spanned<String>,
    pub title: String,
    /// Document id, contract number or file.
    pub reference: Option<String>,
    pub dated: Option<Day>,
    pub sha256: Option<String>,
}

/// How months (and quarters, halves and years) of a service line are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthBasis {
    /// Months of the calendar that touch the term, clipped to it.
    #[default]
    Calendar,
    /// Months from the term's first day.
    Anniversary,
}

/// Which days a service line with 8/5 cover reports on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DailyBasis {
    /// The customer's working days.
    #[default]
    Working,
    /// Every day.
    Calendar,
}

/// A point in time of a service line.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineMilestone {
    pub id: Spanned<String>,
    pub name: String,
    pub date: Spanned<Day>,
}

fn one() -> Spanned<u32> {
    Spanned::bare(1)
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Ids of inventory applications; all of them when empty.
    #[serde(default)]
    pub applications: Vec<Spanned<String>>,
    #[serde(default)]
    pub business_services: Vec<Spanned<String>>,
    pub instances: Option<Spanned<u32>>,
    /// Ids of inventory scenarios: those piloted, drilled or written up.
    #[serde(default)]
    pub scenarios: Vec<Spanned<String>>,
    /// Anything else that limits the scope, in words.
    #[serde(default)]
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Remote,
    Onsite,
}

/// Hours in which a service is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cover {
    #[serde(rename = "24x7")]
    Always,
    #[serde(rename = "8x5")]
    WorkingHours,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineStatus {
    Planned,
    #[default]
    Active,
    Completed,
    Terminated,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageDates {
    pub start: Option<Day>,
    pub end: Option<Day>,
    pub owner: Option<String>,
    pub output: Option<String>,
    pub approved_by: Option<String>,
    pub approved_on: Option<Day>,
}

/// A document both sides agreed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreed {
    pub title: String,
    pub version: String,
    pub approved_by: Option<String>,
    pub approved_on: Option<Day>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    pub id: Spanned<String>,
    pub signed_on: Option<Day>,
    pub start: Spanned<Day>,
    pub end: Spanned<Day>,
    pub renewal: Option<Renewal>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    pub reminder_sent_on: Option<Day>,
    pub channel: Option<String>,
    pub decision: Option<String>,
    pub decided_on: Option<Day>,
    /// Id of the contract that follows.
    pub successor: Option<Spanned<String>>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    #[serde(default)]
    pub sites: Vec<Site>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    pub id: String,
    pub place: Option<String>,
    pub country: Spanned<String>,
    pub mode: Option<Mode>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prerequisites {
    pub platform: Option<Precondition>,
    pub data_authorization: Option<Precondition>,
    pub team: Option<Precondition>,
    pub solution_and_contract: Option<Precondition>,
}

/// A precondition and its state.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precondition {
    /// `done` or `open`.
    pub status: PreconditionStatus,
    pub on: Option<Day>,
    pub by: Option<String>,
    pub valid_until: Option<Day>,
    /// Data sources or documents it names.
    #[serde(default)]
    pub scope: Vec<String>,
    pub remark: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreconditionStatus {
    Done,
    Open,
}

/// What the services work on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inventory {
    pub instances: Option<u32>,
    pub dated: Option<Day>,
    #[serde(default)]
    pub applications: Vec<Application>,
    #[serde(default)]
    pub business_services: Vec<BusinessService>,
    /// Changes, faults or situations that a service works on.
    #[serde(default)]
    pub scenarios: Vec<NamedScenario>,
    #[serde(default)]
    pub tools: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    pub id: Spanned<String>,
    pub name: String,
    pub owner: Option<String>,
    /// `critical`, `high`, `medium` or `low`.
    pub tier: Option<Tier>,
    #[serde(default)]
    pub core: bool,
    /// Agreed availability in percent.
    pub slo: Option<f64>,
    pub go_live: Option<Day>,
    #[serde(default)]
    pub third_party: bool,
    pub instances: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    Critical,
    High,
    Medium,
    Low,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BusinessService {
    pub id: Spanned<String>,
    pub name: String,
    pub owner: Option<String>,
}

/// A change, fault or situation with a name of its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedScenario {
    pub id: Spanned<String>,
    pub name: String,
}

/// The service plan.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub version: Option<String>,
    pub issued_on: Option<Day>,
    pub confirmed: Option<Confirmation>,
    #[serde(default)]
    pub meetings: Vec<Meeting>,
    #[serde(default)]
    pub escalation: Vec<Escalation>,
    /// Agreed times by priority of a ticket.
    #[serde(default)]
    pub service_levels: Vec<ServiceLevel>,
    /// What the customer has to provide, and by when.
    #[serde(default)]
    pub inputs: Vec<Input>,
    #[serde(default)]
    pub risks: Vec<PlanRisk>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    pub by: String,
    pub on: Day,
    pub version: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    pub name: String,
    pub rhythm: String,
    pub chair: Option<String>,
    pub participants: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    pub level: u32,
    pub role: String,
    pub after: String,
    pub contact: Option<String>,
}

/// The agreed times for tickets of one priority.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceLevel {
    /// `P1` to `P4`.
    pub priority: String,
    pub response_minutes: Option<f64>,
    pub resolution_minutes: Option<f64>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    pub text: String,
    pub due_on: Option<Day>,
    pub status: PreconditionStatus,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRisk {
    pub text: String,
    pub response: String,
    pub owner: Option<String>,
}

/// Wording of the statement of work beyond the catalog's.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    #[serde(default)]
    pub assumptions: Vec<String>,
    #[serde(default)]
    pub exclusions: Vec<String>,
    pub change_procedure: Option<String>,
    /// Days the customer has to review a deliverable; 5 when absent.
    pub review_days: Option<u32>,
    #[serde(default)]
    pub recipients: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponsibilityRow {
    pub process: String,
    pub content: String,
    pub provider: String,
    pub customer: String,
}

/// The acceptance of one service line.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// Key of the service line.
    pub service: Spanned<String>,
    pub method: AcceptanceMethod,
    pub result: AcceptanceResult,
    pub accepted_on: Option<Day>,
    pub accepted_by: Option<String>,
    /// Reference of the console's record.
    pub record: Option<String>,
    #[serde(default)]
    pub criteria: Vec<Criterion>,
    #[serde(default)]
    pub exceptions: Vec<AcceptanceException>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcceptanceMethod {
    ConsoleLink,
    SignedAndSealed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcceptanceResult {
    Pending,
    Accepted,
    Conditional,
    Rejected,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Deliverable id, or words.
    pub deliverable: String,
    pub criterion: String,
    pub method: String,
    pub evidence: Option<String>,
    /// `met`, `partly` or `not_met`; open when absent.
    pub result: Option<CriterionResult>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CriterionResult {
    Met,
    Partly,
    NotMet,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptanceException {
    pub text: String,
    pub severity: Option<super::values::Severity>,
    pub owner: Option<String>,
    pub due_on: Option<Day>,
}

/// What every page says about the document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentControl {
    /// First part of document ids; the engagement's id when absent.
    pub prefix: Option<String>,
    pub classification: Option<String>,
    pub author: Option<String>,
    pub reviewer: Option<String>,
    pub approver: Option<String>,
    #[serde(default)]
    pub distribution: Vec<String>,
    pub retention: Option<String>,
}
