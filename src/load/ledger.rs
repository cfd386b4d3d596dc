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
