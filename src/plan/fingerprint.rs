//! Fingerprints: SHA-256 over bytes that say what something is made of.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::source::hex;
pub use crate::source::sha256 as digest;

use super::slice::Slice;

/// SHA-256 over several pieces; the length of each goes in, so that pieces cannot run together.
pub fn combined<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for piece in pieces {
        hasher.update((piece.len() as u64).to_le_bytes());
        hasher.update(piece);
    }
    hex(&hasher.finalize())
}

/// Hexadecimal digits of a short fingerprint.
const SHORT: usize = 32;

/// The first half of a fingerprint.
pub fn short(bytes: &[u8]) -> String {
    let mut text = digest(bytes);
    text.truncate(SHORT);
    text
}

/// The fingerprint of a value's JSON.
pub fn of(value: &impl Serialize) -> String {
    short(&erased::Json::json(value))
}

/// The fingerprint of each part of a slice, by the name that `--explain` prints; `engagement` and
/// `catalog` are those of what all documents of an engagement share of them.
pub fn parts(slice: &Slice, engagement: &str, catalog: &str) -> BTreeMap<String, String> {
    let mut parts = BTreeMap::new();
    // What is empty is left out, and 128 bits are enough to tell one version from another: the
    // manifest has several of them for each of thousands of documents.
    let mut add = |name: &str, value: &dyn erased::Json| {
        let text = value.json();
        if !matches!(text.as_slice(), b"{}" | b"[]" | b"[[],[]]") {
            parts.insert(name.to_owned(), short(&text));
        }
    };
    add("document", &slice.document);
    add("engagement.yaml", &(engagement, &slice.applications));
    add("catalog", &(catalog, &slice.line, &slice.lines, slice.terms, slice.title_page, slice.paper));
    add("records before the period", &slice.history);
    add("records after the period", &slice.ahead);
    add("register", &(&slice.register, &slice.left_out));
    add("narratives", &slice.narrative);
    if !slice.attachments.is_empty() {
        let pieces = slice.attachments.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes]);
        parts.insert("pictures and tables".to_owned(), combined(pieces)[..SHORT].to_owned());
    }
    let records = serde_json::to_value(&slice.records).unwrap_or_default();
    for (kind, value) in records.as_object().into_iter().flatten() {
        parts.insert(format!("records: {kind}"), short(value.to_string().as_bytes()));
    }
    parts
}

/// Values of different types, all serialised to JSON.
mod erased {
    use super::Serialize;

    pub trait Json {
        fn json(&self) -> Vec<u8>;
    }

    impl<T: Serialize> Json for T {
        fn json(&self) -> Vec<u8> {
            // The model has string keys and finite numbers only, which always serialise.
            serde_json::to_vec(self).unwrap_or_default()
        }
    }
}
