//! Every diagnostic code: severity, title and the text that `explain` prints. One table.

use serde::{Deserialize, Serialize};

use super::Severity;

/// A code such as `CAT-01`; its row in [`TABLE`] says the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

/// When a rule begins to bite. Before, what breaks it is told as something still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gate {
    Always,
    /// The engagement's stage is `running` or further.
    Start,
    /// As [`Gate::Start`], for what the passing days bring.
    Run,
    /// A document that shows it is issued; while it is not, the rule weighs one step less.
    Issue,
    /// The stage is `closed`; at `closing` the rule weighs one step less.
    Close,
}

impl Gate {
    /// When it is, in words.
    pub fn when(self) -> &'static str {
        match self {
            Gate::Always => "always",
            Gate::Start => "when the work starts",
            Gate::Run => "while the work runs",
            Gate::Issue => "when a document is issued",
            Gate::Close => "when the engagement is closed",
        }
    }
}

/// Where a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The published statement of work says so.
    Stated,
    /// It follows from what the statement of work says.
    Inferred,
    /// Good practice of those who deliver; the statement of work is silent.
    House,
}

impl Origin {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Origin::Stated => "stated in the statement of work",
            Origin::Inferred => "implied by the statement of work",
            Origin::House => "good practice",
        }
    }
}

/// What makes a finding a matter of the contract rather than of reading files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub gate: Gate,
    pub origin: Origin,
    /// Whether a waiver may lower it although it is an error.
    pub waivable: bool,
}

/// One row of the table.
pub struct Entry {
    pub code: &'static str,
    pub severity: Severity,
    /// For rules of the field; `None` for mistakes of files and templates.
    pub rule: Option<Rule>,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// The sentence behind it, where it is always the same.
    pub basis: Option<&'static str>,
    /// Why it is refused or remarked, and what to do: full sentences.
    pub text: &'static str,
}

impl Entry {
    /// Whether a waiver may lower it by one step: warnings of the field, and errors said to be waivable.
    pub fn waivable(&self) -> bool {
        self.rule.is_some_and(|rule| rule.waivable || self.severity == Severity::Warning && self.code != "DOC-07")
    }
}

