//! Why a document is owed: the chain of facts behind each line of the register.

use crate::load::catalog::Cadence;
use crate::source::Span;

use super::schedule::Period;

/// One link of the chain, with the place it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub fact: Fact,
    pub span: Option<Span>,
}

/// What stands behind a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// The engagement bought the service.
    Bought { service: String, quantity: u32 },
    /// The catalog says that the service owes the deliverable.
    Owed { service: String, deliverable: String },
    /// The catalog asks for acceptance of one-off services.
    Acceptance { service: String },
    /// Every engagement (with services of this billing) has the document.
    Process { document: String },
    /// How often, and who said so.
    Cadence { cadence: Cadence, from: CadenceFrom },
    /// The days of the service line.
    Term { start: jiff::civil::Date, end: jiff::civil::Date },
    /// The period it covers.
    Period(Period),
    /// The application, service or scenario it is about.
    Subject { name: String },
    /// The point in time that calls for it.
    Milestone { name: String, date: jiff::civil::Date },
    /// The request that asked for it.
    Request { id: String },
    /// How the due date was found.
    Due { rule: String, date: jiff::civil::Date },
    /// The ledger knows an issued version.
    Issued { version: String, date: jiff::civil::Date },
    /// The ledger knows a version under review.
    Draft { version: String, date: jiff::civil::Date },
    /// It is left out.
    NotOwed { why: String },
}

/// Who said how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CadenceFrom {
    Catalog,
    /// The catalog leaves it open and names this default.
    Default,
    Engagement,
}

impl Fact {
    /// The fact as a sentence without a full stop.
    pub fn sentence(&self) -> String {
        match self {
            Fact::Bought { service, quantity } => format!("the engagement buys {service}, quantity {quantity}"),
            Fact::Owed { service, deliverable } => format!("{service} owes the deliverable {deliverable}"),
            Fact::Acceptance { service } => format!("{service} is a one-off service, which the customer accepts"),
            Fact::Process { document } => format!("the catalog gives every such engagement the document {document}"),
            Fact::Cadence { cadence, from } => {
                let from = match from {
                    CadenceFrom::Catalog => "as the catalog states",
                    CadenceFrom::Default => "the catalog's default where it states none",
                    CadenceFrom::Engagement => "as the engagement says",
                };
                format!("it is made {}, {from}", cadence.word())
            }
            Fact::Term { start, end } => format!("the service runs from {start} to {end}"),
            Fact::Period(period) => format!("it covers {} ({} to {})", period.label, period.start, period.end),
            Fact::Subject { name } => format!("it is about {name}, which is in scope"),
            Fact::Milestone { name, date } => format!("milestone {name} on {date} calls for it"),
            Fact::Request { id } => format!("request {id} asked for it"),
            Fact::Due { rule, date } => format!("it is due on {date}: {rule}"),
            Fact::Issued { version, date } => format!("version {version} was issued on {date}"),
            Fact::Draft { version, date } => format!("version {version} was sent for review on {date}"),
            Fact::NotOwed { why } => format!("but it is not owed: {why}"),
        }
    }
}
