//! `ledger.yaml`: what was issued and accepted. The memory of an engagement.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::source::Spanned;

use super::values::Day;

/// The ledger of one engagement.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// Versions that went out.
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
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The document's id as the register prints it, without the engagement's part.
    pub document: Spanned<String>,
    /// The version that was issued, for instance `1.0`.
    pub version: String,
    /// The day on which it went out.
    pub issued_on: Day,
    /// The day on which the customer accepted it; open when absent.
    pub accepted_on: Option<Day>,
    /// SHA-256 of the issued PDF, in hexadecimal digits.
    pub sha256: Option<String>,
}

/// A version under review.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The document's id as the register prints it, without the engagement's part.
    pub document: Spanned<String>,
    /// The version under review, for instance `0.9`.
    pub version: String,
    /// The day on which it was sent.
    pub sent_on: Day,
}

/// A document that is not owed after all.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Omission {
    /// The document's id as the register prints it, without the engagement's part.
    pub document: Spanned<String>,
    /// Why, as a sentence without a full stop: `the customer reports this month itself`.
    pub reason: String,
    /// Who agreed, by name, from both sides.
    pub agreed_by: Option<String>,
    /// The day of the agreement.
    pub agreed_on: Option<Day>,
}
