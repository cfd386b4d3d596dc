//! `ledger.yaml`: what was issued and accepted. The memory of an engagement.

use serde::Deserialize;

use crate::source::Spanned;

use super::values::Day;

/// The ledger of one engagement.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    #[serde(default)]
    pub issued: Vec<Issue>,
    /// Versions sent out for review and not issued yet.
    #[serde(default)]
    pub drafts: Vec<Draft>,
    /// What both parties agreed to leave out.
    #[serde(default)]
    pub not_owed: Vec<Omission>,
}

/// One issued version of one document.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The document's id as the register prints it, without the engagement's part.
    pub document: Spanned<String>,
    pub version: String,
    pub issued_on: Day,
    pub accepted_on: Option<Day>,
    /// SHA-256 of the issued PDF, in hexadecimal digits.
    pub sha256: Option<String>,
}

/// A version under review.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    pub document: Spanned<String>,
    pub version: String,
    pub sent_on: Day,
}

/// A document that is not owed after all.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Omission {
    pub document: Spanned<String>,
    /// Why, as a sentence without a full stop: `the customer reports this month itself`.
    pub reason: String,
    pub agreed_by: Option<String>,
    pub agreed_on: Option<Day>,
}
