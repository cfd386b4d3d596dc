//! Every diagnostic code: severity, title and the text that `explain` prints. One table.

use super::Severity;

/// A code such as `CAT-01`; its row in [`TABLE`] says the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

/// One row of the table.
pub struct Entry {
    pub code: &'static str,
    pub severity: Severity,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// Why it is refused or remarked, and what to do: full sentences.
    pub text: &'static str,
}

macro_rules! codes {
    ($($name:ident = $code:literal $severity:ident $title:literal : $text:literal;)*) => {
        impl Code { $(#[doc = $title] pub const $name: Code = Code($code);)* }

        /// All codes, in the order of the pipeline.
        pub const TABLE: &[Entry] =
            &[$(Entry { code: $code, severity: Severity::$severity, title: $title, text: $text },)*];
    };
}

codes! {
    UNREADABLE = "FIL-01" Error "a file cannot be read":
        "The file is named on the command line or found in the project, but the system does not let it be read. Check that it exists and that you may read it.";
    ENCODING = "FIL-02" Error "a file is not UTF-8":
        "All texts are read as UTF-8, so that names print on every system as they were written. Save the file as UTF-8 in your editor.";
    NO_ENGAGEMENT = "FIL-03" Error "no engagement was found":
        "An engagement is a folder with an engagement.yaml, or a single YAML file. Without paths, all of `engagements/` are taken.";
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
    TIMEZONE = "CON-10" Error "an unknown time zone":
        "Periods are the customer's days, so the zone must be known. Use a name of the IANA time zone database.";
    ENGAGEMENT_ID = "ENG-01" Error "an engagement's id cannot be used":
        "Ids become file names and the first part of document ids. They are unique, short, and made of letters, digits, `-`, `_` and `.`.";
    BRAND = "THM-01" Error "the brand file has a mistake":
        "templates/theme/brand.yaml gives all colours as #rrggbb, for every tone, and may name a logo inside the project.";
    NO_PROVIDER = "ENG-02" Warning "no provider is named":
        "Every document says who delivers. Name the provider in the engagement, or once in sowright.yaml.";
    COUNTRY = "AREA-02" Error "not a country code":
        "The service area is checked by country, written with the two capital letters of ISO 3166-1.";
    AREA = "AREA-01" Error "the services are not offered there":
        "The catalog says in which countries its services are not offered. Remove the site, or contract it under another offering.";
    UNKNOWN_SERVICE = "CAT-01" Error "an unknown service":
        "Services are bought from a closed list: by id (`agent-hosting`), code (`M02`) or printed name.";
    SERVICE_ALIAS = "CAT-02" Note "another spelling of a service's name":
        "The name is a known variant. The id never changes, so it is the better thing to write.";
    LINE_KEY = "ENG-03" Error "the key of a service line cannot be used":
        "The key names the line's documents, so it is unique in the engagement and made of letters, digits, `-`, `_` and `.`.";
    UNKNOWN_CONTRACT = "ENG-04" Error "an unknown contract":
        "A line's term comes from the contract it names, which must stand under `contracts:`.";
    TERM_ORDER = "CON-14" Error "a term ends before it starts":
        "Both days belong to the term; no document is owed for a term that runs backwards.";
    NO_TERM = "CON-02" Error "a service without a term":
        "Deliverables are dated from the term: give the line `start:` and `end:`, or name a contract that has them.";
    RENEWAL_GAP = "CON-08" Warning "terms that do not join":
        "A renewed term starts on the day after the old one ends. In a gap nothing is owed; in an overlap it is owed twice.";
    RENEWAL_EMPTY = "CON-13" Warning "a renewal that buys nothing":
        "Services end with their contract. A successor without services would owe nothing, which is hardly meant.";
    PLACEHOLDER = "CAT-04" Error "a title with an open placeholder":
        "Titles of the catalog have slots for names and numbers. One is not filled, and would be printed as it stands.";
    NO_SUBJECT = "DLV-09" Error "a document for each of nothing":
        "The deliverable is made once for each application, business service or scenario, and the engagement names none, so it would be lost.";
    UNKNOWN_MEMBER = "ENG-05" Error "an id that names nothing":
        "Scopes and records name applications, services and lines by the ids they have in the descriptor.";
    CADENCE = "DLV-17" Error "a cadence that cannot be":
        "`cadence:` maps the id of a deliverable that the service owes to one of the known cadences.";
    CADENCE_DEFAULT = "DLV-06" Warning "a cadence that nobody agreed":
        "The catalog leaves open how often this deliverable is due. The default is used until the engagement says otherwise.";
    QUANTITY_SHORT = "QTY-01" Error "the quantity is too small":
        "The service is sized by a figure; the quantity bought does not cover it.";
    QUANTITY_OVER = "QTY-02" Warning "the quantity is larger than needed":
        "More units are bought than the scope needs. Either the quantity or the scope is wrong.";
    LIMIT = "ELG-03" Error "a service bought outside its limits":
        "The catalog bounds the service by figures of the customer or of the scope: size of the IT department, number of systems, applications in a package. The figures of this engagement lie outside.";
    LIMIT_SOFT = "ELG-02" Warning "a service bought outside its usual limits":
        "The catalog says for whom the service is mainly meant, and the figures of this engagement lie outside. Keep it if it is agreed.";
    FIGURE_MISSING = "ELG-01" Warning "a figure that a limit needs is not stated":
        "Whether a variant of a service fits depends on this figure. Ask the customer, and state where it comes from.";
    PREREQUISITE = "DEP-09" Error "a service without the one it builds on":
        "The catalog says what must be bought or delivered before. Where that happened in an earlier contract, name it under `evidence:` of the line.";
    PREREQUISITE_SOFT = "DEP-07" Warning "a service without what it should build on":
        "The catalog says, or implies, what the service works from. Name the earlier work under `evidence:` of the line, or accept that the service starts without.";
    ORDER = "DEP-11" Error "a service starts before its basis is there":
        "What a service works from must exist before it starts.";
    AGREEMENT = "PLN-06" Warning "no agreed contingency plan":
        "Alarms are answered by a plan that both parties agreed before the service starts.";
    UNKNOWN_LINE = "ACC-12" Error "acceptance of an unknown line":
        "`acceptance:` names service lines by their key.";
    NOT_ACCEPTED = "ACC-01" Error "acceptance of a service that has none":
        "Recurring services end with their term and are not accepted; only services with an acceptance report are.";
    RECORD_TWICE = "REC-02" Error "a record's id stands twice":
        "Each event is logged once. Counting it twice would make every total wrong.";
    MOMENTS = "REC-03" Error "moments run backwards":
        "Durations are computed from these moments; a step cannot come before the one that precedes it.";
    RATING = "REC-04" Error "a rating outside its scale":
        "Likelihood and impact of risks are rated from 1 to 5; scores and classes are computed from them.";
    OUTAGE = "REC-05" Warning "an outage of no application":
        "Downtime is counted by application. An outage that names none would lower nobody's availability, so the figure would be too good.";
    RECORD_OF_NOTHING = "REC-06" Error "a record of no document":
        "A record may say by `subject:` or `kind:` which document of its line it belongs to. No document of the line has this one, so the record would never be shown.";
    REQUEST = "DLV-04" Error "a request for what is not made on demand":
        "Requests ask for documents that their service line makes on demand. This one would be lost.";
    LEDGER = "DLV-19" Warning "the ledger has a document that is not owed":
        "The entry is kept, but belongs to nothing in the register: a misspelt id, or a service that was removed.";
    ISSUED = "DLV-20" Warning "an issued document comes out different":
        "The ledger holds the fingerprint (SHA-256) of the PDF that was issued, and this build gives other bytes: records, templates or the program changed since. The copy that was signed stays the valid one; issue a new version if the change is meant.";
    CATALOG = "CTL-01" Error "the catalog does not hold together":
        "A service, deliverable or family names an id that the catalog does not have, or an id stands twice.";
    SAME_FILE = "DOC-06" Error "two documents have one file":
        "File names are made of document ids; two ids differ only in case or in characters that file names do not have. Give one of them another key or subject.";
    NO_TEMPLATE = "TPL-01" Error "a document family has no template":
        "The family names a template which is neither in the project's templates/ nor built in, so its documents cannot be made.";
    TEMPLATE = "TPL-02" Error "a template cannot be used":
        "The template has a mistake, or asks for a value that is not there. The place is in the template.";
    BLOCK = "TPL-03" Error "a structured block cannot be read":
        "A fenced block such as ```chart holds JSON of a known form. The message says which key is wrong.";
    RAW_HTML = "TPL-04" Warning "HTML in Markdown is text":
        "Documents go to several formats, so HTML in Markdown is printed as it stands. Use Markdown or a component.";
    DEAD_REFERENCE = "TPL-05" Warning "a reference leads nowhere":
        "The link names a heading that the document does not have; its text is printed without a link.";
    LINK = "TPL-06" Warning "a link of a kind that is not followed":
        "Links lead to http, https and mailto addresses and inside the document. Others are printed as text.";
    IMAGE = "TPL-07" Warning "an image that cannot be shown":
        "Pictures of narratives are PNG or JPEG files below `images/` of the engagement, and say in their alternative text what they show.";
    NARRATIVE = "NAR-01" Warning "prose for no document":
        "A narrative is named by the deliverable, and by the period or subject where it is for one document: `application-om-monthly-report@2026-05.md`. This one belongs to nothing that is owed, so it would never be printed.";
    SLOT = "NAR-02" Warning "prose for no slot":
        "The headings of a narrative name the slots of the template. The template has no such slot, so the prose below would be lost.";
    SLOT_EMPTY = "NAR-03" Warning "prose that is still missing":
        "The document family asks for this slot to be written by a person, and the document is due.";
    EXPORT = "OUT-03" Error "a document could not be laid out":
        "The exporter refused the document. The place is the template line of the block at fault.";
    OUTPUT = "OUT-01" Error "an output file cannot be written":
        "The output folder must be writable and have room. Nothing half-written is left: the last good file stays.";
    LOCKED = "OUT-02" Error "another build holds the output folder":
        "Two builds of one folder would overwrite each other's work. Wait for the other one, or choose another --output.";
}

impl Code {
    /// The code with this name.
    pub fn find(name: &str) -> Option<&'static Entry> {
        TABLE.iter().find(|entry| entry.code.eq_ignore_ascii_case(name))
    }

    /// The severity a finding of this code has.
    pub fn severity(self) -> Severity {
        Self::find(self.0).map_or(Severity::Error, |entry| entry.severity)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}