macro_rules! codes {
    (@rule) => { None };
    (@rule $gate:ident $origin:ident) => {
        Some(Rule { gate: Gate::$gate, origin: Origin::$origin, waivable: false })
    };
    (@rule $gate:ident $origin:ident waivable) => {
        Some(Rule { gate: Gate::$gate, origin: Origin::$origin, waivable: true })
    };
    (@basis) => { None };
    (@basis $basis:literal) => { Some($basis) };
    ($($name:ident = $code:literal $severity:ident $([$($rule:ident)*])? $title:literal $(because $basis:literal)? :
        $text:literal;)*) => {
        impl Code { $(#[doc = $title] pub const $name: Code = Code($code);)* }

        /// All codes, in the order of the pipeline.
        pub const TABLE: &[Entry] = &[$(Entry {
            code: $code,
            severity: Severity::$severity,
            rule: codes!(@rule $($($rule)*)?),
            title: $title,
            basis: codes!(@basis $($basis)?),
            text: $text,
        },)*];
    };
}

codes! {
    UNREADABLE = "FIL-01" Error "a file cannot be read":
        "The file is named on the command line or found in the project, but the system does not let it be read. Check that it exists and that you may read it. Texts of more than 32 MB and links out of the project are not read.";
    ENCODING = "FIL-02" Error "a file is not UTF-8":
        "All texts are read as UTF-8, so that names print on every system as they were written. Save the file as UTF-8 in your editor.";
    NO_ENGAGEMENT = "FIL-03" Error "no engagement was found":
        "An engagement is a folder with an engagement.yaml, or a single YAML file. Without paths, all of `engagements/` are taken.";
    FORBIDDEN = "FIL-04" Error "a text holds a character that cannot be printed":
        "Control characters, code points that Unicode keeps out of text, private ones, and the two signs that turn the order of letters around (U+202D and U+202E) would be printed as nothing, or as something else than what is written. They come in by copying: word processors keep U+000B where a line was broken by hand. Delete the character; letters written from the right need no sign. U+FFFD tells that a program could not read a character before the file was saved: write it again.";
    YAML = "YML-01" Error "the text is not YAML":
        "The file breaks YAML's own rules, so nothing of it can be read. The place is where the reader gave up; the cause is often the line before: a missing colon, a tab, an open quote.";
    DUPLICATE_KEY = "YML-02" Error "a key stands twice in one map":
        "Only one of the two values could be used, and the other would be lost without a word. Keep one.";
    VALUE = "YML-03" Error "a value has the wrong form":
        "The key is right, but the value is not what belongs there: a word for a number, a day that does not exist, a list for a text. The message says what is expected.";
    MISSING = "YML-04" Error "a required key is missing":
        "Few keys are required. This one is, because nothing sensible can be printed without it.";
    UNKNOWN_KEY = "DOC-09" Error "an unknown key":
        "A misspelt key would silently drop its value, so unknown keys are refused. The help names the nearest known key.";
    CSV = "CSV-01" Error "a row cannot be read":
        "Every row of a CSV file has as many cells as its header; cells that hold commas, quotes or line breaks stand in double quotes.";
    RECORD_KIND = "REC-01" Error "the file's name names no kind of record":
        "CSV files under records/ are named by the kind of record they hold: incidents.csv, capacity-2026.csv.";
    TIMEZONE = "CON-10" Error [Always House] "an unknown time zone":
        "Periods are the customer's days, so the zone must be known. Use a name of the IANA time zone database.";
    ENGAGEMENT_ID = "ENG-01" Error "an engagement's id cannot be used":
        "Ids become file names and the first part of document ids. They are unique, short, and made of letters, digits, `-`, `_` and `.`. They do not end with a dot, and are no names that Windows keeps for devices, such as `con` and `nul`.";
    BRAND = "THM-01" Error "the brand file has a mistake":
        "templates/theme/brand.yaml gives all colours as #rrggbb, for every tone, and may name a logo inside the project.";
    NO_PROVIDER = "ENG-02" Warning [Always House] "no provider is named":
        "Every document says who delivers. Name the provider in the engagement, or once in sowright.yaml.";
    COUNTRY = "AREA-02" Error [Always House] "not a country code":
        "The service area is checked by country, written with the two capital letters of ISO 3166-1.";
    AREA = "AREA-01" Error [Always Stated] "the services are not offered there":
        "The catalog says in which countries its services are not offered. Remove the site, or contract it under another offering.";
    AREA_NEAR = "AREA-03" Note [Always Inferred] "a place near where the services are not offered"
        because "Hong Kong, Macao and Taiwan lie outside the Chinese mainland":
        "The place counts as inside the service area. Nothing is to be done; the country is told so that nobody is surprised.";
    UNKNOWN_SERVICE = "CAT-01" Error [Always House] "an unknown service":
        "Services are bought from a closed list: by id (`agent-hosting`), code (`M02`) or printed name.";
    SERVICE_ALIAS = "CAT-02" Note [Always Stated] "another spelling of a service's name":
        "The name is a known variant. The id never changes, so it is the better thing to write.";
    LINE_KEY = "ENG-03" Error "the key of a service line cannot be used":
        "The key names the line's documents, so it is unique in the engagement and made of letters, digits, `-`, `_` and `.`.";
    UNKNOWN_CONTRACT = "ENG-04" Error "an unknown contract":
        "A line's term comes from the contract it names, which must stand under `contracts:`.";
    TERM_ORDER = "CON-14" Error [Always House] "a term that cannot be":
        "Both days belong to the term; no document is owed for a term that runs backwards, or over more years than anybody signs for.";
    NO_TERM = "CON-02" Error [Always Stated] "a service without a term":
        "Deliverables are dated from the term: give the line `start:` and `end:`, or name a contract that has them.";
    RENEWAL_GAP = "CON-08" Warning [Always Inferred] "terms that do not join":
        "A renewed term starts on the day after the old one ends. In a gap nothing is owed; in an overlap it is owed twice.";
    RENEWAL_EMPTY = "CON-13" Warning [Always Stated] "a renewal that buys nothing":
        "Services end with their contract. A successor without services would owe nothing, which is hardly meant.";
    PLACEHOLDER = "CAT-04" Error [Always Stated] "a title with an open placeholder":
        "Titles of the catalog have slots for names and numbers. One is not filled, and would be printed as it stands.";
    NO_SUBJECT = "DLV-09" Error [Always Inferred] "a document for each of nothing":
        "The deliverable is made once for each application, business service or scenario, and the engagement names none, so it would be lost.";
    UNKNOWN_MEMBER = "ENG-05" Error "an id that names nothing":
        "Scopes and records name applications, services and lines by the ids they have in the descriptor.";
    CADENCE = "DLV-21" Error [Always House] "a cadence that cannot be":
        "`cadence:` maps the id of a deliverable that the service owes to one of the known cadences.";
    CADENCE_DEFAULT = "DLV-06" Warning [Always Stated] "a cadence that nobody agreed":
        "The catalog leaves open how often this deliverable is due. The default is used until the engagement says otherwise.";
    QUANTITY_SHORT = "QTY-01" Error [Always Stated] "the quantity is too small":
        "The service is sized by a figure; the quantity bought does not cover it.";
    QUANTITY_OVER = "QTY-02" Warning [Always Inferred] "the quantity is larger than needed":
        "More units are bought than the scope needs. Either the quantity or the scope is wrong.";
    LIMIT = "ELG-03" Error [Always Stated waivable] "a service bought outside its limits":
        "The catalog bounds the service by figures of the customer or of the scope: size of the IT department, number of systems, applications in a package. The figures of this engagement lie outside.";
    LIMIT_SOFT = "ELG-02" Warning [Always Stated] "a service bought outside its usual limits":
        "The catalog says for whom the service is mainly meant, and the figures of this engagement lie outside. Keep it if it is agreed.";
    LIMIT_DEPARTMENTS = "ELG-04" Warning [Always Stated] "a size that the number of departments contradicts":
        "Sizes of consulting services go by the IT department and by the number of business departments. The two point to different sizes; the headcount decides.";
    LIMIT_SMALLEST = "ELG-05" Warning [Always Inferred] "a customer below the smallest size":
        "No size of the consulting services is meant for so small an IT department. The diagnosis in its basic edition is.";
    LIMIT_SYSTEMS = "ELG-06" Error [Always Stated waivable] "release management of the wrong size":
        "The variants of release management go by the number of application systems in operation.";
    LIMIT_CLASS = "ELG-07" Warning [Always Stated] "a chaos drill of the wrong size":
        "The catalog gives no figure for the sizes of the drill; the size class that the customer is declared with decides.";
    LIMIT_SEGMENT = "ELG-09" Warning [Always Stated] "hosting for a customer it is not designed for":
        "Hosting services are designed for carriers and small and medium enterprises. Others are served by agreement.";
    LIMIT_LIVE = "ELG-11" Warning [Start Stated] "a readiness review after the fact":
        "The review comes before open beta or commercial use. An application of the scope goes live before the review ends.";
    LIMIT_FIRST = "ELG-10" Warning [Always Stated] "a first hosting of what is hosted already":
        "The implementation service is for systems that come to the O&M platform for the first time. `inventory.hosted_since` lies before the line's first day.";
    LIMIT_MODELS = "ELG-14" Warning [Always Stated] "technical support for open models":
        "Technical support answers questions about language models that are reached through a closed interface. Open models that the customer runs itself belong to development support.";
    LIMIT_CORE = "ELG-12" Warning [Always Stated] "fault management for an application that is not core":
        "The managed service is aimed at core applications with pain points.";
    LIMIT_SCENARIO = "ELG-13" Warning [Always Stated] "another number of scenarios than bought":
        "One unit of the service works on a single change scenario.";
    LIMIT_HOSTING = "DEP-06" Warning [Always Inferred] "hosting before the platform is ready":
        "Applications are hosted once they are on the O&M platform. The implementation of this engagement ends after hosting has started.";
    LIMIT_INCREMENT = "QTY-04" Note [Always Inferred] "a large increment without a stated limit":
        "The catalog bounds the first implementation and says nothing about the incremental one. What is large for the former is remarked.";
    LIMIT_AUDIENCE = "ELG-17" Note [Always Inferred] "a diagnosis meant for smaller teams":
        "The diagnosis that the planning builds on is meant for smaller IT departments than the planning itself. Nothing is to be done; documents keep the reference.";
    LIMIT_BASIS = "DEP-16" Note [Always Inferred] "a process design without planning before it":
        "The catalog asks for the planning service first where fewer than 10 departments are involved. Here there are more, and the text asks for nothing; services beside it do.";
    LIMIT_INSTANCES = "QTY-03" Error [Always Stated waivable] "more instances than the implementation covers":
        "One purchase of the hosting implementation covers a bounded number of instances.";
    LIMIT_PACKAGES = "QTY-05" Error [Always Stated] "more applications than the packages cover":
        "Support packages on site hold a fixed number of applications; basic and incremental packages add up.";
    LIMIT_PACKAGES_OVER = "QTY-06" Warning [Always Stated] "packages that no application needs":
        "Incremental packages are for applications beyond the basic package. Fewer would do.";
    LIMIT_ROUNDS = "QTY-07" Error [Always Stated] "another number of rounds than the service has":
        "Governance services are performed a fixed number of times in each contract year.";
    LIMIT_PATCHES = "QTY-08" Warning [Always Stated] "a contract year without its round of patches":
        "The security service patches operating systems once in each contract year. The line plans no round for a year, or more than one.";
    LIMIT_TERM = "QTY-09" Error [Always Stated] "a term that is no whole number of units":
        "The service is sold by the year or by the month, so its term is whole years or months.";
    FIGURE_MISSING = "ELG-01" Warning [Always House] "a figure that a limit needs is not stated":
        "Whether a variant of a service fits depends on this figure. Ask the customer, and state where it comes from.";
    PREREQUISITE = "DEP-09" Error [Always Stated waivable] "a service without the one it builds on":
        "The catalog says what must be bought or delivered before. Where that happened in an earlier contract, name it under `evidence:` of the line.";
    PREREQUISITE_SOFT = "DEP-07" Warning [Always Stated] "a service without what it should build on":
        "The catalog says, or implies, what the service works from. Name the earlier work under `evidence:` of the line, or accept that the service starts without.";
    NEEDS_PACKAGE = "DEP-01" Error [Always Stated waivable] "an incremental support package without a basic one":
        "The incremental package on site extends a basic package, of this engagement or of an earlier contract.";
    NEEDS_TOOL_PACKAGE = "DEP-02" Error [Always Inferred waivable] "an incremental tool package without a yearly one":
        "The monthly package extends a yearly tool governance package that is in force.";
    NEEDS_HOSTING = "DEP-03" Warning [Always Inferred] "incremental hosting without hosting":
        "The incremental service adds applications to a hosting with the same hours. Name the earlier contract under `evidence:` where it is one.";
    NEEDS_IMPLEMENTATION = "DEP-05" Warning [Always Inferred] "an incremental implementation without a first one":
        "The incremental implementation adds to a platform that was implemented before.";
    NEEDS_BASIS = "DEP-08" Error [Always Stated waivable] "a design without the documents it is based on":
        "The organization is designed on the basis of the survey report and of the roadmap. Buy the planning service of the same size, or name the earlier reports under `evidence:`.";
    NEEDS_ASSESSMENT = "DEP-12" Warning [Always Stated] "risk governance without an assessment design":
        "The governance applies the design of the running status risk assessment.";
    NEEDS_SLO = "DEP-13" Warning [Always Stated] "availability governance without a design of indicators":
        "The governance applies the design of the availability measurement.";
    NEEDS_TOOL = "DEP-14" Warning [Always Stated] "a governance service without a tool":
        "The service works with O&M tools: those that the tool service puts in order, or the customer's own, named under `inventory.tools`.";
    ORDER = "DEP-11" Error [Always Stated] "a service starts before its basis is there":
        "What a service works from must exist before it starts.";
    AGREEMENT = "PLN-06" Warning [Start Stated] "no agreed contingency plan":
        "Alarms are answered by a plan that both parties agreed before the service starts.";
    UNKNOWN_LINE = "ACC-12" Error [Always House] "acceptance of an unknown line":
        "`acceptance:` names service lines by their key.";
    NOT_ACCEPTED = "ACC-01" Error [Always Stated] "acceptance of a service that has none":
        "Recurring services end with their term and are not accepted; only services with an acceptance report are.";
    RECORD_TWICE = "REC-02" Error [Always House] "a record's id stands twice":
        "Each event is logged once. Counting it twice would make every total wrong.";
    MOMENTS = "REC-03" Error [Always House] "moments run backwards":
        "Durations are computed from these moments; a step cannot come before the one that precedes it.";
    RATING = "REC-04" Error [Always House] "a rating outside its scale":
        "Likelihood and impact of risks are rated from 1 to 5; scores and classes are computed from them.";
    OUTAGE = "REC-05" Warning [Always House] "an outage of no application":
        "Downtime is counted by application. An outage that names none counts against all of them, which may be more than were down.";
    RECORD_OF_NOTHING = "REC-06" Error [Always House] "a record of no document":
        "A record may say by `subject:` or `kind:` which document of its line it belongs to. No document of the line has this one, so the record would never be shown.";
    REQUEST = "DLV-04" Error [Always House] "a request for what is not made on demand":
        "Requests ask for documents that their service line makes on demand. This one would be lost.";
    LEDGER = "DLV-19" Warning [Always House] "the ledger has a document that is not owed":
        "The entry is kept, but belongs to nothing in the register: a misspelt id, or a service that was removed.";
    ISSUED = "DLV-20" Warning [Always House] "an issued document comes out different":
        "The ledger holds the fingerprint (SHA-256) of the PDF that was issued, and this build gives other bytes: records, templates or the program changed since. The copy that was signed stays the valid one; issue a new version if the change is meant.";
    CATALOG = "CTL-01" Error "the catalog does not hold together":
        "A service, deliverable or family names an id that the catalog does not have, or an id stands twice.";
    SAME_FILE = "DOC-06" Error "two documents have one file":
        "File names are made of document ids; two ids differ only in case or in characters that file names do not have. Give one of them another key or subject.";
    NO_TEMPLATE = "TPL-01" Error "a document family has no template":
        "The family names a template which is neither in the project's templates/ nor built in, so its documents cannot be made.";
    TEMPLATE = "TPL-02" Error "a template cannot be used":
        "The template has a mistake, or asks for a value that is not there. The place is in the template. A template or theme that does not come to an end is left after some seconds.";
    BLOCK = "TPL-03" Error "a structured block cannot be read":
        "A fenced block such as ```chart holds JSON of a known form. The message says which key is wrong. Text that is nested deeper than documents can show is refused, too.";
    RAW_HTML = "TPL-04" Warning "HTML in Markdown is text":
        "Documents go to several formats, so HTML in Markdown is printed as it stands. Use Markdown or a component.";
    DEAD_REFERENCE = "TPL-05" Warning "a reference leads nowhere":
        "The link names a heading that the document does not have; its text is printed without a link.";
    LINK = "TPL-06" Warning "a link of a kind that is not followed":
        "Links lead to http, https and mailto addresses and inside the document. Others are printed as text.";
    IMAGE = "TPL-07" Warning "an image that cannot be shown":
        "Pictures of narratives are PNG or JPEG files below `images/` of the engagement, and say in their alternative text what they show.";
    ASKED = "TPL-08" Error "a template asks for what cannot be there":
        "No type has the field, or no variable the name, whatever an engagement says: the branch that prints it would fail, and one that asks for it never comes true. `sowright explain <document id> --data` prints all variables; `check --templates` also looks at the built-in templates.";
    TRIAL = "TPL-09" Error "a template fails on data that may be":
        "Every document that the catalog can owe is tried on made-up data: nothing on record, all that may be left out left out, all given. The template engine refused one of them, as it would some day refuse a real one. A value that may be absent needs `{% if … %}` or `| default(value=…)`.";
    NOTE = "TPL-10" Error "a footnote that is written twice":
        "The mark `[^1]` leads to one note. Two notes of one text have the same label, so one of them would belong to no mark, or to the wrong one. Each narrative slot has labels of its own.";
    NARRATIVE = "NAR-01" Warning "prose for no document":
        "A narrative is named by the deliverable, and by the period or subject where it is for one document: `application-om-monthly-report@2026-05.md`. This one belongs to nothing that is owed, so it would never be printed.";
    SLOT = "NAR-02" Warning "prose for no slot":
        "The headings of a narrative name the slots of the template. The template has no such slot, so the prose below would be lost.";
    SLOT_EMPTY = "NAR-03" Warning "prose that is still missing":
        "The document family asks for this slot to be written by a person, and the document is due.";
    FENCE = "NAR-04" Error "a block of code without an end":
        "Three backticks or tildes begin a block of code, and as many end it. Without an end all that follows is printed as code, headings of further slots included.";
    PLATFORM = "PRE-01" Error [Start Stated] "the platform is neither bought nor intended"
        because "the services are for customers who bought the platform or intend to use it":
        "State under `prerequisites.platform` that it was bought or is to be, with order number or letter.";
    DATA = "PRE-02" Error [Start Stated] "the use of data is not permitted"
        because "the customer permits the processing of relevant data before the work starts":
        "Services read logs, metrics and tickets. State under `prerequisites.data_authorization` who permitted it, when, and for which data.";
    DATA_KIND = "PRE-03" Error [Issue Stated] "data used that nobody permitted"
        because "only data whose use is permitted may be used":
        "Records hold data of the customer of a kind that `prerequisites.data_authorization.scope` does not name, and documents show them. Name the kind there once its use is permitted, or take the records out.";
    DATA_ENDED = "PRE-04" Error [Run Inferred] "the permission to use data has ended"
        because "only data whose use is permitted may be used":
        "A document that is due covers days after the last day of the permission. Have it renewed.";
    TEAM = "PRE-05" Error [Start Stated] "the customer has named no team"
        because "the customer names a team for the work":
        "Without a contact on the customer's side nobody answers questions. Name at least one person under `customer.team`.";
    BEFORE_WORK = "PRE-06" Error [Start Stated] "work starts before it is agreed"
        because "the solution is confirmed and the contract signed before the work starts":
        "The day on which solution and contract were agreed lies behind the first day of a service, or is not stated.";
    THIRD_PARTY = "SCP-01" Error [Always Stated] "an application of a third party in the scope"
        because "third-party applications of the customer are not covered":
        "Take the application out of the line's scope, or contract its care separately.";
    NOT_ON_PLATFORM = "SCP-02" Error [Always Stated] "an application outside the platform in the scope"
        because "only modules that are sold through the platform and integrated into it are covered":
        "Take the application out of the line's scope, or correct its `on_platform:`.";
    RECONSTRUCTION = "SCP-03" Note [Issue Stated] "a recommendation beyond the service"
        because "reconstruction of an architecture is ordered and paid separately":
        "The finding recommends to rebuild something. The report may say so; the work is not part of what was bought.";
    EXTRA = "SCP-04" Note [Issue Stated] "resources that the customer pays for"
        because "extra resources for the work, such as storage or computing, are paid by the customer":
        "The line lists resources beyond the service. The statement of work says so; get the customer's consent before they are used.";
    FACTS = "SCP-05" Warning [Start Stated] "information about the systems is missing"
        because "the customer tells architecture, deployment, quantity of resources and performance of its systems":
        "Work on systems starts from what the customer tells about them. State under `inventory.facts` what was given and of which day; until then documents print that it was not provided.";
    INFRASTRUCTURE = "SCP-06" Warning [Always Stated] "infrastructure in the provider's hands"
        because "the customer operates the infrastructure":
        "A row of the responsibility matrix makes the provider responsible for operating infrastructure. Restore the catalog's row, or have the deviation agreed.";
    RESPONSIBLE = "RSP-01" Error [Always Stated] "a row without exactly one responsible party"
        because "each row of the responsibility matrix has one responsible party (R); the other one supports (S)":
        "Two responsible parties are as good as none. Give one of them R and the other one S.";
    ROSTER = "PPL-05" Warning [Start Inferred] "hours without people"
        because "cover around the clock has people at every hour of the week":
        "A service covers all hours, and the roster of the plan leaves some with fewer than two people. Two make a hand-over and an illness possible.";
    MATRIX = "RSP-02" Note [Always Stated] "a responsibility matrix of your own"
        because "the catalog's matrix is an example and may be changed by agreement":
        "The rows under `responsibilities:` replace the catalog's. Those that differ are told once, so that nobody signs them unread.";
    BOTH_SIZES = "ELG-08" Error [Always Inferred] "two sizes of one service"
        because "the sizes of a service are alternatives":
        "Two variants of one service are bought for the same scope. Keep the one that fits the customer's figures.";
    COVER = "ELG-15" Error [Always Stated] "hours that the service does not have"
        because "cover in working hours and around the clock are different services":
        "The line asks for other hours than its service covers. Buy the service with these hours, or leave `cover:` out.";
    COVER_WEAK = "ELG-16" Warning [Always Stated] "working hours for an application that must not fail"
        because "cover in working hours suits average needs; high availability needs cover around the clock":
        "An application of tier critical, or with an agreed availability of 99.9 % or more, is looked after in working hours only. Consider the other cover, or have the risk accepted.";
    MODE = "PRC-14" Warning [Always Stated] "a service in the wrong place"
        because "support packages are given on site, hosting from afar":
        "The line's `mode:` is not the one its service is defined with. Correct it, or agree the deviation.";
    TWICE = "CAT-03" Warning [Always House] "a service bought twice for one scope"
        because "several titles of the catalog repeat, so a line is easily entered twice":
        "Two lines buy the same service with the same scope and overlapping terms; both would owe the same documents. Merge them, or give each its own scope.";
    EDITION = "CAT-07" Warning [Always House] "written for another edition of the catalog"
        because "limits and titles may differ between editions of the catalog":
        "The engagement says for which edition of the catalog it was written. Check limits and titles again, then correct `catalog.edition`.";
    INVENTORY = "QTY-12" Warning [Start House] "a scope larger than the inventory"
        because "limits are checked on what is there, not on what is claimed":
        "A line claims more instances than the inventory has. Bring the two into line.";
    ENDED = "CON-04" Error [Run Stated] "a service that ended and is still active"
        because "a recurring service ends when its contract term ends":
        "The term is over and no renewal is named. Set `status: completed`, or name the contract that follows under `renewal.successor`.";
    REMINDER = "CON-05" Warning [Run Stated] "the renewal reminder is late"
        because "the provider reminds the customer one month before the term ends":
        "Send the reminder, and note day and channel under `renewal:` of the contract.";
    REMINDER_LATE = "CON-06" Warning [Always Stated] "the renewal reminder was sent late"
        because "the provider reminds the customer one month before the term ends":
        "The reminder is on record, but less than a month before the end of the term. Tell the customer, and keep the reason.";
    REMINDER_DUE = "CON-07" Note [Run House] "a renewal reminder is due soon"
        because "the provider reminds the customer one month before the term ends":
        "Within thirty days the reminder must be sent. Prepare the offer.";
    HALF_YEARS = "CON-09" Warning [Always Inferred] "a term of odd length for two rounds a year"
        because "services performed twice a year count full halves from the first day":
        "The last part of the term is shorter than half a year, so no round falls into it. Agree in the plan how many rounds there are.";
    RENEWAL_ONE_OFF = "CON-11" Note [Always Inferred] "a renewal of one-off work"
        because "one-off services end with their acceptance":
        "Only one-off services are bought under this contract, so its `renewal:` is without effect. Remove it.";
    WHOLE_MONTHS = "CON-12" Warning [Always Stated] "a term of odd length"
        because "recurring services are sold by the month or year":
        "The term is no whole number of months. Correct the last day, or confirm that the odd term is meant.";
    PLAN_ISSUED = "PLN-01" Error [Start Stated] "no service plan before the work"
        because "service plan and bill of quantities are prepared before the service starts":
        "The plan is not issued, or was issued after the first day of a service.";
    PLAN_CONFIRMED = "PLN-02" Error [Start Stated] "a service plan that the customer has not confirmed"
        because "the customer confirms service plan and bill of quantities before the service starts":
        "Get the confirmation, and enter who gave it and when under `plan.confirmed`.";
    PLAN_VERSION = "PLN-03" Error [Start Inferred] "the confirmation is for another version"
        because "the customer confirms the plan that is worked by":
        "The plan was changed after it was confirmed. Have the new version confirmed.";
    OBJECTIVE = "PLN-07" Warning [Start Stated] "no objective is agreed"
        because "objectives and project management are agreed by both parties":
        "Enter what the project is to achieve under `project.objective`, and how that is measured under `project.measures`.";
    STAGE = "PRC-01" Error [Always Stated] "a stage that the process does not have"
        because "one-off and recurring services each have a process with stages of their own":
        "The key names no stage of the process for services with this billing. The help lists them.";
    STAGES = "PRC-02" Error [Always Inferred] "stages run backwards"
        because "a stage starts when the one before has led to something":
        "A stage ends before it starts, or starts before the stage that precedes it.";
    UNAPPROVED = "PRC-03" Error [Start Stated] "implementation without an approved solution"
        because "the customer reviews and approves the solution proposal before it is carried out":
        "The implementation stage starts before the day on which the proposal was approved, or the approval is not on record.";
    ONSITE_STAGE = "PRC-04" Error [Always Stated] "a stage that remote services do not have"
        because "induction and training of engineers belong to services on site":
        "Remove the stage, or correct the line's `mode:`.";
    ONSITE_STAGE_MISSING = "PRC-05" Warning [Start Stated] "engineers on site without induction"
        because "engineers on site are inducted and trained":
        "The service is given on site, and the plan has no dates for induction or training. Plan them with the customer.";
    SIGNED_LATE = "PRC-06" Error [Start Stated] "engineers chosen before the contract"
        because "requirements are confirmed, then the contract is signed, then engineers are chosen":
        "The selection of engineers starts before the contract was signed. Correct the order of the dates.";
    PERSONNEL = "PRC-07" Warning [Start Stated] "engineers whom the customer has not confirmed"
        because "the customer confirms the engineers":
        "Enter who confirmed them under `stages.personnel_selection.approved_by`.";
    PROCESS_MISSING = "PRC-08" Error [Close Stated] "a closing document is missing"
        because "services end with a summary or an exit hand-over":
        "The engagement is to be closed, and a document of its process is not issued yet.";
    ACCOUNTS = "PRC-09" Error [Close Stated] "accounts that are still open"
        because "at the end engineers hand over documents and accounts":
        "Accounts of the provider on the customer's systems are neither revoked nor transferred.";
    CAUSE = "PRC-10" Error [Issue Stated] "a major fault without its causes"
        because "after a major fault the technical and the management cause are reviewed":
        "Enter `cause_technical:` and `cause_management:`. \"Human error\" alone is not a cause: say what let it happen.";
    CHANGE = "PRC-11" Error [Issue Stated] "a change outside what was approved"
        because "changes follow a solution that the customer approved, in the agreed time":
        "The change has no approval on record, or ran outside its window. Enter the approval, or explain the deviation under `remark:`.";
    DRILL = "PRC-12" Error [Issue Stated] "a drill without an approved plan"
        because "drills follow a solution that the customer approved":
        "The plan of the drill was approved after it took place, or not at all.";
    MANUAL = "PRC-13" Warning [Issue Stated] "a repair by no manual"
        because "faults are repaired by a manual that the customer approved":
        "Name the manual that the repair followed, or plan an action of kind `process` that brings one.";
    OWNER = "PPL-01" Error [Start Stated] "days without a project owner of the provider"
        because "the provider appoints a project owner for the whole engagement":
        "The terms under `provider.owners` do not cover every day of the services.";
    CUSTOMER_OWNER = "PPL-02" Error [Start Stated] "days without a project owner of the customer"
        because "the customer appoints a project owner for the whole engagement":
        "The terms under `customer.owners` do not cover every day of the services.";
    OWNER_CHANGE = "PPL-03" Error [Always Stated waivable] "a project owner changed at short notice"
        because "a change of the project owner is announced three working days ahead":
        "Working days are those of the customer's calendar, counted from the day after the notice. Shift the change, or get the customer's consent and enter it as a waiver.";
    OWNER_REASON = "PPL-04" Warning [Always Stated] "a change of the project owner without a reason"
        because "a project owner is changed for special reasons only":
        "Enter `reason:`; it is printed in the plan's history.";
    MISSING_DOCUMENTS = "DLV-01" Error [Close Stated] "deliverables are missing"
        because "every standard deliverable of a service is submitted":
        "The engagement is to be closed, and not all that was owed is issued. Issue it, or record under `not_owed:` of the ledger that both parties left it out.";
    OVERDUE = "DLV-02" Warning [Run Stated] "documents are overdue"
        because "periodic reports and other deliverables are due by a known day":
        "The due date has passed and the ledger has no issue. Issue the documents, and enter them in the ledger.";
    ISSUED_LATE = "DLV-03" Warning [Run House] "a document was issued late"
        because "documents are due by a known day":
        "The day of issue lies behind the due date. Say why in the next report, so that nobody has to ask.";
    CHAIN = "DLV-10" Warning [Issue Stated] "documents out of order"
        because "documents that build on each other are issued in their order":
        "A document is dated before one that it builds on: a drill plan before the risk analysis, a report before the solution it reports on.";
    REGISTER_EARLY = "DLV-07" Error [Close Stated] "the deliverables register is older than a deliverable"
        because "a list of all deliverables is handed over after all services":
        "A deliverable was issued after the register that should list it. Build the register again and issue it last.";
    ISSUED_TWICE = "DLV-05" Error [Always House] "a version was issued twice"
        because "one version of a document is one file":
        "The ledger has the same version of one document twice, or versions that run backwards in time.";
    LAYERS = "DLV-11" Warning [Issue Stated] "an inspection that skips a layer"
        because "an inspection covers the layers that its service names":
        "No check belongs to this layer. Add it, or say under `not_checked:` why it was left out.";
    FINDING = "DLV-12" Error [Issue House] "a grave finding that leads to nothing"
        because "findings of severity high and critical have evidence, risk, recommendation, owner and due date":
        "Without them nobody can act on the finding. Complete it before the report goes out.";
    MATURITY = "DLV-14" Error [Issue Inferred] "an assessment without ratings"
        because "the professional edition of the diagnosis rates maturity by dimension":
        "The document promises a rating, and the assessment rates no dimension.";
    CHAPTERS = "DLV-13" Error [Issue Stated] "a design that lacks parts"
        because "the service designs each of the processes that the catalog lists":
        "The document has a chapter for each process. Give each a record, and say by `covers:` which one it is.";
    FIGURE = "DLV-16" Error [Issue House] "a figure in prose that the data contradicts"
        because "figures of one document agree with each other":
        "The text marks a figure as one that is computed, and the data gives another value. Correct the text, or the records.";
    OUTSIDE = "DLV-17" Error [Always House] "a record outside the term of its line"
        because "data belongs to the period that it is reported in":
        "The record names a service line and lies outside of its term, so no document would ever show it.";
    SHARED_TITLE = "ACC-09" Note [Always Inferred] "acceptance reports with one title"
        because "several services share one acceptance report of the catalog":
        "The reports are told apart by subtitle, document id and file name, which carry service and line.";
    NO_ACCEPTANCE = "ACC-03" Note [Always Stated] "one-off work without an acceptance report"
        because "the catalog names no acceptance report for this service":
        "The service is one-off, and no acceptance is printed for it. Where proof is wanted, the customer may countersign the deliverables register.";
    UNACCEPTED = "ACC-02" Error [Close Stated] "a service that is not accepted"
        because "one-off services are accepted by the customer":
        "The engagement is to be closed, and the acceptance is not on record. Send the link, or have the report signed and sealed; then enter it under `acceptance:`.";
    ACCEPTANCE_FIELDS = "ACC-04" Error [Close Stated] "an incomplete acceptance"
        because "a service is accepted by a link of the console or by a report that is signed and sealed":
        "Acceptance by link has the console's record, who followed the link and when; a signed report has the names of both sides and the day.";
    ACCEPTED_BY = "ACC-05" Warning [Close Stated] "accepted by somebody else"
        because "the customer's project owner accepts":
        "The person who accepted is neither the customer's project owner on that day nor the customer's signatory. Attach the delegation, or correct the name.";
    NO_HASH = "ACC-06" Error [Close House] "an accepted document without fingerprint"
        because "an acceptance refers to exact files":
        "The ledger entry of a deliverable that was accepted has no `sha256:`, so nobody can tell later which file was meant.";
    ACCEPTED_EARLY = "ACC-07" Error [Close House] "accepted before it was issued"
        because "only what was issued can be accepted":
        "A deliverable was issued after the day of its acceptance. Have the newer version accepted, or correct the dates.";
    EXCEPTION = "ACC-08" Error [Close House] "an exception that nobody follows up"
        because "a conditional acceptance lists what is left, with owner and due date":
        "Complete the exceptions, or accept without condition.";
    CRITICAL_OPEN = "ACC-10" Warning [Close House] "accepted with a critical finding open"
        because "what is open at acceptance is listed there":
        "A critical finding of this service was to be mended by the day of the acceptance and is still open, and the acceptance lists no exception.";
    CONTROL = "DOC-04" Error [Issue House] "a document without its control data"
        because "controlled documents name classification, author and approver":
        "Complete `document_control:`; every cover prints it.";
    LEFTOVER = "DOC-05" Error [Issue House] "a leftover of writing"
        because "what is issued is finished":
        "TODO, TBD, ???, lorem ipsum and the like stand in a text that is printed. Finish it.";
    WAIVER = "DOC-07" Warning [Always House] "a waiver that waives nothing"
        because "waivers are exceptions with a reason, an approver and an end":
        "The rule does not exist or cannot be waived, the waiver has run out, or nothing breaks the rule any more. Renew it or delete it.";
    SECRET = "DOC-08" Warning [Issue House] "a secret or personal data in a text"
        because "evidence is shared with everybody who receives the document":
        "A password, key or token, or a number that identifies a person, seems to stand in a text that is printed. Mask it.";
    GLYPH = "DOC-03" Error "a character that no font can show"
        because "what is printed can be read":
        "It would be a box in print, so the PDF is not made. The built-in fonts cover Latin, Greek and Cyrillic; fonts for other scripts belong in templates/fonts/ of the project.";
    EXPORT = "OUT-03" Error "a document could not be laid out":
        "The exporter refused the document. The place is the template line of the block at fault.";
    OUTPUT = "OUT-01" Error "an output file cannot be written":
        "The output folder must be writable and have room. Nothing half-written is left: the last good file stays.";
    LOCKED = "OUT-02" Error "another build holds the output folder":
        "Two builds of one folder would overwrite each other's work. Wait for the other one (--wait), or choose another --output.";
    NOT_AS_GIVEN = "OUT-04" Error "the output is not what the inputs give":
        "`build --check` builds nothing: it compares. Something in the output folder is missing, was changed by hand, was made of older inputs, or is owed no more. Run `sowright build` with the same options; `--dry-run` says why for each document.";
    MANIFEST = "OUT-05" Note "what the last build remembered cannot be used":
        "The manifest in the output folder was written by another version of the program, or is damaged. The build starts from scratch and writes a new one.";
}

impl Code {
    /// The code with this name.
    pub fn find(name: &str) -> Option<&'static Entry> {
        TABLE.iter().find(|entry| entry.code.eq_ignore_ascii_case(name))
    }

    /// Its row.
    pub fn entry(self) -> Option<&'static Entry> {
        TABLE.iter().find(|entry| entry.code == self.0)
    }

    /// The severity a finding of this code has.
    pub fn severity(self) -> Severity {
        self.entry().map_or(Severity::Error, |entry| entry.severity)
    }

    /// When it begins to bite.
    pub fn gate(self) -> Gate {
        self.entry().and_then(|entry| entry.rule).map_or(Gate::Always, |rule| rule.gate)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}
